/* Which instructions serve what a run can be asked for. */
#ifndef SC_COMPILER_LIVENESS_H
#define SC_COMPILER_LIVENESS_H

#include "language/model.h"
#include "vm/program.h"

/* Fills program->live and program->outputs. False: no memory. */
bool sc_find_liveness(sc_program *program, const sc_model *model);

#endif

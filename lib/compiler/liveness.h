/* Which outputs each instruction of a program is needed for. */
#ifndef SC_COMPILER_LIVENESS_H
#define SC_COMPILER_LIVENESS_H

#include "language/model.h"
#include "vm/program.h"

/* Sets program->live and program->outputs. False: no memory. */
bool sc_find_liveness(sc_program *program, const sc_model *model);

#endif

/* Which instructions serve what a run can be asked for. */
#ifndef SC_PROGRAM_SERVE_H
#define SC_PROGRAM_SERVE_H

#include "language/model.h"
#include "program/program.h"

/* Fills program->serves and program->outputs. False: no memory. */
bool sc_find_served(sc_program *program, const sc_model *model);

#endif

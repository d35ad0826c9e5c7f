/* The interpreter's body, compiled twice from interpreter.inc: for any number of rows and for one; and what runs one record in steps. */
#ifndef SC_VM_INTERPRETER_H
#define SC_VM_INTERPRETER_H

#include "vm/vm.h"

void sc_run_rows(sc_state *state, size_t rows, uint32_t begin, uint32_t end);
void sc_run_one(sc_state *state, uint32_t begin, uint32_t end);
void sc_run_steps(sc_state *state, const struct sc_step *steps);

#endif

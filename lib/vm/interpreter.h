/* The interpreter: for a block of rows and for one row, both compiled from interpreter.inc, and for
 * the fused instructions of one record. */
#ifndef SC_VM_INTERPRETER_H
#define SC_VM_INTERPRETER_H

#include "vm/vm.h"

void sc_vm_run_block(sc_vm *state, size_t rows, uint32_t begin, uint32_t end);
void sc_vm_run_row(sc_vm *state, uint32_t begin, uint32_t end);
void sc_vm_run_fused(sc_vm *state, const struct sc_fused_instruction *code);

#endif

/* The interpreter for a block of rows, with all kernels inlined; multiversioned for the vector
 * instructions of the processor. */
#include "vm/multiversion.h"

#define SC_VM_MULTIVERSION SC_MULTIVERSION
#define SC_VM_ROWS rows
#define SC_VM_REGISTER(type, state, reg) ((type *)(state)->registers[reg])
#define SC_VM_PARAMETERS sc_vm *state, size_t rows, uint32_t begin, uint32_t end
#define SC_VM_ARGUMENTS(state, begin, end) (state), rows, (begin), (end)
#define SC_VM_RUN sc_vm_run_block
#include "vm/interpreter.inc"

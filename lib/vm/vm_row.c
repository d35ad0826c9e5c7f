/* The interpreter for one row: the number of rows is a constant, so that the compiler removes the
 * loops. */
#define SC_VM_MULTIVERSION
#define SC_VM_ROWS ((size_t)1)
#define SC_VM_REGISTER(type, state, reg)                                                           \
    ((type *)(void *)((state)->slots + (size_t)(reg)*SC_SLOT_BYTES))
#define SC_VM_PARAMETERS sc_vm *state, uint32_t begin, uint32_t end
#define SC_VM_ARGUMENTS(state, begin, end) (state), (begin), (end)
#define SC_VM_RUN sc_vm_run_row
#include "vm/interpreter.inc"

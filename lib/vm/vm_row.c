/* The interpreter for one record: the same body with one row as a constant, so that the loops fall away. */
#define SC_RUN_CLONES
#define SC_ROWS ((size_t)1)
#define SC_REGISTER(type, state, reg) ((type *)(void *)((state)->slots + (size_t)(reg) * SC_SLOT_BYTES))
#define SC_RUN_PARAMETERS sc_state *state, uint32_t begin, uint32_t end
#define SC_RUN_ARGUMENTS(state, begin, end) (state), (begin), (end)
#define SC_RUN sc_run_one
#include "vm/interpreter.inc"

/* The interpreter for any number of rows. */
#define SC_ROWS rows
#define SC_RUN_PARAMETERS sc_state *state, size_t rows, uint32_t begin, uint32_t end
#define SC_RUN_ARGUMENTS(state, begin, end) (state), rows, (begin), (end)
#define SC_RUN sc_run_rows
#include "engine/interpreter.inc"

/* The interpreter for any number of rows: the kernels are compiled into it once for each generation of vector instructions, and the loader of the program picks
 * the one that the machine has. */
#include "vm/multiversion.h"

#define SC_RUN_CLONES SC_CLONES
#define SC_ROWS rows
#define SC_REGISTER(type, state, reg) ((type *)(state)->registers[reg])
#define SC_RUN_PARAMETERS sc_state *state, size_t rows, uint32_t begin, uint32_t end
#define SC_RUN_ARGUMENTS(state, begin, end) (state), rows, (begin), (end)
#define SC_RUN sc_run_rows
#include "vm/interpreter.inc"

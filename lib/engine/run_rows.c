/* The interpreter for any number of rows: the kernels are compiled into it once for each generation of vector instructions, and the loader of the program picks
 * the one that the machine has. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__gnu_linux__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define SC_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define SC_CLONES
#endif
#define SC_ROWS rows
#define SC_RUN_PARAMETERS sc_state *state, size_t rows, uint32_t begin, uint32_t end
#define SC_RUN_ARGUMENTS(state, begin, end) (state), rows, (begin), (end)
#define SC_RUN sc_run_rows
#include "engine/interpreter.inc"

/* From the checked model to the program. */
#ifndef SC_COMPILER_COMPILE_H
#define SC_COMPILER_COMPILE_H

#include "language/model.h"
#include "vm/program.h"

/* Compiles all but the patterns (their codes are the caller's to fill in: program->patterns has the
 * model's length). NULL: no memory. */
sc_program *sc_compile(const sc_model *model, sc_arena *arena,
                       const schoolcat_allocator *allocator);

#endif

/* Compiles a checked model into the program that lib/vm runs. */
#ifndef SC_COMPILER_COMPILE_H
#define SC_COMPILER_COMPILE_H

#include "language/model.h"
#include "vm/program.h"

/* Patterns are left out: the caller fills in program->patterns, which has as many entries as the
 * model. NULL: no memory. */
sc_program *sc_compile(const sc_model *model, sc_arena *arena,
                       const schoolcat_allocator *allocator);

#endif

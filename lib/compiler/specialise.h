#ifndef SC_COMPILER_SPECIALISE_H
#define SC_COMPILER_SPECIALISE_H

#include "compiler/emit.h"

/* Of the split that is being compiled: the register of its possible outcomes (`result` is the
 * body's) without running cases, or SC_NO_REGISTER where the split must run. `none_too`: the
 * earlier decision may have no outcome. */
uint32_t sc_specialise_split(sc_compiler *c, uint32_t result, bool none_too);

#endif

/* Specialisation of case splits, so that they need not run as cases. */
#ifndef SC_COMPILER_SPECIALISE_H
#define SC_COMPILER_SPECIALISE_H

#include "compiler/emit.h"

/* Specialises the split being compiled, whose body gives `result`. Returns the register of the
 * decision's possible outcomes, or SC_NO_REGISTER where the split has to run as cases.
 * `none_possible`: the earlier decision may have no outcome. */
uint32_t sc_specialise_split(sc_compiler *c, uint32_t result, bool none_possible);

#endif

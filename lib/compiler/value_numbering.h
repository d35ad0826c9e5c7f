/* The table of value numbers of emit.c, for its owner. */
#ifndef SC_COMPILER_VALUE_NUMBERING_H
#define SC_COMPILER_VALUE_NUMBERING_H

#include "compiler/emit.h"

void sc_value_numbers_free(sc_compiler *c);

#endif

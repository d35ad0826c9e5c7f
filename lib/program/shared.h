/* Frees the compiler's table of equal instructions. */
#ifndef SC_PROGRAM_SHARED_H
#define SC_PROGRAM_SHARED_H

#include "program/emit.h"

void sc_shared_free(sc_compiler *c);

#endif

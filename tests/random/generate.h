/* Random rule files, valid by construction: every expression is generated for a type, and refers
 * only to elements generated before. */
#ifndef RANDOM_GENERATE_H
#define RANDOM_GENERATE_H

#include "sketch.h"

void generate_rules(uint64_t seed, sketch *out);

#endif

/* Random rule files, valid by construction: everything is typed while it is written, and names only
 * what was written before. */
#ifndef RANDOM_GENERATE_H
#define RANDOM_GENERATE_H

#include "sketch.h"

void generate_rules(uint64_t seed, sketch *out);

#endif

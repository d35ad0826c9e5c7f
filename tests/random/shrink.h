/* Shrinks a rule file while a property of it holds. */
#ifndef RANDOM_SHRINK_H
#define RANDOM_SHRINK_H

#include "sketch.h"

/* Whether the file has the property. */
typedef bool (*shrink_test)(const sketch *file, void *context);

void shrink(sketch *file, shrink_test still, void *context);

#endif

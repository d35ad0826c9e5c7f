/* Makes a rule file smaller while something stays true of it. */
#ifndef RANDOM_SHRINK_H
#define RANDOM_SHRINK_H

#include "sketch.h"

/* Whether the file still shows what is looked for. */
typedef bool (*shrink_test)(const sketch *file, void *context);

void shrink(sketch *file, shrink_test still, void *context);

#endif

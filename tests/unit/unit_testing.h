/* What unit tests share: cmocka with its own includes, and an allocator that counts and can be made
 * to fail. */
#ifndef TESTS_UNIT_UNIT_TESTING_H
#define TESTS_UNIT_UNIT_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <schoolcat.h>

/* Fails the request number `fails_at` (from 1; 0: none) and all after it. `live` is what has not
 * been given back. */
typedef struct counting {
    size_t requests, fails_at, live;
} counting;

static inline int counting_refuses(counting *counter)
{
    counter->requests++;
    return counter->fails_at != 0 && counter->requests >= counter->fails_at;
}

static inline void *counting_allocate(void *context, size_t size)
{
    counting *counter = context;
    void *block = counting_refuses(counter) ? NULL : malloc(size);
    counter->live += block != NULL;
    return block;
}

static inline void *counting_reallocate(void *context, void *block, size_t size)
{
    counting *counter = context;
    void *grown = counting_refuses(counter) ? NULL : realloc(block, size);
    counter->live += grown != NULL && block == NULL;
    return grown;
}

static inline void counting_release(void *context, void *block)
{
    counting *counter = context;
    counter->live -= block != NULL;
    free(block);
}

static inline schoolcat_allocator counting_allocator(counting *counter)
{
    return (schoolcat_allocator){counting_allocate, counting_reallocate, counting_release, counter};
}

#endif

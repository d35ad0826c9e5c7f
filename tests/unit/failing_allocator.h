/* An allocator over malloc that counts requests and live blocks and fails from a chosen request
 * on. For the library's allocator hooks; tests/memory replaces malloc itself, because libyaml takes
 * no hooks. */
#ifndef TESTS_UNIT_FAILING_ALLOCATOR_H
#define TESTS_UNIT_FAILING_ALLOCATOR_H

#include <schoolcat.h>
#include <stdlib.h>

typedef struct failing_allocator {
    size_t requests; /* allocations and reallocations so far */
    size_t fails_at; /* number, from 1, of the first request that fails; 0: none fails */
    size_t live;     /* blocks not yet released */
} failing_allocator;

static inline bool failing_allocator_refuses(failing_allocator *failing)
{
    failing->requests++;
    return failing->fails_at != 0 && failing->requests >= failing->fails_at;
}

static inline void *failing_allocator_allocate(void *context, size_t size)
{
    failing_allocator *failing = context;
    void *block = failing_allocator_refuses(failing) ? NULL : malloc(size);
    failing->live += block != NULL;
    return block;
}

static inline void *failing_allocator_reallocate(void *context, void *block, size_t size)
{
    failing_allocator *failing = context;
    void *grown = failing_allocator_refuses(failing) ? NULL : realloc(block, size);
    failing->live += grown != NULL && block == NULL;
    return grown;
}

static inline void failing_allocator_release(void *context, void *block)
{
    failing_allocator *failing = context;
    failing->live -= block != NULL;
    free(block);
}

static inline schoolcat_allocator failing_allocator_hooks(failing_allocator *failing)
{
    return (schoolcat_allocator){failing_allocator_allocate, failing_allocator_reallocate,
                                 failing_allocator_release, failing};
}

/* Starts a new series of requests of which request number `fails_at` and all later ones fail. */
static inline void failing_allocator_restart(failing_allocator *failing, size_t fails_at)
{
    failing->requests = 0;
    failing->fails_at = fails_at;
}

#endif

/* An allocator whose budget of requests runs out. */
#ifndef FAILING_ALLOCATOR_H
#define FAILING_ALLOCATOR_H

#include <schoolcat.h>
#include <stdlib.h>

typedef struct failing {
    size_t left; /* requests that are still met */
    size_t live; /* blocks that are not given back */
} failing;

static inline void *failing_allocate(void *context, size_t size)
{
    failing *budget = context;
    if (budget->left == 0)
        return NULL;
    budget->left--;
    void *block = malloc(size);
    budget->live += block != NULL;
    return block;
}

static inline void *failing_reallocate(void *context, void *block, size_t size)
{
    failing *budget = context;
    if (budget->left == 0)
        return NULL;
    budget->left--;
    void *moved = realloc(block, size);
    budget->live += block == NULL && moved != NULL;
    return moved;
}

static inline void failing_release(void *context, void *block)
{
    failing *budget = context;
    budget->live -= block != NULL;
    free(block);
}

static inline schoolcat_allocator failing_allocator(failing *budget)
{
    schoolcat_allocator hooks = {failing_allocate, failing_reallocate, failing_release, budget};
    return hooks;
}

#endif

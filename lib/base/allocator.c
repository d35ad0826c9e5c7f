/* Allocation with overflow checks; the default hooks are malloc, realloc and free. */
#include "base/allocator.h"

#include <stdlib.h>

static void *default_allocate(void *context, size_t size)
{
    (void)context;
    return malloc(size);
}

static void *default_reallocate(void *context, void *block, size_t size)
{
    (void)context;
    return realloc(block, size);
}

static void default_release(void *context, void *block)
{
    (void)context;
    free(block);
}

schoolcat_allocator sc_allocator_from(const schoolcat_allocator *hooks)
{
    if (hooks != NULL)
        return *hooks;
    return (schoolcat_allocator){default_allocate, default_reallocate, default_release, NULL};
}

/* Computes count * size. False where it exceeds PTRDIFF_MAX. A size of 0 becomes 1, so that NULL
 * always means out of memory. */
static bool array_size(size_t count, size_t size, size_t *total)
{
    if (size != 0 && count > (size_t)PTRDIFF_MAX / size)
        return false;
    *total = count * size;
    if (*total == 0)
        *total = 1;
    return true;
}

void *sc_allocate(const schoolcat_allocator *allocator, size_t size)
{
    return sc_allocate_array(allocator, size, 1);
}

void *sc_allocate_array(const schoolcat_allocator *allocator, size_t count, size_t size)
{
    size_t total;
    if (!array_size(count, size, &total))
        return NULL;
    return allocator->allocate(allocator->context, total);
}

void *sc_reallocate_array(const schoolcat_allocator *allocator, void *block, size_t count,
                          size_t size)
{
    size_t total;
    if (!array_size(count, size, &total))
        return NULL;
    return allocator->reallocate(allocator->context, block, total);
}

void sc_release(const schoolcat_allocator *allocator, void *block)
{
    if (block != NULL)
        allocator->release(allocator->context, block);
}

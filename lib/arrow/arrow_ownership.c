/* Reference-counted memory of exported arrays and schemas. */
#include "arrow/arrow_ownership.h"

#include <string.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif

/* Fresh pages cost more than what is written to them. Only a hint: whether it is heard changes no
 * answer. Memory from a caller's own hooks is left alone. */
static void ask_for_large_pages(const schoolcat_allocator *allocator, char *block, size_t size)
{
#if defined(MADV_HUGEPAGE)
    if (allocator->allocate != sc_allocator_from(NULL).allocate)
        return;
    const size_t page = (size_t)2 << 20;
    size_t skip = (page - (size_t)((uintptr_t)block % page)) % page;
    if (size >= skip + page)
        (void)madvise(block + skip, (size - skip) / page * page, MADV_HUGEPAGE);
#else
    (void)allocator, (void)block, (void)size;
#endif
}

sc_arrow_ownership *sc_arrow_ownership_new(const schoolcat_allocator *allocator)
{
    sc_arrow_ownership *owner = sc_allocate(allocator, sizeof *owner);
    if (owner == NULL)
        return NULL;
    memset(owner, 0, sizeof *owner);
    owner->allocator = *allocator;
    atomic_init(&owner->references, 1);
    return owner;
}

void sc_arrow_ownership_retain(sc_arrow_ownership *owner)
{
    atomic_fetch_add_explicit(&owner->references, 1, memory_order_relaxed);
}

void sc_arrow_ownership_release(sc_arrow_ownership *owner)
{
    if (owner == NULL ||
        atomic_fetch_sub_explicit(&owner->references, 1, memory_order_acq_rel) != 1)
        return;
    schoolcat_allocator allocator = owner->allocator;
    for (size_t i = 0; i < owner->count; i++)
        sc_release(&allocator, owner->blocks[i]);
    if (owner->blocks != NULL)
        sc_release(&allocator, owner->blocks);
    sc_release(&allocator, owner);
}

void *sc_arrow_ownership_allocate(sc_arrow_ownership *owner, size_t size)
{
    if (owner->count == owner->capacity) {
        size_t capacity = owner->capacity == 0 ? 32 : owner->capacity * 2;
        void **blocks =
            sc_reallocate_array(&owner->allocator, owner->blocks, capacity, sizeof *blocks);
        if (blocks == NULL)
            return NULL;
        owner->blocks = blocks;
        owner->capacity = capacity;
    }
    size = size == 0 ? 1 : size;
    char *block = sc_allocate(&owner->allocator, size);
    if (block == NULL)
        return NULL;
    ask_for_large_pages(&owner->allocator, block, size);
    size_t end = size < 64 ? size : 64;
    memset(block + size - end, 0, end);
    owner->blocks[owner->count++] = block;
    return block;
}

void *sc_arrow_ownership_allocate_zeroed(sc_arrow_ownership *owner, size_t size)
{
    void *block = sc_arrow_ownership_allocate(owner, size);
    if (block != NULL)
        memset(block, 0, size == 0 ? 1 : size);
    return block;
}

void *sc_arrow_ownership_reallocate(sc_arrow_ownership *owner, void *block, size_t size)
{
    for (size_t i = owner->count; i > 0; i--) {
        if (owner->blocks[i - 1] != block)
            continue;
        void *grown = sc_reallocate_array(&owner->allocator, block, size, 1);
        if (grown != NULL)
            owner->blocks[i - 1] = grown;
        return grown;
    }
    return NULL;
}

/* Arena blocks, which double in size up to 1 MiB, and growing lists within an arena. */
#include "base/arena.h"

#include <stddef.h>
#include <string.h>

typedef struct sc_arena_block {
    struct sc_arena_block *next;
    max_align_t bytes[];
} sc_arena_block;

#define MIN_BLOCK_SIZE ((size_t)4096)
#define MAX_BLOCK_SIZE ((size_t)1 << 20)
#define ALIGNMENT _Alignof(max_align_t)

void sc_arena_init(sc_arena *arena, const schoolcat_allocator *allocator)
{
    *arena = (sc_arena){.allocator = *allocator};
}

void sc_arena_destroy(sc_arena *arena)
{
    sc_arena_block *block = arena->blocks;
    while (block != NULL) {
        sc_arena_block *next = block->next;
        sc_release(&arena->allocator, block);
        block = next;
    }
    arena->blocks = NULL;
    arena->used = arena->capacity = 0;
}

static sc_arena_block *new_block(sc_arena *arena, size_t size)
{
    if (size > (size_t)PTRDIFF_MAX - sizeof(sc_arena_block))
        return NULL;
    return sc_allocate(&arena->allocator, sizeof(sc_arena_block) + size);
}

/* Serves a request that does not fit in the newest block. A large one gets a block of its own,
 * linked after the newest, which stays in use. */
static void *allocate_in_new_block(sc_arena *arena, size_t size)
{
    bool own = size > MAX_BLOCK_SIZE / 4;
    size_t capacity = size;
    if (!own) {
        capacity = arena->capacity * 2;
        if (capacity < MIN_BLOCK_SIZE)
            capacity = MIN_BLOCK_SIZE;
        if (capacity > MAX_BLOCK_SIZE)
            capacity = MAX_BLOCK_SIZE;
        if (capacity < size)
            capacity = size;
    }
    sc_arena_block *block = new_block(arena, capacity);
    if (block == NULL)
        return NULL;
    if (own && arena->blocks != NULL) {
        block->next = arena->blocks->next;
        arena->blocks->next = block;
    } else {
        block->next = arena->blocks;
        arena->blocks = block;
        arena->used = size;
        arena->capacity = capacity;
    }
    return block->bytes;
}

void *sc_arena_allocate(sc_arena *arena, size_t size)
{
    void *memory = NULL;
    if (size == 0)
        size = 1;
    if (size <= (size_t)PTRDIFF_MAX - ALIGNMENT) {
        size_t rounded = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (rounded <= arena->capacity - arena->used) {
            memory = (char *)arena->blocks->bytes + arena->used;
            arena->used += rounded;
        } else {
            memory = allocate_in_new_block(arena, rounded);
        }
    }
    if (memory == NULL) {
        arena->failed = true;
        return NULL;
    }
    return memset(memory, 0, size);
}

void *sc_arena_array(sc_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > (size_t)PTRDIFF_MAX / size) {
        arena->failed = true;
        return NULL;
    }
    return sc_arena_allocate(arena, count * size);
}

sc_text sc_arena_text(sc_arena *arena, sc_text text)
{
    if (text.data == NULL)
        return SC_NO_TEXT;
    char *copy = sc_arena_string(arena, text);
    if (copy == NULL)
        return SC_TEXT("");
    return (sc_text){copy, text.length};
}

char *sc_arena_string(sc_arena *arena, sc_text text)
{
    if (text.length >= (size_t)PTRDIFF_MAX) {
        arena->failed = true;
        return NULL;
    }
    char *copy = sc_arena_allocate(arena, text.length + 1);
    if (copy != NULL && text.length != 0)
        memcpy(copy, text.data, text.length);
    return copy;
}

/* The list's pointer is not a void *, so it is copied as bytes. */
bool sc_list_reserve(sc_arena *arena, void **at, size_t *capacity, size_t count, size_t size)
{
    if (count <= *capacity)
        return true;
    size_t larger = *capacity > SIZE_MAX / 2 ? count : *capacity * 2;
    if (larger < 4)
        larger = 4;
    if (larger < count)
        larger = count;
    void *grown = sc_arena_array(arena, larger, size);
    if (grown == NULL)
        return false;
    void *old;
    memcpy(&old, at, sizeof old);
    if (*capacity != 0)
        memcpy(grown, old, *capacity * size);
    memcpy(at, &grown, sizeof grown);
    *capacity = larger;
    return true;
}

/* Arena allocator: memory from growing blocks, freed all at once. One arena per lifetime. */
#ifndef SC_BASE_ARENA_H
#define SC_BASE_ARENA_H

#include "base/allocator.h"
#include "base/text.h"
#include <stdbool.h>

typedef struct sc_arena {
    schoolcat_allocator allocator;
    struct sc_arena_block *blocks;
    size_t used, capacity; /* of the newest block */
    bool failed;           /* sticky: an allocation failed */
} sc_arena;

void sc_arena_init(sc_arena *arena, const schoolcat_allocator *allocator);
void sc_arena_destroy(sc_arena *arena); /* frees everything; safe on a zeroed arena */

/* Zeroed memory aligned for any type, or NULL (and `failed` set). Size 0 gives a valid pointer. */
void *sc_arena_allocate(sc_arena *arena, size_t size);
void *sc_arena_array(sc_arena *arena, size_t count, size_t size);

/* A copy with a NUL after it (not counted). On failure the empty text, and `failed` set. */
sc_text sc_arena_text(sc_arena *arena, sc_text text);
char *sc_arena_string(sc_arena *arena, sc_text text); /* NULL on failure */

#define SC_NEW(arena, type) ((type *)sc_arena_allocate((arena), sizeof(type)))
#define SC_NEW_ARRAY(arena, count, type) ((type *)sc_arena_array((arena), (count), sizeof(type)))

/* A list that grows inside an arena (the outgrown copies are freed with it):
 *   sc_list(sc_text) names = {0};  if (!SC_PUSH(arena, &names, text)) return out of memory;
 * SC_PUSH is false when memory ran out, and the list is then as before. */
#define sc_list(type)                                                                              \
    struct {                                                                                       \
        type *at;                                                                                  \
        size_t count, capacity;                                                                    \
    }
bool sc_list_reserve(sc_arena *arena, void **at, size_t *capacity, size_t count, size_t size);
#define SC_PUSH(arena, list, value)                                                                \
    (sc_list_reserve((arena), (void **)&(list)->at, &(list)->capacity, (list)->count + 1,          \
                     sizeof *(list)->at) &&                                                        \
     ((list)->at[(list)->count++] = (value), true))

#endif

/* The memory of arrays and schemas that were given away: every one of them holds it, the last one frees it. */
#ifndef SC_ARROW_ARROW_OWNERSHIP_H
#define SC_ARROW_ARROW_OWNERSHIP_H

#include "base/arena.h"
#include <stdatomic.h>

typedef struct sc_arrow_owner {
    atomic_size_t holders;
    schoolcat_allocator allocator;
    void **blocks;
    size_t count, room;
} sc_arrow_owner;

sc_arrow_owner *sc_arrow_owner_new(const schoolcat_allocator *allocator); /* NULL: no memory; one holder */
void sc_arrow_owner_hold(sc_arrow_owner *owner);
void sc_arrow_owner_leave(sc_arrow_owner *owner); /* accepts NULL */
/* A zeroed block, or NULL. */
void *sc_arrow_owner_block(sc_arrow_owner *owner, size_t size);
/* One that will be written from its beginning: only its last bytes, which may stay padding, are zeroed. */
void *sc_arrow_owner_buffer(sc_arrow_owner *owner, size_t size);
/* The block grown; NULL and as before where memory runs out. */
void *sc_arrow_owner_grow(sc_arrow_owner *owner, void *block, size_t size);

#endif

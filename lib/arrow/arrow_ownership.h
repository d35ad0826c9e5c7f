/* Reference-counted memory of exported arrays and schemas: each of them holds a reference, and the
 * last release frees it. */
#ifndef SC_ARROW_ARROW_OWNERSHIP_H
#define SC_ARROW_ARROW_OWNERSHIP_H

#include "base/arena.h"
#include <stdatomic.h>

typedef struct sc_arrow_ownership {
    atomic_size_t references;
    schoolcat_allocator allocator;
    void **blocks;
    size_t count, capacity;
} sc_arrow_ownership;

/* NULL: no memory; one holder */
sc_arrow_ownership *sc_arrow_ownership_new(const schoolcat_allocator *allocator);
void sc_arrow_ownership_retain(sc_arrow_ownership *owner);
void sc_arrow_ownership_release(sc_arrow_ownership *owner); /* accepts NULL */
/* A zeroed block, or NULL. */
void *sc_arrow_ownership_allocate_zeroed(sc_arrow_ownership *owner, size_t size);
/* One that will be written from its beginning: only its last bytes, which may stay padding, are
 * zeroed. */
void *sc_arrow_ownership_allocate(sc_arrow_ownership *owner, size_t size);
/* The block grown; NULL and as before where memory runs out. */
void *sc_arrow_ownership_reallocate(sc_arrow_ownership *owner, void *block, size_t size);

#endif

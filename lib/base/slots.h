/* A hash table of indexes into a list that the caller keeps: open addressing, so that what is not there is
 * found out by one look. The caller compares what the list holds. */
#ifndef SC_BASE_SLOTS_H
#define SC_BASE_SLOTS_H

#include "base/allocator.h"
#include <stdbool.h>

typedef struct sc_slot {
    uint32_t hash;
    uint32_t next; /* index + 1; 0: empty */
} sc_slot;

/* Zeroed it is empty. */
typedef struct sc_slots {
    sc_slot *at;
    uint32_t count, size; /* a power of two, at least twice `count` */
} sc_slots;

/* False: no memory; the table is then as before. Indexes stay below UINT32_MAX / 4. */
bool sc_slots_add(sc_slots *slots, const schoolcat_allocator *allocator, uint32_t hash, uint32_t index);
void sc_slots_free(sc_slots *slots, const schoolcat_allocator *allocator);

/* Goes through the indexes with this hash: `place` starts at the hash and is moved on. UINT32_MAX: no more.
 */
static inline uint32_t sc_slots_next(const sc_slots *slots, uint32_t hash, uint32_t *place)
{
    if (slots->size == 0)
        return UINT32_MAX;
    for (;;) {
        const sc_slot *slot = &slots->at[(*place)++ & (slots->size - 1)];
        if (slot->next == 0)
            return UINT32_MAX;
        if (slot->hash == hash)
            return slot->next - 1;
    }
}

/* Of `count` words; all bits of all words bear on all bits. */
static inline uint32_t sc_hash_words(const uint32_t *words, uint32_t count)
{
    uint64_t hash = count;
    for (uint32_t i = 0; i < count; i++) {
        hash = (hash ^ words[i]) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 32;
    }
    return (uint32_t)hash;
}

#endif

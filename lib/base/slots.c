#include "base/slots.h"

#include <string.h>

#define FEWEST 64

static void put(sc_slots *slots, sc_slot slot)
{
    uint32_t place = slot.hash;
    while (slots->at[place & (slots->size - 1)].next != 0)
        place++;
    slots->at[place & (slots->size - 1)] = slot;
}

static bool grow(sc_slots *slots, const schoolcat_allocator *allocator)
{
    if (slots->size > UINT32_MAX / 2)
        return false;
    sc_slots larger = {.count = slots->count, .size = slots->size == 0 ? FEWEST : slots->size * 2};
    larger.at = sc_allocate_array(allocator, larger.size, sizeof *larger.at);
    if (larger.at == NULL)
        return false;
    memset(larger.at, 0, larger.size * sizeof *larger.at);
    for (uint32_t i = 0; i < slots->size; i++)
        if (slots->at[i].next != 0)
            put(&larger, slots->at[i]);
    sc_slots_free(slots, allocator);
    *slots = larger;
    return true;
}

bool sc_slots_add(sc_slots *slots, const schoolcat_allocator *allocator, uint32_t hash, uint32_t index)
{
    if (slots->count >= slots->size / 2 && !grow(slots, allocator))
        return false;
    put(slots, (sc_slot){hash, index + 1});
    slots->count++;
    return true;
}

void sc_slots_free(sc_slots *slots, const schoolcat_allocator *allocator)
{
    if (slots->at != NULL)
        sc_release(allocator, slots->at);
    *slots = (sc_slots){NULL, 0, 0};
}

/* SplitMix64 random numbers, the same on every machine for the same seed. */
#ifndef RANDOM_RANDOM_NUMBERS_H
#define RANDOM_RANDOM_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct draws {
    uint64_t state;
} draws;

static inline uint64_t draw(draws *from)
{
    from->state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t mixed = from->state;
    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94D049BB133111EB);
    return mixed ^ mixed >> 31;
}

/* From 0 to count - 1. */
static inline size_t draw_below(draws *from, size_t count)
{
    return (size_t)(draw(from) % count);
}

static inline bool draw_chance(draws *from, unsigned percent)
{
    return draw_below(from, 100) < percent;
}

#endif

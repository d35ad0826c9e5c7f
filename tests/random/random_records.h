/* Random records for a model: values at and beside the figures that its rules name, and holes of
 * every sort. */
#ifndef RANDOM_RANDOM_RECORDS_H
#define RANDOM_RANDOM_RECORDS_H

#include "random_numbers.h"
#include "naive.h"

enum { POOL = 256 };

typedef struct value_pool {
    double numbers[POOL], dates[POOL];
    sc_text texts[POOL];
    size_t number_count, date_count, text_count;
} value_pool;

/* Texts are borrowed from the model. `tame`: no dates so late that a sum leaves the calendar. */
void pool_gather(const sc_model *model, bool tame, value_pool *out);

/* A value that fits the indicator; missing (ABSENT) where the pool has no text that meets its
 * pattern. */
naive_slot draw_value(draws *from, const value_pool *pool, const sc_model *model,
                      uint32_t indicator);
naive_slot draw_hole(draws *from);
/* `present`: per cent of the indicators that have a value. */
void draw_record(draws *from, const value_pool *pool, const sc_model *model, unsigned present,
                 naive_slot *slots);

/* The slots of one model as those of another, by the indicators' names; what has no counterpart is
 * absent. */
void slots_by_name(const sc_model *old, const naive_slot *kept, const sc_model *model,
                   naive_slot *slots);

#endif

/* Random records for a model: values equal and near to the constants of its rules, and missing
 * values of every kind. */
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

/* Texts are borrowed from the model. `tame`: no dates so late that a sum is out of range. */
void pool_gather(const sc_model *model, bool tame, value_pool *out);

/* A valid value of the indicator; missing (ABSENT) if no text of the pool matches its pattern. */
naive_slot draw_value(draws *from, const value_pool *pool, const sc_model *model,
                      uint32_t indicator);
naive_slot draw_hole(draws *from);
/* `present`: percentage of the indicators that have a value. */
void draw_record(draws *from, const value_pool *pool, const sc_model *model, unsigned present,
                 naive_slot *slots);

/* Converts slots to those of another model, by the names of indicators; others are absent. */
void slots_by_name(const sc_model *old, const naive_slot *kept, const sc_model *model,
                   naive_slot *slots);

#endif

/* A record: the values of one school, a slot for each indicator. */
#ifndef SC_EVALUATE_RECORD_H
#define SC_EVALUATE_RECORD_H

#include "evaluate/ruleset.h"
#include "vm/store_value.h"

/* Slots with the layout of the program's first registers, so that an evaluation copies them at
 * once: a value for each indicator, with blank_means and the caller's assumptions applied, and the
 * reason why it is missing. */
typedef struct sc_slots {
    char *memory; /* one allocation for all arrays */
    size_t bytes;
    char *values; /* indicator i at i * SC_SLOT_BYTES */
    /* schoolcat_missing, as it was set; after blank_means and assumptions */
    uint8_t *given, *missing;
    bool *assumed; /* by the caller's assumption */
} sc_slots;

/* Every slot absent. False: no memory. */
bool sc_slots_make(sc_slots *slots, const sc_program *program,
                   const schoolcat_allocator *allocator);

struct schoolcat_record {
    schoolcat_ruleset *rules;
    sc_slots slots, fresh; /* fresh: what a cleared record has */
    uint32_t count;
    sc_matcher *matcher; /* for the patterns of indicators; NULL where none has one */
};

#endif

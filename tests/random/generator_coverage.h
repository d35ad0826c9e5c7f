/* Counts the features of the random files and of their results, to notice a generator that no
 * longer produces one. */
#ifndef RANDOM_GENERATOR_COVERAGE_H
#define RANDOM_GENERATOR_COVERAGE_H

#include "naive.h"

typedef struct coverage {
    size_t kinds[SC_NODE_WHEN + 1], functions[SC_FUNCTION_COUNT_OF],
        comparisons[SC_GREATER_EQUAL + 1];
    size_t negated[SC_NODE_WHEN + 1], worse[SC_NODE_WHEN + 1], marks[SC_UNKNOWN_IS_TRUE + 1];
    size_t chains, counts_compared;
    size_t policies[SC_CHOOSE_EVERY + 1], by_rule[SC_CHOOSE_EVERY + 1],
        by_otherwise[SC_CHOOSE_EVERY + 1];
    size_t without[SC_CHOOSE_EVERY + 1], conflicts[SC_CHOOSE_EVERY + 1],
        provisional[SC_CHOOSE_EVERY + 1];
    size_t sets[8]; /* of rules, by truth set */
    size_t split, too_wide, with_needs, with_assumed;
} coverage;

void coverage_of_model(const sc_model *model, coverage *into);
void coverage_of_answer(const sc_model *model, const naive_answer *answer, coverage *into);
/* Prints all counts; returns how many are zero. */
size_t coverage_print(const coverage *all);

#endif

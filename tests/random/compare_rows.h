/* The engine's path of many rows held against its path of one record. */
#ifndef RANDOM_COMPARE_ROWS_H
#define RANDOM_COMPARE_ROWS_H

#include "naive.h"

/* Runs `count` records at once and one by one, and compares what each decision came to. Writes one
 * line for each difference; gives their number. */
size_t rows_differences(schoolcat_ruleset *rules, const naive_slot *const *records, size_t count,
                        const schoolcat_evaluate_options *options, sc_buffer *out);

#endif

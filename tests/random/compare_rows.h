/* Compares block evaluation with the evaluation of single records. */
#ifndef RANDOM_COMPARE_ROWS_H
#define RANDOM_COMPARE_ROWS_H

#include "naive.h"

/* Evaluates `count` records as a block and one by one, and compares every decision. Writes one line
 * per difference; returns their number. */
size_t rows_differences(schoolcat_ruleset *rules, const naive_slot *const *records, size_t count,
                        const schoolcat_evaluate_options *options, sc_buffer *out);

#endif

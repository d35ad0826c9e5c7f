/* The finding of a condition: what was found, as a sentence without a full stop: "Rank among
 * schools (performance_percentile) is 18, below 25 (lower_quartile_limit)". It describes the known
 * result only. */
#ifndef SC_EXPLAIN_PHRASE_CONDITION_H
#define SC_EXPLAIN_PHRASE_CONDITION_H

#include "explain/phrase_operand.h"

void sc_phrase_finding(sc_buffer *out, schoolcat_result *result, const sc_node *node);

typedef struct sc_truth_counts {
    size_t holding, failing, unknown;
} sc_truth_counts;
/* How many members of a list (all, any, at least, at most, and, or) or arguments of `count` are
 * true, false and unknown. */
sc_truth_counts sc_node_truth_counts(const schoolcat_result *result, const sc_node *node);

#endif

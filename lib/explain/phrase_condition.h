/* What was found at a node, in one plain sentence without its full stop: "Rank among schools
 * (performance_percentile) is 18, below 25 (lower_quartile_limit)". Works from the evidence alone,
 * and goes through no name but to say why a value is missing. */
#ifndef SC_EXPLAIN_PHRASE_CONDITION_H
#define SC_EXPLAIN_PHRASE_CONDITION_H

#include "evaluate/traversal.h"

/* Of a condition or test. */
void sc_phrase_finding(sc_buffer *out, schoolcat_result *result, const sc_node *node);

/* "Phase of education (phase) is primary", "... is not known (blank)", "Category of school
 * (category) has no outcome". */
void sc_phrase_state(sc_buffer *out, schoolcat_result *result, const sc_node *node);
/* The other side of a comparison: "25 (lower_quartile_limit)", "SEF date (sef_date), which is 3
 * June 2007". */
void sc_phrase_operand(sc_buffer *out, schoolcat_result *result, const sc_node *node);
/* The value alone, which must be known. */
void sc_phrase_node_value(sc_buffer *out, schoolcat_result *result, const sc_node *node);
void sc_node_value(const schoolcat_result *result, const sc_node *node, schoolcat_value *value);
bool sc_node_known(const schoolcat_result *result, const sc_node *node);
bool sc_node_is_constant(const sc_node *node); /* made of literals, parameters and today alone */
/* Why a node's value is missing: of an indicator its reason, else UNDEFINED; PRESENT where it is
 * not. */
schoolcat_missing sc_node_missing(const schoolcat_result *result, const sc_node *node);
/* Of a node of boolean type. */
schoolcat_truth sc_node_truth(const schoolcat_result *result, const sc_node *node);
/* The words that a named node carries, or NULL for anything else. */
const sc_about *sc_node_about(const sc_model *model, const sc_node *node);

typedef struct sc_truth_counts {
    size_t holding, failing, unknown;
} sc_truth_counts;
/* Of a list: all, any, at least, at most, and, or. */
sc_truth_counts sc_node_truth_counts(const schoolcat_result *result, const sc_node *node);

#endif

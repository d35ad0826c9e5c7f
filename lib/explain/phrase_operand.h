/* The operands of a test: their names, their known values and where these come from, or why they
 * are missing. */
#ifndef SC_EXPLAIN_PHRASE_OPERAND_H
#define SC_EXPLAIN_PHRASE_OPERAND_H

#include "evaluate/traversal.h"

/* --- known results of nodes --- */

/* The `about` of a named element (indicator, parameter, ...); NULL for any other node. */
const sc_about *sc_node_about(const sc_model *model, const sc_node *node);
/* Whether the node is made of literals, parameters and `today` only. */
bool sc_node_is_constant(const sc_node *node);
void sc_node_value(const schoolcat_result *result, const sc_node *node, schoolcat_value *value);
bool sc_node_known(const schoolcat_result *result, const sc_node *node);
/* Why the node has no known value: the reason of an indicator, UNDEFINED for any other node;
 * PRESENT if it has one. */
schoolcat_missing sc_node_missing(const schoolcat_result *result, const sc_node *node);
/* The truth of a node of boolean type. */
schoolcat_truth sc_node_truth(const schoolcat_result *result, const sc_node *node);

/* --- phrases --- */

/* The known value of the node: "18 %". */
void sc_phrase_node_value(sc_buffer *out, schoolcat_result *result, const sc_node *node);
/* Name and value: "Phase of education (phase) is primary", "... is not known (blank)", "Category of
 * school (category) has no outcome". */
void sc_phrase_state(sc_buffer *out, schoolcat_result *result, const sc_node *node);
/* The other side of a comparison: "25 (lower_quartile_limit)", "SEF date (sef_date), which is 3
 * June 2007". */
void sc_phrase_operand(sc_buffer *out, schoolcat_result *result, const sc_node *node);

#endif

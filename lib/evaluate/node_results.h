/* Reads the last evaluation of one record back along the model's tree. The engine does not know the
 * tree; here both meet. */
#ifndef SC_EVALUATE_NODE_RESULTS_H
#define SC_EVALUATE_NODE_RESULTS_H

#include "language/model.h"
#include "vm/program.h"

/* The possible truths of a node as bits, or the state of its value (lib/semantics.md). */
typedef struct sc_possible_result {
    bool is_truth;
    uint8_t truths;       /* of a truth */
    sc_value_state state; /* of a value */
} sc_possible_result;

const sc_model *sc_result_model(const schoolcat_result *result);

/* The known truth of a boolean node, after and before its if_unknown. */
schoolcat_truth sc_node_known_truth(const schoolcat_result *result, const sc_node *node);
schoolcat_truth sc_node_raw_truth(const schoolcat_result *result, const sc_node *node);
/* The known result of any node. Text is borrowed until the next evaluation. A missing
 * indicator carries its reason, anything else UNDEFINED. */
void sc_node_known_value(const schoolcat_result *result, const sc_node *node, schoolcat_value *out);
bool sc_node_is_known(const schoolcat_result *result, const sc_node *node);
void sc_indicator_value(const schoolcat_result *result, uint32_t indicator, schoolcat_value *out);

/* The possible result of a node, as read by `decision` (SC_NONE: outside of any) with the full sets
 * of earlier decisions; `frozen`: as a frozen place. Call sc_result_materialise(result) once after
 * an evaluation before asking. */
schoolcat_status sc_result_materialise(schoolcat_result *result);
/* Leaves one split's registers as the full sets of earlier decisions give them. False: no
 * memory. */
bool sc_result_evaluate_split(schoolcat_result *result, uint32_t split);
sc_possible_result sc_node_possible_result(const schoolcat_result *result, uint32_t decision,
                                           const sc_node *node, bool frozen);
/* The same for an abstract value that has been looked up before; NULL: the node has none. */
sc_possible_result sc_evaluate_abstract_value(const schoolcat_result *result, const sc_node *node,
                                              const sc_abstract_value *abstract);
bool sc_possible_result_is_settled(sc_possible_result possible); /* a single truth; known; void */
/* Of a decision (not `every`): how many of its outcomes, 'no outcome' included, are possible. */
uint32_t sc_count_possible_outcomes(const schoolcat_result *result, uint32_t decision);

/* Why an indicator's slot is missing after blank_means and assumptions, or PRESENT. */
schoolcat_missing sc_indicator_missing(const schoolcat_result *result, uint32_t indicator);

#endif

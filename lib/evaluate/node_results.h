/* Reads the last evaluation of one record back along the model's tree. The engine does not know the tree; here both meet. */
#ifndef SC_EVALUATE_NODE_RESULTS_H
#define SC_EVALUATE_NODE_RESULTS_H

#include "language/model.h"
#include "vm/program.h"

typedef enum sc_openness { SC_STATE_KNOWN, SC_STATE_OPEN, SC_STATE_VOID, SC_STATE_OPEN_OR_VOID } sc_openness;

/* The possible truths of a node as bits, or the state of its value (lib/possible.md). */
enum { SC_CAN_BE_FALSE = 1, SC_CAN_BE_UNKNOWN = 2, SC_CAN_BE_TRUE = 4 };
typedef struct sc_possible {
    bool is_truth;
    uint8_t truths; /* of a truth */
    sc_openness state; /* of a value */
} sc_possible;

const sc_model *sc_view_model(const schoolcat_result *result);

/* On the evidence: a node of boolean type, after and before its if_unknown. */
schoolcat_truth sc_view_truth(const schoolcat_result *result, const sc_node *node);
schoolcat_truth sc_view_raw_truth(const schoolcat_result *result, const sc_node *node);
/* On the evidence: any node's value. Text is borrowed until the next evaluation. A missing indicator carries its reason, anything else UNDEFINED. */
void sc_view_value(const schoolcat_result *result, const sc_node *node, schoolcat_value *out);
bool sc_view_known(const schoolcat_result *result, const sc_node *node);
void sc_view_indicator(const schoolcat_result *result, uint32_t indicator, schoolcat_value *out);

/* What is possible of a node, as read by `decision` (SC_NONE: outside of any) with the full sets of earlier decisions; `frozen`: as a frozen place.
 * Call sc_view_prepare(result) once after an evaluation before asking. */
schoolcat_status sc_view_prepare(schoolcat_result *result);
/* Leaves one split's registers as the full sets of earlier decisions give them. False: no memory. */
bool sc_view_fill_split(schoolcat_result *result, uint32_t split);
sc_possible sc_view_possible(const schoolcat_result *result, uint32_t decision, const sc_node *node, bool frozen);
/* The same where the node's track has been looked up before; NULL: it has none. */
sc_possible sc_view_track(const schoolcat_result *result, const sc_node *node, const sc_track *track);
bool sc_view_settled(sc_possible possible); /* a single truth; known; void */
/* Of a decision (not `every`): how many of its outcomes, 'no outcome' included, are possible. */
uint32_t sc_view_possible_outcomes(const schoolcat_result *result, uint32_t decision);

/* Why an indicator's slot is missing after blank_means and assumptions, or PRESENT. */
schoolcat_missing sc_view_missing(const schoolcat_result *result, uint32_t indicator);

#endif

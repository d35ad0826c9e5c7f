/* Builds the explanation: shared by explanation.c (driver), explain_decision.c and
 * explain_condition.c. */
#ifndef SC_EXPLAIN_EXPLAINER_H
#define SC_EXPLAIN_EXPLAINER_H

#include "explain/explanation.h"

typedef struct sc_explainer {
    schoolcat_result *result;
    const sc_model *model;
    schoolcat_explanation *out;
    /* The nodes of conditions and tests, by the id of the model's node. */
    schoolcat_explanation_node **conditions;
    /* Worklist: criteria and derived values whose bodies have no nodes yet. */
    sc_explained_list bodies;
    sc_buffer text;
} sc_explainer;

/* The functions that make nodes or strings give NULL or "" when out of memory; the arena of the
 * explanation is then marked as failed. */

/* explain_condition.c */

schoolcat_explanation_node *sc_explain_new_node(sc_explainer *explainer, schoolcat_explained kind,
                                                const sc_node *node);
bool sc_explained_list_add(sc_explainer *explainer, sc_explained_list *list,
                           schoolcat_explanation_node *node);
/* Copies the explainer's text into the arena and clears it. */
const char *sc_explain_take_text(sc_explainer *explainer);
/* The node of a named element: indicator, parameter, derived value, criterion, earlier decision. */
schoolcat_explanation_node *sc_explain_named(sc_explainer *explainer, const sc_node *node);
schoolcat_explanation_node *sc_explain_indicator(sc_explainer *explainer, uint32_t indicator);
schoolcat_explanation_node *sc_explain_condition(sc_explainer *explainer, const sc_node *node);
/* Makes the nodes of all bodies in the worklist. */
void sc_explain_bodies(sc_explainer *explainer);

/* explain_decision.c */

schoolcat_status sc_explain_decision(sc_explainer *explainer, uint32_t index);
/* Writes the findings of decisions and rules, which quote those of their conditions. */
void sc_explain_findings(sc_explainer *explainer);

#endif

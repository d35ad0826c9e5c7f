/* The explanation as the renderings read it. A criterion, derived value, parameter, indicator or
 * earlier decision has one node, however often it is named, and so has a condition that stands in
 * several lists: the tree is a graph without cycles, its size that of the rule file. */
#ifndef SC_EXPLAIN_EXPLANATION_H
#define SC_EXPLAIN_EXPLANATION_H

#include "explain/phrase_condition.h"

typedef sc_list(schoolcat_explanation_node *) sc_explained_list;

struct schoolcat_explanation_node {
    schoolcat_explained_information is;
    sc_explained_list children;
    const sc_node *node;   /* criteria, conditions, tests, values: where it stands in the model */
    uint32_t index;        /* of a named thing, a decision, a rule */
    sc_truth_counts tally; /* of lists */
    /* as sentences call it: "Rank among schools (performance_percentile)"; "" where it has none */
    const char *name;
    /* indicators: what an empty cell, or a missing value, was read as */
    bool blank_read, caller_assumed;
    /* of a value that is known: "18"; of a rule: the outcome that it gives, "Good (2)"; else "" */
    const char *value;
};

typedef struct sc_explained_assumption {
    const char *element;
    bool value;
    const schoolcat_explanation_node *node; /* NULL: the decision's `otherwise` */
    sc_explained_list indicators;
} sc_explained_assumption;

typedef struct sc_explained_decision {
    const sc_decision *decision;
    schoolcat_explanation_node *node; /* its children: the rules, then `otherwise` */
    bool provisional, conflict, by_otherwise, none_possible;
    uint32_t outcome, rule; /* SC_NONE where there is none */
    bool *possible;         /* by outcome; of `every` those that may hold */
    bool *may_hold;         /* by rule */
    sc_explained_list needs;
    sc_explained_assumption *assumed;
    size_t assumed_count;
} sc_explained_decision;

struct schoolcat_explanation {
    schoolcat_ruleset *rules;
    sc_arena arena;
    const char *title;
    schoolcat_explanation_node *root;
    sc_explained_decision *decisions;
    /* By index in the rule set; NULL what nothing here names. */
    schoolcat_explanation_node **indicators, **parameters, **derived, **criteria, **earlier;
    const char **notes;
    size_t note_count;
};

/* The node beneath that alone settles this one's truth: of a failing `all` its first failing
 * condition, and so on down; else the node itself. */
const schoolcat_explanation_node *
sc_explained_deciding_node(const schoolcat_explanation_node *node);
/* "Good (2)" of the decision's outcome. */
void sc_phrase_outcome(sc_buffer *out, const sc_model *model, const sc_decision *decision,
                       uint32_t outcome);

/* The possible outcomes other than the one that came: "Fair (2), Poor (3) or no outcome". */
void sc_phrase_possible_outcomes(sc_buffer *out, const sc_model *model,
                                 const sc_explained_decision *decision);

/* --- while it is built: explanation.c, explanation_nodes.c --- */

typedef struct sc_explainer {
    schoolcat_result *result;
    const sc_model *model;
    schoolcat_explanation *out;
    schoolcat_explanation_node **made; /* by node id: conditions and tests */
    /* criteria and derived values whose own tree is still to be made */
    sc_explained_list bodies;
    sc_buffer words;
} sc_explainer;

/* All give NULL or "" when memory ran out, and the arena then says so. */
schoolcat_explanation_node *sc_explained_new(sc_explainer *explainer, schoolcat_explained kind,
                                             const sc_node *node);
schoolcat_explanation_node *sc_explained_named(sc_explainer *explainer, const sc_node *node);
schoolcat_explanation_node *sc_explained_indicator(sc_explainer *explainer, uint32_t indicator);
schoolcat_explanation_node *sc_explained_condition(sc_explainer *explainer, const sc_node *node);
void sc_explained_bodies(sc_explainer *explainer);
/* what the buffer holds, kept; the buffer is empty again */
const char *sc_explained_take_phrase(sc_explainer *explainer);
bool sc_explained_add(sc_explainer *explainer, sc_explained_list *list,
                      schoolcat_explanation_node *node);

#endif

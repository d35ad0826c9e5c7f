/* The explanation of one evaluation as a tree of nodes, which the renderers read. The tree shares
 * nodes (it is a directed acyclic graph): each criterion, derived value, parameter, indicator,
 * earlier decision and condition has one node, however often it is used. So its size is
 * proportional to that of the rule set. */
#ifndef SC_EXPLAIN_EXPLANATION_H
#define SC_EXPLAIN_EXPLANATION_H

#include "explain/phrase_condition.h"

typedef sc_list(schoolcat_explanation_node *) sc_explained_list;

struct schoolcat_explanation_node {
    schoolcat_explained_information is;
    sc_explained_list children;
    /* The model's node of a criterion, condition, test or value; else NULL. */
    const sc_node *node;
    /* The index of an element, decision or rule. */
    uint32_t index;
    /* Of a list: how many members are true, false and unknown. */
    sc_truth_counts counts;
    /* The name in sentences: "Rank among schools (performance_percentile)"; or "". */
    const char *name;
    /* Indicators: a missing value was replaced by `blank_means`, or by the caller's. */
    bool blank_read, caller_assumed;
    /* Of a known value: "18"; of a rule: its outcome, "Good (2)"; else "". */
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
    /* The children are the rules, then `otherwise`. */
    schoolcat_explanation_node *node;
    bool provisional, conflict, by_otherwise, none_possible;
    uint32_t outcome, rule; /* SC_NONE: no outcome; no deciding rule */
    bool *possible;         /* by outcome; of `every`: the outcomes of rules that may hold */
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
    /* By index in the rule set; NULL: not used in the explanation. */
    schoolcat_explanation_node **indicators, **parameters, **derived, **criteria, **earlier;
    const char **notes;
    size_t note_count;
};

/* The descendant that decides the node's truth: from a false `all` its first false member, and so
 * on down; the node itself if no single descendant decides. */
const schoolcat_explanation_node *sc_deciding_node(const schoolcat_explanation_node *node);

/* An outcome of the decision: "Good (2)". */
void sc_phrase_outcome(sc_buffer *out, const sc_model *model, const sc_decision *decision,
                       uint32_t outcome);
/* The possible outcomes other than the present one: "Fair (2), Poor (3) or no outcome". */
void sc_phrase_possible_outcomes(sc_buffer *out, const sc_model *model,
                                 const sc_explained_decision *decision);

#endif

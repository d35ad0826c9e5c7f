/* State of the traversals over the model's tree: needs.c, assumptions.c, notes.c. Allocated once
 * with the result, in its arena, so that no traversal allocates. The loader limits the depth of
 * recursion through names. */
#ifndef SC_EVALUATE_TRAVERSAL_H
#define SC_EVALUATE_TRAVERSAL_H

#include "evaluate/result.h"
#include "evaluate/node_results.h"

/* A node on the worklist, as read by a decision; or a node on the path from the root, with its next
 * operand. */
typedef struct sc_traversal_step {
    const sc_node *node;
    uint32_t decision;
    uint32_t next;
    bool frozen;
} sc_traversal_step;

typedef struct sc_assumed_entry {
    const char *element;
    bool value;
    const sc_node *node; /* NULL: the decision's `otherwise` */
} sc_assumed_entry;

/* A node whose value can be missing although all that it is made from is known, and the sentences
 * that say why. */
typedef struct sc_note_candidate {
    const sc_node *node;
    const char *first, *second;
} sc_note_candidate;

struct sc_traversal {
    uint8_t *visited_nodes;   /* by node id */
    sc_traversal_step *steps; /* capacity: every node twice, plain and frozen */
    size_t step_count;
    uint8_t *marked_indicators;
    uint8_t *visited_decisions;
    size_t *beneath;
    const char **otherwise_paths; /* "decisions.category.otherwise" */

    uint32_t *need_epochs, *decision_epochs; /* by step of the plan, by decision */
    uint32_t need_epoch;                     /* the current one; an equal epoch means visited */
    uint32_t *needs_worklist;                /* open steps still to be expanded */
    uint32_t *decisions;                     /* decisions still to be expanded */
    /* indicators found; missing ones that may still be found */
    uint64_t *need_bits, *remaining_bits;
    size_t *needs;
    /* all that are missing, and the evaluation in which they are */
    uint64_t *missing_bits, missing_evaluation;
    /* by decision: its needs and their evaluation; NULL where that is too much */
    uint64_t *cached_bits, *cached_evaluations;
    /* by decision: the evaluation for which its split holds the full sets */
    uint64_t *full_evaluations;

    /* SC_TRAIT_..., of what assumptions.c can reach from there */
    uint8_t *node_traits, *decision_traits;
    sc_assumed_entry *entries;
    size_t entry_count, entry_capacity;
    uint64_t assumed_evaluation; /* the evaluation and decision that `entries` belong to */
    uint32_t assumed_decision;

    sc_note_candidate *note_candidates;
    size_t note_candidate_count;
    /* of the evaluation: twice the candidate, plus 1 for its second sentence */
    uint32_t *notes;
    size_t note_count;
    uint64_t notes_evaluation;
};

enum { SC_VISITED_PLAIN = 1, SC_VISITED_FROZEN = 2 };
/* A node or something beneath it has an if_unknown, or is a pattern; some operand beneath has
 * both. */
enum { SC_TRAIT_COMPUTED = 1, SC_TRAIT_IF_UNKNOWN = 2, SC_TRAIT_PATTERN = 4, SC_TRAIT_BOTH = 8 };

/* of a set with a bit for each indicator */
size_t sc_indicator_bitset_words(const sc_model *model);
void sc_traversal_clear(schoolcat_result *result); /* all marks, and no steps */
/* The marked indicators in order into `out`; how many. */
size_t sc_traversal_marked_indicators(const schoolcat_result *result, size_t *out);
/* Marks every missing indicator beneath the node, through derived values and criteria. Uses the
 * steps and the marks of nodes. */
void sc_traversal_mark_missing(schoolcat_result *result, const sc_node *node);
/* Finds the nodes that notes.c looks at after each evaluation, and writes their sentences. False:
 * no memory. */
bool sc_notes_prepare(schoolcat_result *result, struct sc_traversal *traversal);

#endif

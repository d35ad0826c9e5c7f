/* Shared by the files of the naive evaluator. */
#ifndef RANDOM_NAIVE_INTERNAL_H
#define RANDOM_NAIVE_INTERNAL_H

#include "naive.h"

typedef struct naive {
    const naive_input *input;
    const sc_model *model;
    naive_answer *answer;
    sc_arena *arena;
    /* In the case split, the assumed outcome of each decision (SC_NONE: no outcome),
     * NAIVE_NOT_FIXED if not fixed. NULL outside of a case. */
    const uint32_t *fixed;
} naive;
#define NAIVE_NOT_FIXED (UINT32_MAX - 1)

/* naive_values.c: functions of known values. */
void *naive_allocate(naive *n, size_t count, size_t size);
naive_value naive_missing(void);
naive_value naive_number(double number);
naive_value naive_literal(const sc_literal *literal, sc_type type);
bool naive_equal(naive_value a, naive_value b, sc_kind kind);
/* Arithmetic, tables and functions of known values; missing if they have no value. */
naive_value naive_strict(naive *n, const sc_node *node, const naive_value *arguments);
/* naive_text.c */
naive_value naive_text_function(naive *n, sc_function function, sc_text text);
bool naive_text_test(sc_function function, sc_text text, sc_text part);
bool naive_matches(sc_text pattern, bool whole, sc_text text);
double naive_round(double number, int digits);

/* naive_known.c */
bool naive_is_truth(const sc_node *node);
bool naive_is_direct_count(const sc_node *node);
naive_truth naive_not(naive_truth truth);
naive_truth naive_replace_unknown(const sc_node *node, naive_truth truth);
naive_truth naive_by_counts(naive *n, const sc_node *node, size_t trues, size_t unknowns,
                            size_t falses);
naive_truth naive_holds(sc_comparison comparison, naive_value a, naive_value b, sc_kind kind);
/* One test of values (`is`, `in`, `matches`, ...); unknown if one is missing. */
naive_truth naive_test(naive *n, const sc_node *node, const naive_value *arguments);
naive_truth naive_truth_of(naive *n, const sc_node *node);
naive_truth naive_raw_truth_of(naive *n, const sc_node *node); /* before `if_unknown` of the node */
naive_value naive_value_of(naive *n, const sc_node *node);
size_t naive_first_known(naive *n, const sc_node *coalesce); /* child_count: none */
bool naive_indicator_known(const naive *n, const sc_node *node);
/* Whether an indicator has a value after blank_means and the assumption of the caller, and the
 * value. */
bool naive_slot_known(const naive_input *input, uint32_t indicator, naive_slot *read);

typedef struct naive_interval {
    bool settled; /* false: it has no value */
    double min, max;
} naive_interval;
naive_truth naive_intervals(sc_comparison comparison, naive_interval a, naive_interval b);

/* naive_possible.c */
naive_truths naive_truths_of(naive *n, const sc_node *node, bool frozen);
naive_possible naive_possible_of(naive *n, const sc_node *node, bool frozen);
bool naive_settled(naive *n, const sc_node *node, bool frozen);
/* naive_tests.c: possible results of comparisons and other tests. */
naive_truths naive_test_truths(naive *n, const sc_node *node, bool frozen);
naive_truths naive_not_truths(naive_truths set);

/* naive_decision.c */
/* computes it on first use */
const naive_decision *naive_decided(naive *n, uint32_t decision);
/* Whether that outcome (SC_NONE: none) is possible; in a case split, the fixed one. */
bool naive_outcome_possible(naive *n, uint32_t decision, uint32_t outcome);

/* naive_needs.c */
void naive_needs(naive *n, uint32_t decision, bool *needs);
void naive_assumed(naive *n, uint32_t decision, naive_decision *out);

#endif

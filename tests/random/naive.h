/* A second, deliberately naive implementation of lib/semantics.md: recursive over the checked
 * model, without compilation or sharing; a few choices are enumerated one by one. It uses nothing
 * of lib/compiler and lib/vm; the tests compare the library with it. */
#ifndef RANDOM_NAIVE_H
#define RANDOM_NAIVE_H

#include "language/model.h"

typedef enum naive_truth { NAIVE_FALSE, NAIVE_UNKNOWN, NAIVE_TRUE } naive_truth;

/* A truth set, one bit per truth. */
typedef unsigned naive_truths;
enum {
    NAIVE_SET_FALSE = 1u << NAIVE_FALSE,
    NAIVE_SET_UNKNOWN = 1u << NAIVE_UNKNOWN,
    NAIVE_SET_TRUE = 1u << NAIVE_TRUE
};

/* A value that is not a truth, of the known result: known or missing. */
typedef struct naive_value {
    bool known;
    double number;   /* numbers; dates as days since 1970-01-01 */
    uint32_t symbol; /* item of the domain */
    sc_text text;
} naive_value;

typedef enum naive_state { NAIVE_KNOWN, NAIVE_OPEN, NAIVE_VOID, NAIVE_OPEN_OR_VOID } naive_state;
typedef struct naive_possible {
    naive_state state;
    naive_value value; /* of NAIVE_KNOWN */
} naive_possible;

/* The value that a caller set for one indicator, before blank_means. */
typedef struct naive_slot {
    schoolcat_missing missing;
    naive_value value;
    bool boolean; /* of a boolean indicator */
} naive_slot;

typedef struct naive_input {
    const sc_model *model;
    const naive_slot *slots; /* one for each indicator */
    bool has_today;
    double today;
    /* by node id, the places at which an indicator is missing and void regardless of its slot; or
     * NULL */
    const bool *held;
} naive_input;

typedef struct naive_assumption {
    sc_text element;
    bool value;
    bool *indicators; /* the missing indicators below it */
} naive_assumption;

typedef struct naive_decision {
    bool done;
    uint32_t outcome, rule; /* SC_NONE: none; for `otherwise`, the rule is none too */
    bool by_otherwise, conflict, provisional;
    naive_truth *truths; /* of each rule, the known result */
    naive_truths *sets;  /* of each rule, the possible result with all possible outcomes of earlier
                            decisions */
    bool *possible;      /* of each outcome; with `every`, whether it may hold */
    bool none_possible;  /* not with `every` */
    size_t cases;        /* number of decisions computed */
    bool *needs;         /* each indicator */
    naive_assumption *assumed;
    size_t assumed_count;
} naive_decision;

typedef struct naive_answer {
    sc_arena arena;
    naive_decision *decisions;
    naive_truth *criteria;
    naive_value *derived;        /* those that are not truths */
    naive_truth *derived_truths; /* those that are truths */
    /* a number or date of known arguments was out of range */
    bool out_of_range;
} naive_answer;

/* Computes everything. Free the answer with naive_answer_destroy. Exits if memory runs out. */
void naive_evaluate(const naive_input *input, naive_answer *answer);
void naive_answer_destroy(naive_answer *answer);

/* Marks, by node id, the missing indicators in frozen places for this input. `frozen` has
 * model->node_count elements. */
void naive_frozen_places(const naive_input *input, bool *frozen);

#endif

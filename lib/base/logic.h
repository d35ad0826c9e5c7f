/* The meanings that the compiler, the interpreter, the evaluation and the explanation share:
 * truths, truth sets, states of abstract values, comparison operators and decision policies. The
 * kernels in lib/vm compute the same for whole columns; tests/unit/test_logic.c compares them with
 * this file. */
#ifndef SC_BASE_LOGIC_H
#define SC_BASE_LOGIC_H

#include <stdbool.h>
#include <stdint.h>

/* --- truths (strong Kleene logic) --- */

/* The numbers are those of schoolcat_truth. `and` is the minimum, `or` the maximum. */
typedef enum sc_truth { SC_FALSE = 0, SC_UNKNOWN = 1, SC_TRUE = 2 } sc_truth;

static inline sc_truth sc_truth_of(bool holds)
{
    return holds ? SC_TRUE : SC_FALSE;
}

static inline sc_truth sc_truth_not(sc_truth a)
{
    return (sc_truth)(SC_TRUE - a);
}

static inline sc_truth sc_truth_and(sc_truth a, sc_truth b)
{
    return a < b ? a : b;
}

static inline sc_truth sc_truth_or(sc_truth a, sc_truth b)
{
    return a > b ? a : b;
}

/* Equality of two booleans. */
static inline sc_truth sc_truth_same(sc_truth a, sc_truth b)
{
    return a == SC_UNKNOWN || b == SC_UNKNOWN ? SC_UNKNOWN : sc_truth_of(a == b);
}

/* Whether at least `needed` conditions hold, of which `certain` are true and `likely` not false. */
static inline sc_truth sc_truth_at_least(int64_t certain, int64_t likely, int64_t needed)
{
    return certain >= needed ? SC_TRUE : likely >= needed ? SC_UNKNOWN : SC_FALSE;
}

/* if(condition, a, b) of booleans. */
static inline sc_truth sc_truth_select(sc_truth condition, sc_truth a, sc_truth b)
{
    switch (condition) {
    case SC_TRUE:
        return a;
    case SC_FALSE:
        return b;
    case SC_UNKNOWN:
        break;
    }
    return a == b ? a : SC_UNKNOWN;
}

/* coalesce(a, b) of booleans; with a constant `b` also what `if_unknown` does. */
static inline sc_truth sc_truth_first(sc_truth a, sc_truth b)
{
    return a == SC_UNKNOWN ? b : a;
}

/* --- truth sets: the truths that a condition can still take --- */

typedef enum sc_truth_set {
    SC_SET_EMPTY = 0,
    SC_SET_FALSE = 1 << SC_FALSE,
    SC_SET_UNKNOWN = 1 << SC_UNKNOWN,
    SC_SET_TRUE = 1 << SC_TRUE,
    SC_SET_OPEN = SC_SET_FALSE | SC_SET_TRUE, /* of a boolean that is still to come */
    SC_SET_ANY = SC_SET_FALSE | SC_SET_UNKNOWN | SC_SET_TRUE
} sc_truth_set;

static inline sc_truth_set sc_set_of(sc_truth truth)
{
    return (sc_truth_set)(1u << truth);
}

static inline bool sc_set_has(sc_truth_set set, sc_truth truth)
{
    return (set >> truth & 1u) != 0;
}

/* Whether the set leaves no choice. */
static inline bool sc_set_is_single(sc_truth_set set)
{
    return (set & (set - 1u)) == 0;
}

/* --- abstract values: what is known of a value before every indicator is known --- */

/* Bits: open or void is both. */
typedef enum sc_value_state {
    SC_STATE_KNOWN = 0,
    SC_STATE_OPEN = 1, /* some value, any: it depends on a missing indicator */
    SC_STATE_VOID = 2, /* missing, whatever the missing indicators are */
    SC_STATE_OPEN_OR_VOID = SC_STATE_OPEN | SC_STATE_VOID
} sc_value_state;

/* The state of a value computed strictly from two: void if either is void, known if both are. */
static inline sc_value_state sc_state_strict(sc_value_state a, sc_value_state b)
{
    return a == SC_STATE_VOID || b == SC_STATE_VOID ? SC_STATE_VOID : (sc_value_state)(a | b);
}

/* --- comparison operators --- */

typedef enum sc_comparison {
    SC_EQUAL,
    SC_NOT_EQUAL,
    SC_LESS,
    SC_LESS_EQUAL,
    SC_GREATER,
    SC_GREATER_EQUAL
} sc_comparison;

static inline bool sc_compare_numbers(sc_comparison comparison, double a, double b)
{
    switch (comparison) {
    case SC_EQUAL:
        return a == b;
    case SC_NOT_EQUAL:
        return a != b;
    case SC_LESS:
        return a < b;
    case SC_LESS_EQUAL:
        return a <= b;
    case SC_GREATER:
        return a > b;
    case SC_GREATER_EQUAL:
        break;
    }
    return a >= b;
}

/* The operator with its operands exchanged: a < b is b > a. */
static inline sc_comparison sc_comparison_mirrored(sc_comparison comparison)
{
    switch (comparison) {
    case SC_EQUAL:
    case SC_NOT_EQUAL:
        break;
    case SC_LESS:
        return SC_GREATER;
    case SC_LESS_EQUAL:
        return SC_GREATER_EQUAL;
    case SC_GREATER:
        return SC_LESS;
    case SC_GREATER_EQUAL:
        return SC_LESS_EQUAL;
    }
    return comparison;
}

/* The operator that holds where this one does not: not (a < b) is a >= b. */
static inline sc_comparison sc_comparison_negated(sc_comparison comparison)
{
    switch (comparison) {
    case SC_EQUAL:
        return SC_NOT_EQUAL;
    case SC_NOT_EQUAL:
        break;
    case SC_LESS:
        return SC_GREATER_EQUAL;
    case SC_LESS_EQUAL:
        return SC_GREATER;
    case SC_GREATER:
        return SC_LESS_EQUAL;
    case SC_GREATER_EQUAL:
        return SC_LESS;
    }
    return SC_EQUAL;
}

/* --- decision policies --- */

/* `choose` of a decision. Outcomes are numbered from the best to the worst. */
typedef enum sc_choose {
    SC_CHOOSE_FIRST,
    SC_CHOOSE_WORST,
    SC_CHOOSE_BEST,
    SC_CHOOSE_UNIQUE,
    SC_CHOOSE_EVERY
} sc_choose;

enum { SC_CHOOSE_COUNT = SC_CHOOSE_EVERY + 1 };

/* The policy as rule files write it. */
static inline const char *sc_choose_name(sc_choose policy)
{
    switch (policy) {
    case SC_CHOOSE_FIRST:
        return "first";
    case SC_CHOOSE_WORST:
        return "worst";
    case SC_CHOOSE_BEST:
        return "best";
    case SC_CHOOSE_UNIQUE:
        return "unique";
    case SC_CHOOSE_EVERY:
        break;
    }
    return "every";
}

/* Whether rule i, if it holds, displaces rule j: the outcome of j is then not chosen. */
static inline bool sc_displaces(sc_choose policy, uint32_t i, uint32_t j, uint32_t outcome_i,
                                uint32_t outcome_j)
{
    switch (policy) {
    case SC_CHOOSE_FIRST:
        return i < j;
    case SC_CHOOSE_WORST:
        return outcome_i > outcome_j;
    case SC_CHOOSE_BEST:
        return outcome_i < outcome_j;
    case SC_CHOOSE_UNIQUE:
        return outcome_i != outcome_j;
    case SC_CHOOSE_EVERY:
        break;
    }
    return false;
}

/* Whether two rules that both hold leave no outcome, as each displaces the other. */
static inline bool sc_conflicts(sc_choose policy, uint32_t i, uint32_t j, uint32_t outcome_i,
                                uint32_t outcome_j)
{
    return sc_displaces(policy, i, j, outcome_i, outcome_j) &&
           sc_displaces(policy, j, i, outcome_j, outcome_i);
}

/* Whether rule i is the one reported as deciding where rules i and j both hold: the one that
 * displaces the other, else the first in the file. */
static inline bool sc_precedes(sc_choose policy, uint32_t i, uint32_t j, uint32_t outcome_i,
                               uint32_t outcome_j)
{
    bool displaces = sc_displaces(policy, i, j, outcome_i, outcome_j);
    bool displaced = sc_displaces(policy, j, i, outcome_j, outcome_i);
    return displaces != displaced ? displaces : i < j;
}

/* Whether rule j has no influence on the outcome any more once rule i is certain to hold. A rule of
 * the same outcome has none, except under `first`, where it may still be the one that decides. */
static inline bool sc_settles(sc_choose policy, uint32_t i, uint32_t j, uint32_t outcome_i,
                              uint32_t outcome_j)
{
    switch (policy) {
    case SC_CHOOSE_FIRST:
        return sc_displaces(policy, i, j, outcome_i, outcome_j);
    case SC_CHOOSE_WORST:
    case SC_CHOOSE_BEST:
        return outcome_i == outcome_j || sc_displaces(policy, i, j, outcome_i, outcome_j);
    case SC_CHOOSE_UNIQUE: /* another outcome would be a conflict */
        return outcome_i == outcome_j;
    case SC_CHOOSE_EVERY:
        break;
    }
    return false;
}

/* Whether rule j still counts when rule i decides: under `first`, the rules after it do not,
 * whatever their conditions. */
static inline bool sc_is_reached(sc_choose policy, uint32_t i, uint32_t j)
{
    switch (policy) {
    case SC_CHOOSE_FIRST:
        return j <= i;
    case SC_CHOOSE_WORST:
    case SC_CHOOSE_BEST:
    case SC_CHOOSE_UNIQUE:
    case SC_CHOOSE_EVERY:
        break;
    }
    return true;
}

#endif

/* Possible results of comparisons and other tests of values (lib/semantics.md, section 2). */
#include "naive_internal.h"

static naive_truths bit(naive_truth truth)
{
    return 1u << truth;
}

/* The rule common to all tests: the truth set that the states of the operands imply, or NAIVE_KNOWN
 * if all are known and the test can be evaluated. */
static bool by_state(const naive_state *states, size_t count, naive_truths *set)
{
    bool all_known = true, some_void = false, maybe_void = false;
    for (size_t i = 0; i < count; i++) {
        all_known = all_known && states[i] == NAIVE_KNOWN;
        some_void = some_void || states[i] == NAIVE_VOID;
        maybe_void = maybe_void || states[i] == NAIVE_OPEN_OR_VOID;
    }
    *set = some_void ? NAIVE_SET_UNKNOWN
                     : NAIVE_SET_FALSE | NAIVE_SET_TRUE | (maybe_void ? NAIVE_SET_UNKNOWN : 0u);
    return !all_known;
}

/* --- the links of a chain --- */

static naive_truths equal_truths(naive_truths a, naive_truths b)
{
    naive_truths results = (a | b) & NAIVE_SET_UNKNOWN;
    for (int x = NAIVE_FALSE; x <= NAIVE_TRUE; x += 2) {
        for (int y = NAIVE_FALSE; y <= NAIVE_TRUE; y += 2) {
            if (a >> x & 1u && b >> y & 1u)
                results |= x == y ? NAIVE_SET_TRUE : NAIVE_SET_FALSE;
        }
    }
    return results;
}

/* One side of a comparison, which may be a count. */
typedef struct side {
    naive_interval interval;
    bool empty, open, maybe_unknown, all_single;
} side;

static side side_of(naive *n, const sc_node *node, bool frozen)
{
    side result = {{true, 0, 0}, false, false, false, true};
    if (!naive_is_direct_count(node)) {
        naive_possible value = naive_possible_of(n, node, frozen);
        result.interval =
            (naive_interval){value.state == NAIVE_KNOWN, value.value.number, value.value.number};
        result.empty = value.state == NAIVE_VOID;
        result.open = value.state == NAIVE_OPEN || value.state == NAIVE_OPEN_OR_VOID;
        result.maybe_unknown = value.state == NAIVE_OPEN_OR_VOID;
        return result;
    }
    for (uint32_t i = 0; i < node->child_count; i++) {
        naive_truths set = naive_truths_of(n, node->children[i], frozen);
        result.interval.min += set == NAIVE_SET_TRUE;
        result.interval.max += set != NAIVE_SET_FALSE;
        result.maybe_unknown = result.maybe_unknown || set & NAIVE_SET_UNKNOWN;
        result.all_single =
            result.all_single &&
            (set == NAIVE_SET_FALSE || set == NAIVE_SET_UNKNOWN || set == NAIVE_SET_TRUE);
    }
    return result;
}

static naive_truths count_link(naive *n, sc_comparison comparison, const sc_node *left,
                               const sc_node *right, bool frozen)
{
    side a = side_of(n, left, frozen), b = side_of(n, right, frozen);
    naive_truth settled = naive_intervals(comparison, a.interval, b.interval);
    if (settled != NAIVE_UNKNOWN)
        return bit(settled);
    if (a.empty || b.empty || (!a.open && !b.open && a.all_single && b.all_single))
        return NAIVE_SET_UNKNOWN;
    return NAIVE_SET_FALSE | NAIVE_SET_TRUE |
           (a.maybe_unknown || b.maybe_unknown ? NAIVE_SET_UNKNOWN : 0u);
}

static naive_truths link(naive *n, const sc_node *node, uint32_t at, bool frozen)
{
    const sc_node *a = node->children[at], *b = node->children[at + 1];
    sc_comparison comparison = node->comparisons[at];
    if (naive_is_direct_count(a) || naive_is_direct_count(b))
        return count_link(n, comparison, a, b, frozen);
    if (naive_is_truth(a)) {
        naive_truths equal =
            equal_truths(naive_truths_of(n, a, frozen), naive_truths_of(n, b, frozen));
        return comparison == SC_NOT_EQUAL ? naive_not_truths(equal) : equal;
    }
    naive_possible x = naive_possible_of(n, a, frozen), y = naive_possible_of(n, b, frozen);
    naive_truths set;
    if (by_state((naive_state[]){x.state, y.state}, 2, &set))
        return set;
    return bit(naive_holds(comparison, x.value, y.value, a->type.kind));
}

static naive_truths and_truths(naive_truths a, naive_truths b)
{
    naive_truths results = 0;
    for (int x = NAIVE_FALSE; x <= NAIVE_TRUE; x++) {
        for (int y = NAIVE_FALSE; y <= NAIVE_TRUE; y++) {
            if (a >> x & 1u && b >> y & 1u)
                results |= 1u << (x < y ? x : y);
        }
    }
    return results;
}

static naive_truths or_truths(naive_truths a, naive_truths b)
{
    return naive_not_truths(and_truths(naive_not_truths(a), naive_not_truths(b)));
}

static naive_truths chain(naive *n, const sc_node *node, bool frozen)
{
    naive_truths result = NAIVE_SET_TRUE;
    for (uint32_t i = 0; i + 1 < node->child_count; i++)
        result = and_truths(result, link(n, node, i, frozen));
    return result;
}

/* --- tests --- */

/* The operand that is evaluated for each outcome; the others are symbols or parameters. */
static bool by_outcomes(const sc_node *node, uint32_t *place)
{
    uint32_t decisions = 0;
    if (node->kind != SC_NODE_IS && node->kind != SC_NODE_IN &&
        node->kind != SC_NODE_IS_OR_BETTER && node->kind != SC_NODE_IS_BETTER_THAN)
        return false;
    for (uint32_t i = 0; i < node->child_count; i++) {
        sc_node_kind kind = node->children[i]->kind;
        if (kind == SC_NODE_DECISION) {
            *place = i;
            decisions++;
        } else if (kind != SC_NODE_SYMBOL && kind != SC_NODE_PARAMETER) {
            return false;
        }
    }
    return decisions == 1;
}

static naive_truths each_outcome(naive *n, const sc_node *node, uint32_t place)
{
    uint32_t decision = node->children[place]->index;
    uint32_t outcomes = n->model->domains[n->model->decisions[decision].domain].item_count;
    naive_value *arguments = naive_allocate(n, node->child_count, sizeof *arguments);
    for (uint32_t i = 0; i < node->child_count; i++) {
        if (i != place)
            arguments[i] = naive_value_of(n, node->children[i]);
    }
    naive_truths set = naive_outcome_possible(n, decision, SC_NONE) ? NAIVE_SET_UNKNOWN : 0u;
    for (uint32_t i = 0; i < outcomes; i++) {
        if (!naive_outcome_possible(n, decision, i))
            continue;
        arguments[place] = (naive_value){true, 0, i, SC_NO_TEXT};
        set |= bit(naive_test(n, node, arguments));
    }
    return set;
}

/* A count before `is` or `in` is compared directly with each other operand. */
static naive_truths test_of_count(naive *n, const sc_node *node, bool frozen)
{
    naive_truths result = NAIVE_SET_FALSE;
    for (uint32_t i = 1; i < node->child_count; i++)
        result = or_truths(result,
                           count_link(n, SC_EQUAL, node->children[0], node->children[i], frozen));
    return node->negated ? naive_not_truths(result) : result;
}

static naive_truths test_of_truths(naive *n, const sc_node *node, bool frozen)
{
    naive_truths a = naive_truths_of(n, node->children[0], frozen), result = NAIVE_SET_FALSE;
    for (uint32_t i = 1; i < node->child_count; i++)
        result = or_truths(result, equal_truths(a, naive_truths_of(n, node->children[i], frozen)));
    return node->negated ? naive_not_truths(result) : result;
}

/* The items of a list are symbols, literals and parameters, all known, so the test depends on its
 * first operand alone. */
static naive_truths test_of_values(naive *n, const sc_node *node, bool frozen)
{
    naive_value *arguments = naive_allocate(n, node->child_count, sizeof *arguments);
    naive_state *states = naive_allocate(n, node->child_count, sizeof *states);
    for (uint32_t i = 0; i < node->child_count; i++) {
        naive_possible one = naive_possible_of(n, node->children[i], frozen);
        states[i] = one.state;
        arguments[i] = one.value;
    }
    naive_truths set;
    return by_state(states, node->child_count, &set) ? set : bit(naive_test(n, node, arguments));
}

naive_truths naive_test_truths(naive *n, const sc_node *node, bool frozen)
{
    uint32_t place;
    if (node->kind == SC_NODE_COMPARE)
        return chain(n, node, frozen);
    if (by_outcomes(node, &place))
        return each_outcome(n, node, place);
    if (naive_is_direct_count(node->children[0]))
        return test_of_count(n, node, frozen);
    if (naive_is_truth(node->children[0]))
        return test_of_truths(n, node, frozen);
    return test_of_values(n, node, frozen);
}

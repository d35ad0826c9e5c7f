/* Possible results of connectives, values, if, coalesce and known (lib/semantics.md, section 2). */
#include "naive_internal.h"
#include <math.h>

naive_truths naive_not_truths(naive_truths set)
{
    return (set & NAIVE_SET_UNKNOWN) | (set & NAIVE_SET_TRUE ? NAIVE_SET_FALSE : 0u) |
           (set & NAIVE_SET_FALSE ? NAIVE_SET_TRUE : 0u);
}

static naive_truths bit(naive_truth truth)
{
    return 1u << truth;
}

/* --- connectives: the results over all choices of one truth from each operand's set --- */

typedef struct operands {
    const sc_node *node;
    const naive_truths *sets;
    size_t count;
} operands;

static naive_truths each_choice(naive *n, const operands *all, size_t at, size_t trues,
                                size_t unknowns, size_t falses)
{
    if (at == all->count)
        return bit(naive_by_counts(n, all->node, trues, unknowns, falses));
    naive_truths results = 0;
    if (all->sets[at] & NAIVE_SET_TRUE)
        results |= each_choice(n, all, at + 1, trues + 1, unknowns, falses);
    if (all->sets[at] & NAIVE_SET_UNKNOWN)
        results |= each_choice(n, all, at + 1, trues, unknowns + 1, falses);
    if (all->sets[at] & NAIVE_SET_FALSE)
        results |= each_choice(n, all, at + 1, trues, unknowns, falses + 1);
    return results;
}

static bool is_single(naive_truths set)
{
    return set == NAIVE_SET_FALSE || set == NAIVE_SET_UNKNOWN || set == NAIVE_SET_TRUE;
}

/* For long lists: the possible numbers of true and unknown operands. */
static naive_truths each_count(naive *n, const operands *all)
{
    size_t side = all->count + 1, trues_for_sure = 0, unknowns_for_sure = 0;
    bool *can = naive_allocate(n, side * side, sizeof *can);
    for (size_t i = 0; i < all->count; i++) {
        trues_for_sure += all->sets[i] == NAIVE_SET_TRUE;
        unknowns_for_sure += all->sets[i] == NAIVE_SET_UNKNOWN;
    }
    can[trues_for_sure * side + unknowns_for_sure] = true;
    for (size_t i = 0; i < all->count; i++) {
        if (is_single(all->sets[i]))
            continue;
        for (size_t at = side * side; at-- > 0;)
            can[at] = (can[at] && all->sets[i] & NAIVE_SET_FALSE) ||
                      (at >= 1 && can[at - 1] && all->sets[i] & NAIVE_SET_UNKNOWN) ||
                      (at >= side && can[at - side] && all->sets[i] & NAIVE_SET_TRUE);
    }
    naive_truths results = 0;
    for (size_t at = 0; at < side * side; at++) {
        size_t trues = at / side, unknowns = at % side;
        if (can[at])
            results |=
                bit(naive_by_counts(n, all->node, trues, unknowns, all->count - trues - unknowns));
    }
    return results;
}

static naive_truths over_choices(naive *n, const operands *all)
{
    double choices = 1;
    for (size_t i = 0; i < all->count; i++)
        choices *= (all->sets[i] & 1u) + (all->sets[i] >> 1 & 1u) + (all->sets[i] >> 2 & 1u);
    return choices <= 243 ? each_choice(n, all, 0, 0, 0, 0) : each_count(n, all);
}

static naive_truths connective(naive *n, const sc_node *node, bool frozen)
{
    uint32_t first = node->kind == SC_NODE_AT_LEAST || node->kind == SC_NODE_AT_MOST ? 1 : 0;
    naive_truths *sets = naive_allocate(n, node->child_count, sizeof *sets);
    for (uint32_t i = first; i < node->child_count; i++)
        sets[i - first] = naive_truths_of(n, node->children[i], frozen);
    return over_choices(n, &(operands){node, sets, node->child_count - first});
}

static naive_truths includes(naive *n, const sc_node *node)
{
    uint32_t decision = node->children[0]->index;
    const sc_decision *about = &n->model->decisions[decision];
    const naive_decision *decided = naive_decided(n, decision);
    naive_truths *sets = naive_allocate(n, about->rule_count, sizeof *sets);
    size_t count = 0;
    for (uint32_t i = 0; i < about->rule_count; i++) {
        if (about->rules[i].outcome == node->children[1]->index)
            sets[count++] = decided->sets[i];
    }
    return over_choices(n, &(operands){node, sets, count});
}

/* --- known, coalesce, if on truths --- */

static naive_truths known_truths(naive *n, const sc_node *what)
{
    if (what->kind == SC_NODE_DECISION) {
        naive_truths set = 0;
        uint32_t outcomes = n->model->domains[n->model->decisions[what->index].domain].item_count;
        for (uint32_t i = 0; i < outcomes; i++)
            set |= naive_outcome_possible(n, what->index, i) ? NAIVE_SET_TRUE : 0u;
        return set | (naive_outcome_possible(n, what->index, SC_NONE) ? NAIVE_SET_FALSE : 0u);
    }
    if (naive_is_truth(what)) {
        naive_truths set = naive_truths_of(n, what, true);
        return set == NAIVE_SET_FALSE || set == NAIVE_SET_TRUE ? NAIVE_SET_TRUE
               : set == NAIVE_SET_UNKNOWN                      ? NAIVE_SET_FALSE
                                                               : NAIVE_SET_FALSE | NAIVE_SET_TRUE;
    }
    naive_state state = naive_possible_of(n, what, true).state;
    return state == NAIVE_KNOWN  ? NAIVE_SET_TRUE
           : state == NAIVE_VOID ? NAIVE_SET_FALSE
                                 : NAIVE_SET_FALSE | NAIVE_SET_TRUE;
}

/* Whether the arguments before `at` are frozen places, replaced by a known value. */
static bool replaced(naive *n, const sc_node *coalesce, size_t at)
{
    size_t first_known = naive_first_known(n, coalesce);
    return first_known < coalesce->child_count && at < first_known;
}

static naive_truths coalesce_truths(naive *n, const sc_node *node, bool frozen)
{
    naive_truths result = NAIVE_SET_UNKNOWN;
    for (uint32_t i = 0; i < node->child_count && result & NAIVE_SET_UNKNOWN; i++)
        result = (result & ~(naive_truths)NAIVE_SET_UNKNOWN) |
                 naive_truths_of(n, node->children[i], frozen || replaced(n, node, i));
    return result;
}

static naive_truths if_truths(naive *n, const sc_node *node, bool frozen)
{
    naive_truths condition = naive_truths_of(n, node->children[0], frozen);
    naive_truths yes = naive_truths_of(n, node->children[1], frozen),
                 no = naive_truths_of(n, node->children[2], frozen);
    naive_truths results = 0;
    if (condition & NAIVE_SET_TRUE)
        results |= yes;
    if (condition & NAIVE_SET_FALSE)
        results |= no;
    if (!(condition & NAIVE_SET_UNKNOWN))
        return results;
    for (int a = NAIVE_FALSE; a <= NAIVE_TRUE; a++) {
        for (int b = NAIVE_FALSE; b <= NAIVE_TRUE; b++) {
            if (yes >> a & 1u && no >> b & 1u)
                results |= bit(a == b ? (naive_truth)a : NAIVE_UNKNOWN);
        }
    }
    return results;
}

static naive_truths called(naive *n, const sc_node *node, bool frozen)
{
    switch (node->function) {
    case SC_FUNCTION_KNOWN:
        return known_truths(n, node->children[0]);
    case SC_FUNCTION_COALESCE:
        return coalesce_truths(n, node, frozen);
    case SC_FUNCTION_IF:
        return if_truths(n, node, frozen);
    default:
        return naive_test_truths(n, node, frozen);
    }
}

static naive_truths raw_truths_of(naive *n, const sc_node *node, bool frozen)
{
    naive_truths set;
    switch (node->kind) {
    case SC_NODE_BOOLEAN:
    case SC_NODE_PARAMETER:
        return bit(naive_raw_truth_of(n, node));
    case SC_NODE_MISSING:
        return NAIVE_SET_FALSE | NAIVE_SET_UNKNOWN | NAIVE_SET_TRUE;
    case SC_NODE_INDICATOR:
        if (naive_indicator_known(n, node))
            return bit(naive_raw_truth_of(n, node));
        return frozen || (n->input->held != NULL && n->input->held[node->id])
                   ? NAIVE_SET_UNKNOWN
                   : NAIVE_SET_FALSE | NAIVE_SET_TRUE;
    case SC_NODE_DERIVED:
        return naive_truths_of(n, n->model->derived[node->index].value, false);
    case SC_NODE_CRITERION:
        return naive_truths_of(n, n->model->criteria[node->index].when, false);
    case SC_NODE_CALL:
        return called(n, node, frozen);
    case SC_NODE_IS_MISSING:
        set = known_truths(n, node->children[0]);
        return node->negated ? set : naive_not_truths(set);
    case SC_NODE_INCLUDES:
        return includes(n, node);
    case SC_NODE_COMPARE:
    case SC_NODE_IS:
    case SC_NODE_IS_OR_BETTER:
    case SC_NODE_IS_BETTER_THAN:
    case SC_NODE_IN:
    case SC_NODE_MATCHES:
        return naive_test_truths(n, node, frozen);
    default:
        return connective(n, node, frozen);
    }
}

naive_truths naive_truths_of(naive *n, const sc_node *node, bool frozen)
{
    naive_truths set = raw_truths_of(n, node, frozen);
    if (set & NAIVE_SET_UNKNOWN && node->if_unknown != SC_KEEP_UNKNOWN)
        set = (set & ~(naive_truths)NAIVE_SET_UNKNOWN) |
              bit(naive_replace_unknown(node, NAIVE_UNKNOWN));
    return set;
}

/* --- values --- */

static naive_possible in_state(naive_state state)
{
    return (naive_possible){state, naive_missing()};
}

static naive_possible from_known(naive_value value)
{
    return value.known ? (naive_possible){NAIVE_KNOWN, value} : in_state(NAIVE_VOID);
}

/* The possible values, added one by one. */
typedef struct gathered {
    bool open, empty;
    bool known; /* exactly one known value */
    naive_value value;
    sc_kind kind;
} gathered;

static void gather(gathered *all, naive_possible one)
{
    if (one.state == NAIVE_VOID || one.state == NAIVE_OPEN_OR_VOID)
        all->empty = true;
    if (one.state == NAIVE_OPEN || one.state == NAIVE_OPEN_OR_VOID)
        all->open = true;
    if (one.state != NAIVE_KNOWN)
        return;
    if (all->known && !naive_equal(all->value, one.value, all->kind))
        all->open = true;
    all->known = true;
    all->value = one.value;
}

static naive_possible together(const gathered *all)
{
    if (all->known && !all->open && !all->empty)
        return (naive_possible){NAIVE_KNOWN, all->value};
    if (!all->known && !all->open)
        return in_state(NAIVE_VOID);
    return in_state(all->empty ? NAIVE_OPEN_OR_VOID : NAIVE_OPEN);
}

static naive_possible if_value(naive *n, const sc_node *node, bool frozen)
{
    naive_truths condition = naive_truths_of(n, node->children[0], frozen);
    naive_possible yes = naive_possible_of(n, node->children[1], frozen),
                   no = naive_possible_of(n, node->children[2], frozen);
    gathered all = {.kind = node->type.kind};
    if (condition & NAIVE_SET_TRUE)
        gather(&all, yes);
    if (condition & NAIVE_SET_FALSE)
        gather(&all, no);
    if (condition & NAIVE_SET_UNKNOWN) {
        bool both_known = yes.state == NAIVE_KNOWN && no.state == NAIVE_KNOWN;
        if (both_known && naive_equal(yes.value, no.value, all.kind))
            gather(&all, yes);
        else if (both_known || yes.state == NAIVE_VOID || no.state == NAIVE_VOID)
            gather(&all, in_state(NAIVE_VOID));
        else
            gather(&all, in_state(NAIVE_OPEN_OR_VOID));
    }
    return together(&all);
}

static naive_possible coalesce_value(naive *n, const sc_node *node, bool frozen)
{
    bool open = false;
    for (uint32_t i = 0; i < node->child_count; i++) {
        naive_possible one =
            naive_possible_of(n, node->children[i], frozen || replaced(n, node, i));
        if (one.state == NAIVE_OPEN || (open && one.state == NAIVE_KNOWN))
            return in_state(NAIVE_OPEN);
        if (one.state == NAIVE_KNOWN)
            return one;
        open = open || one.state == NAIVE_OPEN_OR_VOID;
    }
    return in_state(open ? NAIVE_OPEN_OR_VOID : NAIVE_VOID);
}

static naive_possible count_value(naive *n, const sc_node *node, bool frozen)
{
    bool some_void = false, all_known = true, may_be_unknown = false;
    size_t trues = 0;
    for (uint32_t i = 0; i < node->child_count; i++) {
        naive_truths set = naive_truths_of(n, node->children[i], frozen);
        some_void = some_void || set == NAIVE_SET_UNKNOWN;
        may_be_unknown = may_be_unknown || set & NAIVE_SET_UNKNOWN;
        all_known = all_known && (set == NAIVE_SET_FALSE || set == NAIVE_SET_TRUE);
        trues += set == NAIVE_SET_TRUE;
    }
    if (some_void)
        return in_state(NAIVE_VOID);
    if (all_known)
        return from_known(naive_number((double)trues));
    return in_state(may_be_unknown ? NAIVE_OPEN_OR_VOID : NAIVE_OPEN);
}

static bool is_division(const sc_node *node)
{
    return node->kind == SC_NODE_DIVIDE ||
           (node->kind == SC_NODE_CALL && node->function == SC_FUNCTION_MOD);
}

static bool adds_days(const sc_node *node)
{
    return node->kind == SC_NODE_CALL && node->function == SC_FUNCTION_ADD_DAYS;
}

/* Whether the second argument is known and leaves no value for any first argument. */
static bool must_fail(const sc_node *node, naive_possible second)
{
    if (second.state != NAIVE_KNOWN)
        return false;
    double number = second.value.number;
    return (is_division(node) && number == 0) || (adds_days(node) && number != floor(number));
}

/* Whether the second argument is open and may leave no value. */
static bool may_fail(const sc_node *node, naive_possible second)
{
    if (second.state == NAIVE_KNOWN)
        return false;
    return is_division(node) ||
           (adds_days(node) && node->children[1]->type.kind != SC_KIND_INTEGER);
}

static naive_possible strict_value(naive *n, const sc_node *node, bool frozen)
{
    uint32_t count = node->child_count;
    naive_value *known = naive_allocate(n, count, sizeof *known);
    bool some_void = false, all_known = true, maybe_void = false;
    naive_possible one = {0};
    for (uint32_t i = 0; i < count; i++) {
        one = naive_possible_of(n, node->children[i], frozen);
        known[i] = one.value;
        some_void = some_void || one.state == NAIVE_VOID;
        all_known = all_known && one.state == NAIVE_KNOWN;
        maybe_void = maybe_void || one.state == NAIVE_OPEN_OR_VOID;
    }
    if (some_void || (count > 1 && must_fail(node, one)))
        return in_state(NAIVE_VOID);
    if (all_known)
        return from_known(naive_strict(n, node, known));
    return in_state(maybe_void || (count > 1 && may_fail(node, one)) ? NAIVE_OPEN_OR_VOID
                                                                     : NAIVE_OPEN);
}

static naive_possible decision_value(naive *n, uint32_t decision)
{
    uint32_t outcomes = n->model->domains[n->model->decisions[decision].domain].item_count;
    gathered all = {.kind = SC_KIND_SYMBOL, .empty = naive_outcome_possible(n, decision, SC_NONE)};
    for (uint32_t i = 0; i < outcomes; i++) {
        if (naive_outcome_possible(n, decision, i))
            gather(&all, (naive_possible){NAIVE_KNOWN, {true, 0, i, SC_NO_TEXT}});
    }
    return together(&all);
}

naive_possible naive_possible_of(naive *n, const sc_node *node, bool frozen)
{
    switch (node->kind) {
    case SC_NODE_NUMBER:
    case SC_NODE_DATE:
    case SC_NODE_TEXT:
    case SC_NODE_SYMBOL:
    case SC_NODE_TODAY:
    case SC_NODE_PARAMETER:
        return from_known(naive_value_of(n, node));
    case SC_NODE_MISSING:
        return in_state(NAIVE_OPEN_OR_VOID);
    case SC_NODE_INDICATOR:
        if (naive_indicator_known(n, node))
            return from_known(naive_value_of(n, node));
        return in_state(frozen || (n->input->held != NULL && n->input->held[node->id])
                            ? NAIVE_VOID
                            : NAIVE_OPEN);
    case SC_NODE_DERIVED:
        return naive_possible_of(n, n->model->derived[node->index].value, false);
    case SC_NODE_DECISION:
        return decision_value(n, node->index);
    case SC_NODE_CALL:
        if (node->function == SC_FUNCTION_COALESCE)
            return coalesce_value(n, node, frozen);
        if (node->function == SC_FUNCTION_IF)
            return if_value(n, node, frozen);
        if (node->function == SC_FUNCTION_COUNT)
            return count_value(n, node, frozen);
        return strict_value(n, node, frozen);
    default:
        return strict_value(n, node, frozen);
    }
}

bool naive_settled(naive *n, const sc_node *node, bool frozen)
{
    if (naive_is_truth(node))
        return is_single(naive_truths_of(n, node, frozen));
    naive_state state = naive_possible_of(n, node, frozen).state;
    return state == NAIVE_KNOWN || state == NAIVE_VOID;
}

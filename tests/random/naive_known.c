/* Known results of expressions (lib/semantics.md, section 2). */
#include "naive_internal.h"
#include <math.h>

bool naive_is_truth(const sc_node *node)
{
    return node->type.kind == SC_KIND_BOOLEAN;
}

bool naive_is_direct_count(const sc_node *node)
{
    return node->kind == SC_NODE_CALL && node->function == SC_FUNCTION_COUNT;
}

naive_truth naive_not(naive_truth truth)
{
    return (naive_truth)(NAIVE_TRUE - truth);
}

naive_truth naive_replace_unknown(const sc_node *node, naive_truth truth)
{
    if (truth != NAIVE_UNKNOWN || node->if_unknown == SC_KEEP_UNKNOWN)
        return truth;
    return node->if_unknown == SC_UNKNOWN_IS_TRUE ? NAIVE_TRUE : NAIVE_FALSE;
}

static naive_truth truth_from(bool boolean)
{
    return boolean ? NAIVE_TRUE : NAIVE_FALSE;
}

bool naive_slot_known(const naive_input *input, uint32_t indicator, naive_slot *read)
{
    const sc_indicator *about = &input->model->indicators[indicator];
    const naive_slot *slot = &input->slots[indicator];
    const sc_literal *literal = NULL;
    *read = *slot;
    if (slot->missing == SCHOOLCAT_PRESENT)
        return true;
    if (slot->missing == SCHOOLCAT_BLANK && about->blank_means.kind != SC_KIND_MISSING)
        literal = &about->blank_means;
    bool assumed = slot->missing == SCHOOLCAT_BLANK || slot->missing == SCHOOLCAT_ABSENT;
    if (assumed && about->assumed.kind != SC_KIND_MISSING)
        literal = &about->assumed;
    if (literal == NULL)
        return false;
    *read = (naive_slot){SCHOOLCAT_PRESENT, naive_literal(literal, about->type), literal->boolean};
    return true;
}

bool naive_indicator_known(const naive *n, const sc_node *node)
{
    naive_slot read;
    bool held = n->input->held != NULL && n->input->held[node->id];
    return !held && naive_slot_known(n->input, node->index, &read);
}

/* --- connectives: they depend on the number of operands of each truth --- */

naive_truth naive_by_counts(naive *n, const sc_node *node, size_t trues, size_t unknowns,
                            size_t falses)
{
    double needed = 0;
    if (node->kind == SC_NODE_AT_LEAST || node->kind == SC_NODE_AT_MOST)
        needed = naive_value_of(n, node->children[0]).number;
    double certain = (double)trues, conceivable = (double)(trues + unknowns);
    switch (node->kind) {
    case SC_NODE_AND:
    case SC_NODE_ALL:
        return falses > 0 ? NAIVE_FALSE : unknowns > 0 ? NAIVE_UNKNOWN : NAIVE_TRUE;
    case SC_NODE_OR:
    case SC_NODE_ANY:
    case SC_NODE_INCLUDES:
        return trues > 0 ? NAIVE_TRUE : unknowns > 0 ? NAIVE_UNKNOWN : NAIVE_FALSE;
    case SC_NODE_AT_LEAST:
        return certain >= needed ? NAIVE_TRUE : conceivable < needed ? NAIVE_FALSE : NAIVE_UNKNOWN;
    case SC_NODE_AT_MOST:
        return conceivable <= needed ? NAIVE_TRUE : certain > needed ? NAIVE_FALSE : NAIVE_UNKNOWN;
    case SC_NODE_NOT:
        return trues > 0 ? NAIVE_FALSE : falses > 0 ? NAIVE_TRUE : NAIVE_UNKNOWN;
    default: /* SC_NODE_WHEN */
        return trues > 0 ? NAIVE_TRUE : falses > 0 ? NAIVE_FALSE : NAIVE_UNKNOWN;
    }
}

static naive_truth connective(naive *n, const sc_node *node)
{
    size_t counts[3] = {0, 0, 0};
    bool numbered = node->kind == SC_NODE_AT_LEAST || node->kind == SC_NODE_AT_MOST;
    for (uint32_t i = numbered ? 1 : 0; i < node->child_count; i++)
        counts[naive_truth_of(n, node->children[i])]++;
    return naive_by_counts(n, node, counts[NAIVE_TRUE], counts[NAIVE_UNKNOWN], counts[NAIVE_FALSE]);
}

static naive_truth includes(naive *n, const sc_node *node)
{
    uint32_t decision = node->children[0]->index;
    const sc_decision *about = &n->model->decisions[decision];
    const naive_decision *decided = naive_decided(n, decision);
    size_t counts[3] = {0, 0, 0};
    for (uint32_t i = 0; i < about->rule_count; i++) {
        if (about->rules[i].outcome == node->children[1]->index)
            counts[decided->truths[i]]++;
    }
    return naive_by_counts(n, node, counts[NAIVE_TRUE], counts[NAIVE_UNKNOWN], counts[NAIVE_FALSE]);
}

/* --- comparisons --- */

static naive_interval interval_of(naive *n, const sc_node *node)
{
    naive_interval interval = {true, 0, 0};
    if (!naive_is_direct_count(node)) {
        naive_value value = naive_value_of(n, node);
        return (naive_interval){value.known, value.number, value.number};
    }
    for (uint32_t i = 0; i < node->child_count; i++) {
        naive_truth truth = naive_truth_of(n, node->children[i]);
        interval.min += truth == NAIVE_TRUE;
        interval.max += truth != NAIVE_FALSE;
    }
    return interval;
}

naive_truth naive_intervals(sc_comparison comparison, naive_interval a, naive_interval b)
{
    if (!a.settled || !b.settled)
        return NAIVE_UNKNOWN;
    bool never = false, always = false;
    switch (comparison) {
    case SC_EQUAL:
    case SC_NOT_EQUAL:
        always = a.min == a.max && b.min == b.max && a.min == b.min;
        never = a.max < b.min || b.max < a.min;
        if (comparison == SC_NOT_EQUAL)
            return always ? NAIVE_FALSE : never ? NAIVE_TRUE : NAIVE_UNKNOWN;
        break;
    case SC_LESS:
        always = a.max < b.min;
        never = a.min >= b.max;
        break;
    case SC_LESS_EQUAL:
        always = a.max <= b.min;
        never = a.min > b.max;
        break;
    case SC_GREATER:
    case SC_GREATER_EQUAL:
        return naive_intervals(comparison == SC_GREATER ? SC_LESS : SC_LESS_EQUAL, b, a);
    }
    return always ? NAIVE_TRUE : never ? NAIVE_FALSE : NAIVE_UNKNOWN;
}

naive_truth naive_holds(sc_comparison comparison, naive_value a, naive_value b, sc_kind kind)
{
    if (!a.known || !b.known)
        return NAIVE_UNKNOWN;
    switch (comparison) {
    case SC_EQUAL:
        return truth_from(naive_equal(a, b, kind));
    case SC_NOT_EQUAL:
        return truth_from(!naive_equal(a, b, kind));
    case SC_LESS:
        return truth_from(a.number < b.number);
    case SC_LESS_EQUAL:
        return truth_from(a.number <= b.number);
    case SC_GREATER:
        return truth_from(a.number > b.number);
    default:
        return truth_from(a.number >= b.number);
    }
}

static naive_truth equal_truths(naive_truth a, naive_truth b, bool negated)
{
    if (a == NAIVE_UNKNOWN || b == NAIVE_UNKNOWN)
        return NAIVE_UNKNOWN;
    return truth_from((a == b) != negated);
}

static naive_truth link(naive *n, const sc_node *node, uint32_t at)
{
    const sc_node *a = node->children[at], *b = node->children[at + 1];
    sc_comparison comparison = node->comparisons[at];
    if (naive_is_direct_count(a) || naive_is_direct_count(b))
        return naive_intervals(comparison, interval_of(n, a), interval_of(n, b));
    if (naive_is_truth(a))
        return equal_truths(naive_truth_of(n, a), naive_truth_of(n, b), comparison == SC_NOT_EQUAL);
    return naive_holds(comparison, naive_value_of(n, a), naive_value_of(n, b), a->type.kind);
}

static naive_truth chain(naive *n, const sc_node *node)
{
    naive_truth result = NAIVE_TRUE;
    for (uint32_t i = 0; i + 1 < node->child_count; i++) {
        naive_truth truth = link(n, node, i);
        result = truth < result ? truth : result;
    }
    return result;
}

naive_truth naive_test(naive *n, const sc_node *node, const naive_value *arguments)
{
    uint32_t count = node->child_count;
    for (uint32_t i = 0; i < count; i++) {
        if (!arguments[i].known)
            return NAIVE_UNKNOWN;
    }
    naive_value a = arguments[0], b = arguments[count > 1 ? 1 : 0];
    sc_kind kind = node->children[0]->type.kind;
    bool holds = false;
    switch (node->kind) {
    case SC_NODE_IS:
        holds = naive_equal(a, b, kind);
        break;
    case SC_NODE_IS_OR_BETTER:
        holds = node->worse ? a.symbol >= b.symbol : a.symbol <= b.symbol;
        break;
    case SC_NODE_IS_BETTER_THAN:
        holds = node->worse ? a.symbol > b.symbol : a.symbol < b.symbol;
        break;
    case SC_NODE_IN:
        for (uint32_t i = 1; i < count; i++)
            holds = holds || naive_equal(a, arguments[i], kind);
        break;
    case SC_NODE_MATCHES:
        holds = naive_matches(n->model->patterns[node->pattern].text,
                              n->model->patterns[node->pattern].whole, a.text);
        break;
    default:
        holds = naive_text_test(node->function, a.text, b.text);
        break;
    }
    return truth_from(holds != node->negated);
}

static naive_truth test_of_truths(naive *n, const sc_node *node)
{
    naive_truth a = naive_truth_of(n, node->children[0]);
    naive_truth result = NAIVE_FALSE;
    for (uint32_t i = 1; i < node->child_count; i++) {
        naive_truth same = equal_truths(a, naive_truth_of(n, node->children[i]), false);
        result = same > result ? same : result;
    }
    return node->negated ? naive_not(result) : result;
}

static naive_truth test_of_count(naive *n, const sc_node *node)
{
    naive_truth result = NAIVE_FALSE;
    for (uint32_t i = 1; i < node->child_count; i++) {
        naive_truth same = naive_intervals(SC_EQUAL, interval_of(n, node->children[0]),
                                           interval_of(n, node->children[i]));
        result = same > result ? same : result;
    }
    return node->negated ? naive_not(result) : result;
}

static naive_truth test(naive *n, const sc_node *node)
{
    if (naive_is_direct_count(node->children[0]))
        return test_of_count(n, node);
    if (naive_is_truth(node->children[0]))
        return test_of_truths(n, node);
    naive_value *arguments = naive_allocate(n, node->child_count, sizeof *arguments);
    for (uint32_t i = 0; i < node->child_count; i++)
        arguments[i] = naive_value_of(n, node->children[i]);
    return naive_test(n, node, arguments);
}

/* --- known, coalesce, if --- */

static bool is_known(naive *n, const sc_node *node)
{
    return naive_is_truth(node) ? naive_truth_of(n, node) != NAIVE_UNKNOWN
                                : naive_value_of(n, node).known;
}

size_t naive_first_known(naive *n, const sc_node *coalesce)
{
    size_t at = 0;
    while (at < coalesce->child_count && !is_known(n, coalesce->children[at]))
        at++;
    return at;
}

static naive_truth called(naive *n, const sc_node *node)
{
    size_t at;
    naive_truth condition, yes, no;
    switch (node->function) {
    case SC_FUNCTION_KNOWN:
        return truth_from(is_known(n, node->children[0]));
    case SC_FUNCTION_COALESCE:
        at = naive_first_known(n, node);
        return at < node->child_count ? naive_truth_of(n, node->children[at]) : NAIVE_UNKNOWN;
    case SC_FUNCTION_IF:
        condition = naive_truth_of(n, node->children[0]);
        yes = naive_truth_of(n, node->children[1]);
        no = naive_truth_of(n, node->children[2]);
        if (condition == NAIVE_UNKNOWN)
            return yes == no ? yes : NAIVE_UNKNOWN;
        return condition == NAIVE_TRUE ? yes : no;
    default:
        return test(n, node);
    }
}

naive_truth naive_raw_truth_of(naive *n, const sc_node *node)
{
    naive_slot read;
    switch (node->kind) {
    case SC_NODE_BOOLEAN:
        return truth_from(node->index != 0);
    case SC_NODE_MISSING:
        return NAIVE_UNKNOWN;
    case SC_NODE_INDICATOR:
        if (!naive_indicator_known(n, node))
            return NAIVE_UNKNOWN;
        naive_slot_known(n->input, node->index, &read);
        return truth_from(read.boolean);
    case SC_NODE_PARAMETER:
        return truth_from(n->model->parameters[node->index].value.boolean);
    case SC_NODE_DERIVED:
        return naive_truth_of(n, n->model->derived[node->index].value);
    case SC_NODE_CRITERION:
        return naive_truth_of(n, n->model->criteria[node->index].when);
    case SC_NODE_CALL:
        return called(n, node);
    case SC_NODE_COMPARE:
        return chain(n, node);
    case SC_NODE_IS_MISSING:
        return truth_from(is_known(n, node->children[0]) == node->negated);
    case SC_NODE_INCLUDES:
        return includes(n, node);
    case SC_NODE_IS:
    case SC_NODE_IS_OR_BETTER:
    case SC_NODE_IS_BETTER_THAN:
    case SC_NODE_IN:
    case SC_NODE_MATCHES:
        return test(n, node);
    default:
        return connective(n, node);
    }
}

naive_truth naive_truth_of(naive *n, const sc_node *node)
{
    return naive_replace_unknown(node, naive_raw_truth_of(n, node));
}

/* --- values --- */

static naive_value count_of(naive *n, const sc_node *node)
{
    naive_interval interval = interval_of(n, node);
    return interval.min == interval.max ? naive_number(interval.min) : naive_missing();
}

static naive_value call_value(naive *n, const sc_node *node)
{
    if (node->function == SC_FUNCTION_COALESCE) {
        size_t at = naive_first_known(n, node);
        return at < node->child_count ? naive_value_of(n, node->children[at]) : naive_missing();
    }
    if (node->function == SC_FUNCTION_IF) {
        naive_truth condition = naive_truth_of(n, node->children[0]);
        naive_value yes = naive_value_of(n, node->children[1]),
                    no = naive_value_of(n, node->children[2]);
        if (condition != NAIVE_UNKNOWN)
            return condition == NAIVE_TRUE ? yes : no;
        return yes.known && no.known && naive_equal(yes, no, node->type.kind) ? yes
                                                                              : naive_missing();
    }
    if (node->function == SC_FUNCTION_COUNT)
        return count_of(n, node);
    naive_value *arguments = naive_allocate(n, node->child_count, sizeof *arguments);
    for (uint32_t i = 0; i < node->child_count; i++)
        arguments[i] = naive_value_of(n, node->children[i]);
    return naive_strict(n, node, arguments);
}

naive_value naive_value_of(naive *n, const sc_node *node)
{
    naive_slot read;
    const naive_decision *decided;
    switch (node->kind) {
    case SC_NODE_NUMBER:
    case SC_NODE_DATE:
        return naive_number(node->number);
    case SC_NODE_TEXT:
        return (naive_value){true, 0, 0, node->text};
    case SC_NODE_SYMBOL:
        return (naive_value){true, 0, node->index, SC_NO_TEXT};
    case SC_NODE_MISSING:
        return naive_missing();
    case SC_NODE_TODAY:
        return n->input->has_today ? naive_number(n->input->today) : naive_missing();
    case SC_NODE_INDICATOR:
        if (!naive_indicator_known(n, node))
            return naive_missing();
        naive_slot_known(n->input, node->index, &read);
        return read.value;
    case SC_NODE_PARAMETER:
        return naive_literal(&n->model->parameters[node->index].value,
                             n->model->parameters[node->index].type);
    case SC_NODE_DERIVED:
        return naive_value_of(n, n->model->derived[node->index].value);
    case SC_NODE_DECISION:
        decided = naive_decided(n, node->index);
        if (decided->outcome == SC_NONE)
            return naive_missing();
        return (naive_value){true, 0, decided->outcome, SC_NO_TEXT};
    default:
        return call_value(n, node);
    }
}

/* Types of values: bare words, literals, arithmetic, and the type that a context requires. */
#include "language/checker.h"

#include "base/number.h"

/* --- bare words --- */

static sc_type resolve_as_symbol(sc_checker *check, sc_node *node, uint32_t domain, uint32_t item)
{
    node->kind = SC_NODE_SYMBOL;
    node->index = item;
    check->model->domains[domain].items[item].about.used = true;
    return (sc_type){SC_KIND_SYMBOL, domain};
}

static sc_type resolve_as_value(sc_checker *check, sc_node *node, sc_named_value value)
{
    sc_check_mark_used(check, value);
    if (value.kind == SC_NODE_DECISION &&
        check->model->decisions[value.index].choose == SC_CHOOSE_EVERY) {
        SC_CHECK_REPORT(check, EVERY_AS_VALUE, node->span, node->path, .arguments = {node->text});
        return SC_ANY_TYPE;
    }
    if (value.kind == SC_NODE_DERIVED && !check->derived_typed[value.index] &&
        !SC_PUSH(&check->scratch, &check->deferred, node))
        check->no_memory = true;
    node->kind = value.kind;
    node->index = value.index;
    return sc_check_value_type(check, value);
}

/* Resolves a word where an item of `domain` is expected. */
static sc_type resolve_in_domain(sc_checker *check, sc_node *node, uint32_t domain)
{
    sc_named_value value;
    uint32_t item;
    bool is_value = sc_check_find_value(check, node->text, &value);
    bool is_item = sc_check_find_item(check, domain, node->text, &item);
    sc_type value_type = is_value ? sc_check_value_type(check, value) : SC_ANY_TYPE;
    if (is_item && is_value && sc_type_equal(value_type, (sc_type){SC_KIND_SYMBOL, domain})) {
        SC_CHECK_REPORT(check, AMBIGUOUS_WORD, node->span, node->path,
                        .arguments = {node->text,
                                      sc_text_of(sc_check_value_kind_phrase(value.kind)),
                                      check->model->domains[domain].about.id},
                        .other = sc_check_value_about(check, value)->span);
        return SC_ANY_TYPE;
    }
    if (is_item)
        return resolve_as_symbol(check, node, domain, item);
    if (is_value)
        return resolve_as_value(check, node, value);
    sc_check_report_unknown_item(check, domain, node->text, node->span, node->path);
    return SC_ANY_TYPE;
}

static sc_type resolve_name(sc_checker *check, sc_node *node, sc_type expected)
{
    if (expected.kind == SC_KIND_SYMBOL)
        return resolve_in_domain(check, node, expected.domain);
    sc_named_value value;
    if (sc_check_find_value(check, node->text, &value))
        return resolve_as_value(check, node, value);
    sc_check_report_unknown_name(check, node);
    return SC_ANY_TYPE;
}

/* A whole number is a symbol where an item of a domain is expected. */
static sc_type type_number(sc_checker *check, sc_node *node, sc_type expected)
{
    uint32_t item;
    if (expected.kind != SC_KIND_SYMBOL)
        return SC_TYPE(sc_number_is_integer(node->number) ? SC_KIND_INTEGER : SC_KIND_NUMBER);
    if (sc_check_find_item(check, expected.domain, node->text, &item))
        return resolve_as_symbol(check, node, expected.domain, item);
    sc_check_report_unknown_item(check, expected.domain, node->text, node->span, node->path);
    return SC_ANY_TYPE;
}

/* --- arithmetic --- */

static sc_type type_arithmetic(sc_checker *check, sc_node *node)
{
    bool whole = node->kind != SC_NODE_DIVIDE;
    bool known = true;
    for (uint32_t i = 0; i < node->child_count; i++) {
        sc_type type = sc_check_require_type(check, node->children[i], SC_TYPE(SC_KIND_NUMBER));
        known = known && sc_type_is_number(type);
        whole = whole && type.kind == SC_KIND_INTEGER;
    }
    if (!known)
        return SC_ANY_TYPE;
    return SC_TYPE(whole ? SC_KIND_INTEGER : SC_KIND_NUMBER);
}

/* --- any node --- */

static sc_type type_node(sc_checker *check, sc_node *node, sc_type expected)
{
    switch (node->kind) {
    case SC_NODE_NUMBER:
        return type_number(check, node, expected);
    case SC_NODE_TEXT:
        return SC_TYPE(SC_KIND_TEXT);
    case SC_NODE_BOOLEAN:
        return SC_TYPE(SC_KIND_BOOLEAN);
    case SC_NODE_DATE:
    case SC_NODE_TODAY:
        return SC_TYPE(SC_KIND_DATE);
    case SC_NODE_MISSING:
        return expected.kind == SC_KIND_UNKNOWN ? SC_TYPE(SC_KIND_MISSING) : expected;
    case SC_NODE_NAME:
        return resolve_name(check, node, expected);
    case SC_NODE_NEGATE:
    case SC_NODE_ADD:
    case SC_NODE_SUBTRACT:
    case SC_NODE_MULTIPLY:
    case SC_NODE_DIVIDE:
        return type_arithmetic(check, node);
    case SC_NODE_CALL:
        return sc_check_call(check, node, expected);
    case SC_NODE_COMPARE:
    case SC_NODE_IS:
    case SC_NODE_IS_MISSING:
    case SC_NODE_IS_OR_BETTER:
    case SC_NODE_IS_BETTER_THAN:
    case SC_NODE_IN:
    case SC_NODE_MATCHES:
    case SC_NODE_INCLUDES:
        return sc_check_comparison(check, node);
    case SC_NODE_NOT:
    case SC_NODE_AND:
    case SC_NODE_OR:
    case SC_NODE_ALL:
    case SC_NODE_ANY:
    case SC_NODE_AT_LEAST:
    case SC_NODE_AT_MOST:
    case SC_NODE_WHEN:
        return sc_check_condition(check, node);
    default:
        return node->type;
    }
}

sc_type sc_check_expression(sc_checker *check, sc_node *node, sc_type expected)
{
    enum { UNVISITED, TYPING, TYPED };
    if (node == NULL || check->node_states[node->id] == TYPING)
        return SC_ANY_TYPE;
    if (check->node_states[node->id] == TYPED)
        return node->type;
    check->node_states[node->id] = TYPING;
    node->type = type_node(check, node, expected);
    check->node_states[node->id] = TYPED;
    return node->type;
}

static bool is_unresolved_name(const sc_checker *check, const sc_node *node)
{
    sc_named_value value;
    return node != NULL && node->kind == SC_NODE_NAME &&
           !sc_check_find_value(check, node->text, &value);
}

void sc_check_one_type(sc_checker *check, sc_node *const *nodes, uint32_t count, sc_type common)
{
    bool broken = false;
    for (uint32_t i = 0; i < count; i++) {
        if (!is_unresolved_name(check, nodes[i]))
            broken = sc_check_expression(check, nodes[i], common).kind == SC_KIND_UNKNOWN || broken;
    }
    for (uint32_t i = 0; i < count && !(broken && common.kind == SC_KIND_UNKNOWN); i++)
        (void)sc_check_expression(check, nodes[i], common);
}

void sc_check_without_type(sc_checker *check, sc_node *node)
{
    if (node == NULL || is_unresolved_name(check, node))
        return;
    (void)sc_check_expression(check, node, SC_ANY_TYPE);
}

/* --- types known without the context --- */

sc_type sc_check_peek_type(const sc_checker *check, const sc_node *node)
{
    sc_named_value value;
    if (node == NULL)
        return SC_ANY_TYPE;
    switch (node->kind) {
    case SC_NODE_NAME:
        return sc_check_find_value(check, node->text, &value) ? sc_check_value_type(check, value)
                                                              : SC_ANY_TYPE;
    case SC_NODE_NUMBER:
        return SC_TYPE(sc_number_is_integer(node->number) ? SC_KIND_INTEGER : SC_KIND_NUMBER);
    case SC_NODE_TEXT:
        return SC_TYPE(SC_KIND_TEXT);
    case SC_NODE_DATE:
    case SC_NODE_TODAY:
        return SC_TYPE(SC_KIND_DATE);
    case SC_NODE_MISSING:
        return SC_ANY_TYPE;
    case SC_NODE_NEGATE:
    case SC_NODE_ADD:
    case SC_NODE_SUBTRACT:
    case SC_NODE_MULTIPLY:
    case SC_NODE_DIVIDE:
        return SC_TYPE(SC_KIND_NUMBER);
    case SC_NODE_CALL:
        return sc_check_peek_call_type(check, node);
    case SC_NODE_SYMBOL:
    case SC_NODE_INDICATOR:
    case SC_NODE_PARAMETER:
    case SC_NODE_DERIVED:
    case SC_NODE_CRITERION:
    case SC_NODE_DECISION:
    case SC_NODE_TABLE:
        return node->type;
    default:
        return SC_TYPE(SC_KIND_BOOLEAN);
    }
}

sc_type sc_check_common_type(const sc_checker *check, sc_node *const *nodes, uint32_t count,
                             sc_type expected)
{
    if (expected.kind == SC_KIND_SYMBOL)
        return expected;
    sc_type common = expected;
    for (uint32_t i = 0; i < count; i++) {
        sc_type type = sc_check_peek_type(check, nodes[i]);
        if (type.kind == SC_KIND_SYMBOL)
            return type;
        if (common.kind == SC_KIND_UNKNOWN)
            common = type;
    }
    return common;
}

/* --- required types --- */

/* A value in place of a condition usually lacks its comparison. */
static sc_text hint_for_condition(sc_checker *check, const sc_node *node, sc_type actual)
{
    sc_text words = sc_check_quote(check, node);
    if (actual.kind == SC_KIND_SYMBOL && check->model->domains[actual.domain].item_count > 0)
        return SC_CHECK_PHRASE(check, "ask for one of its items: {1} is {2}", words,
                               check->model->domains[actual.domain].items[0].about.id);
    if (sc_type_is_number(actual))
        return SC_CHECK_PHRASE(check, "compare it with a number: {1} > 0", words);
    if (actual.kind == SC_KIND_TEXT)
        return SC_CHECK_PHRASE(check, "compare it with a text: {1} == '...'", words);
    if (actual.kind == SC_KIND_DATE)
        return SC_CHECK_PHRASE(check, "compare it with a date: {1} >= date(2008-09-01)", words);
    return SC_NO_TEXT;
}

static sc_text hint_for_number(sc_type actual)
{
    if (actual.kind == SC_KIND_DATE)
        return SC_TEXT("days_between(a, b) counts days, add_days(d, n) gives another date");
    if (actual.kind == SC_KIND_SYMBOL)
        return SC_TEXT(
            "its items are words even where they look like numbers: ask for them with 'is'");
    if (actual.kind == SC_KIND_BOOLEAN)
        return SC_TEXT("count(...) counts how many conditions hold");
    if (actual.kind == SC_KIND_TEXT)
        return SC_TEXT("a number stands without quotes; length(t) counts the characters of a text");
    return SC_NO_TEXT;
}

static sc_text mismatch_hint(sc_checker *check, const sc_node *node, sc_type actual,
                             sc_type required)
{
    uint32_t item;
    switch (required.kind) {
    case SC_KIND_BOOLEAN:
        return hint_for_condition(check, node, actual);
    case SC_KIND_INTEGER:
        if (actual.kind == SC_KIND_NUMBER)
            return SC_TEXT("make it whole with round(x), floor(x) or ceil(x)");
        return hint_for_number(actual);
    case SC_KIND_NUMBER:
        return hint_for_number(actual);
    case SC_KIND_DATE:
        return actual.kind == SC_KIND_TEXT
                   ? SC_TEXT("a date is written date(2008-09-01), without quotes")
                   : SC_NO_TEXT;
    case SC_KIND_TEXT:
        return actual.kind == SC_KIND_SYMBOL ? SC_TEXT("ask for its items with 'is' or 'in'")
                                             : SC_NO_TEXT;
    case SC_KIND_SYMBOL:
        if (node->kind == SC_NODE_TEXT &&
            sc_check_find_item(check, required.domain, node->text, &item))
            return SC_CHECK_PHRASE(check, "write {1} without quotes", node->text);
        return SC_NO_TEXT;
    default:
        return SC_NO_TEXT;
    }
}

void sc_check_report_mismatch(sc_checker *check, const sc_node *node, sc_type actual,
                              sc_type required)
{
    SC_CHECK_REPORT(check, TYPE_MISMATCH, node->span, node->path,
                    .arguments = {sc_check_quote(check, node), sc_check_type_phrase(check, actual),
                                  sc_check_type_phrase(check, required)},
                    .hint = mismatch_hint(check, node, actual, required));
}

bool sc_check_type_unclear(sc_checker *check, sc_node *node)
{
    if (node == NULL || node->type.kind != SC_KIND_MISSING)
        return false;
    SC_CHECK_REPORT(check, TYPE_UNCLEAR, node->span, node->path,
                    .arguments = {sc_check_quote(check, node)});
    node->type = SC_ANY_TYPE;
    return true;
}

sc_type sc_check_require_type(sc_checker *check, sc_node *node, sc_type required)
{
    sc_type actual = sc_check_expression(check, node, required);
    if (actual.kind == SC_KIND_UNKNOWN || required.kind == SC_KIND_UNKNOWN ||
        sc_type_assignable(actual, required))
        return actual;
    if (actual.kind == SC_KIND_MISSING)
        return sc_check_type_unclear(check, node) ? SC_ANY_TYPE : actual;
    sc_check_report_mismatch(check, node, actual, required);
    return SC_ANY_TYPE;
}

/* Grammar of conditions: and, or, not and the comparisons. */
#include "language/parser.h"

static sc_node *parse_compare(sc_parser *p);

/* Sets the operator of a new node, which may be NULL. */
static sc_node *with_operator(sc_node *node, sc_span operator_span, bool negated)
{
    if (node != NULL) {
        node->operator_span = operator_span;
        node->negated = negated;
    }
    return node;
}

/* --- and, or, not --- */

static sc_node *parse_not(sc_parser *p)
{
    if (!sc_token_is_keyword(&p->token, SC_KEYWORD_NOT))
        return parse_compare(p);
    sc_token word = p->token;
    if (!sc_parser_enter(p))
        return sc_parser_abandon(p);
    sc_parser_advance(p);
    sc_node *operand = parse_not(p);
    p->nesting--;
    return with_operator(sc_parser_unary(p, SC_NODE_NOT, word.start, operand),
                         sc_parser_span(p, &word), false);
}

/* One operand, or several joined by `keyword`. */
static sc_node *parse_operator_list(sc_parser *p, sc_keyword keyword, sc_node_kind kind,
                                    sc_node *(*parse_operand)(sc_parser *))
{
    sc_token first = p->token;
    sc_node *operand = parse_operand(p);
    if (!sc_token_is_keyword(&p->token, keyword))
        return operand;
    sc_node_list list = {0};
    sc_parser_push(p, &list, operand);
    sc_span operator_span = sc_parser_span(p, &p->token);
    while (sc_parser_accept_keyword(p, keyword))
        sc_parser_push(p, &list, parse_operand(p));
    return with_operator(sc_parser_parent(p, kind, first.start, list), operator_span, false);
}

static sc_node *parse_and(sc_parser *p)
{
    return parse_operator_list(p, SC_KEYWORD_AND, SC_NODE_AND, parse_not);
}

sc_node *sc_parse_or(sc_parser *p)
{
    return parse_operator_list(p, SC_KEYWORD_OR, SC_NODE_OR, parse_and);
}

/* --- common functions of comparisons --- */

typedef struct left_operand {
    sc_node *node;
    size_t start;
} left_operand;

/* Reports the literal `missing` as an operand: only `is missing` tests for it. */
static void reject_missing(sc_parser *p, const sc_node *node)
{
    if (node == NULL || node->kind != SC_NODE_MISSING)
        return;
    p->lexer.failed = true;
    SC_REPORT(p->lexer.diagnostics, p->model->sources, EXPRESSION_MISSING, node->span, node->path,
              .arguments = {SC_NO_TEXT});
}

static bool is_name_or_literal(const sc_node *node)
{
    return node->kind == SC_NODE_NAME || node->kind == SC_NODE_NUMBER ||
           node->kind == SC_NODE_TEXT || node->kind == SC_NODE_BOOLEAN ||
           node->kind == SC_NODE_DATE;
}

static void report_at(sc_parser *p, sc_diagnostic_code code, const sc_node *node, sc_text argument,
                      sc_text hint)
{
    p->lexer.failed = true;
    sc_diagnose(p->lexer.diagnostics, p->model->sources,
                &(sc_report){.code = code,
                             .span = node->span,
                             .path = node->path,
                             .arguments = {argument},
                             .hint = hint,
                             .other = SC_NO_SPAN});
}

static bool comparison_operator(const sc_token *token, sc_comparison *comparison)
{
    if (token->kind != SC_TOKEN_PUNCTUATOR)
        return false;
    switch (token->punctuator) {
    case SC_PUNCTUATOR_EQUAL:
        *comparison = SC_EQUAL;
        return true;
    case SC_PUNCTUATOR_NOT_EQUAL:
        *comparison = SC_NOT_EQUAL;
        return true;
    case SC_PUNCTUATOR_LESS:
        *comparison = SC_LESS;
        return true;
    case SC_PUNCTUATOR_LESS_EQUAL:
        *comparison = SC_LESS_EQUAL;
        return true;
    case SC_PUNCTUATOR_GREATER:
        *comparison = SC_GREATER;
        return true;
    case SC_PUNCTUATOR_GREATER_EQUAL:
        *comparison = SC_GREATER_EQUAL;
        return true;
    default:
        return false;
    }
}

/* --- is --- */

static bool at_better_or_worse(const sc_token *token)
{
    return sc_token_is_keyword(token, SC_KEYWORD_BETTER) ||
           sc_token_is_keyword(token, SC_KEYWORD_WORSE);
}

/* Parses 'better than' or 'worse than' and the right operand. */
static sc_node *parse_than(sc_parser *p, left_operand left, bool negated)
{
    bool worse = p->token.keyword == SC_KEYWORD_WORSE;
    sc_span operator_span = sc_parser_span(p, &p->token);
    sc_parser_advance(p);
    if (!sc_parser_accept_keyword(p, SC_KEYWORD_THAN)) {
        sc_parser_report_expected(
            p, SC_TEXT("'than'"),
            SC_TEXT("write 'x is better than good' or 'x is good or better'"));
        return sc_parser_recover(p);
    }
    sc_node *right = sc_parse_sum(p);
    reject_missing(p, left.node);
    reject_missing(p, right);
    sc_node *node = sc_parser_binary(p, SC_NODE_IS_BETTER_THAN, left.start, left.node, right);
    if (node != NULL)
        node->worse = worse;
    return with_operator(node, operator_span, negated);
}

static sc_node *parse_is_missing(sc_parser *p, left_operand left, bool negated,
                                 sc_span operator_span)
{
    sc_parser_advance(p);
    reject_missing(p, left.node);
    return with_operator(sc_parser_unary(p, SC_NODE_IS_MISSING, left.start, left.node),
                         operator_span, negated);
}

/* Parses 'or better' or 'or worse' after the right operand. */
static sc_node *parse_or_better(sc_parser *p, left_operand left, sc_node *right, bool negated)
{
    sc_parser_advance(p);
    bool worse = sc_token_is_keyword(&p->token, SC_KEYWORD_WORSE);
    sc_span operator_span = sc_parser_span(p, &p->token);
    if (negated)
        SC_PARSER_REPORT(
            p, EXPRESSION_IS, p->token.start, p->token.end,
            .arguments = {worse ? SC_TEXT("'is not ... or worse' could be read in two ways")
                                : SC_TEXT("'is not ... or better' could be read in two ways")},
            .hint = worse ? SC_TEXT("write 'is better than ...'")
                          : SC_TEXT("write 'is worse than ...'"));
    sc_parser_advance(p);
    sc_node *node = sc_parser_binary(p, SC_NODE_IS_OR_BETTER, left.start, left.node, right);
    if (node != NULL)
        node->worse = worse;
    return with_operator(node, operator_span, false);
}

static sc_node *parse_is(sc_parser *p, left_operand left)
{
    sc_span operator_span = sc_parser_span(p, &p->token);
    sc_parser_advance(p);
    bool negated = sc_parser_accept_keyword(p, SC_KEYWORD_NOT);
    if (sc_token_is_keyword(&p->token, SC_KEYWORD_MISSING))
        return parse_is_missing(p, left, negated, operator_span);
    if (at_better_or_worse(&p->token)) {
        return parse_than(p, left, negated);
    }
    if (sc_token_is_keyword(&p->token, SC_KEYWORD_IN)) {
        sc_parser_report_expected(
            p, SC_TEXT("a value"),
            SC_TEXT("write 'x in [a, b]' or 'x not in [a, b]', without 'is'"));
        return sc_parser_recover(p);
    }
    sc_node *right = sc_parse_sum(p);
    reject_missing(p, left.node);
    if (right != NULL && !is_name_or_literal(right))
        report_at(p, SC_EXPRESSION_IS, right,
                  SC_TEXT("after 'is' stands one word, number, text, true, false or date(...)"),
                  SC_TEXT("compare numbers with ==, or give the value a name under 'derived'"));
    if (sc_token_is_keyword(&p->token, SC_KEYWORD_OR) && at_better_or_worse(&p->lookahead))
        return parse_or_better(p, left, right, negated);
    return with_operator(sc_parser_binary(p, SC_NODE_IS, left.start, left.node, right),
                         operator_span, negated);
}

/* --- in, matches, includes --- */

static void parse_items(sc_parser *p, sc_node_list *list, const sc_token *open)
{
    if (sc_token_is_punctuator(&p->token, SC_PUNCTUATOR_CLOSE_LIST))
        SC_PARSER_REPORT(p, EXPRESSION_LIST, open->start, p->token.end,
                         .arguments = {SC_TEXT("this list is empty")});
    while (!sc_token_is_punctuator(&p->token, SC_PUNCTUATOR_CLOSE_LIST)) {
        sc_node *item = sc_parse_sum(p);
        if (item != NULL && item->kind == SC_NODE_MISSING)
            reject_missing(p, item);
        else if (item != NULL && !is_name_or_literal(item))
            report_at(p, SC_EXPRESSION_LIST, item,
                      SC_TEXT("in a list stand words, numbers, texts, dates and parameters alone"),
                      SC_NO_TEXT);
        sc_parser_push(p, list, item);
        sc_parser_expect_end(p, SC_TEXT("a comma or ']'"));
        if (!sc_parser_accept_punctuator(p, SC_PUNCTUATOR_COMMA))
            break;
    }
    if (!sc_parser_accept_punctuator(p, SC_PUNCTUATOR_CLOSE_LIST) && !p->abandoned)
        SC_PARSER_REPORT(p, EXPRESSION_OPEN, open->start, open->start + 1,
                         .arguments = {SC_TEXT("[")});
}

static sc_node *parse_in(sc_parser *p, left_operand left, bool negated)
{
    sc_span operator_span = sc_parser_span(p, &p->token);
    sc_parser_advance(p);
    sc_token open = p->token;
    if (!sc_parser_accept_punctuator(p, SC_PUNCTUATOR_OPEN_LIST)) {
        sc_parser_report_expected(
            p, SC_TEXT("'['"),
            SC_TEXT("write the items in square brackets: phase in [primary, special]"));
        return sc_parser_recover(p);
    }
    sc_node_list list = {0};
    sc_parser_push(p, &list, left.node);
    parse_items(p, &list, &open);
    reject_missing(p, left.node);
    return with_operator(sc_parser_parent(p, SC_NODE_IN, left.start, list), operator_span, negated);
}

static sc_node *parse_matches(sc_parser *p, left_operand left, bool negated)
{
    sc_span operator_span = sc_parser_span(p, &p->token);
    sc_parser_advance(p);
    if (p->token.kind != SC_TOKEN_TEXT) {
        sc_parser_report_expected(
            p, SC_TEXT("a pattern in quotes"),
            SC_TEXT("write the pattern in quotes: note matches 'special measures'"));
        return sc_parser_recover(p);
    }
    sc_node *right = sc_parse_sum(p);
    reject_missing(p, left.node);
    if (right != NULL && right->kind != SC_NODE_TEXT)
        report_at(p, SC_EXPRESSION_LIST, right,
                  SC_TEXT("after 'matches' stands a pattern in quotes, and nothing else"),
                  SC_NO_TEXT);
    return with_operator(sc_parser_binary(p, SC_NODE_MATCHES, left.start, left.node, right),
                         operator_span, negated);
}

static sc_node *parse_includes(sc_parser *p, left_operand left)
{
    sc_span operator_span = sc_parser_span(p, &p->token);
    sc_parser_advance(p);
    if (p->token.kind != SC_TOKEN_NAME && p->token.kind != SC_TOKEN_NUMBER) {
        sc_parser_report_expected(p, SC_TEXT("an outcome"),
                                  SC_TEXT("write 'advice includes refer_to_dmt'"));
        return sc_parser_recover(p);
    }
    sc_node *right = sc_parse_sum(p);
    if (left.node != NULL && left.node->kind != SC_NODE_NAME)
        report_at(p, SC_EXPRESSION_LIST, left.node,
                  SC_TEXT("before 'includes' stands the name of a decision"), SC_NO_TEXT);
    if (right != NULL && right->kind != SC_NODE_NAME && right->kind != SC_NODE_NUMBER)
        report_at(p, SC_EXPRESSION_LIST, right,
                  SC_TEXT("after 'includes' stands the id of an outcome"), SC_NO_TEXT);
    return with_operator(sc_parser_binary(p, SC_NODE_INCLUDES, left.start, left.node, right),
                         operator_span, false);
}

/* --- == != < <= > >= --- */

typedef sc_list(sc_comparison) comparison_list;

static bool is_less(sc_comparison comparison)
{
    return comparison == SC_LESS || comparison == SC_LESS_EQUAL;
}

static bool is_equality(sc_comparison comparison)
{
    return comparison == SC_EQUAL || comparison == SC_NOT_EQUAL;
}

static bool fits_chain(sc_comparison first, sc_comparison next)
{
    return !is_equality(first) && !is_equality(next) && is_less(first) == is_less(next);
}

static sc_node *parse_chain(sc_parser *p, left_operand left)
{
    sc_node_list list = {0};
    comparison_list comparisons = {0};
    sc_span operator_span = sc_parser_span(p, &p->token);
    sc_parser_push(p, &list, left.node);
    reject_missing(p, left.node);
    sc_comparison comparison;
    while (comparison_operator(&p->token, &comparison)) {
        if (comparisons.count > 0 && !fits_chain(comparisons.at[0], comparison))
            SC_PARSER_REPORT(p, EXPRESSION_CHAIN, p->token.start, p->token.end,
                             .arguments = {p->token.text});
        sc_parser_advance(p);
        sc_node *operand = sc_parse_sum(p);
        reject_missing(p, operand);
        sc_parser_push(p, &list, operand);
        if (!SC_PUSH(p->model->arena, &comparisons, comparison))
            p->lexer.failed = true;
    }
    sc_node *node = sc_parser_parent(p, SC_NODE_COMPARE, left.start, list);
    if (node != NULL)
        node->comparisons = comparisons.at;
    return with_operator(node, operator_span, false);
}

/* --- dispatch --- */

static bool at_not(const sc_parser *p)
{
    return sc_token_is_keyword(&p->token, SC_KEYWORD_NOT) &&
           (sc_token_is_keyword(&p->lookahead, SC_KEYWORD_IN) ||
            sc_token_is_keyword(&p->lookahead, SC_KEYWORD_MATCHES));
}

static bool at_comparison(const sc_parser *p)
{
    sc_comparison comparison;
    return sc_token_is_keyword(&p->token, SC_KEYWORD_IS) ||
           sc_token_is_keyword(&p->token, SC_KEYWORD_IN) ||
           sc_token_is_keyword(&p->token, SC_KEYWORD_MATCHES) ||
           sc_token_is_keyword(&p->token, SC_KEYWORD_INCLUDES) ||
           comparison_operator(&p->token, &comparison) || at_not(p);
}

static sc_node *parse_comparison(sc_parser *p, left_operand left)
{
    bool negated = at_not(p);
    if (negated)
        sc_parser_advance(p);
    if (sc_token_is_keyword(&p->token, SC_KEYWORD_IS))
        return parse_is(p, left);
    if (sc_token_is_keyword(&p->token, SC_KEYWORD_IN))
        return parse_in(p, left, negated);
    if (sc_token_is_keyword(&p->token, SC_KEYWORD_MATCHES))
        return parse_matches(p, left, negated);
    if (sc_token_is_keyword(&p->token, SC_KEYWORD_INCLUDES))
        return parse_includes(p, left);
    return parse_chain(p, left);
}

static sc_node *parse_compare(sc_parser *p)
{
    left_operand left = {.start = p->token.start};
    left.node = sc_parse_sum(p);
    if (!at_comparison(p))
        return left.node;
    sc_node *node = parse_comparison(p, left);
    if (at_comparison(p)) {
        SC_PARSER_REPORT(p, EXPRESSION_CHAIN, p->token.start, p->token.end,
                         .arguments = {p->token.text},
                         .hint = SC_TEXT("join two comparisons with 'and' or 'or'"));
        return sc_parser_recover(p);
    }
    return node;
}

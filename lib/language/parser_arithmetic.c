/* Grammar of values: names, literals, calls, brackets, products and sums. */
#include "language/parser.h"

enum { MAX_OPERATORS = 500 };

/* --- primaries --- */

static void report_unclosed(sc_parser *p, const sc_token *open)
{
    if (p->abandoned)
        return;
    sc_text bracket = {p->lexer.source->text.data + open->start, 1};
    SC_PARSER_REPORT(p, EXPRESSION_OPEN, open->start, open->start + 1, .arguments = {bracket});
}

/* Parses the arguments of a call after its opening bracket, and the closing one. */
static sc_node_list parse_arguments(sc_parser *p, const sc_token *open)
{
    sc_node_list list = {0};
    if (sc_parser_accept_punctuator(p, SC_PUNCTUATOR_CLOSE))
        return list;
    for (;;) {
        sc_parser_push(p, &list, sc_parse_or(p));
        sc_parser_expect_end(p, SC_TEXT("a comma or ')'"));
        if (sc_parser_accept_punctuator(p, SC_PUNCTUATOR_COMMA))
            continue;
        if (!sc_parser_accept_punctuator(p, SC_PUNCTUATOR_CLOSE))
            report_unclosed(p, open);
        return list;
    }
}

static sc_function find_function(sc_text name)
{
    for (int i = 0; i < SC_FUNCTION_COUNT_OF; i++) {
        if (sc_text_is(name, sc_function_name((sc_function)i)))
            return (sc_function)i;
    }
    return SC_FUNCTION_NONE;
}

static sc_node *parse_call(sc_parser *p)
{
    sc_token name = p->token;
    sc_token open = p->lookahead;
    if (!sc_parser_enter(p))
        return sc_parser_abandon(p);
    sc_parser_advance(p);
    sc_parser_advance(p);
    sc_node_list list = parse_arguments(p, &open);
    p->nesting--;
    sc_node *node = sc_parser_parent(p, SC_NODE_CALL, name.start, list);
    if (node == NULL)
        return NULL;
    node->function = find_function(name.text);
    node->text = sc_arena_text(p->model->arena, name.text);
    node->operator_span = sc_parser_span(p, &name);
    return node;
}

static sc_node *parse_brackets(sc_parser *p)
{
    sc_token open = p->token;
    if (!sc_parser_enter(p))
        return sc_parser_abandon(p);
    sc_parser_advance(p);
    sc_node *node = sc_parse_or(p);
    p->nesting--;
    sc_parser_expect_end(p, SC_TEXT("')'"));
    if (sc_parser_accept_punctuator(p, SC_PUNCTUATOR_CLOSE))
        return node;
    if (p->token.kind == SC_TOKEN_END) {
        report_unclosed(p, &open);
        return NULL;
    }
    if (!p->abandoned)
        sc_parser_report_expected(p, SC_TEXT("')'"), SC_NO_TEXT);
    return sc_parser_recover(p);
}

static sc_node *parse_name(sc_parser *p)
{
    if (sc_token_is_punctuator(&p->lookahead, SC_PUNCTUATOR_OPEN))
        return parse_call(p);
    sc_token token = p->token;
    sc_parser_advance(p);
    sc_node *node = sc_parser_node(p, SC_NODE_NAME, token.start);
    if (node != NULL)
        node->text = sc_arena_text(p->model->arena, token.text);
    return node;
}

static sc_node *parse_literal(sc_parser *p, sc_node_kind kind)
{
    sc_token token = p->token;
    sc_parser_advance(p);
    sc_node *node = sc_parser_node(p, kind, token.start);
    if (node == NULL)
        return NULL;
    node->number = token.number;
    if (kind == SC_NODE_NUMBER)
        node->text = sc_arena_text(p->model->arena, token.text);
    else if (kind == SC_NODE_TEXT)
        node->text = token.text;
    else if (kind == SC_NODE_BOOLEAN)
        node->index = token.keyword == SC_KEYWORD_TRUE;
    return node;
}

static sc_node *parse_reserved(sc_parser *p)
{
    switch (p->token.keyword) {
    case SC_KEYWORD_TRUE:
    case SC_KEYWORD_FALSE:
        return parse_literal(p, SC_NODE_BOOLEAN);
    case SC_KEYWORD_MISSING:
        return parse_literal(p, SC_NODE_MISSING);
    case SC_KEYWORD_TODAY:
        return parse_literal(p, SC_NODE_TODAY);
    case SC_KEYWORD_DATE:
        SC_PARSER_REPORT(
            p, EXPRESSION_RESERVED, p->token.start, p->token.end, .arguments = {p->token.text},
            .hint = SC_TEXT("a date is written date(2008-09-01); an indicator needs another name"));
        return sc_parser_recover(p);
    case SC_KEYWORD_NOT:
        sc_parser_report_expected(p, SC_TEXT("a value"),
                                  SC_TEXT("put brackets around what 'not' belongs to"));
        return sc_parser_recover(p);
    default:
        sc_parser_report_expected(p, SC_TEXT("a value"), SC_NO_TEXT);
        if (sc_token_is_keyword(&p->token, SC_KEYWORD_AND) ||
            sc_token_is_keyword(&p->token, SC_KEYWORD_OR))
            return NULL;
        return sc_parser_recover(p);
    }
}

static sc_node *parse_primary(sc_parser *p)
{
    switch (p->token.kind) {
    case SC_TOKEN_NUMBER:
        return parse_literal(p, SC_NODE_NUMBER);
    case SC_TOKEN_TEXT:
        return parse_literal(p, SC_NODE_TEXT);
    case SC_TOKEN_DATE:
        return parse_literal(p, SC_NODE_DATE);
    case SC_TOKEN_NAME:
        return parse_name(p);
    case SC_TOKEN_KEYWORD:
        return parse_reserved(p);
    case SC_TOKEN_PUNCTUATOR:
        if (p->token.punctuator == SC_PUNCTUATOR_OPEN)
            return parse_brackets(p);
        break;
    case SC_TOKEN_END:
        break;
    }
    if (p->abandoned)
        return NULL;
    sc_text hint = SC_NO_TEXT;
    if (sc_token_is_punctuator(&p->token, SC_PUNCTUATOR_OPEN_LIST))
        hint = SC_TEXT("a list in square brackets stands only after 'in'");
    sc_parser_report_expected(p, SC_TEXT("a value"), hint);
    return sc_parser_recover(p);
}

/* --- sums --- */

/* A minus before a numeric literal is part of it. */
static sc_node *negate_literal(sc_parser *p, sc_node *number, size_t start)
{
    sc_text written = number->text;
    char *copy = SC_NEW_ARRAY(p->model->arena, written.length + 2, char);
    if (copy == NULL) {
        p->lexer.failed = true;
        return NULL;
    }
    copy[0] = '-';
    for (size_t i = 0; i < written.length; i++)
        copy[i + 1] = written.data[i];
    number->text = (sc_text){copy, written.length + 1};
    number->number = -number->number;
    number->span = sc_expression_span(p->lexer.source, start, p->last_end);
    return number;
}

static sc_node *parse_unary(sc_parser *p)
{
    if (!sc_token_is_punctuator(&p->token, SC_PUNCTUATOR_MINUS))
        return parse_primary(p);
    sc_token minus = p->token;
    if (!sc_parser_enter(p))
        return sc_parser_abandon(p);
    sc_parser_advance(p);
    bool bare = p->token.kind == SC_TOKEN_NUMBER;
    sc_node *operand = parse_unary(p);
    p->nesting--;
    if (operand == NULL)
        return NULL;
    if (bare)
        return negate_literal(p, operand, minus.start);
    sc_node *node = sc_parser_unary(p, SC_NODE_NEGATE, minus.start, operand);
    if (node != NULL)
        node->operator_span = sc_parser_span(p, &minus);
    return node;
}

static sc_node *make_arithmetic(sc_parser *p, sc_node_kind kind, size_t start,
                                const sc_token *operator_token, sc_node *a, sc_node *b)
{
    if (++p->operators == MAX_OPERATORS + 1) {
        SC_PARSER_REPORT(p, EXPRESSION_LONG, operator_token->start, operator_token->end,
                         .arguments = {SC_TEXT("500")});
        p->abandoned = true;
        return sc_parser_abandon(p);
    }
    if (a == NULL || b == NULL)
        return NULL;
    sc_node *node = sc_parser_binary(p, kind, start, a, b);
    if (node != NULL)
        node->operator_span = sc_parser_span(p, operator_token);
    return node;
}

static sc_node *parse_product(sc_parser *p)
{
    size_t start = p->token.start;
    sc_node *left = parse_unary(p);
    while (sc_token_is_punctuator(&p->token, SC_PUNCTUATOR_TIMES) ||
           sc_token_is_punctuator(&p->token, SC_PUNCTUATOR_DIVIDE)) {
        sc_token operator_token = p->token;
        sc_parser_advance(p);
        sc_node *right = parse_unary(p);
        left = make_arithmetic(
            p, operator_token.punctuator == SC_PUNCTUATOR_TIMES ? SC_NODE_MULTIPLY : SC_NODE_DIVIDE,
            start, &operator_token, left, right);
    }
    return left;
}

sc_node *sc_parse_sum(sc_parser *p)
{
    size_t start = p->token.start;
    sc_node *left = parse_product(p);
    while (sc_token_is_punctuator(&p->token, SC_PUNCTUATOR_PLUS) ||
           sc_token_is_punctuator(&p->token, SC_PUNCTUATOR_MINUS)) {
        sc_token operator_token = p->token;
        sc_parser_advance(p);
        sc_node *right = parse_product(p);
        left = make_arithmetic(
            p, operator_token.punctuator == SC_PUNCTUATOR_PLUS ? SC_NODE_ADD : SC_NODE_SUBTRACT,
            start, &operator_token, left, right);
    }
    return left;
}

/* Parser of expressions and conditions, by recursive descent: token stream, operands and
 * arithmetic, comparisons, and, or, not; then the driver, which parses one whole expression. After
 * a syntax error parsing resumes at the next 'and', 'or', comma or closing bracket. */
#include "language/lexer.h"

#include "base/number.h"

enum { MAX_OPERATORS = 500, DEFAULT_NESTING = 64 };

typedef struct sc_parser {
    sc_lexer lexer;
    sc_model *model;
    sc_token token, lookahead;
    size_t last_end; /* end of the previous token */
    uint32_t nesting, max_nesting;
    /* Number of + - * / so far; limited, as each deepens the tree. */
    uint32_t operators;
    bool abandoned; /* a limit was exceeded, which is reported; the rest is skipped */
} sc_parser;

typedef sc_list(sc_node *) node_list;

#define PARSER_REPORT(p, name, start, end, ...)                                                    \
    do {                                                                                           \
        (p)->lexer.failed = true;                                                                  \
        SC_REPORT((p)->lexer.diagnostics, (p)->model->sources, name,                               \
                  sc_expression_span((p)->lexer.source, (start), (end)), (p)->lexer.source->path,  \
                  __VA_ARGS__);                                                                    \
    } while (0)

/* --- token stream, nodes, recovery --- */

static void advance(sc_parser *p)
{
    p->last_end = p->token.end;
    p->token = p->lookahead;
    p->lookahead = sc_lexer_next(&p->lexer);
}

static bool is_keyword(const sc_token *token, sc_keyword keyword)
{
    return token->kind == SC_TOKEN_KEYWORD && token->keyword == keyword;
}

static bool is_punctuator(const sc_token *token, sc_punctuator punctuator)
{
    return token->kind == SC_TOKEN_PUNCTUATOR && token->punctuator == punctuator;
}

static bool accept_keyword(sc_parser *p, sc_keyword keyword)
{
    if (!is_keyword(&p->token, keyword))
        return false;
    advance(p);
    return true;
}

static bool accept_punctuator(sc_parser *p, sc_punctuator punctuator)
{
    if (!is_punctuator(&p->token, punctuator))
        return false;
    advance(p);
    return true;
}

/* The span of a new node is from `start` to the end of the previous token. A parent is NULL if a
 * child is, or after a problem anywhere in the expression. */
static sc_node *new_node(sc_parser *p, sc_node_kind kind, size_t start)
{
    sc_node *node =
        sc_node_new(p->model, kind, sc_expression_span(p->lexer.source, start, p->last_end));
    if (node == NULL) {
        p->lexer.failed = true;
        return NULL;
    }
    node->path = p->lexer.source->path;
    return node;
}

static sc_span token_span(const sc_parser *p, const sc_token *token)
{
    return sc_expression_span(p->lexer.source, token->start, token->end);
}

static void push_node(sc_parser *p, node_list *list, sc_node *node)
{
    if (!SC_PUSH(p->model->arena, list, node))
        p->lexer.failed = true;
}

static sc_node *new_parent(sc_parser *p, sc_node_kind kind, size_t start, node_list list)
{
    if (p->lexer.failed)
        return NULL;
    for (size_t i = 0; i < list.count; i++) {
        if (list.at[i] == NULL)
            return NULL;
    }
    sc_node *node = new_node(p, kind, start);
    if (node == NULL || list.count > UINT32_MAX)
        return NULL;
    node->children = list.at;
    node->child_count = (uint32_t)list.count;
    return node;
}

static sc_node *new_binary(sc_parser *p, sc_node_kind kind, size_t start, sc_node *a, sc_node *b)
{
    node_list list = {0};
    push_node(p, &list, a);
    push_node(p, &list, b);
    return new_parent(p, kind, start, list);
}

static sc_node *new_unary(sc_parser *p, sc_node_kind kind, size_t start, sc_node *a)
{
    node_list list = {0};
    push_node(p, &list, a);
    return new_parent(p, kind, start, list);
}

/* --- error recovery --- */

/* Whether the token is a comma, a closing bracket or the end. */
static bool is_delimiter(const sc_token *token)
{
    return token->kind == SC_TOKEN_END || is_punctuator(token, SC_PUNCTUATOR_COMMA) ||
           is_punctuator(token, SC_PUNCTUATOR_CLOSE) ||
           is_punctuator(token, SC_PUNCTUATOR_CLOSE_LIST);
}

static void skip_to_delimiter(sc_parser *p, bool stop_at_joins)
{
    uint32_t open = 0;
    while (p->token.kind != SC_TOKEN_END) {
        const sc_token *token = &p->token;
        bool is_join = is_keyword(token, SC_KEYWORD_AND) || is_keyword(token, SC_KEYWORD_OR);
        if (open == 0 && (is_delimiter(token) || (stop_at_joins && is_join)))
            break;
        if (is_punctuator(token, SC_PUNCTUATOR_OPEN) ||
            is_punctuator(token, SC_PUNCTUATOR_OPEN_LIST))
            open++;
        else if (is_punctuator(token, SC_PUNCTUATOR_CLOSE) ||
                 is_punctuator(token, SC_PUNCTUATOR_CLOSE_LIST))
            open--;
        advance(p);
    }
}

/* Skips to the next 'and', 'or' or delimiter outside of brackets that open in between. Returns
 * NULL, for the caller to return. */
static sc_node *recover(sc_parser *p)
{
    skip_to_delimiter(p, true);
    return NULL;
}

/* Reports that `what` was expected in place of the current token. */
static void report_expected(sc_parser *p, sc_text what, sc_text hint)
{
    const sc_token *token = &p->token;
    if (token->kind == SC_TOKEN_END)
        PARSER_REPORT(p, EXPRESSION_ENDS, p->last_end, p->last_end, .arguments = {what},
                      .hint = hint);
    else
        PARSER_REPORT(
            p, EXPRESSION_UNEXPECTED, token->start, token->end,
            .arguments = {{p->lexer.source->text.data + token->start, token->end - token->start},
                          what},
            .hint = hint);
}

/* Reports a token that is no delimiter, and skips to the next delimiter. */
static void expect_end(sc_parser *p, sc_text what)
{
    const sc_token *token = &p->token;
    if (is_delimiter(token) || p->abandoned)
        return;
    sc_text written = {p->lexer.source->text.data + token->start, token->end - token->start};
    if (token->kind == SC_TOKEN_PUNCTUATOR && token->punctuator != SC_PUNCTUATOR_OPEN)
        report_expected(p, what, SC_NO_TEXT);
    else
        PARSER_REPORT(p, EXPRESSION_JOIN, token->start, token->end, .arguments = {written});
    skip_to_delimiter(p, false);
}

/* Enters a bracket, 'not' or minus; leave it by p->nesting--. False: the limit of nesting is
 * exceeded, which is reported. */
static bool enter_nesting(sc_parser *p)
{
    if (p->nesting < p->max_nesting) {
        p->nesting++;
        return true;
    }
    if (!p->abandoned) {
        char number[SC_NUMBER_CAPACITY];
        size_t length = sc_number_write(p->max_nesting, number);
        PARSER_REPORT(p, EXPRESSION_NESTING, p->token.start, p->token.end,
                      .arguments = {{number, length}});
    }
    p->abandoned = true;
    p->lexer.failed = true;
    return false;
}

/* Skips to the end: after a limit is exceeded, each further bracket would be reported again. */
/* Skips to the end; returns NULL. */
static sc_node *abandon(sc_parser *p)
{
    while (p->token.kind != SC_TOKEN_END)
        advance(p);
    return NULL;
}

/* Parsing functions return NULL after a problem, which is reported, or when out of memory. */
static sc_node *parse_or(sc_parser *p);
static sc_node *parse_sum(sc_parser *p);
static sc_node *parse_compare(sc_parser *p);

/* --- primaries --- */

static void report_unclosed(sc_parser *p, const sc_token *open)
{
    if (p->abandoned)
        return;
    sc_text bracket = {p->lexer.source->text.data + open->start, 1};
    PARSER_REPORT(p, EXPRESSION_OPEN, open->start, open->start + 1, .arguments = {bracket});
}

/* Parses the arguments of a call after its opening bracket, and the closing one. */
static node_list parse_arguments(sc_parser *p, const sc_token *open)
{
    node_list list = {0};
    if (accept_punctuator(p, SC_PUNCTUATOR_CLOSE))
        return list;
    for (;;) {
        push_node(p, &list, parse_or(p));
        expect_end(p, SC_TEXT("a comma or ')'"));
        if (accept_punctuator(p, SC_PUNCTUATOR_COMMA))
            continue;
        if (!accept_punctuator(p, SC_PUNCTUATOR_CLOSE))
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
    if (!enter_nesting(p))
        return abandon(p);
    advance(p);
    advance(p);
    node_list list = parse_arguments(p, &open);
    p->nesting--;
    sc_node *node = new_parent(p, SC_NODE_CALL, name.start, list);
    if (node == NULL)
        return NULL;
    node->function = find_function(name.text);
    node->text = sc_arena_text(p->model->arena, name.text);
    node->operator_span = token_span(p, &name);
    return node;
}

static sc_node *parse_brackets(sc_parser *p)
{
    sc_token open = p->token;
    if (!enter_nesting(p))
        return abandon(p);
    advance(p);
    sc_node *node = parse_or(p);
    p->nesting--;
    expect_end(p, SC_TEXT("')'"));
    if (accept_punctuator(p, SC_PUNCTUATOR_CLOSE))
        return node;
    if (p->token.kind == SC_TOKEN_END) {
        report_unclosed(p, &open);
        return NULL;
    }
    if (!p->abandoned)
        report_expected(p, SC_TEXT("')'"), SC_NO_TEXT);
    return recover(p);
}

static sc_node *parse_name(sc_parser *p)
{
    if (is_punctuator(&p->lookahead, SC_PUNCTUATOR_OPEN))
        return parse_call(p);
    sc_token token = p->token;
    advance(p);
    sc_node *node = new_node(p, SC_NODE_NAME, token.start);
    if (node != NULL)
        node->text = sc_arena_text(p->model->arena, token.text);
    return node;
}

static sc_node *parse_literal(sc_parser *p, sc_node_kind kind)
{
    sc_token token = p->token;
    advance(p);
    sc_node *node = new_node(p, kind, token.start);
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
        PARSER_REPORT(
            p, EXPRESSION_RESERVED, p->token.start, p->token.end, .arguments = {p->token.text},
            .hint = SC_TEXT("a date is written date(2008-09-01); an indicator needs another name"));
        return recover(p);
    case SC_KEYWORD_NOT:
        report_expected(p, SC_TEXT("a value"),
                        SC_TEXT("put brackets around what 'not' belongs to"));
        return recover(p);
    default:
        report_expected(p, SC_TEXT("a value"), SC_NO_TEXT);
        if (is_keyword(&p->token, SC_KEYWORD_AND) || is_keyword(&p->token, SC_KEYWORD_OR))
            return NULL;
        return recover(p);
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
    if (is_punctuator(&p->token, SC_PUNCTUATOR_OPEN_LIST))
        hint = SC_TEXT("a list in square brackets stands only after 'in'");
    report_expected(p, SC_TEXT("a value"), hint);
    return recover(p);
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
    if (!is_punctuator(&p->token, SC_PUNCTUATOR_MINUS))
        return parse_primary(p);
    sc_token minus = p->token;
    if (!enter_nesting(p))
        return abandon(p);
    advance(p);
    bool bare = p->token.kind == SC_TOKEN_NUMBER;
    sc_node *operand = parse_unary(p);
    p->nesting--;
    if (operand == NULL)
        return NULL;
    if (bare)
        return negate_literal(p, operand, minus.start);
    sc_node *node = new_unary(p, SC_NODE_NEGATE, minus.start, operand);
    if (node != NULL)
        node->operator_span = token_span(p, &minus);
    return node;
}

static sc_node *make_arithmetic(sc_parser *p, sc_node_kind kind, size_t start,
                                const sc_token *operator_token, sc_node *a, sc_node *b)
{
    if (++p->operators == MAX_OPERATORS + 1) {
        PARSER_REPORT(p, EXPRESSION_LONG, operator_token->start, operator_token->end,
                      .arguments = {SC_TEXT("500")});
        p->abandoned = true;
        return abandon(p);
    }
    if (a == NULL || b == NULL)
        return NULL;
    sc_node *node = new_binary(p, kind, start, a, b);
    if (node != NULL)
        node->operator_span = token_span(p, operator_token);
    return node;
}

static sc_node *parse_product(sc_parser *p)
{
    size_t start = p->token.start;
    sc_node *left = parse_unary(p);
    while (is_punctuator(&p->token, SC_PUNCTUATOR_TIMES) ||
           is_punctuator(&p->token, SC_PUNCTUATOR_DIVIDE)) {
        sc_token operator_token = p->token;
        advance(p);
        sc_node *right = parse_unary(p);
        left = make_arithmetic(
            p, operator_token.punctuator == SC_PUNCTUATOR_TIMES ? SC_NODE_MULTIPLY : SC_NODE_DIVIDE,
            start, &operator_token, left, right);
    }
    return left;
}

static sc_node *parse_sum(sc_parser *p)
{
    size_t start = p->token.start;
    sc_node *left = parse_product(p);
    while (is_punctuator(&p->token, SC_PUNCTUATOR_PLUS) ||
           is_punctuator(&p->token, SC_PUNCTUATOR_MINUS)) {
        sc_token operator_token = p->token;
        advance(p);
        sc_node *right = parse_product(p);
        left = make_arithmetic(
            p, operator_token.punctuator == SC_PUNCTUATOR_PLUS ? SC_NODE_ADD : SC_NODE_SUBTRACT,
            start, &operator_token, left, right);
    }
    return left;
}

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
    if (!is_keyword(&p->token, SC_KEYWORD_NOT))
        return parse_compare(p);
    sc_token word = p->token;
    if (!enter_nesting(p))
        return abandon(p);
    advance(p);
    sc_node *operand = parse_not(p);
    p->nesting--;
    return with_operator(new_unary(p, SC_NODE_NOT, word.start, operand), token_span(p, &word),
                         false);
}

/* One operand, or several joined by `keyword`. */
static sc_node *parse_operator_list(sc_parser *p, sc_keyword keyword, sc_node_kind kind,
                                    sc_node *(*parse_operand)(sc_parser *))
{
    sc_token first = p->token;
    sc_node *operand = parse_operand(p);
    if (!is_keyword(&p->token, keyword))
        return operand;
    node_list list = {0};
    push_node(p, &list, operand);
    sc_span operator_span = token_span(p, &p->token);
    while (accept_keyword(p, keyword))
        push_node(p, &list, parse_operand(p));
    return with_operator(new_parent(p, kind, first.start, list), operator_span, false);
}

static sc_node *parse_and(sc_parser *p)
{
    return parse_operator_list(p, SC_KEYWORD_AND, SC_NODE_AND, parse_not);
}

static sc_node *parse_or(sc_parser *p)
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
    return is_keyword(token, SC_KEYWORD_BETTER) || is_keyword(token, SC_KEYWORD_WORSE);
}

/* Parses 'better than' or 'worse than' and the right operand. */
static sc_node *parse_than(sc_parser *p, left_operand left, bool negated)
{
    bool worse = p->token.keyword == SC_KEYWORD_WORSE;
    sc_span operator_span = token_span(p, &p->token);
    advance(p);
    if (!accept_keyword(p, SC_KEYWORD_THAN)) {
        report_expected(p, SC_TEXT("'than'"),
                        SC_TEXT("write 'x is better than good' or 'x is good or better'"));
        return recover(p);
    }
    sc_node *right = parse_sum(p);
    reject_missing(p, left.node);
    reject_missing(p, right);
    sc_node *node = new_binary(p, SC_NODE_IS_BETTER_THAN, left.start, left.node, right);
    if (node != NULL)
        node->worse = worse;
    return with_operator(node, operator_span, negated);
}

static sc_node *parse_is_missing(sc_parser *p, left_operand left, bool negated,
                                 sc_span operator_span)
{
    advance(p);
    reject_missing(p, left.node);
    return with_operator(new_unary(p, SC_NODE_IS_MISSING, left.start, left.node), operator_span,
                         negated);
}

/* Parses 'or better' or 'or worse' after the right operand. */
static sc_node *parse_or_better(sc_parser *p, left_operand left, sc_node *right, bool negated)
{
    advance(p);
    bool worse = is_keyword(&p->token, SC_KEYWORD_WORSE);
    sc_span operator_span = token_span(p, &p->token);
    if (negated)
        PARSER_REPORT(
            p, EXPRESSION_IS, p->token.start, p->token.end,
            .arguments = {worse ? SC_TEXT("'is not ... or worse' could be read in two ways")
                                : SC_TEXT("'is not ... or better' could be read in two ways")},
            .hint = worse ? SC_TEXT("write 'is better than ...'")
                          : SC_TEXT("write 'is worse than ...'"));
    advance(p);
    sc_node *node = new_binary(p, SC_NODE_IS_OR_BETTER, left.start, left.node, right);
    if (node != NULL)
        node->worse = worse;
    return with_operator(node, operator_span, false);
}

static sc_node *parse_is(sc_parser *p, left_operand left)
{
    sc_span operator_span = token_span(p, &p->token);
    advance(p);
    bool negated = accept_keyword(p, SC_KEYWORD_NOT);
    if (is_keyword(&p->token, SC_KEYWORD_MISSING))
        return parse_is_missing(p, left, negated, operator_span);
    if (at_better_or_worse(&p->token)) {
        return parse_than(p, left, negated);
    }
    if (is_keyword(&p->token, SC_KEYWORD_IN)) {
        report_expected(p, SC_TEXT("a value"),
                        SC_TEXT("write 'x in [a, b]' or 'x not in [a, b]', without 'is'"));
        return recover(p);
    }
    sc_node *right = parse_sum(p);
    reject_missing(p, left.node);
    if (right != NULL && !is_name_or_literal(right))
        report_at(p, SC_EXPRESSION_IS, right,
                  SC_TEXT("after 'is' stands one word, number, text, true, false or date(...)"),
                  SC_TEXT("compare numbers with ==, or give the value a name under 'derived'"));
    if (is_keyword(&p->token, SC_KEYWORD_OR) && at_better_or_worse(&p->lookahead))
        return parse_or_better(p, left, right, negated);
    return with_operator(new_binary(p, SC_NODE_IS, left.start, left.node, right), operator_span,
                         negated);
}

/* --- in, matches, includes --- */

static void parse_items(sc_parser *p, node_list *list, const sc_token *open)
{
    if (is_punctuator(&p->token, SC_PUNCTUATOR_CLOSE_LIST))
        PARSER_REPORT(p, EXPRESSION_LIST, open->start, p->token.end,
                      .arguments = {SC_TEXT("this list is empty")});
    while (!is_punctuator(&p->token, SC_PUNCTUATOR_CLOSE_LIST)) {
        sc_node *item = parse_sum(p);
        if (item != NULL && item->kind == SC_NODE_MISSING)
            reject_missing(p, item);
        else if (item != NULL && !is_name_or_literal(item))
            report_at(p, SC_EXPRESSION_LIST, item,
                      SC_TEXT("in a list stand words, numbers, texts, dates and parameters alone"),
                      SC_NO_TEXT);
        push_node(p, list, item);
        expect_end(p, SC_TEXT("a comma or ']'"));
        if (!accept_punctuator(p, SC_PUNCTUATOR_COMMA))
            break;
    }
    if (!accept_punctuator(p, SC_PUNCTUATOR_CLOSE_LIST) && !p->abandoned)
        PARSER_REPORT(p, EXPRESSION_OPEN, open->start, open->start + 1,
                      .arguments = {SC_TEXT("[")});
}

static sc_node *parse_in(sc_parser *p, left_operand left, bool negated)
{
    sc_span operator_span = token_span(p, &p->token);
    advance(p);
    sc_token open = p->token;
    if (!accept_punctuator(p, SC_PUNCTUATOR_OPEN_LIST)) {
        report_expected(p, SC_TEXT("'['"),
                        SC_TEXT("write the items in square brackets: phase in [primary, special]"));
        return recover(p);
    }
    node_list list = {0};
    push_node(p, &list, left.node);
    parse_items(p, &list, &open);
    reject_missing(p, left.node);
    return with_operator(new_parent(p, SC_NODE_IN, left.start, list), operator_span, negated);
}

static sc_node *parse_matches(sc_parser *p, left_operand left, bool negated)
{
    sc_span operator_span = token_span(p, &p->token);
    advance(p);
    if (p->token.kind != SC_TOKEN_TEXT) {
        report_expected(p, SC_TEXT("a pattern in quotes"),
                        SC_TEXT("write the pattern in quotes: note matches 'special measures'"));
        return recover(p);
    }
    sc_node *right = parse_sum(p);
    reject_missing(p, left.node);
    if (right != NULL && right->kind != SC_NODE_TEXT)
        report_at(p, SC_EXPRESSION_LIST, right,
                  SC_TEXT("after 'matches' stands a pattern in quotes, and nothing else"),
                  SC_NO_TEXT);
    return with_operator(new_binary(p, SC_NODE_MATCHES, left.start, left.node, right),
                         operator_span, negated);
}

static sc_node *parse_includes(sc_parser *p, left_operand left)
{
    sc_span operator_span = token_span(p, &p->token);
    advance(p);
    if (p->token.kind != SC_TOKEN_NAME && p->token.kind != SC_TOKEN_NUMBER) {
        report_expected(p, SC_TEXT("an outcome"), SC_TEXT("write 'advice includes refer_to_dmt'"));
        return recover(p);
    }
    sc_node *right = parse_sum(p);
    if (left.node != NULL && left.node->kind != SC_NODE_NAME)
        report_at(p, SC_EXPRESSION_LIST, left.node,
                  SC_TEXT("before 'includes' stands the name of a decision"), SC_NO_TEXT);
    if (right != NULL && right->kind != SC_NODE_NAME && right->kind != SC_NODE_NUMBER)
        report_at(p, SC_EXPRESSION_LIST, right,
                  SC_TEXT("after 'includes' stands the id of an outcome"), SC_NO_TEXT);
    return with_operator(new_binary(p, SC_NODE_INCLUDES, left.start, left.node, right),
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
    node_list list = {0};
    comparison_list comparisons = {0};
    sc_span operator_span = token_span(p, &p->token);
    push_node(p, &list, left.node);
    reject_missing(p, left.node);
    sc_comparison comparison;
    while (comparison_operator(&p->token, &comparison)) {
        if (comparisons.count > 0 && !fits_chain(comparisons.at[0], comparison))
            PARSER_REPORT(p, EXPRESSION_CHAIN, p->token.start, p->token.end,
                          .arguments = {p->token.text});
        advance(p);
        sc_node *operand = parse_sum(p);
        reject_missing(p, operand);
        push_node(p, &list, operand);
        if (!SC_PUSH(p->model->arena, &comparisons, comparison))
            p->lexer.failed = true;
    }
    sc_node *node = new_parent(p, SC_NODE_COMPARE, left.start, list);
    if (node != NULL)
        node->comparisons = comparisons.at;
    return with_operator(node, operator_span, false);
}

/* --- dispatch --- */

static bool at_not(const sc_parser *p)
{
    return is_keyword(&p->token, SC_KEYWORD_NOT) && (is_keyword(&p->lookahead, SC_KEYWORD_IN) ||
                                                     is_keyword(&p->lookahead, SC_KEYWORD_MATCHES));
}

static bool at_comparison(const sc_parser *p)
{
    sc_comparison comparison;
    return is_keyword(&p->token, SC_KEYWORD_IS) || is_keyword(&p->token, SC_KEYWORD_IN) ||
           is_keyword(&p->token, SC_KEYWORD_MATCHES) ||
           is_keyword(&p->token, SC_KEYWORD_INCLUDES) ||
           comparison_operator(&p->token, &comparison) || at_not(p);
}

static sc_node *parse_comparison(sc_parser *p, left_operand left)
{
    bool negated = at_not(p);
    if (negated)
        advance(p);
    if (is_keyword(&p->token, SC_KEYWORD_IS))
        return parse_is(p, left);
    if (is_keyword(&p->token, SC_KEYWORD_IN))
        return parse_in(p, left, negated);
    if (is_keyword(&p->token, SC_KEYWORD_MATCHES))
        return parse_matches(p, left, negated);
    if (is_keyword(&p->token, SC_KEYWORD_INCLUDES))
        return parse_includes(p, left);
    return parse_chain(p, left);
}

static sc_node *parse_compare(sc_parser *p)
{
    left_operand left = {.start = p->token.start};
    left.node = parse_sum(p);
    if (!at_comparison(p))
        return left.node;
    sc_node *node = parse_comparison(p, left);
    if (at_comparison(p)) {
        PARSER_REPORT(p, EXPRESSION_CHAIN, p->token.start, p->token.end,
                      .arguments = {p->token.text},
                      .hint = SC_TEXT("join two comparisons with 'and' or 'or'"));
        return recover(p);
    }
    return node;
}

/* --- driver --- */

/* Parses what follows a whole expression, to report the problems in it. */
static void parse_rest(sc_parser *p)
{
    while (p->token.kind != SC_TOKEN_END && !p->abandoned) {
        sc_text written = {p->lexer.source->text.data + p->token.start,
                           p->token.end - p->token.start};
        if (is_punctuator(&p->token, SC_PUNCTUATOR_CLOSE) ||
            is_punctuator(&p->token, SC_PUNCTUATOR_CLOSE_LIST)) {
            PARSER_REPORT(p, EXPRESSION_CLOSE, p->token.start, p->token.end,
                          .arguments = {written});
            advance(p);
        } else if (is_punctuator(&p->token, SC_PUNCTUATOR_COMMA)) {
            PARSER_REPORT(
                p, EXPRESSION_JOIN, p->token.start, p->token.end, .arguments = {written},
                .hint = SC_TEXT(
                    "a comma stands only between the arguments of a function and in lists"));
            advance(p);
        } else {
            PARSER_REPORT(p, EXPRESSION_JOIN, p->token.start, p->token.end, .arguments = {written});
        }
        /* A joining 'and' or 'or' is not reported. */
        if (!accept_keyword(p, SC_KEYWORD_AND))
            (void)accept_keyword(p, SC_KEYWORD_OR);
        if (!is_delimiter(&p->token))
            (void)parse_or(p);
    }
}

sc_node *sc_parse_expression(sc_model *model, schoolcat_diagnostics *diagnostics,
                             const sc_expression_source *source)
{
    sc_parser p = {.lexer = {.model = model, .diagnostics = diagnostics, .source = source},
                   .model = model};
    p.max_nesting = model->max_nesting > 0 ? model->max_nesting : DEFAULT_NESTING;
    p.token = sc_lexer_next(&p.lexer);
    p.lookahead = sc_lexer_next(&p.lexer);
    if (p.token.kind == SC_TOKEN_END) {
        if (!p.lexer.failed)
            PARSER_REPORT(&p, EXPRESSION_EMPTY, 0, source->text.length, .arguments = {SC_NO_TEXT});
        model->unread_expression = true;
        return NULL;
    }
    sc_node *node = parse_or(&p);
    parse_rest(&p);
    if (p.lexer.failed)
        model->unread_expression = true;
    return p.lexer.failed ? NULL : node;
}

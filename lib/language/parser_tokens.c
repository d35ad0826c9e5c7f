/* The parser's token stream: lookahead, construction of nodes, error reports, and recovery after an
 * error. */
#include "language/parser.h"

#include "base/number.h"

void sc_parser_advance(sc_parser *p)
{
    p->last_end = p->token.end;
    p->token = p->lookahead;
    p->lookahead = sc_lexer_next(&p->lexer);
}

bool sc_token_is_keyword(const sc_token *token, sc_keyword keyword)
{
    return token->kind == SC_TOKEN_KEYWORD && token->keyword == keyword;
}

bool sc_token_is_punctuator(const sc_token *token, sc_punctuator punctuator)
{
    return token->kind == SC_TOKEN_PUNCTUATOR && token->punctuator == punctuator;
}

bool sc_parser_accept_keyword(sc_parser *p, sc_keyword keyword)
{
    if (!sc_token_is_keyword(&p->token, keyword))
        return false;
    sc_parser_advance(p);
    return true;
}

bool sc_parser_accept_punctuator(sc_parser *p, sc_punctuator punctuator)
{
    if (!sc_token_is_punctuator(&p->token, punctuator))
        return false;
    sc_parser_advance(p);
    return true;
}

sc_node *sc_parser_node(sc_parser *p, sc_node_kind kind, size_t start)
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

sc_span sc_parser_span(const sc_parser *p, const sc_token *token)
{
    return sc_expression_span(p->lexer.source, token->start, token->end);
}

void sc_parser_push(sc_parser *p, sc_node_list *list, sc_node *node)
{
    if (!SC_PUSH(p->model->arena, list, node))
        p->lexer.failed = true;
}

sc_node *sc_parser_parent(sc_parser *p, sc_node_kind kind, size_t start, sc_node_list list)
{
    if (p->lexer.failed)
        return NULL;
    for (size_t i = 0; i < list.count; i++) {
        if (list.at[i] == NULL)
            return NULL;
    }
    sc_node *node = sc_parser_node(p, kind, start);
    if (node == NULL || list.count > UINT32_MAX)
        return NULL;
    node->children = list.at;
    node->child_count = (uint32_t)list.count;
    return node;
}

sc_node *sc_parser_binary(sc_parser *p, sc_node_kind kind, size_t start, sc_node *a, sc_node *b)
{
    sc_node_list list = {0};
    sc_parser_push(p, &list, a);
    sc_parser_push(p, &list, b);
    return sc_parser_parent(p, kind, start, list);
}

sc_node *sc_parser_unary(sc_parser *p, sc_node_kind kind, size_t start, sc_node *a)
{
    sc_node_list list = {0};
    sc_parser_push(p, &list, a);
    return sc_parser_parent(p, kind, start, list);
}

/* --- error recovery --- */

bool sc_token_is_delimiter(const sc_token *token)
{
    return token->kind == SC_TOKEN_END || sc_token_is_punctuator(token, SC_PUNCTUATOR_COMMA) ||
           sc_token_is_punctuator(token, SC_PUNCTUATOR_CLOSE) ||
           sc_token_is_punctuator(token, SC_PUNCTUATOR_CLOSE_LIST);
}

static void skip_to_delimiter(sc_parser *p, bool stop_at_joins)
{
    uint32_t open = 0;
    while (p->token.kind != SC_TOKEN_END) {
        const sc_token *token = &p->token;
        bool is_join =
            sc_token_is_keyword(token, SC_KEYWORD_AND) || sc_token_is_keyword(token, SC_KEYWORD_OR);
        if (open == 0 && (sc_token_is_delimiter(token) || (stop_at_joins && is_join)))
            break;
        if (sc_token_is_punctuator(token, SC_PUNCTUATOR_OPEN) ||
            sc_token_is_punctuator(token, SC_PUNCTUATOR_OPEN_LIST))
            open++;
        else if (sc_token_is_punctuator(token, SC_PUNCTUATOR_CLOSE) ||
                 sc_token_is_punctuator(token, SC_PUNCTUATOR_CLOSE_LIST))
            open--;
        sc_parser_advance(p);
    }
}

sc_node *sc_parser_recover(sc_parser *p)
{
    skip_to_delimiter(p, true);
    return NULL;
}

void sc_parser_expect_end(sc_parser *p, sc_text what)
{
    const sc_token *token = &p->token;
    if (sc_token_is_delimiter(token) || p->abandoned)
        return;
    sc_text written = {p->lexer.source->text.data + token->start, token->end - token->start};
    if (token->kind == SC_TOKEN_PUNCTUATOR && token->punctuator != SC_PUNCTUATOR_OPEN)
        sc_parser_report_expected(p, what, SC_NO_TEXT);
    else
        SC_PARSER_REPORT(p, EXPRESSION_JOIN, token->start, token->end, .arguments = {written});
    skip_to_delimiter(p, false);
}

void sc_parser_report_expected(sc_parser *p, sc_text what, sc_text hint)
{
    const sc_token *token = &p->token;
    if (token->kind == SC_TOKEN_END)
        SC_PARSER_REPORT(p, EXPRESSION_ENDS, p->last_end, p->last_end, .arguments = {what},
                         .hint = hint);
    else
        SC_PARSER_REPORT(
            p, EXPRESSION_UNEXPECTED, token->start, token->end,
            .arguments = {{p->lexer.source->text.data + token->start, token->end - token->start},
                          what},
            .hint = hint);
}

bool sc_parser_enter(sc_parser *p)
{
    if (p->nesting < p->max_nesting) {
        p->nesting++;
        return true;
    }
    if (!p->abandoned) {
        char number[SC_NUMBER_CAPACITY];
        size_t length = sc_number_write(p->max_nesting, number);
        SC_PARSER_REPORT(p, EXPRESSION_NESTING, p->token.start, p->token.end,
                         .arguments = {{number, length}});
    }
    p->abandoned = true;
    p->lexer.failed = true;
    return false;
}

/* Skips to the end: after a limit is exceeded, each further bracket would be reported again. */
sc_node *sc_parser_abandon(sc_parser *p)
{
    while (p->token.kind != SC_TOKEN_END)
        sc_parser_advance(p);
    return NULL;
}

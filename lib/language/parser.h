/* Internal interface of the parser, a recursive descent.
 *   parser.c             driver: one whole expression
 *   parser_condition.c   conditions and comparisons
 *   parser_arithmetic.c  sums, products, operands, calls
 *   parser_tokens.c      token stream, construction of nodes, error recovery */
#ifndef SC_LANGUAGE_PARSER_H
#define SC_LANGUAGE_PARSER_H

#include "language/lexer.h"

typedef struct sc_parser {
    sc_lexer lexer;
    sc_model *model;
    sc_token token, lookahead;
    size_t last_end; /* end of the previous token */
    uint32_t nesting, max_nesting;
    /* count of + - * / so far; limited, as each deepens the tree */
    uint32_t operators;
    bool abandoned; /* a limit was exceeded, which is reported; the rest is skipped */
} sc_parser;

typedef sc_list(sc_node *) sc_node_list;

#define SC_PARSER_REPORT(p, name, start, end, ...)                                                 \
    do {                                                                                           \
        (p)->lexer.failed = true;                                                                  \
        SC_REPORT((p)->lexer.diagnostics, (p)->model->sources, name,                               \
                  sc_expression_span((p)->lexer.source, (start), (end)), (p)->lexer.source->path,  \
                  __VA_ARGS__);                                                                    \
    } while (0)

/* Parsing functions return NULL after a problem, which is reported, or when out of memory. */
sc_node *sc_parse_or(sc_parser *p);
sc_node *sc_parse_sum(sc_parser *p);

void sc_parser_advance(sc_parser *p);
bool sc_token_is_keyword(const sc_token *token, sc_keyword keyword);
bool sc_token_is_punctuator(const sc_token *token, sc_punctuator punctuator);
bool sc_parser_accept_keyword(sc_parser *p, sc_keyword keyword);
bool sc_parser_accept_punctuator(sc_parser *p, sc_punctuator punctuator);
sc_span sc_parser_span(const sc_parser *p, const sc_token *token);

/* The span of a new node is from `start` to the end of the previous token. A parent is NULL if a
 * child is, or after a problem anywhere in the expression. */
sc_node *sc_parser_node(sc_parser *p, sc_node_kind kind, size_t start);
sc_node *sc_parser_parent(sc_parser *p, sc_node_kind kind, size_t start, sc_node_list children);
sc_node *sc_parser_binary(sc_parser *p, sc_node_kind kind, size_t start, sc_node *a, sc_node *b);
sc_node *sc_parser_unary(sc_parser *p, sc_node_kind kind, size_t start, sc_node *a);
void sc_parser_push(sc_parser *p, sc_node_list *list, sc_node *node);

/* Whether the token is a comma, a closing bracket or the end. */
bool sc_token_is_delimiter(const sc_token *token);
/* Skips to the next 'and', 'or' or delimiter outside of brackets that open in between. Returns
 * NULL, for the caller to return. */
sc_node *sc_parser_recover(sc_parser *p);
/* Reports a token that is no delimiter, and skips to the next delimiter. */
void sc_parser_expect_end(sc_parser *p, sc_text what);
/* Skips to the end; returns NULL. */
sc_node *sc_parser_abandon(sc_parser *p);
/* Reports that `what` was expected in place of the current token. */
void sc_parser_report_expected(sc_parser *p, sc_text what, sc_text hint);
/* Enters a bracket, 'not' or minus; leave it by p->nesting--. False: the limit of nesting is
 * exceeded, which is reported. */
bool sc_parser_enter(sc_parser *p);

#endif

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
    size_t last_end; /* of the token before */
    uint32_t nesting, max_nesting;
    uint32_t operators; /* + - * / so far: each deepens the tree, so they are bounded */
    bool given_up;      /* nested too deep or too long: said once, and the rest passed over */
} sc_parser;

typedef sc_list(sc_node *) sc_node_list;

#define SC_PARSER_REPORT(p, name, start, end, ...)                                                 \
    do {                                                                                           \
        (p)->lexer.failed = true;                                                                  \
        SC_REPORT((p)->lexer.diagnostics, (p)->model->sources, name,                               \
                  sc_expression_span((p)->lexer.source, (start), (end)), (p)->lexer.source->path,  \
                  __VA_ARGS__);                                                                    \
    } while (0)

/* All that parse give NULL where there was a problem (which has then been reported), or no
 * memory. */
sc_node *sc_parse_or(sc_parser *p);
sc_node *sc_parse_sum(sc_parser *p);

void sc_parser_advance(sc_parser *p);
bool sc_token_is_keyword(const sc_token *token, sc_keyword word);
bool sc_token_is_punctuator(const sc_token *token, sc_punctuator sign);
bool sc_parser_accept_keyword(sc_parser *p, sc_keyword word);
bool sc_parser_accept_punctuator(sc_parser *p, sc_punctuator sign);
sc_span sc_parser_span(const sc_parser *p, const sc_token *token);

/* Nodes reach from `start` to the end of the token before. Parents are NULL where a child is. */
sc_node *sc_parser_node(sc_parser *p, sc_node_kind kind, size_t start);
sc_node *sc_parser_parent(sc_parser *p, sc_node_kind kind, size_t start, sc_node_list children);
sc_node *sc_parser_binary(sc_parser *p, sc_node_kind kind, size_t start, sc_node *a, sc_node *b);
sc_node *sc_parser_unary(sc_parser *p, sc_node_kind kind, size_t start, sc_node *a);
void sc_parser_push(sc_parser *p, sc_node_list *list, sc_node *node);

/* Whether a token ends a part: a comma, a closing bracket, the end. */
bool sc_token_is_delimiter(const sc_token *token);
/* To the next 'and', 'or', comma or closing bracket outside of brackets opened on the way; NULL,
 * for the caller to return. */
sc_node *sc_parser_recover(sc_parser *p);
/* Where anything but a comma, a closing bracket or the end follows: reports it and goes on to one
 * of these. */
void sc_parser_expect_end(sc_parser *p, sc_text what);
sc_node *sc_parser_give_up(sc_parser *p); /* to the end */
/* Reports that `what` was expected where the parser stands. */
void sc_parser_report_expected(sc_parser *p, sc_text what, sc_text hint);
/* One bracket, 'not' or minus deeper; false (reported) beyond the limit. Leave by p->nesting--. */
bool sc_parser_enter(sc_parser *p);

#endif

/* Driver of the parser: parses one whole expression. After a syntax error parsing resumes at the
 * next 'and', 'or', comma or closing bracket. */
#include "language/parser.h"

enum { DEFAULT_NESTING = 64 };

/* Parses what follows a whole expression, to report the problems in it. */
static void parse_rest(sc_parser *p)
{
    while (p->token.kind != SC_TOKEN_END && !p->abandoned) {
        sc_text written = {p->lexer.source->text.data + p->token.start,
                           p->token.end - p->token.start};
        if (sc_token_is_punctuator(&p->token, SC_PUNCTUATOR_CLOSE) ||
            sc_token_is_punctuator(&p->token, SC_PUNCTUATOR_CLOSE_LIST)) {
            SC_PARSER_REPORT(p, EXPRESSION_CLOSE, p->token.start, p->token.end,
                             .arguments = {written});
            sc_parser_advance(p);
        } else if (sc_token_is_punctuator(&p->token, SC_PUNCTUATOR_COMMA)) {
            SC_PARSER_REPORT(
                p, EXPRESSION_JOIN, p->token.start, p->token.end, .arguments = {written},
                .hint = SC_TEXT(
                    "a comma stands only between the arguments of a function and in lists"));
            sc_parser_advance(p);
        } else {
            SC_PARSER_REPORT(p, EXPRESSION_JOIN, p->token.start, p->token.end,
                             .arguments = {written});
        }
        /* A joining 'and' or 'or' is not reported. */
        if (!sc_parser_accept_keyword(p, SC_KEYWORD_AND))
            (void)sc_parser_accept_keyword(p, SC_KEYWORD_OR);
        if (!sc_token_is_delimiter(&p->token))
            (void)sc_parse_or(p);
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
            SC_PARSER_REPORT(&p, EXPRESSION_EMPTY, 0, source->text.length,
                             .arguments = {SC_NO_TEXT});
        model->unread_expression = true;
        return NULL;
    }
    sc_node *node = sc_parse_or(&p);
    parse_rest(&p);
    if (p.lexer.failed)
        model->unread_expression = true;
    return p.lexer.failed ? NULL : node;
}

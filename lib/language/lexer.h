/* Lexer of expressions: names, keywords, numbers, texts, dates and punctuators. */
#ifndef SC_LANGUAGE_LEXER_H
#define SC_LANGUAGE_LEXER_H

#include "language/language.h"

typedef enum sc_token_kind {
    SC_TOKEN_END,
    SC_TOKEN_NUMBER,    /* `number` */
    SC_TOKEN_TEXT,      /* `text` is without quotes */
    SC_TOKEN_DATE,      /* `number`: days since 1970-01-01 */
    SC_TOKEN_NAME,      /* any word that is no keyword */
    SC_TOKEN_KEYWORD,   /* `keyword` */
    SC_TOKEN_PUNCTUATOR /* `punctuator` */
} sc_token_kind;

typedef enum sc_keyword {
    SC_KEYWORD_AND,
    SC_KEYWORD_OR,
    SC_KEYWORD_NOT,
    SC_KEYWORD_IS,
    SC_KEYWORD_MISSING,
    SC_KEYWORD_BETTER,
    SC_KEYWORD_WORSE,
    SC_KEYWORD_THAN,
    SC_KEYWORD_IN,
    SC_KEYWORD_MATCHES,
    SC_KEYWORD_INCLUDES,
    SC_KEYWORD_TRUE,
    SC_KEYWORD_FALSE,
    SC_KEYWORD_DATE,
    SC_KEYWORD_TODAY,
    SC_KEYWORD_COUNT
} sc_keyword;

/* Characters, but for the comparisons of two characters. */
typedef enum sc_punctuator {
    SC_PUNCTUATOR_PLUS = '+',
    SC_PUNCTUATOR_MINUS = '-',
    SC_PUNCTUATOR_TIMES = '*',
    SC_PUNCTUATOR_DIVIDE = '/',
    SC_PUNCTUATOR_OPEN = '(',
    SC_PUNCTUATOR_CLOSE = ')',
    SC_PUNCTUATOR_OPEN_LIST = '[',
    SC_PUNCTUATOR_CLOSE_LIST = ']',
    SC_PUNCTUATOR_COMMA = ',',
    SC_PUNCTUATOR_LESS = '<',
    SC_PUNCTUATOR_GREATER = '>',
    SC_PUNCTUATOR_EQUAL = 256,
    SC_PUNCTUATOR_NOT_EQUAL,
    SC_PUNCTUATOR_LESS_EQUAL,
    SC_PUNCTUATOR_GREATER_EQUAL
} sc_punctuator;

typedef struct sc_token {
    sc_token_kind kind;
    sc_keyword keyword;
    sc_punctuator punctuator;
    double number;
    sc_text text;      /* as written; of SC_TOKEN_TEXT without quotes */
    size_t start, end; /* byte offsets in the expression */
} sc_token;

typedef struct sc_lexer {
    sc_model *model;
    schoolcat_diagnostics *diagnostics;
    const sc_expression_source *source;
    size_t offset; /* of the next token */
    bool failed;   /* a problem was reported, or out of memory */
} sc_lexer;

/* The next token. An operator of another language, such as &&, is reported and read as its
 * equivalent; `failed` is then set. */
sc_token sc_lexer_next(sc_lexer *lexer);

/* The source span of bytes [start, end) of the expression. */
sc_span sc_expression_span(const sc_expression_source *source, size_t start, size_t end);

/* Whether a word is a keyword, which cannot be a name. */
bool sc_find_keyword(sc_text word, sc_keyword *which);
const char *sc_keyword_spelling(sc_keyword word);

#endif

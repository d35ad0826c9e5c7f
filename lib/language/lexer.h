/* Words, numbers, texts and signs of one expression. */
#ifndef SC_LANGUAGE_LEXER_H
#define SC_LANGUAGE_LEXER_H

#include "language/language.h"

typedef enum sc_token_kind {
    SC_TOKEN_END,
    SC_TOKEN_NUMBER,    /* number */
    SC_TOKEN_TEXT,      /* text: without its quotes */
    SC_TOKEN_DATE,      /* number: days */
    SC_TOKEN_NAME,      /* a word that is not reserved */
    SC_TOKEN_KEYWORD,   /* reserved: word */
    SC_TOKEN_PUNCTUATOR /* sign */
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

/* One character each, but for the two-character comparisons. */
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
    sc_keyword word;
    sc_punctuator sign;
    double number;
    sc_text text;      /* as written, but for TEXT */
    size_t start, end; /* bytes of the expression */
} sc_token;

typedef struct sc_lexer {
    sc_model *model;
    schoolcat_diagnostics *diagnostics;
    const sc_expression_source *source;
    size_t offset; /* of what is read next */
    bool failed;   /* a problem was reported, or memory ran out */
} sc_lexer;

/* The next token. A slip is reported and read as what was meant, so that the parser can go on;
 * `failed` is then set. */
sc_token sc_lexer_next(sc_lexer *lexer);

/* The place in the file of bytes [start, end) of the expression. */
sc_span sc_expression_span(const sc_expression_source *source, size_t start, size_t end);

/* Whether a word is of the grammar and so cannot name anything. */
bool sc_find_keyword(sc_text word, sc_keyword *which);
const char *sc_keyword_spelling(sc_keyword word);

#endif

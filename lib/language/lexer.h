/* Words, numbers, texts and signs of one expression. */
#ifndef SC_LANGUAGE_LEXER_H
#define SC_LANGUAGE_LEXER_H

#include "language/language.h"

typedef enum sc_token_kind {
    SC_TOKEN_END,
    SC_TOKEN_NUMBER, /* number */
    SC_TOKEN_TEXT,   /* text: without its quotes */
    SC_TOKEN_DATE,   /* number: days */
    SC_TOKEN_NAME,   /* a word that is not reserved */
    SC_TOKEN_WORD,   /* reserved: word */
    SC_TOKEN_SIGN    /* sign */
} sc_token_kind;

typedef enum sc_word {
    SC_WORD_AND,
    SC_WORD_OR,
    SC_WORD_NOT,
    SC_WORD_IS,
    SC_WORD_MISSING,
    SC_WORD_BETTER,
    SC_WORD_WORSE,
    SC_WORD_THAN,
    SC_WORD_IN,
    SC_WORD_MATCHES,
    SC_WORD_INCLUDES,
    SC_WORD_TRUE,
    SC_WORD_FALSE,
    SC_WORD_DATE,
    SC_WORD_TODAY,
    SC_WORD_COUNT_OF
} sc_word;

/* One character each, but for the two-character comparisons. */
typedef enum sc_sign {
    SC_SIGN_PLUS = '+',
    SC_SIGN_MINUS = '-',
    SC_SIGN_TIMES = '*',
    SC_SIGN_DIVIDE = '/',
    SC_SIGN_OPEN = '(',
    SC_SIGN_CLOSE = ')',
    SC_SIGN_OPEN_LIST = '[',
    SC_SIGN_CLOSE_LIST = ']',
    SC_SIGN_COMMA = ',',
    SC_SIGN_LESS = '<',
    SC_SIGN_GREATER = '>',
    SC_SIGN_EQUAL = 256,
    SC_SIGN_NOT_EQUAL,
    SC_SIGN_LESS_EQUAL,
    SC_SIGN_GREATER_EQUAL
} sc_sign;

typedef struct sc_token {
    sc_token_kind kind;
    sc_word word;
    sc_sign sign;
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

/* The next token. A slip is reported and read as what was meant, so that the parser can go on; `failed` is
 * then set. */
sc_token sc_lexer_next(sc_lexer *lexer);

/* The place in the file of bytes [start, end) of the expression. */
sc_span sc_expression_span(const sc_expression_source *source, size_t start, size_t end);

/* Whether a word is of the grammar and so cannot name anything. */
bool sc_word_is_reserved(sc_text word, sc_word *which);
const char *sc_word_spelling(sc_word word);

#endif

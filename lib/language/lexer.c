/* Tokens of expressions. Operators and quotes of other languages are reported and read as the ones
 * that replace them. */
#include "language/lexer.h"

#include "base/number.h"
#include <string.h>

static const char *const spellings[SC_KEYWORD_COUNT] = {
    "and", "or",      "not",      "is",   "missing", "better", "worse", "than",
    "in",  "matches", "includes", "true", "false",   "date",   "today"};

const char *sc_keyword_spelling(sc_keyword word)
{
    return word < SC_KEYWORD_COUNT ? spellings[word] : "";
}

bool sc_find_keyword(sc_text word, sc_keyword *which)
{
    for (int i = 0; i < SC_KEYWORD_COUNT; i++) {
        if (sc_text_is(word, spellings[i])) {
            *which = (sc_keyword)i;
            return true;
        }
    }
    return false;
}

sc_span sc_expression_span(const sc_expression_source *source, size_t start, size_t end)
{
    size_t length = source->text.length;
    if (start > length)
        start = length;
    if (end > length)
        end = length;
    uint32_t from = source->offsets[start];
    /* One past the last byte: in a folded scalar the next byte may be on a later line. */
    uint32_t to = end > start ? source->offsets[end - 1] + 1 : from;
    return (sc_span){source->file, from, to > from ? to - from : 0};
}

static sc_text slice(const sc_lexer *lexer, size_t start, size_t end)
{
    return start == end ? SC_TEXT("") : (sc_text){lexer->source->text.data + start, end - start};
}

#define LEXER_REPORT(lexer, name, start, end, ...)                                                 \
    do {                                                                                           \
        (lexer)->failed = true;                                                                    \
        SC_REPORT((lexer)->diagnostics, (lexer)->model->sources, name,                             \
                  sc_expression_span((lexer)->source, (start), (end)), (lexer)->source->path,      \
                  __VA_ARGS__);                                                                    \
    } while (0)

static char at(const sc_lexer *lexer, size_t offset)
{
    return offset < lexer->source->text.length ? lexer->source->text.data[offset] : '\0';
}

/* Word processors write no-break spaces for spaces. */
static size_t blank_length(const sc_lexer *lexer, size_t offset)
{
    if (sc_is_space(at(lexer, offset)))
        return 1;
    if ((unsigned char)at(lexer, offset) == 0xC2 && (unsigned char)at(lexer, offset + 1) == 0xA0)
        return 2;
    return 0;
}

static size_t skip_blanks(const sc_lexer *lexer, size_t offset)
{
    size_t length;
    while ((length = blank_length(lexer, offset)) > 0)
        offset += length;
    return offset;
}

/* --- operators and quotes of other languages and word processors --- */

typedef struct foreign_operator {
    const char *written;
    sc_token_kind kind;
    int value; /* sc_punctuator or sc_keyword */
    const char *spelling;
} foreign_operator;

/* A prefix of another operator follows it. */
static const foreign_operator foreign_operators[] = {
    {"===", SC_TOKEN_PUNCTUATOR, SC_PUNCTUATOR_EQUAL, "=="},
    {"&&", SC_TOKEN_KEYWORD, SC_KEYWORD_AND, "and"},
    {"||", SC_TOKEN_KEYWORD, SC_KEYWORD_OR, "or"},
    {"=>", SC_TOKEN_PUNCTUATOR, SC_PUNCTUATOR_GREATER_EQUAL, ">="},
    {"=<", SC_TOKEN_PUNCTUATOR, SC_PUNCTUATOR_LESS_EQUAL, "<="},
    {"<>", SC_TOKEN_PUNCTUATOR, SC_PUNCTUATOR_NOT_EQUAL, "!="},
    {"&", SC_TOKEN_KEYWORD, SC_KEYWORD_AND, "and"},
    {"|", SC_TOKEN_KEYWORD, SC_KEYWORD_OR, "or"},
    {"!", SC_TOKEN_KEYWORD, SC_KEYWORD_NOT, "not"},
    {"=", SC_TOKEN_PUNCTUATOR, SC_PUNCTUATOR_EQUAL, "=="},
    {"\xE2\x89\xA5", SC_TOKEN_PUNCTUATOR, SC_PUNCTUATOR_GREATER_EQUAL, ">="}, /* U+2265 */
    {"\xE2\x89\xA4", SC_TOKEN_PUNCTUATOR, SC_PUNCTUATOR_LESS_EQUAL, "<="},    /* U+2264 */
    {"\xE2\x89\xA0", SC_TOKEN_PUNCTUATOR, SC_PUNCTUATOR_NOT_EQUAL, "!="},     /* U+2260 */
    {"\xE2\x88\x92", SC_TOKEN_PUNCTUATOR, SC_PUNCTUATOR_MINUS, "-"},          /* U+2212 */
    {"\xE2\x80\x93", SC_TOKEN_PUNCTUATOR, SC_PUNCTUATOR_MINUS, "-"},          /* U+2013 */
    {"\xE2\x80\x94", SC_TOKEN_PUNCTUATOR, SC_PUNCTUATOR_MINUS, "-"},          /* U+2014 */
    {"\xC3\x97", SC_TOKEN_PUNCTUATOR, SC_PUNCTUATOR_TIMES, "*"},              /* U+00D7 */
    {"\xC3\xB7", SC_TOKEN_PUNCTUATOR, SC_PUNCTUATOR_DIVIDE, "/"},             /* U+00F7 */
};

static const foreign_operator *foreign_operator_at(const sc_lexer *lexer, size_t offset)
{
    sc_text rest = slice(lexer, offset, lexer->source->text.length);
    for (size_t i = 0; i < sizeof foreign_operators / sizeof foreign_operators[0]; i++) {
        if (sc_text_starts_with(rest, foreign_operators[i].written))
            return &foreign_operators[i];
    }
    return NULL;
}

/* Length of a curly quote or guillemet, or 0. */
static size_t curly_quote_length(const sc_lexer *lexer, size_t offset)
{
    static const char *const quotes[] = {"\xE2\x80\x98", "\xE2\x80\x99", "\xE2\x80\x9C",
                                         "\xE2\x80\x9D", "\xE2\x80\x9A", "\xE2\x80\x9E",
                                         "\xC2\xAB",     "\xC2\xBB"};
    sc_text rest = slice(lexer, offset, lexer->source->text.length);
    for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++) {
        if (sc_text_starts_with(rest, quotes[i]))
            return strlen(quotes[i]);
    }
    return 0;
}

/* Non-ASCII letters are parts of words, so that an invalid name is reported as a whole. */
static bool is_word_at(const sc_lexer *lexer, size_t offset)
{
    char c = at(lexer, offset);
    if ((unsigned char)c >= 0x80)
        return blank_length(lexer, offset) == 0 && foreign_operator_at(lexer, offset) == NULL &&
               curly_quote_length(lexer, offset) == 0;
    return sc_is_letter(c) || sc_is_digit(c) || c == '_';
}

/* --- tokens --- */

static sc_token finish_token(sc_lexer *lexer, sc_token token, size_t end)
{
    token.end = end;
    if (token.kind != SC_TOKEN_TEXT)
        token.text = slice(lexer, token.start, end);
    lexer->offset = end;
    return token;
}

/* End of the number at `offset`: digits, fraction, exponent. */
static size_t number_end(const sc_lexer *lexer, size_t offset)
{
    while (sc_is_digit(at(lexer, offset)))
        offset++;
    if (at(lexer, offset) == '.' && sc_is_digit(at(lexer, offset + 1))) {
        offset++;
        while (sc_is_digit(at(lexer, offset)))
            offset++;
    }
    if (at(lexer, offset) == 'e' || at(lexer, offset) == 'E') {
        size_t digits = offset + 1;
        if (at(lexer, digits) == '+' || at(lexer, digits) == '-')
            digits++;
        if (sc_is_digit(at(lexer, digits))) {
            while (sc_is_digit(at(lexer, digits)))
                digits++;
            return digits;
        }
    }
    return offset;
}

static sc_token read_number(sc_lexer *lexer, sc_token token)
{
    token.kind = SC_TOKEN_NUMBER;
    size_t end = number_end(lexer, token.start);
    size_t stop = end;
    while (is_word_at(lexer, stop) || at(lexer, stop) == '.')
        stop++;
    if (at(lexer, end) == '%') {
        LEXER_REPORT(lexer, EXPRESSION_CHARACTER, end, end + 1, .arguments = {SC_TEXT("%")},
                     .hint = SC_TEXT("a percentage is written as a plain number: 25, not 25%"));
        stop = end + 1;
    } else if (stop != end || !sc_number_read(slice(lexer, token.start, end), &token.number)) {
        LEXER_REPORT(lexer, EXPRESSION_NUMBER, token.start, stop,
                     .arguments = {slice(lexer, token.start, stop)});
    }
    token = finish_token(lexer, token, stop);
    token.text = slice(lexer, token.start, end);
    return token;
}

/* The text between quotes; a doubled quote is one. */
static sc_text unquoted(sc_lexer *lexer, sc_text inner, char quote)
{
    if (memchr(inner.data, quote, inner.length) == NULL)
        return sc_arena_text(lexer->model->arena, inner);
    char *copy = SC_NEW_ARRAY(lexer->model->arena, inner.length + 1, char);
    if (copy == NULL) {
        lexer->failed = true;
        return SC_NO_TEXT;
    }
    size_t length = 0;
    for (size_t i = 0; i < inner.length; i++) {
        copy[length++] = inner.data[i];
        if (inner.data[i] == quote)
            i++;
    }
    return (sc_text){copy, length};
}

static sc_token read_text(sc_lexer *lexer, sc_token token)
{
    token.kind = SC_TOKEN_TEXT;
    size_t length = lexer->source->text.length;
    char quote = at(lexer, token.start);
    size_t end = token.start + 1;
    while (end < length && (at(lexer, end) != quote || at(lexer, end + 1) == quote))
        end += at(lexer, end) == quote ? 2 : 1;
    if (end >= length) {
        LEXER_REPORT(lexer, EXPRESSION_TEXT_OPEN, token.start, length, .arguments = {SC_NO_TEXT});
        return finish_token(lexer, token, length);
    }
    token.text = unquoted(lexer, slice(lexer, token.start + 1, end), quote);
    if (lexer->model->arena->failed)
        lexer->failed = true;
    return finish_token(lexer, token, end + 1);
}

static sc_token read_curly_text(sc_lexer *lexer, sc_token token, size_t quote_length)
{
    token.kind = SC_TOKEN_TEXT;
    LEXER_REPORT(lexer, EXPRESSION_CHARACTER, token.start, token.start + quote_length,
                 .arguments = {slice(lexer, token.start, token.start + quote_length)},
                 .hint = SC_TEXT("write straight quotes: 'like this'"));
    size_t length = lexer->source->text.length;
    size_t end = token.start + quote_length;
    while (end < length && curly_quote_length(lexer, end) == 0)
        end++;
    return finish_token(lexer, token, end + curly_quote_length(lexer, end));
}

/* Reads date(YYYY-MM-DD), whose bracket is at `open`. */
static sc_token read_date(sc_lexer *lexer, sc_token token, size_t open)
{
    size_t length = lexer->source->text.length;
    size_t end = open + 1;
    while (end < length && at(lexer, end) != ')')
        end++;
    sc_text written = sc_text_trim(slice(lexer, open + 1, end));
    token.kind = SC_TOKEN_DATE;
    if (end >= length || !sc_date_read(written, &token.number))
        LEXER_REPORT(lexer, EXPRESSION_DATE, token.start, end + 1, .arguments = {written});
    return finish_token(lexer, token, end < length ? end + 1 : length);
}

/* Whether the word in small letters is a keyword. */
static bool find_capitalised_keyword(sc_text written, sc_keyword *word)
{
    char small[16];
    if (written.length >= sizeof small)
        return false;
    for (size_t i = 0; i < written.length; i++)
        small[i] = sc_lower(written.data[i]);
    return sc_find_keyword((sc_text){small, written.length}, word);
}

static bool is_name(sc_text written)
{
    for (size_t i = 0; i < written.length; i++) {
        char c = written.data[i];
        if (!(c >= 'a' && c <= 'z') && !(i > 0 && (sc_is_digit(c) || c == '_')))
            return false;
    }
    return true;
}

/* Hint for a name that is valid in small letters. */
static sc_text hint_in_small_letters(sc_lexer *lexer, sc_text written)
{
    static const char before[] = "write it in small letters: ";
    size_t start = sizeof before - 1;
    char *hint = written.length > 128
                     ? NULL
                     : SC_NEW_ARRAY(lexer->model->arena, start + written.length, char);
    if (hint == NULL)
        return SC_NO_TEXT;
    memcpy(hint, before, start);
    for (size_t i = 0; i < written.length; i++)
        hint[start + i] = sc_lower(written.data[i]);
    return is_name((sc_text){hint + start, written.length})
               ? (sc_text){hint, start + written.length}
               : SC_NO_TEXT;
}

static sc_token read_word(sc_lexer *lexer, sc_token token)
{
    size_t end = token.start;
    while (is_word_at(lexer, end))
        end++;
    sc_text written = slice(lexer, token.start, end);
    token.kind = SC_TOKEN_NAME;
    if (sc_find_keyword(written, &token.keyword)) {
        size_t open = skip_blanks(lexer, end);
        if (token.keyword == SC_KEYWORD_DATE && at(lexer, open) == '(')
            return read_date(lexer, token, open);
        token.kind = SC_TOKEN_KEYWORD;
    } else if (!is_name(written)) {
        if (find_capitalised_keyword(written, &token.keyword)) {
            token.kind = SC_TOKEN_KEYWORD;
            LEXER_REPORT(lexer, EXPRESSION_NAME, token.start, end, .arguments = {written},
                         .hint = SC_TEXT("the words of the language are written in small letters"));
        } else {
            LEXER_REPORT(lexer, EXPRESSION_NAME, token.start, end, .arguments = {written},
                         .hint = hint_in_small_letters(lexer, written));
        }
    }
    return finish_token(lexer, token, end);
}

static bool read_punctuator(sc_lexer *lexer, sc_token *token)
{
    static const struct {
        const char *written;
        sc_punctuator punctuator;
    } pairs[] = {{"==", SC_PUNCTUATOR_EQUAL},
                 {"!=", SC_PUNCTUATOR_NOT_EQUAL},
                 {"<=", SC_PUNCTUATOR_LESS_EQUAL},
                 {">=", SC_PUNCTUATOR_GREATER_EQUAL}};
    token->kind = SC_TOKEN_PUNCTUATOR;
    sc_text rest = slice(lexer, token->start, lexer->source->text.length);
    bool is_foreign = sc_text_starts_with(rest, "===") || sc_text_starts_with(rest, "<>");
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0] && !is_foreign; i++) {
        if (sc_text_starts_with(rest, pairs[i].written)) {
            token->punctuator = pairs[i].punctuator;
            *token = finish_token(lexer, *token, token->start + 2);
            return true;
        }
    }
    char c = at(lexer, token->start);
    if (is_foreign || c == '\0' || strchr("+-*/()[],<>", c) == NULL)
        return false;
    token->punctuator = (sc_punctuator)c;
    *token = finish_token(lexer, *token, token->start + 1);
    return true;
}

static sc_token read_foreign_operator(sc_lexer *lexer, sc_token token,
                                      const foreign_operator *found)
{
    size_t end = token.start + strlen(found->written);
    LEXER_REPORT(lexer, EXPRESSION_OPERATOR, token.start, end,
                 .arguments = {slice(lexer, token.start, end), sc_text_of(found->spelling)});
    token.kind = found->kind;
    if (found->kind == SC_TOKEN_KEYWORD)
        token.keyword = (sc_keyword)found->value;
    else
        token.punctuator = (sc_punctuator)found->value;
    return finish_token(lexer, token, end);
}

/* Reports an invalid character and skips it. */
static void skip_invalid(sc_lexer *lexer, size_t start)
{
    size_t end = start;
    sc_utf8_decode(lexer->source->text, &end);
    sc_text written = slice(lexer, start, end);
    sc_text hint = SC_NO_TEXT;
    if (written.data[0] == '.' && sc_is_digit(at(lexer, end)))
        hint = SC_TEXT("a number begins with a digit: 0.5, not .5");
    else if (written.data[0] == '%')
        hint = SC_TEXT("the remainder is written mod(a, b), a percentage as a plain number");
    else if (written.data[0] == '{' || written.data[0] == '}')
        hint = SC_TEXT("braces belong to the texts of details; in an expression a parameter stands "
                       "by its name alone");
    LEXER_REPORT(lexer, EXPRESSION_CHARACTER, start, end, .arguments = {written}, .hint = hint);
    lexer->offset = end;
}

sc_token sc_lexer_next(sc_lexer *lexer)
{
    for (;;) {
        lexer->offset = skip_blanks(lexer, lexer->offset);
        sc_token token = {.kind = SC_TOKEN_END, .start = lexer->offset};
        if (lexer->offset >= lexer->source->text.length)
            return finish_token(lexer, token, lexer->offset);
        char c = at(lexer, token.start);
        if (sc_is_digit(c))
            return read_number(lexer, token);
        if (c == '\'' || c == '"')
            return read_text(lexer, token);
        size_t quote_length = curly_quote_length(lexer, token.start);
        if (quote_length > 0)
            return read_curly_text(lexer, token, quote_length);
        if (read_punctuator(lexer, &token))
            return token;
        const foreign_operator *found = foreign_operator_at(lexer, token.start);
        if (found != NULL)
            return read_foreign_operator(lexer, token, found);
        if (is_word_at(lexer, token.start))
            return read_word(lexer, token);
        skip_invalid(lexer, token.start);
    }
}

/* Parses values given as text. */
#include "vm/parse_value.h"

#include "base/date_format.h"
#include "base/logic.h"
#include "base/number.h"

#include <string.h>

#define MAX_NUMBER_LENGTH 64 /* characters of a number written with thousands commas */

static bool is_among(sc_text text, const sc_text *marks, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (sc_text_equal(text, marks[i]))
            return true;
    return false;
}

static schoolcat_missing read_mark(const sc_marks *marks, sc_text text)
{
    unsigned char first = (unsigned char)text.data[0];
    if ((marks->starts[first / 8] >> first % 8 & 1) == 0)
        return SCHOOLCAT_PRESENT;
    if (is_among(text, marks->missing, marks->missing_count))
        return SCHOOLCAT_NOT_APPLICABLE;
    if (is_among(text, marks->suppressed, marks->suppressed_count))
        return SCHOOLCAT_SUPPRESSED;
    return SCHOOLCAT_PRESENT;
}

static bool is_word(sc_text text, const char *word)
{
    size_t length = strlen(word);
    if (text.length != length)
        return false;
    for (size_t i = 0; i < length; i++)
        if (sc_lower(text.data[i]) != word[i])
            return false;
    return true;
}

static bool read_boolean(sc_text text, bool *out)
{
    static const char *const words[] = {"true", "false", "yes", "no", "y", "n", "1", "0"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (is_word(text, words[i])) {
            *out = i % 2 == 0;
            return true;
        }
    }
    return false;
}

/* 1,234,567.8: one to three digits that do not begin with a zero, then groups of three. */
static bool read_with_commas(sc_text text, double *number)
{
    char plain[MAX_NUMBER_LENGTH];
    size_t length = 0, at = 0;
    if (text.length > sizeof plain)
        return false;
    if (text.data[0] == '-' || text.data[0] == '+')
        plain[length++] = text.data[at++];
    size_t group = 0, groups = 0, limit = text.length;
    for (; at < limit && (sc_is_digit(text.data[at]) || text.data[at] == ','); at++) {
        if (text.data[at] != ',') {
            if (group == 0 && groups == 0 && text.data[at] == '0')
                return false;
            plain[length++] = text.data[at];
            group++;
            continue;
        }
        if (groups == 0 ? group < 1 || group > 3 : group != 3)
            return false;
        groups++;
        group = 0;
    }
    if (groups == 0 || group != 3)
        return false;
    for (; at < limit; at++) {
        if (!sc_is_digit(text.data[at]) && text.data[at] != '.')
            return false;
        plain[length++] = text.data[at];
    }
    return sc_number_read((sc_text){plain, length}, number);
}

static bool read_number(sc_text text, double *number)
{
    if (text.data[text.length - 1] == '%')
        text = sc_text_trim((sc_text){text.data, text.length - 1});
    if (text.length == 0)
        return false;
    if (memchr(text.data, ',', text.length) != NULL)
        return read_with_commas(text, number);
    return sc_number_read(text, number);
}

static bool read_date(const sc_value_parser *parser, sc_text text, double *days)
{
    sc_text format = parser->date_format;
    if (format.length == 0)
        return sc_date_read(text, days);
    if (sc_date_format_read(format, text, days))
        return true;
    /* YYYY-MM-DD is accepted as well, unless the format begins with the year and may be ambiguous.
     */
    return !sc_text_starts_with(format, "%Y") && sc_date_read(text, days);
}

bool sc_value_parser_accepts_text(const sc_value_parser *parser, sc_matcher *matcher, sc_text text)
{
    size_t bad;
    if (!sc_text_valid(text, &bad))
        return false;
    return parser->pattern == NULL ||
           (matcher != NULL && sc_pattern_match(matcher, parser->pattern, text) == SC_TRUE);
}

static bool read_value(const sc_value_parser *parser, sc_text text, sc_parsed_value *value)
{
    switch (parser->type) {
    case SCHOOLCAT_NUMBER:
    case SCHOOLCAT_INTEGER:
        return read_number(text, &value->number) &&
               sc_value_parser_accepts_number(parser, value->number);
    case SCHOOLCAT_DATE:
        return read_date(parser, text, &value->number) &&
               sc_value_parser_accepts_number(parser, value->number);
    case SCHOOLCAT_BOOLEAN:
        return read_boolean(text, &value->boolean);
    case SCHOOLCAT_SYMBOL:
        return sc_fuzzy_lookup_find(parser->symbols, text, &value->item);
    default:
        return false;
    }
}

schoolcat_status sc_parse_value(const sc_value_parser *parser, sc_matcher *matcher, sc_text text,
                                bool marks, sc_parsed_value *out)
{
    sc_parsed_value value = {SCHOOLCAT_PRESENT, 0, false, 0, SC_NO_TEXT};
    sc_text trimmed = sc_text_trim(text);
    bool is_text = parser->type == SCHOOLCAT_TEXT;
    if (trimmed.length == 0 && (marks || !is_text || text.length == 0)) {
        value.missing = SCHOOLCAT_BLANK;
        *out = value;
        return SCHOOLCAT_OK;
    }
    /* An item of the indicator's scale takes precedence over a mark of the same spelling. */
    bool own = parser->type == SCHOOLCAT_SYMBOL && read_value(parser, trimmed, &value);
    if (!own && marks)
        value.missing = read_mark(parser->marks, trimmed);
    if (!own && value.missing == SCHOOLCAT_PRESENT) {
        if (is_text ? !sc_value_parser_accepts_text(parser, matcher, text)
                    : !read_value(parser, trimmed, &value))
            return SCHOOLCAT_ERROR_DATA;
        if (is_text)
            value.text = text;
    }
    *out = value;
    return SCHOOLCAT_OK;
}

/* Parses a value given as text by the type of its indicator; rules/README.md defines the formats
 * under 'Reading data'. */
#ifndef SC_VM_PARSE_VALUE_H
#define SC_VM_PARSE_VALUE_H

#include "base/fuzzy_lookup.h"
#include "base/number.h"
#include "base/pattern.h"

/* A value, or why it is missing. The field in use depends on the indicator's type. */
typedef struct sc_parsed_value {
    schoolcat_missing missing;
    double number; /* numbers; dates as days since 1970-01-01 */
    bool boolean;
    uint32_t item; /* of a scale or choice */
    sc_text text;  /* borrowed from the caller */
} sc_parsed_value;

/* The texts that a rule set reads as missing or suppressed, case-sensitive. */
typedef struct sc_marks {
    const sc_text *missing, *suppressed;
    uint32_t missing_count, suppressed_count;
    uint8_t starts[32]; /* a bit set of the marks' first bytes, to reject most texts at once */
} sc_marks;

/* How the values of one indicator are parsed. Immutable, shared by threads. */
typedef struct sc_value_parser {
    sc_text name; /* of the indicator */
    schoolcat_type type;
    bool has_min, has_max;
    double min, max;
    sc_text date_format;            /* SC_NO_TEXT: YYYY-MM-DD alone */
    sc_compiled_pattern *pattern;   /* the whole text must match it; NULL: none */
    const sc_fuzzy_lookup *symbols; /* ids, codes and aliases of the scale or choice */
    uint32_t item_count;
    const sc_marks *marks;
    sc_text expected; /* one phrase: "a number from 0 to 100"; NUL-terminated */
} sc_value_parser;

/* ERROR_DATA where the text is no value of the indicator; `*out` is then unchanged. `marks`:
 * whether missing and suppression marks are recognised, as in the cells of a spreadsheet. Blanks
 * around a value are ignored, but are part of a text. `matcher` may be NULL where there is no
 * pattern. */
schoolcat_status sc_parse_value(const sc_value_parser *parser, sc_matcher *matcher, sc_text text,
                                bool marks, sc_parsed_value *out);

/* Whether a value that needs no parsing is valid: numbers and dates (min, max, whole numbers),
 * texts (UTF-8, pattern). */
static inline bool sc_value_parser_accepts_number(const sc_value_parser *parser, double number)
{
    switch (parser->type) {
    case SCHOOLCAT_NUMBER:
        if (!(number - number == 0)) /* not finite */
            return false;
        break;
    case SCHOOLCAT_INTEGER:
        if (!sc_number_is_integer(number))
            return false;
        break;
    case SCHOOLCAT_DATE:
        if (!sc_date_in_range(number) || !sc_number_is_integer(number))
            return false;
        break;
    default:
        return false;
    }
    return !(parser->has_min && number < parser->min) && !(parser->has_max && number > parser->max);
}

bool sc_value_parser_accepts_text(const sc_value_parser *parser, sc_matcher *matcher, sc_text text);

#endif

/* Texts, patterns and the formatting of numbers, as far as the texts of the tests need. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "naive_internal.h"
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- rounding, on the digits of the shortest decimal --- */

double naive_round(double number, int digits)
{
    char spelling[48] = "";
    int precision = 0;
    do
        snprintf(spelling, sizeof spelling, "%.*e", precision, number);
    while (strtod(spelling, NULL) != number && ++precision < 17);
    /* "-d.ddde+xx": the digits without their point, a whole number times ten to the power of
     * `exponent` */
    char all[32];
    size_t count = 0;
    const char *at = spelling + (spelling[0] == '-');
    for (; *at != 'e'; at++) {
        if (*at != '.')
            all[count++] = *at;
    }
    long exponent = strtol(at + 1, NULL, 10) - (long)(count - 1);
    long drop = -exponent - digits;
    if (drop <= 0)
        return number;
    if (drop > (long)count)
        return 0;
    size_t keep = count - (size_t)drop;
    bool up = all[keep] >= '5';
    char rounded[64] = "0";
    memcpy(rounded + 1, all, keep);
    for (size_t i = keep; up; i--) {
        up = rounded[i] == '9';
        rounded[i] = up ? '0' : (char)(rounded[i] + 1);
    }
    snprintf(rounded + keep + 1, sizeof rounded - keep - 1, "e%d", -digits);
    double result = strtod(rounded, NULL);
    return number < 0 ? -result : result;
}

/* --- letters --- */

static uint32_t next_letter(sc_text text, size_t *offset)
{
    unsigned char first = (unsigned char)text.data[*offset];
    size_t more = first < 0x80 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    uint32_t letter = more == 0 ? first : first & (0x3Fu >> more);
    *offset += 1;
    for (; more > 0; more--, *offset += 1)
        letter = letter << 6 | ((unsigned char)text.data[*offset] & 0x3Fu);
    return letter;
}

static size_t put_letter(uint32_t letter, char *out)
{
    if (letter < 0x80) {
        out[0] = (char)letter;
        return 1;
    }
    if (letter < 0x800) {
        out[0] = (char)(0xC0 | letter >> 6);
        out[1] = (char)(0x80 | (letter & 0x3F));
        return 2;
    }
    if (letter < 0x10000) {
        out[0] = (char)(0xE0 | letter >> 12);
        out[1] = (char)(0x80 | (letter >> 6 & 0x3F));
        out[2] = (char)(0x80 | (letter & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | letter >> 18);
    out[1] = (char)(0x80 | (letter >> 12 & 0x3F));
    out[2] = (char)(0x80 | (letter >> 6 & 0x3F));
    out[3] = (char)(0x80 | (letter & 0x3F));
    return 4;
}

/* The capital letters of the alphabets in the tests, and the distance to lower case. */
static const struct {
    uint32_t first, last, distance;
} capitals[] = {{'A', 'Z', 32},     {0xC0, 0xD6, 32},   {0xD8, 0xDE, 32},
                {0x391, 0x3A1, 32}, {0x3A3, 0x3AB, 32}, {0x410, 0x42F, 32}};

static uint32_t other_case(uint32_t letter, bool upper)
{
    if (upper && letter == 0x3C2) /* final sigma */
        return 0x3A3;
    if (upper && letter == 0xFF)
        return 0x178;
    for (size_t i = 0; i < sizeof capitals / sizeof *capitals; i++) {
        uint32_t distance = capitals[i].distance;
        if (!upper && letter >= capitals[i].first && letter <= capitals[i].last)
            return letter + distance;
        if (upper && letter >= capitals[i].first + distance &&
            letter <= capitals[i].last + distance)
            return letter - distance;
    }
    return letter;
}

static bool is_blank(uint32_t letter)
{
    return (letter >= 9 && letter <= 13) || letter == ' ' || letter == 0x85 || letter == 0xA0 ||
           letter == 0x1680 || (letter >= 0x2000 && letter <= 0x200A) || letter == 0x2028 ||
           letter == 0x2029 || letter == 0x202F || letter == 0x205F || letter == 0x3000;
}

static sc_text trimmed(sc_text text)
{
    size_t start = text.length, end = 0;
    for (size_t offset = 0; offset < text.length;) {
        size_t before = offset;
        if (is_blank(next_letter(text, &offset)))
            continue;
        if (before < start)
            start = before;
        end = offset;
    }
    return start < end ? (sc_text){text.data + start, end - start} : SC_TEXT("");
}

naive_value naive_text_function(naive *n, sc_function function, sc_text text)
{
    naive_value result = {true, 0, 0, SC_NO_TEXT};
    char *cased = naive_allocate(n, text.length * 4 + 1, 1);
    size_t letters = 0, length = 0;
    for (size_t offset = 0; offset < text.length; letters++)
        length += put_letter(other_case(next_letter(text, &offset), function == SC_FUNCTION_UPPER),
                             cased + length);
    if (function == SC_FUNCTION_LENGTH)
        result.number = (double)letters;
    else
        result.text = function == SC_FUNCTION_TRIM ? trimmed(text) : (sc_text){cased, length};
    return result;
}

bool naive_text_test(sc_function function, sc_text text, sc_text part)
{
    if (part.length > text.length)
        return false;
    size_t last = text.length - part.length;
    size_t from = function == SC_FUNCTION_ENDS_WITH ? last : 0,
           to = function == SC_FUNCTION_STARTS_WITH ? 0 : last;
    for (size_t start = from; start <= to; start++) {
        if (part.length == 0 || memcmp(text.data + start, part.data, part.length) == 0)
            return true;
    }
    return false;
}

bool naive_matches(sc_text pattern, bool whole, sc_text text)
{
    int error;
    PCRE2_SIZE offset;
    uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_DOLLAR_ENDONLY;
    if (whole)
        options |= PCRE2_ANCHORED | PCRE2_ENDANCHORED;
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)pattern.data, pattern.length, options, &error, &offset, NULL);
    pcre2_match_data *match =
        code == NULL ? NULL : pcre2_match_data_create_from_pattern(code, NULL);
    if (match == NULL) {
        fprintf(stderr, "naive evaluator: pattern '%.*s' does not compile\n", (int)pattern.length,
                pattern.data);
        exit(2);
    }
    const char *subject = text.data == NULL ? "" : text.data;
    int found = pcre2_match(code, (PCRE2_SPTR)subject, text.length, 0, 0, match, NULL);
    pcre2_match_data_free(match);
    pcre2_code_free(code);
    return found >= 0;
}

/* Resolution of plain scalars by the YAML 1.2 core schema, node accessors, and the mapping of a
 * scalar's text to source offsets. */
#include "base/number.h"
#include "yaml/yaml_node.h"

#include <math.h>
#include <string.h>

/* --- the core schema --- */

static bool is_one_of(sc_text text, const char *first, const char *second, const char *third)
{
    return sc_text_is(text, first) || sc_text_is(text, second) || sc_text_is(text, third);
}

/* 0o17 and 0x1F; no sign. Inexact above 2^53, like every number. */
static bool read_based(sc_text text, double *number)
{
    if (text.length < 3 || text.data[0] != '0' || (text.data[1] != 'o' && text.data[1] != 'x'))
        return false;
    double base = text.data[1] == 'o' ? 8 : 16, value = 0;
    for (size_t i = 2; i < text.length; i++) {
        char c = sc_lower(text.data[i]);
        double digit = sc_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : base;
        if (digit >= base)
            return false;
        value = value * base + digit;
    }
    *number = value;
    return true;
}

static bool read_special(sc_text text, double *number)
{
    sc_text bare = text;
    bool sign = text.length != 0 && (text.data[0] == '+' || text.data[0] == '-');
    if (sign)
        bare = (sc_text){text.data + 1, text.length - 1};
    if (is_one_of(bare, ".inf", ".Inf", ".INF")) {
        *number = sign && text.data[0] == '-' ? -HUGE_VAL : HUGE_VAL;
        return true;
    }
    if (!is_one_of(text, ".nan", ".NaN", ".NAN"))
        return false;
    *number = (double)NAN;
    return true;
}

static bool looks_whole(sc_text text)
{
    size_t i = text.data[0] == '+' || text.data[0] == '-' ? 1 : 0;
    for (; i < text.length; i++) {
        if (!sc_is_digit(text.data[i]))
            return false;
    }
    return true;
}

sc_yaml_scalar sc_yaml_resolve(sc_text text, bool *boolean, double *number)
{
    if (text.length == 0 || sc_text_is(text, "~") || is_one_of(text, "null", "Null", "NULL"))
        return SC_YAML_NULL;
    if (is_one_of(text, "true", "True", "TRUE") || is_one_of(text, "false", "False", "FALSE")) {
        *boolean = sc_lower(text.data[0]) == 't';
        return SC_YAML_BOOLEAN;
    }
    if (read_based(text, number))
        return SC_YAML_INTEGER;
    if (read_special(text, number))
        return SC_YAML_FLOAT;
    if (sc_number_read(text, number))
        return looks_whole(text) ? SC_YAML_INTEGER : SC_YAML_FLOAT;
    return SC_YAML_TEXT;
}

/* --- node accessors --- */

const sc_yaml_pair *sc_yaml_find(const sc_yaml_node *mapping, sc_text key)
{
    if (mapping == NULL || mapping->kind != SC_YAML_MAPPING)
        return NULL;
    for (size_t i = 0; i < mapping->count; i++) {
        if (sc_text_equal(mapping->pairs[i].key, key))
            return &mapping->pairs[i];
    }
    return NULL;
}

const sc_yaml_node *sc_yaml_get(const sc_yaml_node *mapping, const char *key)
{
    const sc_yaml_pair *pair = sc_yaml_find(mapping, sc_text_of(key));
    return pair == NULL ? NULL : pair->value;
}

bool sc_yaml_is_empty(const sc_yaml_node *node)
{
    return node->kind == SC_YAML_SCALAR && node->style == SC_YAML_PLAIN && node->text.length == 0 &&
           !node->broken;
}

bool sc_yaml_is_null(const sc_yaml_node *node)
{
    return node->kind == SC_YAML_SCALAR && node->scalar == SC_YAML_NULL && node->text.length != 0;
}

const char *sc_yaml_kind_name(const sc_yaml_node *node)
{
    if (node->kind == SC_YAML_MAPPING)
        return "a mapping";
    if (node->kind == SC_YAML_SEQUENCE)
        return "a list";
    switch (node->scalar) {
    case SC_YAML_NULL:
        return sc_yaml_is_empty(node) ? "nothing" : "null";
    case SC_YAML_BOOLEAN:
        return "true or false";
    case SC_YAML_INTEGER:
    case SC_YAML_FLOAT:
        return "a number";
    case SC_YAML_TEXT:
        break;
    }
    return "text";
}

/* --- positions within a scalar --- */

/* A traversal of a scalar's source in step with its text. */
typedef struct alignment {
    sc_text source;
    size_t at, end;
    sc_yaml_style style;
} alignment;

/* What line folding drops. */
static bool is_folded(char c)
{
    return sc_is_blank(c) || sc_is_line_break(c);
}

static size_t hexadecimal(sc_text source, size_t at, size_t digits, uint32_t *value)
{
    *value = 0;
    for (size_t i = 0; i < digits && at < source.length; i++, at++) {
        char c = sc_lower(source.data[at]);
        *value = *value * 16 + (uint32_t)(sc_is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    return at;
}

/* Decodes an escape; returns where it ends. An escaped line break has no value (length 0). */
static size_t read_escape(const alignment *position, char out[4], size_t *length)
{
    static const char letters[] = "0abtnvfre\"/\\ \t";
    static const char values[] = "\0\a\b\t\n\v\f\r\x1B\"/\\ \t";
    char c = position->at + 1 < position->end ? position->source.data[position->at + 1] : '\0';
    size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    const char *found = c == '\0' ? NULL : strchr(letters, c);
    uint32_t value = c == 'N' ? 0x85 : c == '_' ? 0xA0 : c == 'L' ? 0x2028 : c == 'P' ? 0x2029 : 0;
    size_t end = position->at + 2;
    *length = 0;
    if (found != NULL) {
        out[0] = values[found - letters];
        *length = 1;
    } else if (digits != 0) {
        end = hexadecimal(position->source, end, digits, &value);
        *length = sc_utf8_encode(value, out);
    } else if (value != 0) {
        *length = sc_utf8_encode(value, out);
    }
    return end > position->end ? position->end : end;
}

/* Skips white space that folding dropped, up to the source of the wanted byte. */
static void skip_folded(alignment *position, char wanted)
{
    const char *source = position->source.data;
    if (wanted == ' ' || wanted == '\t' || wanted == '\n')
        return;
    for (;;) {
        if (position->at < position->end && is_folded(source[position->at])) {
            position->at++;
        } else if (position->style == SC_YAML_DOUBLE_QUOTED && position->at + 1 < position->end &&
                   source[position->at] == '\\' && sc_is_line_break(source[position->at + 1])) {
            position->at += 2;
        } else {
            return;
        }
    }
}

/* Advances by one piece of source; returns how many bytes of text it produced, at least 1. */
static size_t step(alignment *position, sc_text text, size_t i, uint32_t *start)
{
    const char *source = position->source.data;
    skip_folded(position, text.data[i]);
    *start = (uint32_t)position->at;
    if (position->at >= position->end)
        return 1;
    if (position->style == SC_YAML_DOUBLE_QUOTED && source[position->at] == '\\') {
        char value[4];
        size_t length;
        position->at = read_escape(position, value, &length);
        return length > 1 && length <= text.length - i ? length : 1;
    }
    if (position->style == SC_YAML_SINGLE_QUOTED && source[position->at] == '\'')
        position->at++;
    position->at++;
    return 1;
}

/* Where the text begins: after the opening quote, or on the line below `>-`. */
static size_t first_byte(sc_text source, const sc_yaml_node *scalar, size_t at, size_t end)
{
    if (scalar->style == SC_YAML_SINGLE_QUOTED || scalar->style == SC_YAML_DOUBLE_QUOTED)
        return at + 1;
    if (scalar->style != SC_YAML_LITERAL && scalar->style != SC_YAML_FOLDED)
        return at;
    while (at < end && !sc_is_line_break(source.data[at]))
        at++;
    while (at < end && is_folded(source.data[at]))
        at++; /* indentation of the first line */
    return at;
}

uint32_t *sc_yaml_offsets(sc_arena *arena, const sc_sources *sources, const sc_yaml_node *scalar)
{
    size_t length = scalar->text.length;
    uint32_t *offsets = SC_NEW_ARRAY(arena, length + 1, uint32_t);
    if (offsets == NULL)
        return NULL;
    sc_text source = sources->list.at[scalar->span.file]->text;
    alignment position = {source, scalar->span.offset, scalar->span.offset + scalar->span.length,
                          scalar->style};
    position.at = first_byte(source, scalar, position.at, position.end);
    for (size_t i = 0; i < length;) {
        uint32_t start;
        size_t taken = step(&position, scalar->text, i, &start);
        for (size_t k = 0; k < taken; k++)
            offsets[i + k] = start;
        i += taken;
    }
    offsets[length] = (uint32_t)(position.at < position.end ? position.at : position.end);
    return offsets;
}

#define MAX_BLANKS 1000

bool sc_yaml_comment_after(const sc_sources *sources, const sc_yaml_node *scalar, sc_span *comment)
{
    if (scalar->kind != SC_YAML_SCALAR || scalar->style != SC_YAML_PLAIN ||
        scalar->text.length == 0)
        return false;
    sc_text source = sources->list.at[scalar->span.file]->text;
    size_t at = scalar->span.offset + scalar->span.length, start = at;
    while (at < source.length && at - start < MAX_BLANKS && sc_is_blank(source.data[at]))
        at++;
    if (at == start || at >= source.length || source.data[at] != '#')
        return false;
    size_t end = at;
    while (end < source.length && !sc_is_line_break(source.data[end]))
        end++;
    *comment = (sc_span){scalar->span.file, (uint32_t)at, (uint32_t)(end - at)};
    return true;
}

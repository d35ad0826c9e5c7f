/* Comparison and trimming of text slices, and ASCII character classes. */
#include "base/text.h"

#include <string.h>

sc_text sc_text_of(const char *string)
{
    if (string == NULL)
        return SC_NO_TEXT;
    return (sc_text){string, strlen(string)};
}

bool sc_text_equal(sc_text a, sc_text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

bool sc_text_is(sc_text a, const char *string)
{
    if (a.length > 0 && string != NULL && a.data[0] != string[0])
        return false;
    return sc_text_equal(a, sc_text_of(string));
}

bool sc_text_starts_with(sc_text text, const char *prefix)
{
    if (text.length > 0 && prefix[0] != '\0' && text.data[0] != prefix[0])
        return false;
    size_t length = strlen(prefix);
    return text.length >= length && (length == 0 || memcmp(text.data, prefix, length) == 0);
}

int sc_text_compare(sc_text a, sc_text b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter == 0 ? 0 : memcmp(a.data, b.data, shorter);
    if (order != 0)
        return order;
    return (a.length > b.length) - (a.length < b.length);
}

static bool ends_in_no_break_space(sc_text text)
{
    return text.length >= 2 && memcmp(text.data + text.length - 2, SC_NO_BREAK_SPACE, 2) == 0;
}

sc_text sc_text_trim(sc_text text)
{
    for (;;) {
        size_t blank = 0;
        if (text.length > 0 && sc_is_space(text.data[0]))
            blank = 1;
        else if (sc_text_starts_with(text, SC_NO_BREAK_SPACE))
            blank = 2;
        if (blank == 0)
            break;
        text.data += blank;
        text.length -= blank;
    }
    for (;;) {
        if (text.length > 0 && sc_is_space(text.data[text.length - 1]))
            text.length -= 1;
        else if (ends_in_no_break_space(text))
            text.length -= 2;
        else
            break;
    }
    return text;
}

bool sc_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool sc_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool sc_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

bool sc_is_line_break(char c)
{
    return c == '\n' || c == '\r';
}

bool sc_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

char sc_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

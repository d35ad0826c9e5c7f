/* UTF-8 validation and display width. */
#include "cli_utf8.h"

#include <stdint.h>
#include <string.h>

static size_t expected_size(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead < 0xE0)
        return 2;
    if (lead >= 0xE0 && lead < 0xF0)
        return 3;
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

/* The second byte rules out overlong forms, surrogates and values above U+10FFFF. */
static bool second_fits(unsigned char lead, unsigned char second)
{
    unsigned char min = 0x80, max = 0xBF;
    if (lead == 0xE0)
        min = 0xA0;
    if (lead == 0xED)
        max = 0x9F;
    if (lead == 0xF0)
        min = 0x90;
    if (lead == 0xF4)
        max = 0x8F;
    return second >= min && second <= max;
}

size_t utf8_character(const char *text, size_t length)
{
    if (length == 0)
        return 0;
    unsigned char lead = (unsigned char)text[0];
    size_t size = expected_size(lead);
    if (size <= 1)
        return size;
    if (size > length || !second_fits(lead, (unsigned char)text[1]))
        return 0;
    for (size_t i = 2; i < size; i++)
        if (((unsigned char)text[i] & 0xC0) != 0x80)
            return 0;
    return size;
}

size_t ascii_length(const char *text, size_t length)
{
    size_t at = 0;
    for (uint64_t eight; at + sizeof eight <= length; at += sizeof eight) {
        memcpy(&eight, text + at, sizeof eight);
        if ((eight & 0x8080808080808080u) != 0)
            break;
    }
    while (at < length && (unsigned char)text[at] < 0x80)
        at++;
    return at;
}

bool utf8_valid(const char *text, size_t length)
{
    for (;;) {
        size_t ascii = ascii_length(text, length);
        if (ascii == length)
            return true;
        size_t size = utf8_character(text + ascii, length - ascii);
        if (size == 0)
            return false;
        text += ascii + size;
        length -= ascii + size;
    }
}

size_t utf8_count(const char *text, size_t length)
{
    size_t count = 0;
    for (; length > 0; count++) {
        size_t size = utf8_character(text, length);
        size = size == 0 ? 1 : size;
        text += size;
        length -= size;
    }
    return count;
}

bool is_control(const char *character, size_t size)
{
    unsigned char first = (unsigned char)character[0];
    if (size == 1)
        return first < 0x20 || first == 0x7F;
    return size == 2 && first == 0xC2 && (unsigned char)character[1] < 0xA0;
}

static const char *skip_separators(const char *name)
{
    while (*name == '_' || *name == '-' || *name == ' ')
        name++;
    return name;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool same_name(const char *a, const char *b)
{
    for (;; a++, b++) {
        a = skip_separators(a);
        b = skip_separators(b);
        if (lower(*a) != lower(*b))
            return false;
        if (*a == '\0')
            return true;
    }
}

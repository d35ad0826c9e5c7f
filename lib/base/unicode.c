/* Case mapping, white space and display width of Unicode characters. */
#include "base/unicode.h"

#include <utf8proc.h>

static size_t mapped(sc_text text, char *out, utf8proc_int32_t (*map)(utf8proc_int32_t))
{
    size_t length = 0;
    for (size_t at = 0; at < text.length;) {
        utf8proc_int32_t code_point = (utf8proc_int32_t)sc_utf8_decode(text, &at);
        length += sc_utf8_encode((uint32_t)map(code_point), out + length);
    }
    return length;
}

/* utf8proc has a capital for the sharp s; Unicode's simple mapping has none. */
static utf8proc_int32_t upper(utf8proc_int32_t code_point)
{
    return code_point == 0xDF ? code_point : utf8proc_toupper(code_point);
}

size_t sc_unicode_lower(sc_text text, char *out)
{
    return mapped(text, out, utf8proc_tolower);
}

size_t sc_unicode_upper(sc_text text, char *out)
{
    return mapped(text, out, upper);
}

static bool is_white_space(uint32_t c)
{
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

sc_text sc_unicode_trim(sc_text text)
{
    size_t start = text.length, end = 0;
    for (size_t at = 0; at < text.length;) {
        size_t before = at;
        if (is_white_space(sc_utf8_decode(text, &at)))
            continue;
        if (before < start)
            start = before;
        end = at;
    }
    return start < end ? (sc_text){text.data + start, end - start} : (sc_text){text.data, 0};
}

unsigned sc_character_width(uint32_t code_point)
{
    return (unsigned)utf8proc_charwidth((utf8proc_int32_t)code_point);
}

/* UTF-8: validation, decoding, encoding and counting of code points. */
#include "base/text.h"

#include <string.h>

/* Length of the valid sequence at `at`, with its code point; 0 where there is none. Overlong forms,
 * surrogates and values above U+10FFFF are invalid. */
static size_t decode(const unsigned char *at, size_t left, uint32_t *code_point)
{
    static const uint32_t smallest[5] = {0, 0, 0x80, 0x800, 0x10000};
    size_t length;
    uint32_t value;
    if (at[0] < 0x80) {
        *code_point = at[0];
        return 1;
    }
    if (at[0] >= 0xC2 && at[0] <= 0xDF) {
        length = 2;
        value = at[0] & 0x1Fu;
    } else if ((at[0] & 0xF0u) == 0xE0) {
        length = 3;
        value = at[0] & 0x0Fu;
    } else if (at[0] >= 0xF0 && at[0] <= 0xF4) {
        length = 4;
        value = at[0] & 0x07u;
    } else {
        return 0;
    }
    if (left < length)
        return 0;
    for (size_t i = 1; i < length; i++) {
        if ((at[i] & 0xC0u) != 0x80)
            return 0;
        value = value << 6 | (at[i] & 0x3Fu);
    }
    if (value < smallest[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    *code_point = value;
    return length;
}

/* Number of ASCII bytes from `offset` on, found 8 at a time because lines may have megabytes. */
static size_t ascii_bytes(sc_text text, size_t offset)
{
    size_t start = offset;
    while (text.length - offset >= 8) {
        uint64_t word;
        memcpy(&word, text.data + offset, 8);
        if ((word & UINT64_C(0x8080808080808080)) != 0)
            break;
        offset += 8;
    }
    while (offset < text.length && (unsigned char)text.data[offset] < 0x80)
        offset++;
    return offset - start;
}

size_t sc_text_code_points(sc_text text)
{
    size_t count = 0;
    for (size_t offset = 0; offset < text.length; count++) {
        size_t plain = ascii_bytes(text, offset);
        if (plain != 0) {
            count += plain - 1;
            offset += plain;
        } else {
            (void)sc_utf8_decode(text, &offset);
        }
    }
    return count;
}

bool sc_text_valid(sc_text text, size_t *bad_offset)
{
    for (size_t offset = 0; offset < text.length;) {
        uint32_t code_point;
        size_t length = ascii_bytes(text, offset);
        if (length == 0)
            length = decode((const unsigned char *)text.data + offset, text.length - offset,
                            &code_point);
        if (length == 0) {
            if (bad_offset != NULL)
                *bad_offset = offset;
            return false;
        }
        offset += length;
    }
    return true;
}

uint32_t sc_utf8_decode(sc_text text, size_t *offset)
{
    uint32_t code_point = 0xFFFD;
    size_t length = 0;
    if (*offset < text.length)
        length =
            decode((const unsigned char *)text.data + *offset, text.length - *offset, &code_point);
    *offset += length == 0 ? 1 : length;
    return code_point;
}

size_t sc_utf8_character_start(sc_text text, size_t offset)
{
    enum { MAX_CONTINUATION_BYTES = 3 };
    for (int i = 0; i < MAX_CONTINUATION_BYTES && offset > 0 && offset < text.length; i++) {
        if (((unsigned char)text.data[offset] & 0xC0) != 0x80)
            break;
        offset--;
    }
    return offset;
}

size_t sc_utf8_encode(uint32_t code_point, char out[4])
{
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
        code_point = 0xFFFD;
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        out[0] = (char)(0xC0 | code_point >> 6);
        out[1] = (char)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        out[0] = (char)(0xE0 | code_point >> 12);
        out[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code_point & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code_point >> 18);
    out[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code_point & 0x3F));
    return 4;
}

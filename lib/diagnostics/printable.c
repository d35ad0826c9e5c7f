/* Replaces characters that could disturb a terminal. */
#include "diagnostics/printable.h"

typedef struct range {
    uint32_t first, last;
} range;

static bool is_in(uint32_t code_point, const range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (code_point >= ranges[i].first && code_point <= ranges[i].last)
            return true;
    }
    return false;
}

uint32_t sc_printable_character(uint32_t code_point)
{
    static const range harmful[] = {
        {0x80, 0x9F}, {0x061C, 0x061C}, {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069}};
    if (code_point < 0x20)
        return 0x2400 + code_point;
    if (code_point == 0x7F)
        return 0x2421;
    return is_in(code_point, harmful, sizeof harmful / sizeof *harmful) ? 0xFFFD : code_point;
}

void sc_buffer_printable(sc_buffer *buffer, sc_text text, size_t max_characters)
{
    size_t characters = 0;
    for (size_t offset = 0; offset < text.length; characters++) {
        if (characters == max_characters) {
            sc_buffer_string(buffer, SC_ELLIPSIS);
            return;
        }
        char bytes[4];
        uint32_t code_point = sc_printable_character(sc_utf8_decode(text, &offset));
        sc_buffer_text(buffer, (sc_text){bytes, sc_utf8_encode(code_point, bytes)});
    }
}

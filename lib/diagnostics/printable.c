#include "diagnostics/printable.h"

typedef struct range {
    uint32_t first, last;
} range;

/* Marks that sit on the character before them, and invisible ones. */
static const range without_width[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD},   {0x05BF, 0x05BF},   {0x05C1, 0x05C2},
    {0x05C4, 0x05C5}, {0x0610, 0x061A}, {0x064B, 0x065F},   {0x0670, 0x0670},   {0x06D6, 0x06DC},
    {0x06DF, 0x06E4}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A},   {0x0E47, 0x0E4E},   {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF}, {0x200B, 0x200D}, {0x2060, 0x2064},   {0x20D0, 0x20FF},   {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0x1F3FB, 0x1F3FF}, {0xE0100, 0xE01EF},
};

static const range wide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},
    {0x2614, 0x2615},   {0x2648, 0x2653},   {0x26AA, 0x26AB},   {0x2705, 0x2705},
    {0x274C, 0x274C},   {0x2753, 0x2755},   {0x2E80, 0x303E},   {0x3041, 0x33FF},
    {0x3400, 0x4DBF},   {0x4E00, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F3FA}, {0x1F400, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF},
    {0x20000, 0x3FFFD},
};

static bool is_in(uint32_t code_point, const range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (code_point >= ranges[i].first && code_point <= ranges[i].last)
            return true;
    }
    return false;
}

unsigned sc_character_width(uint32_t code_point)
{
    if (code_point < 0x0300)
        return 1;
    if (is_in(code_point, without_width, sizeof without_width / sizeof *without_width))
        return 0;
    return is_in(code_point, wide, sizeof wide / sizeof *wide) ? 2 : 1;
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
            sc_buffer_string(buffer, "\xE2\x80\xA6");
            return;
        }
        char bytes[4];
        uint32_t code_point = sc_printable_character(sc_utf8_decode(text, &offset));
        sc_buffer_text(buffer, (sc_text){bytes, sc_utf8_encode(code_point, bytes)});
    }
}

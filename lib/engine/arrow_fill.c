#include "engine/arrow_fill.h"

#include "base/number.h"
#include "engine/clones.h"
#include "program/program.h"
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

double sc_float_decimal(float number)
{
    static const double powers[] = {1, 10, 100, 1000, 1e4, 1e5, 1e6, 1e7, 1e8};
    double exact = number;
    if (fabs(exact) < 1e9)
        for (size_t i = 0; i < sizeof powers / sizeof *powers; i++) {
            double decimal = rint(exact * powers[i]) / powers[i];
            if ((float)decimal == number)
                return decimal;
        }
    return exact; /* very large or very small: its decimals are nobody's threshold */
}

/* --- numbers --- */

#define LOAD(type)                                                                                           \
    do {                                                                                                     \
        const type *from = (const type *)column->values + column->offset + filling->row;                     \
        for (size_t i = 0; i < count; i++)                                                                   \
            to[i] = (double)from[i];                                                                         \
    } while (0)

static bool load_numbers(const sc_filling *filling, double *restrict to)
{
    const sc_arrow_column *column = filling->column;
    size_t count = filling->count;
    switch (column->kind) {
    case SC_ARROW_DOUBLE:
        memcpy(to, (const double *)column->values + column->offset + filling->row, count * sizeof *to);
        return true;
    case SC_ARROW_INT8:
        LOAD(int8_t);
        return true;
    case SC_ARROW_UINT8:
        LOAD(uint8_t);
        return true;
    case SC_ARROW_INT16:
        LOAD(int16_t);
        return true;
    case SC_ARROW_UINT16:
        LOAD(uint16_t);
        return true;
    case SC_ARROW_INT32:
    case SC_ARROW_DATE32:
        LOAD(int32_t);
        return true;
    case SC_ARROW_UINT32:
        LOAD(uint32_t);
        return true;
    default:
        return false;
    }
}

/* Whether every value that is there fits; NaN is 'not there'. */
static bool all_fit(const sc_filling *filling, const double *restrict to)
{
    const sc_reader *reader = filling->reader;
    double least = reader->has_min ? reader->min : -DBL_MAX, most = reader->has_max ? reader->max : DBL_MAX;
    unsigned bad = 0;
    for (size_t i = 0; i < filling->count; i++)
        bad |= (unsigned)(to[i] < least) | (unsigned)(to[i] > most);
    if (reader->type == SCHOOLCAT_NUMBER)
        return bad == 0;
    bool whole = filling->column->kind != SC_ARROW_DOUBLE;
    for (size_t i = 0; !whole && i < filling->count; i++)
        bad |= (unsigned)(to[i] == to[i]) & (unsigned)!sc_number_is_integer(to[i]);
    if (reader->type == SCHOOLCAT_DATE)
        for (size_t i = 0; i < filling->count; i++)
            bad |= (unsigned)(to[i] == to[i]) & (unsigned)!sc_date_in_range(to[i]);
    return bad == 0;
}

bool sc_fill_numbers(const sc_filling *filling, double *restrict to)
{
    if (!load_numbers(filling, to))
        return false;
    if (!filling->all_valid)
        for (size_t i = 0; i < filling->count; i++)
            to[i] = filling->valid[i] ? to[i] : (double)NAN;
    if (!all_fit(filling, to))
        return false;
    if (filling->has_null && !filling->all_valid)
        for (size_t i = 0; i < filling->count; i++)
            to[i] = filling->valid[i] ? to[i] : filling->null;
    return true;
}

/* --- truths --- */

bool sc_fill_truths(const sc_filling *filling, uint8_t *restrict to)
{
    const sc_arrow_column *column = filling->column;
    if (column->kind != SC_ARROW_BITS)
        return false;
    const uint8_t *bits = column->values;
    int64_t from = column->offset + filling->row;
    uint8_t null = filling->has_null ? (uint8_t)filling->null : 1;
    size_t i = 0;
    for (; i < filling->count && (from + (int64_t)i) % 8 != 0; i++)
        to[i] = (uint8_t)(((bits[(from + (int64_t)i) / 8] >> ((from + (int64_t)i) % 8)) & 1) * 2);
    for (; i + 8 <= filling->count; i += 8) {
        uint64_t eight = sc_spread_byte(bits[(from + (int64_t)i) / 8]) * 2;
        memcpy(to + i, &eight, 8);
    }
    for (; i < filling->count; i++)
        to[i] = (uint8_t)(((bits[(from + (int64_t)i) / 8] >> ((from + (int64_t)i) % 8)) & 1) * 2);
    if (!filling->all_valid)
        for (i = 0; i < filling->count; i++)
            to[i] = filling->valid[i] ? to[i] : null;
    return true;
}

/* --- codes --- */

static int32_t code_of_number(const sc_filling *filling, int64_t number)
{
    int32_t *known = &filling->codes[number + 128];
    if (*known == -2) {
        char room[SC_NUMBER_ROOM];
        sc_text text = {room, sc_number_write((double)number, room)};
        uint32_t item;
        *known = sc_folded_find(filling->reader->symbols, text, &item) ? (int32_t)item : -1;
    }
    return *known;
}

/* The least and the most of the bytes that are there, signed ones in their order by `flip`. */
SC_CLONES static void byte_range(const uint8_t *restrict from, const uint8_t *restrict valid, size_t count, uint8_t flip, uint8_t range[2])
{
    uint8_t least = 255, most = 0;
    for (size_t i = 0; i < count; i++) {
        uint8_t mask = (uint8_t)(0 - valid[i]), byte = (uint8_t)(from[i] ^ flip);
        uint8_t low = (uint8_t)(byte | (uint8_t)~mask), high = (uint8_t)(byte & mask);
        least = low < least ? low : least;
        most = high > most ? high : most;
    }
    range[0] = least;
    range[1] = most;
}

SC_CLONES static void shift_range(const uint8_t *restrict from, const uint8_t *restrict valid, size_t count, uint8_t flip, uint8_t least,
                                  uint16_t first, uint16_t null, uint16_t *restrict to)
{
    for (size_t i = 0; i < count; i++) {
        uint16_t code = (uint16_t)((uint8_t)((from[i] ^ flip) - least) + first);
        uint16_t mask = (uint16_t)(0 - valid[i]);
        to[i] = (uint16_t)((code & mask) | (null & (uint16_t)~mask));
    }
}

/* Codes that go up with their items, as 1 to 4 do: a subtraction. Outside of -128 to 127, and where they do not, false. */
static bool shift_bytes(const sc_filling *filling, const uint8_t *restrict from, bool is_signed, uint16_t *restrict to)
{
    uint8_t flip = is_signed ? 0x80 : 0, range[2];
    byte_range(from, filling->valid, filling->count, flip, range);
    uint8_t least = range[0], most = range[1];
    if (least > most || most - least > 31 || (!is_signed && most > 127))
        return false;
    int64_t first = (int64_t)least - flip;
    int32_t item = code_of_number(filling, first);
    for (int64_t k = 0; k <= most - least; k++)
        if (item < 0 || code_of_number(filling, first + k) != item + k)
            return false;
    uint16_t null = filling->has_null ? (uint16_t)filling->null : SC_NO_CODE;
    shift_range(from, filling->valid, filling->count, flip, least, (uint16_t)item, null, to);
    return true;
}

/* The whole numbers that the block holds are looked up once each. */
static bool map_bytes(const sc_filling *filling, const uint8_t *restrict from, bool is_signed, uint16_t *restrict to)
{
    uint16_t map[256];
    bool met[256] = {false};
    for (size_t i = 0; i < filling->count; i++)
        met[filling->valid[i] ? from[i] : 0] |= filling->valid[i];
    for (unsigned byte = 0; byte < 256; byte++) {
        map[byte] = SC_NO_CODE;
        if (!met[byte])
            continue;
        int64_t number = is_signed && byte > 127 ? (int64_t)byte - 256 : (int64_t)byte;
        int32_t code = number > 127 ? -1 : code_of_number(filling, number);
        if (code < 0)
            return false;
        map[byte] = (uint16_t)code;
    }
    uint16_t null = filling->has_null ? (uint16_t)filling->null : SC_NO_CODE;
    for (size_t i = 0; i < filling->count; i++)
        to[i] = filling->valid[i] ? map[from[i]] : null;
    return true;
}

bool sc_fill_codes(const sc_filling *filling, uint16_t *restrict to)
{
    const sc_arrow_column *column = filling->column;
    if (column->kind == SC_ARROW_INT8 || column->kind == SC_ARROW_UINT8) {
        const uint8_t *from = (const uint8_t *)column->values + column->offset + filling->row;
        bool is_signed = column->kind == SC_ARROW_INT8;
        return shift_bytes(filling, from, is_signed, to) || map_bytes(filling, from, is_signed, to);
    }
    if (!sc_arrow_is_integer(column->kind))
        return false;
    uint16_t null = filling->has_null ? (uint16_t)filling->null : SC_NO_CODE;
    for (size_t i = 0; i < filling->count; i++) {
        to[i] = null;
        if (!filling->valid[i])
            continue;
        int64_t number = sc_arrow_integer(column, filling->row + (int64_t)i);
        int32_t code = number < -128 || number > 127 ? -1 : code_of_number(filling, number);
        if (code < 0)
            return false;
        to[i] = (uint16_t)code;
    }
    return true;
}

bool sc_fill_dictionary(const sc_filling *filling, const sc_cell *entries, size_t entry_count, uint16_t *restrict to)
{
    for (size_t i = 0; i < filling->count; i++) {
        int64_t row = filling->row + (int64_t)i;
        to[i] = SC_NO_CODE;
        if (sc_arrow_is_null(filling->column, row))
            continue;
        int64_t index = sc_arrow_integer(filling->column, row);
        if (index < 0 || (uint64_t)index >= entry_count || entries[index].missing != SCHOOLCAT_PRESENT)
            return false;
        to[i] = (uint16_t)entries[index].item;
    }
    return true;
}

/* --- texts --- */

bool sc_fill_texts(const sc_filling *filling, sc_text *restrict to)
{
    if (!sc_arrow_is_text(filling->column->kind) || filling->reader->pattern != NULL)
        return false;
    for (size_t i = 0; i < filling->count; i++) {
        to[i] = SC_NO_TEXT;
        if (!filling->valid[i])
            continue;
        sc_text text = sc_arrow_text(filling->column, filling->row + (int64_t)i);
        /* What is longer than any mark and begins with no blank is neither a mark nor blank. */
        if (text.length > filling->longest_mark && (unsigned char)text.data[0] > ' ' && (unsigned char)text.data[0] != 0xC2) {
            to[i] = text;
            continue;
        }
        sc_cell cell;
        if (sc_reader_read(filling->reader, NULL, text, true, &cell) != SCHOOLCAT_OK || cell.missing == SCHOOLCAT_BLANK)
            return false;
        to[i] = cell.missing == SCHOOLCAT_PRESENT ? cell.text : SC_NO_TEXT;
    }
    return true;
}

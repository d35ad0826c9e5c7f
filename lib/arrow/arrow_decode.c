/* Bulk decoders: whole blocks of an Arrow column to the registers of an indicator. */
#include "arrow/arrow_decode.h"

#include "base/number.h"
#include "vm/multiversion.h"
#include "vm/program.h"
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
    return exact; /* very large or very small: no threshold has such decimals */
}

/* --- numbers --- */

/* Loads the values; a null becomes NaN. Returns whether a whole number that is not null cannot be
 * represented exactly by a double. */
#define SC_DEFINE_LOAD(name, type, is_beyond)                                                      \
    SC_MULTIVERSION static bool load_##name(const type *restrict from,                             \
                                            const uint8_t *restrict valid, size_t count,           \
                                            double *restrict to)                                   \
    {                                                                                              \
        uint64_t beyond = 0;                                                                       \
        for (size_t i = 0; i < count; i++) {                                                       \
            to[i] = valid[i] ? (double)from[i] : (double)NAN;                                      \
            beyond |= (uint64_t)valid[i] & (uint64_t)(is_beyond);                                  \
        }                                                                                          \
        return beyond == 0;                                                                        \
    }
SC_DEFINE_LOAD(double, double, 0)
SC_DEFINE_LOAD(int8, int8_t, 0)
SC_DEFINE_LOAD(uint8, uint8_t, 0)
SC_DEFINE_LOAD(int16, int16_t, 0)
SC_DEFINE_LOAD(uint16, uint16_t, 0)
SC_DEFINE_LOAD(int32, int32_t, 0)
SC_DEFINE_LOAD(uint32, uint32_t, 0)
SC_DEFINE_LOAD(int64, int64_t, (from[i] > SC_MAX_EXACT_INTEGER) | (from[i] < -SC_MAX_EXACT_INTEGER))
SC_DEFINE_LOAD(uint64, uint64_t, from[i] > SC_MAX_EXACT_INTEGER)

static bool load_floats(const float *from, const uint8_t *valid, size_t count, double *to)
{
    for (size_t i = 0; i < count; i++)
        to[i] = valid[i] ? sc_float_decimal(from[i]) : (double)NAN;
    return true;
}

static bool load_ticks(const int64_t *from, const uint8_t *valid, size_t count,
                       int64_t ticks_per_day, double *to)
{
    for (size_t i = 0; i < count; i++)
        to[i] = valid[i] ? sc_arrow_day(from[i], ticks_per_day) : (double)NAN;
    return true;
}

#define SC_RETURN_LOAD(name, type)                                                                 \
    return load_##name((const type *)column->values + from, block->valid, block->count, to)

static bool load_numbers(const sc_arrow_block *block, double *to)
{
    const sc_arrow_column *column = block->column;
    int64_t from = column->offset + block->row;
    switch (column->kind) {
    case SC_ARROW_FLOAT64:
        SC_RETURN_LOAD(double, double);
    case SC_ARROW_FLOAT32:
        SC_RETURN_LOAD(floats, float);
    case SC_ARROW_INT8:
        SC_RETURN_LOAD(int8, int8_t);
    case SC_ARROW_UINT8:
        SC_RETURN_LOAD(uint8, uint8_t);
    case SC_ARROW_INT16:
        SC_RETURN_LOAD(int16, int16_t);
    case SC_ARROW_UINT16:
        SC_RETURN_LOAD(uint16, uint16_t);
    case SC_ARROW_INT32:
    case SC_ARROW_DATE32:
        SC_RETURN_LOAD(int32, int32_t);
    case SC_ARROW_UINT32:
        SC_RETURN_LOAD(uint32, uint32_t);
    case SC_ARROW_INT64:
        SC_RETURN_LOAD(int64, int64_t);
    case SC_ARROW_UINT64:
        SC_RETURN_LOAD(uint64, uint64_t);
    case SC_ARROW_DATE64:
    case SC_ARROW_TIMESTAMP:
        return load_ticks((const int64_t *)column->values + from, block->valid, block->count,
                          (int64_t)column->ticks_per_day, to);
    default:
        return false;
    }
}

SC_MULTIVERSION static bool all_between(const double *restrict values, size_t count, double min,
                                        double max)
{
    uint64_t bad = 0;
    for (size_t i = 0; i < count; i++)
        bad |= (uint64_t)(values[i] < min) | (uint64_t)(values[i] > max);
    return bad == 0;
}

/* As sc_number_is_integer says. */
SC_MULTIVERSION static bool all_whole(const double *restrict values, size_t count)
{
    uint64_t bad = 0;
    for (size_t i = 0; i < count; i++)
        bad |= (uint64_t)(values[i] == values[i]) &
               ((uint64_t)(floor(values[i]) != values[i]) |
                (uint64_t)(fabs(values[i]) > SC_MAX_EXACT_INTEGER));
    return bad == 0;
}

/* Whether every number that is there is in range, and whole or a day of the calendar where the
 * indicator asks that. */
static bool all_fit(const sc_arrow_block *block, const double *values)
{
    const sc_value_parser *parser = block->parser;
    double min = parser->has_min ? parser->min : -DBL_MAX,
           max = parser->has_max ? parser->max : DBL_MAX;
    if (!all_between(values, block->count, min, max))
        return false;
    bool fractions =
        block->column->kind == SC_ARROW_FLOAT64 || block->column->kind == SC_ARROW_FLOAT32;
    if (parser->type == SCHOOLCAT_INTEGER)
        return !fractions || all_whole(values, block->count);
    for (size_t i = 0; parser->type == SCHOOLCAT_DATE && i < block->count; i++)
        if (values[i] == values[i] && !sc_date_in_range(values[i]))
            return false;
    return true;
}

bool sc_decode_numbers(const sc_arrow_block *block, double *restrict to)
{
    if (!load_numbers(block, to) || !all_fit(block, to))
        return false;
    if (block->has_null && !block->all_valid)
        for (size_t i = 0; i < block->count; i++)
            to[i] = block->valid[i] ? to[i] : block->null;
    return true;
}

/* --- truths --- */

SC_MULTIVERSION static void mark_truths(const uint8_t *restrict valid, size_t count, uint8_t null,
                                        uint8_t *restrict to)
{
    for (size_t i = 0; i < count; i++)
        to[i] = valid[i] ? (uint8_t)(to[i] * SC_TRUE) : null;
}

bool sc_decode_truths(const sc_arrow_block *block, uint8_t *restrict to)
{
    const sc_arrow_column *column = block->column;
    if (column->kind != SC_ARROW_BOOLEAN)
        return false;
    (void)sc_arrow_unpack_bits(column->values, column->offset + block->row, block->count, to);
    mark_truths(block->valid, block->count, block->has_null ? (uint8_t)block->null : SC_UNKNOWN,
                to);
    return true;
}

/* --- codes --- */

static int32_t code_of_number(const sc_arrow_block *block, int64_t number)
{
    int32_t *known = &block->codes[number + 128];
    if (*known == -2) {
        char buffer[SC_NUMBER_CAPACITY];
        sc_text text = {buffer, sc_number_write((double)number, buffer)};
        uint32_t item;
        *known = sc_fuzzy_lookup_find(block->parser->symbols, text, &item) ? (int32_t)item : -1;
    }
    return *known;
}

/* Minimum and maximum of the valid bytes; a `flip` of 0x80 puts signed ones in order. */
SC_MULTIVERSION static void byte_range(const uint8_t *restrict from, const uint8_t *restrict valid,
                                       size_t count, uint8_t flip, uint8_t range[2])
{
    uint8_t min = 255, max = 0;
    for (size_t i = 0; i < count; i++) {
        uint8_t mask = (uint8_t)(0 - valid[i]), byte = (uint8_t)(from[i] ^ flip);
        uint8_t low = (uint8_t)(byte | (uint8_t)~mask), high = (uint8_t)(byte & mask);
        min = low < min ? low : min;
        max = high > max ? high : max;
    }
    range[0] = min;
    range[1] = max;
}

SC_MULTIVERSION static void shift_range(const uint8_t *restrict from, const uint8_t *restrict valid,
                                        size_t count, uint8_t flip, uint8_t min, uint16_t first,
                                        uint16_t null, uint16_t *restrict to)
{
    for (size_t i = 0; i < count; i++) {
        uint16_t code = (uint16_t)((uint8_t)((from[i] ^ flip) - min) + first);
        uint16_t mask = (uint16_t)(0 - valid[i]);
        to[i] = (uint16_t)((code & mask) | (null & (uint16_t)~mask));
    }
}

/* Codes that go up with their items, as 1 to 4 do: a subtraction. Outside of -128 to 127, and where
 * they do not, false. */
static bool shift_bytes(const sc_arrow_block *block, const uint8_t *restrict from, bool is_signed,
                        uint16_t *restrict to)
{
    uint8_t flip = is_signed ? 0x80 : 0, range[2];
    byte_range(from, block->valid, block->count, flip, range);
    uint8_t min = range[0], max = range[1];
    if (min > max || max - min > 31 || (!is_signed && max > 127))
        return false;
    int64_t first = (int64_t)min - flip;
    int32_t item = code_of_number(block, first);
    for (int64_t k = 0; k <= max - min; k++)
        if (item < 0 || code_of_number(block, first + k) != item + k)
            return false;
    uint16_t null = block->has_null ? (uint16_t)block->null : SC_NO_CODE;
    shift_range(from, block->valid, block->count, flip, min, (uint16_t)item, null, to);
    return true;
}

/* The whole numbers that the block holds are looked up once each. */
static bool map_bytes(const sc_arrow_block *block, const uint8_t *restrict from, bool is_signed,
                      uint16_t *restrict to)
{
    uint16_t map[256];
    bool met[256] = {false};
    for (size_t i = 0; i < block->count; i++)
        met[block->valid[i] ? from[i] : 0] |= block->valid[i];
    for (unsigned byte = 0; byte < 256; byte++) {
        map[byte] = SC_NO_CODE;
        if (!met[byte])
            continue;
        int64_t number = is_signed && byte > 127 ? (int64_t)byte - 256 : (int64_t)byte;
        int32_t code = number > 127 ? -1 : code_of_number(block, number);
        if (code < 0)
            return false;
        map[byte] = (uint16_t)code;
    }
    uint16_t null = block->has_null ? (uint16_t)block->null : SC_NO_CODE;
    for (size_t i = 0; i < block->count; i++)
        to[i] = block->valid[i] ? map[from[i]] : null;
    return true;
}

/* Whole numbers as data frames hold them, NaN for one that is said to be missing. */
static bool map_doubles(const sc_arrow_block *block, const double *restrict from,
                        uint16_t *restrict to)
{
    uint16_t null = block->has_null ? (uint16_t)block->null : SC_NO_CODE;
    for (size_t i = 0; i < block->count; i++) {
        to[i] = block->valid[i] ? SC_NO_CODE : null;
        if (!block->valid[i] || from[i] != from[i])
            continue;
        bool small = from[i] >= -128 && from[i] <= 127 && (double)(int)from[i] == from[i] &&
                     !signbit(from[i]);
        int32_t code = small ? code_of_number(block, (int)from[i]) : -1;
        if (code < 0)
            return false;
        to[i] = (uint16_t)code;
    }
    return true;
}

bool sc_decode_codes(const sc_arrow_block *block, uint16_t *restrict to)
{
    const sc_arrow_column *column = block->column;
    if (column->kind == SC_ARROW_FLOAT64)
        return map_doubles(block, (const double *)column->values + column->offset + block->row, to);
    if (column->kind == SC_ARROW_INT8 || column->kind == SC_ARROW_UINT8) {
        const uint8_t *from = (const uint8_t *)column->values + column->offset + block->row;
        bool is_signed = column->kind == SC_ARROW_INT8;
        return shift_bytes(block, from, is_signed, to) || map_bytes(block, from, is_signed, to);
    }
    if (!sc_arrow_is_integer(column->kind))
        return false;
    uint16_t null = block->has_null ? (uint16_t)block->null : SC_NO_CODE;
    for (size_t i = 0; i < block->count; i++) {
        to[i] = null;
        if (!block->valid[i])
            continue;
        int64_t number = sc_arrow_column_integer(column, block->row + (int64_t)i);
        int32_t code = number < -128 || number > 127 ? -1 : code_of_number(block, number);
        if (code < 0)
            return false;
        to[i] = (uint16_t)code;
    }
    return true;
}

/* --- dictionaries --- */

/* Entries that are no items are SC_NO_CODE in `codes`: a row with one of them, or with an index out
 * of range, is bad. */
#define SC_DEFINE_LOOKUP(name, type)                                                               \
    static bool look_up_##name(const type *restrict indices, const uint8_t *restrict valid,        \
                               size_t count, const uint16_t *restrict codes, size_t entries,       \
                               uint16_t *restrict to)                                              \
    {                                                                                              \
        unsigned bad = 0;                                                                          \
        for (size_t i = 0; i < count; i++) {                                                       \
            uint64_t index = valid[i] ? indices[i] : 0;                                            \
            uint16_t code = codes[index < entries ? index : entries];                              \
            bad |= valid[i] & (unsigned)(code == SC_NO_CODE);                                      \
            to[i] = valid[i] ? code : SC_NO_CODE;                                                  \
        }                                                                                          \
        return bad == 0;                                                                           \
    }
SC_DEFINE_LOOKUP(bytes, uint8_t)
SC_DEFINE_LOOKUP(shorts, uint16_t)
SC_DEFINE_LOOKUP(words, uint32_t)
SC_DEFINE_LOOKUP(longs, uint64_t)

enum { FEW_ENTRIES = 16 };

SC_MULTIVERSION static void set_where(const uint8_t *restrict indices, size_t count, uint8_t index,
                                      uint16_t code, uint16_t *restrict to)
{
    for (size_t i = 0; i < count; i++)
        to[i] = indices[i] == index ? code : to[i];
}

SC_MULTIVERSION static bool unset_where_null(const uint8_t *restrict valid, size_t count,
                                             uint16_t *restrict to)
{
    uint16_t bad = 0;
    for (size_t i = 0; i < count; i++) {
        bad |= (uint16_t)(valid[i] & (to[i] == SC_NO_CODE));
        to[i] = valid[i] ? to[i] : SC_NO_CODE;
    }
    return bad == 0;
}

/* Entry by entry, so that rows go by vectors. */
static bool look_up_few(const uint8_t *indices, const uint8_t *valid, size_t count,
                        const uint16_t *codes, size_t entries, uint16_t *to)
{
    for (size_t i = 0; i < count; i++)
        to[i] = SC_NO_CODE;
    for (size_t k = 0; k < entries; k++)
        set_where(indices, count, (uint8_t)k, codes[k], to);
    return unset_where_null(valid, count, to);
}

#define SC_RETURN_LOOKUP(name, type)                                                               \
    return look_up_##name((const type *)column->values + from, block->valid, block->count, codes,  \
                          entries, to)

/* Negative indices are read as large ones. */
bool sc_decode_dictionary(const sc_arrow_block *block, const uint16_t *codes, size_t entries,
                          uint16_t *restrict to)
{
    const sc_arrow_column *column = block->column;
    int64_t from = column->offset + block->row;
    switch (column->kind) {
    case SC_ARROW_INT8:
    case SC_ARROW_UINT8:
        if (column->kind == SC_ARROW_INT8 && entries > 0x80)
            return false;
        if (entries <= FEW_ENTRIES)
            SC_RETURN_LOOKUP(few, uint8_t);
        SC_RETURN_LOOKUP(bytes, uint8_t);
    case SC_ARROW_INT16:
    case SC_ARROW_UINT16:
        if (column->kind == SC_ARROW_INT16 && entries > 0x8000)
            return false;
        SC_RETURN_LOOKUP(shorts, uint16_t);
    case SC_ARROW_INT32:
    case SC_ARROW_UINT32:
        if (column->kind == SC_ARROW_INT32 && entries > 0x80000000u)
            return false;
        SC_RETURN_LOOKUP(words, uint32_t);
    case SC_ARROW_INT64:
    case SC_ARROW_UINT64:
        SC_RETURN_LOOKUP(longs, uint64_t);
    default:
        return false;
    }
}

/* --- texts --- */

/* What is longer than any mark and neither begins nor ends with a blank (nor with a byte of the
 * no-break space) is neither a mark nor blank. */
static bool is_plain(sc_text text, size_t longest_mark)
{
    if (text.length <= longest_mark)
        return false;
    unsigned char first = (unsigned char)text.data[0],
                  last = (unsigned char)text.data[text.length - 1];
    return first > ' ' && first != 0xC2 && last > ' ' && last != 0xA0;
}

/* Where every text is plain there is nothing to read. */
static bool point_at_texts(const sc_arrow_block *block, sc_text *restrict to)
{
    const sc_arrow_column *column = block->column;
    const int32_t *restrict offsets = (const int32_t *)column->values + column->offset + block->row;
    const uint8_t *restrict valid = block->valid;
    size_t longest = block->longest_mark;
    bool plain = true;
    for (size_t i = 0; i < block->count; i++) {
        sc_text text = {column->text + offsets[i], (size_t)(offsets[i + 1] - offsets[i])};
        SC_PREFETCH(text.data + 2048);
        plain &= !valid[i] || is_plain(text, longest);
        to[i].data = valid[i] ? text.data : NULL;
        to[i].length = valid[i] ? text.length : 0;
    }
    return plain;
}

bool sc_decode_texts(const sc_arrow_block *block, sc_text *restrict to)
{
    if (!sc_arrow_is_text(block->column->kind) || block->parser->pattern != NULL)
        return false;
    if (block->column->kind == SC_ARROW_UTF8 && point_at_texts(block, to))
        return true;
    for (size_t i = 0; i < block->count; i++) {
        to[i] = SC_NO_TEXT;
        if (!block->valid[i])
            continue;
        sc_text text = sc_arrow_column_text(block->column, block->row + (int64_t)i);
        if (is_plain(text, block->longest_mark)) {
            to[i] = text;
            continue;
        }
        sc_parsed_value cell;
        if (text.length == 0 && !block->blank_has_value)
            continue;
        if (sc_parse_value(block->parser, NULL, text, true, &cell) != SCHOOLCAT_OK ||
            (cell.missing == SCHOOLCAT_BLANK && block->blank_has_value))
            return false;
        to[i] = cell.missing == SCHOOLCAT_PRESENT ? cell.text : SC_NO_TEXT;
    }
    return true;
}

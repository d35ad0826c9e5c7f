/* Caches parsed short strings of a text column whose indicator is not a text. */
#include "arrow/arrow_parse_cache.h"

#include "vm/store_value.h"
#include "vm/program.h"
#include <string.h>

static uint64_t four_bytes(const char *at)
{
    uint32_t four;
    memcpy(&four, at, sizeof four);
    return four;
}

/* The first eight bytes and the last eight, which may overlap; of shorter texts what there is. */
static sc_parse_cache_entry key_of(sc_text text)
{
    sc_parse_cache_entry key = {0, 0, 0, (uint32_t)text.length + 1};
    const char *at = text.data;
    size_t length = text.length;
    if (length >= 8) {
        memcpy(&key.first, at, sizeof key.first);
        memcpy(&key.last, at + length - 8, sizeof key.last);
    } else if (length >= 4) {
        key.first = four_bytes(at) | four_bytes(at + length - 4) << 32;
    } else if (length > 0) {
        key.first = (uint64_t)(unsigned char)at[0] | (uint64_t)(unsigned char)at[length / 2] << 8 |
                    (uint64_t)(unsigned char)at[length - 1] << 16;
    }
    return key;
}

static sc_parse_cache_entry *place_of(sc_parse_cache *parse_cache, const sc_parse_cache_entry *key)
{
    uint64_t mixed =
        (key->first ^ key->last * 0xFF51AFD7ED558CCDu ^ key->tag) * 0x9E3779B97F4A7C15u;
    return &parse_cache->at[(mixed >> 40) % SC_PARSE_CACHE_CAPACITY];
}

static bool is_same(const sc_parse_cache_entry *one, const sc_parse_cache_entry *other)
{
    return (one->first ^ other->first) == 0 &&
           ((one->last ^ other->last) | (one->tag ^ other->tag)) == 0;
}

static void put(sc_vm *state, const sc_input *slot, size_t row, double value)
{
    switch (slot->class) {
    case SC_CLASS_TRUTH:
        SC_TRUTHS(state, slot->reg)[row] = (uint8_t)value;
        break;
    case SC_CLASS_CODE:
        SC_CODES(state, slot->reg)[row] = (uint16_t)value;
        break;
    default:
        SC_NUMBERS(state, slot->reg)[row] = value;
    }
}

static double value_at(const sc_vm *state, const sc_input *slot, size_t row)
{
    switch (slot->class) {
    case SC_CLASS_TRUTH:
        return SC_TRUTHS(state, slot->reg)[row];
    case SC_CLASS_CODE:
        return SC_CODES(state, slot->reg)[row];
    default:
        return SC_NUMBERS(state, slot->reg)[row];
    }
}

/* A text that does not fit is not cached, so that each occurrence is reported. */
static bool read_cell(const sc_parse_cache_block *block, sc_vm *state, size_t i, sc_text text)
{
    const sc_parsed_value invalid = {SCHOOLCAT_INVALID, 0, false, 0, SC_NO_TEXT};
    sc_parsed_value cell;
    bool assumed, fits = sc_parse_value(block->parser, NULL, text, true, &cell) == SCHOOLCAT_OK;
    if (!fits)
        block->report_invalid(block->context, block->row + (int64_t)i, text);
    (void)sc_store_row_value(state, i, block->indicator, fits ? &cell : &invalid, &assumed);
    return fits;
}

static sc_text text_at(const sc_arrow_column *column, int64_t row)
{
    if (column->kind != SC_ARROW_UTF8)
        return sc_arrow_column_text(column, row);
    const int32_t *offsets = (const int32_t *)column->values + column->offset + row;
    return (sc_text){column->text + offsets[0], (size_t)(offsets[1] - offsets[0])};
}

void sc_parse_cache_decode(const sc_parse_cache_block *block, sc_vm *state)
{
    const sc_input *slot = &state->program->inputs[block->indicator];
    bool assumed;
    for (size_t i = 0; i < block->count; i++) {
        if (!block->valid[i]) {
            (void)sc_store_row_value(state, i, block->indicator, &block->null, &assumed);
            continue;
        }
        sc_text text = text_at(block->column, block->row + (int64_t)i);
        if (text.length > SC_PARSE_CACHE_TEXT_BYTES) {
            (void)read_cell(block, state, i, text);
            continue;
        }
        sc_parse_cache_entry key = key_of(text), *known = place_of(block->parse_cache, &key);
        if (is_same(known, &key)) {
            put(state, slot, i, known->value);
        } else if (read_cell(block, state, i, text)) {
            key.value = value_at(state, slot, i);
            *known = key;
        }
    }
}

#include "engine/arrow_output.h"

#include "engine/arrow_owner.h"
#include <string.h>

static size_t index_size(const sc_arrow_given *column)
{
    return column->entry_count <= 127 ? 1 : 2;
}

static size_t value_size(const sc_arrow_given *column)
{
    switch (column->give) {
    case SC_GIVE_CODES:
        return index_size(column);
    case SC_GIVE_NUMBERS:
    case SC_GIVE_INTEGERS:
        return 8;
    case SC_GIVE_TRUTHS:
    case SC_GIVE_PROVISIONAL:
        return 0; /* bits */
    default:
        return 4;
    }
}

static size_t bit_bytes(size_t bits)
{
    return (bits + 63) / 64 * 8;
}

bool sc_arrow_output_new(sc_arrow_output *output, const schoolcat_allocator *allocator, sc_arrow_given *columns, uint32_t count,
                         size_t rows)
{
    *output = (sc_arrow_output){sc_arrow_owner_new(allocator), columns, count, rows, 0, false};
    if (output->owner == NULL)
        return false;
    bool made = rows < SIZE_MAX / 32;
    for (uint32_t i = 0; i < count && made; i++) {
        sc_arrow_given *column = &columns[i];
        size_t size = value_size(column);
        column->validity = sc_arrow_owner_block(output->owner, bit_bytes(rows));
        column->values = sc_arrow_owner_block(output->owner, size == 0 ? bit_bytes(rows) : (rows + 1) * size);
        made = column->validity != NULL && column->values != NULL;
        column->nulls = column->item_nulls = 0;
        column->item_count = column->item_room = 0;
        column->items = column->item_validity = NULL;
        if (!sc_gives_list(column->give) && column->give != SC_GIVE_TEXTS)
            continue;
        column->item_room = rows + 64;
        column->items = sc_arrow_owner_block(output->owner, column->item_room * (sc_gives_list(column->give) ? index_size(column) : 16));
        column->item_room *= sc_gives_list(column->give) ? 1 : 16;
        column->item_validity = sc_arrow_owner_block(output->owner, bit_bytes(column->item_room));
        made = made && column->items != NULL && column->item_validity != NULL;
    }
    if (!made)
        sc_arrow_output_release(output);
    return made;
}

void sc_arrow_output_release(sc_arrow_output *output)
{
    sc_arrow_owner_leave(output->owner);
    output->owner = NULL;
}

/* --- bits --- */

/* Eight bytes of 0 or 1 become eight bits. */
static uint8_t packed(const uint8_t *flags)
{
    uint64_t eight;
    memcpy(&eight, flags, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    eight = __builtin_bswap64(eight);
#endif
    return (uint8_t)((eight * 0x0102040810204080u) >> 56);
}

/* `from` is a multiple of 8: blocks are. */
static void pack(const uint8_t *flags, size_t count, uint8_t *bits, size_t from)
{
    size_t i = 0;
    for (; i + 8 <= count; i += 8)
        bits[(from + i) / 8] = packed(flags + i);
    for (; i < count; i++)
        bits[(from + i) / 8] = (uint8_t)(bits[(from + i) / 8] | flags[i] << (i % 8));
}

#define BLOCK 1024

static int64_t count_zeros(const uint8_t *flags, size_t count)
{
    int64_t ones = 0;
    for (size_t i = 0; i < count; i++)
        ones += flags[i];
    return (int64_t)count - ones;
}

static void add_validity(sc_arrow_given *column, const uint8_t *present, size_t count, size_t from)
{
    pack(present, count, column->validity, from);
    column->nulls += count_zeros(present, count);
}

/* --- plain columns --- */

static void add_codes(sc_arrow_given *column, const uint16_t *restrict codes, size_t count, size_t from)
{
    uint8_t present[BLOCK];
    uint16_t otherwise = (uint16_t)(column->entry_count - 1); /* of rules: stands last */
    for (size_t i = 0; i < count; i++)
        present[i] = codes[i] != SC_NO_CODE;
    if (index_size(column) == 1) {
        int8_t *restrict to = (int8_t *)column->values + from;
        for (size_t i = 0; i < count; i++)
            to[i] = (int8_t)(codes[i] == SC_NO_CODE ? 0 : codes[i] == SC_OTHERWISE_CODE ? otherwise : codes[i]);
    } else {
        int16_t *restrict to = (int16_t *)column->values + from;
        for (size_t i = 0; i < count; i++)
            to[i] = (int16_t)(codes[i] == SC_NO_CODE ? 0 : codes[i] == SC_OTHERWISE_CODE ? otherwise : codes[i]);
    }
    add_validity(column, present, count, from);
}

static void add_truths(sc_arrow_given *column, const uint8_t *truths, size_t count, size_t from)
{
    uint8_t present[BLOCK], set[BLOCK];
    for (size_t i = 0; i < count; i++) {
        present[i] = truths[i] != 1;
        set[i] = truths[i] == 2;
    }
    pack(set, count, column->values, from);
    add_validity(column, present, count, from);
}

static void add_numbers(sc_arrow_given *column, const double *numbers, size_t count, size_t from)
{
    uint8_t present[BLOCK];
    for (size_t i = 0; i < count; i++)
        present[i] = numbers[i] == numbers[i];
    for (size_t i = 0; i < count; i++) {
        double number = present[i] ? numbers[i] : 0;
        if (column->give == SC_GIVE_NUMBERS)
            ((double *)column->values)[from + i] = number;
        else if (column->give == SC_GIVE_INTEGERS)
            ((int64_t *)column->values)[from + i] = (int64_t)number;
        else
            ((int32_t *)column->values)[from + i] = (int32_t)number;
    }
    add_validity(column, present, count, from);
}

/* --- lists and texts --- */

static bool reserve(sc_arrow_output *output, sc_arrow_given *column, size_t more, size_t size)
{
    size_t needed = column->item_count + more;
    if (needed > INT32_MAX) {
        output->too_long = true;
        return false;
    }
    if (needed <= column->item_room)
        return true;
    size_t room = column->item_room * 2 > needed ? column->item_room * 2 : needed + 64;
    void *items = sc_arrow_owner_grow(output->owner, column->items, room * size);
    if (items == NULL)
        return false;
    column->items = items;
    void *bits = sc_arrow_owner_grow(output->owner, column->item_validity, bit_bytes(room));
    if (bits == NULL)
        return false;
    memset((char *)bits + bit_bytes(column->item_room), 0, bit_bytes(room) - bit_bytes(column->item_room));
    column->item_validity = bits;
    column->item_room = room;
    return true;
}

static bool add_texts(sc_arrow_output *output, sc_arrow_given *column, const sc_text *texts, size_t count, size_t from)
{
    uint8_t present[BLOCK] = {0};
    int32_t *offsets = column->values;
    for (size_t i = 0; i < count; i++) {
        present[i] = texts[i].data != NULL;
        if (texts[i].length > 0) {
            if (!reserve(output, column, texts[i].length, 1))
                return false;
            memcpy((char *)column->items + column->item_count, texts[i].data, texts[i].length);
            column->item_count += texts[i].length;
        }
        offsets[from + i + 1] = (int32_t)column->item_count;
    }
    add_validity(column, present, count, from);
    return true;
}

static void add_item(sc_arrow_given *column, uint32_t index)
{
    size_t at = column->item_count++;
    if (index_size(column) == 1)
        ((int8_t *)column->items)[at] = (int8_t)(index < column->entry_count ? index : 0);
    else
        ((int16_t *)column->items)[at] = (int16_t)(index < column->entry_count ? index : 0);
    if (index < column->entry_count)
        ((uint8_t *)column->item_validity)[at / 8] |= (uint8_t)(1u << (at % 8));
    else
        column->item_nulls++; /* 'no outcome' */
}

/* Sets of up to eight bits: their items come from a table. */
typedef struct small_sets {
    uint8_t count[256];
    int8_t items[256][8];
} small_sets;

static void make_small_sets(small_sets *sets, uint32_t none)
{
    for (unsigned set = 0; set < 256; set++) {
        sets->count[set] = 0;
        for (unsigned bit = 0; bit < 8; bit++)
            if ((set >> bit) & 1)
                sets->items[set][sets->count[set]++] = (int8_t)(bit == none ? 0 : bit);
        for (unsigned k = sets->count[set]; k < 8; k++)
            sets->items[set][k] = 0;
    }
}

/* 'No outcome' is the last bit, so the last item of its row. Up to the first there is no bitmap: give_list leaves it out where there is no null. */
static void mark_none(sc_arrow_given *column, const uint8_t *bits, size_t count, const int32_t *offsets, size_t end)
{
    uint32_t none = column->decision->outcome_count;
    uint8_t any = 0, *valid = column->item_validity;
    for (size_t i = 0; i < count; i++)
        any |= bits[i];
    if (!((any >> none) & 1) && column->item_nulls == 0)
        return;
    for (size_t k = column->item_nulls == 0 ? 0 : column->item_count; k < end; k++)
        valid[k / 8] |= (uint8_t)(1u << (k % 8));
    for (size_t i = 0; i < count; i++)
        if ((bits[i] >> none) & 1) {
            size_t last = (size_t)offsets[i] - 1;
            valid[last / 8] &= (uint8_t)~(1u << (last % 8));
            column->item_nulls++;
        }
}

static bool add_small_sets(sc_arrow_output *output, sc_arrow_given *column, const uint8_t *bits, size_t count, size_t from)
{
    if (!reserve(output, column, count * 8 + 8, 1))
        return false;
    uint32_t none = column->decision->outcome_count;
    small_sets sets;
    make_small_sets(&sets, none);
    int8_t *items = column->items;
    int32_t *offsets = (int32_t *)column->values + from + 1;
    size_t at = column->item_count;
    for (size_t i = 0; i < count; i++) {
        memcpy(items + at, sets.items[bits[i]], 8);
        at += sets.count[bits[i]];
        offsets[i] = (int32_t)at;
    }
    mark_none(column, bits, count, offsets, at);
    column->item_count = at;
    return true;
}

static bool add_sets(sc_arrow_output *output, sc_arrow_given *column, const sc_state *state, size_t count, size_t from)
{
    if (state->program->registers.at[column->reg].width == 1)
        return add_small_sets(output, column, state->registers[column->reg], count, from);
    int32_t *offsets = column->values;
    uint32_t bits = column->decision->outcome_count + 1u;
    for (size_t i = 0; i < count; i++) {
        if (!reserve(output, column, bits, index_size(column)))
            return false;
        for (uint32_t bit = 0; bit < bits; bit++)
            if (sc_bits_has(state, column->reg, i, bit))
                add_item(column, bit);
        offsets[from + i + 1] = (int32_t)column->item_count;
    }
    return true;
}

static bool rule_asked(const sc_state *state, const sc_arrow_given *column, const sc_program_rule *rule, size_t row)
{
    if (column->give != SC_GIVE_MAY_HOLD)
        return SC_TRUTHS(state, rule->evidence)[row] == 2;
    uint8_t value = SC_TRUTHS(state, rule->possible.reg)[row];
    return rule->possible.kind == SC_STATED ? (value & 4) != 0 : rule->possible.kind == SC_VOID ? value == 2 : value != 0;
}

/* An `every` decision: in the order of its rules, an outcome once. */
static bool add_rules(sc_arrow_output *output, sc_arrow_given *column, const sc_state *state, size_t count, size_t from)
{
    const sc_program_decision *decision = column->decision;
    int32_t *offsets = column->values;
    for (size_t i = 0; i < count; i++) {
        size_t first = column->item_count;
        if (!reserve(output, column, decision->rule_count, index_size(column)))
            return false;
        for (uint32_t k = 0; k < decision->rule_count; k++) {
            if (!rule_asked(state, column, &decision->rules[k], i))
                continue;
            uint32_t item = column->give == SC_GIVE_HOLDING_RULES ? k : decision->rules[k].outcome;
            bool there = false;
            for (size_t at = first; at < column->item_count; at++)
                there = there || (index_size(column) == 1 ? (uint32_t)((int8_t *)column->items)[at] == item
                                                          : (uint32_t)((int16_t *)column->items)[at] == item);
            if (!there)
                add_item(column, item);
        }
        offsets[from + i + 1] = (int32_t)column->item_count;
    }
    return true;
}

/* --- provisional --- */

static void provisional_sets(const sc_arrow_given *column, const sc_state *state, size_t count, uint8_t *restrict flags)
{
    if (state->program->registers.at[column->reg].width == 1) {
        const uint8_t *restrict bits = state->registers[column->reg];
        for (size_t i = 0; i < count; i++)
            flags[i] = (bits[i] & (uint8_t)(bits[i] - 1)) != 0;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t found = 0;
        for (uint32_t bit = 0; bit <= column->decision->outcome_count; bit++)
            found += sc_bits_has(state, column->reg, i, bit);
        flags[i] = found > 1;
    }
}

static void provisional_rules(const sc_arrow_given *column, const sc_state *state, size_t count, uint8_t *flags)
{
    sc_arrow_given may = *column, holds = *column;
    may.give = SC_GIVE_MAY_HOLD;
    holds.give = SC_GIVE_HOLDING;
    memset(flags, 0, count);
    for (uint32_t k = 0; k < column->decision->rule_count; k++)
        for (size_t i = 0; i < count; i++)
            flags[i] |= rule_asked(state, &may, &column->decision->rules[k], i) !=
                        rule_asked(state, &holds, &column->decision->rules[k], i);
}

static void add_provisional(sc_arrow_given *column, const sc_state *state, size_t count, size_t from)
{
    uint8_t flags[BLOCK];
    if (column->decision->outcome_reg == SC_NO_REGISTER)
        provisional_rules(column, state, count, flags);
    else
        provisional_sets(column, state, count, flags);
    pack(flags, count, column->values, from);
    memset(flags, 1, count);
    pack(flags, count, column->validity, from);
}

/* --- blocks --- */

static bool add_column(sc_arrow_output *output, sc_arrow_given *column, const sc_state *state, size_t count)
{
    size_t from = output->filled;
    switch (column->give) {
    case SC_GIVE_CODES:
        add_codes(column, SC_CODES(state, column->reg), count, from);
        return true;
    case SC_GIVE_TRUTHS:
        add_truths(column, SC_TRUTHS(state, column->reg), count, from);
        return true;
    case SC_GIVE_NUMBERS:
    case SC_GIVE_INTEGERS:
    case SC_GIVE_DATES:
        add_numbers(column, SC_NUMBERS(state, column->reg), count, from);
        return true;
    case SC_GIVE_TEXTS:
        return add_texts(output, column, SC_TEXTS(state, column->reg), count, from);
    case SC_GIVE_PROVISIONAL:
        add_provisional(column, state, count, from);
        return true;
    case SC_GIVE_POSSIBLE:
        return add_sets(output, column, state, count, from);
    default:
        return add_rules(output, column, state, count, from);
    }
}

bool sc_arrow_output_add(sc_arrow_output *output, const sc_state *state, size_t rows)
{
    for (uint32_t i = 0; i < output->count; i++)
        if (!add_column(output, &output->columns[i], state, rows))
            return false;
    output->filled += rows;
    return true;
}

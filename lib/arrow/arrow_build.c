/* Appends the results of blocks of rows to the columns of an Arrow array. */
#include "arrow/arrow_build.h"

#include "arrow/arrow_ownership.h"
#include "vm/multiversion.h"
#include <string.h>

static size_t value_size(const sc_arrow_output_column *column)
{
    switch (column->kind) {
    case SC_OUTPUT_CODES:
        return sc_arrow_index_size(column);
    case SC_OUTPUT_NUMBERS:
    case SC_OUTPUT_INTEGERS:
        return 8;
    case SC_OUTPUT_TRUTHS:
    case SC_OUTPUT_PROVISIONAL:
        return 0; /* bits */
    default:
        return 4;
    }
}

static size_t bit_bytes(size_t bits)
{
    return (bits + 63) / 64 * 8;
}

/* Small sets have their items in tables: up to eight bits, and two sets of up to five bits at a
 * time. */
enum { PAIR_BITS = 5 };
struct sc_small_sets {
    uint8_t count[256];
    int8_t items[256][8];
    struct sc_pair {
        int8_t items[8];     /* there may be ten: more than eight are listed one set at a time */
        uint8_t first, both; /* how many */
        uint8_t padding[6];
    } pairs[1 << (2 * PAIR_BITS)];
};

static void add_set(unsigned set, unsigned bits, uint8_t *count, int8_t items[8])
{
    for (unsigned bit = 0; bit < bits; bit++)
        if ((set >> bit) & 1) {
            if (*count < 8)
                items[*count] = (int8_t)bit;
            ++*count;
        }
}

static bool make_small_sets(sc_arrow_builder *output)
{
    if (output->sets != NULL)
        return true;
    struct sc_small_sets *sets = sc_arrow_ownership_allocate_zeroed(output->owner, sizeof *sets);
    for (unsigned set = 0; sets != NULL && set < 256; set++)
        add_set(set, 8, &sets->count[set], sets->items[set]);
    for (unsigned pair = 0; sets != NULL && pair < 1u << (2 * PAIR_BITS); pair++) {
        struct sc_pair *both = &sets->pairs[pair];
        add_set(pair & ((1u << PAIR_BITS) - 1), PAIR_BITS, &both->both, both->items);
        both->first = both->both;
        add_set(pair >> PAIR_BITS, PAIR_BITS, &both->both, both->items);
    }
    output->sets = sets;
    return sets != NULL;
}

static size_t item_capacity(const sc_arrow_output_column *column, size_t rows)
{
    if (column->kind == SC_OUTPUT_TEXTS)
        return 16 * (rows + 4);
    /* Two items a row on average, and up to eight a row in the block being appended. */
    return sc_arrow_output_is_list(column->kind)
               ? 2 * rows + 8 * (rows < SC_MAX_BLOCK_ROWS ? rows : SC_MAX_BLOCK_ROWS) + 64
               : 0;
}

static size_t padded(size_t size)
{
    return (size + 63) / 64 * 64;
}

static size_t values_bytes(const sc_arrow_output_column *column, size_t rows)
{
    size_t size = value_size(column);
    /* At least one element, as the first offset is always written. */
    return padded(size == 0 ? bit_bytes(rows + 1) : (rows + 1) * size);
}

static size_t items_bytes(const sc_arrow_output_column *column, size_t rows)
{
    return padded(item_capacity(column, rows) *
                  (sc_arrow_output_is_list(column->kind) ? sc_arrow_index_size(column) : 1));
}

/* All columns are in one allocation, which the allocator can reuse for the next batch. Bitmaps are
 * allocated when the first null is found. */
static bool start_columns(sc_arrow_builder *output)
{
    size_t rows = output->rows, total = 0;
    for (uint32_t i = 0; i < output->count; i++)
        total += values_bytes(&output->columns[i], rows) + items_bytes(&output->columns[i], rows);
    char *at = sc_arrow_ownership_allocate(output->owner, total);
    if (at == NULL)
        return false;
    for (uint32_t i = 0; i < output->count; i++) {
        sc_arrow_output_column *column = &output->columns[i];
        size_t values = values_bytes(column, rows);
        column->values = at;
        column->items = at + values;
        at += values + items_bytes(column, rows);
        memset(column->values, 0, 8); /* the first offset */
        memset((char *)column->items - (values < 128 ? values : 128), 0,
               values < 128 ? values : 128); /* padding */
        column->validity = column->item_validity = column->item_truths = NULL;
        column->nulls = column->item_nulls = 0;
        column->item_count = 0;
        column->item_capacity = item_capacity(column, rows);
        column->items_separate = false;
        if (column->kind == SC_OUTPUT_POSSIBLE && !make_small_sets(output))
            return false;
        if (column->kind == SC_OUTPUT_ASSUMED) {
            column->item_truths =
                sc_arrow_ownership_allocate(output->owner, bit_bytes(column->item_capacity));
            if (column->item_truths == NULL)
                return false;
        }
    }
    return true;
}

bool sc_arrow_builder_new(sc_arrow_builder *output, const schoolcat_allocator *allocator,
                          sc_arrow_output_column *columns, uint32_t count, size_t rows)
{
    *output = (sc_arrow_builder){.owner = sc_arrow_ownership_new(allocator),
                                 .columns = columns,
                                 .count = count,
                                 .rows = rows};
    if (output->owner == NULL)
        return false;
    bool made = rows < SIZE_MAX / 64 / (count + 1u) && start_columns(output);
    if (!made)
        sc_arrow_builder_release(output);
    return made;
}

void sc_arrow_builder_release(sc_arrow_builder *output)
{
    sc_arrow_ownership_release(output->owner);
    output->owner = NULL;
}

/* --- bits --- */

/* Eight bytes of 0 or 1 become eight bits; gives how many of them are 1. */
SC_MULTIVERSION static uint32_t pack_eights(const uint8_t *restrict flags, size_t eights,
                                            uint8_t *restrict bits)
{
    uint32_t ones = 0;
    for (size_t i = 0; i < eights; i++) {
        uint64_t eight;
        memcpy(&eight, flags + 8 * i, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        eight = __builtin_bswap64(eight);
#endif
        bits[i] = (uint8_t)((eight * 0x0102040810204080u) >> 56);
        ones += (uint32_t)((eight * 0x0101010101010101u) >> 56);
    }
    return ones;
}

/* `from` is a multiple of 8: blocks are. */
static uint32_t pack(const uint8_t *flags, size_t count, uint8_t *bits, size_t from)
{
    uint32_t ones = pack_eights(flags, count / 8, bits + from / 8);
    uint8_t last = 0;
    for (size_t i = count / 8 * 8; i < count; i++) {
        last = (uint8_t)(last | flags[i] << (i % 8));
        ones += flags[i];
    }
    if (count % 8 != 0)
        bits[(from + count) / 8] = last;
    return ones;
}

#define BLOCK SC_MAX_BLOCK_ROWS

static uint8_t *all_valid(sc_arrow_builder *output, size_t capacity, size_t valid)
{
    uint8_t *bits = sc_arrow_ownership_allocate(output->owner, bit_bytes(capacity));
    if (bits != NULL)
        memset(bits, 0xFF, (valid + 7) / 8);
    return bits;
}

static bool add_validity(sc_arrow_builder *output, sc_arrow_output_column *column,
                         const uint8_t *present, size_t count, size_t from)
{
    if (column->validity == NULL) {
        if (memchr(present, 0, count) == NULL)
            return true;
        column->validity = all_valid(output, output->rows, from);
        if (column->validity == NULL)
            return false;
    }
    column->nulls += (int64_t)count - pack(present, count, column->validity, from);
    return true;
}

/* --- plain columns --- */

#define SC_GIVE_INDICES(type)                                                                      \
    SC_MULTIVERSION static void give_##type(const uint16_t *restrict codes, size_t count,          \
                                            uint16_t otherwise, type *restrict to,                 \
                                            uint8_t *restrict present)                             \
    {                                                                                              \
        for (size_t i = 0; i < count; i++) {                                                       \
            uint16_t code = codes[i] == SC_OTHERWISE_CODE ? otherwise : codes[i];                  \
            present[i] = codes[i] != SC_NO_CODE;                                                   \
            to[i] = (type)(codes[i] == SC_NO_CODE ? 0 : code);                                     \
        }                                                                                          \
    }
SC_GIVE_INDICES(int8_t)
SC_GIVE_INDICES(int16_t)

static bool add_codes(sc_arrow_builder *output, sc_arrow_output_column *column,
                      const uint16_t *codes, size_t count, size_t from)
{
    uint8_t present[BLOCK];
    uint16_t otherwise = (uint16_t)(column->entry_count - 1); /* the last entry of rules */
    if (sc_arrow_index_size(column) == 1)
        give_int8_t(codes, count, otherwise, (int8_t *)column->values + from, present);
    else
        give_int16_t(codes, count, otherwise, (int16_t *)column->values + from, present);
    return add_validity(output, column, present, count, from);
}

static bool add_truths(sc_arrow_builder *output, sc_arrow_output_column *column,
                       const uint8_t *truths, size_t count, size_t from)
{
    uint8_t present[BLOCK], set[BLOCK];
    set[0] = 0;
    for (size_t i = 0; i < count; i++) {
        present[i] = truths[i] != SC_UNKNOWN;
        set[i] = truths[i] == SC_TRUE;
    }
    (void)pack(set, count, column->values, from);
    return add_validity(output, column, present, count, from);
}

static bool add_numbers(sc_arrow_builder *output, sc_arrow_output_column *column,
                        const double *numbers, size_t count, size_t from)
{
    uint8_t present[BLOCK];
    for (size_t i = 0; i < count; i++)
        present[i] = numbers[i] == numbers[i];
    for (size_t i = 0; i < count; i++) {
        double number = present[i] ? numbers[i] : 0;
        if (column->kind == SC_OUTPUT_NUMBERS)
            ((double *)column->values)[from + i] = number;
        else if (column->kind == SC_OUTPUT_INTEGERS)
            ((int64_t *)column->values)[from + i] = (int64_t)number;
        else
            ((int32_t *)column->values)[from + i] = (int32_t)number;
    }
    return add_validity(output, column, present, count, from);
}

/* --- lists and texts --- */

bool sc_arrow_builder_reserve(sc_arrow_builder *output, sc_arrow_output_column *column, size_t more,
                              size_t size)
{
    size_t needed = column->item_count + more;
    if (needed > INT32_MAX) {
        output->too_long = true;
        return false;
    }
    if (needed <= column->item_capacity)
        return true;
    size_t capacity = column->item_capacity * 2 > needed ? column->item_capacity * 2 : needed + 64;
    void *items = column->items_separate
                      ? sc_arrow_ownership_reallocate(output->owner, column->items, capacity * size)
                      : sc_arrow_ownership_allocate(output->owner, capacity * size);
    if (items == NULL)
        return false;
    if (!column->items_separate)
        memcpy(items, column->items, column->item_count * size);
    column->items = items;
    column->items_separate = true;
    if (column->item_validity != NULL) {
        void *bits = sc_arrow_ownership_reallocate(output->owner, column->item_validity,
                                                   bit_bytes(capacity));
        if (bits == NULL)
            return false;
        column->item_validity = bits;
    }
    if (column->item_truths != NULL) {
        void *bits =
            sc_arrow_ownership_reallocate(output->owner, column->item_truths, bit_bytes(capacity));
        if (bits == NULL)
            return false;
        column->item_truths = bits;
    }
    column->item_capacity = capacity;
    return true;
}

static bool add_texts(sc_arrow_builder *output, sc_arrow_output_column *column,
                      const sc_text *texts, size_t count, size_t from)
{
    uint8_t present[BLOCK] = {0};
    int32_t *offsets = column->values;
    for (size_t i = 0; i < count; i++) {
        present[i] = texts[i].data != NULL;
        if (texts[i].length > 0) {
            if (!sc_arrow_builder_reserve(output, column, texts[i].length, 1))
                return false;
            memcpy((char *)column->items + column->item_count, texts[i].data, texts[i].length);
            column->item_count += texts[i].length;
        }
        offsets[from + i + 1] = (int32_t)column->item_count;
    }
    return add_validity(output, column, present, count, from);
}

/* 'No outcome' is null. False: no memory. */
bool sc_arrow_builder_add_item(sc_arrow_builder *output, sc_arrow_output_column *column,
                               uint32_t index)
{
    bool is_null = index >= column->entry_count;
    size_t at = column->item_count;
    if (is_null && column->item_validity == NULL) {
        column->item_validity = all_valid(output, column->item_capacity, at);
        if (column->item_validity == NULL)
            return false;
    }
    uint32_t item = is_null ? 0 : index;
    switch (sc_arrow_index_size(column)) {
    case 1:
        ((int8_t *)column->items)[at] = (int8_t)item;
        break;
    case 2:
        ((int16_t *)column->items)[at] = (int16_t)item;
        break;
    default:
        ((int32_t *)column->items)[at] = (int32_t)item;
    }
    if (column->item_validity != NULL) {
        uint8_t *byte = &((uint8_t *)column->item_validity)[at / 8],
                bit = (uint8_t)(1u << (at % 8));
        *byte = (uint8_t)(is_null ? *byte & ~bit : *byte | bit);
    }
    column->item_nulls += is_null;
    column->item_count++;
    return true;
}

/* 'No outcome' is the last bit, so the last item of its row. */
static bool mark_none(sc_arrow_builder *output, sc_arrow_output_column *column, const uint8_t *bits,
                      size_t count, const int32_t *offsets, size_t end)
{
    uint32_t none = column->decision->outcome_count;
    uint8_t any = 0;
    for (size_t i = 0; i < count; i++)
        any |= bits[i];
    if (!((any >> none) & 1) && column->item_validity == NULL)
        return true;
    if (column->item_validity == NULL)
        column->item_validity = all_valid(output, column->item_capacity, column->item_count);
    uint8_t *valid = column->item_validity;
    if (valid == NULL)
        return false;
    for (size_t k = column->item_count; k < end; k++)
        valid[k / 8] |= (uint8_t)(1u << (k % 8));
    for (size_t i = 0; i < count; i++)
        if ((bits[i] >> none) & 1) {
            size_t last = (size_t)offsets[i] - 1;
            valid[last / 8] &= (uint8_t) ~(1u << (last % 8));
            ((int8_t *)column->items)[last] = 0;
            column->item_nulls++;
        }
    return true;
}

/* Eight bytes are written for each row or two, and the next are laid over what is too much. */
static size_t list_items(const struct sc_small_sets *sets, const uint8_t *restrict bits,
                         size_t count, bool pairs, int8_t *restrict items, size_t at,
                         int32_t *restrict offsets)
{
    size_t i = 0;
    for (; pairs && i + 2 <= count; i += 2) {
        if (i % 16 == 0) {
            SC_PREFETCH_WRITE(offsets + i + 256);
            SC_PREFETCH_WRITE(items + at + 256);
        }
        const struct sc_pair *pair = &sets->pairs[bits[i] | (unsigned)bits[i + 1] << PAIR_BITS];
        memcpy(items + at, pair->items, 8);
        if (pair->both > 8)
            memcpy(items + at + pair->first, sets->items[bits[i + 1]], 8);
        offsets[i] = (int32_t)(at + pair->first);
        at += pair->both;
        offsets[i + 1] = (int32_t)at;
    }
    for (; i < count; i++) {
        memcpy(items + at, sets->items[bits[i]], 8);
        at += sets->count[bits[i]];
        offsets[i] = (int32_t)at;
    }
    return at;
}

static bool add_small_sets(sc_arrow_builder *output, sc_arrow_output_column *column,
                           const uint8_t *bits, size_t count, size_t from)
{
    if (!sc_arrow_builder_reserve(output, column, count * 8 + 8, 1))
        return false;
    int32_t *offsets = (int32_t *)column->values + from + 1;
    bool pairs = column->decision->outcome_count < PAIR_BITS;
    size_t end =
        list_items(output->sets, bits, count, pairs, column->items, column->item_count, offsets);
    bool marked = mark_none(output, column, bits, count, offsets, end);
    column->item_count = end;
    return marked;
}

static bool add_sets(sc_arrow_builder *output, sc_arrow_output_column *column, const sc_vm *state,
                     size_t count, size_t from)
{
    if (state->program->registers.at[column->reg].width == 1)
        return add_small_sets(output, column, state->registers[column->reg], count, from);
    int32_t *offsets = column->values;
    uint32_t bits = column->decision->outcome_count + 1u;
    for (size_t i = 0; i < count; i++) {
        if (!sc_arrow_builder_reserve(output, column, bits, sc_arrow_index_size(column)))
            return false;
        for (uint32_t bit = 0; bit < bits; bit++)
            if (sc_bits_has(state, column->reg, i, bit) &&
                !sc_arrow_builder_add_item(output, column, bit))
                return false;
        offsets[from + i + 1] = (int32_t)column->item_count;
    }
    return true;
}

static uint32_t item_at(const sc_arrow_output_column *column, size_t at)
{
    switch (sc_arrow_index_size(column)) {
    case 1:
        return (uint32_t)((const int8_t *)column->items)[at];
    case 2:
        return (uint32_t)((const int16_t *)column->items)[at];
    default:
        return (uint32_t)((const int32_t *)column->items)[at];
    }
}

static bool rule_asked(const sc_vm *state, const sc_arrow_output_column *column,
                       const sc_program_rule *rule, size_t row)
{
    if (column->kind != SC_OUTPUT_MAY_HOLD)
        return SC_TRUTHS(state, rule->known)[row] == SC_TRUE;
    uint8_t value = SC_TRUTHS(state, rule->possible.reg)[row];
    return sc_set_has(sc_truth_set_of(rule->possible.kind, value), SC_TRUE);
}

/* An `every` decision: in the order of its rules, an outcome once. */
static bool add_rules(sc_arrow_builder *output, sc_arrow_output_column *column, const sc_vm *state,
                      size_t count, size_t from)
{
    const sc_program_decision *decision = column->decision;
    int32_t *offsets = column->values;
    for (size_t i = 0; i < count; i++) {
        size_t first = column->item_count;
        if (!sc_arrow_builder_reserve(output, column, decision->rule_count,
                                      sc_arrow_index_size(column)))
            return false;
        for (uint32_t k = 0; k < decision->rule_count; k++) {
            if (!rule_asked(state, column, &decision->rules[k], i))
                continue;
            uint32_t item =
                column->kind == SC_OUTPUT_HOLDING_RULES ? k : decision->rules[k].outcome;
            bool there = false;
            for (size_t at = first; at < column->item_count; at++)
                there = there || item_at(column, at) == item;
            if (!there && !sc_arrow_builder_add_item(output, column, item))
                return false;
        }
        offsets[from + i + 1] = (int32_t)column->item_count;
    }
    return true;
}

/* The rules that hold, where they conflict. */
static bool add_conflicts(sc_arrow_builder *output, sc_arrow_output_column *column,
                          const sc_vm *state, size_t count, size_t from)
{
    const sc_program_decision *decision = column->decision;
    int32_t *offsets = column->values;
    const uint8_t *conflicts =
        decision->conflict_reg == SC_NO_REGISTER ? NULL : SC_TRUTHS(state, decision->conflict_reg);
    for (size_t i = 0; i < count; i++) {
        if (conflicts != NULL && conflicts[i] == SC_TRUE) {
            if (!sc_arrow_builder_reserve(output, column, decision->rule_count,
                                          sc_arrow_index_size(column)))
                return false;
            for (uint32_t k = 0; k < decision->rule_count; k++)
                if (rule_asked(state, column, &decision->rules[k], i) &&
                    !sc_arrow_builder_add_item(output, column, k))
                    return false;
        }
        offsets[from + i + 1] = (int32_t)column->item_count;
    }
    return true;
}

/* --- provisional --- */

static void provisional_sets(const sc_arrow_output_column *column, const sc_vm *state, size_t count,
                             uint8_t *restrict flags)
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

static void provisional_rules(const sc_arrow_output_column *column, const sc_vm *state,
                              size_t count, uint8_t *flags)
{
    sc_arrow_output_column may = *column, holds = *column;
    may.kind = SC_OUTPUT_MAY_HOLD;
    holds.kind = SC_OUTPUT_HOLDING;
    memset(flags, 0, count);
    for (uint32_t k = 0; k < column->decision->rule_count; k++)
        for (size_t i = 0; i < count; i++)
            flags[i] |= rule_asked(state, &may, &column->decision->rules[k], i) !=
                        rule_asked(state, &holds, &column->decision->rules[k], i);
}

static void add_provisional(sc_arrow_output_column *column, const sc_vm *state, size_t count,
                            size_t from)
{
    uint8_t flags[BLOCK];
    flags[0] = 0;
    if (column->decision->outcome_reg == SC_NO_REGISTER)
        provisional_rules(column, state, count, flags);
    else
        provisional_sets(column, state, count, flags);
    (void)pack(flags, count, column->values, from);
}

/* --- blocks --- */

static bool add_column(sc_arrow_builder *output, sc_arrow_output_column *column, const sc_vm *state,
                       size_t count)
{
    size_t from = output->filled;
    switch (column->kind) {
    case SC_OUTPUT_CODES:
        return add_codes(output, column, SC_CODES(state, column->reg), count, from);
    case SC_OUTPUT_TRUTHS:
        return add_truths(output, column, SC_TRUTHS(state, column->reg), count, from);
    case SC_OUTPUT_NUMBERS:
    case SC_OUTPUT_INTEGERS:
    case SC_OUTPUT_DATES:
        return add_numbers(output, column, SC_NUMBERS(state, column->reg), count, from);
    case SC_OUTPUT_TEXTS:
        return add_texts(output, column, SC_TEXTS(state, column->reg), count, from);
    case SC_OUTPUT_PROVISIONAL:
        add_provisional(column, state, count, from);
        return true;
    case SC_OUTPUT_POSSIBLE:
        return add_sets(output, column, state, count, from);
    case SC_OUTPUT_CONFLICT:
        return add_conflicts(output, column, state, count, from);
    case SC_OUTPUT_NEEDS:
    case SC_OUTPUT_ASSUMED:
    case SC_OUTPUT_NOTES: /* sc_arrow_builder_append_rows */
        return true;
    default:
        return add_rules(output, column, state, count, from);
    }
}

bool sc_arrow_builder_append(sc_arrow_builder *output, const sc_vm *state, size_t rows)
{
    for (uint32_t i = 0; i < output->count; i++)
        if (!add_column(output, &output->columns[i], state, rows))
            return false;
    output->filled += rows;
    return true;
}

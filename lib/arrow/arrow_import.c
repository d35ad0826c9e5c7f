/* Imports Arrow columns into input registers, by bulk decoders or value by value, and reports
 * values that do not fit. */
#include "arrow/arrow_import.h"

#include "base/number.h"
#include "arrow/arrow_decode.h"
#include "arrow/arrow_parse_cache.h"
#include "vm/store_value.h"
#include <math.h>
#include <string.h>

#define INVALID_ENTRY                                                                              \
    ((schoolcat_missing)100) /* of a dictionary's entry that does not fit; never leaves this file  \
                              */

static bool is_date(sc_arrow_kind kind)
{
    return kind == SC_ARROW_DATE32 || kind == SC_ARROW_DATE64 || kind == SC_ARROW_TIMESTAMP;
}

static bool is_number(sc_arrow_kind kind)
{
    return sc_arrow_is_integer(kind) || kind == SC_ARROW_FLOAT32 || kind == SC_ARROW_FLOAT64;
}

bool sc_arrow_type_fits(const sc_arrow_type *type, schoolcat_type indicator)
{
    sc_arrow_kind kind = type->dictionary == SC_ARROW_UNSUPPORTED ? type->kind : type->dictionary;
    if (kind == SC_ARROW_UNSUPPORTED)
        return false;
    if (kind == SC_ARROW_NULL || sc_arrow_is_text(kind) || kind == SC_ARROW_SPARSE_UNION)
        return true;
    switch (indicator) {
    case SCHOOLCAT_NUMBER:
    case SCHOOLCAT_INTEGER:
    case SCHOOLCAT_SYMBOL:
    case SCHOOLCAT_TEXT:
        return is_number(kind);
    case SCHOOLCAT_BOOLEAN:
        return kind == SC_ARROW_BOOLEAN || is_number(kind);
    case SCHOOLCAT_DATE:
        return is_date(kind);
    }
    return false;
}

/* --- one value at a time --- */

static double number_at(const sc_arrow_column *column, int64_t row)
{
    int64_t at = column->offset + row;
    switch (column->kind) {
    case SC_ARROW_FLOAT64:
        return ((const double *)column->values)[at];
    case SC_ARROW_FLOAT32:
        return sc_float_decimal(((const float *)column->values)[at]);
    case SC_ARROW_DATE32:
        return ((const int32_t *)column->values)[at];
    case SC_ARROW_DATE64:
    case SC_ARROW_TIMESTAMP:
        return sc_arrow_day(((const int64_t *)column->values)[at], (int64_t)column->ticks_per_day);
    default:
        return (double)sc_arrow_column_integer(column, row);
    }
}

static bool integer_is_exact(const sc_arrow_column *column, int64_t row)
{
    if (!sc_arrow_is_integer(column->kind))
        return true;
    int64_t value = sc_arrow_column_integer(column, row);
    return value >= -SC_MAX_EXACT_INTEGER && value <= SC_MAX_EXACT_INTEGER;
}

/* A number or boolean of a column as the text of a cell. */
static sc_text formatted(const sc_arrow_column *column, int64_t row,
                         char buffer[SC_NUMBER_CAPACITY])
{
    if (sc_arrow_is_text(column->kind))
        return sc_arrow_column_text(column, row);
    if (column->kind == SC_ARROW_BOOLEAN) {
        int64_t at = column->offset + row;
        bool set = (((const uint8_t *)column->values)[at / 8] >> (at % 8)) & 1;
        return set ? SC_TEXT("true") : SC_TEXT("false");
    }
    double number = number_at(column, row);
    return (sc_text){buffer, is_date(column->kind) && sc_date_in_range(number)
                                 ? sc_date_write(number, buffer)
                                 : sc_number_write(number, buffer)};
}

/* Checks numbers and dates; any other value is parsed as the text that a cell would hold. */
static bool read_value(const sc_arrow_import *input, const sc_value_parser *parser,
                       const sc_arrow_column *column, int64_t row, char buffer[SC_NUMBER_CAPACITY],
                       sc_parsed_value *cell)
{
    bool direct = (parser->type == SCHOOLCAT_NUMBER || parser->type == SCHOOLCAT_INTEGER ||
                   parser->type == SCHOOLCAT_DATE) &&
                  !sc_arrow_is_text(column->kind);
    if (direct) {
        double number = number_at(column, row);
        *cell = (sc_parsed_value){isnan(number) ? SCHOOLCAT_NOT_APPLICABLE : SCHOOLCAT_PRESENT,
                                  number, false, 0, SC_NO_TEXT};
        return isnan(number) ||
               (integer_is_exact(column, row) && sc_value_parser_accepts_number(parser, number));
    }
    sc_text text = formatted(column, row, buffer);
    if (!sc_arrow_is_text(column->kind) && !sc_arrow_is_integer(column->kind) &&
        column->kind != SC_ARROW_BOOLEAN && isnan(number_at(column, row))) {
        *cell = (sc_parsed_value){SCHOOLCAT_NOT_APPLICABLE, 0, false, 0, SC_NO_TEXT};
        return true;
    }
    return sc_parse_value(parser, input->matcher, text, true, cell) == SCHOOLCAT_OK;
}

static void report_value(const sc_arrow_import *input, const sc_arrow_column_decoder *decoder,
                         const sc_arrow_column *column, int64_t at, int64_t row)
{
    char buffer[SC_NUMBER_CAPACITY];
    input->report_invalid(input->context, decoder, row, formatted(column, at, buffer));
}

static sc_parsed_value null_cell(const sc_arrow_import *input)
{
    return (sc_parsed_value){input->nulls_are_blank ? SCHOOLCAT_BLANK : SCHOOLCAT_NOT_APPLICABLE, 0,
                             false, 0, SC_NO_TEXT};
}

/* Copies a text that was formatted in `buffer`, so that it outlives the value. */
static bool keep_text(sc_vm *state, const char *buffer, sc_parsed_value *cell)
{
    if (cell->text.data != buffer)
        return true;
    char *kept = sc_scratch_allocate(state, cell->text.length + 1);
    if (kept == NULL)
        return false;
    memcpy(kept, buffer, cell->text.length);
    cell->text.data = kept;
    return true;
}

static bool decode_values(const sc_arrow_import *input, const sc_arrow_column_decoder *decoder,
                          sc_vm *state, int64_t row, size_t count)
{
    const sc_arrow_column *column = &decoder->column;
    char buffer[SC_NUMBER_CAPACITY];
    bool assumed;
    for (size_t i = 0; i < count; i++) {
        int64_t at = row + (int64_t)i;
        sc_parsed_value cell = null_cell(input);
        if (!sc_arrow_column_is_null(column, at) &&
            !read_value(input, decoder->parser, column, at, buffer, &cell)) {
            report_value(input, decoder, column, at, at);
            cell = (sc_parsed_value){SCHOOLCAT_INVALID, 0, false, 0, SC_NO_TEXT};
        }
        if (!keep_text(state, buffer, &cell))
            return false;
        (void)sc_store_row_value(state, i, decoder->indicator, &cell, &assumed);
    }
    return true;
}

/* --- unions: each row of a type of its own --- */

/* A value whose type is that of the indicator is taken as it is, any other as the text that a cell
 * would hold. Booleans are never missing marks. */
static bool read_alternative(const sc_arrow_import *input, const sc_value_parser *parser,
                             const sc_arrow_column *column, int64_t row,
                             char buffer[SC_NUMBER_CAPACITY], sc_parsed_value *cell)
{
    const sc_arrow_type type = {column->kind, SC_ARROW_UNSUPPORTED, 0, 0};
    if (column->kind != SC_ARROW_BOOLEAN && sc_arrow_type_fits(&type, parser->type))
        return read_value(input, parser, column, row, buffer, cell);
    return sc_parse_value(parser, input->matcher, formatted(column, row, buffer),
                          column->kind != SC_ARROW_BOOLEAN, cell) == SCHOOLCAT_OK;
}

static bool decode_union(const sc_arrow_import *input, const sc_arrow_column_decoder *decoder,
                         sc_vm *state, int64_t row, size_t count)
{
    const sc_parsed_value invalid = {SCHOOLCAT_INVALID, 0, false, 0, SC_NO_TEXT};
    char buffer[SC_NUMBER_CAPACITY];
    bool assumed;
    for (size_t i = 0; i < count; i++) {
        int64_t at = row + (int64_t)i;
        sc_parsed_value cell = null_cell(input);
        const sc_arrow_column *column =
            sc_arrow_union_column(decoder->alternatives, &decoder->column, at);
        bool is_null = sc_arrow_column_is_null(&decoder->column, at) ||
                       (column != NULL && sc_arrow_column_is_null(column, at));
        if (column == NULL) {
            input->report_invalid(input->context, decoder, at, SC_NO_TEXT);
            cell = invalid;
        } else if (!is_null &&
                   !read_alternative(input, decoder->parser, column, at, buffer, &cell)) {
            report_value(input, decoder, column, at, at);
            cell = invalid;
        }
        if (!keep_text(state, buffer, &cell))
            return false;
        (void)sc_store_row_value(state, i, decoder->indicator, &cell, &assumed);
    }
    return true;
}

/* --- dictionaries: each entry once --- */

/* The codes of plain items, for sc_decode_dictionary. */
static bool list_codes(const sc_arrow_import *input, sc_arrow_column_decoder *decoder)
{
    uint16_t *codes = sc_reallocate_array(&input->allocator, decoder->entry_codes,
                                          decoder->entry_count + 1, sizeof *codes);
    if (codes == NULL)
        return false;
    for (size_t i = 0; i < decoder->entry_count; i++)
        codes[i] = decoder->entries[i].missing == SCHOOLCAT_PRESENT
                       ? (uint16_t)decoder->entries[i].item
                       : SC_NO_CODE;
    codes[decoder->entry_count] = SC_NO_CODE;
    decoder->entry_codes = codes;
    return true;
}

/* Numbers as entries for a text: each has memory of its own for its text. */
static bool keep_spelled(const sc_arrow_import *input, sc_arrow_column_decoder *decoder,
                         size_t entry, const char buffer[SC_NUMBER_CAPACITY])
{
    if (decoder->formatted == NULL)
        decoder->formatted =
            sc_allocate_array(&input->allocator, decoder->entry_count, SC_NUMBER_CAPACITY);
    if (decoder->formatted == NULL)
        return false;
    char *own = decoder->formatted + entry * SC_NUMBER_CAPACITY;
    memcpy(own, buffer, SC_NUMBER_CAPACITY);
    decoder->entries[entry].text.data = own;
    return true;
}

static schoolcat_status read_entries(sc_arrow_import *input, sc_arrow_column_decoder *decoder)
{
    const sc_arrow_column *dictionary = &decoder->dictionary;
    if ((uint64_t)dictionary->length > SIZE_MAX / sizeof(sc_parsed_value) / 2)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    size_t count = (size_t)dictionary->length;
    sc_parsed_value *entries =
        sc_reallocate_array(&input->allocator, decoder->entries, count + 1, sizeof *entries);
    if (entries == NULL)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    decoder->entries = entries;
    decoder->entry_count = count;
    sc_release(&input->allocator, decoder->formatted);
    decoder->formatted = NULL;
    char buffer[SC_NUMBER_CAPACITY] = {0};
    for (size_t i = 0; i < count; i++) {
        entries[i] = null_cell(input);
        if (sc_arrow_column_is_null(dictionary, (int64_t)i))
            continue;
        if (!read_value(input, decoder->parser, dictionary, (int64_t)i, buffer, &entries[i]))
            entries[i].missing = INVALID_ENTRY;
        else if (entries[i].text.data == buffer && !keep_spelled(input, decoder, i, buffer))
            return SCHOOLCAT_ERROR_NO_MEMORY;
    }
    return decoder->parser->type != SCHOOLCAT_SYMBOL || list_codes(input, decoder)
               ? SCHOOLCAT_OK
               : SCHOOLCAT_ERROR_NO_MEMORY;
}

static bool decode_entries(const sc_arrow_import *input, const sc_arrow_column_decoder *decoder,
                           sc_vm *state, int64_t row, size_t count)
{
    const sc_parsed_value invalid = {SCHOOLCAT_INVALID, 0, false, 0, SC_NO_TEXT},
                          null = null_cell(input);
    bool assumed;
    for (size_t i = 0; i < count; i++) {
        int64_t at = row + (int64_t)i;
        const sc_parsed_value *cell = &null;
        if (!sc_arrow_column_is_null(&decoder->column, at)) {
            int64_t index = sc_arrow_column_integer(&decoder->column, at);
            bool inside = index >= 0 && (uint64_t)index < decoder->entry_count;
            cell = inside ? &decoder->entries[index] : &invalid;
            if (!inside)
                report_value(input, decoder, &decoder->column, at, at);
            else if (cell->missing == INVALID_ENTRY)
                report_value(input, decoder, &decoder->dictionary, index, at);
            if (cell->missing == INVALID_ENTRY)
                cell = &invalid;
        }
        (void)sc_store_row_value(state, i, decoder->indicator, cell, &assumed);
    }
    return true;
}

/* --- blocks --- */

schoolcat_status sc_arrow_import_bind(sc_arrow_import *input, const struct ArrowArray *rows)
{
    for (uint32_t i = 0; i < input->count; i++) {
        sc_arrow_column_decoder *decoder = &input->decoders[i];
        if (!sc_arrow_column_bind(rows, decoder->child, &decoder->type, &decoder->column,
                                  &decoder->dictionary))
            return SCHOOLCAT_ERROR_ARGUMENT;
        if (decoder->alternatives != NULL &&
            !sc_arrow_union_bind(rows, decoder->child, decoder->alternatives))
            return SCHOOLCAT_ERROR_ARGUMENT;
        if (decoder->column.dictionary == NULL)
            continue;
        decoder->column.dictionary = &decoder->dictionary;
        schoolcat_status status = read_entries(input, decoder);
        if (status != SCHOOLCAT_OK)
            return status;
    }
    return SCHOOLCAT_OK;
}

void sc_arrow_import_release(sc_arrow_import *input)
{
    for (uint32_t i = 0; i < input->count; i++) {
        if (input->decoders[i].entries != NULL)
            sc_release(&input->allocator, input->decoders[i].entries);
        if (input->decoders[i].entry_codes != NULL)
            sc_release(&input->allocator, input->decoders[i].entry_codes);
        if (input->decoders[i].parse_cache != NULL)
            sc_release(&input->allocator, input->decoders[i].parse_cache);
        sc_release(&input->allocator, input->decoders[i].formatted);
        input->decoders[i].formatted = NULL;
        input->decoders[i].entries = NULL;
        input->decoders[i].entry_codes = NULL;
        input->decoders[i].parse_cache = NULL;
    }
}

void sc_arrow_import_absent(const sc_arrow_import *input, sc_vm *state)
{
    const sc_parsed_value absent = {SCHOOLCAT_ABSENT, 0, false, 0, SC_NO_TEXT};
    bool assumed;
    for (uint32_t indicator = 0; indicator < state->program->input_count; indicator++) {
        bool fed = false;
        for (uint32_t i = 0; i < input->count; i++)
            fed = fed || input->decoders[i].indicator == indicator;
        for (size_t row = 0; !fed && row < state->capacity; row++)
            (void)sc_store_row_value(state, row, indicator, &absent, &assumed);
    }
}

/* What a null becomes: NaN (or its like) unless blank_means or the caller's assumption says
 * otherwise. */
static bool null_value(const sc_arrow_import *input, const sc_input *slot, double *value)
{
    bool assumed = slot->has_assumed && input->nulls_are_blank;
    bool blank = slot->has_blank && input->nulls_are_blank;
    *value = assumed ? slot->assumed : blank ? slot->blank : (double)NAN;
    return assumed || blank;
}

static bool decode_block(const sc_arrow_import *input, sc_arrow_column_decoder *decoder,
                         sc_vm *state, int64_t row, size_t count)
{
    const sc_input *slot = &state->program->inputs[decoder->indicator];
    const sc_arrow_column *column = &decoder->column;
    sc_arrow_block block = {.column = column,
                            .parser = decoder->parser,
                            .row = row,
                            .count = count,
                            .valid = input->valid,
                            .codes = decoder->codes,
                            .longest_mark = input->longest_mark};
    block.has_null = null_value(input, slot, &block.null);
    block.blank_has_value = slot->has_blank || slot->has_assumed;
    block.all_valid = sc_arrow_column_validity(column, row, count, input->valid);
    if (column->dictionary != NULL)
        return decoder->parser->type == SCHOOLCAT_SYMBOL && !block.has_null &&
               sc_decode_dictionary(&block, decoder->entry_codes, decoder->entry_count,
                                    SC_CODES(state, slot->reg));
    switch (slot->class) {
    case SC_CLASS_NUMBER:
        return sc_decode_numbers(&block, SC_NUMBERS(state, slot->reg));
    case SC_CLASS_TRUTH:
        return sc_decode_truths(&block, SC_TRUTHS(state, slot->reg));
    case SC_CLASS_CODE:
        return sc_decode_codes(&block, SC_CODES(state, slot->reg));
    default:
        return !block.has_null && sc_decode_texts(&block, SC_TEXTS(state, slot->reg));
    }
}

static sc_contiguous_texts run_of_texts(const sc_arrow_column_decoder *decoder, int64_t row)
{
    const sc_arrow_column *column = &decoder->column;
    int64_t from = column->offset + row;
    if (column->dictionary != NULL || decoder->parser->type != SCHOOLCAT_TEXT)
        return (sc_contiguous_texts){NULL, NULL, NULL};
    if (column->kind == SC_ARROW_UTF8)
        return (sc_contiguous_texts){column->text, (const int32_t *)column->values + from, NULL};
    if (column->kind == SC_ARROW_LARGE_UTF8)
        return (sc_contiguous_texts){column->text, NULL, (const int64_t *)column->values + from};
    return (sc_contiguous_texts){NULL, NULL, NULL};
}

/* --- cells that are texts, of other indicators --- */

typedef struct sc_invalid_value_context {
    const sc_arrow_import *input;
    const sc_arrow_column_decoder *decoder;
} sc_invalid_value_context;

static void report_invalid_text(void *context, int64_t row, sc_text value)
{
    const sc_invalid_value_context *of = context;
    of->input->report_invalid(of->input->context, of->decoder, row, value);
}

static bool is_cached(const sc_arrow_column_decoder *decoder)
{
    return decoder->parser->type != SCHOOLCAT_TEXT && decoder->column.dictionary == NULL &&
           sc_arrow_is_text(decoder->column.kind);
}

static bool decode_cached(const sc_arrow_import *input, sc_arrow_column_decoder *decoder,
                          sc_vm *state, int64_t row, size_t count)
{
    if (decoder->parse_cache == NULL) {
        decoder->parse_cache = sc_allocate(&input->allocator, sizeof *decoder->parse_cache);
        if (decoder->parse_cache == NULL)
            return false;
        memset(decoder->parse_cache, 0, sizeof *decoder->parse_cache);
    }
    (void)sc_arrow_column_validity(&decoder->column, row, count, input->valid);
    sc_invalid_value_context of = {input, decoder};
    sc_parse_cache_block block = {.parse_cache = decoder->parse_cache,
                                  .column = &decoder->column,
                                  .parser = decoder->parser,
                                  .indicator = decoder->indicator,
                                  .row = row,
                                  .count = count,
                                  .valid = input->valid,
                                  .null = null_cell(input),
                                  .report_invalid = report_invalid_text,
                                  .context = &of};
    sc_parse_cache_decode(&block, state);
    return true;
}

bool sc_arrow_import_decode(sc_arrow_import *input, sc_vm *state, int64_t row, size_t count)
{
    sc_scratch_rewind(state);
    for (uint32_t i = 0; i < input->count; i++) {
        sc_arrow_column_decoder *decoder = &input->decoders[i];
        uint32_t reg = state->program->inputs[decoder->indicator].reg;
        state->contiguous[reg] = run_of_texts(decoder, row);
        if (is_cached(decoder)) {
            if (!decode_cached(input, decoder, state, row, count))
                return false;
            continue;
        }
        if (decoder->alternatives != NULL) {
            if (!decode_union(input, decoder, state, row, count))
                return false;
            continue;
        }
        if (decode_block(input, decoder, state, row, count))
            continue;
        const sc_input *slot = &state->program->inputs[decoder->indicator];
        if (slot->has_blank || slot->has_assumed) /* the value of a blank is in another buffer */
            state->contiguous[reg] = (sc_contiguous_texts){NULL, NULL, NULL};
        bool filled = decoder->column.dictionary != NULL
                          ? decode_entries(input, decoder, state, row, count)
                          : decode_values(input, decoder, state, row, count);
        if (!filled)
            return false;
    }
    return true;
}

/* Builds Arrow tables, and compares their results with those of records. */
#include "arrow_fixture.h"

#include <stdio.h>

unsigned fixture_drawn(unsigned below)
{
    static uint64_t state = 20081101;
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state >> 33) % below;
}

schoolcat_ruleset *fixture_rules(const char *text, const schoolcat_setting *assumptions,
                                 size_t count)
{
    schoolcat_load_options options = SCHOOLCAT_LOAD_OPTIONS;
    options.assumptions = assumptions;
    options.assumption_count = count;
    return load_rules(text, &options);
}

/* --- columns --- */

static void *zeroed(size_t size)
{
    void *block = calloc(1, size == 0 ? 1 : size);
    assert_non_null(block);
    return block;
}

static size_t width_of(const char *format)
{
    static const struct {
        const char *format;
        size_t width;
    } widths[] = {{"n", 0}, {"b", 0}, {"c", 1}, {"C", 1},   {"s", 2},  {"S", 2},
                  {"i", 4}, {"I", 4}, {"f", 4}, {"tdD", 4}, {"vu", 16}};
    for (size_t i = 0; i < COUNT_OF(widths); i++)
        if (strcmp(widths[i].format, format) == 0)
            return widths[i].width;
    return 8;
}

static bool get_bit(const uint8_t *bits, size_t at)
{
    return (bits[at / 8] >> (at % 8)) & 1;
}

static void put_bit(uint8_t *bits, size_t at, bool value)
{
    uint8_t bit = (uint8_t)(1u << (at % 8));
    bits[at / 8] = (uint8_t)(value ? bits[at / 8] | bit : bits[at / 8] & ~bit);
}

static uint8_t *all_set(size_t bits)
{
    uint8_t *bytes = zeroed((bits + 7) / 8);
    memset(bytes, 0xFF, (bits + 7) / 8);
    return bytes;
}

static fixture_column *start(fixture_table *table, const char *name, const char *format,
                             size_t offset)
{
    assert_true(table->count < FIXTURE_COLUMNS);
    fixture_column *column = &table->columns[table->count];
    *column = (fixture_column){.rows = table->rows, .before = offset + table->offset};
    column->cells = zeroed(column->rows * sizeof *column->cells);
    size_t all = column->before + column->rows;
    column->schema = (struct ArrowSchema){
        .format = format, .name = name, .flags = ARROW_FLAG_NULLABLE, .release = no_release_schema};
    column->array = (struct ArrowArray){.length = (int64_t)(all - offset),
                                        .null_count = 0,
                                        .offset = (int64_t)offset,
                                        .n_buffers = 2,
                                        .buffers = column->buffers,
                                        .release = no_release_array};
    table->arrays[table->count] = &column->array;
    table->schemas[table->count++] = &column->schema;
    table->array.n_children = table->schema.n_children = (int64_t)table->count;
    return column;
}

fixture_column *fixture_add(fixture_table *table, const char *name, const char *format,
                            size_t offset)
{
    fixture_column *column = start(table, name, format, offset);
    size_t all = column->before + column->rows, width = width_of(format);
    column->values = zeroed(width == 0 ? (all + 7) / 8 : all * width);
    column->buffers[1] = column->values;
    if (strcmp(format, "n") == 0)
        column->array.n_buffers = 0;
    return column;
}

void fixture_put_integer(fixture_column *column, size_t row, int64_t value)
{
    size_t at = column->before + row;
    if (strcmp(column->schema.format, "b") == 0) {
        put_bit(column->values, at, value != 0);
        return;
    }
    switch (width_of(column->schema.format)) {
    case 1:
        ((int8_t *)column->values)[at] = (int8_t)value;
        break;
    case 2:
        ((int16_t *)column->values)[at] = (int16_t)value;
        break;
    case 4:
        ((int32_t *)column->values)[at] = (int32_t)value;
        break;
    default:
        ((int64_t *)column->values)[at] = value;
    }
}

void fixture_put_double(fixture_column *column, size_t row, double value)
{
    if (strcmp(column->schema.format, "f") == 0)
        ((float *)column->values)[column->before + row] = (float)value;
    else
        ((double *)column->values)[column->before + row] = value;
}

void fixture_null(fixture_column *column, size_t row)
{
    column->cells[row].kind = FIXTURE_NULL;
    if (strcmp(column->schema.format, "n") == 0)
        return;
    if (column->validity == NULL)
        column->validity = all_set(column->before + column->rows);
    column->buffers[0] = column->validity;
    column->array.null_count = -1;
    put_bit(column->validity, column->before + row, false);
}

void fixture_null_row(fixture_table *table, size_t row)
{
    if (table->validity == NULL)
        table->validity = all_set(table->offset + table->rows);
    table->buffers[0] = table->validity;
    table->array.null_count = -1;
    put_bit(table->validity, table->offset + row, false);
}

void fixture_number(fixture_cell *cell, double number)
{
    *cell = (fixture_cell){.kind = FIXTURE_NUMBER, .number = number};
}

void fixture_formatted(fixture_cell *cell, double number)
{
    *cell = (fixture_cell){.kind = number == number ? FIXTURE_CELL : FIXTURE_NOT_APPLICABLE};
    cell->length = schoolcat_number_write(number, cell->buffer);
}

void fixture_text(fixture_cell *cell, const char *text, size_t length)
{
    *cell = (fixture_cell){.kind = FIXTURE_CELL, .text = text, .length = length};
}

/* --- texts --- */

static void pack_view(char *view, const fixture_cell *text, size_t at)
{
    int32_t head[4] = {(int32_t)text->length, 0, 0, (int32_t)at};
    memcpy(view, head, sizeof head);
    if (text->length <= 12)
        memcpy(view + 4, text->text, text->length);
    else
        memcpy(view + 4, text->text, 4);
}

/* The rows before row 0 have a text too. */
static void pack_texts(fixture_column *column, const fixture_cell *texts)
{
    static const fixture_cell foreign = {
        .kind = FIXTURE_CELL, .text = "special measures", .length = 16};
    const char *format = column->schema.format;
    size_t all = column->before + column->rows, length = 0;
    for (size_t i = 0; i < all; i++)
        length += i < column->before ? foreign.length : texts[i - column->before].length;
    bool views = strcmp(format, "vu") == 0, wide = strcmp(format, "U") == 0;
    column->text = zeroed(length);
    column->values = zeroed(views ? all * 16 : (all + 1) * (wide ? 8 : 4));
    size_t at = 0;
    for (size_t i = 0; i < all; i++) {
        const fixture_cell *text = i < column->before ? &foreign : &texts[i - column->before];
        if (text->length > 0)
            memcpy(column->text + at, text->text, text->length);
        if (views)
            pack_view((char *)column->values + 16 * i, text, at);
        at += text->length;
        if (wide)
            ((int64_t *)column->values)[i + 1] = (int64_t)at;
        else if (!views)
            ((int32_t *)column->values)[i + 1] = (int32_t)at;
    }
    column->sizes[0] = (int64_t)length;
    column->buffers[1] = column->values;
    column->buffers[2] = column->text;
    column->buffers[3] = column->sizes;
    column->array.n_buffers = views ? 4 : 3;
}

fixture_column *fixture_add_texts(fixture_table *table, const char *name, const char *format,
                                  size_t offset, const fixture_cell *texts)
{
    fixture_column *column = start(table, name, format, offset);
    for (size_t row = 0; row < column->rows; row++)
        fixture_text(&column->cells[row], texts[row].text, texts[row].length);
    pack_texts(column, texts);
    return column;
}

void fixture_add_dictionary(fixture_column *column, const char *const *entries, size_t count)
{
    fixture_column *dictionary = zeroed(sizeof *dictionary);
    *dictionary = (fixture_column){.rows = count};
    dictionary->cells = zeroed(count * sizeof *dictionary->cells);
    dictionary->schema = (struct ArrowSchema){.format = "u", .release = no_release_schema};
    dictionary->array = (struct ArrowArray){
        .length = (int64_t)count, .buffers = dictionary->buffers, .release = no_release_array};
    for (size_t i = 0; i < count; i++)
        fixture_text(&dictionary->cells[i], entries[i] == NULL ? "good" : entries[i],
                     entries[i] == NULL ? 4 : strlen(entries[i]));
    pack_texts(dictionary, dictionary->cells);
    for (size_t i = 0; i < count; i++)
        if (entries[i] == NULL)
            fixture_null(dictionary, i);
    column->dictionary = dictionary;
    column->array.dictionary = &dictionary->array;
    column->schema.dictionary = &dictionary->schema;
}

void fixture_add_numbers(fixture_column *column, const double *entries, size_t count)
{
    fixture_column *dictionary = zeroed(sizeof *dictionary);
    *dictionary = (fixture_column){.rows = count};
    dictionary->cells = zeroed(count * sizeof *dictionary->cells);
    dictionary->values = zeroed(count * sizeof *entries);
    memcpy(dictionary->values, entries, count * sizeof *entries);
    dictionary->buffers[1] = dictionary->values;
    dictionary->schema = (struct ArrowSchema){.format = "g", .release = no_release_schema};
    dictionary->array = (struct ArrowArray){.length = (int64_t)count,
                                            .n_buffers = 2,
                                            .buffers = dictionary->buffers,
                                            .release = no_release_array};
    column->dictionary = dictionary;
    column->array.dictionary = &dictionary->array;
    column->schema.dictionary = &dictionary->schema;
}

/* --- tables --- */

void fixture_table_start(fixture_table *table, size_t rows, size_t offset)
{
    *table = (fixture_table){.rows = rows, .offset = offset};
    table->array = (struct ArrowArray){.length = (int64_t)rows,
                                       .offset = (int64_t)offset,
                                       .n_buffers = 1,
                                       .buffers = table->buffers,
                                       .children = table->arrays,
                                       .release = no_release_array};
    table->schema = (struct ArrowSchema){
        .format = "+s", .children = table->schemas, .release = no_release_schema};
}

static void end_column(fixture_column *column)
{
    if (column->dictionary != NULL)
        end_column(column->dictionary);
    free(column->dictionary);
    free(column->cells);
    free(column->validity);
    free(column->values);
    free(column->text);
}

void fixture_table_end(fixture_table *table)
{
    for (size_t i = 0; i < table->count; i++)
        end_column(&table->columns[i]);
    free(table->validity);
}

/* --- records --- */

typedef struct comparison {
    const fixture_table *table;
    schoolcat_ruleset *rules;
    const schoolcat_arrow_options *options;
    schoolcat_record *record;
    schoolcat_result *result;
    size_t indicators[FIXTURE_COLUMNS];
    schoolcat_type types[FIXTURE_COLUMNS];
    uint8_t *unfit; /* of each row, a bit for each column */
    size_t unfit_count;
} comparison;

static schoolcat_status set_cell(const comparison *c, size_t column, const fixture_cell *cell)
{
    size_t indicator = c->indicators[column];
    const char *text = cell->text == NULL ? cell->buffer : cell->text;
    switch (cell->kind) {
    case FIXTURE_NUMBER:
        return c->types[column] == SCHOOLCAT_DATE
                   ? schoolcat_record_set_date(c->record, indicator, cell->number, NULL)
                   : schoolcat_record_set_number(c->record, indicator, cell->number, NULL);
    case FIXTURE_BOOLEAN:
        return schoolcat_record_set_boolean(c->record, indicator, cell->number != 0);
    case FIXTURE_CELL:
        return schoolcat_record_set_cell(c->record, indicator, text, cell->length, NULL);
    case FIXTURE_UNFIT:
        return SCHOOLCAT_ERROR_DATA;
    case FIXTURE_NULL:
        return schoolcat_record_set_missing(c->record, indicator,
                                            c->options->nulls_are_blank ? SCHOOLCAT_BLANK
                                                                        : SCHOOLCAT_NOT_APPLICABLE);
    default:
        return schoolcat_record_set_missing(c->record, indicator, SCHOOLCAT_NOT_APPLICABLE);
    }
}

static void set_row(comparison *c, size_t row)
{
    static const fixture_cell null = {.kind = FIXTURE_NULL};
    const fixture_table *table = c->table;
    bool row_is_null = table->validity != NULL && !get_bit(table->validity, table->offset + row);
    for (size_t i = 0; i < table->count; i++) {
        schoolcat_status status =
            set_cell(c, i, row_is_null ? &null : &table->columns[i].cells[row]);
        if (status == SCHOOLCAT_OK)
            continue;
        assert_int_equal(status, SCHOOLCAT_ERROR_DATA);
        assert_int_equal(
            schoolcat_record_set_missing(c->record, c->indicators[i], SCHOOLCAT_INVALID),
            SCHOOLCAT_OK);
        c->unfit[row] |= (uint8_t)(1u << i);
        c->unfit_count++;
    }
}

/* --- answers --- */

static bool is_valid(const struct ArrowArray *array, size_t at)
{
    return array->buffers[0] == NULL || get_bit(array->buffers[0], at);
}

static int64_t stored_index(const struct ArrowArray *array, size_t at)
{
    return array->dictionary->length <= 127 ? ((const int8_t *)array->buffers[1])[at]
                                            : ((const int16_t *)array->buffers[1])[at];
}

/* -1 for null. */
static int64_t index_at(const struct ArrowArray *array, size_t at)
{
    return is_valid(array, at) ? stored_index(array, at) : -1;
}

static void compare_list(const struct ArrowArray *list, size_t row, const int64_t *items,
                         size_t count)
{
    const int32_t *offsets = list->buffers[1];
    assert_int_equal(offsets[row + 1] - offsets[row], count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(index_at(list->children[0], (size_t)offsets[row] + i), items[i]);
}

static void add_once(int64_t *items, size_t *count, int64_t item)
{
    for (size_t i = 0; i < *count; i++)
        if (items[i] == item)
            return;
    items[(*count)++] = item;
}

static void compare_every(const comparison *c, size_t decision, struct ArrowArray **columns,
                          size_t row)
{
    int64_t outcomes[256], rules[256], may[256];
    size_t counts[3] = {0, 0, 0};
    for (size_t k = 0; k < schoolcat_decision_rule_count(c->rules, decision); k++) {
        int64_t outcome = (int64_t)schoolcat_decision_rule_outcome(c->rules, decision, k);
        if (schoolcat_result_holds(c->result, decision, k)) {
            add_once(outcomes, &counts[0], outcome);
            rules[counts[1]++] = (int64_t)k;
        }
        if (schoolcat_result_may_hold(c->result, decision, k))
            add_once(may, &counts[2], outcome);
    }
    compare_list(columns[0], row, outcomes, counts[0]);
    compare_list(columns[1], row, rules, counts[1]);
    if (!c->options->leave_out_possible)
        compare_list(columns[3], row, may, counts[2]);
}

static void compare_choice(const comparison *c, size_t decision, struct ArrowArray **columns,
                           size_t row)
{
    size_t outcome, rule, count = 0;
    int64_t possible[256];
    int64_t expected =
        schoolcat_result_outcome(c->result, decision, &outcome) ? (int64_t)outcome : -1;
    assert_int_equal(index_at(columns[0], row), expected);
    expected = schoolcat_result_rule(c->result, decision, &rule) ? (int64_t)rule
               : schoolcat_result_by_otherwise(c->result, decision)
                   ? (int64_t)schoolcat_decision_rule_count(c->rules, decision)
                   : -1;
    assert_int_equal(index_at(columns[1], row), expected);
    if (c->options->leave_out_possible)
        return;
    for (size_t i = 0; i < schoolcat_decision_outcome_count(c->rules, decision); i++)
        if (schoolcat_result_possible(c->result, decision, i))
            possible[count++] = (int64_t)i;
    if (schoolcat_result_none_possible(c->result, decision))
        possible[count++] = -1;
    compare_list(columns[3], row, possible, count);
}

static void compare_value(const struct ArrowArray *column, const char *format, size_t row,
                          const schoolcat_value *value)
{
    assert_int_equal(is_valid(column, row), value->missing == SCHOOLCAT_PRESENT);
    if (value->missing != SCHOOLCAT_PRESENT)
        return;
    const int32_t *offsets = column->buffers[1];
    switch (value->type) {
    case SCHOOLCAT_NUMBER:
        assert_string_equal(format, "g");
        assert_true(((const double *)column->buffers[1])[row] == value->number);
        break;
    case SCHOOLCAT_INTEGER:
        assert_string_equal(format, "l");
        assert_true((double)((const int64_t *)column->buffers[1])[row] == value->number);
        break;
    case SCHOOLCAT_BOOLEAN:
        assert_int_equal(get_bit(column->buffers[1], row), value->boolean);
        break;
    case SCHOOLCAT_DATE:
        assert_true(offsets[row] == value->number);
        break;
    case SCHOOLCAT_SYMBOL:
        assert_int_equal(index_at(column, row), value->item);
        break;
    case SCHOOLCAT_TEXT:
        assert_int_equal(offsets[row + 1] - offsets[row], value->length);
        if (value->length > 0)
            assert_memory_equal((const char *)column->buffers[2] + offsets[row], value->text,
                                value->length);
    }
}

/* --- needs, assumptions, conflicts, notes --- */

/* Whether item `at` of a list of a dictionary is this text. */
static void expect_item(const struct ArrowArray *items, size_t at, const char *text)
{
    const struct ArrowArray *dictionary = items->dictionary;
    const int32_t *offsets = dictionary->buffers[1];
    size_t entry = (size_t)index_at(items, at), length = strlen(text);
    assert_int_equal(offsets[entry + 1] - offsets[entry], length);
    assert_memory_equal((const char *)dictionary->buffers[2] + offsets[entry], text, length);
}

static size_t expect_list(const struct ArrowArray *list, size_t row, size_t count)
{
    const int32_t *offsets = list->buffers[1];
    assert_int_equal(offsets[row + 1] - offsets[row], count);
    return (size_t)offsets[row];
}

static void compare_needs(const comparison *c, size_t decision, const struct ArrowArray *list,
                          size_t row)
{
    const size_t *indicators = NULL;
    size_t count = 0;
    assert_int_equal(schoolcat_result_needs(c->result, decision, &indicators, &count),
                     SCHOOLCAT_OK);
    size_t first = expect_list(list, row, count);
    for (size_t i = 0; i < count; i++) {
        schoolcat_element element = SCHOOLCAT_ELEMENT;
        assert_int_equal(
            schoolcat_ruleset_element(c->rules, SCHOOLCAT_PART_INDICATOR, indicators[i], &element),
            SCHOOLCAT_OK);
        expect_item(list->children[0], first + i, element.id);
    }
}

static void compare_assumed(const comparison *c, size_t decision, const struct ArrowArray *list,
                            size_t row)
{
    size_t count = 0;
    assert_int_equal(schoolcat_result_assumed_count(c->result, decision, &count), SCHOOLCAT_OK);
    size_t first = expect_list(list, row, count);
    const struct ArrowArray *items = list->children[0];
    assert_int_equal(items->n_children, 2);
    for (size_t i = 0; i < count; i++) {
        schoolcat_assumption assumption = SCHOOLCAT_ASSUMPTION;
        assert_int_equal(schoolcat_result_assumed(c->result, decision, i, &assumption),
                         SCHOOLCAT_OK);
        expect_item(items->children[0], first + i, assumption.element);
        assert_int_equal(get_bit(items->children[1]->buffers[1], first + i), assumption.value);
    }
}

static void compare_conflict(const comparison *c, size_t decision, const struct ArrowArray *list,
                             size_t row)
{
    int64_t rules[256];
    size_t count = 0;
    for (size_t k = 0; k < schoolcat_decision_rule_count(c->rules, decision); k++)
        if (schoolcat_result_conflict(c->result, decision) &&
            schoolcat_result_holds(c->result, decision, k))
            rules[count++] = (int64_t)k;
    compare_list(list, row, rules, count);
}

static void compare_notes(const comparison *c, const struct ArrowArray *list, size_t row)
{
    size_t count = 0;
    assert_int_equal(schoolcat_result_note_count(c->result, &count), SCHOOLCAT_OK);
    size_t first = expect_list(list, row, count);
    for (size_t i = 0; i < count; i++)
        expect_item(list->children[0], first + i, schoolcat_result_note(c->result, i));
}

/* `answer` has every column that can be included. */
static void compare_included(const comparison *c, const struct ArrowSchema *schema,
                             const struct ArrowArray *answer, size_t row)
{
    size_t decisions = schoolcat_ruleset_count(c->rules, SCHOOLCAT_PART_DECISION),
           width = c->options->leave_out_possible ? 5 : 7;
    for (size_t d = 0; d < decisions; d++) {
        struct ArrowArray **columns = answer->children + d * width + width - 3;
        compare_needs(c, d, columns[0], row);
        compare_assumed(c, d, columns[1], row);
        compare_conflict(c, d, columns[2], row);
    }
    assert_int_equal(answer->n_children,
                     decisions * width + schoolcat_ruleset_count(c->rules, SCHOOLCAT_PART_OUTPUT) +
                         1);
    assert_string_equal(schema->children[answer->n_children - 1]->name, "schoolcat.notes");
    compare_notes(c, answer->children[answer->n_children - 1], row);
}

static void compare_row(const comparison *c, const struct ArrowSchema *schema,
                        const struct ArrowArray *answer, size_t row)
{
    size_t at = 0;
    for (size_t d = 0; d < schoolcat_ruleset_count(c->rules, SCHOOLCAT_PART_DECISION); d++) {
        struct ArrowArray **columns = answer->children + at;
        if (schoolcat_decision_choose(c->rules, d) == SCHOOLCAT_CHOOSE_EVERY)
            compare_every(c, d, columns, row);
        else
            compare_choice(c, d, columns, row);
        if (!c->options->leave_out_possible)
            assert_int_equal(get_bit(columns[2]->buffers[1], row),
                             schoolcat_result_provisional(c->result, d));
        at += c->options->leave_out_possible ? 2 : 4;
    }
    for (size_t i = 0; i < schoolcat_ruleset_count(c->rules, SCHOOLCAT_PART_OUTPUT); i++, at++) {
        schoolcat_value value = SCHOOLCAT_VALUE;
        assert_int_equal(schoolcat_result_value(c->result, SCHOOLCAT_PART_OUTPUT, i, &value),
                         SCHOOLCAT_OK);
        compare_value(answer->children[at], schema->children[at]->format, row, &value);
    }
    assert_int_equal(answer->n_children, at);
}

/* The null count is exact, and a validity bitmap exists only where a value is null. The index of a
 * null is within the dictionary too. */
static void check_array(const struct ArrowArray *array)
{
    int64_t nulls = 0;
    for (size_t i = 0; i < (size_t)array->length && array->dictionary != NULL; i++)
        assert_in_range(stored_index(array, i), 0, array->dictionary->length - 1);
    for (size_t i = 0; i < (size_t)array->length && array->buffers[0] != NULL; i++)
        nulls += !get_bit(array->buffers[0], i);
    assert_int_equal(array->null_count, nulls);
    assert_true((array->buffers[0] != NULL) == (nulls > 0));
    for (int64_t i = 0; i < array->n_children; i++)
        check_array(array->children[i]);
}

static void check_problems(comparison *c, const schoolcat_problems *problems)
{
    uint64_t first = c->options->row_number == 0 ? 1 : c->options->row_number;
    assert_int_equal(schoolcat_problems_total(problems), c->unfit_count);
    for (size_t i = 0, last = 0; i < c->unfit_count; i++) {
        schoolcat_problem problem = SCHOOLCAT_PROBLEM;
        assert_int_equal(schoolcat_problems_get(problems, i, &problem), SCHOOLCAT_OK);
        size_t column = 0, row = (size_t)(problem.row - first);
        assert_true(c->table->count > 1 || row >= last);
        last = row;
        while (column < c->table->count &&
               strcmp(problem.column, c->table->columns[column].schema.name) != 0)
            column++;
        assert_true(column < c->table->count && row < c->table->rows);
        assert_true(c->unfit[row] & (1u << column)); /* reported once */
        c->unfit[row] = (uint8_t)(c->unfit[row] & ~(1u << column));
    }
}

static void find_indicators(comparison *c)
{
    for (size_t i = 0; i < c->table->count; i++) {
        schoolcat_type_information type = SCHOOLCAT_TYPE_INFORMATION;
        const char *name = c->table->columns[i].schema.name;
        assert_int_equal(
            schoolcat_ruleset_find(c->rules, SCHOOLCAT_PART_INDICATOR, name, &c->indicators[i]),
            SCHOOLCAT_OK);
        assert_int_equal(
            schoolcat_ruleset_type(c->rules, SCHOOLCAT_PART_INDICATOR, c->indicators[i], &type),
            SCHOOLCAT_OK);
        c->types[i] = type.type;
    }
}

static void refuse_misfits(const comparison *c, schoolcat_problems *problems)
{
    schoolcat_arrow_options options = *c->options;
    struct ArrowSchema schema;
    struct ArrowArray answer;
    options.read_invalid_as_missing = false;
    schoolcat_problems_clear(problems);
    assert_int_equal(schoolcat_evaluate_arrow(c->rules, &c->table->schema, &c->table->array,
                                              &options, problems, &schema, &answer),
                     SCHOOLCAT_ERROR_DATA);
    assert_int_equal(schoolcat_problems_total(problems), c->unfit_count);
}

void fixture_compare(const fixture_table *table, schoolcat_ruleset *rules,
                     const schoolcat_arrow_options *options, size_t step)
{
    comparison c = {
        .table = table, .rules = rules, .options = options, .unfit = zeroed(table->rows)};
    schoolcat_problems *problems = NULL;
    schoolcat_arrow_options lenient = *options;
    struct ArrowSchema schema, full_schema;
    struct ArrowArray answer, full;
    size_t first = (size_t)options->first_row;
    lenient.read_invalid_as_missing = true;
    schoolcat_arrow_options including = lenient;
    including.include_needs = including.include_assumed = including.include_conflict = true;
    including.include_notes = true;
    find_indicators(&c);
    assert_int_equal(schoolcat_problems_new(table->rows * table->count + 1, &problems),
                     SCHOOLCAT_OK);
    assert_int_equal(schoolcat_record_new(rules, &c.record), SCHOOLCAT_OK);
    assert_int_equal(schoolcat_result_new(rules, &c.result), SCHOOLCAT_OK);
    assert_int_equal(schoolcat_evaluate_arrow(rules, &table->schema, &table->array, &lenient,
                                              problems, &schema, &answer),
                     SCHOOLCAT_OK);
    assert_int_equal(schoolcat_evaluate_arrow(rules, &table->schema, &table->array, &including,
                                              NULL, &full_schema, &full),
                     SCHOOLCAT_OK);
    assert_int_equal(full.length, answer.length);
    assert_int_equal(answer.length,
                     options->row_count < 0 ? (int64_t)(table->rows - first) : options->row_count);
    for (size_t row = 0; row < (size_t)answer.length; row++) {
        set_row(&c, first + row);
        if (row % step != 0 && row + 16 < (size_t)answer.length)
            continue;
        assert_int_equal(schoolcat_evaluate(c.result, c.record, NULL), SCHOOLCAT_OK);
        compare_row(&c, &schema, &answer, row);
        compare_included(&c, &full_schema, &full, row);
    }
    for (int64_t i = 0; i < answer.n_children; i++)
        check_array(answer.children[i]);
    for (int64_t i = 0; i < full.n_children; i++)
        check_array(full.children[i]);
    check_problems(&c, problems);
    if (c.unfit_count > 0)
        refuse_misfits(&c, problems);
    answer.release(&answer);
    schema.release(&schema);
    full.release(&full);
    full_schema.release(&full_schema);
    schoolcat_result_free(c.result);
    schoolcat_record_free(c.record);
    schoolcat_problems_free(problems);
    free(c.unfit);
}

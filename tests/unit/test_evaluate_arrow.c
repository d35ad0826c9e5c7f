/* Arrow tables compared with records: the same values as columns of each accepted format, with
 * offsets and nulls, give the results that one record at a time gives. */
#include "rules_fixture.h"

#include <math.h>
#include <stdio.h>

#define ROWS 2500
static const char rules_text[] =
    HEAD "scales:\n"
         "  grade: [{id: good, code: 1}, {id: fair, code: 2}, {id: poor, code: 3}]\n"
         "indicators:\n"
         "  x: {type: number, min: -50, max: 50}\n"
         "  whole: {type: integer}\n"
         "  g: {type: grade, blank_means: good}\n"
         "  flag: {type: boolean}\n"
         "  words: {type: text}\n"
         "  seen: {type: date}\n"
         "derived:\n"
         "  double_x: {value: x * 2, output: true}\n"
         "  shout: {value: upper(words), output: true}\n"
         "  mark: {value: g, output: true}\n"
         "decisions:\n"
         "  d:\n"
         "    choose: first\n"
         "    outcomes: [a, b, c, e]\n"
         "    rules:\n"
         "      - {id: one, then: a, when: 'words matches \"(?i)special measures|notice\"'}\n"
         "      - {id: two, then: b, when: x > 0.3 and flag}\n"
         "      - {id: three, then: c, when: g is fair or better}\n"
         "      - {id: four, then: e, when: seen > date(2009-01-01) and whole >= 3}\n"
         "    otherwise: e\n"
         "  f:\n"
         "    choose: every\n"
         "    rules:\n"
         "      - {id: p, when: d is a}\n"
         "      - {id: q, when: whole < 2}\n";

typedef struct fixture {
    schoolcat_ruleset *rules;
    schoolcat_record *record;
    schoolcat_result *result;
} fixture;

/* The values of a row; 7 and 6, 5 and 7 have no common divisor, so all values occur. */
static double x_of(size_t row)
{
    static const double values[] = {0.3, -1.5, 0.25, 7, 0.1, 50};
    return values[row * 7 % 6];
}

static int64_t whole_of(size_t row)
{
    return (int64_t)(row * 3 % 7);
}

static const char *text_of(size_t row)
{
    static const char *const texts[] = {"placed in SPECIAL MEASURES today",
                                        "nothing to report of this invented school",
                                        "x",
                                        "notice",
                                        "\xC5\xBFpecial measures, in long s",
                                        "",
                                        "an ordinary note that goes on for a while"};
    return texts[row * 5 % 7];
}

static bool is_present(size_t column, size_t row)
{
    return (row * 31 + column * 17) % 5 != 0;
}

static const char *const names[] = {"X", "whole", "g", "flag", "words", "seen"};
enum { COLUMN_X, COLUMN_WHOLE, COLUMN_G, COLUMN_FLAG, COLUMN_WORDS, COLUMN_SEEN, COLUMNS };

/* A column with its buffers; row 0 is at `offset` in them. */
typedef struct column {
    struct ArrowSchema schema, dictionary_schema;
    struct ArrowArray array, dictionary;
    const void *buffers[4], *dictionary_buffers[3];
    uint8_t validity[ROWS];
    union {
        double doubles[ROWS + 64];
        float floats[ROWS + 64];
        int8_t bytes[ROWS + 64];
        int16_t shorts[ROWS + 64];
        int32_t ints[ROWS + 64];
        int64_t longs[ROWS + 64];
        uint8_t bits[ROWS];
    } values;
    char text[ROWS * 64];
    int32_t dictionary_offsets[8];
} column;

static void start(column *c, size_t which, const char *format, int64_t offset)
{
    memset(c, 0, sizeof *c);
    c->schema = (struct ArrowSchema){.format = format,
                                     .name = names[which],
                                     .flags = ARROW_FLAG_NULLABLE,
                                     .release = no_release_schema};
    c->buffers[0] = c->validity;
    c->buffers[1] = &c->values;
    c->buffers[2] = c->text;
    c->array = (struct ArrowArray){.length = ROWS,
                                   .null_count = -1,
                                   .offset = offset,
                                   .n_buffers = 2,
                                   .buffers = c->buffers,
                                   .release = no_release_array};
    for (size_t row = 0; row < ROWS; row++)
        if (is_present(which, row))
            c->validity[(row + (size_t)offset) / 8] |=
                (uint8_t)(1u << ((row + (size_t)offset) % 8));
}

static void put_bit(uint8_t *bits, size_t at, bool value)
{
    if (value)
        bits[at / 8] |= (uint8_t)(1u << (at % 8));
}

static void fill_texts(column *c, size_t which, bool large, int64_t offset,
                       const char *(*text)(size_t))
{
    start(c, which, large ? "U" : "u", offset);
    c->array.n_buffers = 3;
    size_t length = 0;
    for (size_t row = 0; row < ROWS; row++) {
        size_t at = row + (size_t)offset, more = is_present(which, row) ? strlen(text(row)) : 0;
        memcpy(c->text + length, text(row), more);
        if (large)
            c->values.longs[at] = (int64_t)length,
            c->values.longs[at + 1] = (int64_t)(length + more);
        else
            c->values.ints[at] = (int32_t)length, c->values.ints[at + 1] = (int32_t)(length + more);
        length += more;
    }
}

static const char *grade_text(size_t row)
{
    static const char *const grades[] = {"good", "Fair", "3"};
    return grades[row % 3];
}

static const char *date_text(size_t row)
{
    return row % 2 == 0 ? "2009-06-01" : "2008-06-01";
}

static double date_of(size_t row)
{
    return row % 2 == 0 ? 14396 : 14031;
}

typedef enum encoding {
    AS_CODES,
    AS_DATES, /* days */
    AS_MICROSECONDS,
    AS_TEXTS,
    AS_LARGE_TEXTS,
    AS_DICTIONARY
} encoding;

/* How the columns of one table are stored, and where its evaluation starts. */
typedef struct table_case {
    const char *x_format, *whole_format;
    encoding grades, words, dates;
    int64_t x_offset, words_offset, first_row;
} table_case;

static const table_case table_cases[] = {
    {"g", "c", AS_CODES, AS_TEXTS, AS_TEXTS, 0, 0, 0},
    {"f", "s", AS_LARGE_TEXTS, AS_LARGE_TEXTS, AS_DATES, 3, 1, 13},
    {"g", "i", AS_DICTIONARY, AS_TEXTS, AS_MICROSECONDS, 6, 2, 0},
    {"f", "l", AS_CODES, AS_LARGE_TEXTS, AS_TEXTS, 9, 3, 13},
    {"g", "c", AS_LARGE_TEXTS, AS_TEXTS, AS_DATES, 12, 4, 0},
    {"f", "s", AS_DICTIONARY, AS_LARGE_TEXTS, AS_MICROSECONDS, 15, 5, 13},
    {"g", "i", AS_CODES, AS_TEXTS, AS_TEXTS, 18, 6, 0},
    {"f", "l", AS_LARGE_TEXTS, AS_LARGE_TEXTS, AS_DATES, 21, 7, 13},
    {"g", "c", AS_DICTIONARY, AS_TEXTS, AS_MICROSECONDS, 24, 8, 0},
    {"f", "s", AS_CODES, AS_LARGE_TEXTS, AS_TEXTS, 27, 9, 13},
    {"g", "i", AS_LARGE_TEXTS, AS_TEXTS, AS_DATES, 30, 10, 0},
    {"f", "l", AS_DICTIONARY, AS_LARGE_TEXTS, AS_MICROSECONDS, 33, 11, 13},
};
static const table_case *const usual_case = &table_cases[0];
static const table_case *const dictionary_case = &table_cases[2];

static void fill_x(column *c, const table_case *how)
{
    start(c, COLUMN_X, how->x_format, how->x_offset);
    for (size_t row = 0; row < ROWS; row++)
        if (how->x_format[0] == 'g')
            c->values.doubles[row + (size_t)how->x_offset] = x_of(row);
        else
            c->values.floats[row + (size_t)how->x_offset] = (float)x_of(row);
}

static void fill_whole(column *c, const table_case *how)
{
    start(c, COLUMN_WHOLE, how->whole_format, 5);
    for (size_t row = 0; row < ROWS; row++)
        switch (how->whole_format[0]) {
        case 'c':
            c->values.bytes[row + 5] = (int8_t)whole_of(row);
            break;
        case 's':
            c->values.shorts[row + 5] = (int16_t)whole_of(row);
            break;
        case 'i':
            c->values.ints[row + 5] = (int32_t)whole_of(row);
            break;
        default:
            c->values.longs[row + 5] = whole_of(row);
        }
}

static void fill_grades(column *c, const table_case *how)
{
    if (how->grades == AS_LARGE_TEXTS) {
        fill_texts(c, COLUMN_G, true, 2, grade_text);
        return;
    }
    start(c, COLUMN_G, "c", 1);
    /* Codes of grades start at 1, indices at 0. */
    for (size_t row = 0; row < ROWS; row++)
        c->values.bytes[row + 1] = (int8_t)(row % 3 + (how->grades == AS_CODES ? 1 : 0));
    if (how->grades == AS_CODES)
        return;
    c->dictionary_schema = (struct ArrowSchema){.format = "u", .release = no_release_schema};
    c->schema.dictionary = &c->dictionary_schema;
    memcpy(c->text, "goodFair3", 9);
    const int32_t offsets[] = {0, 4, 8, 9};
    memcpy(c->dictionary_offsets, offsets, sizeof offsets);
    c->dictionary_buffers[1] = c->dictionary_offsets;
    c->dictionary_buffers[2] = c->text;
    c->dictionary = (struct ArrowArray){
        .length = 3, .n_buffers = 3, .buffers = c->dictionary_buffers, .release = no_release_array};
    c->array.dictionary = &c->dictionary;
}

static void fill_flag(column *c)
{
    start(c, COLUMN_FLAG, "b", 3);
    for (size_t row = 0; row < ROWS; row++)
        put_bit(c->values.bits, row + 3, row % 3 == 1);
}

static void fill_dates(column *c, const table_case *how)
{
    if (how->dates == AS_TEXTS) {
        fill_texts(c, COLUMN_SEEN, false, 0, date_text);
        return;
    }
    start(c, COLUMN_SEEN, how->dates == AS_DATES ? "tdD" : "tsu:UTC", 0);
    for (size_t row = 0; row < ROWS; row++)
        if (how->dates == AS_DATES)
            c->values.ints[row] = (int32_t)date_of(row);
        else
            c->values.longs[row] = (int64_t)date_of(row) * 86400000000 + 3600000000;
}

static void set(fixture *f, size_t which, const char *text)
{
    size_t indicator;
    assert_int_equal(schoolcat_ruleset_find(f->rules, SCHOOLCAT_PART_INDICATOR,
                                            which == COLUMN_X ? "x" : names[which], &indicator),
                     SCHOOLCAT_OK);
    assert_int_equal(schoolcat_record_set_cell(f->record, indicator, text, strlen(text), NULL),
                     SCHOOLCAT_OK);
}

static void evaluate_record(fixture *f, size_t row)
{
    char number[SCHOOLCAT_NUMBER_CAPACITY];
    schoolcat_record_clear(f->record);
    for (size_t i = 0; i < COLUMNS; i++)
        if (!is_present(i, row)) {
            size_t indicator;
            assert_int_equal(schoolcat_ruleset_find(f->rules, SCHOOLCAT_PART_INDICATOR,
                                                    i == COLUMN_X ? "x" : names[i], &indicator),
                             SCHOOLCAT_OK);
            assert_int_equal(
                schoolcat_record_set_missing(f->record, indicator, SCHOOLCAT_NOT_APPLICABLE),
                SCHOOLCAT_OK);
        }
    schoolcat_number_write(x_of(row), number);
    if (is_present(COLUMN_X, row))
        set(f, COLUMN_X, number);
    schoolcat_number_write((double)whole_of(row), number);
    if (is_present(COLUMN_WHOLE, row))
        set(f, COLUMN_WHOLE, number);
    if (is_present(COLUMN_G, row))
        set(f, COLUMN_G, grade_text(row));
    if (is_present(COLUMN_FLAG, row))
        set(f, COLUMN_FLAG, row % 3 == 1 ? "true" : "false");
    if (is_present(COLUMN_WORDS, row))
        set(f, COLUMN_WORDS, text_of(row));
    if (is_present(COLUMN_SEEN, row))
        set(f, COLUMN_SEEN, date_text(row));
    assert_int_equal(schoolcat_evaluate(f->result, f->record, NULL), SCHOOLCAT_OK);
}

static bool bit(const struct ArrowArray *array, size_t buffer, size_t at)
{
    const uint8_t *bits = array->buffers[buffer];
    return bits == NULL || ((bits[at / 8] >> (at % 8)) & 1);
}

static void compare_row(fixture *f, const struct ArrowArray *out, size_t row)
{
    size_t outcome = 99;
    bool any = schoolcat_result_outcome(f->result, 0, &outcome);
    const struct ArrowArray *d = out->children[0];
    assert_int_equal(bit(d, 0, row), any);
    if (any)
        assert_int_equal(((const int8_t *)d->buffers[1])[row], outcome);
    size_t rule;
    if (schoolcat_result_rule(f->result, 0, &rule))
        assert_int_equal(((const int8_t *)out->children[1]->buffers[1])[row], rule);
    else if (schoolcat_result_by_otherwise(f->result, 0))
        assert_int_equal(((const int8_t *)out->children[1]->buffers[1])[row], 4);
    else
        assert_false(bit(out->children[1], 0, row));
    const uint8_t *provisional = out->children[2]->buffers[1];
    assert_int_equal((provisional[row / 8] >> (row % 8)) & 1,
                     schoolcat_result_provisional(f->result, 0));
    const int32_t *offsets = out->children[3]->buffers[1];
    const struct ArrowArray *items = out->children[3]->children[0];
    int32_t at = offsets[row];
    for (size_t i = 0; i < 4; i++)
        if (schoolcat_result_possible(f->result, 0, i)) {
            assert_true(at < offsets[row + 1] && bit(items, 0, (size_t)at));
            assert_int_equal(((const int8_t *)items->buffers[1])[at++], i);
        }
    if (schoolcat_result_none_possible(f->result, 0))
        assert_false(bit(items, 0, (size_t)at++));
    assert_int_equal(at, offsets[row + 1]);
    const int32_t *holding = out->children[4]->buffers[1];
    assert_int_equal(holding[row + 1] - holding[row], schoolcat_result_holds(f->result, 1, 0) +
                                                          schoolcat_result_holds(f->result, 1, 1));
    schoolcat_value value = SCHOOLCAT_VALUE;
    assert_int_equal(schoolcat_result_value(f->result, SCHOOLCAT_PART_OUTPUT, 0, &value),
                     SCHOOLCAT_OK);
    assert_int_equal(bit(out->children[8], 0, row), value.missing == SCHOOLCAT_PRESENT);
    if (value.missing == SCHOOLCAT_PRESENT)
        assert_true(((const double *)out->children[8]->buffers[1])[row] == value.number);
    assert_int_equal(schoolcat_result_value(f->result, SCHOOLCAT_PART_OUTPUT, 1, &value),
                     SCHOOLCAT_OK);
    const int32_t *starts = out->children[9]->buffers[1];
    assert_int_equal(bit(out->children[9], 0, row), value.missing == SCHOOLCAT_PRESENT);
    if (value.missing == SCHOOLCAT_PRESENT) {
        assert_int_equal(starts[row + 1] - starts[row], value.length);
        assert_memory_equal((const char *)out->children[9]->buffers[2] + starts[row], value.text,
                            value.length);
    }
}

static int open_fixture(void **state)
{
    static fixture f;
    f.rules = load_rules(rules_text, NULL);
    if (schoolcat_record_new(f.rules, &f.record) != SCHOOLCAT_OK ||
        schoolcat_result_new(f.rules, &f.result) != SCHOOLCAT_OK)
        return -1;
    *state = &f;
    return 0;
}

static int close_fixture(void **state)
{
    fixture *f = *state;
    schoolcat_result_free(f->result);
    schoolcat_record_free(f->record);
    schoolcat_ruleset_free(f->rules);
    return 0;
}

static void make_table(column *columns, struct ArrowSchema *schema, struct ArrowSchema **schemas,
                       struct ArrowArray *array, struct ArrowArray **arrays, const table_case *how)
{
    static const void *no_buffers[1];
    fill_x(&columns[COLUMN_X], how);
    fill_whole(&columns[COLUMN_WHOLE], how);
    fill_grades(&columns[COLUMN_G], how);
    fill_flag(&columns[COLUMN_FLAG]);
    fill_texts(&columns[COLUMN_WORDS], COLUMN_WORDS, how->words == AS_LARGE_TEXTS,
               how->words_offset, text_of);
    fill_dates(&columns[COLUMN_SEEN], how);
    for (size_t i = 0; i < COLUMNS; i++) {
        schemas[i] = &columns[i].schema;
        arrays[i] = &columns[i].array;
    }
    *schema = (struct ArrowSchema){
        .format = "+s", .n_children = COLUMNS, .children = schemas, .release = no_release_schema};
    *array = (struct ArrowArray){.length = ROWS,
                                 .n_buffers = 1,
                                 .buffers = no_buffers,
                                 .n_children = COLUMNS,
                                 .children = arrays,
                                 .release = no_release_array};
}

static void a_table_gives_what_its_records_give(void **state)
{
    fixture *f = *state;
    static column columns[COLUMNS];
    for (size_t i = 0; i < COUNT_OF(table_cases); i++) {
        struct ArrowSchema schema, *schemas[COLUMNS], out_schema;
        struct ArrowArray array, *arrays[COLUMNS], out;
        make_table(columns, &schema, schemas, &array, arrays, &table_cases[i]);
        schoolcat_arrow_options options = SCHOOLCAT_ARROW_OPTIONS;
        options.first_row = table_cases[i].first_row;
        assert_int_equal(
            schoolcat_evaluate_arrow(f->rules, &schema, &array, &options, NULL, &out_schema, &out),
            SCHOOLCAT_OK);
        assert_int_equal(out.length, ROWS - options.first_row);
        assert_string_equal(out_schema.children[0]->name, "d");
        assert_true(out_schema.children[0]->flags & ARROW_FLAG_DICTIONARY_ORDERED);
        for (size_t row = 0; row < (size_t)out.length; row++) {
            evaluate_record(f, row + (size_t)options.first_row);
            compare_row(f, &out, row);
        }
        out.release(&out);
        out_schema.release(&out_schema);
    }
}

/* The text that replaces a blank is not in the buffer of the column, which the literal search
 * reads. */
static void words_are_found_in_the_replacement_of_a_blank(void **state)
{
    (void)state;
    static const char text[] =
        HEAD "indicators:\n"
             "  words: {type: text, blank_means: notice of closure}\n"
             "decisions:\n"
             "  d:\n"
             "    choose: first\n"
             "    outcomes: [a, b]\n"
             "    rules: [{id: r, then: a, when: 'words matches \"(?i)closure|reopened\"'}]\n"
             "    otherwise: b\n";
    static column words;
    const schoolcat_setting assumption = {"words", "it has REOPENED"};
    fill_texts(&words, COLUMN_WORDS, false, 0, text_of);
    words.array.null_count = 0;
    words.buffers[0] = NULL;
    struct ArrowSchema *schemas[] = {&words.schema}, out_schema;
    struct ArrowArray *arrays[] = {&words.array}, out;
    const struct ArrowSchema schema = {
        .format = "+s", .n_children = 1, .children = schemas, .release = no_release_schema};
    const void *no_buffers[1] = {NULL};
    const struct ArrowArray array = {.length = ROWS,
                                     .n_buffers = 1,
                                     .buffers = no_buffers,
                                     .n_children = 1,
                                     .children = arrays,
                                     .release = no_release_array};
    for (size_t assumed = 0; assumed < 2; assumed++) {
        schoolcat_load_options options = SCHOOLCAT_LOAD_OPTIONS;
        options.assumptions = &assumption;
        options.assumption_count = assumed;
        schoolcat_ruleset *rules = load_rules(text, &options);
        assert_int_equal(
            schoolcat_evaluate_arrow(rules, &schema, &array, NULL, NULL, &out_schema, &out),
            SCHOOLCAT_OK);
        const int8_t *outcomes = out.children[0]->buffers[1];
        for (size_t row = 0; row < ROWS; row++) {
            int32_t length = words.values.ints[row + 1] - words.values.ints[row];
            if (length != 1) /* "x" means missing */
                assert_int_equal(outcomes[row], length == 0 ? 0 : 1);
        }
        out.release(&out);
        out_schema.release(&out_schema);
        schoolcat_ruleset_free(rules);
    }
}

static void a_child_may_outlive_its_table(void **state)
{
    fixture *f = *state;
    static column columns[COLUMNS];
    struct ArrowSchema schema, *schemas[COLUMNS], out_schema;
    struct ArrowArray array, *arrays[COLUMNS], out;
    make_table(columns, &schema, schemas, &array, arrays, usual_case);
    assert_int_equal(
        schoolcat_evaluate_arrow(f->rules, &schema, &array, NULL, NULL, &out_schema, &out),
        SCHOOLCAT_OK);
    struct ArrowArray moved = *out.children[0];
    out.children[0]->release = NULL;
    out.release(&out);
    out_schema.release(&out_schema);
    assert_int_equal(moved.length, ROWS);
    assert_int_equal(moved.dictionary->length, 4);
    moved.release(&moved);
}

static void invalid_values_are_reported_with_row_and_column(void **state)
{
    fixture *f = *state;
    static column columns[COLUMNS];
    struct ArrowSchema schema, *schemas[COLUMNS], out_schema;
    struct ArrowArray array, *arrays[COLUMNS], out;
    make_table(columns, &schema, schemas, &array, arrays, usual_case);
    columns[COLUMN_X].values.doubles[1] = 77; /* above its maximum */
    columns[COLUMN_G].values.bytes[1 + 1202] = 9;
    schoolcat_problems *problems;
    assert_int_equal(schoolcat_problems_new(10, &problems), SCHOOLCAT_OK);
    assert_int_equal(
        schoolcat_evaluate_arrow(f->rules, &schema, &array, NULL, problems, &out_schema, &out),
        SCHOOLCAT_ERROR_DATA);
    schoolcat_problem problem = SCHOOLCAT_PROBLEM;
    assert_int_equal(schoolcat_problems_total(problems), 2);
    assert_int_equal(schoolcat_problems_get(problems, 0, &problem), SCHOOLCAT_OK);
    assert_int_equal(problem.row, 2);
    assert_string_equal(problem.column, "X");
    assert_string_equal(problem.value, "77");
    assert_int_equal(schoolcat_problems_get(problems, 1, &problem), SCHOOLCAT_OK);
    assert_int_equal(problem.row, 1203);
    assert_string_equal(problem.value, "9");
    schoolcat_arrow_options options = SCHOOLCAT_ARROW_OPTIONS;
    options.read_invalid_as_missing = true;
    assert_int_equal(
        schoolcat_evaluate_arrow(f->rules, &schema, &array, &options, problems, &out_schema, &out),
        SCHOOLCAT_OK);
    out.release(&out);
    out_schema.release(&out_schema);
    schoolcat_problems_free(problems);
}

/* An Arrow stream of the table in batches of 600 rows. */
typedef struct batch_stream {
    struct ArrowSchema schema;
    struct ArrowArray array;
    struct ArrowArray batch;
    int64_t next;
    bool released;
} batch_stream;

static int stream_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    *out = ((batch_stream *)stream->private_data)->schema;
    return 0;
}

static int stream_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    batch_stream *from = stream->private_data;
    *out = from->array;
    out->offset = from->next;
    out->length = ROWS - from->next < 600 ? ROWS - from->next : 600;
    if (out->length == 0)
        out->release = NULL;
    from->next += out->length;
    return 0;
}

static void stream_release(struct ArrowArrayStream *stream)
{
    ((batch_stream *)stream->private_data)->released = true;
    stream->release = NULL;
}

static void a_stream_gives_batch_after_batch(void **state)
{
    fixture *f = *state;
    static column columns[COLUMNS];
    struct ArrowSchema *schemas[COLUMNS];
    struct ArrowArray *arrays[COLUMNS];
    batch_stream from = {.next = 0};
    make_table(columns, &from.schema, schemas, &from.array, arrays, dictionary_case);
    struct ArrowArrayStream input = {stream_schema, stream_next, NULL, stream_release, &from}, out;
    assert_int_equal(schoolcat_evaluate_arrow_stream(f->rules, &input, NULL, NULL, &out),
                     SCHOOLCAT_OK);
    assert_null(input.release);
    struct ArrowSchema schema;
    assert_int_equal(out.get_schema(&out, &schema), 0);
    assert_int_equal(schema.n_children, 11);
    schema.release(&schema);
    size_t row = 0;
    for (;;) {
        struct ArrowArray batch;
        assert_int_equal(out.get_next(&out, &batch), 0);
        if (batch.release == NULL)
            break;
        for (size_t i = 0; i < (size_t)batch.length; i++) {
            evaluate_record(f, row++);
            compare_row(f, &batch, i);
        }
        batch.release(&batch);
    }
    assert_int_equal(row, ROWS);
    out.release(&out);
    assert_true(from.released);
}

static void the_first_invalid_value_of_a_stream_is_its_error(void **state)
{
    fixture *f = *state;
    static column columns[COLUMNS];
    struct ArrowSchema *schemas[COLUMNS];
    struct ArrowArray *arrays[COLUMNS], batch;
    batch_stream from = {.next = 0};
    make_table(columns, &from.schema, schemas, &from.array, arrays, usual_case);
    columns[COLUMN_X].values.doubles[701] = -77;
    struct ArrowArrayStream input = {stream_schema, stream_next, NULL, stream_release, &from}, out;
    assert_int_equal(schoolcat_evaluate_arrow_stream(f->rules, &input, NULL, NULL, &out),
                     SCHOOLCAT_OK);
    assert_int_equal(out.get_next(&out, &batch), 0);
    batch.release(&batch);
    assert_int_not_equal(out.get_next(&out, &batch), 0);
    assert_string_equal(out.get_last_error(&out),
                        "row 702, column X: '-77' is not a number from -50 to 50");
    out.release(&out);
}

static void broken_arrays_are_refused(void **state)
{
    fixture *f = *state;
    static column columns[COLUMNS];
    struct ArrowSchema schema, *schemas[COLUMNS], out_schema;
    struct ArrowArray array, *arrays[COLUMNS], out;
    make_table(columns, &schema, schemas, &array, arrays, usual_case);
    columns[COLUMN_WORDS].values.ints[100] = -4;
    assert_int_equal(
        schoolcat_evaluate_arrow(f->rules, &schema, &array, NULL, NULL, &out_schema, &out),
        SCHOOLCAT_ERROR_ARGUMENT);
    make_table(columns, &schema, schemas, &array, arrays, usual_case);
    columns[COLUMN_X].array.length = ROWS - 1;
    assert_int_equal(
        schoolcat_evaluate_arrow(f->rules, &schema, &array, NULL, NULL, &out_schema, &out),
        SCHOOLCAT_ERROR_ARGUMENT);
    make_table(columns, &schema, schemas, &array, arrays, usual_case);
    columns[COLUMN_SEEN].schema.format = "+l";
    assert_int_equal(
        schoolcat_evaluate_arrow(f->rules, &schema, &array, NULL, NULL, &out_schema, &out),
        SCHOOLCAT_ERROR_DATA);
    make_table(columns, &schema, schemas, &array, arrays, usual_case);
    columns[COLUMN_G].schema.name = "x";
    assert_int_equal(
        schoolcat_evaluate_arrow(f->rules, &schema, &array, NULL, NULL, &out_schema, &out),
        SCHOOLCAT_ERROR_DATA);
    make_table(columns, &schema, schemas, &array, arrays, usual_case);
    columns[COLUMN_X].buffers[1] = (const char *)columns[COLUMN_X].buffers[1] + 1;
    assert_int_equal(
        schoolcat_evaluate_arrow(f->rules, &schema, &array, NULL, NULL, &out_schema, &out),
        SCHOOLCAT_ERROR_ARGUMENT);
    assert_int_equal(
        schoolcat_evaluate_arrow(f->rules, NULL, &array, NULL, NULL, &out_schema, &out),
        SCHOOLCAT_ERROR_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_gives_what_its_records_give),
        cmocka_unit_test(words_are_found_in_the_replacement_of_a_blank),
        cmocka_unit_test(a_child_may_outlive_its_table),
        cmocka_unit_test(invalid_values_are_reported_with_row_and_column),
        cmocka_unit_test(a_stream_gives_batch_after_batch),
        cmocka_unit_test(the_first_invalid_value_of_a_stream_is_its_error),
        cmocka_unit_test(broken_arrays_are_refused),
    };
    return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}

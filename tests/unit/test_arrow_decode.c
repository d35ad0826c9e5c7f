/* Block decoders of Arrow columns: every format that an indicator accepts, compared with the same
 * values set in records. Covers values present, missing and invalid. */
#include "arrow_fixture.h"

#include <float.h>
#include <math.h>
#include <stdio.h>

/* One block and a part of the next. */
#define ROWS 2057
#define FEW_ROWS 301
#define TWO_TO_53 9007199254740992
#define MODES 3
#define SYMBOLS 200

/* make_rules() appends the items of the scale `many`. */
static const char rules_head[] =
    HEAD "choices:\n"
         "  far: [{id: ten, code: 10}, {id: three, code: 3}, {id: below, code: -5}, {id: "
         "hundred, code: 100},\n"
         "        {id: large, code: 200}]\n"
         "  turned: [{id: third, code: 3}, {id: first, code: 1}, {id: second, code: 2}]\n"
         "indicators:\n"
         "  n: {type: number}\n"
         "  bounded: {type: number, min: -1000, max: 1000}\n"
         "  w: {type: integer}\n"
         "  wb: {type: integer, max: 100, blank_means: 7}\n"
         "  d: {type: date}\n"
         "  db: {type: date, blank_means: 2009-01-31}\n"
         "  g: {type: grade}\n"
         "  gb: {type: grade, blank_means: good}\n"
         "  far: {type: far}\n"
         "  turned: {type: turned}\n"
         "  many: {type: many}\n"
         "  f: {type: boolean}\n"
         "  fb: {type: boolean, blank_means: true}\n"
         "  t: {type: text}\n"
         "  tp: {type: text, pattern: '[0-9]{2,3}'}\n"
         "derived:\n"
         "  out_n: {value: n, output: true}\n"
         "  out_bounded: {value: bounded, output: true}\n"
         "  out_w: {value: w, output: true}\n"
         "  out_wb: {value: wb, output: true}\n"
         "  out_d: {value: d, output: true}\n"
         "  out_db: {value: db, output: true}\n"
         "  out_g: {value: g, output: true}\n"
         "  out_gb: {value: gb, output: true}\n"
         "  out_far: {value: far, output: true}\n"
         "  out_turned: {value: turned, output: true}\n"
         "  out_many: {value: many, output: true}\n"
         "  out_f: {value: f, output: true}\n"
         "  out_fb: {value: fb, output: true}\n"
         "  out_t: {value: t, output: true}\n"
         "  out_tp: {value: tp, output: true}\n"
         "decisions:\n"
         "  sorted:\n"
         "    choose: first\n"
         "    outcomes: [a, b, c]\n"
         "    rules:\n"
         "      - {id: one, then: a, when: n > 2 or f}\n"
         "      - {id: two, then: b, when: w < 3 and not fb}\n"
         "      - {id: three, then: c, when: g is fair or worse}\n"
         "    otherwise: b\n"
         "scales:\n"
         "  grade: [{id: good, code: 1}, {id: fair, code: 2, aliases: [so so]}, {id: poor, "
         "code: 3}, {id: bad, code: 4}]\n"
         "  many: [";

/* What the values of a table are like. */
typedef enum mode {
    FITTING,    /* all are valid */
    LAST_UNFIT, /* that of the last row is invalid */
    WILD        /* any may be invalid */
} mode;

/* Where the rows of a table start in its buffers, which values are null, and how it is read. Every
 * `step`th row is compared with a record. */
typedef struct layout {
    const char *name;
    size_t step;
    size_t table_offset, column_offset;
    bool nulls, null_rows, nulls_are_blank, assuming;
    uint64_t row_number;
} layout;

static const layout layouts[] = {
    {.name = "no offset, no nulls", .step = 1},
    {.name = "nulls are blank", .step = 1, .nulls = true, .nulls_are_blank = true},
    {.name = "offsets within a byte",
     .step = 3,
     .table_offset = 3,
     .column_offset = 2,
     .nulls = true,
     .assuming = true},
    {.name = "whole bytes of offset",
     .step = 3,
     .table_offset = 8,
     .column_offset = 16,
     .nulls = true,
     .nulls_are_blank = true,
     .assuming = true},
    {.name = "null rows, numbered from 1001",
     .step = 1,
     .table_offset = 5,
     .nulls = true,
     .null_rows = true,
     .row_number = 1001},
    {.name = "null rows alone, blank",
     .step = 3,
     .column_offset = 13,
     .null_rows = true,
     .nulls_are_blank = true,
     .assuming = true},
    {.name = "offsets without nulls", .step = 5, .table_offset = 12, .column_offset = 7},
};

typedef struct fixture {
    schoolcat_ruleset *plain, *assuming;
    const layout *layout;
} fixture;

static fixture shared;

static size_t rows_of(mode m)
{
    return m == WILD ? FEW_ROWS : ROWS;
}

static int make_rules(void **state)
{
    static const schoolcat_setting assumptions[] = {{"n", "2.5"},        {"wb", "9"},
                                                    {"d", "2008-09-01"}, {"g", "poor"},
                                                    {"fb", "false"},     {"t", "assumed"}};
    static char text[8000];
    (void)state;
    size_t length = sizeof rules_head - 1;
    memcpy(text, rules_head, length);
    for (unsigned i = 0; i < SYMBOLS; i++)
        length +=
            (size_t)snprintf(text + length, sizeof text - length, "%ss%u", i == 0 ? "" : ", ", i);
    (void)snprintf(text + length, sizeof text - length, "]\n");
    shared.plain = fixture_rules(text, NULL, 0);
    shared.assuming = fixture_rules(text, assumptions, COUNT_OF(assumptions));
    return 0;
}

static int free_rules(void **state)
{
    (void)state;
    schoolcat_ruleset_free(shared.plain);
    schoolcat_ruleset_free(shared.assuming);
    return 0;
}

/* A test of the table below, and the function that runs it once for each layout. */
typedef struct decode_test {
    void (*run)(const fixture *f);
} decode_test;

static void in_every_layout(void **state)
{
    const decode_test *test = *state;
    for (size_t i = 0; i < COUNT_OF(layouts); i++) {
        shared.layout = &layouts[i];
        print_message("           layout: %s\n", layouts[i].name);
        test->run(&shared);
    }
}

static void start(const fixture *f, fixture_table *table, mode m)
{
    fixture_table_start(table, rows_of(m), f->layout->table_offset);
}

static void add_nulls(const fixture *f, fixture_table *table)
{
    for (size_t i = 0; i < table->count && f->layout->nulls; i++)
        for (size_t row = 0; row + 1 < table->rows; row++)
            if (fixture_drawn(5) == 0)
                fixture_null(&table->columns[i], row);
    for (size_t row = 0; row + 1 < table->rows && f->layout->null_rows; row++)
        if (fixture_drawn(20) == 0)
            fixture_null_row(table, row);
}

static void finish(const fixture *f, fixture_table *table)
{
    schoolcat_arrow_options options = SCHOOLCAT_ARROW_OPTIONS;
    add_nulls(f, table);
    options.nulls_are_blank = f->layout->nulls_are_blank;
    options.row_number = f->layout->row_number;
    fixture_compare(table, f->layout->assuming ? f->assuming : f->plain, &options, f->layout->step);
    fixture_table_end(table);
}

/* --- whole numbers --- */

typedef struct width {
    const char *format;
    int64_t min, max;
} width;
static const width widths[] = {{"c", INT8_MIN, INT8_MAX},   {"C", 0, UINT8_MAX},
                               {"s", INT16_MIN, INT16_MAX}, {"S", 0, UINT16_MAX},
                               {"i", INT32_MIN, INT32_MAX}, {"I", 0, UINT32_MAX},
                               {"l", INT64_MIN, INT64_MAX}, {"L", 0, INT64_MAX}};
enum { WIDTHS = COUNT_OF(widths) };

static bool is_in(const width *w, int64_t value)
{
    return value >= w->min && value <= w->max;
}

static void put_whole(fixture_column *column, size_t row, const width *w, int64_t value)
{
    if (!is_in(w, value))
        value = 1;
    fixture_put_integer(column, row, value);
    fixture_number(&column->cells[row], (double)value);
    if (value > TWO_TO_53 || value < -TWO_TO_53)
        column->cells[row].kind = FIXTURE_UNFIT;
}

static int64_t draw_whole(mode m, bool bounded)
{
    static const int64_t edges[] = {TWO_TO_53, -TWO_TO_53, INT32_MAX, INT16_MIN, 255, 127, -128, 0};
    static const int64_t invalid[] = {TWO_TO_53 + 1, -TWO_TO_53 - 1, INT64_MAX, INT64_MIN,
                                      101,           -1001,          1000,      1001};
    if (m == WILD && fixture_drawn(4) == 0)
        return invalid[fixture_drawn(8)];
    if (!bounded && fixture_drawn(9) == 0)
        return edges[fixture_drawn(8)];
    return (int64_t)fixture_drawn(201) - 100;
}

static void fill_wholes(fixture_table *table, const width *w, mode m, size_t offset)
{
    static const char *const names[] = {"n", "bounded", "w", "wb"};
    const int64_t last[] = {TWO_TO_53 + 1, 1001, w->min < 0 ? -TWO_TO_53 - 1 : TWO_TO_53 + 1, 101};
    for (size_t i = 0; i < 4; i++) {
        bool bounded = i % 2 == 1;
        fixture_column *column = fixture_add(table, names[i], w->format, offset + i);
        for (size_t row = 0; row < table->rows; row++)
            put_whole(column, row, w, draw_whole(m, bounded));
        if (m == LAST_UNFIT)
            put_whole(column, table->rows - 1, w, last[i]);
    }
    if (m != FITTING && strcmp(w->format, "L") == 0) { /* 2^64 - 1 */
        fixture_put_integer(&table->columns[2], table->rows - 1, -1);
        table->columns[2].cells[table->rows - 1].kind = FIXTURE_UNFIT;
    }
}

static void whole_numbers(const fixture *f)
{
    for (size_t i = 0; i < WIDTHS; i++)
        for (mode m = 0; m < MODES; m++) {
            fixture_table table;
            start(f, &table, m);
            fill_wholes(&table, &widths[i], m, f->layout->column_offset);
            finish(f, &table);
        }
}

/* --- fractions --- */

/* A float gives the shortest decimal number that reads back as it. */
static void put_fraction(fixture_column *column, size_t row, double value)
{
    fixture_put_double(column, row, value);
    fixture_number(&column->cells[row], value);
}

static double draw_fraction(mode m, bool whole)
{
    static const double invalid[] = {
        (double)INFINITY, -(double)INFINITY, 18014398509481984, -0.0, 1000.5, 0.5,
        FLT_MAX,          -FLT_MAX};
    if (fixture_drawn(11) == 0)
        return (double)NAN;
    if (m == WILD && fixture_drawn(4) == 0)
        return invalid[fixture_drawn(8)];
    double hundredths = (double)fixture_drawn(20001) - 10000;
    return whole ? rint(hundredths / 100) : hundredths / 100;
}

static void fractions(const fixture *f)
{
    static const char *const names[] = {"n", "bounded", "w", "wb"};
    static const mode modes[] = {FITTING, LAST_UNFIT, WILD};
    /* `n` accepts every number. */
    static const struct {
        const char *format;
        double last_unfit[4];
    } formats[] = {{"g", {0, -1000.25, 2.5, 18014398509481984}},
                   {"f", {0, -1000.25, 18014398509481984, 2.5}}};
    for (size_t format = 0; format < COUNT_OF(formats); format++)
        for (size_t k = 0; k < COUNT_OF(modes); k++) {
            fixture_table table;
            start(f, &table, modes[k]);
            for (size_t i = 0; i < COUNT_OF(names); i++) {
                fixture_column *column = fixture_add(&table, names[i], formats[format].format,
                                                     f->layout->column_offset + i);
                for (size_t row = 0; row < table.rows; row++)
                    put_fraction(column, row, draw_fraction(modes[k], i > 1));
                if (modes[k] == LAST_UNFIT && i > 0)
                    put_fraction(column, table.rows - 1, formats[format].last_unfit[i]);
            }
            finish(f, &table);
        }
}

/* --- dates --- */

typedef struct date_format {
    const char *format;
    int64_t ticks_per_day;
    int64_t max_days; /* from 1970-01-01, in either direction, of WILD values */
    bool holds_unfit; /* whether day 3000000, after the year 9999, can be stored */
} date_format;
static const date_format date_formats[] = {
    {"tdD", 1, 4000000, true},
    {"tdm", 86400000, 4000000, true},
    {"tss:", 86400, 4000000, true},
    {"tsm:UTC", 86400000, 4000000, true},
    {"tsu:Europe/London", 86400000000, 4000000, true},
    {"tsn:", 86400000000000, 100000, false},
};

/* Every third day at midnight, the others late in the day, as far as the format has a time. */
static void put_day(fixture_column *column, size_t row, const date_format *format, int64_t day)
{
    int64_t ticks = format->ticks_per_day;
    int64_t rest = day % 3 == 0 ? 0 : ticks - 1 - (int64_t)fixture_drawn(2) * (ticks / 2);
    fixture_put_integer(column, row, day * ticks + (rest < 0 ? 0 : rest));
    fixture_number(&column->cells[row], (double)day);
}

static void fill_dates(fixture_column *column, const date_format *format, mode m)
{
    int64_t days = m == WILD ? format->max_days : 100000;
    for (size_t row = 0; row < column->rows; row++)
        put_day(column, row, format, (int64_t)fixture_drawn((unsigned)(2 * days)) - days);
    if (m == LAST_UNFIT && format->holds_unfit)
        put_day(column, column->rows - 1, format, 3000000);
}

static void dates(const fixture *f)
{
    for (size_t k = 0; k < COUNT_OF(date_formats); k++)
        for (mode m = 0; m < MODES; m++) {
            fixture_table table;
            const date_format *format = &date_formats[k];
            size_t offset = f->layout->column_offset;
            start(f, &table, m);
            fill_dates(fixture_add(&table, "d", format->format, offset), format, m);
            fill_dates(fixture_add(&table, "db", format->format, offset + 1), format, m);
            finish(f, &table);
        }
}

/* --- numbers that are read as words: truths, symbols, texts --- */

static void put_spelled(fixture_column *column, size_t row, const width *w, int64_t value)
{
    if (!is_in(w, value))
        value = 1;
    fixture_put_integer(column, row, value);
    fixture_formatted(&column->cells[row], (double)value);
}

static void fill_spelled(fixture_table *table, const width *w, mode m, size_t offset)
{
    static const char *const names[] = {"f", "fb", "g", "gb", "far", "t", "tp", "turned"};
    static const int64_t codes[] = {10, 3, -5, 100, 10, 3, 3, 200},
                         wild[] = {0, 7, 300, -1, 2, 128, -129, 40000};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        fixture_column *column = fixture_add(table, names[i], w->format, offset + i);
        for (size_t row = 0; row < table->rows; row++) {
            int64_t far = codes[fixture_drawn(8)],
                    drawn = (int64_t)fixture_drawn(m == FITTING ? 4 : 5);
            int64_t fitting[] = {
                drawn % 2, drawn % 2,  1 + drawn % 4, 1 + drawn % 3, is_in(w, far) ? far : 3,
                drawn,     10 + drawn, 1 + drawn % 3};
            bool unfit =
                m == WILD ? fixture_drawn(6) == 0 : m == LAST_UNFIT && row + 1 == table->rows;
            put_spelled(column, row, w, unfit ? wild[fixture_drawn(8)] : fitting[i]);
        }
    }
}

static void whole_numbers_as_words(const fixture *f)
{
    for (size_t i = 0; i < WIDTHS; i++)
        for (mode m = 0; m < MODES; m++) {
            fixture_table table;
            start(f, &table, m);
            fill_spelled(&table, &widths[i], m, f->layout->column_offset);
            finish(f, &table);
        }
}

static void fractions_as_words(const fixture *f)
{
    static const struct {
        const char *name;
        double fitting;
    } columns[] = {{"f", 1}, {"fb", 1}, {"g", 1}, {"gb", 1}, {"far", 3}, {"t", 1}, {"tp", 12}};
    /* 1e20 has no exact float. */
    static const struct {
        const char *format;
        mode mode;
        double wild[10];
    } cases[] = {
        {"g", FITTING, {0}},
        {"f", FITTING, {0}},
        {"g", WILD, {1, 1, 0, 2, 3, 0.5, (double)NAN, (double)INFINITY, 12, 1e20}},
        {"f", WILD, {1, 1, 0, 2, 3, 0.5, (double)NAN, 16, 12, 16}},
        {"f", WILD, {1, 1, 0, 2, 3, 0.5, (double)NAN, (double)INFINITY, 12, 16}},
    };
    for (size_t k = 0; k < COUNT_OF(cases); k++) {
        fixture_table table;
        start(f, &table, cases[k].mode);
        for (size_t i = 0; i < COUNT_OF(columns); i++) {
            fixture_column *column =
                fixture_add(&table, columns[i].name, cases[k].format, f->layout->column_offset + i);
            for (size_t row = 0; row < table.rows; row++) {
                double value =
                    cases[k].mode == WILD ? cases[k].wild[fixture_drawn(10)] : columns[i].fitting;
                fixture_put_double(column, row, value);
                fixture_formatted(&column->cells[row], value);
            }
        }
        finish(f, &table);
    }
}

static void fill_truths(fixture_column *column)
{
    for (size_t row = 0; row < column->rows; row++) {
        bool set = fixture_drawn(3) == 0;
        fixture_put_integer(column, row, set);
        column->cells[row] = (fixture_cell){.kind = FIXTURE_BOOLEAN, .number = set};
    }
}

static void truths(const fixture *f)
{
    static const mode modes[] = {FITTING, WILD};
    for (size_t k = 0; k < COUNT_OF(modes); k++) {
        fixture_table table;
        start(f, &table, modes[k]);
        fill_truths(fixture_add(&table, "f", "b", f->layout->column_offset));
        fill_truths(fixture_add(&table, "fb", "b", f->layout->column_offset + 1));
        finish(f, &table);
    }
}

/* --- dictionaries --- */

/* Every third entry of a WILD dictionary is not an item. 7 and SYMBOLS have no common divisor, so
 * the items come in an order of their own, each once. */
static const char *entry_of(size_t entry, size_t count, mode m, const char *symbols[SYMBOLS])
{
    static const char *const wild[] = {NULL, "NA", "unheard of", "", "x", "  ", "s 7", NULL};
    if (m == LAST_UNFIT && entry + 1 == count)
        return "unheard of";
    if (m == WILD && entry % 3 == 1)
        return wild[entry / 3 % COUNT_OF(wild)];
    return symbols[entry * 7 % SYMBOLS];
}

/* The cell of the row is that of its entry, null for a null entry; an index outside of the entries
 * is invalid. */
static void put_index(fixture_column *column, size_t row, int64_t index, const char *const *entries,
                      size_t count)
{
    fixture_cell *cell = &column->cells[row];
    fixture_put_integer(column, row, index);
    if (index < 0 || (size_t)index >= count)
        cell->kind = FIXTURE_UNFIT;
    else if (entries[index] == NULL)
        cell->kind = FIXTURE_NULL;
    else
        fixture_text(cell, entries[index], strlen(entries[index]));
}

/* The invalid index in the last row of a LAST_UNFIT column. */
typedef enum last_index {
    INDEX_OF_NO_ITEM, /* of the last entry, which is not an item */
    INDEX_ABOVE,      /* the number of entries */
    INDEX_BELOW,      /* negative */
    LAST_INDICES
} last_index;

static void put_last_index(fixture_column *column, const width *w, last_index last, size_t used,
                           const char *const *entries, size_t count)
{
    const int64_t index[] = {[INDEX_OF_NO_ITEM] = (int64_t)used - 1,
                             [INDEX_ABOVE] = (int64_t)count,
                             [INDEX_BELOW] = -100};
    put_index(column, column->rows - 1,
              is_in(w, index[last]) ? index[last] : index[INDEX_OF_NO_ITEM], entries, count);
}

static void fill_indices(fixture_column *column, const width *w, mode m, last_index last,
                         const char *const *entries, size_t count)
{
    size_t used = (size_t)w->max < count ? (size_t)w->max + 1 : count;
    for (size_t row = 0; row < column->rows; row++) {
        int64_t index = (int64_t)fixture_drawn((unsigned)(m == LAST_UNFIT ? used - 1 : used));
        if (m == WILD && fixture_drawn(30) == 0 && is_in(w, -3))
            index = fixture_drawn(2) == 0 ? -3 : w->max;
        put_index(column, row, index, entries, count);
    }
    if (m == LAST_UNFIT)
        put_last_index(column, w, last, used, entries, count);
    if (m == WILD && is_in(w, (int64_t)count))
        put_index(column, 7, (int64_t)count, entries, count);
    fixture_add_dictionary(column, entries, count);
}

/* A dictionary of `count` entries, and the invalid last index of each column. */
typedef struct dictionary_case {
    size_t count;
    mode mode;
    last_index last[3];
} dictionary_case;

static const dictionary_case dictionary_cases[] = {
    {3, FITTING, {0}},
    {3, LAST_UNFIT, {INDEX_OF_NO_ITEM, INDEX_ABOVE, INDEX_BELOW}},
    {3, WILD, {0}},
    {17, FITTING, {0}},
    {17, LAST_UNFIT, {INDEX_ABOVE, INDEX_BELOW, INDEX_OF_NO_ITEM}},
    {17, WILD, {0}},
    {200, FITTING, {0}},
    {200, LAST_UNFIT, {INDEX_BELOW, INDEX_OF_NO_ITEM, INDEX_ABOVE}},
    {200, WILD, {0}},
};

static void compare_dictionary(const fixture *f, const width *w, const dictionary_case *c,
                               const char *many[SYMBOLS], const char *grades[SYMBOLS])
{
    static const char *const names[] = {"many", "g", "gb"};
    const char *entries[SYMBOLS];
    fixture_table table;
    start(f, &table, c->mode);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        for (size_t entry = 0; entry < c->count; entry++)
            entries[entry] = entry_of(entry, c->count, c->mode, i == 0 ? many : grades);
        fill_indices(fixture_add(&table, names[i], w->format, f->layout->column_offset + i), w,
                     c->mode, c->last[i], entries, c->count);
    }
    finish(f, &table);
}

static void dictionaries_of_symbols(const fixture *f)
{
    static const char *const spellings[] = {"good", "Fair", "3", "SO-SO", "bad"};
    static char ids[SYMBOLS][8];
    const char *many[SYMBOLS], *grades[SYMBOLS];
    for (size_t i = 0; i < SYMBOLS; i++) {
        (void)snprintf(ids[i], sizeof ids[i], "s%u", (unsigned)i);
        many[i] = ids[i];
        grades[i] = spellings[i % COUNT_OF(spellings)];
    }
    for (size_t i = 0; i < WIDTHS; i++)
        for (size_t k = 0; k < COUNT_OF(dictionary_cases); k++)
            compare_dictionary(f, &widths[i], &dictionary_cases[k], many, grades);
}

static void dictionaries_of_numbers(const fixture *f)
{
    static const char *const names[] = {"t", "n", "g"};
    static const double entries[][4] = {{860, 0.5, -12, 1e21}, {3, 12.5, 7, 0}, {3, 10, 100, 3}};
    for (size_t k = 0; k < WIDTHS; k++) {
        fixture_table table;
        start(f, &table, FITTING);
        for (size_t i = 0; i < 3; i++) {
            fixture_column *column =
                fixture_add(&table, names[i], widths[k].format, f->layout->column_offset + i);
            for (size_t row = 0; row < table.rows; row++) {
                unsigned index = fixture_drawn(4);
                fixture_put_integer(column, row, index);
                fixture_formatted(&column->cells[row], entries[i][index]);
            }
            fixture_add_numbers(column, entries[i], 4);
        }
        finish(f, &table);
    }
}

static void dictionaries_of_other_words(const fixture *f)
{
    static const char *const names[] = {"n", "wb", "d", "f", "fb", "t", "tp"};
    static const char *const entries[] = {"12.5",  "1,234", "7", "2009-02-28", "30/02/2009",
                                          "yes",   "FALSE", "",  "NA",         NULL,
                                          "words", "123",   "x"};
    static const mode modes[] = {FITTING, WILD};
    for (size_t k = 0; k < WIDTHS; k++)
        for (size_t m = 0; m < COUNT_OF(modes); m++) {
            fixture_table table;
            start(f, &table, modes[m]);
            for (size_t i = 0; i < COUNT_OF(names); i++)
                fill_indices(
                    fixture_add(&table, names[i], widths[k].format, f->layout->column_offset + i),
                    &widths[k], modes[m], INDEX_OF_NO_ITEM, entries, COUNT_OF(entries));
            finish(f, &table);
        }
}

/* --- texts and nulls --- */

static const char *const long_text = "a long text that no mark is as long as";

static const char *draw_any(void)
{
    static const char *const texts[] = {"",
                                        "NA",
                                        "a long text that no mark is as long as",
                                        "12",
                                        "123",
                                        "SUPP     ",
                                        " x",
                                        "x",
                                        "twelve bytes",
                                        "thirteen byte",
                                        "1234",
                                        "null\xC2\xA0"};
    return texts[fixture_drawn(COUNT_OF(texts))];
}

static const char *draw_long(void)
{
    return long_text;
}

static const char *draw_digits(void)
{
    return fixture_drawn(2) == 0 ? "12" : "123";
}

static void add_drawn_texts(const fixture *f, fixture_table *table, const char *name,
                            const char *format, const char *(*draw)(void))
{
    fixture_cell texts[ROWS];
    for (size_t row = 0; row < ROWS; row++) {
        const char *text = draw();
        fixture_text(&texts[row], text, strlen(text));
    }
    (void)fixture_add_texts(table, name, format, f->layout->column_offset + table->count, texts);
}

static void texts_as_texts(const fixture *f)
{
    static const char *const formats[] = {"u", "U", "vu"};
    static const struct {
        const char *(*draw_t)(void), *(*draw_tp)(void);
    } cases[] = {{draw_long, draw_digits}, {draw_any, draw_any}};
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        for (size_t k = 0; k < COUNT_OF(cases); k++) {
            fixture_table table;
            start(f, &table, FITTING);
            add_drawn_texts(f, &table, "t", formats[i], cases[k].draw_t);
            add_drawn_texts(f, &table, "tp", formats[i], cases[k].draw_tp);
            finish(f, &table);
        }
}

static void columns_of_nulls(const fixture *f)
{
    static const char *const names[] = {"n", "wb", "db", "gb", "many", "fb", "t", "tp"};
    fixture_table table;
    start(f, &table, FITTING);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        (void)fixture_add(&table, names[i], "n", 0);
    finish(f, &table);
}

#define DECODE_TEST(test)                                                                          \
    {                                                                                              \
#test, in_every_layout, NULL, NULL, &(decode_test)                                         \
        {                                                                                          \
            test                                                                                   \
        }                                                                                          \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        DECODE_TEST(whole_numbers),
        DECODE_TEST(fractions),
        DECODE_TEST(dates),
        DECODE_TEST(whole_numbers_as_words),
        DECODE_TEST(fractions_as_words),
        DECODE_TEST(truths),
        DECODE_TEST(dictionaries_of_symbols),
        DECODE_TEST(dictionaries_of_other_words),
        DECODE_TEST(dictionaries_of_numbers),
        DECODE_TEST(texts_as_texts),
        DECODE_TEST(columns_of_nulls),
    };
    return cmocka_run_group_tests(tests, make_rules, free_rules);
}

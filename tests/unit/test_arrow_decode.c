/* Columns of every type that feeds an indicator, read by blocks, against the same values given to
 * records: what is there, what is missing, what does not fit. */
#include "arrow_fixture.h"

#include <float.h>
#include <math.h>
#include <stdio.h>

#define ROWS 2057 /* a block and a little */
#define FEW_ROWS 301
#define TWO_TO_53 9007199254740992
#define MODES 3

/* The scale `many` and the end of it are made by make_rules. */
static const char rules_head[] = HEAD
    "choices:\n  far: [{id: ten, code: 10}, {id: three, code: 3}, {id: below, code: -5}, {id: "
    "hundred, code: "
    "100},\n"
    "        {id: large, code: 200}]\n"
    "  turned: [{id: third, code: 3}, {id: first, code: 1}, {id: second, code: 2}]\n"
    "indicators:\n"
    "  n: {type: number}\n  bounded: {type: number, min: -1000, max: 1000}\n  w: {type: integer}\n"
    "  wb: {type: integer, max: 100, blank_means: 7}\n  d: {type: date}\n  db: {type: date, "
    "blank_means: "
    "2009-01-31}\n"
    "  g: {type: grade}\n  gb: {type: grade, blank_means: good}\n  far: {type: far}\n  turned: "
    "{type: "
    "turned}\n"
    "  many: {type: many}\n"
    "  f: {type: boolean}\n  fb: {type: boolean, blank_means: true}\n  t: {type: text}\n  tp: "
    "{type: text, "
    "pattern: '[0-9]{2,3}'}\n"
    "derived:\n"
    "  out_n: {value: n, output: true}\n  out_bounded: {value: bounded, output: true}\n  out_w: "
    "{value: w, "
    "output: true}\n"
    "  out_wb: {value: wb, output: true}\n  out_d: {value: d, output: true}\n  out_db: {value: db, "
    "output: "
    "true}\n"
    "  out_g: {value: g, output: true}\n  out_gb: {value: gb, output: true}\n  out_far: {value: "
    "far, output: "
    "true}\n"
    "  out_turned: {value: turned, output: true}\n"
    "  out_many: {value: many, output: true}\n  out_f: {value: f, output: true}\n  out_fb: {value: "
    "fb, "
    "output: true}\n"
    "  out_t: {value: t, output: true}\n  out_tp: {value: tp, output: true}\n"
    "decisions:\n"
    "  sorted:\n    choose: first\n    outcomes: [a, b, c]\n    rules:\n"
    "      - {id: one, then: a, when: n > 2 or f}\n"
    "      - {id: two, then: b, when: w < 3 and not fb}\n"
    "      - {id: three, then: c, when: g is fair or worse}\n"
    "    otherwise: b\n"
    "scales:\n  grade: [{id: good, code: 1}, {id: fair, code: 2, aliases: [so so]}, {id: poor, "
    "code: 3}, "
    "{id: bad, code: 4}]\n  many: [";

typedef enum mode { FITTING, LAST_UNFIT, WILD } mode;

typedef struct fixture {
    schoolcat_ruleset *plain, *assuming;
    unsigned variant;
} fixture;

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
    static fixture f;
    size_t length = sizeof rules_head - 1;
    memcpy(text, rules_head, length);
    for (unsigned i = 0; i < 200; i++)
        length +=
            (size_t)snprintf(text + length, sizeof text - length, "%ss%u", i == 0 ? "" : ", ", i);
    (void)snprintf(text + length, sizeof text - length, "]\n");
    f.plain = fixture_rules(text, NULL, 0);
    f.assuming = fixture_rules(text, assumptions, COUNT_OF(assumptions));
    *state = &f;
    return 0;
}

static int free_rules(void **state)
{
    fixture *f = *state;
    schoolcat_ruleset_free(f->plain);
    schoolcat_ruleset_free(f->assuming);
    return 0;
}

/* The table of variant after variant: an offset of its own, some nulls, some rows null as wholes,
 * or none of these. */
static void start(const fixture *f, fixture_table *table, mode m)
{
    fixture_table_start(table, rows_of(m), f->variant % 3 == 0 ? 0 : f->variant % 13);
}

static void add_nulls(const fixture *f, fixture_table *table)
{
    for (size_t i = 0; i < table->count; i++)
        for (size_t row = 0; row + 1 < table->rows && f->variant % 4 != 0; row++)
            if (fixture_drawn(5) == 0)
                fixture_null(&table->columns[i], row);
    for (size_t row = 0; row + 1 < table->rows && f->variant % 5 == 1; row++)
        if (fixture_drawn(20) == 0)
            fixture_null_row(table, row);
}

static void finish(fixture *f, fixture_table *table)
{
    schoolcat_arrow_options options = SCHOOLCAT_ARROW_OPTIONS;
    add_nulls(f, table);
    options.nulls_are_blank = f->variant % 2 == 0;
    options.row_number = f->variant % 7 == 0 ? 1001 : 0;
    fixture_compare(table, f->variant / 2 % 2 == 0 ? f->plain : f->assuming, &options, 1);
    fixture_table_end(table);
    f->variant++;
}

static size_t own_offset(const fixture *f)
{
    return f->variant * 5 % 17;
}

/* --- whole numbers --- */

typedef struct width {
    const char *format;
    int64_t least, most;
} width;
static const width widths[] = {{"c", INT8_MIN, INT8_MAX},   {"C", 0, UINT8_MAX},
                               {"s", INT16_MIN, INT16_MAX}, {"S", 0, UINT16_MAX},
                               {"i", INT32_MIN, INT32_MAX}, {"I", 0, UINT32_MAX},
                               {"l", INT64_MIN, INT64_MAX}, {"L", 0, INT64_MAX}};
enum { WIDTHS = COUNT_OF(widths) };

static bool is_in(const width *w, int64_t value)
{
    return value >= w->least && value <= w->most;
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
    static const int64_t beyond[] = {TWO_TO_53 + 1, -TWO_TO_53 - 1, INT64_MAX, INT64_MIN,
                                     101,           -1001,          1000,      1001};
    if (m == WILD && fixture_drawn(4) == 0)
        return beyond[fixture_drawn(8)];
    if (!bounded && fixture_drawn(9) == 0)
        return edges[fixture_drawn(8)];
    return (int64_t)fixture_drawn(201) - 100;
}

static void fill_wholes(fixture_table *table, const width *w, mode m, size_t offset)
{
    static const char *const names[] = {"n", "bounded", "w", "wb"};
    const int64_t last[] = {TWO_TO_53 + 1, 1001, w->least < 0 ? -TWO_TO_53 - 1 : TWO_TO_53 + 1,
                            101};
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

static void whole_numbers(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < WIDTHS; i++)
        for (mode m = 0; m < MODES; m++) {
            fixture_table table;
            start(f, &table, m);
            fill_wholes(&table, &widths[i], m, own_offset(f));
            finish(f, &table);
        }
}

/* --- fractions --- */

/* What a float holds is the decimal it was made from. */
static void put_fraction(fixture_column *column, size_t row, double value)
{
    fixture_put_double(column, row, value);
    fixture_number(&column->cells[row], value);
}

static double draw_fraction(mode m, bool whole)
{
    static const double beyond[] = {
        (double)INFINITY, -(double)INFINITY, 18014398509481984, -0.0, 1000.5, 0.5,
        FLT_MAX,          -FLT_MAX};
    if (fixture_drawn(11) == 0)
        return (double)NAN;
    if (m == WILD && fixture_drawn(4) == 0)
        return beyond[fixture_drawn(8)];
    double hundredths = (double)fixture_drawn(20001) - 10000;
    return whole ? rint(hundredths / 100) : hundredths / 100;
}

static void fractions(void **state)
{
    static const char *const formats[] = {"g", "f"}, *const names[] = {"n", "bounded", "w", "wb"};
    fixture *f = *state;
    for (size_t k = 0; k < 8; k++) {
        fixture_table table;
        mode m = k % 4 == 3 ? FITTING : (mode)(k % 4);
        start(f, &table, m);
        for (size_t i = 0; i < 4; i++) {
            fixture_column *column =
                fixture_add(&table, names[i], formats[k / 4], own_offset(f) + i);
            for (size_t row = 0; row < table.rows; row++)
                put_fraction(column, row, draw_fraction(m, i > 1));
            if (m == LAST_UNFIT && i != 0)
                put_fraction(column, table.rows - 1,
                             i == 1           ? -1000.25
                             : k / 4 == i % 2 ? 2.5
                                              : 18014398509481984);
        }
        finish(f, &table);
    }
}

/* --- dates --- */

static void dates(void **state)
{
    static const struct {
        const char *format;
        int64_t ticks_per_day;
    } formats[] = {{"tdD", 1},
                   {"tdm", 86400000},
                   {"tss:", 86400},
                   {"tsm:UTC", 86400000},
                   {"tsu:Europe/London", 86400000000},
                   {"tsn:", 86400000000000}};
    fixture *f = *state;
    for (size_t k = 0; k < 6 * MODES; k++) {
        mode m = (mode)(k % MODES);
        int64_t ticks = formats[k / MODES].ticks_per_day,
                days = k / MODES == 5 || m != WILD ? 100000 : 4000000;
        fixture_table table;
        start(f, &table, m);
        for (size_t i = 0; i < 2; i++) {
            fixture_column *column = fixture_add(&table, i == 0 ? "d" : "db",
                                                 formats[k / MODES].format, own_offset(f) + i);
            for (size_t row = 0; row < table.rows; row++) {
                int64_t day = (int64_t)fixture_drawn((unsigned)(2 * days)) - days;
                if (m == LAST_UNFIT && row + 1 == table.rows && k / MODES < 5)
                    day = 3000000;
                int64_t rest =
                    day % 3 == 0 ? 0 : ticks - 1 - (int64_t)fixture_drawn(2) * (ticks / 2);
                fixture_put_integer(column, row,
                                    day * ticks + (days > 100000 || rest < 0 ? 0 : rest));
                fixture_number(&column->cells[row], (double)day);
            }
        }
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

static void whole_numbers_as_words(void **state)
{
    static const int64_t codes[] = {10, 3, -5, 100, 10, 3, 3, 200},
                         wild[] = {0, 7, 300, -1, 2, 128, -129, 40000};
    static const char *const names[] = {"f", "fb", "g", "gb", "far", "t", "tp", "turned"};
    fixture *f = *state;
    for (size_t k = 0; k < WIDTHS * MODES; k++) {
        const width *w = &widths[k / MODES];
        mode m = (mode)(k % MODES);
        fixture_table table;
        start(f, &table, m);
        for (size_t i = 0; i < 8; i++) {
            fixture_column *column = fixture_add(&table, names[i], w->format, own_offset(f) + i);
            for (size_t row = 0; row < table.rows; row++) {
                int64_t far = codes[fixture_drawn(8)],
                        drawn = (int64_t)fixture_drawn(5 - (m == FITTING));
                int64_t fitting[] = {
                    drawn % 2, drawn % 2,  1 + drawn % 4, 1 + drawn % 3, is_in(w, far) ? far : 3,
                    drawn,     10 + drawn, 1 + drawn % 3};
                bool astray =
                    m == WILD ? fixture_drawn(6) == 0 : m == LAST_UNFIT && row + 1 == table.rows;
                put_spelled(column, row, w, astray ? wild[fixture_drawn(8)] : fitting[i]);
            }
        }
        finish(f, &table);
    }
}

static void fractions_as_words(void **state)
{
    static const double drawn[] = {1, 1, 0, 2, 3, 0.5, (double)NAN, (double)INFINITY, 12, 1e20};
    static const char *const names[] = {"f", "fb", "g", "gb", "far", "t", "tp"};
    fixture *f = *state;
    for (size_t k = 0; k < 8; k++) {
        mode m = k % 2 == 0 ? WILD : FITTING;
        fixture_table table;
        start(f, &table, m);
        for (size_t i = 0; i < 7; i++) {
            fixture_column *column =
                fixture_add(&table, names[i], k / 2 % 2 == 0 ? "g" : "f", own_offset(f) + i);
            for (size_t row = 0; row < table.rows; row++) {
                double value = m == WILD ? drawn[fixture_drawn(10)] : i == 4 ? 3 : i == 6 ? 12 : 1;
                value = k / 2 % 2 == 1 && value > 1e19 ? 16 : value;
                fixture_put_double(column, row, value);
                fixture_formatted(&column->cells[row], value);
            }
        }
        finish(f, &table);
    }
}

static void truths(void **state)
{
    fixture *f = *state;
    for (size_t k = 0; k < 8; k++) {
        fixture_table table;
        start(f, &table, k % 2 == 0 ? FITTING : WILD);
        for (size_t i = 0; i < 2; i++) {
            fixture_column *column =
                fixture_add(&table, i == 0 ? "f" : "fb", "b", own_offset(f) + i);
            for (size_t row = 0; row < table.rows; row++) {
                bool set = fixture_drawn(3) == 0;
                fixture_put_integer(column, row, set);
                column->cells[row] = (fixture_cell){.kind = FIXTURE_BOOLEAN, .number = set};
            }
        }
        finish(f, &table);
    }
}

/* --- dictionaries --- */

static const char *entry_of(size_t entry, size_t count, mode m, const char *symbols[200])
{
    static const char *const wild[] = {NULL, "NA", "unheard of", "", "x", "  ", "s 7", NULL};
    if (m == LAST_UNFIT && entry + 1 == count)
        return "unheard of";
    if (m == WILD && entry % 3 == 1)
        return wild[entry / 3 % 8];
    return symbols[entry * 7 % 200];
}

/* Rows are given the cell of their entry, null ones a null; an index beyond them fits nothing. */
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

static void fill_indices(fixture_column *column, const width *w, mode m, size_t kind,
                         const char *const *entries, size_t count)
{
    size_t used = (size_t)w->most < count ? (size_t)w->most + 1 : count;
    for (size_t row = 0; row < column->rows; row++) {
        int64_t index = (int64_t)fixture_drawn((unsigned)(m == LAST_UNFIT ? used - 1 : used));
        if (m == WILD && fixture_drawn(30) == 0 && is_in(w, -3))
            index = fixture_drawn(2) == 0 ? -3 : w->most;
        put_index(column, row, index, entries, count);
    }
    /* a word that is none of the scale's, an index beyond the entries, or one below them */
    if (m == LAST_UNFIT) {
        int64_t last[] = {(int64_t)used - 1, (int64_t)count, -100};
        put_index(column, column->rows - 1, is_in(w, last[kind]) ? last[kind] : last[0], entries,
                  count);
    }
    if (m == WILD && is_in(w, (int64_t)count))
        put_index(column, 7, (int64_t)count, entries, count);
    fixture_add_dictionary(column, entries, count);
}

static void dictionaries_of_symbols(void **state)
{
    static const size_t counts[] = {3, 17, 200};
    static char ids[200][8];
    const char *many[200], *grades[200], *entries[200];
    static const char *const spellings[] = {"good", "Fair", "3", "SO-SO", "bad"};
    fixture *f = *state;
    for (size_t i = 0; i < 200; i++) {
        (void)snprintf(ids[i], sizeof ids[i], "s%u", (unsigned)i);
        many[i] = ids[i];
        grades[i] = spellings[i % 5];
    }
    for (size_t k = 0; k < WIDTHS * MODES * 3; k++) {
        static const char *const names[] = {"many", "g", "gb"};
        mode m = (mode)(k % MODES);
        size_t count = counts[k / MODES % 3];
        fixture_table table;
        start(f, &table, m);
        for (size_t i = 0; i < 3; i++) {
            for (size_t entry = 0; entry < count; entry++)
                entries[entry] = entry_of(entry, count, m, i == 0 ? many : grades);
            fill_indices(
                fixture_add(&table, names[i], widths[k / MODES / 3].format, own_offset(f) + i),
                &widths[k / MODES / 3], m, (i + k / MODES + k / MODES / 3) % 3, entries, count);
        }
        finish(f, &table);
    }
}

static void dictionaries_of_numbers(void **state)
{
    static const char *const names[] = {"t", "n", "g"};
    static const double entries[][4] = {{860, 0.5, -12, 1e21}, {3, 12.5, 7, 0}, {3, 10, 100, 3}};
    fixture *f = *state;
    for (size_t k = 0; k < WIDTHS; k++) {
        fixture_table table;
        start(f, &table, FITTING);
        for (size_t i = 0; i < 3; i++) {
            fixture_column *column =
                fixture_add(&table, names[i], widths[k].format, own_offset(f) + i);
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

static void dictionaries_of_other_words(void **state)
{
    static const char *const names[] = {"n", "wb", "d", "f", "fb", "t", "tp"};
    static const char *const entries[] = {"12.5",  "1,234", "7", "2009-02-28", "30/02/2009",
                                          "yes",   "FALSE", "",  "NA",         NULL,
                                          "words", "123",   "x"};
    fixture *f = *state;
    for (size_t k = 0; k < WIDTHS; k++) {
        fixture_table table;
        start(f, &table, k % 2 == 0 ? FITTING : WILD);
        for (size_t i = 0; i < 7; i++)
            fill_indices(fixture_add(&table, names[i], widths[k].format, own_offset(f) + i),
                         &widths[k], k % 2 == 0 ? FITTING : WILD, 0, entries, 13);
        finish(f, &table);
    }
}

/* --- texts and nulls --- */

static void texts_as_texts(void **state)
{
    static const char *const formats[] = {"u", "U", "vu"};
    static const char *const drawn[] = {"",
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
    fixture *f = *state;
    for (size_t k = 0; k < 12; k++) {
        fixture_cell texts[ROWS];
        fixture_table table;
        start(f, &table, FITTING);
        for (size_t i = 0; i < 2; i++) {
            for (size_t row = 0; row < ROWS; row++) {
                const char *text = k % 4 == 0 ? (i == 0 ? drawn[2] : drawn[3 + fixture_drawn(2)])
                                              : drawn[fixture_drawn(12)];
                fixture_text(&texts[row], text, strlen(text));
            }
            (void)fixture_add_texts(&table, i == 0 ? "t" : "tp", formats[k % 3], own_offset(f) + i,
                                    texts);
        }
        finish(f, &table);
    }
}

static void columns_of_nulls(void **state)
{
    static const char *const names[] = {"n", "wb", "db", "gb", "many", "fb", "t", "tp"};
    fixture *f = *state;
    for (size_t k = 0; k < 4; k++) {
        fixture_table table;
        start(f, &table, FITTING);
        for (size_t i = 0; i < 8; i++)
            (void)fixture_add(&table, names[i], "n", 0);
        finish(f, &table);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_numbers),
        cmocka_unit_test(fractions),
        cmocka_unit_test(dates),
        cmocka_unit_test(whole_numbers_as_words),
        cmocka_unit_test(fractions_as_words),
        cmocka_unit_test(truths),
        cmocka_unit_test(dictionaries_of_symbols),
        cmocka_unit_test(dictionaries_of_other_words),
        cmocka_unit_test(dictionaries_of_numbers),
        cmocka_unit_test(texts_as_texts),
        cmocka_unit_test(columns_of_nulls),
    };
    return cmocka_run_group_tests(tests, make_rules, free_rules);
}

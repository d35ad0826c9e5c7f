/* Arrow results, block after block, compared with those of records: outcomes and rules, sets of
 * possible outcomes of every width, values of every type; validity bitmaps exist only where a value
 * is null. */
#include "arrow_fixture.h"

#include <stdio.h>

#define MAX_ROWS 2050

/* What the rows of a table are like. */
typedef enum manner {
    KNOWN,     /* no value is missing, and a rule always holds */
    LATE_NONE, /* 'no outcome' is possible in the last rows only */
    OPEN,      /* every value is missing */
    MIXED
} manner;

typedef struct writing {
    char text[40000];
    size_t length;
} writing;

static void add(writing *w, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int more = vsnprintf(w->text + w->length, sizeof w->text - w->length, format, arguments);
    va_end(arguments);
    assert_true(more > 0 && (size_t)more < sizeof w->text - w->length);
    w->length += (size_t)more;
}

/* Adds a decision with a rule for each outcome, which holds between two numbers that may be
 * missing. `doubled`: two rules for each. */
static void add_decision(writing *w, const char *id, const char *choose, unsigned outcomes,
                         bool doubled)
{
    add(w, "  %s:\n    choose: %s\n    outcomes: [", id, choose);
    for (unsigned k = 0; k < outcomes; k++)
        add(w, "%so%u", k == 0 ? "" : ", ", k);
    add(w, "]\n    rules:\n");
    for (unsigned k = 0; k < outcomes; k++)
        add(w, "      - {id: r%u, then: o%u, when: %u >= a and %u <= b}\n", k, k, k, k);
    for (unsigned k = 0; k < outcomes && doubled; k++)
        add(w, "      - {id: s%u, then: o%u, when: late and a == %u}\n", k, k, k);
}

static schoolcat_ruleset *rules_of(unsigned outcomes)
{
    static writing w;
    w.length = 0;
    add(&w, HEAD "scales:\n"
                 "  grade: [good, fair, poor]\n"
                 "indicators:\n"
                 "  a: {type: number}\n"
                 "  b: {type: number}\n"
                 "  late: {type: boolean}\n"
                 "  t: {type: text}\n"
                 "  seen: {type: date}\n"
                 "  g: {type: grade}\n"
                 "  w: {type: integer}\n"
                 "derived:\n"
                 "  half: {value: a / 2, output: true}\n"
                 "  whole: {value: w, output: true}\n"
                 "  day: {value: seen, output: true}\n"
                 "  shout: {value: upper(t), output: true}\n"
                 "  words: {value: t, output: true}\n"
                 "  grading: {value: g, output: true}\n"
                 "  empty: {value: \"if(late, '', t)\", output: true}\n"
                 "  earlier: {value: \"coalesce(g, fair)\", output: true}\n"
                 "  choice: {value: settled, output: true}\n"
                 "  is_late: {value: late, output: true}\n"
                 "decisions:\n");
    add_decision(&w, "ranged", "first", outcomes, false);
    add(&w, "      - {id: last, then: o%u, when: not late}\n", outcomes - 1);
    add_decision(&w, "settled", "worst", outcomes, true);
    add(&w, "    otherwise: o1\n");
    add_decision(&w, "single", "unique", outcomes, false);
    add_decision(&w, "advice", "every", outcomes, true);
    return fixture_rules(w.text, NULL, 0);
}

static bool is_known(manner m, size_t row, size_t rows)
{
    switch (m) {
    case KNOWN:
        return true;
    case LATE_NONE:
        return row + 20 < rows || fixture_drawn(2) == 0;
    case OPEN:
        return false;
    default:
        return fixture_drawn(4) != 0;
    }
}

static void put_numbers(fixture_table *table, manner m, unsigned outcomes, size_t offset)
{
    fixture_column *a = fixture_add(table, "a", "g", offset),
                   *b = fixture_add(table, "b", "i", offset + 1),
                   *w = fixture_add(table, "w", "s", 3);
    for (size_t row = 0; row < table->rows; row++) {
        unsigned from = fixture_drawn(outcomes + 1), to = fixture_drawn(outcomes + 2),
                 number = fixture_drawn(700);
        if (m == KNOWN)
            from = from * to / (outcomes + 2);
        fixture_put_double(a, row, from);
        fixture_number(&a->cells[row], from);
        fixture_put_integer(b, row, to);
        fixture_number(&b->cells[row], to);
        fixture_put_integer(w, row, number);
        fixture_number(&w->cells[row], number);
    }
}

static void put_others(fixture_table *table, manner m, size_t offset)
{
    static const char long_text[] = "an ordinary note of this invented school that goes on for "
                                    "more bytes than a row is given at first";
    static fixture_cell texts[MAX_ROWS];
    static const char *const grades[] = {"good", "fair", "poor"};
    fixture_column *late = fixture_add(table, "late", "b", offset + 2),
                   *seen = fixture_add(table, "seen", "tdD", 0),
                   *g = fixture_add(table, "g", "C", 1);
    for (size_t row = 0; row < table->rows; row++) {
        bool set = m == MIXED ? fixture_drawn(2) == 0 : m == LATE_NONE && row + 20 >= table->rows;
        fixture_put_integer(late, row, set);
        late->cells[row] = (fixture_cell){.kind = FIXTURE_BOOLEAN, .number = set};
        int64_t day = 14000 + (int64_t)(row % 50), grade = (int64_t)fixture_drawn(3);
        fixture_put_integer(seen, row, day);
        fixture_number(&seen->cells[row], (double)day);
        fixture_put_integer(g, row, grade);
        fixture_text(&g->cells[row], grades[grade], 4);
        fixture_text(&texts[row], long_text, 5 + fixture_drawn(sizeof long_text - 5));
    }
    fixture_add_dictionary(g, grades, 3);
    (void)fixture_add_texts(table, "t", offset % 2 == 0 ? "u" : "U", 0, texts);
}

static void make_table(fixture_table *table, size_t rows, manner m, unsigned outcomes,
                       size_t offset)
{
    fixture_table_start(table, rows, offset % 3);
    put_numbers(table, m, outcomes, offset);
    put_others(table, m, offset);
    for (size_t i = 0; i < table->count; i++)
        for (size_t row = 0; row < rows; row++)
            if (!is_known(m, row, rows))
                fixture_null(&table->columns[i], row);
}

/* How a table is filled and stored, and whether possible outcomes are left out of the answer. */
static const struct {
    manner manner;
    size_t offset;
    bool leave_out_possible;
} table_cases[] = {
    {KNOWN, 0, false}, {LATE_NONE, 1, false}, {OPEN, 2, false}, {MIXED, 3, false},
    {KNOWN, 4, true},  {LATE_NONE, 5, true},  {OPEN, 7, true},  {MIXED, 9, true},
};

static void compare_all(unsigned outcomes, const size_t *counts, size_t count)
{
    schoolcat_ruleset *rules = rules_of(outcomes);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < COUNT_OF(table_cases); k++) {
            fixture_table table;
            schoolcat_arrow_options options = SCHOOLCAT_ARROW_OPTIONS;
            options.leave_out_possible = table_cases[k].leave_out_possible;
            make_table(&table, counts[i], table_cases[k].manner, outcomes, table_cases[k].offset);
            fixture_compare(&table, rules, &options, 1);
            fixture_table_end(&table);
        }
    schoolcat_ruleset_free(rules);
}

static const size_t few_rows[] = {0, 1, 7, 8, 9, 127, 128, 129};
static const size_t many_rows[] = {2047, 2048, 2049, 2050};

/* `many`: the number of rows about the end of a block. */
typedef struct set_case {
    unsigned outcomes;
    size_t many;
} set_case;

static void compare_sets(const set_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        compare_all(cases[i].outcomes, few_rows, COUNT_OF(few_rows));
        compare_all(cases[i].outcomes, &cases[i].many, 1);
    }
}

static void sets_of_one_byte(void **state)
{
    static const set_case cases[] = {{2, 2047}, {3, 2048}, {4, 2049}, {5, 2050}, {7, 2047}};
    (void)state;
    compare_sets(cases, COUNT_OF(cases));
}

static void sets_of_two_bytes(void **state)
{
    static const set_case cases[] = {{8, 2047}, {9, 2048}, {15, 2049}};
    (void)state;
    compare_sets(cases, COUNT_OF(cases));
}

static void sets_of_many_bytes(void **state)
{
    (void)state;
    static const unsigned outcomes[] = {16, 31, 63, 64, 70};
    for (size_t i = 0; i < COUNT_OF(outcomes); i++)
        compare_all(outcomes[i], few_rows, COUNT_OF(few_rows));
}

/* Sets of possible outcomes, in every number of rows about the end of a block. */
static void every_number_of_rows(void **state)
{
    (void)state;
    compare_all(4, many_rows, COUNT_OF(many_rows));
}

/* Rules with output values only, and with a decision; tables with and without a column. */
static void tables_of_no_rows(void **state)
{
    (void)state;
    static const char *const texts[] = {HEAD "indicators:\n"
                                             "  late: {type: boolean}\n"
                                             "derived:\n"
                                             "  x: {value: late, output: true}\n",
                                        HEAD "indicators:\n"
                                             "  late: {type: boolean}\n"
                                             "  t: {type: text}\n"
                                             "derived:\n"
                                             "  x: {value: late, output: true}\n"
                                             "  y: {value: not late, output: true}\n"
                                             "  z: {value: t, output: true}\n"
                                             "decisions:\n"
                                             "  d:\n"
                                             "    choose: first\n"
                                             "    outcomes: [o]\n"
                                             "    rules: [{id: r, then: o, when: late}]\n"};
    static const bool has_column[] = {false, true};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        for (size_t k = 0; k < COUNT_OF(has_column); k++) {
            schoolcat_ruleset *rules = fixture_rules(texts[i], NULL, 0);
            fixture_table table;
            schoolcat_arrow_options options = SCHOOLCAT_ARROW_OPTIONS;
            fixture_table_start(&table, 0, 0);
            if (has_column[k])
                (void)fixture_add(&table, "late", "b", 0);
            fixture_compare(&table, rules, &options, 1);
            fixture_table_end(&table);
            schoolcat_ruleset_free(rules);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_of_one_byte),   cmocka_unit_test(sets_of_two_bytes),
        cmocka_unit_test(sets_of_many_bytes), cmocka_unit_test(every_number_of_rows),
        cmocka_unit_test(tables_of_no_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

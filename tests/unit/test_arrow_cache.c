/* The cache of parsed texts: text columns of indicators that are not text give what records give,
 * cached or not, and every invalid text is reported. */
#include "rules_fixture.h"

#include <stdio.h>

#define ROWS 6000 /* more than the cache has entries, and more than a block */
#define MAX_LENGTH 20

static const char rules_text[] =
    HEAD "scales:\n"
         "  grade: [{id: good, code: 1}, {id: fair, code: 2, aliases: [requires "
         "improvement]}, {id: poor, code: 3}]\n"
         "indicators:\n"
         "  number: {type: number, min: -1000000, max: 1000000}\n"
         "  whole: {type: integer, blank_means: 7}\n"
         "  graded: {type: grade}\n"
         "  flag: {type: boolean, blank_means: true}\n"
         "  seen: {type: date, date_format: '%d/%m/%Y'}\n"
         "derived:\n"
         "  a: {value: number, output: true}\n"
         "  b: {value: whole, output: true}\n"
         "  c: {value: graded, output: true}\n"
         "  d: {value: flag, output: true}\n"
         "  e: {value: seen, output: true}\n"
         "decisions:\n"
         "  q:\n"
         "    choose: first\n"
         "    outcomes: [x]\n"
         "    rules: [{id: r, then: x, when: flag}]\n";

enum { NUMBER, WHOLE, GRADED, FLAG, SEEN, INDICATORS };

typedef struct table {
    char bytes[ROWS * MAX_LENGTH];
    int32_t ends[ROWS + 1];
    const void *buffers[3];
    struct ArrowArray column, *columns[1], rows;
    struct ArrowSchema column_schema, *schemas[1], schema;
} table;

static unsigned draw(unsigned below)
{
    static unsigned state = 20090131;
    state = state * 1664525u + 1013904223u;
    return (state >> 10) % below;
}

static const char *const words[INDICATORS][7] = {
    {"12.5%", "1,234.5", "SUPP", "x", " 7 ", "", "1e3"},
    {"12", "1,234", "NA", "1.5", " 7 ", "  ", "-0"},
    {"good", "Requires Improvement", "requires-improvement", "3", "poorly", "", "0003"},
    {"yes", "no", "TRUE", "0", "perhaps", "", "\xC2\xA0"},
    {"01/02/2009", "1/2/2009", "2009-02-01", "30/02/2009", "", "x", "31/12/1999"},
};

/* Draws a word, or digits that differ from others in length, in the middle, or not at all. */
static size_t draw_text(size_t indicator, char to[MAX_LENGTH])
{
    if (draw(3) == 0) {
        const char *word = words[indicator][draw(7)];
        memcpy(to, word, strlen(word));
        return strlen(word);
    }
    size_t length = 1 + draw(MAX_LENGTH - 1);
    for (size_t i = 0; i < length; i++)
        to[i] = (char)('0' + (i == length / 2 ? draw(4) : 1));
    if (length > 6)
        to[length - 3] = '.';
    return length;
}

static void fill(table *t, size_t indicator, const char *name)
{
    memset(t, 0, sizeof *t);
    for (size_t row = 0; row < ROWS; row++)
        t->ends[row + 1] = t->ends[row] + (int32_t)draw_text(indicator, t->bytes + t->ends[row]);
    t->buffers[1] = t->ends;
    t->buffers[2] = t->bytes;
    t->column = (struct ArrowArray){
        .length = ROWS, .n_buffers = 3, .buffers = t->buffers, .release = no_release_array};
    t->columns[0] = &t->column;
    t->rows = (struct ArrowArray){.length = ROWS,
                                  .n_buffers = 1,
                                  .n_children = 1,
                                  .buffers = t->buffers,
                                  .children = t->columns,
                                  .release = no_release_array};
    t->column_schema =
        (struct ArrowSchema){.format = "u", .name = name, .release = no_release_schema};
    t->schemas[0] = &t->column_schema;
    t->schema = (struct ArrowSchema){
        .format = "+s", .n_children = 1, .children = t->schemas, .release = no_release_schema};
}

static void assert_value(const struct ArrowArray *column, size_t indicator, size_t row,
                         const schoolcat_value *value)
{
    const uint8_t *validity = column->buffers[0], *bits = column->buffers[1];
    bool valid = validity == NULL || ((validity[row / 8] >> (row % 8)) & 1);
    assert_int_equal(valid, value->missing == SCHOOLCAT_PRESENT);
    if (!valid)
        return;
    switch (indicator) {
    case NUMBER:
        assert_true(((const double *)column->buffers[1])[row] == value->number);
        break;
    case WHOLE:
        assert_true((double)((const int64_t *)column->buffers[1])[row] == value->number);
        break;
    case GRADED:
        assert_int_equal(((const int8_t *)column->buffers[1])[row], value->item);
        break;
    case FLAG:
        assert_int_equal((bits[row / 8] >> (row % 8)) & 1, value->boolean);
        break;
    default:
        assert_true(((const int32_t *)column->buffers[1])[row] == value->number);
    }
}

/* Compares every row with a record; returns the number of invalid values, which must be reported in
 * row order. */
static size_t compare_rows(schoolcat_ruleset *rules, const table *t, size_t indicator,
                           const struct ArrowArray *answer, const schoolcat_problems *problems)
{
    schoolcat_record *record = NULL;
    schoolcat_result *result = NULL;
    assert_int_equal(schoolcat_record_new(rules, &record), SCHOOLCAT_OK);
    assert_int_equal(schoolcat_result_new(rules, &result), SCHOOLCAT_OK);
    size_t invalid = 0;
    for (size_t row = 0; row < ROWS; row++) {
        schoolcat_value value = SCHOOLCAT_VALUE;
        const char *text = t->bytes + t->ends[row];
        schoolcat_record_clear(record);
        if (schoolcat_record_set_cell(record, indicator, text,
                                      (size_t)(t->ends[row + 1] - t->ends[row]),
                                      NULL) != SCHOOLCAT_OK) {
            schoolcat_problem problem = SCHOOLCAT_PROBLEM;
            assert_int_equal(schoolcat_problems_get(problems, invalid++, &problem), SCHOOLCAT_OK);
            assert_int_equal(problem.row, row + 1);
            assert_int_equal(schoolcat_record_set_missing(record, indicator, SCHOOLCAT_INVALID),
                             SCHOOLCAT_OK);
        }
        assert_int_equal(schoolcat_evaluate(result, record, NULL), SCHOOLCAT_OK);
        assert_int_equal(schoolcat_result_value(result, SCHOOLCAT_PART_OUTPUT, indicator, &value),
                         SCHOOLCAT_OK);
        assert_value(answer->children[4 + indicator], indicator, row, &value);
    }
    schoolcat_result_free(result);
    schoolcat_record_free(record);
    return invalid;
}

static void test_cells_are_read_as_by_a_record(void **state)
{
    (void)state;
    static const char *const names[] = {"number", "whole", "graded", "flag", "seen"};
    schoolcat_ruleset *rules = load_rules(rules_text, NULL);
    table *t = malloc(sizeof *t);
    assert_non_null(t);
    for (size_t indicator = 0; indicator < INDICATORS; indicator++) {
        schoolcat_problems *problems = NULL;
        schoolcat_arrow_options options = SCHOOLCAT_ARROW_OPTIONS;
        struct ArrowSchema schema;
        struct ArrowArray answer;
        options.read_invalid_as_missing = true;
        assert_int_equal(schoolcat_problems_new(ROWS, &problems), SCHOOLCAT_OK);
        fill(t, indicator, names[indicator]);
        assert_int_equal(schoolcat_evaluate_arrow(rules, &t->schema, &t->rows, &options, problems,
                                                  &schema, &answer),
                         SCHOOLCAT_OK);
        size_t invalid = compare_rows(rules, t, indicator, &answer, problems);
        assert_true(invalid > 0 && invalid < ROWS);
        assert_int_equal(schoolcat_problems_total(problems), invalid);
        answer.release(&answer);
        schema.release(&schema);
        schoolcat_problems_free(problems);
    }
    schoolcat_ruleset_free(rules);
    free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cells_are_read_as_by_a_record)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Records through the public API: setters and the values they refuse, columns, problems. */
#include "failing_allocator.h"
#include "rules_fixture.h"

#include <math.h>

static const char rule_file[] =
    HEAD "missing: [NA, n/k]\n"
         "scales:\n"
         "  grade: [{id: good, code: 1, aliases: [Fine, NA]}, {id: poor, code: 2}]\n"
         "indicators:\n"
         "  rank: {type: number, min: 0, max: 100, aliases: [Rank among schools]}\n"
         "  visits: {type: integer}\n"
         "  threat: {type: boolean}\n"
         "  seen: {type: date, min: 2000-01-01}\n"
         "  teaching: {type: grade, aliases: [SEF T&L]}\n"
         "  laestab: {type: text, pattern: \"[0-9]{7}\"}\n"
         "  comment: {type: text}\n"
         "decisions:\n"
         "  category:\n"
         "    choose: first\n"
         "    outcomes: [fine, bad]\n"
         "    rules:\n"
         "      - {id: poor, then: bad, when: teaching is poor}\n"
         "    otherwise: fine\n";

enum { RANK, VISITS, THREAT, SEEN, TEACHING, LAESTAB, COMMENT, INDICATORS };

typedef struct fixture {
    schoolcat_ruleset *rules;
    schoolcat_record *record;
    schoolcat_problems *problems;
} fixture;

static int set_up(void **state)
{
    static fixture made;
    made.rules = load_rules(rule_file, NULL);
    *state = &made;
    return schoolcat_record_new(made.rules, &made.record) != SCHOOLCAT_OK ||
           schoolcat_problems_new(3, &made.problems) != SCHOOLCAT_OK;
}

static int tear_down(void **state)
{
    fixture *made = *state;
    schoolcat_ruleset_free(made->rules);
    schoolcat_record_free(made->record);
    schoolcat_problems_free(made->problems);
    return 0;
}

static int clear(void **state)
{
    fixture *made = *state;
    schoolcat_record_clear(made->record);
    schoolcat_problems_clear(made->problems);
    return 0;
}

static void assert_problem(const schoolcat_problems *problems, size_t index, uint64_t row,
                           const char *column, const char *value, const char *expected)
{
    schoolcat_problem problem = SCHOOLCAT_PROBLEM;
    assert_int_equal(schoolcat_problems_get(problems, index, &problem), SCHOOLCAT_OK);
    assert_int_equal(problem.row, row);
    assert_string_equal(problem.column, column);
    assert_string_equal(problem.value, value);
    assert_string_equal(problem.expected, expected);
}

static void test_fresh_slots_are_absent(void **state)
{
    fixture *made = *state;
    for (size_t i = 0; i < INDICATORS; i++)
        assert_int_equal(schoolcat_record_missing(made->record, i), SCHOOLCAT_ABSENT);
    assert_int_equal(schoolcat_record_set_boolean(made->record, THREAT, true), SCHOOLCAT_OK);
    assert_int_equal(schoolcat_record_missing(made->record, THREAT), SCHOOLCAT_PRESENT);
    schoolcat_record_clear(made->record);
    assert_int_equal(schoolcat_record_missing(made->record, THREAT), SCHOOLCAT_ABSENT);
}

static void test_setters_check_the_type(void **state)
{
    fixture *made = *state;
    schoolcat_record *record = made->record;
    for (size_t i = 0; i < INDICATORS; i++) {
        bool number = i == RANK || i == VISITS, text = i == LAESTAB || i == COMMENT;
        assert_int_equal(schoolcat_record_set_number(record, i, 5, NULL),
                         number ? SCHOOLCAT_OK : SCHOOLCAT_ERROR_MISMATCH);
        assert_int_equal(schoolcat_record_set_boolean(record, i, true),
                         i == THREAT ? SCHOOLCAT_OK : SCHOOLCAT_ERROR_MISMATCH);
        assert_int_equal(schoolcat_record_set_date(record, i, 14000, NULL),
                         i == SEEN ? SCHOOLCAT_OK : SCHOOLCAT_ERROR_MISMATCH);
        assert_int_equal(schoolcat_record_set_text(record, i, "8601234", 7, NULL),
                         text ? SCHOOLCAT_OK : SCHOOLCAT_ERROR_MISMATCH);
        assert_int_equal(schoolcat_record_set_item(record, i, 1),
                         i == TEACHING ? SCHOOLCAT_OK : SCHOOLCAT_ERROR_MISMATCH);
        assert_int_equal(schoolcat_record_missing(record, i), SCHOOLCAT_PRESENT);
    }
}

static void test_values_that_do_not_fit(void **state)
{
    fixture *made = *state;
    schoolcat_record *record = made->record;
    schoolcat_problems_at_row(made->problems, 7);
    assert_int_equal(schoolcat_record_set_number(record, RANK, 100.5, made->problems),
                     SCHOOLCAT_ERROR_DATA);
    assert_int_equal(schoolcat_record_set_date(record, SEEN, 0, made->problems),
                     SCHOOLCAT_ERROR_DATA);
    assert_int_equal(schoolcat_record_set_text(record, LAESTAB, "86012", 5, made->problems),
                     SCHOOLCAT_ERROR_DATA);
    assert_problem(made->problems, 0, 7, "rank", "100.5", "a number from 0 to 100");
    assert_problem(made->problems, 1, 7, "seen", "1970-01-01",
                   "a date as YYYY-MM-DD from 2000-01-01");
    assert_problem(made->problems, 2, 7, "laestab", "86012", "text in UTF-8 that matches [0-9]{7}");
    assert_int_equal(schoolcat_record_set_number(record, VISITS, 0.5, made->problems),
                     SCHOOLCAT_ERROR_DATA);
    assert_int_equal(schoolcat_record_set_number(record, RANK, INFINITY, made->problems),
                     SCHOOLCAT_ERROR_DATA);
    assert_int_equal(schoolcat_record_set_number(record, VISITS, 9007199254740994.0, NULL),
                     SCHOOLCAT_ERROR_DATA);
    assert_int_equal(schoolcat_record_set_date(record, SEEN, 14000.5, NULL), SCHOOLCAT_ERROR_DATA);
    assert_int_equal(schoolcat_record_set_date(record, SEEN, 1e9, NULL), SCHOOLCAT_ERROR_DATA);
    assert_int_equal(schoolcat_record_set_item(record, TEACHING, 2), SCHOOLCAT_ERROR_DATA);
    assert_int_equal(schoolcat_record_set_text(record, COMMENT, "\xFF", 1, NULL),
                     SCHOOLCAT_ERROR_DATA);
    assert_int_equal(schoolcat_problems_kept(made->problems), 3);
    assert_int_equal(schoolcat_problems_total(made->problems), 5);
    for (size_t i = 0; i < INDICATORS; i++)
        assert_int_equal(schoolcat_record_missing(record, i), SCHOOLCAT_ABSENT);
}

static void test_a_refused_value_leaves_the_slot(void **state)
{
    fixture *made = *state;
    assert_int_equal(schoolcat_record_set_missing(made->record, RANK, SCHOOLCAT_SUPPRESSED),
                     SCHOOLCAT_OK);
    assert_int_equal(schoolcat_record_set_cell(made->record, RANK, "many", 4, NULL),
                     SCHOOLCAT_ERROR_DATA);
    assert_int_equal(schoolcat_record_missing(made->record, RANK), SCHOOLCAT_SUPPRESSED);
}

static void test_missing(void **state)
{
    fixture *made = *state;
    schoolcat_record *record = made->record;
    for (schoolcat_missing reason = SCHOOLCAT_ABSENT; reason <= SCHOOLCAT_INVALID; reason++) {
        assert_int_equal(schoolcat_record_set_missing(record, RANK, reason), SCHOOLCAT_OK);
        assert_int_equal(schoolcat_record_missing(record, RANK), reason);
    }
    assert_int_equal(schoolcat_record_set_missing(record, RANK, SCHOOLCAT_PRESENT),
                     SCHOOLCAT_ERROR_ARGUMENT);
    assert_int_equal(schoolcat_record_set_missing(record, RANK, SCHOOLCAT_UNDEFINED),
                     SCHOOLCAT_ERROR_ARGUMENT);
    assert_int_equal(schoolcat_record_set_number(record, RANK, NAN, NULL), SCHOOLCAT_OK);
    assert_int_equal(schoolcat_record_missing(record, RANK), SCHOOLCAT_NOT_APPLICABLE);
    assert_int_equal(schoolcat_record_set_date(record, SEEN, NAN, NULL), SCHOOLCAT_OK);
    assert_int_equal(schoolcat_record_missing(record, SEEN), SCHOOLCAT_NOT_APPLICABLE);
}

static schoolcat_missing cell(void **state, size_t indicator, const char *text)
{
    fixture *made = *state;
    assert_int_equal(schoolcat_record_set_cell(made->record, indicator, text, strlen(text), NULL),
                     SCHOOLCAT_OK);
    return schoolcat_record_missing(made->record, indicator);
}

static void test_marks_of_the_rule_file(void **state)
{
    fixture *made = *state;
    assert_int_equal(cell(state, RANK, "n/k"), SCHOOLCAT_NOT_APPLICABLE);
    assert_int_equal(cell(state, RANK, "SUPP"), SCHOOLCAT_SUPPRESSED);
    assert_int_equal(cell(state, RANK, ""), SCHOOLCAT_BLANK);
    assert_int_equal(cell(state, TEACHING, "NA"), SCHOOLCAT_PRESENT); /* an alias of the scale */
    assert_int_equal(cell(state, TEACHING, "n/k"), SCHOOLCAT_NOT_APPLICABLE);
    /* `missing:` replaces the default list, so N/A is not a mark here. */
    assert_int_equal(schoolcat_record_set_cell(made->record, RANK, "N/A", 3, NULL),
                     SCHOOLCAT_ERROR_DATA);
}

static void test_values_have_no_marks(void **state)
{
    fixture *made = *state;
    assert_int_equal(schoolcat_record_set_value(made->record, RANK, "SUPP", 4, NULL),
                     SCHOOLCAT_ERROR_DATA);
    assert_int_equal(schoolcat_record_set_value(made->record, COMMENT, "SUPP", 4, NULL),
                     SCHOOLCAT_OK);
    assert_int_equal(schoolcat_record_missing(made->record, COMMENT), SCHOOLCAT_PRESENT);
    assert_int_equal(schoolcat_record_set_value(made->record, COMMENT, "", 0, NULL), SCHOOLCAT_OK);
    assert_int_equal(schoolcat_record_missing(made->record, COMMENT), SCHOOLCAT_BLANK);
    assert_int_equal(schoolcat_record_set_value(made->record, TEACHING, "fine", 4, NULL),
                     SCHOOLCAT_OK);
    assert_int_equal(schoolcat_record_set_value(made->record, RANK, NULL, 0, NULL), SCHOOLCAT_OK);
    assert_int_equal(schoolcat_record_missing(made->record, RANK), SCHOOLCAT_BLANK);
}

static void test_arguments(void **state)
{
    fixture *made = *state;
    schoolcat_record *none = NULL;
    assert_int_equal(schoolcat_record_new(NULL, &none), SCHOOLCAT_ERROR_ARGUMENT);
    assert_int_equal(schoolcat_record_new(made->rules, NULL), SCHOOLCAT_ERROR_ARGUMENT);
    assert_int_equal(schoolcat_record_set_number(NULL, 0, 1, NULL), SCHOOLCAT_ERROR_ARGUMENT);
    assert_int_equal(schoolcat_record_set_number(made->record, INDICATORS, 1, NULL),
                     SCHOOLCAT_ERROR_ARGUMENT);
    assert_int_equal(schoolcat_record_set_text(made->record, COMMENT, NULL, 3, NULL),
                     SCHOOLCAT_ERROR_ARGUMENT);
    assert_int_equal(schoolcat_record_set_cell(made->record, RANK, NULL, 3, NULL),
                     SCHOOLCAT_ERROR_ARGUMENT);
    assert_int_equal(schoolcat_record_set_missing(made->record, INDICATORS, SCHOOLCAT_BLANK),
                     SCHOOLCAT_ERROR_ARGUMENT);
    schoolcat_record_free(NULL);
    schoolcat_record_clear(NULL);
}

static void test_a_record_retains_its_rules(void **state)
{
    schoolcat_ruleset *rules = load_rules(rule_file, NULL);
    schoolcat_record *record = NULL;
    (void)state;
    assert_int_equal(schoolcat_record_new(rules, &record), SCHOOLCAT_OK);
    schoolcat_ruleset_free(rules);
    assert_int_equal(schoolcat_record_set_cell(record, LAESTAB, "8601234", 7, NULL), SCHOOLCAT_OK);
    schoolcat_record_free(record);
}

static void test_columns(void **state)
{
    fixture *made = *state;
    static const char *const names[] = {"URN", "RANK-among Schools", "sef t&l", "Visits "};
    schoolcat_columns *columns = NULL;
    size_t index = 99;
    assert_int_equal(schoolcat_columns_match(made->rules, names, NULL, 4, made->problems, &columns),
                     SCHOOLCAT_OK);
    assert_false(schoolcat_columns_indicator(columns, 0, &index));
    assert_int_equal(index, 99);
    assert_true(schoolcat_columns_indicator(columns, 1, &index));
    assert_int_equal(index, RANK);
    assert_true(schoolcat_columns_indicator(columns, 2, &index));
    assert_int_equal(index, TEACHING);
    assert_true(schoolcat_columns_column(columns, VISITS, &index));
    assert_int_equal(index, 3);
    assert_false(schoolcat_columns_column(columns, THREAT, &index));
    assert_false(schoolcat_columns_indicator(columns, 4, &index));
    assert_false(schoolcat_columns_column(columns, INDICATORS, &index));
    schoolcat_columns_free(columns);
    schoolcat_columns_free(NULL);
    assert_int_equal(schoolcat_problems_total(made->problems), 0);
}

static void test_columns_with_lengths(void **state)
{
    fixture *made = *state;
    static const char *const names[] = {"rankless"};
    static const size_t lengths[] = {4};
    schoolcat_columns *columns = NULL;
    assert_int_equal(schoolcat_columns_match(made->rules, names, lengths, 1, NULL, &columns),
                     SCHOOLCAT_OK);
    assert_true(schoolcat_columns_indicator(columns, 0, NULL));
    schoolcat_columns_free(columns);
    assert_int_equal(schoolcat_columns_match(made->rules, NULL, NULL, 0, NULL, &columns),
                     SCHOOLCAT_OK);
    schoolcat_columns_free(columns);
}

static void test_two_columns_for_one_indicator(void **state)
{
    fixture *made = *state;
    static const char *const names[] = {"rank", "visits", "Rank among schools"};
    schoolcat_columns *columns = NULL;
    assert_int_equal(schoolcat_columns_match(made->rules, names, NULL, 3, made->problems, &columns),
                     SCHOOLCAT_ERROR_DATA);
    assert_null(columns);
    assert_int_equal(schoolcat_problems_total(made->problems), 1);
    assert_problem(made->problems, 0, 0, "Rank among schools", "Rank among schools",
                   "one column for rank, which rank is already");
}

static void test_problems_have_a_limit_and_short_values(void **state)
{
    fixture *made = *state;
    char many[400];
    for (size_t i = 0; i + 2 <= sizeof many; i += 2)
        memcpy(many + i, "\xC3\xA9", 2);
    for (uint64_t row = 1; row <= 5; row++) {
        schoolcat_problems_at_row(made->problems, row);
        assert_int_equal(
            schoolcat_record_set_cell(made->record, RANK, many, sizeof many, made->problems),
            SCHOOLCAT_ERROR_DATA);
    }
    assert_int_equal(schoolcat_problems_total(made->problems), 5);
    assert_int_equal(schoolcat_problems_kept(made->problems), 3);
    schoolcat_problem problem = SCHOOLCAT_PROBLEM;
    assert_int_equal(schoolcat_problems_get(made->problems, 2, &problem), SCHOOLCAT_OK);
    assert_int_equal(problem.row, 3);
    size_t length = strlen(problem.value);
    assert_true(length > 40 && length < 100);
    assert_int_equal((length - 3) % 2, 0); /* truncated between characters */
    assert_string_equal(problem.value + length - 3, "\xE2\x80\xA6");
    assert_int_equal(schoolcat_problems_get(made->problems, 3, &problem), SCHOOLCAT_ERROR_ARGUMENT);
    problem.size = 3;
    assert_int_equal(schoolcat_problems_get(made->problems, 0, &problem), SCHOOLCAT_ERROR_ARGUMENT);
}

static void test_problems_that_keep_none(void **state)
{
    fixture *made = *state;
    schoolcat_problems *problems = NULL;
    assert_int_equal(schoolcat_problems_new(0, &problems), SCHOOLCAT_OK);
    assert_int_equal(schoolcat_record_set_cell(made->record, RANK, "x1", 2, problems),
                     SCHOOLCAT_ERROR_DATA);
    assert_int_equal(schoolcat_problems_total(problems), 1);
    assert_int_equal(schoolcat_problems_kept(problems), 0);
    schoolcat_problems_free(problems);
    assert_int_equal(schoolcat_problems_new(1000001, &problems), SCHOOLCAT_ERROR_ARGUMENT);
    assert_int_equal(schoolcat_problems_new(1, NULL), SCHOOLCAT_ERROR_ARGUMENT);
}

static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    failing_allocator failing = {0};
    schoolcat_allocator hooks = failing_allocator_hooks(&failing);
    schoolcat_load_options options = SCHOOLCAT_LOAD_OPTIONS;
    options.allocator = &hooks;
    schoolcat_ruleset *rules = load_rules(rule_file, &options);
    size_t live = failing.live, failures = 0;
    static const char *const names[] = {"rank", "visits"};
    for (size_t fails_at = 1;; fails_at++) {
        schoolcat_record *record = NULL;
        schoolcat_columns *columns = NULL;
        failing_allocator_restart(&failing, fails_at);
        schoolcat_status made = schoolcat_record_new(rules, &record);
        schoolcat_status matched = schoolcat_columns_match(rules, names, NULL, 2, NULL, &columns);
        failures += made == SCHOOLCAT_ERROR_NO_MEMORY || matched == SCHOOLCAT_ERROR_NO_MEMORY;
        schoolcat_record_free(record);
        schoolcat_columns_free(columns);
        assert_int_equal(failing.live, live);
        if (made == SCHOOLCAT_OK && matched == SCHOOLCAT_OK)
            break;
    }
    assert_true(failures > 3);
    failing_allocator_restart(&failing, 0);
    schoolcat_ruleset_free(rules);
    assert_int_equal(failing.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_fresh_slots_are_absent, clear),
        cmocka_unit_test_setup(test_setters_check_the_type, clear),
        cmocka_unit_test_setup(test_values_that_do_not_fit, clear),
        cmocka_unit_test_setup(test_a_refused_value_leaves_the_slot, clear),
        cmocka_unit_test_setup(test_missing, clear),
        cmocka_unit_test_setup(test_marks_of_the_rule_file, clear),
        cmocka_unit_test_setup(test_values_have_no_marks, clear),
        cmocka_unit_test_setup(test_arguments, clear),
        cmocka_unit_test_setup(test_a_record_retains_its_rules, clear),
        cmocka_unit_test_setup(test_columns, clear),
        cmocka_unit_test_setup(test_columns_with_lengths, clear),
        cmocka_unit_test_setup(test_two_columns_for_one_indicator, clear),
        cmocka_unit_test_setup(test_problems_have_a_limit_and_short_values, clear),
        cmocka_unit_test_setup(test_problems_that_keep_none, clear),
        cmocka_unit_test_setup(test_every_allocation_may_fail, clear),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

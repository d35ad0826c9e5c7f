/* Tests files through the public API, resolved from memory: passed and failed expectations, and
 * coverage. */
#include "explain_fixture.h"
#include "failing_allocator.h"

static const char rules_text[] =
    HEAD "parameters:\n"
         "  limit: {value: 25, type: number, min: 0, max: 100}\n"
         "scales:\n"
         "  grade: [good, fair, poor]\n"
         "indicators:\n"
         "  rank: {type: number, min: 0, max: 100, label: Rank}\n"
         "  own: {type: grade, blank_means: fair}\n"
         "  words: {type: text}\n"
         "  day: {type: date}\n"
         "derived:\n"
         "  third: {value: rank / 3}\n"
         "  since: {value: 'days_between(day, today)', output: true}\n"
         "  next_day: {value: 'add_days(day, 1)'}\n"
         "  loud: {value: 'upper(words)'}\n"
         "  flag: {value: rank > 1, type: boolean}\n"
         "criteria:\n"
         "  low: {when: rank < limit}\n"
         "decisions:\n"
         "  category:\n"
         "    choose: first\n"
         "    outcomes: [{id: 1, name: Fine}, {id: 2, name: Not fine, details: {who: Office, "
         "days: 5, steps: [a, b]}}]\n"
         "    rules: [{id: below, then: 2, when: low}, {id: graded, then: 1, when: own is "
         "good}]\n"
         "    otherwise: 1\n"
         "  advice:\n"
         "    choose: every\n"
         "    rules: [{id: write, when: category is 2, details: {who: Head}}, {id: visit, "
         "when: own is poor}]\n";

typedef struct memory_tests {
    const char *tests;
} memory_tests;

static schoolcat_status resolve(void *context, const char *from, const char *name,
                                const char **text, size_t *length, const char **canonical_name)
{
    (void)from;
    *text = strcmp(name, "small.tests.yaml") == 0 ? ((memory_tests *)context)->tests
            : strcmp(name, "small.yaml") == 0     ? rules_text
                                                  : NULL;
    if (*text == NULL)
        return SCHOOLCAT_ERROR_NOT_FOUND;
    *length = strlen(*text);
    *canonical_name = name;
    return SCHOOLCAT_OK;
}

static schoolcat_load_options options_for(memory_tests *tests)
{
    schoolcat_load_options options = SCHOOLCAT_LOAD_OPTIONS;
    options.resolver = resolve;
    options.resolver_context = tests;
    return options;
}

static schoolcat_test_report *run(const char *text, schoolcat_ruleset *rules)
{
    memory_tests tests = {text};
    schoolcat_load_options options = options_for(&tests);
    schoolcat_test_report *report = NULL;
    schoolcat_diagnostics *diagnostics = NULL;
    schoolcat_status status =
        schoolcat_test("small.tests.yaml", rules, &options, &report, &diagnostics);
    if (status != SCHOOLCAT_OK) {
        schoolcat_text *problems = NULL;
        (void)schoolcat_diagnostics_render(diagnostics, SCHOOLCAT_FORMAT_TEXT, false, &problems);
        fail_msg("%s", schoolcat_text_data(problems));
    }
    schoolcat_diagnostics_free(diagnostics);
    return report;
}

static void assert_report(const char *text, const char *expected)
{
    schoolcat_test_report *report = run(text, NULL);
    schoolcat_text *rendered = NULL;
    assert_int_equal(schoolcat_test_report_render(report, SCHOOLCAT_FORMAT_TEXT, false, &rendered),
                     SCHOOLCAT_OK);
    assert_string_equal(schoolcat_text_data(rendered), expected);
    schoolcat_text_free(rendered);
    schoolcat_test_report_free(report);
}

#define TESTS_HEAD "rules: small.yaml\ntests:\n"

static void met_expectations_pass(void **state)
{
    (void)state;
    assert_report(
        TESTS_HEAD
        "  - name: the short form\n"
        "    given: {rank: 10, own: poor}\n"
        "    expect: {category: 2, advice: [visit, write], third: {value: 3.33, within: "
        "0.01}}\n"
        "  - name: the long form\n"
        "    given: {own: {suppressed: true}, rank: null}\n"
        "    expect:\n"
        "      decisions:\n"
        "        category: {outcome: no outcome, rule: null, possible: [2, 1], provisional: "
        "true, needs: [own, rank]}\n"
        "        advice: {outcome: [], excludes: [write], provisional: true, possible: "
        "[visit, write]}\n"
        "      criteria: {low: unknown}\n"
        "      values: {third: null, own: null}\n"
        "  - name: a blank is read, otherwise decides\n"
        "    given: {own: '', rank: 40}\n"
        "    expect: {decisions: {category: {outcome: 1, rule: otherwise, details: {}, "
        "assumed: []}}, values: {own: fair}}\n"
        "  - name: details\n"
        "    given: {rank: 1, own: fair}\n"
        "    expect: {category: {outcome: 2, details: {days: 5, steps: [a, b]}}, decisions: "
        "{advice: {details: {write: {who: Head}}}}}\n"
        "  - name: values of every type\n"
        "    today: 2009-01-31\n"
        "    given: {day: 2008-12-31, words: it's, rank: 2}\n"
        "    expect: {since: 31, next_day: 2009-01-01, loud: IT'S, flag: true}\n"
        "  - name: another figure\n"
        "    set: {limit: 5}\n"
        "    given: {rank: 10, own: good}\n"
        "    expect: {category: {outcome: 1, rule: graded}}\n",
        "6 passed, 0 failed.\n");
}

static void unmet_expectations_show_both_values(void **state)
{
    (void)state;
    static const char *const pairs[][3] = {
        {"category: 1", "category: expected 1, got 2",
         "the rule below holds: Rank (rank) is 10, below 25 (limit)"},
        {"category: no outcome", "category: expected no outcome, got 2",
         "category is Not fine (2)"},
        {"advice: [write]", "advice: expected [write], got [write, visit]", ""},
        {"advice: []", "advice: expected [], got [write, visit]", ""},
        {"category: {rule: graded}", "category.rule: expected graded, got below",
         "the rule graded fails: own is poor, needs good"},
        {"category: {rule: null}", "category.rule: expected null, got below", ""},
        {"category: {possible: [1]}", "category.possible: expected [1], got [2]", ""},
        {"category: {possible: [1, 2]}", "category.possible: expected [1, 2], got [2]", ""},
        {"category: {possible: [2, no outcome]}",
         "category.possible: expected [2, no outcome], got [2]", ""},
        {"category: {provisional: true}", "category.provisional: expected true, got false", ""},
        {"category: {needs: [words]}", "category.needs: expected [words], got []", ""},
        {"category: {assumed: [x]}", "category.assumed: expected [x], got []", ""},
        {"category: {details: {days: 6}}",
         "category.details: expected {days: 6}, got {who: Office, days: 5, steps: [a, b]}", ""},
        {"category: {details: {steps: [a]}}", "category.details: expected {steps: [a]}, got", ""},
        {"advice: {excludes: [visit]}",
         "advice.excludes: expected without [visit], got [write, visit]", ""},
        {"third: 3", "third: expected 3, got 3.3333333333333335", "third is 3.3333333333333335"},
        {"third: {value: 3, within: 0.1}",
         "third: expected {value: 3, within: 0.1}, got 3.3333333333333335", ""},
        {"third: null", "third: expected null, got 3.3333333333333335", ""},
        {"since: 3", "since: expected 3, got missing",
         "since is not known, as day is missing (not in the data) and today's date was not given"},
        {"criteria: {low: false}", "criteria.low: expected false, got true",
         "Rank (rank) is 10, below 25 (limit)"},
        {"values: {rank: 11}", "rank: expected 11, got 10", ""},
    };
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        char text[600];
        (void)snprintf(text, sizeof text,
                       "%s  - name: fails\n    given: {rank: 10, own: poor}\n    expect: {%s}\n",
                       TESTS_HEAD, pairs[i][0]);
        schoolcat_test_report *report = run(text, NULL);
        schoolcat_text *rendered = NULL;
        assert_int_equal(schoolcat_test_report_passed(report), 0);
        assert_int_equal(schoolcat_test_report_failed(report), 1);
        assert_int_equal(
            schoolcat_test_report_render(report, SCHOOLCAT_FORMAT_MARKDOWN, false, &rendered),
            SCHOOLCAT_OK);
        const char *report_text = schoolcat_text_data(rendered);
        if (strstr(report_text, pairs[i][1]) == NULL || strstr(report_text, pairs[i][2]) == NULL)
            fail_msg("%s\n%s\nlacks %s\nor %s", pairs[i][0], report_text, pairs[i][1], pairs[i][2]);
        schoolcat_text_free(rendered);
        schoolcat_test_report_free(report);
    }
}

static void coverage_is_reported(void **state)
{
    (void)state;
    schoolcat_test_report *report =
        run(TESTS_HEAD "  - {name: one, given: {rank: 10, own: poor}, expect: {category: 2}}\n"
                       "  - {name: two, expect: {category: no outcome}}\n",
            NULL);
    schoolcat_text *rendered = NULL;
    assert_int_equal(schoolcat_test_report_render(report, SCHOOLCAT_FORMAT_TEXT, true, &rendered),
                     SCHOOLCAT_OK);
    assert_string_equal(schoolcat_text_data(rendered),
                        "2 passed, 0 failed.\n"
                        "Rules that never fired (2): category graded, category otherwise\n"
                        "Outcomes never reached (1): category 1\n"
                        "Criteria never false (1): low\n");
    schoolcat_text_free(rendered);
    assert_int_equal(schoolcat_test_report_render(report, SCHOOLCAT_FORMAT_GITHUB, true, &rendered),
                     SCHOOLCAT_ERROR_ARGUMENT);
    schoolcat_test_report_free(report);
}

static void a_rule_set_may_be_given(void **state)
{
    (void)state;
    memory_tests no_tests = {NULL};
    schoolcat_load_options options = options_for(&no_tests);
    schoolcat_setting setting = {"limit", "5"};
    schoolcat_ruleset *rules = NULL;
    options.parameters = &setting;
    options.parameter_count = 1;
    assert_int_equal(schoolcat_ruleset_load("small.yaml", &options, &rules, NULL), SCHOOLCAT_OK);
    schoolcat_test_report *report =
        run("tests:\n"
            "  - {name: one, given: {rank: 10, own: good}, expect: {category: {rule: graded}}}\n",
            rules);
    assert_int_equal(schoolcat_test_report_passed(report), 1);
    schoolcat_test_report_free(report);
    schoolcat_ruleset_free(rules);
}

static void wrong_arguments_are_refused(void **state)
{
    (void)state;
    schoolcat_test_report *report = NULL;
    schoolcat_diagnostics *diagnostics = NULL;
    assert_int_equal(schoolcat_test(NULL, NULL, NULL, &report, NULL), SCHOOLCAT_ERROR_ARGUMENT);
    assert_int_equal(schoolcat_test("small.tests.yaml", NULL, NULL, NULL, NULL),
                     SCHOOLCAT_ERROR_ARGUMENT);
    assert_int_equal(schoolcat_test("no/such/file.tests.yaml", NULL, NULL, &report, &diagnostics),
                     SCHOOLCAT_ERROR_IO);
    assert_int_equal(schoolcat_diagnostics_errors(diagnostics), 1);
    assert_null(report);
    schoolcat_diagnostics_free(diagnostics);
    schoolcat_test_report_free(NULL);
}

static schoolcat_status test_and_render(const schoolcat_load_options *options)
{
    schoolcat_test_report *report = NULL;
    schoolcat_diagnostics *diagnostics = NULL;
    schoolcat_text *text = NULL;
    schoolcat_status status =
        schoolcat_test("small.tests.yaml", NULL, options, &report, &diagnostics);
    if (status == SCHOOLCAT_OK)
        status = schoolcat_test_report_render(report, SCHOOLCAT_FORMAT_JSON, true, &text);
    schoolcat_text_free(text);
    schoolcat_test_report_free(report);
    schoolcat_diagnostics_free(diagnostics);
    return status;
}

static void running_out_of_memory_anywhere_leaks_nothing(void **state)
{
    (void)state;
    memory_tests tests = {
        TESTS_HEAD
        "  - {name: one, given: {rank: 10}, expect: {category: 1, criteria: {low: false}}}\n"
        "  - {name: two, set: {limit: 5}, given: {rank: 10}, expect: {category: {needs: "
        "[rank]}}}\n"};
    failing_allocator failing = {0};
    schoolcat_allocator allocator = failing_allocator_hooks(&failing);
    schoolcat_load_options options = options_for(&tests);
    options.allocator = &allocator;
    assert_int_equal(test_and_render(&options), SCHOOLCAT_OK);
    size_t requests = failing.requests;
    assert_int_equal(failing.live, 0);
    for (size_t fails_at = 1; fails_at <= requests; fails_at++) {
        failing_allocator_restart(&failing, fails_at);
        assert_int_equal(test_and_render(&options), SCHOOLCAT_ERROR_NO_MEMORY);
        assert_int_equal(failing.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(met_expectations_pass),
        cmocka_unit_test(unmet_expectations_show_both_values),
        cmocka_unit_test(coverage_is_reported),
        cmocka_unit_test(a_rule_set_may_be_given),
        cmocka_unit_test(wrong_arguments_are_refused),
        cmocka_unit_test(running_out_of_memory_anywhere_leaks_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

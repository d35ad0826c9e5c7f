/* Matching of patterns. Built twice: with PCRE2's JIT and, as unit_pattern_without_jit, without. */
#include "failing_allocator.h"
#include "unit_testing.h"

#include "base/pattern.h"

enum { NO_MATCH = 0, UNDECIDED = 1, MATCH = 2 };

typedef struct pattern_case {
    const char *pattern, *text;
    bool whole;
    int expected;
} pattern_case;

static const pattern_case pattern_cases[] = {
    {"notice", "a notice to improve", false, MATCH},
    {"notice", "a notice to improve", true, NO_MATCH},
    {"[a-z ]+", "a notice to improve", true, MATCH},
    {"(?i)NOTICE", "a notice to improve", false, MATCH},
    {"^caf.$", "caf\xC3\xA9", false, MATCH},
    {"x$", "x\n", false, NO_MATCH},
    {"(a)(b)?\\1", "aa", true, MATCH},
    {"x", "", false, NO_MATCH},
    /* nested repetition: gives up at the limit of steps */
    {"(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", false, UNDECIDED},
};

static void patterns_match_alike_with_and_without_jit(void **state)
{
    (void)state;
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    sc_matcher *matcher = sc_matcher_new(&allocator, 10000);
    assert_non_null(matcher);
    for (size_t i = 0; i < COUNT_OF(pattern_cases); i++) {
        const pattern_case *one = &pattern_cases[i];
        sc_compiled_pattern *code =
            sc_pattern_compile(&allocator, sc_text_of(one->pattern), one->whole);
        assert_non_null(code);
        assert_int_equal(sc_pattern_match(matcher, code, sc_text_of(one->text)), one->expected);
        sc_compiled_pattern_free(code);
    }
    sc_matcher_free(matcher);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    failing_allocator failing = {0};
    schoolcat_allocator allocator = failing_allocator_hooks(&failing);
    for (size_t fails_at = 1; fails_at < 100; fails_at++) {
        failing_allocator_restart(&failing, fails_at);
        sc_matcher *matcher = sc_matcher_new(&allocator, 1000);
        bool made = matcher != NULL;
        sc_matcher_free(matcher);
        assert_int_equal(failing.live, 0);
        if (made) {
            assert_true(fails_at > 3);
            return;
        }
    }
    fail_msg("no matcher was made");
}

static void a_rule_with_a_pattern_is_evaluated(void **state)
{
    (void)state;
    static const char rule_file[] =
        HEAD "indicators:\n  report: {type: text}\n"
             "decisions:\n  d:\n    choose: first\n    outcomes: [x, y]\n"
             "    rules: [{id: r, then: x, when: \"report matches '[Nn]otice to \\\\w+'\"}]\n"
             "    otherwise: y\n";
    schoolcat_ruleset *rules = NULL;
    schoolcat_record *record = NULL;
    schoolcat_result *result = NULL;
    size_t outcome = 99;
    assert_int_equal(
        schoolcat_ruleset_load_text(rule_file, sizeof rule_file - 1, NULL, NULL, &rules, NULL),
        SCHOOLCAT_OK);
    assert_int_equal(schoolcat_record_new(rules, &record), SCHOOLCAT_OK);
    assert_int_equal(schoolcat_result_new(rules, &result), SCHOOLCAT_OK);
    assert_int_equal(schoolcat_record_set_text(record, 0, "Notice to improve", 17, NULL),
                     SCHOOLCAT_OK);
    assert_int_equal(schoolcat_evaluate(result, record, NULL), SCHOOLCAT_OK);
    assert_true(schoolcat_result_outcome(result, 0, &outcome));
    assert_int_equal(outcome, 0);
    schoolcat_result_free(result);
    schoolcat_record_free(record);
    schoolcat_ruleset_free(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_match_alike_with_and_without_jit),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(a_rule_with_a_pattern_is_evaluated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

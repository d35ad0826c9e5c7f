/* Decisions through the public API: the outcome of each policy, the possible outcomes and the
 * needed indicators, on small examples. tests/random compares the same on random rules. */
#include "rules_fixture.h"

#include <stdio.h>

#define DECLARATIONS                                                                               \
    HEAD "scales:\n"                                                                               \
         "  grade: [good, fair, poor]\n"                                                           \
         "indicators:\n"                                                                           \
         "  x: {type: number}\n"                                                                   \
         "  y: {type: number}\n"                                                                   \
         "  own: {type: grade}\n"                                                                  \
         "  seen: {type: grade}\n"                                                                 \
         "  flag: {type: boolean, blank_means: false}\n"                                           \
         "  words: {type: text}\n"                                                                 \
         "  given: {type: boolean}\n"                                                              \
         "  day: {type: date}\n"

static const char *describe(schoolcat_ruleset *rules, schoolcat_result *result, size_t decision)
{
    static char text[1000];
    size_t at = 0, index;
    schoolcat_element element = SCHOOLCAT_ELEMENT;
    const char *outcome = "-",
               *rule = schoolcat_result_by_otherwise(result, decision) ? "otherwise" : "-";
    if (schoolcat_result_outcome(result, decision, &index)) {
        assert_int_equal(schoolcat_decision_outcome(rules, decision, index, &element),
                         SCHOOLCAT_OK);
        outcome = element.id;
    }
    if (schoolcat_result_rule(result, decision, &index)) {
        assert_int_equal(schoolcat_decision_rule(rules, decision, index, &element), SCHOOLCAT_OK);
        rule = element.id;
    }
    at += (size_t)snprintf(text, sizeof text, "%s by %s%s; possible", outcome, rule,
                           schoolcat_result_conflict(result, decision) ? " conflict" : "");
    for (size_t i = 0; i < schoolcat_decision_outcome_count(rules, decision); i++)
        if (schoolcat_result_possible(result, decision, i)) {
            assert_int_equal(schoolcat_decision_outcome(rules, decision, i, &element),
                             SCHOOLCAT_OK);
            at += (size_t)snprintf(text + at, sizeof text - at, " %s", element.id);
        }
    if (schoolcat_result_none_possible(result, decision))
        at += (size_t)snprintf(text + at, sizeof text - at, " none");
    const size_t *needs;
    assert_int_equal(schoolcat_result_needs(result, decision, &needs, &index), SCHOOLCAT_OK);
    for (size_t i = 0; i < index; i++) {
        assert_int_equal(
            schoolcat_ruleset_element(rules, SCHOOLCAT_PART_INDICATOR, needs[i], &element),
            SCHOOLCAT_OK);
        at += (size_t)snprintf(text + at, sizeof text - at, "%s %s", i == 0 ? "; needs" : "",
                               element.id);
    }
    return text;
}

/* Sets values such as "x=1 own=good" and compares the last decision of the file. */
static void expect(const char *rest, const char *cells, const char *expected)
{
    char text[8000], copy[500];
    (void)snprintf(text, sizeof text, "%s%s", DECLARATIONS, rest);
    schoolcat_ruleset *rules = load_rules(text, NULL);
    schoolcat_record *record;
    schoolcat_result *result;
    assert_int_equal(schoolcat_record_new(rules, &record), SCHOOLCAT_OK);
    assert_int_equal(schoolcat_result_new(rules, &result), SCHOOLCAT_OK);
    (void)snprintf(copy, sizeof copy, "%s", cells);
    set_cells(rules, record, copy, " ");
    assert_int_equal(schoolcat_evaluate(result, record, NULL), SCHOOLCAT_OK);
    size_t last = schoolcat_ruleset_count(rules, SCHOOLCAT_PART_DECISION) - 1;
    assert_string_equal(describe(rules, result, last), expected);
    schoolcat_result_free(result);
    schoolcat_record_free(record);
    schoolcat_ruleset_free(rules);
}

#define DECISION(choose, otherwise)                                                                \
    "decisions:\n"                                                                                 \
    "  d:\n"                                                                                       \
    "    choose: " choose "\n"                                                                     \
    "    outcomes: [a, b, c]\n"                                                                    \
    "    rules:\n"                                                                                 \
    "      - {id: one, then: b, when: x > 5}\n"                                                    \
    "      - {id: two, then: c, when: y > 5}\n" otherwise

static void first_takes_the_first_true_rule(void **state)
{
    (void)state;
    expect(DECISION("first", ""), "x=9 y=9", "b by one; possible b");
    expect(DECISION("first", ""), "x=1 y=9", "c by two; possible c");
    expect(DECISION("first", ""), "x=1 y=1", "- by -; possible none");
    expect(DECISION("first", ""), "y=9", "c by two; possible b c; needs x");
    expect(DECISION("first", ""), "x=9", "b by one; possible b");
}

static void otherwise_waits_until_every_rule_is_false(void **state)
{
    (void)state;
    expect(DECISION("first", "    otherwise: a\n"), "x=1 y=1", "a by otherwise; possible a");
    expect(DECISION("first", "    otherwise: a\n"), "x=1", "- by -; possible a c; needs y");
    expect(DECISION("first", "    otherwise: {then: a, if_unknown: true}\n"), "x=1",
           "a by otherwise; possible a c; needs y");
}

static void worst_and_best_look_at_all_rules(void **state)
{
    (void)state;
    expect(DECISION("worst", ""), "x=9 y=9", "c by two; possible c");
    expect(DECISION("best", ""), "x=9 y=9", "b by one; possible b");
    expect(DECISION("worst", ""), "x=9", "b by one; possible b c; needs y");
    expect(DECISION("best", ""), "x=9", "b by one; possible b");
}

static void unique_finds_conflicts(void **state)
{
    (void)state;
    expect(DECISION("unique", ""), "x=9 y=9", "- by - conflict; possible none");
    expect(DECISION("unique", ""), "x=9", "b by one; possible b none; needs y");
    expect(DECISION("unique", ""), "x=9 y=1", "b by one; possible b");
}

static void a_later_decision_is_evaluated_for_each_outcome(void **state)
{
    (void)state;
    const char *rules = "decisions:\n"
                        "  d:\n"
                        "    choose: first\n"
                        "    outcomes: [a, b, c]\n"
                        "    rules:\n"
                        "      - {id: one, then: a, when: x > 5}\n"
                        "    otherwise: c\n"
                        "  e:\n"
                        "    choose: first\n"
                        "    outcomes: [low, middle, high]\n"
                        "    rules:\n"
                        "      - {id: p, then: low, when: d is a}\n"
                        "      - {id: q, then: middle, when: d is b}\n"
                        "      - {id: r, then: high, when: d is not a and d is not b}\n";
    expect(rules, "", "- by -; possible low high; needs x");
    expect(rules, "x=9", "low by p; possible low");
}

static void coalesce_takes_the_first_known_value(void **state)
{
    (void)state;
    const char *rules =
        "decisions:\n"
        "  d:\n"
        "    choose: first\n"
        "    outcomes: [a, b]\n"
        "    rules:\n"
        "      - {id: one, then: a, when: 'coalesce(own, seen) is good'}\n"
        "      - {id: two, then: b, when: 'coalesce(own, seen) is worse than good'}\n";
    expect(rules, "seen=good", "a by one; possible a");
    expect(rules, "own=poor", "b by two; possible b");
    expect(rules, "", "- by -; possible a b none; needs own seen");
}

static void if_unknown_does_not_affect_possible_outcomes(void **state)
{
    (void)state;
    const char *rules = "decisions:\n"
                        "  d:\n"
                        "    choose: first\n"
                        "    outcomes: [a, b]\n"
                        "    rules:\n"
                        "      - id: one\n"
                        "        then: a\n"
                        "        when:\n"
                        "          all:\n"
                        "            - x > 5\n"
                        "            - {not: {any: [y > 5, flag]}, if_unknown: true}\n"
                        "    otherwise: b\n";
    expect(rules, "x=9 flag=", "a by one; possible a b; needs y");
    expect(rules, "x=9 y=1 flag=", "a by one; possible a");
    expect(rules, "x=9 y=1", "a by one; possible a b; needs flag");
}

static void an_undefined_value_makes_no_outcome_possible(void **state)
{
    (void)state;
    const char *rules = "decisions:\n"
                        "  d:\n"
                        "    choose: first\n"
                        "    outcomes: [a, b]\n"
                        "    rules:\n"
                        "      - {id: one, then: a, when: x / y > 5}\n"
                        "    otherwise: b\n";
    expect(rules, "x=9 y=0", "- by -; possible none");
    expect(rules, "x=9 y=1", "a by one; possible a");
    expect(rules, "x=9", "- by -; possible a b none; needs y");
    expect(rules, "y=1", "- by -; possible a b; needs x");
}

static void a_fraction_of_days_gives_no_date(void **state)
{
    (void)state;
    const char *rules = "decisions:\n"
                        "  d:\n"
                        "    choose: first\n"
                        "    outcomes: [a, b]\n"
                        "    rules:\n"
                        "      - {id: one, then: a, when: 'year(add_days(today, x)) > 2000 or "
                        "year(add_days(day, x)) > 2000'}\n"
                        "    otherwise: b\n";
    expect(rules, "x=0.5", "- by -; possible none");
    expect(rules, "x=1", "- by -; possible a none; needs day");
    expect(rules, "day=2008-09-01", "- by -; possible a none; needs x");
}

static void if_unknown_on_an_indicator_keeps_it_needed(void **state)
{
    (void)state;
    const char *rules = "criteria:\n"
                        "  plain: {when: given, if_unknown: true}\n"
                        "  first_known: {when: 'coalesce(given, x > 5)', if_unknown: true}\n"
                        "decisions:\n"
                        "  d:\n"
                        "    choose: first\n"
                        "    outcomes: [a, b, c]\n"
                        "    rules:\n"
                        "      - {id: one, then: a, when: not plain}\n"
                        "      - {id: two, then: b, when: not first_known}\n"
                        "    otherwise: c\n";
    expect(rules, "", "c by otherwise; possible a b c; needs x given");
    expect(rules, "x=1", "b by two; possible a b; needs given");
    expect(rules, "given=true", "c by otherwise; possible c");
}

static void a_pattern_is_evaluated_where_its_result_is_used(void **state)
{
    (void)state;
    const char *rules = "criteria:\n"
                        "  spoken_of: {when: 'words matches \"(?i)notice\"'}\n"
                        "decisions:\n"
                        "  d:\n"
                        "    choose: every\n"
                        "    rules:\n"
                        "      - {id: one, when: {any: [spoken_of, x > 5]}}\n"
                        "      - {id: two, when: not spoken_of}\n";
    expect(rules, "x=9 words=Notice", "- by -; possible one");
    expect(rules, "x=1 words=Notice", "- by -; possible one");
    expect(rules, "x=9 words=none", "- by -; possible one two");
}

static void letter_case_is_the_simple_mapping_of_unicode(void **state)
{
    (void)state;
    const char *rules = "decisions:\n"
                        "  d:\n"
                        "    choose: first\n"
                        "    outcomes: [a, b]\n"
                        "    rules:\n"
                        "      - {id: one, then: a, when: upper(words) == 'ÉÇOLEß'}\n"
                        "    otherwise: b\n";
    expect(rules, "words=éçoleß", "a by one; possible a");
}

static void a_pattern_over_the_match_limit_is_unknown(void **state)
{
    (void)state;
    const char *rules = "decisions:\n"
                        "  d:\n"
                        "    choose: first\n"
                        "    outcomes: [a, b]\n"
                        "    rules:\n"
                        "      - {id: one, then: a, when: 'words matches \"^(a|aa)+$\"'}\n"
                        "    otherwise: b\n";
    expect(
        rules,
        "words=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
        "- by -; possible a b");
    expect(rules, "words=aaa", "a by one; possible a");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_takes_the_first_true_rule),
        cmocka_unit_test(otherwise_waits_until_every_rule_is_false),
        cmocka_unit_test(worst_and_best_look_at_all_rules),
        cmocka_unit_test(unique_finds_conflicts),
        cmocka_unit_test(a_later_decision_is_evaluated_for_each_outcome),
        cmocka_unit_test(coalesce_takes_the_first_known_value),
        cmocka_unit_test(if_unknown_does_not_affect_possible_outcomes),
        cmocka_unit_test(an_undefined_value_makes_no_outcome_possible),
        cmocka_unit_test(a_fraction_of_days_gives_no_date),
        cmocka_unit_test(if_unknown_on_an_indicator_keeps_it_needed),
        cmocka_unit_test(a_pattern_is_evaluated_where_its_result_is_used),
        cmocka_unit_test(letter_case_is_the_simple_mapping_of_unicode),
        cmocka_unit_test(a_pattern_over_the_match_limit_is_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

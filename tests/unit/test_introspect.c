/* Introspection of a rule set: labels, types, scales, decisions and details. */
#include "rules_fixture.h"

#include <stdio.h>

static const char rule_file[] =
    "schoolcat: 1\n"
    "authority: Invented Council\n"
    "title: Invented strategy\n"
    "version: \"2008-09\"\n"
    "source: The strategy\n"
    "effective: {from: 2008-09-01}\n"
    "parameters:\n"
    "  limit: {value: 25, type: number, min: 0, max: 100, text: A limit., source: [1.1, "
    "2.10], note: Ours.}\n"
    "  start: {value: 2008-09-01, type: date}\n"
    "  worst: {value: poor, type: grade}\n"
    "scales:\n"
    "  grade: [{id: good, code: 1, label: Good}, {id: poor, code: 2}]\n"
    "choices:\n"
    "  phase: [primary, secondary]\n"
    "indicators:\n"
    "  rank: {type: number, min: 0, max: 100, unit: percentile, label: Rank, aliases: "
    "[Place]}\n"
    "  threat: {type: boolean, blank_means: false}\n"
    "  teaching: {type: grade}\n"
    "  phase: {type: phase}\n"
    "  seen: {type: date}\n"
    "derived:\n"
    "  half: {value: rank / 2}\n"
    "  days: {value: \"days_between(start, seen)\", unit: days, output: true}\n"
    "  low: {value: half < limit}\n"
    "criteria:\n"
    "  lowest: {when: low and teaching is worst, text: Lowest.}\n"
    "decisions:\n"
    "  category:\n"
    "    label: Category of school\n"
    "    choose: first\n"
    "    outcomes:\n"
    "      - {id: 1, name: Fine}\n"
    "      - {id: 2, name: Bad, details: {who: Head, days: 15, told: true, tasks: "
    "[visit, write]}}\n"
    "    rules:\n"
    "      - {id: low, name: Low down, then: 2, when: lowest or threat, details: {days: "
    "10}}\n"
    "      - {id: primary, then: 1, when: phase is primary}\n"
    "    otherwise: 1\n"
    "  advice:\n"
    "    choose: every\n"
    "    rules:\n"
    "      - {id: visit, when: category is 2}\n";

static int set_up(void **state)
{
    schoolcat_ruleset *rules = NULL;
    schoolcat_diagnostics *diagnostics = NULL;
    schoolcat_setting setting = {"limit", "30"};
    schoolcat_load_options options = SCHOOLCAT_LOAD_OPTIONS;
    options.parameters = &setting;
    options.parameter_count = 1;
    schoolcat_status status = schoolcat_ruleset_load_text(
        rule_file, strlen(rule_file), "invented.yaml", &options, &rules, &diagnostics);
    schoolcat_text *text = NULL;
    if (status != SCHOOLCAT_OK && schoolcat_diagnostics_render(diagnostics, SCHOOLCAT_FORMAT_TEXT,
                                                               false, &text) == SCHOOLCAT_OK)
        print_error("%s", schoolcat_text_data(text));
    schoolcat_text_free(text);
    schoolcat_diagnostics_free(diagnostics);
    *state = rules;
    return status != SCHOOLCAT_OK;
}

static int tear_down(void **state)
{
    schoolcat_ruleset_free(*state);
    return 0;
}

static void test_the_file(void **state)
{
    schoolcat_ruleset_information information = SCHOOLCAT_RULESET_INFORMATION;
    assert_int_equal(schoolcat_ruleset_describe(*state, &information), SCHOOLCAT_OK);
    assert_string_equal(information.authority, "Invented Council");
    assert_string_equal(information.title, "Invented strategy");
    assert_string_equal(information.version, "2008-09");
    assert_string_equal(information.source, "The strategy");
    assert_string_equal(information.file, "invented.yaml");
    assert_int_equal(strlen(information.digest), 64);
    assert_true(information.has_effective_from);
    assert_false(information.has_effective_to);
    assert_true(information.effective_from == 14123);
    assert_int_equal(information.indicators, 5);
    assert_int_equal(information.parameters, 3);
    assert_int_equal(information.criteria, 1);
    assert_int_equal(information.derived, 3);
    assert_int_equal(information.outputs, 1);
    assert_int_equal(information.decisions, 2);
    information.size = 4;
    assert_int_equal(schoolcat_ruleset_describe(*state, &information), SCHOOLCAT_ERROR_ARGUMENT);
}

static size_t find(void **state, schoolcat_part part, const char *name)
{
    size_t index = SIZE_MAX;
    assert_int_equal(schoolcat_ruleset_find(*state, part, name, &index), SCHOOLCAT_OK);
    return index;
}

static void test_words(void **state)
{
    schoolcat_element element = SCHOOLCAT_ELEMENT;
    size_t limit = find(state, SCHOOLCAT_PART_PARAMETER, "limit");
    assert_int_equal(schoolcat_ruleset_element(*state, SCHOOLCAT_PART_PARAMETER, limit, &element),
                     SCHOOLCAT_OK);
    assert_int_equal(element.size, sizeof element);
    assert_string_equal(element.id, "limit");
    assert_string_equal(element.label, "");
    assert_string_equal(element.text, "A limit.");
    assert_string_equal(element.source, "1.1; 2.10");
    assert_string_equal(element.note, "Ours.");
    assert_string_equal(element.path, "parameters.limit");
    assert_string_equal(element.layer, "the caller");
    assert_int_equal(element.line, 0);
    assert_int_equal(schoolcat_ruleset_element(*state, SCHOOLCAT_PART_INDICATOR, 0, &element),
                     SCHOOLCAT_OK);
    assert_string_equal(element.label, "Rank");
    assert_string_equal(element.layer, "invented.yaml");
    assert_int_equal(element.line, 16);
    assert_int_equal(schoolcat_ruleset_element(*state, SCHOOLCAT_PART_INDICATOR, 5, &element),
                     SCHOOLCAT_ERROR_ARGUMENT);
    assert_int_equal(schoolcat_ruleset_element(*state, (schoolcat_part)9, 0, &element),
                     SCHOOLCAT_ERROR_ARGUMENT);
}

static void test_looking_up(void **state)
{
    size_t index = 7;
    assert_int_equal(find(state, SCHOOLCAT_PART_DECISION, "advice"), 1);
    assert_int_equal(find(state, SCHOOLCAT_PART_DERIVED, "days"), 1);
    assert_int_equal(find(state, SCHOOLCAT_PART_OUTPUT, "days"), 0);
    assert_int_equal(find(state, SCHOOLCAT_PART_CRITERION, "lowest"), 0);
    assert_int_equal(schoolcat_ruleset_find(*state, SCHOOLCAT_PART_OUTPUT, "half", &index),
                     SCHOOLCAT_ERROR_NOT_FOUND);
    assert_int_equal(schoolcat_ruleset_find(*state, SCHOOLCAT_PART_INDICATOR, "limit", &index),
                     SCHOOLCAT_ERROR_NOT_FOUND);
    assert_int_equal(schoolcat_ruleset_find(*state, SCHOOLCAT_PART_INDICATOR, NULL, &index),
                     SCHOOLCAT_ERROR_ARGUMENT);
    assert_int_equal(index, 7);
    assert_string_equal(schoolcat_ruleset_nearest(*state, SCHOOLCAT_PART_INDICATOR, "teachin"),
                        "teaching");
    assert_null(
        schoolcat_ruleset_nearest(*state, SCHOOLCAT_PART_INDICATOR, "nothing_like_it_at_all"));
}

static schoolcat_type_information type_of(void **state, schoolcat_part part, const char *name)
{
    schoolcat_type_information information = SCHOOLCAT_TYPE_INFORMATION;
    assert_int_equal(schoolcat_ruleset_type(*state, part, find(state, part, name), &information),
                     SCHOOLCAT_OK);
    return information;
}

static void test_types(void **state)
{
    schoolcat_type_information information = type_of(state, SCHOOLCAT_PART_INDICATOR, "rank");
    assert_int_equal(information.type, SCHOOLCAT_NUMBER);
    assert_string_equal(information.type_name, "number");
    assert_string_equal(information.unit, "percentile");
    assert_true(information.has_min && information.has_max && information.min == 0 &&
                information.max == 100);
    assert_false(information.has_value);
    information = type_of(state, SCHOOLCAT_PART_INDICATOR, "threat");
    assert_true(information.has_value);
    assert_int_equal(information.value.type, SCHOOLCAT_BOOLEAN);
    assert_false(information.value.boolean);
    information = type_of(state, SCHOOLCAT_PART_INDICATOR, "teaching");
    assert_int_equal(information.type, SCHOOLCAT_SYMBOL);
    assert_string_equal(information.type_name, "grade");
    assert_int_equal(information.scale, find(state, SCHOOLCAT_PART_SCALE, "grade"));
    information = type_of(state, SCHOOLCAT_PART_PARAMETER, "limit");
    assert_true(information.set_by_caller && information.value.number == 30);
    information = type_of(state, SCHOOLCAT_PART_PARAMETER, "start");
    assert_string_equal(information.value.text, "2008-09-01");
    assert_true(information.value.number == 14123 && !information.set_by_caller);
    information = type_of(state, SCHOOLCAT_PART_PARAMETER, "worst");
    assert_string_equal(information.value.text, "poor");
    assert_int_equal(information.value.item, 1);
    information = type_of(state, SCHOOLCAT_PART_DERIVED, "low");
    assert_int_equal(information.type, SCHOOLCAT_BOOLEAN);
    assert_false(information.output);
    information = type_of(state, SCHOOLCAT_PART_OUTPUT, "days");
    assert_string_equal(information.unit, "days");
    assert_true(information.output);
    assert_int_equal(schoolcat_ruleset_type(*state, SCHOOLCAT_PART_CRITERION, 0, &information),
                     SCHOOLCAT_ERROR_ARGUMENT);
}

static void test_aliases_and_scales(void **state)
{
    assert_int_equal(schoolcat_indicator_alias_count(*state, 0), 1);
    assert_string_equal(schoolcat_indicator_alias(*state, 0, 0), "Place");
    assert_null(schoolcat_indicator_alias(*state, 0, 1));
    assert_null(schoolcat_indicator_alias(*state, 99, 0));
    size_t grade = find(state, SCHOOLCAT_PART_SCALE, "grade"),
           phase = find(state, SCHOOLCAT_PART_SCALE, "phase");
    assert_true(schoolcat_scale_is_ordered(*state, grade));
    assert_false(schoolcat_scale_is_ordered(*state, phase));
    assert_int_equal(schoolcat_scale_item_count(*state, grade), 2);
    schoolcat_element element = SCHOOLCAT_ELEMENT;
    assert_int_equal(schoolcat_scale_item(*state, grade, 0, &element), SCHOOLCAT_OK);
    assert_string_equal(element.id, "good");
    assert_string_equal(element.label, "Good");
    assert_string_equal(schoolcat_scale_item_code(*state, grade, 1), "2");
    assert_string_equal(schoolcat_scale_item_code(*state, phase, 1), "");
    assert_null(schoolcat_scale_item_code(*state, phase, 2));
}

static void test_decisions(void **state)
{
    size_t outcome = 9;
    schoolcat_element element = SCHOOLCAT_ELEMENT;
    assert_int_equal(schoolcat_decision_choose(*state, 0), SCHOOLCAT_CHOOSE_FIRST);
    assert_int_equal(schoolcat_decision_choose(*state, 1), SCHOOLCAT_CHOOSE_EVERY);
    assert_int_equal(schoolcat_decision_choose(*state, 2), 0);
    assert_int_equal(schoolcat_decision_outcome_count(*state, 0), 2);
    assert_int_equal(schoolcat_decision_outcome(*state, 0, 1, &element), SCHOOLCAT_OK);
    assert_string_equal(element.id, "2");
    assert_string_equal(element.label, "Bad");
    assert_int_equal(schoolcat_decision_rule_count(*state, 0), 2);
    assert_int_equal(schoolcat_decision_rule(*state, 0, 0, &element), SCHOOLCAT_OK);
    assert_string_equal(element.id, "low");
    assert_string_equal(element.label, "Low down");
    assert_string_equal(element.path, "decisions.category.rules.low");
    assert_int_equal(schoolcat_decision_rule_outcome(*state, 0, 0), 1);
    assert_true(schoolcat_decision_has_otherwise(*state, 0, &outcome));
    assert_int_equal(outcome, 0);
    assert_false(schoolcat_decision_has_otherwise(*state, 1, &outcome));
    /* A rule without `then` is an outcome of its own. */
    assert_int_equal(schoolcat_decision_outcome_count(*state, 1), 1);
    assert_int_equal(schoolcat_decision_outcome(*state, 1, 0, &element), SCHOOLCAT_OK);
    assert_string_equal(element.id, "visit");
}

static const schoolcat_details *detail(const schoolcat_details *details, const char *key)
{
    for (size_t i = 0; i < schoolcat_details_count(details); i++)
        if (strcmp(schoolcat_details_key(details, i), key) == 0)
            return schoolcat_details_item(details, i);
    return NULL;
}

static void test_details(void **state)
{
    const schoolcat_details *outcome = schoolcat_outcome_details(*state, 0, 1),
                            *rule = schoolcat_rule_details(*state, 0, 0);
    assert_null(schoolcat_outcome_details(*state, 0, 0));
    assert_null(schoolcat_outcome_details(*state, 0, 2));
    assert_int_equal(schoolcat_details_get_kind(outcome), SCHOOLCAT_DETAILS_MAP);
    assert_int_equal(schoolcat_details_count(outcome), 4);
    assert_string_equal(schoolcat_details_text(detail(outcome, "who")), "Head");
    assert_true(schoolcat_details_number(detail(outcome, "days")) == 15);
    assert_true(schoolcat_details_boolean(detail(outcome, "told")));
    assert_int_equal(schoolcat_details_get_kind(detail(outcome, "tasks")), SCHOOLCAT_DETAILS_LIST);
    assert_string_equal(schoolcat_details_text(schoolcat_details_item(detail(outcome, "tasks"), 1)),
                        "write");
    assert_null(schoolcat_details_item(detail(outcome, "tasks"), 2));
    assert_null(schoolcat_details_key(detail(outcome, "tasks"), 0));
    /* Details of a rule override those of its outcome. */
    assert_true(schoolcat_details_number(detail(rule, "days")) == 10);
    assert_string_equal(schoolcat_details_text(detail(rule, "who")), "Head");
    assert_int_equal(schoolcat_details_get_kind(NULL), SCHOOLCAT_DETAILS_NONE);
    assert_string_equal(schoolcat_details_text(NULL), "");
    assert_string_equal(schoolcat_details_text(outcome), "");
    assert_int_equal(schoolcat_details_count(NULL), 0);
}

static void test_null_arguments(void **state)
{
    schoolcat_element element = SCHOOLCAT_ELEMENT;
    (void)state;
    assert_int_equal(schoolcat_ruleset_count(NULL, SCHOOLCAT_PART_INDICATOR), 0);
    assert_int_equal(schoolcat_ruleset_element(NULL, SCHOOLCAT_PART_INDICATOR, 0, &element),
                     SCHOOLCAT_ERROR_ARGUMENT);
    assert_int_equal(schoolcat_decision_outcome_count(NULL, 0), 0);
    assert_int_equal(schoolcat_decision_rule_count(NULL, 0), 0);
    assert_null(schoolcat_rule_details(NULL, 0, 0));
    assert_null(schoolcat_ruleset_nearest(NULL, SCHOOLCAT_PART_INDICATOR, "rank"));
}

static schoolcat_status load_with(const schoolcat_load_options *options)
{
    schoolcat_ruleset *rules = NULL;
    schoolcat_status status =
        schoolcat_ruleset_load_text(rule_file, strlen(rule_file), NULL, options, &rules, NULL);
    schoolcat_test_report *report = NULL;
    if (status == SCHOOLCAT_ERROR_ARGUMENT)
        assert_int_equal(schoolcat_test("nowhere.tests.yaml", NULL, options, &report, NULL),
                         status);
    schoolcat_ruleset_free(rules);
    return status;
}

/* Options whose size is too small are refused. */
static void test_options_that_do_not_fit(void **state)
{
    (void)state;
    const schoolcat_load_options usual = SCHOOLCAT_LOAD_OPTIONS;
    const schoolcat_setting nameless = {NULL, "30"}, empty = {"limit", NULL};
    const schoolcat_allocator no_hooks = {NULL, NULL, NULL, NULL};
    schoolcat_load_options options = usual;
    assert_int_equal(load_with(&options), SCHOOLCAT_OK);
    options.parameter_count = 1;
    assert_int_equal(load_with(&options), SCHOOLCAT_ERROR_ARGUMENT);
    options.parameters = &nameless;
    assert_int_equal(load_with(&options), SCHOOLCAT_ERROR_ARGUMENT);
    options.parameters = &empty;
    assert_int_equal(load_with(&options), SCHOOLCAT_ERROR_ARGUMENT);
    options = usual;
    options.assumption_count = 1;
    assert_int_equal(load_with(&options), SCHOOLCAT_ERROR_ARGUMENT);
    options = usual;
    options.folder_count = 1;
    assert_int_equal(load_with(&options), SCHOOLCAT_ERROR_ARGUMENT);
    options = usual;
    options.allocator = &no_hooks;
    assert_int_equal(load_with(&options), SCHOOLCAT_ERROR_ARGUMENT);
    options = usual;
    options.size--;
    assert_int_equal(load_with(&options), SCHOOLCAT_ERROR_ARGUMENT);
}

static bool may_note(const char *condition, uint32_t match_limit)
{
    char text[512];
    schoolcat_load_options options = SCHOOLCAT_LOAD_OPTIONS;
    options.match_limit = match_limit;
    (void)snprintf(text, sizeof text,
                   HEAD "indicators:\n"
                        "  a: {type: number}\n"
                        "  b: {type: number}\n"
                        "  words: {type: text}\n"
                        "decisions:\n"
                        "  d:\n"
                        "    choose: first\n"
                        "    outcomes: [x, y]\n"
                        "    rules: [{id: r, then: x, when: \"%s\"}]\n"
                        "    otherwise: y\n",
                   condition);
    schoolcat_ruleset *rules = load_rules(text, &options);
    bool may = schoolcat_ruleset_may_note(rules);
    schoolcat_ruleset_free(rules);
    return may;
}

static void test_possible_notes(void **state)
{
    assert_true(schoolcat_ruleset_may_note(*state)); /* half: rank / 2 */
    assert_false(schoolcat_ruleset_may_note(NULL));
    assert_false(may_note("max(a, b) > 3 and known(words)", 0));
    assert_false(may_note("words matches '(?i)special measures|closure'", 0));
    assert_true(may_note("words matches '(?i)special measures|closure'", 1000));
    assert_true(may_note("words matches '(a+)+$'", 0));
    assert_true(may_note("a + b > 3", 0));
    assert_true(may_note("mod(a, b) > 3", 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_file),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_looking_up),
        cmocka_unit_test(test_types),
        cmocka_unit_test(test_aliases_and_scales),
        cmocka_unit_test(test_decisions),
        cmocka_unit_test(test_details),
        cmocka_unit_test(test_possible_notes),
        cmocka_unit_test(test_null_arguments),
        cmocka_unit_test(test_options_that_do_not_fit),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

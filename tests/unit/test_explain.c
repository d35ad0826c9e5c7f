/* Explanations through the public API: the text of every form of condition, and the tree. */
#include "explain_fixture.h"
#include "failing_allocator.h"

#include "explain/phrase.h"

#define DECLARATIONS                                                                               \
    HEAD "scales:\n"                                                                               \
         "  grade: [good, fair, poor]\n"                                                           \
         "choices:\n"                                                                              \
         "  notice: [not_issued, given, lapsed]\n"                                                 \
         "parameters:\n"                                                                           \
         "  limit: {value: 25, type: number}\n"                                                    \
         "  top: {value: 50, type: number}\n"                                                      \
         "  wanted: {value: fair, type: grade}\n"                                                  \
         "  enough: {value: 2, type: integer}\n"                                                   \
         "indicators:\n"                                                                           \
         "  x: {type: number, label: Rank among schools}\n"                                        \
         "  y: {type: number}\n"                                                                   \
         "  own: {type: grade, label: Own grade}\n"                                                \
         "  seen: {type: grade}\n"                                                                 \
         "  letter: {type: notice, label: Warning notice}\n"                                       \
         "  threat: {type: boolean, blank_means: false, label: Threat to safety}\n"                \
         "  told: {type: boolean}\n"                                                               \
         "  words: {type: text, label: Contact form}\n"                                            \
         "  day: {type: date, label: Inspected on}\n"                                              \
         "  since: {type: date}\n"                                                                 \
         "derived:\n"                                                                              \
         "  best: {value: 'coalesce(own, seen)'}\n"                                                \
         "  total: {value: x + y, unit: days}\n"                                                   \
         "  ratio: {value: x / y}\n"                                                               \
         "  nothing: {value: 'if(told, missing, 1)', type: number}\n"                              \
         "  dated: {value: 'days_between(day, today)'}\n"                                          \
         "criteria:\n"                                                                             \
         "  other: {when: x > 5}\n"                                                                \
         "decisions:\n"                                                                            \
         "  early:\n"                                                                              \
         "    label: Early decision\n"                                                             \
         "    choose: first\n"                                                                     \
         "    outcomes: [{id: 1, name: Fine}, {id: 2, name: Not fine}]\n"                          \
         "    rules: [{id: fine, then: 1, when: own is good}, {id: bad, then: 2, when: own is "    \
         "poor}]\n"                                                                                \
         "  many:\n"                                                                               \
         "    choose: every\n"                                                                     \
         "    rules: [{id: write, when: told}, {id: visit, when: threat}]\n"                       \
         "  last:\n"                                                                               \
         "    choose: first\n"                                                                     \
         "    outcomes: [a, b]\n"                                                                  \
         "    otherwise: b\n"                                                                      \
         "    rules:\n"                                                                            \
         "      - id: r\n"                                                                         \
         "        then: a\n"                                                                       \
         "        when:\n"                                                                         \
         "          "

static explained explain_when(const char *when, const char *cells)
{
    char text[8000];
    (void)snprintf(text, sizeof text, "%s%s\n", DECLARATIONS, when);
    return explain(text, cells, NULL);
}

/* --- findings --- */

typedef struct finding {
    const char *when, *cells, *says;
} finding;

static void check_findings(const finding *findings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        explained e = explain_when(findings[i].when, findings[i].cells);
        schoolcat_explained_information when = AT(e, 2, 0, 0);
        if (strcmp(when.finding, findings[i].says) != 0)
            fail_msg("%s with %s\n  says     %s\n  expected %s", findings[i].when,
                     findings[i].cells, when.finding, findings[i].says);
        forget(&e);
    }
}
#define CHECK_FINDINGS(list) check_findings(list, sizeof(list) / sizeof(list)[0])

static void comparisons_show_value_and_threshold(void **state)
{
    static const finding findings[] = {
        {"x < limit", "x=18", "Rank among schools (x) is 18, below 25 (limit)"},
        {"x < limit", "x=85", "Rank among schools (x) is 85, needs below 25 (limit)"},
        {"x < limit", "",
         "Rank among schools (x) is not known (not in the data), needs below 25 (limit)"},
        {"x < limit", "x=", "Rank among schools (x) is not known (blank), needs below 25 (limit)"},
        {"x < limit", "x=!",
         "Rank among schools (x) is not known (held back by its publisher), needs below 25 "
         "(limit)"},
        {"limit <= x", "x=30", "Rank among schools (x) is 30, at least 25 (limit)"},
        {"x < -limit", "x=1", "Rank among schools (x) is 1, needs below -25 (-limit)"},
        {"x == 3", "x=4", "Rank among schools (x) is 4, needs exactly 3"},
        {"x != 3", "x=4", "Rank among schools (x) is 4, other than 3"},
        {"limit <= x < top", "x=30",
         "Rank among schools (x) is 30, at least 25 (limit) and below 50 (top)"},
        {"limit <= x < top", "x=85",
         "Rank among schools (x) is 85, needs at least 25 (limit) and below 50 (top)"},
        {"x < y", "x=1;y=2", "Rank among schools (x) is 1, below y, which is 2"},
        {"x > y", "x=1;y=2", "Rank among schools (x) is 1, needs above y, which is 2"},
        {"x > y", "x=1",
         "Rank among schools (x) is 1, needs above y, which is not known (not in the data)"},
        {"x < y < total", "x=1;y=2",
         "Rank among schools (x) is 1; y is 2; total is 3 days; x < y < total"},
        {"total > 2", "x=1;y=2", "total is 3 days, above 2"},
        {"total > 2", "x=1",
         "total is not known, as y is missing (not in the data), needs above 2"},
        {"ratio > 2", "x=1;y=0", "ratio is not known, as it cannot be worked out, needs above 2"},
        {"nothing > 2", "told=true",
         "nothing is not known, as the rule file gives it no value here, needs above 2"},
        {"x + 1 > 2", "x=3", "x + 1 is 4, above 2"},
        {"day < date(2008-09-01)", "day=2008-03-04",
         "Inspected on (day) is 4 March 2008, before 1 September 2008"},
        {"day >= since", "day=2008-03-04;since=2008-10-31",
         "Inspected on (day) is 4 March 2008, needs not before since, which is 31 October 2008"},
        {"day < today", "day=2009-03-04",
         "Inspected on (day) is 4 March 2009, needs before 1 January 2009 (today)"},
        {"words == 'so it''s'", "words=so",
         "Contact form (words) is \"so\", needs exactly \"so it's\""},
    };
    (void)state;
    CHECK_FINDINGS(findings);
}

static void grades_and_choices_are_phrased(void **state)
{
    static const finding findings[] = {
        {"own is good", "own=good", "Own grade (own) is good"},
        {"own is good", "own=fair", "Own grade (own) is fair, needs good"},
        {"own is not poor", "own=fair", "Own grade (own) is fair, not poor"},
        {"own is not poor", "own=poor", "Own grade (own) is poor, needs anything but poor"},
        {"own is fair or better", "own=good", "Own grade (own) is good, which is fair or better"},
        {"own is fair or worse", "own=good", "Own grade (own) is good, needs fair or worse"},
        {"own is wanted", "own=good", "Own grade (own) is good, needs fair (wanted)"},
        {"own is seen", "own=good;seen=good",
         "Own grade (own) is good, the same as seen, which is good"},
        {"own is better than seen", "own=good;seen=fair",
         "Own grade (own) is good, better than seen, which is fair"},
        {"own is not better than seen", "own=good;seen=fair",
         "Own grade (own) is good, needs not better than seen, which is fair"},
        {"letter in [not_issued, lapsed]", "letter=given",
         "Warning notice (letter) is given, needs not issued or lapsed"},
        {"letter not in [not_issued, lapsed]", "letter=given",
         "Warning notice (letter) is given, not not issued or lapsed"},
        {"letter in [not_issued, lapsed]", "letter=not_issued",
         "Warning notice (letter) is not issued"},
        {"early is 2", "own=good", "Early decision (early) is Fine (1), needs Not fine (2)"},
        {"early is 2", "own=fair", "Early decision (early) has no outcome, needs Not fine (2)"},
        {"many includes visit", "threat=true;told=false", "many includes visit"},
        {"many includes visit", "threat=false;told=false", "many does not include visit"},
        {"many includes visit", "told=false", "many is not known to include visit"},
        {"words matches 'spec(ial)?'", "words=special",
         "Contact form (words) is \"special\", which matches the pattern 'spec(ial)?'"},
        {"words not matches 'x'", "words=box",
         "Contact form (words) is \"box\", which matches the pattern 'x'"},
        {"words matches 'x'", "",
         "Contact form (words) is not known (not in the data), needs a match of the pattern 'x'"},
    };
    (void)state;
    CHECK_FINDINGS(findings);
}

static void missing_values_have_a_reason(void **state)
{
    static const finding findings[] = {
        {"threat", "threat=true", "Threat to safety (threat): yes"},
        {"threat", "threat=", "Threat to safety (threat): no (blank, read as no)"},
        {"threat", "", "Threat to safety (threat): not known (not in the data)"},
        {"not threat", "threat=true", "Threat to safety (threat): yes"},
        {"told is missing", "told=", "told: not known (blank)"},
        {"known(x)", "x=3", "Rank among schools (x) is 3"},
        {"best is good", "seen=good", "best is good, from seen"},
        {"best is good", "own=fair;seen=good", "best is fair, from Own grade (own), needs good"},
        {"best is good", "own=",
         "best is not known, as seen is missing (not in the data) and Own grade is missing "
         "(blank), needs "
         "good"},
        {"dated > 10", "day=2008-12-30", "dated is 2, needs above 10"},
        {"not x > 5", "x=3", "Rank among schools (x) is 3, at most 5"},
        {"not x > 5", "x=7", "Rank among schools (x) is 7, needs at most 5"},
        {"not own is good", "own=good", "Own grade (own) is good, needs anything but good"},
        {"not (limit <= x < top)", "x=30",
         "Rank among schools (x) is 30, needs anything but at least 25 (limit) and below 50 (top)"},
    };
    (void)state;
    CHECK_FINDINGS(findings);
}

static void lists_show_how_many_hold(void **state)
{
    static const finding findings[] = {
        {"all: [x > 5, y > 5]", "x=7;y=7", "all 2 hold"},
        {"all: [x > 5, y > 5]", "x=7;y=1", "1 of 2 holds; all needed"},
        {"all: [x > 5, y > 5]", "x=7", "1 of 2 is known to hold, 1 is unknown; all needed"},
        {"any: [x > 5, y > 5]", "x=7", "1 of 2 is known to hold, 1 is unknown; any one is enough"},
        {"any: [x > 5, y > 5]", "x=1;y=1", "none of 2 holds; one needed"},
        {"not: {any: [x > 5, y > 5]}", "x=1",
         "none of 2 is known to hold, 1 does not, 1 is unknown; none may"},
        {"{at_least: enough, of: [x > 5, y > 5, told]}", "x=7;y=1",
         "1 of 3 is known to hold, 1 does not, 1 is unknown; 2 (enough) needed, so 1 of the 1 "
         "unknown would "
         "have to hold"},
        {"{at_most: 1, of: [x > 5, y > 5, told]}", "x=7;y=7",
         "2 of 3 are known to hold, 1 is unknown; at most 1 may"},
        {"{not: {at_least: enough, of: [x > 5, y > 5, told]}}", "x=7;y=7;told=false",
         "2 of 3 hold; fewer than 2 (enough) needed"},
        {"count(x > 5, y > 5, told) >= 2", "x=7;y=7",
         "2 of 3 are known to hold, 1 is unknown, at least 2"},
        {"x > 5 and y > 5", "x=7", "1 of 2 is known to hold, 1 is unknown; all needed"},
    };
    (void)state;
    CHECK_FINDINGS(findings);
}

/* --- expressions --- */

static void expressions_are_unparsed(void **state)
{
    static const char *const expressions[] = {
        "x < limit",
        "1 - (2 - x) - 3 > y * (2 + 3) / -x",
        "x / (y / 2) < 3 * (4 / x)",
        "not (threat and told) or told",
        "not not threat and (told or threat)",
        "own is not better than seen",
        "own is fair or worse",
        "own not in [good, wanted]",
        "words not matches 'it''s \"so\"'",
        "day is not missing",
        "limit <= x < top",
        "count(x > 5, told) >= enough",
        "if(told, x, -y) < round(x, 2)",
        "day > date(2008-09-01) and day <= today",
        "early is 2 or worse",
        "many includes visit",
        "contains(lower(words), 'x')",
        "coalesce(told, threat, false)",
        "total == -5",
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(expressions); i++) {
        char block[300];
        (void)snprintf(block, sizeof block, ">-\n            %s", expressions[i]);
        explained e = explain_when(block, "x=1");
        assert_string_equal(AT(e, 2, 0, 0).expression, expressions[i]);
        forget(&e);
    }
    static const char *const headings[][2] = {
        {"all: [x > 5, y > 5]", "all of 2"},
        {"not: {any: [x > 5, y > 5]}", "not any of 2"},
        {"{at_least: enough, of: [x > 5, y > 5, told]}", "at least enough of 3"},
    };
    for (size_t i = 0; i < COUNT_OF(headings); i++) {
        explained e = explain_when(headings[i][0], "x=1");
        assert_string_equal(AT(e, 2, 0, 0).expression, headings[i][1]);
        forget(&e);
    }
}

/* --- the tree --- */

static void the_tree_has_rules_conditions_tests_and_values(void **state)
{
    (void)state;
    explained e = explain_when(
        "any: [other, {when: own is good, text: The words., source: A 1}, told]", "x=7;own=poor");
    schoolcat_explained_information root = AT(e, -1);
    assert_int_equal(root.kind, SCHOOLCAT_EXPLAINED_SCHOOL);
    assert_string_equal(root.element.label, "An invented school");
    assert_int_equal(schoolcat_explanation_child_count(schoolcat_explanation_root(e.explanation)),
                     3);

    schoolcat_explained_information decision = AT(e, 2);
    assert_int_equal(decision.kind, SCHOOLCAT_EXPLAINED_DECISION);
    assert_string_equal(decision.element.path, "decisions.last");
    assert_string_equal(decision.finding, "last is a");

    schoolcat_explained_information rule = AT(e, 2, 0);
    assert_int_equal(rule.kind, SCHOOLCAT_EXPLAINED_RULE);
    assert_int_equal(rule.truth, SCHOOLCAT_TRUE);
    assert_true(rule.decided);
    assert_string_equal(rule.finding, "holds: Rank among schools (x) is 7, above 5");
    schoolcat_explained_information otherwise = AT(e, 2, 1);
    assert_int_equal(otherwise.kind, SCHOOLCAT_EXPLAINED_OTHERWISE);
    assert_int_equal(otherwise.truth, SCHOOLCAT_FALSE);
    assert_false(otherwise.decided);
    assert_string_equal(otherwise.element.path, "decisions.last.otherwise");

    schoolcat_explained_information any = AT(e, 2, 0, 0);
    assert_int_equal(any.kind, SCHOOLCAT_EXPLAINED_CONDITION);
    assert_string_equal(any.expression, "any of 3");
    schoolcat_explained_information criterion = AT(e, 2, 0, 0, 0);
    assert_int_equal(criterion.kind, SCHOOLCAT_EXPLAINED_CRITERION);
    assert_int_equal(criterion.truth, SCHOOLCAT_TRUE);
    assert_string_equal(criterion.expression, "x > 5");
    assert_string_equal(criterion.finding, "Rank among schools (x) is 7, above 5");
    schoolcat_explained_information value = AT(e, 2, 0, 0, 0, 0, 0);
    assert_int_equal(value.kind, SCHOOLCAT_EXPLAINED_VALUE);
    assert_string_equal(value.element.id, "x");
    assert_int_equal(value.missing, SCHOOLCAT_PRESENT);

    schoolcat_explained_information annotated = AT(e, 2, 0, 0, 1);
    assert_int_equal(annotated.kind, SCHOOLCAT_EXPLAINED_TEST);
    assert_int_equal(annotated.truth, SCHOOLCAT_FALSE);
    assert_string_equal(annotated.element.text, "The words.");
    assert_string_equal(annotated.element.source, "A 1");
    assert_string_equal(annotated.finding, "Own grade (own) is poor, needs good");
    schoolcat_explained_information told = AT(e, 2, 0, 0, 2);
    assert_int_equal(told.truth, SCHOOLCAT_UNKNOWN);
    assert_int_equal(AT(e, 2, 0, 0, 2, 0).missing, SCHOOLCAT_ABSENT);
    forget(&e);
}

static void a_replaced_unknown_is_explained_as_assumed(void **state)
{
    (void)state;
    explained e = explain_when("all: [x > 5, {any: [told, y > 5], if_unknown: true}]", "x=7");
    schoolcat_explained_information marked = AT(e, 2, 0, 0, 1);
    assert_true(marked.assumed);
    assert_int_equal(marked.truth, SCHOOLCAT_TRUE);
    assert_string_equal(marked.finding, "none of 2 is known to hold, 2 are unknown; one needed");
    assert_string_equal(AT(e, 2).finding, "last is a; also possible: b");
    schoolcat_text *text = NULL;
    assert_int_equal(schoolcat_explanation_render(e.explanation, SCHOOLCAT_FORMAT_TEXT, &text),
                     SCHOOLCAT_OK);
    assert_non_null(strstr(schoolcat_text_data(text), "  assumed  none of 2 is known to hold"));
    assert_non_null(strstr(schoolcat_text_data(text),
                           "Taken as true: any of: told: not known (not in the data); y"));
    assert_non_null(strstr(schoolcat_text_data(text), "(decisions.last.rules.r.when.all[2])"));
    schoolcat_text_free(text);
    forget(&e);
}

static void rules_that_need_the_same_indicator_are_grouped(void **state)
{
    static const char rules[] =
        "schoolcat: 1\n"
        "indicators: {x: {type: number}, y: {type: number}, told: {type: boolean}}\n"
        "decisions:\n"
        "  advice:\n"
        "    choose: every\n"
        "    rules:\n"
        "      - {id: visit, when: x > 5}\n"
        "      - {id: write, when: {any: [x > 5, told]}}\n"
        "      - {id: praise, when: x > 5}\n"
        "      - {id: help, when: {any: [y > 5, told]}}\n";
    (void)state;
    explained e = explain(rules, "", NULL);
    schoolcat_text *text = NULL;
    assert_int_equal(schoolcat_explanation_render(e.explanation, SCHOOLCAT_FORMAT_TEXT, &text),
                     SCHOOLCAT_OK);
    const char *words = schoolcat_text_data(text);
    assert_non_null(strstr(words, "Nothing can be decided: too much is missing.\n"));
    assert_non_null(strstr(words, "To settle it: x, y and told.\n"));
    assert_non_null(strstr(
        words, "  unknown  visit; praise: x is not known (not in the data), needs above 5\n"));
    assert_non_null(strstr(words, "  unknown  write: none of 2 is known to hold"));
    assert_non_null(strstr(words, "  unknown  help: none of 2 is known to hold"));
    schoolcat_text_free(text);
    forget(&e);
}

static void excerpts_end_where_a_clause_does(void **state)
{
    static const struct {
        const char *text, *says;
    } excerpts[] = {
        {"Short enough.", "Short enough."},
        {"Standards have been low. They are rising where", "Standards have been low. ..."},
        {"Standards have been low for years, and they rise",
         "Standards have been low for years ..."},
        {"Standards have been low for several years where they",
         "Standards have been low for several ..."},
        {"Standards have been far below that of the others", "Standards have been far below ..."},
    };
    (void)state;
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    for (size_t i = 0; i < COUNT_OF(excerpts); i++) {
        sc_buffer words;
        sc_buffer_init(&words, &allocator);
        sc_phrase_excerpt(&words, sc_text_of(excerpts[i].text), 38);
        sc_buffer_byte(&words, '\0');
        assert_string_equal(words.data, excerpts[i].says);
        sc_buffer_destroy(&words);
    }
}

static void a_named_thing_has_one_node(void **state)
{
    (void)state;
    explained e = explain_when("any: [all: [other, told], other]", "x=7");
    const schoolcat_explanation_node *any = node_at(&e, (const int[]){2, 0, 0, -1});
    const schoolcat_explanation_node *all = schoolcat_explanation_child(any, 0);
    assert_ptr_equal(schoolcat_explanation_child(all, 0), schoolcat_explanation_child(any, 1));
    assert_null(schoolcat_explanation_child(any, 2));
    forget(&e);
}

static void the_explanation_outlives_the_result(void **state)
{
    (void)state;
    explained e = explain_when("words matches 'x'", "words=box");
    schoolcat_result_free(e.result);
    schoolcat_record_free(e.record);
    schoolcat_ruleset_free(e.rules);
    assert_string_equal(AT(e, 2, 0, 0).finding,
                        "Contact form (words) is \"box\", which matches the pattern 'x'");
    schoolcat_text *text = NULL;
    assert_int_equal(schoolcat_explanation_render(e.explanation, SCHOOLCAT_FORMAT_JSON, &text),
                     SCHOOLCAT_OK);
    schoolcat_text_free(text);
    schoolcat_explanation_free(e.explanation);
}

static void wrong_arguments_are_refused(void **state)
{
    (void)state;
    explained e = explain_when("told", "");
    schoolcat_explanation *explanation = NULL;
    schoolcat_result *fresh = NULL;
    schoolcat_text *text = NULL;
    assert_int_equal(schoolcat_result_new(e.rules, &fresh), SCHOOLCAT_OK);
    assert_int_equal(schoolcat_explain(fresh, NULL, &explanation), SCHOOLCAT_ERROR_ARGUMENT);
    assert_int_equal(schoolcat_explain(NULL, NULL, &explanation), SCHOOLCAT_ERROR_ARGUMENT);
    assert_int_equal(schoolcat_explain(e.result, NULL, NULL), SCHOOLCAT_ERROR_ARGUMENT);
    assert_int_equal(schoolcat_explanation_render(e.explanation, SCHOOLCAT_FORMAT_GITHUB, &text),
                     SCHOOLCAT_ERROR_ARGUMENT);
    assert_null(explanation);
    assert_null(text);
    assert_null(schoolcat_explanation_root(NULL));
    assert_int_equal(schoolcat_explanation_child_count(NULL), 0);
    schoolcat_explained_information small = SCHOOLCAT_EXPLAINED_INFORMATION;
    small.size = 8;
    assert_int_equal(schoolcat_explanation_get(schoolcat_explanation_root(e.explanation), &small),
                     SCHOOLCAT_ERROR_ARGUMENT);
    schoolcat_explanation_free(NULL);
    schoolcat_result_free(fresh);
    forget(&e);
}

/* --- size --- */

/* Each value has its predecessor as an operand twice, so a tree would have 2^60 nodes. */
static void shared_values_have_one_node(void **state)
{
    (void)state;
    static char text[20000];
    size_t at = (size_t)snprintf(text, sizeof text,
                                 HEAD "indicators:\n"
                                      "  x: {type: number}\n"
                                      "derived:\n"
                                      "  d0: {value: x}\n");
    for (int i = 1; i < 60; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "  d%d: {value: d%d + d%d}\n", i, i - 1,
                               i - 1);
    (void)snprintf(
        text + at, sizeof text - at,
        "decisions:\n"
        "  one: {choose: first, outcomes: [a], rules: [{id: r, then: a, when: d59 > 1}]}\n");
    explained e = explain(text, "x=1", NULL);
    schoolcat_text *json = NULL;
    assert_int_equal(schoolcat_explanation_render(e.explanation, SCHOOLCAT_FORMAT_JSON, &json),
                     SCHOOLCAT_OK);
    assert_true(schoolcat_text_length(json) < 60000);
    schoolcat_text_free(json);
    forget(&e);
}

/* --- memory --- */

static schoolcat_status explain_and_render(schoolcat_result *result)
{
    schoolcat_explanation *explanation = NULL;
    schoolcat_status status = schoolcat_explain(result, "A school", &explanation);
    for (int format = SCHOOLCAT_FORMAT_TEXT;
         format <= SCHOOLCAT_FORMAT_JSON && status == SCHOOLCAT_OK; format++) {
        schoolcat_text *text = NULL;
        status = schoolcat_explanation_render(explanation, (schoolcat_format)format, &text);
        schoolcat_text_free(text);
    }
    schoolcat_explanation_free(explanation);
    schoolcat_text *json = NULL;
    if (status == SCHOOLCAT_OK)
        status = schoolcat_result_json(result, &json);
    schoolcat_text_free(json);
    return status;
}

static void running_out_of_memory_anywhere_leaks_nothing(void **state)
{
    (void)state;
    failing_allocator failing = {0};
    schoolcat_allocator allocator = failing_allocator_hooks(&failing);
    schoolcat_load_options options = SCHOOLCAT_LOAD_OPTIONS;
    options.allocator = &allocator;
    char text[8000];
    (void)snprintf(text, sizeof text, "%s%s\n", DECLARATIONS,
                   "any: [{any: [told, best is good], if_unknown: true}, limit <= total < top, "
                   "ratio > 1, other]");
    explained e = explain(text, "x=7;threat=", &options);
    size_t live = failing.live;
    schoolcat_status status = SCHOOLCAT_ERROR_NO_MEMORY;
    for (size_t fails_at = 1; status != SCHOOLCAT_OK; fails_at++) {
        failing_allocator_restart(&failing, fails_at);
        status = explain_and_render(e.result);
        assert_true(status == SCHOOLCAT_OK || status == SCHOOLCAT_ERROR_NO_MEMORY);
        assert_int_equal(failing.live, live);
    }
    failing.fails_at = 0;
    forget(&e);
    assert_int_equal(failing.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comparisons_show_value_and_threshold),
        cmocka_unit_test(grades_and_choices_are_phrased),
        cmocka_unit_test(missing_values_have_a_reason),
        cmocka_unit_test(lists_show_how_many_hold),
        cmocka_unit_test(expressions_are_unparsed),
        cmocka_unit_test(the_tree_has_rules_conditions_tests_and_values),
        cmocka_unit_test(a_replaced_unknown_is_explained_as_assumed),
        cmocka_unit_test(rules_that_need_the_same_indicator_are_grouped),
        cmocka_unit_test(excerpts_end_where_a_clause_does),
        cmocka_unit_test(a_named_thing_has_one_node),
        cmocka_unit_test(the_explanation_outlives_the_result),
        cmocka_unit_test(wrong_arguments_are_refused),
        cmocka_unit_test(shared_values_have_one_node),
        cmocka_unit_test(running_out_of_memory_anywhere_leaks_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

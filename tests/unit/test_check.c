/* The checker on whole rule files: the checked model, and the diagnostics of files with errors. */
#include "check_fixture.h"
#include "failing_allocator.h"

/* The problems of the text are these: "SC060:12:9 SC061:13:4". */
static void expect_checked(const char *text, const char *problems)
{
    check_fixture f;
    check_fixture_open(&f, text, NULL, NULL);
    expect_problems(f.diagnostics, PLACE_LINE_COLUMN, text, problems);
    check_fixture_close(&f);
}

/* Some problem of the text has this code, and its message or hint holds these words. */
static void expect_words(const char *text, const char *code, const char *words)
{
    check_fixture f;
    check_fixture_open(&f, text, NULL, NULL);
    bool found = false;
    for (size_t i = 0; i < schoolcat_diagnostics_count(f.diagnostics); i++) {
        schoolcat_diagnostic problem = SCHOOLCAT_DIAGNOSTIC;
        assert_int_equal(schoolcat_diagnostics_get(f.diagnostics, i, &problem), SCHOOLCAT_OK);
        found = found ||
                (strcmp(problem.code, code) == 0 &&
                 (strstr(problem.message, words) != NULL || strstr(problem.hint, words) != NULL));
    }
    if (!found)
        expect_same(f.diagnostics, text, "", words);
    check_fixture_close(&f);
}

/* --- whole files --- */

static const char sound[] =
    HEAD "parameters:\n"
         "  days: {value: 15, type: integer, min: 0}\n"
         "  rate: {value: 0.5, type: number}\n"
         "  start: {value: 2008-09-01, type: date}\n"
         "  first_grade: {value: '1', type: grade}\n"
         "scales:\n"
         "  grade: [{id: good, code: 1}, {id: poor, code: 2, aliases: [very poor]}]\n"
         "indicators:\n"
         "  teaching: {type: grade, blank_means: very poor}\n"
         "  seen: {type: date, min: 2000-01-01}\n"
         "  number: {type: text, pattern: '[0-9]{7}'}\n"
         "tables:\n"
         "  letter: {of: date, bands: [{up_to: 2008-09-01, value: a}, {above: 2008-09-01, "
         "value: b}]}\n"
         "derived:\n"
         "  second: {value: first + 1, output: true}\n"
         "  first: {value: 'if(category is 2, 1, 2)'}\n"
         "criteria:\n"
         "  weak: {when: 'teaching is poor or letter(seen) is ''a'' or number matches ''^1'' "
         "or first_grade is poor'}\n"
         "  old: {when: number matches '^1' and seen < start}\n"
         "groups:\n"
         "  signs: [weak, old]\n"
         "decisions:\n"
         "  advice:\n"
         "    choose: every\n"
         "    outcomes: [{id: letter, details: {to: 'Head {{x}', within: '{days} days', list: "
         "['{rate}', 3]}}]\n"
         "    rules:\n"
         "      - {id: write, then: letter, when: {any: signs}, details: {within: 'by "
         "{start}, {first_grade}', who: SIP}}\n"
         "      - {id: visit, name: A visit, when: category is 2, details: {days: '{days}'}}\n"
         "      - {id: letter, when: second > 2}\n"
         "  category:\n"
         "    choose: worst\n"
         "    outcomes: [1, {id: 2, name: Second}]\n"
         "    rules:\n"
         "      - {id: low, then: 2, when: {at_least: 1, of: signs}}\n"
         "    otherwise: 1\n";

static const sc_detail *detail_of(const sc_detail *map, const char *key)
{
    for (uint32_t i = 0; i < map->count; i++) {
        if (sc_text_is(map->keys[i], key))
            return &map->items[i];
    }
    fail_msg("no detail '%s'", key);
    return NULL;
}

#define assert_text(text, instead) assert_true(sc_text_is((text), (instead)))

static void test_sound_file(void **state)
{
    (void)state;
    check_fixture f;
    check_fixture_open(&f, sound, NULL, NULL);
    expect_problems(f.diagnostics, PLACE_LINE_COLUMN, "the sound file", "");
    assert_true(f.sound);
    const sc_model *m = f.model;
    assert_int_equal(m->parameters[2].value.kind, SC_KIND_DATE);
    assert_true(m->parameters[2].value.number == 14123);
    assert_int_equal(m->parameters[3].value.symbol, 0);
    assert_int_equal(m->indicators[0].blank_means.kind, SC_KIND_SYMBOL);
    assert_int_equal(m->indicators[0].blank_means.symbol, 1);
    assert_int_equal(m->tables[0].type.kind, SC_KIND_TEXT);
    assert_int_equal(m->derived[0].type.kind, SC_KIND_INTEGER);
    check_fixture_close(&f);
}

static void test_patterns_are_shared(void **state)
{
    (void)state;
    check_fixture f;
    check_fixture_open(&f, sound, NULL, NULL);
    assert_int_equal(f.model->pattern_count, 2);
    assert_true(f.model->patterns[0].whole);
    assert_int_equal(f.model->indicators[2].pattern, 0);
    assert_text(f.model->patterns[1].text, "^1");
    assert_int_equal(f.model->criteria[0].when->children[2]->pattern, 1);
    assert_int_equal(f.model->criteria[1].when->children[0]->pattern, 1);
    check_fixture_close(&f);
}

static void test_orders(void **state)
{
    (void)state;
    check_fixture f;
    check_fixture_open(&f, sound, NULL, NULL);
    /* second reads first, which reads category, which reads weak and old; advice reads them all. */
    assert_int_equal(f.model->derived_order[0], 1);
    assert_int_equal(f.model->derived_order[1], 0);
    assert_int_equal(f.model->decision_order[0], 1);
    assert_int_equal(f.model->decision_order[1], 0);
    assert_int_equal(f.model->criterion_order[0] + f.model->criterion_order[1], 1);
    check_fixture_close(&f);
}

static void test_outcomes_of_every(void **state)
{
    (void)state;
    check_fixture f;
    check_fixture_open(&f, sound, NULL, NULL);
    const sc_decision *advice = &f.model->decisions[0];
    const sc_domain *domain = &f.model->domains[advice->domain];
    assert_int_equal(domain->item_count, 2);
    assert_text(domain->items[0].about.id, "letter");
    assert_text(domain->items[1].about.id, "visit");
    assert_text(domain->items[1].name, "A visit");
    assert_false(domain->ordered);
    assert_int_equal(advice->rules[0].outcome, 0);
    assert_int_equal(advice->rules[1].outcome, 1);
    assert_int_equal(advice->rules[2].outcome, 0);
    assert_int_equal(f.model->decisions[1].rules[0].outcome, 1);
    assert_int_equal(f.model->decisions[1].otherwise.outcome, 0);
    check_fixture_close(&f);
}

static void test_details(void **state)
{
    (void)state;
    check_fixture f;
    check_fixture_open(&f, sound, NULL, NULL);
    const sc_decision *advice = &f.model->decisions[0];
    const sc_detail *outcome = f.model->domains[advice->domain].items[0].details;
    assert_text(detail_of(outcome, "to")->text, "Head {x}");
    assert_text(detail_of(outcome, "within")->text, "15 days");
    assert_text(detail_of(outcome, "list")->items[0].text, "0.5");
    assert_true(detail_of(outcome, "list")->items[1].number == 3);
    const sc_detail *rule = advice->rules[0].details;
    assert_int_equal(rule->count, 4);
    assert_text(rule->keys[0], "to");
    assert_text(detail_of(rule, "to")->text, "Head {x}");
    assert_text(detail_of(rule, "within")->text, "by 2008-09-01, good");
    assert_text(detail_of(rule, "who")->text, "SIP");
    assert_text(detail_of(advice->rules[1].details, "days")->text, "15");
    assert_ptr_equal(advice->rules[2].details, outcome);
    assert_null(f.model->decisions[1].rules[0].details);
    check_fixture_close(&f);
}

#define DECISION                                                                                   \
    "decisions:\n"                                                                                 \
    "  category:\n"                                                                                \
    "    choose: first\n"                                                                          \
    "    outcomes: [1, 2]\n"                                                                       \
    "    rules: [{id: low, then: 2, when: x < 1}]\n"                                               \
    "    otherwise: 1\n"
#define INDICATOR "indicators:\n  x: {type: number}\n"

static void test_circles(void **state)
{
    (void)state;
    expect_words(HEAD INDICATOR "derived:\n"
                                "  a: {value: b + x, output: true}\n"
                                "  b: {value: c}\n"
                                "  c: {value: a}\n",
                 "SC088", "a -> b -> c -> a");
    expect_checked(HEAD INDICATOR "derived:\n  a: {value: a + x, output: true}\n", "SC088:7:3");
    expect_words(HEAD INDICATOR "criteria:\n"
                                "  low: {when: support is 1}\n" DECISION "  support:\n"
                                "    choose: first\n"
                                "    outcomes: [1, 2]\n"
                                "    rules: [{id: a, then: 2, when: low}]\n"
                                "    otherwise: 1\n",
                 "SC088", "support -> low -> support");
}

/* Types of derived values are inferred in any order of declaration. A word that names an item and
 * not a value is not a reference. */
static void test_types_of_derived(void **state)
{
    (void)state;
    expect_checked(HEAD "scales:\n"
                        "  grade: [good, poor]\n"
                        "indicators:\n"
                        "  teaching: {type: grade}\n"
                        "derived:\n"
                        "  good: {value: teaching is good, output: true}\n"
                        "  poor: {value: 'if(good, care is good, copy is poor)', output: true}\n"
                        "  care: {value: copy, output: true}\n"
                        "  copy: {value: 'coalesce(teaching, good)', output: true}\n",
                   "");
}

static void test_tables(void **state)
{
    (void)state;
#define TABLE(bands)                                                                               \
    HEAD INDICATOR "tables:\n  t: {of: number, bands: [" bands                                     \
                   "]}\nderived:\n  d: {value: t(x), output: true}\n"
    expect_checked(TABLE("{up_to: 1, value: 1}, {up_to: 2, value: 2}, {above: 2, value: 3}"), "");
    expect_checked(TABLE("{up_to: 1, value: 1}, {above: 2, value: 2}"), "SC170:7:49");
    expect_checked(TABLE("{up_to: 1, value: 1}, {above: 0, value: 2}"), "SC171:7:49");
    expect_checked(TABLE("{up_to: 1, value: 1}, {up_to: 1, value: 2}, {above: 1, value: 1}"),
                   "SC171:7:49");
    expect_checked(TABLE("{up_to: 1, value: 1}, {up_to: 2, value: 2}"), "SC170:7:49");
    expect_checked(TABLE("{above: 1, value: 1}"), "SC170:7:27");
    expect_checked(TABLE("{up_to: 1, value: 1}, {above: 1, value: two}"), "SC080:7:67");
    expect_checked(TABLE("{up_to: 1, value: a}, {above: 1, value: 2}"), "");
    expect_checked(TABLE("{up_to: 1, value: true}, {above: 1, value: false}"), "SC179:7:3");
    expect_checked(TABLE(""), "SC178:7:26");
    expect_words(TABLE("{up_to: 1, value: 1}, {above: 2, value: 2}"), "SC170", "above 1 up to 2");
}

static void test_values_written_down(void **state)
{
    (void)state;
#define PARAMETERS(line)                                                                           \
    HEAD "parameters:\n  p: {" line                                                                \
         "}\nscales:\n  grade: [good, poor]\nderived:\n  d: {value: p, output: true}\n"
    expect_checked(PARAMETERS("value: 2.5"), "");
    expect_checked(PARAMETERS("value: 2.5, type: integer"), "SC080:5:14");
    expect_checked(PARAMETERS("value: '2', type: integer"), "SC080:5:14");
    expect_checked(PARAMETERS("value: yes, type: boolean"), "SC080:5:14");
    expect_checked(PARAMETERS("value: 2008-02-30, type: date"), "SC080:5:14");
    expect_checked(PARAMETERS("value: god, type: grade"), "SC080:5:14");
    expect_checked(PARAMETERS("value: .inf, type: number"), "SC080:5:14");
    expect_checked(PARAMETERS("value: 5, type: number, min: 10"), "SC083:5:14");
    expect_checked(PARAMETERS("value: 5, type: number, min: 9, max: 1"), "SC082:5:44");
    expect_checked(PARAMETERS("value: good, type: grade, min: good"), "SC081:5:38");
    expect_checked(PARAMETERS("value: 5, type: numbr"), "SC062:5:23");
    expect_words(PARAMETERS("value: god, type: grade"), "SC080", "did you mean 'good'?");
    expect_words(PARAMETERS("value: 5, type: string"), "SC062", "write text");
    expect_words(PARAMETERS("value: '2', type: integer"), "SC080", "take the quotes away");
}

static void test_counts(void **state)
{
    (void)state;
#define COUNT(value, count)                                                                        \
    HEAD INDICATOR "parameters:\n  n: {value: " value "}\n"                                        \
                   "criteria:\n  c: {when: {at_least: " count ", of: [x < 1, x > 5]}}\n"           \
                   "derived:\n  d: {value: c and n > 0, output: true}\n"
    expect_checked(COUNT("2", "n"), "");
    expect_checked(COUNT("2", "0"), "");
    expect_checked(COUNT("2", "3"), "SC086:9:24");
    expect_checked(COUNT("3", "n"), "SC086:9:24");
    expect_checked(COUNT("-1", "n"), "SC086:9:24");
    expect_checked(COUNT("1.5", "n"), "SC086:9:24");
    expect_checked(COUNT("1", "x"), "SC085:9:24");
    expect_checked(COUNT("1", "m"), "SC060:9:24");
    expect_checked(
        HEAD INDICATOR
        "criteria:\n  c: {when: {any: []}}\nderived:\n  d: {value: c and x > 0, output: true}\n",
        "SC084:7:14");
    /* Settings of the caller are checked too. */
    check_fixture f;
    const schoolcat_setting setting = {"n", "3"};
    check_fixture_open(&f, COUNT("2", "n"), NULL, &setting);
    assert_false(f.sound);
    schoolcat_diagnostic problem = SCHOOLCAT_DIAGNOSTIC;
    assert_int_equal(schoolcat_diagnostics_get(f.diagnostics, 0, &problem), SCHOOLCAT_OK);
    assert_string_equal(problem.code, "SC086");
    check_fixture_close(&f);
}

static void test_decisions(void **state)
{
    (void)state;
#define DECIDE(choose, outcomes, rule, otherwise)                                                  \
    HEAD INDICATOR "choices:\n  phase: [a, b]\ndecisions:\n  category:\n    choose: " choose "\n"  \
                   "    outcomes: " outcomes "\n    rules: [" rule "]\n" otherwise
    expect_checked(DECIDE("first", "[1, 2]", "{id: r, then: 2, when: x < 1}", "    otherwise: 1\n"),
                   "");
    expect_checked(DECIDE("first", "[1, 2]", "{id: r, then: 3, when: x < 1}", ""), "SC061:12:27");
    expect_checked(DECIDE("first", "[1, 2]", "{id: r, then: 2, when: x < 1}", "    otherwise: 4\n"),
                   "SC061:13:16");
    expect_checked(DECIDE("first", "[1, 2]", "{id: r, when: x < 1}", "    otherwise: 1\n"),
                   "SC174:12:18");
    expect_checked(DECIDE("first", "phase", "{id: r, then: a, when: x < 1}", ""), "SC173:11:15");
    expect_checked(DECIDE("every", "phase", "{id: r, then: a, when: x < 1}", ""), "");
    expect_checked(DECIDE("every", "phase", "{id: r, when: x < 1}", ""), "SC174:12:18");
    expect_checked(DECIDE("every", "[1]", "{id: r, then: 1, when: x < 1}", "    otherwise: 1\n"),
                   "SC175:13:16");
    expect_checked(DECIDE("first", "[1, 2]", "{id: r, then: 2, when: x < 1}", ""), "SC102:11:16");
    expect_checked(DECIDE("first", "[1, 2]",
                          "{id: r, then: 2, when: x < 1}, {id: r, then: 1, when: x > 1}", ""),
                   "SC029:12:49");
    expect_checked(DECIDE("first", "[1]", "{id: r, then: 1, when: x}", ""), "SC067:12:36");
    expect_checked(DECIDE("first", "grade", "{id: r, then: 1, when: x < 1}", ""), "SC062:11:15");
}

static void test_names_taken(void **state)
{
    (void)state;
    expect_checked(HEAD INDICATOR "derived:\n  x: {value: 1, output: true}\n" DECISION,
                   "SC065:7:3");
    expect_checked(HEAD INDICATOR "scales:\n  category: [a, b]\n" DECISION, "SC066:9:3");
    expect_checked(HEAD INDICATOR "scales:\n  number: [a, b]\n" DECISION, "SC066:7:3");
    expect_checked(
        HEAD INDICATOR
        "tables:\n"
        "  min: {of: number, bands: [{up_to: 1, value: 1}, {above: 1, value: 2}]}\n" DECISION,
        "SC065:7:3");
    /* A criterion and a group, a rule and a criterion may share a name. */
    expect_checked(HEAD INDICATOR "criteria:\n"
                                  "  low: {when: x < 1}\n"
                                  "groups:\n"
                                  "  low: [low]\n"
                                  "derived:\n"
                                  "  d: {value: low, output: true}\n"
                                  "decisions:\n"
                                  "  category:\n"
                                  "    choose: first\n"
                                  "    outcomes: [1]\n"
                                  "    rules: [{id: low, then: 1, when: {any: low}}]\n",
                   "");
}

static void test_details_refused(void **state)
{
    (void)state;
#define DETAIL(text)                                                                               \
    HEAD INDICATOR                                                                                 \
        "parameters:\n  days: {value: 5, type: integer}\n"                                         \
        "decisions:\n  category:\n    choose: first\n    outcomes: [{id: 1, details: {a: '" text   \
        "', b: '{days}'}}]\n"                                                                      \
        "    rules: [{id: r, then: 1, when: x < 1}]\n"
    expect_checked(DETAIL("in {days} days"), "");
    expect_checked(DETAIL("in {day} days"), "SC089:11:42");
    expect_checked(DETAIL("in {x} days"), "SC089:11:42");
    expect_checked(DETAIL("a {{brace}"), "");
    expect_checked(DETAIL("a { brace"), "SC089:11:37");
    expect_words(DETAIL("in {day} days"), "SC089", "did you mean 'days'?");
    expect_words(DETAIL("in {x} days"), "SC089", "an indicator");
}

static void test_indicator_fields(void **state)
{
    (void)state;
#define INDICATE(fields)                                                                           \
    HEAD "indicators:\n  i: {" fields "}\nderived:\n  d: {value: known(i), output: true}\n"
    expect_checked(INDICATE("type: text, pattern: '[a-z'"), "SC078:5:28");
    expect_checked(INDICATE("type: number, pattern: '[a-z]'"), "SC079:5:30");
    expect_checked(INDICATE("type: number, blank_means: none"), "SC080:5:34");
    expect_checked(INDICATE("type: number, max: 5, blank_means: 6"), "SC083:5:42");
    expect_checked(INDICATE("type: boolean, blank_means: no"), "SC080:5:35");
    expect_checked(INDICATE("type: text, date_format: '%d/%m/%Y'"), "SC079:5:32");
    expect_checked(INDICATE("type: date, date_format: '%d/%m'"), "SC087:5:32");
    expect_checked(INDICATE("type: date, date_format: '%d/%m/%Y'"), "");
}

static void test_unused(void **state)
{
    (void)state;
    expect_checked(HEAD INDICATOR
                   "parameters:\n"
                   "  p: {value: 1}\n"
                   "  q: {value: 2}\n"
                   "tables:\n"
                   "  t: {of: number, bands: [{up_to: 1, value: 1}, {above: 1, value: 2}]}\n"
                   "derived:\n"
                   "  d: {value: x + q}\n"
                   "criteria:\n"
                   "  c: {when: x < 1}\n"
                   "  e: {when: x < 2}\n"
                   "groups:\n"
                   "  g: [e]\n" DECISION,
                   "SC101:7:3 SC101:10:3 SC101:12:3 SC101:14:3 SC101:17:3");
    /* After an error nothing is reported as unused: the erroneous expression may use it. */
    expect_checked(HEAD INDICATOR
                   "parameters:\n  limit: {value: 1}\ncriteria:\n  c: {when: x < limt}\n" DECISION,
                   "SC060:9:17");
}

/* --- memory --- */

/* Every request of memory fails in turn: no crash, no leak, and never a result, neither that the
 * file is sound nor that it has errors. */
static void fail_everywhere(const char *text, bool is_sound)
{
    for (size_t ration = 0;; ration++) {
        failing_allocator failing = {.fails_at = ration + 1};
        schoolcat_allocator hooks = failing_allocator_hooks(&failing);
        check_fixture f;
        check_fixture_open(&f, text, &hooks, NULL);
        bool enough = f.model != NULL && !f.arena.failed && !sc_diagnostics_failed(f.diagnostics);
        if (!enough)
            assert_false(f.sound);
        else
            assert_int_equal(f.sound, is_sound);
        check_fixture_close(&f);
        assert_int_equal(failing.live, 0);
        if (enough)
            return;
    }
}

static void test_memory_runs_out(void **state)
{
    (void)state;
    fail_everywhere(sound, true);
    fail_everywhere(
        HEAD INDICATOR
        "derived:\n  a: {value: b + y, output: true}\n  b: {value: 'a + min(x < 1)'}\n" DECISION,
        false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sound_file),
        cmocka_unit_test(test_patterns_are_shared),
        cmocka_unit_test(test_orders),
        cmocka_unit_test(test_outcomes_of_every),
        cmocka_unit_test(test_details),
        cmocka_unit_test(test_circles),
        cmocka_unit_test(test_types_of_derived),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_values_written_down),
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_decisions),
        cmocka_unit_test(test_names_taken),
        cmocka_unit_test(test_details_refused),
        cmocka_unit_test(test_indicator_fields),
        cmocka_unit_test(test_unused),
        cmocka_unit_test(test_memory_runs_out),
    };
    return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}

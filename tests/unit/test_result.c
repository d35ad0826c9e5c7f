/* Values read from a result are valid until the next evaluation, whatever is read after them, and
 * even where memory runs out. */
#include "rules_fixture.h"
#include "failing_allocator.h"

static const char rule_file[] = HEAD "indicators:\n"
                                     "  one: {type: text}\n"
                                     "  two: {type: text}\n"
                                     "  n: {type: number}\n"
                                     "derived:\n"
                                     "  chosen: {value: \"lower(if(e is x, one, two))\"}\n"
                                     "  loud: {value: upper(two)}\n"
                                     "decisions:\n"
                                     "  e:\n"
                                     "    choose: first\n"
                                     "    outcomes: [x, y, z]\n"
                                     "    rules:\n"
                                     "      - {id: r1, then: x, when: n > 3}\n"
                                     "      - {id: r2, then: y, when: n > 1}\n"
                                     "    otherwise: z\n"
                                     "  d:\n"
                                     "    choose: first\n"
                                     "    outcomes: [p, q]\n"
                                     "    rules:\n"
                                     "      - {id: r, then: p, when: \"contains(chosen, 'q')\"}\n"
                                     "    otherwise: q\n"
                                     "  f:\n"
                                     "    choose: first\n"
                                     "    outcomes: [p2, q2]\n"
                                     "    rules:\n"
                                     "      - {id: r, then: p2, when: \"contains(loud, 'Q')\"}\n"
                                     "    otherwise: q2\n";

enum { ONE, TWO, N };
enum { LOUD = 1, DECISIONS = 3 };

typedef struct fixture {
    failing_allocator failing;
    schoolcat_ruleset *rules;
    schoolcat_record *record;
    schoolcat_result *result;
} fixture;

static int set_up(void **state)
{
    static fixture made;
    schoolcat_allocator allocator = failing_allocator_hooks(&made.failing);
    schoolcat_load_options options = SCHOOLCAT_LOAD_OPTIONS;
    options.allocator = &allocator;
    *state = &made;
    made.rules = load_rules(rule_file, &options);
    return schoolcat_record_new(made.rules, &made.record) != SCHOOLCAT_OK ||
           schoolcat_result_new(made.rules, &made.result) != SCHOOLCAT_OK;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    schoolcat_result_free(f->result);
    schoolcat_record_free(f->record);
    schoolcat_ruleset_free(f->rules);
    return f->failing.live != 0;
}

static void evaluate(fixture *f, const char *one, const char *two)
{
    assert_int_equal(schoolcat_record_set_text(f->record, ONE, one, strlen(one), NULL),
                     SCHOOLCAT_OK);
    assert_int_equal(schoolcat_record_set_text(f->record, TWO, two, strlen(two), NULL),
                     SCHOOLCAT_OK);
    assert_int_equal(schoolcat_evaluate(f->result, f->record, NULL), SCHOOLCAT_OK);
}

static void read_everything(fixture *f)
{
    const size_t *indicators;
    size_t count;
    for (size_t decision = 0; decision < DECISIONS; decision++) {
        (void)schoolcat_result_may_hold(f->result, decision, 0);
        (void)schoolcat_result_provisional(f->result, decision);
        (void)schoolcat_result_needs(f->result, decision, &indicators, &count);
        (void)schoolcat_result_assumed_count(f->result, decision, &count);
    }
    schoolcat_explanation *explanation = NULL;
    if (schoolcat_explain(f->result, NULL, &explanation) == SCHOOLCAT_OK)
        schoolcat_explanation_free(explanation);
}

static void a_text_stays_valid(void **state)
{
    fixture *f = *state;
    evaluate(f, "First TEXT here", "second Text");
    schoolcat_value value = SCHOOLCAT_VALUE;
    assert_int_equal(schoolcat_result_value(f->result, SCHOOLCAT_PART_DERIVED, LOUD, &value),
                     SCHOOLCAT_OK);
    assert_int_equal(value.length, 11);
    assert_memory_equal(value.text, "SECOND TEXT", 11);
    read_everything(f);
    assert_memory_equal(value.text, "SECOND TEXT", 11);
}

static void without_memory_for_details_the_outcomes_stay(void **state)
{
    fixture *f = *state;
    static char text[5001];
    memset(text, 'q', 5000);
    evaluate(f, text, text);
    size_t before[DECISIONS], after[DECISIONS];
    for (size_t decision = 0; decision < DECISIONS; decision++)
        if (!schoolcat_result_outcome(f->result, decision, &before[decision]))
            before[decision] = SIZE_MAX;
    failing_allocator_restart(&f->failing, 1);
    read_everything(f);
    failing_allocator_restart(&f->failing, 0);
    for (size_t decision = 0; decision < DECISIONS; decision++)
        if (!schoolcat_result_outcome(f->result, decision, &after[decision]))
            after[decision] = SIZE_MAX;
    assert_memory_equal(before, after, sizeof before);
    assert_int_equal(before[2], 0);
}

static const char plain_file[] =
    HEAD "indicators:\n"
         "  rank: {type: number}\n"
         "  note: {type: text}\n"
         "criteria:\n"
         "  feared: {when: \"note matches '(?i)special measures|\\\\bnotice\\\\b'\", "
         "if_unknown: false}\n"
         "decisions:\n"
         "  category:\n"
         "    choose: first\n"
         "    outcomes: [1, 2, 3]\n"
         "    rules:\n"
         "      - {id: top, then: 1, when: rank >= 75 and not feared}\n"
         "      - {id: bottom, then: 3, when: rank < 25 or feared}\n"
         "    otherwise: 2\n"
         "  support:\n"
         "    choose: first\n"
         "    outcomes: [low, high]\n"
         "    rules:\n"
         "      - {id: low, then: low, when: category is 2 or better}\n"
         "    otherwise: high\n";

/* Evaluates a rank, negative for none, and a note, NULL for none. Returns how many of the two
 * decisions are provisional. */
static size_t provisional_decisions(schoolcat_result *result, schoolcat_record *record, double rank,
                                    const char *note)
{
    size_t provisional = 0;
    schoolcat_record_clear(record);
    if (rank >= 0)
        assert_int_equal(schoolcat_record_set_number(record, 0, rank, NULL), SCHOOLCAT_OK);
    if (note != NULL)
        assert_int_equal(schoolcat_record_set_text(record, 1, note, strlen(note), NULL),
                         SCHOOLCAT_OK);
    assert_int_equal(schoolcat_evaluate(result, record, NULL), SCHOOLCAT_OK);
    for (size_t decision = 0; decision < 2; decision++) {
        const size_t *indicators;
        size_t count;
        assert_int_equal(schoolcat_result_needs(result, decision, &indicators, &count),
                         SCHOOLCAT_OK);
        provisional += schoolcat_result_provisional(result, decision);
    }
    return provisional;
}

/* The first evaluation may allocate memory for the longest text, so that comes first. */
static void an_evaluation_allocates_nothing(void **state)
{
    (void)state;
    failing_allocator failing = {0};
    schoolcat_allocator allocator = failing_allocator_hooks(&failing);
    schoolcat_load_options options = SCHOOLCAT_LOAD_OPTIONS;
    options.allocator = &allocator;
    schoolcat_ruleset *rules = load_rules(plain_file, &options);
    schoolcat_record *record = NULL;
    schoolcat_result *result = NULL;
    assert_int_equal(schoolcat_record_new(rules, &record), SCHOOLCAT_OK);
    assert_int_equal(schoolcat_result_new(rules, &result), SCHOOLCAT_OK);
    /* Every combination of a rank, or none, and a note, or none. */
    static const double ranks[] = {-1, 9, 36, 63, 90};
    static const char *const notes[] = {"Special Measures are feared here", "a notice",
                                        "all is well", "", NULL};
    size_t requests = 0, provisional = 0;
    for (size_t i = 0; i < COUNT_OF(ranks); i++)
        for (size_t k = 0; k < COUNT_OF(notes); k++) {
            provisional += provisional_decisions(result, record, ranks[i], notes[k]);
            requests = requests == 0 ? failing.requests : requests;
        }
    assert_int_equal(failing.requests, requests);
    assert_true(requests > 0 && provisional > 0);
    schoolcat_result_free(result);
    schoolcat_record_free(record);
    schoolcat_ruleset_free(rules);
    assert_int_equal(failing.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_evaluation_allocates_nothing),
        cmocka_unit_test_setup_teardown(a_text_stays_valid, set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_memory_for_details_the_outcomes_stay, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

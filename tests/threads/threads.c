/* threads RULES: one rule set used by several threads at once, each with a record and a result of its own:
 * all give the answers that one thread gives alone, while the owners come and go. Built with ThreadSanitizer
 * it shows that nothing is shared unguarded. */
#include <pthread.h>
#include <schoolcat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 4, SCHOOLS = 12, ROUNDS = 20 };

typedef struct worker {
    schoolcat_ruleset *rules; /* an owner of its own */
    char *const *expected;    /* the JSON of each school */
    const char *failure;      /* static text, or NULL */
} worker;

static bool set(schoolcat_ruleset *rules, schoolcat_record *record, const char *name, const char *value)
{
    size_t indicator;
    return schoolcat_ruleset_find(rules, SCHOOLCAT_PART_INDICATOR, name, &indicator) == SCHOOLCAT_OK &&
           schoolcat_record_set_cell(record, indicator, value, strlen(value), NULL) == SCHOOLCAT_OK;
}

/* Invented schools, each different, with holes. */
static bool fill(schoolcat_ruleset *rules, schoolcat_record *record, unsigned school)
{
    static const char *const grades[] = {"outstanding", "good", "satisfactory", "inadequate"};
    static const char *const percentiles[] = {"88", "62", "SUPP", "18", ""};
    static const char *const notes[] = {"no cause for concern", "Special Measures are feared", ""};
    schoolcat_record_clear(record);
    return set(rules, record, "sef_overall_effectiveness", grades[school % 4]) &&
           set(rules, record, "ofsted_teaching", grades[school / 2 % 4]) &&
           set(rules, record, "performance_percentile", percentiles[school % 5]) &&
           set(rules, record, "concern_note", notes[school % 3]) &&
           (school % 2 == 0 || set(rules, record, "ofsted_category", ""));
}

static schoolcat_text *answer(schoolcat_ruleset *rules, schoolcat_record *record, schoolcat_result *result,
                              unsigned school)
{
    schoolcat_text *text = NULL;
    if (!fill(rules, record, school) || schoolcat_evaluate(result, record, NULL) != SCHOOLCAT_OK ||
        schoolcat_result_json(result, &text) != SCHOOLCAT_OK)
        return NULL;
    return text;
}

static const char *decide_all(const worker *self)
{
    const char *failure = NULL;
    schoolcat_record *record = NULL;
    schoolcat_result *result = NULL;
    schoolcat_explanation *explanation = NULL;
    if (schoolcat_record_new(self->rules, &record) != SCHOOLCAT_OK ||
        schoolcat_result_new(self->rules, &result) != SCHOOLCAT_OK)
        failure = "no record or result could be made";
    for (unsigned i = 0; i < SCHOOLS * ROUNDS && !failure; i++) {
        schoolcat_text *text = answer(self->rules, record, result, i % SCHOOLS);
        if (!text || strcmp(schoolcat_text_data(text), self->expected[i % SCHOOLS]) != 0)
            failure = "an answer is not that of one thread alone";
        schoolcat_text_free(text);
    }
    if (!failure && schoolcat_explain(result, NULL, &explanation) != SCHOOLCAT_OK)
        failure = "nothing could be explained";
    schoolcat_explanation_free(explanation);
    schoolcat_result_free(result);
    schoolcat_record_free(record);
    return failure;
}

static void *work(void *given)
{
    worker *self = given;
    for (int i = 0; i < 3 && !self->failure; i++)
        self->failure = decide_all(self);
    schoolcat_ruleset_free(self->rules);
    return NULL;
}

static bool alone(schoolcat_ruleset *rules, char **expected)
{
    schoolcat_record *record = NULL;
    schoolcat_result *result = NULL;
    bool good = schoolcat_record_new(rules, &record) == SCHOOLCAT_OK &&
                schoolcat_result_new(rules, &result) == SCHOOLCAT_OK;
    for (unsigned i = 0; i < SCHOOLS && good; i++) {
        schoolcat_text *text = answer(rules, record, result, i);
        good = text != NULL && (expected[i] = strdup(schoolcat_text_data(text))) != NULL;
        schoolcat_text_free(text);
    }
    schoolcat_result_free(result);
    schoolcat_record_free(record);
    return good;
}

static int together(schoolcat_ruleset *rules, char *const *expected)
{
    pthread_t threads[THREADS];
    worker workers[THREADS];
    int started = 0, failed = 0;
    for (; started < THREADS; started++) {
        workers[started] = (worker){schoolcat_ruleset_retain(rules), expected, NULL};
        if (pthread_create(&threads[started], NULL, work, &workers[started]) != 0) {
            schoolcat_ruleset_free(workers[started].rules);
            failed++;
            break;
        }
    }
    /* The threads are owners: the rule set outlives the one that loaded it. */
    schoolcat_ruleset_free(rules);
    for (int i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
        if (workers[i].failure) {
            printf("thread %d: %s\n", i + 1, workers[i].failure);
            failed++;
        }
    }
    return failed;
}

int main(int argc, char **argv)
{
    schoolcat_ruleset *rules = NULL;
    char *expected[SCHOOLS] = {NULL};
    if (argc != 2 || schoolcat_ruleset_load(argv[1], NULL, &rules, NULL) != SCHOOLCAT_OK ||
        !alone(rules, expected)) {
        printf("the rule file cannot be loaded and used\n");
        return EXIT_FAILURE;
    }
    int failed = together(rules, expected);
    for (int i = 0; i < SCHOOLS; i++)
        free(expected[i]);
    printf("%d threads, %d failed\n", THREADS, failed);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

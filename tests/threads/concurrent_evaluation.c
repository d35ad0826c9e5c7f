/* threads RULES: several threads use one rule set, each with its own record and result, and must
 * give the results of a single thread, while references to the rule set are taken and released.
 * Then they evaluate ranges of rows of one table. Build with ThreadSanitizer to find data races. */
#include <pthread.h>
#include <schoolcat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 4, SCHOOLS = 12, ROUNDS = 20 };

typedef struct worker {
    schoolcat_ruleset *rules; /* a reference of its own */
    char *const *expected;    /* the JSON result of each school */
    const char *failure;      /* static text, or NULL */
} worker;

static bool set(schoolcat_ruleset *rules, schoolcat_record *record, const char *name,
                const char *value)
{
    size_t indicator;
    return schoolcat_ruleset_find(rules, SCHOOLCAT_PART_INDICATOR, name, &indicator) ==
               SCHOOLCAT_OK &&
           schoolcat_record_set_cell(record, indicator, value, strlen(value), NULL) == SCHOOLCAT_OK;
}

/* Invented schools, all different, with missing values. */
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

static schoolcat_text *answer(schoolcat_ruleset *rules, schoolcat_record *record,
                              schoolcat_result *result, unsigned school)
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
    /* The threads hold references, so the rule set outlives the reference of the loader. */
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

/* --- one table, each thread on its own rows --- */

enum { ROWS = 9000, NOTE_BYTES = 40 };

/* Two columns in memory; a column without an indicator is ignored. */
typedef struct table {
    double percentiles[ROWS];
    int32_t offsets[ROWS + 1];
    char notes[ROWS * NOTE_BYTES];
    const void *buffers[3][3];
    struct ArrowArray column_arrays[2], *arrays[2], array;
    struct ArrowSchema column_schemas[2], *schemas[2], schema;
} table;

static void no_release_array(struct ArrowArray *array)
{
    array->release = NULL;
}

static void no_release_schema(struct ArrowSchema *schema)
{
    schema->release = NULL;
}

static void make_table(table *t)
{
    static const char *const notes[] = {"no cause for concern", "Special Measures are feared",
                                        "a debt", "NA"};
    static const char *const names[] = {"performance_percentile", "concern_note"},
                             *const formats[] = {"g", "u"};
    for (int row = 0; row < ROWS; row++) {
        const char *note = notes[row / 3 % 4];
        t->percentiles[row] = row * 7 % 101;
        memcpy(t->notes + t->offsets[row], note, strlen(note));
        t->offsets[row + 1] = t->offsets[row] + (int32_t)strlen(note);
    }
    t->buffers[0][1] = t->percentiles;
    t->buffers[1][1] = t->offsets;
    t->buffers[1][2] = t->notes;
    for (int i = 0; i < 2; i++) {
        t->column_schemas[i] = (struct ArrowSchema){
            .format = formats[i], .name = names[i], .release = no_release_schema};
        t->column_arrays[i] = (struct ArrowArray){.length = ROWS,
                                                  .n_buffers = 2 + i,
                                                  .buffers = t->buffers[i],
                                                  .release = no_release_array};
        t->schemas[i] = &t->column_schemas[i];
        t->arrays[i] = &t->column_arrays[i];
    }
    t->schema = (struct ArrowSchema){
        .format = "+s", .n_children = 2, .children = t->schemas, .release = no_release_schema};
    t->array = (struct ArrowArray){.length = ROWS,
                                   .n_buffers = 1,
                                   .n_children = 2,
                                   .buffers = t->buffers[2],
                                   .children = t->arrays,
                                   .release = no_release_array};
}

typedef struct row_range {
    schoolcat_ruleset *rules;
    const table *from;
    int64_t first, count;
    int8_t rule[ROWS]; /* of the first decision, in these rows */
    bool failed;
} row_range;

static void *evaluate_range(void *given)
{
    row_range *self = given;
    schoolcat_arrow_options options = SCHOOLCAT_ARROW_OPTIONS;
    options.first_row = self->first;
    options.row_count = self->count;
    struct ArrowSchema schema;
    struct ArrowArray array;
    self->failed = schoolcat_evaluate_arrow(self->rules, &self->from->schema, &self->from->array,
                                            &options, NULL, &schema, &array) != SCHOOLCAT_OK;
    if (self->failed)
        return NULL;
    memcpy(self->rule, array.children[1]->buffers[1], (size_t)self->count);
    schema.release(&schema);
    array.release(&array);
    return NULL;
}

static int evaluate_table_in_ranges(schoolcat_ruleset *rules)
{
    static table t;
    static row_range all_rows, parts[THREADS];
    pthread_t threads[THREADS];
    make_table(&t);
    all_rows = (row_range){.rules = rules, .from = &t, .count = ROWS};
    evaluate_range(&all_rows);
    int failed = all_rows.failed, started = 0;
    for (; started < THREADS; started++) {
        int64_t first = ROWS / THREADS * started;
        parts[started] =
            (row_range){.rules = rules, .from = &t, .first = first, .count = ROWS / THREADS};
        if (pthread_create(&threads[started], NULL, evaluate_range, &parts[started]) != 0)
            break;
    }
    for (int i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
        failed += parts[i].failed || memcmp(parts[i].rule, all_rows.rule + parts[i].first,
                                            (size_t)parts[i].count) != 0;
    }
    return failed + THREADS - started;
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
    int failed = evaluate_table_in_ranges(rules);
    failed += together(rules, expected);
    for (int i = 0; i < SCHOOLS; i++)
        free(expected[i]);
    printf("%d threads, %d failed\n", THREADS, failed);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

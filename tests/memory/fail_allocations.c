/* Fails the n-th allocation of loading, checking, evaluating, explaining and testing, for every n.
 * Each call must then report it or succeed without that memory, and must neither leak nor set its
 * outputs. Replaces malloc of the C library, because libyaml has no allocator hooks; unit tests use
 * tests/unit/failing_allocator.h. */
#include <errno.h>
#include <schoolcat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void __libc_free(void *block);

static bool counting;
static size_t requests, fail_at; /* fail_at 0: none */
static long live;

static bool refuse(void)
{
    if (!counting || ++requests != fail_at)
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    void *block = refuse() ? NULL : __libc_malloc(size);
    live += counting && block != NULL;
    return block;
}

void *calloc(size_t count, size_t size)
{
    void *block = refuse() ? NULL : __libc_calloc(count, size);
    live += counting && block != NULL;
    return block;
}

void *realloc(void *block, size_t size)
{
    if (block == NULL)
        return malloc(size);
    return refuse() ? NULL : __libc_realloc(block, size);
}

void free(void *block)
{
    live -= counting && block != NULL;
    __libc_free(block);
}

static schoolcat_status render_all(const schoolcat_explanation *explanation)
{
    static const schoolcat_format formats[] = {SCHOOLCAT_FORMAT_TEXT, SCHOOLCAT_FORMAT_MARKDOWN,
                                               SCHOOLCAT_FORMAT_JSON};
    schoolcat_status status = SCHOOLCAT_OK;
    for (size_t i = 0; i < 3 && status == SCHOOLCAT_OK; i++) {
        schoolcat_text *text = NULL;
        status = schoolcat_explanation_render(explanation, formats[i], &text);
        schoolcat_text_free(text);
    }
    return status;
}

static schoolcat_status ask(schoolcat_result *result)
{
    const size_t *needs;
    size_t count;
    schoolcat_status status = schoolcat_result_needs(result, 0, &needs, &count);
    if (status == SCHOOLCAT_OK)
        status = schoolcat_result_assumed_count(result, 0, &count);
    if (status == SCHOOLCAT_OK)
        status = schoolcat_result_note_count(result, &count);
    schoolcat_text *json = NULL;
    if (status == SCHOOLCAT_OK)
        status = schoolcat_result_json(result, &json);
    schoolcat_text_free(json);
    schoolcat_explanation *explanation = NULL;
    if (status == SCHOOLCAT_OK)
        status = schoolcat_explain(result, "An invented school", &explanation);
    if (status == SCHOOLCAT_OK)
        status = render_all(explanation);
    schoolcat_explanation_free(explanation);
    return status;
}

static schoolcat_status fill(schoolcat_ruleset *rules, schoolcat_record *record)
{
    static const char *const cells[][2] = {
        {"teaching", "good"},  {"remark", "Straße, Notice given"},
        {"pupils", "1,200"},   {"number", "8601234"},
        {"rank", "x"},         {"ofsted_overall_effectiveness", "Good"},
        {"support_days", "12"}};
    schoolcat_status status = SCHOOLCAT_OK;
    for (size_t i = 0; i < sizeof cells / sizeof *cells && status == SCHOOLCAT_OK; i++) {
        size_t indicator;
        status = schoolcat_ruleset_find(rules, SCHOOLCAT_PART_INDICATOR, cells[i][0], &indicator);
        /* each rule file has some of these indicators */
        if (status == SCHOOLCAT_ERROR_NOT_FOUND) {
            status = SCHOOLCAT_OK;
            continue;
        }
        if (status == SCHOOLCAT_OK)
            status = schoolcat_record_set_cell(record, indicator, cells[i][1], strlen(cells[i][1]),
                                               NULL);
    }
    return status;
}

static schoolcat_status evaluate(schoolcat_ruleset *rules)
{
    schoolcat_record *record = NULL;
    schoolcat_result *result = NULL;
    schoolcat_status status = schoolcat_record_new(rules, &record);
    if (status == SCHOOLCAT_OK)
        status = schoolcat_result_new(rules, &result);
    if (status == SCHOOLCAT_OK)
        status = fill(rules, record);
    if (status == SCHOOLCAT_OK)
        status = schoolcat_evaluate(result, record, NULL);
    if (status == SCHOOLCAT_OK)
        status = ask(result);
    schoolcat_result_free(result);
    schoolcat_record_free(record);
    return status;
}

static schoolcat_status run_rules(const char *path)
{
    schoolcat_ruleset *rules = NULL;
    schoolcat_diagnostics *diagnostics = NULL;
    schoolcat_status status = schoolcat_ruleset_load(path, NULL, &rules, &diagnostics);
    if (status == SCHOOLCAT_ERROR_NO_MEMORY && (rules != NULL || diagnostics != NULL)) {
        fprintf(stderr, "memory: a failed load has set its outputs\n");
        exit(1);
    }
    schoolcat_text *report = NULL;
    if (status == SCHOOLCAT_OK || status == SCHOOLCAT_ERROR_RULES) {
        schoolcat_status drawn =
            schoolcat_diagnostics_render(diagnostics, SCHOOLCAT_FORMAT_TEXT, true, &report);
        status = drawn == SCHOOLCAT_OK ? status : drawn;
    }
    if (status == SCHOOLCAT_OK)
        status = evaluate(rules);
    schoolcat_text_free(report);
    schoolcat_diagnostics_free(diagnostics);
    schoolcat_ruleset_free(rules);
    return status;
}

static schoolcat_status run_tests(const char *path)
{
    schoolcat_test_report *report = NULL;
    schoolcat_diagnostics *diagnostics = NULL;
    schoolcat_status status = schoolcat_test(path, NULL, NULL, &report, &diagnostics);
    schoolcat_text *text = NULL;
    if (status == SCHOOLCAT_OK)
        status = schoolcat_test_report_render(report, SCHOOLCAT_FORMAT_TEXT, true, &text);
    if (status == SCHOOLCAT_OK && schoolcat_test_report_failed(report) > 0) {
        fprintf(stderr, "memory: a test fails: %s\n", schoolcat_text_data(text));
        exit(1);
    }
    schoolcat_text_free(text);
    schoolcat_test_report_free(report);
    schoolcat_diagnostics_free(diagnostics);
    return status;
}

static schoolcat_status attempt(schoolcat_status (*run)(const char *), const char *path, size_t n)
{
    requests = 0;
    fail_at = n;
    live = 0;
    counting = true;
    schoolcat_status status = run(path);
    counting = false;
    if (live != 0) {
        fprintf(stderr, "memory: %s: %ld blocks lost when allocation %zu fails\n", path, live, n);
        exit(1);
    }
    return status;
}

static void every_allocation(schoolcat_status (*run)(const char *), const char *path,
                             schoolcat_status expected, size_t stride)
{
    schoolcat_status whole = attempt(run, path, 0);
    size_t total = requests, reported = 0;
    if (whole != expected) {
        fprintf(stderr, "memory: %s: %s\n", path, schoolcat_status_text(whole));
        exit(1);
    }
    for (size_t n = 1; n <= total; n += stride) {
        schoolcat_status status = attempt(run, path, n);
        reported += status == SCHOOLCAT_ERROR_NO_MEMORY;
        if (status != SCHOOLCAT_ERROR_NO_MEMORY && status != expected) {
            fprintf(stderr, "memory: %s: allocation %zu fails: %s\n", path, n,
                    schoolcat_status_text(status));
            exit(1);
        }
    }
    printf("%s: %zu allocations, every %zu. failed in turn; %zu reported it, the others "
           "succeeded\n",
           path, total, stride, reported);
    if (reported == 0)
        exit(1);
}

/* memory RULES TESTS RULES-WITH-ERRORS LARGE-RULES */
int main(int argc, char **argv)
{
    if (argc != 5)
        return 2;
    every_allocation(run_rules, argv[1], SCHOOLCAT_OK, 1);
    every_allocation(run_tests, argv[2], SCHOOLCAT_OK, 1);
    every_allocation(run_rules, argv[3], SCHOOLCAT_ERROR_RULES, 1);
    every_allocation(run_rules, argv[4], SCHOOLCAT_OK, 97);
    return 0;
}

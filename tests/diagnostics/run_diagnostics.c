/* Loads every invalid rule file of this folder and compares its report with NAME.expected, and the
 * codes and places with the hand-written `expect` lines in it. `--refresh` rewrites the reports, to
 * be reviewed as a diff; names select cases. */
#include "diagnostic_case.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct test_run {
    bool refresh;
    char **chosen; /* ends with NULL; empty: all */
    size_t cases, failures;
    bool seen[MAX_CODES];
} test_run;

static bool is_chosen(const test_run *run, const char *name)
{
    for (char **chosen = run->chosen; *chosen != NULL; chosen++) {
        if (strcmp(*chosen, name) == 0)
            return true;
    }
    return run->chosen[0] == NULL;
}

/* --- comparing --- */

static size_t line_length(const char *text)
{
    const char *end = strchr(text, '\n');
    return end == NULL ? strlen(text) : (size_t)(end - text) + 1;
}

static bool same_report(const char *name, const char *expected, const char *got)
{
    if (strcmp(expected, got) == 0)
        return true;
    size_t number = 1;
    for (;; number++) {
        size_t a = line_length(expected), b = line_length(got);
        if (a != b || a == 0 || memcmp(expected, got, a) != 0) {
            printf("%s: the report differs in line %zu\n  expected: %.*s%s  got:      %.*s%s", name,
                   number, (int)a, expected, a == 0 ? "(the end)\n" : "", (int)b, got,
                   b == 0 ? "(the end)\n" : "");
            return false;
        }
        expected += a;
        got += b;
    }
}

static bool refresh(const char *path, const expected_file *expected, const char *report)
{
    FILE *file = fopen(path, "wb");
    bool fine = file != NULL &&
                fwrite(expected->text, 1, expected->header, file) == expected->header &&
                fputs(report, file) >= 0;
    if (file != NULL && fclose(file) != 0)
        fine = false;
    if (!fine)
        printf("%s: cannot be written\n", path);
    return fine;
}

/* The load fails if there is an error; warnings do not make it fail. */
static bool status_fits(const char *name, schoolcat_status status,
                        const schoolcat_diagnostics *diagnostics)
{
    bool failed = schoolcat_diagnostics_errors(diagnostics) != 0;
    if (failed ? status == SCHOOLCAT_ERROR_RULES || status == SCHOOLCAT_ERROR_IO
               : status == SCHOOLCAT_OK)
        return true;
    printf("%s: %s, with %zu errors reported\n", name, schoolcat_status_text(status),
           schoolcat_diagnostics_errors(diagnostics));
    return false;
}

/* --- one case --- */

static schoolcat_status load(const char *name, const char *file,
                             const schoolcat_load_options *options,
                             schoolcat_diagnostics **diagnostics)
{
    schoolcat_ruleset *rules = NULL;
    schoolcat_test_report *report = NULL;
    schoolcat_status status;
    size_t length;
    char *made = generated_text(name, &length);
    if (made != NULL)
        status = schoolcat_ruleset_load_text(made, length, file, options, &rules, diagnostics);
    else if (strstr(file, ".tests.yaml") != NULL)
        status = schoolcat_test(file, NULL, options, &report, diagnostics);
    else
        status = schoolcat_ruleset_load(file, options, &rules, diagnostics);
    free(made);
    schoolcat_ruleset_free(rules);
    schoolcat_test_report_free(report);
    return status;
}

static bool check(test_run *run, const char *name, const char *file, const char *path)
{
    expected_file expected;
    schoolcat_load_options options = SCHOOLCAT_LOAD_OPTIONS;
    schoolcat_diagnostics *diagnostics = NULL;
    schoolcat_text *report = NULL;
    bool fine = read_expected(path, &expected, &options);
    if (fine) {
        schoolcat_status status = load(name, file, &options, &diagnostics);
        fine = status_fits(name, status, diagnostics);
        char *problems = describe_problems(diagnostics, file, run->seen);
        if (strcmp(expected.expects, problems) != 0) {
            printf("%s: expected these problems\n%sbut got\n%s", name, expected.expects, problems);
            fine = false;
        }
        free(problems);
        if (schoolcat_diagnostics_render(diagnostics, SCHOOLCAT_FORMAT_TEXT, false, &report) !=
            SCHOOLCAT_OK)
            fine = false;
        else if (run->refresh)
            fine = refresh(path, &expected, schoolcat_text_data(report)) && fine;
        else
            fine =
                same_report(name, expected.text + expected.header, schoolcat_text_data(report)) &&
                fine;
    }
    schoolcat_text_free(report);
    schoolcat_diagnostics_free(diagnostics);
    free_expected(&expected);
    return fine;
}

static void run_case(test_run *run, const char *name)
{
    char file[256], path[256];
    if (!is_chosen(run, name))
        return;
    (void)snprintf(file, sizeof file, "%s.yaml", name);
    (void)snprintf(path, sizeof path, "%s.expected", name);
    run->cases++;
    run->failures += !check(run, name, file, path);
}

/* --- all cases --- */

static int is_rule_file(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 5 && length < 200 && strcmp(entry->d_name + length - 5, ".yaml") == 0;
}

static void run_files(test_run *run)
{
    struct dirent **entries;
    int count = scandir(".", &entries, is_rule_file, alphasort);
    if (count < 0) {
        perror("scandir");
        exit(2);
    }
    for (int i = 0; i < count; i++) {
        entries[i]->d_name[strlen(entries[i]->d_name) - 5] = '\0';
        run_case(run, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
}

/* Every diagnostic of the table must occur in a case. */
static void check_codes(test_run *run)
{
    static const struct {
        int number;
        const char *name;
    } rows[] = {
#define SC_DIAGNOSTIC(number, name, severity, sentence, hint) {number, #name},
#include "diagnostics.def"
#undef SC_DIAGNOSTIC
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!run->seen[rows[i].number]) {
            printf("SC%03d %s: no case has it\n", rows[i].number, rows[i].name);
            run->failures++;
        }
    }
}

int main(int argc, char **argv)
{
    test_run run = {0};
    if (argc > 1 && strcmp(argv[1], "--refresh") == 0)
        run.refresh = true;
    run.chosen = argv + (run.refresh ? 2 : 1);
    if (chdir(DIAGNOSTICS_FOLDER) != 0) {
        perror(DIAGNOSTICS_FOLDER);
        return 2;
    }
    run_files(&run);
    for (size_t i = 0; generated_names[i] != NULL; i++)
        run_case(&run, generated_names[i]);
    run_case(&run, "no_such_file");
    if (run.chosen[0] == NULL)
        check_codes(&run);
    printf("%zu cases, %zu failures\n", run.cases, run.failures);
    return run.failures == 0 ? 0 : 1;
}

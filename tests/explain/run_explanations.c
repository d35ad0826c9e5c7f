/* Explains the schools of this folder (NAME.cells), runs its tests files, and compares the rendered
 * texts with NAME.txt, NAME.md and NAME.json. `--refresh` rewrites them, for review as a diff. */
#include <schoolcat.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 400, WIDTH = 100 };

static const struct {
    schoolcat_format format;
    const char *ending;
} forms[] = {{SCHOOLCAT_FORMAT_TEXT, ".txt"},
             {SCHOOLCAT_FORMAT_MARKDOWN, ".md"},
             {SCHOOLCAT_FORMAT_JSON, ".json"}};

typedef struct golden_run {
    bool refresh;
    int compared, failures;
} golden_run;

static void fail(golden_run *run, const char *name, const char *why)
{
    printf("%s: %s\n", name, why);
    run->failures++;
}

static char *read_whole(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    size_t length = 0, got = 1;
    while (file != NULL && got > 0) {
        char *longer = realloc(text, length + 4097);
        if (longer == NULL)
            abort();
        text = longer;
        got = fread(text + length, 1, 4096, file);
        length += got;
        text[length] = '\0';
    }
    if (file != NULL)
        (void)fclose(file);
    return text;
}

/* No line is wider than the page, except a single longer word. */
static bool lines_fit(const char *text)
{
    for (const char *line = text; *line != '\0';) {
        size_t length = strcspn(line, "\n"), points = 0;
        for (size_t i = 0; i < length; i++)
            points += ((unsigned char)line[i] & 0xC0U) != 0x80U;
        if (points > WIDTH)
            return false;
        line += length + (line[length] == '\n');
    }
    return true;
}

static void compare(golden_run *run, const char *name, const char *ending, const char *text)
{
    char path[LINE];
    (void)snprintf(path, sizeof path, "%s%s", name, ending);
    run->compared++;
    if (strcmp(ending, ".txt") == 0 && !lines_fit(text))
        fail(run, path, "a line is wider than 100 characters");
    if (run->refresh) {
        FILE *file = fopen(path, "wb");
        if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0)
            fail(run, path, "cannot be written");
        return;
    }
    char *expected = read_whole(path);
    if (expected == NULL || strcmp(expected, text) != 0) {
        size_t same = 0;
        while (expected != NULL && expected[same] != '\0' && expected[same] == text[same])
            same++;
        while (same > 0 && text[same - 1] != '\n')
            same--;
        printf("%s: differs from\n%.*s\n", path, (int)strcspn(text + same, "\n"), text + same);
        run->failures++;
    }
    free(expected);
}

/* --- schools --- */

typedef struct school {
    char rules[LINE], title[LINE];
    char lines[32][LINE];
    size_t line_count;
    char set_name[LINE], set_value[LINE];
    bool has_set;
} school;

static bool read_school(const char *path, school *out)
{
    char line[LINE];
    FILE *file = fopen(path, "r");
    *out = (school){.rules = ""};
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "rules ", 6) == 0)
            (void)strcpy(out->rules, line + 6);
        else if (strncmp(line, "title ", 6) == 0)
            (void)strcpy(out->title, line + 6);
        else if (strncmp(line, "set ", 4) == 0)
            out->has_set = sscanf(line, "set %[^=]=%s", out->set_name, out->set_value) == 2;
        else
            (void)strcpy(out->lines[out->line_count++], line);
    }
    return file != NULL && fclose(file) == 0;
}

static bool fill(schoolcat_ruleset *rules, schoolcat_record *record, school *from)
{
    for (size_t i = 0; i < from->line_count; i++) {
        char *value = strchr(from->lines[i], '=');
        size_t indicator;
        *value++ = '\0';
        if (schoolcat_ruleset_find(rules, SCHOOLCAT_PART_INDICATOR, from->lines[i], &indicator) !=
            SCHOOLCAT_OK)
            return false;
        schoolcat_status status =
            strcmp(value, "!") == 0
                ? schoolcat_record_set_missing(record, indicator, SCHOOLCAT_SUPPRESSED)
                : schoolcat_record_set_value(record, indicator, value, strlen(value), NULL);
        if (status != SCHOOLCAT_OK)
            return false;
    }
    return true;
}

static void compare_explanation(golden_run *run, const char *name, const school *from,
                                schoolcat_result *result)
{
    schoolcat_explanation *explanation = NULL;
    schoolcat_text *text = NULL;
    if (schoolcat_explain(result, from->title[0] == '\0' ? NULL : from->title, &explanation) !=
        SCHOOLCAT_OK) {
        fail(run, name, "is not explained");
        return;
    }
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (schoolcat_explanation_render(explanation, forms[i].format, &text) != SCHOOLCAT_OK)
            fail(run, name, "is not rendered");
        else
            compare(run, name, forms[i].ending, schoolcat_text_data(text));
        schoolcat_text_free(text);
        text = NULL;
    }
    schoolcat_explanation_free(explanation);
    if (schoolcat_result_json(result, &text) == SCHOOLCAT_OK)
        compare(run, name, ".result.json", schoolcat_text_data(text));
    else
        fail(run, name, "has no JSON");
    schoolcat_text_free(text);
}

static void run_school(golden_run *run, const char *file, const char *name)
{
    school from;
    schoolcat_ruleset *rules = NULL;
    schoolcat_record *record = NULL;
    schoolcat_result *result = NULL;
    schoolcat_load_options options = SCHOOLCAT_LOAD_OPTIONS;
    bool read = read_school(file, &from);
    schoolcat_setting setting = {from.set_name, from.set_value};
    options.parameters = &setting;
    options.parameter_count = from.has_set;
    bool evaluated =
        read && schoolcat_ruleset_load(from.rules, &options, &rules, NULL) == SCHOOLCAT_OK &&
        schoolcat_record_new(rules, &record) == SCHOOLCAT_OK &&
        schoolcat_result_new(rules, &result) == SCHOOLCAT_OK && fill(rules, record, &from) &&
        schoolcat_evaluate(result, record, NULL) == SCHOOLCAT_OK;
    if (evaluated)
        compare_explanation(run, name, &from, result);
    else
        fail(run, name, "is not evaluated");
    schoolcat_result_free(result);
    schoolcat_record_free(record);
    schoolcat_ruleset_free(rules);
}

/* --- tests files --- */

static void run_tests(golden_run *run, const char *file, const char *name)
{
    schoolcat_test_report *report = NULL;
    schoolcat_diagnostics *diagnostics = NULL;
    schoolcat_text *text = NULL;
    if (schoolcat_test(file, NULL, NULL, &report, &diagnostics) != SCHOOLCAT_OK) {
        (void)schoolcat_diagnostics_render(diagnostics, SCHOOLCAT_FORMAT_TEXT, false, &text);
        fail(run, name, schoolcat_text_data(text));
    }
    schoolcat_text_free(text);
    text = NULL;
    for (size_t i = 0; report != NULL && i < sizeof forms / sizeof forms[0]; i++) {
        if (schoolcat_test_report_render(report, forms[i].format, true, &text) != SCHOOLCAT_OK)
            fail(run, name, "is not rendered");
        else
            compare(run, name, forms[i].ending, schoolcat_text_data(text));
        schoolcat_text_free(text);
        text = NULL;
    }
    schoolcat_test_report_free(report);
    schoolcat_diagnostics_free(diagnostics);
}

static bool cut_ending(const char *file, const char *ending, char name[LINE])
{
    size_t length = strlen(file), tail = strlen(ending);
    if (length <= tail || length >= LINE || strcmp(file + length - tail, ending) != 0)
        return false;
    memcpy(name, file, length - tail);
    name[length - tail] = '\0';
    return true;
}

int main(int argc, char **argv)
{
    golden_run run = {.refresh = argc > 1 && strcmp(argv[1], "--refresh") == 0};
    struct dirent **entries;
    int count = scandir(".", &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char name[LINE];
        if (cut_ending(entries[i]->d_name, ".cells", name))
            run_school(&run, entries[i]->d_name, name);
        else if (cut_ending(entries[i]->d_name, ".tests.yaml", name))
            run_tests(&run, entries[i]->d_name, name);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    printf("%d texts, %d differ\n", run.compared, run.failures);
    return count < 0 || run.compared == 0 || run.failures > 0;
}

/* Reads and parses the files of a diagnostic case, and formats reported problems. */
#include "diagnostic_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *checked(void *memory)
{
    if (memory == NULL) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

char *append(char *text, const char *more)
{
    size_t length = text == NULL ? 0 : strlen(text), added = strlen(more);
    char *grown = checked(realloc(text, length + added + 1));
    memcpy(grown + length, more, added + 1);
    return grown;
}

char *read_whole(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    char *text = NULL;
    size_t capacity = 0;
    *length = 0;
    for (;;) {
        if (capacity - *length < 4096) {
            capacity = capacity * 2 + 8192;
            text = checked(realloc(text, capacity));
        }
        size_t got = fread(text + *length, 1, capacity - *length - 1, file);
        *length += got;
        if (got == 0)
            break;
    }
    text[*length] = '\0';
    (void)fclose(file);
    return text;
}

/* --- the head of an .expected file --- */

typedef struct limit {
    const char *name;
    size_t offset;
} limit;

#define LIMIT(name)                                                                                \
    {                                                                                              \
#name, offsetof(schoolcat_load_options, name)                                              \
    }
static const limit limits[] = {LIMIT(max_file_bytes), LIMIT(max_total_bytes), LIMIT(max_files),
                               LIMIT(max_nesting),    LIMIT(max_nodes),       LIMIT(max_rules)};

static bool apply_limit(schoolcat_load_options *options, const char *name, const char *value)
{
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        if (strcmp(name, limits[i].name) == 0) {
            size_t number = (size_t)strtoul(value, NULL, 10);
            memcpy((char *)options + limits[i].offset, &number, sizeof number);
            return true;
        }
    }
    return false;
}

static bool add_setting(schoolcat_setting settings[MAX_SETTINGS], size_t *count, const char *name,
                        const char *value)
{
    if (*count == MAX_SETTINGS)
        return false;
    settings[(*count)++] = (schoolcat_setting){name, value};
    return true;
}

/* One line without its '# ', modifiable. */
static bool read_head_line(char *line, expected_file *expected, schoolcat_load_options *options)
{
    static const char expect[] = "expect: ";
    if (strncmp(line, expect, sizeof expect - 1) == 0) {
        expected->expects = append(append(expected->expects, line + sizeof expect - 1), "\n");
        return true;
    }
    char *value = strchr(line, '='), *name = strchr(line, ':');
    if (value == NULL || name == NULL || name > value || name[1] != ' ')
        return false;
    *value++ = '\0';
    *name = '\0';
    name += 2;
    if (strcmp(line, "limit") == 0)
        return apply_limit(options, name, value);
    if (strcmp(line, "set") == 0)
        return add_setting(expected->parameters, &expected->parameter_count, name, value);
    if (strcmp(line, "assume") == 0)
        return add_setting(expected->assumptions, &expected->assumption_count, name, value);
    return false;
}

bool read_expected(const char *path, expected_file *expected, schoolcat_load_options *options)
{
    size_t length;
    memset(expected, 0, sizeof *expected);
    expected->text = read_whole(path, &length);
    if (expected->text == NULL)
        expected->text = append(NULL, "");
    expected->expects = append(NULL, "");
    while (expected->text[expected->header] == '#') {
        const char *end = strchr(expected->text + expected->header, '\n');
        expected->header =
            end == NULL ? strlen(expected->text) : (size_t)(end - expected->text) + 1;
    }
    expected->words = append(NULL, expected->text);
    expected->words[expected->header] = '\0';
    for (char *line = expected->words, *next; *line != '\0'; line = next) {
        char *end = strchr(line, '\n');
        next = end == NULL ? line + strlen(line) : end + 1;
        if (end != NULL)
            *end = '\0';
        if (strncmp(line, "# ", 2) != 0 || !read_head_line(line + 2, expected, options)) {
            printf("%s: cannot understand the line '%s'\n", path, line);
            return false;
        }
    }
    options->parameters = expected->parameters;
    options->parameter_count = expected->parameter_count;
    options->assumptions = expected->assumptions;
    options->assumption_count = expected->assumption_count;
    return true;
}

void free_expected(expected_file *expected)
{
    free(expected->text);
    free(expected->expects);
    free(expected->words);
}

/* --- reported problems --- */

enum { MAX_WORDS = 60 };

static const char *behind_characters(const char *text, size_t count)
{
    while (count > 0 && *text != '\0') {
        text++;
        while (((unsigned char)*text & 0xC0) == 0x80)
            text++;
        count--;
    }
    return text;
}

/* The marked text, at most its first line and its beginning; empty if the source line was
 * truncated. */
static char *append_words(char *text, const schoolcat_diagnostic *problem)
{
    if (problem->line == 0 || strlen(problem->source_line) >= 1000)
        return text;
    const char *start = behind_characters(problem->source_line, problem->column - 1);
    const char *end = start + strlen(start);
    if (problem->end_line == problem->line)
        end = behind_characters(start, problem->end_column - problem->column);
    bool many = behind_characters(start, MAX_WORDS) < end;
    if (many)
        end = behind_characters(start, MAX_WORDS);
    if (start == end)
        return text;
    char *words = append(NULL, start);
    words[end - start] = '\0';
    text = append(append(text, " "), words);
    free(words);
    return many ? append(text, "...") : text;
}

static char *append_place(char *text, const schoolcat_diagnostic *problem, const char *main_file)
{
    char numbers[64];
    if (problem->file[0] == '\0')
        return append(text, "settings");
    if (strcmp(problem->file, main_file) != 0)
        text = append(append(text, problem->file), problem->line == 0 ? "" : ":");
    else if (problem->line == 0)
        return append(text, "file");
    if (problem->line != 0) {
        (void)snprintf(numbers, sizeof numbers, "%u:%u", (unsigned)problem->line,
                       (unsigned)problem->column);
        text = append(text, numbers);
    }
    return text;
}

char *describe_problems(const schoolcat_diagnostics *diagnostics, const char *main_file,
                        bool seen[MAX_CODES])
{
    char *text = append(NULL, "");
    for (size_t i = 0; i < schoolcat_diagnostics_count(diagnostics); i++) {
        schoolcat_diagnostic problem = SCHOOLCAT_DIAGNOSTIC;
        if (schoolcat_diagnostics_get(diagnostics, i, &problem) != SCHOOLCAT_OK)
            return append(text, "a problem that cannot be read\n");
        unsigned long number = strtoul(problem.code + 2, NULL, 10);
        if (number < MAX_CODES)
            seen[number] = true;
        text = append(append(text, problem.code), " ");
        text = append_words(append_place(text, &problem, main_file), &problem);
        text = append(text, "\n");
    }
    return text;
}

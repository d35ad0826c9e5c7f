/* Loads the rule file of a command and shows its problems. */
#include "ruleset_loader.h"

#include "byte_buffer.h"
#include "message.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MAX_STANDARD_INPUT ((size_t)16 << 20) /* the library's own limit for a file */

cli_folders folders_of(const char *rules_folder)
{
    cli_folders folders = {{NULL, NULL}, 0};
    const char *environment = getenv("SCHOOLCAT_RULES");
    if (rules_folder != NULL)
        folders.list[folders.count++] = rules_folder;
    if (environment != NULL && *environment != '\0')
        folders.list[folders.count++] = environment;
    return folders;
}

static bool read_standard_input(cli_buffer *text)
{
    char chunk[16 * 1024];
    size_t length;
    while ((length = fread(chunk, 1, sizeof chunk, stdin)) > 0 &&
           text->length <= MAX_STANDARD_INPUT)
        buffer_add(text, chunk, length);
    if (ferror(stdin))
        print_message("cannot read standard input: %s", strerror(errno));
    else if (text->failed)
        (void)print_no_memory();
    return !ferror(stdin) && !text->failed;
}

schoolcat_status rules_open(const char *path, const schoolcat_load_options *options,
                            schoolcat_ruleset **rules, schoolcat_diagnostics **diagnostics)
{
    if (strcmp(path, "-") != 0)
        return schoolcat_ruleset_load(path, options, rules, diagnostics);
    cli_buffer text = {0};
    schoolcat_status status = SCHOOLCAT_ERROR_IO;
    if (read_standard_input(&text))
        status = schoolcat_ruleset_load_text(text.data == NULL ? "" : text.data, text.length, NULL,
                                             options, rules, diagnostics);
    buffer_free(&text);
    return status;
}

bool show_diagnostics(FILE *stream, const schoolcat_diagnostics *diagnostics,
                      schoolcat_format format)
{
    schoolcat_text *text = NULL;
    if (schoolcat_diagnostics_render(diagnostics, format, wants_colour(stream), &text) !=
        SCHOOLCAT_OK) {
        (void)print_no_memory();
        return false;
    }
    bool written = fwrite(schoolcat_text_data(text), 1, schoolcat_text_length(text), stream) ==
                   schoolcat_text_length(text);
    schoolcat_text_free(text);
    return written;
}

/* Whether all problems are those of settings given on the command line. */
static bool settings_alone(const schoolcat_diagnostics *diagnostics)
{
    for (size_t i = 0; i < schoolcat_diagnostics_count(diagnostics); i++) {
        schoolcat_diagnostic diagnostic = SCHOOLCAT_DIAGNOSTIC;
        if (schoolcat_diagnostics_get(diagnostics, i, &diagnostic) == SCHOOLCAT_OK &&
            diagnostic.severity == SCHOOLCAT_SEVERITY_ERROR && diagnostic.file[0] != '\0')
            return false;
    }
    return true;
}

static ending ending_of(schoolcat_status status, const schoolcat_diagnostics *diagnostics)
{
    switch (status) {
    case SCHOOLCAT_OK:
        return DONE;
    case SCHOOLCAT_ERROR_RULES:
        return settings_alone(diagnostics) ? MISUSE : FINDINGS;
    case SCHOOLCAT_ERROR_NO_MEMORY:
        return print_no_memory();
    case SCHOOLCAT_ERROR_IO:
        return MISUSE;
    default:
        print_message("%s", schoolcat_status_text(status));
        return MISUSE;
    }
}

ending rules_load(const cli_run *run, schoolcat_ruleset **rules)
{
    cli_folders folders = folders_of(run->rules_folder);
    schoolcat_load_options options = SCHOOLCAT_LOAD_OPTIONS;
    options.folders = folders.list;
    options.folder_count = folders.count;
    options.parameters = run->parameters.list;
    options.parameter_count = run->parameters.count;
    options.assumptions = run->assumptions.list;
    options.assumption_count = run->assumptions.count;
    schoolcat_diagnostics *diagnostics = NULL;
    schoolcat_status status = rules_open(run->rules_path, &options, rules, &diagnostics);
    size_t warnings = schoolcat_diagnostics_count(diagnostics);
    if (status != SCHOOLCAT_OK && warnings > 0)
        (void)show_diagnostics(stderr, diagnostics, SCHOOLCAT_FORMAT_TEXT);
    else if (warnings > 0)
        print_message("the rules have %zu warning%s; schoolcat check shows %s", warnings,
                      warnings == 1 ? "" : "s", warnings == 1 ? "it" : "them");
    ending end = ending_of(status, diagnostics);
    schoolcat_diagnostics_free(diagnostics);
    return end;
}

/* schoolcat check: reports all problems of rule files. */
#include "message.h"
#include "ruleset_loader.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "Usage: schoolcat check RULES... [options]\n"
    "\n"
    "Shows all problems of rule files, and of the files they include, on standard output. RULES is "
    "a\n"
    "path, - for standard input, or the name of an installed rule file.\n"
    "\n"
    "      --format pretty|compact|json|github   format of the problems (pretty)\n"
    "      --fail-level error|warning   least severity for exit code 1 (error)\n"
    "      --rules-dir FOLDER           further folder of installed rule files (as "
    "SCHOOLCAT_RULES)\n"
    "  -h, --help\n"
    "\n"
    "Exit code: 0 no problems; 1 problems; 2 misuse, or a file cannot be read.\n";

enum { OPTION_FORMAT = OPTION_OWN, OPTION_FAIL_LEVEL };

typedef struct cli_checking {
    cli_run run;
    schoolcat_format format;
    bool warnings_fail, help_requested;
    json_t *all; /* of JSON: one array over all files */
    ending end;
} cli_checking;

static bool set_format(cli_checking *checking, const char *argument)
{
    static const char *const words[] = {"pretty", "compact", "json", "github"};
    static const schoolcat_format formats[] = {SCHOOLCAT_FORMAT_TEXT, SCHOOLCAT_FORMAT_COMPACT,
                                               SCHOOLCAT_FORMAT_JSON, SCHOOLCAT_FORMAT_GITHUB};
    char buffer[SHOWN_CAPACITY];
    int found = word_index(argument, words, 4);
    if (found < 0)
        (void)misuse("check", "--format %s: it is pretty, compact, json or github",
                     shown(argument, buffer));
    else
        checking->format = formats[found];
    return found >= 0;
}

static bool set_fail_level(cli_checking *checking, const char *argument)
{
    static const char *const words[] = {"error", "warning"};
    char buffer[SHOWN_CAPACITY];
    int found = word_index(argument, words, 2);
    if (found < 0)
        (void)misuse("check", "--fail-level %s: it is error or warning", shown(argument, buffer));
    checking->warnings_fail = found == 1;
    return found >= 0;
}

static bool take_option(cli_checking *checking, int option, char **argv)
{
    switch (option) {
    case OPTION_HELP:
        checking->help_requested = true;
        return true;
    case OPTION_FORMAT:
        return set_format(checking, optarg);
    case OPTION_FAIL_LEVEL:
        return set_fail_level(checking, optarg);
    default:
        return run_option(&checking->run, option, argv);
    }
}

static bool take_command_line(cli_checking *checking, int argc, char **argv)
{
    static const struct option rows[] = {
        OPTION_ROW("format", required_argument, OPTION_FORMAT),
        OPTION_ROW("fail-level", required_argument, OPTION_FAIL_LEVEL),
        OPTION_ROWS_OF_RULES,
        {NULL, 0, NULL, 0},
    };
    int option;
    while (!checking->help_requested && (option = getopt_long(argc, argv, ":h", rows, NULL)) != -1)
        if (!take_option(checking, option, argv))
            return false;
    if (checking->help_requested || optind < argc)
        return true;
    (void)misuse("check", "missing argument: a rule file");
    return false;
}

/* Merges the arrays of several files. */
static bool add_json(cli_checking *checking, const schoolcat_diagnostics *diagnostics)
{
    schoolcat_text *text = NULL;
    json_t *list = NULL;
    if (schoolcat_diagnostics_render(diagnostics, SCHOOLCAT_FORMAT_JSON, false, &text) ==
        SCHOOLCAT_OK)
        list = json_loadb(schoolcat_text_data(text), schoolcat_text_length(text), 0, NULL);
    bool added = list != NULL && json_array_extend(checking->all, list) == 0;
    json_decref(list);
    schoolcat_text_free(text);
    if (!added)
        (void)print_no_memory();
    return added;
}

static bool show_one(cli_checking *checking, const char *path,
                     const schoolcat_diagnostics *diagnostics)
{
    char buffer[SHOWN_CAPACITY];
    if (checking->format == SCHOOLCAT_FORMAT_JSON)
        return add_json(checking, diagnostics);
    if (schoolcat_diagnostics_count(diagnostics) > 0)
        return show_diagnostics(stdout, diagnostics, checking->format);
    if (checking->format != SCHOOLCAT_FORMAT_TEXT)
        return true;
    return printf("%s: no problems\n",
                  strcmp(path, "-") == 0 ? "standard input" : shown(path, buffer)) > 0;
}

static void worsen(cli_checking *checking, ending end)
{
    checking->end = end > checking->end ? end : checking->end;
}

static void check_one(cli_checking *checking, const char *path)
{
    cli_folders folders = folders_of(checking->run.rules_folder);
    schoolcat_load_options options = SCHOOLCAT_LOAD_OPTIONS;
    options.folders = folders.list;
    options.folder_count = folders.count;
    schoolcat_ruleset *rules = NULL;
    schoolcat_diagnostics *diagnostics = NULL;
    schoolcat_status status = rules_open(path, &options, &rules, &diagnostics);
    if (status == SCHOOLCAT_ERROR_NO_MEMORY)
        worsen(checking, print_no_memory());
    else if (status != SCHOOLCAT_OK && status != SCHOOLCAT_ERROR_RULES)
        worsen(checking, MISUSE);
    else if (status == SCHOOLCAT_ERROR_RULES ||
             (checking->warnings_fail && schoolcat_diagnostics_count(diagnostics) > 0))
        worsen(checking, FINDINGS);
    bool known = status != SCHOOLCAT_ERROR_NO_MEMORY && diagnostics != NULL;
    if (known && !show_one(checking, path, diagnostics))
        worsen(checking, MISUSE);
    schoolcat_diagnostics_free(diagnostics);
    schoolcat_ruleset_free(rules);
}

static void check_all(cli_checking *checking, char **paths)
{
    checking->all = checking->format == SCHOOLCAT_FORMAT_JSON ? json_array() : NULL;
    if (checking->format == SCHOOLCAT_FORMAT_JSON && checking->all == NULL) {
        checking->end = print_no_memory();
        return;
    }
    while (*paths != NULL)
        check_one(checking, *paths++);
    if (checking->all != NULL &&
        (json_dumpf(checking->all, stdout, JSON_INDENT(2)) != 0 || putchar('\n') == EOF))
        worsen(checking, MISUSE);
    json_decref(checking->all);
}

ending cli_check(int argc, char **argv)
{
    cli_checking checking = {
        .run = {.command = "check"}, .format = SCHOOLCAT_FORMAT_TEXT, .end = DONE};
    if (!take_command_line(&checking, argc, argv))
        checking.end = MISUSE;
    else if (checking.help_requested)
        checking.end = fputs(help, stdout) < 0 ? MISUSE : DONE;
    else
        check_all(&checking, argv + optind);
    run_free(&checking.run);
    return checking.end;
}

/* schoolcat test: runs tests files. */
#include "junit_report.h"
#include "message.h"
#include "ruleset_loader.h"

#include <stdlib.h>
#include <string.h>

static const char help[] =
    "Usage: schoolcat test RULES.tests.yaml... [options]\n"
    "\n"
    "Runs tests files against the rule files that they name, and shows each failure: the expected "
    "and\n"
    "the actual result.\n"
    "\n"
    "      --coverage           also show what no test covers: rules that never held, criteria "
    "that\n"
    "                           were never true, false or unknown, outcomes never reached\n"
    "      --junit FILE         also write the results as JUnit XML\n"
    "      --rules-dir FOLDER   further folder of installed rule files (as SCHOOLCAT_RULES)\n"
    "  -h, --help\n"
    "\n"
    "Exit code: 0 all tests pass; 1 a test fails or a file has problems; 2 misuse, or a file "
    "cannot be\n"
    "read.\n";

enum { OPTION_COVERAGE = OPTION_OWN, OPTION_JUNIT };

typedef struct cli_testing {
    cli_run run;
    bool coverage, help_requested;
    const char *junit_path;
    cli_junit junit;
    ending end;
} cli_testing;

static bool take_option(cli_testing *testing, int option, char **argv)
{
    switch (option) {
    case OPTION_HELP:
        testing->help_requested = true;
        return true;
    case OPTION_COVERAGE:
        testing->coverage = true;
        return true;
    case OPTION_JUNIT:
        testing->junit_path = optarg;
        return true;
    default:
        return run_option(&testing->run, option, argv);
    }
}

static bool take_command_line(cli_testing *testing, int argc, char **argv)
{
    static const struct option rows[] = {
        OPTION_ROW("coverage", no_argument, OPTION_COVERAGE),
        OPTION_ROW("junit", required_argument, OPTION_JUNIT),
        OPTION_ROWS_OF_RULES,
        {NULL, 0, NULL, 0},
    };
    int option;
    while (!testing->help_requested && (option = getopt_long(argc, argv, ":h", rows, NULL)) != -1)
        if (!take_option(testing, option, argv))
            return false;
    if (testing->help_requested || optind < argc)
        return true;
    (void)misuse("test", "missing argument: a tests file");
    return false;
}

static void worsen(cli_testing *testing, ending end)
{
    testing->end = end > testing->end ? end : testing->end;
}

static bool show_report(const cli_testing *testing, const char *path,
                        const schoolcat_test_report *report)
{
    char buffer[SHOWN_CAPACITY];
    schoolcat_text *text = NULL;
    if (schoolcat_test_report_render(report, SCHOOLCAT_FORMAT_TEXT, testing->coverage, &text) !=
        SCHOOLCAT_OK) {
        (void)print_no_memory();
        return false;
    }
    size_t length = schoolcat_text_length(text);
    bool written = printf("%s\n", shown(path, buffer)) > 0 &&
                   fwrite(schoolcat_text_data(text), 1, length, stdout) == length;
    schoolcat_text_free(text);
    return written;
}

static void take_report(cli_testing *testing, const char *path, const schoolcat_test_report *report)
{
    if (schoolcat_test_report_failed(report) > 0)
        worsen(testing, FINDINGS);
    if (!show_report(testing, path, report))
        worsen(testing, MISUSE);
    if (testing->junit_path != NULL && !junit_add(&testing->junit, path, report))
        worsen(testing, print_no_memory());
}

static void test_one(cli_testing *testing, const char *path)
{
    cli_folders folders = folders_of(testing->run.rules_folder);
    schoolcat_load_options options = SCHOOLCAT_LOAD_OPTIONS;
    options.folders = folders.list;
    options.folder_count = folders.count;
    schoolcat_test_report *report = NULL;
    schoolcat_diagnostics *diagnostics = NULL;
    schoolcat_status status = schoolcat_test(path, NULL, &options, &report, &diagnostics);
    if (status == SCHOOLCAT_ERROR_NO_MEMORY) {
        worsen(testing, print_no_memory());
        return;
    }
    if (status != SCHOOLCAT_OK) {
        worsen(testing, status == SCHOOLCAT_ERROR_RULES ? FINDINGS : MISUSE);
        schoolcat_diagnostic first = SCHOOLCAT_DIAGNOSTIC;
        first.message = schoolcat_status_text(status);
        (void)schoolcat_diagnostics_get(diagnostics, 0, &first);
        junit_add_error(&testing->junit, path, first.message);
    }
    if (schoolcat_diagnostics_count(diagnostics) > 0)
        (void)show_diagnostics(stderr, diagnostics, SCHOOLCAT_FORMAT_TEXT);
    if (report != NULL)
        take_report(testing, path, report);
    schoolcat_test_report_free(report);
    schoolcat_diagnostics_free(diagnostics);
}

static void test_all(cli_testing *testing, char **paths)
{
    while (*paths != NULL)
        test_one(testing, *paths++);
    if (testing->junit_path != NULL && !junit_write(&testing->junit, testing->junit_path))
        worsen(testing, MISUSE);
}

ending cli_test(int argc, char **argv)
{
    cli_testing testing = {.run = {.command = "test"}, .end = DONE};
    if (!take_command_line(&testing, argc, argv))
        testing.end = MISUSE;
    else if (testing.help_requested)
        testing.end = fputs(help, stdout) < 0 ? MISUSE : DONE;
    else
        test_all(&testing, argv + optind);
    junit_free(&testing.junit);
    run_free(&testing.run);
    return testing.end;
}

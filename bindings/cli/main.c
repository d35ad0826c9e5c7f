/* The program `schoolcat`: dispatches to the commands. */
#include "message.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

static const char help[] =
    "Usage: schoolcat COMMAND ...\n"
    "\n"
    "Sorts English schools into categories, support levels, stages of concern and advice, by rule\n"
    "files.\n"
    "\n"
    "  check RULES...             shows all problems of rule files\n"
    "  evaluate RULES DATA        evaluates every school of a table\n"
    "  explain RULES DATA         explains the results of one school\n"
    "  test RULES.tests.yaml...   runs the tests of rule files\n"
    "\n"
    "  -h, --help, --version      schoolcat COMMAND --help describes a command\n";

typedef struct cli_command {
    const char *name;
    ending (*run)(int argc, char **argv);
} cli_command;

static const cli_command commands[] = {
    {"check", cli_check},
    {"evaluate", cli_evaluate},
    {"explain", cli_explain},
    {"test", cli_test},
};

static ending run(int argc, char **argv)
{
    char buffer[SHOWN_CAPACITY];
    if (argc < 2)
        return misuse("", "say what to do: check, evaluate, explain or test");
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return fputs(help, stdout) < 0 ? MISUSE : DONE;
    if (strcmp(argv[1], "--version") == 0)
        return printf("schoolcat %s\n", schoolcat_version()) < 0 ? MISUSE : DONE;
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 1, argv + 1);
    return misuse("", "there is no command '%s'", shown(argv[1], buffer));
}

/* Writing to a closed pipe is reported as an error instead of ending the program silently. The
 * locale is not set, because numbers must not depend on it. */
int main(int argc, char **argv)
{
    (void)signal(SIGPIPE, SIG_IGN);
    ending end = run(argc, argv);
    if (ferror(stdout) || fflush(stdout) != 0) {
        if (end != MISUSE)
            print_message("cannot write standard output: %s", strerror(errno));
        end = MISUSE;
    }
    return (int)end;
}

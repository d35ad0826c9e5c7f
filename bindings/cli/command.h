/* The commands of the program `schoolcat`, which uses the public header only. */
#ifndef COMMAND_H
#define COMMAND_H

#include <schoolcat.h>

/* Exit codes. */
typedef enum ending {
    DONE = 0,
    FINDINGS = 1, /* problems in rules, failing tests, rejected cells */
    MISUSE = 2    /* an invalid command line, or an input or output error */
} ending;

/* argv[0] is the command's name. */
ending cli_check(int argc, char **argv);
ending cli_evaluate(int argc, char **argv);
ending cli_explain(int argc, char **argv);
ending cli_test(int argc, char **argv);

#endif

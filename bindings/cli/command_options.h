/* Options that several commands have. */
#ifndef CLI_COMMAND_OPTIONS_H
#define CLI_COMMAND_OPTIONS_H

#include "input_data.h"

#include <getopt.h>

typedef struct cli_settings {
    schoolcat_setting *list;
    size_t count, capacity;
} cli_settings;

/* A list of names written a,b,c. The names are borrowed from the command line. */
typedef struct cli_names {
    char **list;
    size_t count, capacity;
    bool given;
} cli_names;

/* The options of a command that runs rules over data. */
typedef struct cli_run {
    const char *command;
    const char *rules_path, *data_path;
    cli_settings parameters, assumptions;
    const char *rules_folder; /* --rules-dir */
    bool has_today;
    double today;
    cli_data_format from;
    char separator;
    bool read_as_missing; /* --on-error=missing */
} cli_run;

void run_free(cli_run *run);

/* Values of getopt_long for shared options. */
enum {
    OPTION_HELP = 'h',
    OPTION_OUTPUT = 'o',
    OPTION_SET = 256,
    OPTION_ASSUME,
    OPTION_TODAY,
    OPTION_FROM,
    OPTION_SEPARATOR,
    OPTION_ON_ERROR,
    OPTION_RULES_FOLDER,
    OPTION_OWN /* the first option of one command only */
};

#define OPTION_ROW(name, argument, value)                                                          \
    {                                                                                              \
        (name), (argument), NULL, (value)                                                          \
    }
#define OPTION_ROWS_OF_RULES                                                                       \
    OPTION_ROW("rules-dir", required_argument, OPTION_RULES_FOLDER),                               \
        OPTION_ROW("help", no_argument, OPTION_HELP)
#define OPTION_ROWS_OF_RUN                                                                         \
    OPTION_ROW("set", required_argument, OPTION_SET),                                              \
        OPTION_ROW("assume", required_argument, OPTION_ASSUME),                                    \
        OPTION_ROW("today", required_argument, OPTION_TODAY),                                      \
        OPTION_ROW("from", required_argument, OPTION_FROM),                                        \
        OPTION_ROW("separator", required_argument, OPTION_SEPARATOR),                              \
        OPTION_ROW("on-error", required_argument, OPTION_ON_ERROR), OPTION_ROWS_OF_RULES

/* Handles a shared option. False: MISUSE; an invalid or unknown option (reported). */
bool run_option(cli_run *run, int option, char **argv);
/* The arguments RULES and DATA. False: MISUSE (reported). */
bool run_operands(cli_run *run, int argc, char **argv);

/* The index of the word, or -1. */
int word_index(const char *word, const char *const *words, size_t count);
/* Splits a,b,c in place. False: memory ran out (reported). */
bool names_split(cli_names *names, char *argument);
void names_free(cli_names *names);

#endif

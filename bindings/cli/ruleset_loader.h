/* Loads a rule file for a command and reports its problems. */
#ifndef CLI_RULESET_LOADER_H
#define CLI_RULESET_LOADER_H

#include "command_options.h"

/* Folders searched for installed rule files besides the library's own: --rules-dir and
 * SCHOOLCAT_RULES. */
typedef struct cli_folders {
    const char *list[2];
    size_t count;
} cli_folders;
cli_folders folders_of(const char *rules_folder);

/* Loads what run->rules_path names ("-": standard input). Problems go to standard error. DONE:
 * `*rules` is set. */
ending rules_load(const cli_run *run, schoolcat_ruleset **rules);

/* The same for one path of `check`: the caller shows all problems. */
schoolcat_status rules_open(const char *path, const schoolcat_load_options *options,
                            schoolcat_ruleset **rules, schoolcat_diagnostics **diagnostics);

/* Writes the diagnostics to the stream. False: a write failed or memory ran out. */
bool show_diagnostics(FILE *stream, const schoolcat_diagnostics *diagnostics,
                      schoolcat_format format);

#endif

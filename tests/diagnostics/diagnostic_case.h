/* A diagnostic case: a rule file with errors, and NAME.expected beside it. That file begins with
 *
 *   # limit: max_rules=2
 *   # set: upper_quartile=80
 *   # assume: attendance=95
 *
 * which are limits and settings of the load, where the case needs them, then with one hand-written
 * line per problem (code, place, marked text)
 *
 *   # expect: SC061 12:9 attendence
 *   # expect: SC022 case/part.yaml:3:1 lable
 *   # expect: SC098 settings
 *
 * and continues with the exact report. */
#ifndef TESTS_DIAGNOSTICS_DIAGNOSTIC_CASE_H
#define TESTS_DIAGNOSTICS_DIAGNOSTIC_CASE_H

#include <schoolcat.h>

enum { MAX_SETTINGS = 16, MAX_CODES = 1000 };

typedef struct expected_file {
    char *text;    /* the whole file; "" if it does not exist yet */
    size_t header; /* length of the lines that begin with '#' */
    schoolcat_setting parameters[MAX_SETTINGS], assumptions[MAX_SETTINGS];
    size_t parameter_count, assumption_count;
    char *expects; /* the `expect` lines without their prefix */
    char *words;   /* memory of the texts of settings */
} expected_file;

/* The text of a generated case: invalid bytes, or very deep nesting. Freed by the caller; NULL if
 * there is no case of that name. */
char *generated_text(const char *name, size_t *length);
extern const char *const generated_names[]; /* ends with NULL */

/* Reads the file and applies its limits to the options. False after a message on failure. */
bool read_expected(const char *path, expected_file *expected, schoolcat_load_options *options);
void free_expected(expected_file *expected);

/* The problems in the form of `expect` lines. Freed by the caller. */
char *describe_problems(const schoolcat_diagnostics *diagnostics, const char *main_file,
                        bool seen[MAX_CODES]);

char *read_whole(const char *path, size_t *length); /* NULL if it cannot be read */
char *append(char *text, const char *more);         /* text may be NULL; never returns NULL */

#endif

/* One case: a rule file with mistakes, and the file NAME.expected beside it:
 *
 *   # limit: max_rules=2              limits, `set` and `assume` of the load, where the case needs
 * them # set: upper_quartile=80 # assume: attendance=95 # expect: SC061 12:9 attendence   one line
 * for each problem: code, place, the words that are marked; written by hand # expect: SC022
 * case/part.yaml:3:1 lable # expect: SC098 settings error[SC061]: ... the whole report, exactly
 */
#ifndef TESTS_DIAGNOSTICS_DIAGNOSTIC_CASE_H
#define TESTS_DIAGNOSTICS_DIAGNOSTIC_CASE_H

#include <schoolcat.h>

enum { MAX_SETTINGS = 16, MAX_CODES = 1000 };

typedef struct expected_file {
    char *text;    /* the whole file, or "" where there is none yet */
    size_t header; /* length of the lines that begin with '#' */
    schoolcat_setting parameters[MAX_SETTINGS], assumptions[MAX_SETTINGS];
    size_t parameter_count, assumption_count;
    char *expects; /* the `expect` lines without their mark */
    char *words;   /* where the settings' texts live */
} expected_file;

/* A text that only a program can write: bytes that editors refuse, nesting without end. Freed by
 * the caller; NULL when there is none of that name. */
char *generated_text(const char *name, size_t *length);
extern const char *const generated_names[]; /* ends with NULL */

/* Reads the file and applies its limits to the options. False, after a message, where it cannot be
 * read. */
bool read_expected(const char *path, expected_file *expected, schoolcat_load_options *options);
void free_expected(expected_file *expected);

/* The problems as `expect` lines would have them. Freed by the caller. */
char *describe_problems(const schoolcat_diagnostics *diagnostics, const char *main_file,
                        bool seen[MAX_CODES]);

char *read_whole(const char *path, size_t *length); /* NULL where it cannot be read */
char *append(char *text, const char *more);         /* text may be NULL; never returns NULL */

#endif

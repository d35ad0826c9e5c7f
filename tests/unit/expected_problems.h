/* Comparison of the diagnostics of a rule file with an expected text such as
 * "SC060:12:9 SC061:13:4". */
#ifndef TESTS_UNIT_EXPECTED_PROBLEMS_H
#define TESTS_UNIT_EXPECTED_PROBLEMS_H

#include "unit_testing.h"

/* How the place of a problem is written after its code. */
typedef enum problem_place {
    PLACE_LINE,             /* "SC060:12" */
    PLACE_LINE_COLUMN,      /* "SC060:12:9" */
    PLACE_FILE_LINE,        /* "SC029:b.yaml:3" */
    PLACE_COLUMN_RANGE,     /* "SC047:3-5": first column, and the column after the last */
    PLACE_EXPRESSION_COLUMN /* "SC060@3": column within an expression after EXPRESSION_INDENT */
} problem_place;

/* Blanks before the expression in the rule files that tests of single expressions write. */
#define EXPRESSION_INDENT 6

/* All problems in order, separated by blanks. */
void write_problems(const schoolcat_diagnostics *diagnostics, problem_place place, char *out,
                    size_t capacity);

/* Fails unless write_problems() gives `expected`. `about`, the text read, is shown on failure. */
void expect_problems(const schoolcat_diagnostics *diagnostics, problem_place place,
                     const char *about, const char *expected);

/* Fails unless the hint of the first problem contains `hint`. */
void expect_hint(const schoolcat_diagnostics *diagnostics, const char *about, const char *hint);

/* Fails, showing the report, unless the texts are equal. */
void expect_same(const schoolcat_diagnostics *diagnostics, const char *about, const char *found,
                 const char *expected);

#endif

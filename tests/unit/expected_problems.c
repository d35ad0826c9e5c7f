/* Formats diagnostics and compares them with expected texts. */
#include "expected_problems.h"

#include <stdio.h>

static void write_problem(const schoolcat_diagnostic *problem, problem_place place, char *out,
                          size_t capacity)
{
    int length = 0;
    switch (place) {
    case PLACE_LINE:
        length = snprintf(out, capacity, "%s:%u", problem->code, problem->line);
        break;
    case PLACE_LINE_COLUMN:
        length = snprintf(out, capacity, "%s:%u:%u", problem->code, problem->line, problem->column);
        break;
    case PLACE_FILE_LINE:
        length = snprintf(out, capacity, "%s:%s:%u", problem->code, problem->file, problem->line);
        break;
    case PLACE_COLUMN_RANGE:
        length = snprintf(out, capacity, "%s:%u-%u", problem->code, problem->column,
                          problem->end_column);
        break;
    case PLACE_EXPRESSION_COLUMN:
        length =
            snprintf(out, capacity, "%s@%u", problem->code, problem->column - EXPRESSION_INDENT);
        break;
    }
    assert_true(length > 0 && (size_t)length < capacity);
}

void write_problems(const schoolcat_diagnostics *diagnostics, problem_place place, char *out,
                    size_t capacity)
{
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < schoolcat_diagnostics_count(diagnostics); i++) {
        schoolcat_diagnostic problem = SCHOOLCAT_DIAGNOSTIC;
        assert_int_equal(schoolcat_diagnostics_get(diagnostics, i, &problem), SCHOOLCAT_OK);
        assert_true(length + 1 < capacity);
        if (i > 0)
            out[length++] = ' ';
        write_problem(&problem, place, out + length, capacity - length);
        length += strlen(out + length);
    }
}

void expect_problems(const schoolcat_diagnostics *diagnostics, problem_place place,
                     const char *about, const char *expected)
{
    char found[4000];
    write_problems(diagnostics, place, found, sizeof found);
    expect_same(diagnostics, about, found, expected);
}

void expect_hint(const schoolcat_diagnostics *diagnostics, const char *about, const char *hint)
{
    schoolcat_diagnostic problem = SCHOOLCAT_DIAGNOSTIC;
    assert_int_equal(schoolcat_diagnostics_get(diagnostics, 0, &problem), SCHOOLCAT_OK);
    if (strstr(problem.hint, hint) == NULL)
        expect_same(diagnostics, about, problem.hint, hint);
}

void expect_same(const schoolcat_diagnostics *diagnostics, const char *about, const char *found,
                 const char *expected)
{
    if (strcmp(found, expected) == 0)
        return;
    schoolcat_text *report = NULL;
    (void)schoolcat_diagnostics_render(diagnostics, SCHOOLCAT_FORMAT_TEXT, false, &report);
    print_error("%s\n  found    %s\n  expected %s\n%s", about, found, expected,
                schoolcat_text_data(report));
    schoolcat_text_free(report);
    fail();
}

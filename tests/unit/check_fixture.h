/* A rule file given as text, loaded and checked, for the tests of the checker. */
#ifndef TESTS_UNIT_CHECK_FIXTURE_H
#define TESTS_UNIT_CHECK_FIXTURE_H

#include "expected_problems.h"

#include "language/language.h"

typedef struct check_fixture {
    schoolcat_allocator allocator;
    sc_arena arena;
    sc_sources sources;
    schoolcat_diagnostics *diagnostics;
    sc_model *model;
    bool sound;
} check_fixture;

/* `hooks`, and `parameter`, a setting of the caller, may be NULL. */
void check_fixture_open(check_fixture *f, const char *text, const schoolcat_allocator *hooks,
                        const schoolcat_setting *parameter);
void check_fixture_close(check_fixture *f);

#endif

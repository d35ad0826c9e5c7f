/* A rule file given as text, loaded and checked, for the tests of the checker. */
#ifndef CHECK_FIXTURE_H
#define CHECK_FIXTURE_H

#include "unit_testing.h"

#include "language/language.h"

#define HEAD "schoolcat: 1\nauthority: Invented Council\ntitle: Invented rules\n"

typedef struct check_fixture {
    schoolcat_allocator allocator;
    sc_arena arena;
    sc_sources sources;
    schoolcat_diagnostics *diagnostics;
    sc_model *model;
    bool sound;
} check_fixture;

/* `hooks` and `parameter`, one that the caller sets, may be NULL. */
void check_fixture_open(check_fixture *b, const char *text, const schoolcat_allocator *hooks,
                        const schoolcat_setting *parameter);
void check_fixture_close(check_fixture *b);
/* All problems as "SC060:12:9", in order. */
void check_fixture_problems(const check_fixture *b, sc_buffer *out);
/* Fails, and shows the report, where the two differ. */
void check_fixture_compare(const check_fixture *b, const char *about, const char *is,
                           const char *instead);

#endif

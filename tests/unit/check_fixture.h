/* A rule file given as text, loaded and checked, for the tests of the checker. */
#ifndef CHECK_FIXTURE_H
#define CHECK_FIXTURE_H

#include "unit_testing.h"

#include "language/language.h"

#define HEAD "schoolcat: 1\nauthority: Invented Council\ntitle: Invented rules\n"

typedef struct check_bench {
    schoolcat_allocator allocator;
    sc_arena arena;
    sc_sources sources;
    schoolcat_diagnostics *diagnostics;
    sc_model *model;
    bool sound;
} check_bench;

/* `hooks` and `parameter`, one that the caller sets, may be NULL. */
void check_bench_open(check_bench *b, const char *text, const schoolcat_allocator *hooks,
                      const schoolcat_setting *parameter);
void check_bench_close(check_bench *b);
/* All problems as "SC060:12:9", in order. */
void check_bench_problems(const check_bench *b, sc_buffer *out);
/* Fails, and shows the report, where the two differ. */
void check_bench_compare(const check_bench *b, const char *about, const char *is, const char *instead);

#endif

/* Loading in unit tests: from files in memory or on disk, without the checker. */
#ifndef TESTS_UNIT_LOAD_FIXTURE_H
#define TESTS_UNIT_LOAD_FIXTURE_H

#include "unit_testing.h"

#include "language/language.h"

typedef struct memory_file {
    const char *name, *text;
} memory_file;

typedef struct bench {
    schoolcat_allocator allocator;
    sc_arena arena;
    sc_sources sources;
    schoolcat_diagnostics *diagnostics;
    schoolcat_load_options options;
    sc_model *model;
    schoolcat_status status;
} bench;

#define HEAD "schoolcat: 1\nauthority: Exampleshire\ntitle: Rules\n"

void bench_init(bench *b, const schoolcat_allocator *hooks);
void load_request(bench *b, const sc_load_request *request);
/* The first is loaded; the others are what it can name. */
void load_files(bench *b, const memory_file *files);
void load_from(bench *b, const memory_file *files, const char *name);
void load_path(bench *b, const char *path);
void bench_close(bench *b);
/* "SC029 b.yaml:3" of every problem, joined by ", ". */
void expect_problems(const bench *b, const char *expected);
/* Loads the whole text as r.yaml. */
void load_text(bench *b, const char *text);
/* Loads HEAD and the text that follows it as r.yaml, and compares the problems. */
void expect_report(const char *body, const char *expected);
void expect_text(sc_text text, const char *expected);

#endif

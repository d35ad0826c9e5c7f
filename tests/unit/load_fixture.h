/* Loading in unit tests: from files in memory or on disk, without the checker. */
#ifndef TESTS_UNIT_LOAD_FIXTURE_H
#define TESTS_UNIT_LOAD_FIXTURE_H

#include "unit_testing.h"

#include "language/language.h"

typedef struct memory_file {
    const char *name, *text;
} memory_file;

typedef struct fixture {
    schoolcat_allocator allocator;
    sc_arena arena;
    sc_sources sources;
    schoolcat_diagnostics *diagnostics;
    schoolcat_load_options options;
    sc_model *model;
    schoolcat_status status;
} fixture;

#define HEAD "schoolcat: 1\nauthority: Exampleshire\ntitle: Rules\n"

void fixture_init(fixture *b, const schoolcat_allocator *hooks);
void load_request(fixture *b, const sc_load_request *request);
/* The first is loaded; the others are what it can name. */
void load_files(fixture *b, const memory_file *files);
void load_from(fixture *b, const memory_file *files, const char *name);
void load_path(fixture *b, const char *path);
void fixture_close(fixture *b);
/* "SC029 b.yaml:3" of every problem, joined by ", ". */
void expect_problems(const fixture *b, const char *expected);
/* Loads the whole text as r.yaml. */
void load_text(fixture *b, const char *text);
/* Loads HEAD and the text that follows it as r.yaml, and compares the problems. */
void expect_report(const char *body, const char *expected);
void expect_text(sc_text text, const char *expected);

#endif

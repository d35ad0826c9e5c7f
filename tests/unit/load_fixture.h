/* Loads rule files from memory or from disk, without the checker. */
#ifndef TESTS_UNIT_LOAD_FIXTURE_H
#define TESTS_UNIT_LOAD_FIXTURE_H

#include "expected_problems.h"

#include "language/language.h"

typedef struct memory_file {
    const char *name, *text;
} memory_file;

typedef struct load_fixture {
    schoolcat_allocator allocator;
    sc_arena arena;
    sc_sources sources;
    schoolcat_diagnostics *diagnostics;
    schoolcat_load_options options;
    sc_model *model;
    schoolcat_status status;
} load_fixture;

void load_fixture_init(load_fixture *f, const schoolcat_allocator *hooks);
void load_request(load_fixture *f, const sc_load_request *request);
/* Loads the first file; it can include or extend the others. */
void load_files(load_fixture *f, const memory_file *files);
void load_from(load_fixture *f, const memory_file *files, const char *name);
void load_path(load_fixture *f, const char *path);
void load_fixture_close(load_fixture *f);
/* The problems of the load are these: "SC029:b.yaml:3 SC030:c.yaml:1". */
void expect_load_problems(const load_fixture *f, const char *expected);
/* Loads the whole text as r.yaml. */
void load_text(load_fixture *f, const char *text);
/* Loads HEAD and the text that follows it as r.yaml, and compares the problems. */
void expect_report(const char *body, const char *expected);
void expect_text(sc_text text, const char *expected);

#endif

/* Test results as JUnit XML, for continuous integration. */
#ifndef CLI_JUNIT_REPORT_H
#define CLI_JUNIT_REPORT_H

#include "byte_buffer.h"
#include "command.h"

typedef struct cli_junit {
    cli_buffer suites;
    size_t tests, failures;
} cli_junit;

/* False: memory ran out. */
bool junit_add(cli_junit *junit, const char *path, const schoolcat_test_report *report);
/* A file that could not be run at all. */
void junit_add_error(cli_junit *junit, const char *path, const char *message);
/* Writes the whole file. False: it could not be written, or memory ran out (reported). */
bool junit_write(cli_junit *junit, const char *path);
void junit_free(cli_junit *junit);

#endif

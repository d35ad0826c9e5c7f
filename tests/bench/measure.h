/* The parts of the program schoolcat_bench: each prints JSON, one object a line, on standard
 * output. */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

/* In seconds, from some moment on. */
double measure_now(void);

/* The most memory that this process has held, in KiB; 0 where the system does not say. */
long measure_peak_kib(void);

/* Reads names of contestants from standard input, one a line, and runs each over the same table of
 * `rows` schools: {"name", "rows", "seconds", "digest"}. Few rows are passed over several times;
 * `seconds` is that of one pass. First of all a line with the names there are. */
bool measure_contest(size_t rows, const char *rule_file, const char *rule_file_without_literals);

/* How long a rule file takes to load: {"file", "seconds": [...]}, a first load and then others. */
bool measure_load(const char *rule_file, size_t rounds);

/* Any rules for the workload's columns over `rows` schools, `rounds` times: {"file", "rows",
 * "record_seconds": [...], "batch_seconds": [...], "digest"}. */
bool measure_rules(const char *rule_file, size_t rows, size_t rounds);

/* Runs a program to its end, its standard output going to /dev/null: {"seconds", "peak_kib"}. A
 * process of our own starts it, as a child counts its parent's memory as its own until it has
 * begun. `command` ends with NULL. False unless the program ended with 0. */
bool measure_program(char **command);

/* A rule file with `count` rules over the workload's columns, on standard output: not JSON. */
bool measure_write_rules(size_t count);

#endif

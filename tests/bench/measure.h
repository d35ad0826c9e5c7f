/* The commands of the program schoolcat_bench. Each prints JSON objects, one per line. */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

/* Monotonic clock in seconds. */
double measure_now(void);

/* Peak memory of this process in KiB; 0 if the system does not report it. */
long measure_peak_kib(void);

/* Prints the names of all contestants, then reads names from standard input, one per line, and runs
 * each over the same table of `rows` schools: {"name", "rows", "seconds", "digest"}. A small table
 * is evaluated several times; `seconds` is the time of one pass. */
bool measure_contest(size_t rows, const char *rule_file, const char *rule_file_without_literals);

/* Measures loading of a rule file: {"file", "seconds": [...]}, the first load first. */
bool measure_load(const char *rule_file, size_t rounds);

/* Evaluates any rules for the columns of the workload over `rows` schools, `rounds` times: {"file",
 * "rows", "record_seconds": [...], "batch_seconds": [...], "digest"}. */
bool measure_rules(const char *rule_file, size_t rows, size_t rounds);

/* Runs a program with its standard output to /dev/null: {"seconds", "peak_kib"}. An intermediate
 * process starts it, because a child inherits the peak memory of its parent until exec. `command`
 * ends with NULL. False unless the exit code is 0. */
bool measure_program(char **command);

/* Prints a rule file (not JSON) with `count` rules over the columns of the workload. */
bool measure_write_rules(size_t count);

#endif

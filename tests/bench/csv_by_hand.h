/* The workload as a spreadsheet, and the program that a C programmer would write to decide it
 * without us. */
#ifndef BENCH_CSV_BY_HAND_H
#define BENCH_CSV_BY_HAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A column urn, then the columns of the workload; numbers with at most one decimal, yes or no as
 * true or false. */
bool bench_csv_write(FILE *to, size_t rows);

/* Reads such a file, columns in any order, and writes urn, category, support, stage. False, with
 * what went wrong on standard error. */
bool bench_csv_decide(int from, int to);

#endif

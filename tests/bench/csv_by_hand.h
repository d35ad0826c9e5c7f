/* The workload as CSV, and a hand-written C program that evaluates it without the library. */
#ifndef BENCH_CSV_BY_HAND_H
#define BENCH_CSV_BY_HAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Writes the column urn, then those of the workload. Numbers have at most one decimal; booleans are
 * true and false. */
bool bench_csv_write(FILE *to, size_t rows);

/* Reads such a file, with columns in any order, and writes urn, category, support, stage. False
 * after a message on standard error. */
bool bench_csv_decide(int from, int to);

#endif

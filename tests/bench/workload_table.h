/* The workload as Arrow columns, and the same columns as plain arrays for the baselines. */
#ifndef BENCH_WORKLOAD_TABLE_H
#define BENCH_WORKLOAD_TABLE_H

#include "school.h"

#include <schoolcat.h>

/* One record batch: a struct of BENCH_COLUMNS nullable columns, with Arrow release functions. */
struct bench_table {
    struct ArrowSchema schema;
    struct ArrowArray array;
};

/* False, with nothing allocated, without memory or if the notes need larger offsets. */
bool bench_table_make(struct bench_table *table, size_t rows);
void bench_table_release(struct bench_table *table);

/* The buffers of the columns, borrowed from the table. Every column has a validity bitmap; offsets
 * are 0. */
struct bench_columns {
    size_t rows;
    const uint8_t *valid[BENCH_COLUMNS];
    const int8_t *codes[BENCH_COLUMNS];    /* GRADE, STAGE; EXTENT: index in the dictionary */
    const double *numbers[BENCH_COLUMNS];  /* WHOLE, TENTHS */
    const int32_t *counts[BENCH_COLUMNS];  /* COUNT */
    const uint8_t *bits[BENCH_COLUMNS];    /* YES_NO */
    const int32_t *offsets[BENCH_COLUMNS]; /* TEXT */
    const char *text[BENCH_COLUMNS];
};

void bench_columns_of(const struct bench_table *table, struct bench_columns *columns);

#endif

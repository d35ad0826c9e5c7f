/* Tables for tests: columns in memory of exactly their size, beside them what a record is given for each row,
 * and every answer of the one compared with every answer of the other. */
#ifndef TESTS_UNIT_ARROW_FIXTURE_H
#define TESTS_UNIT_ARROW_FIXTURE_H

#include "unit_testing.h"

#include <schoolcat.h>

#define BENCH_COLUMNS 8

typedef enum bench_kind {
    BENCH_NULL,
    BENCH_NOT_APPLICABLE,
    BENCH_NUMBER, /* of dates: days */
    BENCH_BOOLEAN,
    BENCH_CELL, /* a text, read as a cell is */
    BENCH_UNFIT /* whatever stands there fits no indicator */
} bench_kind;

/* What a record is given. */
typedef struct bench_cell {
    bench_kind kind;
    double number;
    const char *text; /* NULL: it stands in `room` */
    size_t length;
    char room[SCHOOLCAT_NUMBER_ROOM];
} bench_cell;

typedef struct bench_column {
    size_t rows, before; /* what stands before row 0 in the buffers */
    bench_cell *cells;   /* of each row; NULL kinds are made by bench_null alone */
    uint8_t *validity;
    void *values;
    char *text;
    int64_t sizes[1]; /* of views */
    const void *buffers[4];
    struct bench_column *dictionary;
    struct ArrowArray array;
    struct ArrowSchema schema;
} bench_column;

typedef struct bench_table {
    size_t rows, offset; /* offset: of the struct */
    uint8_t *validity;   /* of the struct; NULL: no row is null */
    size_t count;
    bench_column columns[BENCH_COLUMNS];
    struct ArrowArray *arrays[BENCH_COLUMNS], array;
    struct ArrowSchema *schemas[BENCH_COLUMNS], schema;
    const void *buffers[1];
} bench_table;

/* One sequence for each program. */
unsigned bench_drawn(unsigned below);

schoolcat_ruleset *bench_rules(const char *text, const schoolcat_setting *assumptions, size_t count);

/* With an offset its rows can be null as wholes. */
void bench_table_start(bench_table *table, size_t rows, size_t offset);
void bench_table_end(bench_table *table);

/* A column of numbers, days, ticks, bits or indices; all of it is 0 at first. `offset` is the column's own.
 */
bench_column *bench_add(bench_table *table, const char *name, const char *format, size_t offset);
void bench_put_integer(bench_column *column, size_t row, int64_t value);
void bench_put_double(bench_column *column, size_t row, double value);
/* A null with whatever stands beneath it. */
void bench_null(bench_column *column, size_t row);
void bench_null_row(bench_table *table, size_t row);
void bench_number(bench_cell *cell, double number);
void bench_spelled(bench_cell *cell, double number); /* the number as a cell spells it */
void bench_text(bench_cell *cell, const char *text, size_t length);

/* A column of texts ("u", "U" or "vu"); they are packed without a gap. */
bench_column *bench_add_texts(bench_table *table, const char *name, const char *format, size_t offset,
                              const bench_cell *texts);
/* The column becomes one of indices into these texts. */
void bench_add_dictionary(bench_column *column, const char *const *entries, size_t count);

/* The same into these numbers. */
void bench_add_numbers(bench_column *column, const double *entries, size_t count);

/* Decides the table, and each `step`th row and the last ones as records. Misfits must be told row by row, and
 * end the call unless they are to be missing. */
void bench_compare(const bench_table *table, schoolcat_ruleset *rules, const schoolcat_arrow_options *options,
                   size_t step);

#endif

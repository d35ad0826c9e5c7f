/* Tables for tests: columns in memory of exactly their size, beside them what a record is given for
 * each row, and every answer of the one compared with every answer of the other. */
#ifndef TESTS_UNIT_ARROW_FIXTURE_H
#define TESTS_UNIT_ARROW_FIXTURE_H

#include "unit_testing.h"

#include <schoolcat.h>

#define FIXTURE_COLUMNS 8

typedef enum fixture_kind {
    FIXTURE_NULL,
    FIXTURE_NOT_APPLICABLE,
    FIXTURE_NUMBER, /* of dates: days */
    FIXTURE_BOOLEAN,
    FIXTURE_CELL, /* a text, read as a cell is */
    FIXTURE_UNFIT /* whatever stands there fits no indicator */
} fixture_kind;

/* What a record is given. */
typedef struct fixture_cell {
    fixture_kind kind;
    double number;
    const char *text; /* NULL: it stands in `room` */
    size_t length;
    char room[SCHOOLCAT_NUMBER_ROOM];
} fixture_cell;

typedef struct fixture_column {
    size_t rows, before; /* what stands before row 0 in the buffers */
    fixture_cell *cells; /* of each row; NULL kinds are made by fixture_null alone */
    uint8_t *validity;
    void *values;
    char *text;
    int64_t sizes[1]; /* of views */
    const void *buffers[4];
    struct fixture_column *dictionary;
    struct ArrowArray array;
    struct ArrowSchema schema;
} fixture_column;

typedef struct fixture_table {
    size_t rows, offset; /* offset: of the struct */
    uint8_t *validity;   /* of the struct; NULL: no row is null */
    size_t count;
    fixture_column columns[FIXTURE_COLUMNS];
    struct ArrowArray *arrays[FIXTURE_COLUMNS], array;
    struct ArrowSchema *schemas[FIXTURE_COLUMNS], schema;
    const void *buffers[1];
} fixture_table;

/* One sequence for each program. */
unsigned fixture_drawn(unsigned below);

schoolcat_ruleset *fixture_rules(const char *text, const schoolcat_setting *assumptions,
                                 size_t count);

/* With an offset its rows can be null as wholes. */
void fixture_table_start(fixture_table *table, size_t rows, size_t offset);
void fixture_table_end(fixture_table *table);

/* A column of numbers, days, ticks, bits or indices; all of it is 0 at first. `offset` is the
 * column's own. */
fixture_column *fixture_add(fixture_table *table, const char *name, const char *format,
                            size_t offset);
void fixture_put_integer(fixture_column *column, size_t row, int64_t value);
void fixture_put_double(fixture_column *column, size_t row, double value);
/* A null with whatever stands beneath it. */
void fixture_null(fixture_column *column, size_t row);
void fixture_null_row(fixture_table *table, size_t row);
void fixture_number(fixture_cell *cell, double number);
void fixture_formatted(fixture_cell *cell, double number); /* the number as a cell spells it */
void fixture_text(fixture_cell *cell, const char *text, size_t length);

/* A column of texts ("u", "U" or "vu"); they are packed without a gap. */
fixture_column *fixture_add_texts(fixture_table *table, const char *name, const char *format,
                                  size_t offset, const fixture_cell *texts);
/* The column becomes one of indices into these texts. */
void fixture_add_dictionary(fixture_column *column, const char *const *entries, size_t count);

/* The same into these numbers. */
void fixture_add_numbers(fixture_column *column, const double *entries, size_t count);

/* Decides the table, and each `step`th row and the last ones as records. Misfits must be told row
 * by row, and end the call unless they are to be missing. */
void fixture_compare(const fixture_table *table, schoolcat_ruleset *rules,
                     const schoolcat_arrow_options *options, size_t step);

#endif

/* Arrow tables for tests. The buffers of a column have exactly the size needed; beside them the
 * column has, for each row, the value to set in a record. fixture_compare() evaluates both and
 * compares all results. */
#ifndef TESTS_UNIT_ARROW_FIXTURE_H
#define TESTS_UNIT_ARROW_FIXTURE_H

#include "rules_fixture.h"

#include <schoolcat.h>

#define FIXTURE_COLUMNS 8

typedef enum fixture_kind {
    FIXTURE_NULL,
    FIXTURE_NOT_APPLICABLE,
    FIXTURE_NUMBER, /* of dates, days since 1970-01-01 */
    FIXTURE_BOOLEAN,
    FIXTURE_CELL, /* a text, set with schoolcat_record_set_cell() */
    FIXTURE_UNFIT /* a value that the indicator refuses */
} fixture_kind;

/* The value of one row, as set in a record. */
typedef struct fixture_cell {
    fixture_kind kind;
    double number;
    const char *text; /* NULL: it is in `buffer` */
    size_t length;
    char buffer[SCHOOLCAT_NUMBER_CAPACITY];
} fixture_cell;

typedef struct fixture_column {
    size_t rows, before; /* rows before row 0 in the buffers */
    fixture_cell *cells; /* of each row; only fixture_null() makes one null */
    uint8_t *validity;
    void *values;
    char *text;
    int64_t sizes[1]; /* of the text buffers of views */
    const void *buffers[4];
    struct fixture_column *dictionary;
    struct ArrowArray array;
    struct ArrowSchema schema;
} fixture_column;

typedef struct fixture_table {
    size_t rows, offset; /* `offset` is that of the struct array */
    uint8_t *validity;   /* of the struct array; NULL: no row is null */
    size_t count;
    fixture_column columns[FIXTURE_COLUMNS];
    struct ArrowArray *arrays[FIXTURE_COLUMNS], array;
    struct ArrowSchema *schemas[FIXTURE_COLUMNS], schema;
    const void *buffers[1];
} fixture_table;

/* A pseudo-random number below `below`; the same sequence in every run. */
unsigned fixture_drawn(unsigned below);

schoolcat_ruleset *fixture_rules(const char *text, const schoolcat_setting *assumptions,
                                 size_t count);

/* `offset` is that of the struct array. */
void fixture_table_start(fixture_table *table, size_t rows, size_t offset);
void fixture_table_end(fixture_table *table);

/* Adds a column of numbers, days, ticks, bits or indices, all 0 at first. `offset` is that of the
 * column, in addition to that of the struct array. */
fixture_column *fixture_add(fixture_table *table, const char *name, const char *format,
                            size_t offset);
void fixture_put_integer(fixture_column *column, size_t row, int64_t value);
void fixture_put_double(fixture_column *column, size_t row, double value);
/* Makes the value null and keeps its bytes in the buffers. */
void fixture_null(fixture_column *column, size_t row);
void fixture_null_row(fixture_table *table, size_t row);
void fixture_number(fixture_cell *cell, double number);
void fixture_formatted(fixture_cell *cell, double number); /* sets the number as text */
void fixture_text(fixture_cell *cell, const char *text, size_t length);

/* Adds a column of texts ("u", "U" or "vu"), packed without gaps. */
fixture_column *fixture_add_texts(fixture_table *table, const char *name, const char *format,
                                  size_t offset, const fixture_cell *texts);
/* Makes the column one of indices into these texts; a NULL entry is null. */
void fixture_add_dictionary(fixture_column *column, const char *const *entries, size_t count);

/* Makes the column one of indices into these numbers. */
void fixture_add_numbers(fixture_column *column, const double *entries, size_t count);

/* Evaluates the table, and every `step`th row and the last 16 as records, and compares the results.
 * Invalid values must be reported once each, and make the evaluation fail unless the options read
 * them as missing. */
void fixture_compare(const fixture_table *table, schoolcat_ruleset *rules,
                     const schoolcat_arrow_options *options, size_t step);

#endif

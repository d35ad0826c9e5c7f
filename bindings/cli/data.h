/* A table of schools read row by row: CSV or NDJSON. Memory does not depend on the number of rows. */
#ifndef CLI_DATA_H
#define CLI_DATA_H

#include "cli.h"
#include <stdio.h>

typedef enum cli_cell_kind {
    CELL_TEXT,
    CELL_ABSENT,  /* NDJSON: the object has no such key */
    CELL_LACKING, /* CSV: the row ends before */
    CELL_NULL,    /* JSON null */
    CELL_INTEGER, /* JSON numbers without fraction and exponent: `text` alone */
    CELL_NUMBER,
    CELL_BOOLEAN,
    CELL_NESTED /* a JSON array or object */
} cli_cell_kind;

typedef struct cli_cell {
    cli_cell_kind kind;
    const char *text; /* TEXT: as it is; other JSON values: as JSON. Until the row has been handled */
    size_t length;
    double number;
    bool boolean;
} cli_cell;

typedef struct cli_row {
    uint64_t number;       /* from 1; the header and blank rows do not count */
    uint64_t line;         /* in the file, from 1 */
    const cli_cell *cells; /* one for each column */
    size_t cell_count;
    size_t given; /* CSV: how many values the row has, more or fewer than there are columns perhaps */
} cli_row;

/* Each false stops the reading: the reason is the handler's own. */
typedef struct cli_data_handler {
    void *context;
    bool (*begin)(void *context, const char *const *names,
                  size_t count);                     /* the header, or the keys of the first object */
    bool (*column)(void *context, const char *name); /* NDJSON: a key that comes later is one more column */
    bool (*row)(void *context, const cli_row *row);
} cli_data_handler;

typedef enum cli_data_format { DATA_BY_SUFFIX, DATA_CSV, DATA_NDJSON } cli_data_format;

typedef struct cli_data {
    const char *path; /* "-": standard input */
    const char *name; /* as shown */
    cli_data_format format;
    char separator; /* '\0': found out from the header line */
    FILE *stream;
    uint64_t empty_rows; /* CSV: rows that have separators alone; they are left out */
} cli_data;

/* Settles the format and opens. False: it cannot be, and this has been said. */
bool data_open(cli_data *data, const char *command);
void data_close(cli_data *data);
typedef enum cli_data_end { DATA_WHOLE, DATA_STOPPED, DATA_UNREADABLE /* said */ } cli_data_end;
cli_data_end data_read(cli_data *data, const cli_data_handler *handler);

/* The two kinds. */
cli_data_end csv_read(cli_data *data, const cli_data_handler *handler);
cli_data_end ndjson_read(cli_data *data, const cli_data_handler *handler);

#define MOST_COLUMNS 16384
#define LONGEST_VALUE ((size_t)1 << 20)
#define LONGEST_ROW ((size_t)16 << 20)

#endif

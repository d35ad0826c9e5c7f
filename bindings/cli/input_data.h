/* Reads a table of schools block by block, from CSV or NDJSON. Memory use does not depend on the
 * number of rows. */
#ifndef CLI_INPUT_DATA_H
#define CLI_INPUT_DATA_H

#include "input_block.h"
#include "command.h"
#include <stdio.h>

/* Callbacks of a reader. Rows are passed in blocks that the handler provides. A callback that
 * returns false (or NULL) stops the reader and has reported why. */
typedef struct cli_data_handler {
    void *context;
    bool (*begin)(void *context, const char *const *names,
                  /* the header, or the keys of the first object */
                  size_t count);
    /* NDJSON: a new key, which becomes another column */
    bool (*column)(void *context, const char *name);
    bool (*wants)(void *context, size_t column);   /* whether the column's cells are needed */
    cli_block *(*block)(void *context);            /* one to be filled */
    bool (*take)(void *context, cli_block *block); /* the filled block */
    /* waits until all blocks have been processed */
    bool (*settle)(void *context);
} cli_data_handler;

typedef enum cli_data_format { DATA_BY_SUFFIX, DATA_CSV, DATA_NDJSON } cli_data_format;

typedef struct cli_data {
    const char *path; /* "-": standard input */
    const char *name; /* as shown */
    cli_data_format format;
    char separator; /* '\0': detected from the header line */
    FILE *stream;
    uint64_t empty_rows; /* CSV: rows that consist of separators only; they are skipped */
    uint64_t size, read; /* bytes; size 0: not known */
} cli_data;

/* Determines the format and opens the data. False: it failed (reported). */
bool data_open(cli_data *data, const char *command);
void data_close(cli_data *data);
typedef enum cli_data_end { DATA_WHOLE, DATA_STOPPED, DATA_UNREADABLE /* reported */ } cli_data_end;
cli_data_end data_read(cli_data *data, const cli_data_handler *handler);

/* The two formats. */
cli_data_end csv_read(cli_data *data, const cli_data_handler *handler);
cli_data_end ndjson_read(cli_data *data, const cli_data_handler *handler);

#define MAX_COLUMNS 16384
#define MAX_VALUE_LENGTH ((size_t)1 << 20)
#define MAX_ROW_LENGTH ((size_t)16 << 20)

#endif

/* Fills the handler's blocks; shared by the readers of CSV and NDJSON. */
#ifndef CLI_INPUT_READER_H
#define CLI_INPUT_READER_H

#include "input_data.h"

typedef struct cli_input_reader {
    cli_data *data;
    const cli_data_handler *handler;
    bool typed;   /* NDJSON */
    bool *wanted; /* of each column */
    size_t columns, capacity;
    cli_block *block; /* being filled; NULL: none yet */
    uint64_t rows;
    bool stopped, no_memory;
} cli_input_reader;

/* Sets the number of columns from now on. */
void input_reader_add_columns(cli_input_reader *reader, size_t count);
/* The block for the next row; NULL: reading has stopped. */
cli_block *input_reader_block(cli_input_reader *reader);
void input_reader_end_row(cli_input_reader *reader, uint64_t line, size_t given, size_t bytes);
/* Flushes and waits, so that messages appear in row order. False: an earlier row has stopped the
 * reading. */
bool input_reader_drain(cli_input_reader *reader);
void input_reader_free(cli_input_reader *reader);

#endif

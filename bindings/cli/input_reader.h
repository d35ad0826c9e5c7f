/* What both kinds of data share: filling the handler's blocks. */
#ifndef CLI_INPUT_READER_H
#define CLI_INPUT_READER_H

#include "input_data.h"

typedef struct cli_feed {
    cli_data *data;
    const cli_data_handler *handler;
    bool typed;   /* NDJSON */
    bool *wanted; /* of each column */
    size_t columns, capacity;
    cli_block *block; /* being filled; NULL: none yet */
    uint64_t rows;
    bool stopped, no_memory;
} cli_feed;

/* There are so many columns from now on. */
void feed_columns(cli_feed *feed, size_t count);
/* The block for the next row; NULL: no more. */
cli_block *feed_block(cli_feed *feed);
void feed_end_row(cli_feed *feed, uint64_t line, size_t given, size_t bytes);
/* Hands over what there is and waits until it has been dealt with, so that what is said now is said behind
 * what earlier rows have to say. False: one of them has stopped the reading. */
bool feed_settle(cli_feed *feed);
void feed_free(cli_feed *feed);

#endif

/* A block of rows as an Arrow record batch. A column of CSV is one of texts; a column of NDJSON is
 * a sparse union of texts, numbers, booleans and nulls. Each thread has its own. */
#ifndef CLI_BATCH_INPUT_H
#define CLI_BATCH_INPUT_H

#include "column_map.h"

typedef struct cli_batch_column cli_batch_column;

typedef struct cli_batch_input {
    const cli_column_map *column_map;
    size_t known_columns;      /* of the map, when the input was opened */
    cli_batch_column *columns; /* those that feed an indicator */
    size_t count;
    const cli_block *block;
    bool waiting; /* `block` has not been read yet */
    struct ArrowSchema **schemas;
    struct ArrowArray **arrays;
    const void *no_validity;
} cli_batch_input;

/* `max_rows` is the size of the largest block. False: memory ran out. */
bool batch_input_open(cli_batch_input *input, const cli_column_map *column_map, size_t max_rows);
void batch_input_free(cli_batch_input *input);
/* A stream that gives the block last set, borrowed, and then ends until the next is set. */
struct ArrowArrayStream batch_input_stream(cli_batch_input *input);
/* `unfit[i]` becomes true where row i cannot be taken as it is: values that are missing or too
 * many, not UTF-8 or nested. Such a value is null. */
void batch_input_set(cli_batch_input *input, const cli_block *block, bool *unfit);

#endif

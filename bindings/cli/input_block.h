/* A block of rows, stored by column: the bytes of the cells without gaps, and where each cell ends.
 * A column is thus an Arrow column of texts without a further copy. */
#ifndef CLI_INPUT_BLOCK_H
#define CLI_INPUT_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef enum cli_cell_kind {
    CELL_TEXT,
    CELL_ABSENT,  /* NDJSON: the object has no such key */
    CELL_LACKING, /* CSV: the row is too short */
    CELL_NULL,    /* JSON null */
    CELL_INTEGER, /* JSON numbers without fraction and exponent: `text` alone */
    CELL_NUMBER,
    CELL_BOOLEAN,
    CELL_NESTED /* a JSON array or object */
} cli_cell_kind;

typedef struct cli_cell {
    cli_cell_kind kind;
    const char *text; /* TEXT: unchanged; other JSON values: as JSON */
    size_t length;
    double number;
    bool boolean;
} cli_cell;

typedef struct cli_row {
    uint64_t number;       /* from 1; the header and blank rows do not count */
    uint64_t line;         /* in the file, from 1 */
    const cli_cell *cells; /* one for each column */
    size_t cell_count;
    /* CSV: how many values the row has; may differ from the number of columns */
    size_t given;
} cli_row;

typedef struct cli_block_column {
    bool stored; /* false: its cells are not needed */
    char *bytes;
    size_t capacity;
    int32_t *ends;   /* ends[0] is 0; ends[i + 1]: where the cell of row i ends */
    uint8_t *kinds;  /* cli_cell_kind of each row; NULL in CSV */
    double *numbers; /* of each row that is a number; NULL in CSV */
} cli_block_column;

typedef struct cli_block {
    cli_block_column *columns;
    size_t column_count, column_capacity;
    uint64_t *lines; /* of each row */
    size_t *given;
    size_t rows, max_rows;
    uint64_t first_row; /* its number */
    size_t bytes;       /* of its whole rows */
    uint64_t read;      /* bytes of data read up to its end, or slightly more */
    bool no_memory;
} cli_block;

/* Empties it for rows of these columns; `typed`: with kinds. False: memory ran out. */
bool block_prepare(cli_block *block, const bool *stored, size_t count, bool typed);
void block_free(cli_block *block);

bool block_grow(cli_block_column *column, size_t needed); /* false: memory ran out */

/* Adds a cell of the current row: columns in any order, each once. */
static inline void block_add(cli_block *block, size_t index, const char *text, size_t length)
{
    cli_block_column *column = &block->columns[index];
    if (!column->stored)
        return;
    size_t begin = (size_t)column->ends[block->rows];
    if (length > column->capacity - begin && !block_grow(column, begin + length)) {
        block->no_memory = true;
        return;
    }
    memcpy(column->bytes + begin, text, length);
    column->ends[block->rows + 1] = (int32_t)(begin + length);
}

/* The same; SLACK bytes must be readable from `text` on, whatever its length. */
#define SLACK ((size_t)16)
static inline void block_add_slack(cli_block *block, size_t index, const char *text, size_t length)
{
    cli_block_column *column = &block->columns[index];
    if (!column->stored)
        return;
    size_t begin = (size_t)column->ends[block->rows];
    if (length > SLACK || column->capacity - begin < SLACK) {
        block_add(block, index, text, length);
        return;
    }
    memcpy(column->bytes + begin, text, SLACK);
    column->ends[block->rows + 1] = (int32_t)(begin + length);
}

void block_add_cell(cli_block *block, size_t index, const cli_cell *cell); /* typed blocks */
/* Ends a row whose first `given` cells were added, with so many bytes; the others are empty.
 * Returns whether the block is full. */
bool block_end_row(cli_block *block, uint64_t line, size_t given, size_t bytes);

static inline const char *block_text(const cli_block *block, size_t column, size_t row,
                                     size_t *length)
{
    const cli_block_column *of = &block->columns[column];
    *length = (size_t)(of->ends[row + 1] - of->ends[row]);
    return of->bytes + of->ends[row];
}

/* Texts are borrowed from the block; of a column that is not stored they are empty. */
cli_cell block_cell(const cli_block *block, size_t row, size_t column);
/* A row with all its cells, which are written to `cells`. */
cli_row block_row(const cli_block *block, size_t row, cli_cell *cells);

#endif

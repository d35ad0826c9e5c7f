/* A block of input rows, stored column by column. */
#include "input_block.h"

#include "byte_buffer.h"

#include <stdlib.h>

#define MAX_ROWS 2048
#define MAX_CELLS ((size_t)1 << 18)          /* wide tables have fewer rows a block */
#define BLOCK_MAX_BYTES ((size_t)1 << 20)    /* a block ends with the row that exceeds this */
#define MAX_KEPT_BYTES (4 * BLOCK_MAX_BYTES) /* of memory that is kept for the next block */
#define FIRST_BYTES ((size_t)64)             /* initial capacity of a column */

static void free_column(cli_block_column *column)
{
    free(column->bytes);
    free(column->ends);
    free(column->kinds);
    free(column->numbers);
    *column = (cli_block_column){0};
}

void block_free(cli_block *block)
{
    for (size_t i = 0; i < block->column_capacity; i++)
        free_column(&block->columns[i]);
    free(block->columns);
    free(block->lines);
    free(block->given);
    *block = (cli_block){0};
}

static bool grow_columns(cli_block *block, size_t count)
{
    if (count <= block->column_capacity)
        return true;
    cli_block_column *columns = realloc(block->columns, count * sizeof *columns);
    if (columns == NULL)
        return false;
    memset(columns + block->column_capacity, 0, (count - block->column_capacity) * sizeof *columns);
    block->columns = columns;
    block->column_capacity = count;
    return true;
}

static bool prepare_column(cli_block_column *column, size_t rows, bool typed)
{
    column->stored = true;
    if (column->bytes == NULL && !block_grow(column, FIRST_BYTES))
        return false;
    if (column->ends == NULL)
        column->ends = calloc(rows + 1, sizeof *column->ends);
    if (typed && column->kinds == NULL)
        column->kinds = malloc(rows);
    if (typed && column->numbers == NULL)
        column->numbers = calloc(rows, sizeof *column->numbers);
    return column->ends != NULL && (!typed || (column->kinds != NULL && column->numbers != NULL));
}

static size_t max_rows(const bool *stored, size_t count)
{
    size_t cells = 1;
    for (size_t i = 0; i < count; i++)
        cells += stored[i];
    size_t rows = MAX_CELLS / cells;
    return rows > MAX_ROWS ? MAX_ROWS : rows;
}

/* Frees the memory of very long values. */
static void shrink(cli_block *block)
{
    size_t capacity = 0;
    for (size_t i = 0; i < block->column_count; i++)
        capacity += block->columns[i].capacity;
    for (size_t i = 0; i < block->column_count && capacity > MAX_KEPT_BYTES; i++) {
        free(block->columns[i].bytes);
        block->columns[i].bytes = NULL;
        block->columns[i].capacity = 0;
    }
}

/* The first block of a run sets the number of rows; columns that NDJSON adds later have as many. */
bool block_prepare(cli_block *block, const bool *stored, size_t count, bool typed)
{
    if (block->max_rows == 0) {
        block->max_rows = typed ? MAX_CELLS / 1024 : max_rows(stored, count);
        block->lines = calloc(block->max_rows, sizeof *block->lines);
        block->given = calloc(block->max_rows, sizeof *block->given);
    }
    if (block->lines == NULL || block->given == NULL || !grow_columns(block, count))
        return false;
    shrink(block);
    block->column_count = count;
    block->rows = block->bytes = 0;
    block->no_memory = false;
    for (size_t i = 0; i < count; i++)
        if (stored[i] && !prepare_column(&block->columns[i], block->max_rows, typed))
            return false;
    return true;
}

bool block_grow(cli_block_column *column, size_t needed)
{
    size_t capacity = column->capacity < FIRST_BYTES ? FIRST_BYTES : column->capacity;
    if (needed > INT32_MAX)
        return false;
    while (capacity < needed)
        capacity *= 2;
    char *bytes = realloc(column->bytes, capacity);
    if (bytes == NULL)
        return false;
    column->bytes = bytes;
    column->capacity = capacity;
    return true;
}

void block_add_cell(cli_block *block, size_t index, const cli_cell *cell)
{
    cli_block_column *column = &block->columns[index];
    block_add(block, index, cell->text, cell->length);
    if (!column->stored)
        return;
    column->kinds[block->rows] = (uint8_t)cell->kind;
    column->numbers[block->rows] = cell->number;
}

bool block_end_row(cli_block *block, uint64_t line, size_t given, size_t bytes)
{
    size_t row = block->rows++;
    block->lines[row] = line;
    block->given[row] = given;
    block->bytes += bytes;
    for (size_t i = given; i < block->column_count; i++)
        if (block->columns[i].stored)
            block->columns[i].ends[row + 1] = block->columns[i].ends[row];
    return block->rows == block->max_rows || block->bytes >= BLOCK_MAX_BYTES;
}

cli_cell block_cell(const cli_block *block, size_t row, size_t column)
{
    cli_cell cell = {.kind = column < block->given[row] ? CELL_TEXT : CELL_LACKING, .text = ""};
    const cli_block_column *of = &block->columns[column];
    if (!of->stored)
        return cell;
    cell.text = block_text(block, column, row, &cell.length);
    if (of->kinds == NULL)
        return cell;
    cell.kind = (cli_cell_kind)of->kinds[row];
    cell.number = of->numbers[row];
    cell.boolean = cell.kind == CELL_BOOLEAN && cell.length == 4;
    return cell;
}

cli_row block_row(const cli_block *block, size_t row, cli_cell *cells)
{
    for (size_t i = 0; i < block->column_count; i++)
        cells[i] = block_cell(block, row, i);
    return (cli_row){block->first_row + row, block->lines[row], cells, block->column_count,
                     block->given[row]};
}

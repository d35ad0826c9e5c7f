/* Passes rows from a reader to the pipeline, block by block. */
#include "input_reader.h"

#include "byte_buffer.h"

#include <stdlib.h>

void input_reader_add_columns(cli_input_reader *reader, size_t count)
{
    while (reader->columns < count && !reader->no_memory) {
        bool *moved =
            grow(reader->wanted, reader->columns, &reader->capacity, sizeof *reader->wanted);
        reader->no_memory = moved == NULL;
        if (moved == NULL)
            return;
        reader->wanted = moved;
        reader->wanted[reader->columns] =
            reader->handler->wants(reader->handler->context, reader->columns);
        reader->columns++;
    }
}

cli_block *input_reader_block(cli_input_reader *reader)
{
    if (reader->block != NULL || reader->stopped || reader->no_memory)
        return reader->block;
    cli_block *block = reader->handler->block(reader->handler->context);
    reader->stopped = block == NULL;
    if (block == NULL)
        return NULL;
    reader->no_memory = !block_prepare(block, reader->wanted, reader->columns, reader->typed);
    block->first_row = reader->rows + 1;
    reader->block = reader->no_memory ? NULL : block;
    return reader->block;
}

static void submit_block(cli_input_reader *reader)
{
    cli_block *block = reader->block;
    reader->block = NULL;
    if (block == NULL || block->rows == 0 || reader->stopped)
        return;
    block->read = reader->data->read;
    reader->stopped = !reader->handler->take(reader->handler->context, block);
}

void input_reader_end_row(cli_input_reader *reader, uint64_t line, size_t given, size_t bytes)
{
    reader->rows++;
    if (block_end_row(reader->block, line, given, bytes))
        submit_block(reader);
}

bool input_reader_drain(cli_input_reader *reader)
{
    submit_block(reader);
    reader->stopped = !reader->handler->settle(reader->handler->context) || reader->stopped;
    return !reader->stopped;
}

void input_reader_free(cli_input_reader *reader)
{
    free(reader->wanted);
    *reader = (cli_input_reader){0};
}

#include "input_reader.h"

#include "byte_buffer.h"

#include <stdlib.h>

void input_reader_add_columns(cli_input_reader *feed, size_t count)
{
    while (feed->columns < count && !feed->no_memory) {
        bool *moved = grow(feed->wanted, feed->columns, &feed->capacity, sizeof *feed->wanted);
        feed->no_memory = moved == NULL;
        if (moved == NULL)
            return;
        feed->wanted = moved;
        feed->wanted[feed->columns] = feed->handler->wants(feed->handler->context, feed->columns);
        feed->columns++;
    }
}

cli_block *input_reader_block(cli_input_reader *feed)
{
    if (feed->block != NULL || feed->stopped || feed->no_memory)
        return feed->block;
    cli_block *block = feed->handler->block(feed->handler->context);
    feed->stopped = block == NULL;
    if (block == NULL)
        return NULL;
    feed->no_memory = !block_prepare(block, feed->wanted, feed->columns, feed->typed);
    block->first_row = feed->rows + 1;
    feed->block = feed->no_memory ? NULL : block;
    return feed->block;
}

static void submit_block(cli_input_reader *feed)
{
    cli_block *block = feed->block;
    feed->block = NULL;
    if (block == NULL || block->rows == 0 || feed->stopped)
        return;
    block->read = feed->data->read;
    feed->stopped = !feed->handler->take(feed->handler->context, block);
}

void input_reader_end_row(cli_input_reader *feed, uint64_t line, size_t given, size_t bytes)
{
    feed->rows++;
    if (block_end_row(feed->block, line, given, bytes))
        submit_block(feed);
}

bool input_reader_drain(cli_input_reader *feed)
{
    submit_block(feed);
    feed->stopped = !feed->handler->settle(feed->handler->context) || feed->stopped;
    return !feed->stopped;
}

void input_reader_free(cli_input_reader *feed)
{
    free(feed->wanted);
    *feed = (cli_input_reader){0};
}

/* The output of one block: its lines, rejects and counts. */
#include "block_output.h"

#define MAX_KEPT_BYTES ((size_t)4 << 20) /* of memory for lines that is kept for the next block */

bool block_output_begin(cli_block_output *output, const cli_summary *summary, bool records_rejects)
{
    if (!output->open) {
        output->open = true;
        if (!tally_open(&output->tally, summary))
            return false;
    }
    if (output->out.capacity > MAX_KEPT_BYTES)
        buffer_free(&output->out);
    buffer_clear(&output->out);
    output->has_rows = false;
    output->status = SCHOOLCAT_OK;
    output->rejects.records_rejects = records_rejects;
    return output->tally.blanks != NULL && output->tally.assumptions != NULL;
}

void block_output_free(cli_block_output *output)
{
    buffer_free(&output->out);
    rejects_free(&output->rejects);
    tally_free(&output->tally);
}

#include "block_output.h"

#define MAX_KEPT_BYTES ((size_t)4 << 20) /* of room for lines, from one block to the next */

bool block_output_begin(cli_block_output *share, const cli_summary *closing, bool records_rejects)
{
    if (!share->open) {
        share->open = true;
        if (!tally_open(&share->tally, closing))
            return false;
    }
    if (share->out.capacity > MAX_KEPT_BYTES)
        buffer_free(&share->out);
    buffer_clear(&share->out);
    share->has_rows = false;
    share->status = SCHOOLCAT_OK;
    share->rejects.records_rejects = records_rejects;
    return share->tally.blanks != NULL && share->tally.assumptions != NULL;
}

void block_output_free(cli_block_output *share)
{
    buffer_free(&share->out);
    rejects_free(&share->rejects);
    tally_free(&share->tally);
}

#include "block_output.h"

#define KEPT_BYTES ((size_t)4 << 20) /* of room for lines, from one block to the next */

bool share_begin(cli_share *share, const cli_closing *closing, bool writes_down)
{
    if (!share->open) {
        share->open = true;
        if (!tally_open(&share->tally, closing))
            return false;
    }
    if (share->out.capacity > KEPT_BYTES)
        buffer_free(&share->out);
    buffer_clear(&share->out);
    share->has_rows = false;
    share->status = SCHOOLCAT_OK;
    share->rejects.writes_down = writes_down;
    return share->tally.blanks != NULL && share->tally.assumptions != NULL;
}

void share_free(cli_share *share)
{
    buffer_free(&share->out);
    rejects_free(&share->rejects);
    tally_free(&share->tally);
}

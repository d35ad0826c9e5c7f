/* What a block of rows comes to: lines to be written, and what has been counted. */
#ifndef CLI_BLOCK_OUTPUT_H
#define CLI_BLOCK_OUTPUT_H

#include "summary.h"

typedef struct cli_block_output {
    cli_buffer out;
    bool has_rows; /* `out` has rows in it, or a table has taken some */
    cli_rejects rejects;
    cli_tally tally;
    schoolcat_status status; /* not OK: the rows before have been decided, and the run ends */
    bool open;
} cli_block_output;

/* As new, keeping its room. False: memory ran out. */
bool block_output_begin(cli_block_output *output, const cli_summary *summary, bool records_rejects);
void block_output_free(cli_block_output *output);

#endif

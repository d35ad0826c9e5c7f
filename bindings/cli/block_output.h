/* The output of a block of rows: formatted lines and counts. */
#ifndef CLI_BLOCK_OUTPUT_H
#define CLI_BLOCK_OUTPUT_H

#include "summary.h"

typedef struct cli_block_output {
    cli_buffer out;
    bool has_rows; /* `out` has rows, or a table has buffered some */
    cli_rejects rejects;
    cli_tally tally;
    schoolcat_status status; /* not OK: earlier rows are complete, and the run ends */
    bool open;
} cli_block_output;

/* Empties it and keeps its memory. False: memory ran out. */
bool block_output_begin(cli_block_output *output, const cli_summary *summary, bool records_rejects);
void block_output_free(cli_block_output *output);

#endif

/* From a block of rows to what it comes to. */
#ifndef CLI_BLOCK_EVALUATOR_H
#define CLI_BLOCK_EVALUATOR_H

#include "columnar_evaluator.h"
#include "block_output.h"

#include <stdatomic.h>

/* What all threads share. */
typedef struct cli_plan {
    const cli_intake *intake;
    const cli_answers *answers;
    const cli_writer *writer;
    const cli_closing *closing;
    const schoolcat_evaluate_options *options;
    bool columnar;    /* blocks are decided as a whole */
    bool writes_down; /* there is a file of rejects */
    bool read_as_missing;
    atomic_bool has_failed; /* a value of an earlier block does not fit, and that ends the run: it need not be
                               decided */
} cli_plan;

/* One thread's tools. */
typedef struct cli_decider {
    const cli_plan *plan; /* NULL: not open yet */
    cli_filling filling;
    schoolcat_result *result;
    cli_columnar *columnar;
    cli_fields fields;
    cli_cell *cells;
    size_t cell_room;
    bool *alone; /* rows that are decided by themselves */
    size_t alone_room;
} cli_decider;

void decide_block(cli_decider *decider, const cli_plan *plan, const cli_block *block, cli_share *share);
void decider_free(cli_decider *decider); /* safe on a zeroed one */

#endif

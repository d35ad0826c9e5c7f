/* Evaluates a block of rows and formats its output. */
#ifndef CLI_BLOCK_EVALUATOR_H
#define CLI_BLOCK_EVALUATOR_H

#include "block_output.h"
#include "columnar_evaluator.h"

#include <stdatomic.h>

/* What all threads share. */
typedef struct cli_plan {
    const cli_column_map *column_map;
    const cli_answer_columns *answers;
    const cli_writer *writer;
    const cli_summary *summary;
    const schoolcat_evaluate_options *options;
    bool records_rejects; /* there is a file of rejects */
    bool read_as_missing;
    /* a value of an earlier block does not fit, and that ends the run: nothing more is written */
    atomic_bool has_failed;
} cli_plan;

/* The buffers of one thread. */
typedef struct cli_block_evaluator {
    const cli_plan *plan; /* NULL: not open yet */
    cli_columnar_evaluator *columnar;
    cli_record_builder builder; /* describes what does not fit */
    cli_answer_row fields;
    cli_cell *cells;
    size_t cell_capacity;
    bool *unfit; /* rows with a value that does not fit */
    size_t unfit_capacity;
} cli_block_evaluator;

void evaluate_block(cli_block_evaluator *block_evaluator, const cli_plan *plan,
                    const cli_block *block, cli_block_output *output);
void block_evaluator_free(cli_block_evaluator *block_evaluator); /* safe on a zeroed one */

#endif

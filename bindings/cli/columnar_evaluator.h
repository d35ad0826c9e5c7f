/* Evaluates a block of rows as one record batch and returns the results row by row. Each thread has
 * its own. */
#ifndef CLI_COLUMNAR_EVALUATOR_H
#define CLI_COLUMNAR_EVALUATOR_H

#include "answer_columns.h"
#include "batch_input.h"

typedef struct cli_columnar_evaluator cli_columnar_evaluator;

/* Everything is borrowed. NULL: memory ran out. */
cli_columnar_evaluator *columnar_open(const cli_column_map *column_map,
                                      const cli_answer_columns *answers,
                                      const schoolcat_evaluate_options *options, size_t max_rows);
void columnar_free(cli_columnar_evaluator *columnar);
/* Whether columns of the data have come since it was opened, which it does not know. */
bool columnar_is_outdated(const cli_columnar_evaluator *columnar);
/* Evaluates all rows. `unfit[i]` becomes true where row i has a value that does not fit: it was
 * read as missing. */
schoolcat_status columnar_evaluate(cli_columnar_evaluator *columnar, const cli_block *block,
                                   bool *unfit);
/* The answer to a row of the block. */
void columnar_field(const cli_columnar_evaluator *columnar, size_t answer, size_t row,
                    cli_answer_row *fields, cli_field *out);
/* Notes of a row: how many, and each, which has no NUL behind it. */
size_t columnar_note_count(const cli_columnar_evaluator *columnar, size_t row);
const cli_field *columnar_note(const cli_columnar_evaluator *columnar, size_t row, size_t index);

#endif

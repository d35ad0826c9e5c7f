/* A block decided as a whole: its columns go to the library as Arrow's, and the answers come as
 * Arrow's. One thread's. */
#ifndef CLI_COLUMNAR_EVALUATOR_H
#define CLI_COLUMNAR_EVALUATOR_H

#include "answer_columns.h"
#include "column_map.h"

typedef struct cli_columnar_evaluator cli_columnar_evaluator;

/* Whether the rows of these answers may be decided so; else they are one by one, as records. */
bool columnar_supports(const cli_answer_columns *answers, const schoolcat_ruleset *rules);

/* Both are borrowed. NULL: memory ran out. */
cli_columnar_evaluator *columnar_open(const cli_column_map *column_map,
                                      const cli_answer_columns *answers,
                                      const schoolcat_evaluate_options *options);
/* Decides all rows. `unfit[i]` becomes true where row i has a value that does not fit: it was read
 * as missing. */
schoolcat_status columnar_evaluate(cli_columnar_evaluator *columnar, const cli_block *block,
                                   bool *unfit);
/* The answer to a row of the block. False: only the row's result has it. */
bool columnar_field(const cli_columnar_evaluator *columnar, size_t answer, size_t row,
                    cli_answer_row *fields, cli_field *out);
void columnar_free(cli_columnar_evaluator *columnar);

#endif

/* Evaluation of Arrow tables: planned once for a schema, then run for each array of it. */
#ifndef SC_ARROW_EVALUATE_ARROW_H
#define SC_ARROW_EVALUATE_ARROW_H

#include "evaluate/ruleset.h"
#include "arrow/arrow_import.h"
#include "arrow/arrow_build.h"

typedef struct sc_arrow_evaluation {
    schoolcat_ruleset *rules;
    schoolcat_arrow_options options;
    schoolcat_problems *problems;
    sc_arena arena; /* the plan */
    sc_arrow_import input;
    sc_arrow_output_column *columns;
    uint32_t column_count;
    const sc_text *indicators; /* their ids */
    sc_vm *state; /* `own_state`, or that of `results` where columns are read row by row */
    sc_vm own_state;
    sc_block_results results;
    size_t block;              /* rows at a time */
    uint64_t invalid_count;    /* of the current array */
    int64_t first_invalid_row; /* its row, and what it was: for a stream's error */
    char report_invalid[200];
} sc_arrow_evaluation;

/* Whether the schema is that of a table. */
bool sc_arrow_is_table(const struct ArrowSchema *schema);
/* Plans for a schema and arrays of some `rows` rows (0: not known). On failure too the run is to be
 * closed. */
schoolcat_status sc_arrow_evaluation_open(sc_arrow_evaluation *run, schoolcat_ruleset *rules,
                                          const struct ArrowSchema *schema,
                                          const schoolcat_arrow_options *options,
                                          schoolcat_problems *problems, size_t rows);
schoolcat_status sc_arrow_evaluation_schema(const sc_arrow_evaluation *run,
                                            struct ArrowSchema *out);
/* Decides rows of an array of that schema; row 0 of it is called `row_number`. */
schoolcat_status sc_arrow_evaluation_run(sc_arrow_evaluation *run, const struct ArrowArray *rows,
                                         int64_t first, int64_t count, uint64_t row_number,
                                         struct ArrowArray *out);
void sc_arrow_evaluation_close(sc_arrow_evaluation *run);

#endif

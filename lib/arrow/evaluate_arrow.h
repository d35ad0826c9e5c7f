/* Tables through the engine: the plan is made once, then run for each array of that schema. */
#ifndef SC_ARROW_EVALUATE_ARROW_H
#define SC_ARROW_EVALUATE_ARROW_H

#include "evaluate/ruleset.h"
#include "arrow/arrow_import.h"
#include "arrow/arrow_build.h"

typedef struct sc_table_run {
    schoolcat_ruleset *rules;
    schoolcat_arrow_options options;
    schoolcat_problems *problems;
    sc_arena arena; /* the plan */
    sc_arrow_input input;
    sc_arrow_given *columns;
    uint32_t column_count;
    sc_state state;
    bool has_state;
    size_t block; /* rows at a time */
    uint64_t misfits; /* of the array at hand */
    int64_t first_misfit; /* its row, and what it was: for a stream's error */
    char misfit[200];
} sc_table_run;

/* Whether the schema is that of a table. */
bool sc_table_is(const struct ArrowSchema *schema);
/* Plans for a schema and arrays of some `rows` rows (0: not known). On failure too the run is to be closed. */
schoolcat_status sc_table_open(sc_table_run *run, schoolcat_ruleset *rules, const struct ArrowSchema *schema,
                               const schoolcat_arrow_options *options, schoolcat_problems *problems, size_t rows);
schoolcat_status sc_table_schema(const sc_table_run *run, struct ArrowSchema *out);
/* Decides rows of an array of that schema; row 0 of it is called `row_number`. */
schoolcat_status sc_table_decide(sc_table_run *run, const struct ArrowArray *rows, int64_t first, int64_t count, uint64_t row_number,
                                 struct ArrowArray *out);
void sc_table_close(sc_table_run *run);

#endif

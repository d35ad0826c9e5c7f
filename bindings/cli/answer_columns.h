/* The columns of the result: kept columns of the data, seven for each decision, the rule file's
 * outputs. */
#ifndef CLI_ANSWER_COLUMNS_H
#define CLI_ANSWER_COLUMNS_H

#include "command_options.h"
#include "writer.h"

typedef enum cli_answer_column_kind {
    ANSWER_KEPT,    /* index: of the data's column */
    ANSWER_OUTCOME, /* index: of the decision; so the next six */
    ANSWER_RULE,
    ANSWER_PROVISIONAL,
    ANSWER_POSSIBLE,
    ANSWER_NEEDS,
    ANSWER_ASSUMED,
    ANSWER_CONFLICT,
    ANSWER_OUTPUT /* index: of the output */
} cli_answer_column_kind;

typedef struct cli_answer_column {
    cli_answer_column_kind kind;
    size_t index;
    char *name;
} cli_answer_column;

/* NDJSON: a kept column that has not occurred yet. */
#define NOT_MET SIZE_MAX

/* Immutable once chosen: any number of threads fill their own fields. */
typedef struct cli_answer_columns {
    const schoolcat_ruleset *rules;
    cli_answer_column *list;
    size_t count, capacity;
    const char **names; /* of the list, for the writer */
} cli_answer_columns;

/* One row's answers. */
typedef struct cli_answer_row {
    cli_field *list;
    size_t *offsets; /* into `scratch`, of the fields whose text is stored there */
    size_t count;
    cli_buffer scratch;
} cli_answer_row;

/* `kept` columns first, as `kept_names` in the data at `kept_indices`. False: memory ran out
 * (reported). */
bool answer_columns_open(cli_answer_columns *answers, const schoolcat_ruleset *rules,
                         const char *const *kept_names, const size_t *kept_indices, size_t kept);
/* --columns: only these, in this order. False: two have the same name (reported). */
bool answer_columns_choose(cli_answer_columns *answers, const char *command,
                           const cli_names *chosen);
void answer_columns_free(cli_answer_columns *answers);

/* false: memory ran out */
bool answer_row_open(cli_answer_row *fields, const cli_answer_columns *answers);
void answer_row_free(cli_answer_row *fields);
/* Fields are added in order: each is written to its place in `list`, then added. The text of a
 * field without one is what was added to the scratch since the last field. */
void answer_row_begin(cli_answer_row *fields);
static inline void answer_row_add(cli_answer_row *fields)
{
    fields->offsets[fields->count++] = fields->scratch.length;
}
bool answer_row_end(cli_answer_row *fields); /* false: memory ran out */

/* Appends an item to the list that begins at `begin` in the scratch. */
void add_item(cli_answer_row *fields, size_t begin, const char *text, size_t length);
static inline cli_field truth_field(bool truth)
{
    return truth ? (cli_field){FIELD_BARE, "true", 4, true}
                 : (cli_field){FIELD_BARE, "false", 5, true};
}
cli_field number_field(double number, cli_answer_row *fields);
cli_field date_field(int32_t days, cli_answer_row *fields); /* since 1970-01-01 */

/* A value as text, numbers by the library's spelling in `buffer`; its length in `*length`. "" where
 * missing. */
const char *value_text(const schoolcat_value *value, char buffer[SCHOOLCAT_NUMBER_CAPACITY],
                       size_t *length);

#endif

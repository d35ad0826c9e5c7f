/* The columns of an answer: kept columns of the data, seven for each decision, the rule file's outputs. */
#ifndef CLI_ANSWERS_H
#define CLI_ANSWERS_H

#include "options.h"
#include "writer.h"

typedef enum cli_answer_kind {
    ANSWER_KEPT,    /* index: of the data's column */
    ANSWER_OUTCOME, /* index: of the decision; so the next six */
    ANSWER_RULE,
    ANSWER_PROVISIONAL,
    ANSWER_POSSIBLE,
    ANSWER_NEEDS,
    ANSWER_ASSUMED,
    ANSWER_CONFLICT,
    ANSWER_OUTPUT /* index: of the output */
} cli_answer_kind;

typedef struct cli_answer {
    cli_answer_kind kind;
    size_t index;
    char *name;
} cli_answer;

/* NDJSON: a kept column that has not been met yet. */
#define NOT_MET SIZE_MAX

typedef struct cli_answers {
    const schoolcat_ruleset *rules;
    cli_answer *list;
    size_t count, capacity;
    const char **names; /* of the list, for the writer */
    cli_field *fields;  /* of the row at hand */
    size_t *offsets;    /* into `scratch`, of the fields whose text stands there */
    cli_buffer scratch;
    const char ***outcomes; /* ids of each decision's outcomes, and of its rules */
    const char ***decision_rules;
    size_t decisions;
    bool no_memory;
} cli_answers;

/* `kept` columns first, as `kept_names` in the data at `kept_indices`. False: memory ran out (said). */
bool answers_open(cli_answers *answers, const schoolcat_ruleset *rules, const char *const *kept_names,
                  const size_t *kept_indices, size_t kept);
/* --columns: these alone, in this order; then checks that no two have one name. False: said. */
bool answers_choose(cli_answers *answers, const char *command, const cli_names *chosen);
/* One row's fields. False: memory ran out (said). */
bool answers_fill(cli_answers *answers, schoolcat_result *result, const cli_row *row);
void answers_free(cli_answers *answers);

/* A value as text, numbers by the library's spelling in `room`; its length in `*length`. "" where missing. */
const char *value_text(const schoolcat_value *value, char room[SCHOOLCAT_NUMBER_ROOM], size_t *length);

#endif

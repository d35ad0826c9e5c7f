#include "columnar_evaluator.h"

#include <stdlib.h>
#include <string.h>

#define MAX_KEPT_PROBLEMS 256 /* a block with more is decided row by row */

/* How one answer stands in the arrays of a block. */
typedef enum cli_answer_encoding {
    ENCODED_KEPT,  /* in the data */
    ENCODED_INDEX, /* an index of `entries`, or null */
    ENCODED_LIST,  /* a list of them, in order */
    ENCODED_SET,   /* the same, to be put in the order of `entries` */
    ENCODED_BIT,
    ENCODED_NUMBER,
    ENCODED_INTEGER,
    ENCODED_TEXT,
    ENCODED_EMPTY,   /* an empty list */
    ENCODED_NEEDS,   /* empty where the bit is not set; else the result has it */
    ENCODED_CONFLICT /* empty where the index is not null; else the result has it */
} cli_answer_encoding;

typedef struct cli_answer_source {
    cli_answer_encoding stand;
    size_t child; /* of the answer's struct; kept: the data's column */
    const cli_field *entries;
    /* Of the block at hand: */
    const uint8_t *valid; /* bits; NULL: every one */
    const void *values;   /* a list's: its offsets */
    const struct ArrowArray *items;
    const char *text;
    size_t width; /* bytes of an index */
} cli_answer_source;

struct cli_columnar_evaluator {
    const cli_block *block; /* the next to be given to the library, or the last that was */
    bool waits;             /* the next */
    size_t *columns;        /* of the data: those that are indicators */
    size_t count;
    const cli_column_map *column_map;
    struct ArrowArray *arrays, **array_list;
    struct ArrowSchema *schemas, **schema_list;
    const void *(*buffers)[3], *no_buffer;
    schoolcat_problems *problems;
    struct ArrowArrayStream stream; /* of answers */
    struct ArrowArray answer;
    uint64_t rows; /* before the block at hand */
    cli_answer_source *stood;
    size_t answers;
};

/* --- what is given --- */

static void release_input_schema(struct ArrowSchema *schema)
{
    schema->release = NULL;
}

static void release_input_array(struct ArrowArray *array)
{
    array->release = NULL;
}

static int get_input_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    cli_columnar_evaluator *columnar = stream->private_data;
    for (size_t i = 0; i < columnar->count; i++) {
        columnar->schemas[i] =
            (struct ArrowSchema){.format = "u",
                                 .name = columnar->column_map->columns[columnar->columns[i]].name,
                                 .release = release_input_schema};
        columnar->schema_list[i] = &columnar->schemas[i];
    }
    *out = (struct ArrowSchema){.format = "+s",
                                .name = "",
                                .n_children = (int64_t)columnar->count,
                                .children = columnar->schema_list,
                                .release = release_input_schema};
    return 0;
}

static int get_input_batch(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    cli_columnar_evaluator *columnar = stream->private_data;
    *out = (struct ArrowArray){0};
    if (!columnar->waits)
        return 0;
    columnar->waits = false;
    int64_t rows = (int64_t)columnar->block->rows;
    for (size_t i = 0; i < columnar->count; i++) {
        const cli_block_column *column = &columnar->block->columns[columnar->columns[i]];
        columnar->buffers[i][1] = column->ends;
        columnar->buffers[i][2] = column->bytes;
        columnar->arrays[i] = (struct ArrowArray){.length = rows,
                                                  .n_buffers = 3,
                                                  .buffers = columnar->buffers[i],
                                                  .release = release_input_array};
        columnar->array_list[i] = &columnar->arrays[i];
    }
    *out = (struct ArrowArray){.length = rows,
                               .n_buffers = 1,
                               .n_children = (int64_t)columnar->count,
                               .buffers = &columnar->no_buffer,
                               .children = columnar->array_list,
                               .release = release_input_array};
    return 0;
}

static const char *no_error(struct ArrowArrayStream *stream)
{
    (void)stream;
    return NULL;
}

static void release_input_stream(struct ArrowArrayStream *stream)
{
    stream->release = NULL;
}

/* --- what comes back --- */

bool columnar_supports(const cli_answer_columns *answers, const schoolcat_ruleset *rules)
{
    for (size_t i = 0; i < answers->count; i++) {
        schoolcat_type_information information = SCHOOLCAT_TYPE_INFORMATION;
        const cli_answer_column *answer = &answers->list[i];
        if (answer->kind == ANSWER_OUTPUT)
            (void)schoolcat_ruleset_type(rules, SCHOOLCAT_PART_OUTPUT, answer->index, &information);
        if (answer->kind == ANSWER_ASSUMED || information.type == SCHOOLCAT_DATE)
            return false;
    }
    return !schoolcat_ruleset_may_note(rules);
}

static bool requests_possible(const cli_answer_columns *answers)
{
    for (size_t i = 0; i < answers->count; i++) {
        cli_answer_column_kind kind = answers->list[i].kind;
        if (kind == ANSWER_PROVISIONAL || kind == ANSWER_POSSIBLE || kind == ANSWER_NEEDS)
            return true;
    }
    return false;
}

static cli_answer_source source_of_decision(const cli_answer_columns *answers,
                                            const cli_answer_column *answer, size_t child)
{
    schoolcat_choose choose = schoolcat_decision_choose(answers->rules, answer->index);
    bool every = choose == SCHOOLCAT_CHOOSE_EVERY;
    const cli_field *outcomes = answers->outcomes[answer->index];
    switch (answer->kind) {
    case ANSWER_OUTCOME:
        return (cli_answer_source){
            .stand = every ? ENCODED_SET : ENCODED_INDEX, .child = child, .entries = outcomes};
    case ANSWER_RULE:
        return (cli_answer_source){.stand = every ? ENCODED_LIST : ENCODED_INDEX,
                                   .child = child + 1,
                                   .entries = answers->decision_rules[answer->index]};
    case ANSWER_PROVISIONAL:
        return (cli_answer_source){.stand = ENCODED_BIT, .child = child + 2};
    case ANSWER_POSSIBLE:
        return (cli_answer_source){
            .stand = every ? ENCODED_SET : ENCODED_LIST, .child = child + 3, .entries = outcomes};
    case ANSWER_NEEDS:
        return (cli_answer_source){.stand = ENCODED_NEEDS, .child = child + 2};
    default:
        return (cli_answer_source){.stand = choose == SCHOOLCAT_CHOOSE_UNIQUE ? ENCODED_CONFLICT
                                                                              : ENCODED_EMPTY,
                                   .child = child};
    }
}

static cli_answer_source source_of_output(const cli_answer_columns *answers, size_t output,
                                          size_t child)
{
    schoolcat_type_information information = SCHOOLCAT_TYPE_INFORMATION;
    (void)schoolcat_ruleset_type(answers->rules, SCHOOLCAT_PART_OUTPUT, output, &information);
    switch (information.type) {
    case SCHOOLCAT_NUMBER:
        return (cli_answer_source){.stand = ENCODED_NUMBER, .child = child};
    case SCHOOLCAT_INTEGER:
        return (cli_answer_source){.stand = ENCODED_INTEGER, .child = child};
    case SCHOOLCAT_BOOLEAN:
        return (cli_answer_source){.stand = ENCODED_BIT, .child = child};
    case SCHOOLCAT_SYMBOL:
        return (cli_answer_source){
            .stand = ENCODED_INDEX, .child = child, .entries = answers->items[output]};
    default:
        return (cli_answer_source){.stand = ENCODED_TEXT, .child = child};
    }
}

/* The order of the columns is the header's: see schoolcat_evaluate_arrow. */
static void resolve_answer_columns(cli_columnar_evaluator *columnar,
                                   const cli_answer_columns *answers, bool possible)
{
    size_t of_decision = possible ? 4 : 2;
    for (size_t i = 0; i < answers->count; i++) {
        const cli_answer_column *answer = &answers->list[i];
        if (answer->kind == ANSWER_KEPT)
            columnar->stood[i] = (cli_answer_source){.stand = ENCODED_KEPT, .child = answer->index};
        else if (answer->kind == ANSWER_OUTPUT)
            columnar->stood[i] = source_of_output(answers, answer->index,
                                                  answers->decisions * of_decision + answer->index);
        else
            columnar->stood[i] = source_of_decision(answers, answer, answer->index * of_decision);
    }
}

/* Indices are as wide as the number of entries asks for. */
static bool resolve_index_widths(cli_columnar_evaluator *columnar)
{
    struct ArrowSchema schema;
    if (columnar->stream.get_schema(&columnar->stream, &schema) != 0)
        return false;
    for (size_t i = 0; i < columnar->answers; i++) {
        cli_answer_source *stood = &columnar->stood[i];
        if (stood->stand == ENCODED_KEPT)
            continue;
        const struct ArrowSchema *child = schema.children[stood->child];
        const char *format = child->n_children > 0 ? child->children[0]->format : child->format;
        stood->width = format[0] == 'c' ? 1 : 2;
    }
    schema.release(&schema);
    return true;
}

static bool open_stream(cli_columnar_evaluator *columnar, const schoolcat_evaluate_options *today,
                        bool possible)
{
    struct ArrowArrayStream input = {get_input_schema, get_input_batch, no_error,
                                     release_input_stream, columnar};
    schoolcat_arrow_options options = SCHOOLCAT_ARROW_OPTIONS;
    options.has_today = today->has_today;
    options.today = today->today;
    options.read_invalid_as_missing = true;
    options.leave_out_possible = !possible;
    return schoolcat_evaluate_arrow_stream(columnar->column_map->rules, &input, &options,
                                           columnar->problems, &columnar->stream) == SCHOOLCAT_OK;
}

cli_columnar_evaluator *columnar_open(const cli_column_map *column_map,
                                      const cli_answer_columns *answers,
                                      const schoolcat_evaluate_options *options)
{
    cli_columnar_evaluator *columnar = calloc(1, sizeof *columnar);
    size_t most = column_map->count + 1;
    if (columnar == NULL)
        return NULL;
    columnar->column_map = column_map;
    columnar->answers = answers->count;
    columnar->columns = calloc(most, sizeof *columnar->columns);
    columnar->arrays = calloc(most, sizeof *columnar->arrays);
    columnar->array_list = calloc(most, sizeof *columnar->array_list);
    columnar->schemas = calloc(most, sizeof *columnar->schemas);
    columnar->schema_list = calloc(most, sizeof *columnar->schema_list);
    columnar->buffers = calloc(most, sizeof *columnar->buffers);
    columnar->stood = calloc(answers->count + 1, sizeof *columnar->stood);
    bool possible = requests_possible(answers);
    bool made = columnar->columns != NULL && columnar->arrays != NULL &&
                columnar->array_list != NULL && columnar->schemas != NULL &&
                columnar->schema_list != NULL && columnar->buffers != NULL &&
                columnar->stood != NULL &&
                schoolcat_problems_new(MAX_KEPT_PROBLEMS, &columnar->problems) == SCHOOLCAT_OK;
    for (size_t i = 0; i < column_map->count && made; i++)
        if (column_map->columns[i].has_indicator)
            columnar->columns[columnar->count++] = i;
    if (made)
        resolve_answer_columns(columnar, answers, possible);
    if (made && open_stream(columnar, options, possible) && resolve_index_widths(columnar))
        return columnar;
    columnar_free(columnar);
    return NULL;
}

void columnar_free(cli_columnar_evaluator *columnar)
{
    if (columnar == NULL)
        return;
    if (columnar->answer.release != NULL)
        columnar->answer.release(&columnar->answer);
    if (columnar->stream.release != NULL)
        columnar->stream.release(&columnar->stream);
    schoolcat_problems_free(columnar->problems);
    free(columnar->columns);
    free(columnar->arrays);
    free(columnar->array_list);
    free(columnar->schemas);
    free(columnar->schema_list);
    free(columnar->buffers);
    free(columnar->stood);
    free(columnar);
}

static void flag_misfits(const cli_columnar_evaluator *columnar, bool *unfit)
{
    size_t kept = schoolcat_problems_kept(columnar->problems);
    bool all = schoolcat_problems_total(columnar->problems) > kept;
    for (size_t row = 0; row < columnar->block->rows && all; row++)
        unfit[row] = true;
    for (size_t i = 0; i < kept && !all; i++) {
        schoolcat_problem problem = SCHOOLCAT_PROBLEM;
        if (schoolcat_problems_get(columnar->problems, i, &problem) == SCHOOLCAT_OK)
            unfit[problem.row - 1 - columnar->rows] = true;
    }
}

static void read_answer_arrays(cli_columnar_evaluator *columnar)
{
    for (size_t i = 0; i < columnar->answers; i++) {
        cli_answer_source *stood = &columnar->stood[i];
        if (stood->stand == ENCODED_KEPT)
            continue;
        const struct ArrowArray *array = columnar->answer.children[stood->child];
        stood->valid = array->buffers[0];
        stood->values = array->buffers[1];
        stood->items = array->n_children > 0 ? array->children[0] : NULL;
        stood->text = stood->stand == ENCODED_TEXT ? array->buffers[2] : NULL;
    }
}

schoolcat_status columnar_evaluate(cli_columnar_evaluator *columnar, const cli_block *block,
                                   bool *unfit)
{
    columnar->block = block;
    columnar->waits = true;
    schoolcat_problems_clear(columnar->problems);
    if (columnar->answer.release != NULL)
        columnar->answer.release(&columnar->answer);
    if (columnar->stream.get_next(&columnar->stream, &columnar->answer) != 0)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    flag_misfits(columnar, unfit);
    read_answer_arrays(columnar);
    columnar->rows += block->rows;
    return SCHOOLCAT_OK;
}

/* --- one row's answer --- */

static bool bit_at(const uint8_t *bits, size_t at)
{
    return bits == NULL || ((bits[at / 8] >> (at % 8)) & 1) != 0;
}

static size_t index_at(const void *indices, size_t width, size_t at)
{
    return width == 1 ? (size_t)((const int8_t *)indices)[at]
                      : (size_t)((const int16_t *)indices)[at];
}

static const cli_field none = {FIELD_NONE, "", 0, true};
static const cli_field list = {FIELD_LIST, NULL, 0, false};

/* 'No outcome' is null, and stands last. */
static cli_field list_at(const cli_answer_source *stood, size_t row, cli_answer_row *fields)
{
    const int32_t *offsets = stood->values;
    const uint8_t *valid = stood->items->buffers[0];
    size_t begin = fields->scratch.length;
    for (size_t at = (size_t)offsets[row]; at < (size_t)offsets[row + 1]; at++) {
        const cli_field *entry =
            &stood->entries[index_at(stood->items->buffers[1], stood->width, at)];
        bool there = bit_at(valid, at);
        add_item(fields, begin, there ? entry->text : "-", there ? entry->length : 1);
    }
    return list;
}

/* Outcomes come in the order of the rules: the next greater one is looked for until there is
 * none. */
static cli_field set_at(const cli_answer_source *stood, size_t row, cli_answer_row *fields)
{
    const int32_t *offsets = stood->values;
    size_t begin = fields->scratch.length, least = 0;
    for (;;) {
        size_t next = SIZE_MAX;
        for (size_t at = (size_t)offsets[row]; at < (size_t)offsets[row + 1]; at++) {
            size_t index = index_at(stood->items->buffers[1], stood->width, at);
            next = index >= least && index < next ? index : next;
        }
        if (next == SIZE_MAX)
            return list;
        add_item(fields, begin, stood->entries[next].text, stood->entries[next].length);
        least = next + 1;
    }
}

static cli_field text_at(const cli_answer_source *stood, size_t row, cli_answer_row *fields)
{
    const int32_t *offsets = stood->values;
    buffer_add(&fields->scratch, stood->text + offsets[row],
               (size_t)(offsets[row + 1] - offsets[row]));
    return (cli_field){FIELD_TEXT, NULL, 0, false};
}

static cli_field kept_at(const cli_columnar_evaluator *columnar, size_t row, size_t column)
{
    size_t length;
    const char *text = block_text(columnar->block, column, row, &length);
    return (cli_field){FIELD_TEXT, text, length, false};
}

bool columnar_field(const cli_columnar_evaluator *columnar, size_t answer, size_t row,
                    cli_answer_row *fields, cli_field *out)
{
    const cli_answer_source *stood = &columnar->stood[answer];
    bool there = stood->stand == ENCODED_KEPT || bit_at(stood->valid, row);
    *out = none;
    switch (stood->stand) {
    case ENCODED_KEPT:
        *out = kept_at(columnar, row, stood->child);
        return true;
    case ENCODED_LIST:
        *out = list_at(stood, row, fields);
        return true;
    case ENCODED_SET:
        *out = set_at(stood, row, fields);
        return true;
    case ENCODED_EMPTY:
        *out = list;
        return true;
    case ENCODED_NEEDS:
        *out = list;
        return !bit_at(stood->values, row);
    case ENCODED_CONFLICT:
        *out = list;
        return there;
    case ENCODED_INDEX:
        if (there)
            *out = stood->entries[index_at(stood->values, stood->width, row)];
        return true;
    case ENCODED_BIT:
        if (there)
            *out = truth_field(bit_at(stood->values, row));
        return true;
    case ENCODED_NUMBER:
        if (there)
            *out = number_field(((const double *)stood->values)[row], fields);
        return true;
    case ENCODED_INTEGER:
        if (there)
            *out = number_field((double)((const int64_t *)stood->values)[row], fields);
        return true;
    case ENCODED_TEXT:
        if (there)
            *out = text_at(stood, row, fields);
        return true;
    }
    return true;
}

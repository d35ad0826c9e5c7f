/* Evaluates blocks through the Arrow interface and reads the fields of the answer. */
#include "columnar_evaluator.h"

#include "byte_buffer.h"

#include <stdlib.h>
#include <string.h>

#define MAX_KEPT_PROBLEMS 256 /* every row of a block with more is looked at again */

/* How the answers of a column are encoded in the arrays of a block. */
typedef enum cli_answer_encoding {
    ENCODED_KEPT,  /* in the data */
    ENCODED_INDEX, /* an index of `entries`, or null */
    ENCODED_LIST,  /* a list of them, in order */
    ENCODED_SET,   /* a list of them, to be sorted */
    ENCODED_ASSUMPTIONS,
    ENCODED_BIT,
    ENCODED_NUMBER,
    ENCODED_INTEGER,
    ENCODED_DATE,
    ENCODED_TEXT
} cli_answer_encoding;

typedef struct cli_answer_source {
    cli_answer_encoding encoding;
    size_t child;       /* of the answer's struct; kept: the data's column */
    cli_field *entries; /* of the dictionary, copied from the first batch */
    char *entry_texts;
    /* of the current block: */
    const uint8_t *valid; /* bits; NULL: every one */
    const void *values;   /* of a list: its offsets */
    const struct ArrowArray *items;
    const uint8_t *item_truths; /* of assumptions: bits */
    const char *text;
    size_t width; /* bytes of an index */
} cli_answer_source;

struct cli_columnar_evaluator {
    cli_batch_input input;
    schoolcat_problems *problems;
    struct ArrowArrayStream stream; /* of answers */
    struct ArrowArray answer;
    uint64_t rows;              /* before the current block */
    cli_answer_source *sources; /* of each answer; the notes come last */
    size_t answers;
};

/* --- open --- */

static bool requests(const cli_answer_columns *answers, cli_answer_column_kind kind)
{
    for (size_t i = 0; i < answers->count; i++)
        if (answers->list[i].kind == kind)
            return true;
    return false;
}

/* The columns of the answer that are requested of each decision, in the order in which
 * schoolcat_evaluate_arrow gives them. */
typedef struct cli_answer_layout {
    size_t position[ANSWER_OUTPUT]; /* by kind */
    size_t count;
} cli_answer_layout;

static cli_answer_layout layout_of(const schoolcat_arrow_options *options)
{
    const struct {
        cli_answer_column_kind kind;
        bool given;
    } columns[] = {{ANSWER_OUTCOME, true},
                   {ANSWER_RULE, true},
                   {ANSWER_PROVISIONAL, !options->leave_out_possible},
                   {ANSWER_POSSIBLE, !options->leave_out_possible},
                   {ANSWER_NEEDS, options->include_needs},
                   {ANSWER_ASSUMED, options->include_assumed},
                   {ANSWER_CONFLICT, options->include_conflict}};
    cli_answer_layout layout = {.count = 0};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        if (columns[i].given)
            layout.position[columns[i].kind] = layout.count++;
    return layout;
}

static cli_answer_encoding encoding_of_decision(const cli_answer_columns *answers,
                                                const cli_answer_column *answer)
{
    bool every = schoolcat_decision_choose(answers->rules, answer->index) == SCHOOLCAT_CHOOSE_EVERY;
    switch (answer->kind) {
    case ANSWER_OUTCOME:
        return every ? ENCODED_SET : ENCODED_INDEX;
    case ANSWER_RULE:
        return every ? ENCODED_LIST : ENCODED_INDEX;
    case ANSWER_PROVISIONAL:
        return ENCODED_BIT;
    case ANSWER_POSSIBLE:
        return every ? ENCODED_SET : ENCODED_LIST;
    case ANSWER_ASSUMED:
        return ENCODED_ASSUMPTIONS;
    default:
        return ENCODED_LIST;
    }
}

static cli_answer_encoding encoding_of_output(const cli_answer_columns *answers, size_t output)
{
    schoolcat_type_information information = SCHOOLCAT_TYPE_INFORMATION;
    (void)schoolcat_ruleset_type(answers->rules, SCHOOLCAT_PART_OUTPUT, output, &information);
    switch (information.type) {
    case SCHOOLCAT_NUMBER:
        return ENCODED_NUMBER;
    case SCHOOLCAT_INTEGER:
        return ENCODED_INTEGER;
    case SCHOOLCAT_BOOLEAN:
        return ENCODED_BIT;
    case SCHOOLCAT_SYMBOL:
        return ENCODED_INDEX;
    case SCHOOLCAT_DATE:
        return ENCODED_DATE;
    default:
        return ENCODED_TEXT;
    }
}

static void find_sources(cli_columnar_evaluator *columnar, const cli_answer_columns *answers,
                         const schoolcat_arrow_options *options)
{
    cli_answer_layout layout = layout_of(options);
    size_t outputs = schoolcat_ruleset_count(answers->rules, SCHOOLCAT_PART_OUTPUT),
           first_output =
               schoolcat_ruleset_count(answers->rules, SCHOOLCAT_PART_DECISION) * layout.count;
    for (size_t i = 0; i < answers->count; i++) {
        const cli_answer_column *answer = &answers->list[i];
        cli_answer_source *source = &columnar->sources[i];
        if (answer->kind == ANSWER_KEPT)
            *source = (cli_answer_source){.encoding = ENCODED_KEPT, .child = answer->index};
        else if (answer->kind == ANSWER_OUTPUT)
            *source = (cli_answer_source){.encoding = encoding_of_output(answers, answer->index),
                                          .child = first_output + answer->index};
        else
            *source = (cli_answer_source){.encoding = encoding_of_decision(answers, answer),
                                          .child = answer->index * layout.count +
                                                   layout.position[answer->kind]};
    }
    columnar->sources[answers->count] =
        (cli_answer_source){.encoding = ENCODED_LIST, .child = first_output + outputs};
}

static bool open_stream(cli_columnar_evaluator *columnar, const cli_answer_columns *answers,
                        const schoolcat_evaluate_options *today)
{
    struct ArrowArrayStream input = batch_input_stream(&columnar->input);
    schoolcat_arrow_options options = SCHOOLCAT_ARROW_OPTIONS;
    options.has_today = today->has_today;
    options.today = today->today;
    options.read_invalid_as_missing = true;
    options.leave_out_possible =
        !requests(answers, ANSWER_PROVISIONAL) && !requests(answers, ANSWER_POSSIBLE);
    options.include_needs = requests(answers, ANSWER_NEEDS);
    options.include_assumed = requests(answers, ANSWER_ASSUMED);
    options.include_conflict = requests(answers, ANSWER_CONFLICT);
    options.include_notes = true;
    find_sources(columnar, answers, &options);
    return schoolcat_evaluate_arrow_stream(columnar->input.column_map->rules, &input, &options,
                                           columnar->problems, &columnar->stream) == SCHOOLCAT_OK;
}

cli_columnar_evaluator *columnar_open(const cli_column_map *column_map,
                                      const cli_answer_columns *answers,
                                      const schoolcat_evaluate_options *options, size_t max_rows)
{
    cli_columnar_evaluator *columnar = calloc(1, sizeof *columnar);
    if (columnar == NULL)
        return NULL;
    columnar->answers = answers->count;
    columnar->sources = calloc(answers->count + 1, sizeof *columnar->sources);
    if (columnar->sources != NULL && batch_input_open(&columnar->input, column_map, max_rows) &&
        schoolcat_problems_new(MAX_KEPT_PROBLEMS, &columnar->problems) == SCHOOLCAT_OK &&
        open_stream(columnar, answers, options))
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
    for (size_t i = 0; columnar->sources != NULL && i <= columnar->answers; i++) {
        free(columnar->sources[i].entries);
        free(columnar->sources[i].entry_texts);
    }
    schoolcat_problems_free(columnar->problems);
    batch_input_free(&columnar->input);
    free(columnar->sources);
    free(columnar);
}

bool columnar_is_outdated(const cli_columnar_evaluator *columnar)
{
    return columnar->input.known_columns != columnar->input.column_map->count;
}

/* --- evaluation --- */

static void flag_problems(const cli_columnar_evaluator *columnar, bool *unfit)
{
    size_t kept = schoolcat_problems_kept(columnar->problems);
    bool all = schoolcat_problems_total(columnar->problems) > kept;
    for (size_t row = 0; row < columnar->input.block->rows && all; row++)
        unfit[row] = true;
    for (size_t i = 0; i < kept && !all; i++) {
        schoolcat_problem problem = SCHOOLCAT_PROBLEM;
        if (schoolcat_problems_get(columnar->problems, i, &problem) == SCHOOLCAT_OK)
            unfit[problem.row - 1 - columnar->rows] = true;
    }
}

/* The entries of a dictionary are the same in every batch. */
static bool copy_entries(cli_answer_source *source, const struct ArrowArray *dictionary)
{
    if (source->entries != NULL)
        return true;
    size_t count = (size_t)dictionary->length;
    const int32_t *offsets = dictionary->buffers[1];
    source->entries = calloc(count + 1, sizeof *source->entries);
    source->entry_texts = copy_text(dictionary->buffers[2], (size_t)offsets[count]);
    if (source->entries == NULL || source->entry_texts == NULL)
        return false;
    for (size_t i = 0; i < count; i++) {
        const char *text = source->entry_texts + offsets[i];
        size_t length = (size_t)(offsets[i + 1] - offsets[i]);
        source->entries[i] = (cli_field){FIELD_TEXT, text, length, writes_plainly(text, length)};
    }
    return true;
}

/* Indices are as wide as the dictionary is long: see sc_arrow_index_size. */
static size_t index_width(const struct ArrowArray *dictionary)
{
    return dictionary->length <= INT8_MAX ? 1 : dictionary->length <= INT16_MAX ? 2 : 4;
}

static bool read_source(cli_answer_source *source, const struct ArrowArray *array)
{
    source->valid = array->buffers[0];
    source->values = array->buffers[1];
    source->items = array->n_children > 0 ? array->children[0] : NULL;
    source->text = source->encoding == ENCODED_TEXT ? array->buffers[2] : NULL;
    if (source->encoding == ENCODED_ASSUMPTIONS) {
        source->item_truths = source->items->children[1]->buffers[1];
        source->items = source->items->children[0];
    }
    const struct ArrowArray *indices = source->items != NULL ? source->items : array;
    if (indices->dictionary == NULL)
        return true;
    source->width = index_width(indices->dictionary);
    return copy_entries(source, indices->dictionary);
}

schoolcat_status columnar_evaluate(cli_columnar_evaluator *columnar, const cli_block *block,
                                   bool *unfit)
{
    batch_input_set(&columnar->input, block, unfit);
    schoolcat_problems_clear(columnar->problems);
    if (columnar->answer.release != NULL)
        columnar->answer.release(&columnar->answer);
    if (columnar->stream.get_next(&columnar->stream, &columnar->answer) != 0)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    flag_problems(columnar, unfit);
    for (size_t i = 0; i <= columnar->answers; i++) {
        cli_answer_source *source = &columnar->sources[i];
        if (source->encoding != ENCODED_KEPT &&
            !read_source(source, columnar->answer.children[source->child]))
            return SCHOOLCAT_ERROR_NO_MEMORY;
    }
    columnar->rows += block->rows;
    return SCHOOLCAT_OK;
}

/* --- the answers to one row --- */

static bool bit_at(const uint8_t *bits, size_t at)
{
    return bits == NULL || ((bits[at / 8] >> (at % 8)) & 1) != 0;
}

static size_t index_at(const void *indices, size_t width, size_t at)
{
    switch (width) {
    case 1:
        return (size_t)((const int8_t *)indices)[at];
    case 2:
        return (size_t)((const int16_t *)indices)[at];
    default:
        return (size_t)((const int32_t *)indices)[at];
    }
}

static void set_field(cli_field *out, cli_field_kind kind, const char *text, size_t length,
                      bool plain)
{
    out->kind = kind;
    out->text = text;
    out->length = length;
    out->plain = plain;
}

static void set_none(cli_field *out)
{
    set_field(out, FIELD_NONE, "", 0, true);
}

static const cli_field no_outcome = {FIELD_TEXT, "-", 1, true};

/* 'No outcome' is null, and comes last. */
static inline const cli_field *item_at(const cli_answer_source *source, size_t at)
{
    return bit_at(source->items->buffers[0], at)
               ? &source->entries[index_at(source->items->buffers[1], source->width, at)]
               : &no_outcome;
}

/* A list of no or one item needs no copy. */
static void list_at(const cli_answer_source *source, size_t row, cli_answer_row *fields,
                    cli_field *out)
{
    const int32_t *offsets = source->values;
    size_t first = (size_t)offsets[row], end = (size_t)offsets[row + 1];
    size_t begin = fields->scratch.length;
    bool plain = true;
    if (end <= first + 1) {
        static const cli_field empty = {FIELD_LIST, "", 0, true};
        *out = end == first ? empty : *item_at(source, first);
        out->kind = FIELD_LIST;
        return;
    }
    for (size_t at = first; at < end; at++) {
        const cli_field *entry = item_at(source, at);
        add_item(fields, begin, entry->text, entry->length);
        plain = plain && entry->plain;
    }
    set_field(out, FIELD_LIST, NULL, 0, plain);
}

/* Outcomes come in the order of the rules: each time the next greater index is searched for. */
static void set_at(const cli_answer_source *source, size_t row, cli_answer_row *fields,
                   cli_field *out)
{
    const int32_t *offsets = source->values;
    size_t begin = fields->scratch.length, min = 0;
    for (bool plain = true;;) {
        size_t next = SIZE_MAX;
        for (size_t at = (size_t)offsets[row]; at < (size_t)offsets[row + 1]; at++) {
            size_t index = index_at(source->items->buffers[1], source->width, at);
            next = index >= min && index < next ? index : next;
        }
        if (next == SIZE_MAX) {
            set_field(out, FIELD_LIST, NULL, 0, plain);
            return;
        }
        add_item(fields, begin, source->entries[next].text, source->entries[next].length);
        plain = plain && source->entries[next].plain;
        min = next + 1;
    }
}

static void assumptions_at(const cli_answer_source *source, size_t row, cli_answer_row *fields,
                           cli_field *out)
{
    const int32_t *offsets = source->values;
    size_t begin = fields->scratch.length;
    bool plain = true;
    for (size_t at = (size_t)offsets[row]; at < (size_t)offsets[row + 1]; at++) {
        const cli_field *entry =
            &source->entries[index_at(source->items->buffers[1], source->width, at)];
        add_item(fields, begin, entry->text, entry->length);
        buffer_string(&fields->scratch, bit_at(source->item_truths, at) ? "=true" : "=false");
        plain = plain && entry->plain;
    }
    set_field(out, FIELD_LIST, NULL, 0, plain);
}

static void text_at(const cli_answer_source *source, size_t row, cli_answer_row *fields,
                    cli_field *out)
{
    const int32_t *offsets = source->values;
    buffer_add(&fields->scratch, source->text + offsets[row],
               (size_t)(offsets[row + 1] - offsets[row]));
    set_field(out, FIELD_TEXT, NULL, 0, false);
}

static void kept_at(const cli_columnar_evaluator *columnar, size_t row, size_t column,
                    cli_field *out)
{
    set_none(out);
    if (column == NOT_MET || column >= columnar->input.block->column_count)
        return;
    cli_cell cell = block_cell(columnar->input.block, row, column);
    if (cell.kind != CELL_ABSENT && cell.kind != CELL_LACKING && cell.kind != CELL_NULL)
        set_field(out, cell.kind == CELL_TEXT ? FIELD_TEXT : FIELD_BARE, cell.text, cell.length,
                  false);
}

/* Fields are written where they stay, member by member: a struct that is returned is read back in
 * wider pieces than it was written in, which stalls the processor. */
void columnar_field(const cli_columnar_evaluator *columnar, size_t answer, size_t row,
                    cli_answer_row *fields, cli_field *out)
{
    const cli_answer_source *source = &columnar->sources[answer];
    if (source->encoding != ENCODED_KEPT && !bit_at(source->valid, row)) {
        set_none(out);
        return;
    }
    switch (source->encoding) {
    case ENCODED_KEPT:
        kept_at(columnar, row, source->child, out);
        break;
    case ENCODED_INDEX:
        *out = source->entries[index_at(source->values, source->width, row)];
        break;
    case ENCODED_LIST:
        list_at(source, row, fields, out);
        break;
    case ENCODED_SET:
        set_at(source, row, fields, out);
        break;
    case ENCODED_ASSUMPTIONS:
        assumptions_at(source, row, fields, out);
        break;
    case ENCODED_BIT:
        *out = truth_field(bit_at(source->values, row));
        break;
    case ENCODED_NUMBER:
        *out = number_field(((const double *)source->values)[row], fields);
        break;
    case ENCODED_INTEGER:
        *out = number_field((double)((const int64_t *)source->values)[row], fields);
        break;
    case ENCODED_DATE:
        *out = date_field(((const int32_t *)source->values)[row], fields);
        break;
    case ENCODED_TEXT:
        text_at(source, row, fields, out);
        break;
    }
}

size_t columnar_note_count(const cli_columnar_evaluator *columnar, size_t row)
{
    const int32_t *offsets = columnar->sources[columnar->answers].values;
    return (size_t)(offsets[row + 1] - offsets[row]);
}

const cli_field *columnar_note(const cli_columnar_evaluator *columnar, size_t row, size_t index)
{
    const cli_answer_source *source = &columnar->sources[columnar->answers];
    const int32_t *offsets = source->values;
    return &source->entries[index_at(source->items->buffers[1], source->width,
                                     (size_t)offsets[row] + index)];
}

/* Presents a block of input rows as an Arrow record batch. */
#include "batch_input.h"

#include "cli_utf8.h"

#include <stdlib.h>
#include <string.h>

/* The children of a union, whose type ids are their positions. */
enum { CHILD_TEXT, CHILD_NUMBER, CHILD_TRUTH, CHILD_NULL, CHILD_COUNT };

struct cli_batch_column {
    size_t index; /* of the data's column */
    const cli_column *column;
    uint8_t *validity; /* of texts: bits, set where `has_null` */
    bool has_null;
    int8_t *type_ids; /* of a union */
    uint8_t *truths;  /* bits */
    struct ArrowSchema schema, child_schemas[CHILD_COUNT], *schema_list[CHILD_COUNT];
    struct ArrowArray array, child_arrays[CHILD_COUNT], *array_list[CHILD_COUNT];
    const void *buffers[3], *child_buffers[CHILD_COUNT][3];
};

static void release_schema(struct ArrowSchema *schema)
{
    schema->release = NULL;
}

static void release_array(struct ArrowArray *array)
{
    array->release = NULL;
}

static bool is_union(const cli_batch_input *input)
{
    return input->column_map->data->format == DATA_NDJSON;
}

/* --- open and free --- */

static bool open_column(cli_batch_input *input, size_t index, size_t max_rows)
{
    cli_batch_column *column = &input->columns[input->count++];
    *column = (cli_batch_column){.index = index, .column = &input->column_map->columns[index]};
    column->validity = malloc(max_rows / 8 + 1);
    if (!is_union(input))
        return column->validity != NULL;
    column->type_ids = malloc(max_rows + 1);
    column->truths = malloc(max_rows / 8 + 1);
    return column->validity != NULL && column->type_ids != NULL && column->truths != NULL;
}

bool batch_input_open(cli_batch_input *input, const cli_column_map *column_map, size_t max_rows)
{
    *input = (cli_batch_input){.column_map = column_map, .known_columns = column_map->count};
    input->columns = calloc(column_map->count + 1, sizeof *input->columns);
    input->schemas = calloc(column_map->count + 1, sizeof *input->schemas);
    input->arrays = calloc(column_map->count + 1, sizeof *input->arrays);
    bool made = input->columns != NULL && input->schemas != NULL && input->arrays != NULL;
    for (size_t i = 0; made && i < column_map->count; i++)
        made = !column_map->columns[i].has_indicator || open_column(input, i, max_rows);
    return made;
}

void batch_input_free(cli_batch_input *input)
{
    for (size_t i = 0; i < input->count; i++) {
        free(input->columns[i].validity);
        free(input->columns[i].type_ids);
        free(input->columns[i].truths);
    }
    free(input->columns);
    free(input->schemas);
    free(input->arrays);
    *input = (cli_batch_input){0};
}

/* --- from a block --- */

static void set_bit(uint8_t *bits, size_t at, bool value)
{
    uint8_t bit = (uint8_t)(1u << (at % 8));
    bits[at / 8] = (uint8_t)(value ? bits[at / 8] | bit : bits[at / 8] & ~bit);
}

static void set_null(cli_batch_column *column, const cli_block *block, size_t row)
{
    if (!column->has_null)
        memset(column->validity, 0xFF, block->rows / 8 + 1);
    column->has_null = true;
    set_bit(column->validity, row, false);
}

/* A column of ASCII only, the usual case, is checked as a whole. */
static void check_texts(const cli_block *block, size_t index, cli_batch_column *column, bool *unfit)
{
    const cli_block_column *values = &block->columns[index];
    size_t all = (size_t)values->ends[block->rows];
    if (ascii_length(values->bytes, all) == all)
        return;
    for (size_t row = 0; row < block->rows; row++) {
        size_t length;
        const char *text = block_text(block, index, row, &length);
        if (utf8_valid(text, length))
            continue;
        unfit[row] = true;
        if (column != NULL)
            set_null(column, block, row);
    }
}

/* Values that a row of CSV lacks, and texts that are not UTF-8, are null. */
static void set_texts(cli_batch_column *column, const cli_block *block, bool any_unfit, bool *unfit)
{
    column->has_null = false;
    for (size_t row = 0; row < block->rows && any_unfit; row++)
        if (block->given[row] <= column->index)
            set_null(column, block, row);
    if (column->column->type == SCHOOLCAT_TEXT)
        check_texts(block, column->index, column, unfit);
}

static int8_t child_of(const cli_column *column, const cli_block_column *values, size_t row,
                       bool takes_absent)
{
    bool takes_numbers = column->type == SCHOOLCAT_NUMBER || column->type == SCHOOLCAT_INTEGER;
    double number = values->numbers[row];
    switch ((cli_cell_kind)values->kinds[row]) {
    case CELL_TEXT:
        return CHILD_TEXT;
    case CELL_INTEGER:
        return takes_numbers && number <= MAX_EXACT_INTEGER && number >= -MAX_EXACT_INTEGER
                   ? CHILD_NUMBER
                   : CHILD_TEXT;
    case CELL_NUMBER:
        return takes_numbers ? CHILD_NUMBER : CHILD_TEXT;
    case CELL_BOOLEAN:
        return CHILD_TRUTH;
    case CELL_ABSENT: /* --assume replaces an empty text as it does an absent key */
        return takes_absent ? CHILD_TEXT : CHILD_NULL;
    default:
        return CHILD_NULL;
    }
}

static bool is_assumed(const cli_batch_input *input, const cli_column *column)
{
    const cli_run *run = input->column_map->run;
    schoolcat_element element = SCHOOLCAT_ELEMENT;
    (void)schoolcat_ruleset_element(input->column_map->rules, SCHOOLCAT_PART_INDICATOR,
                                    column->indicator, &element);
    for (size_t i = 0; i < run->assumptions.count; i++)
        if (strcmp(run->assumptions.list[i].name, element.id) == 0)
            return true;
    return false;
}

static void set_union(const cli_batch_input *input, cli_batch_column *column, bool *unfit)
{
    const cli_block *block = input->block;
    const cli_block_column *values = &block->columns[column->index];
    bool takes_absent = is_assumed(input, column->column);
    for (size_t row = 0; row < block->rows; row++) {
        column->type_ids[row] = child_of(column->column, values, row, takes_absent);
        /* "true" has four letters */
        set_bit(column->truths, row, values->ends[row + 1] - values->ends[row] == 4);
        unfit[row] = unfit[row] || values->kinds[row] == CELL_NESTED;
    }
}

void batch_input_set(cli_batch_input *input, const cli_block *block, bool *unfit)
{
    const cli_column_map *column_map = input->column_map;
    input->block = block;
    input->waiting = true;
    bool any_unfit = false;
    for (size_t row = 0; row < block->rows; row++) {
        unfit[row] = block->given[row] != block->column_count;
        any_unfit = any_unfit || unfit[row];
    }
    for (size_t i = 0; i < input->count; i++)
        if (is_union(input))
            set_union(input, &input->columns[i], unfit);
        else
            set_texts(&input->columns[i], block, any_unfit, unfit);
    for (size_t i = 0; i < block->column_count; i++)
        if (column_map->columns[i].kept && !column_map->columns[i].has_indicator &&
            !is_union(input))
            check_texts(block, i, NULL, unfit);
}

/* --- the stream --- */

static void describe_column(const cli_batch_input *input, cli_batch_column *column)
{
    static const char *const formats[] = {"u", "g", "b", "n"};
    column->schema = (struct ArrowSchema){
        .format = "u", .name = column->column->name, .release = release_schema};
    if (!is_union(input))
        return;
    for (size_t i = 0; i < CHILD_COUNT; i++) {
        column->child_schemas[i] =
            (struct ArrowSchema){.format = formats[i], .name = "", .release = release_schema};
        column->schema_list[i] = &column->child_schemas[i];
    }
    column->schema.format = "+us:0,1,2,3";
    column->schema.n_children = CHILD_COUNT;
    column->schema.children = column->schema_list;
}

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    cli_batch_input *input = stream->private_data;
    for (size_t i = 0; i < input->count; i++) {
        describe_column(input, &input->columns[i]);
        input->schemas[i] = &input->columns[i].schema;
    }
    *out = (struct ArrowSchema){.format = "+s",
                                .name = "",
                                .n_children = (int64_t)input->count,
                                .children = input->schemas,
                                .release = release_schema};
    return 0;
}

static void fill_texts(const cli_batch_input *input, const cli_batch_column *column,
                       const uint8_t *validity, struct ArrowArray *array, const void **buffers)
{
    const cli_block_column *values = &input->block->columns[column->index];
    buffers[0] = validity;
    buffers[1] = values->ends;
    buffers[2] = values->bytes;
    *array = (struct ArrowArray){.length = (int64_t)input->block->rows,
                                 .null_count = validity == NULL ? 0 : -1,
                                 .n_buffers = 3,
                                 .buffers = buffers,
                                 .release = release_array};
}

static void fill_union(const cli_batch_input *input, cli_batch_column *column)
{
    int64_t rows = (int64_t)input->block->rows;
    fill_texts(input, column, NULL, &column->child_arrays[CHILD_TEXT],
               column->child_buffers[CHILD_TEXT]);
    const void *const values[] = {[CHILD_NUMBER] = input->block->columns[column->index].numbers,
                                  [CHILD_TRUTH] = column->truths,
                                  [CHILD_NULL] = NULL};
    for (size_t i = CHILD_NUMBER; i < CHILD_COUNT; i++) {
        column->child_buffers[i][0] = NULL;
        column->child_buffers[i][1] = values[i];
        column->child_arrays[i] = (struct ArrowArray){.length = rows,
                                                      .null_count = i == CHILD_NULL ? rows : 0,
                                                      .n_buffers = i == CHILD_NULL ? 0 : 2,
                                                      .buffers = column->child_buffers[i],
                                                      .release = release_array};
    }
    for (size_t i = 0; i < CHILD_COUNT; i++)
        column->array_list[i] = &column->child_arrays[i];
    column->buffers[0] = column->type_ids;
    column->array = (struct ArrowArray){.length = rows,
                                        .n_buffers = 1,
                                        .n_children = CHILD_COUNT,
                                        .buffers = column->buffers,
                                        .children = column->array_list,
                                        .release = release_array};
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    cli_batch_input *input = stream->private_data;
    *out = (struct ArrowArray){0};
    if (!input->waiting)
        return 0;
    input->waiting = false;
    for (size_t i = 0; i < input->count; i++) {
        cli_batch_column *column = &input->columns[i];
        if (is_union(input))
            fill_union(input, column);
        else
            fill_texts(input, column, column->has_null ? column->validity : NULL, &column->array,
                       column->buffers);
        input->arrays[i] = &column->array;
    }
    *out = (struct ArrowArray){.length = (int64_t)input->block->rows,
                               .n_buffers = 1,
                               .n_children = (int64_t)input->count,
                               .buffers = &input->no_validity,
                               .children = input->arrays,
                               .release = release_array};
    return 0;
}

static const char *get_last_error(struct ArrowArrayStream *stream)
{
    (void)stream;
    return NULL;
}

static void release_stream(struct ArrowArrayStream *stream)
{
    stream->release = NULL;
}

struct ArrowArrayStream batch_input_stream(cli_batch_input *input)
{
    return (struct ArrowArrayStream){get_schema, get_next, get_last_error, release_stream, input};
}

#include "block_evaluator.h"

#include "cli_utf8.h"

#include <stdlib.h>
#include <string.h>

/* Beyond this a text can bring a note: see schoolcat_ruleset_may_note. */
#define LONGEST_TEXT ((size_t)64 * 1024)

static bool open_block_evaluator(cli_block_evaluator *block_evaluator, const cli_plan *plan)
{
    bool made =
        record_builder_open(&block_evaluator->filling, plan->column_map) &&
        answer_row_open(&block_evaluator->fields, plan->answers) &&
        schoolcat_result_new(plan->column_map->rules, &block_evaluator->result) == SCHOOLCAT_OK;
    if (made && plan->columnar)
        block_evaluator->columnar = columnar_open(plan->column_map, plan->answers, plan->options);
    made = made && (!plan->columnar || block_evaluator->columnar != NULL);
    if (made)
        block_evaluator->plan = plan;
    else
        block_evaluator_free(block_evaluator);
    return made;
}

void block_evaluator_free(cli_block_evaluator *block_evaluator)
{
    record_builder_free(&block_evaluator->filling);
    answer_row_free(&block_evaluator->fields);
    schoolcat_result_free(block_evaluator->result);
    columnar_free(block_evaluator->columnar);
    free(block_evaluator->cells);
    free(block_evaluator->alone);
    *block_evaluator = (cli_block_evaluator){0};
}

static bool make_room(cli_block_evaluator *block_evaluator, const cli_block *block)
{
    if (block->column_count > block_evaluator->cell_capacity) {
        free(block_evaluator->cells);
        block_evaluator->cells = calloc(block->column_count, sizeof *block_evaluator->cells);
        block_evaluator->cell_capacity = block_evaluator->cells == NULL ? 0 : block->column_count;
    }
    if (block->rows > block_evaluator->alone_capacity) {
        free(block_evaluator->alone);
        block_evaluator->alone = calloc(block->rows, sizeof *block_evaluator->alone);
        block_evaluator->alone_capacity = block_evaluator->alone == NULL ? 0 : block->rows;
    }
    return block->column_count <= block_evaluator->cell_capacity &&
           block->rows <= block_evaluator->alone_capacity;
}

/* --- one row by itself --- */

static schoolcat_status evaluate_row(cli_block_evaluator *block_evaluator, const cli_row *row,
                                     bool *fits)
{
    schoolcat_status status = record_builder_fill(&block_evaluator->filling, row, fits);
    if (status != SCHOOLCAT_OK || (!*fits && !block_evaluator->plan->read_as_missing))
        return status;
    return schoolcat_evaluate(block_evaluator->result, block_evaluator->filling.record,
                              block_evaluator->plan->options);
}

static schoolcat_status write_fields(cli_block_evaluator *block_evaluator, cli_block_output *share)
{
    if (!answer_row_end(&block_evaluator->fields))
        return SCHOOLCAT_ERROR_NO_MEMORY;
    writer_row(block_evaluator->plan->writer, block_evaluator->fields.list, &share->out);
    share->has_rows = true;
    return share->out.failed ? SCHOOLCAT_ERROR_NO_MEMORY : SCHOOLCAT_OK;
}

/* A run that has failed goes on to count what does not fit, and decides nothing more. */
static bool has_failed(const cli_block_evaluator *block_evaluator, const cli_block_output *share)
{
    return !block_evaluator->plan->read_as_missing &&
           (share->rejects.total > 0 ||
            atomic_load_explicit(&block_evaluator->plan->has_failed, memory_order_relaxed));
}

static schoolcat_status evaluate_single_row(cli_block_evaluator *block_evaluator,
                                            const cli_block *block, size_t index,
                                            cli_block_output *share)
{
    const cli_plan *plan = block_evaluator->plan;
    cli_row row = block_row(block, index, block_evaluator->cells);
    bool fits;
    if (has_failed(block_evaluator, share))
        return record_builder_fill(&block_evaluator->filling, &row, &fits);
    schoolcat_status status = evaluate_row(block_evaluator, &row, &fits);
    if (status != SCHOOLCAT_OK || has_failed(block_evaluator, share))
        return status;
    status = tally_count(&share->tally, plan->closing, block_evaluator->result, row.number);
    if (status != SCHOOLCAT_OK)
        return status;
    answer_row_begin(&block_evaluator->fields);
    for (size_t i = 0; i < plan->answers->count; i++)
        answer_row_add(&block_evaluator->fields,
                       answer_field(plan->answers, &plan->answers->list[i], block_evaluator->result,
                                    &row, &block_evaluator->fields));
    return write_fields(block_evaluator, share);
}

/* --- the block as a whole --- */

/* Arrow promises UTF-8: what is none, and very long texts, are left to the record. */
static void find_exceptional_texts(cli_block_evaluator *block_evaluator, const cli_block *block,
                                   size_t column)
{
    const cli_block_column *of = &block->columns[column];
    size_t all = (size_t)of->ends[block->rows];
    bool ascii = ascii_length(of->bytes, all) == all, shorter = all <= LONGEST_TEXT;
    for (size_t row = 0; row < block->rows && !(ascii && shorter); row++) {
        size_t length;
        const char *text = block_text(block, column, row, &length);
        if (length > LONGEST_TEXT || (!ascii && !utf8_valid(text, length)))
            block_evaluator->alone[row] = true;
    }
}

static void find_exceptional_rows(cli_block_evaluator *block_evaluator, const cli_block *block)
{
    const cli_column_map *column_map = block_evaluator->plan->column_map;
    for (size_t row = 0; row < block->rows; row++)
        block_evaluator->alone[row] = block->given[row] != block->column_count;
    for (size_t i = 0; i < block->column_count; i++)
        if (column_map->columns[i].has_indicator ? column_map->columns[i].type == SCHOOLCAT_TEXT
                                                 : column_map->columns[i].kept)
            find_exceptional_texts(block_evaluator, block, i);
}

/* The library knows best what is blank; most cells show at once that they are not. */
static bool is_blank(cli_block_evaluator *block_evaluator, size_t indicator, const char *text,
                     size_t length)
{
    if (length == 0)
        return true;
    unsigned char first = (unsigned char)text[0];
    if (first > ' ' && first < 0x80)
        return false;
    schoolcat_record *record = block_evaluator->filling.record;
    return schoolcat_record_set_cell(record, indicator, text, length, NULL) == SCHOOLCAT_OK &&
           schoolcat_record_missing(record, indicator) == SCHOOLCAT_BLANK;
}

/* Blanks that were read by blank_means or --assume, as the result of a row would say. */
static void tally_blanks(cli_block_evaluator *block_evaluator, const cli_block *block,
                         cli_tally *tally, size_t watched)
{
    const cli_summary *closing = block_evaluator->plan->closing;
    size_t indicator = closing->watched[watched],
           column = block_evaluator->plan->column_map->columns_of[indicator];
    for (size_t row = 0; row < block->rows; row++) {
        size_t length = 0;
        const char *text = column == SIZE_MAX ? "" : block_text(block, column, row, &length);
        if (block_evaluator->alone[row] || !is_blank(block_evaluator, indicator, text, length))
            continue;
        if (closing->assumed[watched])
            tally->assumptions[watched]++;
        else
            tally->blanks[watched] += column != SIZE_MAX;
    }
}

static schoolcat_status write_columnar_row(cli_block_evaluator *block_evaluator,
                                           const cli_block *block, size_t index,
                                           cli_block_output *share)
{
    const cli_answer_columns *answers = block_evaluator->plan->answers;
    cli_answer_row *fields = &block_evaluator->fields;
    bool evaluated = false, fits;
    cli_row row = {0};
    answer_row_begin(fields);
    for (size_t i = 0; i < answers->count; i++) {
        cli_field field;
        if (!columnar_field(block_evaluator->columnar, i, index, fields, &field)) {
            if (!evaluated)
                row = block_row(block, index, block_evaluator->cells);
            schoolcat_status status =
                evaluated ? SCHOOLCAT_OK : evaluate_row(block_evaluator, &row, &fits);
            if (status != SCHOOLCAT_OK)
                return status;
            evaluated = true;
            field = answer_field(answers, &answers->list[i], block_evaluator->result, &row, fields);
        }
        answer_row_add(fields, field);
    }
    return write_fields(block_evaluator, share);
}

static schoolcat_status evaluate_rows(cli_block_evaluator *block_evaluator, const cli_block *block,
                                      cli_block_output *share)
{
    schoolcat_status status = SCHOOLCAT_OK;
    for (size_t row = 0; row < block->rows && status == SCHOOLCAT_OK; row++) {
        share->tally.rows++;
        if (block_evaluator->columnar == NULL || block_evaluator->alone[row])
            status = evaluate_single_row(block_evaluator, block, row, share);
        else if (!has_failed(block_evaluator, share))
            status = write_columnar_row(block_evaluator, block, row, share);
    }
    return status;
}

void evaluate_block(cli_block_evaluator *block_evaluator, const cli_plan *plan,
                    const cli_block *block, cli_block_output *share)
{
    bool made = block_output_begin(share, plan->closing, plan->records_rejects) &&
                (block_evaluator->plan != NULL || open_block_evaluator(block_evaluator, plan)) &&
                make_room(block_evaluator, block);
    share->status = made ? SCHOOLCAT_OK : SCHOOLCAT_ERROR_NO_MEMORY;
    if (!made)
        return;
    block_evaluator->filling.rejects = &share->rejects;
    if (block_evaluator->columnar != NULL) {
        find_exceptional_rows(block_evaluator, block);
        share->status = columnar_evaluate(block_evaluator->columnar, block, block_evaluator->alone);
        for (size_t i = 0; i < plan->closing->watched_count && share->status == SCHOOLCAT_OK; i++)
            tally_blanks(block_evaluator, block, &share->tally, i);
    }
    if (share->status == SCHOOLCAT_OK)
        share->status = evaluate_rows(block_evaluator, block, share);
    if (share->rejects.no_memory)
        share->status = SCHOOLCAT_ERROR_NO_MEMORY;
}

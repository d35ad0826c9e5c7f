/* Evaluates a block of rows and formats its output. */
#include "block_evaluator.h"

#include <stdlib.h>
#include <string.h>

static bool open_block_evaluator(cli_block_evaluator *block_evaluator, const cli_plan *plan)
{
    bool made = record_builder_open(&block_evaluator->builder, plan->column_map) &&
                answer_row_open(&block_evaluator->fields, plan->answers);
    if (made)
        block_evaluator->plan = plan;
    else
        block_evaluator_free(block_evaluator);
    return made;
}

void block_evaluator_free(cli_block_evaluator *block_evaluator)
{
    columnar_free(block_evaluator->columnar);
    record_builder_free(&block_evaluator->builder);
    answer_row_free(&block_evaluator->fields);
    free(block_evaluator->cells);
    free(block_evaluator->unfit);
    *block_evaluator = (cli_block_evaluator){0};
}

static bool reserve(cli_block_evaluator *block_evaluator, const cli_block *block)
{
    if (block->column_count > block_evaluator->cell_capacity) {
        free(block_evaluator->cells);
        block_evaluator->cells = calloc(block->column_count, sizeof *block_evaluator->cells);
        block_evaluator->cell_capacity = block_evaluator->cells == NULL ? 0 : block->column_count;
    }
    if (block->max_rows > block_evaluator->unfit_capacity) {
        free(block_evaluator->unfit);
        block_evaluator->unfit = calloc(block->max_rows, sizeof *block_evaluator->unfit);
        block_evaluator->unfit_capacity = block_evaluator->unfit == NULL ? 0 : block->max_rows;
    }
    return block->column_count <= block_evaluator->cell_capacity &&
           block->max_rows <= block_evaluator->unfit_capacity;
}

/* NDJSON may bring columns later, which the evaluator of the batches before does not know. */
static bool open_columnar(cli_block_evaluator *block_evaluator, const cli_block *block)
{
    const cli_plan *plan = block_evaluator->plan;
    if (block_evaluator->columnar != NULL && !columnar_is_outdated(block_evaluator->columnar))
        return true;
    columnar_free(block_evaluator->columnar);
    block_evaluator->columnar =
        columnar_open(plan->column_map, plan->answers, plan->options, block->max_rows);
    return block_evaluator->columnar != NULL;
}

/* --- counting --- */

/* Uses the library only for cells that may be blank. */
static bool is_blank_cell(cli_block_evaluator *block_evaluator, size_t indicator, const char *text,
                          size_t length)
{
    if (length == 0)
        return true;
    unsigned char first = (unsigned char)text[0];
    if (first > ' ' && first < 0x80)
        return false;
    schoolcat_record *record = block_evaluator->builder.record;
    return schoolcat_record_set_cell(record, indicator, text, length, NULL) == SCHOOLCAT_OK &&
           schoolcat_record_missing(record, indicator) == SCHOOLCAT_BLANK;
}

/* Whether the indicator is blank in a row, or absent from it while --assume applies. */
static bool is_replaced(cli_block_evaluator *block_evaluator, const cli_block *block, size_t row,
                        size_t indicator, bool assumed)
{
    size_t column = block_evaluator->plan->column_map->columns_of[indicator];
    if (column >= block->column_count)
        return assumed;
    cli_cell cell = block_cell(block, row, column);
    if (cell.kind == CELL_ABSENT)
        return assumed;
    return cell.kind == CELL_TEXT &&
           is_blank_cell(block_evaluator, indicator, cell.text, cell.length);
}

/* Counts the values replaced by blank_means or --assume. */
static void tally_blanks(cli_block_evaluator *block_evaluator, const cli_block *block,
                         cli_tally *tally, size_t watched)
{
    const cli_summary *summary = block_evaluator->plan->summary;
    bool assumed = summary->assumed[watched];
    uint64_t *count = assumed ? &tally->assumptions[watched] : &tally->blanks[watched];
    for (size_t row = 0; row < block->rows; row++)
        *count += is_replaced(block_evaluator, block, row, summary->watched[watched], assumed);
}

static schoolcat_status tally_notes(const cli_block_evaluator *block_evaluator,
                                    const cli_block *block, size_t row, cli_tally *tally)
{
    size_t count = columnar_note_count(block_evaluator->columnar, row);
    for (size_t i = 0; i < count; i++) {
        const cli_field *note = columnar_note(block_evaluator->columnar, row, i);
        if (!tally_note(tally, note->text, note->length, block->first_row + row))
            return SCHOOLCAT_ERROR_NO_MEMORY;
    }
    return SCHOOLCAT_OK;
}

/* --- rows --- */

/* A run that has failed goes on to count what does not fit, and writes nothing more. */
static bool has_failed(const cli_block_evaluator *block_evaluator, const cli_block_output *output)
{
    return !block_evaluator->plan->read_as_missing &&
           (output->rejects.total > 0 ||
            atomic_load_explicit(&block_evaluator->plan->has_failed, memory_order_relaxed));
}

/* Reads the row as a record, value by value, which names each that does not fit. */
static schoolcat_status describe_rejects(cli_block_evaluator *block_evaluator,
                                         const cli_block *block, size_t index)
{
    cli_row row = block_row(block, index, block_evaluator->cells);
    bool fits;
    return record_builder_fill(&block_evaluator->builder, &row, &fits);
}

static schoolcat_status write_row(cli_block_evaluator *block_evaluator, size_t row,
                                  cli_block_output *output)
{
    const cli_plan *plan = block_evaluator->plan;
    cli_answer_row *fields = &block_evaluator->fields;
    answer_row_begin(fields);
    for (size_t i = 0; i < plan->answers->count; i++) {
        columnar_field(block_evaluator->columnar, i, row, fields, &fields->list[i]);
        answer_row_add(fields);
    }
    if (!answer_row_end(fields))
        return SCHOOLCAT_ERROR_NO_MEMORY;
    writer_row(plan->writer, fields->list, &output->out);
    output->has_rows = true;
    return output->out.failed ? SCHOOLCAT_ERROR_NO_MEMORY : SCHOOLCAT_OK;
}

static schoolcat_status take_rows(cli_block_evaluator *block_evaluator, const cli_block *block,
                                  cli_block_output *output)
{
    schoolcat_status status = SCHOOLCAT_OK;
    for (size_t row = 0; row < block->rows && status == SCHOOLCAT_OK; row++) {
        output->tally.rows++;
        if (block_evaluator->unfit[row])
            status = describe_rejects(block_evaluator, block, row);
        if (status != SCHOOLCAT_OK || has_failed(block_evaluator, output))
            continue;
        status = tally_notes(block_evaluator, block, row, &output->tally);
        if (status == SCHOOLCAT_OK)
            status = write_row(block_evaluator, row, output);
    }
    return status;
}

void evaluate_block(cli_block_evaluator *block_evaluator, const cli_plan *plan,
                    const cli_block *block, cli_block_output *output)
{
    bool made = block_output_begin(output, plan->summary, plan->records_rejects) &&
                (block_evaluator->plan != NULL || open_block_evaluator(block_evaluator, plan)) &&
                reserve(block_evaluator, block) && open_columnar(block_evaluator, block);
    output->status = made ? SCHOOLCAT_OK : SCHOOLCAT_ERROR_NO_MEMORY;
    if (!made)
        return;
    block_evaluator->builder.rejects = &output->rejects;
    output->status = columnar_evaluate(block_evaluator->columnar, block, block_evaluator->unfit);
    for (size_t i = 0; i < plan->summary->watched_count && output->status == SCHOOLCAT_OK; i++)
        tally_blanks(block_evaluator, block, &output->tally, i);
    if (output->status == SCHOOLCAT_OK)
        output->status = take_rows(block_evaluator, block, output);
    if (output->rejects.no_memory)
        output->status = SCHOOLCAT_ERROR_NO_MEMORY;
}

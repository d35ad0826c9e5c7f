#include "block_evaluator.h"

#include "cli_utf8.h"

#include <stdlib.h>
#include <string.h>

/* Beyond this a text can bring a note: see schoolcat_ruleset_may_note. */
#define LONGEST_TEXT ((size_t)64 * 1024)

static bool open_decider(cli_decider *decider, const cli_plan *plan)
{
    bool made = filling_open(&decider->filling, plan->intake) &&
                fields_open(&decider->fields, plan->answers) &&
                schoolcat_result_new(plan->intake->rules, &decider->result) == SCHOOLCAT_OK;
    if (made && plan->columnar)
        decider->columnar = columnar_open(plan->intake, plan->answers, plan->options);
    made = made && (!plan->columnar || decider->columnar != NULL);
    if (made)
        decider->plan = plan;
    else
        decider_free(decider);
    return made;
}

void decider_free(cli_decider *decider)
{
    filling_free(&decider->filling);
    fields_free(&decider->fields);
    schoolcat_result_free(decider->result);
    columnar_free(decider->columnar);
    free(decider->cells);
    free(decider->alone);
    *decider = (cli_decider){0};
}

static bool make_room(cli_decider *decider, const cli_block *block)
{
    if (block->column_count > decider->cell_room) {
        free(decider->cells);
        decider->cells = calloc(block->column_count, sizeof *decider->cells);
        decider->cell_room = decider->cells == NULL ? 0 : block->column_count;
    }
    if (block->rows > decider->alone_room) {
        free(decider->alone);
        decider->alone = calloc(block->rows, sizeof *decider->alone);
        decider->alone_room = decider->alone == NULL ? 0 : block->rows;
    }
    return block->column_count <= decider->cell_room && block->rows <= decider->alone_room;
}

/* --- one row by itself --- */

static schoolcat_status evaluate_row(cli_decider *decider, const cli_row *row, bool *fits)
{
    schoolcat_status status = filling_row(&decider->filling, row, fits);
    if (status != SCHOOLCAT_OK || (!*fits && !decider->plan->read_as_missing))
        return status;
    return schoolcat_evaluate(decider->result, decider->filling.record, decider->plan->options);
}

static schoolcat_status write_fields(cli_decider *decider, cli_share *share)
{
    if (!fields_end(&decider->fields))
        return SCHOOLCAT_ERROR_NO_MEMORY;
    writer_row(decider->plan->writer, decider->fields.list, &share->out);
    share->has_rows = true;
    return share->out.failed ? SCHOOLCAT_ERROR_NO_MEMORY : SCHOOLCAT_OK;
}

/* A run that has failed goes on to count what does not fit, and decides nothing more. */
static bool has_failed(const cli_decider *decider, const cli_share *share)
{
    return !decider->plan->read_as_missing &&
           (share->rejects.total > 0 ||
            atomic_load_explicit(&decider->plan->has_failed, memory_order_relaxed));
}

static schoolcat_status decide_alone(cli_decider *decider, const cli_block *block, size_t index,
                                     cli_share *share)
{
    const cli_plan *plan = decider->plan;
    cli_row row = block_row(block, index, decider->cells);
    bool fits;
    if (has_failed(decider, share))
        return filling_row(&decider->filling, &row, &fits);
    schoolcat_status status = evaluate_row(decider, &row, &fits);
    if (status != SCHOOLCAT_OK || has_failed(decider, share))
        return status;
    status = tally_count(&share->tally, plan->closing, decider->result, row.number);
    if (status != SCHOOLCAT_OK)
        return status;
    fields_begin(&decider->fields);
    for (size_t i = 0; i < plan->answers->count; i++)
        fields_add(&decider->fields, answer_of(plan->answers, &plan->answers->list[i], decider->result, &row,
                                               &decider->fields));
    return write_fields(decider, share);
}

/* --- the block as a whole --- */

/* Arrow promises UTF-8: what is none, and very long texts, are left to the record. */
static void find_odd_texts(cli_decider *decider, const cli_block *block, size_t column)
{
    const cli_block_column *of = &block->columns[column];
    size_t all = (size_t)of->ends[block->rows];
    bool ascii = ascii_length(of->bytes, all) == all, shorter = all <= LONGEST_TEXT;
    for (size_t row = 0; row < block->rows && !(ascii && shorter); row++) {
        size_t length;
        const char *text = block_text(block, column, row, &length);
        if (length > LONGEST_TEXT || (!ascii && !utf8_valid(text, length)))
            decider->alone[row] = true;
    }
}

static void find_odd_rows(cli_decider *decider, const cli_block *block)
{
    const cli_intake *intake = decider->plan->intake;
    for (size_t row = 0; row < block->rows; row++)
        decider->alone[row] = block->given[row] != block->column_count;
    for (size_t i = 0; i < block->column_count; i++)
        if (intake->columns[i].has_indicator ? intake->columns[i].type == SCHOOLCAT_TEXT
                                             : intake->columns[i].kept)
            find_odd_texts(decider, block, i);
}

/* The library knows best what is blank; most cells show at once that they are not. */
static bool is_blank(cli_decider *decider, size_t indicator, const char *text, size_t length)
{
    if (length == 0)
        return true;
    unsigned char first = (unsigned char)text[0];
    if (first > ' ' && first < 0x80)
        return false;
    schoolcat_record *record = decider->filling.record;
    return schoolcat_record_set_cell(record, indicator, text, length, NULL) == SCHOOLCAT_OK &&
           schoolcat_record_missing(record, indicator) == SCHOOLCAT_BLANK;
}

/* Blanks that were read by blank_means or --assume, as the result of a row would say. */
static void tally_blanks(cli_decider *decider, const cli_block *block, cli_tally *tally, size_t watched)
{
    const cli_closing *closing = decider->plan->closing;
    size_t indicator = closing->watched[watched], column = decider->plan->intake->columns_of[indicator];
    for (size_t row = 0; row < block->rows; row++) {
        size_t length = 0;
        const char *text = column == SIZE_MAX ? "" : block_text(block, column, row, &length);
        if (decider->alone[row] || !is_blank(decider, indicator, text, length))
            continue;
        if (closing->assumed[watched])
            tally->assumptions[watched]++;
        else
            tally->blanks[watched] += column != SIZE_MAX;
    }
}

static schoolcat_status decide_together(cli_decider *decider, const cli_block *block, size_t index,
                                        cli_share *share)
{
    const cli_answers *answers = decider->plan->answers;
    cli_fields *fields = &decider->fields;
    bool evaluated = false, fits;
    cli_row row = {0};
    fields_begin(fields);
    for (size_t i = 0; i < answers->count; i++) {
        cli_field field;
        if (!columnar_answer(decider->columnar, i, index, fields, &field)) {
            if (!evaluated)
                row = block_row(block, index, decider->cells);
            schoolcat_status status = evaluated ? SCHOOLCAT_OK : evaluate_row(decider, &row, &fits);
            if (status != SCHOOLCAT_OK)
                return status;
            evaluated = true;
            field = answer_of(answers, &answers->list[i], decider->result, &row, fields);
        }
        fields_add(fields, field);
    }
    return write_fields(decider, share);
}

static schoolcat_status decide_rows(cli_decider *decider, const cli_block *block, cli_share *share)
{
    schoolcat_status status = SCHOOLCAT_OK;
    for (size_t row = 0; row < block->rows && status == SCHOOLCAT_OK; row++) {
        share->tally.rows++;
        if (decider->columnar == NULL || decider->alone[row])
            status = decide_alone(decider, block, row, share);
        else if (!has_failed(decider, share))
            status = decide_together(decider, block, row, share);
    }
    return status;
}

void decide_block(cli_decider *decider, const cli_plan *plan, const cli_block *block, cli_share *share)
{
    bool made = share_begin(share, plan->closing, plan->writes_down) &&
                (decider->plan != NULL || open_decider(decider, plan)) && make_room(decider, block);
    share->status = made ? SCHOOLCAT_OK : SCHOOLCAT_ERROR_NO_MEMORY;
    if (!made)
        return;
    decider->filling.rejects = &share->rejects;
    if (decider->columnar != NULL) {
        find_odd_rows(decider, block);
        share->status = columnar_decide(decider->columnar, block, decider->alone);
        for (size_t i = 0; i < plan->closing->watched_count && share->status == SCHOOLCAT_OK; i++)
            tally_blanks(decider, block, &share->tally, i);
    }
    if (share->status == SCHOOLCAT_OK)
        share->status = decide_rows(decider, block, share);
    if (share->rejects.no_memory)
        share->status = SCHOOLCAT_ERROR_NO_MEMORY;
}

/* The record contestants of the library: set values, evaluate, read outcomes. */
#include "ours_rules.h"

static bool known(const struct bench_columns *columns, size_t column, size_t row)
{
    return (columns->valid[column][row >> 3] >> (row & 7) & 1) != 0;
}

static schoolcat_status set(struct ours *ours, const struct bench_columns *columns, size_t column,
                            size_t row)
{
    size_t slot = ours->slot[column];
    const int32_t *offsets = columns->offsets[column];
    switch (bench_columns_form[column].kind) {
    case BENCH_GRADE:
    case BENCH_EXTENT:
        return schoolcat_record_set_item(ours->record, slot,
                                         ours->item[column][columns->codes[column][row]]);
    case BENCH_STAGE:
        return schoolcat_record_set_number(ours->record, slot, columns->codes[column][row], NULL);
    case BENCH_WHOLE:
    case BENCH_TENTHS:
        return schoolcat_record_set_number(ours->record, slot, columns->numbers[column][row], NULL);
    case BENCH_COUNT:
        return schoolcat_record_set_number(ours->record, slot, columns->counts[column][row], NULL);
    case BENCH_YES_NO:
        return schoolcat_record_set_boolean(
            ours->record, slot, (columns->bits[column][row >> 3] >> (row & 7) & 1) != 0);
    case BENCH_TEXT:
        return schoolcat_record_set_text(ours->record, slot, columns->text[column] + offsets[row],
                                         (size_t)(offsets[row + 1] - offsets[row]), NULL);
    }
    return SCHOOLCAT_ERROR_ARGUMENT;
}

static bool evaluate(struct ours *ours, const struct bench_columns *columns, size_t row)
{
    schoolcat_record_clear(ours->record);
    for (size_t column = 0; column < BENCH_COLUMNS; column++)
        if (ours->used[column] && known(columns, column, row) &&
            set(ours, columns, column, row) != SCHOOLCAT_OK)
            return false;
    return schoolcat_evaluate(ours->result, ours->record, NULL) == SCHOOLCAT_OK;
}

static bool answer(struct ours *ours, const struct bench_columns *columns, size_t row,
                   const struct bench_answers *answers)
{
    size_t category, support, stage;
    if (!evaluate(ours, columns, row) ||
        !schoolcat_result_outcome(ours->result, ours->answer[0], &category) ||
        !schoolcat_result_outcome(ours->result, ours->answer[1], &support) ||
        !schoolcat_result_outcome(ours->result, ours->answer[2], &stage))
        return false;
    answers->category[row] = (uint8_t)(category + 1);
    answers->support[row] = (uint8_t)support;
    answers->stage[row] = (uint8_t)stage;
    return true;
}

bool ours_record(struct ours *ours, const struct bench_columns *columns, size_t first, size_t end,
                 const struct bench_answers *answers)
{
    bool fine = ours->has_answers;
    for (size_t row = first; fine && row < end; row++)
        fine = answer(ours, columns, row, answers);
    return fine;
}

/* At most four outcomes each. */
static size_t possible_outcomes(const struct ours *ours, size_t decision)
{
    size_t count = schoolcat_result_none_possible(ours->result, decision);
    for (size_t outcome = 0; outcome < 4; outcome++)
        count += schoolcat_result_possible(ours->result, decision, outcome);
    return schoolcat_result_provisional(ours->result, decision) == (count > 1) ? count : 0;
}

bool ours_record_with_possible(struct ours *ours, const struct bench_columns *columns, size_t first,
                               size_t end, const struct bench_answers *answers, size_t *possible)
{
    bool fine = ours->has_answers;
    *possible = 0;
    for (size_t row = first; fine && row < end; row++) {
        fine = answer(ours, columns, row, answers);
        for (size_t i = 0; fine && i < 3; i++) {
            size_t count = possible_outcomes(ours, ours->answer[i]);
            fine = count > 0;
            *possible += count;
        }
    }
    return fine;
}

bool ours_record_with_needs(struct ours *ours, const struct bench_columns *columns, size_t first,
                            size_t end, const struct bench_answers *answers, size_t *needs)
{
    bool fine = ours->has_answers;
    *needs = 0;
    for (size_t row = first; fine && row < end; row++) {
        fine = answer(ours, columns, row, answers);
        for (size_t i = 0; fine && i < 3; i++) {
            const size_t *indicators;
            size_t count;
            fine = schoolcat_result_needs(ours->result, ours->answer[i], &indicators, &count) ==
                   SCHOOLCAT_OK;
            *needs += fine ? count : 0;
        }
    }
    return fine;
}

bool ours_record_digest(struct ours *ours, const struct bench_columns *columns, size_t first,
                        size_t end, uint64_t *digest)
{
    uint64_t sum = BENCH_DIGEST_START;
    for (size_t row = first; row < end; row++) {
        if (!evaluate(ours, columns, row))
            return false;
        for (size_t decision = 0; decision < ours->decisions; decision++) {
            size_t outcome;
            bool any = schoolcat_result_outcome(ours->result, decision, &outcome);
            sum = bench_digest_byte(sum, any ? (uint8_t)outcome : 0xff);
        }
    }
    *digest = sum;
    return true;
}

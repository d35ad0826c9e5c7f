/* Columns of needs, assumptions and notes: lists built from one row of a block after another. */
#include "arrow/arrow_build.h"

static bool add_needs(sc_arrow_builder *output, sc_arrow_output_column *column,
                      sc_block_results *block)
{
    const size_t *indicators;
    size_t count;
    if (!sc_block_results_provisional(block, column->decision_index))
        return true;
    if (schoolcat_result_needs(block->result, column->decision_index, &indicators, &count) !=
            SCHOOLCAT_OK ||
        !sc_arrow_builder_reserve(output, column, count, sc_arrow_index_size(column)))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!sc_arrow_builder_add_item(output, column, (uint32_t)indicators[i]))
            return false;
    return true;
}

static bool add_assumed(sc_arrow_builder *output, sc_arrow_output_column *column,
                        sc_block_results *block)
{
    size_t count;
    if (!sc_block_results_assumed(block, column->decision_index, &count) ||
        !sc_arrow_builder_reserve(output, column, count, sc_arrow_index_size(column)))
        return false;
    for (size_t i = 0; i < count; i++) {
        size_t at = column->item_count;
        sc_block_assumption assumption =
            sc_block_results_assumption(block, column->decision_index, i);
        if (!sc_arrow_builder_add_item(output, column, assumption.element))
            return false;
        uint8_t *byte = &((uint8_t *)column->item_truths)[at / 8];
        uint8_t bit = (uint8_t)(1u << (at % 8));
        *byte = (uint8_t)(assumption.value ? *byte | bit : *byte & ~bit);
    }
    return true;
}

static bool add_notes(sc_arrow_builder *output, sc_arrow_output_column *column,
                      sc_block_results *block)
{
    size_t count;
    if (!sc_block_results_notes(block, &count) ||
        !sc_arrow_builder_reserve(output, column, count, sc_arrow_index_size(column)))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!sc_arrow_builder_add_item(output, column, sc_block_results_note(block, i)))
            return false;
    return true;
}

static bool add_row(sc_arrow_builder *output, sc_block_results *block, size_t at)
{
    for (uint32_t i = 0; i < output->count; i++) {
        sc_arrow_output_column *column = &output->columns[i];
        bool added = true;
        switch (column->kind) {
        case SC_OUTPUT_NEEDS:
            added = add_needs(output, column, block);
            break;
        case SC_OUTPUT_ASSUMED:
            added = add_assumed(output, column, block);
            break;
        case SC_OUTPUT_NOTES:
            added = add_notes(output, column, block);
            break;
        default:
            continue;
        }
        if (!added)
            return false;
        ((int32_t *)column->values)[at + 1] = (int32_t)column->item_count;
    }
    return true;
}

bool sc_arrow_builder_append_rows(sc_arrow_builder *output, sc_block_results *block, size_t rows)
{
    for (size_t row = 0; row < rows; row++) {
        sc_block_results_select(block, row);
        if (!add_row(output, block, output->filled + row))
            return false;
    }
    return true;
}

#include "engine/row.h"

#include <math.h>

static schoolcat_missing put(sc_state *state, size_t row, const sc_input *input, double number, sc_text text)
{
    switch (input->class) {
    case SC_CLASS_TRUTH:
        SC_TRUTHS(state, input->reg)[row] = (uint8_t)number;
        break;
    case SC_CLASS_CODE:
        SC_CODES(state, input->reg)[row] = (uint16_t)number;
        break;
    case SC_CLASS_TEXT:
        SC_TEXTS(state, input->reg)[row] = text;
        break;
    default:
        SC_NUMBERS(state, input->reg)[row] = number;
    }
    return SCHOOLCAT_PRESENT;
}

static void put_missing(sc_state *state, size_t row, const sc_input *input)
{
    double number = input->class == SC_CLASS_TRUTH  ? 1
                    : input->class == SC_CLASS_CODE ? SC_NO_CODE
                                                    : (double)NAN;
    (void)put(state, row, input, number, SC_NO_TEXT);
}

static schoolcat_missing put_cell(sc_state *state, size_t row, const sc_input *input, const sc_cell *cell)
{
    double number = input->class == SC_CLASS_TRUTH  ? (cell->boolean ? 2 : 0)
                    : input->class == SC_CLASS_CODE ? cell->item
                                                    : cell->number;
    sc_text text = cell->text;
    if (input->class == SC_CLASS_TEXT && text.data == NULL)
        text = SC_TEXT(""); /* an empty text is not a missing one */
    return put(state, row, input, number, text);
}

/* The caller's assumption comes before blank_means, as the caller's settings come before the file's. */
schoolcat_missing sc_put_row(sc_state *state, size_t row, uint32_t indicator, const sc_cell *cell, bool *assumed)
{
    const sc_input *input = &state->program->inputs[indicator];
    schoolcat_missing missing = cell->missing;
    *assumed = input->has_assumed && (missing == SCHOOLCAT_ABSENT || missing == SCHOOLCAT_BLANK);
    if (*assumed)
        return put(state, row, input, input->assumed, input->assumed_text);
    if (input->has_blank && missing == SCHOOLCAT_BLANK)
        return put(state, row, input, input->blank, input->blank_text);
    if (missing == SCHOOLCAT_PRESENT)
        return put_cell(state, row, input, cell);
    put_missing(state, row, input);
    return missing;
}

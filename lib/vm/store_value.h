/* From a cell to the input registers of any row. */
#ifndef SC_VM_STORE_VALUE_H
#define SC_VM_STORE_VALUE_H

#include "vm/parse_value.h"
#include "vm/vm.h"

/* `slot` is the element of the input's register. What is not present: the caller's assumption,
 * blank_means or missing. */
schoolcat_missing sc_store_missing(void *slot, const sc_input *input, schoolcat_missing missing,
                                   bool *assumed);

static inline void sc_store_present(void *slot, const sc_input *input, const sc_parsed_value *cell)
{
    switch (input->class) {
    case SC_CLASS_TRUTH:
        *(uint8_t *)slot = (uint8_t)sc_truth_of(cell->boolean);
        break;
    case SC_CLASS_CODE:
        *(uint16_t *)slot = (uint16_t)cell->item;
        break;
    case SC_CLASS_TEXT: /* an empty text is not a missing one */
        *(sc_text *)slot = cell->text.data == NULL ? SC_TEXT("") : cell->text;
        break;
    default:
        *(double *)slot = cell->number;
    }
}

/* Puts one cell where the program reads it, blank_means and the caller's assumption applied.
 * Returns why it is missing after that, or PRESENT. */
static inline schoolcat_missing sc_store_value(void *slot, const sc_input *input,
                                               const sc_parsed_value *cell, bool *assumed)
{
    if (cell->missing != SCHOOLCAT_PRESENT)
        return sc_store_missing(slot, input, cell->missing, assumed);
    sc_store_present(slot, input, cell);
    *assumed = false;
    return SCHOOLCAT_PRESENT;
}

static inline schoolcat_missing sc_store_row_value(sc_vm *state, size_t row, uint32_t indicator,
                                                   const sc_parsed_value *cell, bool *assumed)
{
    const sc_input *input = &state->program->inputs[indicator];
    return sc_store_value((char *)state->registers[input->reg] +
                              row * sc_class_size(input->class, 0),
                          input, cell, assumed);
}

#endif

/* Stores parsed values in the input registers of a row. */
#ifndef SC_VM_STORE_VALUE_H
#define SC_VM_STORE_VALUE_H

#include "vm/parse_value.h"
#include "vm/vm.h"

/* Stores a value that is not present in `slot`, an element of the input's register: the caller's
 * assumption, the value of blank_means, or missing. Returns as sc_store_value does. */
schoolcat_missing sc_store_missing(void *slot, const sc_input *input, schoolcat_missing missing,
                                   bool *assumed);

static inline void sc_store_present(void *slot, const sc_input *input, const sc_parsed_value *value)
{
    switch (input->class) {
    case SC_CLASS_TRUTH:
        *(uint8_t *)slot = (uint8_t)sc_truth_of(value->boolean);
        break;
    case SC_CLASS_CODE:
        *(uint16_t *)slot = (uint16_t)value->item;
        break;
    case SC_CLASS_TEXT: /* a text without data would be missing; this one is empty */
        *(sc_text *)slot = value->text.data == NULL ? SC_TEXT("") : value->text;
        break;
    default:
        *(double *)slot = value->number;
    }
}

/* Stores a value after the caller's assumption and blank_means. Returns PRESENT, or why the value
 * is missing even so. */
static inline schoolcat_missing sc_store_value(void *slot, const sc_input *input,
                                               const sc_parsed_value *value, bool *assumed)
{
    if (value->missing != SCHOOLCAT_PRESENT)
        return sc_store_missing(slot, input, value->missing, assumed);
    sc_store_present(slot, input, value);
    *assumed = false;
    return SCHOOLCAT_PRESENT;
}

static inline schoolcat_missing sc_store_row_value(sc_vm *state, size_t row, uint32_t indicator,
                                                   const sc_parsed_value *value, bool *assumed)
{
    const sc_input *input = &state->program->inputs[indicator];
    return sc_store_value((char *)state->registers[input->reg] +
                              row * sc_class_size(input->class, 0),
                          input, value, assumed);
}

#endif

/* From a record's slots to the input registers of any row. */
#ifndef SC_ANSWER_ROW_H
#define SC_ANSWER_ROW_H

#include "answer/record.h"
#include "engine/state.h"

/* Puts one slot where the program reads it, blank_means and the caller's assumption applied. Returns why it is missing after that, or PRESENT. */
schoolcat_missing sc_put_row(sc_state *state, size_t row, uint32_t indicator, const sc_slot *slot, bool *assumed);

#endif

/* From a cell to the input registers of any row. */
#ifndef SC_ENGINE_ROW_H
#define SC_ENGINE_ROW_H

#include "engine/cell.h"
#include "engine/state.h"

/* Puts one cell where the program reads it, blank_means and the caller's assumption applied. Returns why it is missing after that, or PRESENT. */
schoolcat_missing sc_put_row(sc_state *state, size_t row, uint32_t indicator, const sc_cell *cell, bool *assumed);

#endif

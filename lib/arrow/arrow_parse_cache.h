/* Columns of texts that are no text indicators: what a short cell was read as is remembered, as most columns
 * hold few different ones. */
#ifndef SC_ARROW_ARROW_PARSE_CACHE_H
#define SC_ARROW_ARROW_PARSE_CACHE_H

#include "arrow/arrow_column.h"
#include "vm/parse_value.h"
#include "vm/vm.h"

#define SC_MEMO_BYTES 16  /* longer texts are read each time */
#define SC_MEMO_ROOM 1024 /* a power of two; of two texts with one place the later stays */

typedef struct sc_memo_entry {
    uint64_t first, last; /* the text's bytes, unique for its length */
    double value;         /* as the register takes it */
    uint32_t tag;         /* the length and 1; 0: empty */
} sc_memo_entry;

typedef struct sc_memo {
    sc_memo_entry at[SC_MEMO_ROOM];
} sc_memo;

/* One block of one column, to the register of its indicator. */
typedef struct sc_memo_filling {
    sc_memo *memo;
    const sc_arrow_column *column; /* of a text kind, without dictionary */
    const sc_reader *reader;       /* not of a text */
    uint32_t indicator;
    int64_t row;
    size_t count;
    const uint8_t *valid; /* 1 or 0 for each row */
    sc_cell null;
    void (*misfit)(void *context, int64_t row, sc_text value); /* the row is then missing */
    void *context;
} sc_memo_filling;

/* As reading cell by cell would. */
void sc_memo_fill(const sc_memo_filling *filling, sc_state *state);

#endif

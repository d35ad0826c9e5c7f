/* Caches parsed short texts of columns that feed indicators of other types than text: most such
 * columns have few distinct values. */
#ifndef SC_ARROW_ARROW_PARSE_CACHE_H
#define SC_ARROW_ARROW_PARSE_CACHE_H

#include "arrow/arrow_column.h"
#include "vm/parse_value.h"
#include "vm/vm.h"

#define SC_PARSE_CACHE_TEXT_BYTES 16 /* longer texts are read each time */
/* a power of two; of two texts with the same slot the later is kept */
#define SC_PARSE_CACHE_CAPACITY 1024

typedef struct sc_parse_cache_entry {
    uint64_t first, last; /* the text's bytes, unique for its length */
    double value;         /* as the register takes it */
    uint32_t tag;         /* the length and 1; 0: empty */
} sc_parse_cache_entry;

typedef struct sc_parse_cache {
    sc_parse_cache_entry at[SC_PARSE_CACHE_CAPACITY];
} sc_parse_cache;

/* One block of one column, to the register of its indicator. */
typedef struct sc_parse_cache_block {
    sc_parse_cache *parse_cache;
    const sc_arrow_column *column; /* of a text kind, without dictionary */
    const sc_value_parser *parser; /* not of a text */
    uint32_t indicator;
    int64_t row;
    size_t count;
    const uint8_t *valid; /* 1 or 0 for each row */
    sc_parsed_value null;
    void (*report_invalid)(void *context, int64_t row, sc_text value); /* the row is then missing */
    void *context;
} sc_parse_cache_block;

/* As reading cell by cell would. */
void sc_parse_cache_decode(const sc_parse_cache_block *block, sc_vm *state);

#endif

/* Bulk decoders of a block of a column. Each returns false for a block that it cannot decode, which
 * is then read value by value with the same result; that path reports values that do not fit. */
#ifndef SC_ARROW_ARROW_DECODE_H
#define SC_ARROW_ARROW_DECODE_H

#include "arrow/arrow_column.h"
#include "vm/parse_value.h"

typedef struct sc_arrow_block {
    const sc_arrow_column *column;
    const sc_value_parser *parser;
    int64_t row;
    size_t count;
    const uint8_t *valid; /* 1 or 0 for each row */
    bool all_valid;
    bool has_null; /* a null has a value: `null` */
    double null;
    bool blank_has_value; /* of texts: a blank one is more than missing */
    int32_t *codes;
    size_t longest_mark;
} sc_arrow_block;

bool sc_decode_numbers(const sc_arrow_block *block, double *to);
bool sc_decode_truths(const sc_arrow_block *block, uint8_t *to);
bool sc_decode_codes(const sc_arrow_block *block, uint16_t *to);
bool sc_decode_texts(const sc_arrow_block *block, sc_text *to);
/* `codes`: of each entry and one more; SC_NO_CODE where the entry is no plain item, and at the
 * end. */
bool sc_decode_dictionary(const sc_arrow_block *block, const uint16_t *codes, size_t entries,
                          uint16_t *to);

/* The shortest decimal that rounds to the float, as a double: 0.3f is 0.3. */
double sc_float_decimal(float number);

#endif

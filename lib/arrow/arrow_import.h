/* Decodes Arrow columns into the input registers, a block of rows at a time. */
#ifndef SC_ARROW_ARROW_IMPORT_H
#define SC_ARROW_ARROW_IMPORT_H

#include "arrow/arrow_column.h"
#include "vm/parse_value.h"
#include "vm/vm.h"

/* Decodes one column for one indicator. */
typedef struct sc_arrow_column_decoder {
    uint32_t indicator;
    int64_t child; /* of the struct */
    sc_text column_name;
    sc_arrow_type type;
    const sc_value_parser *parser;
    sc_arrow_column column, dictionary;
    sc_arrow_union *alternatives; /* of a sparse union */
    /* of a dictionary: each entry read once; those that do not fit are marked so */
    sc_parsed_value *entries;
    /* of number entries for a text: SC_NUMBER_CAPACITY bytes each, made when there is one */
    char *formatted;
    uint16_t *entry_codes; /* of a symbol's dictionary: see sc_decode_dictionary */
    size_t entry_count;
    struct sc_parse_cache *parse_cache; /* of a column of texts, for any indicator but a text */
    /* of a symbol fed by whole numbers: the item of -128 to 127, -1 where none, -2 not asked yet */
    int32_t codes[256];
} sc_arrow_column_decoder;

/* Called for each value that does not fit. */
typedef void (*sc_invalid_value_handler)(void *context, const sc_arrow_column_decoder *decoder,
                                         int64_t row, sc_text value);

typedef struct sc_arrow_import {
    sc_arrow_column_decoder *decoders;
    uint32_t count;
    schoolcat_allocator allocator;
    sc_matcher *matcher; /* for patterns of indicators */
    size_t longest_mark; /* bytes: a longer text is no mark */
    bool nulls_are_blank;
    sc_invalid_value_handler report_invalid;
    void *context;
    uint8_t *valid; /* capacity: one block */
} sc_arrow_import;

/* Binds the columns of one struct array. OK, ERROR_ARGUMENT (the array is not what its schema says)
 * or ERROR_NO_MEMORY. */
schoolcat_status sc_arrow_import_bind(sc_arrow_import *input, const struct ArrowArray *rows);
/* Fills rows 0 to count - 1 of the state from rows `row` on. What no column feeds is absent.
 * Values that do not fit are missing and reported. False: no memory. */
bool sc_arrow_import_decode(sc_arrow_import *input, sc_vm *state, int64_t row, size_t count);
/* Once for a state: the registers of indicators that no column feeds. */
void sc_arrow_import_absent(const sc_arrow_import *input, sc_vm *state);
void sc_arrow_import_release(sc_arrow_import *input); /* what bind made */

/* Whether a column of this type can feed the indicator at all. */
bool sc_arrow_type_fits(const sc_arrow_type *type, schoolcat_type indicator);

#endif

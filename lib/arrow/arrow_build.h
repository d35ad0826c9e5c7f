/* Builds Arrow arrays from the registers, block by block. */
#ifndef SC_ARROW_ARROW_BUILD_H
#define SC_ARROW_ARROW_BUILD_H

#include "evaluate/block_results.h"

typedef enum sc_arrow_output_kind {
    SC_OUTPUT_CODES,    /* a code register, as a dictionary */
    SC_OUTPUT_TRUTHS,   /* a truth register, as booleans */
    SC_OUTPUT_NUMBERS,  /* a number register, as float64 */
    SC_OUTPUT_INTEGERS, /* likewise, as int64 */
    SC_OUTPUT_DATES,    /* likewise, as date32 */
    SC_OUTPUT_TEXTS,    /* a text register */
    /* whether more than one bit is set, or (of `every`) a rule may hold that does not */
    SC_OUTPUT_PROVISIONAL,
    SC_OUTPUT_POSSIBLE, /* the bits that are set, as a list of a dictionary */
    SC_OUTPUT_HOLDING,  /* of `every`: the outcomes of rules that hold */
    SC_OUTPUT_HOLDING_RULES,
    SC_OUTPUT_MAY_HOLD, /* of `every`: the outcomes of rules that may hold */
    SC_OUTPUT_CONFLICT, /* of `unique`: the rules that hold, where they conflict */
    /* read row by row: sc_block_results */
    SC_OUTPUT_NEEDS,   /* indicators */
    SC_OUTPUT_ASSUMED, /* structs of an element and a truth */
    SC_OUTPUT_NOTES    /* sentences; of no decision */
} sc_arrow_output_kind;

static inline bool sc_arrow_output_is_list(sc_arrow_output_kind kind)
{
    return kind >= SC_OUTPUT_POSSIBLE;
}

/* One column to be given. Texts are borrowed until sc_arrow_export_schema and sc_arrow_export_array
 * have copied them. */
typedef struct sc_arrow_output_column {
    sc_arrow_output_kind kind;
    sc_text name;
    uint32_t reg;
    const sc_program_decision *decision; /* from PROVISIONAL on, but for NOTES */
    uint32_t decision_index;
    const sc_text *entries; /* of a dictionary */
    uint32_t entry_count;
    bool ordered;
    /* Made by sc_arrow_builder_new: */
    /* validity: NULL until a null is met. values: codes, bits, numbers, offsets */
    void *validity, *values;
    void *items; /* of lists and texts: what the offsets point into */
    size_t item_count, item_capacity;
    bool items_separate; /* they have outgrown the common memory */
    int64_t nulls;
    void *item_validity; /* of lists, likewise: 'no outcome' is null */
    void *item_truths;   /* of ASSUMED: the values, as bits */
    int64_t item_nulls;
} sc_arrow_output_column;

/* Bytes of an index into the dictionary of a column. */
static inline size_t sc_arrow_index_size(const sc_arrow_output_column *column)
{
    return column->entry_count <= INT8_MAX ? 1 : column->entry_count <= INT16_MAX ? 2 : 4;
}

typedef struct sc_arrow_builder {
    struct sc_arrow_ownership *owner; /* counted: every array that is given holds it */
    sc_arrow_output_column *columns;
    uint32_t count;
    size_t rows, filled;
    struct sc_small_sets *sets;
    bool too_long; /* more than 2^31 - 1 items in one list or text column */
} sc_arrow_builder;

/* `columns` stay the caller's. False: no memory. */
bool sc_arrow_builder_new(sc_arrow_builder *output, const schoolcat_allocator *allocator,
                          sc_arrow_output_column *columns, uint32_t count, size_t rows);
/* False: no memory, or too_long. */
bool sc_arrow_builder_append(sc_arrow_builder *output, const sc_vm *state, size_t rows);
/* The columns that are read row by row; called before sc_arrow_builder_append for the same rows. */
bool sc_arrow_builder_append_rows(sc_arrow_builder *output, sc_block_results *block, size_t rows);
/* Capacity for more items of a list, then one of them: an index of `entries`, or null. False: no
 * memory, or too_long. */
bool sc_arrow_builder_reserve(sc_arrow_builder *output, sc_arrow_output_column *column, size_t more,
                              size_t size);
bool sc_arrow_builder_add_item(sc_arrow_builder *output, sc_arrow_output_column *column,
                               uint32_t index);
bool sc_arrow_export_array(sc_arrow_builder *output, struct ArrowArray *out);
bool sc_arrow_export_schema(const schoolcat_allocator *allocator,
                            const sc_arrow_output_column *columns, uint32_t count,
                            struct ArrowSchema *out);
void sc_arrow_builder_release(sc_arrow_builder *output); /* gives up this owner's part */

#endif

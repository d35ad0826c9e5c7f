/* Arrow arrays made from the registers, block after block. */
#ifndef SC_ARROW_ARROW_BUILD_H
#define SC_ARROW_ARROW_BUILD_H

#include "vm/vm.h"

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
    SC_OUTPUT_MAY_HOLD /* of `every`: the outcomes of rules that may hold */
} sc_arrow_output_kind;

static inline bool sc_arrow_output_is_list(sc_arrow_output_kind give)
{
    return give == SC_OUTPUT_POSSIBLE || give == SC_OUTPUT_HOLDING ||
           give == SC_OUTPUT_HOLDING_RULES || give == SC_OUTPUT_MAY_HOLD;
}

/* One column to be given. Texts are borrowed until sc_arrow_export_schema and sc_arrow_export_array
 * have copied them. */
typedef struct sc_arrow_output_column {
    sc_arrow_output_kind give;
    sc_text name;
    uint32_t reg;
    const sc_program_decision *decision; /* of the last five */
    const sc_text *entries;              /* of a dictionary */
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
    int64_t item_nulls;
} sc_arrow_output_column;

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
/* false: no memory, or too_long */
bool sc_arrow_builder_append(sc_arrow_builder *output, const sc_vm *state, size_t rows);
bool sc_arrow_export_array(sc_arrow_builder *output, struct ArrowArray *out);
bool sc_arrow_export_schema(const schoolcat_allocator *allocator,
                            const sc_arrow_output_column *columns, uint32_t count,
                            struct ArrowSchema *out);
void sc_arrow_builder_release(sc_arrow_builder *output); /* gives up this owner's part */

#endif

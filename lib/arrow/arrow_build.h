/* Arrow arrays made from the registers, block after block. */
#ifndef SC_ARROW_ARROW_BUILD_H
#define SC_ARROW_ARROW_BUILD_H

#include "vm/vm.h"

typedef enum sc_arrow_give {
    SC_GIVE_CODES,        /* a code register, as a dictionary */
    SC_GIVE_TRUTHS,       /* a truth register, as booleans */
    SC_GIVE_NUMBERS,      /* a number register, as float64 */
    SC_GIVE_INTEGERS,     /* likewise, as int64 */
    SC_GIVE_DATES,        /* likewise, as date32 */
    SC_GIVE_TEXTS,        /* a text register */
    SC_GIVE_PROVISIONAL,  /* whether more than one bit is set, or (of `every`) a rule may hold that does not */
    SC_GIVE_POSSIBLE,     /* the bits that are set, as a list of a dictionary */
    SC_GIVE_HOLDING,      /* of `every`: the outcomes of rules that hold */
    SC_GIVE_HOLDING_RULES,
    SC_GIVE_MAY_HOLD      /* of `every`: the outcomes of rules that may hold */
} sc_arrow_give;

static inline bool sc_gives_list(sc_arrow_give give)
{
    return give == SC_GIVE_POSSIBLE || give == SC_GIVE_HOLDING || give == SC_GIVE_HOLDING_RULES || give == SC_GIVE_MAY_HOLD;
}

/* One column to be given. Texts are borrowed until sc_arrow_give_schema and sc_arrow_give_array have copied them. */
typedef struct sc_arrow_given {
    sc_arrow_give give;
    sc_text name;
    uint32_t reg;
    const sc_program_decision *decision; /* of the last five */
    const sc_text *entries;              /* of a dictionary */
    uint32_t entry_count;
    bool ordered;
    /* Made by sc_arrow_output_new: */
    void *validity, *values;  /* validity: NULL until a null is met. values: codes, bits, numbers, offsets */
    void *items;              /* of lists and texts: what the offsets point into */
    size_t item_count, item_room;
    bool items_apart;         /* they have outgrown the common memory */
    int64_t nulls;
    void *item_validity;      /* of lists, likewise: 'no outcome' is null */
    int64_t item_nulls;
} sc_arrow_given;

typedef struct sc_arrow_output {
    struct sc_arrow_owner *owner; /* counted: every array that is given holds it */
    sc_arrow_given *columns;
    uint32_t count;
    size_t rows, filled;
    struct sc_small_sets *sets;
    bool too_long; /* more than 2^31 - 1 items in one list or text column */
} sc_arrow_output;

/* `columns` stay the caller's. False: no memory. */
bool sc_arrow_output_new(sc_arrow_output *output, const schoolcat_allocator *allocator, sc_arrow_given *columns, uint32_t count,
                         size_t rows);
bool sc_arrow_output_add(sc_arrow_output *output, const sc_state *state, size_t rows); /* false: no memory, or too_long */
bool sc_arrow_give_array(sc_arrow_output *output, struct ArrowArray *out);
bool sc_arrow_give_schema(const schoolcat_allocator *allocator, const sc_arrow_given *columns, uint32_t count, struct ArrowSchema *out);
void sc_arrow_output_release(sc_arrow_output *output); /* gives up this owner's part */

#endif

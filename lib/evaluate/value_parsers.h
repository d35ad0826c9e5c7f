/* How each indicator's cells are read, and which column feeds which indicator: made once from the model,
 * immutable. */
#ifndef SC_EVALUATE_VALUE_PARSERS_H
#define SC_EVALUATE_VALUE_PARSERS_H

#include "vm/parse_value.h"
#include "language/model.h"

typedef struct sc_readers {
    sc_arena arena;
    sc_marks marks;
    sc_folded **symbols; /* of each domain that an indicator has, else NULL */
    uint32_t domain_count;
    sc_folded *columns; /* indicators by name and alias */
    sc_reader *at;      /* one for each indicator */
    uint32_t count;
    bool has_patterns;
} sc_readers;

/* Of a checked model, whose texts it borrows. NULL: no memory. */
sc_readers *sc_readers_new(const schoolcat_allocator *allocator, const sc_model *model);
void sc_readers_free(sc_readers *readers);

#endif

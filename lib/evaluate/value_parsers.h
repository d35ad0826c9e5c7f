/* The parsers of each indicator's cells and the look-up from column names to indicators: made once
 * from the model, immutable. */
#ifndef SC_EVALUATE_VALUE_PARSERS_H
#define SC_EVALUATE_VALUE_PARSERS_H

#include "vm/parse_value.h"
#include "language/model.h"

typedef struct sc_value_parsers {
    sc_arena arena;
    sc_marks marks;
    sc_fuzzy_lookup **symbols; /* of each domain that an indicator has, else NULL */
    uint32_t domain_count;
    sc_fuzzy_lookup *columns; /* indicators by name and alias */
    sc_value_parser *at;      /* one for each indicator */
    uint32_t count;
    bool has_patterns;
} sc_value_parsers;

/* Of a checked model, whose texts it borrows. NULL: no memory. */
sc_value_parsers *sc_value_parsers_new(const schoolcat_allocator *allocator, const sc_model *model);
void sc_value_parsers_free(sc_value_parsers *readers);

#endif

/* Names, descriptions and types of all elements of a rule set, made once when it is loaded. */
#ifndef SC_EVALUATE_ELEMENTS_H
#define SC_EVALUATE_ELEMENTS_H

#include "language/model.h"

#define SC_PART_COUNT 8 /* schoolcat_part is from 1 */

typedef struct sc_elements {
    schoolcat_ruleset_information information;
    schoolcat_element *parts[SC_PART_COUNT];
    size_t counts[SC_PART_COUNT];
    schoolcat_type_information
        *types[SC_PART_COUNT]; /* of indicators, parameters, derived values and outputs */
    schoolcat_element **items; /* of each domain */
    schoolcat_element **rules; /* of each decision */
    uint32_t *outputs;         /* the derived value that each output is */
} sc_elements;

/* Of a checked model, in its rule set's arena. NULL: no memory. */
sc_elements *sc_elements_new(sc_arena *arena, const sc_model *model);

/* The documentation of one element. `label`, unless SC_NO_TEXT, replaces its own. False: no
 * memory. */
bool sc_element_of(sc_arena *arena, const sc_model *model, const sc_about *about, sc_text label,
                   schoolcat_element *out);

#endif

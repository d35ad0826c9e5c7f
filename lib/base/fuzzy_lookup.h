/* Looking words up as people spell them: case, '_', blank and '-' do not count. Texts are borrowed
 * and must outlive the table. */
#ifndef SC_BASE_FUZZY_LOOKUP_H
#define SC_BASE_FUZZY_LOOKUP_H

#include "base/text.h"

typedef enum sc_fuzzy_mode {
    SC_FUZZY_NAMES, /* names of columns */
    /* Words in cells. Here a minus before a digit counts, and so does a gap between two digits: -1
       is not the code 1, nor is 1-2 the code 12. */
    SC_FUZZY_VALUES
} sc_fuzzy_mode;

typedef struct sc_fuzzy_lookup sc_fuzzy_lookup;

/* Room for `most` words. NULL: no memory. */
sc_fuzzy_lookup *sc_fuzzy_lookup_new(const schoolcat_allocator *allocator, sc_fuzzy_mode folding,
                                     size_t most);
void sc_fuzzy_lookup_free(sc_fuzzy_lookup *table);
/* Keeps the first meaning of a word: false where it has one already, and `*there` is set unless
 * NULL. Never more than `most` words. */
bool sc_fuzzy_lookup_add(sc_fuzzy_lookup *table, sc_text word, uint32_t index, uint32_t *there);
bool sc_fuzzy_lookup_find(const sc_fuzzy_lookup *table, sc_text word, uint32_t *index);

#endif

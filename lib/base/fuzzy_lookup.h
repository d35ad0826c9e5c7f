/* Looking words up as people spell them: case, '_', blank and '-' do not count. Texts are borrowed and must
 * outlive the table. */
#ifndef SC_BASE_FUZZY_LOOKUP_H
#define SC_BASE_FUZZY_LOOKUP_H

#include "base/text.h"

typedef enum sc_folding {
    SC_FOLD_NAMES, /* names of columns */
    /* Words in cells. Here a minus before a digit counts, and so does a gap between two digits: -1 is not the
       code 1, nor is 1-2 the code 12. */
    SC_FOLD_WORDS
} sc_folding;

typedef struct sc_folded sc_folded;

/* Room for `most` words. NULL: no memory. */
sc_folded *sc_folded_new(const schoolcat_allocator *allocator, sc_folding folding, size_t most);
void sc_folded_free(sc_folded *table);
/* Keeps the first meaning of a word: false where it has one already, and `*there` is set unless NULL. Never
 * more than `most` words. */
bool sc_folded_add(sc_folded *table, sc_text word, uint32_t index, uint32_t *there);
bool sc_folded_find(const sc_folded *table, sc_text word, uint32_t *index);

#endif

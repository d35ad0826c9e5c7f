/* Fuzzy lookup: a hash table of words that ignores case, white space, '_' and '-'. Words are
 * borrowed and must outlive the table. */
#ifndef SC_BASE_FUZZY_LOOKUP_H
#define SC_BASE_FUZZY_LOOKUP_H

#include "base/text.h"

typedef enum sc_fuzzy_mode {
    SC_FUZZY_NAMES, /* column names */
    /* words in cells: a minus before a digit and a gap between digits are significant, so that -1
     * differs from the code 1, and 1-2 from 12 */
    SC_FUZZY_VALUES
} sc_fuzzy_mode;

typedef struct sc_fuzzy_lookup sc_fuzzy_lookup;

/* For at most `capacity` words. NULL: out of memory. */
sc_fuzzy_lookup *sc_fuzzy_lookup_new(const schoolcat_allocator *allocator, sc_fuzzy_mode mode,
                                     size_t capacity);
void sc_fuzzy_lookup_free(sc_fuzzy_lookup *table);
/* False where an equal word is present, whose index goes to `*existing` unless NULL, or where the
 * table is full. */
bool sc_fuzzy_lookup_add(sc_fuzzy_lookup *table, sc_text word, uint32_t index, uint32_t *existing);
bool sc_fuzzy_lookup_find(const sc_fuzzy_lookup *table, sc_text word, uint32_t *index);

#endif

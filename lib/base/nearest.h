/* Nearest-name search for "did you mean" hints: the candidate with the smallest edit distance. */
#ifndef SC_BASE_NEAREST_H
#define SC_BASE_NEAREST_H

#include "base/text.h"

/* Longer names have no neighbours. */
#define SC_NEAREST_MAX_LENGTH 128

typedef struct sc_nearest_search {
    /* the misspelt name in lower case, blanks and hyphens as underscores */
    char letters[SC_NEAREST_MAX_LENGTH];
    size_t length; /* 0: nothing is near */
    size_t limit;  /* edit distance of `best`, or the largest accepted */
    sc_text best;
    sc_text extension; /* a candidate that begins with the name */
    size_t extension_count;
} sc_nearest_search;

void sc_nearest_begin(sc_nearest_search *search, sc_text name);
/* Compares one more candidate, which is borrowed. Of equally near ones the first wins. */
void sc_nearest_compare(sc_nearest_search *search, sc_text candidate);
/* The candidate within the accepted edit distance, else the only one that the name begins; or
 * SC_NO_TEXT. */
sc_text sc_nearest_result(const sc_nearest_search *search);
/* A whole search over a NULL-terminated list of words. */
sc_text sc_nearest_word(sc_text name, const char *const *words);

/* Number of insertions, deletions, replacements and swaps of neighbours that turn one text into the
 * other; `limit` + 1 where there are more than `limit`. */
size_t sc_edit_distance(sc_text a, sc_text b, size_t limit);

#endif

/* Patterns that are nothing but words: a top-level alternation of plain literals, with or without a leading (?i). Such a pattern is found faster by looking for two
 * bytes of each word at their distance, whole blocks of text at once, than by matching row after row. */
#ifndef SC_BASE_LITERALS_H
#define SC_BASE_LITERALS_H

#include "base/text.h"

#define SC_MOST_LITERALS 4

typedef struct sc_literal_word {
    sc_text word;      /* lower case where caseless; ASCII */
    uint32_t anchor;   /* where the first of its two bytes stands */
    uint32_t gap;      /* how far on the second */
    uint8_t first, second;
    uint8_t fold_first, fold_second; /* 0x20 for a letter that is looked for in both cases, else 0 */
} sc_literal_word;

typedef struct sc_literals {
    sc_literal_word words[SC_MOST_LITERALS];
    uint32_t count;
    bool caseless;
    uint32_t widest; /* of the gaps */
    char room[256]; /* of the words */
} sc_literals;

/* False where the pattern is something else, or has words that cannot be looked for so. */
bool sc_literals_of(sc_text pattern, sc_literals *out);

/* Whether the word stands at `at`, wholly inside the text: 2 it does, 0 it does not, 1 only the pattern itself can tell (letters beyond ASCII that fold to ASCII). */
uint8_t sc_literal_at(const sc_literals *literals, const sc_literal_word *word, sc_text text, size_t at);

#endif

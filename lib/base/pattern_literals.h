/* Patterns that are nothing but words: a top-level alternation of plain literals, with or without a
 * leading
 * (?i). Such a pattern is found faster by looking for a few bytes of each word at their distances,
 * whole blocks of text at once, than by matching row after row. */
#ifndef SC_BASE_PATTERN_LITERALS_H
#define SC_BASE_PATTERN_LITERALS_H

#include "base/text.h"

#define SC_MAX_LITERALS 4
#define SC_RARE_BYTES 3

/* Its anchor is three of its bytes at their distances (the last twice where only two serve). */
typedef struct sc_literal_word {
    sc_text word;                  /* lower case where caseless; ASCII */
    uint32_t place[SC_RARE_BYTES]; /* in the word, the first byte first */
    uint8_t byte[SC_RARE_BYTES];
    uint8_t fold[SC_RARE_BYTES]; /* 0x20 for a letter that is looked for in both cases, else 0 */
} sc_literal_word;

typedef struct sc_literals {
    sc_literal_word words[SC_MAX_LITERALS];
    uint32_t count;
    bool caseless;
    uint32_t max_width; /* of the distances between an anchor's first byte and its last */
    char room[256];     /* of the words */
} sc_literals;

/* False where the pattern is something else, or has words that cannot be looked for so. */
bool sc_literals_extract(sc_text pattern, sc_literals *out);

static inline uint32_t sc_rare_bytes_width(const sc_literal_word *word)
{
    return word->place[SC_RARE_BYTES - 1] - word->place[0];
}

/* Whether the word stands at `at`, wholly inside the text: 2 it does, 0 it does not, 1 only the
 * pattern itself can tell (letters beyond ASCII that fold to ASCII). */
uint8_t sc_literal_match_at(const sc_literals *literals, const sc_literal_word *word, sc_text text,
                            size_t at);

#endif

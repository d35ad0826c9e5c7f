/* Literals of a pattern that is a top-level alternation of literal words, with an optional leading
 * "(?i)". Such patterns are searched without PCRE2: a few rare bytes of each word are compared at
 * their distances in whole blocks of text (lib/vm/literal_search.h). */
#ifndef SC_BASE_PATTERN_LITERALS_H
#define SC_BASE_PATTERN_LITERALS_H

#include "base/text.h"

#define SC_MAX_LITERALS 4
#define SC_RARE_BYTES 3

/* A word and its rare bytes, which are searched for: three, or two with the last one repeated. */
typedef struct sc_literal_word {
    sc_text word;                  /* lower case where caseless; ASCII */
    uint32_t place[SC_RARE_BYTES]; /* offsets in the word, ascending */
    uint8_t byte[SC_RARE_BYTES];
    uint8_t fold[SC_RARE_BYTES]; /* 0x20 for a letter searched for in both cases, else 0 */
} sc_literal_word;

typedef struct sc_literals {
    sc_literal_word words[SC_MAX_LITERALS];
    uint32_t count;
    bool caseless;
    uint32_t max_width; /* max. distance between a word's first and last rare byte */
    char storage[256];  /* of the words */
} sc_literals;

/* False where the pattern is anything else or has words without suitable rare bytes. */
bool sc_literals_extract(sc_text pattern, sc_literals *out);

static inline uint32_t sc_rare_bytes_width(const sc_literal_word *word)
{
    return word->place[SC_RARE_BYTES - 1] - word->place[0];
}

/* Whether the word is at offset `at` of the text, an sc_truth. SC_UNKNOWN: only the pattern can
 * tell, because of non-ASCII letters that fold to ASCII. */
uint8_t sc_literal_match_at(const sc_literals *literals, const sc_literal_word *word, sc_text text,
                            size_t at);

#endif

/* Searches the contiguous texts of a block for the literal words of a pattern: a vector loop
 * compares three rare bytes of each word (its anchor) at once. Part of kernels.h. */
#ifndef SC_VM_LITERAL_SEARCH_H
#define SC_VM_LITERAL_SEARCH_H

/* Bytes searched at a time: the hits fit the first-level cache. */
enum { SC_LITERAL_SEARCH_BYTES = 1024 };

/* Marks where the anchor of a word is found in the next bytes. */
static SC_INLINE void sc_literal_search_word(const uint8_t *restrict at,
                                             const sc_literal_word *word, uint8_t *restrict hits)
{
    const uint8_t *restrict second = at + (word->place[1] - word->place[0]);
    const uint8_t *restrict third = at + sc_rare_bytes_width(word);
    const uint8_t a = word->byte[0], b = word->byte[1], c = word->byte[2];
    const uint8_t fold_a = word->fold[0], fold_b = word->fold[1], fold_c = word->fold[2];
    for (size_t i = 0; i < SC_LITERAL_SEARCH_BYTES; i++)
        hits[i] |= (uint8_t)(((at[i] | fold_a) == a) & ((second[i] | fold_b) == b) &
                             ((third[i] | fold_c) == c));
}

static SC_INLINE void sc_literal_search_bytes(const uint8_t *restrict at,
                                              const sc_literals *literals, uint8_t *restrict hits)
{
    for (size_t i = 0; i < SC_LITERAL_SEARCH_BYTES; i++)
        hits[i] = 0;
    for (uint32_t k = 0; k < literals->count; k++)
        sc_literal_search_word(at, &literals->words[k], hits);
}

typedef struct sc_literal_search {
    const sc_literals *literals;
    const sc_compiled_pattern *code;
    sc_matcher *matcher;
    const sc_contiguous_texts *contiguous;
    const sc_text *texts;
    uint8_t *to;
    size_t rows;
} sc_literal_search;

/* The row of the byte at this place, by binary search. */
static inline size_t sc_literal_search_row_at(const sc_literal_search *search, size_t place)
{
    size_t row = 0;
    for (size_t left = search->rows; left > 1;) {
        size_t half = left / 2;
        row = sc_text_offset(search->contiguous, row + half) <= place ? row + half : row;
        left -= half;
    }
    return row;
}

/* Compares the words with the text at a place where an anchor was found. */
static inline void sc_literal_search_candidate(const sc_literal_search *search, const uint8_t *at)
{
    size_t row =
        sc_literal_search_row_at(search, (size_t)(at - (const uint8_t *)search->contiguous->text));
    sc_text text = search->texts[row];
    if (text.data == NULL || search->to[row] == SC_TRUE)
        return;
    size_t place = (size_t)(at - (const uint8_t *)text.data);
    for (uint32_t k = 0; k < search->literals->count && search->to[row] != SC_TRUE; k++) {
        const sc_literal_word *word = &search->literals->words[k];
        if (sc_rare_bytes_width(word) >= text.length - place)
            continue;
        bool found_anchor = true;
        for (size_t j = 0; j < SC_RARE_BYTES; j++)
            found_anchor = found_anchor &&
                           (at[word->place[j] - word->place[0]] | word->fold[j]) == word->byte[j];
        if (!found_anchor)
            continue;
        uint8_t found =
            sc_literal_match_at(search->literals, word, text,
                                place < word->place[0] ? text.length : place - word->place[0]);
        if (found == SC_UNKNOWN)
            search->to[row] = sc_pattern_match(search->matcher, search->code, text);
        else if (found == SC_TRUE)
            search->to[row] = SC_TRUE;
    }
}

static inline void sc_literal_search_hits(const sc_literal_search *search, const uint8_t *at,
                                          const uint8_t *hits)
{
    const uint8_t *end = hits + SC_LITERAL_SEARCH_BYTES;
    for (const uint8_t *hit = hits; (hit = memchr(hit, 1, (size_t)(end - hit))) != NULL; hit++)
        sc_literal_search_candidate(search, at + (hit - hits));
}

/* The last bytes, too few for the vector loop. */
static inline void sc_literal_search_rest(const sc_literal_search *search, const uint8_t *at,
                                          size_t length)
{
    for (uint32_t k = 0; k < search->literals->count; k++) {
        const sc_literal_word *word = &search->literals->words[k];
        for (size_t i = 0; i + sc_rare_bytes_width(word) < length; i++)
            if ((at[i] | word->fold[0]) == word->byte[0])
                sc_literal_search_candidate(search, at + i);
    }
}

/* False, or unknown where there is no text. */
static SC_INLINE void sc_unknown_text(size_t n, uint8_t *restrict to, const sc_text *restrict texts)
{
    FOR_EACH_ROW to[i] = texts[i].data == NULL;
}

/* Nothing after the last text is read. */
static SC_INLINE void sc_literal_search_rows(size_t n, uint8_t *to, const sc_text *texts,
                                             const sc_contiguous_texts *contiguous,
                                             sc_matcher *matcher, const sc_compiled_pattern *code)
{
    sc_literal_search search = {
        sc_compiled_pattern_literals(code), code, matcher, contiguous, texts, to, n};
    sc_unknown_text(n, to, texts);
    size_t first = sc_text_offset(contiguous, 0), length = sc_text_offset(contiguous, n) - first,
           at = 0;
    const uint8_t *start = (const uint8_t *)contiguous->text + first;
    uint8_t hits[SC_LITERAL_SEARCH_BYTES];
    size_t step = SC_LITERAL_SEARCH_BYTES + search.literals->max_width;
    for (bool last = false; step <= length && !last; at += SC_LITERAL_SEARCH_BYTES) {
        last = at + step >= length;
        /* the last step overlaps the one before */
        at = last ? length - step : at;
        sc_literal_search_bytes(start + at, search.literals, hits);
        sc_literal_search_hits(&search, start + at, hits);
    }
    sc_literal_search_rest(&search, start + at, length - at);
}

#endif

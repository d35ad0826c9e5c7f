/* Looking for the words of a pattern in a block's text as it lies in memory. Part of kernels.h. */
#ifndef SC_VM_LITERAL_SEARCH_H
#define SC_VM_LITERAL_SEARCH_H

/* Bytes looked at in one go; what is found in them stays in the first-level cache. */
enum { SC_LITERAL_SEARCH_BYTES = 1024 };

/* Marks where a word's anchor stands among the next bytes. */
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

/* Where the texts are. */
typedef struct sc_literal_search {
    const sc_literals *literals;
    const sc_compiled_pattern *code;
    sc_matcher *matcher;
    const sc_contiguous_texts *run;
    const sc_text *texts;
    uint8_t *to;
    size_t rows;
} sc_literal_search;

/* The row whose text this byte belongs to. */
static inline size_t sc_literal_search_row_at(const sc_literal_search *scan, size_t place)
{
    size_t row = 0;
    for (size_t left = scan->rows; left > 1;) {
        size_t half = left / 2;
        row = sc_text_offset(scan->run, row + half) <= place ? row + half : row;
        left -= half;
    }
    return row;
}

/* One place where an anchor may stand. */
static inline void sc_literal_search_candidate(const sc_literal_search *scan, const uint8_t *at)
{
    size_t row = sc_literal_search_row_at(scan, (size_t)(at - (const uint8_t *)scan->run->text));
    sc_text text = scan->texts[row];
    if (text.data == NULL || scan->to[row] == SC_TRUE)
        return;
    size_t place = (size_t)(at - (const uint8_t *)text.data);
    for (uint32_t k = 0; k < scan->literals->count && scan->to[row] != SC_TRUE; k++) {
        const sc_literal_word *word = &scan->literals->words[k];
        if (sc_rare_bytes_width(word) >= text.length - place)
            continue;
        bool stands = true;
        for (size_t j = 0; j < SC_RARE_BYTES; j++)
            stands =
                stands && (at[word->place[j] - word->place[0]] | word->fold[j]) == word->byte[j];
        if (!stands)
            continue;
        uint8_t found =
            sc_literal_match_at(scan->literals, word, text,
                                place < word->place[0] ? text.length : place - word->place[0]);
        if (found == SC_UNKNOWN)
            scan->to[row] = sc_pattern_match(scan->matcher, scan->code, text);
        else if (found == SC_TRUE)
            scan->to[row] = SC_TRUE;
    }
}

static inline void sc_literal_search_hits(const sc_literal_search *scan, const uint8_t *at,
                                          const uint8_t *hits)
{
    const uint8_t *end = hits + SC_LITERAL_SEARCH_BYTES;
    for (const uint8_t *hit = hits; (hit = memchr(hit, 1, (size_t)(end - hit))) != NULL; hit++)
        sc_literal_search_candidate(scan, at + (hit - hits));
}

/* Less than a whole look is left: word by word, byte by byte. */
static inline void sc_literal_search_rest(const sc_literal_search *scan, const uint8_t *at,
                                          size_t length)
{
    for (uint32_t k = 0; k < scan->literals->count; k++) {
        const sc_literal_word *word = &scan->literals->words[k];
        for (size_t i = 0; i + sc_rare_bytes_width(word) < length; i++)
            if ((at[i] | word->fold[0]) == word->byte[0])
                sc_literal_search_candidate(scan, at + i);
    }
}

/* False, or unknown where there is no text. */
static SC_INLINE void sc_unknown_text(size_t n, uint8_t *restrict to, const sc_text *restrict texts)
{
    FOR_EACH_ROW to[i] = texts[i].data == NULL;
}

/* Texts of one buffer, in its order; nothing beyond the last is read. */
static SC_INLINE void sc_literal_search_rows(size_t n, uint8_t *to, const sc_text *texts,
                                             const sc_contiguous_texts *run, sc_matcher *matcher,
                                             const sc_compiled_pattern *code)
{
    sc_literal_search scan = {sc_compiled_pattern_literals(code), code, matcher, run, texts, to, n};
    sc_unknown_text(n, to, texts);
    size_t first = sc_text_offset(run, 0), length = sc_text_offset(run, n) - first, at = 0;
    const uint8_t *start = (const uint8_t *)run->text + first;
    uint8_t hits[SC_LITERAL_SEARCH_BYTES];
    size_t look = SC_LITERAL_SEARCH_BYTES + scan.literals->max_width;
    for (bool last = false; look <= length && !last; at += SC_LITERAL_SEARCH_BYTES) {
        last = at + look >= length;
        /* the last look goes over some places again, and finds the same */
        at = last ? length - look : at;
        sc_literal_search_bytes(start + at, scan.literals, hits);
        sc_literal_search_hits(&scan, start + at, hits);
    }
    sc_literal_search_rest(&scan, start + at, length - at);
}

#endif

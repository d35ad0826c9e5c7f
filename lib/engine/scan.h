/* Looking for the words of a pattern in a block's text as it lies in memory. Part of kernels.h. */
#ifndef SC_ENGINE_SCAN_H
#define SC_ENGINE_SCAN_H

enum { SC_SCAN_BYTES = 64 };

/* Marks where one of the pairs of bytes begins among the next 64; whether there is any. */
static SC_INLINE uint8_t sc_scan_chunk(const uint8_t *restrict at, const sc_literals *literals, uint8_t *restrict hits)
{
    uint8_t any = 0;
    for (size_t i = 0; i < SC_SCAN_BYTES; i++)
        hits[i] = 0;
    for (uint32_t k = 0; k < literals->count; k++) {
        const uint8_t first = literals->words[k].first, second = literals->words[k].second;
        const uint8_t *restrict further = at + literals->words[k].gap;
        const uint8_t fold_first = literals->words[k].fold_first, fold_second = literals->words[k].fold_second;
        for (size_t i = 0; i < SC_SCAN_BYTES; i++)
            hits[i] |= (uint8_t)(((at[i] | fold_first) == first) & ((further[i] | fold_second) == second));
    }
    for (size_t i = 0; i < SC_SCAN_BYTES; i++)
        any |= hits[i];
    return any;
}

/* One place where a pair stands: to the row that it lies in. `row` only ever goes forward. */
static inline void sc_scan_place(const uint8_t *at, const sc_literals *literals, size_t n, uint8_t *to, const sc_text *texts,
                                 size_t *row, sc_matcher *matcher, const sc_match_code *code)
{
    while (*row < n && (texts[*row].data == NULL || (const uint8_t *)texts[*row].data + texts[*row].length <= at))
        ++*row;
    if (*row == n || to[*row] == 2 || (const uint8_t *)texts[*row].data > at)
        return;
    sc_text text = texts[*row];
    size_t place = (size_t)(at - (const uint8_t *)text.data);
    for (uint32_t k = 0; k < literals->count && to[*row] != 2; k++) {
        const sc_literal_word *word = &literals->words[k];
        if (word->gap >= text.length - place)
            continue;
        bool pair = (at[0] | word->fold_first) == word->first && (at[word->gap] | word->fold_second) == word->second;
        if (!pair)
            continue;
        uint8_t found = sc_literal_at(literals, word, text, place < word->anchor ? text.length : place - word->anchor);
        to[*row] = found == 1 ? sc_match(matcher, code, text) : found == 2 ? 2 : to[*row];
    }
}

/* Texts of one buffer, in its order; nothing beyond the last is read. */
static SC_INLINE void sc_scan_rows(size_t n, uint8_t *to, const sc_text *texts, sc_matcher *matcher, const sc_match_code *code)
{
    const sc_literals *literals = sc_match_literals(code);
    const uint8_t *start = NULL, *end = NULL;
    EACH {
        to[i] = texts[i].data == NULL ? 1 : 0;
        if (texts[i].data == NULL)
            continue;
        start = start == NULL ? (const uint8_t *)texts[i].data : start;
        end = (const uint8_t *)texts[i].data + texts[i].length;
    }
    size_t row = 0, length = start == NULL ? 0 : (size_t)(end - start), at = 0;
    uint8_t hits[SC_SCAN_BYTES];
    for (; at + SC_SCAN_BYTES + literals->widest <= length; at += SC_SCAN_BYTES) {
        if (!sc_scan_chunk(start + at, literals, hits))
            continue;
        for (size_t eight = 0; eight < SC_SCAN_BYTES; eight += 8) {
            uint64_t some;
            memcpy(&some, hits + eight, sizeof some);
            for (size_t i = eight; some != 0 && i < eight + 8; i++)
                if (hits[i])
                    sc_scan_place(start + at + i, literals, n, to, texts, &row, matcher, code);
        }
    }
    for (; at < length; at++)
        sc_scan_place(start + at, literals, n, to, texts, &row, matcher, code);
}

#endif

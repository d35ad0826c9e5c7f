/* Extracts the literal words of a pattern and chooses their rare bytes. */
#include "base/pattern_literals.h"

#include "base/logic.h"

#include <string.h>

/* Frequency of a character in English text, per thousand letters. Rare bytes give few false
 * candidates. */
static unsigned frequency(char c)
{
    static const uint8_t letters[] = {82, 15, 28, 43, 127, 22, 20, 61, 70, 2,  8, 40, 24,
                                      67, 75, 19, 1,  60,  63, 91, 28, 10, 24, 2, 20, 1};
    c = sc_lower(c);
    if (c >= 'a' && c <= 'z')
        return letters[c - 'a'];
    return c == ' ' ? 180 : 30;
}

/* U+017F folds to s and the Kelvin sign to k, so a caseless search cannot use these letters. */
static bool is_case_safe(char c, bool caseless)
{
    return !caseless || (sc_lower(c) != 's' && sc_lower(c) != 'k');
}

/* The range around `i` in which every letter is one byte in all its cases, so that distances are
 * fixed. */
static void case_safe_range(sc_text word, size_t i, bool caseless, size_t *from, size_t *to)
{
    for (*from = i; *from > 0 && is_case_safe(word.data[*from - 1], caseless);)
        --*from;
    for (*to = i; *to < word.length && is_case_safe(word.data[*to], caseless);)
        ++*to;
}

/* Estimated frequency of two bytes at this distance; lower where they are in different words, being
 * less correlated. */
static unsigned pair_frequency(sc_text word, size_t i, size_t j)
{
    size_t low = i < j ? i : j, high = i < j ? j : i;
    bool apart = memchr(word.data + low, ' ', high - low + 1) != NULL;
    return frequency(word.data[i]) * frequency(word.data[j]) * (apart ? 1 : 8);
}

/* The rarest pair of bytes within one case-safe range. */
static bool choose_pair(sc_text word, bool caseless, size_t pair[2])
{
    unsigned best = 0;
    bool found = false;
    for (size_t i = 0; i < word.length; i++) {
        size_t from, to;
        case_safe_range(word, i, caseless, &from, &to);
        for (size_t j = i + 1; j < to; j++) {
            unsigned cost = pair_frequency(word, i, j);
            if (found && cost >= best)
                continue;
            best = cost;
            found = true;
            pair[0] = i;
            pair[1] = j;
        }
    }
    return found;
}

/* A third byte of the range, or the second one again. */
static size_t choose_third(sc_text word, bool caseless, const size_t pair[2])
{
    size_t from, to, third = pair[1];
    unsigned best = 0;
    case_safe_range(word, pair[0], caseless, &from, &to);
    for (size_t k = from; k < to; k++) {
        unsigned cost = frequency(word.data[k]);
        if (k == pair[0] || k == pair[1] || (third != pair[1] && cost >= best))
            continue;
        best = cost;
        third = k;
    }
    return third;
}

static bool choose_rare_bytes(sc_literal_word *word, bool caseless)
{
    size_t pair[2];
    if (!choose_pair(word->word, caseless, pair))
        return false;
    size_t third = choose_third(word->word, caseless, pair);
    size_t first = third < pair[0] ? third : pair[0], last = third > pair[1] ? third : pair[1];
    const size_t places[SC_RARE_BYTES] = {first, pair[0] + pair[1] + third - first - last, last};
    for (size_t k = 0; k < SC_RARE_BYTES; k++) {
        char byte = word->word.data[places[k]];
        word->place[k] = (uint32_t)places[k];
        word->byte[k] = (uint8_t)byte;
        word->fold[k] = caseless && sc_is_letter(byte) ? 0x20 : 0;
    }
    return true;
}

static bool add_word(sc_literals *out, size_t from, size_t to)
{
    if (out->count == SC_MAX_LITERALS || to - from < 2)
        return false;
    sc_literal_word *word = &out->words[out->count++];
    word->word = (sc_text){out->storage + from, to - from};
    return choose_rare_bytes(word, out->caseless);
}

bool sc_literals_extract(sc_text pattern, sc_literals *out)
{
    memset(out, 0, sizeof *out);
    if (sc_text_starts_with(pattern, "(?i)")) {
        out->caseless = true;
        pattern = (sc_text){pattern.data + 4, pattern.length - 4};
    }
    if (pattern.length == 0 || pattern.length > sizeof out->storage)
        return false;
    size_t from = 0;
    for (size_t i = 0; i < pattern.length; i++) {
        char c = pattern.data[i];
        if ((unsigned char)c < ' ' || (unsigned char)c > '~' ||
            (c != '|' && strchr("\\^$.[]()?*+{}", c) != NULL))
            return false;
        out->storage[i] = out->caseless ? sc_lower(c) : c;
        if (c == '|') {
            if (!add_word(out, from, i))
                return false;
            from = i + 1;
        }
    }
    if (!add_word(out, from, pattern.length))
        return false;
    for (uint32_t i = 0; i < out->count; i++) {
        uint32_t width = sc_rare_bytes_width(&out->words[i]);
        out->max_width = width > out->max_width ? width : out->max_width;
    }
    return true;
}

static bool same_bytes(const char *at, sc_text word, bool caseless)
{
    unsigned differ = 0;
    for (size_t i = 0; i < word.length; i++) {
        unsigned byte = (unsigned char)at[i];
        bool capital = caseless && byte - 'A' <= 'Z' - 'A';
        differ |= (byte | (capital ? 0x20u : 0)) ^ (unsigned char)word.data[i];
    }
    return differ == 0;
}

uint8_t sc_literal_match_at(const sc_literals *literals, const sc_literal_word *word, sc_text text,
                            size_t at)
{
    bool inside = at <= text.length && word->word.length <= text.length - at;
    if (inside && same_bytes(text.data + at, word->word, literals->caseless))
        return SC_TRUE;
    if (!literals->caseless)
        return SC_FALSE;
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.data[i] > '~')
            return SC_UNKNOWN;
    return SC_FALSE;
}

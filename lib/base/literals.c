#include "base/literals.h"

#include <string.h>

/* How often letters are met in English, per thousand; what is rare makes a good anchor. */
static unsigned weight(char c)
{
    static const uint8_t letters[] = {82, 15, 28, 43, 127, 22, 20, 61, 70, 2, 8, 40, 24, 67, 75, 19, 1, 60, 63, 91, 28, 10, 24, 2, 20, 1};
    c = sc_lower(c);
    if (c >= 'a' && c <= 'z')
        return letters[c - 'a'];
    return c == ' ' ? 180 : 30;
}

/* U+017F folds to s and the Kelvin sign to k: a caseless anchor must not rest on them. */
static bool can_anchor(char c, bool caseless)
{
    return !caseless || (sc_lower(c) != 's' && sc_lower(c) != 'k');
}

/* Between the two bytes every letter must be one byte in all its cases, or their distance would not be fixed. */
static bool keeps_distance(sc_text word, size_t i, size_t j, bool caseless)
{
    for (size_t k = i + 1; k < j; k++)
        if (!can_anchor(word.data[k], caseless))
            return false;
    return true;
}

static bool choose_anchor(sc_literal_word *word, bool caseless)
{
    unsigned best = 0;
    bool found = false;
    for (size_t pair = 0; pair < word->word.length * word->word.length; pair++) {
        size_t i = pair / word->word.length, j = pair % word->word.length;
        char a = word->word.data[i], b = word->word.data[j];
        unsigned cost = weight(a) * weight(b);
        if (j <= i || !can_anchor(a, caseless) || !can_anchor(b, caseless) || (found && cost >= best) ||
            !keeps_distance(word->word, i, j, caseless))
            continue;
        best = cost;
        found = true;
        word->anchor = (uint32_t)i;
        word->gap = (uint32_t)(j - i);
        word->first = (uint8_t)a;
        word->second = (uint8_t)b;
        word->fold_first = caseless && sc_is_letter(a) ? 0x20 : 0;
        word->fold_second = caseless && sc_is_letter(b) ? 0x20 : 0;
    }
    return found;
}

static bool add_word(sc_literals *out, size_t from, size_t to)
{
    if (out->count == SC_MOST_LITERALS || to - from < 2)
        return false;
    sc_literal_word *word = &out->words[out->count++];
    word->word = (sc_text){out->room + from, to - from};
    return choose_anchor(word, out->caseless);
}

bool sc_literals_of(sc_text pattern, sc_literals *out)
{
    memset(out, 0, sizeof *out);
    if (sc_text_starts(pattern, "(?i)")) {
        out->caseless = true;
        pattern = (sc_text){pattern.data + 4, pattern.length - 4};
    }
    if (pattern.length == 0 || pattern.length > sizeof out->room)
        return false;
    size_t from = 0;
    for (size_t i = 0; i < pattern.length; i++) {
        char c = pattern.data[i];
        if ((unsigned char)c < ' ' || (unsigned char)c > '~' || (c != '|' && strchr("\\^$.[]()?*+{}", c) != NULL))
            return false;
        out->room[i] = out->caseless ? sc_lower(c) : c;
        if (c == '|') {
            if (!add_word(out, from, i))
                return false;
            from = i + 1;
        }
    }
    if (!add_word(out, from, pattern.length))
        return false;
    for (uint32_t i = 0; i < out->count; i++)
        out->widest = out->words[i].gap > out->widest ? out->words[i].gap : out->widest;
    return true;
}

uint8_t sc_literal_at(const sc_literals *literals, const sc_literal_word *word, sc_text text, size_t at)
{
    bool same = at <= text.length && word->word.length <= text.length - at;
    for (size_t i = 0; same && i < word->word.length; i++) {
        char c = literals->caseless ? sc_lower(text.data[at + i]) : text.data[at + i];
        same = c == word->word.data[i];
    }
    if (same)
        return 2;
    if (!literals->caseless)
        return 0;
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.data[i] > '~')
            return 1;
    return 0;
}

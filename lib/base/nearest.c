/* Edit distance and the search for the nearest of several names. */
#include "base/nearest.h"

/* --- edit distance --- */

#define MAX_COMPARED_LENGTH SC_NEAREST_MAX_LENGTH

static size_t min_size(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Damerau-Levenshtein (optimal string alignment), of which only three rows are kept. */
size_t sc_edit_distance(sc_text a, sc_text b, size_t limit)
{
    size_t rows[3][MAX_COMPARED_LENGTH + 1];
    size_t gap = a.length > b.length ? a.length - b.length : b.length - a.length;
    if (gap > limit || a.length > MAX_COMPARED_LENGTH || b.length > MAX_COMPARED_LENGTH)
        return limit + 1;
    size_t *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b.length; j++)
        last[j] = j;
    for (size_t i = 1; i <= a.length; i++) {
        size_t row_min = row[0] = i;
        for (size_t j = 1; j <= b.length; j++) {
            size_t change = last[j - 1] + (a.data[i - 1] != b.data[j - 1]);
            row[j] = min_size(change, min_size(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] && a.data[i - 2] == b.data[j - 1])
                row[j] = min_size(row[j], before[j - 2] + 1);
            row_min = min_size(row_min, row[j]);
        }
        if (row_min > limit)
            return limit + 1;
        size_t *oldest = before;
        before = last;
        last = row;
        row = oldest;
    }
    return min_size(last[b.length], limit + 1);
}

/* --- search --- */

/* Names that begin with a shorter name than this are too many to guess from. */
#define MIN_PREFIX_LENGTH 3

/* As identifiers are written, so that "Ofsted Grade" is at distance 0 from ofsted_grade. */
static sc_text to_identifier(sc_text name, char out[SC_NEAREST_MAX_LENGTH])
{
    for (size_t i = 0; i < name.length; i++) {
        char c = sc_lower(name.data[i]);
        out[i] = c == ' ' || c == '-' ? '_' : c;
    }
    return (sc_text){out, name.length};
}

/* One slip in about three letters. */
static size_t max_edit_distance(size_t length)
{
    if (length <= 1)
        return 0;
    return length < 6 ? 1 : length / 3;
}

void sc_nearest_begin(sc_nearest_search *search, sc_text name)
{
    bool comparable = name.length <= SC_NEAREST_MAX_LENGTH;
    search->length = comparable ? to_identifier(name, search->letters).length : 0;
    search->limit = max_edit_distance(name.length);
    search->best = search->extension = SC_NO_TEXT;
    search->extension_count = 0;
}

void sc_nearest_compare(sc_nearest_search *search, sc_text candidate)
{
    char letters[SC_NEAREST_MAX_LENGTH];
    if (search->length == 0 || candidate.length > SC_NEAREST_MAX_LENGTH)
        return;
    sc_text name = {search->letters, search->length};
    sc_text other = to_identifier(candidate, letters);
    size_t distance = sc_edit_distance(name, other, search->limit);
    if (distance < search->limit || (distance == search->limit && search->best.data == NULL)) {
        search->best = candidate;
        search->limit = distance;
    }
    if (name.length >= MIN_PREFIX_LENGTH && other.length > name.length &&
        sc_text_equal((sc_text){other.data, name.length}, name)) {
        search->extension = candidate;
        search->extension_count++;
    }
}

sc_text sc_nearest_result(const sc_nearest_search *search)
{
    if (search->best.data == NULL && search->extension_count == 1)
        return search->extension;
    return search->best;
}

sc_text sc_nearest_word(sc_text name, const char *const *words)
{
    sc_nearest_search search;
    sc_nearest_begin(&search, name);
    for (size_t i = 0; words[i] != NULL; i++)
        sc_nearest_compare(&search, sc_text_of(words[i]));
    return sc_nearest_result(&search);
}

/* Removes pieces of a rule file and simplifies its expressions, as long as a property holds. */
#include "shrink.h"
#include <stdlib.h>
#include <string.h>

static bool drop_pieces(sketch *file, shrink_test still, void *context)
{
    bool smaller = false;
    for (size_t i = file->count; i-- > 0;) {
        sketch_piece *piece = &file->pieces[i];
        if (piece->dropped)
            continue;
        piece->dropped = true;
        if (still(file, context))
            smaller = true;
        else
            piece->dropped = false;
    }
    return smaller;
}

/* --- smaller expressions: each bracket is replaced by a constant or by a bracket within it --- */

/* The position of the bracket that closes `open`; 0: none. Ignores quotes, which at worst gives a
 * file that does not load. */
static size_t closing(const char *lines, size_t open)
{
    size_t depth = 0;
    char with = lines[open], close = with == '(' ? ')' : '}';
    for (size_t i = open; lines[i] != '\0'; i++) {
        depth += lines[i] == with;
        depth -= lines[i] == close;
        if (depth == 0)
            return i;
    }
    return 0;
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* Replaces the part of `lines` from `begin` to before `end`. */
static char *spliced(const char *lines, size_t begin, size_t end, const char *with, size_t length)
{
    size_t rest = strlen(lines + end);
    char *result = malloc(begin + length + rest + 1);
    if (result == NULL)
        exit(2);
    memcpy(result, lines, begin);
    memcpy(result + begin, with, length);
    memcpy(result + begin + length, lines + end, rest + 1);
    return result;
}

/* Keeps the new lines if the file still has the property. */
static bool keep_if(sketch *file, sketch_piece *piece, char *lines, shrink_test still,
                    void *context)
{
    char *before = piece->lines;
    piece->lines = lines;
    if (strlen(lines) < strlen(before) && still(file, context)) {
        free(before);
        return true;
    }
    piece->lines = before;
    free(lines);
    return false;
}

static bool replace_bracket(sketch *file, sketch_piece *piece, size_t open, shrink_test still,
                            void *context)
{
    static const char *const constants[] = {"true", "false", "1"}, *const conditions[] = {
                                                                       "'true'", "'false'"};
    bool mapping = piece->lines[open] == '{';
    size_t begin = open, end = closing(piece->lines, open) + 1;
    if (end == 1)
        return false;
    while (!mapping && begin > 0 && is_word(piece->lines[begin - 1]))
        begin--;
    for (size_t i = 0; i < (mapping ? 2u : 3u); i++) {
        const char *with = mapping ? conditions[i] : constants[i];
        if (keep_if(file, piece, spliced(piece->lines, begin, end, with, strlen(with)), still,
                    context))
            return true;
    }
    for (size_t inner = open + 1; inner < end; inner++) {
        size_t inner_end =
            strchr("({", piece->lines[inner]) != NULL ? closing(piece->lines, inner) + 1 : 1;
        if (inner_end == 1 || inner_end > end)
            continue;
        size_t from = inner;
        while (from > open + 1 && is_word(piece->lines[from - 1]))
            from--;
        if (keep_if(file, piece,
                    spliced(piece->lines, begin, end, piece->lines + from, inner_end - from), still,
                    context))
            return true;
    }
    return false;
}

static bool shrink_lines(sketch *file, shrink_test still, void *context)
{
    bool smaller = false;
    for (size_t i = 0; i < file->count; i++) {
        sketch_piece *piece = &file->pieces[i];
        for (size_t at = 0; !piece->dropped && piece->lines[at] != '\0'; at++) {
            while (strchr("({", piece->lines[at]) != NULL && piece->lines[at] != '\0' &&
                   replace_bracket(file, piece, at, still, context))
                smaller = true;
        }
    }
    return smaller;
}

void shrink(sketch *file, shrink_test still, void *context)
{
    bool smaller = true;
    while (smaller) {
        smaller = drop_pieces(file, still, context);
        smaller = shrink_lines(file, still, context) || smaller;
    }
}

/* Expansion of message templates into buffers and arenas. */
#include "base/template.h"

#include <string.h>

/* The next run of literal text, or the next placeholder (`*argument` is its index, else
 * SC_MAX_TEMPLATE_ARGUMENTS). False at the end. */
static bool next_piece(const char **at, sc_text *literal, size_t *argument)
{
    const char *start = *at;
    const char *end = start;
    *argument = SC_MAX_TEMPLATE_ARGUMENTS;
    for (; *end != '\0'; end++) {
        if (end[0] != '{' || end[1] < '1' || end[1] > '0' + SC_MAX_TEMPLATE_ARGUMENTS ||
            end[2] != '}')
            continue;
        if (end == start) {
            *argument = (size_t)(end[1] - '1');
            end += 3;
        }
        break;
    }
    *literal = (sc_text){start, (size_t)(end - start)};
    *at = end;
    return end != start;
}

void sc_buffer_template(sc_buffer *out, const char *template,
                        const sc_text arguments[SC_MAX_TEMPLATE_ARGUMENTS],
                        void (*append)(sc_buffer *out, sc_text argument))
{
    sc_text literal;
    size_t argument;
    while (next_piece(&template, &literal, &argument)) {
        if (argument < SC_MAX_TEMPLATE_ARGUMENTS)
            append(out, arguments[argument]);
        else
            sc_buffer_text(out, literal);
    }
}

bool sc_template_complete(const char *template, const sc_text arguments[SC_MAX_TEMPLATE_ARGUMENTS])
{
    sc_text literal;
    size_t argument;
    while (next_piece(&template, &literal, &argument)) {
        if (argument < SC_MAX_TEMPLATE_ARGUMENTS && arguments[argument].data == NULL)
            return false;
    }
    return true;
}

sc_text sc_arena_template(sc_arena *arena, const char *template,
                          const sc_text arguments[SC_MAX_TEMPLATE_ARGUMENTS])
{
    size_t length = 0, argument;
    sc_text literal;
    for (const char *at = template; next_piece(&at, &literal, &argument);)
        length +=
            argument < SC_MAX_TEMPLATE_ARGUMENTS ? arguments[argument].length : literal.length;
    char *text = sc_arena_array(arena, length + 1, 1);
    if (text == NULL)
        return SC_TEXT("");
    char *end = text;
    for (const char *at = template; next_piece(&at, &literal, &argument);) {
        sc_text piece = argument < SC_MAX_TEMPLATE_ARGUMENTS ? arguments[argument] : literal;
        if (piece.length != 0)
            memcpy(end, piece.data, piece.length);
        end += piece.length;
    }
    return (sc_text){text, length};
}

/* Separators and truncation of lists in prose. */
#include "base/list_phrase.h"

void sc_list_separator(sc_buffer *out, size_t index, size_t count, const char *last)
{
    if (index == 0)
        return;
    if (index + 1 < count) {
        sc_buffer_string(out, ", ");
        return;
    }
    sc_buffer_byte(out, ' ');
    sc_buffer_string(out, last);
    sc_buffer_byte(out, ' ');
}

size_t sc_list_shown(size_t count, size_t max)
{
    return count > max + 1 ? max : count;
}

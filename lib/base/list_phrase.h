/* Lists in prose: "a, b and c", or shortened "a, b and 7 more". */
#ifndef SC_BASE_LIST_PHRASE_H
#define SC_BASE_LIST_PHRASE_H

#include "base/text.h"

/* Appends the separator before the part at `index` of `count`: nothing, ", " or " and "; `last` is
 * "and" or "or". */
void sc_list_separator(sc_buffer *out, size_t index, size_t count, const char *last);

/* How many items of a list to write out: all of them, or `max` if at least two remain for "and N
 * more". */
size_t sc_list_shown(size_t count, size_t max);

#endif

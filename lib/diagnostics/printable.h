/* Texts of others on a terminal: nothing in them may move the cursor, and every character has a
 * known width. */
#ifndef SC_DIAGNOSTICS_PRINTABLE_H
#define SC_DIAGNOSTICS_PRINTABLE_H

#include "base/text.h"

/* What stands for it: a picture for a control character, U+FFFD for one that turns the direction of
 * writing or ends a line; else itself. */
uint32_t sc_printable_character(uint32_t code_point);
/* Appends the text made plain; what is beyond so many characters becomes one ellipsis. */
void sc_buffer_printable(sc_buffer *buffer, sc_text text, size_t max_characters);

#endif

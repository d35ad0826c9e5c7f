/* Sanitising of text for a terminal: control characters are made visible. */
#ifndef SC_DIAGNOSTICS_PRINTABLE_H
#define SC_DIAGNOSTICS_PRINTABLE_H

#include "base/text.h"

/* The replacement of a character: its picture (U+2400 to U+2421) for an ASCII control character,
 * U+FFFD for other controls, line separators and bidirectional controls; else the character. */
uint32_t sc_printable_character(uint32_t code_point);
/* Appends the sanitised text, truncated to `max_characters` and an ellipsis. */
void sc_buffer_printable(sc_buffer *buffer, sc_text text, size_t max_characters);

#endif

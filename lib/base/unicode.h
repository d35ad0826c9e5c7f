/* Letter case, white space and display width of Unicode characters, by utf8proc. */
#ifndef SC_BASE_UNICODE_H
#define SC_BASE_UNICODE_H

#include "base/text.h"

/* Unicode's simple case mappings, one code point to one. `out` must hold 4 bytes per byte of the
 * text. Return the length. */
size_t sc_unicode_lower(sc_text text, char *out);
size_t sc_unicode_upper(sc_text text, char *out);
/* Without white space (Unicode's White_Space property) at both ends. */
sc_text sc_unicode_trim(sc_text text);
/* Columns of a terminal that a printable character takes: 0 (combining marks), 1 or 2 (East Asian
 * wide characters, emoji). Independent of the locale. */
unsigned sc_character_width(uint32_t code_point);

#endif

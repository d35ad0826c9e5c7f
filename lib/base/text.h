/* Slices of UTF-8 text (borrowed), character classes, UTF-8 coding, and a growing buffer. */
#ifndef SC_BASE_TEXT_H
#define SC_BASE_TEXT_H

#include "base/allocator.h"
#include <stdbool.h>
#include <stdint.h>

typedef struct sc_text {
    /* not NUL-terminated unless documented; NULL with length 0: no text */
    const char *data;
    size_t length;
} sc_text;

#define SC_TEXT(literal) ((sc_text){(literal), sizeof(literal) - 1})
#define SC_NO_TEXT ((sc_text){NULL, 0})
sc_text sc_text_of(const char *string); /* strlen; NULL gives SC_NO_TEXT */
bool sc_text_equal(sc_text a, sc_text b);
bool sc_text_is(sc_text a, const char *string);
bool sc_text_starts_with(sc_text text, const char *prefix);
int sc_text_compare(sc_text a, sc_text b); /* by bytes */
sc_text sc_text_trim(sc_text text);        /* without ASCII white space and U+00A0 at both ends */

/* ASCII only, independent of the locale. */
bool sc_is_digit(char c);
bool sc_is_letter(char c);
bool sc_is_blank(char c);      /* space or tab */
bool sc_is_line_break(char c); /* line feed or carriage return */
bool sc_is_space(char c);      /* white space: blanks, line breaks, vertical tab, form feed */
char sc_lower(char c);

/* Number of code points; an invalid byte counts as one. */
size_t sc_text_code_points(sc_text text);
/* Whether the text is valid UTF-8; else `*bad_offset` (unless NULL) is the first invalid byte. */
bool sc_text_valid(sc_text text, size_t *bad_offset);
/* Decodes the code point at `*offset` and advances it by at least 1. U+FFFD for an invalid byte. */
uint32_t sc_utf8_decode(sc_text text, size_t *offset);
size_t sc_utf8_encode(uint32_t code_point, char out[4]);
/* `offset`, or the start of the character that it lies within: where a text may be cut. */
size_t sc_utf8_character_start(sc_text text, size_t offset);

#define SC_ELLIPSIS "\xE2\x80\xA6"
#define SC_NO_BREAK_SPACE "\xC2\xA0"

/* A growing byte buffer, NUL-terminated unless empty. `failed` (out of memory) is sticky: appending
 * to a failed buffer does nothing. */
typedef struct sc_buffer {
    schoolcat_allocator allocator;
    char *data;
    size_t length, capacity;
    bool failed;
} sc_buffer;

void sc_buffer_init(sc_buffer *buffer, const schoolcat_allocator *allocator);
void sc_buffer_destroy(sc_buffer *buffer);
void sc_buffer_text(sc_buffer *buffer, sc_text text);
void sc_buffer_string(sc_buffer *buffer, const char *string);
void sc_buffer_byte(sc_buffer *buffer, char byte);
void sc_buffer_repeat(sc_buffer *buffer, char byte, size_t count);
void sc_buffer_number(sc_buffer *buffer, double number); /* shortest notation that reads back */
void sc_buffer_integer(sc_buffer *buffer, long long number);
/* a JSON string, quoted and escaped; invalid bytes become U+FFFD */
void sc_buffer_json(sc_buffer *buffer, sc_text text);
void sc_buffer_clear(sc_buffer *buffer);
sc_text sc_buffer_view(const sc_buffer *buffer);

/* Moves the buffer's contents into a public text. On failure, also where the buffer had failed, the
 * buffer is unchanged. In both cases the caller destroys it. `allocator` must be the buffer's. */
schoolcat_status sc_text_from_buffer(const schoolcat_allocator *allocator, sc_buffer *moved_from,
                                     schoolcat_text **out);

#endif

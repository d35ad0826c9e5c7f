/* UTF-8 and column names, independent of the locale. */
#ifndef CLI_CLI_UTF8_H
#define CLI_CLI_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* The number of bytes of the character that begins here; 0: it is not a character. */
size_t utf8_character(const char *text, size_t length);
size_t ascii_length(const char *text, size_t length); /* of the leading ASCII characters */
bool utf8_valid(const char *text, size_t length);
size_t utf8_count(const char *text, size_t length); /* characters; a stray byte counts as one */
bool is_control(const char *character, size_t size);

/* Whether two column names are equal, ignoring case, '_', blank and '-'. */
bool same_name(const char *a, const char *b);

#endif

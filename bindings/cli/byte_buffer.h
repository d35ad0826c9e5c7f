/* A growing buffer of bytes. Failure to allocate is sticky: adding to a failed buffer does nothing.
 */
#ifndef CLI_BYTE_BUFFER_H
#define CLI_BYTE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct cli_buffer {
    char *data; /* NULL until something is added */
    size_t length, capacity;
    bool failed;
} cli_buffer;

void buffer_add(cli_buffer *buffer, const char *data, size_t length);
void buffer_string(cli_buffer *buffer, const char *string);
static inline void buffer_byte(cli_buffer *buffer, char byte)
{
    if (buffer->length < buffer->capacity)
        buffer->data[buffer->length++] = byte;
    else
        buffer_add(buffer, &byte, 1);
}
/* The same as buffer_add, inline for up to 16 bytes: two overlapping copies of half of them. */
static inline void buffer_add_short(cli_buffer *buffer, const char *data, size_t length)
{
    if (length > 16 || buffer->capacity - buffer->length < length) {
        buffer_add(buffer, data, length);
        return;
    }
    char *to = buffer->data + buffer->length;
    buffer->length += length;
    if (length >= 8) {
        memcpy(to, data, 8);
        memcpy(to + length - 8, data + length - 8, 8);
    } else if (length >= 4) {
        memcpy(to, data, 4);
        memcpy(to + length - 4, data + length - 4, 4);
    } else if (length > 0) {
        to[0] = data[0];
        to[length / 2] = data[length / 2];
        to[length - 1] = data[length - 1];
    }
}
void buffer_utf8(cli_buffer *buffer, const char *data,
                 size_t length); /* replaces bytes that are not UTF-8 by U+FFFD */
void buffer_json(cli_buffer *buffer, const char *data, size_t length); /* quoted and escaped */
void buffer_clear(cli_buffer *buffer);
void buffer_free(cli_buffer *buffer);

/* Grows an array by doubling, so that it can hold one more item. Returns the array, possibly moved;
 * NULL: memory ran out, and the array is unchanged. */
void *grow(void *array, size_t count, size_t *capacity, size_t size);
/* A copy that ends with a NUL, or NULL. */
char *copy_text(const char *text, size_t length);

#endif

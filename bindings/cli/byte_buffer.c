/* A growing byte buffer. */
#include "byte_buffer.h"

#include "cli_utf8.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool reserve(cli_buffer *buffer, size_t more)
{
    if (buffer->failed || more > SIZE_MAX / 4 || buffer->length > SIZE_MAX / 4) {
        buffer->failed = true;
        return false;
    }
    size_t wanted = buffer->length + more;
    if (wanted <= buffer->capacity)
        return true;
    size_t capacity = buffer->capacity < 256 ? 256 : buffer->capacity;
    while (capacity < wanted)
        capacity *= 2;
    char *moved = realloc(buffer->data, capacity);
    if (moved == NULL) {
        buffer->failed = true;
        return false;
    }
    buffer->data = moved;
    buffer->capacity = capacity;
    return true;
}

void buffer_add(cli_buffer *buffer, const char *data, size_t length)
{
    if (length == 0 || !reserve(buffer, length))
        return;
    memcpy(buffer->data + buffer->length, data, length);
    buffer->length += length;
}

void buffer_string(cli_buffer *buffer, const char *string)
{
    buffer_add(buffer, string, strlen(string));
}

static const char replacement[] = "\xEF\xBF\xBD";

void buffer_utf8(cli_buffer *buffer, const char *data, size_t length)
{
    while (length > 0) {
        size_t sound = ascii_length(data, length), size;
        while (sound < length && (size = utf8_character(data + sound, length - sound)) > 0) {
            sound += size;
            sound += ascii_length(data + sound, length - sound);
        }
        buffer_add(buffer, data, sound);
        if (sound == length)
            return;
        buffer_string(buffer, replacement);
        data += sound + 1;
        length -= sound + 1;
    }
}

static void json_character(cli_buffer *buffer, unsigned char c)
{
    static const char named[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
    const char *found = strchr(named, c);
    char escaped[8];
    if (c != '\0' && found != NULL)
        snprintf(escaped, sizeof escaped, "\\%c", letters[found - named]);
    else
        snprintf(escaped, sizeof escaped, "\\u%04x", (unsigned)c);
    buffer_string(buffer, escaped);
}

void buffer_json(cli_buffer *buffer, const char *data, size_t length)
{
    size_t begin = 0;
    buffer_byte(buffer, '"');
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)data[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        buffer_utf8(buffer, data + begin, i - begin);
        json_character(buffer, c);
        begin = i + 1;
    }
    buffer_utf8(buffer, data + begin, length - begin);
    buffer_byte(buffer, '"');
}

void buffer_clear(cli_buffer *buffer)
{
    buffer->length = 0;
}

void buffer_free(cli_buffer *buffer)
{
    free(buffer->data);
    *buffer = (cli_buffer){0};
}

void *grow(void *array, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return array;
    size_t wanted = *capacity == 0 ? 16 : *capacity * 2;
    if (wanted > SIZE_MAX / 2 / size)
        return NULL;
    void *moved = realloc(array, wanted * size);
    if (moved != NULL)
        *capacity = wanted;
    return moved;
}

char *copy_text(const char *text, size_t length)
{
    char *copy = malloc(length + 1);
    if (copy == NULL)
        return NULL;
    if (length > 0)
        memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

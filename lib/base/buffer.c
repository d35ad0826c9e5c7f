/* The growing buffer with writers of numbers and JSON strings, and the public schoolcat_text. */
#include "base/number.h"
#include "base/text.h"

#include <string.h>

void sc_buffer_init(sc_buffer *buffer, const schoolcat_allocator *allocator)
{
    *buffer = (sc_buffer){.allocator = *allocator};
}

void sc_buffer_destroy(sc_buffer *buffer)
{
    if (buffer->data != NULL)
        sc_release(&buffer->allocator, buffer->data);
    buffer->data = NULL;
    buffer->length = buffer->capacity = 0;
}

/* Ensures capacity for `more` bytes and the NUL. */
static bool reserve(sc_buffer *buffer, size_t more)
{
    if (buffer->failed)
        return false;
    if (more < buffer->capacity - buffer->length)
        return true;
    size_t max_capacity = (size_t)PTRDIFF_MAX - 1;
    size_t capacity = 0;
    char *grown = NULL;
    if (more <= max_capacity - buffer->length) {
        capacity = buffer->length + more + 1;
        if (capacity < 64)
            capacity = 64;
        if (capacity < buffer->capacity * 2)
            capacity = buffer->capacity * 2;
        grown = sc_reallocate_array(&buffer->allocator, buffer->data, capacity, 1);
    }
    if (grown == NULL) {
        buffer->failed = true;
        return false;
    }
    buffer->data = grown;
    buffer->capacity = capacity;
    return true;
}

void sc_buffer_text(sc_buffer *buffer, sc_text text)
{
    if (text.length == 0 || !reserve(buffer, text.length))
        return;
    memcpy(buffer->data + buffer->length, text.data, text.length);
    buffer->length += text.length;
    buffer->data[buffer->length] = '\0';
}

void sc_buffer_string(sc_buffer *buffer, const char *string)
{
    sc_buffer_text(buffer, sc_text_of(string));
}

void sc_buffer_byte(sc_buffer *buffer, char byte)
{
    sc_buffer_text(buffer, (sc_text){&byte, 1});
}

void sc_buffer_repeat(sc_buffer *buffer, char byte, size_t count)
{
    if (count == 0 || !reserve(buffer, count))
        return;
    memset(buffer->data + buffer->length, byte, count);
    buffer->length += count;
    buffer->data[buffer->length] = '\0';
}

void sc_buffer_number(sc_buffer *buffer, double number)
{
    char digits[SC_NUMBER_CAPACITY];
    size_t length = sc_number_write(number, digits);
    sc_buffer_text(buffer, (sc_text){digits, length});
}

void sc_buffer_integer(sc_buffer *buffer, long long number)
{
    char digits[24];
    size_t at = sizeof digits;
    unsigned long long size =
        number < 0 ? 0 - (unsigned long long)number : (unsigned long long)number;
    do {
        digits[--at] = (char)('0' + size % 10);
        size /= 10;
    } while (size != 0);
    if (number < 0)
        digits[--at] = '-';
    sc_buffer_text(buffer, (sc_text){digits + at, sizeof digits - at});
}

static void json_escape(sc_buffer *buffer, uint32_t code_point)
{
    static const char hexadecimal[] = "0123456789abcdef";
    switch (code_point) {
    case '"':
        sc_buffer_string(buffer, "\\\"");
        return;
    case '\\':
        sc_buffer_string(buffer, "\\\\");
        return;
    case '\n':
        sc_buffer_string(buffer, "\\n");
        return;
    case '\r':
        sc_buffer_string(buffer, "\\r");
        return;
    case '\t':
        sc_buffer_string(buffer, "\\t");
        return;
    default:
        sc_buffer_string(buffer, "\\u00");
        sc_buffer_byte(buffer, hexadecimal[code_point >> 4 & 15]);
        sc_buffer_byte(buffer, hexadecimal[code_point & 15]);
    }
}

/* Needs no escape in JSON: printable ASCII but quote and backslash. */
static bool is_plain(unsigned char byte)
{
    return byte >= ' ' && byte < 0x7F && byte != '"' && byte != '\\';
}

void sc_buffer_json(sc_buffer *buffer, sc_text text)
{
    sc_buffer_byte(buffer, '"');
    for (size_t offset = 0; offset < text.length;) {
        size_t start = offset;
        while (offset < text.length && is_plain((unsigned char)text.data[offset]))
            offset++;
        sc_buffer_text(buffer, (sc_text){text.data + start, offset - start});
        if (offset == text.length)
            break;
        uint32_t code_point = sc_utf8_decode(text, &offset);
        if (code_point < 0x80) {
            json_escape(buffer, code_point);
        } else {
            char bytes[4];
            sc_buffer_text(buffer, (sc_text){bytes, sc_utf8_encode(code_point, bytes)});
        }
    }
    sc_buffer_byte(buffer, '"');
}

void sc_buffer_clear(sc_buffer *buffer)
{
    buffer->length = 0;
    buffer->failed = false;
    if (buffer->data != NULL)
        buffer->data[0] = '\0';
}

sc_text sc_buffer_view(const sc_buffer *buffer)
{
    if (buffer->data == NULL)
        return SC_TEXT("");
    return (sc_text){buffer->data, buffer->length};
}

/* --- the public text --- */

struct schoolcat_text {
    schoolcat_allocator allocator;
    char *data; /* NULL when empty */
    size_t length;
};

schoolcat_status sc_text_from_buffer(const schoolcat_allocator *allocator, sc_buffer *moved_from,
                                     schoolcat_text **out)
{
    schoolcat_text *text = moved_from->failed ? NULL : sc_allocate(allocator, sizeof *text);
    if (text == NULL)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    text->allocator = moved_from->allocator;
    text->data = moved_from->data;
    text->length = moved_from->length;
    moved_from->data = NULL;
    moved_from->length = moved_from->capacity = 0;
    *out = text;
    return SCHOOLCAT_OK;
}

const char *schoolcat_text_data(const schoolcat_text *text)
{
    return text == NULL || text->data == NULL ? "" : text->data;
}

size_t schoolcat_text_length(const schoolcat_text *text)
{
    return text == NULL ? 0 : text->length;
}

void schoolcat_text_free(schoolcat_text *text)
{
    if (text == NULL)
        return;
    schoolcat_allocator allocator = text->allocator;
    sc_release(&allocator, text->data);
    sc_release(&allocator, text);
}

#include "answer/page.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static sc_text next_word(sc_text words, size_t *at)
{
    while (*at < words.length && is_blank(words.data[*at]))
        ++*at;
    size_t begin = *at;
    while (*at < words.length && !is_blank(words.data[*at]))
        ++*at;
    return (sc_text){words.data + begin, *at - begin};
}

/* Control characters of a text value would do harm on a terminal. */
static void put_word(sc_buffer *out, sc_text word)
{
    size_t offset = 0;
    while (offset < word.length) {
        size_t begin = offset;
        uint32_t point = sc_text_next(word, &offset);
        bool control = point < 0x20 || (point >= 0x7F && point < 0xA0);
        if (control)
            sc_buffer_byte(out, '?');
        else
            sc_buffer_text(out, (sc_text){word.data + begin, offset - begin});
    }
}

/* How many characters stand in the last line of what is written. */
static size_t column_of(const sc_buffer *out)
{
    size_t begin = out->length;
    while (begin > 0 && out->data[begin - 1] != '\n')
        begin--;
    return sc_text_code_points((sc_text){out->data + begin, out->length - begin});
}

void sc_page_wrap(sc_buffer *out, sc_text words, size_t first, size_t rest, size_t width)
{
    sc_buffer_repeat(out, ' ', first);
    size_t at = 0, column = out->failed || out->length == 0 ? 0 : column_of(out);
    bool begun = false;
    for (sc_text word = next_word(words, &at); word.length > 0; word = next_word(words, &at)) {
        size_t length = sc_text_code_points(word);
        if (begun && column + 1 + length > width) {
            sc_buffer_byte(out, '\n');
            sc_buffer_repeat(out, ' ', rest);
            column = rest;
        } else if (begun) {
            sc_buffer_byte(out, ' ');
            column++;
        }
        put_word(out, word);
        column += length;
        begun = true;
    }
    sc_buffer_byte(out, '\n');
}

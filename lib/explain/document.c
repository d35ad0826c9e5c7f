#include "explain/document.h"

#include <string.h>

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
        uint32_t point = sc_utf8_decode(word, &offset);
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

void sc_document_wrap(sc_buffer *out, sc_text words, size_t first, size_t rest, size_t width)
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

/* --- ids once --- */

size_t sc_document_name_count(const sc_model *model)
{
    return (size_t)model->indicator_count + model->derived_count + model->decision_count;
}

static const sc_about *about_at(const sc_model *model, size_t index)
{
    if (index < model->indicator_count)
        return &model->indicators[index].about;
    index -= model->indicator_count;
    if (index < model->derived_count)
        return &model->derived[index].about;
    return &model->decisions[index - model->derived_count].about;
}

/* Whether "Label (id)" ends at `end` of the words. */
static bool ends_with_name(sc_text words, size_t end, const sc_about *about)
{
    size_t id = about->id.length, label = about->label.length, whole = label + id + 3;
    if (label == 0 || end < whole)
        return false;
    const char *at = words.data + end - whole;
    return memcmp(at, about->label.data, label) == 0 && at[label] == ' ' && at[label + 1] == '(' &&
           memcmp(at + label + 2, about->id.data, id) == 0 && at[whole - 1] == ')';
}

/* The length of " (id)" at the end, where that was said before; else 0. */
static size_t repeated_id(const sc_document *page, sc_text words, size_t end)
{
    for (size_t i = 0; i < sc_document_name_count(page->model); i++) {
        const sc_about *about = about_at(page->model, i);
        if (!ends_with_name(words, end, about))
            continue;
        bool met = page->met[i];
        page->met[i] = true;
        return met ? about->id.length + 3 : 0;
    }
    return 0;
}

void sc_document_remove_repeated_ids(sc_document *page)
{
    sc_text words = sc_buffer_view(&page->words);
    size_t kept = 0;
    for (size_t i = 0; page->met && !page->words.failed && i < words.length; i++) {
        page->words.data[kept++] = words.data[i];
        /* What was kept so far is never longer than what was read, and ends in the same bytes. */
        if (words.data[i] == ')')
            kept -= repeated_id(page, (sc_text){page->words.data, kept}, kept);
    }
    if (page->met && !page->words.failed)
        page->words.length = kept;
}

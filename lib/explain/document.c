/* Line breaking, and the removal of repeated ids. */
#include "explain/document.h"

#include <string.h>

/* --- line breaking --- */

static sc_text next_word(sc_text text, size_t *at)
{
    while (*at < text.length && sc_is_space(text.data[*at]))
        ++*at;
    size_t begin = *at;
    while (*at < text.length && !sc_is_space(text.data[*at]))
        ++*at;
    return (sc_text){text.data + begin, *at - begin};
}

/* Replaces control characters: a value from the data must not control the terminal. */
static void write_word(sc_buffer *out, sc_text word)
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

/* The number of characters in the last line written. */
static size_t current_column(const sc_buffer *out)
{
    size_t begin = out->length;
    while (begin > 0 && out->data[begin - 1] != '\n')
        begin--;
    return sc_text_code_points((sc_text){out->data + begin, out->length - begin});
}

void sc_document_wrap(sc_buffer *out, sc_text text, size_t first_indent, size_t indent,
                      size_t width)
{
    sc_buffer_repeat(out, ' ', first_indent);
    size_t at = 0, column = out->failed || out->length == 0 ? 0 : current_column(out);
    bool first = true;
    for (sc_text word = next_word(text, &at); word.length > 0; word = next_word(text, &at)) {
        size_t length = sc_text_code_points(word);
        if (!first && column + 1 + length > width) {
            sc_buffer_byte(out, '\n');
            sc_buffer_repeat(out, ' ', indent);
            column = indent;
        } else if (!first) {
            sc_buffer_byte(out, ' ');
            column++;
        }
        write_word(out, word);
        column += length;
        first = false;
    }
    sc_buffer_byte(out, '\n');
}

/* --- repeated ids --- */

size_t sc_document_element_count(const sc_model *model)
{
    return (size_t)model->indicator_count + model->derived_count + model->decision_count;
}

static const sc_about *element_at(const sc_model *model, size_t index)
{
    if (index < model->indicator_count)
        return &model->indicators[index].about;
    index -= model->indicator_count;
    if (index < model->derived_count)
        return &model->derived[index].about;
    return &model->decisions[index - model->derived_count].about;
}

/* Whether the text ends in "label (id)" of the element. */
static bool ends_with_element(sc_text text, const sc_about *about)
{
    size_t id = about->id.length, label = about->label.length, length = label + id + 3;
    if (label == 0 || text.length < length)
        return false;
    const char *at = text.data + text.length - length;
    return memcmp(at, about->label.data, label) == 0 && at[label] == ' ' && at[label + 1] == '(' &&
           memcmp(at + label + 2, about->id.data, id) == 0 && at[length - 1] == ')';
}

/* If the text ends in "label (id)" of an element mentioned before: the length of " (id)"; else 0.
 * Marks the element as mentioned. */
static size_t repeated_id_length(const sc_document *document, sc_text text)
{
    for (size_t i = 0; i < sc_document_element_count(document->model); i++) {
        const sc_about *about = element_at(document->model, i);
        if (!ends_with_element(text, about))
            continue;
        bool repeated = document->mentioned[i];
        document->mentioned[i] = true;
        return repeated ? about->id.length + 3 : 0;
    }
    return 0;
}

void sc_document_remove_repeated_ids(sc_document *document)
{
    sc_buffer *text = &document->text;
    if (text->failed)
        return;
    size_t kept = 0;
    /* In place: what is kept is never longer than what was read. */
    for (size_t i = 0; i < text->length; i++) {
        text->data[kept++] = text->data[i];
        if (text->data[i] == ')')
            kept -= repeated_id_length(document, (sc_text){text->data, kept});
    }
    text->length = kept;
}

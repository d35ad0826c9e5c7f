/* Renders the explanation as Markdown (CommonMark), one line for each paragraph. */
#include "explain/render_explanation.h"

#include "explain/sections.h"

/* The kinds of the last block. */
enum { NO_BLOCK, BLOCK, LIST_ITEM };

static bool is_word_byte(char c)
{
    return sc_is_letter(c) || sc_is_digit(c) || (unsigned char)c >= 0x80;
}

/* Whether the character would be read as markup there. An underscore within a word is not. */
static bool must_escape(sc_text text, size_t at)
{
    char c = text.data[at];
    if (c == '_')
        return at == 0 || at + 1 == text.length || !is_word_byte(text.data[at - 1]) ||
               !is_word_byte(text.data[at + 1]);
    if (c == '#' || c == '+' || c == '-' || c == '=')
        return at == 0;
    if (c == '.' || c == ')')
        return at > 0 && at <= 9 && sc_is_digit(text.data[at - 1]) && sc_is_digit(text.data[0]);
    return c == '\\' || c == '`' || c == '*' || c == '<' || c == '>' || c == '[' || c == ']' ||
           c == '|' || c == '~' || c == '&';
}

static void write_escaped(sc_document *document)
{
    sc_text text = sc_text_trim(sc_buffer_view(&document->text));
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (must_escape(text, i))
            sc_buffer_byte(document->out, '\\');
        sc_buffer_byte(document->out, (unsigned char)c < 0x20 || c == 0x7F ? ' ' : c);
    }
    sc_buffer_clear(&document->text);
}

static void begin(sc_document *document, int kind)
{
    if (document->last_block != NO_BLOCK &&
        !(document->last_block == LIST_ITEM && kind == LIST_ITEM))
        sc_buffer_byte(document->out, '\n');
    document->last_block = kind;
}

static void write_block(sc_document *document, const char *before, const char *after)
{
    begin(document, BLOCK);
    sc_buffer_string(document->out, before);
    write_escaped(document);
    sc_buffer_string(document->out, after);
    sc_buffer_byte(document->out, '\n');
}

static void block(sc_document *document, const char *before, const char *after)
{
    sc_document_remove_repeated_ids(document);
    write_block(document, before, after);
}

static void title(sc_document *document)
{
    block(document, "# ", "");
}

static void heading(sc_document *document)
{
    block(document, "## ", "");
}

static void lead(sc_document *document)
{
    block(document, "**", "**");
}

static void label(sc_document *document)
{
    block(document, "### ", "");
}

static void paragraph(sc_document *document)
{
    block(document, "", "");
}

static void quotation(sc_document *document)
{
    write_block(document, "> ", "");
}

static void item(sc_document *document, const char *status, uint32_t depth)
{
    sc_document_remove_repeated_ids(document);
    begin(document, LIST_ITEM);
    sc_buffer_repeat(document->out, ' ', (size_t)depth * 2);
    sc_buffer_string(document->out, "- ");
    if (status) {
        sc_buffer_string(document->out, "**");
        sc_buffer_string(document->out, status);
        sc_buffer_string(document->out, "** ");
    }
    write_escaped(document);
    sc_buffer_byte(document->out, '\n');
}

/* A line of the same paragraph, after a hard line break. */
static void continuation(sc_document *document, bool has_status, uint32_t depth)
{
    (void)has_status;
    sc_document_remove_repeated_ids(document);
    if (document->out->length > 0)
        document->out->length--;
    sc_buffer_string(document->out, "\\\n");
    sc_buffer_repeat(document->out, ' ', (size_t)depth * 2 + 2);
    write_escaped(document);
    sc_buffer_byte(document->out, '\n');
}

void sc_render_markdown(sc_buffer *out, const schoolcat_explanation *explanation)
{
    static const sc_document_style style = {.title = title,
                                            .heading = heading,
                                            .lead = lead,
                                            .label = label,
                                            .paragraph = paragraph,
                                            .quotation = quotation,
                                            .item = item,
                                            .continuation = continuation};
    sc_print_document(out, &style, explanation);
}

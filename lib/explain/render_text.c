/* Renders the explanation as plain text for a terminal, in lines of at most 100 characters. */
#include "explain/render_explanation.h"

#include "explain/sections.h"

/* WIDTH and the widths of columns in characters. */
enum { WIDTH = 100, INDENT = 2, STATUS_WIDTH = 9, DASH_WIDTH = 2 };
/* The kinds of the last block. */
enum { NO_BLOCK, BLOCK };

static void write_lines(sc_document *document, size_t first_indent, size_t indent)
{
    sc_document_wrap(document->out, sc_buffer_view(&document->text), first_indent, indent, WIDTH);
    sc_buffer_clear(&document->text);
    document->last_block = BLOCK;
}

static void write_block(sc_document *document, size_t first_indent, size_t indent)
{
    sc_document_remove_repeated_ids(document);
    write_lines(document, first_indent, indent);
}

static void write_underlined(sc_document *document, char with)
{
    sc_document_remove_repeated_ids(document);
    size_t length = sc_text_code_points(sc_buffer_view(&document->text));
    if (document->last_block != NO_BLOCK)
        sc_buffer_byte(document->out, '\n');
    write_lines(document, 0, 0);
    sc_buffer_repeat(document->out, with, length < WIDTH ? length : WIDTH);
    sc_buffer_byte(document->out, '\n');
}

static void title(sc_document *document)
{
    write_underlined(document, '=');
}

static void heading(sc_document *document)
{
    write_underlined(document, '-');
}

static void lead(sc_document *document)
{
    write_block(document, 0, 0);
}

static void label(sc_document *document)
{
    sc_buffer_byte(document->out, '\n');
    write_block(document, 0, 0);
}

static void paragraph(sc_document *document)
{
    write_block(document, INDENT, INDENT);
}

static void quotation(sc_document *document)
{
    sc_buffer_byte(&document->text, '"');
    sc_buffer_repeat(document->out, ' ', INDENT);
    sc_buffer_byte(document->out, '"');
    sc_document_wrap(document->out, sc_buffer_view(&document->text), 0, INDENT, WIDTH);
    sc_buffer_clear(&document->text);
}

static size_t indent_of(uint32_t depth)
{
    return INDENT + (size_t)depth * INDENT * 2;
}

static void item(sc_document *document, const char *status, uint32_t depth)
{
    sc_document_remove_repeated_ids(document);
    sc_text marker = sc_text_of(status ? status : "-");
    size_t width = status ? STATUS_WIDTH : DASH_WIDTH, indent = indent_of(depth);
    sc_buffer_repeat(document->out, ' ', indent);
    sc_buffer_text(document->out, marker);
    sc_buffer_repeat(document->out, ' ', width - marker.length);
    sc_document_wrap(document->out, sc_buffer_view(&document->text), 0, indent + width, WIDTH);
    sc_buffer_clear(&document->text);
}

static void continuation(sc_document *document, bool has_status, uint32_t depth)
{
    size_t indent = indent_of(depth) + (has_status ? STATUS_WIDTH : DASH_WIDTH);
    write_block(document, indent, indent);
}

void sc_render_text(sc_buffer *out, const schoolcat_explanation *explanation)
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

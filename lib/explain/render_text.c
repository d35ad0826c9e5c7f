/* The explanation for a terminal: lines of at most 100 characters. */
#include "explain/sections.h"
#include "explain/render_explanation.h"

enum { WIDTH = 100, STEP = 2, MARK_WIDTH = 9, DASH_WIDTH = 2 };
enum { NOTHING, WRITTEN };

static void write_lines(sc_document *page, size_t first, size_t rest)
{
    sc_document_wrap(page->out, sc_buffer_view(&page->words), first, rest, WIDTH);
    sc_buffer_clear(&page->words);
    page->last = WRITTEN;
}

static void put(sc_document *page, size_t first, size_t rest)
{
    sc_document_remove_repeated_ids(page);
    write_lines(page, first, rest);
}

static void put_underlined(sc_document *page, char with)
{
    sc_document_remove_repeated_ids(page);
    size_t length = sc_text_code_points(sc_buffer_view(&page->words));
    if (page->last != NOTHING)
        sc_buffer_byte(page->out, '\n');
    write_lines(page, 0, 0);
    sc_buffer_repeat(page->out, with, length < WIDTH ? length : WIDTH);
    sc_buffer_byte(page->out, '\n');
}

static void title(sc_document *page)
{
    put_underlined(page, '=');
}

static void heading(sc_document *page)
{
    put_underlined(page, '-');
}

static void lead(sc_document *page)
{
    put(page, 0, 0);
}

static void label(sc_document *page)
{
    sc_buffer_byte(page->out, '\n');
    put(page, 0, 0);
}

static void body(sc_document *page)
{
    put(page, STEP, STEP);
}

static void quote(sc_document *page)
{
    sc_buffer_byte(&page->words, '"');
    sc_buffer_repeat(page->out, ' ', STEP);
    sc_buffer_byte(page->out, '"');
    sc_document_wrap(page->out, sc_buffer_view(&page->words), 0, STEP, WIDTH);
    sc_buffer_clear(&page->words);
}

static size_t indent_of(uint32_t depth)
{
    return STEP + (size_t)depth * STEP * 2;
}

static void entry(sc_document *page, const char *mark, uint32_t depth)
{
    sc_document_remove_repeated_ids(page);
    sc_text word = sc_text_of(mark ? mark : "-");
    size_t room = mark ? MARK_WIDTH : DASH_WIDTH, indent = indent_of(depth);
    sc_buffer_repeat(page->out, ' ', indent);
    sc_buffer_text(page->out, word);
    sc_buffer_repeat(page->out, ' ', room - word.length);
    sc_document_wrap(page->out, sc_buffer_view(&page->words), 0, indent + room, WIDTH);
    sc_buffer_clear(&page->words);
}

static void under(sc_document *page, bool marked, uint32_t depth)
{
    size_t indent = indent_of(depth) + (marked ? MARK_WIDTH : DASH_WIDTH);
    put(page, indent, indent);
}

void sc_render_text(sc_buffer *out, const schoolcat_explanation *explanation)
{
    static const sc_document_style style = {title, heading, lead, label, body, quote, entry, under};
    sc_document page = {.out = out, .style = &style};
    sc_buffer_init(&page.words, &out->allocator);
    sc_print_document(&page, explanation);
    sc_buffer_destroy(&page.words);
}

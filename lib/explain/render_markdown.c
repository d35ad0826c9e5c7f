/* The explanation as Markdown (CommonMark): one line a paragraph. */
#include "explain/sections.h"
#include "explain/render_explanation.h"

enum { NOTHING, BLOCK, LIST };

static bool is_word_byte(char c)
{
    return sc_is_letter(c) || sc_is_digit(c) || (unsigned char)c >= 0x80;
}

/* An underscore within a word is no emphasis. */
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

static void put_words(sc_document *page)
{
    sc_text text = sc_text_trim(sc_buffer_view(&page->words));
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (must_escape(text, i))
            sc_buffer_byte(page->out, '\\');
        sc_buffer_byte(page->out, (unsigned char)c < 0x20 || c == 0x7F ? ' ' : c);
    }
    sc_buffer_clear(&page->words);
}

static void begin(sc_document *page, int kind)
{
    if (page->last != NOTHING && !(page->last == LIST && kind == LIST))
        sc_buffer_byte(page->out, '\n');
    page->last = kind;
}

static void put_block(sc_document *page, const char *before, const char *after)
{
    begin(page, BLOCK);
    sc_buffer_string(page->out, before);
    put_words(page);
    sc_buffer_string(page->out, after);
    sc_buffer_byte(page->out, '\n');
}

static void block(sc_document *page, const char *before, const char *after)
{
    sc_document_remove_repeated_ids(page);
    put_block(page, before, after);
}

static void title(sc_document *page)
{
    block(page, "# ", "");
}

static void heading(sc_document *page)
{
    block(page, "## ", "");
}

static void lead(sc_document *page)
{
    block(page, "**", "**");
}

static void label(sc_document *page)
{
    block(page, "### ", "");
}

static void body(sc_document *page)
{
    block(page, "", "");
}

static void quote(sc_document *page)
{
    put_block(page, "> ", "");
}

static void entry(sc_document *page, const char *mark, uint32_t depth)
{
    sc_document_remove_repeated_ids(page);
    begin(page, LIST);
    sc_buffer_repeat(page->out, ' ', (size_t)depth * 2);
    sc_buffer_string(page->out, "- ");
    if (mark) {
        sc_buffer_string(page->out, "**");
        sc_buffer_string(page->out, mark);
        sc_buffer_string(page->out, "** ");
    }
    put_words(page);
    sc_buffer_byte(page->out, '\n');
}

/* The same paragraph of the entry, after a hard break. */
static void under(sc_document *page, bool marked, uint32_t depth)
{
    (void)marked;
    sc_document_remove_repeated_ids(page);
    if (page->out->length > 0)
        page->out->length--;
    sc_buffer_string(page->out, "\\\n");
    sc_buffer_repeat(page->out, ' ', (size_t)depth * 2 + 2);
    put_words(page);
    sc_buffer_byte(page->out, '\n');
}

void sc_render_markdown(sc_buffer *out, const schoolcat_explanation *explanation)
{
    static const sc_document_style style = {title, heading, lead, label, body, quote, entry, under};
    sc_document page = {.out = out, .style = &style};
    sc_buffer_init(&page.words, &out->allocator);
    sc_print_document(&page, explanation);
    sc_buffer_destroy(&page.words);
}

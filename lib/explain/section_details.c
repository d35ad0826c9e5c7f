/* The `details` of a rule or outcome as list items: "visit within days: 30". */
#include "explain/sections.h"

#include "explain/phrase.h"

enum { MAX_TEXT_LENGTH = 200, MAX_MEMBERS = 3 };

static void phrase_key(sc_buffer *out, sc_text key)
{
    for (size_t i = 0; i < key.length; i++)
        sc_buffer_byte(out, key.data[i] == '_' ? ' ' : key.data[i]);
    sc_buffer_string(out, ": ");
}

static void phrase_detail(sc_buffer *out, const sc_detail *detail)
{
    size_t shown = sc_list_shown(detail->count, MAX_MEMBERS);
    switch (detail->kind) {
    case SC_DETAIL_TEXT:
        sc_phrase_excerpt(out, detail->text, MAX_TEXT_LENGTH);
        break;
    case SC_DETAIL_NUMBER:
        sc_buffer_number(out, detail->number);
        break;
    case SC_DETAIL_BOOLEAN:
        sc_buffer_string(out, detail->boolean ? "yes" : "no");
        break;
    case SC_DETAIL_LIST:
    case SC_DETAIL_MAP:
        for (size_t i = 0; i < shown; i++) {
            sc_buffer_string(out, i > 0 ? "; " : "");
            if (detail->kind == SC_DETAIL_MAP)
                phrase_key(out, detail->keys[i]);
            if (detail->items[i].kind == SC_DETAIL_LIST || detail->items[i].kind == SC_DETAIL_MAP)
                sc_buffer_string(out, "...");
            else
                phrase_detail(out, &detail->items[i]);
        }
        if (shown < detail->count) {
            sc_buffer_string(out, "; and ");
            sc_buffer_integer(out, (long long)(detail->count - shown));
            sc_buffer_string(out, " more");
        }
        break;
    case SC_DETAIL_NULL:
        break;
    }
}

void sc_print_details(sc_document_printer *printer, const sc_detail *details, uint32_t depth)
{
    for (uint32_t i = 0; details && i < details->count; i++) {
        phrase_key(printer->text, details->keys[i]);
        phrase_detail(printer->text, &details->items[i]);
        sc_end_item(printer, NULL, depth);
    }
}

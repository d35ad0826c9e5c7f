/* The document that the text and Markdown renderers write. It is made of blocks (headings,
 * paragraphs, list items). The text of a block is gathered in `text`; a function of the style then
 * writes it in the format and empties `text`. */
#ifndef SC_EXPLAIN_DOCUMENT_H
#define SC_EXPLAIN_DOCUMENT_H

#include "language/model.h"

typedef struct sc_document sc_document;

/* One format: how it writes each kind of block. */
typedef struct sc_document_style {
    void (*title)(sc_document *document);
    void (*heading)(sc_document *document);
    /* The paragraph that opens a section, for example the outcome of a decision. */
    void (*lead)(sc_document *document);
    /* A heading within a section, for example "What would settle it". */
    void (*label)(sc_document *document);
    void (*paragraph)(sc_document *document);
    /* A paragraph of the published source, word for word. */
    void (*quotation)(sc_document *document);
    /* A list item. `status` ("holds") precedes the text, unless it is NULL. */
    void (*item)(sc_document *document, const char *status, uint32_t depth);
    /* A further line of the last item; `has_status`: of an item with a status. */
    void (*continuation)(sc_document *document, bool has_status, uint32_t depth);
} sc_document_style;

struct sc_document {
    sc_buffer *out;
    sc_buffer text;
    const sc_document_style *style;
    const sc_model *model;
    /* The elements written so far as "label (id)", by index (see sc_document_element_count): from
     * the second time on the id is left out. */
    bool *mentioned;
    /* The kind of the last block, for the style's own use. */
    int last_block;
};

/* The number of elements whose ids are left out after the first mention: the size of
 * `mentioned`. */
size_t sc_document_element_count(const sc_model *model);
/* Removes from document->text the id after the label of each element mentioned before: "Rank among
 * schools (rank)" becomes "Rank among schools". Every block but a quotation calls it once. */
void sc_document_remove_repeated_ids(sc_document *document);

/* Appends the text and a newline, broken at blanks into lines of at most `width` characters. The
 * first line continues the current line of `out` after `first_indent` blanks; the others are
 * indented by `indent`. Control characters are written as '?'. */
void sc_document_wrap(sc_buffer *out, sc_text text, size_t first_indent, size_t indent,
                      size_t width);

#endif

/* What text and Markdown have in common: a page is written piece by piece; the words of each are
 * gathered in `words` first. */
#ifndef SC_EXPLAIN_DOCUMENT_H
#define SC_EXPLAIN_DOCUMENT_H

#include "language/model.h"

typedef struct sc_document sc_document;

/* How one format sets each kind of piece. All take page->words, which are empty afterwards. */
typedef struct sc_document_style {
    void (*title)(sc_document *page);
    void (*heading)(sc_document *page);
    void (*lead)(sc_document *page);  /* what a decision came to */
    void (*label)(sc_document *page); /* above what belongs together: "What would settle it" */
    void (*body)(sc_document *page);  /* a paragraph under a label */
    void (*quote)(sc_document *page); /* the same, in the words of the published source */
    /* One entry of a list within lists; `mark` is a word in front, "holds", or NULL. */
    void (*entry)(sc_document *page, const char *mark, uint32_t depth);
    void (*under)(sc_document *page, bool marked,
                  uint32_t depth); /* more about the entry above, which had a mark or not */
} sc_document_style;

struct sc_document {
    sc_buffer *out;
    sc_buffer words;
    const sc_document_style *style;
    const sc_model *model; /* whose ids are given once each */
    /* by the order of names in the model; NULL: ids stand wherever they are said */
    bool *met;
    int last; /* the kind of the last piece, for the style's own use */
};

/* How many names a model has whose label is followed by the id, for `met`. */
size_t sc_document_name_count(const sc_model *model);
/* Leaves the id behind a label out of page->words where it was given before: "Rank among schools
 * (rank)" becomes "Rank among schools". Called once by every piece that is not a quotation. */
void sc_document_remove_repeated_ids(sc_document *page);

/* Appends the words, at most `width` characters a line: `first` blanks before the first, which goes
 * on from what stands in the line already, and `rest` before the others. Control characters become
 * '?'. */
void sc_document_wrap(sc_buffer *out, sc_text words, size_t first, size_t rest, size_t width);

#endif

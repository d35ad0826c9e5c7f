/* The sections of an explanation as a document (text, Markdown): deciding facts first, long lists
 * of facts that did not matter shortened. */
#ifndef SC_EXPLAIN_SECTIONS_H
#define SC_EXPLAIN_SECTIONS_H

#include "explain/document.h"
#include "explain/explanation.h"

/* Writes the explanation as a document in that style. */
void sc_print_document(sc_buffer *out, const sc_document_style *style,
                       const schoolcat_explanation *explanation);

/* --- shared by print_document.c and section_*.c --- */

typedef struct sc_document_printer {
    sc_document *document;
    sc_buffer *text; /* of the document: the text of the current block */
    const schoolcat_explanation *explanation;
    const sc_model *model;
    bool *mentioned; /* the parameters mentioned, by index */
    /* State of section_conditions.c while it prints one rule. */
    uint32_t remaining; /* the number of items that may still be printed */
    uint32_t max_depth; /* lists at this depth or deeper are not expanded */
    bool brief;         /* criteria are named by their labels, without their published text */
} sc_document_printer;

/* Appends to the text of the current block. */
static inline void sc_printer_write(sc_document_printer *printer, const char *string)
{
    sc_buffer_string(printer->text, string);
}

/* Each of these ends the current block as one of that kind. */

static inline void sc_end_title(sc_document_printer *printer)
{
    printer->document->style->title(printer->document);
}

static inline void sc_end_heading(sc_document_printer *printer)
{
    printer->document->style->heading(printer->document);
}

static inline void sc_end_lead(sc_document_printer *printer)
{
    printer->document->style->lead(printer->document);
}

static inline void sc_end_label(sc_document_printer *printer)
{
    printer->document->style->label(printer->document);
}

static inline void sc_end_paragraph(sc_document_printer *printer)
{
    printer->document->style->paragraph(printer->document);
}

static inline void sc_end_quotation(sc_document_printer *printer)
{
    printer->document->style->quotation(printer->document);
}

static inline void sc_end_item(sc_document_printer *printer, const char *status, uint32_t depth)
{
    printer->document->style->item(printer->document, status, depth);
}

static inline void sc_end_continuation(sc_document_printer *printer, bool has_status,
                                       uint32_t depth)
{
    printer->document->style->continuation(printer->document, has_status, depth);
}

/* section_summary.c: "In short", each decision in a few lines. */
void sc_print_summary_section(sc_document_printer *printer);

/* section_decision.c: one decision with its own heading. */
void sc_print_decision_section(sc_document_printer *printer, const sc_explained_decision *decision);

/* section_choose_every.c: the same of a decision with `choose: every`, without the heading. */
void sc_print_every_rules(sc_document_printer *printer, const sc_explained_decision *decision);

/* section_details.c: the `details` of a rule or outcome as list items. */
void sc_print_details(sc_document_printer *printer, const sc_detail *details, uint32_t depth);

/* section_conditions.c: the conditions of a rule as list items; in brief without published text
 * and without nested lists. */
void sc_print_rule_conditions(sc_document_printer *printer, const schoolcat_explanation_node *rule);
void sc_print_rule_conditions_briefly(sc_document_printer *printer,
                                      const schoolcat_explanation_node *rule, uint32_t depth);
/* Appends the condition that decides the rule's truth to the current block. */
void sc_print_deciding_condition(sc_document_printer *printer,
                                 const schoolcat_explanation_node *rule);
/* A condition by its name; a list without a name by its members: "none of: ...". */
void sc_phrase_condition(sc_buffer *out, const schoolcat_explanation_node *node);
/* "holds", "fails", "unknown", "assumed" */
const char *sc_truth_phrase(const schoolcat_explanation_node *node);

/* section_missing.c: the needs of a decision ("What would settle it") and its assumptions. A long
 * list of needs is only referred to: sc_print_missing_section prints it once for all decisions. */
void sc_print_needs(sc_document_printer *printer, const sc_explained_decision *decision);
void sc_print_assumptions(sc_document_printer *printer, const sc_explained_decision *decision);
void sc_print_missing_section(sc_document_printer *printer);
/* The first `max` needs of the decision, those of many decisions first: "A, B and C". */
void sc_phrase_first_needs(sc_document_printer *printer, const sc_explained_decision *decision,
                           size_t max);

/* section_parameters.c: "The figures used", the parameters that were mentioned. */
void sc_print_parameters_section(sc_document_printer *printer);

#endif

/* What an explanation says to a reader, and in which order: the deciding things first, long lists
 * of what did not matter shortened. */
#ifndef SC_EXPLAIN_SECTIONS_H
#define SC_EXPLAIN_SECTIONS_H

#include "explain/explanation.h"
#include "explain/document.h"

void sc_print_document(sc_document *page, const schoolcat_explanation *explanation);

/* --- among narrate*.c --- */

typedef struct sc_document_printer {
    sc_document *page;
    sc_buffer *words; /* of the page */
    const schoolcat_explanation *explanation;
    const sc_model *model;
    bool *told;       /* parameters that were mentioned, by index */
    uint32_t budget;  /* entries that the condition at hand may still take */
    uint32_t deepest; /* depth from which lists within lists are told by name alone */
    bool brief;       /* criteria by their ids instead of their published words */
} sc_document_printer;

/* The conditions under a rule: of one that decided, or in short from `depth` on. */
void sc_print_rule_conditions(sc_document_printer *printer, const schoolcat_explanation_node *rule);
void sc_print_rule_conditions_briefly(sc_document_printer *printer,
                                      const schoolcat_explanation_node *rule, uint32_t depth);
void sc_print_deciding_condition(
    sc_document_printer *printer,
    const schoolcat_explanation_node *rule); /* what settles it, in words */
void sc_print_details(sc_document_printer *printer, const sc_detail *details, uint32_t depth);
/* What would settle a decision; long lists stand once for all decisions, in
 * sc_print_missing_section. */
void sc_print_needs(sc_document_printer *printer, const sc_explained_decision *decision);
void sc_print_assumptions(sc_document_printer *printer, const sc_explained_decision *decision);
void sc_print_missing_section(sc_document_printer *printer);
/* the parameters that were mentioned */
void sc_print_parameters_section(sc_document_printer *printer);
/* each decision in a few lines, before all else */
void sc_print_summary_section(sc_document_printer *printer);
void sc_print_every_section(sc_document_printer *printer, const sc_explained_decision *decision);
/* Whether the indicator would help to settle the decision, and how many decisions it would help. */
bool sc_decision_needs(const sc_explained_decision *decision,
                       const schoolcat_explanation_node *indicator);
size_t sc_count_decisions_needing(const sc_document_printer *printer,
                                  const schoolcat_explanation_node *indicator);
/* The first `most` of what the decision waits on; those that most decisions wait on come first. */
void sc_phrase_first_needs(sc_document_printer *printer, const sc_explained_decision *decision,
                           size_t most);
/* A condition, an unnamed list by what is in it: "None of: ...". */
void sc_phrase_condition(sc_buffer *words, const schoolcat_explanation_node *node);
/* "holds", "fails", "unknown", "assumed" */
const char *sc_truth_phrase(const schoolcat_explanation_node *node);
/* "Source: ..." and "Note: ..." under a label, or under an entry. */
void sc_print_citation(sc_document_printer *printer, const schoolcat_element *element);

#endif

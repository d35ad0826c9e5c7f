/* What an explanation says to a reader, and in which order: the deciding things first, long lists of what did
 * not matter shortened. */
#ifndef SC_EXPLAIN_SECTIONS_H
#define SC_EXPLAIN_SECTIONS_H

#include "explain/explanation.h"
#include "explain/document.h"

void sc_narrate(sc_page *page, const schoolcat_explanation *explanation);

/* --- among narrate*.c --- */

typedef struct sc_narrator {
    sc_page *page;
    sc_buffer *words; /* of the page */
    const schoolcat_explanation *explanation;
    const sc_model *model;
    bool *told;       /* parameters that were mentioned, by index */
    uint32_t budget;  /* entries that the condition at hand may still take */
    uint32_t deepest; /* depth from which lists within lists are told by name alone */
    bool brief;       /* criteria by their ids instead of their published words */
} sc_narrator;

/* The conditions under a rule: of one that decided, or in short from `depth` on. */
void sc_narrate_when(sc_narrator *narrator, const schoolcat_explanation_node *rule);
void sc_narrate_when_briefly(sc_narrator *narrator, const schoolcat_explanation_node *rule, uint32_t depth);
void sc_narrate_key(sc_narrator *narrator,
                    const schoolcat_explanation_node *rule); /* what settles it, in words */
void sc_narrate_details(sc_narrator *narrator, const sc_detail *details, uint32_t depth);
/* What would settle a decision; long lists stand once for all decisions, in sc_narrate_missing. */
void sc_narrate_needs(sc_narrator *narrator, const sc_explained_decision *decision);
void sc_narrate_assumed(sc_narrator *narrator, const sc_explained_decision *decision);
void sc_narrate_missing(sc_narrator *narrator);
void sc_narrate_figures(sc_narrator *narrator); /* the parameters that were mentioned */
void sc_narrate_summary(sc_narrator *narrator); /* each decision in a few lines, before all else */
void sc_narrate_every(sc_narrator *narrator, const sc_explained_decision *decision);
/* Whether the indicator would help to settle the decision, and how many decisions it would help. */
bool sc_waits_on(const sc_explained_decision *decision, const schoolcat_explanation_node *indicator);
size_t sc_decisions_waiting(const sc_narrator *narrator, const schoolcat_explanation_node *indicator);
/* The first `most` of what the decision waits on; those that most decisions wait on come first. */
void sc_say_starts(sc_narrator *narrator, const sc_explained_decision *decision, size_t most);
/* A condition, an unnamed list by what is in it: "None of: ...". */
void sc_say_condition(sc_buffer *words, const schoolcat_explanation_node *node);
const char *
sc_truth_mark(const schoolcat_explanation_node *node); /* "holds", "fails", "unknown", "assumed" */
/* "Source: ..." and "Note: ..." under a label, or under an entry. */
void sc_narrate_words(sc_narrator *narrator, const schoolcat_element *element);

#endif

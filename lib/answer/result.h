/* The scratch and answer of one rule set and one thread. */
#ifndef SC_ANSWER_RESULT_H
#define SC_ANSWER_RESULT_H

#include "answer/ruleset.h"
#include "engine/state.h"

struct schoolcat_result {
    schoolcat_ruleset *rules;
    sc_state state;               /* registers for one row */
    schoolcat_missing *missing;   /* per indicator, after blank_means and assumptions */
    schoolcat_missing *given;     /* per indicator, as the record had it */
    bool *assumed;                /* per indicator: read by the caller's assumption */
    bool evaluated;
    bool has_guards;              /* some pattern may be left unlooked at */
    uint64_t evaluations;         /* schoolcat_evaluate adds one: what was worked out for one is not taken for another's */
    bool prepared;                /* sc_view_prepare has run since the last evaluation */
    uint32_t *text_inputs;        /* indicators of type text */
    uint32_t text_input_count;
    char *texts;                  /* copies of their values: what a record holds is borrowed until the evaluation returns */
    size_t texts_room;
    sc_arena arena;               /* everything below, and what needs.c, assumed.c and notes.c keep */
    struct sc_walk *walk;         /* needs.c, assumed.c, notes.c: their marks and lists, made by sc_walk_new */
    char date_text[16];
};

/* What the walkers over the tree keep (needs.c): allocated once, in the result's arena. NULL: no memory. */
struct sc_walk *sc_walk_new(schoolcat_result *result);

#endif

/* The registers of an evaluation and the answers read from them, for one rule set and one thread.
 * Usually one record; block_results.h reads the rows of a block through the same functions. */
#ifndef SC_EVALUATE_RESULT_H
#define SC_EVALUATE_RESULT_H

#include "evaluate/record.h"
#include "vm/vm.h"

struct schoolcat_result {
    schoolcat_ruleset *rules;
    sc_vm state;
    size_t row; /* the row of `state` that answers are read from; 0 for a record */
    /* what the last record had, but for its values: they are in the state's first registers */
    sc_slots slots;
    const uint8_t *missing, *given; /* of the slots */
    const bool *assumed;
    bool evaluated;
    /* what only the possible track and single values ask has been worked out too */
    bool complete;
    bool has_guards; /* some pattern may be left unlooked at */
    /* schoolcat_evaluate adds one: what was worked out for one is not taken for another's */
    uint64_t evaluations;
    bool prepared;         /* sc_result_materialise has run since the last evaluation */
    uint32_t *text_inputs; /* indicators of type text */
    uint32_t text_input_count;
    /* copies of their values: what a record holds is borrowed until the evaluation returns */
    char *texts;
    size_t texts_capacity;
    /* everything below, and what needs.c, assumptions.c and notes.c keep */
    sc_arena arena;
    /* needs.c, assumptions.c, notes.c: their marks and lists, made by sc_traversal_new */
    struct sc_traversal *walk;
    char date_text[16];
};

/* Works out what schoolcat_evaluate left: an outcome on the evidence alone does not wait for it. */
static inline void sc_result_complete(const schoolcat_result *result)
{
    /* const is a promise that answers stay as they are, and they do */
    schoolcat_result *own = (schoolcat_result *)result;
    /* makes no texts, so cannot fail: program->makes_texts */
    if (!own->complete)
        own->complete = sc_vm_run_rest(&own->state);
}

/* A result whose state has `rows` rows; schoolcat_result_new makes one of a single row. */
schoolcat_status sc_result_make(schoolcat_ruleset *rules, size_t rows, schoolcat_result **out);

/* What the walkers over the tree keep (needs.c): allocated once, in the result's arena. NULL: no
 * memory. */
struct sc_traversal *sc_traversal_new(schoolcat_result *result);

#endif

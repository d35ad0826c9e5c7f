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
    /* of the last record, without its values, which are in the first registers of `state` */
    sc_slots slots;
    const uint8_t *missing, *given; /* of the slots */
    const bool *assumed;
    bool evaluated;
    bool complete;   /* sc_result_complete has run since the last evaluation */
    bool has_guards; /* some pattern may be skipped */
    /* counts evaluations: invalidates cached results */
    uint64_t evaluations;
    bool prepared;         /* sc_result_materialise has run since the last evaluation */
    uint32_t *text_inputs; /* indicators of type text */
    uint32_t text_input_count;
    /* copies of their values, as those of a record are borrowed until the evaluation returns */
    char *texts;
    size_t texts_capacity;
    /* of everything below */
    sc_arena arena;
    /* visited marks and lists of needs.c, assumptions.c and notes.c */
    struct sc_traversal *traversal;
    char date_text[16];
};

/* Runs the instructions that schoolcat_evaluate has deferred: those that known outcomes do not
 * need. */
static inline void sc_result_complete(const schoolcat_result *result)
{
    /* The cast is safe: no answer changes. */
    schoolcat_result *own = (schoolcat_result *)result;
    /* makes no texts, so cannot fail: program->makes_texts */
    if (!own->complete)
        own->complete = sc_vm_run_rest(&own->state);
}

/* A result whose state has `rows` rows; schoolcat_result_new makes one of a single row. */
schoolcat_status sc_result_make(schoolcat_ruleset *rules, size_t rows, schoolcat_result **out);

/* The state of traversals, allocated once in the result's arena. NULL: no memory. */
struct sc_traversal *sc_traversal_new(schoolcat_result *result);

#endif

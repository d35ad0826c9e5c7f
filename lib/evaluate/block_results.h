/* Needs, assumptions and notes of the rows of a block: one evaluation of all rows, then the
 * functions of a result on one row after another. */
#ifndef SC_EVALUATE_BLOCK_RESULTS_H
#define SC_EVALUATE_BLOCK_RESULTS_H

#include "evaluate/result.h"

/* Parts that sc_block_results_run prepares. */
enum { SC_BLOCK_NEEDS = 1, SC_BLOCK_ASSUMED = 2, SC_BLOCK_NOTES = 4 };

/* Of a decision: where an assumption can come from. */
typedef struct sc_assumption_sources {
    sc_list(uint32_t) raw; /* registers of truths before if_unknown */
} sc_assumption_sources;

/* Distinct texts in the order of their first use. */
typedef struct sc_text_set {
    sc_text *at;
    uint32_t count;
} sc_text_set;

typedef struct sc_block_results {
    schoolcat_result *result; /* reads the row given to sc_block_results_select */
    uint8_t parts;
    uint8_t requested; /* SC_LIVE_..., where no part has to be read */
    size_t words;      /* of one row's bits in `missing` */
    uint64_t *missing; /* by row: the indicators that are missing */
    bool may_note;     /* by the rules, whatever the texts */
    bool has_notes;    /* some row of the block may have notes */
    /* elements that assumptions name: by node, by decision for `otherwise` */
    sc_text_set elements;
    uint32_t *node_elements, *otherwise_elements;
    sc_assumption_sources *sources; /* by decision */
    size_t capacity;                /* rows */
    /* by decision, `capacity` each: rows that are provisional, rows that may assume something */
    uint8_t *provisional, *may_assume;
    /* sentences of notes: two for each candidate of the traversal */
    sc_text_set sentences;
    uint32_t *note_sentences;
} sc_block_results;

typedef struct sc_block_assumption {
    uint32_t element; /* index in `elements` */
    bool value;
} sc_block_assumption;

/* On failure too the results are to be closed. */
schoolcat_status sc_block_results_open(sc_block_results *block, schoolcat_ruleset *rules,
                                       size_t capacity, uint8_t parts);
void sc_block_results_close(sc_block_results *block); /* safe on zeroed results */
/* Evaluates the first `rows` rows of the input registers of block->result->state. False: no
 * memory. */
bool sc_block_results_run(sc_block_results *block, size_t rows);
void sc_block_results_select(sc_block_results *block, size_t row);
static inline bool sc_block_results_provisional(const sc_block_results *block, uint32_t decision)
{
    return block->provisional[decision * block->capacity + block->result->row] != 0;
}
/* Of the selected row. False: no memory. */
bool sc_block_results_assumed(sc_block_results *block, uint32_t decision, size_t *count);
sc_block_assumption sc_block_results_assumption(const sc_block_results *block, uint32_t decision,
                                                size_t index);
bool sc_block_results_notes(sc_block_results *block, size_t *count);
uint32_t sc_block_results_note(const sc_block_results *block, size_t index); /* in `sentences` */

#endif

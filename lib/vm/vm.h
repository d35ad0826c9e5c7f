/* The registers of one thread, and running the program over them. */
#ifndef SC_VM_VM_H
#define SC_VM_VM_H

#include "base/pattern.h"
#include "vm/fused.h"
#include <string.h>

/* Texts made by lower and upper live here until the next run; the blocks are kept for it. */
typedef struct sc_scratch_block {
    struct sc_scratch_block *next;
    size_t used, capacity;
    char data[];
} sc_scratch_block;

typedef struct sc_scratch {
    sc_scratch_block *first, *current;
} sc_scratch;

/* Texts as they lie in one buffer, one after the other: row i from offset i to offset i + 1. */
typedef struct sc_contiguous_texts {
    const char *text; /* NULL: they do not lie so */
    const int32_t *offsets;
    const int64_t *wide; /* instead of `offsets` */
} sc_contiguous_texts;

static inline size_t sc_text_offset(const sc_contiguous_texts *run, size_t i)
{
    return run->wide != NULL ? (size_t)run->wide[i] : (size_t)run->offsets[i];
}

typedef struct sc_vm {
    const sc_program *program;
    schoolcat_allocator allocator;
    size_t capacity;  /* rows */
    void **registers; /* each `capacity` elements of its class */
    /* of one row: register i (no wider set of outcomes) at i * SC_SLOT_BYTES, which needs no look
     * at `registers` */
    char *slots;
    void *memory;
    sc_matcher *matcher;
    sc_contiguous_texts *contiguous; /* of each text register that is an input */
    sc_scratch scratch;
    /* per row: how many combinations a split runs over; 0: too many, once with the full sets */
    uint8_t *cases;
    void *rest;        /* per row, 8 bytes: outcomes that a split has still to run over */
    void *work[2];     /* per row, 8 bytes: what a kernel keeps while it walks the rules */
    uint8_t *flags[2]; /* per row, likewise */
    uint8_t requested; /* outputs (SC_LIVE_*) of the next run; SC_LIVE_ALL unless set otherwise */
    bool guards_off;   /* look at every pattern: for reading registers back */
    /* after a split's cases, leave its body's registers as the full sets give them */
    bool full_bodies;
    /* texts of the input registers live in the scratch: the caller rewinds it */
    bool keeps_scratch;
    bool failed; /* memory ran out while running; sticky until the next run */
} sc_vm;

/* The most rows of a block, and how many serve `rows` rows of this program well (0: not known): its
 * registers are to stay in the second-level cache, and none are made for rows that do not come. */
#define SC_MAX_BLOCK_ROWS 2048
size_t sc_block_rows(const sc_program *program, size_t rows);

/* False: no memory (the state is then empty, and may be destroyed). The program must outlive it. */
bool sc_vm_init(sc_vm *state, const sc_program *program, const schoolcat_allocator *allocator,
                size_t capacity);
void sc_vm_destroy(sc_vm *state);

/* Runs the program over the first `rows` rows of the input registers. False: memory ran out.
 * Allocates only for text functions on longer texts than before. */
bool sc_vm_run(sc_vm *state, size_t rows);
/* Of a state of one row: only what the outcomes on the evidence need; then, on the same row, all
 * the rest. */
bool sc_vm_run_outcomes(sc_vm *state);
bool sc_vm_run_rest(sc_vm *state);

#define SC_TRUTHS(state, reg) ((uint8_t *)(state)->registers[reg])
#define SC_CODES(state, reg) ((uint16_t *)(state)->registers[reg])
#define SC_NUMBERS(state, reg) ((double *)(state)->registers[reg])
#define SC_TEXTS(state, reg) ((sc_text *)(state)->registers[reg])

/* Possible outcomes of one row: a set of bits, one for each outcome and one for 'no outcome'. */
static inline bool sc_bits_has(const sc_vm *state, uint32_t reg, size_t row, uint32_t bit)
{
    uint32_t width = state->program->registers.at[reg].width;
    const uint8_t *bytes = (const uint8_t *)state->registers[reg] + row * width;
    uint64_t word = 0;
    if (width >= 8)
        memcpy(&word, bytes + bit / 64 * 8, 8);
    else if (width == 4)
        word = *(const uint32_t *)(const void *)bytes;
    else
        word = width == 2 ? *(const uint16_t *)(const void *)bytes : *bytes;
    return (word >> (bit % 64)) & 1;
}

/* NULL: no memory. */
char *sc_scratch_allocate(sc_vm *state, size_t size);
void sc_scratch_free(sc_vm *state);

/* Makes all scratch memory free for the next run. */
static inline void sc_scratch_rewind(sc_vm *state)
{
    sc_scratch *scratch = &state->scratch;
    for (sc_scratch_block *block = scratch->first; block != NULL; block = block->next)
        block->used = 0;
    scratch->current = scratch->first;
}

#endif

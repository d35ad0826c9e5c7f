/* The vm: the registers of one thread and what else a run needs; it runs a program over them. */
#ifndef SC_VM_VM_H
#define SC_VM_VM_H

#include "base/pattern.h"
#include "vm/fused.h"
#include <string.h>

/* Memory for texts that functions make, valid until the next run, which reuses the blocks. */
typedef struct sc_scratch_block {
    struct sc_scratch_block *next;
    size_t used, capacity;
    char data[];
} sc_scratch_block;

typedef struct sc_scratch {
    sc_scratch_block *first, *current;
} sc_scratch;

/* Texts that are contiguous in one buffer: row i is from offset i to offset i + 1. */
typedef struct sc_contiguous_texts {
    const char *text; /* NULL: they are not contiguous */
    const int32_t *offsets;
    const int64_t *wide; /* instead of `offsets` */
} sc_contiguous_texts;

static inline size_t sc_text_offset(const sc_contiguous_texts *texts, size_t i)
{
    return texts->wide != NULL ? (size_t)texts->wide[i] : (size_t)texts->offsets[i];
}

typedef struct sc_vm {
    const sc_program *program;
    schoolcat_allocator allocator;
    size_t capacity;  /* rows */
    void **registers; /* each `capacity` elements of its class */
    /* of one row: register i at i * SC_SLOT_BYTES, which saves the access to `registers`; wider
     * sets of outcomes are elsewhere */
    char *slots;
    void *memory;
    sc_matcher *matcher;
    sc_contiguous_texts *contiguous; /* by register: of text inputs */
    sc_scratch scratch;
    /* per row: the number of cases of a split; 0: over SC_MAX_CASES, run once with the full sets */
    uint8_t *cases;
    void *rest;        /* per row, 8 bytes: the outcomes of the cases still to run */
    void *work[2];     /* per row, 8 bytes: temporaries of a kernel over rules */
    uint8_t *flags[2]; /* per row, 1 byte: the same */
    uint8_t requested; /* outputs (SC_LIVE_*) of the next run; SC_LIVE_ALL unless set otherwise */
    bool guards_off;   /* match every pattern, for reading nodes back */
    /* after the cases of a split run its body with the full sets, for reading nodes back */
    bool full_bodies;
    /* texts of input registers are in the scratch memory, which the caller rewinds */
    bool keeps_scratch;
    bool failed; /* out of memory in this run */
} sc_vm;

/* The maximal and the suitable number of rows of a block, for `rows` rows (0: unknown) of this
 * program: its registers should fit the second-level cache, without unused rows. */
#define SC_MAX_BLOCK_ROWS 2048
size_t sc_block_rows(const sc_program *program, size_t rows);

/* False: no memory; the vm is then empty and may be destroyed. The program must outlive it. */
bool sc_vm_init(sc_vm *state, const sc_program *program, const schoolcat_allocator *allocator,
                size_t capacity);
void sc_vm_destroy(sc_vm *state);

/* Runs the program over the first `rows` rows of the input registers. False: no memory. Allocates
 * only where functions make longer texts than in earlier runs. */
bool sc_vm_run(sc_vm *state, size_t rows);
/* In a vm of one row: what the known outcomes need; then, for the same row, all the rest. */
bool sc_vm_run_outcomes(sc_vm *state);
bool sc_vm_run_rest(sc_vm *state);

#define SC_TRUTHS(state, reg) ((uint8_t *)(state)->registers[reg])
#define SC_CODES(state, reg) ((uint16_t *)(state)->registers[reg])
#define SC_NUMBERS(state, reg) ((double *)(state)->registers[reg])
#define SC_TEXTS(state, reg) ((sc_text *)(state)->registers[reg])

/* Whether a row of a BITS register has a bit: of an outcome, or of 'no outcome'. */
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

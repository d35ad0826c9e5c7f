#include "engine/state.h"

#include "engine/run.h"
#include <string.h>

struct sc_scratch_block {
    struct sc_scratch_block *next;
    size_t used, capacity;
    char data[];
};

char *sc_scratch_allocate(sc_state *state, size_t size)
{
    sc_scratch *scratch = &state->scratch;
    for (struct sc_scratch_block *block = scratch->current; block != NULL; block = block->next) {
        if (block->capacity - block->used >= size) {
            scratch->current = block;
            block->used += size;
            return block->data + block->used - size;
        }
    }
    size_t capacity = size > 4096 ? size : 4096;
    if (capacity > SIZE_MAX / 2)
        return NULL;
    struct sc_scratch_block *block = sc_allocate(&state->allocator, sizeof *block + capacity);
    if (block == NULL)
        return NULL;
    *block = (struct sc_scratch_block){NULL, size, capacity};
    struct sc_scratch_block **end = &scratch->first;
    while (*end != NULL)
        end = &(*end)->next;
    *end = block;
    scratch->current = block;
    return block->data;
}

void sc_scratch_rewind(sc_state *state)
{
    sc_scratch *scratch = &state->scratch;
    for (struct sc_scratch_block *block = scratch->first; block != NULL; block = block->next)
        block->used = 0;
    scratch->current = scratch->first;
}

static size_t padded(size_t size)
{
    return (size + 63) / 64 * 64;
}

static void fill_constant(sc_state *state, uint32_t index)
{
    const sc_register *reg = &state->program->registers.at[index];
    for (size_t row = 0; row < state->capacity; row++) {
        switch (reg->class) {
        case SC_CLASS_CODE:
            SC_CODES(state, index)[row] = (uint16_t)reg->number;
            break;
        case SC_CLASS_NUMBER:
            SC_NUMBERS(state, index)[row] = reg->number;
            break;
        case SC_CLASS_TEXT:
            SC_TEXTS(state, index)[row] = reg->text;
            break;
        case SC_CLASS_BITS:
            break;
        default:
            SC_TRUTHS(state, index)[row] = (uint8_t)reg->number;
        }
    }
}

bool sc_state_init(sc_state *state, const sc_program *program, const schoolcat_allocator *allocator, size_t capacity)
{
    *state = (sc_state){.program = program, .allocator = *allocator, .capacity = capacity};
    size_t count = program->registers.count, total = 3 * padded(capacity) + 3 * padded(8 * capacity);
    state->registers = sc_allocate_array(allocator, count + 1, sizeof(void *));
    for (size_t i = 0; i < count; i++) {
        const sc_register *reg = &program->registers.at[i];
        size_t size = sc_class_size(reg->class, reg->width);
        if (size != 0 && capacity > (SIZE_MAX / 4 - total) / size)
            return false;
        total += padded(size * capacity);
    }
    state->runs = sc_allocate_array(allocator, count + 1, sizeof *state->runs);
    state->memory = sc_allocate(allocator, total + 64);
    state->matcher = sc_matcher_new(allocator, program->match_limit);
    if (state->registers == NULL || state->memory == NULL || state->matcher == NULL || state->runs == NULL) {
        sc_state_destroy(state);
        return false;
    }
    memset(state->memory, 0, total + 64);
    memset(state->runs, 0, (count + 1) * sizeof *state->runs);
    char *at = (char *)(padded((size_t)(uintptr_t)state->memory) - (size_t)(uintptr_t)state->memory + (char *)state->memory);
    for (size_t i = 0; i < count; i++) {
        const sc_register *reg = &program->registers.at[i];
        state->registers[i] = at;
        at += padded(sc_class_size(reg->class, reg->width) * capacity);
        if (reg->constant)
            fill_constant(state, (uint32_t)i);
    }
    state->wants = SC_WANT_ALL;
    state->cases = (uint8_t *)at;
    state->flags[0] = state->cases + padded(capacity);
    state->flags[1] = state->flags[0] + padded(capacity);
    at += 3 * padded(capacity);
    state->rest = at;
    state->work[0] = at + padded(8 * capacity);
    state->work[1] = at + 2 * padded(8 * capacity);
    return true;
}

void sc_state_destroy(sc_state *state)
{
    struct sc_scratch_block *next;
    for (struct sc_scratch_block *block = state->scratch.first; block != NULL; block = next) {
        next = block->next;
        sc_release(&state->allocator, block);
    }
    sc_matcher_free(state->matcher);
    if (state->runs != NULL)
        sc_release(&state->allocator, state->runs);
    if (state->memory != NULL)
        sc_release(&state->allocator, state->memory);
    if (state->registers != NULL)
        sc_release(&state->allocator, state->registers);
    memset(state, 0, sizeof *state);
}

bool sc_state_run(sc_state *state, size_t rows)
{
    if (!state->keeps_scratch)
        sc_scratch_rewind(state);
    state->failed = false;
    uint32_t end = (uint32_t)state->program->code.count;
    if (rows == 1)
        sc_run_one(state, 0, end);
    else
        sc_run_rows(state, rows, 0, end);
    return !state->failed;
}

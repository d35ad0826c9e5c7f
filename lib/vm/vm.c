/* Makes and runs vms: their memory, the layout of the registers, constants. */
#include "vm/vm.h"

#include "vm/interpreter.h"
#include <string.h>

size_t sc_block_rows(const sc_program *program, size_t rows)
{
    const size_t cache = (size_t)1 << 20, min_rows = 128;
    size_t bytes = 1, block = SC_MAX_BLOCK_ROWS;
    for (size_t i = 0; i < program->registers.count; i++)
        if (!program->registers.at[i].constant)
            bytes += sc_class_size(program->registers.at[i].class, program->registers.at[i].width);
    while (block > min_rows && (block * bytes > cache || (rows != 0 && block / 2 >= rows)))
        block /= 2;
    return block;
}

static size_t padded(size_t size)
{
    return (size + 63) / 64 * 64;
}

static void fill_constant(sc_vm *state, uint32_t index)
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

/* Bytes of a register beside its slot: in a vm of one row only of a set of many outcomes. */
static size_t register_bytes(const sc_vm *state, const sc_register *reg)
{
    size_t size = sc_class_size(reg->class, reg->width);
    if (state->capacity > 1)
        return padded(size * state->capacity);
    return size <= SC_SLOT_BYTES ? 0 : padded(size);
}

static size_t count_bytes(const sc_vm *state, size_t temporaries)
{
    size_t count = state->program->registers.count,
           total = temporaries + (state->capacity == 1 ? padded(count * SC_SLOT_BYTES) : 0);
    for (size_t i = 0; i < count; i++) {
        const sc_register *reg = &state->program->registers.at[i];
        size_t size = sc_class_size(reg->class, reg->width);
        if (size != 0 && state->capacity > (SIZE_MAX / 4 - total) / size)
            return 0;
        total += register_bytes(state, reg);
    }
    return total;
}

static void place_registers(sc_vm *state, char *at)
{
    size_t count = state->program->registers.count;
    state->slots = at;
    at += padded(state->capacity == 1 ? count * SC_SLOT_BYTES : 0);
    for (size_t i = 0; i < count; i++) {
        const sc_register *reg = &state->program->registers.at[i];
        size_t bytes = register_bytes(state, reg);
        state->registers[i] = bytes == 0 ? state->slots + i * SC_SLOT_BYTES : at;
        at += bytes;
        if (reg->constant)
            fill_constant(state, (uint32_t)i);
    }
    state->cases = (uint8_t *)at;
    state->flags[0] = state->cases + padded(state->capacity);
    state->flags[1] = state->flags[0] + padded(state->capacity);
    at += 3 * padded(state->capacity);
    state->rest = at;
    state->work[0] = at + padded(8 * state->capacity);
    state->work[1] = at + 2 * padded(8 * state->capacity);
}

bool sc_vm_init(sc_vm *state, const sc_program *program, const schoolcat_allocator *allocator,
                size_t capacity)
{
    *state = (sc_vm){.program = program, .allocator = *allocator, .capacity = capacity};
    size_t count = program->registers.count;
    size_t total = capacity > SIZE_MAX / 128
                       ? 0
                       : count_bytes(state, 3 * padded(capacity) + 3 * padded(8 * capacity));
    if (total == 0)
        return false;
    state->registers = sc_allocate_array(allocator, count + 1, sizeof(void *));
    state->contiguous = sc_allocate_array(allocator, count + 1, sizeof *state->contiguous);
    state->memory = sc_allocate(allocator, total + 64);
    state->matcher = sc_matcher_new(allocator, program->match_limit);
    if (state->registers == NULL || state->memory == NULL || state->matcher == NULL ||
        state->contiguous == NULL) {
        sc_vm_destroy(state);
        return false;
    }
    /* a register of one row may be read back although the run left it out */
    if (capacity == 1)
        memset(state->memory, 0, total + 64);
    memset(state->contiguous, 0, (count + 1) * sizeof *state->contiguous);
    place_registers(state, (char *)state->memory + (64 - (uintptr_t)state->memory % 64) % 64);
    state->requested = SC_LIVE_INVARIANT;
    (void)sc_vm_run(state, capacity);
    state->requested = SC_LIVE_ALL;
    return true;
}

void sc_vm_destroy(sc_vm *state)
{
    sc_scratch_free(state);
    sc_matcher_free(state->matcher);
    if (state->contiguous != NULL)
        sc_release(&state->allocator, state->contiguous);
    if (state->memory != NULL)
        sc_release(&state->allocator, state->memory);
    if (state->registers != NULL)
        sc_release(&state->allocator, state->registers);
    memset(state, 0, sizeof *state);
}

bool sc_vm_run(sc_vm *state, size_t rows)
{
    if (!state->keeps_scratch)
        sc_scratch_rewind(state);
    state->failed = false;
    uint32_t end = (uint32_t)state->program->code.count;
    if (state->capacity == 1)
        sc_vm_run_row(state, 0, end);
    else
        sc_vm_run_block(state, rows, 0, end);
    return !state->failed;
}

bool sc_vm_run_outcomes(sc_vm *state)
{
    if (!state->keeps_scratch)
        sc_scratch_rewind(state);
    state->failed = false;
    sc_vm_run_fused(state, state->program->fused_outcomes);
    return !state->failed;
}

bool sc_vm_run_rest(sc_vm *state)
{
    sc_vm_run_fused(state, state->program->fused_rest);
    return !state->failed;
}

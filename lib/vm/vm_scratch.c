/* Scratch memory of the VM: texts that instructions compute, kept in blocks until the next run. */
#include "vm/vm.h"

char *sc_scratch_allocate(sc_vm *state, size_t size)
{
    sc_scratch *scratch = &state->scratch;
    for (sc_scratch_block *block = scratch->current; block != NULL; block = block->next) {
        if (block->capacity - block->used >= size) {
            scratch->current = block;
            block->used += size;
            return block->data + block->used - size;
        }
    }
    size_t capacity = size > 4096 ? size : 4096;
    if (capacity > SIZE_MAX / 2)
        return NULL;
    sc_scratch_block *block = sc_allocate(&state->allocator, sizeof *block + capacity);
    if (block == NULL)
        return NULL;
    *block = (sc_scratch_block){NULL, size, capacity};
    sc_scratch_block **end = &scratch->first;
    while (*end != NULL)
        end = &(*end)->next;
    *end = block;
    scratch->current = block;
    return block->data;
}

void sc_scratch_free(sc_vm *state)
{
    sc_scratch_block *next;
    for (sc_scratch_block *block = state->scratch.first; block != NULL; block = next) {
        next = block->next;
        sc_release(&state->allocator, block);
    }
}

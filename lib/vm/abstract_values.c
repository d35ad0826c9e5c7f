#include "vm/abstract_values.h"

#include <string.h>

/* uthash takes its buckets through these; `allocator` is in scope wherever a table is changed. */
#define HASH_NONFATAL_OOM 1
#define uthash_malloc(size) sc_allocate(allocator, (size))
#define uthash_free(block, size) sc_release(allocator, (block))
#define uthash_nonfatal_oom(entry) (out_of_memory = true)
#include <uthash.h>

typedef struct sc_abstract_value_entry {
    uint32_t key[3]; /* node, reader, frozen */
    sc_abstract_value track;
    UT_hash_handle hh;
} sc_abstract_value_entry;

/* Most nodes are read by no split decision: their tracks lie by node, plain and frozen. */
struct sc_abstract_values {
    sc_abstract_value *common;    /* node * 2 + frozen; SC_NO_REGISTER where none */
    sc_abstract_value_entry *own; /* uthash */
};

static struct sc_abstract_values *abstract_values_new(sc_program *program)
{
    struct sc_abstract_values *tracks = SC_NEW(program->arena, struct sc_abstract_values);
    size_t count = program->node_count * (size_t)2;
    if (tracks == NULL)
        return NULL;
    tracks->common = SC_NEW_ARRAY(program->arena, count, sc_abstract_value);
    for (size_t i = 0; tracks->common != NULL && i < count; i++)
        tracks->common[i].reg = SC_NO_REGISTER;
    return tracks->common == NULL ? NULL : tracks;
}

bool sc_abstract_values_add(sc_program *program, uint32_t node, uint32_t reader, bool frozen,
                            sc_abstract_value track)
{
    if (program->abstract_values == NULL)
        program->abstract_values = abstract_values_new(program);
    struct sc_abstract_values *tracks = program->abstract_values;
    if (tracks == NULL)
        return false;
    if (reader == UINT32_MAX) {
        tracks->common[node * (size_t)2 + frozen] = track;
        return true;
    }
    const schoolcat_allocator *allocator = &program->allocator;
    bool out_of_memory = false;
    sc_abstract_value_entry *entry = SC_NEW(program->arena, sc_abstract_value_entry);
    if (entry == NULL)
        return false;
    *entry = (sc_abstract_value_entry){.key = {node, reader, frozen}, .track = track};
    HASH_ADD(hh, tracks->own, key, sizeof entry->key, entry);
    return !out_of_memory;
}

static const sc_abstract_value *find_own(const struct sc_abstract_values *tracks,
                                         const uint32_t key[3])
{
    sc_abstract_value_entry *entry;
    HASH_FIND(hh, tracks->own, key, sizeof entry->key, entry);
    return entry == NULL ? NULL : &entry->track;
}

bool sc_abstract_values_find(const sc_program *program, uint32_t node, uint32_t reader, bool frozen,
                             sc_abstract_value *track)
{
    const struct sc_abstract_values *tracks = program->abstract_values;
    if (tracks == NULL)
        return false;
    const sc_abstract_value *found = &tracks->common[node * (size_t)2 + frozen];
    if (reader != UINT32_MAX)
        found = find_own(tracks, (const uint32_t[3]){node, reader, frozen});
    if (found == NULL || found->reg == SC_NO_REGISTER)
        return false;
    *track = *found;
    return true;
}

void sc_abstract_values_free(sc_program *program)
{
    const schoolcat_allocator *allocator = &program->allocator;
    if (program->abstract_values != NULL)
        HASH_CLEAR(hh, program->abstract_values->own);
    program->abstract_values = NULL;
}

/* The table of abstract values. */
#include "vm/abstract_values.h"

#include <string.h>

/* How uthash allocates: `allocator` and `out_of_memory` are variables of the functions below. */
#define HASH_NONFATAL_OOM 1
#define uthash_malloc(size) sc_allocate(allocator, (size))
#define uthash_free(block, size) sc_release(allocator, (block))
#define uthash_nonfatal_oom(entry) (out_of_memory = true)
#include <uthash.h>

typedef struct sc_abstract_value_entry {
    uint32_t key[3]; /* node, reader, frozen */
    sc_abstract_value value;
    UT_hash_handle hh;
} sc_abstract_value_entry;

/* Most nodes are not read by a decision with a case split: they are found by index. */
struct sc_abstract_values {
    sc_abstract_value *common;    /* node * 2 + frozen; SC_NO_REGISTER where none */
    sc_abstract_value_entry *own; /* uthash: as read in case splits */
};

static struct sc_abstract_values *abstract_values_new(sc_program *program)
{
    struct sc_abstract_values *table = SC_NEW(program->arena, struct sc_abstract_values);
    size_t count = program->node_count * (size_t)2;
    if (table == NULL)
        return NULL;
    table->common = SC_NEW_ARRAY(program->arena, count, sc_abstract_value);
    for (size_t i = 0; table->common != NULL && i < count; i++)
        table->common[i].reg = SC_NO_REGISTER;
    return table->common == NULL ? NULL : table;
}

bool sc_abstract_values_add(sc_program *program, uint32_t node, uint32_t reader, bool frozen,
                            sc_abstract_value value)
{
    if (program->abstract_values == NULL)
        program->abstract_values = abstract_values_new(program);
    struct sc_abstract_values *table = program->abstract_values;
    if (table == NULL)
        return false;
    if (reader == UINT32_MAX) {
        table->common[node * (size_t)2 + frozen] = value;
        return true;
    }
    const schoolcat_allocator *allocator = &program->allocator;
    bool out_of_memory = false;
    sc_abstract_value_entry *entry = SC_NEW(program->arena, sc_abstract_value_entry);
    if (entry == NULL)
        return false;
    *entry = (sc_abstract_value_entry){.key = {node, reader, frozen}, .value = value};
    HASH_ADD(hh, table->own, key, sizeof entry->key, entry);
    return !out_of_memory;
}

static const sc_abstract_value *find_own(const struct sc_abstract_values *table,
                                         const uint32_t key[3])
{
    sc_abstract_value_entry *entry;
    HASH_FIND(hh, table->own, key, sizeof entry->key, entry);
    return entry == NULL ? NULL : &entry->value;
}

bool sc_abstract_values_find(const sc_program *program, uint32_t node, uint32_t reader, bool frozen,
                             sc_abstract_value *value)
{
    const struct sc_abstract_values *table = program->abstract_values;
    if (table == NULL)
        return false;
    const sc_abstract_value *found = &table->common[node * (size_t)2 + frozen];
    if (reader != UINT32_MAX)
        found = find_own(table, (const uint32_t[3]){node, reader, frozen});
    if (found == NULL || found->reg == SC_NO_REGISTER)
        return false;
    *value = *found;
    return true;
}

void sc_abstract_values_free(sc_program *program)
{
    const schoolcat_allocator *allocator = &program->allocator;
    if (program->abstract_values != NULL)
        HASH_CLEAR(hh, program->abstract_values->own);
    program->abstract_values = NULL;
}

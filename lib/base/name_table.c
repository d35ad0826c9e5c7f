/* The name table, implemented with uthash. */
#include "base/name_table.h"

/* uthash allocates through the table in scope, `names`, and sets its `failed` where memory runs out
 * instead of exiting. */
#define HASH_NONFATAL_OOM 1
#define uthash_malloc(size) sc_allocate(&names->allocator, (size))
#define uthash_free(block, size) sc_release(&names->allocator, (block))
#define uthash_nonfatal_oom(entry) (names->failed = true)
#include <uthash.h>

typedef struct sc_name_entry {
    sc_text name;
    uint32_t index;
    UT_hash_handle hh;
} sc_name_entry;

struct sc_name_table {
    schoolcat_allocator allocator;
    sc_arena arena; /* of the entries */
    sc_name_entry *table;
    bool failed;
};

sc_name_table *sc_name_table_new(const schoolcat_allocator *allocator)
{
    sc_name_table *names = sc_allocate(allocator, sizeof *names);
    if (names == NULL)
        return NULL;
    *names = (sc_name_table){.allocator = *allocator};
    sc_arena_init(&names->arena, allocator);
    return names;
}

void sc_name_table_free(sc_name_table *names)
{
    if (names == NULL)
        return;
    HASH_CLEAR(hh, names->table);
    sc_arena_destroy(&names->arena);
    schoolcat_allocator allocator = names->allocator;
    sc_release(&allocator, names);
}

static sc_name_entry *find(const sc_name_table *names, sc_text name)
{
    sc_name_entry *entry = NULL;
    const char *key = name.length == 0 ? "" : name.data;
    HASH_FIND(hh, names->table, key, name.length, entry);
    return entry;
}

sc_name_table_status sc_name_table_add(sc_name_table *names, sc_text name, uint32_t index,
                                       uint32_t *existing)
{
    sc_name_entry *entry = find(names, name);
    if (entry != NULL) {
        if (existing != NULL)
            *existing = entry->index;
        return SC_NAME_TABLE_DUPLICATE;
    }
    entry = SC_NEW(&names->arena, sc_name_entry);
    if (entry == NULL)
        return SC_NAME_TABLE_NO_MEMORY;
    entry->name = name.length == 0 ? SC_TEXT("") : name;
    entry->index = index;
    names->failed = false;
    HASH_ADD_KEYPTR(hh, names->table, entry->name.data, entry->name.length, entry);
    return names->failed ? SC_NAME_TABLE_NO_MEMORY : SC_NAME_TABLE_ADDED;
}

bool sc_name_table_find(const sc_name_table *names, sc_text name, uint32_t *index)
{
    const sc_name_entry *entry = find(names, name);
    if (entry == NULL)
        return false;
    if (index != NULL)
        *index = entry->index;
    return true;
}

size_t sc_name_table_count(const sc_name_table *names)
{
    return HASH_COUNT(names->table);
}

void sc_name_table_compare_all(const sc_name_table *names, sc_nearest_search *search)
{
    for (const sc_name_entry *entry = names->table; entry != NULL; entry = entry->hh.next)
        sc_nearest_compare(search, entry->name);
}

sc_text sc_name_table_nearest(const sc_name_table *names, sc_text name)
{
    sc_nearest_search search;
    sc_nearest_begin(&search, name);
    sc_name_table_compare_all(names, &search);
    return sc_nearest_result(&search);
}

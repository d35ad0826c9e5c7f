#include "base/name_table.h"

/* uthash takes its memory from the table in scope, `names`, and says that it found none instead of
 * leaving the program. */
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
                                       uint32_t *there)
{
    sc_name_entry *entry = find(names, name);
    if (entry != NULL) {
        if (there != NULL)
            *there = entry->index;
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

/* --- did you mean --- */

#define MAX_NAME_LENGTH 128

/* Small letters and underscores, as ids are written, so that "Ofsted Grade" is as near to
 * ofsted_grade as can be. */
static sc_text to_identifier(sc_text name, char out[MAX_NAME_LENGTH])
{
    for (size_t i = 0; i < name.length; i++) {
        char c = sc_lower(name.data[i]);
        out[i] = c == ' ' || c == '-' ? '_' : c;
    }
    return (sc_text){out, name.length};
}

/* About one slip in three letters. */
static size_t max_edit_distance(size_t length)
{
    if (length <= 1)
        return 0;
    return length < 6 ? 1 : length / 3;
}

sc_text sc_name_table_nearest(const sc_name_table *names, sc_text name)
{
    char wanted_letters[MAX_NAME_LENGTH], letters[MAX_NAME_LENGTH];
    if (name.length == 0 || name.length > MAX_NAME_LENGTH)
        return SC_NO_TEXT;
    sc_text wanted = to_identifier(name, wanted_letters);
    sc_text best = SC_NO_TEXT, longer = SC_NO_TEXT;
    size_t limit = max_edit_distance(name.length), longer_count = 0;
    for (const sc_name_entry *entry = names->table; entry != NULL; entry = entry->hh.next) {
        if (entry->name.length > MAX_NAME_LENGTH)
            continue;
        sc_text candidate = to_identifier(entry->name, letters);
        size_t distance = sc_edit_distance(wanted, candidate, limit);
        if (distance < limit || (distance == limit && best.data == NULL)) {
            best = entry->name;
            limit = distance;
        }
        if (wanted.length >= 4 && candidate.length > wanted.length &&
            sc_text_equal((sc_text){candidate.data, wanted.length}, wanted)) {
            longer = entry->name;
            longer_count++;
        }
    }
    if (best.data == NULL && longer_count == 1)
        return longer; /* the beginning of one name alone */
    return best;
}

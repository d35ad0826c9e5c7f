/* A chained hash table whose hash and comparison skip insignificant characters. */
#include "base/fuzzy_lookup.h"

#define NO_ENTRY UINT32_MAX

typedef struct entry {
    sc_text word;
    uint32_t index, next; /* next in the same bucket, or NO_ENTRY */
} entry;

struct sc_fuzzy_lookup {
    schoolcat_allocator allocator;
    sc_fuzzy_mode mode;
    size_t count, capacity, bucket_mask;
    uint32_t *buckets;
    entry *entries;
};

/* Iterates over the significant characters of a word. */
typedef struct fuzzy_reader {
    sc_text text;
    size_t at;
    sc_fuzzy_mode mode;
    bool all_gaps; /* the word has only gaps, which are then compared */
    bool after_digit;
} fuzzy_reader;

#define END (-1)

static bool is_gap(char c)
{
    return c == '_' || c == '-' || sc_is_space(c);
}

static size_t skip_gaps(sc_text text, size_t at)
{
    while (at < text.length && is_gap(text.data[at]))
        at++;
    return at;
}

static fuzzy_reader reader_of(sc_text text, sc_fuzzy_mode mode)
{
    return (fuzzy_reader){text, 0, mode, skip_gaps(text, 0) == text.length, false};
}

static int next_character(fuzzy_reader *reader)
{
    size_t start = reader->at;
    size_t at = reader->all_gaps ? start : skip_gaps(reader->text, start);
    if (at >= reader->text.length)
        return END;
    char c = reader->text.data[at];
    if (reader->mode == SC_FUZZY_VALUES && at > start && sc_is_digit(c)) {
        reader->at = at;
        if (reader->after_digit) {
            reader->after_digit = false;
            return ' ';
        }
        if (start == 0 && reader->text.data[at - 1] == '-') {
            reader->text = (sc_text){reader->text.data + at, reader->text.length - at};
            reader->at = 0;
            return '-';
        }
    }
    reader->at = at + 1;
    reader->after_digit = sc_is_digit(c);
    return (unsigned char)sc_lower(c);
}

static size_t hash_of(sc_text word, sc_fuzzy_mode mode)
{
    uint64_t hash = 14695981039346656037u;
    fuzzy_reader reader = reader_of(word, mode);
    for (int c; (c = next_character(&reader)) != END;)
        hash = (hash ^ (uint64_t)c) * 1099511628211u;
    return (size_t)(hash ^ hash >> 32);
}

static bool same(sc_text a, sc_text b, sc_fuzzy_mode mode)
{
    fuzzy_reader left = reader_of(a, mode), right = reader_of(b, mode);
    for (;;) {
        int c = next_character(&left);
        if (c != next_character(&right))
            return false;
        if (c == END)
            return true;
    }
}

sc_fuzzy_lookup *sc_fuzzy_lookup_new(const schoolcat_allocator *allocator, sc_fuzzy_mode mode,
                                     size_t capacity)
{
    if (capacity >= NO_ENTRY / 2)
        return NULL;
    size_t buckets = 4;
    while (buckets < capacity * 2)
        buckets *= 2;
    sc_fuzzy_lookup *table = sc_allocate(allocator, sizeof *table);
    if (table == NULL)
        return NULL;
    *table = (sc_fuzzy_lookup){*allocator, mode, 0, capacity, buckets - 1, NULL, NULL};
    table->buckets = sc_allocate_array(allocator, buckets, sizeof *table->buckets);
    table->entries = sc_allocate_array(allocator, capacity + 1, sizeof *table->entries);
    if (table->buckets == NULL || table->entries == NULL) {
        sc_fuzzy_lookup_free(table);
        return NULL;
    }
    for (size_t i = 0; i < buckets; i++)
        table->buckets[i] = NO_ENTRY;
    return table;
}

void sc_fuzzy_lookup_free(sc_fuzzy_lookup *table)
{
    if (table == NULL)
        return;
    schoolcat_allocator allocator = table->allocator;
    sc_release(&allocator, table->buckets);
    sc_release(&allocator, table->entries);
    sc_release(&allocator, table);
}

static const entry *find(const sc_fuzzy_lookup *table, sc_text word, size_t bucket)
{
    for (uint32_t i = table->buckets[bucket]; i != NO_ENTRY; i = table->entries[i].next)
        if (same(table->entries[i].word, word, table->mode))
            return &table->entries[i];
    return NULL;
}

bool sc_fuzzy_lookup_add(sc_fuzzy_lookup *table, sc_text word, uint32_t index, uint32_t *existing)
{
    size_t bucket = hash_of(word, table->mode) & table->bucket_mask;
    const entry *found = find(table, word, bucket);
    if (found != NULL || table->count == table->capacity) {
        if (found != NULL && existing != NULL)
            *existing = found->index;
        return false;
    }
    table->entries[table->count] = (entry){word, index, table->buckets[bucket]};
    table->buckets[bucket] = (uint32_t)table->count++;
    return true;
}

bool sc_fuzzy_lookup_find(const sc_fuzzy_lookup *table, sc_text word, uint32_t *index)
{
    if (word.length == 0)
        return false;
    const entry *found = find(table, word, hash_of(word, table->mode) & table->bucket_mask);
    if (found != NULL)
        *index = found->index;
    return found != NULL;
}

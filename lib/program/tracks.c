#include "program/tracks.h"

#include <string.h>

/* uthash takes its buckets through these; `allocator` is in scope wherever a table is changed. */
#define HASH_NONFATAL_OOM 1
#define uthash_malloc(size) sc_allocate(allocator, (size))
#define uthash_free(block, size) sc_release(allocator, (block))
#define uthash_nonfatal_oom(entry) (out_of_memory = true)
#include <uthash.h>

typedef struct sc_track_key {
    uint32_t node, reader, frozen;
} sc_track_key;

struct sc_track_entry {
    sc_track_key key;
    sc_track track;
    UT_hash_handle hh;
};

bool sc_tracks_add(sc_program *program, uint32_t node, uint32_t reader, bool frozen, sc_track track)
{
    const schoolcat_allocator *allocator = &program->allocator;
    bool out_of_memory = false;
    struct sc_track_entry *entry = SC_NEW(program->arena, struct sc_track_entry);
    if (entry == NULL)
        return false;
    entry->key = (sc_track_key){node, reader, frozen};
    entry->track = track;
    HASH_ADD(hh, program->tracks, key, sizeof entry->key, entry);
    return !out_of_memory;
}

#define MOST_INDEXED 4000000

static uint32_t slot_of(const sc_program *program, uint32_t reader)
{
    return reader < program->decision_count ? reader : program->decision_count;
}

bool sc_tracks_index(sc_program *program)
{
    size_t readers = program->decision_count + (size_t)1, nodes = program->node_count * (size_t)2;
    if (nodes == 0 || readers > MOST_INDEXED / nodes)
        return true;
    struct sc_track_entry ***index = SC_NEW_ARRAY(program->arena, readers, struct sc_track_entry **);
    if (index == NULL)
        return false;
    for (struct sc_track_entry *entry = program->tracks; entry != NULL; entry = entry->hh.next) {
        uint32_t slot = slot_of(program, entry->key.reader);
        if (index[slot] == NULL)
            index[slot] = SC_NEW_ARRAY(program->arena, nodes, struct sc_track_entry *);
        if (index[slot] == NULL)
            return false;
        index[slot][entry->key.node * 2 + entry->key.frozen] = entry;
    }
    program->track_index = index;
    return true;
}

bool sc_tracks_find(const sc_program *program, uint32_t node, uint32_t reader, bool frozen, sc_track *track)
{
    if (program->track_index != NULL) {
        struct sc_track_entry **of_reader = program->track_index[slot_of(program, reader)];
        if (of_reader == NULL || of_reader[node * 2 + frozen] == NULL)
            return false;
        *track = of_reader[node * 2 + frozen]->track;
        return true;
    }
    sc_track_key key = {node, reader, frozen};
    struct sc_track_entry *entry;
    HASH_FIND(hh, program->tracks, &key, sizeof key, entry);
    if (entry == NULL)
        return false;
    *track = entry->track;
    return true;
}

void sc_tracks_free(sc_program *program)
{
    const schoolcat_allocator *allocator = &program->allocator;
    HASH_CLEAR(hh, program->tracks);
}

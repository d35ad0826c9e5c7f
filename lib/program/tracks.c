#include "program/tracks.h"

#include "base/slots.h"
#include <string.h>

typedef struct sc_track_entry {
    uint32_t key[3]; /* node, reader, frozen */
    sc_track track;
} sc_track_entry;

/* Most nodes are read by no split decision: their tracks lie by node, plain and frozen. The others are found
 * by their hash. */
struct sc_tracks {
    sc_track *common; /* node * 2 + frozen; SC_NO_REGISTER where none */
    sc_list(sc_track_entry) own;
    sc_slots slots; /* of `own` */
};

static struct sc_tracks *tracks_new(sc_program *program)
{
    struct sc_tracks *tracks = SC_NEW(program->arena, struct sc_tracks);
    size_t count = program->node_count * (size_t)2;
    if (tracks == NULL)
        return NULL;
    tracks->common = SC_NEW_ARRAY(program->arena, count, sc_track);
    for (size_t i = 0; tracks->common != NULL && i < count; i++)
        tracks->common[i].reg = SC_NO_REGISTER;
    return tracks->common == NULL ? NULL : tracks;
}

bool sc_tracks_add(sc_program *program, uint32_t node, uint32_t reader, bool frozen, sc_track track)
{
    if (program->tracks == NULL)
        program->tracks = tracks_new(program);
    struct sc_tracks *tracks = program->tracks;
    if (tracks == NULL)
        return false;
    if (reader == UINT32_MAX) {
        tracks->common[node * (size_t)2 + frozen] = track;
        return true;
    }
    sc_track_entry entry = {{node, reader, frozen}, track};
    return SC_PUSH(program->arena, &tracks->own, entry) &&
           sc_slots_add(&tracks->slots, &program->allocator, sc_hash_words(entry.key, 3),
                        (uint32_t)tracks->own.count - 1);
}

static const sc_track *find_own(const struct sc_tracks *tracks, const uint32_t key[3])
{
    uint32_t hash = sc_hash_words(key, 3), place = hash, index;
    while ((index = sc_slots_next(&tracks->slots, hash, &place)) != UINT32_MAX)
        if (memcmp(tracks->own.at[index].key, key, sizeof tracks->own.at[index].key) == 0)
            return &tracks->own.at[index].track;
    return NULL;
}

bool sc_tracks_find(const sc_program *program, uint32_t node, uint32_t reader, bool frozen, sc_track *track)
{
    const struct sc_tracks *tracks = program->tracks;
    if (tracks == NULL)
        return false;
    const sc_track *found = &tracks->common[node * (size_t)2 + frozen];
    if (reader != UINT32_MAX)
        found = find_own(tracks, (const uint32_t[3]){node, reader, frozen});
    if (found == NULL || found->reg == SC_NO_REGISTER)
        return false;
    *track = *found;
    return true;
}

void sc_tracks_free(sc_program *program)
{
    if (program->tracks != NULL)
        sc_slots_free(&program->tracks->slots, &program->allocator);
    program->tracks = NULL;
}

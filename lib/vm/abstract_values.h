/* The table of tracks: which register holds a node on the possible track, by who reads it. */
#ifndef SC_VM_ABSTRACT_VALUES_H
#define SC_VM_ABSTRACT_VALUES_H

#include "vm/program.h"

bool sc_tracks_add(sc_program *program, uint32_t node, uint32_t reader, bool frozen, sc_track track); /* false: no memory */
bool sc_tracks_find(const sc_program *program, uint32_t node, uint32_t reader, bool frozen, sc_track *track);
void sc_tracks_free(sc_program *program);

#endif

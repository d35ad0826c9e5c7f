/* Name to index look-up, on uthash. Names are borrowed and must outlive the table. */
#ifndef SC_BASE_NAME_TABLE_H
#define SC_BASE_NAME_TABLE_H

#include "base/arena.h"

typedef struct sc_names sc_names;

sc_names *sc_names_new(const schoolcat_allocator *allocator); /* NULL: no memory */
void sc_names_free(sc_names *names);
/* The table keeps the first meaning of a name. */
typedef enum sc_names_added { SC_NAMES_ADDED, SC_NAMES_THERE, SC_NAMES_NO_MEMORY } sc_names_added;
sc_names_added sc_names_add(sc_names *names, sc_text name, uint32_t index, uint32_t *there);
bool sc_names_find(const sc_names *names, sc_text name, uint32_t *index);
size_t sc_names_count(const sc_names *names);
/* The nearest name for 'did you mean', or SC_NO_TEXT when none is near. */
sc_text sc_names_nearest(const sc_names *names, sc_text name);

#endif

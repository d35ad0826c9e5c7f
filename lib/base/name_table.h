/* Hash table from names to indices, by uthash. Names are borrowed and must outlive the table. */
#ifndef SC_BASE_NAME_TABLE_H
#define SC_BASE_NAME_TABLE_H

#include "base/arena.h"
#include "base/nearest.h"

typedef struct sc_name_table sc_name_table;

sc_name_table *sc_name_table_new(const schoolcat_allocator *allocator); /* NULL: out of memory */
void sc_name_table_free(sc_name_table *names);
typedef enum sc_name_table_status {
    SC_NAME_TABLE_ADDED,
    SC_NAME_TABLE_DUPLICATE,
    SC_NAME_TABLE_NO_MEMORY
} sc_name_table_status;
/* A name that is present keeps its index, which goes to `*existing` unless NULL. */
sc_name_table_status sc_name_table_add(sc_name_table *names, sc_text name, uint32_t index,
                                       uint32_t *existing);
bool sc_name_table_find(const sc_name_table *names, sc_text name, uint32_t *index);
size_t sc_name_table_count(const sc_name_table *names);
/* Compares every name of the table, in the order in which they were added. */
void sc_name_table_compare_all(const sc_name_table *names, sc_nearest_search *search);
/* The name nearest to one that is not in the table, or SC_NO_TEXT. */
sc_text sc_name_table_nearest(const sc_name_table *names, sc_text name);

#endif

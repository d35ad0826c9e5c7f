/* Memory allocation through the caller's hooks, or malloc. */
#ifndef SC_BASE_ALLOCATOR_H
#define SC_BASE_ALLOCATOR_H

#include <schoolcat.h>
#include <stddef.h>

/* Copies the caller's hooks, or takes malloc, realloc and free where `hooks` is NULL. */
schoolcat_allocator sc_allocator_from(const schoolcat_allocator *hooks);

/* All three return NULL where memory runs out or the size overflows; the block passed to
 * sc_reallocate_array is then unchanged. */
void *sc_allocate(const schoolcat_allocator *allocator, size_t size);
void *sc_allocate_array(const schoolcat_allocator *allocator, size_t count, size_t size);
void *sc_reallocate_array(const schoolcat_allocator *allocator, void *block, size_t count,
                          size_t size);
void sc_release(const schoolcat_allocator *allocator, void *block);

#endif

/* Compatibility check of public structs, which begin with their size. */
#ifndef SC_BASE_STRUCT_COMPATIBILITY_H
#define SC_BASE_STRUCT_COMPATIBILITY_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Whether the caller's struct can be read as the library's version of `known` bytes: it is not
 * smaller, and additional bytes are zero. */
static inline bool sc_struct_compatible(const void *structure, size_t known)
{
    size_t size;
    if (structure == NULL)
        return false;
    memcpy(&size, structure, sizeof size);
    if (size < known)
        return false;
    const unsigned char *bytes = structure;
    for (size_t i = known; i < size; i++) {
        if (bytes[i] != 0)
            return false;
    }
    return true;
}

#endif

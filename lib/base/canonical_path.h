/* Canonical paths in the file system: absolute, without links, "." and "..". */
#ifndef SC_BASE_CANONICAL_PATH_H
#define SC_BASE_CANONICAL_PATH_H

#include "base/arena.h"

/* The canonical path of an existing file or folder, as realpath() gives it: in the arena,
 * NUL-terminated. `path` is NUL-terminated. Returns 0, or the errno of the failure (ENOMEM where
 * memory ran out). With SCHOOLCAT_NO_REALPATH, for systems without realpath() such as WASI, links
 * are followed here. */
int sc_canonical_path(sc_arena *arena, sc_text path, sc_text *out);

#endif

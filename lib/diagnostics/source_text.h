/* Source texts of rule files, and positions in them. */
#ifndef SC_DIAGNOSTICS_SOURCE_TEXT_H
#define SC_DIAGNOSTICS_SOURCE_TEXT_H

#include "base/arena.h"

typedef struct sc_source {
    sc_text name; /* in messages; NUL-terminated */
    sc_text text; /* the whole file; NUL-terminated */
    /* offset of each line's first byte; built when the source is added, so that look-ups are
     * thread-safe */
    uint32_t *lines;
    /* 0 where there is no text (data NULL): a file that could not be read */
    size_t line_count;
} sc_source;

typedef struct sc_sources {
    sc_arena *arena;
    sc_list(sc_source *) list;
} sc_sources;

#define SC_NO_FILE UINT32_MAX
/* A range of bytes in one source; file SC_NO_FILE where there is none (a caller's setting). */
typedef struct sc_span {
    uint32_t file, offset, length;
} sc_span;
#define SC_NO_SPAN ((sc_span){SC_NO_FILE, 0, 0})

typedef struct sc_position {
    uint32_t line, column; /* from 1; columns are characters (code points) */
} sc_position;

/* Adds a source. Name and text are not copied: they must live in the arena. Texts must be below
 * 4 GiB. False: out of memory. */
bool sc_sources_add(sc_sources *sources, sc_text name, sc_text text, uint32_t *file);
/* The position where a span begins; line 0 where there is no file or no text. Lines end with LF,
 * CR LF or CR; a byte order mark has no column. */
sc_position sc_sources_position(const sc_sources *sources, sc_span span);
/* The text of a line without its line break. */
sc_text sc_sources_line(const sc_sources *sources, uint32_t file, uint32_t line);

#endif

/* How kept problems are held, for the two files that make and draw them. */
#ifndef SC_DIAGNOSTICS_DIAGNOSTICS_INTERNAL_H
#define SC_DIAGNOSTICS_DIAGNOSTICS_INTERNAL_H

#include "base/name_table.h"
#include "diagnostics/diagnostics.h"

/* A place with the words of its line, copied from the source. A long line is cut around the place;
 * an ellipsis then stands for the character before or behind the cut. */
typedef struct sc_snippet {
    const char *file;       /* "" for the caller's settings */
    sc_position start, end; /* end: just behind the last character; line 0 where there is none */
    const char *line;       /* "" where there is none */
    uint32_t first_column;  /* of the first character of `line` */
} sc_snippet;

typedef struct sc_diagnostic {
    sc_span span;
    schoolcat_severity severity;
    const char *code; /* "SC061" */
    /* "" where there is none; plain, without control characters */
    const char *element, *message, *hint;
    sc_snippet here, other; /* other.file "" and line 0 where there is none */
    bool has_other;
    bool again; /* the other place is where the same was defined first */
} sc_diagnostic;

#define SC_MAX_DIAGNOSTICS 1000

struct schoolcat_diagnostics {
    schoolcat_allocator allocator;
    sc_arena arena;
    sc_buffer scratch;
    sc_name_table *seen; /* each problem's code, place and message: the same one is kept once */
    sc_diagnostic **at;  /* sorted by file and place */
    size_t count, capacity;
    size_t errors, warnings; /* all that were met, kept or not */
    bool failed;
};

#endif

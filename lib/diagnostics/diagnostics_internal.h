/* Representation of diagnostics, shared by the files that create and render them. */
#ifndef SC_DIAGNOSTICS_DIAGNOSTICS_INTERNAL_H
#define SC_DIAGNOSTICS_DIAGNOSTICS_INTERNAL_H

#include "base/name_table.h"
#include "diagnostics/diagnostics.h"

/* A place with the text of its line, copied from the source. A long line is truncated around the
 * place; an ellipsis then replaces the character before or after the cut. */
typedef struct sc_snippet {
    const char *file;       /* "" for the caller's settings */
    sc_position start, end; /* end: just after the last character; line 0 where there is none */
    const char *line;       /* "" where there is none */
    uint32_t first_column;  /* of the first character of `line` */
} sc_snippet;

typedef struct sc_diagnostic {
    sc_span span;
    schoolcat_severity severity;
    const char *code; /* "SC061" */
    /* "" where there is none; without control characters */
    const char *element, *message, *hint;
    sc_snippet here, other; /* other.file "" and line 0 where there is none */
    bool has_other;
    bool redefined; /* the other place is the first definition */
} sc_diagnostic;

#define SC_MAX_DIAGNOSTICS 1000

struct schoolcat_diagnostics {
    schoolcat_allocator allocator;
    sc_arena arena;
    sc_buffer scratch;
    sc_name_table *seen; /* code, place and message of each problem, to detect duplicates */
    sc_diagnostic **at;  /* sorted by file and place */
    size_t count, capacity;
    size_t errors, warnings; /* all that were found, kept or not */
    bool failed;
};

#endif

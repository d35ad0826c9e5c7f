/* Which file a name in `include` or `extends` means, whether it may be read, and its text. The only
 * place that opens rule files. */
#ifndef SC_LANGUAGE_FILE_RESOLVER_H
#define SC_LANGUAGE_FILE_RESOLVER_H

#include "diagnostics/source_text.h"

typedef struct sc_located_file {
    sc_text shown;     /* for messages */
    sc_text canonical; /* by which a file reached twice is recognised */
    /* the file's own, canonical; SC_NO_TEXT: from there nothing can be named by path */
    sc_text folder;
    /* where the caller's resolver gave it, or the first text did; data NULL: to be read */
    sc_text text;
    bool first; /* named by the caller, not by a rule file */
} sc_located_file;

typedef struct sc_resolver {
    sc_arena *arena;
    const schoolcat_load_options *options;
    sc_list(sc_text) folders; /* canonical folders that may be read from */
    /* of these, from here on: where names of installed files are looked up */
    size_t installed;
} sc_resolver;

typedef enum sc_resolve_status {
    SC_RESOLVED,
    SC_RESOLVED_NOT_FOUND,
    SC_RESOLVED_OUTSIDE,
    SC_RESOLVED_TOO_LARGE,
    SC_RESOLVED_UNREADABLE, /* `reason` says why */
    SC_RESOLVED_NO_MEMORY,
    SC_RESOLVED_ENDED /* the caller's resolver ended the load: `status` */
} sc_resolve_status;

typedef struct sc_resolution {
    sc_resolve_status how;
    sc_text reason;
    schoolcat_status status;
} sc_resolution;

/* Makes the list of allowed folders; the first file's own is added when it is located. False: no
 * memory. */
bool sc_resolver_init(sc_resolver *resolver, sc_arena *arena,
                      const schoolcat_load_options *options);
/* The first file: a path or the name of an installed one, or (`text` not NULL) a text with a name
 * to show. */
sc_resolution sc_locate_first(sc_resolver *resolver, sc_text path, sc_text text,
                              sc_located_file *out);
/* What `name` means in the file `from`. */
sc_resolution sc_locate(sc_resolver *resolver, const sc_located_file *from, sc_text name,
                        sc_located_file *out);
/* Reads the text, at most so many bytes. */
sc_resolution sc_read_located_file(sc_resolver *resolver, const sc_located_file *at, size_t most,
                                   sc_text *text);

#endif

/* Resolver of file names in `include` and `extends`: locates a file, checks that it may be read,
 * and reads it. No other code opens rule files. */
#ifndef SC_LANGUAGE_FILE_RESOLVER_H
#define SC_LANGUAGE_FILE_RESOLVER_H

#include "diagnostics/source_text.h"

typedef struct sc_located_file {
    sc_text shown;     /* the name in messages */
    sc_text canonical; /* identifies the file, so that it is read once */
    /* of the file, canonical; SC_NO_TEXT: no file can be named relative to it */
    sc_text folder;
    /* from the caller; data NULL: to be read from the file */
    sc_text text;
    bool first; /* named by the caller, not by a rule file */
} sc_located_file;

typedef struct sc_resolver {
    sc_arena *arena;
    const schoolcat_load_options *options;
    sc_list(sc_text) folders; /* canonical; files in them may be read */
    /* index in `folders`: from here on, names of installed files are looked up */
    size_t installed;
} sc_resolver;

typedef enum sc_resolve_status {
    SC_RESOLVED,
    SC_RESOLVED_NOT_FOUND,
    SC_RESOLVED_OUTSIDE,
    SC_RESOLVED_TOO_LARGE,
    SC_RESOLVED_UNREADABLE, /* with `reason` */
    SC_RESOLVED_NO_MEMORY,
    SC_RESOLVED_ENDED /* the caller's resolver ended the load, with `caller_status` */
} sc_resolve_status;

typedef struct sc_resolution {
    sc_resolve_status status;
    sc_text reason;
    schoolcat_status caller_status;
} sc_resolution;

/* Makes the list of allowed folders; that of the first file is added when it is located. False: out
 * of memory. */
bool sc_resolver_init(sc_resolver *resolver, sc_arena *arena,
                      const schoolcat_load_options *options);
/* Locates the first file: a path, or the name of an installed file; or, with `text` not NULL, that
 * text, named `path` in messages. */
sc_resolution sc_locate_first(sc_resolver *resolver, sc_text path, sc_text text,
                              sc_located_file *out);
/* Locates the file that `from` names. */
sc_resolution sc_locate(sc_resolver *resolver, const sc_located_file *from, sc_text name,
                        sc_located_file *out);
/* Reads the text; SC_RESOLVED_TOO_LARGE above `max_bytes`. */
sc_resolution sc_read_located_file(sc_resolver *resolver, const sc_located_file *at,
                                   size_t max_bytes, sc_text *text);

#endif

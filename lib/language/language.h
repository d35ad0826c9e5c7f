/* Public interface of lib/language: from rule files to a checked model.
 *   load*.c             YAML nodes to the model, with include and extends
 *   lexer.c, parser.c   expressions
 *   check*.c            names and types
 *   unparse.c           nodes back to the text of expressions */
#ifndef SC_LANGUAGE_LANGUAGE_H
#define SC_LANGUAGE_LANGUAGE_H

#include "language/model.h"

/* Parses one expression. `offsets[i]` is the source offset of byte i of `text`. NULL: problems,
 * which are reported, or out of memory. Names are unresolved: SC_NODE_NAME, and for a table
 * SC_NODE_CALL with SC_FUNCTION_NONE and its name as text. */
typedef struct sc_expression_source {
    sc_text text;
    uint32_t file;
    const uint32_t *offsets; /* text.length + 1 source offsets */
    sc_text path;
} sc_expression_source;
sc_node *sc_parse_expression(sc_model *model, schoolcat_diagnostics *diagnostics,
                             const sc_expression_source *source);

/* Resolves names, sets types, finds cycles, checks tables, patterns and counts, merges details, and
 * sets the orders. Reports all problems; true: there is no error, the loader's included. After
 * errors of the loader the rest is checked: NULL nodes are skipped, and SC_KIND_UNKNOWN is not
 * reported again. Out of memory: false, and the arena's `failed` is set. */
bool sc_check_model(sc_model *model, schoolcat_diagnostics *diagnostics);

/* Reads a file or text, with the files that it includes and extends, into an unchecked model.
 * OK, or ERROR_RULES with problems in the diagnostics: `model` is set to what could be read, and is
 * to be checked, so that all problems are reported. Otherwise it is not set: ERROR_IO if the first
 * file is unreadable, which is reported; ERROR_NO_MEMORY; or the status of the caller's resolver.
 * Texts and arrays of the model live in the arena, which must be that of `sources`. */
typedef struct sc_load_request {
    sc_text
        path; /* a path, the name of an installed rule file, or with `text` the name in messages */
    sc_text text; /* data NULL: read `path` */
    const schoolcat_load_options *options;
} sc_load_request;
schoolcat_status sc_load_model(sc_arena *arena, sc_sources *sources,
                               schoolcat_diagnostics *diagnostics, const sc_load_request *request,
                               sc_model **model);

/* The limits in force: the caller's, or defaults where an option is 0. */
typedef struct sc_limits {
    size_t file_bytes, total_bytes, files, nesting, nodes, rules;
} sc_limits;
sc_limits sc_limits_from(const schoolcat_load_options *options);

/* Whether the caller's options are valid: NULL, or of a known size, with lists where their counts
 * are not 0, names and values of settings, and all functions of an allocator. */
bool sc_load_options_valid(const schoolcat_load_options *options);

#endif

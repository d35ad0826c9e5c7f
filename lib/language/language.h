/* From rule text to a checked model: the door of this folder.
 *   yaml_reader.c nodes of the document; load*.c nodes to model, include and extends; lexer.c and
 * parser*.c expressions; check*.c names and types. */
#ifndef SC_LANGUAGE_LANGUAGE_H
#define SC_LANGUAGE_LANGUAGE_H

#include "language/model.h"

/* Parses one expression. `at` maps byte i of `text` to its place in the source. Problems go to the
 * diagnostics (several where the parser can go on); NULL then, and when memory runs out. Names stay
 * unresolved (SC_NODE_NAME; calls have function, or SC_FUNCTION_NONE with text for a table). */
typedef struct sc_expression_source {
    sc_text text;
    uint32_t file;
    const uint32_t *offsets; /* text.length + 1 source offsets */
    sc_text path;
} sc_expression_source;
sc_node *sc_parse_expression(sc_model *model, schoolcat_diagnostics *diagnostics,
                             const sc_expression_source *source);

/* Resolves names, types everything, finds circles, checks tables, patterns, counts, merges details,
 * makes the orders. Reports all problems; true when there is no error, the loader's included. Goes
 * on past errors of the loader: what it could not read is absent (NULL nodes are skipped, kind
 * UNKNOWN is silent). False and the arena's `failed` set when memory ran out. */
bool sc_check_model(sc_model *model, schoolcat_diagnostics *diagnostics);

/* Reads the file or text, with all it includes and extends, into a model (not yet checked).
 * OK, or ERROR_RULES with problems in the diagnostics: `model` is set, with what could be read, and
 * is to be checked all the same so that all problems show. ERROR_IO (first file unreadable,
 * reported), ERROR_NO_MEMORY, or what the caller's resolver ended the load with: `model` is
 * untouched. The model's texts and arrays live in the arena, which must be the one of `sources`. */
typedef struct sc_load_request {
    sc_text path; /* a path, an installed rule file's name, or with `text` the name to show */
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

/* Whether the caller's options can be read: NULL, or of a known size, with lists where it counts
 * some, settings with name and value, and all hooks of an allocator. */
bool sc_load_options_valid(const schoolcat_load_options *options);

#endif

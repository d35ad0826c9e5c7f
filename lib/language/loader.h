/* Internal interface of the loader's files. A problem in the rules is reported and reading goes on;
 * out-of-memory shows in the arenas, the diagnostics and `status`.
 *   loader.c          driver: limits, the first file, the model's parts in order
 *   load_file.c       one file, and the files that it includes and extends, as one draft
 *   load_draft.c      drafts: adding, including, inheriting and overriding entries
 *   load_merge.c      overriding within an entry: fields, outcomes, rules
 *   load_fields.c     typed fields of YAML mappings, each problem reported
 *   load_sections.c   the head and sections of the draft, as parts of the model
 *   load_domain.c     scales, choices, outcomes
 *   load_decision.c   decisions and their rules
 *   load_condition.c  conditions
 *   load_groups.c     groups, and the lists that name them
 *   load_settings.c   the caller's parameters and assumptions
 *   load_digest.c     SHA-256 of all that is read
 *   load_status.c     failure of the load */
#ifndef SC_LANGUAGE_LOADER_H
#define SC_LANGUAGE_LOADER_H

#include "language/language.h"
#include "language/file_resolver.h"
#include "yaml/yaml_node.h"

#include <sha2.h>

typedef enum sc_section_kind {
    SC_SECTION_PARAMETERS,
    SC_SECTION_SCALES,
    SC_SECTION_CHOICES,
    SC_SECTION_INDICATORS,
    SC_SECTION_TABLES,
    SC_SECTION_DERIVED,
    SC_SECTION_CRITERIA,
    SC_SECTION_GROUPS,
    SC_SECTION_DECISIONS,
    SC_SECTION_COUNT
} sc_section_kind;

typedef enum sc_head_kind {
    SC_HEAD_AUTHORITY,
    SC_HEAD_TITLE,
    SC_HEAD_VERSION,
    SC_HEAD_EFFECTIVE,
    SC_HEAD_SOURCE,
    SC_HEAD_MISSING,
    SC_HEAD_SUPPRESSED,
    SC_HEAD_COUNT
} sc_head_kind;

const char *sc_section_name(sc_section_kind section);
const char *sc_head_name(sc_head_kind head);

/* One named thing, as it stands after everything that was included, extended and overridden. */
typedef struct sc_entry {
    sc_text key;
    sc_span key_span;          /* in the file that last set it */
    const sc_yaml_node *value; /* NULL: removed, or not given */
    bool extended;             /* it is of the extended file, and may be overridden */
    bool added;                /* not in the extended file */
    sc_text meant;             /* then: the nearest name there */
} sc_entry;

typedef struct sc_section {
    sc_list(sc_entry) entries;
    sc_name_table *names; /* index into entries */
} sc_section;

typedef struct sc_draft {
    sc_section sections[SC_SECTION_COUNT];
    sc_entry head[SC_HEAD_COUNT];
} sc_draft;

typedef struct sc_file {
    sc_located_file at;
    uint32_t source;
    bool open;                  /* being read: reaching it again is a circle */
    const struct sc_file *from; /* that first named it */
    size_t depth;
    sc_draft draft; /* with all that it includes and extends */
} sc_file;

/* A list of conditions that is a group's name. */
typedef struct sc_group_link {
    sc_node *node;
    uint32_t first; /* where the group's conditions come among the node's children */
    sc_text group;
    sc_span span;
    sc_text path;
    uint32_t owner; /* the group that it stands in, or SC_NONE */
    size_t depth;   /* there: conditions within conditions */
} sc_group_link;

typedef struct sc_loader {
    sc_model *model;
    sc_arena *arena;  /* the model's: all texts that stay */
    sc_arena scratch; /* nodes and drafts, until the load ends */
    sc_sources *sources;
    schoolcat_diagnostics *diagnostics;
    const schoolcat_load_options *options;
    sc_limits limits;
    sc_resolver resolver;
    sc_list(sc_file *) files;
    sc_list(uint32_t) layers; /* layer of each source, by source */
    sc_list(sc_text) layer_names;
    SHA2_CTX digest;
    size_t total_bytes;
    schoolcat_status status; /* what ended the load, or OK */
    sc_list(sc_group_link *) links;
    size_t depth,
        /* conditions within conditions: of the one that is being read, and the most so far */
        deepest;
    size_t *group_heights; /* the most in each group */
    uint32_t group;        /* whose conditions are being read, or SC_NONE */
    size_t searched_names; /* names looked at for 'did you mean' so far */
    size_t rules;          /* so far */
} sc_loader;

/* --- load_status.c --- */

/* Whether memory ran out anywhere, or the load has ended otherwise. */
bool sc_loader_failed(const sc_loader *loader);
void sc_loader_no_memory(sc_loader *loader);
/* What sc_load_model returns: OK, or why the load failed. */
schoolcat_status sc_loader_status(const sc_loader *loader);

#define SC_LOAD_REPORT(loader, name, at, path, ...)                                                \
    SC_REPORT((loader)->diagnostics, (loader)->sources, name, at, path, __VA_ARGS__)

/* --- load_file.c, load_draft.c, load_merge.c --- */

/* Reads a file and all that it names. `from` NULL: the first. NULL where it could not be read
 * (reported), or the load has ended. */
sc_file *sc_load_file(sc_loader *loader, sc_file *from, const sc_located_file *at, sc_span named);
/* The first file cannot be read. */
void sc_report_first_file(sc_loader *loader, const sc_resolution *resolution, sc_text name);
/* Adds what an included file defines. */
void sc_draft_include(sc_loader *loader, sc_draft *draft, const sc_draft *included);
/* Takes over what the extended file defines. */
void sc_draft_inherit(sc_loader *loader, sc_draft *draft, const sc_draft *extended);
/* Adds the file's own sections; with `extends` they override what is there. */
void sc_draft_add_own(sc_loader *loader, sc_draft *draft, const sc_yaml_node *root, bool extends);
void sc_draft_free_name_tables(sc_draft *draft);
/* One entry laid over another of the extended file. NULL: no memory. */
const sc_yaml_node *sc_merge_entry(sc_loader *loader, const sc_yaml_node *old,
                                   const sc_yaml_node *over, sc_text path);
/* Whether a value in an extending file can be used; reports an empty one. */
bool sc_validate_override(sc_loader *loader, const sc_yaml_node *value, sc_text key,
                          sc_span key_span, sc_text path);

/* --- load_fields.c --- */

/* A mapping whose fields are read, and how messages name it: "the parameter 'median'". */
typedef struct sc_fields {
    const sc_yaml_node *node;
    sc_span span; /* of its name, where what it lacks is reported */
    sc_text path;
    sc_text name;
} sc_fields;

sc_text sc_path_key(sc_loader *loader, sc_text base, sc_text key);    /* base.key */
sc_text sc_path_index(sc_loader *loader, sc_text base, size_t index); /* base[index], from 1 */
sc_text sc_concatenate(sc_loader *loader, const char *before, sc_text middle, const char *after);
/* The nearest name of a table; nothing once a great many names have been looked at, so that a file
 * full of slips takes no long time. */
sc_text sc_loader_nearest(sc_loader *loader, const sc_name_table *names, sc_text word);
sc_text sc_did_you_mean(sc_loader *loader, sc_text nearest); /* the hint, or SC_NO_TEXT */

/* Reports every key that is not among `keys` (NULL-terminated). */
void sc_validate_keys(sc_loader *loader, const sc_fields *fields, const char *const *keys);
/* The mapping's fields, or false: reported that it is none. `usual`: the key that a lone value is
 * meant for, or NULL. */
bool sc_read_fields(sc_loader *loader, const sc_yaml_node *node, sc_text key, sc_span key_span,
                    sc_text path, const char *kind, const char *usual, sc_fields *fields);

/* The value of a key, or NULL: absent, or (reported) empty or null. With `required`, absence is
 * reported too. */
const sc_yaml_node *sc_field(sc_loader *loader, const sc_fields *fields, const char *key,
                             bool required);
/* NULL and reported where the value is no scalar. */
const sc_yaml_node *sc_field_scalar(sc_loader *loader, const sc_fields *fields, const char *key,
                                    bool required);
sc_text sc_field_text(sc_loader *loader, const sc_fields *fields, const char *key); /* as spelled */
sc_text sc_field_prose(sc_loader *loader, const sc_fields *fields,
                       const char *key); /* prose: warns of a comment that cuts it */
void sc_field_list(sc_loader *loader, const sc_fields *fields, const char *key, sc_text **texts,
                   uint32_t *count); /* one or a list */
bool sc_field_boolean(sc_loader *loader, const sc_fields *fields, const char *key,
                      bool *value); /* false: not given, or reported */
bool sc_field_number(sc_loader *loader, const sc_fields *fields, const char *key, bool as_date,
                     double *value);
sc_literal sc_field_literal(sc_loader *loader, const sc_fields *fields, const char *key,
                            bool required);
sc_literal sc_literal_from_scalar(const sc_yaml_node *scalar);
sc_if_unknown sc_field_if_unknown(sc_loader *loader, const sc_fields *fields);
/* The id, path, span and layer of an entry, and whether it was added; checks its name. */
void sc_begin_about(sc_loader *loader, const sc_entry *entry, sc_text path, sc_about *about);
/* label, text, note, source; the id, path, span and layer. */
void sc_read_about(sc_loader *loader, const sc_fields *fields, sc_text id, sc_about *about);
/* Whether a text can be a name ([a-z][a-z0-9_]*, not reserved) or, where `numbers`, a whole number;
 * reports it if not. */
bool sc_validate_name(sc_loader *loader, sc_text name, sc_span span, sc_text path, bool numbers);
bool sc_is_identifier(sc_text name);
uint32_t sc_layer_of(const sc_loader *loader, sc_span span);
/* What an explicit value must not be: reports empty and null values. */
bool sc_validate_value(sc_loader *loader, const sc_yaml_node *value, sc_text key, sc_span key_span,
                       sc_text path);
bool sc_validate_entry(sc_loader *loader, const sc_yaml_node *value, const char *what,
                       sc_text path);
const sc_detail *sc_read_details(sc_loader *loader, const sc_fields *fields);

/* --- the model's parts --- */

void sc_load_head(sc_loader *loader, const sc_draft *draft);
void sc_load_sections(sc_loader *loader, const sc_draft *draft);
void sc_load_domains(sc_loader *loader, const sc_draft *draft);
void sc_load_items(sc_loader *loader, sc_domain *domain, const sc_yaml_node *list, sc_text path,
                   bool outcomes);
void sc_validate_item_texts(sc_loader *loader, const sc_domain *domain);
void sc_load_decisions(sc_loader *loader, const sc_draft *draft);
void sc_load_groups(sc_loader *loader, const sc_draft *draft);
/* Once all groups are built: gives each list that is a group's name the group's conditions. */
void sc_link_groups(sc_loader *loader);
/* NULL: reported, or no memory. */
sc_node *sc_load_condition(sc_loader *loader, const sc_yaml_node *node, sc_text path);
sc_node *sc_load_expression(sc_loader *loader, const sc_yaml_node *node, sc_text path);
bool sc_allocate_children(sc_loader *loader, sc_node *node, size_t count); /* all NULL */
/* A list that could not be read becomes one unreadable condition, about which nothing more is
 * said. */
void sc_make_unreadable(sc_loader *loader, sc_node *node);
/* load_settings.c: the caller's parameters and assumptions. */
void sc_load_settings(sc_loader *loader);

/* --- load_digest.c --- */

void sc_digest_begin(sc_loader *loader);
/* Adds one piece: a file's text, or the name or value of a setting, as `kind` says. */
void sc_digest_update(sc_loader *loader, const char *kind, sc_text text);
/* Stores the digest in the model. */
void sc_digest_finish(sc_loader *loader);

#endif

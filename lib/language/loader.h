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
 *   load_limits.c     limits from the caller's options
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

/* One named element, after all includes, extensions and overrides. */
typedef struct sc_entry {
    sc_text key;
    sc_span key_span;          /* in the file that last set it */
    const sc_yaml_node *value; /* NULL: removed, or not given */
    bool extended;             /* from the extended file: may be overridden */
    bool added;                /* absent from the extended file */
    sc_text nearest;           /* where `added`: the nearest name in the extended file */
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
    bool open;                  /* being read: naming it again is a cycle */
    const struct sc_file *from; /* the first file that named it */
    size_t depth;
    sc_draft draft; /* with all that it includes and extends */
} sc_file;

/* A list of conditions that is a group's name. */
typedef struct sc_group_link {
    sc_node *node;
    uint32_t first; /* index of the group's first condition among the node's children */
    sc_text group;
    sc_span span;
    sc_text path;
    uint32_t owner; /* the group that contains the list, or SC_NONE */
    size_t depth;   /* nesting of conditions at the list */
} sc_group_link;

typedef struct sc_loader {
    sc_model *model;
    sc_arena *arena;  /* the model's: texts and arrays that outlive the load */
    sc_arena scratch; /* YAML nodes and drafts; freed at the end of the load */
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
    size_t depth;          /* nesting of the condition that is being read */
    size_t max_depth;      /* maximum of `depth` so far */
    size_t *group_heights; /* of each group: its maximum of `depth` */
    uint32_t group;        /* whose conditions are being read, or SC_NONE */
    size_t searched_names; /* names compared for 'did you mean' so far */
    size_t rule_count;     /* so far */
} sc_loader;

/* --- load_status.c --- */

/* Whether the load has ended: out of memory, or `status` is an error. */
bool sc_loader_failed(const sc_loader *loader);
void sc_loader_no_memory(sc_loader *loader);
/* What sc_load_model returns: OK, or why the load failed. */
schoolcat_status sc_loader_status(const sc_loader *loader);

#define SC_LOAD_REPORT(loader, name, at, path, ...)                                                \
    SC_REPORT((loader)->diagnostics, (loader)->sources, name, at, path, __VA_ARGS__)

/* --- load_file.c, load_draft.c, load_merge.c --- */

/* Reads a file and those that it names. `from`: the file that names it, or NULL. NULL: it could not
 * be read, which is reported, or the load has ended. */
sc_file *sc_load_file(sc_loader *loader, sc_file *from, const sc_located_file *at, sc_span named);
/* Reports that the first file cannot be read. */
void sc_report_first_file(sc_loader *loader, const sc_resolution *resolution, sc_text name);
/* Adds the elements of an included file. */
void sc_draft_include(sc_loader *loader, sc_draft *draft, const sc_draft *included);
/* Copies the elements of the extended file. */
void sc_draft_inherit(sc_loader *loader, sc_draft *draft, const sc_draft *extended);
/* Adds the file's own elements; with `extends` they override those of the extended file. */
void sc_draft_add_own(sc_loader *loader, sc_draft *draft, const sc_yaml_node *root, bool extends);
void sc_draft_free_name_tables(sc_draft *draft);
/* Merges an entry over the extended file's. NULL: out of memory. */
const sc_yaml_node *sc_merge_entry(sc_loader *loader, const sc_yaml_node *old,
                                   const sc_yaml_node *over, sc_text path);
/* Whether a value in an extending file can be used; reports an empty one. */
bool sc_validate_override(sc_loader *loader, const sc_yaml_node *value, sc_text key,
                          sc_span key_span, sc_text path);

/* --- load_fields.c --- */

/* A mapping whose fields are read, and how messages name it: "the parameter 'median'". */
typedef struct sc_fields {
    const sc_yaml_node *node;
    sc_span span; /* of its name; absent keys are reported there */
    sc_text path;
    sc_text name;
} sc_fields;

sc_text sc_path_key(sc_loader *loader, sc_text base, sc_text key);    /* base.key */
sc_text sc_path_index(sc_loader *loader, sc_text base, size_t index); /* base[index], from 1 */
sc_text sc_concatenate(sc_loader *loader, const char *before, sc_text middle, const char *after);
/* The nearest name of a table, or SC_NO_TEXT; always the latter once many names have been compared,
 * which bounds the time of a load. */
sc_text sc_loader_nearest(sc_loader *loader, const sc_name_table *names, sc_text word);
sc_text sc_did_you_mean(sc_loader *loader, sc_text nearest); /* the hint, or SC_NO_TEXT */

/* Reports a second definition of `name`. */
void sc_report_duplicate(sc_loader *loader, sc_text name, sc_span span, sc_text path,
                         sc_span first);
/* Reports every key that is not among `keys` (NULL-terminated). */
void sc_validate_keys(sc_loader *loader, const sc_fields *fields, const char *const *keys);
/* The fields of a mapping. False: it is none, which is reported. A hint suggests `default_key` (may
 * be NULL) for a scalar in place of the mapping. */
bool sc_read_fields(sc_loader *loader, const sc_yaml_node *node, sc_text key, sc_span key_span,
                    sc_text path, const char *kind, const char *default_key, sc_fields *fields);

/* The value of a key. NULL: absent, which is reported if `required`, or empty or null, which always
 * is. */
const sc_yaml_node *sc_field(sc_loader *loader, const sc_fields *fields, const char *key,
                             bool required);
/* The same of a scalar; another kind of node is reported. */
const sc_yaml_node *sc_field_scalar(sc_loader *loader, const sc_fields *fields, const char *key,
                                    bool required);
/* The scalar as written. */
sc_text sc_field_text(sc_loader *loader, const sc_fields *fields, const char *key);
/* A text for people: warns where `#` in it begins a comment. */
sc_text sc_field_prose(sc_loader *loader, const sc_fields *fields, const char *key);
/* A text or a list of texts. */
void sc_field_list(sc_loader *loader, const sc_fields *fields, const char *key, sc_text **texts,
                   uint32_t *count);
/* False: absent, or reported. */
bool sc_field_boolean(sc_loader *loader, const sc_fields *fields, const char *key, bool *value);
bool sc_field_number(sc_loader *loader, const sc_fields *fields, const char *key, bool as_date,
                     double *value);
sc_literal sc_field_literal(sc_loader *loader, const sc_fields *fields, const char *key,
                            bool required);
sc_literal sc_literal_from_scalar(const sc_yaml_node *scalar);
sc_if_unknown sc_field_if_unknown(sc_loader *loader, const sc_fields *fields);
/* Sets the id, path, span, layer and origin of an element from its entry; checks its name. */
void sc_begin_about(sc_loader *loader, const sc_entry *entry, sc_text path, sc_about *about);
/* Reads label, text, note and source; sets the id, path, span and layer. */
void sc_read_about(sc_loader *loader, const sc_fields *fields, sc_text id, sc_about *about);
/* Whether a text is a name ([a-z][a-z0-9_]*, not reserved) or, with `numbers`, a whole number;
 * reports it if not. */
bool sc_validate_name(sc_loader *loader, sc_text name, sc_span span, sc_text path, bool numbers);
bool sc_is_identifier(sc_text name);
uint32_t sc_layer_of(const sc_loader *loader, sc_span span);
/* Whether a value is usable; reports an empty one, and null. */
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
/* After sc_load_groups: replaces names of groups by their conditions. */
void sc_link_groups(sc_loader *loader);
/* NULL: reported, or out of memory. */
sc_node *sc_load_condition(sc_loader *loader, const sc_yaml_node *node, sc_text path);
sc_node *sc_load_expression(sc_loader *loader, const sc_yaml_node *node, sc_text path);
/* All children are NULL. */
bool sc_allocate_children(sc_loader *loader, sc_node *node, size_t count);
/* Replaces a list that could not be read by one NULL condition, which the checker ignores. */
void sc_make_unreadable(sc_loader *loader, sc_node *node);
/* Applies the caller's parameters and assumptions. */
void sc_load_settings(sc_loader *loader);

/* --- load_digest.c --- */

void sc_digest_begin(sc_loader *loader);
/* Adds one piece: a file's text, or the name or value of a setting, as `kind` says. */
void sc_digest_update(sc_loader *loader, const char *kind, sc_text text);
/* Stores the digest in the model. */
void sc_digest_finish(sc_loader *loader);

#endif

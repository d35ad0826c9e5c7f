/* The nodes of a YAML document: libyaml's events with byte spans, the core schema's scalars,
 * duplicate keys found, aliases followed within bounds. Also reads tests files. Nodes never change
 * once read; an alias is the same node again. */
#ifndef SC_YAML_YAML_NODE_H
#define SC_YAML_YAML_NODE_H

#include "diagnostics/diagnostics.h"

typedef enum sc_yaml_kind { SC_YAML_SCALAR, SC_YAML_SEQUENCE, SC_YAML_MAPPING } sc_yaml_kind;

typedef enum sc_yaml_style {
    SC_YAML_PLAIN,
    SC_YAML_SINGLE_QUOTED,
    SC_YAML_DOUBLE_QUOTED,
    SC_YAML_LITERAL, /* | */
    SC_YAML_FOLDED,  /* > */
    SC_YAML_FLOW,    /* collections: [] and {} */
    SC_YAML_BLOCK
} sc_yaml_style;

/* What a scalar is by the YAML 1.2 core schema. Its text stays as written. */
typedef enum sc_yaml_scalar {
    SC_YAML_TEXT,
    SC_YAML_NULL, /* null, ~, or nothing at all: sc_yaml_is_empty */
    SC_YAML_BOOLEAN,
    SC_YAML_INTEGER,
    SC_YAML_FLOAT /* may be infinite or NaN where so written (.inf, .nan) */
} sc_yaml_scalar;

typedef struct sc_yaml_node sc_yaml_node;

typedef struct sc_yaml_pair {
    sc_text key;
    sc_span key_span;
    const sc_yaml_node *value;
} sc_yaml_pair;

struct sc_yaml_node {
    sc_yaml_kind kind;
    sc_yaml_style style;
    sc_yaml_scalar scalar; /* of scalars */
    bool boolean;
    /* already reported (a flow collection cut it): read nothing from it, say nothing more */
    bool broken;
    double number; /* of SC_YAML_INTEGER and SC_YAML_FLOAT */
    sc_text text;  /* of scalars: NUL-terminated */
    /* of a scalar with its quotes; of a block collection up to the end of its last entry */
    sc_span span;
    sc_yaml_pair *pairs;        /* of mappings, in the order of the file; keys are unique */
    const sc_yaml_node **items; /* of sequences */
    size_t count;
    /* nodes in it, itself included, aliases followed; a text counts once more for every 64 bytes */
    size_t weight;
    size_t height; /* collections within one another: 0 for a scalar */
    /* set on copies that `extends` makes: the extended file has no such outcome or rule, */
    bool added;
    sc_text nearest; /* and this is its nearest */
};

typedef struct sc_yaml_request {
    sc_arena *nodes; /* where nodes live */
    sc_arena *texts; /* where the texts of scalars and keys live; may be the same */
    const sc_sources *sources;
    schoolcat_diagnostics *diagnostics;
    uint32_t file;
    size_t max_nesting; /* collections within collections */
    size_t max_nodes;   /* aliases followed */
} sc_yaml_request;

/* Reads the whole file as one document. SCHOOLCAT_OK with the root; there may be reports even then
 * (duplicate keys, ...), which leave a usable tree. SCHOOLCAT_ERROR_RULES when no tree could be
 * made: that is reported, once. SCHOOLCAT_ERROR_NO_MEMORY. */
schoolcat_status sc_yaml_read(const sc_yaml_request *request, const sc_yaml_node **root);

/* The value of a key, or NULL: of a mapping alone. Linear in the number of keys. */
const sc_yaml_node *sc_yaml_get(const sc_yaml_node *mapping, const char *key);
const sc_yaml_pair *sc_yaml_find(const sc_yaml_node *mapping, sc_text key);
/* Nothing stands there at all (`key:`), as against the word null. */
bool sc_yaml_is_empty(const sc_yaml_node *node);
bool sc_yaml_is_null(const sc_yaml_node *node); /* the word null, or ~ */
/* "a mapping", "a list", "a number", ... for messages. */
const char *sc_yaml_kind_name(const sc_yaml_node *node);

/* The source offset of each byte of a scalar's text, and one more for its end; NULL when memory
 * runs out. */
uint32_t *sc_yaml_offsets(sc_arena *arena, const sc_sources *sources, const sc_yaml_node *scalar);
/* Whether ` #` stands behind a plain scalar and so cuts it: the comment's place. */
bool sc_yaml_comment_after(const sc_sources *sources, const sc_yaml_node *scalar, sc_span *comment);

/* What a plain scalar of this text is by the core schema (for settings that come as text). */
sc_yaml_scalar sc_yaml_resolve(sc_text text, bool *boolean, double *number);

#endif

/* Tree of a YAML document, built from libyaml's events: nodes with byte spans, scalars resolved by
 * the core schema, unique keys, aliases expanded within limits. Nodes are immutable once read; an
 * alias is the anchor's node itself. */
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
    /* has been reported (for example, cut by a flow collection): must not be used or reported */
    bool broken;
    double number; /* of SC_YAML_INTEGER and SC_YAML_FLOAT */
    sc_text text;  /* of scalars: NUL-terminated */
    /* of a scalar: with its quotes; of a block collection: to the end of its last entry */
    sc_span span;
    sc_yaml_pair *pairs;        /* of mappings, in the order of the file; keys are unique */
    const sc_yaml_node **items; /* of sequences */
    size_t count;
    /* number of nodes in it, itself included, aliases expanded; every 64 bytes of a text count as
     * one more */
    size_t weight;
    size_t height; /* nesting depth of collections: 0 for a scalar */
    /* in copies made for `extends`: the extended file has no such outcome or rule; `nearest` is its
     * nearest name there */
    bool added;
    sc_text nearest;
};

typedef struct sc_yaml_request {
    sc_arena *nodes; /* of the nodes */
    sc_arena *texts; /* of the texts of scalars and keys; may be the same */
    const sc_sources *sources;
    schoolcat_diagnostics *diagnostics;
    uint32_t file;
    size_t max_nesting; /* depth of collections */
    size_t max_nodes;   /* aliases expanded */
} sc_yaml_request;

/* Reads the whole file as one document. SCHOOLCAT_OK: the root; problems that leave a usable tree,
 * such as duplicate keys, may have been reported. SCHOOLCAT_ERROR_RULES: there is no tree, which
 * has been reported once. SCHOOLCAT_ERROR_NO_MEMORY. */
schoolcat_status sc_yaml_read(const sc_yaml_request *request, const sc_yaml_node **root);

/* The value of a mapping's key, or NULL; NULL for other nodes. Linear in the number of keys. */
const sc_yaml_node *sc_yaml_get(const sc_yaml_node *mapping, const char *key);
const sc_yaml_pair *sc_yaml_find(const sc_yaml_node *mapping, sc_text key);
/* An omitted value (`key:`), as opposed to the word null. */
bool sc_yaml_is_empty(const sc_yaml_node *node);
bool sc_yaml_is_null(const sc_yaml_node *node); /* the word null, or ~ */
/* "a mapping", "a list", "a number", ... for messages. */
const char *sc_yaml_kind_name(const sc_yaml_node *node);

/* The source offset of each byte of a scalar's text, and one more for its end; NULL when memory
 * runs out. */
uint32_t *sc_yaml_offsets(sc_arena *arena, const sc_sources *sources, const sc_yaml_node *scalar);
/* Whether a comment (` #`) follows a plain scalar and so ends it; `*comment` is its place. */
bool sc_yaml_comment_after(const sc_sources *sources, const sc_yaml_node *scalar, sc_span *comment);

/* Resolves the text of a plain scalar by the core schema; also for settings, which are texts. */
sc_yaml_scalar sc_yaml_resolve(sc_text text, bool *boolean, double *number);

#endif

/* Internals shared by the files of the YAML reader, which alone use libyaml. */
#ifndef SC_YAML_YAML_READER_H
#define SC_YAML_YAML_READER_H

#include "base/name_table.h"
#include "yaml/yaml_node.h"

#include <yaml.h>

typedef struct sc_yaml_anchor {
    sc_text name;
    sc_yaml_node *node;
    sc_span span; /* of `&name` */
    bool complete, used;
} sc_yaml_anchor;

/* A collection being read. */
typedef struct sc_yaml_frame {
    sc_yaml_node *node;
    sc_list(sc_yaml_pair) pairs;
    sc_list(const sc_yaml_node *) items;
    bool has_key; /* a key has been read and its value has not */
    bool drop;    /* the key was refused: its value is read and dropped */
    sc_text key;
    sc_span key_span;
    uint32_t end; /* of the last entry */
    uint32_t anchor;
} sc_yaml_frame;

typedef struct sc_yaml_reader {
    const sc_yaml_request *request;
    sc_text text;   /* of the file */
    uint32_t start; /* length of the byte order mark, which is not passed to libyaml */
    sc_arena scratch;
    uint32_t *checkpoints; /* byte offset of every SC_YAML_CHECKPOINT_STRIDE-th character */
    size_t characters;
    sc_list(sc_yaml_frame) frames;
    size_t depth; /* frames in use */
    sc_list(sc_yaml_anchor) anchors;
    sc_name_table *anchor_names;
    const sc_yaml_node *root;
    size_t nodes;
    schoolcat_status status;
} sc_yaml_reader;

#define SC_YAML_CHECKPOINT_STRIDE 64

/* Sets the status; returns false. */
bool sc_yaml_no_memory(sc_yaml_reader *reader);
/* Ends reading after a report: sets the status, returns false. */
bool sc_yaml_stop(sc_yaml_reader *reader);

/* The byte offset of a character, which libyaml numbers. */
uint32_t sc_yaml_offset(const sc_yaml_reader *reader, size_t character);
sc_span sc_yaml_span(const sc_yaml_reader *reader, uint32_t start, uint32_t end);

/* Validates the text before libyaml reads it (UTF-8, no control characters, no directives) and
 * builds the checkpoints. False: reported, or out of memory. */
bool sc_yaml_check_text(sc_yaml_reader *reader);
/* Reports libyaml's syntax error in terms of rule files. */
void sc_yaml_report_syntax(const sc_yaml_reader *reader, const yaml_parser_t *parser);
/* Finds values of a flow collection that were cut at a comma between brackets, reports them, and
 * joins the pieces so that nothing else is reported about them. */
bool sc_yaml_repair_cut_values(sc_yaml_reader *reader, sc_yaml_node *collection);

#endif

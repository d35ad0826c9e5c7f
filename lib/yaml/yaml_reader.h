/* What the files of the YAML reader share. Only they see libyaml. */
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

/* A collection that is being read. */
typedef struct sc_yaml_frame {
    sc_yaml_node *node;
    sc_list(sc_yaml_pair) pairs;
    sc_list(const sc_yaml_node *) items;
    bool has_key,
        /* a key waits for its value; the value is read and let go (its key is not accepted) */
        drop;
    sc_text key;
    sc_span key_span;
    uint32_t end; /* of the last entry */
    uint32_t anchor;
} sc_yaml_frame;

typedef struct sc_yaml_reader {
    const sc_yaml_request *request;
    sc_text text;   /* of the file */
    uint32_t start; /* bytes of the byte order mark, which libyaml is not given */
    sc_arena scratch;
    uint32_t *marks; /* byte offset of every SC_YAML_MARK_EVERYth character */
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

/* Remembers the failure, and is false. */
bool sc_yaml_no_memory(sc_yaml_reader *reader);
/* Reading cannot go on after a report. */
bool sc_yaml_stop(sc_yaml_reader *reader);

/* The byte offset of libyaml's character number. */
uint32_t sc_yaml_offset(const sc_yaml_reader *reader, size_t character);
sc_span sc_yaml_span(const sc_yaml_reader *reader, uint32_t start, uint32_t end);

/* Before libyaml sees the text: UTF-8, no control characters, no directives; makes the marks.
 * False: reported, or no memory. */
bool sc_yaml_check_text(sc_yaml_reader *reader);
/* Says what libyaml could not read, in words of ours. */
void sc_yaml_report_syntax(const sc_yaml_reader *reader, const yaml_parser_t *parser);
/* A comma in a flow collection cut a value between its brackets: reports it and mends the
 * collection so that nothing else is said about it. */
bool sc_yaml_repair_cut_values(sc_yaml_reader *reader, sc_yaml_node *collection);

#endif

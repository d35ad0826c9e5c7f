/* Builds the tree of nodes from libyaml's events: anchors, duplicate keys, limits. */
#include "base/number.h"
#include "yaml/yaml_reader.h"

#include <string.h>

/* A long text counts as several nodes, which limits how much text aliases can multiply. */
#define BYTES_PER_NODE 64
/* From this number on keys are looked up in a hash table. */
#define MANY_KEYS 12

#define REPORT(reader, name, at, ...)                                                              \
    SC_REPORT((reader)->request->diagnostics, (reader)->request->sources, name, at, SC_NO_TEXT,    \
              __VA_ARGS__)

/* --- nodes --- */

static sc_text copy_text(sc_yaml_reader *reader, const yaml_char_t *text, size_t length)
{
    return sc_arena_text(reader->request->texts, (sc_text){(const char *)text, length});
}

static sc_text number_text(sc_yaml_reader *reader, size_t number)
{
    char digits[SC_NUMBER_CAPACITY];
    size_t length = sc_number_write((double)number, digits);
    return sc_arena_text(&reader->scratch, (sc_text){digits, length});
}

static sc_yaml_node *new_node(sc_yaml_reader *reader, sc_yaml_kind kind, sc_span span)
{
    sc_yaml_node *node = SC_NEW(reader->request->nodes, sc_yaml_node);
    if (node == NULL) {
        (void)sc_yaml_no_memory(reader);
        return NULL;
    }
    node->kind = kind;
    node->span = span;
    node->weight = 1;
    node->height = kind == SC_YAML_SCALAR ? 0 : 1;
    return node;
}

static bool count_nodes(sc_yaml_reader *reader, size_t more, sc_span span)
{
    size_t max = reader->request->max_nodes;
    if (more <= max && reader->nodes <= max - more) {
        reader->nodes += more;
        return true;
    }
    REPORT(reader, YAML_NODES, span, .arguments = {number_text(reader, max)});
    return sc_yaml_stop(reader);
}

/* --- places --- */

/* Skips an anchor and tag, which libyaml includes in a value's span. */
static uint32_t skip_properties(const sc_yaml_reader *reader, uint32_t at, uint32_t end)
{
    const char *text = reader->text.data;
    while (at < end && (text[at] == '&' || text[at] == '!')) {
        while (at < end && !sc_is_space(text[at]))
            at++;
        while (at < end && (sc_is_space(text[at]) || text[at] == '#')) {
            if (text[at] == '#') {
                while (at < end && text[at] != '\n')
                    at++;
            } else {
                at++;
            }
        }
    }
    return at;
}

static sc_span event_span(const sc_yaml_reader *reader, const yaml_event_t *event,
                          bool has_properties)
{
    uint32_t start = sc_yaml_offset(reader, event->start_mark.index);
    uint32_t end = sc_yaml_offset(reader, event->end_mark.index);
    if (has_properties)
        start = skip_properties(reader, start, (uint32_t)reader->text.length);
    return sc_yaml_span(reader, start, end);
}

/* --- anchors, aliases, tags --- */

static bool add_anchor(sc_yaml_reader *reader, const yaml_event_t *event, const yaml_char_t *name,
                       sc_yaml_node *node, bool complete)
{
    if (name == NULL)
        return true;
    sc_text text = copy_text(reader, name, strlen((const char *)name));
    uint32_t start = sc_yaml_offset(reader, event->start_mark.index), index = 0;
    sc_yaml_anchor anchor = {text, node,
                             sc_yaml_span(reader, start, start + 1 + (uint32_t)text.length),
                             complete, false};
    switch (
        sc_name_table_add(reader->anchor_names, text, (uint32_t)reader->anchors.count, &index)) {
    case SC_NAME_TABLE_ADDED:
        return SC_PUSH(&reader->scratch, &reader->anchors, anchor) || sc_yaml_no_memory(reader);
    case SC_NAME_TABLE_DUPLICATE: /* in YAML a later anchor may reuse the name */
        anchor.used = reader->anchors.at[index].used;
        reader->anchors.at[index] = anchor;
        return true;
    case SC_NAME_TABLE_NO_MEMORY:
        break;
    }
    return sc_yaml_no_memory(reader);
}

static bool refuse_tag(const sc_yaml_reader *reader, const yaml_event_t *event,
                       const yaml_char_t *tag)
{
    if (tag == NULL)
        return true;
    uint32_t start = sc_yaml_offset(reader, event->start_mark.index);
    REPORT(reader, FIRST_CHARACTER, sc_yaml_span(reader, start, start + 1),
           .arguments = {SC_TEXT("!")});
    return false;
}

/* An anchor without an alias is taken for text that begins with '&', as in `text: &c. all`. */
static void report_unused_anchors(const sc_yaml_reader *reader)
{
    for (size_t i = 0; i < reader->anchors.count; i++) {
        const sc_yaml_anchor *anchor = &reader->anchors.at[i];
        if (!anchor->used && anchor->node->kind == SC_YAML_SCALAR &&
            anchor->node->style == SC_YAML_PLAIN)
            REPORT(reader, FIRST_CHARACTER, anchor->span, .arguments = {SC_TEXT("&")});
    }
}

static bool refuse_depth(sc_yaml_reader *reader, sc_span span)
{
    REPORT(reader, YAML_NESTING, span,
           .arguments = {number_text(reader, reader->request->max_nesting)});
    return sc_yaml_stop(reader);
}

/* Whether words follow an alias, as in `text: *star rating`. */
static bool words_follow(const sc_yaml_reader *reader, size_t at)
{
    const sc_text text = reader->text;
    while (at < text.length && sc_is_blank(text.data[at]))
        at++;
    return at < text.length && strchr(",]}:#\r\n", text.data[at]) == NULL;
}

static const sc_yaml_node *follow_alias(sc_yaml_reader *reader, const yaml_event_t *event)
{
    const char *name = (const char *)event->data.alias.anchor;
    sc_span span = event_span(reader, event, false);
    uint32_t index;
    if (words_follow(reader, span.offset + span.length)) {
        REPORT(reader, FIRST_CHARACTER, sc_yaml_span(reader, span.offset, span.offset + 1),
               .arguments = {SC_TEXT("*")});
        (void)sc_yaml_stop(reader);
        return NULL;
    }
    if (!sc_name_table_find(reader->anchor_names, sc_text_of(name), &index)) {
        REPORT(reader, UNKNOWN_ALIAS, span, .arguments = {sc_text_of(name)});
        sc_yaml_node *nothing = new_node(reader, SC_YAML_SCALAR, span);
        if (nothing != NULL)
            nothing->broken = true;
        return nothing;
    }
    sc_yaml_anchor *anchor = &reader->anchors.at[index];
    if (!anchor->complete) {
        sc_diagnose(
            reader->request->diagnostics, reader->request->sources,
            &(sc_report){
                SC_ALIAS_IN_ITSELF, span, SC_NO_TEXT, {anchor->name}, SC_NO_TEXT, anchor->span});
        (void)sc_yaml_stop(reader);
        return NULL;
    }
    if (reader->depth + anchor->node->height > reader->request->max_nesting) {
        (void)refuse_depth(reader, span);
        return NULL;
    }
    anchor->used = true;
    return count_nodes(reader, anchor->node->weight, span) ? anchor->node : NULL;
}

/* --- collections --- */

static void report_twice(const sc_yaml_reader *reader, const sc_yaml_pair *second,
                         const sc_yaml_pair *first)
{
    sc_diagnose(reader->request->diagnostics, reader->request->sources,
                &(sc_report){SC_DUPLICATE_KEY,
                             second->key_span,
                             SC_NO_TEXT,
                             {second->key},
                             SC_NO_TEXT,
                             first->key_span});
}

/* Index of the pair that already has this key, `count` where none has. */
static size_t find_key(const sc_yaml_node *mapping, size_t count, sc_text key)
{
    size_t i = 0;
    while (i < count && !sc_text_equal(mapping->pairs[i].key, key))
        i++;
    return i;
}

static bool drop_few_duplicates(const sc_yaml_reader *reader, sc_yaml_node *mapping)
{
    size_t kept = 0;
    for (size_t i = 0; i < mapping->count; i++) {
        size_t first = find_key(mapping, kept, mapping->pairs[i].key);
        if (first < kept)
            report_twice(reader, &mapping->pairs[i], &mapping->pairs[first]);
        else
            mapping->pairs[kept++] = mapping->pairs[i];
    }
    mapping->count = kept;
    return true;
}

/* Reports duplicate keys and keeps the first of each. */
static bool drop_duplicates(sc_yaml_reader *reader, sc_yaml_node *mapping)
{
    if (mapping->count < MANY_KEYS)
        return drop_few_duplicates(reader, mapping);
    sc_name_table *seen = sc_name_table_new(&reader->scratch.allocator);
    if (seen == NULL)
        return sc_yaml_no_memory(reader);
    size_t kept = 0;
    bool whole = true;
    for (size_t i = 0; i < mapping->count && whole; i++) {
        uint32_t first;
        sc_name_table_status added =
            sc_name_table_add(seen, mapping->pairs[i].key, (uint32_t)kept, &first);
        whole = added != SC_NAME_TABLE_NO_MEMORY;
        if (added == SC_NAME_TABLE_DUPLICATE)
            report_twice(reader, &mapping->pairs[i], &mapping->pairs[first]);
        else
            mapping->pairs[kept++] = mapping->pairs[i];
    }
    mapping->count = kept;
    sc_name_table_free(seen);
    return whole || sc_yaml_no_memory(reader);
}

static void take_key(sc_yaml_reader *reader, sc_yaml_frame *frame, const sc_yaml_node *node)
{
    frame->has_key = true;
    frame->key = node->text;
    frame->key_span = node->span;
    frame->drop = node->broken;
    if (node->kind != SC_YAML_SCALAR) {
        REPORT(reader, KEY_NOT_TEXT, node->span,
               .arguments = {sc_text_of(sc_yaml_kind_name(node))});
        frame->drop = true;
    } else if (node->style == SC_YAML_PLAIN && sc_text_is(node->text, "<<")) {
        REPORT(reader, MERGE_KEY, node->span, .arguments = {SC_NO_TEXT});
        frame->drop = true;
    }
}

static void grow(sc_yaml_node *collection, const sc_yaml_node *child)
{
    collection->weight += child->weight;
    if (collection->height <= child->height)
        collection->height = child->height + 1;
}

/* Stores a node as the root, a key, a value or an item. */
static bool place_node(sc_yaml_reader *reader, const sc_yaml_node *node, uint32_t end)
{
    if (reader->depth == 0) {
        reader->root = node;
        return true;
    }
    sc_yaml_frame *frame = &reader->frames.at[reader->depth - 1];
    frame->end = end;
    if (frame->node->kind == SC_YAML_SEQUENCE) {
        grow(frame->node, node);
        return SC_PUSH(&reader->scratch, &frame->items, node) || sc_yaml_no_memory(reader);
    }
    if (!frame->has_key) {
        take_key(reader, frame, node);
        return true;
    }
    frame->has_key = false;
    if (frame->drop)
        return true;
    grow(frame->node, node);
    if (!SC_PUSH(&reader->scratch, &frame->pairs,
                 ((sc_yaml_pair){frame->key, frame->key_span, node})))
        return sc_yaml_no_memory(reader);
    return true;
}

static bool open_collection(sc_yaml_reader *reader, const yaml_event_t *event, sc_yaml_kind kind)
{
    bool mapping = kind == SC_YAML_MAPPING;
    const yaml_char_t *anchor =
        mapping ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
    const yaml_char_t *tag =
        mapping ? event->data.mapping_start.tag : event->data.sequence_start.tag;
    bool flow = mapping ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                        : event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    sc_span span = event_span(reader, event, anchor != NULL || tag != NULL);
    if (reader->depth >= reader->request->max_nesting)
        return refuse_depth(reader, span);
    (void)refuse_tag(reader, event, tag);
    sc_yaml_node *node = new_node(reader, kind, span);
    if (node == NULL || !count_nodes(reader, 1, span))
        return false;
    node->style = flow ? SC_YAML_FLOW : SC_YAML_BLOCK;
    uint32_t anchor_index = (uint32_t)reader->anchors.count;
    if (!add_anchor(reader, event, anchor, node, false))
        return false;
    if (anchor != NULL)
        (void)sc_name_table_find(reader->anchor_names, sc_text_of((const char *)anchor),
                                 &anchor_index);
    if (reader->depth == reader->frames.count &&
        !SC_PUSH(&reader->scratch, &reader->frames, ((sc_yaml_frame){.node = NULL})))
        return sc_yaml_no_memory(reader);
    sc_yaml_frame *frame = &reader->frames.at[reader->depth++];
    frame->node = node;
    frame->pairs.count = frame->items.count = 0;
    frame->has_key = frame->drop = false;
    frame->end = span.offset + span.length;
    frame->anchor = anchor == NULL ? SC_NO_FILE : anchor_index;
    return true;
}

/* Copies the frame's lists, which are reused, into arrays of the collection. */
static bool fill_collection(sc_yaml_reader *reader, const sc_yaml_frame *frame, sc_yaml_node *node)
{
    sc_arena *arena = reader->request->nodes;
    if (node->kind == SC_YAML_MAPPING) {
        node->count = frame->pairs.count;
        node->pairs = SC_NEW_ARRAY(arena, node->count, sc_yaml_pair);
        if (node->pairs == NULL)
            return sc_yaml_no_memory(reader);
        if (node->count != 0)
            memcpy(node->pairs, frame->pairs.at, node->count * sizeof *node->pairs);
        return true;
    }
    node->count = frame->items.count;
    node->items = SC_NEW_ARRAY(arena, node->count, const sc_yaml_node *);
    if (node->items == NULL)
        return sc_yaml_no_memory(reader);
    if (node->count != 0)
        memcpy(node->items, frame->items.at, node->count * sizeof *node->items);
    return true;
}

static bool close_collection(sc_yaml_reader *reader, const yaml_event_t *event)
{
    sc_yaml_frame *frame = &reader->frames.at[reader->depth - 1];
    sc_yaml_node *node = frame->node;
    if (!fill_collection(reader, frame, node))
        return false;
    uint32_t end = frame->end;
    if (node->style == SC_YAML_FLOW)
        end = sc_yaml_offset(reader, event->end_mark.index);
    node->span = sc_yaml_span(reader, node->span.offset, end);
    if (frame->anchor != SC_NO_FILE && reader->anchors.at[frame->anchor].node == node)
        reader->anchors.at[frame->anchor].complete = true;
    reader->depth--;
    if (node->style == SC_YAML_FLOW && !sc_yaml_repair_cut_values(reader, node))
        return false;
    if (node->kind == SC_YAML_MAPPING && !drop_duplicates(reader, node))
        return false;
    return place_node(reader, node, end);
}

/* --- scalars --- */

static sc_yaml_style scalar_style(const yaml_event_t *event)
{
    switch (event->data.scalar.style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
        return SC_YAML_SINGLE_QUOTED;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
        return SC_YAML_DOUBLE_QUOTED;
    case YAML_LITERAL_SCALAR_STYLE:
        return SC_YAML_LITERAL;
    case YAML_FOLDED_SCALAR_STYLE:
        return SC_YAML_FOLDED;
    default:
        return SC_YAML_PLAIN;
    }
}

/* The escape `\\b`, or the whole value where the backspace was written otherwise. */
static sc_span backspace_span(const sc_yaml_reader *reader, const sc_yaml_node *node)
{
    const char *text = reader->text.data;
    uint32_t end = node->span.offset + node->span.length;
    for (uint32_t i = node->span.offset; i + 1 < end; i++) {
        if (text[i] == '\\' && text[i + 1] == 'b')
            return sc_yaml_span(reader, i, i + 2);
        i += text[i] == '\\';
    }
    return node->span;
}

/* Reports values whose meaning in YAML is hardly intended. */
static void find_scalar_traps(const sc_yaml_reader *reader, sc_yaml_node *node)
{
    if (node->style == SC_YAML_DOUBLE_QUOTED && node->text.length != 0 &&
        memchr(node->text.data, '\b', node->text.length) != NULL) {
        REPORT(reader, BACKSPACE, backspace_span(reader, node), .arguments = {SC_NO_TEXT});
        node->broken = true;
    }
    if ((node->style == SC_YAML_FOLDED || node->style == SC_YAML_LITERAL) &&
        sc_text_trim(node->text).length == 0) {
        sc_text mark = node->style == SC_YAML_FOLDED ? SC_TEXT(">") : SC_TEXT("|");
        REPORT(reader, FIRST_CHARACTER,
               sc_yaml_span(reader, node->span.offset, node->span.offset + 1), .arguments = {mark});
        node->broken = true;
    }
}

static bool read_scalar(sc_yaml_reader *reader, const yaml_event_t *event)
{
    const yaml_char_t *anchor = event->data.scalar.anchor, *tag = event->data.scalar.tag;
    sc_span span = event_span(reader, event, anchor != NULL || tag != NULL);
    sc_yaml_node *node = new_node(reader, SC_YAML_SCALAR, span);
    if (node == NULL)
        return false;
    node->weight += event->data.scalar.length / BYTES_PER_NODE;
    if (!count_nodes(reader, node->weight, span))
        return false;
    node->style = scalar_style(event);
    node->text = copy_text(reader, event->data.scalar.value, event->data.scalar.length);
    if (node->text.data == NULL || reader->request->texts->failed)
        return sc_yaml_no_memory(reader);
    if (node->style == SC_YAML_PLAIN)
        node->scalar = sc_yaml_resolve(node->text, &node->boolean, &node->number);
    if (!refuse_tag(reader, event, tag))
        node->broken = true;
    find_scalar_traps(reader, node);
    return add_anchor(reader, event, anchor, node, true) &&
           place_node(reader, node, span.offset + span.length);
}

/* --- the document --- */

/* libyaml reads only the first document; white space and comments may follow it. */
static bool end_document(sc_yaml_reader *reader, const yaml_event_t *event)
{
    size_t at = sc_yaml_offset(reader, event->end_mark.index);
    const sc_text text = reader->text;
    report_unused_anchors(reader);
    while (at < text.length) {
        if (text.data[at] == '#') {
            while (at < text.length && text.data[at] != '\n')
                at++;
        } else if (sc_is_space(text.data[at])) {
            at++;
        } else if (text.length - at >= 3 && memcmp(text.data + at, "...", 3) == 0) {
            at += 3;
        } else {
            uint32_t end = (uint32_t)(text.length - at < 3 ? text.length : at + 3);
            REPORT(reader, SEVERAL_DOCUMENTS, sc_yaml_span(reader, (uint32_t)at, end),
                   .arguments = {SC_NO_TEXT});
            return true;
        }
    }
    return true;
}

static bool read_event(sc_yaml_reader *reader, const yaml_event_t *event, bool *done)
{
    const sc_yaml_node *node;
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        node = follow_alias(reader, event);
        return node != NULL &&
               place_node(reader, node, sc_yaml_offset(reader, event->end_mark.index));
    case YAML_SCALAR_EVENT:
        return read_scalar(reader, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_collection(reader, event, SC_YAML_SEQUENCE);
    case YAML_MAPPING_START_EVENT:
        return open_collection(reader, event, SC_YAML_MAPPING);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return close_collection(reader, event);
    case YAML_DOCUMENT_END_EVENT:
        *done = true;
        return end_document(reader, event);
    case YAML_STREAM_END_EVENT:
        *done = true;
        return true;
    default:
        return true;
    }
}

static bool read_events(sc_yaml_reader *reader, yaml_parser_t *parser)
{
    bool done = false;
    while (!done) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) {
            if (parser->error == YAML_MEMORY_ERROR)
                return sc_yaml_no_memory(reader);
            sc_yaml_report_syntax(reader, parser);
            return sc_yaml_stop(reader);
        }
        bool read = read_event(reader, &event, &done);
        yaml_event_delete(&event);
        if (!read)
            return false;
    }
    return true;
}

static bool read_document(sc_yaml_reader *reader)
{
    yaml_parser_t parser;
    if (!sc_yaml_check_text(reader))
        return false;
    reader->anchor_names = sc_name_table_new(&reader->scratch.allocator);
    if (reader->anchor_names == NULL || !yaml_parser_initialize(&parser))
        return sc_yaml_no_memory(reader);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)reader->text.data + reader->start,
                                 reader->text.length - reader->start);
    bool read = read_events(reader, &parser);
    yaml_parser_delete(&parser);
    if (!read)
        return false;
    if (reader->root == NULL) {
        REPORT(reader, EMPTY_FILE, sc_yaml_span(reader, reader->start, reader->start),
               .arguments = {SC_NO_TEXT});
        return sc_yaml_stop(reader);
    }
    return true;
}

schoolcat_status sc_yaml_read(const sc_yaml_request *request, const sc_yaml_node **root)
{
    sc_yaml_reader reader = {.request = request,
                             .text = request->sources->list.at[request->file]->text};
    sc_arena_init(&reader.scratch, &request->nodes->allocator);
    bool read = read_document(&reader);
    sc_name_table_free(reader.anchor_names);
    sc_arena_destroy(&reader.scratch);
    if (!read)
        return reader.status;
    if (sc_diagnostics_failed(request->diagnostics))
        return SCHOOLCAT_ERROR_NO_MEMORY;
    *root = reader.root;
    return SCHOOLCAT_OK;
}

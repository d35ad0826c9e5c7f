/* Typed fields of YAML mappings, common fields of named elements, and details. */
#include "base/list_phrase.h"
#include "base/number.h"
#include "language/lexer.h"
#include "language/loader.h"

#include <math.h>
#include <string.h>

/* --- texts for messages --- */

static sc_text take_text(sc_loader *loader, sc_buffer *buffer)
{
    sc_text text = SC_NO_TEXT;
    if (buffer->failed)
        sc_loader_no_memory(loader);
    else
        text = sc_arena_text(loader->arena, sc_buffer_view(buffer));
    sc_buffer_destroy(buffer);
    return text;
}

#define MAX_NAME_LENGTH 128 /* bytes */

/* Limits the length of a key in a path, as each path contains those above it. */
static sc_text truncate_key(sc_text key)
{
    if (key.length <= MAX_NAME_LENGTH)
        return key;
    return (sc_text){key.data, sc_utf8_character_start(key, MAX_NAME_LENGTH)};
}

sc_text sc_path_key(sc_loader *loader, sc_text base, sc_text key)
{
    sc_buffer buffer;
    sc_buffer_init(&buffer, &loader->arena->allocator);
    sc_buffer_text(&buffer, base);
    if (base.length != 0)
        sc_buffer_byte(&buffer, '.');
    sc_buffer_text(&buffer, truncate_key(key));
    if (truncate_key(key).length != key.length)
        sc_buffer_string(&buffer, SC_ELLIPSIS);
    return take_text(loader, &buffer);
}

sc_text sc_path_index(sc_loader *loader, sc_text base, size_t index)
{
    sc_buffer buffer;
    sc_buffer_init(&buffer, &loader->arena->allocator);
    sc_buffer_text(&buffer, base);
    sc_buffer_byte(&buffer, '[');
    sc_buffer_integer(&buffer, (long long)index + 1);
    sc_buffer_byte(&buffer, ']');
    return take_text(loader, &buffer);
}

sc_text sc_concatenate(sc_loader *loader, const char *before, sc_text middle, const char *after)
{
    sc_buffer buffer;
    sc_buffer_init(&buffer, &loader->arena->allocator);
    sc_buffer_string(&buffer, before);
    sc_buffer_text(&buffer, middle);
    sc_buffer_string(&buffer, after);
    return take_text(loader, &buffer);
}

#define MAX_SEARCHED_NAMES ((size_t)10000000)

sc_text sc_loader_nearest(sc_loader *loader, const sc_name_table *names, sc_text word)
{
    if (loader->searched_names > MAX_SEARCHED_NAMES)
        return SC_NO_TEXT;
    loader->searched_names += sc_name_table_count(names);
    return sc_name_table_nearest(names, word);
}

sc_text sc_did_you_mean(sc_loader *loader, sc_text nearest)
{
    return sc_did_you_mean_hint(loader->arena, nearest);
}

void sc_report_duplicate(sc_loader *loader, sc_text name, sc_span span, sc_text path, sc_span first)
{
    SC_LOAD_REPORT(loader, DEFINED_TWICE, span, path, .arguments = {name}, .other = first);
}

/* --- names --- */

bool sc_is_identifier(sc_text name)
{
    if (name.length == 0 || name.length > MAX_NAME_LENGTH || name.data[0] < 'a' ||
        name.data[0] > 'z')
        return false;
    for (size_t i = 1; i < name.length; i++) {
        char c = name.data[i];
        if (!(c >= 'a' && c <= 'z') && !sc_is_digit(c) && c != '_')
            return false;
    }
    return true;
}

static bool looks_like_number(sc_text name)
{
    if (name.length == 0 || name.length > 15 || (name.data[0] == '0' && name.length > 1))
        return false;
    for (size_t i = 0; i < name.length; i++) {
        if (!sc_is_digit(name.data[i]))
            return false;
    }
    return true;
}

static bool is_reserved(sc_text name)
{
    sc_keyword word;
    return sc_find_keyword(name, &word);
}

/* Suggests "ofsted_grade" for "Ofsted grade"; SC_NO_TEXT where that yields no name. */
static sc_text suggest_name(sc_loader *loader, sc_text name)
{
    char spelling[64];
    if (name.length == 0 || name.length > sizeof spelling)
        return SC_NO_TEXT;
    for (size_t i = 0; i < name.length; i++) {
        char c = sc_lower(name.data[i]);
        spelling[i] = c == ' ' || c == '-' || c == '.' ? '_' : c;
    }
    sc_text suggestion = {spelling, name.length};
    return sc_is_identifier(suggestion) && !is_reserved(suggestion)
               ? sc_concatenate(loader, "write it as '", suggestion, "'")
               : SC_NO_TEXT;
}

bool sc_validate_name(sc_loader *loader, sc_text name, sc_span span, sc_text path, bool numbers)
{
    if (numbers && looks_like_number(name))
        return true;
    if (!sc_is_identifier(name)) {
        sc_text hint = suggest_name(loader, name);
        if (name.length > MAX_NAME_LENGTH)
            hint = SC_TEXT("a name has at most 128 characters");
        if (hint.data == NULL && numbers)
            hint = SC_TEXT(
                "an id begins with a small letter and goes on with small letters, digits and "
                "underscores, or is a "
                "whole number");
        SC_LOAD_REPORT(loader, BAD_NAME, span, path, .arguments = {name}, .hint = hint);
        return false;
    }
    if (is_reserved(name)) {
        SC_LOAD_REPORT(loader, RESERVED_NAME, span, path, .arguments = {name});
        return false;
    }
    return true;
}

/* --- keys --- */

static bool is_known(sc_text key, const char *const *keys)
{
    for (size_t i = 0; keys[i] != NULL; i++) {
        if (sc_text_is(key, keys[i]))
            return true;
    }
    return false;
}

/* Keys that give the position of a rule or outcome; merging removes them. */
static bool is_position_key(sc_text key)
{
    static const char *const keys[] = {"before", "after", "remove", NULL};
    return is_known(key, keys);
}

static sc_text list_of_keys(sc_loader *loader, const char *const *keys)
{
    sc_buffer buffer;
    sc_buffer_init(&buffer, &loader->arena->allocator);
    sc_buffer_string(&buffer, "its keys are ");
    size_t count = 0;
    while (keys[count] != NULL)
        count++;
    for (size_t i = 0; i < count; i++) {
        sc_list_separator(&buffer, i, count, "and");
        sc_buffer_string(&buffer, keys[i]);
    }
    return take_text(loader, &buffer);
}

/* Errors that are hard to see: no-break spaces from a word processor, no blank after the colon. */
static sc_text hint_for_misspelt_key(sc_loader *loader, sc_text key, const char *const *keys)
{
    if (sc_text_starts_with(key, SC_NO_BREAK_SPACE))
        return SC_TEXT("no-break spaces stand before it, as word processors make them: indent with "
                       "ordinary blanks");
    const char *colon = key.length == 0 ? NULL : memchr(key.data, ':', key.length);
    if (colon == NULL)
        return SC_NO_TEXT;
    sc_text before = {key.data, (size_t)(colon - key.data)};
    if (!is_known(before, keys))
        return SC_NO_TEXT;
    return sc_concatenate(loader, "a blank is missing behind the colon of '", before, ":'");
}

void sc_validate_keys(sc_loader *loader, const sc_fields *fields, const char *const *keys)
{
    for (size_t i = 0; i < fields->node->count; i++) {
        const sc_yaml_pair *pair = &fields->node->pairs[i];
        if (is_known(pair->key, keys))
            continue;
        if (is_position_key(pair->key) && sc_yaml_get(fields->node, "id") != NULL) {
            SC_LOAD_REPORT(loader, ONLY_IN_EXTENDS, pair->key_span, fields->path,
                           .arguments = {pair->key});
            continue;
        }
        sc_text hint = hint_for_misspelt_key(loader, pair->key, keys);
        sc_text nearest = hint.data != NULL ? SC_NO_TEXT : sc_nearest_word(pair->key, keys);
        if (sc_yaml_is_empty(pair->value) && nearest.data == NULL) {
            SC_LOAD_REPORT(loader, EMPTY_UNKNOWN_KEY, pair->key_span, fields->path,
                           .arguments = {pair->key, fields->name}, .hint = hint);
            continue;
        }
        if (hint.data == NULL)
            hint = nearest.data != NULL ? sc_did_you_mean(loader, nearest)
                                        : list_of_keys(loader, keys);
        SC_LOAD_REPORT(loader, UNKNOWN_KEY, pair->key_span, fields->path,
                       .arguments = {pair->key, fields->name}, .hint = hint);
    }
}

static bool validate_named_value(sc_loader *loader, const sc_yaml_node *value, sc_text name,
                                 sc_span name_span, sc_text path)
{
    if (sc_yaml_is_empty(value))
        SC_LOAD_REPORT(loader, EMPTY_VALUE, name_span, path, .arguments = {name});
    else if (sc_yaml_is_null(value))
        SC_LOAD_REPORT(loader, NULL_VALUE, value->span, path, .arguments = {name});
    else
        return !value->broken;
    return false;
}

bool sc_validate_value(sc_loader *loader, const sc_yaml_node *value, sc_text key, sc_span key_span,
                       sc_text path)
{
    if (!sc_yaml_is_empty(value) && !sc_yaml_is_null(value))
        return !value->broken;
    return validate_named_value(loader, value, sc_concatenate(loader, "'", key, "'"), key_span,
                                path);
}

bool sc_validate_entry(sc_loader *loader, const sc_yaml_node *value, const char *what, sc_text path)
{
    return validate_named_value(loader, value, sc_text_of(what), value->span, path);
}

static void report_shape(sc_loader *loader, const sc_yaml_node *value, sc_text what,
                         const char *expected, sc_text path)
{
    sc_text quoted = sc_concatenate(loader, "'", what, "'");
    SC_LOAD_REPORT(
        loader, WRONG_SHAPE, value->span, path,
        .arguments = {quoted, sc_text_of(expected), sc_text_of(sc_yaml_kind_name(value))});
}

/* For `median: 50` in place of `median: {value: 50}`. */
static sc_text shorthand_hint(sc_loader *loader, const sc_yaml_node *node, const char *default_key)
{
    if (default_key == NULL || node->kind != SC_YAML_SCALAR || node->text.length > 80)
        return SC_NO_TEXT;
    sc_text key = sc_concatenate(loader, "write `", sc_text_of(default_key), ": ");
    sc_buffer buffer;
    sc_buffer_init(&buffer, &loader->arena->allocator);
    sc_buffer_text(&buffer, key);
    sc_buffer_text(&buffer, node->text);
    sc_buffer_string(&buffer, "` below its name");
    return take_text(loader, &buffer);
}

bool sc_read_fields(sc_loader *loader, const sc_yaml_node *node, sc_text key, sc_span key_span,
                    sc_text path, const char *kind, const char *default_key, sc_fields *fields)
{
    if (!sc_validate_value(loader, node, key, key_span, path))
        return false;
    sc_text name = key.length == 0 ? sc_text_of(kind) : sc_concatenate(loader, kind, key, "'");
    if (node->kind != SC_YAML_MAPPING) {
        SC_LOAD_REPORT(loader, WRONG_SHAPE, node->span, path,
                       .arguments = {name, SC_TEXT("a mapping of keys and values"),
                                     sc_text_of(sc_yaml_kind_name(node))},
                       .hint = shorthand_hint(loader, node, default_key));
        return false;
    }
    *fields = (sc_fields){node, key_span, path, name};
    return true;
}

const sc_yaml_node *sc_field(sc_loader *loader, const sc_fields *fields, const char *key,
                             bool required)
{
    const sc_yaml_pair *pair = sc_yaml_find(fields->node, sc_text_of(key));
    if (pair == NULL) {
        if (required)
            SC_LOAD_REPORT(loader, MISSING_KEY, fields->span, fields->path,
                           .arguments = {fields->name, sc_text_of(key)});
        return NULL;
    }
    return sc_validate_value(loader, pair->value, pair->key, pair->key_span, fields->path)
               ? pair->value
               : NULL;
}

const sc_yaml_node *sc_field_scalar(sc_loader *loader, const sc_fields *fields, const char *key,
                                    bool required)
{
    const sc_yaml_node *value = sc_field(loader, fields, key, required);
    if (value == NULL || value->kind == SC_YAML_SCALAR)
        return value;
    report_shape(loader, value, sc_text_of(key), "one value", fields->path);
    return NULL;
}

/* --- values --- */

sc_text sc_field_text(sc_loader *loader, const sc_fields *fields, const char *key)
{
    const sc_yaml_node *value = sc_field_scalar(loader, fields, key, false);
    return value == NULL ? SC_NO_TEXT : value->text;
}

static void warn_of_cut_text(sc_loader *loader, const sc_yaml_node *value, sc_text path)
{
    sc_span comment;
    if (sc_yaml_comment_after(loader->sources, value, &comment))
        SC_LOAD_REPORT(loader, CUT_BY_COMMENT, comment, path, .hint = SC_NO_TEXT);
}

sc_text sc_field_prose(sc_loader *loader, const sc_fields *fields, const char *key)
{
    const sc_yaml_node *value = sc_field(loader, fields, key, false);
    if (value == NULL)
        return SC_NO_TEXT;
    if (value->kind != SC_YAML_SCALAR) {
        sc_text quoted = sc_concatenate(loader, "'", sc_text_of(key), "'");
        SC_LOAD_REPORT(loader, WRONG_SHAPE, value->span, fields->path,
                       .arguments = {quoted, SC_TEXT("text"), sc_text_of(sc_yaml_kind_name(value))},
                       .hint = value->style == SC_YAML_FLOW
                                   ? SC_TEXT("if the brackets belong to the text, quote this")
                                   : SC_NO_TEXT);
        return SC_NO_TEXT;
    }
    warn_of_cut_text(loader, value, fields->path);
    return value->text;
}

static bool read_list_item(sc_loader *loader, const sc_yaml_node *item, sc_text key, sc_text path,
                           sc_text *text)
{
    sc_text name = sc_concatenate(loader, "an entry of '", key, "'");
    if (!validate_named_value(loader, item, name, item->span, path))
        return false;
    if (item->kind != SC_YAML_SCALAR) {
        SC_LOAD_REPORT(loader, WRONG_SHAPE, item->span, path,
                       .arguments = {name, SC_TEXT("text"), sc_text_of(sc_yaml_kind_name(item))},
                       .hint =
                           SC_TEXT("if braces, brackets or ': ' belong to the text, quote this"));
        return false;
    }
    *text = item->text;
    return true;
}

void sc_field_list(sc_loader *loader, const sc_fields *fields, const char *key, sc_text **texts,
                   uint32_t *count)
{
    const sc_yaml_node *value = sc_field(loader, fields, key, false);
    *texts = NULL;
    *count = 0;
    if (value == NULL)
        return;
    if (value->kind == SC_YAML_MAPPING) {
        report_shape(loader, value, sc_text_of(key), "a text or a list of texts", fields->path);
        return;
    }
    size_t items = value->kind == SC_YAML_SEQUENCE ? value->count : 1;
    *texts = SC_NEW_ARRAY(loader->arena, items, sc_text);
    for (size_t i = 0; i < items && *texts != NULL; i++) {
        const sc_yaml_node *item = value->kind == SC_YAML_SEQUENCE ? value->items[i] : value;
        if (read_list_item(loader, item, sc_text_of(key), fields->path, &(*texts)[*count]))
            (*count)++;
    }
}

static sc_text boolean_hint(const sc_yaml_node *value)
{
    bool boolean;
    double number;
    if (sc_text_is(value->text, "yes") || sc_text_is(value->text, "on") ||
        sc_text_is(value->text, "1"))
        return SC_TEXT("write `true`");
    if (sc_text_is(value->text, "no") || sc_text_is(value->text, "off") ||
        sc_text_is(value->text, "0"))
        return SC_TEXT("write `false`");
    return sc_yaml_resolve(value->text, &boolean, &number) == SC_YAML_BOOLEAN
               ? SC_TEXT("write it without quotes")
               : SC_NO_TEXT;
}

bool sc_field_boolean(sc_loader *loader, const sc_fields *fields, const char *key, bool *boolean)
{
    const sc_yaml_node *value = sc_field_scalar(loader, fields, key, false);
    if (value == NULL)
        return false;
    if (value->scalar != SC_YAML_BOOLEAN) {
        sc_text quoted = sc_concatenate(loader, "'", sc_text_of(key), "'");
        SC_LOAD_REPORT(loader, NOT_TRUE_OR_FALSE, value->span, fields->path,
                       .arguments = {quoted, value->text}, .hint = boolean_hint(value));
        return false;
    }
    *boolean = value->boolean;
    return true;
}

static bool is_finite_number(const sc_yaml_node *value)
{
    return (value->scalar == SC_YAML_INTEGER || value->scalar == SC_YAML_FLOAT) &&
           isfinite(value->number);
}

bool sc_field_number(sc_loader *loader, const sc_fields *fields, const char *key, bool as_date,
                     double *number)
{
    const sc_yaml_node *value = sc_field_scalar(loader, fields, key, false);
    if (value == NULL)
        return false;
    if (as_date ? sc_date_read(value->text, number) : is_finite_number(value)) {
        if (!as_date)
            *number = value->number;
        return true;
    }
    sc_text quoted = sc_concatenate(loader, "'", sc_text_of(key), "'");
    if (as_date)
        SC_LOAD_REPORT(loader, NOT_A_DATE, value->span, fields->path,
                       .arguments = {quoted, value->text});
    else
        SC_LOAD_REPORT(loader, NOT_A_NUMBER, value->span, fields->path,
                       .arguments = {quoted, value->text},
                       .hint = value->style != SC_YAML_PLAIN ? SC_TEXT("write it without quotes")
                                                             : SC_NO_TEXT);
    return false;
}

sc_literal sc_literal_from_scalar(const sc_yaml_node *scalar)
{
    sc_literal literal = {
        .kind = SC_KIND_TEXT, .text = scalar->text, .symbol = SC_NONE, .span = scalar->span};
    literal.quoted = scalar->style != SC_YAML_PLAIN;
    if (scalar->scalar == SC_YAML_BOOLEAN) {
        literal.kind = SC_KIND_BOOLEAN;
        literal.boolean = scalar->boolean;
    } else if (is_finite_number(scalar)) {
        literal.kind = scalar->scalar == SC_YAML_INTEGER ? SC_KIND_INTEGER : SC_KIND_NUMBER;
        literal.number = scalar->number;
    }
    return literal;
}

sc_literal sc_field_literal(sc_loader *loader, const sc_fields *fields, const char *key,
                            bool required)
{
    const sc_yaml_node *value = sc_field_scalar(loader, fields, key, required);
    if (value == NULL)
        return (sc_literal){.kind = SC_KIND_MISSING, .symbol = SC_NONE, .span = SC_NO_SPAN};
    return sc_literal_from_scalar(value);
}

sc_if_unknown sc_field_if_unknown(sc_loader *loader, const sc_fields *fields)
{
    bool value;
    if (!sc_field_boolean(loader, fields, "if_unknown", &value))
        return SC_KEEP_UNKNOWN;
    return value ? SC_UNKNOWN_IS_TRUE : SC_UNKNOWN_IS_FALSE;
}

/* --- common fields of named elements --- */

uint32_t sc_layer_of(const sc_loader *loader, sc_span span)
{
    return span.file < loader->layers.count ? loader->layers.at[span.file] : 0;
}

static void warn_of_cut_sources(sc_loader *loader, const sc_fields *fields)
{
    const sc_yaml_node *value = sc_yaml_get(fields->node, "source");
    if (value != NULL && value->kind == SC_YAML_SCALAR)
        warn_of_cut_text(loader, value, fields->path);
}

void sc_begin_about(sc_loader *loader, const sc_entry *entry, sc_text path, sc_about *about)
{
    about->id = entry->key;
    about->path = path;
    about->span = entry->key_span;
    about->layer = sc_layer_of(loader, entry->key_span);
    about->added = entry->added;
    about->nearest = entry->nearest;
    (void)sc_validate_name(loader, entry->key, entry->key_span, path, false);
}

void sc_read_about(sc_loader *loader, const sc_fields *fields, sc_text id, sc_about *about)
{
    about->id = id;
    about->path = fields->path;
    about->span = fields->span;
    about->layer = sc_layer_of(loader, fields->span);
    about->label = sc_field_prose(loader, fields, "label");
    about->text = sc_field_prose(loader, fields, "text");
    about->note = sc_field_prose(loader, fields, "note");
    warn_of_cut_sources(loader, fields);
    sc_field_list(loader, fields, "source", &about->sources, &about->source_count);
}

/* --- details --- */

static bool read_detail(sc_loader *loader, const sc_yaml_node *node, sc_text path,
                        sc_detail *detail);

static void read_detail_map(sc_loader *loader, const sc_yaml_node *node, sc_text path,
                            sc_detail *detail)
{
    detail->kind = SC_DETAIL_MAP;
    detail->keys = SC_NEW_ARRAY(loader->arena, node->count, sc_text);
    detail->items = SC_NEW_ARRAY(loader->arena, node->count, sc_detail);
    if (detail->keys == NULL || detail->items == NULL)
        return;
    for (size_t i = 0; i < node->count; i++) {
        const sc_yaml_pair *pair = &node->pairs[i];
        sc_text below = sc_path_key(loader, path, pair->key);
        if (node->style == SC_YAML_FLOW && node->count == 1 && sc_yaml_is_empty(pair->value)) {
            /* `days: {notice_days}`: a parameter in braces, which lacks quotes. */
            SC_LOAD_REPORT(loader, BARE_BRACES, node->span, path, .hint = SC_NO_TEXT);
            continue;
        }
        if (sc_validate_value(loader, pair->value, pair->key, pair->key_span, path) &&
            read_detail(loader, pair->value, below, &detail->items[detail->count]))
            detail->keys[detail->count++] = pair->key;
    }
}

static bool read_detail(sc_loader *loader, const sc_yaml_node *node, sc_text path,
                        sc_detail *detail)
{
    detail->span = node->span;
    detail->text = node->text;
    if (node->kind == SC_YAML_MAPPING) {
        read_detail_map(loader, node, path, detail);
        return true;
    }
    if (node->kind == SC_YAML_SEQUENCE) {
        detail->kind = SC_DETAIL_LIST;
        detail->items = SC_NEW_ARRAY(loader->arena, node->count, sc_detail);
        for (size_t i = 0; i < node->count && detail->items != NULL; i++) {
            sc_text below = sc_path_index(loader, path, i);
            if (sc_validate_entry(loader, node->items[i], "an entry of a list", below) &&
                read_detail(loader, node->items[i], below, &detail->items[detail->count]))
                detail->count++;
        }
        return true;
    }
    sc_literal literal = sc_literal_from_scalar(node);
    detail->kind = literal.kind == SC_KIND_BOOLEAN ? SC_DETAIL_BOOLEAN
                   : literal.kind == SC_KIND_TEXT  ? SC_DETAIL_TEXT
                                                   : SC_DETAIL_NUMBER;
    detail->boolean = literal.boolean;
    detail->number = literal.number;
    if (detail->kind == SC_DETAIL_TEXT)
        warn_of_cut_text(loader, node, path);
    return true;
}

const sc_detail *sc_read_details(sc_loader *loader, const sc_fields *fields)
{
    const sc_yaml_node *value = sc_field(loader, fields, "details", false);
    if (value == NULL)
        return NULL;
    sc_text path = sc_path_key(loader, fields->path, SC_TEXT("details"));
    if (value->kind != SC_YAML_MAPPING) {
        report_shape(loader, value, SC_TEXT("details"), "a mapping of keys and values", path);
        return NULL;
    }
    sc_detail *details = SC_NEW(loader->arena, sc_detail);
    if (details != NULL && !read_detail(loader, value, path, details))
        return NULL;
    return details;
}

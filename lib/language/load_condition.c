/* Conditions: expressions, and the mapping forms all, any, not, at_least, at_most and when. */
#include "base/number.h"
#include "language/loader.h"

/* --- expressions --- */

sc_node *sc_load_expression(sc_loader *loader, const sc_yaml_node *node, sc_text path)
{
    sc_span comment;
    sc_node *expression = NULL;
    /* for `offsets` only: with aliases they may be many times larger than the file */
    sc_arena arena;
    sc_arena_init(&arena, &loader->arena->allocator);
    uint32_t *offsets = sc_yaml_offsets(&arena, loader->sources, node);
    if (offsets == NULL) {
        sc_loader_no_memory(loader);
    } else {
        const sc_expression_source source = {node->text, node->span.file, offsets, path};
        expression = sc_parse_expression(loader->model, loader->diagnostics, &source);
    }
    sc_arena_destroy(&arena);
    if (expression == NULL && sc_yaml_comment_after(loader->sources, node, &comment))
        SC_LOAD_REPORT(loader, CUT_BY_COMMENT, comment, path, .hint = SC_NO_TEXT);
    return expression;
}

/* --- mapping forms --- */

typedef struct condition_form {
    const char *key;
    sc_node_kind kind;
    const char *keys[8];
} condition_form;

#define ANNOTATIONS "if_unknown", "label", "text", "source", "note"
static const condition_form forms[] = {
    {"all", SC_NODE_ALL, {"all", ANNOTATIONS, NULL}},
    {"any", SC_NODE_ANY, {"any", ANNOTATIONS, NULL}},
    {"not", SC_NODE_NOT, {"not", ANNOTATIONS, NULL}},
    {"at_least", SC_NODE_AT_LEAST, {"at_least", "of", ANNOTATIONS, NULL}},
    {"at_most", SC_NODE_AT_MOST, {"at_most", "of", ANNOTATIONS, NULL}},
    {"when", SC_NODE_WHEN, {"when", ANNOTATIONS, NULL}},
};
#define FORM_COUNT (sizeof forms / sizeof *forms)

/* The form of a mapping. NULL: it has none or several, which is reported. */
static const condition_form *find_form(sc_loader *loader, const sc_fields *fields)
{
    static const char *const all_keys[] = {"all", "any",  "not",       "at_least", "at_most",
                                           "of",  "when", ANNOTATIONS, NULL};
    const condition_form *found = NULL;
    const sc_yaml_pair *pair = NULL;
    for (size_t i = 0; i < FORM_COUNT; i++) {
        const sc_yaml_pair *given = sc_yaml_find(fields->node, sc_text_of(forms[i].key));
        if (given == NULL)
            continue;
        if (found != NULL) {
            SC_LOAD_REPORT(loader, CONDITION_FORM, given->key_span, fields->path,
                           .arguments = {SC_TEXT("two")});
            return NULL;
        }
        found = &forms[i];
        pair = given;
    }
    if (pair != NULL)
        return found;
    /* A misspelt form is reported as an unknown key. */
    size_t errors = sc_diagnostics_errors(loader->diagnostics);
    sc_validate_keys(loader, fields, all_keys);
    if (sc_diagnostics_errors(loader->diagnostics) == errors)
        SC_LOAD_REPORT(loader, CONDITION_FORM, fields->span, fields->path,
                       .arguments = {SC_TEXT("none")},
                       .hint = SC_TEXT("add `when:` with the condition"));
    return NULL;
}

static void annotate(sc_loader *loader, sc_node *node, const sc_fields *fields)
{
    static const char *const words[] = {"label", "text", "source", "note", NULL};
    node->if_unknown = sc_field_if_unknown(loader, fields);
    for (size_t i = 0; words[i] != NULL; i++) {
        if (sc_yaml_get(fields->node, words[i]) == NULL)
            continue;
        node->about = SC_NEW(loader->arena, sc_about);
        if (node->about != NULL)
            sc_read_about(loader, fields, SC_NO_TEXT, node->about);
        return;
    }
}

bool sc_allocate_children(sc_loader *loader, sc_node *node, size_t count)
{
    node->children = SC_NEW_ARRAY(loader->arena, count, sc_node *);
    if (node->children == NULL || count > UINT32_MAX)
        return false;
    node->child_count = (uint32_t)count;
    return true;
}

void sc_make_unreadable(sc_loader *loader, sc_node *node)
{
    node->kind = SC_NODE_ANY;
    (void)sc_allocate_children(loader, node, 1);
}

/* The number of at_least or at_most: a whole number, or the name of a parameter. */
static sc_node *load_count(sc_loader *loader, const sc_fields *fields, const char *key)
{
    const sc_yaml_node *value = sc_field_scalar(loader, fields, key, true);
    if (value == NULL)
        return NULL;
    bool number = value->scalar == SC_YAML_INTEGER && sc_number_is_integer(value->number);
    if (!number && !sc_is_identifier(value->text)) {
        SC_LOAD_REPORT(loader, COUNT_FORM, value->span, fields->path,
                       .arguments = {sc_text_of(key), value->text});
        return NULL;
    }
    sc_node *node = sc_node_new(loader->model, number ? SC_NODE_NUMBER : SC_NODE_NAME, value->span);
    if (node != NULL) {
        node->number = number ? value->number : 0;
        node->text = value->text;
        node->path = fields->path;
    }
    return node;
}

static void record_link(sc_loader *loader, sc_node *node, uint32_t first, const sc_yaml_node *name,
                        sc_text path)
{
    sc_group_link *link = SC_NEW(&loader->scratch, sc_group_link);
    if (link == NULL)
        return;
    *link =
        (sc_group_link){node, first, name->text, name->span, path, loader->group, loader->depth};
    (void)SC_PUSH(&loader->scratch, &loader->links, link);
}

/* Loads a list of conditions as the node's children. A name of a group is recorded, to be linked
 * later. With `counted`, `number` is the first child. */
static void load_children(sc_loader *loader, sc_node *node, const sc_fields *fields,
                          const char *key, bool counted, sc_node *number)
{
    const sc_yaml_node *value = sc_field(loader, fields, key, true);
    uint32_t first = counted ? 1 : 0;
    sc_text path = sc_path_key(loader, fields->path, sc_text_of(key));
    if (value == NULL) {
        sc_make_unreadable(loader, node);
        return;
    }
    if (value->kind == SC_YAML_MAPPING) {
        sc_make_unreadable(loader, node);
        sc_text name = sc_concatenate(loader, "'", sc_text_of(key), "'");
        SC_LOAD_REPORT(loader, WRONG_SHAPE, value->span, path,
                       .arguments = {name, SC_TEXT("a list of conditions or the name of a group"),
                                     SC_TEXT("a mapping")},
                       .hint = SC_TEXT("begin each condition with '- '"));
        return;
    }
    size_t count = value->kind == SC_YAML_SEQUENCE ? value->count : 0;
    if (!sc_allocate_children(loader, node, count + first))
        return;
    if (counted)
        node->children[0] = number;
    if (value->kind == SC_YAML_SCALAR)
        record_link(loader, node, first, value, path);
    for (size_t i = 0; i < count; i++)
        node->children[first + i] =
            sc_load_condition(loader, value->items[i], sc_path_index(loader, path, i));
}

static void load_single(sc_loader *loader, sc_node *node, const sc_fields *fields, const char *key)
{
    const sc_yaml_node *value = sc_field(loader, fields, key, true);
    if (!sc_allocate_children(loader, node, 1) || value == NULL)
        return;
    node->children[0] =
        sc_load_condition(loader, value, sc_path_key(loader, fields->path, sc_text_of(key)));
}

static sc_node *load_mapping(sc_loader *loader, const sc_yaml_node *mapping, sc_text path)
{
    sc_span first = mapping->count != 0 ? mapping->pairs[0].key_span : mapping->span;
    const sc_fields fields = {mapping, first, path, SC_TEXT("this condition")};
    const condition_form *form = find_form(loader, &fields);
    if (form == NULL)
        return NULL;
    sc_validate_keys(loader, &fields, form->keys);
    sc_node *node = sc_node_new(loader->model, form->kind, mapping->span);
    if (node == NULL)
        return NULL;
    node->path = path;
    node->operator_span = sc_yaml_find(mapping, sc_text_of(form->key))->key_span;
    annotate(loader, node, &fields);
    loader->depth++;
    if (loader->max_depth < loader->depth)
        loader->max_depth = loader->depth;
    if (form->kind == SC_NODE_NOT || form->kind == SC_NODE_WHEN)
        load_single(loader, node, &fields, form->key);
    else if (form->kind == SC_NODE_ALL || form->kind == SC_NODE_ANY)
        load_children(loader, node, &fields, form->key, false, NULL);
    else
        load_children(loader, node, &fields, "of", true, load_count(loader, &fields, form->key));
    loader->depth--;
    return node;
}

sc_node *sc_load_condition(sc_loader *loader, const sc_yaml_node *node, sc_text path)
{
    if (!sc_validate_entry(loader, node, "a condition", path))
        return NULL;
    if (node->kind == SC_YAML_SCALAR)
        return sc_load_expression(loader, node, path);
    if (node->kind == SC_YAML_MAPPING)
        return load_mapping(loader, node, path);
    SC_LOAD_REPORT(loader, WRONG_SHAPE, node->span, path,
                   .arguments = {SC_TEXT("a condition"), SC_TEXT("an expression or a mapping"),
                                 SC_TEXT("a list")},
                   .hint = SC_TEXT("say whether `all:` or `any:` of the list must hold"));
    return NULL;
}

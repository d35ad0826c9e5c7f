/* Overrides within an entry: merges an extending file's fields, outcomes and rules over the
 * extended file's. */
#include "language/loader.h"

static sc_yaml_node *copy_node(sc_loader *loader, const sc_yaml_node *node, size_t capacity)
{
    sc_yaml_node *copy = SC_NEW(&loader->scratch, sc_yaml_node);
    if (copy == NULL)
        return NULL;
    *copy = *node;
    copy->count = 0;
    if (copy->kind == SC_YAML_MAPPING)
        copy->pairs = SC_NEW_ARRAY(&loader->scratch, capacity, sc_yaml_pair);
    else if (copy->kind == SC_YAML_SEQUENCE)
        copy->items = SC_NEW_ARRAY(&loader->scratch, capacity, const sc_yaml_node *);
    return loader->scratch.failed ? NULL : copy;
}

static void report_nothing_to_remove(sc_loader *loader, sc_text what, sc_span span, sc_text path,
                                     sc_text nearest)
{
    SC_LOAD_REPORT(loader, NOTHING_TO_REMOVE, span, path, .arguments = {what},
                   .hint = sc_did_you_mean(loader, nearest));
}

/* --- lists of outcomes and rules, merged by id --- */

static const sc_yaml_node *id_of(const sc_yaml_node *item)
{
    const sc_yaml_node *id = item->kind == SC_YAML_MAPPING ? sc_yaml_get(item, "id") : item;
    return id != NULL && id->kind == SC_YAML_SCALAR && id->text.length != 0 && !id->broken ? id
                                                                                           : NULL;
}

static bool is_position_key(sc_text key)
{
    return sc_text_is(key, "before") || sc_text_is(key, "after") || sc_text_is(key, "remove");
}

/* The item without before, after and remove. */
static sc_yaml_node *without_position_keys(sc_loader *loader, const sc_yaml_node *item)
{
    sc_yaml_node *copy = copy_node(loader, item, item->count);
    for (size_t i = 0; copy != NULL && item->kind == SC_YAML_MAPPING && i < item->count; i++) {
        if (!is_position_key(item->pairs[i].key))
            copy->pairs[copy->count++] = item->pairs[i];
    }
    return copy;
}

/* `- 4` as `- id: 4`, so that fields can be merged over it. */
static const sc_yaml_node *as_mapping(sc_loader *loader, const sc_yaml_node *item)
{
    if (item->kind == SC_YAML_MAPPING)
        return item;
    const sc_yaml_node form = {
        .kind = SC_YAML_MAPPING, .span = item->span, .weight = 2, .height = 1};
    sc_yaml_node *mapping = copy_node(loader, &form, 1);
    if (mapping != NULL)
        mapping->pairs[mapping->count++] = (sc_yaml_pair){SC_TEXT("id"), item->span, item};
    return mapping;
}

/* The merged list, doubly linked, so that inserting an item moves no others. */
#define END SIZE_MAX
typedef struct merge_slot {
    const sc_yaml_node *item;
    size_t before, after;
    bool removed, overridden; /* by the extending file */
} merge_slot;

typedef struct merge_chain {
    sc_loader *loader;
    merge_slot *slots;
    size_t count, first, last;
    sc_name_table *ids;
    sc_text path;
} merge_chain;

static void unlink_slot(merge_chain *chain, size_t at)
{
    merge_slot *slot = &chain->slots[at];
    if (slot->before == END)
        chain->first = slot->after;
    else
        chain->slots[slot->before].after = slot->after;
    if (slot->after == END)
        chain->last = slot->before;
    else
        chain->slots[slot->after].before = slot->before;
}

/* Inserts between two neighbours; END: at that end. */
static void link_slot(merge_chain *chain, size_t at, size_t before, size_t after)
{
    chain->slots[at].before = before;
    chain->slots[at].after = after;
    if (before == END)
        chain->first = at;
    else
        chain->slots[before].after = at;
    if (after == END)
        chain->last = at;
    else
        chain->slots[after].before = at;
}

static void append(merge_chain *chain, const sc_yaml_node *item)
{
    size_t at = chain->count++;
    const sc_yaml_node *id = id_of(item);
    chain->slots[at] = (merge_slot){.item = item};
    link_slot(chain, at, chain->last, END);
    if (id != NULL &&
        sc_name_table_add(chain->ids, id->text, (uint32_t)at, NULL) == SC_NAME_TABLE_NO_MEMORY)
        sc_loader_no_memory(chain->loader);
}

static bool find_slot(const merge_chain *chain, sc_text id, size_t *at)
{
    uint32_t index;
    if (!sc_name_table_find(chain->ids, id, &index) || chain->slots[index].removed)
        return false;
    *at = index;
    return true;
}

/* Moves the slot as `before` or `after` of its item requires. */
static void move_slot(merge_chain *chain, size_t at, const sc_yaml_node *over)
{
    static const char *const keys[] = {"before", "after"};
    for (size_t i = 0; i < 2; i++) {
        const sc_yaml_pair *pair = sc_yaml_find(over, sc_text_of(keys[i]));
        size_t neighbour;
        if (pair == NULL ||
            !sc_validate_value(chain->loader, pair->value, pair->key, pair->key_span, chain->path))
            continue;
        if (pair->value->kind != SC_YAML_SCALAR ||
            !find_slot(chain, pair->value->text, &neighbour) || neighbour == at) {
            sc_text nearest = sc_loader_nearest(chain->loader, chain->ids, pair->value->text);
            SC_LOAD_REPORT(chain->loader, NO_SUCH_NEIGHBOUR, pair->value->span, chain->path,
                           .arguments = {pair->value->text, pair->key},
                           .hint = sc_did_you_mean(chain->loader, nearest));
            continue;
        }
        unlink_slot(chain, at);
        if (i == 0)
            link_slot(chain, at, chain->slots[neighbour].before, neighbour);
        else
            link_slot(chain, at, neighbour, chain->slots[neighbour].after);
    }
}

static bool requests_removal(merge_chain *chain, const sc_yaml_node *over)
{
    const sc_yaml_pair *pair = sc_yaml_find(over, SC_TEXT("remove"));
    if (pair == NULL ||
        !sc_validate_value(chain->loader, pair->value, pair->key, pair->key_span, chain->path))
        return false;
    if (pair->value->kind == SC_YAML_SCALAR && pair->value->scalar == SC_YAML_BOOLEAN)
        return pair->value->boolean;
    SC_LOAD_REPORT(chain->loader, NOT_TRUE_OR_FALSE, pair->value->span, chain->path,
                   .arguments = {SC_TEXT("'remove'"), pair->value->text});
    return false;
}

static const sc_yaml_node *merge_fields(sc_loader *loader, const sc_yaml_node *old,
                                        const sc_yaml_node *over, sc_text path, bool entry);

static void change_item(merge_chain *chain, size_t at, const sc_yaml_node *over,
                        const sc_yaml_node *id)
{
    sc_loader *loader = chain->loader;
    merge_slot *slot = &chain->slots[at];
    if (slot->overridden) {
        sc_report_duplicate(loader, id->text, id->span, chain->path, id_of(slot->item)->span);
        return;
    }
    slot->overridden = true;
    if (over->kind != SC_YAML_MAPPING)
        return; /* `- 4`: unchanged */
    if (requests_removal(chain, over)) {
        slot->removed = true;
        unlink_slot(chain, at);
        return;
    }
    const sc_yaml_node *base = as_mapping(loader, slot->item),
                       *fields = without_position_keys(loader, over);
    sc_text path = sc_path_key(loader, chain->path, id->text);
    const sc_yaml_node *merged =
        base == NULL || fields == NULL ? NULL : merge_fields(loader, base, fields, path, false);
    if (merged == NULL)
        return;
    slot->item = merged;
    move_slot(chain, at, over);
}

static void merge_item(merge_chain *chain, const sc_yaml_node *over)
{
    sc_loader *loader = chain->loader;
    const sc_yaml_node *id = id_of(over);
    size_t at;
    if (id != NULL && find_slot(chain, id->text, &at)) {
        change_item(chain, at, over, id);
        return;
    }
    sc_text nearest = id == NULL ? SC_NO_TEXT : sc_loader_nearest(loader, chain->ids, id->text);
    if (id != NULL && requests_removal(chain, over)) {
        report_nothing_to_remove(loader, id->text, id->span, chain->path, nearest);
        return;
    }
    sc_yaml_node *item = over->kind == SC_YAML_MAPPING ? without_position_keys(loader, over)
                                                       : copy_node(loader, over, over->count);
    if (item == NULL)
        return;
    if (over->kind ==
        SC_YAML_SEQUENCE) { /* not an item, which is reported when the list is loaded */
        item->items = over->items;
        item->count = over->count;
    }
    item->added = id != NULL && !loader->model->incomplete;
    item->nearest = nearest;
    append(chain, item);
    chain->slots[chain->count - 1].overridden = true;
    move_slot(chain, chain->count - 1, over);
}

static const sc_yaml_node *list_of(const merge_chain *chain, const sc_yaml_node *over)
{
    sc_yaml_node *list = copy_node(chain->loader, over, chain->count);
    if (list == NULL)
        return NULL;
    for (size_t at = chain->first; at != END; at = chain->slots[at].after)
        list->items[list->count++] = chain->slots[at].item;
    return list;
}

static const sc_yaml_node *merge_lists(sc_loader *loader, const sc_yaml_node *old,
                                       const sc_yaml_node *over, sc_text path)
{
    merge_chain chain = {.loader = loader, .first = END, .last = END, .path = path};
    const sc_yaml_node *merged = NULL;
    chain.slots = SC_NEW_ARRAY(&loader->scratch, old->count + over->count, merge_slot);
    chain.ids = sc_name_table_new(&loader->scratch.allocator);
    if (chain.ids == NULL)
        sc_loader_no_memory(loader);
    if (chain.slots != NULL && chain.ids != NULL) {
        for (size_t i = 0; i < old->count; i++)
            append(&chain, old->items[i]);
        for (size_t i = 0; i < over->count; i++)
            merge_item(&chain, over->items[i]);
        merged = list_of(&chain, over);
    }
    sc_name_table_free(chain.ids);
    return merged;
}

/* --- fields of entries, rules and outcomes --- */

bool sc_validate_override(sc_loader *loader, const sc_yaml_node *value, sc_text key,
                          sc_span key_span, sc_text path)
{
    if (sc_yaml_is_empty(value))
        SC_LOAD_REPORT(
            loader, EMPTY_VALUE, key_span, path,
            .arguments = {sc_concatenate(loader, "'", key, "'")},
            .hint =
                SC_TEXT("give it a value, or write `null` to remove what the extended file has"));
    return !value->broken && !sc_yaml_is_empty(value);
}

/* The merged mapping. Pairs whose value is NULL are removed at the end. */
typedef struct field_merge {
    sc_loader *loader;
    sc_yaml_node *merged;
    sc_name_table *keys; /* key to index of its pair */
    sc_text path;
    bool entry; /* an entry of a section: its outcomes and rules merge by id */
} field_merge;

static void append_pair(field_merge *state, const sc_yaml_pair *pair)
{
    sc_yaml_node *merged = state->merged;
    if (sc_name_table_add(state->keys, pair->key, (uint32_t)merged->count, NULL) ==
        SC_NAME_TABLE_NO_MEMORY)
        sc_loader_no_memory(state->loader);
    merged->pairs[merged->count++] = *pair;
}

static const sc_yaml_node *merge_value(const field_merge *state, const sc_yaml_node *old,
                                       const sc_yaml_pair *over)
{
    bool by_id = state->entry &&
                 (sc_text_is(over->key, "outcomes") || sc_text_is(over->key, "rules")) &&
                 old->kind == SC_YAML_SEQUENCE && over->value->kind == SC_YAML_SEQUENCE;
    if (!by_id)
        return over->value;
    const sc_yaml_node *list = merge_lists(state->loader, old, over->value,
                                           sc_path_key(state->loader, state->path, over->key));
    return list == NULL ? old : list;
}

static void merge_pair(field_merge *state, const sc_yaml_pair *over)
{
    sc_loader *loader = state->loader;
    uint32_t index;
    if (!sc_validate_override(loader, over->value, over->key, over->key_span, state->path))
        return;
    sc_yaml_pair *pair = NULL;
    if (sc_name_table_find(state->keys, over->key, &index))
        pair = &state->merged->pairs[index];
    bool exists = pair != NULL && pair->value != NULL;
    if (sc_yaml_is_null(over->value) && !exists)
        report_nothing_to_remove(loader, over->key, over->key_span, state->path,
                                 sc_loader_nearest(loader, state->keys, over->key));
    else if (sc_yaml_is_null(over->value))
        pair->value = NULL;
    else if (exists)
        *pair = (sc_yaml_pair){over->key, over->key_span, merge_value(state, pair->value, over)};
    else
        append_pair(state, over);
}

static void drop_removed(sc_yaml_node *mapping)
{
    size_t count = 0;
    for (size_t i = 0; i < mapping->count; i++) {
        if (mapping->pairs[i].value != NULL)
            mapping->pairs[count++] = mapping->pairs[i];
    }
    mapping->count = count;
}

static const sc_yaml_node *merge_fields(sc_loader *loader, const sc_yaml_node *old,
                                        const sc_yaml_node *over, sc_text path, bool entry)
{
    field_merge state = {.loader = loader, .path = path, .entry = entry};
    state.merged = copy_node(loader, old, old->count + over->count);
    state.keys = sc_name_table_new(&loader->scratch.allocator);
    if (state.merged != NULL && state.keys != NULL) {
        state.merged->span = over->span;
        for (size_t i = 0; i < old->count; i++)
            append_pair(&state, &old->pairs[i]);
        for (size_t i = 0; i < over->count; i++)
            merge_pair(&state, &over->pairs[i]);
        drop_removed(state.merged);
    } else {
        sc_loader_no_memory(loader);
    }
    sc_name_table_free(state.keys);
    return state.merged;
}

const sc_yaml_node *sc_merge_entry(sc_loader *loader, const sc_yaml_node *old,
                                   const sc_yaml_node *over, sc_text path)
{
    if (old->kind != SC_YAML_MAPPING || over->kind != SC_YAML_MAPPING)
        return over;
    return merge_fields(loader, old, over, path, true);
}

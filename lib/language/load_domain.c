/* Domains: scales, choices, and the outcomes of decisions. */
#include "base/fuzzy_lookup.h"
#include "language/loader.h"

/* In results '|' separates outcomes, and '-', 'none' and 'null' mean that there is none. */
static bool check_item_id(sc_loader *loader, sc_text id, sc_span span, sc_text path, bool outcomes)
{
    if (outcomes && (sc_text_is(id, "|") || sc_text_is(id, "-") || sc_text_is(id, "none") ||
                     sc_text_is(id, "null"))) {
        SC_LOAD_REPORT(loader, RESERVED_OUTCOME, span, path, .arguments = {id});
        return false;
    }
    return sc_validate_name(loader, id, span, path, true);
}

static void read_item_mapping(sc_loader *loader, const sc_yaml_node *node, sc_text path,
                              sc_item *item, bool outcomes)
{
    static const char *const keys[] = {"id",   "code",   "aliases", "name",    "label",
                                       "text", "source", "note",    "details", NULL};
    sc_span span = node->count != 0 ? node->pairs[0].key_span : node->span;
    sc_fields fields = {node, span, path,
                        outcomes ? SC_TEXT("this outcome") : SC_TEXT("this item")};
    const sc_yaml_node *id = sc_field_scalar(loader, &fields, "id", true);
    if (id != NULL) {
        fields.span = id->span;
        fields.path = sc_path_key(loader, path, id->text);
        fields.name =
            sc_concatenate(loader, outcomes ? "the outcome '" : "the item '", id->text, "'");
    }
    sc_validate_keys(loader, &fields, keys);
    sc_read_about(loader, &fields, id == NULL ? SC_NO_TEXT : id->text, &item->about);
    item->name = sc_field_prose(loader, &fields, "name");
    item->code = sc_field_text(loader, &fields, "code");
    sc_field_list(loader, &fields, "aliases", &item->aliases, &item->alias_count);
    item->details = sc_read_details(loader, &fields);
}

static bool read_item(sc_loader *loader, const sc_yaml_node *node, sc_text path, sc_item *item,
                      bool outcomes)
{
    if (!sc_validate_entry(loader, node, "an item", path))
        return false;
    if (node->kind == SC_YAML_MAPPING) {
        read_item_mapping(loader, node, path, item, outcomes);
    } else if (node->kind == SC_YAML_SCALAR) {
        item->about.id = node->text;
        item->about.path = sc_path_key(loader, path, node->text);
        item->about.span = node->span;
        item->about.layer = sc_layer_of(loader, node->span);
    } else {
        SC_LOAD_REPORT(loader, WRONG_SHAPE, node->span, path,
                       .arguments = {SC_TEXT("an item"), SC_TEXT("an id or a mapping with one"),
                                     SC_TEXT("a list")});
        return false;
    }
    if (item->about.id.data == NULL)
        return false;
    item->about.added = node->added;
    (void)check_item_id(loader, item->about.id, item->about.span, item->about.path, outcomes);
    return true;
}

/* Of two items with one id the second is reported and dropped. */
static void add_item(sc_loader *loader, sc_domain *domain, sc_name_table *ids, const sc_item *item)
{
    uint32_t first;
    switch (sc_name_table_add(ids, item->about.id, domain->item_count, &first)) {
    case SC_NAME_TABLE_ADDED:
        domain->items[domain->item_count++] = *item;
        break;
    case SC_NAME_TABLE_DUPLICATE:
        sc_report_duplicate(loader, item->about.id, item->about.span, item->about.path,
                            domain->items[first].about.span);
        break;
    case SC_NAME_TABLE_NO_MEMORY:
        sc_loader_no_memory(loader);
    }
}

void sc_load_items(sc_loader *loader, sc_domain *domain, const sc_yaml_node *list, sc_text path,
                   bool outcomes)
{
    size_t count = list->count;
    if (count == 0)
        SC_LOAD_REPORT(
            loader, ITEMS_LACKING, list->span, path,
            .arguments = {domain->about.id, outcomes ? SC_TEXT("outcomes") : SC_TEXT("items")});
    if (count > SC_MAX_ITEMS) {
        SC_LOAD_REPORT(loader, TOO_MANY_ITEMS, list->span, path,
                       .arguments = {path, SC_TEXT("4096")});
        count = SC_MAX_ITEMS;
    }
    domain->items = SC_NEW_ARRAY(loader->arena, count, sc_item);
    sc_name_table *ids = sc_name_table_new(&loader->arena->allocator);
    if (ids == NULL)
        sc_loader_no_memory(loader);
    for (size_t i = 0; i < count && ids != NULL && domain->items != NULL; i++) {
        sc_item item = {.details = NULL};
        if (read_item(loader, list->items[i], path, &item, outcomes))
            add_item(loader, domain, ids, &item);
    }
    sc_name_table_free(ids);
}

/* --- unique texts of items --- */

static void add_item_text(sc_loader *loader, const sc_domain *domain, sc_fuzzy_lookup *texts,
                          sc_text text, uint32_t index)
{
    uint32_t first;
    if (text.data == NULL || sc_fuzzy_lookup_add(texts, text, index, &first) || first == index)
        return;
    const sc_about *item = &domain->items[index].about;
    SC_LOAD_REPORT(loader, SAME_WORD, item->span, item->path,
                   .arguments = {text, domain->items[first].about.id, item->id});
}

/* A value is parsed as an id, code or alias, so these must be unique within the domain. */
void sc_validate_item_texts(sc_loader *loader, const sc_domain *domain)
{
    size_t capacity = 0;
    for (uint32_t i = 0; i < domain->item_count; i++)
        capacity += 2 + (size_t)domain->items[i].alias_count;
    sc_fuzzy_lookup *texts =
        sc_fuzzy_lookup_new(&loader->arena->allocator, SC_FUZZY_VALUES, capacity);
    if (texts == NULL) {
        sc_loader_no_memory(loader);
        return;
    }
    for (uint32_t i = 0; i < domain->item_count; i++)
        add_item_text(loader, domain, texts, domain->items[i].about.id, i);
    for (uint32_t i = 0; i < domain->item_count; i++) {
        add_item_text(loader, domain, texts, domain->items[i].code, i);
        for (uint32_t k = 0; k < domain->items[i].alias_count; k++)
            add_item_text(loader, domain, texts, domain->items[i].aliases[k], i);
    }
    sc_fuzzy_lookup_free(texts);
}

/* --- scales and choices --- */

static void load_domain(sc_loader *loader, const sc_entry *entry, sc_section_kind section)
{
    bool scale = section == SC_SECTION_SCALES;
    sc_domain *domain = &loader->model->domains[loader->model->domain_count++];
    sc_text path = sc_path_key(loader, sc_text_of(sc_section_name(section)), entry->key);
    domain->kind = scale ? SC_DOMAIN_SCALE : SC_DOMAIN_CHOICE;
    domain->ordered = scale;
    domain->decision = SC_NONE;
    sc_begin_about(loader, entry, path, &domain->about);
    if (!sc_validate_value(loader, entry->value, entry->key, entry->key_span, path))
        return;
    if (entry->value->kind != SC_YAML_SEQUENCE) {
        sc_text name =
            sc_concatenate(loader, scale ? "the scale '" : "the choice '", entry->key, "'");
        SC_LOAD_REPORT(loader, WRONG_SHAPE, entry->value->span, path,
                       .arguments = {name, SC_TEXT("a list of items"),
                                     sc_text_of(sc_yaml_kind_name(entry->value))},
                       .hint = SC_TEXT("begin each item with '- ', best first in a scale"));
        return;
    }
    sc_load_items(loader, domain, entry->value, path, false);
    sc_validate_item_texts(loader, domain);
}

void sc_load_domains(sc_loader *loader, const sc_draft *draft)
{
    static const sc_section_kind kinds[] = {SC_SECTION_SCALES, SC_SECTION_CHOICES};
    size_t capacity = draft->sections[SC_SECTION_SCALES].entries.count +
                      draft->sections[SC_SECTION_CHOICES].entries.count +
                      draft->sections[SC_SECTION_DECISIONS].entries.count;
    loader->model->domains = SC_NEW_ARRAY(loader->arena, capacity, sc_domain);
    if (loader->model->domains == NULL)
        return;
    for (size_t k = 0; k < 2; k++) {
        const sc_section *section = &draft->sections[kinds[k]];
        for (size_t i = 0; i < section->entries.count; i++) {
            if (section->entries.at[i].value != NULL)
                load_domain(loader, &section->entries.at[i], kinds[k]);
        }
    }
}

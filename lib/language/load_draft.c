/* Drafts: the entries of a file by section, with those of the files that it includes and extends.
 */
#include "language/loader.h"

/* --- sections --- */

const char *sc_section_name(sc_section_kind section)
{
    static const char *const names[SC_SECTION_COUNT] = {"parameters", "scales", "choices",
                                                        "indicators", "tables", "derived",
                                                        "criteria",   "groups", "decisions"};
    return names[section];
}

const char *sc_head_name(sc_head_kind head)
{
    static const char *const names[SC_HEAD_COUNT] = {
        "authority", "title", "version", "effective", "source", "missing", "suppressed"};
    return names[head];
}

static bool find_entry(const sc_section *section, sc_text key, uint32_t *index)
{
    return section->names != NULL && sc_name_table_find(section->names, key, index);
}

static void add_entry(sc_loader *loader, sc_section *section, const sc_entry *entry)
{
    if (section->names == NULL)
        section->names = sc_name_table_new(&loader->scratch.allocator);
    uint32_t index = (uint32_t)section->entries.count;
    if (section->names == NULL ||
        sc_name_table_add(section->names, entry->key, index, NULL) != SC_NAME_TABLE_ADDED ||
        !SC_PUSH(&loader->scratch, &section->entries, *entry))
        sc_loader_no_memory(loader);
}

void sc_draft_free_name_tables(sc_draft *draft)
{
    for (size_t i = 0; i < SC_SECTION_COUNT; i++) {
        sc_name_table_free(draft->sections[i].names);
        draft->sections[i].names = NULL;
    }
}

static sc_text section_path(sc_loader *loader, sc_section_kind section, sc_text key)
{
    return sc_path_key(loader, sc_text_of(sc_section_name(section)), key);
}

static void report_duplicate(sc_loader *loader, const sc_entry *second, const sc_entry *first,
                             sc_text path)
{
    sc_report_duplicate(loader, second->key, second->key_span, path, first->key_span);
}

/* --- entries of other files --- */

static bool is_same(const sc_entry *a, const sc_entry *b)
{
    return a->value == b->value && a->key_span.file == b->key_span.file &&
           a->key_span.offset == b->key_span.offset;
}

static void include_section(sc_loader *loader, sc_draft *draft, const sc_draft *included,
                            sc_section_kind kind)
{
    sc_section *section = &draft->sections[kind];
    const sc_section *from = &included->sections[kind];
    for (size_t i = 0; i < from->entries.count; i++) {
        sc_entry entry = from->entries.at[i];
        uint32_t index;
        if (entry.value == NULL)
            continue;
        entry.extended = false;
        if (!find_entry(section, entry.key, &index))
            add_entry(loader, section, &entry);
        else if (section->entries.at[index].value == NULL)
            section->entries.at[index] = entry;
        else if (!is_same(&section->entries.at[index], &entry))
            report_duplicate(loader, &entry, &section->entries.at[index],
                             section_path(loader, kind, entry.key));
    }
}

/* Of the head only the missing and suppressed marks are included: they belong to the columns. */
static void include_head(sc_loader *loader, sc_draft *draft, const sc_draft *included,
                         sc_head_kind head)
{
    const sc_entry *from = &included->head[head];
    sc_entry *to = &draft->head[head];
    if (from->value == NULL || to->value == from->value)
        return;
    if (to->value != NULL) {
        report_duplicate(loader, from, to, from->key);
        return;
    }
    *to = *from;
    to->extended = false;
}

void sc_draft_include(sc_loader *loader, sc_draft *draft, const sc_draft *included)
{
    for (size_t i = 0; i < SC_SECTION_COUNT; i++)
        include_section(loader, draft, included, (sc_section_kind)i);
    include_head(loader, draft, included, SC_HEAD_MISSING);
    include_head(loader, draft, included, SC_HEAD_SUPPRESSED);
}

void sc_draft_inherit(sc_loader *loader, sc_draft *draft, const sc_draft *extended)
{
    for (size_t i = 0; i < SC_SECTION_COUNT; i++) {
        const sc_section *from = &extended->sections[i];
        for (size_t k = 0; k < from->entries.count; k++) {
            sc_entry entry = from->entries.at[k];
            entry.extended = true;
            entry.added = false;
            if (entry.value != NULL)
                add_entry(loader, &draft->sections[i], &entry);
        }
    }
    for (size_t i = 0; i < SC_HEAD_COUNT; i++) {
        draft->head[i] = extended->head[i];
        draft->head[i].extended = draft->head[i].value != NULL;
    }
}

/* --- the file's own entries --- */

static void override_entry(sc_loader *loader, sc_entry *old, const sc_yaml_pair *pair, sc_text path)
{
    if (!sc_validate_override(loader, pair->value, pair->key, pair->key_span, path))
        return;
    old->key_span = pair->key_span;
    if (sc_yaml_is_null(pair->value))
        old->value = NULL;
    else
        old->value = sc_merge_entry(loader, old->value, pair->value, path);
}

/* Adds an entry that is absent from the extended file. */
static void add_own_entry(sc_loader *loader, sc_section *section, const sc_yaml_pair *pair,
                          bool extends, sc_text path)
{
    sc_entry entry = {.key = pair->key, .key_span = pair->key_span, .value = pair->value};
    uint32_t index;
    bool exists = find_entry(section, pair->key, &index);
    if (extends) {
        entry.added = !loader->model->incomplete;
        entry.nearest = section->names == NULL
                            ? SC_NO_TEXT
                            : sc_loader_nearest(loader, section->names, pair->key);
    }
    if (extends && sc_yaml_is_null(pair->value)) {
        if (!loader->model->incomplete)
            SC_LOAD_REPORT(loader, NOTHING_TO_REMOVE, pair->key_span, path,
                           .arguments = {pair->key},
                           .hint = sc_did_you_mean(loader, entry.nearest));
        return;
    }
    if (!exists)
        add_entry(loader, section, &entry);
    else if (section->entries.at[index].value == NULL)
        section->entries.at[index] = entry;
    else
        report_duplicate(loader, &entry, &section->entries.at[index], path);
}

static void add_own_section(sc_loader *loader, sc_draft *draft, sc_section_kind kind,
                            const sc_yaml_pair *pair, bool extends)
{
    sc_section *section = &draft->sections[kind];
    if (!sc_validate_value(loader, pair->value, pair->key, pair->key_span, pair->key))
        return;
    if (pair->value->kind != SC_YAML_MAPPING) {
        sc_text name = sc_concatenate(loader, "'", pair->key, "'");
        SC_LOAD_REPORT(loader, WRONG_SHAPE, pair->value->span, pair->key,
                       .arguments = {name, SC_TEXT("a mapping of names"),
                                     sc_text_of(sc_yaml_kind_name(pair->value))},
                       .hint = SC_TEXT("write each as `name:`, without a '-' before it"));
        return;
    }
    for (size_t i = 0; i < pair->value->count; i++) {
        const sc_yaml_pair *own = &pair->value->pairs[i];
        sc_text path = section_path(loader, kind, own->key);
        uint32_t index;
        if (extends && find_entry(section, own->key, &index) &&
            section->entries.at[index].value != NULL && section->entries.at[index].extended)
            override_entry(loader, &section->entries.at[index], own, path);
        else
            add_own_entry(loader, section, own, extends, path);
    }
}

static void add_own_head(sc_loader *loader, sc_draft *draft, sc_head_kind kind,
                         const sc_yaml_pair *pair, bool extends)
{
    sc_entry *entry = &draft->head[kind];
    if (entry->value != NULL && entry->extended && extends) {
        override_entry(loader, entry, pair, pair->key);
        return;
    }
    sc_entry own = {.key = pair->key, .key_span = pair->key_span, .value = pair->value};
    if (extends && sc_yaml_is_null(pair->value))
        SC_LOAD_REPORT(loader, NOTHING_TO_REMOVE, pair->key_span, pair->key,
                       .arguments = {pair->key});
    else if (entry->value != NULL)
        report_duplicate(loader, &own, entry, pair->key);
    else
        *entry = own;
}

void sc_draft_add_own(sc_loader *loader, sc_draft *draft, const sc_yaml_node *root, bool extends)
{
    for (size_t i = 0; i < root->count; i++) {
        const sc_yaml_pair *pair = &root->pairs[i];
        for (size_t k = 0; k < SC_SECTION_COUNT; k++) {
            if (sc_text_is(pair->key, sc_section_name((sc_section_kind)k)))
                add_own_section(loader, draft, (sc_section_kind)k, pair, extends);
        }
        for (size_t k = 0; k < SC_HEAD_COUNT; k++) {
            if (sc_text_is(pair->key, sc_head_name((sc_head_kind)k)))
                add_own_head(loader, draft, (sc_head_kind)k, pair, extends);
        }
    }
}

/* Groups of conditions, and the replacement of their names in lists by the conditions. */
#include "base/number.h"
#include "language/loader.h"

#include <string.h>

/* --- groups --- */

static void load_group(sc_loader *loader, const sc_entry *entry, sc_group *group)
{
    sc_text path = sc_path_key(loader, SC_TEXT("groups"), entry->key);
    sc_begin_about(loader, entry, path, &group->about);
    if (!sc_validate_value(loader, entry->value, entry->key, entry->key_span, path))
        return;
    if (entry->value->kind != SC_YAML_SEQUENCE) {
        sc_text name = sc_concatenate(loader, "the group '", entry->key, "'");
        SC_LOAD_REPORT(loader, WRONG_SHAPE, entry->value->span, path,
                       .arguments = {name, SC_TEXT("a list of conditions"),
                                     sc_text_of(sc_yaml_kind_name(entry->value))});
        return;
    }
    group->conditions = SC_NEW_ARRAY(loader->arena, entry->value->count, sc_node *);
    for (size_t k = 0; k < entry->value->count && group->conditions != NULL; k++) {
        sc_text child_path = sc_path_index(loader, path, k);
        group->conditions[group->count++] =
            sc_load_condition(loader, entry->value->items[k], child_path);
    }
}

void sc_load_groups(sc_loader *loader, const sc_draft *draft)
{
    sc_model *model = loader->model;
    const sc_section *section = &draft->sections[SC_SECTION_GROUPS];
    model->groups = SC_NEW_ARRAY(loader->arena, section->entries.count, sc_group);
    loader->group_heights = SC_NEW_ARRAY(&loader->scratch, section->entries.count, size_t);
    if (model->groups == NULL || loader->group_heights == NULL)
        return;
    for (size_t i = 0; i < section->entries.count; i++) {
        if (section->entries.at[i].value == NULL)
            continue;
        loader->group = model->group_count++;
        loader->max_depth = 0;
        load_group(loader, &section->entries.at[i], &model->groups[loader->group]);
        loader->group_heights[loader->group] = loader->max_depth;
    }
    loader->group = SC_NONE;
}

/* --- linking --- */

typedef enum visit_state { UNVISITED, IN_PROGRESS, DONE } visit_state;

/* State of a group in the depth-first search over groups. */
typedef struct group_visit {
    visit_state state;
    size_t height; /* nesting of conditions, including that of groups in it */
    /* number of conditions, including those of groups in it; a double, which cannot overflow */
    double size;
    size_t first_link, end_link; /* range of the links in its conditions */
} group_visit;

typedef struct group_linker {
    sc_loader *loader;
    sc_name_table *names;
    group_visit *visits;
    uint32_t *stack; /* groups in progress */
    size_t depth;
    double size;         /* total over links outside of groups */
    bool limit_reported; /* exceeding a limit is reported once */
} group_linker;

static void report_cycle(const group_linker *linker, const sc_group_link *link, uint32_t target)
{
    sc_buffer chain;
    const sc_group *groups = linker->loader->model->groups;
    sc_buffer_init(&chain, &linker->loader->arena->allocator);
    size_t from = 0;
    while (from < linker->depth && linker->stack[from] != target)
        from++;
    for (size_t i = from; i < linker->depth; i++) {
        sc_buffer_text(&chain, groups[linker->stack[i]].about.id);
        sc_buffer_string(&chain, " -> ");
    }
    sc_buffer_text(&chain, link->group);
    if (chain.failed)
        sc_loader_no_memory(linker->loader);
    else
        SC_LOAD_REPORT(linker->loader, GROUP_CYCLE, link->span, link->path,
                       .arguments = {link->group, sc_buffer_view(&chain)});
    sc_buffer_destroy(&chain);
}

static bool report_limit(group_linker *linker, const sc_group_link *link, bool too_deep)
{
    char digits[SC_NUMBER_CAPACITY];
    const sc_limits *limits = &linker->loader->limits;
    size_t length = sc_number_write((double)(too_deep ? limits->nesting : limits->nodes), digits);
    if (!linker->limit_reported && too_deep)
        SC_LOAD_REPORT(linker->loader, YAML_NESTING, link->span, link->path,
                       .arguments = {{digits, length}});
    else if (!linker->limit_reported)
        SC_LOAD_REPORT(linker->loader, GROUPS_TOO_LARGE, link->span, link->path,
                       .arguments = {{digits, length}});
    linker->limit_reported = true;
    return false;
}

static bool visit_group(group_linker *linker, uint32_t index);

/* Resolves a link and visits its group. False: an unknown name, a cycle, or a limit is exceeded,
 * which is reported. */
static bool visit_link(group_linker *linker, const sc_group_link *link, uint32_t *target)
{
    const sc_limits *limits = &linker->loader->limits;
    if (!sc_name_table_find(linker->names, link->group, target)) {
        sc_text nearest = sc_loader_nearest(linker->loader, linker->names, link->group);
        SC_LOAD_REPORT(linker->loader, UNKNOWN_GROUP, link->span, link->path,
                       .arguments = {link->group},
                       .hint = sc_did_you_mean(linker->loader, nearest));
        return false;
    }
    group_visit *visit = &linker->visits[*target];
    if (visit->state == IN_PROGRESS) {
        report_cycle(linker, link, *target);
        return false;
    }
    if (visit->state == UNVISITED &&
        (linker->depth > limits->nesting || !visit_group(linker, *target)))
        return report_limit(linker, link, true);
    if (link->depth + visit->height > limits->nesting)
        return report_limit(linker, link, true);
    return true;
}

static void make_link(group_linker *linker, const sc_group_link *link, uint32_t target)
{
    sc_loader *loader = linker->loader;
    sc_group *group = &loader->model->groups[target];
    sc_node *node = link->node, *number = link->first != 0 ? node->children[0] : NULL;
    group->about.used = true;
    if (group->count == 0 && group->conditions == NULL) { /* unreadable, which is reported */
        sc_make_unreadable(loader, node);
        return;
    }
    if (!sc_allocate_children(loader, node, (size_t)group->count + link->first))
        return;
    if (link->first != 0)
        node->children[0] = number;
    if (group->count != 0)
        memcpy(node->children + link->first, group->conditions,
               group->count * sizeof *group->conditions);
}

static bool visit_group(group_linker *linker, uint32_t index)
{
    group_visit *own = &linker->visits[index];
    own->state = IN_PROGRESS;
    own->size = linker->loader->model->groups[index].count;
    own->height = linker->loader->group_heights[index];
    linker->stack[linker->depth++] = index;
    for (size_t i = own->first_link; i < own->end_link; i++) {
        const sc_group_link *link = linker->loader->links.at[i];
        uint32_t target;
        if (!visit_link(linker, link, &target)) {
            sc_make_unreadable(linker->loader, link->node);
            continue;
        }
        if (own->height < link->depth + linker->visits[target].height)
            own->height = link->depth + linker->visits[target].height;
        own->size += linker->visits[target].size;
        if (own->size > (double)linker->loader->limits.nodes) {
            (void)report_limit(linker, link, false);
            sc_make_unreadable(linker->loader, link->node);
            continue;
        }
        make_link(linker, link, target);
    }
    linker->depth--;
    own->state = DONE;
    return true;
}

/* Finds each group's range of links; these are in the order of loading, those of groups first.
 * Returns the index of the first link outside of groups. */
static size_t find_links_of_groups(group_linker *linker)
{
    sc_loader *loader = linker->loader;
    size_t at = 0;
    for (uint32_t group = 0; group < loader->model->group_count; group++) {
        linker->visits[group].first_link = at;
        while (at < loader->links.count && loader->links.at[at]->owner == group)
            at++;
        linker->visits[group].end_link = at;
    }
    return at;
}

static void link_all(group_linker *linker)
{
    sc_loader *loader = linker->loader;
    size_t outside = find_links_of_groups(linker);
    for (uint32_t group = 0; group < loader->model->group_count; group++) {
        if (linker->visits[group].state == UNVISITED)
            (void)visit_group(linker, group);
    }
    for (size_t i = outside; i < loader->links.count; i++) {
        const sc_group_link *link = loader->links.at[i];
        uint32_t target;
        bool valid = visit_link(linker, link, &target);
        if (valid)
            linker->size += linker->visits[target].size;
        if (valid && linker->size > (double)loader->limits.nodes)
            valid = report_limit(linker, link, false);
        if (valid)
            make_link(linker, link, target);
        else
            sc_make_unreadable(loader, link->node);
    }
}

void sc_link_groups(sc_loader *loader)
{
    const sc_model *model = loader->model;
    group_linker linker = {.loader = loader, .names = sc_name_table_new(&loader->arena->allocator)};
    linker.visits = SC_NEW_ARRAY(&loader->scratch, model->group_count, group_visit);
    linker.stack = SC_NEW_ARRAY(&loader->scratch, model->group_count, uint32_t);
    bool ready = linker.names != NULL && linker.visits != NULL && linker.stack != NULL;
    for (uint32_t i = 0; i < model->group_count && ready; i++)
        ready = sc_name_table_add(linker.names, model->groups[i].about.id, i, NULL) !=
                SC_NAME_TABLE_NO_MEMORY;
    if (ready && !sc_loader_failed(loader))
        link_all(&linker);
    else
        sc_loader_no_memory(loader);
    sc_name_table_free(linker.names);
}

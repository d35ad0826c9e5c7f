/* Unused elements: a warning in the first file; an error for one that an extending file adds, as it
 * may be a misspelt override. */
#include "language/checker.h"

/* A group is used if one of its conditions is reachable from another element; the loader shares the
 * nodes. */
static void mark_reachable(const sc_node *node, uint8_t *reached)
{
    if (node == NULL || reached[node->id])
        return;
    reached[node->id] = 1;
    for (uint32_t i = 0; i < node->child_count; i++)
        mark_reachable(node->children[i], reached);
}

static void mark_used_groups(sc_checker *check)
{
    sc_model *model = check->model;
    if (model->group_count == 0)
        return;
    uint8_t *reached = SC_NEW_ARRAY(&check->scratch, model->node_count, uint8_t);
    if (reached == NULL)
        return;
    for (uint32_t i = 0; i < model->derived_count; i++)
        mark_reachable(model->derived[i].value, reached);
    for (uint32_t i = 0; i < model->criterion_count; i++)
        mark_reachable(model->criteria[i].when, reached);
    for (uint32_t i = 0; i < model->decision_count; i++) {
        for (uint32_t k = 0; k < model->decisions[i].rule_count; k++)
            mark_reachable(model->decisions[i].rules[k].when, reached);
    }
    for (uint32_t i = 0; i < model->group_count; i++) {
        sc_group *group = &model->groups[i];
        for (uint32_t k = 0; k < group->count && !group->about.used; k++)
            group->about.used = group->conditions[k] != NULL && reached[group->conditions[k]->id];
    }
}

/* --- reports --- */

typedef struct element_section {
    const char *kind;
    void *elements; /* array of structures whose first field is an sc_about */
    uint32_t count;
    size_t stride;
    bool warned; /* warn of unused ones in the first file */
} element_section;

static const sc_about *about_at(const element_section *section, uint32_t index)
{
    return (const void *)((const char *)section->elements + index * section->stride);
}

static void report_section(sc_checker *check, const element_section *section, bool warn)
{
    for (uint32_t i = 0; i < section->count; i++) {
        const sc_about *about = about_at(section, i);
        if (about->used)
            continue;
        if (about->added)
            SC_CHECK_REPORT(check, ADDITION_UNUSED, about->span, about->path,
                            .arguments = {sc_text_of(section->kind), about->id},
                            .hint = sc_check_did_you_mean(check, about->nearest));
        else if (warn && section->warned && about->span.file == 0)
            SC_CHECK_REPORT(check, UNUSED, about->span, about->path,
                            .arguments = {sc_text_of(section->kind), about->id});
    }
}

#define SECTION(kind, elements, count, warned)                                                     \
    {                                                                                              \
        (kind), (elements), (count), sizeof *(elements), (warned)                                  \
    }

void sc_check_unused(sc_checker *check)
{
    sc_model *model = check->model;
    if (model->incomplete || model->unread_expression)
        return;
    mark_used_groups(check);
    for (uint32_t i = 0; i < model->derived_count; i++)
        model->derived[i].about.used = model->derived[i].about.used || model->derived[i].output;
    for (uint32_t i = 0; i < model->domain_count; i++) {
        if (model->domains[i].kind == SC_DOMAIN_DECISION)
            model->domains[i].about.used = true;
    }
    /* After errors an element may seem unused because its use is misspelt. */
    bool warn = sc_diagnostics_errors(check->diagnostics) == 0;
    const element_section sections[] = {
        SECTION("parameter", model->parameters, model->parameter_count, true),
        SECTION("scale or choice", model->domains, model->domain_count, false),
        SECTION("indicator", model->indicators, model->indicator_count, false),
        SECTION("table", model->tables, model->table_count, true),
        SECTION("derived value", model->derived, model->derived_count, true),
        SECTION("criterion", model->criteria, model->criterion_count, true),
        SECTION("group", model->groups, model->group_count, true),
    };
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++)
        report_section(check, &sections[i], warn);
}

/* The public explanation: builds it from the last evaluation of a result, and gives access to its
 * tree. */
#include "explain/explainer.h"

#include "base/struct_compatibility.h"

#include <string.h>

static schoolcat_status copy_notes(sc_explainer *explainer)
{
    schoolcat_explanation *out = explainer->out;
    schoolcat_status status = schoolcat_result_note_count(explainer->result, &out->note_count);
    if (status != SCHOOLCAT_OK)
        return status;
    out->notes = SC_NEW_ARRAY(&out->arena, out->note_count, const char *);
    for (size_t i = 0; out->notes && i < out->note_count; i++)
        out->notes[i] =
            sc_arena_string(&out->arena, sc_text_of(schoolcat_result_note(explainer->result, i)));
    return out->arena.failed ? SCHOOLCAT_ERROR_NO_MEMORY : SCHOOLCAT_OK;
}

static bool allocate_nodes(schoolcat_explanation *out, const sc_model *model, const char *title)
{
    sc_arena *arena = &out->arena;
    out->title = title ? sc_arena_string(arena, sc_text_of(title)) : "";
    out->decisions = SC_NEW_ARRAY(arena, model->decision_count, sc_explained_decision);
    out->indicators = SC_NEW_ARRAY(arena, model->indicator_count, schoolcat_explanation_node *);
    out->parameters = SC_NEW_ARRAY(arena, model->parameter_count, schoolcat_explanation_node *);
    out->derived = SC_NEW_ARRAY(arena, model->derived_count, schoolcat_explanation_node *);
    out->criteria = SC_NEW_ARRAY(arena, model->criterion_count, schoolcat_explanation_node *);
    out->earlier = SC_NEW_ARRAY(arena, model->decision_count, schoolcat_explanation_node *);
    return !arena->failed;
}

static void add_outputs(sc_explainer *explainer)
{
    for (uint32_t i = 0; i < explainer->model->derived_count; i++) {
        if (!explainer->model->derived[i].output || explainer->out->derived[i])
            continue;
        sc_node *node = SC_NEW(&explainer->out->arena, sc_node);
        if (!node)
            return;
        *node = *explainer->model->derived[i].value;
        node->kind = SC_NODE_DERIVED;
        node->type = explainer->model->derived[i].type;
        node->index = i;
        node->child_count = 0;
        (void)sc_explain_named(explainer, node);
    }
}

static schoolcat_status build(sc_explainer *explainer, const char *title)
{
    schoolcat_explanation *out = explainer->out;
    if (!allocate_nodes(out, explainer->model, title))
        return SCHOOLCAT_ERROR_NO_MEMORY;
    out->root = sc_explain_new_node(explainer, SCHOOLCAT_EXPLAINED_SCHOOL, NULL);
    if (!out->root)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    out->root->is.element.label = out->title;
    for (uint32_t i = 0; i < explainer->model->decision_count; i++) {
        schoolcat_status status = sc_explain_decision(explainer, i);
        if (status != SCHOOLCAT_OK)
            return status;
    }
    add_outputs(explainer);
    sc_explain_bodies(explainer);
    if (!out->arena.failed)
        sc_explain_findings(explainer);
    return copy_notes(explainer);
}

schoolcat_status schoolcat_explain(schoolcat_result *result, const char *title,
                                   schoolcat_explanation **out)
{
    if (!result || !out || !result->evaluated)
        return SCHOOLCAT_ERROR_ARGUMENT;
    const sc_model *model = sc_result_model(result);
    const schoolcat_allocator *allocator = &result->rules->allocator;
    schoolcat_status status = sc_result_materialise(result);
    if (status != SCHOOLCAT_OK)
        return status;
    schoolcat_explanation *explanation = sc_allocate(allocator, sizeof *explanation);
    if (!explanation)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    *explanation =
        (schoolcat_explanation){.rules = schoolcat_ruleset_retain(result->rules), .title = ""};
    sc_arena_init(&explanation->arena, allocator);
    sc_explainer explainer = {.result = result, .model = model, .out = explanation};
    sc_buffer_init(&explainer.text, allocator);
    explainer.conditions =
        sc_allocate_array(allocator, (size_t)model->node_count + 1, sizeof *explainer.conditions);
    status = SCHOOLCAT_ERROR_NO_MEMORY;
    if (explainer.conditions) {
        memset(explainer.conditions, 0,
               ((size_t)model->node_count + 1) * sizeof *explainer.conditions);
        status = build(&explainer, title);
    }
    if (status == SCHOOLCAT_OK && (explanation->arena.failed || explainer.text.failed))
        status = SCHOOLCAT_ERROR_NO_MEMORY;
    sc_release(allocator, explainer.conditions);
    sc_buffer_destroy(&explainer.text);
    if (status == SCHOOLCAT_OK)
        *out = explanation;
    else
        schoolcat_explanation_free(explanation);
    return status;
}

void schoolcat_explanation_free(schoolcat_explanation *explanation)
{
    if (!explanation)
        return;
    schoolcat_ruleset *rules = explanation->rules;
    sc_arena_destroy(&explanation->arena);
    sc_release(&rules->allocator, explanation);
    schoolcat_ruleset_free(rules);
}

const schoolcat_explanation_node *
schoolcat_explanation_root(const schoolcat_explanation *explanation)
{
    return explanation ? explanation->root : NULL;
}

size_t schoolcat_explanation_child_count(const schoolcat_explanation_node *node)
{
    return node ? node->children.count : 0;
}

const schoolcat_explanation_node *
schoolcat_explanation_child(const schoolcat_explanation_node *node, size_t index)
{
    return node && index < node->children.count ? node->children.at[index] : NULL;
}

schoolcat_status schoolcat_explanation_get(const schoolcat_explanation_node *node,
                                           schoolcat_explained_information *out)
{
    if (!node || !sc_struct_compatible(out, sizeof *out))
        return SCHOOLCAT_ERROR_ARGUMENT;
    size_t size = out->size;
    *out = node->is;
    out->size = size;
    return SCHOOLCAT_OK;
}

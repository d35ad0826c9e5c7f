#include "evaluate/traversal.h"

#include "evaluate/needs_plan.h"

#include <string.h>

void sc_traversal_clear(schoolcat_result *result)
{
    const sc_model *model = sc_result_model(result);
    struct sc_traversal *walk = result->walk;
    memset(walk->visited_nodes, 0, model->node_count);
    memset(walk->marked_indicators, 0, model->indicator_count);
    memset(walk->visited_decisions, 0, model->decision_count);
    walk->step_count = 0;
}

size_t sc_indicator_bitset_words(const sc_model *model)
{
    return model->indicator_count / 64 + (size_t)1;
}

size_t sc_traversal_marked_indicators(const schoolcat_result *result, size_t *out)
{
    const sc_model *model = sc_result_model(result);
    size_t count = 0;
    for (uint32_t i = 0; i < model->indicator_count; i++)
        if (result->walk->marked_indicators[i])
            out[count++] = i;
    return count;
}

static void beneath_push(struct sc_traversal *walk, const sc_node *node)
{
    if (walk->visited_nodes[node->id] & SC_VISITED_PLAIN)
        return;
    walk->visited_nodes[node->id] |= SC_VISITED_PLAIN;
    walk->steps[walk->step_count++] = (sc_traversal_step){.node = node};
}

void sc_traversal_mark_missing(schoolcat_result *result, const sc_node *node)
{
    const sc_model *model = sc_result_model(result);
    struct sc_traversal *walk = result->walk;
    beneath_push(walk, node);
    while (walk->step_count > 0) {
        const sc_node *at = walk->steps[--walk->step_count].node;
        if (at->kind == SC_NODE_INDICATOR &&
            sc_indicator_missing(result, at->index) != SCHOOLCAT_PRESENT)
            walk->marked_indicators[at->index] = 1;
        const sc_node *body = sc_node_body(model, at);
        if (body)
            beneath_push(walk, body);
        for (uint32_t i = 0; i < at->child_count; i++)
            beneath_push(walk, at->children[i]);
    }
}

static uint8_t add_trait(uint8_t traits, uint8_t of_operand)
{
    const uint8_t both = SC_TRAIT_IF_UNKNOWN | SC_TRAIT_PATTERN;
    if ((of_operand & both) == both)
        traits |= SC_TRAIT_BOTH;
    return traits | of_operand;
}

/* Also counts the nodes with an if_unknown, each once. */
static uint8_t find_traits(struct sc_traversal *walk, const sc_model *model, const sc_node *node)
{
    if (walk->node_traits[node->id])
        return walk->node_traits[node->id];
    uint8_t traits = SC_TRAIT_COMPUTED;
    if (node->if_unknown != SC_KEEP_UNKNOWN) {
        traits |= SC_TRAIT_IF_UNKNOWN;
        walk->entry_capacity++;
    }
    if (node->kind == SC_NODE_MATCHES)
        traits |= SC_TRAIT_PATTERN;
    const sc_node *body = sc_node_body(model, node);
    if (body)
        traits = add_trait(traits, find_traits(walk, model, body));
    for (uint32_t i = 0; i < node->child_count; i++)
        traits = add_trait(traits, find_traits(walk, model, node->children[i]));
    return walk->node_traits[node->id] = traits;
}

static void find_all_traits(struct sc_traversal *walk, const sc_model *model)
{
    for (uint32_t i = 0; i < model->decision_count; i++)
        for (uint32_t j = 0; j < model->decisions[i].rule_count; j++)
            walk->decision_traits[i] |= find_traits(walk, model, model->decisions[i].rules[j].when);
}

static bool make_otherwise_paths(schoolcat_result *result, struct sc_traversal *walk)
{
    static const char tail[] = ".otherwise";
    const sc_model *model = result->rules->model;
    for (uint32_t i = 0; i < model->decision_count; i++) {
        sc_text path = model->decisions[i].about.path;
        if (!model->decisions[i].otherwise.present)
            continue;
        char *text = SC_NEW_ARRAY(&result->arena, path.length + sizeof tail, char);
        if (!text)
            return false;
        memcpy(text, path.data, path.length);
        memcpy(text + path.length, tail, sizeof tail);
        walk->otherwise_paths[i] = text;
    }
    return true;
}

#define MAX_KEPT 100000 /* words */

static void allocate_needs(schoolcat_result *result, struct sc_traversal *walk)
{
    const sc_model *model = result->rules->model;
    sc_arena *arena = &result->arena;
    size_t steps = result->rules->needs->steps.count, words = sc_indicator_bitset_words(model);
    walk->need_epochs = SC_NEW_ARRAY(arena, steps, uint32_t);
    walk->needs_worklist = SC_NEW_ARRAY(arena, steps, uint32_t);
    walk->decision_epochs = SC_NEW_ARRAY(arena, model->decision_count, uint32_t);
    walk->decisions = SC_NEW_ARRAY(arena, model->decision_count, uint32_t);
    walk->need_bits = SC_NEW_ARRAY(arena, words, uint64_t);
    walk->remaining_bits = SC_NEW_ARRAY(arena, words, uint64_t);
    walk->missing_bits = SC_NEW_ARRAY(arena, words, uint64_t);
    walk->needs = SC_NEW_ARRAY(arena, model->indicator_count + (size_t)1, size_t);
    walk->full_evaluations = SC_NEW_ARRAY(arena, model->decision_count, uint64_t);
    if (model->decision_count <= MAX_KEPT / words) {
        walk->cached_bits = SC_NEW_ARRAY(arena, model->decision_count * words, uint64_t);
        walk->cached_evaluations = SC_NEW_ARRAY(arena, model->decision_count, uint64_t);
    }
}

struct sc_traversal *sc_traversal_new(schoolcat_result *result)
{
    const sc_model *model = result->rules->model;
    sc_arena *arena = &result->arena;
    struct sc_traversal *walk = SC_NEW(arena, struct sc_traversal);
    if (!walk)
        return NULL;
    walk->visited_nodes = SC_NEW_ARRAY(arena, model->node_count, uint8_t);
    walk->steps = SC_NEW_ARRAY(arena, (size_t)model->node_count * 2, sc_traversal_step);
    walk->marked_indicators = SC_NEW_ARRAY(arena, model->indicator_count, uint8_t);
    walk->visited_decisions = SC_NEW_ARRAY(arena, model->decision_count, uint8_t);
    walk->beneath = SC_NEW_ARRAY(arena, model->indicator_count, size_t);
    walk->node_traits = SC_NEW_ARRAY(arena, model->node_count, uint8_t);
    walk->decision_traits = SC_NEW_ARRAY(arena, model->decision_count, uint8_t);
    walk->otherwise_paths = SC_NEW_ARRAY(arena, model->decision_count, const char *);
    allocate_needs(result, walk);
    if (arena->failed || !make_otherwise_paths(result, walk))
        return NULL;
    find_all_traits(walk, model);
    walk->entry_capacity++; /* the decision's `otherwise` */
    walk->entries = SC_NEW_ARRAY(arena, walk->entry_capacity, sc_assumed_entry);
    if (!walk->entries || !sc_notes_prepare(result, walk))
        return NULL;
    return walk;
}

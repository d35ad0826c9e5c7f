/* State and helpers shared by the traversals for needs, assumptions and notes. */
#include "evaluate/traversal.h"

#include "evaluate/needs_plan.h"

#include <string.h>

void sc_traversal_clear(schoolcat_result *result)
{
    const sc_model *model = sc_result_model(result);
    struct sc_traversal *traversal = result->traversal;
    memset(traversal->visited_nodes, 0, model->node_count);
    memset(traversal->marked_indicators, 0, model->indicator_count);
    memset(traversal->visited_decisions, 0, model->decision_count);
    traversal->step_count = 0;
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
        if (result->traversal->marked_indicators[i])
            out[count++] = i;
    return count;
}

static void beneath_push(struct sc_traversal *traversal, const sc_node *node)
{
    if (traversal->visited_nodes[node->id] & SC_VISITED_PLAIN)
        return;
    traversal->visited_nodes[node->id] |= SC_VISITED_PLAIN;
    traversal->steps[traversal->step_count++] = (sc_traversal_step){.node = node};
}

void sc_traversal_mark_missing(schoolcat_result *result, const sc_node *node)
{
    const sc_model *model = sc_result_model(result);
    struct sc_traversal *traversal = result->traversal;
    beneath_push(traversal, node);
    while (traversal->step_count > 0) {
        const sc_node *at = traversal->steps[--traversal->step_count].node;
        if (at->kind == SC_NODE_INDICATOR &&
            sc_indicator_missing(result, at->index) != SCHOOLCAT_PRESENT)
            traversal->marked_indicators[at->index] = 1;
        const sc_node *body = sc_node_body(model, at);
        if (body)
            beneath_push(traversal, body);
        for (uint32_t i = 0; i < at->child_count; i++)
            beneath_push(traversal, at->children[i]);
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
static uint8_t find_traits(struct sc_traversal *traversal, const sc_model *model,
                           const sc_node *node)
{
    if (traversal->node_traits[node->id])
        return traversal->node_traits[node->id];
    uint8_t traits = SC_TRAIT_COMPUTED;
    if (node->if_unknown != SC_KEEP_UNKNOWN) {
        traits |= SC_TRAIT_IF_UNKNOWN;
        traversal->entry_capacity++;
    }
    if (node->kind == SC_NODE_MATCHES)
        traits |= SC_TRAIT_PATTERN;
    const sc_node *body = sc_node_body(model, node);
    if (body)
        traits = add_trait(traits, find_traits(traversal, model, body));
    for (uint32_t i = 0; i < node->child_count; i++)
        traits = add_trait(traits, find_traits(traversal, model, node->children[i]));
    return traversal->node_traits[node->id] = traits;
}

static void find_all_traits(struct sc_traversal *traversal, const sc_model *model)
{
    for (uint32_t i = 0; i < model->decision_count; i++)
        for (uint32_t j = 0; j < model->decisions[i].rule_count; j++)
            traversal->decision_traits[i] |=
                find_traits(traversal, model, model->decisions[i].rules[j].when);
}

static bool make_otherwise_paths(schoolcat_result *result, struct sc_traversal *traversal)
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
        traversal->otherwise_paths[i] = text;
    }
    return true;
}

#define MAX_KEPT 100000 /* words */

static void allocate_needs(schoolcat_result *result, struct sc_traversal *traversal)
{
    const sc_model *model = result->rules->model;
    sc_arena *arena = &result->arena;
    size_t steps = result->rules->needs->steps.count, words = sc_indicator_bitset_words(model);
    traversal->need_epochs = SC_NEW_ARRAY(arena, steps, uint32_t);
    traversal->needs_worklist = SC_NEW_ARRAY(arena, steps, uint32_t);
    traversal->decision_epochs = SC_NEW_ARRAY(arena, model->decision_count, uint32_t);
    traversal->decisions = SC_NEW_ARRAY(arena, model->decision_count, uint32_t);
    traversal->need_bits = SC_NEW_ARRAY(arena, words, uint64_t);
    traversal->remaining_bits = SC_NEW_ARRAY(arena, words, uint64_t);
    traversal->missing_bits = SC_NEW_ARRAY(arena, words, uint64_t);
    traversal->needs = SC_NEW_ARRAY(arena, model->indicator_count + (size_t)1, size_t);
    traversal->full_evaluations = SC_NEW_ARRAY(arena, model->decision_count, uint64_t);
    if (model->decision_count <= MAX_KEPT / words) {
        traversal->cached_bits = SC_NEW_ARRAY(arena, model->decision_count * words, uint64_t);
        traversal->cached_evaluations = SC_NEW_ARRAY(arena, model->decision_count, uint64_t);
    }
}

struct sc_traversal *sc_traversal_new(schoolcat_result *result)
{
    const sc_model *model = result->rules->model;
    sc_arena *arena = &result->arena;
    struct sc_traversal *traversal = SC_NEW(arena, struct sc_traversal);
    if (!traversal)
        return NULL;
    traversal->visited_nodes = SC_NEW_ARRAY(arena, model->node_count, uint8_t);
    traversal->steps = SC_NEW_ARRAY(arena, (size_t)model->node_count * 2, sc_traversal_step);
    traversal->marked_indicators = SC_NEW_ARRAY(arena, model->indicator_count, uint8_t);
    traversal->visited_decisions = SC_NEW_ARRAY(arena, model->decision_count, uint8_t);
    traversal->beneath = SC_NEW_ARRAY(arena, model->indicator_count, size_t);
    traversal->node_traits = SC_NEW_ARRAY(arena, model->node_count, uint8_t);
    traversal->decision_traits = SC_NEW_ARRAY(arena, model->decision_count, uint8_t);
    traversal->otherwise_paths = SC_NEW_ARRAY(arena, model->decision_count, const char *);
    allocate_needs(result, traversal);
    if (arena->failed || !make_otherwise_paths(result, traversal))
        return NULL;
    find_all_traits(traversal, model);
    traversal->entry_capacity++; /* the decision's `otherwise` */
    traversal->entries = SC_NEW_ARRAY(arena, traversal->entry_capacity, sc_assumed_entry);
    if (!traversal->entries || !sc_notes_prepare(result, traversal))
        return NULL;
    return traversal;
}

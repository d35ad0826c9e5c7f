/* Collects assumptions: the unknown truths that `if_unknown` replaced on the path to an outcome.
 * lib/semantics.md, section 6, defines them. */
#include "evaluate/traversal.h"
#include "base/struct_compatibility.h"

static bool is_boolean(const sc_node *node)
{
    return node->type.kind == SC_KIND_BOOLEAN;
}

/* The value by which `if_unknown` replaced unknown at this node. False: it did not. */
static bool is_assumed(const schoolcat_result *result, const sc_node *node, bool *value)
{
    if (node->if_unknown == SC_KEEP_UNKNOWN || sc_node_raw_truth(result, node) != SCHOOLCAT_UNKNOWN)
        return false;
    *value = node->if_unknown == SC_UNKNOWN_IS_TRUE;
    return true;
}

static void add_entry(struct sc_traversal *traversal, const char *element, bool value,
                      const sc_node *node)
{
    if (traversal->entry_count < traversal->entry_capacity)
        traversal->entries[traversal->entry_count++] = (sc_assumed_entry){element, value, node};
}

/* Skips nodes without an `if_unknown` below them: they have no assumption. */
static void enter(schoolcat_result *result, const sc_node *node, const char *criterion)
{
    struct sc_traversal *traversal = result->traversal;
    if ((traversal->visited_nodes[node->id] & SC_VISITED_PLAIN) ||
        !(traversal->node_traits[node->id] & SC_TRAIT_IF_UNKNOWN))
        return;
    traversal->visited_nodes[node->id] |= SC_VISITED_PLAIN;
    bool value;
    if (is_boolean(node) && is_assumed(result, node, &value))
        add_entry(traversal, criterion ? criterion : node->path.data, value, node);
    else
        traversal->steps[traversal->step_count++] = (sc_traversal_step){.node = node};
}

/* Whether the operand belongs to the path of a node whose truth is `truth`. */
static bool on_path(const schoolcat_result *result, const sc_node *node, schoolcat_truth truth,
                    uint32_t operand)
{
    const sc_node *child = node->children[operand];
    switch (node->kind) {
    case SC_NODE_ALL:
    case SC_NODE_AND:
        return truth != SCHOOLCAT_FALSE || sc_node_known_truth(result, child) == SCHOOLCAT_FALSE;
    case SC_NODE_ANY:
    case SC_NODE_OR:
        return truth != SCHOOLCAT_TRUE || sc_node_known_truth(result, child) == SCHOOLCAT_TRUE;
    case SC_NODE_AT_LEAST:
    case SC_NODE_AT_MOST:
        return operand > 0 && sc_node_known_truth(result, child) != SCHOOLCAT_UNKNOWN;
    case SC_NODE_INCLUDES:
        return false;
    default:
        break;
    }
    return !sc_node_is_call(node, SC_FUNCTION_COUNT) ||
           sc_node_known_truth(result, child) != SCHOOLCAT_UNKNOWN;
}

static void follow(schoolcat_result *result, const sc_node *root)
{
    const sc_model *model = sc_result_model(result);
    struct sc_traversal *traversal = result->traversal;
    enter(result, root, NULL);
    while (traversal->step_count > 0) {
        sc_traversal_step *step = &traversal->steps[traversal->step_count - 1];
        const sc_node *node = step->node, *body = sc_node_body(model, node);
        uint32_t next = step->next++;
        if (body && next == 0) {
            bool criterion = node->kind == SC_NODE_CRITERION;
            enter(result, body, criterion ? model->criteria[node->index].about.path.data : NULL);
        } else if (!body && next < node->child_count) {
            schoolcat_truth truth =
                is_boolean(node) ? sc_node_known_truth(result, node) : SCHOOLCAT_UNKNOWN;
            if (on_path(result, node, truth, next))
                enter(result, node->children[next], NULL);
        } else {
            traversal->step_count--;
        }
    }
}

static bool rule_counts(const schoolcat_result *result, uint32_t index, uint32_t rule)
{
    const sc_decision *decision = &sc_result_model(result)->decisions[index];
    schoolcat_truth truth = sc_node_known_truth(result, decision->rules[rule].when);
    if (decision->choose == SC_CHOOSE_EVERY)
        return truth == SCHOOLCAT_TRUE;
    if (truth == SCHOOLCAT_UNKNOWN)
        return false;
    size_t deciding;
    return !schoolcat_result_rule(result, index, &deciding) ||
           sc_is_reached(decision->choose, (uint32_t)deciding, rule);
}

static bool has_unknown_rule(const schoolcat_result *result, const sc_decision *decision)
{
    for (uint32_t i = 0; i < decision->rule_count; i++)
        if (sc_node_known_truth(result, decision->rules[i].when) == SCHOOLCAT_UNKNOWN)
            return true;
    return false;
}

static void collect(schoolcat_result *result, uint32_t index)
{
    struct sc_traversal *traversal = result->traversal;
    const sc_decision *decision = &sc_result_model(result)->decisions[index];
    bool has_if_unknown = traversal->decision_traits[index] & SC_TRAIT_IF_UNKNOWN;
    traversal->entry_count = 0;
    size_t outcome;
    if (decision->choose != SC_CHOOSE_EVERY && !schoolcat_result_outcome(result, index, &outcome))
        return;
    if (has_if_unknown)
        sc_traversal_clear(result);
    for (uint32_t i = 0; has_if_unknown && i < decision->rule_count; i++)
        if (rule_counts(result, index, i))
            follow(result, decision->rules[i].when);
    if (schoolcat_result_by_otherwise(result, index) && has_unknown_rule(result, decision))
        add_entry(traversal, traversal->otherwise_paths[index], true, NULL);
}

/* A guard leaves the truth of a skipped pattern unknown. Where a node has both a pattern and an
 * `if_unknown` below it, that would be taken for an assumption, so the program runs without guards.
 */
static schoolcat_status prepare(schoolcat_result *result, size_t decision)
{
    if (!result->has_guards || !(result->traversal->decision_traits[decision] & SC_TRAIT_BOTH))
        return SCHOOLCAT_OK;
    return sc_result_materialise(result);
}

static schoolcat_status collect_once(schoolcat_result *result, size_t decision)
{
    if (!result || !result->evaluated || decision >= sc_result_model(result)->decision_count)
        return SCHOOLCAT_ERROR_ARGUMENT;
    schoolcat_status status = prepare(result, decision);
    if (status != SCHOOLCAT_OK)
        return status;
    struct sc_traversal *traversal = result->traversal;
    if (traversal->assumed_evaluation != result->evaluations ||
        traversal->assumed_decision != decision) {
        collect(result, (uint32_t)decision);
        traversal->assumed_evaluation = result->evaluations;
        traversal->assumed_decision = (uint32_t)decision;
    }
    return SCHOOLCAT_OK;
}

schoolcat_status schoolcat_result_assumed_count(schoolcat_result *result, size_t decision,
                                                size_t *count)
{
    if (!count)
        return SCHOOLCAT_ERROR_ARGUMENT;
    schoolcat_status status = collect_once(result, decision);
    if (status == SCHOOLCAT_OK)
        *count = result->traversal->entry_count;
    return status;
}

static void mark_beneath(schoolcat_result *result, const sc_decision *decision,
                         const sc_assumed_entry *entry)
{
    sc_traversal_clear(result);
    if (entry->node)
        sc_traversal_mark_missing(result, entry->node);
    for (uint32_t i = 0; !entry->node && i < decision->rule_count; i++)
        if (sc_node_known_truth(result, decision->rules[i].when) == SCHOOLCAT_UNKNOWN)
            sc_traversal_mark_missing(result, decision->rules[i].when);
}

schoolcat_status schoolcat_result_assumed(schoolcat_result *result, size_t decision, size_t index,
                                          schoolcat_assumption *out)
{
    if (!sc_struct_compatible(out, sizeof *out))
        return SCHOOLCAT_ERROR_ARGUMENT;
    schoolcat_status status = collect_once(result, decision);
    if (status != SCHOOLCAT_OK)
        return status;
    struct sc_traversal *traversal = result->traversal;
    if (index >= traversal->entry_count)
        return SCHOOLCAT_ERROR_ARGUMENT;
    const sc_assumed_entry *entry = &traversal->entries[index];
    mark_beneath(result, &sc_result_model(result)->decisions[decision], entry);
    out->element = entry->element;
    out->value = entry->value;
    out->indicator_count = sc_traversal_marked_indicators(result, traversal->beneath);
    out->indicators = traversal->beneath;
    return SCHOOLCAT_OK;
}

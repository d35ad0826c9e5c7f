/* The missing indicators that can still change a decision: lib/possible.md, 'Needs'. */
#include "answer/walk.h"

static sc_possible possible_of(const schoolcat_result *result, uint32_t decision, const sc_node *node,
                               bool frozen)
{
    return sc_view_possible(result, decision, node, frozen);
}

static void push(schoolcat_result *result, uint32_t decision, const sc_node *node, bool frozen)
{
    struct sc_walk *walk = result->walk;
    uint8_t mark = frozen ? SC_MARK_FROZEN : SC_MARK_PLAIN;
    if (walk->node_marks[node->id] & mark)
        return;
    walk->node_marks[node->id] |= mark;
    if (!sc_view_settled(possible_of(result, decision, node, frozen)))
        walk->steps[walk->step_count++] =
            (sc_walk_step){.node = node, .decision = decision, .frozen = frozen};
}

static void push_decision(schoolcat_result *result, size_t *waiting, uint32_t decision)
{
    struct sc_walk *walk = result->walk;
    if (walk->decision_marks[decision] || !schoolcat_result_provisional(result, decision))
        return;
    walk->decision_marks[decision] = 1;
    walk->decisions[(*waiting)++] = decision;
}

static bool known_on_evidence(const schoolcat_result *result, const sc_node *node)
{
    if (node->type.kind == SC_KIND_BOOLEAN)
        return sc_view_truth(result, node) != SCHOOLCAT_UNKNOWN;
    schoolcat_value value = SCHOOLCAT_VALUE;
    sc_view_value(result, node, &value);
    return value.missing == SCHOOLCAT_PRESENT;
}

static bool may_become_missing(sc_possible possible)
{
    if (possible.is_truth)
        return (possible.truths & SC_CAN_BE_UNKNOWN) != 0;
    return possible.state == SC_STATE_VOID || possible.state == SC_STATE_OPEN_OR_VOID;
}

/* Arguments that stand before one known on the evidence are frozen places. */
static void push_coalesce(schoolcat_result *result, const sc_walk_step *step)
{
    const sc_node *node = step->node;
    uint32_t first_known = 0;
    while (first_known < node->child_count && !known_on_evidence(result, node->children[first_known]))
        first_known++;
    bool freezes = first_known < node->child_count;
    for (uint32_t i = 0; i < node->child_count; i++) {
        bool frozen = step->frozen || (freezes && i < first_known);
        const sc_node *argument = node->children[i];
        sc_possible possible = possible_of(result, step->decision, argument, frozen);
        push(result, step->decision, argument, frozen);
        bool known = known_on_evidence(result, argument) || sc_view_settled(possible);
        if (known && !may_become_missing(possible))
            return;
    }
}

static void push_if(schoolcat_result *result, const sc_walk_step *step)
{
    const sc_node *node = step->node;
    uint8_t truths = possible_of(result, step->decision, node->children[0], step->frozen).truths;
    push(result, step->decision, node->children[0], step->frozen);
    if (truths & (SC_CAN_BE_TRUE | SC_CAN_BE_UNKNOWN))
        push(result, step->decision, node->children[1], step->frozen);
    if (truths & (SC_CAN_BE_FALSE | SC_CAN_BE_UNKNOWN))
        push(result, step->decision, node->children[2], step->frozen);
}

static void push_included(schoolcat_result *result, const sc_node *node)
{
    uint32_t decision = node->children[0]->index;
    const sc_decision *included = &sc_view_model(result)->decisions[decision];
    for (uint32_t i = 0; i < included->rule_count; i++)
        if (included->rules[i].outcome == node->children[1]->index)
            push(result, decision, included->rules[i].when, false);
}

/* A count that is compared directly is read as an interval, so it may leave the comparison open although it
 * is settled as a value. */
static void push_children(schoolcat_result *result, const sc_walk_step *step, bool frozen)
{
    for (uint32_t i = 0; i < step->node->child_count; i++) {
        const sc_node *child = step->node->children[i];
        sc_node_kind kind = step->node->kind;
        bool compares = kind == SC_NODE_COMPARE || kind == SC_NODE_IS || kind == SC_NODE_IN;
        bool interval = compares && sc_node_is_call(child, SC_FUNCTION_COUNT);
        for (uint32_t j = 0; interval && j < child->child_count; j++)
            push(result, step->decision, child->children[j], frozen);
        if (!interval)
            push(result, step->decision, child, frozen);
    }
}

static void look_at(schoolcat_result *result, const sc_walk_step *step, size_t *waiting)
{
    const sc_node *node = step->node;
    const sc_node *body = sc_node_body(sc_view_model(result), node);
    if (body)
        push(result, step->decision, body, false);
    else if (node->kind == SC_NODE_INDICATOR)
        result->walk->indicator_marks[node->index] |=
            !step->frozen && sc_view_missing(result, node->index) != SCHOOLCAT_PRESENT;
    else if (node->kind == SC_NODE_DECISION)
        push_decision(result, waiting, node->index);
    else if (node->kind == SC_NODE_INCLUDES)
        push_included(result, node);
    else if (sc_node_is_call(node, SC_FUNCTION_COALESCE))
        push_coalesce(result, step);
    else if (sc_node_is_call(node, SC_FUNCTION_IF))
        push_if(result, step);
    else
        push_children(result, step,
                      step->frozen || node->kind == SC_NODE_IS_MISSING ||
                          sc_node_is_call(node, SC_FUNCTION_KNOWN));
}

/* Whether one rule that is certain to hold settles another, whatever becomes of that. `at` and `certain` are
 * places in the file. */
static bool settles(const sc_decision *decision, uint32_t certain, uint32_t at)
{
    uint32_t sure = decision->rules[certain].outcome, other = decision->rules[at].outcome;
    switch (decision->choose) {
    case SC_CHOOSE_FIRST:
        return certain < at;
    case SC_CHOOSE_WORST:
        return sure >= other;
    case SC_CHOOSE_BEST:
        return sure <= other;
    case SC_CHOOSE_UNIQUE:
        return sure == other;
    case SC_CHOOSE_EVERY:
        break;
    }
    return false;
}

/* Of the certain rules the one that settles most: the first, the worst, the best; certain rules of `unique`
 * agree where anything is provisional. */
static uint32_t strongest_certain(const schoolcat_result *result, uint32_t index)
{
    const sc_decision *decision = &sc_view_model(result)->decisions[index];
    uint32_t strongest = SC_NONE;
    for (uint32_t i = 0; i < decision->rule_count; i++) {
        if (possible_of(result, index, decision->rules[i].when, false).truths != SC_CAN_BE_TRUE)
            continue;
        if (strongest == SC_NONE || (decision->choose != SC_CHOOSE_FIRST && settles(decision, i, strongest)))
            strongest = i;
    }
    return strongest;
}

static void push_rules(schoolcat_result *result, uint32_t index)
{
    const sc_decision *decision = &sc_view_model(result)->decisions[index];
    uint32_t strongest = strongest_certain(result, index);
    for (uint32_t i = 0; i < decision->rule_count; i++)
        if (strongest == SC_NONE || !settles(decision, strongest, i))
            push(result, index, decision->rules[i].when, false);
}

schoolcat_status schoolcat_result_needs(schoolcat_result *result, size_t decision, const size_t **indicators,
                                        size_t *count)
{
    if (!result || !indicators || !count || !result->evaluated ||
        decision >= sc_view_model(result)->decision_count)
        return SCHOOLCAT_ERROR_ARGUMENT;
    schoolcat_status status = sc_view_prepare(result);
    if (status != SCHOOLCAT_OK)
        return status;
    struct sc_walk *walk = result->walk;
    sc_walk_clear(result);
    size_t waiting = 0;
    push_decision(result, &waiting, (uint32_t)decision);
    while (waiting > 0) {
        push_rules(result, walk->decisions[--waiting]);
        while (walk->step_count > 0) {
            sc_walk_step step = walk->steps[--walk->step_count];
            look_at(result, &step, &waiting);
        }
    }
    *count = sc_walk_marked_indicators(result, walk->needs);
    *indicators = walk->needs;
    return SCHOOLCAT_OK;
}

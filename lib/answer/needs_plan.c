#include "answer/needs_plan.h"

#include "answer/walk.h"

/* Steps are found by node, plain and frozen. What reads outcomes within a split stands in registers of that
 * split, so it has steps for each decision that reads it; all else is the same whoever reads it. */
typedef struct sc_planner {
    sc_arena *arena, work; /* `work` is freed when the plan is made */
    const sc_model *model;
    const sc_program *program;
    sc_needs_plan *plan;
    uint32_t *common, *own; /* step + 1; of `own` only those above `own_from` count */
    uint32_t own_from;
    uint8_t *reads; /* by node: 0 not asked, 1 reads no outcomes, 2 does */
    bool failed;
} sc_planner;

static bool reads_outcomes(sc_planner *planner, const sc_node *node)
{
    uint8_t *known = &planner->reads[node->id];
    if (*known != 0)
        return *known == 2;
    const sc_node *body = sc_node_body(planner->model, node);
    bool reads = node->kind == SC_NODE_DECISION || (body && reads_outcomes(planner, body));
    for (uint32_t i = 0; !reads && i < node->child_count; i++)
        reads = reads_outcomes(planner, node->children[i]);
    *known = reads ? 2 : 1;
    return reads;
}

static sc_open_test test_of_value(const sc_program *program, const sc_track *track, uint32_t *reg)
{
    *reg = track->kind == SC_STATED ? track->state : track->reg;
    if (track->kind == SC_STATED)
        return SC_OPEN_STATE;
    switch (program->registers.at[track->reg].class) {
    case SC_CLASS_CODE:
        return SC_OPEN_CODE;
    case SC_CLASS_TEXT:
        return SC_OPEN_TEXT;
    default:
        return SC_OPEN_NUMBER;
    }
}

/* As sc_view_possible reads it. */
static sc_open_test test_of(const sc_planner *planner, const sc_node *node, uint32_t reader, bool frozen,
                            uint32_t *reg)
{
    const sc_program *program = planner->program;
    *reg = SC_NO_REGISTER;
    if (node->kind == SC_NODE_DECISION) {
        *reg = program->decisions[node->index].possible_reg;
        return *reg == SC_NO_REGISTER ? SC_OPEN_NEVER : SC_OPEN_BITS;
    }
    sc_track track;
    if (!sc_program_track(program, node->id, reader, frozen, &track) &&
        !sc_program_track(program, node->id, reader, !frozen, &track))
        return SC_OPEN_NEVER;
    if (track.kind == SC_VOID || (frozen && node->kind == SC_NODE_INDICATOR))
        return SC_OPEN_NEVER;
    if (node->type.kind != SC_KIND_BOOLEAN)
        return test_of_value(program, &track, reg);
    *reg = track.reg;
    return track.kind == SC_STATED ? SC_OPEN_SET : SC_OPEN_TRUTH;
}

static sc_need_kind kind_of(const sc_node *node)
{
    if (node->kind == SC_NODE_INDICATOR)
        return SC_NEED_INDICATOR;
    if (node->kind == SC_NODE_DECISION)
        return SC_NEED_DECISION;
    if (sc_node_is_call(node, SC_FUNCTION_IF))
        return SC_NEED_IF;
    return sc_node_is_call(node, SC_FUNCTION_COALESCE) ? SC_NEED_COALESCE : SC_NEED_LIST;
}

/* The node's step, made where there is none yet; SC_NONE where it is never open. `reader`: a split decision
 * or SC_NONE. */
static uint32_t step_of(sc_planner *planner, const sc_node *node, uint32_t reader, bool frozen)
{
    bool own = reader != SC_NONE && reads_outcomes(planner, node);
    uint32_t *known = &(own ? planner->own : planner->common)[node->id * (size_t)2 + frozen];
    if (*known > (own ? planner->own_from : 0))
        return *known - 1;
    sc_need step = {.node = node, .reader = reader, .frozen = frozen, .first = node->index};
    step.test = (uint8_t)test_of(planner, node, reader, frozen, &step.reg);
    if (step.test == SC_OPEN_NEVER)
        return SC_NONE;
    step.kind = (uint8_t)kind_of(node);
    if (planner->failed || !SC_PUSH(planner->arena, &planner->plan->steps, step)) {
        planner->failed = true;
        return SC_NONE;
    }
    *known = (uint32_t)planner->plan->steps.count;
    return *known - 1;
}

static uint32_t reader_of(const sc_planner *planner, uint32_t decision)
{
    return planner->program->decisions[decision].split ? decision : SC_NONE;
}

static void add(sc_planner *planner, uint32_t child)
{
    if (!planner->failed && !SC_PUSH(planner->arena, &planner->plan->children, child))
        planner->failed = true;
}

static void add_open(sc_planner *planner, const sc_node *node, uint32_t reader, bool frozen)
{
    uint32_t child = step_of(planner, node, reader, frozen);
    if (child != SC_NONE)
        add(planner, child);
}

static void add_included(sc_planner *planner, const sc_node *node)
{
    uint32_t decision = node->children[0]->index;
    const sc_decision *included = &planner->model->decisions[decision];
    for (uint32_t i = 0; i < included->rule_count; i++)
        if (included->rules[i].outcome == node->children[1]->index)
            add_open(planner, included->rules[i].when, reader_of(planner, decision), false);
}

/* A count that is compared directly is read as an interval, so it may leave the comparison open although it
 * is settled as a value. */
static void add_operands(sc_planner *planner, const sc_need *step)
{
    const sc_node *node = step->node;
    bool compares = node->kind == SC_NODE_COMPARE || node->kind == SC_NODE_IS || node->kind == SC_NODE_IN;
    bool frozen =
        step->frozen || node->kind == SC_NODE_IS_MISSING || sc_node_is_call(node, SC_FUNCTION_KNOWN);
    for (uint32_t i = 0; i < node->child_count; i++) {
        const sc_node *child = node->children[i];
        bool interval = compares && sc_node_is_call(child, SC_FUNCTION_COUNT);
        for (uint32_t j = 0; interval && j < child->child_count; j++)
            add_open(planner, child->children[j], step->reader, frozen);
        if (!interval)
            add_open(planner, child, step->reader, frozen);
    }
}

static void add_places(sc_planner *planner, const sc_need *step)
{
    for (uint32_t i = 0; i < step->node->child_count; i++) {
        add(planner, step_of(planner, step->node->children[i], step->reader, step->frozen));
        if (step->kind == SC_NEED_COALESCE)
            add(planner, step_of(planner, step->node->children[i], step->reader, true));
    }
}

static void add_children(sc_planner *planner, uint32_t index)
{
    sc_need step = planner->plan->steps.at[index]; /* a copy: the list grows */
    if (step.kind == SC_NEED_INDICATOR || step.kind == SC_NEED_DECISION)
        return;
    uint32_t first = (uint32_t)planner->plan->children.count;
    const sc_node *body = sc_node_body(planner->model, step.node);
    if (body)
        add_open(planner, body, step.reader, false);
    else if (step.node->kind == SC_NODE_INCLUDES)
        add_included(planner, step.node);
    else if (step.kind == SC_NEED_LIST)
        add_operands(planner, &step);
    else
        add_places(planner, &step);
    planner->plan->steps.at[index].first = first;
    planner->plan->steps.at[index].count = (uint32_t)planner->plan->children.count - first;
}

static void find_splits(sc_planner *planner)
{
    for (uint32_t i = 0; i < planner->model->decision_count; i++)
        planner->plan->decisions[i].split = SC_NONE;
    for (uint32_t i = 0; i < planner->program->splits.count; i++)
        planner->plan->decisions[planner->program->splits.at[i].decision].split = i;
}

static void plan_decision(sc_planner *planner, uint32_t index)
{
    const sc_decision *decision = &planner->model->decisions[index];
    sc_needs_decision *planned = &planner->plan->decisions[index];
    uint32_t from = (uint32_t)planner->plan->steps.count;
    planner->own_from = from;
    planned->rules = SC_NEW_ARRAY(planner->arena, decision->rule_count, uint32_t);
    planner->failed = planner->failed || !planned->rules;
    for (uint32_t i = 0; !planner->failed && i < decision->rule_count; i++)
        planned->rules[i] = step_of(planner, decision->rules[i].when, reader_of(planner, index), false);
    for (uint32_t i = from; !planner->failed && i < planner->plan->steps.count; i++)
        add_children(planner, i);
}

sc_needs_plan *sc_needs_plan_new(sc_arena *arena, const sc_model *model, const sc_program *program)
{
    sc_planner planner = {.arena = arena, .model = model, .program = program};
    sc_arena_init(&planner.work, &program->allocator);
    planner.plan = SC_NEW(arena, sc_needs_plan);
    planner.common = SC_NEW_ARRAY(&planner.work, model->node_count * (size_t)2, uint32_t);
    planner.own = SC_NEW_ARRAY(&planner.work, model->node_count * (size_t)2, uint32_t);
    planner.reads = SC_NEW_ARRAY(&planner.work, model->node_count, uint8_t);
    planner.failed = !planner.plan || planner.work.failed;
    if (!planner.failed)
        planner.plan->decisions = SC_NEW_ARRAY(arena, model->decision_count, sc_needs_decision);
    planner.failed = planner.failed || !planner.plan->decisions;
    if (!planner.failed)
        find_splits(&planner);
    for (uint32_t i = 0; !planner.failed && i < model->decision_count; i++)
        plan_decision(&planner, i);
    sc_arena_destroy(&planner.work);
    return planner.failed ? NULL : planner.plan;
}

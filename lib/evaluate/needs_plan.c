/* Builds the needs graph of a rule set from the checked model and its program. */
#include "evaluate/needs_plan.h"

#include "evaluate/traversal.h"

/* What a step was made from: a node as read by a split decision or by any. */
typedef struct sc_needs_origin {
    const sc_node *node;
    uint32_t reader;
    bool frozen;
    bool indicator, negates; /* properties of the node that later passes use */
} sc_needs_origin;

/* Steps are found by node, plain and frozen. A node that reads outcomes within a split is
 * in registers of that split, so it has steps of its own for each decision that reads it; other
 * nodes have the same steps for all readers. */
typedef struct sc_needs_planner {
    sc_arena *arena, work; /* `work` is freed when the plan is made */
    const sc_model *model;
    const sc_program *program;
    sc_needs_plan *plan;
    sc_list(sc_needs_origin) origins; /* of each step */
    uint32_t *common, *own;           /* step + 1; of `own` only those above `own_from` count */
    uint32_t own_from;
    uint8_t *reads; /* by node: 0 not asked, 1 reads no outcomes, 2 does */
    bool failed;
} sc_needs_planner;

static sc_needs_origin read_as(const sc_node *node, uint32_t reader, bool frozen)
{
    return (sc_needs_origin){.node = node, .reader = reader, .frozen = frozen};
}

static bool reads_outcomes(sc_needs_planner *planner, const sc_node *node)
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

static bool test_byte(sc_needs_step *step, uint32_t reg, unsigned open_bytes)
{
    step->test = SC_OPEN_BYTE;
    step->reg = reg;
    step->open_bytes = (uint8_t)open_bytes;
    return true;
}

static bool test_value(const sc_program *program, sc_needs_step *step,
                       const sc_abstract_value *abstract)
{
    if (abstract->kind == SC_MISSING_BY_STATE)
        return test_byte(step, abstract->state, 1u << SC_STATE_OPEN | 1u << SC_STATE_OPEN_OR_VOID);
    step->reg = abstract->reg;
    switch (program->registers.at[abstract->reg].class) {
    case SC_CLASS_CODE:
        step->test = SC_OPEN_CODE;
        break;
    case SC_CLASS_TEXT:
        step->test = SC_OPEN_TEXT;
        break;
    default:
        step->test = SC_OPEN_NUMBER;
    }
    return true;
}

/* As sc_node_possible_result finds it. */
static bool find_abstract_value(const sc_needs_planner *planner, const sc_needs_origin *of,
                                sc_abstract_value *abstract)
{
    return of->node->kind != SC_NODE_DECISION &&
           (sc_program_abstract_value(planner->program, of->node->id, of->reader, of->frozen,
                                      abstract) ||
            sc_program_abstract_value(planner->program, of->node->id, of->reader, !of->frozen,
                                      abstract));
}

/* False: it is never open. */
static bool find_test(const sc_needs_planner *planner, const sc_needs_origin *of,
                      sc_needs_step *step)
{
    const unsigned unknown = 1u << SC_UNKNOWN;
    unsigned several = 0; /* the truth sets that leave a choice */
    for (unsigned set = SC_SET_EMPTY; set <= SC_SET_ANY; set++)
        several |= sc_set_is_single((sc_truth_set)set) ? 0 : 1u << set;
    const sc_node *node = of->node;
    if (node->kind == SC_NODE_DECISION) {
        step->reg = planner->program->decisions[node->index].possible_reg;
        step->test = SC_OPEN_OUTCOMES;
        return step->reg != SC_NO_REGISTER;
    }
    sc_abstract_value abstract;
    if ((of->frozen && node->kind == SC_NODE_INDICATOR) ||
        !find_abstract_value(planner, of, &abstract) || abstract.kind == SC_MISSING_IS_VOID)
        return false;
    if (node->type.kind != SC_KIND_BOOLEAN)
        return test_value(planner->program, step, &abstract);
    return test_byte(step, abstract.reg, abstract.kind == SC_MISSING_BY_STATE ? several : unknown);
}

static sc_needs_step_kind kind_of_call(sc_function function)
{
    switch (function) {
    case SC_FUNCTION_IF:
        return SC_NEEDS_IF;
    case SC_FUNCTION_COALESCE:
        return SC_NEEDS_COALESCE;
    case SC_FUNCTION_KNOWN:
    case SC_FUNCTION_COUNT:
    case SC_FUNCTION_MIN:
    case SC_FUNCTION_MAX:
    case SC_FUNCTION_SUM:
    case SC_FUNCTION_MEAN:
    case SC_FUNCTION_ROUND:
#define SC_UNARY_FUNCTION(NAME, ...) case SC_FUNCTION_##NAME:
#define SC_BINARY_FUNCTION(NAME, ...) case SC_FUNCTION_##NAME:
#include "base/functions.def"
    case SC_FUNCTION_NONE:
        break;
    }
    return SC_NEEDS_ALL_CHILDREN;
}

static sc_needs_step_kind kind_of(const sc_node *node)
{
    if (node->kind == SC_NODE_INDICATOR)
        return SC_NEEDS_INDICATOR;
    if (node->kind == SC_NODE_DECISION)
        return SC_NEEDS_DECISION;
    return node->kind == SC_NODE_CALL ? kind_of_call(node->function) : SC_NEEDS_ALL_CHILDREN;
}

/* The step of what is to be read so, made where there is none yet; SC_NONE where it is never
 * open. */
static uint32_t step_of(sc_needs_planner *planner, sc_needs_origin of)
{
    bool own = of.reader != SC_NONE && reads_outcomes(planner, of.node);
    uint32_t *known = &(own ? planner->own : planner->common)[of.node->id * (size_t)2 + of.frozen];
    if (*known > (own ? planner->own_from : 0))
        return *known - 1;
    sc_needs_step step = {.kind = (uint8_t)kind_of(of.node), .first = of.node->index};
    if (planner->failed || !find_test(planner, &of, &step))
        return SC_NONE;
    of.indicator = of.node->kind == SC_NODE_INDICATOR;
    of.negates = of.node->kind == SC_NODE_NOT && of.node->if_unknown == SC_KEEP_UNKNOWN;
    if (!SC_PUSH(planner->arena, &planner->plan->steps, step) ||
        !SC_PUSH(&planner->work, &planner->origins, of)) {
        planner->failed = true;
        return SC_NONE;
    }
    *known = (uint32_t)planner->plan->steps.count;
    return *known - 1;
}

static uint32_t reader_of(const sc_needs_planner *planner, uint32_t decision)
{
    return planner->program->decisions[decision].split ? decision : SC_NONE;
}

static void add(sc_needs_planner *planner, uint32_t child)
{
    if (!planner->failed && !SC_PUSH(planner->arena, &planner->plan->children, child))
        planner->failed = true;
}

static void add_open(sc_needs_planner *planner, const sc_node *node, uint32_t reader, bool frozen)
{
    uint32_t child = step_of(planner, read_as(node, reader, frozen));
    if (child != SC_NONE)
        add(planner, child);
}

static void add_included(sc_needs_planner *planner, const sc_node *node)
{
    uint32_t decision = node->children[0]->index;
    const sc_decision *included = &planner->model->decisions[decision];
    for (uint32_t i = 0; i < included->rule_count; i++)
        if (included->rules[i].outcome == node->children[1]->index)
            add_open(planner, included->rules[i].when, reader_of(planner, decision), false);
}

/* A count that is compared directly is read as an interval, so it may leave the comparison open
 * although it is settled as a value. */
static void add_operands(sc_needs_planner *planner, const sc_needs_origin *of)
{
    const sc_node *node = of->node;
    bool compares =
        node->kind == SC_NODE_COMPARE || node->kind == SC_NODE_IS || node->kind == SC_NODE_IN;
    bool frozen =
        of->frozen || node->kind == SC_NODE_IS_MISSING || sc_node_is_call(node, SC_FUNCTION_KNOWN);
    for (uint32_t i = 0; i < node->child_count; i++) {
        const sc_node *child = node->children[i];
        bool interval = compares && sc_node_is_call(child, SC_FUNCTION_COUNT);
        for (uint32_t j = 0; interval && j < child->child_count; j++)
            add_open(planner, child->children[j], of->reader, frozen);
        if (!interval)
            add_open(planner, child, of->reader, frozen);
    }
}

static void add_operand(sc_needs_planner *planner, sc_needs_origin of)
{
    sc_needs_operand operand = {.node = of.node};
    operand.has_abstract_value = find_abstract_value(planner, &of, &operand.abstract);
    if (!planner->failed && !SC_PUSH(planner->arena, &planner->plan->operands, operand))
        planner->failed = true;
}

static void add_branches(sc_needs_planner *planner, const sc_needs_origin *of)
{
    for (uint32_t i = 0; i < of->node->child_count; i++)
        add(planner, step_of(planner, read_as(of->node->children[i], of->reader, of->frozen)));
    add_operand(planner, read_as(of->node->children[0], of->reader, of->frozen));
}

static void add_arguments(sc_needs_planner *planner, const sc_needs_origin *of)
{
    for (uint32_t i = 0; i < 2 * of->node->child_count; i++) {
        sc_needs_origin argument =
            read_as(of->node->children[i / 2], of->reader, of->frozen || i % 2 == 1);
        add(planner, step_of(planner, argument));
        add_operand(planner, argument);
    }
}

static void add_children(sc_needs_planner *planner, uint32_t index)
{
    sc_needs_plan *plan = planner->plan;
    sc_needs_step step = plan->steps.at[index]; /* copies: the lists grow */
    sc_needs_origin of = planner->origins.at[index];
    if (step.kind == SC_NEEDS_INDICATOR || step.kind == SC_NEEDS_DECISION)
        return;
    step.first = (uint32_t)plan->children.count;
    step.operands = (uint32_t)plan->operands.count;
    const sc_node *body = sc_node_body(planner->model, of.node);
    if (body)
        add_open(planner, body, of.reader, false);
    else if (of.node->kind == SC_NODE_INCLUDES)
        add_included(planner, of.node);
    else if (step.kind == SC_NEEDS_ALL_CHILDREN)
        add_operands(planner, &of);
    else if (step.kind == SC_NEEDS_IF)
        add_branches(planner, &of);
    else
        add_arguments(planner, &of);
    step.count = (uint32_t)plan->children.count - step.first;
    plan->steps.at[index] = step;
}

static void find_splits(sc_needs_planner *planner)
{
    for (uint32_t i = 0; i < planner->model->decision_count; i++)
        planner->plan->decisions[i].split = SC_NONE;
    for (uint32_t i = 0; i < planner->program->splits.count; i++)
        planner->plan->decisions[planner->program->splits.at[i].decision].split = i;
}

static void plan_decision(sc_needs_planner *planner, uint32_t index)
{
    const sc_decision *decision = &planner->model->decisions[index];
    sc_needs_decision *planned = &planner->plan->decisions[index];
    uint32_t from = (uint32_t)planner->plan->steps.count;
    planner->own_from = from;
    planned->rules = SC_NEW_ARRAY(planner->arena, decision->rule_count, uint32_t);
    planner->failed = planner->failed || !planned->rules;
    for (uint32_t i = 0; !planner->failed && i < decision->rule_count; i++)
        planned->rules[i] =
            step_of(planner, read_as(decision->rules[i].when, reader_of(planner, index), false));
    for (uint32_t i = from; !planner->failed && i < planner->plan->steps.count; i++)
        add_children(planner, i);
}

/* --- shorter ways --- */

/* Whether the only child is open exactly where its parent is. */
static bool as_open(const sc_needs_planner *planner, uint32_t parent, uint32_t child)
{
    const sc_needs_step *a = &planner->plan->steps.at[parent], *b = &planner->plan->steps.at[child];
    return a->test == b->test && a->open_bytes == b->open_bytes &&
           (a->reg == b->reg || planner->origins.at[parent].negates);
}

static uint32_t shortest(const sc_needs_planner *planner, uint32_t index)
{
    const sc_needs_plan *plan = planner->plan;
    while (index != SC_NONE) {
        const sc_needs_step *step = &plan->steps.at[index];
        if (step->kind != SC_NEEDS_ALL_CHILDREN || step->count != 1 ||
            !as_open(planner, index, plan->children.at[step->first]))
            break;
        index = plan->children.at[step->first];
    }
    return index;
}

/* A step over a single indicator is replaced by it; a step that adds nothing is skipped. */
static void shorten(sc_needs_planner *planner)
{
    sc_needs_plan *plan = planner->plan;
    for (size_t i = 0; i < plan->steps.count; i++) {
        sc_needs_step *step = &plan->steps.at[i];
        if (step->kind != SC_NEEDS_ALL_CHILDREN || step->count != 1)
            continue;
        uint32_t child = plan->children.at[step->first];
        if (planner->origins.at[child].indicator) {
            step->kind = SC_NEEDS_INDICATOR;
            step->first = plan->steps.at[child].first;
            step->count = 0;
        }
    }
    for (size_t i = 0; i < plan->children.count; i++)
        plan->children.at[i] = shortest(planner, plan->children.at[i]);
    for (uint32_t i = 0; i < planner->model->decision_count; i++)
        for (uint32_t j = 0; j < planner->model->decisions[i].rule_count; j++)
            plan->decisions[i].rules[j] = shortest(planner, plan->decisions[i].rules[j]);
}

/* --- the indicators beneath --- */

/* The steps from a root down to where the traversal is; of each the next of its children. */
typedef struct sc_depth_first_search {
    uint32_t *steps, *next;
    bool *seen; /* of all steps */
    size_t depth;
} sc_depth_first_search;

static void enter(const sc_needs_plan *plan, sc_depth_first_search *search, uint32_t index)
{
    if (index == SC_NONE || search->seen[index])
        return;
    sc_needs_step *step = &plan->steps.at[index];
    if (step->kind == SC_NEEDS_INDICATOR)
        step->indicators = UINT64_C(1) << step->first % 64;
    search->seen[index] = true;
    search->steps[search->depth] = index;
    search->next[search->depth++] = 0;
}

static const uint32_t *children_of(const sc_needs_planner *planner, const sc_needs_step *step,
                                   uint32_t *count)
{
    *count = step->count;
    if (step->kind != SC_NEEDS_DECISION)
        return planner->plan->children.at + step->first;
    *count = planner->model->decisions[step->first].rule_count;
    return planner->plan->decisions[step->first].rules;
}

/* Each child's are added to its parent's when it has been done, or was done before. */
static void add_beneath(const sc_needs_planner *planner, sc_depth_first_search *search,
                        uint32_t root)
{
    sc_needs_plan *plan = planner->plan;
    enter(plan, search, root);
    while (search->depth > 0) {
        sc_needs_step *step = &plan->steps.at[search->steps[search->depth - 1]];
        uint32_t count, next = search->next[search->depth - 1]++;
        const uint32_t *children = children_of(planner, step, &count);
        if (next > 0 && children[next - 1] != SC_NONE)
            step->indicators |= plan->steps.at[children[next - 1]].indicators;
        if (next < count)
            enter(plan, search, children[next]);
        else
            search->depth--;
    }
}

static void find_indicators(sc_needs_planner *planner)
{
    sc_needs_plan *plan = planner->plan;
    sc_depth_first_search search = {
        .steps = SC_NEW_ARRAY(&planner->work, plan->steps.count, uint32_t),
        .next = SC_NEW_ARRAY(&planner->work, plan->steps.count, uint32_t),
        .seen = SC_NEW_ARRAY(&planner->work, plan->steps.count, bool)};
    planner->failed = planner->work.failed;
    for (uint32_t i = 0; !planner->failed && i < planner->model->decision_count; i++)
        for (uint32_t j = 0; j < planner->model->decisions[i].rule_count; j++) {
            uint32_t root = plan->decisions[i].rules[j];
            add_beneath(planner, &search, root);
            if (root != SC_NONE)
                plan->decisions[i].indicators |= plan->steps.at[root].indicators;
        }
}

static void make_plan(sc_needs_planner *planner)
{
    find_splits(planner);
    for (uint32_t i = 0; !planner->failed && i < planner->model->decision_count; i++)
        plan_decision(planner, i);
    if (!planner->failed)
        shorten(planner);
    if (!planner->failed)
        find_indicators(planner);
}

sc_needs_plan *sc_needs_plan_new(sc_arena *arena, const sc_model *model, const sc_program *program)
{
    sc_needs_planner planner = {.arena = arena, .model = model, .program = program};
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
        make_plan(&planner);
    sc_arena_destroy(&planner.work);
    return planner.failed ? NULL : planner.plan;
}

/* Dependencies between derived values, criteria and decisions: cycles, topological orders, and the
 * depth of chains. These elements are numbered together, derived values first, then criteria. */
#include "language/checker.h"

/* --- dependency graph --- */

typedef struct reference {
    uint32_t element;
    const sc_node *at; /* the node that names it */
} reference;

typedef struct graph {
    sc_checker *check;
    uint32_t element_count;
    sc_list(reference) references;
    /* of each element: index of its first reference; the total count at the end */
    uint32_t *starts;
    uint32_t *visited_by; /* of each node: the last element that visited it, plus 1 */
} graph;

static uint32_t first_criterion(const sc_model *model)
{
    return model->derived_count;
}

static uint32_t first_decision(const sc_model *model)
{
    return model->derived_count + model->criterion_count;
}

static const sc_about *element_about(const sc_model *model, uint32_t element)
{
    if (element < first_criterion(model))
        return &model->derived[element].about;
    if (element < first_decision(model))
        return &model->criteria[element - first_criterion(model)].about;
    return &model->decisions[element - first_decision(model)].about;
}

static uint32_t element_of(const sc_model *model, const sc_node *node)
{
    if (node->kind == SC_NODE_DERIVED)
        return node->index;
    if (node->kind == SC_NODE_CRITERION)
        return first_criterion(model) + node->index;
    if (node->kind == SC_NODE_DECISION)
        return first_decision(model) + node->index;
    return SC_NONE;
}

static void read_node(graph *g, uint32_t element, const sc_node *node)
{
    if (node == NULL || g->visited_by[node->id] == element + 1)
        return;
    g->visited_by[node->id] = element + 1;
    reference found = {element_of(g->check->model, node), node};
    if (found.element != SC_NONE && !SC_PUSH(&g->check->scratch, &g->references, found))
        g->check->no_memory = true;
    for (uint32_t i = 0; i < node->child_count; i++)
        read_node(g, element, node->children[i]);
}

static void read_element(graph *g, uint32_t element)
{
    const sc_model *model = g->check->model;
    if (element < first_criterion(model)) {
        read_node(g, element, model->derived[element].value);
    } else if (element < first_decision(model)) {
        read_node(g, element, model->criteria[element - first_criterion(model)].when);
    } else {
        const sc_decision *decision = &model->decisions[element - first_decision(model)];
        for (uint32_t i = 0; i < decision->rule_count; i++)
            read_node(g, element, decision->rules[i].when);
    }
}

static bool make_graph(sc_checker *check, graph *g)
{
    const sc_model *model = check->model;
    *g = (graph){.check = check, .element_count = first_decision(model) + model->decision_count};
    g->starts = SC_NEW_ARRAY(&check->scratch, (size_t)g->element_count + 1, uint32_t);
    g->visited_by = SC_NEW_ARRAY(&check->scratch, model->node_count, uint32_t);
    if (g->starts == NULL || g->visited_by == NULL)
        return false;
    for (uint32_t i = 0; i < g->element_count; i++) {
        g->starts[i] = (uint32_t)g->references.count;
        read_element(g, i);
    }
    g->starts[g->element_count] = (uint32_t)g->references.count;
    return !check->no_memory;
}

/* --- depth-first search, with a stack of its own, as chains of elements may be long --- */

enum { UNVISITED, IN_PROGRESS, DONE };

typedef struct search {
    graph *g;
    uint8_t *states;
    uint32_t *next;      /* of each element: next reference to follow */
    uint32_t *stack;     /* elements in progress */
    uint32_t *positions; /* of each element: index in the stack */
    uint32_t depth;
    uint32_t *order; /* topological: each element after those that it reads */
    uint32_t done;
} search;

static void write_element(const search *s, sc_buffer *out, uint32_t position)
{
    sc_buffer_text(out, element_about(s->g->check->model, s->stack[position])->id);
}

/* Stack index of the element with which a message about a cycle begins: the first decision, or the
 * first element where there is none. */
static uint32_t first_of_cycle(const search *s, uint32_t start)
{
    uint32_t decisions = first_decision(s->g->check->model), first = start;
    for (uint32_t i = start + 1; i < s->depth; i++) {
        uint32_t here = s->stack[i], best = s->stack[first];
        if ((here >= decisions) != (best >= decisions) ? here >= decisions : here < best)
            first = i;
    }
    return first;
}

/* Reports the cycle from `closing`, which is in progress, to the top of the stack. The middle of a
 * long one is omitted. */
static void report_cycle(const search *s, uint32_t closing)
{
    enum { MAX_SHOWN = 20 };
    sc_checker *check = s->g->check;
    uint32_t start = s->positions[closing], length = s->depth - start;
    uint32_t first = first_of_cycle(s, start);
    sc_buffer cycle;
    sc_buffer_init(&cycle, &check->model->arena->allocator);
    for (uint32_t i = 0; i < length; i++) {
        if (length > MAX_SHOWN && i == MAX_SHOWN / 2) {
            sc_buffer_string(&cycle, "... -> ");
            i = length - MAX_SHOWN / 2;
        }
        write_element(s, &cycle, start + (first - start + i) % length);
        sc_buffer_string(&cycle, " -> ");
    }
    write_element(s, &cycle, first);
    if (cycle.failed)
        check->no_memory = true;
    const sc_about *about = element_about(check->model, s->stack[first]);
    SC_CHECK_REPORT(check, CYCLE, about->span, about->path, .arguments = {sc_buffer_view(&cycle)});
    sc_buffer_destroy(&cycle);
}

static void push_element(search *s, uint32_t element)
{
    s->states[element] = IN_PROGRESS;
    s->next[element] = s->g->starts[element];
    s->positions[element] = s->depth;
    s->stack[s->depth++] = element;
}

static void visit_from(search *s, uint32_t root)
{
    if (s->states[root] != UNVISITED)
        return;
    push_element(s, root);
    while (s->depth > 0) {
        uint32_t element = s->stack[s->depth - 1];
        if (s->next[element] == s->g->starts[element + 1]) {
            s->states[element] = DONE;
            s->order[s->done++] = element;
            s->depth--;
            continue;
        }
        const reference *found = &s->g->references.at[s->next[element]++];
        if (s->states[found->element] == UNVISITED)
            push_element(s, found->element);
        else if (s->states[found->element] == IN_PROGRESS)
            report_cycle(s, found->element);
    }
}

/* --- depth of chains --- */

/* Recursive traversals follow names from element to element, so the length of a chain of nodes and
 * elements is bounded by the C stack. */
enum { MAX_CHAIN_DEPTH = 1000 };

typedef struct depths {
    const graph *g;
    uint32_t *of_node; /* 0: not yet computed */
    uint32_t *of_element;
} depths;

static uint32_t depth_of(depths *d, const sc_node *node)
{
    if (node == NULL)
        return 0;
    if (d->of_node[node->id] != 0)
        return d->of_node[node->id];
    uint32_t element = element_of(d->g->check->model, node);
    uint32_t max_depth = element == SC_NONE ? 0 : d->of_element[element];
    for (uint32_t i = 0; i < node->child_count; i++) {
        uint32_t depth = depth_of(d, node->children[i]);
        max_depth = depth > max_depth ? depth : max_depth;
    }
    return d->of_node[node->id] = max_depth + 1;
}

static uint32_t depth_of_element(depths *d, uint32_t element)
{
    const sc_model *model = d->g->check->model;
    if (element < first_criterion(model))
        return depth_of(d, model->derived[element].value);
    if (element < first_decision(model))
        return depth_of(d, model->criteria[element - first_criterion(model)].when);
    const sc_decision *decision = &model->decisions[element - first_decision(model)];
    uint32_t max_depth = 0;
    for (uint32_t i = 0; i < decision->rule_count; i++) {
        uint32_t depth = depth_of(d, decision->rules[i].when);
        max_depth = depth > max_depth ? depth : max_depth;
    }
    return max_depth;
}

/* Computes depths in topological order. Reports the first element that is too deep: those that read
 * it are too. */
static void check_depths(const search *s)
{
    sc_checker *check = s->g->check;
    depths d = {.g = s->g};
    d.of_node = SC_NEW_ARRAY(&check->scratch, check->model->node_count, uint32_t);
    d.of_element = SC_NEW_ARRAY(&check->scratch, s->g->element_count, uint32_t);
    if (d.of_node == NULL || d.of_element == NULL)
        return;
    for (uint32_t i = 0; i < s->done; i++) {
        uint32_t element = s->order[i];
        d.of_element[element] = depth_of_element(&d, element);
        if (d.of_element[element] <= MAX_CHAIN_DEPTH)
            continue;
        const sc_about *about = element_about(check->model, element);
        SC_CHECK_REPORT(check, CHAIN_TOO_LONG, about->span, about->path,
                        .arguments = {about->id, sc_check_number(check, MAX_CHAIN_DEPTH)});
        return;
    }
}

/* The order of elements `first` to `first + count - 1`, as indices from 0. */
static uint32_t *order_of_range(sc_checker *check, const search *s, uint32_t first, uint32_t count)
{
    uint32_t *order = SC_NEW_ARRAY(check->model->arena, count, uint32_t);
    uint32_t ordered = 0;
    for (uint32_t i = 0; order != NULL && i < s->done; i++) {
        if (s->order[i] >= first && s->order[i] - first < count)
            order[ordered++] = s->order[i] - first;
    }
    return order;
}

void sc_check_dependencies(sc_checker *check)
{
    sc_model *model = check->model;
    graph g;
    if (!make_graph(check, &g))
        return;
    search s = {.g = &g};
    s.states = SC_NEW_ARRAY(&check->scratch, g.element_count, uint8_t);
    s.next = SC_NEW_ARRAY(&check->scratch, g.element_count, uint32_t);
    s.stack = SC_NEW_ARRAY(&check->scratch, g.element_count, uint32_t);
    s.positions = SC_NEW_ARRAY(&check->scratch, g.element_count, uint32_t);
    s.order = SC_NEW_ARRAY(&check->scratch, g.element_count, uint32_t);
    if (s.states == NULL || s.next == NULL || s.stack == NULL || s.positions == NULL ||
        s.order == NULL)
        return;
    for (uint32_t i = 0; i < g.element_count; i++)
        visit_from(&s, i);
    check_depths(&s);
    model->derived_order = order_of_range(check, &s, 0, model->derived_count);
    model->criterion_order =
        order_of_range(check, &s, first_criterion(model), model->criterion_count);
    model->decision_order = order_of_range(check, &s, first_decision(model), model->decision_count);
}

/* Dependencies between derived values, criteria and decisions: cycles, topological orders, and the
 * depth of chains. These elements are numbered together, derived values first, then criteria. */
#include "language/checker.h"

/* --- dependency graph --- */

typedef struct reference {
    uint32_t element;
    const sc_node *at; /* the node that names it */
} reference;

typedef struct dependency_graph {
    sc_checker *check;
    uint32_t element_count;
    sc_list(reference) references;
    /* of each element: index of its first reference; the total count at the end */
    uint32_t *starts;
    uint32_t *visited_by; /* of each node: the last element that visited it, plus 1 */
} dependency_graph;

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

static void read_node(dependency_graph *graph, uint32_t element, const sc_node *node)
{
    if (node == NULL || graph->visited_by[node->id] == element + 1)
        return;
    graph->visited_by[node->id] = element + 1;
    reference found = {element_of(graph->check->model, node), node};
    if (found.element != SC_NONE && !SC_PUSH(&graph->check->scratch, &graph->references, found))
        graph->check->no_memory = true;
    for (uint32_t i = 0; i < node->child_count; i++)
        read_node(graph, element, node->children[i]);
}

static void read_element(dependency_graph *graph, uint32_t element)
{
    const sc_model *model = graph->check->model;
    if (element < first_criterion(model)) {
        read_node(graph, element, model->derived[element].value);
    } else if (element < first_decision(model)) {
        read_node(graph, element, model->criteria[element - first_criterion(model)].when);
    } else {
        const sc_decision *decision = &model->decisions[element - first_decision(model)];
        for (uint32_t i = 0; i < decision->rule_count; i++)
            read_node(graph, element, decision->rules[i].when);
    }
}

static bool make_graph(sc_checker *check, dependency_graph *graph)
{
    const sc_model *model = check->model;
    *graph = (dependency_graph){.check = check,
                                .element_count = first_decision(model) + model->decision_count};
    graph->starts = SC_NEW_ARRAY(&check->scratch, (size_t)graph->element_count + 1, uint32_t);
    graph->visited_by = SC_NEW_ARRAY(&check->scratch, model->node_count, uint32_t);
    if (graph->starts == NULL || graph->visited_by == NULL)
        return false;
    for (uint32_t i = 0; i < graph->element_count; i++) {
        graph->starts[i] = (uint32_t)graph->references.count;
        read_element(graph, i);
    }
    graph->starts[graph->element_count] = (uint32_t)graph->references.count;
    return !check->no_memory;
}

/* --- depth-first search; not recursive, as chains of elements may be long --- */

enum { UNVISITED, IN_PROGRESS, DONE };

typedef struct depth_first_search {
    dependency_graph *graph;
    uint8_t *states;
    uint32_t *next;      /* of each element: next reference to follow */
    uint32_t *stack;     /* elements in progress */
    uint32_t *positions; /* of each element: index in the stack */
    uint32_t depth;
    uint32_t *order; /* topological: each element after those that it reads */
    uint32_t done;
} depth_first_search;

static void write_element(const depth_first_search *search, sc_buffer *out, uint32_t position)
{
    sc_buffer_text(out, element_about(search->graph->check->model, search->stack[position])->id);
}

/* Stack index of the element with which a message about a cycle begins: the first decision, or the
 * first element where there is none. */
static uint32_t first_of_cycle(const depth_first_search *search, uint32_t start)
{
    uint32_t decisions = first_decision(search->graph->check->model), first = start;
    for (uint32_t i = start + 1; i < search->depth; i++) {
        uint32_t here = search->stack[i], best = search->stack[first];
        if ((here >= decisions) != (best >= decisions) ? here >= decisions : here < best)
            first = i;
    }
    return first;
}

/* Reports the cycle from `closing`, which is in progress, to the top of the stack. The middle of a
 * long one is omitted. */
static void report_cycle(const depth_first_search *search, uint32_t closing)
{
    enum { MAX_SHOWN = 20 };
    sc_checker *check = search->graph->check;
    uint32_t start = search->positions[closing], length = search->depth - start;
    uint32_t first = first_of_cycle(search, start);
    sc_buffer cycle;
    sc_buffer_init(&cycle, &check->model->arena->allocator);
    for (uint32_t i = 0; i < length; i++) {
        if (length > MAX_SHOWN && i == MAX_SHOWN / 2) {
            sc_buffer_string(&cycle, "... -> ");
            i = length - MAX_SHOWN / 2;
        }
        write_element(search, &cycle, start + (first - start + i) % length);
        sc_buffer_string(&cycle, " -> ");
    }
    write_element(search, &cycle, first);
    if (cycle.failed)
        check->no_memory = true;
    const sc_about *about = element_about(check->model, search->stack[first]);
    SC_CHECK_REPORT(check, CYCLE, about->span, about->path, .arguments = {sc_buffer_view(&cycle)});
    sc_buffer_destroy(&cycle);
}

static void push_element(depth_first_search *search, uint32_t element)
{
    search->states[element] = IN_PROGRESS;
    search->next[element] = search->graph->starts[element];
    search->positions[element] = search->depth;
    search->stack[search->depth++] = element;
}

static void visit_from(depth_first_search *search, uint32_t root)
{
    if (search->states[root] != UNVISITED)
        return;
    push_element(search, root);
    while (search->depth > 0) {
        uint32_t element = search->stack[search->depth - 1];
        if (search->next[element] == search->graph->starts[element + 1]) {
            search->states[element] = DONE;
            search->order[search->done++] = element;
            search->depth--;
            continue;
        }
        const reference *found = &search->graph->references.at[search->next[element]++];
        if (search->states[found->element] == UNVISITED)
            push_element(search, found->element);
        else if (search->states[found->element] == IN_PROGRESS)
            report_cycle(search, found->element);
    }
}

/* --- depth of chains --- */

/* Recursive traversals follow names from element to element, so the length of a chain of nodes and
 * elements is bounded by the C stack. */
enum { MAX_CHAIN_DEPTH = 1000 };

typedef struct depth_table {
    const dependency_graph *graph;
    uint32_t *of_node; /* 0: not yet computed */
    uint32_t *of_element;
} depth_table;

static uint32_t depth_of(depth_table *depths, const sc_node *node)
{
    if (node == NULL)
        return 0;
    if (depths->of_node[node->id] != 0)
        return depths->of_node[node->id];
    uint32_t element = element_of(depths->graph->check->model, node);
    uint32_t max_depth = element == SC_NONE ? 0 : depths->of_element[element];
    for (uint32_t i = 0; i < node->child_count; i++) {
        uint32_t depth = depth_of(depths, node->children[i]);
        max_depth = depth > max_depth ? depth : max_depth;
    }
    return depths->of_node[node->id] = max_depth + 1;
}

static uint32_t depth_of_element(depth_table *depths, uint32_t element)
{
    const sc_model *model = depths->graph->check->model;
    if (element < first_criterion(model))
        return depth_of(depths, model->derived[element].value);
    if (element < first_decision(model))
        return depth_of(depths, model->criteria[element - first_criterion(model)].when);
    const sc_decision *decision = &model->decisions[element - first_decision(model)];
    uint32_t max_depth = 0;
    for (uint32_t i = 0; i < decision->rule_count; i++) {
        uint32_t depth = depth_of(depths, decision->rules[i].when);
        max_depth = depth > max_depth ? depth : max_depth;
    }
    return max_depth;
}

/* Computes depths in topological order. Reports the first element that is too deep: those that
 * read it are too. */
static void check_depths(const depth_first_search *search)
{
    sc_checker *check = search->graph->check;
    depth_table depths = {.graph = search->graph};
    depths.of_node = SC_NEW_ARRAY(&check->scratch, check->model->node_count, uint32_t);
    depths.of_element = SC_NEW_ARRAY(&check->scratch, search->graph->element_count, uint32_t);
    if (depths.of_node == NULL || depths.of_element == NULL)
        return;
    for (uint32_t i = 0; i < search->done; i++) {
        uint32_t element = search->order[i];
        depths.of_element[element] = depth_of_element(&depths, element);
        if (depths.of_element[element] <= MAX_CHAIN_DEPTH)
            continue;
        const sc_about *about = element_about(check->model, element);
        SC_CHECK_REPORT(check, CHAIN_TOO_LONG, about->span, about->path,
                        .arguments = {about->id, sc_check_number(check, MAX_CHAIN_DEPTH)});
        return;
    }
}

/* The order of elements `first` to `first + count - 1`, as indices from 0. */
static uint32_t *order_of_range(sc_checker *check, const depth_first_search *search, uint32_t first,
                                uint32_t count)
{
    uint32_t *order = SC_NEW_ARRAY(check->model->arena, count, uint32_t);
    uint32_t ordered = 0;
    for (uint32_t i = 0; order != NULL && i < search->done; i++) {
        if (search->order[i] >= first && search->order[i] - first < count)
            order[ordered++] = search->order[i] - first;
    }
    return order;
}

void sc_check_dependencies(sc_checker *check)
{
    sc_model *model = check->model;
    dependency_graph graph;
    if (!make_graph(check, &graph))
        return;
    depth_first_search search = {.graph = &graph};
    search.states = SC_NEW_ARRAY(&check->scratch, graph.element_count, uint8_t);
    search.next = SC_NEW_ARRAY(&check->scratch, graph.element_count, uint32_t);
    search.stack = SC_NEW_ARRAY(&check->scratch, graph.element_count, uint32_t);
    search.positions = SC_NEW_ARRAY(&check->scratch, graph.element_count, uint32_t);
    search.order = SC_NEW_ARRAY(&check->scratch, graph.element_count, uint32_t);
    if (search.states == NULL || search.next == NULL || search.stack == NULL ||
        search.positions == NULL || search.order == NULL)
        return;
    for (uint32_t i = 0; i < graph.element_count; i++)
        visit_from(&search, i);
    check_depths(&search);
    model->derived_order = order_of_range(check, &search, 0, model->derived_count);
    model->criterion_order =
        order_of_range(check, &search, first_criterion(model), model->criterion_count);
    model->decision_order =
        order_of_range(check, &search, first_decision(model), model->decision_count);
}

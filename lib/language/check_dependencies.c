/* What comes before what. Derived values, criteria and decisions are numbered through as elements,
 * derived values first. */
#include "language/checker.h"

/* --- what an element reads --- */

typedef struct reading {
    uint32_t element;
    const sc_node *at; /* where it is named */
} reading;

typedef struct graph {
    sc_checker *check;
    uint32_t element_count;
    sc_list(reading) readings;
    uint32_t *starts; /* of each element's readings; one more at the end */
    uint32_t *seen;   /* of each node: the element that saw it last, plus 1 */
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
    if (node == NULL || g->seen[node->id] == element + 1)
        return;
    g->seen[node->id] = element + 1;
    reading found = {element_of(g->check->model, node), node};
    if (found.element != SC_NONE && !SC_PUSH(&g->check->scratch, &g->readings, found))
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
    g->seen = SC_NEW_ARRAY(&check->scratch, model->node_count, uint32_t);
    if (g->starts == NULL || g->seen == NULL)
        return false;
    for (uint32_t i = 0; i < g->element_count; i++) {
        g->starts[i] = (uint32_t)g->readings.count;
        read_element(g, i);
    }
    g->starts[g->element_count] = (uint32_t)g->readings.count;
    return !check->no_memory;
}

/* --- depth first, without recursion: chains of elements may be long --- */

enum { NOT_MET, IN_PROGRESS, DONE };

typedef struct walk {
    graph *g;
    uint8_t *states;
    uint32_t *next;   /* reading to follow next, of each element */
    uint32_t *stack;  /* elements on the way */
    uint32_t *places; /* in it */
    uint32_t depth;
    uint32_t *order; /* everything after what it reads */
    uint32_t done;
} walk;

static void write_element(const walk *w, sc_buffer *out, uint32_t place)
{
    sc_buffer_text(out, element_about(w->g->check->model, w->stack[place])->id);
}

/* A circle is told from its first decision, or its first element where it has none: these come
 * first in the file. */
static uint32_t first_of_cycle(const walk *w, uint32_t start)
{
    uint32_t decisions = first_decision(w->g->check->model), first = start;
    for (uint32_t i = start + 1; i < w->depth; i++) {
        uint32_t here = w->stack[i], best = w->stack[first];
        if ((here >= decisions) != (best >= decisions) ? here >= decisions : here < best)
            first = i;
    }
    return first;
}

/* `closing` is the element that the one on top of the stack goes back to. The middle of a very long
 * circle is left out. */
static void report_cycle(const walk *w, uint32_t closing)
{
    enum { MAX_SHOWN = 20 };
    sc_checker *check = w->g->check;
    uint32_t start = w->places[closing], length = w->depth - start;
    uint32_t first = first_of_cycle(w, start);
    sc_buffer circle;
    sc_buffer_init(&circle, &check->model->arena->allocator);
    for (uint32_t i = 0; i < length; i++) {
        if (length > MAX_SHOWN && i == MAX_SHOWN / 2) {
            sc_buffer_string(&circle, "... -> ");
            i = length - MAX_SHOWN / 2;
        }
        write_element(w, &circle, start + (first - start + i) % length);
        sc_buffer_string(&circle, " -> ");
    }
    write_element(w, &circle, first);
    if (circle.failed)
        check->no_memory = true;
    const sc_about *about = element_about(check->model, w->stack[first]);
    SC_CHECK_REPORT(check, CYCLE, about->span, about->path, .arguments = {sc_buffer_view(&circle)});
    sc_buffer_destroy(&circle);
}

static void enter(walk *w, uint32_t element)
{
    w->states[element] = IN_PROGRESS;
    w->next[element] = w->g->starts[element];
    w->places[element] = w->depth;
    w->stack[w->depth++] = element;
}

static void visit_from(walk *w, uint32_t root)
{
    if (w->states[root] != NOT_MET)
        return;
    enter(w, root);
    while (w->depth > 0) {
        uint32_t element = w->stack[w->depth - 1];
        if (w->next[element] == w->g->starts[element + 1]) {
            w->states[element] = DONE;
            w->order[w->done++] = element;
            w->depth--;
            continue;
        }
        const reading *found = &w->g->readings.at[w->next[element]++];
        if (w->states[found->element] == NOT_MET)
            enter(w, found->element);
        else if (w->states[found->element] == IN_PROGRESS)
            report_cycle(w, found->element);
    }
}

/* --- how deep a chain of elements goes --- */

/* Whatever walks the model follows names, too: no chain of nodes and the elements that they name
 * may be longer than the C stack bears. */
enum { MAX_CHAIN_DEPTH = 1000 };

typedef struct depths {
    const graph *g;
    uint32_t *of_node; /* 0: not yet known */
    uint32_t *of_element;
} depths;

static uint32_t depth_of(depths *d, const sc_node *node)
{
    if (node == NULL)
        return 0;
    if (d->of_node[node->id] != 0)
        return d->of_node[node->id];
    uint32_t element = element_of(d->g->check->model, node);
    uint32_t deepest = element == SC_NONE ? 0 : d->of_element[element];
    for (uint32_t i = 0; i < node->child_count; i++) {
        uint32_t depth = depth_of(d, node->children[i]);
        deepest = depth > deepest ? depth : deepest;
    }
    return d->of_node[node->id] = deepest + 1;
}

static uint32_t depth_of_element(depths *d, uint32_t element)
{
    const sc_model *model = d->g->check->model;
    if (element < first_criterion(model))
        return depth_of(d, model->derived[element].value);
    if (element < first_decision(model))
        return depth_of(d, model->criteria[element - first_criterion(model)].when);
    const sc_decision *decision = &model->decisions[element - first_decision(model)];
    uint32_t deepest = 0;
    for (uint32_t i = 0; i < decision->rule_count; i++) {
        uint32_t depth = depth_of(d, decision->rules[i].when);
        deepest = depth > deepest ? depth : deepest;
    }
    return deepest;
}

/* Each element comes after those that it names. The first that is too deep is told; those that rest
 * on it are as well. */
static void check_depths(const walk *w)
{
    sc_checker *check = w->g->check;
    depths d = {.g = w->g};
    d.of_node = SC_NEW_ARRAY(&check->scratch, check->model->node_count, uint32_t);
    d.of_element = SC_NEW_ARRAY(&check->scratch, w->g->element_count, uint32_t);
    if (d.of_node == NULL || d.of_element == NULL)
        return;
    for (uint32_t i = 0; i < w->done; i++) {
        uint32_t element = w->order[i];
        d.of_element[element] = depth_of_element(&d, element);
        if (d.of_element[element] <= MAX_CHAIN_DEPTH)
            continue;
        const sc_about *about = element_about(check->model, element);
        SC_CHECK_REPORT(check, CHAIN_TOO_LONG, about->span, about->path,
                        .arguments = {about->id, sc_check_number(check, MAX_CHAIN_DEPTH)});
        return;
    }
}

static uint32_t *keep_order(sc_checker *check, const walk *w, uint32_t first, uint32_t count)
{
    uint32_t *order = SC_NEW_ARRAY(check->model->arena, count, uint32_t);
    uint32_t kept = 0;
    for (uint32_t i = 0; order != NULL && i < w->done; i++) {
        if (w->order[i] >= first && w->order[i] - first < count)
            order[kept++] = w->order[i] - first;
    }
    return order;
}

void sc_check_dependencies(sc_checker *check)
{
    sc_model *model = check->model;
    graph g;
    if (!make_graph(check, &g))
        return;
    walk w = {.g = &g};
    w.states = SC_NEW_ARRAY(&check->scratch, g.element_count, uint8_t);
    w.next = SC_NEW_ARRAY(&check->scratch, g.element_count, uint32_t);
    w.stack = SC_NEW_ARRAY(&check->scratch, g.element_count, uint32_t);
    w.places = SC_NEW_ARRAY(&check->scratch, g.element_count, uint32_t);
    w.order = SC_NEW_ARRAY(&check->scratch, g.element_count, uint32_t);
    if (w.states == NULL || w.next == NULL || w.stack == NULL || w.places == NULL ||
        w.order == NULL)
        return;
    for (uint32_t i = 0; i < g.element_count; i++)
        visit_from(&w, i);
    check_depths(&w);
    model->derived_order = keep_order(check, &w, 0, model->derived_count);
    model->criterion_order = keep_order(check, &w, first_criterion(model), model->criterion_count);
    model->decision_order = keep_order(check, &w, first_decision(model), model->decision_count);
}

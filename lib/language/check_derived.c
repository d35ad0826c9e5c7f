/* Type inference of derived values, in the order of their dependencies; and the warning
 * about comparing computed numbers with ==. */
#include "language/checker.h"

/* --- dependency graph --- */

/* A dependency of `reader` on the derived value `read`. It is soft where the name may be a symbol
 * instead (after `is`, in a list, an argument of `if` or `coalesce`): soft edges are ignored where
 * they would close a cycle. */
typedef struct dependency {
    uint32_t reader, read;
    bool soft;
} dependency;

typedef struct inference_order {
    sc_checker *check;
    sc_list(dependency) edges;
    uint32_t *starts; /* of each derived value: first index in `by_read` */
    /* edges, sorted by the value that is read */
    uint32_t *by_read;
    uint32_t *all, *hard;           /* of each: edges, and hard edges, to values not yet typed */
    uint32_t *ready, *almost_ready; /* queues: values whose `all`, whose `hard`, is 0 */
    uint32_t ready_count, almost_ready_count, count;
} inference_order;

/* Arguments that are alternatives need not all have a type before the call has one. */
static bool is_alternative(sc_function function, uint32_t child)
{
    switch (function) {
    case SC_FUNCTION_COALESCE:
        return true;
    case SC_FUNCTION_IF:
        return child > 0;
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
    return false;
}

static bool is_soft_reference(const sc_node *parent, uint32_t child)
{
    switch (parent->kind) {
    case SC_NODE_IS:
    case SC_NODE_IS_OR_BETTER:
    case SC_NODE_IN:
    case SC_NODE_INCLUDES:
        return child > 0;
    case SC_NODE_IS_BETTER_THAN:
        return true;
    case SC_NODE_CALL:
        return is_alternative(parent->function, child);
    default:
        return false;
    }
}

static void collect_edges(inference_order *order, uint32_t reader, const sc_node *node, bool soft)
{
    uint32_t read;
    if (node == NULL)
        return;
    if (node->kind == SC_NODE_NAME &&
        sc_name_table_find(order->check->model->derived_names, node->text, &read) &&
        !order->check->derived_typed[read]) {
        dependency found = {reader, read, soft};
        if (!SC_PUSH(&order->check->scratch, &order->edges, found))
            order->check->no_memory = true;
    }
    for (uint32_t i = 0; i < node->child_count; i++)
        collect_edges(order, reader, node->children[i], is_soft_reference(node, i));
}

/* Counting sort of the edges by the value that is read. */
static void sort_edges(inference_order *order, uint32_t *filled)
{
    for (size_t i = 0; i < order->edges.count; i++) {
        const dependency *edge = &order->edges.at[i];
        order->starts[edge->read + 1]++;
        order->all[edge->reader]++;
        order->hard[edge->reader] += !edge->soft;
    }
    for (uint32_t i = 0; i < order->count; i++)
        order->starts[i + 1] += order->starts[i];
    for (size_t i = 0; i < order->edges.count; i++) {
        uint32_t read = order->edges.at[i].read;
        order->by_read[order->starts[read] + filled[read]++] = (uint32_t)i;
    }
}

static bool make_order(sc_checker *check, inference_order *order)
{
    uint32_t count = check->model->derived_count;
    *order = (inference_order){.check = check, .count = count};
    for (uint32_t i = 0; i < count; i++)
        collect_edges(order, i, check->model->derived[i].value, false);
    order->starts = SC_NEW_ARRAY(&check->scratch, (size_t)count + 1, uint32_t);
    order->by_read = SC_NEW_ARRAY(&check->scratch, order->edges.count, uint32_t);
    order->all = SC_NEW_ARRAY(&check->scratch, count, uint32_t);
    order->hard = SC_NEW_ARRAY(&check->scratch, count, uint32_t);
    order->ready = SC_NEW_ARRAY(&check->scratch, count, uint32_t);
    order->almost_ready = SC_NEW_ARRAY(&check->scratch, count, uint32_t);
    uint32_t *filled = SC_NEW_ARRAY(&check->scratch, count, uint32_t);
    if (check->scratch.failed || check->no_memory)
        return false;
    sort_edges(order, filled);
    return true;
}

/* --- typing in the order of dependencies --- */

static void type_derived(sc_checker *check, uint32_t index)
{
    sc_derived *derived = &check->model->derived[index];
    if (derived->type_name.length > 0) {
        (void)sc_check_require_type(check, derived->value, derived->type);
    } else if (derived->value != NULL) {
        derived->type = sc_check_expression(check, derived->value, SC_ANY_TYPE);
        if (sc_check_type_unclear(check, derived->value))
            derived->type = SC_ANY_TYPE;
    }
    check->derived_typed[index] = true;
}

static void release_readers(inference_order *order, uint32_t index)
{
    for (uint32_t i = order->starts[index]; i < order->starts[index + 1]; i++) {
        const dependency *edge = &order->edges.at[order->by_read[i]];
        if (--order->all[edge->reader] == 0)
            order->ready[order->ready_count++] = edge->reader;
        if (!edge->soft && --order->hard[edge->reader] == 0)
            order->almost_ready[order->almost_ready_count++] = edge->reader;
    }
}

static void type_in_order(inference_order *order)
{
    bool *done = SC_NEW_ARRAY(&order->check->scratch, order->count, bool);
    uint32_t next_ready = 0, next_almost_ready = 0, next_any = 0;
    if (done == NULL)
        return;
    for (uint32_t i = 0; i < order->count; i++) {
        if (order->all[i] == 0)
            order->ready[order->ready_count++] = i;
        else if (order->hard[i] == 0)
            order->almost_ready[order->almost_ready_count++] = i;
    }
    for (;;) {
        uint32_t index;
        if (next_ready < order->ready_count)
            index = order->ready[next_ready++];
        else if (next_almost_ready < order->almost_ready_count)
            index = order->almost_ready[next_almost_ready++];
        else if (next_any < order->count)
            index = next_any++; /* a cycle, which sc_check_dependencies reports */
        else
            return;
        if (done[index])
            continue;
        done[index] = true;
        bool declared = order->check->derived_typed[index];
        type_derived(order->check, index);
        if (!declared)
            release_readers(order, index);
    }
}

void sc_check_derived_types(sc_checker *check)
{
    inference_order order;
    for (uint32_t i = 0; i < check->model->derived_count; i++) {
        sc_derived *derived = &check->model->derived[i];
        derived->type = sc_check_resolve_type(check, derived->type_name, derived->type_span,
                                              derived->about.path);
        check->derived_typed[i] = derived->type_name.length > 0;
    }
    if (make_order(check, &order))
        type_in_order(&order);
}

/* --- computed numbers --- */

static bool is_computed(const sc_node *node, const bool *computed);

static bool has_computed_operand(const sc_node *node, const bool *computed)
{
    for (uint32_t i = 0; i < node->child_count; i++)
        if (is_computed(node->children[i], computed))
            return true;
    return false;
}

/* A sum or a quotient always is, a rounded number is not, other results are if an argument is. */
static bool is_computed_call(const sc_node *node, const bool *computed)
{
    enum { OF_TOTAL = false, OF_PARTIAL = true, OF_DIVISION = true, OF_WHOLE_SECOND = false };
    switch (node->function) {
    case SC_FUNCTION_SUM:
    case SC_FUNCTION_MEAN:
        return true;
    case SC_FUNCTION_ROUND:
        return false;
#define SC_UNARY_FUNCTION(NAME, name, ARGUMENT, RESULT, STRICTNESS, MEMORY)                        \
    case SC_FUNCTION_##NAME:                                                                       \
        return OF_##STRICTNESS || has_computed_operand(node, computed);
#define SC_BINARY_FUNCTION(NAME, name, FIRST, SECOND, RESULT, STRICTNESS, MEMORY)                  \
    case SC_FUNCTION_##NAME:                                                                       \
        return OF_##STRICTNESS || has_computed_operand(node, computed);
#include "base/functions.def"
    case SC_FUNCTION_KNOWN:
    case SC_FUNCTION_COALESCE:
    case SC_FUNCTION_IF:
    case SC_FUNCTION_COUNT:
    case SC_FUNCTION_MIN:
    case SC_FUNCTION_MAX:
    case SC_FUNCTION_NONE:
        break;
    }
    return has_computed_operand(node, computed);
}

/* Whether a number is the result of arithmetic, so that rounding may make it unequal to a literal.
 */
static bool is_computed(const sc_node *node, const bool *computed)
{
    if (node->type.kind != SC_KIND_NUMBER)
        return false;
    switch (node->kind) {
    case SC_NODE_ADD:
    case SC_NODE_SUBTRACT:
    case SC_NODE_MULTIPLY:
    case SC_NODE_DIVIDE:
        return true;
    case SC_NODE_DERIVED:
        return computed[node->index];
    case SC_NODE_CALL:
        return is_computed_call(node, computed);
    case SC_NODE_NEGATE:
        return has_computed_operand(node, computed);
    default:
        return false;
    }
}

void sc_check_equalities(sc_checker *check)
{
    const sc_model *model = check->model;
    bool *computed = SC_NEW_ARRAY(&check->scratch, model->derived_count, bool);
    if (computed == NULL || model->derived_order == NULL)
        return;
    for (uint32_t i = 0; i < model->derived_count; i++) {
        uint32_t index = model->derived_order[i];
        if (model->derived[index].value != NULL)
            computed[index] = is_computed(model->derived[index].value, computed);
    }
    for (size_t i = 0; i < check->equalities.count; i++) {
        const sc_node *node = check->equalities.at[i];
        for (uint32_t k = 0; k < node->child_count; k++) {
            if (!is_computed(node->children[k], computed))
                continue;
            SC_CHECK_REPORT(check, EQUALS_COMPUTED, node->operator_span, node->path,
                            .arguments = {sc_check_quote(check, node->children[k])});
            break;
        }
    }
}

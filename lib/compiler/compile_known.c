/* Compiles the known result of nodes: what follows from the values that are present, a missing
 * value making a condition unknown. */
#include "compiler/emit.h"

#include "base/number.h"

#include <math.h>

static uint32_t *array(sc_compiler *c, uint32_t count)
{
    uint32_t *list = SC_NEW_ARRAY(c->arena, count == 0 ? 1 : count, uint32_t);
    if (list == NULL)
        c->failed = true;
    return list;
}

bool sc_is_count(const sc_node *node)
{
    return node->kind == SC_NODE_CALL && node->function == SC_FUNCTION_COUNT;
}

bool sc_reads_outcomes(const sc_compiler *c, const sc_node *node)
{
    return node->kind == SC_NODE_DECISION &&
           c->model->decisions[node->index].choose != SC_CHOOSE_EVERY;
}

uint32_t sc_constant_code(const sc_compiler *c, const sc_node *node)
{
    if (node->kind == SC_NODE_SYMBOL)
        return node->index;
    if (node->kind == SC_NODE_PARAMETER && node->type.kind == SC_KIND_SYMBOL)
        return c->model->parameters[node->index].value.symbol;
    return SC_NONE;
}

uint32_t sc_literal_register(sc_compiler *c, sc_type type, const sc_literal *literal)
{
    switch (sc_class_of(type)) {
    case SC_CLASS_TRUTH:
        return sc_constant(c, SC_CLASS_TRUTH, sc_truth_of(literal->boolean));
    case SC_CLASS_CODE:
        return sc_constant(c, SC_CLASS_CODE, literal->symbol);
    case SC_CLASS_TEXT:
        return sc_constant_text(c, literal->text);
    default:
        return sc_constant(c, SC_CLASS_NUMBER, literal->number);
    }
}

/* --- guards --- */

/* Whether a call is final if its arguments are. */
static bool is_final_function(sc_function function)
{
    switch (function) {
    case SC_FUNCTION_KNOWN:
    case SC_FUNCTION_COALESCE:
        return false;
    case SC_FUNCTION_IF:
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
    return true;
}

/* Whether a known true or false of the node is final (sc_finality). */
static bool is_final(sc_compiler *c, const sc_node *node)
{
    uint8_t *finality = &c->finality[node->id];
    if (*finality != SC_FINALITY_NOT_COMPUTED)
        return *finality == SC_FINAL;
    bool final = node->if_unknown == SC_KEEP_UNKNOWN && node->kind != SC_NODE_DECISION &&
                 node->kind != SC_NODE_IS_MISSING && node->kind != SC_NODE_INCLUDES &&
                 (node->kind != SC_NODE_CALL || is_final_function(node->function));
    for (uint32_t i = 0; final && i < node->child_count; i++)
        final = is_final(c, node->children[i]);
    if (final && node->kind == SC_NODE_DERIVED)
        final = is_final(c, c->model->derived[node->index].value);
    if (final && node->kind == SC_NODE_CRITERION)
        final = is_final(c, c->model->criteria[node->index].when);
    *finality = final ? SC_FINAL : SC_NOT_FINAL;
    return final;
}

static bool has_pattern(const sc_compiler *c, const sc_node *node, unsigned depth)
{
    if (node->kind == SC_NODE_MATCHES)
        return true;
    if (depth == 0)
        return false;
    if (node->kind == SC_NODE_CRITERION)
        return has_pattern(c, c->model->criteria[node->index].when, depth - 1);
    for (uint32_t i = 0; i < node->child_count; i++)
        if (has_pattern(c, node->children[i], depth - 1))
            return true;
    return false;
}

/* --- lists of conditions --- */

static bool is_conjunction(const sc_node *node)
{
    return node->kind == SC_NODE_AND || node->kind == SC_NODE_ALL;
}

/* Conditions with patterns come last, guarded by those before: a pattern is not matched where its
 * siblings decide the whole already. */
static uint32_t known_list(sc_compiler *c, const sc_node *node, uint32_t guard)
{
    bool all = is_conjunction(node);
    sc_opcode opcode = all ? SC_OP_AND : SC_OP_OR;
    uint32_t whole = SC_NO_REGISTER, decided = SC_NO_REGISTER;
    for (unsigned pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < node->child_count && !c->failed; i++) {
            const sc_node *child = node->children[i];
            if (has_pattern(c, child, 8) != (pass == 1))
                continue;
            uint32_t inner = guard;
            if (pass == 1 && decided != SC_NO_REGISTER) {
                uint32_t open = all ? decided : SC_EMIT1(c, NOT, decided);
                inner = guard == SC_NO_REGISTER ? open : SC_EMIT2(c, AND, guard, open);
            }
            uint32_t reg = sc_compile_known(c, child, inner);
            whole =
                whole == SC_NO_REGISTER ? reg : sc_emit(c, opcode, 0, whole, reg, SC_NO_REGISTER);
            if (is_final(c, child))
                decided = decided == SC_NO_REGISTER
                              ? reg
                              : sc_emit(c, opcode, 0, decided, reg, SC_NO_REGISTER);
        }
    return whole == SC_NO_REGISTER ? sc_constant(c, SC_CLASS_TRUTH, sc_truth_of(all)) : whole;
}

static int32_t whole_number(const sc_compiler *c, const sc_node *node)
{
    double number = node->kind == SC_NODE_PARAMETER ? c->model->parameters[node->index].value.number
                                                    : node->number;
    return (int32_t)number;
}

static uint32_t known_at_least(sc_compiler *c, const sc_node *node)
{
    uint32_t *list = array(c, node->child_count - 1);
    if (list == NULL)
        return 0;
    for (uint32_t i = 1; i < node->child_count; i++)
        list[i - 1] = sc_compile_known(c, node->children[i], SC_NO_REGISTER);
    int32_t needed = whole_number(c, node->children[0]);
    if (node->kind == SC_NODE_AT_LEAST)
        return sc_emit_list(c, SC_OP_AT_LEAST, needed, list, node->child_count - 1);
    return SC_EMIT1(c, NOT,
                    sc_emit_list(c, SC_OP_AT_LEAST, needed + 1, list, node->child_count - 1));
}

/* --- comparisons --- */

static uint32_t compare(sc_compiler *c, sc_class class, sc_comparison comparison, uint32_t a,
                        uint32_t b)
{
    if (class == SC_CLASS_TRUTH) {
        uint32_t same = SC_EMIT2(c, SAME_TRUTH, a, b);
        return comparison == SC_NOT_EQUAL ? SC_EMIT1(c, NOT, same) : same;
    }
    sc_opcode opcode =
        sc_opcode_for_class(class, SC_OP_COMPARE_NUMBER, SC_OP_COMPARE_CODE, SC_OP_COMPARE_TEXT);
    return sc_emit(c, opcode, (int32_t)comparison, a, b, SC_NO_REGISTER);
}

/* The registers of the lower and the upper bound of a count; of any other value its own, twice. */
static void count_interval(sc_compiler *c, const sc_node *node, uint32_t interval[2])
{
    if (!sc_is_count(node)) {
        interval[0] = interval[1] = sc_compile_known(c, node, SC_NO_REGISTER);
        return;
    }
    uint32_t *list = array(c, node->child_count);
    if (list == NULL)
        return;
    for (uint32_t i = 0; i < node->child_count; i++)
        list[i] = sc_compile_known(c, node->children[i], SC_NO_REGISTER);
    interval[0] = sc_emit_list(c, SC_OP_COUNT_MIN, 0, list, node->child_count);
    interval[1] = sc_emit_list(c, SC_OP_COUNT_MAX, 0, list, node->child_count);
}

static uint32_t known_link(sc_compiler *c, const sc_node *a, const sc_node *b,
                           sc_comparison comparison)
{
    if (sc_is_count(a) || sc_is_count(b)) {
        uint32_t bounds[4] = {0, 0, 0, 0};
        count_interval(c, a, bounds);
        count_interval(c, b, bounds + 2);
        return sc_emit_list(c, SC_OP_COMPARE_INTERVAL, (int32_t)comparison, bounds, 4);
    }
    return compare(c, sc_class_of(a->type), comparison, sc_compile_known(c, a, SC_NO_REGISTER),
                   sc_compile_known(c, b, SC_NO_REGISTER));
}

static uint32_t known_compare(sc_compiler *c, const sc_node *node)
{
    uint32_t whole = SC_NO_REGISTER;
    for (uint32_t i = 0; i + 1 < node->child_count; i++) {
        uint32_t link =
            known_link(c, node->children[i], node->children[i + 1], node->comparisons[i]);
        whole = i == 0 ? link : SC_EMIT2(c, AND, whole, link);
    }
    return whole;
}

static uint32_t negate_if(sc_compiler *c, bool negated, uint32_t truth)
{
    return negated ? SC_EMIT1(c, NOT, truth) : truth;
}

static uint32_t known_in(sc_compiler *c, const sc_node *node)
{
    uint32_t whole = SC_NO_REGISTER;
    for (uint32_t i = 1; i < node->child_count; i++) {
        uint32_t one = known_link(c, node->children[0], node->children[i], SC_EQUAL);
        whole = i == 1 ? one : SC_EMIT2(c, OR, whole, one);
    }
    return negate_if(c, node->negated,
                     whole == SC_NO_REGISTER ? sc_constant(c, SC_CLASS_TRUTH, SC_FALSE) : whole);
}

static uint32_t known_presence(sc_compiler *c, const sc_node *node)
{
    uint32_t reg = sc_compile_known(c, node, SC_NO_REGISTER);
    if (sc_class_of(node->type) == SC_CLASS_TRUTH)
        return SC_EMIT1(c, KNOWN_TRUTH, reg);
    sc_opcode opcode = sc_opcode_for_class(sc_class_of(node->type), SC_OP_KNOWN_NUMBER,
                                           SC_OP_KNOWN_CODE, SC_OP_KNOWN_TEXT);
    return sc_emit(c, opcode, 0, reg, SC_NO_REGISTER, SC_NO_REGISTER);
}

static uint32_t known_includes(sc_compiler *c, const sc_node *node)
{
    const sc_decision *decision = &c->model->decisions[node->children[0]->index];
    if (!sc_compile_decision(c, node->children[0]->index))
        return 0;
    uint32_t whole = sc_constant(c, SC_CLASS_TRUTH, SC_FALSE);
    for (uint32_t i = 0; i < decision->rule_count; i++)
        if (decision->rules[i].outcome == node->children[1]->index)
            whole = SC_EMIT2(c, OR, whole,
                             sc_compile_known(c, decision->rules[i].when, SC_NO_REGISTER));
    return whole;
}

static uint32_t known_truth(sc_compiler *c, const sc_node *node, uint32_t guard)
{
    switch (node->kind) {
    case SC_NODE_NOT:
        return SC_EMIT1(c, NOT, sc_compile_known(c, node->children[0], guard));
    case SC_NODE_WHEN:
        return sc_compile_known(c, node->children[0], guard);
    case SC_NODE_AND:
    case SC_NODE_OR:
    case SC_NODE_ALL:
    case SC_NODE_ANY:
        return known_list(c, node, guard);
    case SC_NODE_AT_LEAST:
    case SC_NODE_AT_MOST:
        return known_at_least(c, node);
    case SC_NODE_COMPARE:
        return known_compare(c, node);
    case SC_NODE_IS:
        return negate_if(c, node->negated,
                         known_link(c, node->children[0], node->children[1], SC_EQUAL));
    case SC_NODE_IS_OR_BETTER:
        return known_link(c, node->children[0], node->children[1],
                          node->worse ? SC_GREATER_EQUAL : SC_LESS_EQUAL);
    case SC_NODE_IS_BETTER_THAN:
        return negate_if(c, node->negated,
                         known_link(c, node->children[0], node->children[1],
                                    node->worse ? SC_GREATER : SC_LESS));
    case SC_NODE_IS_MISSING:
        return negate_if(c, !node->negated, known_presence(c, node->children[0]));
    case SC_NODE_IN:
        return known_in(c, node);
    case SC_NODE_MATCHES:
        return negate_if(c, node->negated,
                         sc_emit(c, SC_OP_MATCH, (int32_t)node->pattern,
                                 sc_compile_known(c, node->children[0], SC_NO_REGISTER), guard,
                                 SC_NO_REGISTER));
    default:
        return known_includes(c, node);
    }
}

/* --- values --- */

static uint32_t known_chain(sc_compiler *c, const sc_node *node, sc_opcode opcode)
{
    uint32_t whole = sc_compile_known(c, node->children[0], SC_NO_REGISTER);
    for (uint32_t i = 1; i < node->child_count; i++)
        whole = sc_emit(c, opcode, 0, whole, sc_compile_known(c, node->children[i], SC_NO_REGISTER),
                        SC_NO_REGISTER);
    return whole;
}

static uint32_t known_if(sc_compiler *c, const sc_node *node)
{
    uint32_t condition = sc_compile_known(c, node->children[0], SC_NO_REGISTER);
    uint32_t yes = sc_compile_known(c, node->children[1], SC_NO_REGISTER);
    uint32_t no = sc_compile_known(c, node->children[2], SC_NO_REGISTER);
    sc_class class = sc_class_of(node->type);
    sc_opcode opcode =
        class == SC_CLASS_TRUTH
            ? SC_OP_SELECT_TRUTH
            : sc_opcode_for_class(class, SC_OP_SELECT_NUMBER, SC_OP_SELECT_CODE, SC_OP_SELECT_TEXT);
    return sc_emit(c, opcode, 0, condition, yes, no);
}

static uint32_t known_coalesce(sc_compiler *c, const sc_node *node)
{
    sc_class class = sc_class_of(node->type);
    sc_opcode opcode =
        class == SC_CLASS_TRUTH
            ? SC_OP_FIRST_TRUTH
            : sc_opcode_for_class(class, SC_OP_FIRST_NUMBER, SC_OP_FIRST_CODE, SC_OP_FIRST_TEXT);
    return known_chain(c, node, opcode);
}

static uint32_t known_count(sc_compiler *c, const sc_node *node)
{
    uint32_t interval[2] = {0, 0};
    count_interval(c, node, interval);
    return SC_EMIT2(c, COUNT, interval[0], interval[1]);
}

static uint32_t known_plain_function(sc_compiler *c, const sc_node *node)
{
    uint32_t arguments[2] = {SC_NO_REGISTER, SC_NO_REGISTER};
    for (uint32_t i = 0; i < node->child_count; i++)
        arguments[i] = sc_compile_known(c, node->children[i], SC_NO_REGISTER);
    return sc_emit_function(c, node->function, arguments[0], arguments[1]);
}

static uint32_t known_call(sc_compiler *c, const sc_node *node)
{
    switch (node->function) {
    case SC_FUNCTION_IF:
        return known_if(c, node);
    case SC_FUNCTION_COALESCE:
        return known_coalesce(c, node);
    case SC_FUNCTION_KNOWN:
        return known_presence(c, node->children[0]);
    case SC_FUNCTION_COUNT:
        return known_count(c, node);
    case SC_FUNCTION_MIN:
        return known_chain(c, node, SC_OP_MINIMUM);
    case SC_FUNCTION_MAX:
        return known_chain(c, node, SC_OP_MAXIMUM);
    case SC_FUNCTION_SUM:
        return known_chain(c, node, SC_OP_ADD);
    case SC_FUNCTION_MEAN:
        return SC_EMIT2(c, DIVIDE, known_chain(c, node, SC_OP_ADD),
                        sc_constant(c, SC_CLASS_NUMBER, node->child_count));
    case SC_FUNCTION_ROUND:
        return sc_emit_unary(c, node, sc_compile_known(c, node->children[0], SC_NO_REGISTER));
#define SC_UNARY_FUNCTION(NAME, ...) case SC_FUNCTION_##NAME:
#define SC_BINARY_FUNCTION(NAME, ...) case SC_FUNCTION_##NAME:
#include "base/functions.def"
        return known_plain_function(c, node);
    case SC_FUNCTION_NONE:
        break;
    }
    c->failed = true; /* a call of no function is a table, which has a kind of its own */
    return 0;
}

static uint32_t known_value(sc_compiler *c, const sc_node *node, uint32_t guard)
{
    switch (node->kind) {
    case SC_NODE_NUMBER:
    case SC_NODE_DATE:
        return sc_constant(c, SC_CLASS_NUMBER, node->number);
    case SC_NODE_TEXT:
        return sc_constant_text(c, node->text);
    case SC_NODE_BOOLEAN:
        return sc_constant(c, SC_CLASS_TRUTH, sc_truth_of(node->index != 0));
    case SC_NODE_MISSING:
        return sc_missing_constant(c, sc_class_of(node->type));
    case SC_NODE_TODAY:
        return c->program->today;
    case SC_NODE_SYMBOL:
        return sc_constant(c, SC_CLASS_CODE, node->index);
    case SC_NODE_INDICATOR:
        return c->program->inputs[node->index].reg;
    case SC_NODE_PARAMETER:
        return sc_literal_register(c, c->model->parameters[node->index].type,
                                   &c->model->parameters[node->index].value);
    case SC_NODE_DERIVED:
        return sc_compile_known(c, c->model->derived[node->index].value, guard);
    case SC_NODE_CRITERION:
        return sc_compile_known(c, c->model->criteria[node->index].when, guard);
    case SC_NODE_DECISION:
        return sc_compile_decision(c, node->index) ? c->program->decisions[node->index].outcome_reg
                                                   : 0;
    case SC_NODE_NEGATE:
    case SC_NODE_TABLE:
        return sc_emit_unary(c, node, sc_compile_known(c, node->children[0], SC_NO_REGISTER));
    case SC_NODE_ADD:
        return known_chain(c, node, SC_OP_ADD);
    case SC_NODE_SUBTRACT:
        return known_chain(c, node, SC_OP_SUBTRACT);
    case SC_NODE_MULTIPLY:
        return known_chain(c, node, SC_OP_MULTIPLY);
    case SC_NODE_DIVIDE:
        return known_chain(c, node, SC_OP_DIVIDE);
    case SC_NODE_CALL:
        return known_call(c, node);
    default:
        return known_truth(c, node, guard);
    }
}

/* `guard`: a truth register that is false where the result is not needed, or SC_NO_REGISTER. Only a
 * node with one reader passes it on. */
uint32_t sc_compile_known(sc_compiler *c, const sc_node *node, uint32_t guard)
{
    if (c->failed)
        return 0;
    uint32_t *known = &c->program->known[node->id];
    if (*known != SC_NO_REGISTER)
        return *known;
    uint32_t reg = known_value(c, node, c->uses[node->id] > 1 ? SC_NO_REGISTER : guard);
    c->program->raw[node->id] = reg;
    if (node->if_unknown != SC_KEEP_UNKNOWN)
        reg = sc_emit(c, SC_OP_REPLACE_UNKNOWN, sc_truth_of(node->if_unknown == SC_UNKNOWN_IS_TRUE),
                      reg, SC_NO_REGISTER, SC_NO_REGISTER);
    return *known = reg;
}

/* --- bounds --- */

static double literal_bound(const sc_literal *low, const sc_literal *high)
{
    if (low->kind == SC_KIND_MISSING || high->kind == SC_KIND_MISSING ||
        low->kind == SC_KIND_UNKNOWN || high->kind == SC_KIND_UNKNOWN)
        return INFINITY;
    return fmax(fabs(low->number), fabs(high->number));
}

double sc_node_bound(const sc_compiler *c, const sc_node *node)
{
    switch (node->kind) {
    case SC_NODE_NUMBER:
    case SC_NODE_DATE:
        return fabs(node->number);
    case SC_NODE_PARAMETER:
        return fabs(c->model->parameters[node->index].value.number);
    case SC_NODE_INDICATOR: {
        const sc_indicator *indicator = &c->model->indicators[node->index];
        if (indicator->type.kind == SC_KIND_DATE || indicator->type.kind == SC_KIND_INTEGER)
            return SC_MAX_EXACT_INTEGER;
        return literal_bound(&indicator->min, &indicator->max);
    }
    case SC_NODE_DERIVED:
        return node->type.kind == SC_KIND_DATE ? 1e7 : c->bounds[node->index];
    case SC_NODE_NEGATE:
        return sc_node_bound(c, node->children[0]);
    case SC_NODE_ADD:
    case SC_NODE_SUBTRACT:
        return sc_node_bound(c, node->children[0]) + sc_node_bound(c, node->children[1]);
    case SC_NODE_MULTIPLY:
        return sc_node_bound(c, node->children[0]) * sc_node_bound(c, node->children[1]);
    default:
        return INFINITY;
    }
}

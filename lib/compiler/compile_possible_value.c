/* Compiles the possible result of values (numbers, dates, texts, items), and of `if` and `coalesce`
 * of any type. */
#include "compiler/emit.h"

#include <math.h>

static sc_abstract_value abstract_value_of(uint32_t reg, sc_missing_kind kind)
{
    return (sc_abstract_value){reg, SC_NO_REGISTER, kind};
}

/* --- decisions as operands --- */

uint32_t sc_decision_bits(sc_compiler *c, uint32_t decision)
{
    for (uint32_t i = 0; i < c->fixed_count; i++)
        if (c->earlier[i] == decision)
            return c->fixed[i];
    return sc_compile_decision(c, decision) ? c->program->decisions[decision].possible_reg : 0;
}

static bool same_mask(const sc_mask *mask, const bool *wanted, uint32_t count)
{
    if (mask->count != count)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (((mask->words[i / 64] >> (i % 64)) & 1) != (uint64_t)wanted[i])
            return false;
    return true;
}

static int32_t share_mask(sc_compiler *c, const bool *wanted, uint32_t count)
{
    sc_program *program = c->program;
    /* bounds the search; a duplicate further back only costs memory */
    size_t from = program->masks.count > 256 ? program->masks.count - 256 : 0;
    for (size_t i = from; i < program->masks.count; i++)
        if (same_mask(&program->masks.at[i], wanted, count))
            return (int32_t)i;
    sc_mask mask = {SC_NEW_ARRAY(c->arena, count / 64 + 1, uint64_t), count};
    if (mask.words == NULL || !SC_PUSH(c->arena, &program->masks, mask)) {
        c->failed = true;
        return 0;
    }
    for (uint32_t i = 0; i < count; i++)
        if (wanted[i])
            mask.words[i / 64] |= (uint64_t)1 << (i % 64);
    return (int32_t)(program->masks.count - 1);
}

sc_abstract_value sc_possible_outcome_in(sc_compiler *c, const sc_node *decision,
                                         const bool *wanted, uint32_t count)
{
    uint32_t bits = sc_decision_bits(c, decision->index);
    int32_t mask = share_mask(c, wanted, count);
    if (c->failed)
        return abstract_value_of(0, SC_MISSING_NEVER);
    if (c->program->decisions[decision->index].never_none)
        return abstract_value_of(
            sc_emit(c, SC_OP_IN_MASK_CERTAIN, mask, bits, SC_NO_REGISTER, SC_NO_REGISTER),
            SC_MISSING_IS_OPEN);
    return abstract_value_of(sc_emit(c, SC_OP_IN_MASK, mask, bits, SC_NO_REGISTER, SC_NO_REGISTER),
                             SC_MISSING_BY_STATE);
}

static sc_abstract_value decision_value(sc_compiler *c, const sc_node *node)
{
    uint32_t bits = sc_decision_bits(c, node->index);
    int32_t none = (int32_t)c->program->decisions[node->index].outcome_count;
    uint32_t code = sc_emit(c, SC_OP_ONLY_OUTCOME, none, bits, SC_NO_REGISTER, SC_NO_REGISTER);
    if (!c->failed && c->program->decisions[node->index].never_none)
        return abstract_value_of(code, SC_MISSING_IS_OPEN);
    uint32_t state =
        sc_emit(c, SC_OP_STATE_OF_OUTCOMES, none, bits, SC_NO_REGISTER, SC_NO_REGISTER);
    return (sc_abstract_value){code, state, SC_MISSING_BY_STATE};
}

/* --- strict values --- */

/* A result computed strictly from a and b (NULL: from a). `partial`: known operands may give none.
 */
static sc_abstract_value strict_result(sc_compiler *c, uint32_t reg, sc_abstract_value a,
                                       const sc_abstract_value *b, bool partial)
{
    sc_missing_kind kind = b == NULL ? a.kind : sc_missing_kind_join(a.kind, b->kind);
    if (kind == SC_MISSING_IS_VOID || (kind != SC_MISSING_BY_STATE && !partial))
        return abstract_value_of(reg, kind);
    uint32_t state = sc_abstract_state(c, a);
    if (b != NULL)
        state = SC_EMIT2(c, STATE_JOIN, state, sc_abstract_state(c, *b));
    if (sc_register_class(c, reg) == SC_CLASS_TRUTH)
        return abstract_value_of(SC_EMIT2(c, SET_BY_STATE, reg, state), SC_MISSING_BY_STATE);
    if (partial)
        state = SC_EMIT2(c, STATE_RESULT, state, reg);
    return (sc_abstract_value){reg, state, SC_MISSING_BY_STATE};
}

static sc_abstract_value strict(sc_compiler *c, sc_opcode opcode, sc_abstract_value a,
                                sc_abstract_value b, bool partial)
{
    uint32_t reg = sc_emit(c, opcode, 0, a.reg, b.reg, SC_NO_REGISTER);
    return strict_result(c, reg, a, &b, partial);
}

/* A division or `mod`: an open result may be void unless the divisor is known. */
static sc_abstract_value divided(sc_compiler *c, uint32_t reg, sc_abstract_value a,
                                 sc_abstract_value b)
{
    if (sc_missing_kind_join(a.kind, b.kind) == SC_MISSING_IS_VOID)
        return abstract_value_of(reg, SC_MISSING_IS_VOID);
    uint32_t state =
        SC_EMIT3(c, STATE_DIVIDE, sc_abstract_state(c, a), sc_abstract_state(c, b), b.reg);
    return (sc_abstract_value){reg, SC_EMIT2(c, STATE_RESULT, state, reg), SC_MISSING_BY_STATE};
}

/* A second argument of integer type has no fraction, whatever its value will be. */
static sc_abstract_value whole_second(sc_compiler *c, const sc_node *node, uint32_t reg,
                                      sc_abstract_value a, sc_abstract_value b)
{
    if (sc_missing_kind_join(a.kind, b.kind) == SC_MISSING_IS_VOID)
        return abstract_value_of(reg, SC_MISSING_IS_VOID);
    bool whole = node->children[1]->type.kind == SC_KIND_INTEGER;
    uint32_t state =
        whole
            ? SC_EMIT2(c, STATE_JOIN, sc_abstract_state(c, a), sc_abstract_state(c, b))
            : SC_EMIT3(c, STATE_ADD_DAYS, sc_abstract_state(c, a), sc_abstract_state(c, b), b.reg);
    return (sc_abstract_value){reg, SC_EMIT2(c, STATE_RESULT, state, reg), SC_MISSING_BY_STATE};
}

/* A node of one operand that always has a value for a known one. */
static sc_abstract_value unary(sc_compiler *c, const sc_node *node, bool frozen)
{
    sc_abstract_value operand = sc_compile_possible(c, node->children[0], frozen);
    return (sc_abstract_value){sc_emit_unary(c, node, operand.reg), operand.state, operand.kind};
}

/* --- plain functions --- */

typedef enum sc_strictness {
    SC_STRICTNESS_TOTAL,
    SC_STRICTNESS_PARTIAL,
    SC_STRICTNESS_DIVISION,
    SC_STRICTNESS_WHOLE_SECOND
} sc_strictness;

static sc_strictness strictness_of(sc_function function)
{
    static const uint8_t strictness[SC_FUNCTION_COUNT_OF] = {
#define SC_UNARY_FUNCTION(NAME, name, ARGUMENT, RESULT, STRICTNESS, MEMORY)                        \
    [SC_FUNCTION_##NAME] = SC_STRICTNESS_##STRICTNESS,
#define SC_BINARY_FUNCTION(NAME, name, FIRST, SECOND, RESULT, STRICTNESS, MEMORY)                  \
    [SC_FUNCTION_##NAME] = SC_STRICTNESS_##STRICTNESS,
#include "base/functions.def"
    };
    return (sc_strictness)strictness[function];
}

/* STATE_RESULT recognises failure by a missing number, so texts and truths cannot be partial. */
enum {
    MAY_BE_PARTIAL_NUMBER = true,
    MAY_BE_PARTIAL_INTEGER = true,
    MAY_BE_PARTIAL_AS_ARGUMENTS = true,
    MAY_BE_PARTIAL_DATE = true,
    MAY_BE_PARTIAL_TEXT = false,
    MAY_BE_PARTIAL_BOOLEAN = false
};
#define CHECK_STRICTNESS(RESULT, STRICTNESS, name)                                                 \
    _Static_assert(SC_STRICTNESS_##STRICTNESS == SC_STRICTNESS_TOTAL || MAY_BE_PARTIAL_##RESULT,   \
                   name ": a function of this result has to be TOTAL");
#define SC_UNARY_FUNCTION(NAME, name, ARGUMENT, RESULT, STRICTNESS, MEMORY)                        \
    CHECK_STRICTNESS(RESULT, STRICTNESS, #name)
#define SC_BINARY_FUNCTION(NAME, name, FIRST, SECOND, RESULT, STRICTNESS, MEMORY)                  \
    CHECK_STRICTNESS(RESULT, STRICTNESS, #name)
#include "base/functions.def"

static sc_abstract_value unary_function(sc_compiler *c, const sc_node *node, bool frozen)
{
    sc_abstract_value a = sc_compile_possible(c, node->children[0], frozen);
    uint32_t reg = sc_emit_function(c, node->function, a.reg, SC_NO_REGISTER);
    return strict_result(c, reg, a, NULL, strictness_of(node->function) != SC_STRICTNESS_TOTAL);
}

sc_abstract_value sc_possible_function(sc_compiler *c, const sc_node *node, bool frozen)
{
    if (node->child_count == 1)
        return unary_function(c, node, frozen);
    sc_abstract_value a = sc_compile_possible(c, node->children[0], frozen);
    sc_abstract_value b = sc_compile_possible(c, node->children[1], frozen);
    uint32_t reg = sc_emit_function(c, node->function, a.reg, b.reg);
    switch (strictness_of(node->function)) {
    case SC_STRICTNESS_TOTAL:
        break;
    case SC_STRICTNESS_PARTIAL:
        return strict_result(c, reg, a, &b, true);
    case SC_STRICTNESS_DIVISION:
        return divided(c, reg, a, b);
    case SC_STRICTNESS_WHOLE_SECOND:
        return whole_second(c, node, reg, a, b);
    }
    return strict_result(c, reg, a, &b, false);
}

/* --- arithmetic --- */

static bool may_overflow(const sc_compiler *c, const sc_node *node)
{
    double bound = 0;
    if (node->kind == SC_NODE_CALL) {
        for (uint32_t i = 0; i < node->child_count; i++)
            bound += sc_node_bound(c, node->children[i]);
    } else {
        bound = sc_node_bound(c, node);
    }
    return !(bound < 1e300);
}

static sc_abstract_value folded(sc_compiler *c, const sc_node *node, sc_opcode opcode,
                                bool may_fail, bool frozen)
{
    sc_abstract_value whole = sc_compile_possible(c, node->children[0], frozen);
    for (uint32_t i = 1; i < node->child_count; i++) {
        sc_abstract_value next = sc_compile_possible(c, node->children[i], frozen);
        if (opcode == SC_OP_DIVIDE)
            whole = divided(c, SC_EMIT2(c, DIVIDE, whole.reg, next.reg), whole, next);
        else
            whole = strict(c, opcode, whole, next, may_fail);
    }
    return whole;
}

/* --- if and coalesce --- */

static sc_opcode select_opcode(sc_class class)
{
    return class == SC_CLASS_TRUTH ? SC_OP_SELECT_TRUTH
                                   : sc_opcode_for_class(class, SC_OP_SELECT_NUMBER,
                                                         SC_OP_SELECT_CODE, SC_OP_SELECT_TEXT);
}

sc_abstract_value sc_possible_if(sc_compiler *c, const sc_node *node, bool frozen)
{
    sc_class class = sc_class_of(node->type);
    sc_abstract_value condition = sc_compile_possible(c, node->children[0], frozen);
    sc_abstract_value yes = sc_compile_possible(c, node->children[1], frozen);
    sc_abstract_value no = sc_compile_possible(c, node->children[2], frozen);
    sc_missing_kind kind =
        sc_missing_kind_join(condition.kind, sc_missing_kind_join(yes.kind, no.kind));
    if (kind != SC_MISSING_BY_STATE)
        return abstract_value_of(
            sc_emit(c, select_opcode(class), 0, condition.reg, yes.reg, no.reg), kind);
    uint32_t set = sc_abstract_truth_set(c, condition);
    if (class == SC_CLASS_TRUTH)
        return abstract_value_of(SC_EMIT3(c, SET_SELECT, set, sc_abstract_truth_set(c, yes),
                                          sc_abstract_truth_set(c, no)),
                                 SC_MISSING_BY_STATE);
    uint32_t list[5] = {set, sc_abstract_state(c, yes), yes.reg, sc_abstract_state(c, no), no.reg};
    sc_opcode opcode = sc_opcode_for_class(class, SC_OP_VALUE_SELECT_NUMBER,
                                           SC_OP_VALUE_SELECT_CODE, SC_OP_VALUE_SELECT_TEXT);
    uint32_t value = sc_emit_list(c, opcode, 0, list, 5);
    return (sc_abstract_value){value, sc_emit_list(c, SC_OP_STATE_SELECT, 0, list, 5),
                               SC_MISSING_BY_STATE};
}

static sc_abstract_value first_of(sc_compiler *c, sc_abstract_value a, sc_abstract_value b,
                                  sc_class class)
{
    if (a.kind == SC_MISSING_NEVER || a.kind == SC_MISSING_IS_OPEN) /* known or open: no further */
        return a;
    if (class == SC_CLASS_TRUTH) {
        if (a.kind == SC_MISSING_IS_VOID && b.kind != SC_MISSING_BY_STATE)
            return abstract_value_of(SC_EMIT2(c, FIRST_TRUTH, a.reg, b.reg), b.kind);
        return abstract_value_of(
            SC_EMIT2(c, SET_FIRST, sc_abstract_truth_set(c, a), sc_abstract_truth_set(c, b)),
            SC_MISSING_BY_STATE);
    }
    if (a.kind == SC_MISSING_IS_VOID && b.kind != SC_MISSING_BY_STATE) {
        sc_opcode opcode =
            sc_opcode_for_class(class, SC_OP_FIRST_NUMBER, SC_OP_FIRST_CODE, SC_OP_FIRST_TEXT);
        return abstract_value_of(sc_emit(c, opcode, 0, a.reg, b.reg, SC_NO_REGISTER), b.kind);
    }
    sc_opcode opcode = sc_opcode_for_class(class, SC_OP_VALUE_FIRST_NUMBER, SC_OP_VALUE_FIRST_CODE,
                                           SC_OP_VALUE_FIRST_TEXT);
    uint32_t state = sc_abstract_state(c, a);
    uint32_t value = sc_emit(c, opcode, 0, state, a.reg, b.reg);
    return (sc_abstract_value){value, SC_EMIT2(c, STATE_FIRST, state, sc_abstract_state(c, b)),
                               SC_MISSING_BY_STATE};
}

/* The first value where the flag is true, else the second. */
static sc_abstract_value frozen_where(sc_compiler *c, uint32_t flag, sc_abstract_value frozen,
                                      sc_abstract_value open, sc_class class)
{
    if (frozen.reg == open.reg && frozen.state == open.state && frozen.kind == open.kind)
        return open;
    if (class == SC_CLASS_TRUTH)
        return abstract_value_of(SC_EMIT3(c, SET_IF_TRUE, flag, sc_abstract_truth_set(c, frozen),
                                          sc_abstract_truth_set(c, open)),
                                 SC_MISSING_BY_STATE);
    uint32_t value = frozen.reg == open.reg
                         ? open.reg
                         : sc_emit(c, select_opcode(class), 0, flag, frozen.reg, open.reg);
    uint32_t state =
        SC_EMIT3(c, STATE_IF_TRUE, flag, sc_abstract_state(c, frozen), sc_abstract_state(c, open));
    return (sc_abstract_value){value, state, SC_MISSING_BY_STATE};
}

static uint32_t is_known(sc_compiler *c, uint32_t reg, sc_class class)
{
    sc_opcode opcode =
        class == SC_CLASS_TRUTH
            ? SC_OP_KNOWN_TRUTH
            : sc_opcode_for_class(class, SC_OP_KNOWN_NUMBER, SC_OP_KNOWN_CODE, SC_OP_KNOWN_TEXT);
    return sc_emit(c, opcode, 0, reg, SC_NO_REGISTER, SC_NO_REGISTER);
}

/* Whether every argument's possible result is its known result with missing values open, or void in
 * a frozen place. The same then holds for coalesce as a whole. */
static bool equals_known_result(sc_compiler *c, const sc_node *node, bool frozen)
{
    for (uint32_t i = 0; i < node->child_count; i++) {
        const sc_node *child = node->children[i];
        const uint32_t known_result = c->program->known[child->id];
        sc_abstract_value open = sc_compile_possible(c, child, frozen),
                          shut = sc_compile_possible(c, child, true);
        bool last = i + 1 == node->child_count;
        sc_missing_kind wanted = frozen ? SC_MISSING_IS_VOID : SC_MISSING_IS_OPEN;
        if (open.reg != known_result || (open.kind != SC_MISSING_NEVER && open.kind != wanted))
            return false;
        if (!last && (shut.reg != known_result ||
                      (shut.kind != SC_MISSING_NEVER && shut.kind != SC_MISSING_IS_VOID)))
            return false;
    }
    return true;
}

sc_abstract_value sc_possible_coalesce(sc_compiler *c, const sc_node *node, bool frozen)
{
    sc_class class = sc_class_of(node->type);
    /* the result before the node's own if_unknown, which applies after coalesce */
    uint32_t known_result = c->program->raw[node->id];
    if (equals_known_result(c, node, frozen))
        return abstract_value_of(known_result, frozen ? SC_MISSING_IS_VOID : SC_MISSING_IS_OPEN);
    sc_opcode first =
        class == SC_CLASS_TRUTH
            ? SC_OP_FIRST_TRUTH
            : sc_opcode_for_class(class, SC_OP_FIRST_NUMBER, SC_OP_FIRST_CODE, SC_OP_FIRST_TEXT);
    uint32_t count = node->child_count, known = is_known(c, known_result, class), sofar = 0;
    sc_abstract_value *values = SC_NEW_ARRAY(c->arena, count, sc_abstract_value);
    if (values == NULL) {
        c->failed = true;
        return abstract_value_of(0, SC_MISSING_NEVER);
    }
    for (uint32_t i = 0; i < count && !c->failed; i++) {
        const sc_node *child = node->children[i];
        values[i] = sc_compile_possible(c, child, frozen);
        if (frozen || i + 1 == count)
            continue;
        uint32_t own = sc_compile_known(c, child, SC_NO_REGISTER);
        sofar = i == 0 ? own : sc_emit(c, first, 0, sofar, own, SC_NO_REGISTER);
        uint32_t replaced = SC_EMIT2(c, AND, known, SC_EMIT1(c, NOT, is_known(c, sofar, class)));
        values[i] =
            frozen_where(c, replaced, sc_compile_possible(c, child, true), values[i], class);
    }
    sc_abstract_value whole = values[count - 1];
    for (uint32_t i = count - 1; i > 0 && !c->failed; i--)
        whole = first_of(c, values[i - 1], whole, class);
    return whole;
}

/* --- values --- */

static sc_abstract_value possible_call(sc_compiler *c, const sc_node *node, bool frozen)
{
    switch (node->function) {
    case SC_FUNCTION_IF:
        return sc_possible_if(c, node, frozen);
    case SC_FUNCTION_COALESCE:
        return sc_possible_coalesce(c, node, frozen);
    case SC_FUNCTION_COUNT:
        return sc_possible_count(c, node, frozen);
    case SC_FUNCTION_MIN:
        return folded(c, node, SC_OP_MINIMUM, false, frozen);
    case SC_FUNCTION_MAX:
        return folded(c, node, SC_OP_MAXIMUM, false, frozen);
    case SC_FUNCTION_SUM:
        return folded(c, node, SC_OP_ADD, may_overflow(c, node), frozen);
    case SC_FUNCTION_MEAN: {
        sc_abstract_value sum = folded(c, node, SC_OP_ADD, may_overflow(c, node), frozen);
        return strict(
            c, SC_OP_DIVIDE, sum,
            abstract_value_of(sc_constant(c, SC_CLASS_NUMBER, node->child_count), SC_MISSING_NEVER),
            false);
    }
    case SC_FUNCTION_ROUND:
        return unary(c, node, frozen);
#define SC_UNARY_FUNCTION(NAME, ...) case SC_FUNCTION_##NAME:
#define SC_BINARY_FUNCTION(NAME, ...) case SC_FUNCTION_##NAME:
#include "base/functions.def"
        return sc_possible_function(c, node, frozen);
    case SC_FUNCTION_KNOWN:
    case SC_FUNCTION_NONE:
        break;
    }
    c->failed = true; /* `known` is a truth; a call of no function is a table */
    return abstract_value_of(0, SC_MISSING_NEVER);
}

sc_abstract_value sc_compile_possible_value(sc_compiler *c, const sc_node *node, bool frozen)
{
    switch (node->kind) {
    case SC_NODE_MISSING:
        return (sc_abstract_value){sc_compile_known(c, node, SC_NO_REGISTER),
                                   sc_constant(c, SC_CLASS_STATE, SC_STATE_OPEN_OR_VOID),
                                   SC_MISSING_BY_STATE};
    case SC_NODE_TODAY:
        return abstract_value_of(c->program->today, SC_MISSING_IS_VOID);
    case SC_NODE_INDICATOR:
        return abstract_value_of(sc_compile_known(c, node, SC_NO_REGISTER),
                                 frozen ? SC_MISSING_IS_VOID : SC_MISSING_IS_OPEN);
    case SC_NODE_DERIVED:
        return sc_compile_possible(c, c->model->derived[node->index].value, false);
    case SC_NODE_DECISION:
        return decision_value(c, node);
    case SC_NODE_NEGATE:
    case SC_NODE_TABLE:
        return unary(c, node, frozen);
    case SC_NODE_ADD:
        return folded(c, node, SC_OP_ADD, may_overflow(c, node), frozen);
    case SC_NODE_SUBTRACT:
        return folded(c, node, SC_OP_SUBTRACT, may_overflow(c, node), frozen);
    case SC_NODE_MULTIPLY:
        return folded(c, node, SC_OP_MULTIPLY, may_overflow(c, node), frozen);
    case SC_NODE_DIVIDE:
        return folded(c, node, SC_OP_DIVIDE, true, frozen);
    case SC_NODE_CALL:
        return possible_call(c, node, frozen);
    default: /* a literal, a symbol, a parameter */
        return abstract_value_of(sc_compile_known(c, node, SC_NO_REGISTER), SC_MISSING_NEVER);
    }
}

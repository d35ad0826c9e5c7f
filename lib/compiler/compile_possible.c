/* Compiles the possible results of expressions as abstract values: of counts, of values, then of
 * conditions. lib/semantics.md is the definition. Where nothing below a node can stay missing, the
 * possible result is in the registers of its known result. */
#include "compiler/emit.h"

#include "vm/abstract_values.h"
#include <math.h>
#include <string.h>

static sc_missing_kind missing_kind_join(sc_missing_kind a, sc_missing_kind b)
{
    if (a == SC_MISSING_NEVER || a == b)
        return b;
    return b == SC_MISSING_NEVER ? a : SC_MISSING_BY_STATE;
}

static sc_abstract_value abstract_value_of(uint32_t reg, sc_missing_kind kind)
{
    return (sc_abstract_value){reg, SC_NO_REGISTER, kind};
}

/* The register of a truth's set, or of a value's state. */
static uint32_t abstract_truth_set(sc_compiler *c, sc_abstract_value value)
{
    if (value.kind == SC_MISSING_BY_STATE)
        return value.reg;
    return value.kind == SC_MISSING_IS_VOID ? SC_EMIT1(c, SET_OF_VOID, value.reg)
                                            : SC_EMIT1(c, SET_OF_OPEN, value.reg);
}

static uint32_t abstract_state(sc_compiler *c, sc_abstract_value value)
{
    if (value.kind == SC_MISSING_BY_STATE)
        return value.state;
    if (value.kind == SC_MISSING_NEVER)
        return sc_constant(c, SC_CLASS_STATE, SC_STATE_KNOWN);
    sc_opcode opcode = sc_opcode_for_class(sc_register_class(c, value.reg), SC_OP_STATE_OF_NUMBER,
                                           SC_OP_STATE_OF_CODE, SC_OP_STATE_OF_TEXT);
    sc_value_state missing = value.kind == SC_MISSING_IS_VOID ? SC_STATE_VOID : SC_STATE_OPEN;
    return sc_emit(c, opcode, (int32_t)missing, value.reg, SC_NO_REGISTER, SC_NO_REGISTER);
}

static sc_abstract_value abstract_not(sc_compiler *c, sc_abstract_value a)
{
    a.reg = a.kind == SC_MISSING_BY_STATE ? SC_EMIT1(c, SET_NOT, a.reg) : SC_EMIT1(c, NOT, a.reg);
    return a;
}

static sc_missing_kind join_all(const sc_abstract_value *values, uint32_t count)
{
    sc_missing_kind kind = SC_MISSING_NEVER;
    for (uint32_t i = 0; i < count; i++)
        kind = missing_kind_join(kind, values[i].kind);
    return kind;
}

static sc_abstract_value abstract_combine(sc_compiler *c, sc_opcode plain, sc_opcode set,
                                          const sc_abstract_value *values, uint32_t count)
{
    sc_missing_kind kind = join_all(values, count);
    uint32_t whole = kind == SC_MISSING_BY_STATE ? abstract_truth_set(c, values[0]) : values[0].reg;
    for (uint32_t i = 1; i < count; i++)
        whole = kind == SC_MISSING_BY_STATE
                    ? sc_emit(c, set, 0, whole, abstract_truth_set(c, values[i]), SC_NO_REGISTER)
                    : sc_emit(c, plain, 0, whole, values[i].reg, SC_NO_REGISTER);
    return abstract_value_of(whole, kind);
}

static sc_abstract_value *abstract_value_array(sc_compiler *c, uint32_t count)
{
    sc_abstract_value *values = SC_NEW_ARRAY(c->arena, count == 0 ? 1 : count, sc_abstract_value);
    if (values == NULL)
        c->failed = true;
    return values;
}

/* --- count --- */

/* One side of such a comparison: a count or any other number. */
typedef struct sc_count_operand {
    uint32_t low, high;      /* bounds; the same register if it is no count */
    uint32_t sets;           /* of a count: the state of its truth sets, else SC_NO_REGISTER */
    sc_abstract_value value; /* if it is no count */
    sc_missing_kind kind;
} sc_count_operand;

static sc_abstract_value *argument_values(sc_compiler *c, const sc_node *node, bool frozen,
                                          sc_missing_kind *kind)
{
    sc_abstract_value *values = SC_NEW_ARRAY(c->arena, node->child_count, sc_abstract_value);
    if (values == NULL) {
        c->failed = true;
        return NULL;
    }
    *kind = SC_MISSING_NEVER;
    for (uint32_t i = 0; i < node->child_count; i++) {
        values[i] = sc_compile_possible(c, node->children[i], frozen);
        *kind = missing_kind_join(*kind, values[i].kind);
    }
    return values;
}

/* The registers of the arguments' truth sets, or of their truths: a set of several is unknown. */
static uint32_t *argument_truth_registers(sc_compiler *c, const sc_abstract_value *values,
                                          uint32_t count, bool sets)
{
    uint32_t *list = SC_NEW_ARRAY(c->arena, count, uint32_t);
    if (list == NULL) {
        c->failed = true;
        return NULL;
    }
    for (uint32_t i = 0; i < count; i++) {
        list[i] = sets ? abstract_truth_set(c, values[i]) : values[i].reg;
        if (!sets && values[i].kind == SC_MISSING_BY_STATE)
            list[i] = SC_EMIT1(c, SET_SINGLE, values[i].reg);
    }
    return list;
}

static sc_count_operand count_of(sc_compiler *c, const sc_node *node, bool frozen)
{
    sc_count_operand result = {
        0, 0, SC_NO_REGISTER, {0, SC_NO_REGISTER, SC_MISSING_NEVER}, SC_MISSING_NEVER};
    if (!sc_is_count(node)) {
        result.value = sc_compile_possible(c, node, frozen);
        result.low = result.high = result.value.reg;
        result.kind = result.value.kind;
        return result;
    }
    sc_abstract_value *values = argument_values(c, node, frozen, &result.kind);
    uint32_t *truths =
        values == NULL ? NULL : argument_truth_registers(c, values, node->child_count, false);
    uint32_t *sets =
        truths == NULL ? NULL : argument_truth_registers(c, values, node->child_count, true);
    if (sets == NULL)
        return result;
    result.low = sc_emit_list(c, SC_OP_COUNT_MIN, 0, truths, node->child_count);
    result.high = sc_emit_list(c, SC_OP_COUNT_MAX, 0, truths, node->child_count);
    result.sets = sc_emit_list(c, SC_OP_STATE_COUNT_SETS, 0, sets, node->child_count);
    return result;
}

static sc_abstract_value possible_compare_counts(sc_compiler *c, const sc_node *a, const sc_node *b,
                                                 sc_comparison comparison, bool frozen)
{
    sc_count_operand left = count_of(c, a, frozen), right = count_of(c, b, frozen);
    uint32_t bounds[4] = {left.low, left.high, right.low, right.high};
    uint32_t truth = sc_emit_list(c, SC_OP_COMPARE_INTERVAL, (int32_t)comparison, bounds, 4);
    sc_missing_kind kind = missing_kind_join(left.kind, right.kind);
    if (kind != SC_MISSING_BY_STATE)
        return (sc_abstract_value){truth, SC_NO_REGISTER, kind};
    uint32_t left_state = left.sets != SC_NO_REGISTER ? left.sets : abstract_state(c, left.value);
    uint32_t right_state =
        right.sets != SC_NO_REGISTER ? right.sets : abstract_state(c, right.value);
    int32_t plain = (left.sets == SC_NO_REGISTER ? 1 : 0) | (right.sets == SC_NO_REGISTER ? 2 : 0);
    uint32_t state =
        sc_emit(c, SC_OP_STATE_COMPARE_INTERVAL, plain, left_state, right_state, SC_NO_REGISTER);
    return (sc_abstract_value){SC_EMIT2(c, SET_BY_STATE, truth, state), SC_NO_REGISTER,
                               SC_MISSING_BY_STATE};
}

static sc_abstract_value possible_count(sc_compiler *c, const sc_node *node, bool frozen)
{
    sc_missing_kind kind;
    sc_abstract_value *values = argument_values(c, node, frozen, &kind);
    uint32_t *truths =
        values == NULL ? NULL : argument_truth_registers(c, values, node->child_count, false);
    if (truths == NULL)
        return (sc_abstract_value){0, SC_NO_REGISTER, SC_MISSING_NEVER};
    uint32_t value =
        SC_EMIT2(c, COUNT, sc_emit_list(c, SC_OP_COUNT_MIN, 0, truths, node->child_count),
                 sc_emit_list(c, SC_OP_COUNT_MAX, 0, truths, node->child_count));
    if (kind != SC_MISSING_BY_STATE)
        return (sc_abstract_value){value, SC_NO_REGISTER, kind};
    uint32_t *sets = argument_truth_registers(c, values, node->child_count, true);
    if (sets == NULL)
        return (sc_abstract_value){0, SC_NO_REGISTER, SC_MISSING_NEVER};
    return (sc_abstract_value){
        value, sc_emit_list(c, SC_OP_STATE_COUNT, 0, sets, node->child_count), SC_MISSING_BY_STATE};
}

/* --- decisions as operands --- */

/* The register of its possible outcomes, in a split that reads it those of the current case. */
static uint32_t decision_bits(sc_compiler *c, uint32_t decision)
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

static sc_abstract_value possible_outcome_in(sc_compiler *c, const sc_node *decision,
                                             const bool *wanted, uint32_t count)
{
    uint32_t bits = decision_bits(c, decision->index);
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
    uint32_t bits = decision_bits(c, node->index);
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
    sc_missing_kind kind = b == NULL ? a.kind : missing_kind_join(a.kind, b->kind);
    if (kind == SC_MISSING_IS_VOID || (kind != SC_MISSING_BY_STATE && !partial))
        return abstract_value_of(reg, kind);
    uint32_t state = abstract_state(c, a);
    if (b != NULL)
        state = SC_EMIT2(c, STATE_JOIN, state, abstract_state(c, *b));
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
    if (missing_kind_join(a.kind, b.kind) == SC_MISSING_IS_VOID)
        return abstract_value_of(reg, SC_MISSING_IS_VOID);
    uint32_t state = SC_EMIT3(c, STATE_DIVIDE, abstract_state(c, a), abstract_state(c, b), b.reg);
    return (sc_abstract_value){reg, SC_EMIT2(c, STATE_RESULT, state, reg), SC_MISSING_BY_STATE};
}

/* A second argument of integer type has no fraction, whatever its value will be. */
static sc_abstract_value whole_second(sc_compiler *c, const sc_node *node, uint32_t reg,
                                      sc_abstract_value a, sc_abstract_value b)
{
    if (missing_kind_join(a.kind, b.kind) == SC_MISSING_IS_VOID)
        return abstract_value_of(reg, SC_MISSING_IS_VOID);
    bool whole = node->children[1]->type.kind == SC_KIND_INTEGER;
    uint32_t state =
        whole ? SC_EMIT2(c, STATE_JOIN, abstract_state(c, a), abstract_state(c, b))
              : SC_EMIT3(c, STATE_ADD_DAYS, abstract_state(c, a), abstract_state(c, b), b.reg);
    return (sc_abstract_value){reg, SC_EMIT2(c, STATE_RESULT, state, reg), SC_MISSING_BY_STATE};
}

/* A node of one operand that always has a value for a known one. */
static sc_abstract_value unary(sc_compiler *c, const sc_node *node, bool frozen)
{
    sc_abstract_value operand = sc_compile_possible(c, node->children[0], frozen);
    return (sc_abstract_value){sc_emit_unary(c, node, operand.reg), operand.state, operand.kind};
}

/* --- plain functions --- */

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
    return strict_result(c, reg, a, NULL,
                         sc_function_strictness(node->function) != SC_STRICTNESS_TOTAL);
}

static sc_abstract_value possible_function(sc_compiler *c, const sc_node *node, bool frozen)
{
    if (node->child_count == 1)
        return unary_function(c, node, frozen);
    sc_abstract_value a = sc_compile_possible(c, node->children[0], frozen);
    sc_abstract_value b = sc_compile_possible(c, node->children[1], frozen);
    uint32_t reg = sc_emit_function(c, node->function, a.reg, b.reg);
    switch (sc_function_strictness(node->function)) {
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

static sc_abstract_value emit_chain(sc_compiler *c, const sc_node *node, sc_opcode opcode,
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

static sc_abstract_value possible_if(sc_compiler *c, const sc_node *node, bool frozen)
{
    sc_class class = sc_class_of(node->type);
    sc_abstract_value condition = sc_compile_possible(c, node->children[0], frozen);
    sc_abstract_value yes = sc_compile_possible(c, node->children[1], frozen);
    sc_abstract_value no = sc_compile_possible(c, node->children[2], frozen);
    sc_missing_kind kind = missing_kind_join(condition.kind, missing_kind_join(yes.kind, no.kind));
    if (kind != SC_MISSING_BY_STATE)
        return abstract_value_of(
            sc_emit(c, select_opcode(class), 0, condition.reg, yes.reg, no.reg), kind);
    uint32_t set = abstract_truth_set(c, condition);
    if (class == SC_CLASS_TRUTH)
        return abstract_value_of(
            SC_EMIT3(c, SET_SELECT, set, abstract_truth_set(c, yes), abstract_truth_set(c, no)),
            SC_MISSING_BY_STATE);
    uint32_t list[5] = {set, abstract_state(c, yes), yes.reg, abstract_state(c, no), no.reg};
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
            SC_EMIT2(c, SET_FIRST, abstract_truth_set(c, a), abstract_truth_set(c, b)),
            SC_MISSING_BY_STATE);
    }
    if (a.kind == SC_MISSING_IS_VOID && b.kind != SC_MISSING_BY_STATE) {
        sc_opcode opcode =
            sc_opcode_for_class(class, SC_OP_FIRST_NUMBER, SC_OP_FIRST_CODE, SC_OP_FIRST_TEXT);
        return abstract_value_of(sc_emit(c, opcode, 0, a.reg, b.reg, SC_NO_REGISTER), b.kind);
    }
    sc_opcode opcode = sc_opcode_for_class(class, SC_OP_VALUE_FIRST_NUMBER, SC_OP_VALUE_FIRST_CODE,
                                           SC_OP_VALUE_FIRST_TEXT);
    uint32_t state = abstract_state(c, a);
    uint32_t value = sc_emit(c, opcode, 0, state, a.reg, b.reg);
    return (sc_abstract_value){value, SC_EMIT2(c, STATE_FIRST, state, abstract_state(c, b)),
                               SC_MISSING_BY_STATE};
}

/* The first value where the flag is true, else the second. */
static sc_abstract_value frozen_where(sc_compiler *c, uint32_t flag, sc_abstract_value frozen,
                                      sc_abstract_value open, sc_class class)
{
    if (frozen.reg == open.reg && frozen.state == open.state && frozen.kind == open.kind)
        return open;
    if (class == SC_CLASS_TRUTH)
        return abstract_value_of(SC_EMIT3(c, SET_IF_TRUE, flag, abstract_truth_set(c, frozen),
                                          abstract_truth_set(c, open)),
                                 SC_MISSING_BY_STATE);
    uint32_t value = frozen.reg == open.reg
                         ? open.reg
                         : sc_emit(c, select_opcode(class), 0, flag, frozen.reg, open.reg);
    uint32_t state =
        SC_EMIT3(c, STATE_IF_TRUE, flag, abstract_state(c, frozen), abstract_state(c, open));
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

static sc_abstract_value possible_coalesce(sc_compiler *c, const sc_node *node, bool frozen)
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

static sc_abstract_value possible_value_call(sc_compiler *c, const sc_node *node, bool frozen)
{
    switch (node->function) {
    case SC_FUNCTION_IF:
        return possible_if(c, node, frozen);
    case SC_FUNCTION_COALESCE:
        return possible_coalesce(c, node, frozen);
    case SC_FUNCTION_COUNT:
        return possible_count(c, node, frozen);
    case SC_FUNCTION_MIN:
        return emit_chain(c, node, SC_OP_MINIMUM, false, frozen);
    case SC_FUNCTION_MAX:
        return emit_chain(c, node, SC_OP_MAXIMUM, false, frozen);
    case SC_FUNCTION_SUM:
        return emit_chain(c, node, SC_OP_ADD, may_overflow(c, node), frozen);
    case SC_FUNCTION_MEAN: {
        sc_abstract_value sum = emit_chain(c, node, SC_OP_ADD, may_overflow(c, node), frozen);
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
        return possible_function(c, node, frozen);
    case SC_FUNCTION_KNOWN:
    case SC_FUNCTION_NONE:
        break;
    }
    c->failed = true; /* `known` is a truth; a call of no function is a table */
    return abstract_value_of(0, SC_MISSING_NEVER);
}

static sc_abstract_value possible_value(sc_compiler *c, const sc_node *node, bool frozen)
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
        return emit_chain(c, node, SC_OP_ADD, may_overflow(c, node), frozen);
    case SC_NODE_SUBTRACT:
        return emit_chain(c, node, SC_OP_SUBTRACT, may_overflow(c, node), frozen);
    case SC_NODE_MULTIPLY:
        return emit_chain(c, node, SC_OP_MULTIPLY, may_overflow(c, node), frozen);
    case SC_NODE_DIVIDE:
        return emit_chain(c, node, SC_OP_DIVIDE, true, frozen);
    case SC_NODE_CALL:
        return possible_value_call(c, node, frozen);
    default: /* a literal, a symbol, a parameter */
        return abstract_value_of(sc_compile_known(c, node, SC_NO_REGISTER), SC_MISSING_NEVER);
    }
}

static sc_abstract_value possible_list(sc_compiler *c, const sc_node *node, bool frozen)
{
    bool all = node->kind == SC_NODE_AND || node->kind == SC_NODE_ALL;
    sc_abstract_value *values = abstract_value_array(c, node->child_count);
    if (values == NULL || node->child_count == 0)
        return abstract_value_of(sc_constant(c, SC_CLASS_TRUTH, sc_truth_of(all)),
                                 SC_MISSING_NEVER);
    bool as_known = true;
    for (uint32_t i = 0; i < node->child_count && !c->failed; i++) {
        values[i] = sc_compile_possible(c, node->children[i], frozen);
        as_known = as_known && values[i].reg == c->program->known[node->children[i]->id];
    }
    sc_missing_kind kind = join_all(values, node->child_count);
    if (as_known && kind != SC_MISSING_BY_STATE)
        return abstract_value_of(c->program->raw[node->id], kind);
    return abstract_combine(c, all ? SC_OP_AND : SC_OP_OR, all ? SC_OP_SET_AND : SC_OP_SET_OR,
                            values, node->child_count);
}

static sc_abstract_value possible_at_least(sc_compiler *c, const sc_node *node, bool frozen)
{
    uint32_t count = node->child_count - 1;
    sc_abstract_value *values = abstract_value_array(c, count);
    uint32_t *list = SC_NEW_ARRAY(c->arena, count == 0 ? 1 : count, uint32_t);
    if (values == NULL || list == NULL) {
        c->failed = true;
        return abstract_value_of(0, SC_MISSING_NEVER);
    }
    for (uint32_t i = 0; i < count; i++)
        values[i] = sc_compile_possible(c, node->children[i + 1], frozen);
    sc_missing_kind kind = join_all(values, count);
    for (uint32_t i = 0; i < count; i++)
        list[i] = kind == SC_MISSING_BY_STATE ? abstract_truth_set(c, values[i]) : values[i].reg;
    const sc_node *number = node->children[0];
    double needed = number->kind == SC_NODE_PARAMETER
                        ? c->model->parameters[number->index].value.number
                        : number->number;
    sc_opcode opcode = kind == SC_MISSING_BY_STATE ? SC_OP_SET_AT_LEAST : SC_OP_AT_LEAST;
    if (node->kind == SC_NODE_AT_LEAST)
        return abstract_value_of(sc_emit_list(c, opcode, (int32_t)needed, list, count), kind);
    return abstract_not(
        c, abstract_value_of(sc_emit_list(c, opcode, (int32_t)needed + 1, list, count), kind));
}

/* --- comparisons --- */

/* A comparison: an instruction on two values that is unknown where either is missing. */
static sc_abstract_value strict_truth(sc_compiler *c, sc_opcode opcode, int32_t immediate,
                                      sc_abstract_value a, sc_abstract_value b)
{
    sc_missing_kind kind = missing_kind_join(a.kind, b.kind);
    uint32_t truth = sc_emit(c, opcode, immediate, a.reg, b.reg, SC_NO_REGISTER);
    if (kind != SC_MISSING_BY_STATE)
        return abstract_value_of(truth, kind);
    uint32_t state = SC_EMIT2(c, STATE_JOIN, abstract_state(c, a), abstract_state(c, b));
    return abstract_value_of(SC_EMIT2(c, SET_BY_STATE, truth, state), SC_MISSING_BY_STATE);
}

static sc_abstract_value compare_abstract_values(sc_compiler *c, sc_class class,
                                                 sc_comparison comparison, sc_abstract_value a,
                                                 sc_abstract_value b)
{
    if (class == SC_CLASS_TRUTH) {
        sc_abstract_value both[2] = {a, b};
        sc_abstract_value same = abstract_combine(c, SC_OP_SAME_TRUTH, SC_OP_SET_SAME, both, 2);
        return comparison == SC_NOT_EQUAL ? abstract_not(c, same) : same;
    }
    sc_opcode opcode =
        sc_opcode_for_class(class, SC_OP_COMPARE_NUMBER, SC_OP_COMPARE_CODE, SC_OP_COMPARE_TEXT);
    return strict_truth(c, opcode, (int32_t)comparison, a, b);
}

/* A decision compared with a symbol: the comparison is made for each possible outcome. */
static sc_abstract_value outcomes_against(sc_compiler *c, const sc_node *decision,
                                          sc_comparison comparison, uint32_t item)
{
    uint32_t count = c->program->decisions[decision->index].outcome_count;
    bool *wanted = SC_NEW_ARRAY(c->arena, count + 1u, bool);
    if (wanted == NULL) {
        c->failed = true;
        return abstract_value_of(0, SC_MISSING_NEVER);
    }
    for (uint32_t i = 0; i < count; i++)
        wanted[i] = sc_compare_numbers(comparison, i, item);
    return possible_outcome_in(c, decision, wanted, count);
}

static sc_abstract_value possible_link(sc_compiler *c, const sc_node *a, const sc_node *b,
                                       sc_comparison comparison, bool frozen)
{
    if (sc_is_count(a) || sc_is_count(b))
        return possible_compare_counts(c, a, b, comparison, frozen);
    if (sc_reads_outcomes(c, a) && sc_constant_code(c, b) != SC_NONE)
        return outcomes_against(c, a, comparison, sc_constant_code(c, b));
    if (sc_reads_outcomes(c, b) && sc_constant_code(c, a) != SC_NONE)
        return outcomes_against(c, b, sc_comparison_mirrored(comparison), sc_constant_code(c, a));
    return compare_abstract_values(c, sc_class_of(a->type), comparison,
                                   sc_compile_possible(c, a, frozen),
                                   sc_compile_possible(c, b, frozen));
}

static sc_abstract_value possible_compare(sc_compiler *c, const sc_node *node, bool frozen)
{
    sc_abstract_value *links = abstract_value_array(c, node->child_count);
    if (links == NULL)
        return abstract_value_of(0, SC_MISSING_NEVER);
    for (uint32_t i = 0; i + 1 < node->child_count; i++)
        links[i] = possible_link(c, node->children[i], node->children[i + 1], node->comparisons[i],
                                 frozen);
    return abstract_combine(c, SC_OP_AND, SC_OP_SET_AND, links, node->child_count - 1);
}

static sc_abstract_value negated_if(sc_compiler *c, bool negated, sc_abstract_value value)
{
    return negated ? abstract_not(c, value) : value;
}

static sc_abstract_value possible_in(sc_compiler *c, const sc_node *node, bool frozen)
{
    const sc_node *operand = node->children[0];
    if (sc_reads_outcomes(c, operand)) {
        uint32_t count = c->program->decisions[operand->index].outcome_count;
        bool *wanted = SC_NEW_ARRAY(c->arena, count + 1u, bool);
        if (wanted == NULL) {
            c->failed = true;
            return abstract_value_of(0, SC_MISSING_NEVER);
        }
        for (uint32_t i = 1; i < node->child_count; i++) {
            uint32_t item = sc_constant_code(c, node->children[i]);
            if (item < count)
                wanted[item] = true;
        }
        return negated_if(c, node->negated, possible_outcome_in(c, operand, wanted, count));
    }
    sc_abstract_value *items = abstract_value_array(c, node->child_count);
    if (items == NULL || node->child_count < 2)
        return abstract_value_of(sc_constant(c, SC_CLASS_TRUTH, sc_truth_of(node->negated)),
                                 SC_MISSING_NEVER);
    for (uint32_t i = 1; i < node->child_count; i++)
        items[i - 1] = possible_link(c, operand, node->children[i], SC_EQUAL, frozen);
    return negated_if(c, node->negated,
                      abstract_combine(c, SC_OP_OR, SC_OP_SET_OR, items, node->child_count - 1));
}

static sc_abstract_value possible_known(sc_compiler *c, const sc_node *node)
{
    if (sc_reads_outcomes(c, node)) {
        uint32_t bits = decision_bits(c, node->index);
        if (c->program->decisions[node->index].never_none)
            return abstract_value_of(sc_constant(c, SC_CLASS_TRUTH, SC_TRUE), SC_MISSING_NEVER);
        int32_t none = (int32_t)c->program->decisions[node->index].outcome_count;
        return abstract_value_of(
            sc_emit(c, SC_OP_HAS_OUTCOME, none, bits, SC_NO_REGISTER, SC_NO_REGISTER),
            SC_MISSING_IS_OPEN);
    }
    sc_abstract_value value = sc_compile_possible(c, node, true);
    sc_class class = sc_class_of(node->type);
    if (value.kind == SC_MISSING_NEVER)
        return abstract_value_of(sc_constant(c, SC_CLASS_TRUTH, SC_TRUE), SC_MISSING_NEVER);
    if (value.kind == SC_MISSING_BY_STATE)
        return abstract_value_of(class == SC_CLASS_TRUTH ? SC_EMIT1(c, SET_KNOWN, value.reg)
                                                         : SC_EMIT1(c, STATE_KNOWN, value.state),
                                 SC_MISSING_IS_OPEN);
    sc_opcode opcode =
        class == SC_CLASS_TRUTH
            ? SC_OP_KNOWN_TRUTH
            : sc_opcode_for_class(class, SC_OP_KNOWN_NUMBER, SC_OP_KNOWN_CODE, SC_OP_KNOWN_TEXT);
    uint32_t known = sc_emit(c, opcode, 0, value.reg, SC_NO_REGISTER, SC_NO_REGISTER);
    if (value.kind == SC_MISSING_IS_VOID)
        return abstract_value_of(known, SC_MISSING_NEVER);
    return abstract_value_of(SC_EMIT1(c, OPEN_TRUTH, known), SC_MISSING_IS_OPEN);
}

static sc_abstract_value possible_matches(sc_compiler *c, const sc_node *node, bool frozen)
{
    sc_abstract_value text = sc_compile_possible(c, node->children[0], frozen);
    if (text.kind != SC_MISSING_BY_STATE && text.reg == c->program->known[node->children[0]->id])
        return abstract_value_of(c->program->raw[node->id], text.kind);
    uint32_t truth =
        sc_emit(c, SC_OP_MATCH, (int32_t)node->pattern, text.reg, SC_NO_REGISTER, SC_NO_REGISTER);
    sc_abstract_value value = abstract_value_of(truth, text.kind);
    if (text.kind == SC_MISSING_BY_STATE)
        value.reg = SC_EMIT2(c, SET_BY_STATE, truth, text.state);
    return negated_if(c, node->negated, value);
}

static sc_abstract_value possible_includes(sc_compiler *c, const sc_node *node)
{
    if (!sc_compile_decision(c, node->children[0]->index))
        return abstract_value_of(0, SC_MISSING_NEVER);
    const sc_program_decision *decision = &c->program->decisions[node->children[0]->index];
    sc_abstract_value whole =
        abstract_value_of(sc_constant(c, SC_CLASS_TRUTH, SC_FALSE), SC_MISSING_NEVER);
    for (uint32_t i = 0; i < decision->rule_count; i++)
        if (decision->rules[i].outcome == node->children[1]->index) {
            sc_abstract_value both[2] = {whole, decision->rules[i].possible};
            whole = abstract_combine(c, SC_OP_OR, SC_OP_SET_OR, both, 2);
        }
    return whole;
}

static sc_abstract_value possible_truth_call(sc_compiler *c, const sc_node *node, bool frozen)
{
    switch (node->function) {
    case SC_FUNCTION_IF:
        return possible_if(c, node, frozen);
    case SC_FUNCTION_COALESCE:
        return possible_coalesce(c, node, frozen);
    case SC_FUNCTION_KNOWN:
        return possible_known(c, node->children[0]);
#define SC_UNARY_FUNCTION(NAME, ...) case SC_FUNCTION_##NAME:
#define SC_BINARY_FUNCTION(NAME, ...) case SC_FUNCTION_##NAME:
#include "base/functions.def"
        return possible_function(c, node, frozen);
    case SC_FUNCTION_COUNT:
    case SC_FUNCTION_MIN:
    case SC_FUNCTION_MAX:
    case SC_FUNCTION_SUM:
    case SC_FUNCTION_MEAN:
    case SC_FUNCTION_ROUND:
    case SC_FUNCTION_NONE:
        break;
    }
    c->failed = true; /* none of these gives a truth */
    return abstract_value_of(0, SC_MISSING_NEVER);
}

static sc_abstract_value possible_truth(sc_compiler *c, const sc_node *node, bool frozen)
{
    switch (node->kind) {
    case SC_NODE_MISSING:
        return abstract_value_of(sc_constant(c, SC_CLASS_SET, SC_SET_ANY), SC_MISSING_BY_STATE);
    case SC_NODE_INDICATOR:
        return abstract_value_of(c->program->raw[node->id],
                                 frozen ? SC_MISSING_IS_VOID : SC_MISSING_IS_OPEN);
    case SC_NODE_DERIVED:
        return sc_compile_possible(c, c->model->derived[node->index].value, false);
    case SC_NODE_CRITERION:
        return sc_compile_possible(c, c->model->criteria[node->index].when, false);
    case SC_NODE_NOT:
        return abstract_not(c, sc_compile_possible(c, node->children[0], frozen));
    case SC_NODE_WHEN:
        return sc_compile_possible(c, node->children[0], frozen);
    case SC_NODE_AND:
    case SC_NODE_OR:
    case SC_NODE_ALL:
    case SC_NODE_ANY:
        return possible_list(c, node, frozen);
    case SC_NODE_AT_LEAST:
    case SC_NODE_AT_MOST:
        return possible_at_least(c, node, frozen);
    case SC_NODE_COMPARE:
        return possible_compare(c, node, frozen);
    case SC_NODE_IS:
        return negated_if(c, node->negated,
                          possible_link(c, node->children[0], node->children[1], SC_EQUAL, frozen));
    case SC_NODE_IS_OR_BETTER:
        return possible_link(c, node->children[0], node->children[1],
                             node->worse ? SC_GREATER_EQUAL : SC_LESS_EQUAL, frozen);
    case SC_NODE_IS_BETTER_THAN:
        return negated_if(c, node->negated,
                          possible_link(c, node->children[0], node->children[1],
                                        node->worse ? SC_GREATER : SC_LESS, frozen));
    case SC_NODE_IS_MISSING:
        return negated_if(c, !node->negated, possible_known(c, node->children[0]));
    case SC_NODE_IN:
        return possible_in(c, node, frozen);
    case SC_NODE_MATCHES:
        return possible_matches(c, node, frozen);
    case SC_NODE_INCLUDES:
        return possible_includes(c, node);
    case SC_NODE_CALL:
        return possible_truth_call(c, node, frozen);
    default: /* a literal or a parameter */
        return abstract_value_of(sc_compile_known(c, node, SC_NO_REGISTER), SC_MISSING_NEVER);
    }
}

/* if_unknown: a truth that stays unknown becomes its value; one that is open remains open. */
static sc_abstract_value replace_unknown(sc_compiler *c, sc_if_unknown if_unknown,
                                         sc_abstract_value value)
{
    int32_t replacement = sc_truth_of(if_unknown == SC_UNKNOWN_IS_TRUE);
    if (if_unknown == SC_KEEP_UNKNOWN || value.kind == SC_MISSING_NEVER ||
        value.kind == SC_MISSING_IS_OPEN)
        return value;
    sc_opcode opcode =
        value.kind == SC_MISSING_IS_VOID ? SC_OP_REPLACE_UNKNOWN : SC_OP_SET_REPLACE_UNKNOWN;
    uint32_t reg = sc_emit(c, opcode, replacement, value.reg, SC_NO_REGISTER, SC_NO_REGISTER);
    return abstract_value_of(reg, value.kind == SC_MISSING_IS_VOID ? SC_MISSING_NEVER
                                                                   : SC_MISSING_IS_OPEN);
}

sc_abstract_value sc_compile_possible(sc_compiler *c, const sc_node *node, bool frozen)
{
    sc_abstract_value value = abstract_value_of(0, SC_MISSING_NEVER);
    if (c->failed || sc_abstract_values_find(c->program, node->id, c->reader, frozen, &value))
        return value;
    (void)sc_compile_known(c, node, SC_NO_REGISTER);
    value = sc_class_of(node->type) == SC_CLASS_TRUTH ? possible_truth(c, node, frozen)
                                                      : possible_value(c, node, frozen);
    value = replace_unknown(c, node->if_unknown, value);
    (void)sc_set_abstract_value(c, node, frozen, value);
    return value;
}

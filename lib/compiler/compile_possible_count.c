/* Compiles the possible result of count: a number, or an interval where it is compared directly. */
#include "compiler/emit.h"

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
        *kind = sc_missing_kind_join(*kind, values[i].kind);
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
        list[i] = sets ? sc_abstract_truth_set(c, values[i]) : values[i].reg;
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

sc_abstract_value sc_possible_compare_counts(sc_compiler *c, const sc_node *a, const sc_node *b,
                                             sc_comparison comparison, bool frozen)
{
    sc_count_operand left = count_of(c, a, frozen), right = count_of(c, b, frozen);
    uint32_t bounds[4] = {left.low, left.high, right.low, right.high};
    uint32_t truth = sc_emit_list(c, SC_OP_COMPARE_INTERVAL, (int32_t)comparison, bounds, 4);
    sc_missing_kind kind = sc_missing_kind_join(left.kind, right.kind);
    if (kind != SC_MISSING_BY_STATE)
        return (sc_abstract_value){truth, SC_NO_REGISTER, kind};
    uint32_t left_state =
        left.sets != SC_NO_REGISTER ? left.sets : sc_abstract_state(c, left.value);
    uint32_t right_state =
        right.sets != SC_NO_REGISTER ? right.sets : sc_abstract_state(c, right.value);
    int32_t plain = (left.sets == SC_NO_REGISTER ? 1 : 0) | (right.sets == SC_NO_REGISTER ? 2 : 0);
    uint32_t state =
        sc_emit(c, SC_OP_STATE_COMPARE_INTERVAL, plain, left_state, right_state, SC_NO_REGISTER);
    return (sc_abstract_value){SC_EMIT2(c, SET_BY_STATE, truth, state), SC_NO_REGISTER,
                               SC_MISSING_BY_STATE};
}

sc_abstract_value sc_possible_count(sc_compiler *c, const sc_node *node, bool frozen)
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

/* The possible track of count: a number, or an interval where it is compared directly. */
#include "compiler/emit.h"

typedef struct counted {
    uint32_t low, high;      /* equal registers for a plain value */
    uint32_t sets;           /* state of the sets (counts), else SC_NO_REGISTER */
    sc_abstract_value value; /* of a plain value */
    sc_missing_kind kind;
} counted;

static sc_abstract_value *argument_values(sc_compiler *c, const sc_node *node, bool frozen,
                                          sc_missing_kind *kind)
{
    sc_abstract_value *tracks = SC_NEW_ARRAY(c->arena, node->child_count, sc_abstract_value);
    if (tracks == NULL) {
        c->failed = true;
        return NULL;
    }
    *kind = SC_MISSING_NEVER;
    for (uint32_t i = 0; i < node->child_count; i++) {
        tracks[i] = sc_compile_possible(c, node->children[i], frozen);
        *kind = sc_missing_kind_join(*kind, tracks[i].kind);
    }
    return tracks;
}

/* Registers of the arguments as truths: of sets, what is not a single truth is unknown. */
static uint32_t *argument_truth_registers(sc_compiler *c, const sc_abstract_value *tracks,
                                          uint32_t count, bool sets)
{
    uint32_t *list = SC_NEW_ARRAY(c->arena, count, uint32_t);
    if (list == NULL) {
        c->failed = true;
        return NULL;
    }
    for (uint32_t i = 0; i < count; i++) {
        list[i] = sets ? sc_abstract_truth_set(c, tracks[i]) : tracks[i].reg;
        if (!sets && tracks[i].kind == SC_MISSING_BY_STATE)
            list[i] = SC_EMIT1(c, SET_SINGLE, tracks[i].reg);
    }
    return list;
}

static counted count_of(sc_compiler *c, const sc_node *node, bool frozen)
{
    counted result = {
        0, 0, SC_NO_REGISTER, {0, SC_NO_REGISTER, SC_MISSING_NEVER}, SC_MISSING_NEVER};
    if (!sc_is_count(node)) {
        result.value = sc_compile_possible(c, node, frozen);
        result.low = result.high = result.value.reg;
        result.kind = result.value.kind;
        return result;
    }
    sc_abstract_value *tracks = argument_values(c, node, frozen, &result.kind);
    uint32_t *truths =
        tracks == NULL ? NULL : argument_truth_registers(c, tracks, node->child_count, false);
    uint32_t *sets =
        truths == NULL ? NULL : argument_truth_registers(c, tracks, node->child_count, true);
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
    counted left = count_of(c, a, frozen), right = count_of(c, b, frozen);
    uint32_t ranges[4] = {left.low, left.high, right.low, right.high};
    uint32_t truth = sc_emit_list(c, SC_OP_COMPARE_INTERVAL, (int32_t)comparison, ranges, 4);
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
    sc_abstract_value *tracks = argument_values(c, node, frozen, &kind);
    uint32_t *truths =
        tracks == NULL ? NULL : argument_truth_registers(c, tracks, node->child_count, false);
    if (truths == NULL)
        return (sc_abstract_value){0, SC_NO_REGISTER, SC_MISSING_NEVER};
    uint32_t value =
        SC_EMIT2(c, COUNT, sc_emit_list(c, SC_OP_COUNT_MIN, 0, truths, node->child_count),
                 sc_emit_list(c, SC_OP_COUNT_MAX, 0, truths, node->child_count));
    if (kind != SC_MISSING_BY_STATE)
        return (sc_abstract_value){value, SC_NO_REGISTER, kind};
    uint32_t *sets = argument_truth_registers(c, tracks, node->child_count, true);
    if (sets == NULL)
        return (sc_abstract_value){0, SC_NO_REGISTER, SC_MISSING_NEVER};
    return (sc_abstract_value){
        value, sc_emit_list(c, SC_OP_STATE_COUNT, 0, sets, node->child_count), SC_MISSING_BY_STATE};
}

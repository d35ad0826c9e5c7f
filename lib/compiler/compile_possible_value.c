/* The possible track of values, of if and coalesce. */
#include "compiler/emit.h"

#include <math.h>

static sc_track track_of(uint32_t reg, sc_missing_kind kind)
{
    return (sc_track){reg, SC_NO_REGISTER, kind};
}

/* --- earlier decisions --- */

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
    size_t from = program->masks.count > 256 ? program->masks.count - 256 : 0; /* an equal one further back costs a duplicate, no more */
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

sc_track sc_track_outcomes(sc_compiler *c, const sc_node *decision, const bool *wanted, uint32_t count)
{
    uint32_t bits = sc_decision_bits(c, decision->index);
    int32_t mask = share_mask(c, wanted, count);
    if (c->failed)
        return track_of(0, SC_NEVER);
    if (c->program->decisions[decision->index].never_none)
        return track_of(sc_emit(c, SC_OP_HAS_CERTAIN, mask, bits, SC_NO_REGISTER, SC_NO_REGISTER), SC_WAITING);
    return track_of(sc_emit(c, SC_OP_HAS, mask, bits, SC_NO_REGISTER, SC_NO_REGISTER), SC_STATED);
}

static sc_track decision_value(sc_compiler *c, const sc_node *node)
{
    uint32_t bits = sc_decision_bits(c, node->index);
    int32_t none = (int32_t)c->program->decisions[node->index].outcome_count;
    uint32_t code = sc_emit(c, SC_OP_ONLY_CODE, none, bits, SC_NO_REGISTER, SC_NO_REGISTER);
    if (!c->failed && c->program->decisions[node->index].never_none)
        return track_of(code, SC_WAITING);
    uint32_t state = sc_emit(c, SC_OP_STATE_OF_BITS, none, bits, SC_NO_REGISTER, SC_NO_REGISTER);
    return (sc_track){code, state, SC_STATED};
}

/* --- arithmetic --- */

/* A value made strictly from two; `may_fail`: known operands can give none. */
static sc_track strict(sc_compiler *c, sc_opcode opcode, sc_track a, sc_track b, bool may_fail)
{
    sc_missing_kind kind = sc_kind_join(a.kind, b.kind);
    uint32_t reg = sc_emit(c, opcode, 0, a.reg, b.reg, SC_NO_REGISTER);
    if (kind == SC_VOID || (kind != SC_STATED && !may_fail))
        return track_of(reg, kind);
    uint32_t state = SC_EMIT2(c, STATE_JOIN, sc_track_state(c, a), sc_track_state(c, b));
    if (may_fail)
        state = SC_EMIT2(c, STATE_RESULT, state, reg);
    return (sc_track){reg, state, SC_STATED};
}

static sc_track divided(sc_compiler *c, sc_opcode opcode, sc_track a, sc_track b)
{
    uint32_t reg = sc_emit(c, opcode, 0, a.reg, b.reg, SC_NO_REGISTER);
    if (sc_kind_join(a.kind, b.kind) == SC_VOID)
        return track_of(reg, SC_VOID);
    uint32_t state = SC_EMIT3(c, STATE_DIVIDE, sc_track_state(c, a), sc_track_state(c, b), b.reg);
    return (sc_track){reg, SC_EMIT2(c, STATE_RESULT, state, reg), SC_STATED};
}

static sc_track days_added(sc_compiler *c, const sc_node *node, sc_track a, sc_track b)
{
    uint32_t reg = SC_EMIT2(c, ADD_DAYS, a.reg, b.reg);
    if (sc_kind_join(a.kind, b.kind) == SC_VOID)
        return track_of(reg, SC_VOID);
    bool whole = node->children[1]->type.kind == SC_KIND_INTEGER;
    uint32_t state = whole ? SC_EMIT2(c, STATE_JOIN, sc_track_state(c, a), sc_track_state(c, b))
                           : SC_EMIT3(c, STATE_ADD_DAYS, sc_track_state(c, a), sc_track_state(c, b), b.reg);
    return (sc_track){reg, SC_EMIT2(c, STATE_RESULT, state, reg), SC_STATED};
}

/* One argument, one value, always one for a known one. */
static sc_track unary(sc_compiler *c, const sc_node *node, bool frozen)
{
    sc_track argument = sc_possible_track(c, node->children[0], frozen);
    const uint32_t evidence = c->program->evidence[node->id];
    if (argument.reg == c->program->evidence[node->children[0]->id])
        return (sc_track){evidence, argument.state, argument.kind};
    /* The evidence's own instruction, over the other register. */
    const sc_program *program = c->program;
    for (size_t i = program->code.count; i > 0; i--) {
        const sc_instruction *made = &program->code.at[i - 1];
        if (made->to == evidence) {
            uint32_t reg = sc_emit(c, (sc_opcode)made->opcode, made->immediate, argument.reg, SC_NO_REGISTER, SC_NO_REGISTER);
            return (sc_track){reg, argument.state, argument.kind};
        }
    }
    c->failed = true; /* cannot be: the evidence is compiled first */
    return argument;
}

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

static sc_track folded(sc_compiler *c, const sc_node *node, sc_opcode opcode, bool may_fail, bool frozen)
{
    sc_track whole = sc_possible_track(c, node->children[0], frozen);
    for (uint32_t i = 1; i < node->child_count; i++) {
        sc_track next = sc_possible_track(c, node->children[i], frozen);
        whole = opcode == SC_OP_DIVIDE ? divided(c, opcode, whole, next) : strict(c, opcode, whole, next, may_fail);
    }
    return whole;
}

/* --- if and coalesce --- */

static sc_opcode select_opcode(sc_class class)
{
    return class == SC_CLASS_TRUTH ? SC_OP_SELECT_TRUTH
                                   : sc_by_class(class, SC_OP_SELECT_NUMBER, SC_OP_SELECT_CODE, SC_OP_SELECT_TEXT);
}

sc_track sc_track_if(sc_compiler *c, const sc_node *node, bool frozen)
{
    sc_class class = sc_class_of(node->type);
    sc_track condition = sc_possible_track(c, node->children[0], frozen);
    sc_track yes = sc_possible_track(c, node->children[1], frozen);
    sc_track no = sc_possible_track(c, node->children[2], frozen);
    sc_missing_kind kind = sc_kind_join(condition.kind, sc_kind_join(yes.kind, no.kind));
    if (kind != SC_STATED)
        return track_of(sc_emit(c, select_opcode(class), 0, condition.reg, yes.reg, no.reg), kind);
    uint32_t set = sc_track_set(c, condition);
    if (class == SC_CLASS_TRUTH)
        return track_of(SC_EMIT3(c, SET_SELECT, set, sc_track_set(c, yes), sc_track_set(c, no)), SC_STATED);
    uint32_t list[5] = {set, sc_track_state(c, yes), yes.reg, sc_track_state(c, no), no.reg};
    sc_opcode opcode =
        sc_by_class(class, SC_OP_VALUE_SELECT_NUMBER, SC_OP_VALUE_SELECT_CODE, SC_OP_VALUE_SELECT_TEXT);
    uint32_t value = sc_emit_list(c, opcode, 0, list, 5);
    return (sc_track){value, sc_emit_list(c, SC_OP_STATE_SELECT, 0, list, 5), SC_STATED};
}

static sc_track first_of(sc_compiler *c, sc_track a, sc_track b, sc_class class)
{
    if (a.kind == SC_NEVER || a.kind == SC_WAITING) /* known or open: no further */
        return a;
    if (class == SC_CLASS_TRUTH) {
        if (a.kind == SC_VOID && b.kind != SC_STATED)
            return track_of(SC_EMIT2(c, FIRST_TRUTH, a.reg, b.reg), b.kind);
        return track_of(SC_EMIT2(c, SET_FIRST, sc_track_set(c, a), sc_track_set(c, b)), SC_STATED);
    }
    if (a.kind == SC_VOID && b.kind != SC_STATED) {
        sc_opcode opcode = sc_by_class(class, SC_OP_FIRST_NUMBER, SC_OP_FIRST_CODE, SC_OP_FIRST_TEXT);
        return track_of(sc_emit(c, opcode, 0, a.reg, b.reg, SC_NO_REGISTER), b.kind);
    }
    sc_opcode opcode = sc_by_class(class, SC_OP_VALUE_FIRST_NUMBER, SC_OP_VALUE_FIRST_CODE, SC_OP_VALUE_FIRST_TEXT);
    uint32_t state = sc_track_state(c, a);
    uint32_t value = sc_emit(c, opcode, 0, state, a.reg, b.reg);
    return (sc_track){value, SC_EMIT2(c, STATE_FIRST, state, sc_track_state(c, b)), SC_STATED};
}

/* Frozen where the flag is true, else as it is. */
static sc_track frozen_where(sc_compiler *c, uint32_t flag, sc_track frozen, sc_track open, sc_class class)
{
    if (frozen.reg == open.reg && frozen.state == open.state && frozen.kind == open.kind)
        return open;
    if (class == SC_CLASS_TRUTH)
        return track_of(SC_EMIT3(c, SET_CHOOSE, flag, sc_track_set(c, frozen), sc_track_set(c, open)), SC_STATED);
    uint32_t value = frozen.reg == open.reg ? open.reg
                                            : sc_emit(c, select_opcode(class), 0, flag, frozen.reg, open.reg);
    uint32_t state = SC_EMIT3(c, STATE_CHOOSE, flag, sc_track_state(c, frozen), sc_track_state(c, open));
    return (sc_track){value, state, SC_STATED};
}

static uint32_t is_known(sc_compiler *c, uint32_t reg, sc_class class)
{
    sc_opcode opcode = class == SC_CLASS_TRUTH
                           ? SC_OP_KNOWN_TRUTH
                           : sc_by_class(class, SC_OP_KNOWN_NUMBER, SC_OP_KNOWN_CODE, SC_OP_KNOWN_TEXT);
    return sc_emit(c, opcode, 0, reg, SC_NO_REGISTER, SC_NO_REGISTER);
}

/* Arguments that are values of indicators alone, as on the evidence: then known is known, and missing is waited for. */
static bool evidence_will_do(sc_compiler *c, const sc_node *node, bool frozen)
{
    for (uint32_t i = 0; i < node->child_count; i++) {
        const sc_node *child = node->children[i];
        const uint32_t evidence = c->program->evidence[child->id];
        sc_track open = sc_possible_track(c, child, frozen), shut = sc_possible_track(c, child, true);
        bool last = i + 1 == node->child_count;
        sc_missing_kind wanted = frozen ? SC_VOID : SC_WAITING;
        if (open.reg != evidence || (open.kind != SC_NEVER && open.kind != wanted))
            return false;
        if (!last && (shut.reg != evidence || (shut.kind != SC_NEVER && shut.kind != SC_VOID)))
            return false;
    }
    return true;
}

sc_track sc_track_coalesce(sc_compiler *c, const sc_node *node, bool frozen)
{
    sc_class class = sc_class_of(node->type);
    uint32_t evidence = c->program->raw[node->id]; /* before the node's own mark, which comes after all of this */
    if (evidence_will_do(c, node, frozen))
        return track_of(evidence, frozen ? SC_VOID : SC_WAITING);
    sc_opcode first = class == SC_CLASS_TRUTH
                          ? SC_OP_FIRST_TRUTH
                          : sc_by_class(class, SC_OP_FIRST_NUMBER, SC_OP_FIRST_CODE, SC_OP_FIRST_TEXT);
    uint32_t count = node->child_count, known = is_known(c, evidence, class), sofar = 0;
    sc_track *tracks = SC_NEW_ARRAY(c->arena, count, sc_track);
    if (tracks == NULL) {
        c->failed = true;
        return track_of(0, SC_NEVER);
    }
    for (uint32_t i = 0; i < count && !c->failed; i++) {
        const sc_node *child = node->children[i];
        tracks[i] = sc_possible_track(c, child, frozen);
        if (frozen || i + 1 == count)
            continue;
        uint32_t own = sc_evidence(c, child, SC_NO_REGISTER);
        sofar = i == 0 ? own : sc_emit(c, first, 0, sofar, own, SC_NO_REGISTER);
        uint32_t replaced = SC_EMIT2(c, AND, known, SC_EMIT1(c, NOT, is_known(c, sofar, class)));
        tracks[i] = frozen_where(c, replaced, sc_possible_track(c, child, true), tracks[i], class);
    }
    sc_track whole = tracks[count - 1];
    for (uint32_t i = count - 1; i > 0 && !c->failed; i--)
        whole = first_of(c, tracks[i - 1], whole, class);
    return whole;
}

/* --- values --- */

static sc_track possible_call(sc_compiler *c, const sc_node *node, bool frozen)
{
    switch (node->function) {
    case SC_FUNCTION_IF:
        return sc_track_if(c, node, frozen);
    case SC_FUNCTION_COALESCE:
        return sc_track_coalesce(c, node, frozen);
    case SC_FUNCTION_COUNT:
        return sc_track_count(c, node, frozen);
    case SC_FUNCTION_MIN:
        return folded(c, node, SC_OP_LEAST, false, frozen);
    case SC_FUNCTION_MAX:
        return folded(c, node, SC_OP_GREATEST, false, frozen);
    case SC_FUNCTION_SUM:
        return folded(c, node, SC_OP_ADD, may_overflow(c, node), frozen);
    case SC_FUNCTION_MEAN: {
        sc_track sum = folded(c, node, SC_OP_ADD, may_overflow(c, node), frozen);
        return strict(c, SC_OP_DIVIDE, sum, track_of(sc_constant(c, SC_CLASS_NUMBER, node->child_count), SC_NEVER), false);
    }
    case SC_FUNCTION_MOD:
        return divided(c, SC_OP_MODULO, sc_possible_track(c, node->children[0], frozen),
                       sc_possible_track(c, node->children[1], frozen));
    case SC_FUNCTION_DAYS_BETWEEN:
        return strict(c, SC_OP_SUBTRACT, sc_possible_track(c, node->children[1], frozen),
                      sc_possible_track(c, node->children[0], frozen), false);
    case SC_FUNCTION_ADD_DAYS:
        return days_added(c, node, sc_possible_track(c, node->children[0], frozen),
                          sc_possible_track(c, node->children[1], frozen));
    default:
        return unary(c, node, frozen);
    }
}

sc_track sc_possible_value(sc_compiler *c, const sc_node *node, bool frozen)
{
    switch (node->kind) {
    case SC_NODE_MISSING:
        return (sc_track){sc_evidence(c, node, SC_NO_REGISTER), sc_constant(c, SC_CLASS_STATE, 3), SC_STATED};
    case SC_NODE_TODAY:
        return track_of(c->program->today, SC_VOID);
    case SC_NODE_INDICATOR:
        return track_of(sc_evidence(c, node, SC_NO_REGISTER), frozen ? SC_VOID : SC_WAITING);
    case SC_NODE_DERIVED:
        return sc_possible_track(c, c->model->derived[node->index].value, false);
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
        return track_of(sc_evidence(c, node, SC_NO_REGISTER), SC_NEVER);
    }
}

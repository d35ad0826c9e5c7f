/* Compiles the possible result of conditions as abstract values; lib/semantics.md is the
 * definition. Where nothing below a node can stay missing, they are the registers of its known
 * result. */
#include "compiler/emit.h"

#include "vm/abstract_values.h"
#include <string.h>

sc_missing_kind sc_missing_kind_join(sc_missing_kind a, sc_missing_kind b)
{
    if (a == SC_MISSING_NEVER || a == b)
        return b;
    return b == SC_MISSING_NEVER ? a : SC_MISSING_BY_STATE;
}

static sc_abstract_value abstract_value_of(uint32_t reg, sc_missing_kind kind)
{
    return (sc_abstract_value){reg, SC_NO_REGISTER, kind};
}

uint32_t sc_abstract_truth_set(sc_compiler *c, sc_abstract_value value)
{
    if (value.kind == SC_MISSING_BY_STATE)
        return value.reg;
    return value.kind == SC_MISSING_IS_VOID ? SC_EMIT1(c, SET_OF_VOID, value.reg)
                                            : SC_EMIT1(c, SET_OF_OPEN, value.reg);
}

uint32_t sc_abstract_state(sc_compiler *c, sc_abstract_value value)
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

sc_abstract_value sc_abstract_not(sc_compiler *c, sc_abstract_value a)
{
    a.reg = a.kind == SC_MISSING_BY_STATE ? SC_EMIT1(c, SET_NOT, a.reg) : SC_EMIT1(c, NOT, a.reg);
    return a;
}

static sc_missing_kind join_all(const sc_abstract_value *values, uint32_t count)
{
    sc_missing_kind kind = SC_MISSING_NEVER;
    for (uint32_t i = 0; i < count; i++)
        kind = sc_missing_kind_join(kind, values[i].kind);
    return kind;
}

sc_abstract_value sc_abstract_combine(sc_compiler *c, sc_opcode plain, sc_opcode set,
                                      const sc_abstract_value *values, uint32_t count)
{
    sc_missing_kind kind = join_all(values, count);
    uint32_t whole =
        kind == SC_MISSING_BY_STATE ? sc_abstract_truth_set(c, values[0]) : values[0].reg;
    for (uint32_t i = 1; i < count; i++)
        whole = kind == SC_MISSING_BY_STATE
                    ? sc_emit(c, set, 0, whole, sc_abstract_truth_set(c, values[i]), SC_NO_REGISTER)
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
    return sc_abstract_combine(c, all ? SC_OP_AND : SC_OP_OR, all ? SC_OP_SET_AND : SC_OP_SET_OR,
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
        list[i] = kind == SC_MISSING_BY_STATE ? sc_abstract_truth_set(c, values[i]) : values[i].reg;
    const sc_node *number = node->children[0];
    double needed = number->kind == SC_NODE_PARAMETER
                        ? c->model->parameters[number->index].value.number
                        : number->number;
    sc_opcode opcode = kind == SC_MISSING_BY_STATE ? SC_OP_SET_AT_LEAST : SC_OP_AT_LEAST;
    if (node->kind == SC_NODE_AT_LEAST)
        return abstract_value_of(sc_emit_list(c, opcode, (int32_t)needed, list, count), kind);
    return sc_abstract_not(
        c, abstract_value_of(sc_emit_list(c, opcode, (int32_t)needed + 1, list, count), kind));
}

/* --- comparisons --- */

/* A comparison: an instruction on two values that is unknown where either is missing. */
static sc_abstract_value strict_truth(sc_compiler *c, sc_opcode opcode, int32_t immediate,
                                      sc_abstract_value a, sc_abstract_value b)
{
    sc_missing_kind kind = sc_missing_kind_join(a.kind, b.kind);
    uint32_t truth = sc_emit(c, opcode, immediate, a.reg, b.reg, SC_NO_REGISTER);
    if (kind != SC_MISSING_BY_STATE)
        return abstract_value_of(truth, kind);
    uint32_t state = SC_EMIT2(c, STATE_JOIN, sc_abstract_state(c, a), sc_abstract_state(c, b));
    return abstract_value_of(SC_EMIT2(c, SET_BY_STATE, truth, state), SC_MISSING_BY_STATE);
}

static sc_abstract_value compare_abstract_values(sc_compiler *c, sc_class class,
                                                 sc_comparison comparison, sc_abstract_value a,
                                                 sc_abstract_value b)
{
    if (class == SC_CLASS_TRUTH) {
        sc_abstract_value both[2] = {a, b};
        sc_abstract_value same = sc_abstract_combine(c, SC_OP_SAME_TRUTH, SC_OP_SET_SAME, both, 2);
        return comparison == SC_NOT_EQUAL ? sc_abstract_not(c, same) : same;
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
    return sc_possible_outcome_in(c, decision, wanted, count);
}

static sc_abstract_value possible_link(sc_compiler *c, const sc_node *a, const sc_node *b,
                                       sc_comparison comparison, bool frozen)
{
    if (sc_is_count(a) || sc_is_count(b))
        return sc_possible_compare_counts(c, a, b, comparison, frozen);
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
    return sc_abstract_combine(c, SC_OP_AND, SC_OP_SET_AND, links, node->child_count - 1);
}

static sc_abstract_value negated_if(sc_compiler *c, bool negated, sc_abstract_value value)
{
    return negated ? sc_abstract_not(c, value) : value;
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
        return negated_if(c, node->negated, sc_possible_outcome_in(c, operand, wanted, count));
    }
    sc_abstract_value *items = abstract_value_array(c, node->child_count);
    if (items == NULL || node->child_count < 2)
        return abstract_value_of(sc_constant(c, SC_CLASS_TRUTH, sc_truth_of(node->negated)),
                                 SC_MISSING_NEVER);
    for (uint32_t i = 1; i < node->child_count; i++)
        items[i - 1] = possible_link(c, operand, node->children[i], SC_EQUAL, frozen);
    return negated_if(c, node->negated,
                      sc_abstract_combine(c, SC_OP_OR, SC_OP_SET_OR, items, node->child_count - 1));
}

static sc_abstract_value possible_known(sc_compiler *c, const sc_node *node)
{
    if (sc_reads_outcomes(c, node)) {
        uint32_t bits = sc_decision_bits(c, node->index);
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
            whole = sc_abstract_combine(c, SC_OP_OR, SC_OP_SET_OR, both, 2);
        }
    return whole;
}

static sc_abstract_value possible_call(sc_compiler *c, const sc_node *node, bool frozen)
{
    switch (node->function) {
    case SC_FUNCTION_IF:
        return sc_possible_if(c, node, frozen);
    case SC_FUNCTION_COALESCE:
        return sc_possible_coalesce(c, node, frozen);
    case SC_FUNCTION_KNOWN:
        return possible_known(c, node->children[0]);
#define SC_UNARY_FUNCTION(NAME, ...) case SC_FUNCTION_##NAME:
#define SC_BINARY_FUNCTION(NAME, ...) case SC_FUNCTION_##NAME:
#include "base/functions.def"
        return sc_possible_function(c, node, frozen);
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
        return sc_abstract_not(c, sc_compile_possible(c, node->children[0], frozen));
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
        return possible_call(c, node, frozen);
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
                                                      : sc_compile_possible_value(c, node, frozen);
    value = replace_unknown(c, node->if_unknown, value);
    (void)sc_set_abstract_value(c, node, frozen, value);
    return value;
}

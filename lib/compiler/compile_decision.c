/* Compiles decisions: the known and the possible results of their rules, and the case split where
 * they read earlier decisions. */
#include "compiler/emit.h"

#include "compiler/specialise.h"
#include "compiler/value_numbering.h"
#include <string.h>

/* Finds the decisions (not `every`) that a node reads, through derived values and criteria but not
 * through further decisions. */
static void find_earlier(sc_compiler *c, const sc_node *node)
{
    if (node == NULL || c->epochs[node->id] == c->epoch)
        return;
    c->epochs[node->id] = c->epoch;
    if (sc_reads_outcomes(c, node)) {
        for (uint32_t i = 0; i < c->fixed_count; i++)
            if (c->earlier[i] == node->index)
                return;
        c->earlier[c->fixed_count++] = node->index;
    }
    if (node->kind == SC_NODE_DERIVED)
        find_earlier(c, c->model->derived[node->index].value);
    if (node->kind == SC_NODE_CRITERION)
        find_earlier(c, c->model->criteria[node->index].when);
    for (uint32_t i = 0; i < node->child_count; i++)
        find_earlier(c, node->children[i]);
}

static bool compile_known_rules(sc_compiler *c, uint32_t index)
{
    const sc_decision *decision = &c->model->decisions[index];
    sc_program_decision *compiled = &c->program->decisions[index];
    uint32_t *list = SC_NEW_ARRAY(c->arena, decision->rule_count + 2, uint32_t);
    if (list == NULL)
        return false;
    for (uint32_t i = 0; i < decision->rule_count; i++) {
        compiled->rules[i].known = sc_compile_known(c, decision->rules[i].when, SC_NO_REGISTER);
        compiled->rules[i].outcome = (uint16_t)decision->rules[i].outcome;
        list[i] = compiled->rules[i].known;
    }
    if (decision->choose == SC_CHOOSE_EVERY)
        return !c->failed;
    compiled->rule_reg = list[decision->rule_count] = sc_new_register(c, SC_CLASS_CODE, 0);
    compiled->conflict_reg = list[decision->rule_count + 1] = sc_new_register(c, SC_CLASS_TRUTH, 0);
    compiled->outcome_reg =
        sc_emit_list(c, SC_OP_DECIDE, (int32_t)index, list, decision->rule_count + 2);
    return !c->failed;
}

static bool open_split(sc_compiler *c, uint32_t index)
{
    const sc_decision *decision = &c->model->decisions[index];
    c->fixed_count = 0;
    c->epoch++;
    for (uint32_t i = 0; i < decision->rule_count; i++)
        find_earlier(c, decision->rules[i].when);
    uint32_t count = c->fixed_count;
    c->fixed_count = 0; /* until the registers exist */
    if (count == 0)
        return true;
    c->full = SC_NEW_ARRAY(c->arena, count, uint32_t);
    c->fixed = SC_NEW_ARRAY(c->arena, count, uint32_t);
    c->none = SC_NEW_ARRAY(c->arena, count, uint32_t);
    uint32_t *earlier = SC_NEW_ARRAY(c->arena, count, uint32_t);
    if (c->full == NULL || c->fixed == NULL || c->none == NULL || earlier == NULL)
        return false;
    memcpy(earlier, c->earlier, count * sizeof *earlier);
    for (uint32_t i = 0; i < count; i++) {
        if (!sc_compile_decision(c, earlier[i]))
            return false;
        const sc_program_decision *read = &c->program->decisions[earlier[i]];
        c->full[i] = read->possible_reg;
        c->none[i] = read->outcome_count;
        c->fixed[i] = sc_new_register(c, SC_CLASS_BITS, read->width);
        if (c->failed)
            return false;
        c->program->registers.at[c->fixed[i]].in_body = true;
    }
    memcpy(c->earlier, earlier, count * sizeof *earlier);
    c->fixed_count = count;
    c->reader = index;
    return true;
}

static bool close_split(sc_compiler *c, sc_program_decision *compiled, uint32_t index,
                        uint32_t inner)
{
    sc_program *program = c->program;
    uint32_t joined = sc_specialise_split(c, inner, !program->decisions[c->earlier[0]].never_none);
    sc_split split = {.specialised = joined != SC_NO_REGISTER,
                      .decision = index,
                      .full = c->full,
                      .fixed = c->fixed,
                      .none = c->none,
                      .count = c->fixed_count,
                      .result = inner};
    uint32_t to = sc_new_register(c, SC_CLASS_BITS, compiled->width);
    split.begin = (uint32_t)program->code.count + 1;
    split.end = split.begin + (uint32_t)c->body.count;
    sc_instruction cases = {.opcode = SC_OP_CASES,
                            .immediate = (int32_t)program->splits.count,
                            .to = to,
                            .a = inner,
                            .b = SC_NO_REGISTER,
                            .c = SC_NO_REGISTER};
    if (c->failed || !SC_PUSH(c->arena, &program->splits, split) ||
        !SC_PUSH(c->arena, &program->code, cases))
        return false;
    for (size_t i = 0; i < c->body.count; i++)
        if (!SC_PUSH(c->arena, &program->code, c->body.at[i]))
            return false;
    c->body.count = 0;
    c->fixed_count = 0;
    c->reader = SC_NONE;
    compiled->possible_reg = split.specialised ? joined : to;
    return true;
}

static bool never_none(const sc_program_decision *compiled)
{
    if (!compiled->has_otherwise || compiled->choose == SC_CHOOSE_UNIQUE)
        return false;
    if (compiled->otherwise_if_unknown)
        return true;
    for (uint32_t i = 0; i < compiled->rule_count; i++)
        if (compiled->rules[i].possible.kind != SC_MISSING_NEVER &&
            compiled->rules[i].possible.kind != SC_MISSING_IS_OPEN)
            return false;
    return true;
}

static bool compile_possible_rules(sc_compiler *c, uint32_t index)
{
    const sc_decision *decision = &c->model->decisions[index];
    sc_program_decision *compiled = &c->program->decisions[index];
    bool every = decision->choose == SC_CHOOSE_EVERY;
    if (!every && !open_split(c, index))
        return false;
    compiled->split = c->fixed_count > 0;
    uint32_t *list = SC_NEW_ARRAY(c->arena, decision->rule_count + 1u, uint32_t);
    if (list == NULL)
        return false;
    for (uint32_t i = 0; i < decision->rule_count && !c->failed; i++) {
        compiled->rules[i].possible = sc_compile_possible(c, decision->rules[i].when, false);
        list[i] = compiled->rules[i].possible.reg;
    }
    if (every || c->failed)
        return !c->failed;
    compiled->never_none = never_none(compiled);
    uint32_t bits = sc_emit_list(c, SC_OP_POSSIBLE, (int32_t)index, list, decision->rule_count);
    if (compiled->split)
        return close_split(c, compiled, index, bits);
    compiled->possible_reg = bits;
    return !c->failed;
}

static uint32_t bits_width(uint32_t bits)
{
    if (bits <= 8)
        return 1;
    if (bits <= 16)
        return 2;
    return bits <= 32 ? 4 : (bits + 63) / 64 * 8;
}

/* Whether rule b is the one reported as deciding where rules a and b both hold. */
static bool is_preceded(const sc_decision *decision, uint32_t a, uint32_t b)
{
    return sc_precedes(decision->choose, b, a, decision->rules[b].outcome,
                       decision->rules[a].outcome);
}

/* Merge sort by precedence, ascending. */
static void merge_order(const sc_decision *decision, uint32_t *order, uint32_t *merged,
                        uint32_t count)
{
    if (count < 2)
        return;
    uint32_t half = count / 2;
    merge_order(decision, order, merged, half);
    merge_order(decision, order + half, merged, count - half);
    for (uint32_t i = 0, a = 0, b = half; i < count; i++)
        merged[i] = b == count || (a < half && is_preceded(decision, order[a], order[b]))
                        ? order[a++]
                        : order[b++];
    memcpy(order, merged, count * sizeof *order);
}

static uint32_t *decision_order(sc_compiler *c, const sc_decision *decision)
{
    uint32_t *order = SC_NEW_ARRAY(c->arena, decision->rule_count + 1u, uint32_t);
    uint32_t *merged = SC_NEW_ARRAY(c->arena, decision->rule_count + 1u, uint32_t);
    if (order == NULL || merged == NULL)
        return NULL;
    for (uint32_t i = 0; i < decision->rule_count; i++)
        order[i] = i;
    merge_order(decision, order, merged, decision->rule_count);
    return order;
}

bool sc_compile_decision(sc_compiler *c, uint32_t index)
{
    if (c->failed)
        return false;
    if (c->compiled[index])
        return true;
    const sc_decision *decision = &c->model->decisions[index];
    sc_program_decision *compiled = &c->program->decisions[index];
    compiled->choose = decision->choose;
    compiled->has_otherwise = decision->otherwise.present;
    compiled->otherwise_if_unknown = decision->otherwise.if_unknown == SC_UNKNOWN_IS_TRUE;
    compiled->otherwise = decision->otherwise.present ? (uint16_t)decision->otherwise.outcome : 0;
    compiled->outcome_count = (uint16_t)c->model->domains[decision->domain].item_count;
    compiled->width = bits_width(compiled->outcome_count + 1u);
    compiled->rule_count = decision->rule_count;
    compiled->rules = SC_NEW_ARRAY(c->arena, decision->rule_count + 1u, sc_program_rule);
    compiled->outcome_reg = compiled->rule_reg = compiled->conflict_reg = compiled->possible_reg =
        SC_NO_REGISTER;
    compiled->order = decision_order(c, decision);
    if (compiled->rules == NULL || compiled->order == NULL || !compile_known_rules(c, index) ||
        !compile_possible_rules(c, index)) {
        c->failed = true;
        return false;
    }
    c->compiled[index] = true;
    return true;
}

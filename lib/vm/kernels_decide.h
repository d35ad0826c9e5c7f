/* Kernel of DECIDE: the outcome that a decision's policy chooses on its rules' known results. */
#ifndef SC_VM_KERNELS_DECIDE_H
#define SC_VM_KERNELS_DECIDE_H

#include "vm/kernels.h"

static SC_INLINE void sc_decide_rule(size_t n, uint16_t *restrict outcome, uint16_t *restrict rule,
                                     uint8_t *restrict unknown, const uint8_t *restrict truth,
                                     uint16_t its_outcome, uint16_t its_rule)
{
    FOR_EACH_ROW outcome[i] = truth[i] == SC_TRUE ? its_outcome : outcome[i];
    FOR_EACH_ROW rule[i] = truth[i] == SC_TRUE ? its_rule : rule[i];
    FOR_EACH_ROW unknown[i] = (uint8_t)(unknown[i] | (truth[i] & SC_UNKNOWN));
}

/* Two rules of different outcomes that both hold conflict under `unique`. */
static SC_INLINE void sc_decide_conflict(size_t n, uint8_t *restrict conflict,
                                         const uint16_t *restrict outcome,
                                         const uint8_t *restrict truth, uint16_t its_outcome)
{
    FOR_EACH_ROW
    {
        bool conflicts =
            (truth[i] == SC_TRUE) & (outcome[i] != SC_NO_CODE) & (outcome[i] != its_outcome);
        conflict[i] = conflicts ? SC_TRUE : conflict[i];
    }
}

static SC_INLINE void sc_decide_none(size_t n, uint16_t *restrict outcome, uint16_t *restrict rule,
                                     const uint8_t *restrict conflict)
{
    FOR_EACH_ROW outcome[i] = conflict[i] != SC_FALSE ? SC_NO_CODE : outcome[i];
    FOR_EACH_ROW rule[i] = conflict[i] != SC_FALSE ? SC_NO_CODE : rule[i];
}

/* `otherwise` applies where no rule holds and none is unknown; with `waits` 0 also where one is. */
static SC_INLINE void sc_decide_otherwise(size_t n, uint16_t *restrict outcome,
                                          uint16_t *restrict rule, const uint8_t *restrict unknown,
                                          const uint8_t *restrict conflict, uint16_t otherwise,
                                          uint8_t waits)
{
    FOR_EACH_ROW
    {
        uint16_t blocked = (uint16_t)((unknown[i] & waits) | conflict[i]);
        uint16_t applies = (uint16_t)((outcome[i] == SC_NO_CODE) & (blocked == 0));
        outcome[i] = applies ? otherwise : outcome[i];
        rule[i] = applies ? SC_OTHERWISE_CODE : rule[i];
    }
}

/* decision->order sorts the rules by sc_precedes, ascending, so the last that holds decides. */
static SC_INLINE void sc_decide(size_t n, sc_vm *state, const sc_program_decision *decision,
                                uint32_t to)
{
    uint16_t *outcome = SC_CODES(state, to), *rule = SC_CODES(state, decision->rule_reg);
    uint8_t *conflict = SC_TRUTHS(state, decision->conflict_reg), *unknown = state->flags[0];
    FOR_EACH_ROW outcome[i] = SC_NO_CODE;
    FOR_EACH_ROW rule[i] = SC_NO_CODE;
    FOR_EACH_ROW conflict[i] = unknown[i] = SC_FALSE;
    for (uint32_t k = 0; k < decision->rule_count; k++) {
        const sc_program_rule *its = &decision->rules[decision->order[k]];
        const uint8_t *truth = SC_TRUTHS(state, its->known);
        if (decision->choose == SC_CHOOSE_UNIQUE)
            sc_decide_conflict(n, conflict, outcome, truth, its->outcome);
        sc_decide_rule(n, outcome, rule, unknown, truth, its->outcome,
                       (uint16_t)decision->order[k]);
    }
    if (decision->choose == SC_CHOOSE_UNIQUE)
        sc_decide_none(n, outcome, rule, conflict);
    if (decision->has_otherwise)
        sc_decide_otherwise(n, outcome, rule, unknown, conflict, decision->otherwise,
                            decision->otherwise_if_unknown ? 0 : SC_UNKNOWN);
}

#endif

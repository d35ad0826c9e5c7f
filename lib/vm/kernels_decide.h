/* What each decision policy chooses on the evidence. Included by the interpreter, like
 * kernels.h. */
#ifndef SC_VM_KERNELS_DECIDE_H
#define SC_VM_KERNELS_DECIDE_H

#include "vm/kernels.h"

enum { SC_FIRST = 0, SC_WORST = 1, SC_BEST = 2, SC_UNIQUE = 3 }; /* as in the model */

static SC_INLINE void sc_decide_rule(size_t n, uint16_t *restrict outcome, uint16_t *restrict rule,
                                     uint8_t *restrict unknown, const uint8_t *restrict truth,
                                     uint16_t its_outcome, uint16_t its_rule)
{
    EACH_ROW outcome[i] = truth[i] == 2 ? its_outcome : outcome[i];
    EACH_ROW rule[i] = truth[i] == 2 ? its_rule : rule[i];
    EACH_ROW unknown[i] = (uint8_t)(unknown[i] | (truth[i] & 1));
}

static SC_INLINE void sc_decide_conflict(size_t n, uint8_t *restrict conflict,
                                         const uint16_t *restrict outcome,
                                         const uint8_t *restrict truth, uint16_t its_outcome)
{
    EACH_ROW conflict[i] =
        (truth[i] == 2) & (outcome[i] != SC_NO_CODE) & (outcome[i] != its_outcome) ? 2
                                                                                   : conflict[i];
}

static SC_INLINE void sc_decide_none(size_t n, uint16_t *restrict outcome, uint16_t *restrict rule,
                                     const uint8_t *restrict conflict)
{
    EACH_ROW outcome[i] = conflict[i] != 0 ? SC_NO_CODE : outcome[i];
    EACH_ROW rule[i] = conflict[i] != 0 ? SC_NO_CODE : rule[i];
}

/* `otherwise` where no rule holds and none is unknown (or it is meant to apply all the same). */
static SC_INLINE void sc_decide_otherwise(size_t n, uint16_t *restrict outcome,
                                          uint16_t *restrict rule, const uint8_t *restrict unknown,
                                          const uint8_t *restrict conflict, uint16_t otherwise,
                                          uint8_t waits)
{
    EACH_ROW
    {
        uint16_t held = (uint16_t)((unknown[i] & waits) | conflict[i]);
        uint16_t applies = (uint16_t)((outcome[i] == SC_NO_CODE) & (held == 0));
        outcome[i] = applies ? otherwise : outcome[i];
        rule[i] = applies ? SC_OTHERWISE_CODE : rule[i];
    }
}

/* The rules are walked so that the last that holds decides. */
static SC_INLINE void sc_decide(size_t n, sc_vm *state, const sc_program_decision *decision,
                                uint32_t to)
{
    uint16_t *outcome = SC_CODES(state, to), *rule = SC_CODES(state, decision->rule_reg);
    uint8_t *conflict = SC_TRUTHS(state, decision->conflict_reg), *unknown = state->flags[0];
    EACH_ROW outcome[i] = SC_NO_CODE;
    EACH_ROW rule[i] = SC_NO_CODE;
    EACH_ROW conflict[i] = unknown[i] = 0;
    for (uint32_t k = 0; k < decision->rule_count; k++) {
        const sc_program_rule *its = &decision->rules[decision->order[k]];
        const uint8_t *truth = SC_TRUTHS(state, its->evidence);
        if (decision->choose == SC_UNIQUE)
            sc_decide_conflict(n, conflict, outcome, truth, its->outcome);
        sc_decide_rule(n, outcome, rule, unknown, truth, its->outcome,
                       (uint16_t)decision->order[k]);
    }
    if (decision->choose == SC_UNIQUE)
        sc_decide_none(n, outcome, rule, conflict);
    if (decision->has_otherwise)
        sc_decide_otherwise(n, outcome, rule, unknown, conflict, decision->otherwise,
                            decision->otherwise_if_unknown ? 0 : 1);
}

#endif

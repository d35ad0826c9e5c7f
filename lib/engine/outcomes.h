/* Decisions: the outcome on the evidence, the possible ones, and the cases over earlier decisions. Included by the interpreter, like kernels.h. */
#ifndef SC_ENGINE_OUTCOMES_H
#define SC_ENGINE_OUTCOMES_H

#include "engine/kernels.h"

enum { SC_FIRST = 0, SC_WORST = 1, SC_BEST = 2, SC_UNIQUE = 3 }; /* as in the model */

/* --- on the evidence --- */

/* What holds so far while the rules are walked from the last to the first, so that an earlier rule takes over. */
typedef struct sc_holding {
    uint16_t outcome, rule;
    bool unknown, conflict;
} sc_holding;

static inline void sc_rule_holds(sc_holding *holding, uint8_t choose, uint16_t outcome, uint16_t rule)
{
    bool none = holding->outcome == SC_NO_CODE;
    if (choose == SC_UNIQUE && !none && holding->outcome != outcome)
        holding->conflict = true;
    if (none || choose == SC_FIRST || choose == SC_UNIQUE || (choose == SC_WORST && outcome >= holding->outcome) ||
        (choose == SC_BEST && outcome <= holding->outcome)) {
        holding->outcome = outcome;
        holding->rule = rule;
    }
}

static inline void sc_decide(size_t n, sc_state *state, const sc_program_decision *decision, uint32_t to)
{
    EACH {
        sc_holding holding = {SC_NO_CODE, SC_NO_CODE, false, false};
        for (uint32_t k = decision->rule_count; k-- > 0;) {
            uint8_t truth = SC_TRUTHS(state, decision->rules[k].evidence)[i];
            holding.unknown = holding.unknown || truth == 1;
            if (truth == 2)
                sc_rule_holds(&holding, decision->choose, decision->rules[k].outcome, (uint16_t)k);
        }
        if (holding.conflict) {
            holding.outcome = holding.rule = SC_NO_CODE;
        } else if (holding.outcome == SC_NO_CODE && decision->has_otherwise &&
                   (!holding.unknown || decision->otherwise_if_unknown)) {
            holding.outcome = decision->otherwise;
            holding.rule = SC_OTHERWISE_CODE;
        }
        SC_CODES(state, to)[i] = holding.outcome;
        SC_CODES(state, decision->rule_reg)[i] = holding.rule;
        SC_TRUTHS(state, decision->conflict_reg)[i] = holding.conflict ? 2 : 0;
    }
}

/* --- possible --- */

static inline uint8_t sc_rule_set(const sc_state *state, const sc_track *track, size_t row)
{
    static const uint8_t of_waiting[] = {SC_SET_F, SC_SET_F | SC_SET_T, SC_SET_T};
    uint8_t value = SC_TRUTHS(state, track->reg)[row];
    switch (track->kind) {
    case SC_STATED:
        return value;
    case SC_VOID:
        return (uint8_t)(1 << value);
    default:
        return of_waiting[value];
    }
}

/* What the rules' sets say together. */
typedef struct sc_rules_summary {
    bool all_can_fail;    /* none is certain: all can be not-T */
    bool all_can_be_false;
    bool some_unknown;    /* one can be U */
    bool two_outcomes;    /* `unique`: rules of different outcomes can be T */
    uint32_t sure_rule;   /* first rule that is certain, or rule_count */
    uint16_t sure, other_sure; /* `worst`/`best`: the outcome that displaces; `unique`: two certain outcomes that differ */
} sc_rules_summary;

static inline sc_rules_summary sc_summarise(const sc_state *state, const sc_program_decision *decision, size_t row)
{
    sc_rules_summary summary = {true, true, false, false, decision->rule_count, SC_NO_CODE, SC_NO_CODE};
    uint16_t can = SC_NO_CODE;
    for (uint32_t k = 0; k < decision->rule_count; k++) {
        uint8_t set = sc_rule_set(state, &decision->rules[k].possible, row);
        uint16_t outcome = decision->rules[k].outcome;
        summary.all_can_be_false = summary.all_can_be_false && (set & SC_SET_F);
        summary.some_unknown = summary.some_unknown || (set & SC_SET_U);
        if (set & SC_SET_T) {
            summary.two_outcomes = summary.two_outcomes || (can != SC_NO_CODE && can != outcome);
            can = outcome;
        }
        if (set != SC_SET_T)
            continue;
        if (summary.all_can_fail) {
            summary.sure_rule = k;
            summary.sure = outcome;
        } else if (decision->choose == SC_UNIQUE && outcome != summary.sure) {
            summary.other_sure = outcome;
        } else if ((decision->choose == SC_WORST && outcome > summary.sure) ||
                   (decision->choose == SC_BEST && outcome < summary.sure)) {
            summary.sure = outcome;
        }
        summary.all_can_fail = false;
    }
    return summary;
}

/* Whether rule k can decide: no certain rule displaces it. */
static inline bool sc_rule_can_decide(const sc_program_decision *decision, const sc_rules_summary *summary, uint32_t k)
{
    uint16_t outcome = decision->rules[k].outcome;
    if (summary->all_can_fail)
        return true;
    switch (decision->choose) {
    case SC_FIRST:
        return k <= summary->sure_rule;
    case SC_WORST:
        return outcome >= summary->sure;
    case SC_BEST:
        return outcome <= summary->sure;
    default:
        return outcome == summary->sure && summary->other_sure == SC_NO_CODE;
    }
}

static inline void sc_set_bit(uint64_t *words, uint32_t bit)
{
    words[bit / 64] |= (uint64_t)1 << (bit % 64);
}

static inline bool sc_has_bit(const uint64_t *words, uint32_t bit)
{
    return (words[bit / 64] >> (bit % 64)) & 1;
}

static inline void sc_possible_outcomes(size_t n, sc_state *state, const sc_program_decision *decision, uint32_t to)
{
    EACH {
        uint64_t *words = SC_BITS(state, to) + i * decision->words;
        for (uint32_t w = 0; w < decision->words; w++)
            words[w] = 0;
        sc_rules_summary summary = sc_summarise(state, decision, i);
        for (uint32_t k = 0; k < decision->rule_count; k++)
            if ((sc_rule_set(state, &decision->rules[k].possible, i) & SC_SET_T) &&
                sc_rule_can_decide(decision, &summary, k))
                sc_set_bit(words, decision->rules[k].outcome);
        bool otherwise = decision->has_otherwise &&
                         (decision->otherwise_if_unknown ? summary.all_can_fail : summary.all_can_be_false);
        if (otherwise)
            sc_set_bit(words, decision->otherwise);
        bool none = summary.all_can_fail && (!decision->has_otherwise ||
                                             (summary.some_unknown && !decision->otherwise_if_unknown));
        if (none || (decision->choose == SC_UNIQUE && summary.two_outcomes))
            sc_set_bit(words, decision->outcome_count);
    }
}

/* --- reading a decision's possible outcomes --- */

static inline uint8_t sc_has_set(const uint64_t *words, uint32_t count, const sc_mask *mask)
{
    uint64_t inside = 0, outside = 0;
    for (uint32_t w = 0; w <= count / 64; w++) {
        uint64_t outcomes = w == count / 64 ? words[w] & (((uint64_t)1 << (count % 64)) - 1) : words[w];
        inside |= outcomes & mask->words[w];
        outside |= outcomes & ~mask->words[w];
    }
    return (uint8_t)((inside ? SC_SET_T : 0) | (outside ? SC_SET_F : 0) |
                     (sc_has_bit(words, count) ? SC_SET_U : 0));
}

static inline void sc_has(size_t n, uint8_t *to, const sc_state *state, uint32_t bits, const sc_mask *mask)
{
    uint32_t words = state->program->registers.at[bits].words;
    EACH to[i] = sc_has_set(SC_BITS(state, bits) + i * words, mask->count, mask);
}

static inline void sc_has_certain(size_t n, uint8_t *to, const sc_state *state, uint32_t bits, const sc_mask *mask)
{
    uint32_t words = state->program->registers.at[bits].words;
    EACH to[i] = sc_single(sc_has_set(SC_BITS(state, bits) + i * words, mask->count, mask));
}

/* The number of set bits and the last of them. */
static inline uint32_t sc_bits_count(const uint64_t *words, uint32_t count, uint32_t *last)
{
    uint32_t found = 0;
    for (uint32_t w = 0; w < count; w++)
        for (uint64_t rest = words[w]; rest != 0; rest &= rest - 1) {
            uint32_t bit = 0;
            while (!((rest >> bit) & 1))
                bit++;
            *last = w * 64 + bit;
            found++;
        }
    return found;
}

/* HAS_OUTCOME, ONLY_CODE, STATE_OF_BITS: the register's domain has the size that its instruction carries. */
static inline void sc_bits_value(size_t n, sc_state *state, const sc_instruction *instruction)
{
    uint32_t words = state->program->registers.at[instruction->a].words;
    uint32_t none_bit = (uint32_t)instruction->immediate;
    EACH {
        const uint64_t *bits = SC_BITS(state, instruction->a) + i * words;
        uint32_t last = 0, found = sc_bits_count(bits, words, &last);
        bool none = sc_has_bit(bits, none_bit);
        if (instruction->opcode == SC_OP_ONLY_CODE)
            SC_CODES(state, instruction->to)[i] = found == 1 && !none ? (uint16_t)last : SC_NO_CODE;
        else if (instruction->opcode == SC_OP_HAS_OUTCOME)
            SC_TRUTHS(state, instruction->to)[i] = !none ? 2 : found == 1 ? 0 : 1;
        else
            SC_TRUTHS(state, instruction->to)[i] = found == 1 ? (none ? SC_IS_VOID : SC_IS_KNOWN)
                                                              : (none ? SC_IS_EITHER : SC_IS_OPEN);
    }
}

/* --- cases --- */

static inline uint32_t sc_outcomes_possible(const sc_state *state, uint32_t bits, size_t row)
{
    uint32_t words = state->program->registers.at[bits].words, last;
    return sc_bits_count(SC_BITS(state, bits) + row * words, words, &last);
}

/* Sets how many combinations each row has (0: over SC_MAX_CASES, one run with the full sets) and returns the most runs any row needs. */
static inline uint32_t sc_cases_count(size_t n, sc_state *state, const sc_split *split)
{
    uint32_t most = 1;
    EACH {
        uint32_t product = 1;
        for (uint32_t k = 0; k < split->count && product <= SC_MAX_CASES; k++)
            product *= sc_outcomes_possible(state, split->full[k], i);
        state->cases[i] = product > SC_MAX_CASES ? 0 : (uint8_t)product;
        if (product <= SC_MAX_CASES && product > most)
            most = product;
    }
    return most;
}

static inline void sc_copy_bits(uint64_t *to, const uint64_t *from, uint32_t words)
{
    for (uint32_t w = 0; w < words; w++)
        to[w] = from[w];
}

/* The outcome of that rank among the possible ones, alone. */
static inline void sc_only_bit(uint64_t *to, const uint64_t *from, uint32_t words, uint32_t rank)
{
    for (uint32_t w = 0; w < words; w++) {
        uint64_t rest = from[w], only = 0;
        for (; rest != 0; rest &= rest - 1)
            if (rank-- == 0) {
                only = rest & (0 - rest);
                break;
            }
        to[w] = only;
        if (only != 0) {
            while (++w < words)
                to[w] = 0;
            return;
        }
    }
}

/* Rows that have fewer cases run the last one again: it changes nothing. */
static inline void sc_cases_fix(size_t n, sc_state *state, const sc_split *split, uint32_t number)
{
    EACH {
        uint32_t left = number < state->cases[i] ? number : state->cases[i] - 1u;
        for (uint32_t k = 0; k < split->count; k++) {
            uint32_t words = state->program->registers.at[split->full[k]].words;
            const uint64_t *full = SC_BITS(state, split->full[k]) + i * words;
            uint64_t *fixed = SC_BITS(state, split->fixed[k]) + i * words;
            if (state->cases[i] == 0) {
                sc_copy_bits(fixed, full, words);
                continue;
            }
            uint32_t possible = sc_outcomes_possible(state, split->full[k], i);
            sc_only_bit(fixed, full, words, left % possible);
            left /= possible;
        }
    }
}

static inline void sc_cases_full(size_t n, sc_state *state, const sc_split *split)
{
    EACH for (uint32_t k = 0; k < split->count; k++)
    {
        uint32_t words = state->program->registers.at[split->full[k]].words;
        sc_copy_bits(SC_BITS(state, split->fixed[k]) + i * words, SC_BITS(state, split->full[k]) + i * words, words);
    }
}

static inline void sc_cases_clear(size_t n, sc_state *state, uint32_t to)
{
    uint32_t words = state->program->registers.at[to].words;
    for (size_t w = 0; w < n * words; w++)
        SC_BITS(state, to)[w] = 0;
}

static inline void sc_cases_join(size_t n, sc_state *state, const sc_split *split, uint32_t to)
{
    uint32_t words = state->program->registers.at[to].words;
    for (size_t w = 0; w < n * words; w++)
        SC_BITS(state, to)[w] |= SC_BITS(state, split->result)[w];
}

#endif

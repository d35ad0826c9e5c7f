/* Possible outcomes of more than 64, row by row, and what is asked too rarely to go by columns.
 * Part of kernels_outcomes.h. */
#ifndef SC_VM_KERNELS_OUTCOMES_WIDE_H
#define SC_VM_KERNELS_OUTCOMES_WIDE_H

static inline uint64_t *sc_wide_row(const sc_vm *state, uint32_t reg, size_t row)
{
    return (uint64_t *)state->registers[reg] + row * (state->program->registers.at[reg].width / 8);
}

static inline void sc_set_bit(uint64_t *words, uint32_t bit)
{
    words[bit / 64] |= (uint64_t)1 << (bit % 64);
}

static inline uint8_t sc_rule_set(const sc_vm *state, uint32_t reg, sc_missing_kind kind,
                                  size_t row)
{
    static const uint8_t of_waiting[] = {SC_SET_F, SC_SET_F | SC_SET_T, SC_SET_T};
    uint8_t value = SC_TRUTHS(state, reg)[row];
    if (kind == SC_MISSING_BY_STATE)
        return value;
    return (uint8_t)(kind == SC_MISSING_IS_VOID ? 1 << value : of_waiting[value]);
}

/* What the rules' sets say together. */
typedef struct sc_rules_summary {
    bool all_can_fail; /* none is certain: all can be not-T */
    bool all_can_be_false;
    bool some_unknown;  /* one can be U */
    bool two_outcomes;  /* `unique`: rules of different outcomes can be T */
    uint32_t sure_rule; /* first rule that is certain, or rule_count */
    /* `worst`/`best`: the outcome that displaces; `unique`: two certain outcomes that differ */
    uint16_t sure, other_sure;
} sc_rules_summary;

static inline sc_rules_summary sc_summarise(const sc_vm *state, const sc_program_decision *decision,
                                            const uint32_t *list, size_t row)
{
    sc_rules_summary summary = {true,       true,      false, false, decision->rule_count,
                                SC_NO_CODE, SC_NO_CODE};
    uint16_t can = SC_NO_CODE;
    for (uint32_t k = 0; k < decision->rule_count; k++) {
        uint8_t set = sc_rule_set(state, list[k], decision->rules[k].possible.kind, row);
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
static inline bool sc_rule_can_decide(const sc_program_decision *decision,
                                      const sc_rules_summary *summary, uint32_t k)
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

static inline void sc_possible_wide(size_t n, sc_vm *state, const sc_program_decision *decision,
                                    const uint32_t *list, uint32_t to)
{
    EACH_ROW
    {
        uint64_t *words = sc_wide_row(state, to, i);
        memset(words, 0, decision->width);
        sc_rules_summary summary = sc_summarise(state, decision, list, i);
        for (uint32_t k = 0; k < decision->rule_count; k++)
            if ((sc_rule_set(state, list[k], decision->rules[k].possible.kind, i) & SC_SET_T) &&
                sc_rule_can_decide(decision, &summary, k))
                sc_set_bit(words, decision->rules[k].outcome);
        if (decision->has_otherwise &&
            (decision->otherwise_if_unknown ? summary.all_can_fail : summary.all_can_be_false))
            sc_set_bit(words, decision->otherwise);
        bool none =
            summary.all_can_fail &&
            (!decision->has_otherwise || (summary.some_unknown && !decision->otherwise_if_unknown));
        if (none || (decision->choose == SC_UNIQUE && summary.two_outcomes))
            sc_set_bit(words, decision->outcome_count);
    }
}

static inline void sc_in_mask_wide(size_t n, uint8_t *to, const sc_vm *state, uint32_t bits,
                                   const sc_mask *mask, bool certain)
{
    uint32_t count = mask->count;
    EACH_ROW
    {
        const uint64_t *words = sc_wide_row(state, bits, i);
        uint64_t inside = 0, outside = 0;
        for (uint32_t w = 0; w <= count / 64; w++) {
            uint64_t outcomes =
                w == count / 64 ? words[w] & (((uint64_t)1 << (count % 64)) - 1) : words[w];
            inside |= outcomes & mask->words[w];
            outside |= outcomes & ~mask->words[w];
        }
        uint8_t set = (uint8_t)((inside ? SC_SET_T : 0) | (outside ? SC_SET_F : 0) |
                                (sc_bits_has(state, bits, i, count) ? SC_SET_U : 0));
        to[i] = certain ? sc_set_to_truth(set) : set;
    }
}

/* --- any width --- */

/* The number of possible outcomes, 'no outcome' (bit `none`) included, and the last of them. */
static inline uint32_t sc_bits_count(const sc_vm *state, uint32_t reg, size_t row, uint32_t none,
                                     uint32_t *last)
{
    uint32_t found = 0;
    for (uint32_t bit = 0; bit <= none; bit++)
        if (sc_bits_has(state, reg, row, bit)) {
            *last = bit;
            found++;
        }
    return found;
}

/* HAS_OUTCOME, ONLY_OUTCOME, STATE_OF_OUTCOMES: the immediate is the bit of 'no outcome'. */
static inline void sc_bits_value(size_t n, sc_vm *state, const sc_instruction *instruction)
{
    uint32_t none_bit = (uint32_t)instruction->immediate;
    EACH_ROW
    {
        uint32_t last = 0, found = sc_bits_count(state, instruction->a, i, none_bit, &last);
        bool none = sc_bits_has(state, instruction->a, i, none_bit);
        if (instruction->opcode == SC_OP_ONLY_OUTCOME)
            SC_CODES(state, instruction->to)[i] = found == 1 && !none ? (uint16_t)last : SC_NO_CODE;
        else if (instruction->opcode == SC_OP_HAS_OUTCOME)
            SC_TRUTHS(state, instruction->to)[i] = !none ? 2 : found == 1 ? 0 : 1;
        else
            SC_TRUTHS(state, instruction->to)
        [i] = found == 1 ? (none ? SC_IS_VOID : SC_IS_KNOWN) : (none ? SC_IS_EITHER : SC_IS_OPEN);
    }
}

/* --- cases over several earlier decisions, or over a wide one --- */

/* Sets how many combinations each row has (0: over SC_MAX_CASES, one run with the full sets) and
 * returns the most runs any row needs. */
static inline uint32_t sc_cases_count(size_t n, sc_vm *state, const sc_split *split)
{
    uint32_t most = 1, last;
    EACH_ROW
    {
        uint32_t product = 1;
        for (uint32_t k = 0; k < split->count && product <= SC_MAX_CASES; k++)
            product *= sc_bits_count(state, split->full[k], i, split->none[k], &last);
        state->cases[i] = product > SC_MAX_CASES ? 0 : (uint8_t)product;
        if (product <= SC_MAX_CASES && product > most)
            most = product;
    }
    return most;
}

/* The outcome of that rank among the possible ones, alone. */
static inline void sc_only_bit(const sc_vm *state, uint32_t to, uint32_t from, size_t row,
                               uint32_t rank)
{
    uint32_t width = state->program->registers.at[from].width, bit = 0;
    uint8_t *bytes = (uint8_t *)state->registers[to] + row * width;
    while (!sc_bits_has(state, from, row, bit) || rank-- > 0)
        bit++;
    uint64_t only = (uint64_t)1 << (bit % 64);
    memset(bytes, 0, width);
    if (width >= 8)
        memcpy(bytes + bit / 64 * 8, &only, 8);
    else if (width == 4)
        *(uint32_t *)(void *)bytes = (uint32_t)only;
    else if (width == 2)
        *(uint16_t *)(void *)bytes = (uint16_t)only;
    else
        *bytes = (uint8_t)only;
}

/* Rows that have fewer cases run the last one again: it changes nothing. */
static inline void sc_cases_fix(size_t n, sc_vm *state, const sc_split *split, uint32_t number)
{
    uint32_t last;
    EACH_ROW
    {
        uint32_t left = number < state->cases[i] ? number : state->cases[i] - 1u;
        for (uint32_t k = 0; k < split->count; k++) {
            uint32_t width = state->program->registers.at[split->full[k]].width;
            if (state->cases[i] == 0) {
                memcpy((char *)state->registers[split->fixed[k]] + i * width,
                       (char *)state->registers[split->full[k]] + i * width, width);
                continue;
            }
            uint32_t possible = sc_bits_count(state, split->full[k], i, split->none[k], &last);
            sc_only_bit(state, split->fixed[k], split->full[k], i, left % possible);
            left /= possible;
        }
    }
}

static inline void sc_cases_full(size_t n, sc_vm *state, const sc_split *split)
{
    for (uint32_t k = 0; k < split->count; k++)
        memcpy(state->registers[split->fixed[k]], state->registers[split->full[k]],
               n * state->program->registers.at[split->full[k]].width);
}

static SC_INLINE void sc_cases_join(size_t n, sc_vm *state, const sc_split *split, uint32_t to)
{
    size_t bytes = n * state->program->registers.at[to].width;
    uint8_t *restrict joined = (uint8_t *)state->registers[to];
    const uint8_t *restrict more = (const uint8_t *)state->registers[split->result];
    for (size_t i = 0; i < bytes; i++)
        joined[i] |= more[i];
}

#endif

/* Possible outcomes of decisions of more than 64 outcomes, and kernels of any width that are too
 * rare to be worth a vector form: row by row. Part of kernels_outcomes.h. */
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

static inline sc_truth_set sc_rule_set(const sc_vm *state, uint32_t reg, sc_missing_kind kind,
                                       size_t row)
{
    return sc_truth_set_of(kind, SC_TRUTHS(state, reg)[row]);
}

/* What the truth sets of a decision's rules have in common, and the certain rules. */
typedef struct sc_rules_summary {
    bool all_can_be_false;
    bool some_unknown;
    bool can_conflict; /* two rules that can hold displace each other */
    /* of the certain rules the one that no other displaces, or SC_NO_RULE */
    uint32_t strongest;
    /* a certain rule that conflicts with it, or SC_NO_RULE */
    uint32_t rival;
} sc_rules_summary;
#define SC_NO_RULE UINT32_MAX

static inline bool sc_rule_displaces(const sc_program_decision *decision, uint32_t i, uint32_t j)
{
    return sc_displaces(decision->choose, i, j, decision->rules[i].outcome,
                        decision->rules[j].outcome);
}

static inline bool sc_rules_conflict(const sc_program_decision *decision, uint32_t i, uint32_t j)
{
    return sc_conflicts(decision->choose, i, j, decision->rules[i].outcome,
                        decision->rules[j].outcome);
}

static inline void sc_add_certain_rule(const sc_program_decision *decision,
                                       sc_rules_summary *summary, uint32_t rule)
{
    if (summary->strongest == SC_NO_RULE)
        summary->strongest = rule;
    else if (sc_rules_conflict(decision, rule, summary->strongest))
        summary->rival = rule;
    else if (sc_rule_displaces(decision, rule, summary->strongest))
        summary->strongest = rule;
}

static inline sc_rules_summary sc_summarise(const sc_vm *state, const sc_program_decision *decision,
                                            const uint32_t *list, size_t row)
{
    sc_rules_summary summary = {true, false, false, SC_NO_RULE, SC_NO_RULE};
    uint32_t last = SC_NO_RULE; /* that can hold */
    for (uint32_t k = 0; k < decision->rule_count; k++) {
        sc_truth_set set = sc_rule_set(state, list[k], decision->rules[k].possible.kind, row);
        summary.all_can_be_false = summary.all_can_be_false && sc_set_has(set, SC_FALSE);
        summary.some_unknown = summary.some_unknown || sc_set_has(set, SC_UNKNOWN);
        if (sc_set_has(set, SC_TRUE)) {
            summary.can_conflict = summary.can_conflict ||
                                   (last != SC_NO_RULE && sc_rules_conflict(decision, k, last));
            last = k;
        }
        if (set == SC_SET_TRUE)
            sc_add_certain_rule(decision, &summary, k);
    }
    return summary;
}

/* Whether no certain rule displaces rule k. Checking the two of the summary suffices: the order
 * of `first`, `worst` and `best` is total, and under `unique` all rules of one outcome are alike.
 */
static inline bool sc_rule_can_decide(const sc_program_decision *decision,
                                      const sc_rules_summary *summary, uint32_t k)
{
    return (summary->strongest == SC_NO_RULE ||
            !sc_rule_displaces(decision, summary->strongest, k)) &&
           (summary->rival == SC_NO_RULE || !sc_rule_displaces(decision, summary->rival, k));
}

static inline void sc_possible_wide(size_t n, sc_vm *state, const sc_program_decision *decision,
                                    const uint32_t *list, uint32_t to)
{
    FOR_EACH_ROW
    {
        uint64_t *words = sc_wide_row(state, to, i);
        memset(words, 0, decision->width);
        sc_rules_summary summary = sc_summarise(state, decision, list, i);
        bool none_certain = summary.strongest == SC_NO_RULE;
        for (uint32_t k = 0; k < decision->rule_count; k++) {
            sc_truth_set set = sc_rule_set(state, list[k], decision->rules[k].possible.kind, i);
            if (sc_set_has(set, SC_TRUE) && sc_rule_can_decide(decision, &summary, k))
                sc_set_bit(words, decision->rules[k].outcome);
        }
        if (decision->has_otherwise &&
            (decision->otherwise_if_unknown ? none_certain : summary.all_can_be_false))
            sc_set_bit(words, decision->otherwise);
        bool undecided =
            none_certain &&
            (!decision->has_otherwise || (summary.some_unknown && !decision->otherwise_if_unknown));
        if (undecided || summary.can_conflict)
            sc_set_bit(words, decision->outcome_count);
    }
}

static inline void sc_in_mask_wide(size_t n, uint8_t *to, const sc_vm *state, uint32_t bits,
                                   const sc_mask *mask, bool certain)
{
    uint32_t count = mask->count;
    FOR_EACH_ROW
    {
        const uint64_t *words = sc_wide_row(state, bits, i);
        uint64_t inside = 0, outside = 0;
        for (uint32_t w = 0; w <= count / 64; w++) {
            uint64_t outcomes =
                w == count / 64 ? words[w] & (((uint64_t)1 << (count % 64)) - 1) : words[w];
            inside |= outcomes & mask->words[w];
            outside |= outcomes & ~mask->words[w];
        }
        uint8_t set = (uint8_t)((inside ? SC_SET_TRUE : 0) | (outside ? SC_SET_FALSE : 0) |
                                (sc_bits_has(state, bits, i, count) ? SC_SET_UNKNOWN : 0));
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
    FOR_EACH_ROW
    {
        uint32_t last = 0, found = sc_bits_count(state, instruction->a, i, none_bit, &last);
        bool none = sc_bits_has(state, instruction->a, i, none_bit);
        uint8_t *byte = &SC_TRUTHS(state, instruction->to)[i];
        if (instruction->opcode == SC_OP_ONLY_OUTCOME)
            SC_CODES(state, instruction->to)[i] = found == 1 && !none ? (uint16_t)last : SC_NO_CODE;
        else if (instruction->opcode == SC_OP_HAS_OUTCOME)
            *byte = !none ? SC_TRUE : found == 1 ? SC_FALSE : SC_UNKNOWN;
        else if (found == 1)
            *byte = none ? SC_STATE_VOID : SC_STATE_KNOWN;
        else
            *byte = none ? SC_STATE_OPEN_OR_VOID : SC_STATE_OPEN;
    }
}

/* --- cases over several earlier decisions, or over a wide one --- */

/* Sets how many combinations each row has (0: over SC_MAX_CASES, one run with the full sets) and
 * returns the highest number of runs that a row needs. */
static inline uint32_t sc_cases_count(size_t n, sc_vm *state, const sc_split *split)
{
    uint32_t max = 1, last;
    FOR_EACH_ROW
    {
        uint32_t product = 1;
        for (uint32_t k = 0; k < split->count && product <= SC_MAX_CASES; k++)
            product *= sc_bits_count(state, split->full[k], i, split->none[k], &last);
        state->cases[i] = product > SC_MAX_CASES ? 0 : (uint8_t)product;
        if (product <= SC_MAX_CASES && product > max)
            max = product;
    }
    return max;
}

/* Sets `to` to the one possible outcome of that rank. */
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

/* A row that has fewer cases repeats its last: the union stays the same. */
static inline void sc_cases_fix(size_t n, sc_vm *state, const sc_split *split, uint32_t number)
{
    uint32_t last;
    FOR_EACH_ROW
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

/* Kernels over possible outcomes: for each row a bit set of outcomes, of 8 to 64 bits as the
 * decision needs. Decisions of more outcomes are in kernels_outcomes_wide.h. */
#ifndef SC_VM_KERNELS_OUTCOMES_H
#define SC_VM_KERNELS_OUTCOMES_H

#include "vm/kernels_decide.h"

/* The possible result of a rule as four flags (each 0 or 1): can be true, can only be true, can be
 * false, can be unknown. There is one form for each way of reading its register. */
#define SC_OPEN_FLAGS(v) (v) != SC_FALSE, (v) == SC_TRUE, (v) != SC_TRUE, 0
#define SC_VOID_FLAGS(v) (v) == SC_TRUE, (v) == SC_TRUE, (v) == SC_FALSE, (v) == SC_UNKNOWN
#define SC_TRUTH_SET_FLAGS(v)                                                                      \
    ((v)&SC_SET_TRUE) >> 2, (v) == SC_SET_TRUE, (v)&SC_SET_FALSE, ((v)&SC_SET_UNKNOWN) >> 1

/* Adds a rule: to `can` its outcome where the rule can hold, to `sure` where it is certain to.
 * Under `first` a rule counts only where no earlier one is certain. */
#define SC_ADD_RULE(bits, CAN_BE_TRUE, ONLY_TRUE, CAN_BE_FALSE, CAN_BE_UNKNOWN)                    \
    do {                                                                                           \
        bits reached = (bits)(first ? sure[i] == 0 : 1);                                           \
        can[i] = (bits)(can[i] | ((CAN_BE_TRUE)&reached ? bit : 0));                               \
        sure[i] = (bits)(sure[i] | ((ONLY_TRUE) ? bit : 0));                                       \
    } while (0)
/* What an `otherwise` needs that applies only where no rule is unknown. */
#define SC_ADD_OTHERWISE_CONDITION(bits, CAN_BE_TRUE, ONLY_TRUE, CAN_BE_FALSE, CAN_BE_UNKNOWN)     \
    do {                                                                                           \
        all_false[i] = (uint8_t)(all_false[i] & (CAN_BE_FALSE));                                   \
        unknown[i] = (uint8_t)(unknown[i] | (CAN_BE_UNKNOWN));                                     \
    } while (0)
#define SC_APPLY_FLAGS(what, bits, flags) SC_APPLY_FLAGS_EXPANDED(what, bits, flags)
#define SC_APPLY_FLAGS_EXPANDED(what, bits, CAN_BE_TRUE, ONLY_TRUE, CAN_BE_FALSE, CAN_BE_UNKNOWN)  \
    what(bits, CAN_BE_TRUE, ONLY_TRUE, CAN_BE_FALSE, CAN_BE_UNKNOWN)
#define SC_EACH_ROW_FLAGS(what, bits)                                                              \
    if (kind == SC_MISSING_BY_STATE) {                                                             \
        FOR_EACH_ROW SC_APPLY_FLAGS(what, bits, SC_TRUTH_SET_FLAGS(v[i]));                         \
    } else if (kind == SC_MISSING_IS_VOID) {                                                       \
        FOR_EACH_ROW SC_APPLY_FLAGS(what, bits, SC_VOID_FLAGS(v[i]));                              \
    } else {                                                                                       \
        FOR_EACH_ROW SC_APPLY_FLAGS(what, bits, SC_OPEN_FLAGS(v[i]));                              \
    }

static SC_INLINE void sc_add_otherwise_condition(size_t n, uint8_t *restrict all_false,
                                                 uint8_t *restrict unknown,
                                                 const uint8_t *restrict v, sc_missing_kind kind){
    SC_EACH_ROW_FLAGS(SC_ADD_OTHERWISE_CONDITION, uint8_t)}

/* clang-format off */
#define SC_OUTCOME_KERNELS(bits)                                                                                       \
    static SC_INLINE void sc_add_rule_##bits(size_t n, bits *restrict can, bits *restrict sure,                        \
                                             const uint8_t *restrict v, sc_missing_kind kind,                          \
                                             bool first, uint32_t outcome)                                             \
    {                                                                                                                  \
        const bits bit = (bits)((bits)1 << outcome);                                                                   \
        SC_EACH_ROW_FLAGS(SC_ADD_RULE, bits)                                                                           \
    }                                                                                                                  \
    /* All bits up to the highest that is set. */                                                                      \
    static SC_INLINE bits sc_smeared_##bits(bits s)                                                                    \
    {                                                                                                                  \
        for (unsigned shift = 1; shift < 8 * sizeof(bits); shift *= 2)                                                 \
            s = (bits)(s | (bits)(s >> shift));                                                                        \
        return s;                                                                                                      \
    }                                                                                                                  \
    static SC_INLINE void sc_displace_worst_##bits(size_t n, bits *restrict can, const bits *restrict sure)            \
    {                                                                                                                  \
        FOR_EACH_ROW can[i] = (bits)(can[i] & (bits) ~(bits)(sc_smeared_##bits(sure[i]) >> 1));                        \
    }                                                                                                                  \
    static SC_INLINE void sc_displace_best_##bits(size_t n, bits *restrict can, const bits *restrict sure)             \
    {                                                                                                                  \
        FOR_EACH_ROW                                                                                                   \
        {                                                                                                              \
            bits lowest = (bits)(sure[i] & (bits)(0 - sure[i]));                                                       \
            can[i] = (bits)(can[i] & (bits)(lowest | (bits)(lowest - 1)));                                             \
        }                                                                                                              \
    }                                                                                                                  \
    /* Two rules of different outcomes that can hold can conflict, which leaves no outcome. */                         \
    static SC_INLINE void sc_displace_unique_##bits(size_t n, bits *restrict can, const bits *restrict sure,           \
                                                    bits none)                                                         \
    {                                                                                                                  \
        FOR_EACH_ROW                                                                                                   \
        {                                                                                                              \
            bits conflict = (can[i] & (bits)(can[i] - 1)) != 0 ? none : 0;                                             \
            bool one_sure = (sure[i] & (bits)(sure[i] - 1)) == 0;                                                      \
            bits left = sure[i] == 0 ? can[i] : one_sure ? (bits)(can[i] & sure[i]) : 0;                               \
            can[i] = (bits)(left | conflict);                                                                          \
        }                                                                                                              \
    }                                                                                                                  \
    /* Removes the outcomes that certain rules displace; `first` has none left here. */                                \
    static SC_INLINE void sc_displace_##bits(size_t n, bits *restrict can, const bits *restrict sure,                  \
                                             const sc_program_decision *decision)                                      \
    {                                                                                                                  \
        switch (decision->choose) {                                                                                    \
        case SC_CHOOSE_WORST:                                                                                          \
            sc_displace_worst_##bits(n, can, sure);                                                                    \
            break;                                                                                                     \
        case SC_CHOOSE_BEST:                                                                                           \
            sc_displace_best_##bits(n, can, sure);                                                                     \
            break;                                                                                                     \
        case SC_CHOOSE_UNIQUE:                                                                                         \
            sc_displace_unique_##bits(n, can, sure, (bits)((bits)1 << decision->outcome_count));                       \
            break;                                                                                                     \
        case SC_CHOOSE_FIRST:                                                                                          \
        case SC_CHOOSE_EVERY:                                                                                          \
            break;                                                                                                     \
        }                                                                                                              \
    }                                                                                                                  \
    static SC_INLINE void sc_add_otherwise_##bits(size_t n, bits *restrict can, const bits *restrict sure,             \
                                                  const uint8_t *restrict all_false,                                   \
                                                  const uint8_t *restrict unknown,                                     \
                                                  const sc_program_decision *decision)                                 \
    {                                                                                                                  \
        const bits otherwise = (bits)((bits)1 << decision->otherwise);                                                 \
        const bits none = (bits)((bits)1 << decision->outcome_count);                                                  \
        if (!decision->has_otherwise) {                                                                                \
            FOR_EACH_ROW can[i] = (bits)(can[i] | (sure[i] == 0 ? none : 0));                                          \
        } else if (decision->otherwise_if_unknown) {                                                                   \
            FOR_EACH_ROW can[i] = (bits)(can[i] | (sure[i] == 0 ? otherwise : 0));                                     \
        } else {                                                                                                       \
            FOR_EACH_ROW can[i] = (bits)(can[i] | (all_false[i] ? otherwise : 0) |                                     \
                                         (unknown[i] & (sure[i] == 0) ? none : 0));                                    \
        }                                                                                                              \
    }                                                                                                                  \
    static SC_INLINE void sc_possible_##bits(size_t n, sc_vm *state, const sc_program_decision *decision,              \
                                             const uint32_t *list, uint32_t to)                                        \
    {                                                                                                                  \
        bits *can = (bits *)state->registers[to], *sure = (bits *)state->work[0];                                      \
        uint8_t *all_false = state->flags[0], *unknown = state->flags[1];                                              \
        FOR_EACH_ROW can[i] = sure[i] = 0;                                                                             \
        bool conditional = decision->has_otherwise && !decision->otherwise_if_unknown;                                 \
        for (size_t i = 0; conditional && i < n; i++) {                                                                \
            all_false[i] = 1;                                                                                          \
            unknown[i] = 0;                                                                                            \
        }                                                                                                              \
        for (uint32_t k = 0; k < decision->rule_count; k++) {                                                          \
            const sc_program_rule *its = &decision->rules[k];                                                          \
            const uint8_t *v = SC_TRUTHS(state, list[k]);                                                              \
            sc_add_rule_##bits(n, can, sure, v, its->possible.kind, decision->choose == SC_CHOOSE_FIRST,               \
                               its->outcome);                                                                          \
            if (conditional)                                                                                           \
                sc_add_otherwise_condition(n, all_false, unknown, v, its->possible.kind);                              \
        }                                                                                                              \
        sc_displace_##bits(n, can, sure, decision);                                                                    \
        sc_add_otherwise_##bits(n, can, sure, all_false, unknown, decision);                                           \
    }                                                                                                                  \
    /* Whether the possible outcomes are in the mask: true, false, or unknown for 'no outcome'. */                     \
    static SC_INLINE void sc_in_mask_##bits(size_t n, uint8_t *restrict to, const bits *restrict a, bits mask,         \
                                            uint32_t none, bool certain)                                               \
    {                                                                                                                  \
        const bits nothing = (bits)((bits)1 << none);                                                                  \
        bits other = (bits)(nothing - 1) & (bits)~mask;                                                                \
        if (certain) {                                                                                                 \
            FOR_EACH_ROW to[i] = (uint8_t)(((a[i] & mask) != 0) + ((a[i] & other) == 0));                              \
        } else {                                                                                                       \
            FOR_EACH_ROW to[i] = (uint8_t)(((a[i] & mask) != 0 ? SC_SET_TRUE : 0) |                                    \
                                           ((a[i] & other) != 0 ? SC_SET_FALSE : 0) |                                  \
                                           (a[i] & nothing ? SC_SET_UNKNOWN : 0));                                     \
        }                                                                                                              \
    }                                                                                                                  \
    /* Takes the next outcome of each row from `rest`; a row that has no more repeats its last. */                     \
    static SC_INLINE uint64_t sc_next_case_##bits(size_t n, bits *restrict fixed, bits *restrict rest)                 \
    {                                                                                                                  \
        bits more = 0;                                                                                                 \
        FOR_EACH_ROW                                                                                                   \
        {                                                                                                              \
            bits lowest = (bits)(rest[i] & (bits)(0 - rest[i]));                                                       \
            fixed[i] = lowest != 0 ? lowest : fixed[i];                                                                \
            rest[i] = (bits)(rest[i] & (bits)(rest[i] - 1));                                                           \
            more = (bits)(more | rest[i]);                                                                             \
        }                                                                                                              \
        return more;                                                                                                   \
    }
SC_OUTCOME_KERNELS(uint8_t)
SC_OUTCOME_KERNELS(uint16_t)
SC_OUTCOME_KERNELS(uint32_t)
SC_OUTCOME_KERNELS(uint64_t)
/* clang-format on */

#include "vm/kernels_outcomes_wide.h"

#define SC_BY_WIDTH(width, narrow, wide)                                                           \
    switch (width) {                                                                               \
    case sizeof(uint8_t):                                                                          \
        narrow(uint8_t);                                                                           \
        break;                                                                                     \
    case sizeof(uint16_t):                                                                         \
        narrow(uint16_t);                                                                          \
        break;                                                                                     \
    case sizeof(uint32_t):                                                                         \
        narrow(uint32_t);                                                                          \
        break;                                                                                     \
    case sizeof(uint64_t):                                                                         \
        narrow(uint64_t);                                                                          \
        break;                                                                                     \
    default:                                                                                       \
        wide;                                                                                      \
    }

        static SC_INLINE
    void sc_possible_outcomes(size_t n, sc_vm *state, const sc_program_decision *decision,
                              const uint32_t *list, uint32_t to)
{
#define SC_NARROW(bits) sc_possible_##bits(n, state, decision, list, to)
    SC_BY_WIDTH(decision->width, SC_NARROW, sc_possible_wide(n, state, decision, list, to))
#undef SC_NARROW
}

static SC_INLINE void sc_in_mask(size_t n, uint8_t *to, const sc_vm *state, uint32_t bits_register,
                                 const sc_mask *mask, bool certain)
{
#define SC_NARROW(bits)                                                                            \
    sc_in_mask_##bits(n, to, (const bits *)state->registers[bits_register], (bits)mask->words[0],  \
                      mask->count, certain)
    SC_BY_WIDTH(state->program->registers.at[bits_register].width, SC_NARROW,
                sc_in_mask_wide(n, to, state, bits_register, mask, certain))
#undef SC_NARROW
}

static SC_INLINE void sc_join_specialised_one(size_t n, uint8_t *restrict to,
                                              const uint8_t *restrict full,
                                              const uint8_t *restrict set, uint8_t mask)
{
    FOR_EACH_ROW to[i] = (uint8_t)(to[i] | (full[i] & mask ? set[i] : 0));
}

static SC_INLINE void sc_join_specialised(size_t n, sc_vm *state, uint32_t to, const uint32_t *list,
                                          uint32_t count, const sc_mask *masks)
{
    uint8_t *joined = SC_TRUTHS(state, to);
    FOR_EACH_ROW joined[i] = 0;
    for (uint32_t k = 1; k < count; k++)
        sc_join_specialised_one(n, joined, SC_TRUTHS(state, list[0]), SC_TRUTHS(state, list[k]),
                                (uint8_t)masks[k - 1].words[0]);
}

/* True where there are further cases. */
static SC_INLINE bool sc_next_case(size_t n, sc_vm *state, const sc_split *split)
{
    uint64_t more = 0;
#define SC_NARROW(bits)                                                                            \
    more = sc_next_case_##bits(n, (bits *)state->registers[split->fixed[0]], (bits *)state->rest)
    SC_BY_WIDTH(state->program->registers.at[split->full[0]].width, SC_NARROW, more = 0)
#undef SC_NARROW
    return more != 0;
}

#endif

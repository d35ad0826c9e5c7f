/* Possible outcomes: a set of bits for each row, of the width that the decision needs. Included by
 * the interpreter, like kernels.h. */
#ifndef SC_VM_KERNELS_OUTCOMES_H
#define SC_VM_KERNELS_OUTCOMES_H

#include "vm/kernels_decide.h"

/* What one rule's set says, by how its register is to be read: it can be T, can only be T, can be
 * F, can be U (each 0 or 1). */
#define SC_OPEN_FLAGS(v) (v) != 0, (v) == 2, (v) != 2, 0
#define SC_VOID_FLAGS(v) (v) == 2, (v) == 2, (v) == 0, (v) == 1
#define SC_TRUTH_SET_FLAGS(v)                                                                      \
    ((v)&SC_SET_T) >> 2, (v) == SC_SET_T, (v)&SC_SET_F, ((v)&SC_SET_U) >> 1

/* Adds one rule: `can` the outcomes that may be, `sure` those of rules that are certain. A `first`
 * rule counts only while no earlier one is certain. */
#define SC_ADD_RULE(bits, T, ONLY, F, U)                                                           \
    do {                                                                                           \
        bits alive = (bits)(first ? sure[i] == 0 : 1);                                             \
        can[i] = (bits)(can[i] | ((T)&alive ? bit : 0));                                           \
        sure[i] = (bits)(sure[i] | ((ONLY) ? bit : 0));                                            \
    } while (0)
/* What only an `otherwise` asks that does not apply where a rule is unknown. */
#define SC_ADD_OTHERWISE_CONDITION(bits, T, ONLY, F, U)                                            \
    do {                                                                                           \
        all_false[i] = (uint8_t)(all_false[i] & (F));                                              \
        unknown[i] = (uint8_t)(unknown[i] | (U));                                                  \
    } while (0)
#define SC_APPLY_FLAGS(what, bits, says) SC_APPLY_FLAGS_EXPANDED(what, bits, says)
#define SC_APPLY_FLAGS_EXPANDED(what, bits, T, ONLY, F, U) what(bits, T, ONLY, F, U)
#define SC_EACH_ROW_FLAGS(what, bits)                                                              \
    if (kind == SC_MISSING_BY_STATE) {                                                             \
        EACH_ROW SC_APPLY_FLAGS(what, bits, SC_TRUTH_SET_FLAGS(v[i]));                             \
    } else if (kind == SC_MISSING_IS_VOID) {                                                       \
        EACH_ROW SC_APPLY_FLAGS(what, bits, SC_VOID_FLAGS(v[i]));                                  \
    } else {                                                                                       \
        EACH_ROW SC_APPLY_FLAGS(what, bits, SC_OPEN_FLAGS(v[i]));                                  \
    }

static SC_INLINE void sc_add_otherwise_condition(size_t n, uint8_t *restrict all_false,
                                                 uint8_t *restrict unknown,
                                                 const uint8_t *restrict v, sc_missing_kind kind){
    SC_EACH_ROW_FLAGS(SC_ADD_OTHERWISE_CONDITION, uint8_t)}

/* Bits that displace no certain outcome. `sure` 0: all. */
#define SC_OUTCOME_KERNELS(bits)                                                                   \
    static SC_INLINE void sc_add_rule_##bits(size_t n, bits *restrict can, bits *restrict sure,    \
                                             const uint8_t *restrict v, sc_missing_kind kind,      \
                                             bool first, uint32_t outcome)                         \
    {                                                                                              \
        const bits bit = (bits)((bits)1 << outcome);                                               \
        SC_EACH_ROW_FLAGS(SC_ADD_RULE, bits)                                                       \
    }                                                                                              \
    static SC_INLINE bits sc_smeared_##bits(bits s)                                                \
    {                                                                                              \
        for (unsigned shift = 1; shift < 8 * sizeof(bits); shift *= 2)                             \
            s = (bits)(s | (bits)(s >> shift));                                                    \
        return s;                                                                                  \
    }                                                                                              \
    static SC_INLINE void sc_displace_##bits(size_t n, bits *restrict can,                         \
                                             const bits *restrict sure, uint8_t choose)            \
    {                                                                                              \
        if (choose == SC_WORST) {                                                                  \
            EACH_ROW can[i] = (bits)(can[i] & (bits) ~(bits)(sc_smeared_##bits(sure[i]) >> 1));    \
        } else if (choose == SC_BEST) {                                                            \
            EACH_ROW                                                                               \
            {                                                                                      \
                bits least = (bits)(sure[i] & (bits)(0 - sure[i]));                                \
                can[i] = (bits)(can[i] & (bits)(least | (bits)(least - 1)));                       \
            }                                                                                      \
        }                                                                                          \
    }                                                                                              \
    /* `unique`: two rules of different outcomes that can hold are a conflict, no outcome. */      \
    static SC_INLINE void sc_displace_unique_##bits(size_t n, bits *restrict can,                  \
                                                    const bits *restrict sure, bits none)          \
    {                                                                                              \
        EACH_ROW                                                                                   \
        {                                                                                          \
            bits two = (can[i] & (bits)(can[i] - 1)) != 0 ? none : 0;                              \
            bool one_sure = (sure[i] & (bits)(sure[i] - 1)) == 0;                                  \
            bits left = sure[i] == 0 ? can[i] : one_sure ? (bits)(can[i] & sure[i]) : 0;           \
            can[i] = (bits)(left | two);                                                           \
        }                                                                                          \
    }                                                                                              \
    static SC_INLINE void sc_add_otherwise_##bits(                                                 \
        size_t n, bits *restrict can, const bits *restrict sure,                                   \
        const uint8_t *restrict all_false, const uint8_t *restrict unknown,                        \
        const sc_program_decision *decision)                                                       \
    {                                                                                              \
        const bits otherwise = (bits)((bits)1 << decision->otherwise);                             \
        const bits none = (bits)((bits)1 << decision->outcome_count);                              \
        if (!decision->has_otherwise) {                                                            \
            EACH_ROW can[i] = (bits)(can[i] | (sure[i] == 0 ? none : 0));                          \
        } else if (decision->otherwise_if_unknown) {                                               \
            EACH_ROW can[i] = (bits)(can[i] | (sure[i] == 0 ? otherwise : 0));                     \
        } else {                                                                                   \
            EACH_ROW can[i] = (bits)(can[i] | (all_false[i] ? otherwise : 0) |                     \
                                     (unknown[i] & (sure[i] == 0) ? none : 0));                    \
        }                                                                                          \
    }                                                                                              \
    static SC_INLINE void sc_possible_##bits(size_t n, sc_vm *state,                               \
                                             const sc_program_decision *decision,                  \
                                             const uint32_t *list, uint32_t to)                    \
    {                                                                                              \
        bits *can = (bits *)state->registers[to], *sure = (bits *)state->work[0];                  \
        uint8_t *all_false = state->flags[0], *unknown = state->flags[1];                          \
        EACH_ROW can[i] = sure[i] = 0;                                                             \
        bool doubts = decision->has_otherwise && !decision->otherwise_if_unknown;                  \
        for (size_t i = 0; doubts && i < n; i++) {                                                 \
            all_false[i] = 1;                                                                      \
            unknown[i] = 0;                                                                        \
        }                                                                                          \
        for (uint32_t k = 0; k < decision->rule_count; k++) {                                      \
            const sc_program_rule *its = &decision->rules[k];                                      \
            const uint8_t *v = SC_TRUTHS(state, list[k]);                                          \
            sc_add_rule_##bits(n, can, sure, v, its->possible.kind, decision->choose == SC_FIRST,  \
                               its->outcome);                                                      \
            if (doubts)                                                                            \
                sc_add_otherwise_condition(n, all_false, unknown, v, its->possible.kind);          \
        }                                                                                          \
        if (decision->choose == SC_UNIQUE)                                                         \
            sc_displace_unique_##bits(n, can, sure, (bits)((bits)1 << decision->outcome_count));   \
        else                                                                                       \
            sc_displace_##bits(n, can, sure, decision->choose);                                    \
        sc_add_otherwise_##bits(n, can, sure, all_false, unknown, decision);                       \
    }                                                                                              \
    /* Where the possible outcomes lie: in the mask, beside it, or nowhere. */                     \
    static SC_INLINE void sc_in_mask_##bits(size_t n, uint8_t *restrict to,                        \
                                            const bits *restrict a, bits mask, uint32_t none,      \
                                            bool certain)                                          \
    {                                                                                              \
        const bits nothing = (bits)((bits)1 << none);                                              \
        bits other = (bits)(nothing - 1) & (bits)~mask;                                            \
        if (certain) {                                                                             \
            EACH_ROW to[i] = (uint8_t)(((a[i] & mask) != 0) + ((a[i] & other) == 0));              \
        } else {                                                                                   \
            EACH_ROW to[i] =                                                                       \
                (uint8_t)(((a[i] & mask) != 0 ? SC_SET_T : 0) |                                    \
                          ((a[i] & other) != 0 ? SC_SET_F : 0) | (a[i] & nothing ? SC_SET_U : 0)); \
        }                                                                                          \
    }                                                                                              \
    /* One earlier decision: its outcomes one after the other; rows that have no more run the last \
     * again. */                                                                                   \
    static SC_INLINE uint64_t sc_next_case_##bits(size_t n, bits *restrict fixed,                  \
                                                  bits *restrict rest)                             \
    {                                                                                              \
        bits more = 0;                                                                             \
        EACH_ROW                                                                                   \
        {                                                                                          \
            bits least = (bits)(rest[i] & (bits)(0 - rest[i]));                                    \
            fixed[i] = least != 0 ? least : fixed[i];                                              \
            rest[i] = (bits)(rest[i] & (bits)(rest[i] - 1));                                       \
            more = (bits)(more | rest[i]);                                                         \
        }                                                                                          \
        return more;                                                                               \
    }
SC_OUTCOME_KERNELS(uint8_t) SC_OUTCOME_KERNELS(uint16_t) SC_OUTCOME_KERNELS(uint32_t)
    SC_OUTCOME_KERNELS(uint64_t)

#include "vm/kernels_outcomes_wide.h"

#define SC_BY_WIDTH(width, narrow, wide)                                                           \
    switch (width) {                                                                               \
    case 1:                                                                                        \
        narrow(uint8_t);                                                                           \
        break;                                                                                     \
    case 2:                                                                                        \
        narrow(uint16_t);                                                                          \
        break;                                                                                     \
    case 4:                                                                                        \
        narrow(uint32_t);                                                                          \
        break;                                                                                     \
    case 8:                                                                                        \
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
    EACH_ROW to[i] = (uint8_t)(to[i] | (full[i] & mask ? set[i] : 0));
}

static SC_INLINE void sc_join_specialised(size_t n, sc_vm *state, uint32_t to, const uint32_t *list,
                                          uint32_t count, const sc_mask *masks)
{
    uint8_t *picked = SC_TRUTHS(state, to);
    EACH_ROW picked[i] = 0;
    for (uint32_t k = 1; k < count; k++)
        sc_join_specialised_one(n, picked, SC_TRUTHS(state, list[0]), SC_TRUTHS(state, list[k]),
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

/* Kernels of the possible result: truth sets, states, and the values of `if` and `coalesce`. Part
 * of kernels.h; lib/semantics.md is the definition. */
#ifndef SC_VM_KERNELS_POSSIBLE_H
#define SC_VM_KERNELS_POSSIBLE_H

static SC_INLINE void sc_set_of_open(size_t n, uint8_t *restrict to, const uint8_t *restrict a)
{
    FOR_EACH_ROW to[i] = a[i] == SC_UNKNOWN ? SC_SET_OPEN
                         : a[i] == SC_TRUE  ? SC_SET_TRUE
                                            : SC_SET_FALSE;
}

static SC_INLINE void sc_set_of_void(size_t n, uint8_t *restrict to, const uint8_t *restrict a)
{
    FOR_EACH_ROW to[i] = (uint8_t)(1 << a[i]);
}

static SC_INLINE uint8_t sc_set_negated(uint8_t a)
{
    return (uint8_t)((a & SC_SET_UNKNOWN) | (a & SC_SET_TRUE) >> 2 | (a & SC_SET_FALSE) << 2);
}

static SC_INLINE void sc_set_not(size_t n, uint8_t *restrict to, const uint8_t *restrict a)
{
    FOR_EACH_ROW to[i] = sc_set_negated(a[i]);
}

static SC_INLINE uint8_t sc_set_conjunction(uint8_t a, uint8_t b)
{
    uint8_t f = (a | b) & SC_SET_FALSE;
    uint8_t t = a & b & SC_SET_TRUE;
    bool u = ((a & SC_SET_UNKNOWN) && (b & (SC_SET_UNKNOWN | SC_SET_TRUE))) ||
             ((b & SC_SET_UNKNOWN) && (a & (SC_SET_UNKNOWN | SC_SET_TRUE)));
    return (uint8_t)(f | t | (u ? SC_SET_UNKNOWN : 0));
}

static SC_INLINE void sc_set_and(size_t n, uint8_t *restrict to, const uint8_t *restrict a,
                                 const uint8_t *restrict b)
{
    FOR_EACH_ROW to[i] = sc_set_conjunction(a[i], b[i]);
}

static SC_INLINE void sc_set_or(size_t n, uint8_t *restrict to, const uint8_t *restrict a,
                                const uint8_t *restrict b)
{
    FOR_EACH_ROW to[i] =
        sc_set_negated(sc_set_conjunction(sc_set_negated(a[i]), sc_set_negated(b[i])));
}

static SC_INLINE void sc_set_same(size_t n, uint8_t *restrict to, const uint8_t *restrict a,
                                  const uint8_t *restrict b)
{
    FOR_EACH_ROW
    {
        bool equal = (a[i] & b[i] & (SC_SET_FALSE | SC_SET_TRUE)) != 0;
        bool other = ((a[i] & SC_SET_FALSE) && (b[i] & SC_SET_TRUE)) ||
                     ((a[i] & SC_SET_TRUE) && (b[i] & SC_SET_FALSE));
        to[i] = (uint8_t)((equal ? SC_SET_TRUE : 0) | (other ? SC_SET_FALSE : 0) |
                          ((a[i] | b[i]) & SC_SET_UNKNOWN));
    }
}

static SC_INLINE void sc_set_at_least(size_t n, uint8_t *restrict to, const sc_vm *state,
                                      const uint32_t *list, uint32_t count, int32_t needed)
{
    FOR_EACH_ROW
    {
        int32_t sure = 0, can_be_true = 0, can_be_unknown = 0, either = 0, sure_or_unknown = 0;
        for (uint32_t k = 0; k < count; k++) {
            uint8_t set = SC_TRUTHS(state, list[k])[i];
            sure += set == SC_SET_TRUE;
            can_be_true += (set & SC_SET_TRUE) != 0;
            can_be_unknown += (set & SC_SET_UNKNOWN) != 0;
            either += set == (SC_SET_FALSE | SC_SET_TRUE);
            sure_or_unknown += (set & SC_SET_FALSE) == 0;
        }
        uint8_t set = 0;
        if (can_be_true >= needed)
            set |= SC_SET_TRUE;
        if (sure_or_unknown < needed)
            set |= SC_SET_FALSE;
        /* Fewer than needed true, but enough with the unknown ones. */
        int32_t max_true = needed - 1 < sure + either ? needed - 1 : sure + either;
        if (sure < needed && can_be_unknown > 0 && max_true + can_be_unknown >= needed)
            set |= SC_SET_UNKNOWN;
        to[i] = set;
    }
}

/* if(c, a, b) where c is unknown. */
static SC_INLINE uint8_t sc_set_if_unknown(uint8_t a, uint8_t b)
{
    uint8_t agree = a & b & (SC_SET_FALSE | SC_SET_TRUE);
    bool differ = a != b || (a & SC_SET_UNKNOWN) || a == (SC_SET_FALSE | SC_SET_TRUE);
    return (uint8_t)(agree | (differ ? SC_SET_UNKNOWN : 0));
}

static SC_INLINE void sc_set_select(size_t n, uint8_t *restrict to, const uint8_t *restrict c,
                                    const uint8_t *restrict a, const uint8_t *restrict b)
{
    FOR_EACH_ROW to[i] =
        (uint8_t)((c[i] & SC_SET_TRUE ? a[i] : 0) | (c[i] & SC_SET_FALSE ? b[i] : 0) |
                  (c[i] & SC_SET_UNKNOWN ? sc_set_if_unknown(a[i], b[i]) : 0));
}

static SC_INLINE void sc_set_first(size_t n, uint8_t *restrict to, const uint8_t *restrict a,
                                   const uint8_t *restrict b)
{
    FOR_EACH_ROW to[i] = a[i] & SC_SET_UNKNOWN ? (uint8_t)((a[i] & ~SC_SET_UNKNOWN) | b[i]) : a[i];
}

static SC_INLINE void sc_if_true(size_t n, uint8_t *restrict to, const uint8_t *restrict flag,
                                 const uint8_t *restrict a, const uint8_t *restrict b)
{
    FOR_EACH_ROW to[i] = flag[i] == SC_TRUE ? a[i] : b[i];
}

static SC_INLINE void sc_set_by_state(size_t n, uint8_t *restrict to, const uint8_t *restrict truth,
                                      const uint8_t *restrict state)
{
    FOR_EACH_ROW to[i] = truth[i] == SC_TRUE                 ? SC_SET_TRUE
                         : truth[i] == SC_FALSE              ? SC_SET_FALSE
                         : state[i] == SC_STATE_VOID         ? SC_SET_UNKNOWN
                         : state[i] == SC_STATE_OPEN_OR_VOID ? SC_SET_ANY
                                                             : SC_SET_OPEN;
}

static SC_INLINE uint8_t sc_set_to_truth(uint8_t set)
{
    return set == SC_SET_FALSE ? SC_FALSE : set == SC_SET_TRUE ? SC_TRUE : SC_UNKNOWN;
}

static SC_INLINE void sc_set_replace_unknown(size_t n, uint8_t *restrict to,
                                             const uint8_t *restrict a, bool value)
{
    FOR_EACH_ROW to[i] = sc_set_to_truth(
        (uint8_t)((a[i] & ~SC_SET_UNKNOWN) |
                  (a[i] & SC_SET_UNKNOWN ? (value ? SC_SET_TRUE : SC_SET_FALSE) : 0)));
}

static SC_INLINE void sc_set_known(size_t n, uint8_t *restrict to, const uint8_t *restrict a)
{
    FOR_EACH_ROW to[i] = a[i] == SC_SET_UNKNOWN                        ? SC_FALSE
                         : a[i] == SC_SET_FALSE || a[i] == SC_SET_TRUE ? SC_TRUE
                                                                       : SC_UNKNOWN;
}

static SC_INLINE void sc_set_single(size_t n, uint8_t *restrict to, const uint8_t *restrict a)
{
    FOR_EACH_ROW to[i] = sc_set_to_truth(a[i]);
}

/* --- states --- */

static SC_INLINE void sc_state_of_number(size_t n, uint8_t *restrict to, const double *restrict a,
                                         uint8_t missing)
{
    FOR_EACH_ROW to[i] = a[i] != a[i] ? missing : SC_STATE_KNOWN;
}

static SC_INLINE void sc_state_of_code(size_t n, uint8_t *restrict to, const uint16_t *restrict a,
                                       uint8_t missing)
{
    FOR_EACH_ROW to[i] = a[i] == SC_NO_CODE ? missing : SC_STATE_KNOWN;
}

static SC_INLINE void sc_state_of_text(size_t n, uint8_t *restrict to, const sc_text *restrict a,
                                       uint8_t missing)
{
    FOR_EACH_ROW to[i] = a[i].data == NULL ? missing : SC_STATE_KNOWN;
}

static SC_INLINE uint8_t sc_strict_state(uint8_t a, uint8_t b)
{
    return a == SC_STATE_VOID || b == SC_STATE_VOID ? SC_STATE_VOID : a | b;
}

static SC_INLINE void sc_state_join(size_t n, uint8_t *restrict to, const uint8_t *restrict a,
                                    const uint8_t *restrict b)
{
    FOR_EACH_ROW to[i] = sc_strict_state(a[i], b[i]);
}

static SC_INLINE void sc_state_result(size_t n, uint8_t *restrict to, const uint8_t *restrict a,
                                      const double *restrict value)
{
    FOR_EACH_ROW to[i] = a[i] == SC_STATE_KNOWN && isnan(value[i]) ? SC_STATE_VOID : a[i];
}

static SC_INLINE void sc_state_divide(size_t n, uint8_t *restrict to, const uint8_t *restrict a,
                                      const uint8_t *restrict b, const double *restrict divisor)
{
    FOR_EACH_ROW
    {
        uint8_t joined = sc_strict_state(a[i], b[i]);
        if (b[i] == SC_STATE_KNOWN && divisor[i] == 0)
            joined = SC_STATE_VOID;
        to[i] = joined != SC_STATE_VOID && b[i] != SC_STATE_KNOWN ? SC_STATE_OPEN_OR_VOID : joined;
    }
}

static SC_INLINE void sc_state_add_days(size_t n, uint8_t *restrict to, const uint8_t *restrict a,
                                        const uint8_t *restrict b, const double *restrict days)
{
    FOR_EACH_ROW
    {
        uint8_t joined = sc_strict_state(a[i], b[i]);
        if (b[i] == SC_STATE_KNOWN && days[i] != floor(days[i]))
            joined = SC_STATE_VOID;
        to[i] = joined != SC_STATE_VOID && b[i] != SC_STATE_KNOWN ? SC_STATE_OPEN_OR_VOID : joined;
    }
}

static SC_INLINE void sc_state_first(size_t n, uint8_t *restrict to, const uint8_t *restrict a,
                                     const uint8_t *restrict b)
{
    FOR_EACH_ROW to[i] = a[i] == SC_STATE_KNOWN || a[i] == SC_STATE_OPEN ? a[i]
                         : a[i] == SC_STATE_VOID
                             ? b[i]
                             : (uint8_t)(SC_STATE_OPEN | (b[i] & SC_STATE_VOID));
}

static SC_INLINE void sc_state_known(size_t n, uint8_t *restrict to, const uint8_t *restrict a)
{
    FOR_EACH_ROW to[i] = a[i] == SC_STATE_KNOWN  ? SC_TRUE
                         : a[i] == SC_STATE_VOID ? SC_FALSE
                                                 : SC_UNKNOWN;
}

static SC_INLINE void sc_state_count(size_t n, uint8_t *restrict to, const sc_vm *state,
                                     const uint32_t *list, uint32_t count)
{
    FOR_EACH_ROW
    {
        bool open = false, holds_u = false, is_u = false;
        for (uint32_t k = 0; k < count; k++) {
            uint8_t set = SC_TRUTHS(state, list[k])[i];
            is_u = is_u || set == SC_SET_UNKNOWN;
            holds_u = holds_u || (set & SC_SET_UNKNOWN);
            open = open || (set != SC_SET_FALSE && set != SC_SET_TRUE);
        }
        to[i] = is_u      ? SC_STATE_VOID
                : !open   ? SC_STATE_KNOWN
                : holds_u ? SC_STATE_OPEN_OR_VOID
                          : SC_STATE_OPEN;
    }
}

static SC_INLINE void sc_state_count_sets(size_t n, uint8_t *restrict to, const sc_vm *state,
                                          const uint32_t *list, uint32_t count)
{
    FOR_EACH_ROW
    {
        bool open = false, holds_u = false;
        for (uint32_t k = 0; k < count; k++) {
            uint8_t set = SC_TRUTHS(state, list[k])[i];
            holds_u = holds_u || (set & SC_SET_UNKNOWN);
            open = open || (set & (set - 1)) != 0;
        }
        to[i] = open      ? (holds_u ? SC_STATE_OPEN_OR_VOID : SC_STATE_OPEN)
                : holds_u ? SC_STATE_VOID
                          : SC_STATE_KNOWN;
    }
}

static SC_INLINE void sc_state_compare_interval(size_t n, uint8_t *restrict to,
                                                const uint8_t *restrict a,
                                                const uint8_t *restrict b, int32_t plain)
{
    FOR_EACH_ROW
    {
        bool a_void = (plain & 1) && a[i] == SC_STATE_VOID,
             b_void = (plain & 2) && b[i] == SC_STATE_VOID;
        bool open = (a[i] & SC_STATE_OPEN) || (b[i] & SC_STATE_OPEN);
        uint8_t either = (a[i] | b[i]) & SC_STATE_VOID ? SC_STATE_OPEN_OR_VOID : SC_STATE_OPEN;
        to[i] = a_void || b_void ? SC_STATE_VOID : open ? either : (uint8_t)(a[i] | b[i]);
    }
}

/* --- values of if and coalesce --- */

/* The possible result of an `if`: its state, and if that is known the branch that it comes from. */
typedef struct sc_branch_result {
    uint8_t state;
    enum { SC_NO_BRANCH, SC_FIRST_BRANCH, SC_SECOND_BRANCH } branch;
} sc_branch_result;

static SC_INLINE sc_branch_result sc_join_branches(uint8_t set, uint8_t a, uint8_t b, bool agree)
{
    bool known_a = false, known_b = false, open = false, none = false;
    if (set & SC_SET_TRUE) {
        known_a = a == SC_STATE_KNOWN;
        open = open || (a & SC_STATE_OPEN);
        none = none || (a & SC_STATE_VOID);
    }
    if (set & SC_SET_FALSE) {
        known_b = b == SC_STATE_KNOWN;
        open = open || (b & SC_STATE_OPEN);
        none = none || (b & SC_STATE_VOID);
    }
    if (set & SC_SET_UNKNOWN) {
        if (a == SC_STATE_KNOWN && b == SC_STATE_KNOWN) {
            known_a = known_a || agree;
            none = none || !agree;
        } else {
            none = true;
            open = open || (a != SC_STATE_VOID && b != SC_STATE_VOID);
        }
    }
    bool two = known_a && known_b && !agree;
    if ((known_a || known_b) && !two && !open && !none)
        return (sc_branch_result){SC_STATE_KNOWN, known_a ? SC_FIRST_BRANCH : SC_SECOND_BRANCH};
    open = open || known_a || known_b;
    return (sc_branch_result){(uint8_t)((open ? SC_STATE_OPEN : 0) | (none ? SC_STATE_VOID : 0)),
                              SC_NO_BRANCH};
}

/* list: the set of the condition, then state and value of each branch. */
#define SC_VALUE_KERNELS(name, type, ACCESS, none)                                                 \
    static SC_INLINE void sc_value_select_##name(size_t n, sc_vm *state, uint32_t to,              \
                                                 const uint32_t *list)                             \
    {                                                                                              \
        FOR_EACH_ROW                                                                               \
        {                                                                                          \
            type a = ACCESS(state, list[2])[i], b = ACCESS(state, list[4])[i];                     \
            sc_branch_result result =                                                              \
                sc_join_branches(SC_TRUTHS(state, list[0])[i], SC_TRUTHS(state, list[1])[i],       \
                                 SC_TRUTHS(state, list[3])[i], sc_agree_##name(a, b));             \
            ACCESS(state, to)                                                                      \
            [i] = result.branch == SC_FIRST_BRANCH    ? a                                          \
                  : result.branch == SC_SECOND_BRANCH ? b                                          \
                                                      : none;                                      \
        }                                                                                          \
    }                                                                                              \
    static SC_INLINE void sc_value_first_##name(size_t n, type *restrict to,                       \
                                                const uint8_t *restrict state,                     \
                                                const type *restrict a, const type *restrict b)    \
    {                                                                                              \
        FOR_EACH_ROW to[i] = state[i] == SC_STATE_KNOWN  ? a[i]                                    \
                             : state[i] == SC_STATE_VOID ? b[i]                                    \
                                                         : none;                                   \
    }
SC_VALUE_KERNELS(number, double, SC_NUMBERS, NAN)
SC_VALUE_KERNELS(code, uint16_t, SC_CODES, SC_NO_CODE)
SC_VALUE_KERNELS(text, sc_text, SC_TEXTS, SC_NO_TEXT)

static SC_INLINE bool sc_agree_registers(const sc_vm *state, uint32_t a, uint32_t b, size_t i)
{
    switch (state->program->registers.at[a].class) {
    case SC_CLASS_CODE:
        return sc_agree_code(SC_CODES(state, a)[i], SC_CODES(state, b)[i]);
    case SC_CLASS_TEXT:
        return sc_agree_text(SC_TEXTS(state, a)[i], SC_TEXTS(state, b)[i]);
    default:
        return sc_agree_number(SC_NUMBERS(state, a)[i], SC_NUMBERS(state, b)[i]);
    }
}

static SC_INLINE void sc_state_select(size_t n, sc_vm *state, uint32_t to, const uint32_t *list)
{
    FOR_EACH_ROW SC_TRUTHS(state, to)[i] =
        sc_join_branches(SC_TRUTHS(state, list[0])[i], SC_TRUTHS(state, list[1])[i],
                         SC_TRUTHS(state, list[3])[i],
                         sc_agree_registers(state, list[2], list[4], i))
            .state;
}

#endif

/* Kernels of the known result: one for each instruction of opcodes.def, over the columns of n rows,
 * branch-free where possible. With n a constant 1 the compiler removes the loops. */
#ifndef SC_VM_KERNELS_H
#define SC_VM_KERNELS_H

#include "base/number.h"
#include "vm/vm.h"
#include <float.h>
#include <math.h>
#include <string.h>

#ifdef __FAST_MATH__
#error "missing numbers are NaN: the engine cannot be compiled with -ffast-math"
#endif

/* Inlined into each version of the interpreter, to use its vector instructions. */
#if defined(__GNUC__)
#define SC_INLINE inline __attribute__((always_inline))
#else
#define SC_INLINE inline
#endif

#define FOR_EACH_ROW for (size_t i = 0; i < n; i++)

/* --- truths --- */

static SC_INLINE void sc_not(size_t n, uint8_t *restrict to, const uint8_t *restrict a)
{
    FOR_EACH_ROW to[i] = (uint8_t)(SC_TRUE - a[i]);
}

static SC_INLINE void sc_and(size_t n, uint8_t *restrict to, const uint8_t *restrict a,
                             const uint8_t *restrict b)
{
    FOR_EACH_ROW to[i] = a[i] < b[i] ? a[i] : b[i];
}

static SC_INLINE void sc_or(size_t n, uint8_t *restrict to, const uint8_t *restrict a,
                            const uint8_t *restrict b)
{
    FOR_EACH_ROW to[i] = a[i] > b[i] ? a[i] : b[i];
}

static SC_INLINE void sc_same_truth(size_t n, uint8_t *restrict to, const uint8_t *restrict a,
                                    const uint8_t *restrict b)
{
    FOR_EACH_ROW to[i] =
        (uint8_t)((a[i] == SC_UNKNOWN) | (b[i] == SC_UNKNOWN) ? SC_UNKNOWN
                                                              : (a[i] == b[i]) * SC_TRUE);
}

/* Counts of up to 255 conditions, in bytes, column by column. */
static SC_INLINE void sc_count_bytes(size_t n, uint8_t *restrict certain, uint8_t *restrict likely,
                                     const uint8_t *restrict a)
{
    FOR_EACH_ROW certain[i] = (uint8_t)(certain[i] + (a[i] >> 1));
    FOR_EACH_ROW likely[i] = (uint8_t)(likely[i] + ((a[i] + 1) >> 1));
}

static SC_INLINE void sc_at_least_bytes(size_t n, uint8_t *restrict to,
                                        const uint8_t *restrict certain,
                                        const uint8_t *restrict likely, uint8_t needed)
{
    FOR_EACH_ROW to[i] = (uint8_t)((certain[i] >= needed) + (likely[i] >= needed));
}

static inline void sc_at_least_rows(size_t n, uint8_t *to, const sc_vm *state, const uint32_t *list,
                                    uint32_t count, int32_t needed)
{
    FOR_EACH_ROW
    {
        int32_t certain = 0, likely = 0;
        for (uint32_t k = 0; k < count; k++) {
            uint8_t truth = SC_TRUTHS(state, list[k])[i];
            certain += truth == SC_TRUE;
            likely += truth != SC_FALSE;
        }
        to[i] = (uint8_t)((certain >= needed) + (likely >= needed));
    }
}

static SC_INLINE void sc_at_least(size_t n, uint8_t *to, const sc_vm *state, const uint32_t *list,
                                  uint32_t count, int32_t needed)
{
    if (n == 1 || count > 255 || needed < 0 || needed > 255) {
        sc_at_least_rows(n, to, state, list, count, needed);
        return;
    }
    uint8_t *certain = state->flags[0], *likely = state->flags[1];
    FOR_EACH_ROW certain[i] = likely[i] = 0;
    for (uint32_t k = 0; k < count; k++)
        sc_count_bytes(n, certain, likely, SC_TRUTHS(state, list[k]));
    sc_at_least_bytes(n, to, certain, likely, (uint8_t)needed);
}

static SC_INLINE void sc_replace_unknown(size_t n, uint8_t *restrict to, const uint8_t *restrict a,
                                         uint8_t value)
{
    FOR_EACH_ROW to[i] = a[i] == SC_UNKNOWN ? value : a[i];
}

static SC_INLINE void sc_known_truth(size_t n, uint8_t *restrict to, const uint8_t *restrict a)
{
    FOR_EACH_ROW to[i] = (uint8_t)((a[i] != SC_UNKNOWN) * SC_TRUE);
}

static SC_INLINE void sc_known_number(size_t n, uint8_t *restrict to, const double *restrict a)
{
    FOR_EACH_ROW to[i] = (uint8_t)((a[i] == a[i]) * SC_TRUE);
}

static SC_INLINE void sc_known_code(size_t n, uint8_t *restrict to, const uint16_t *restrict a)
{
    FOR_EACH_ROW to[i] = (uint8_t)((a[i] != SC_NO_CODE) * SC_TRUE);
}

static SC_INLINE void sc_known_text(size_t n, uint8_t *restrict to, const sc_text *restrict a)
{
    FOR_EACH_ROW to[i] = (uint8_t)((a[i].data != NULL) * SC_TRUE);
}

static SC_INLINE void sc_open_truth(size_t n, uint8_t *restrict to, const uint8_t *restrict a)
{
    FOR_EACH_ROW to[i] = a[i] == SC_TRUE ? SC_TRUE : SC_UNKNOWN;
}

#define SC_COMPARE_LOOP(missing, a, b)                                                             \
    switch (comparison) {                                                                          \
    case SC_EQUAL:                                                                                 \
        FOR_EACH_ROW to[i] = SC_COMPARED(missing, (a) == (b));                                     \
        break;                                                                                     \
    case SC_NOT_EQUAL:                                                                             \
        FOR_EACH_ROW to[i] = SC_COMPARED(missing, (a) != (b));                                     \
        break;                                                                                     \
    case SC_LESS:                                                                                  \
        FOR_EACH_ROW to[i] = SC_COMPARED(missing, (a) < (b));                                      \
        break;                                                                                     \
    case SC_LESS_EQUAL:                                                                            \
        FOR_EACH_ROW to[i] = SC_COMPARED(missing, (a) <= (b));                                     \
        break;                                                                                     \
    case SC_GREATER:                                                                               \
        FOR_EACH_ROW to[i] = SC_COMPARED(missing, (a) > (b));                                      \
        break;                                                                                     \
    case SC_GREATER_EQUAL:                                                                         \
        FOR_EACH_ROW to[i] = SC_COMPARED(missing, (a) >= (b));                                     \
    }
/* For one row without a branch, as missing values are unpredictable. */
#define SC_COMPARED(missing, holds)                                                                \
    (uint8_t)(n == 1      ? ((holds) & !(missing)) * SC_TRUE | (missing)*SC_UNKNOWN                \
              : (missing) ? SC_UNKNOWN                                                             \
                          : (holds)*SC_TRUE)
#define SC_NUMBER_IS_MISSING(x) ((x) != (x))
#define SC_CODE_IS_MISSING(x) ((x) == SC_NO_CODE)
#define SC_TEXT_IS_MISSING(x) ((x).data == NULL)

/* A column compared with a column, and with a constant. */
#define SC_COMPARE_KERNELS(name, type, is_missing)                                                 \
    static SC_INLINE void sc_compare_##name(size_t n, uint8_t *restrict to,                        \
                                            const type *restrict a, const type *restrict b,        \
                                            sc_comparison comparison)                              \
    {                                                                                              \
        SC_COMPARE_LOOP(is_missing(a[i]) | is_missing(b[i]), a[i], b[i])                           \
    }                                                                                              \
    static SC_INLINE void sc_compare_with_##name(                                                  \
        size_t n, uint8_t *restrict to, const type *restrict a, type b, sc_comparison comparison)  \
    {                                                                                              \
        SC_COMPARE_LOOP(is_missing(a[i]) | is_missing(b), a[i], b)                                 \
    }
SC_COMPARE_KERNELS(number, double, SC_NUMBER_IS_MISSING)
SC_COMPARE_KERNELS(code, uint16_t, SC_CODE_IS_MISSING)

static SC_INLINE bool sc_same_text(sc_text a, sc_text b)
{
    return a.length == b.length && memcmp(a.data, b.data, a.length) == 0;
}

static SC_INLINE void sc_compare_text(size_t n, uint8_t *restrict to, const sc_text *restrict a,
                                      const sc_text *restrict b, sc_comparison comparison)
{
    FOR_EACH_ROW to[i] = a[i].data == NULL || b[i].data == NULL                 ? SC_UNKNOWN
                         : sc_same_text(a[i], b[i]) == (comparison == SC_EQUAL) ? SC_TRUE
                                                                                : SC_FALSE;
}

/* Compares the intervals [a, b] and [c, d]: true or false where it is so for every pair. */
static SC_INLINE uint8_t sc_compare_interval_pair(double a, double b, double c, double d,
                                                  sc_comparison comparison)
{
    bool every = false, none = false;
    switch (comparison) {
    case SC_EQUAL:
        every = a == b && c == d && a == c, none = b < c || d < a;
        break;
    case SC_NOT_EQUAL:
        none = a == b && c == d && a == c, every = b < c || d < a;
        break;
    case SC_LESS:
        every = b < c, none = a >= d;
        break;
    case SC_LESS_EQUAL:
        every = b <= c, none = a > d;
        break;
    case SC_GREATER:
        every = a > d, none = b <= c;
        break;
    case SC_GREATER_EQUAL:
        every = a >= d, none = b < c;
    }
    return every ? SC_TRUE : none ? SC_FALSE : SC_UNKNOWN;
}

static SC_INLINE void sc_compare_interval(size_t n, uint8_t *restrict to, const double *restrict a,
                                          const double *restrict b, const double *restrict c,
                                          const double *restrict d, sc_comparison comparison)
{
    FOR_EACH_ROW to[i] = isnan(a[i]) || isnan(c[i])
                             ? SC_UNKNOWN
                             : sc_compare_interval_pair(a[i], b[i], c[i], d[i], comparison);
}

static SC_INLINE void sc_match_rows(size_t n, uint8_t *restrict to, const sc_text *restrict a,
                                    const uint8_t *restrict guard, sc_matcher *matcher,
                                    const sc_compiled_pattern *code)
{
    FOR_EACH_ROW to[i] = a[i].data == NULL || (guard != NULL && guard[i] == SC_FALSE)
                             ? SC_UNKNOWN
                             : sc_pattern_match(matcher, code, a[i]);
}

/* --- numbers: a result that is not finite is missing --- */

static SC_INLINE double sc_finite(double number)
{
    return fabs(number) <= DBL_MAX ? number : NAN;
}

static SC_INLINE void sc_add(size_t n, double *restrict to, const double *restrict a,
                             const double *restrict b)
{
    FOR_EACH_ROW to[i] = sc_finite(a[i] + b[i]);
}

static SC_INLINE void sc_subtract(size_t n, double *restrict to, const double *restrict a,
                                  const double *restrict b)
{
    FOR_EACH_ROW to[i] = sc_finite(a[i] - b[i]);
}

static SC_INLINE void sc_multiply(size_t n, double *restrict to, const double *restrict a,
                                  const double *restrict b)
{
    FOR_EACH_ROW to[i] = sc_finite(a[i] * b[i]);
}

static SC_INLINE void sc_divide(size_t n, double *restrict to, const double *restrict a,
                                const double *restrict b)
{
    FOR_EACH_ROW to[i] = sc_finite(a[i] / b[i]);
}

static SC_INLINE void sc_minimum(size_t n, double *restrict to, const double *restrict a,
                                 const double *restrict b)
{
    FOR_EACH_ROW to[i] = (a[i] < b[i]) | (a[i] != a[i]) ? a[i] : b[i];
}

static SC_INLINE void sc_maximum(size_t n, double *restrict to, const double *restrict a,
                                 const double *restrict b)
{
    FOR_EACH_ROW to[i] = (a[i] > b[i]) | (a[i] != a[i]) ? a[i] : b[i];
}

static SC_INLINE void sc_negate(size_t n, double *restrict to, const double *restrict a)
{
    FOR_EACH_ROW to[i] = 0 - a[i]; /* no negative zero */
}

static SC_INLINE void sc_round_to(size_t n, double *restrict to, const double *restrict a,
                                  int32_t digits)
{
    FOR_EACH_ROW to[i] = sc_finite(sc_number_round(a[i], digits));
}

static SC_INLINE void sc_count_truths(size_t n, double *restrict to, const sc_vm *state,
                                      const uint32_t *list, uint32_t count, uint8_t min_truth)
{
    FOR_EACH_ROW
    {
        uint32_t sum = 0;
        for (uint32_t k = 0; k < count; k++)
            sum += SC_TRUTHS(state, list[k])[i] >= min_truth;
        to[i] = sum;
    }
}

static SC_INLINE void sc_count(size_t n, double *restrict to, const double *restrict low,
                               const double *restrict high)
{
    FOR_EACH_ROW to[i] = low[i] == high[i] ? low[i] : NAN;
}

/* --- tables --- */

static SC_INLINE uint32_t sc_band_of(const sc_program_table *table, double x)
{
    uint32_t low = 0, high = table->count - 1; /* the last band has no upper bound */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (x <= table->up_to[middle])
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static SC_INLINE void sc_table_number(size_t n, double *restrict to, const double *restrict a,
                                      const sc_program_table *table)
{
    FOR_EACH_ROW to[i] = isnan(a[i]) ? NAN : table->numbers[sc_band_of(table, a[i])];
}

static SC_INLINE void sc_table_code(size_t n, uint16_t *restrict to, const double *restrict a,
                                    const sc_program_table *table)
{
    FOR_EACH_ROW to[i] =
        isnan(a[i]) ? SC_NO_CODE : (uint16_t)table->numbers[sc_band_of(table, a[i])];
}

static SC_INLINE void sc_table_text(size_t n, sc_text *restrict to, const double *restrict a,
                                    const sc_program_table *table)
{
    FOR_EACH_ROW to[i] = isnan(a[i]) ? SC_NO_TEXT : table->texts[sc_band_of(table, a[i])];
}

/* --- if and coalesce --- */

static SC_INLINE bool sc_agree_number(double a, double b)
{
    return a == b;
}

static SC_INLINE bool sc_agree_code(uint16_t a, uint16_t b)
{
    return a == b;
}

static SC_INLINE bool sc_agree_text(sc_text a, sc_text b)
{
    return a.data != NULL && b.data != NULL && sc_same_text(a, b);
}

static SC_INLINE void sc_select_truth(size_t n, uint8_t *restrict to, const uint8_t *restrict c,
                                      const uint8_t *restrict a, const uint8_t *restrict b)
{
    FOR_EACH_ROW to[i] = c[i] == SC_TRUE    ? a[i]
                         : c[i] == SC_FALSE ? b[i]
                         : a[i] == b[i]     ? a[i]
                                            : SC_UNKNOWN;
}

static SC_INLINE void sc_first_truth(size_t n, uint8_t *restrict to, const uint8_t *restrict a,
                                     const uint8_t *restrict b)
{
    FOR_EACH_ROW to[i] = a[i] == SC_UNKNOWN ? b[i] : a[i];
}

#define SC_SELECT_KERNELS(name, type, none, is_missing)                                            \
    static SC_INLINE void sc_select_##name(size_t n, type *restrict to, const uint8_t *restrict c, \
                                           const type *restrict a, const type *restrict b)         \
    {                                                                                              \
        FOR_EACH_ROW to[i] = c[i] == SC_TRUE               ? a[i]                                  \
                             : c[i] == SC_FALSE            ? b[i]                                  \
                             : sc_agree_##name(a[i], b[i]) ? a[i]                                  \
                                                           : none;                                 \
    }                                                                                              \
    static SC_INLINE void sc_first_##name(size_t n, type *restrict to, const type *restrict a,     \
                                          const type *restrict b)                                  \
    {                                                                                              \
        FOR_EACH_ROW to[i] = is_missing(a[i]) ? b[i] : a[i];                                       \
    }

SC_SELECT_KERNELS(number, double, NAN, SC_NUMBER_IS_MISSING)
SC_SELECT_KERNELS(code, uint16_t, SC_NO_CODE, SC_CODE_IS_MISSING)
SC_SELECT_KERNELS(text, sc_text, SC_NO_TEXT, SC_TEXT_IS_MISSING)

#include "vm/kernels_possible.h"
#include "vm/literal_search.h"

#endif

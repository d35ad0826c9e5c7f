/* What each operator means, once: opcodes.def says it in words. Branch-free where it can be, over n
 * rows; with n a constant 1 the loops fall away. */
#ifndef SC_VM_KERNELS_H
#define SC_VM_KERNELS_H

#include "base/number.h"
#include "base/unicode.h"
#include "vm/vm.h"
#include <float.h>
#include <math.h>
#include <string.h>

#ifdef __FAST_MATH__
#error "missing numbers are NaN: the engine cannot be compiled with -ffast-math"
#endif

/* Compiled into each clone of the interpreter, so that its vector instructions are used. */
#if defined(__GNUC__)
#define SC_INLINE inline __attribute__((always_inline))
#else
#define SC_INLINE inline
#endif

#define EACH_ROW for (size_t i = 0; i < n; i++)

/* --- truths --- */

static SC_INLINE void sc_not(size_t n, uint8_t *restrict to, const uint8_t *restrict a)
{
    EACH_ROW to[i] = (uint8_t)(2 - a[i]);
}

static SC_INLINE void sc_and(size_t n, uint8_t *restrict to, const uint8_t *restrict a,
                             const uint8_t *restrict b)
{
    EACH_ROW to[i] = a[i] < b[i] ? a[i] : b[i];
}

static SC_INLINE void sc_or(size_t n, uint8_t *restrict to, const uint8_t *restrict a,
                            const uint8_t *restrict b)
{
    EACH_ROW to[i] = a[i] > b[i] ? a[i] : b[i];
}

static SC_INLINE void sc_same_truth(size_t n, uint8_t *restrict to, const uint8_t *restrict a,
                                    const uint8_t *restrict b)
{
    EACH_ROW to[i] = (uint8_t)((a[i] == 1) | (b[i] == 1) ? 1 : (a[i] == b[i]) * 2);
}

/* Counts of up to 255 fit a byte, and go by columns. */
static SC_INLINE void sc_count_bytes(size_t n, uint8_t *restrict certain, uint8_t *restrict likely,
                                     const uint8_t *restrict a)
{
    EACH_ROW certain[i] = (uint8_t)(certain[i] + (a[i] >> 1));
    EACH_ROW likely[i] = (uint8_t)(likely[i] + ((a[i] + 1) >> 1));
}

static SC_INLINE void sc_at_least_bytes(size_t n, uint8_t *restrict to,
                                        const uint8_t *restrict certain,
                                        const uint8_t *restrict likely, uint8_t needed)
{
    EACH_ROW to[i] = (uint8_t)((certain[i] >= needed) + (likely[i] >= needed));
}

static inline void sc_at_least_rows(size_t n, uint8_t *to, const sc_vm *state, const uint32_t *list,
                                    uint32_t count, int32_t needed)
{
    EACH_ROW
    {
        int32_t certain = 0, likely = 0;
        for (uint32_t k = 0; k < count; k++) {
            uint8_t truth = SC_TRUTHS(state, list[k])[i];
            certain += truth == 2;
            likely += truth != 0;
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
    EACH_ROW certain[i] = likely[i] = 0;
    for (uint32_t k = 0; k < count; k++)
        sc_count_bytes(n, certain, likely, SC_TRUTHS(state, list[k]));
    sc_at_least_bytes(n, to, certain, likely, (uint8_t)needed);
}

static SC_INLINE void sc_replace_unknown(size_t n, uint8_t *restrict to, const uint8_t *restrict a,
                                         uint8_t value)
{
    EACH_ROW to[i] = a[i] == 1 ? value : a[i];
}

static SC_INLINE void sc_known_truth(size_t n, uint8_t *restrict to, const uint8_t *restrict a)
{
    EACH_ROW to[i] = (uint8_t)((a[i] != 1) * 2);
}

static SC_INLINE void sc_known_number(size_t n, uint8_t *restrict to, const double *restrict a)
{
    EACH_ROW to[i] = (uint8_t)((a[i] == a[i]) * 2);
}

static SC_INLINE void sc_known_code(size_t n, uint8_t *restrict to, const uint16_t *restrict a)
{
    EACH_ROW to[i] = (uint8_t)((a[i] != SC_NO_CODE) * 2);
}

static SC_INLINE void sc_known_text(size_t n, uint8_t *restrict to, const sc_text *restrict a)
{
    EACH_ROW to[i] = (uint8_t)((a[i].data != NULL) * 2);
}

static SC_INLINE void sc_open_truth(size_t n, uint8_t *restrict to, const uint8_t *restrict a)
{
    EACH_ROW to[i] = a[i] == 2 ? 2 : 1;
}

/* comparison as in the model: == != < <= > >= */
#define SC_COMPARE_LOOP(missing, a, b)                                                             \
    switch (comparison) {                                                                          \
    case 0:                                                                                        \
        EACH_ROW to[i] = SC_COMPARED(missing, (a) == (b));                                         \
        break;                                                                                     \
    case 1:                                                                                        \
        EACH_ROW to[i] = SC_COMPARED(missing, (a) != (b));                                         \
        break;                                                                                     \
    case 2:                                                                                        \
        EACH_ROW to[i] = SC_COMPARED(missing, (a) < (b));                                          \
        break;                                                                                     \
    case 3:                                                                                        \
        EACH_ROW to[i] = SC_COMPARED(missing, (a) <= (b));                                         \
        break;                                                                                     \
    case 4:                                                                                        \
        EACH_ROW to[i] = SC_COMPARED(missing, (a) > (b));                                          \
        break;                                                                                     \
    default:                                                                                       \
        EACH_ROW to[i] = SC_COMPARED(missing, (a) >= (b));                                         \
    }
/* Of one row without a branch: which values are missing cannot be foreseen. */
#define SC_COMPARED(missing, holds)                                                                \
    (uint8_t)(n == 1 ? ((holds) & !(missing)) * 2 | (missing) : (missing) ? 1 : (holds)*2)
#define SC_NUMBER_IS_MISSING(x) ((x) != (x))
#define SC_CODE_IS_MISSING(x) ((x) == SC_NO_CODE)
#define SC_TEXT_IS_MISSING(x) ((x).data == NULL)

/* Two columns, or a column and what never changes. */
#define SC_COMPARE_KERNELS(name, type, is_missing)                                                 \
    static SC_INLINE void sc_compare_##name(size_t n, uint8_t *restrict to,                        \
                                            const type *restrict a, const type *restrict b,        \
                                            int32_t comparison)                                    \
    {                                                                                              \
        SC_COMPARE_LOOP(is_missing(a[i]) | is_missing(b[i]), a[i], b[i])                           \
    }                                                                                              \
    static SC_INLINE void sc_compare_with_##name(                                                  \
        size_t n, uint8_t *restrict to, const type *restrict a, type b, int32_t comparison)        \
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
                                      const sc_text *restrict b, int32_t comparison)
{
    EACH_ROW to[i] = a[i].data == NULL || b[i].data == NULL          ? 1
                     : sc_same_text(a[i], b[i]) == (comparison == 0) ? 2
                                                                     : 0;
}

/* [a, b] against [c, d]: whether every pair satisfies it, and whether none does. */
static SC_INLINE uint8_t sc_compare_interval_pair(double a, double b, double c, double d,
                                                  int32_t comparison)
{
    bool every, none;
    switch (comparison) {
    case 0:
        every = a == b && c == d && a == c, none = b < c || d < a;
        break;
    case 1:
        none = a == b && c == d && a == c, every = b < c || d < a;
        break;
    case 2:
        every = b < c, none = a >= d;
        break;
    case 3:
        every = b <= c, none = a > d;
        break;
    case 4:
        every = a > d, none = b <= c;
        break;
    default:
        every = a >= d, none = b < c;
    }
    return every ? 2 : none ? 0 : 1;
}

static SC_INLINE void sc_compare_interval(size_t n, uint8_t *restrict to, const double *restrict a,
                                          const double *restrict b, const double *restrict c,
                                          const double *restrict d, int32_t comparison)
{
    EACH_ROW to[i] = isnan(a[i]) || isnan(c[i])
                         ? 1
                         : sc_compare_interval_pair(a[i], b[i], c[i], d[i], comparison);
}

static SC_INLINE uint8_t sc_find_text(sc_text whole, sc_text part)
{
    if (whole.data == NULL || part.data == NULL)
        return 1;
    if (part.length == 0)
        return 2;
    for (size_t at = 0; at + part.length <= whole.length; at++) {
        const char *hit =
            memchr(whole.data + at, part.data[0], whole.length - part.length - at + 1);
        if (hit == NULL)
            return 0;
        at = (size_t)(hit - whole.data);
        if (memcmp(hit, part.data, part.length) == 0)
            return 2;
    }
    return 0;
}

static SC_INLINE void sc_contains(size_t n, uint8_t *restrict to, const sc_text *restrict a,
                                  const sc_text *restrict b)
{
    EACH_ROW to[i] = sc_find_text(a[i], b[i]);
}

static SC_INLINE void sc_starts_with(size_t n, uint8_t *restrict to, const sc_text *restrict a,
                                     const sc_text *restrict b)
{
    EACH_ROW to[i] = a[i].data == NULL || b[i].data == NULL ? 1
                     : a[i].length >= b[i].length && memcmp(a[i].data, b[i].data, b[i].length) == 0
                         ? 2
                         : 0;
}

static SC_INLINE void sc_ends_with(size_t n, uint8_t *restrict to, const sc_text *restrict a,
                                   const sc_text *restrict b)
{
    EACH_ROW to[i] = a[i].data == NULL || b[i].data == NULL ? 1
                     : a[i].length >= b[i].length && memcmp(a[i].data + (a[i].length - b[i].length),
                                                            b[i].data, b[i].length) == 0
                         ? 2
                         : 0;
}

static SC_INLINE void sc_match_rows(size_t n, uint8_t *restrict to, const sc_text *restrict a,
                                    const uint8_t *restrict guard, sc_matcher *matcher,
                                    const sc_compiled_pattern *code)
{
    EACH_ROW to[i] = a[i].data == NULL || (guard != NULL && guard[i] == 0)
                         ? 1
                         : sc_pattern_match(matcher, code, a[i]);
}

/* --- numbers: a missing one is NaN, and so is a result that is not finite --- */

static SC_INLINE double sc_finite(double number)
{
    return fabs(number) <= DBL_MAX ? number : NAN;
}

static SC_INLINE void sc_add(size_t n, double *restrict to, const double *restrict a,
                             const double *restrict b)
{
    EACH_ROW to[i] = sc_finite(a[i] + b[i]);
}

static SC_INLINE void sc_subtract(size_t n, double *restrict to, const double *restrict a,
                                  const double *restrict b)
{
    EACH_ROW to[i] = sc_finite(a[i] - b[i]);
}

static SC_INLINE void sc_multiply(size_t n, double *restrict to, const double *restrict a,
                                  const double *restrict b)
{
    EACH_ROW to[i] = sc_finite(a[i] * b[i]);
}

static SC_INLINE void sc_divide(size_t n, double *restrict to, const double *restrict a,
                                const double *restrict b)
{
    EACH_ROW to[i] = sc_finite(a[i] / b[i]);
}

static SC_INLINE void sc_modulo(size_t n, double *restrict to, const double *restrict a,
                                const double *restrict b)
{
    EACH_ROW
    {
        double rest = fmod(a[i], b[i]);
        to[i] = sc_finite(rest != 0 && (rest < 0) != (b[i] < 0) ? rest + b[i] : rest);
    }
}

static SC_INLINE void sc_minimum(size_t n, double *restrict to, const double *restrict a,
                                 const double *restrict b)
{
    EACH_ROW to[i] = (a[i] < b[i]) | (a[i] != a[i]) ? a[i] : b[i];
}

static SC_INLINE void sc_maximum(size_t n, double *restrict to, const double *restrict a,
                                 const double *restrict b)
{
    EACH_ROW to[i] = (a[i] > b[i]) | (a[i] != a[i]) ? a[i] : b[i];
}

static SC_INLINE void sc_negate(size_t n, double *restrict to, const double *restrict a)
{
    EACH_ROW to[i] = 0 - a[i]; /* no negative zero */
}

static SC_INLINE void sc_absolute(size_t n, double *restrict to, const double *restrict a)
{
    EACH_ROW to[i] = fabs(a[i]);
}

static SC_INLINE void sc_floor(size_t n, double *restrict to, const double *restrict a)
{
    EACH_ROW to[i] = floor(a[i]);
}

static SC_INLINE void sc_ceiling(size_t n, double *restrict to, const double *restrict a)
{
    EACH_ROW to[i] = ceil(a[i]);
}

static SC_INLINE void sc_round_to(size_t n, double *restrict to, const double *restrict a,
                                  int32_t digits)
{
    EACH_ROW to[i] = sc_finite(sc_number_round(a[i], digits));
}

static SC_INLINE void sc_add_days(size_t n, double *restrict to, const double *restrict a,
                                  const double *restrict b)
{
    EACH_ROW
    {
        double day = a[i] + b[i];
        to[i] = b[i] == floor(b[i]) && sc_date_in_range(day) ? day : NAN;
    }
}

static SC_INLINE void sc_year(size_t n, double *restrict to, const double *restrict a)
{
    EACH_ROW
    {
        int year = 0, month, day;
        if (!isnan(a[i]))
            sc_date_to_parts(a[i], &year, &month, &day);
        to[i] = isnan(a[i]) ? (double)NAN : (double)year;
    }
}

static SC_INLINE void sc_month(size_t n, double *restrict to, const double *restrict a)
{
    EACH_ROW
    {
        int year, month = 0, day;
        if (!isnan(a[i]))
            sc_date_to_parts(a[i], &year, &month, &day);
        to[i] = isnan(a[i]) ? (double)NAN : (double)month;
    }
}

static SC_INLINE void sc_length(size_t n, double *restrict to, const sc_text *restrict a)
{
    EACH_ROW to[i] = a[i].data == NULL ? NAN : (double)sc_text_code_points(a[i]);
}

static SC_INLINE void sc_count_truths(size_t n, double *restrict to, const sc_vm *state,
                                      const uint32_t *list, uint32_t count, uint8_t least)
{
    EACH_ROW
    {
        uint32_t sum = 0;
        for (uint32_t k = 0; k < count; k++)
            sum += SC_TRUTHS(state, list[k])[i] >= least;
        to[i] = sum;
    }
}

static SC_INLINE void sc_count(size_t n, double *restrict to, const double *restrict low,
                               const double *restrict high)
{
    EACH_ROW to[i] = low[i] == high[i] ? low[i] : NAN;
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
    EACH_ROW to[i] = isnan(a[i]) ? NAN : table->numbers[sc_band_of(table, a[i])];
}

static SC_INLINE void sc_table_code(size_t n, uint16_t *restrict to, const double *restrict a,
                                    const sc_program_table *table)
{
    EACH_ROW to[i] = isnan(a[i]) ? SC_NO_CODE : (uint16_t)table->numbers[sc_band_of(table, a[i])];
}

static SC_INLINE void sc_table_text(size_t n, sc_text *restrict to, const double *restrict a,
                                    const sc_program_table *table)
{
    EACH_ROW to[i] = isnan(a[i]) ? SC_NO_TEXT : table->texts[sc_band_of(table, a[i])];
}

/* --- texts --- */

static SC_INLINE void sc_change_case(size_t n, sc_text *restrict to, const sc_text *restrict a,
                                     sc_vm *state, bool upper)
{
    EACH_ROW
    {
        to[i] = SC_NO_TEXT;
        if (a[i].data == NULL)
            continue;
        char *room =
            a[i].length > SIZE_MAX / 8 ? NULL : sc_scratch_allocate(state, a[i].length * 4 + 1);
        if (room == NULL) {
            state->failed = true;
            continue;
        }
        to[i] =
            (sc_text){room, upper ? sc_unicode_upper(a[i], room) : sc_unicode_lower(a[i], room)};
    }
}

static SC_INLINE void sc_trim(size_t n, sc_text *restrict to, const sc_text *restrict a)
{
    EACH_ROW to[i] = a[i].data == NULL ? SC_NO_TEXT : sc_unicode_trim(a[i]);
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
    EACH_ROW to[i] = c[i] == 2 ? a[i] : c[i] == 0 ? b[i] : a[i] == b[i] ? a[i] : 1;
}

static SC_INLINE void sc_first_truth(size_t n, uint8_t *restrict to, const uint8_t *restrict a,
                                     const uint8_t *restrict b)
{
    EACH_ROW to[i] = a[i] == 1 ? b[i] : a[i];
}

#define SC_SELECT_KERNELS(name, type, none, is_missing)                                            \
    static SC_INLINE void sc_select_##name(size_t n, type *restrict to, const uint8_t *restrict c, \
                                           const type *restrict a, const type *restrict b)         \
    {                                                                                              \
        EACH_ROW to[i] = c[i] == 2                     ? a[i]                                      \
                         : c[i] == 0                   ? b[i]                                      \
                         : sc_agree_##name(a[i], b[i]) ? a[i]                                      \
                                                       : none;                                     \
    }                                                                                              \
    static SC_INLINE void sc_first_##name(size_t n, type *restrict to, const type *restrict a,     \
                                          const type *restrict b)                                  \
    {                                                                                              \
        EACH_ROW to[i] = is_missing(a[i]) ? b[i] : a[i];                                           \
    }

SC_SELECT_KERNELS(number, double, NAN, SC_NUMBER_IS_MISSING)
SC_SELECT_KERNELS(code, uint16_t, SC_NO_CODE, SC_CODE_IS_MISSING)
SC_SELECT_KERNELS(text, sc_text, SC_NO_TEXT, SC_TEXT_IS_MISSING)

#include "vm/kernels_possible.h"
#include "vm/literal_search.h"

#endif

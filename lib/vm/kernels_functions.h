/* Kernels of the plain functions, one for each line of base/functions.def: sc_kernel_NAME. A
 * missing argument gives a missing result. */
#ifndef SC_VM_KERNELS_FUNCTIONS_H
#define SC_VM_KERNELS_FUNCTIONS_H

#include "base/unicode.h"
#include "vm/kernels.h"

/* --- numbers --- */

static SC_INLINE void sc_kernel_abs(size_t n, double *restrict to, const double *restrict a)
{
    FOR_EACH_ROW to[i] = fabs(a[i]);
}

static SC_INLINE void sc_kernel_floor(size_t n, double *restrict to, const double *restrict a)
{
    FOR_EACH_ROW to[i] = floor(a[i]);
}

static SC_INLINE void sc_kernel_ceil(size_t n, double *restrict to, const double *restrict a)
{
    FOR_EACH_ROW to[i] = ceil(a[i]);
}

static SC_INLINE void sc_kernel_mod(size_t n, double *restrict to, const double *restrict a,
                                    const double *restrict b)
{
    FOR_EACH_ROW
    {
        double rest = fmod(a[i], b[i]);
        to[i] = sc_finite(rest != 0 && (rest < 0) != (b[i] < 0) ? rest + b[i] : rest);
    }
}

/* --- dates --- */

static SC_INLINE void sc_kernel_days_between(size_t n, double *restrict to,
                                             const double *restrict a, const double *restrict b)
{
    FOR_EACH_ROW to[i] = sc_finite(b[i] - a[i]);
}

static SC_INLINE void sc_kernel_add_days(size_t n, double *restrict to, const double *restrict a,
                                         const double *restrict b)
{
    FOR_EACH_ROW
    {
        double day = a[i] + b[i];
        to[i] = b[i] == floor(b[i]) && sc_date_in_range(day) ? day : NAN;
    }
}

static SC_INLINE void sc_kernel_year(size_t n, double *restrict to, const double *restrict a)
{
    FOR_EACH_ROW
    {
        int year = 0, month, day;
        if (!isnan(a[i]))
            sc_date_to_parts(a[i], &year, &month, &day);
        to[i] = isnan(a[i]) ? (double)NAN : (double)year;
    }
}

static SC_INLINE void sc_kernel_month(size_t n, double *restrict to, const double *restrict a)
{
    FOR_EACH_ROW
    {
        int year, month = 0, day;
        if (!isnan(a[i]))
            sc_date_to_parts(a[i], &year, &month, &day);
        to[i] = isnan(a[i]) ? (double)NAN : (double)month;
    }
}

/* --- texts --- */

static SC_INLINE void sc_change_case(size_t n, sc_vm *state, sc_text *restrict to,
                                     const sc_text *restrict a, bool upper)
{
    FOR_EACH_ROW
    {
        to[i] = SC_NO_TEXT;
        if (a[i].data == NULL)
            continue;
        char *changed =
            a[i].length > SIZE_MAX / 8 ? NULL : sc_scratch_allocate(state, a[i].length * 4 + 1);
        if (changed == NULL) {
            state->failed = true;
            continue;
        }
        size_t length = upper ? sc_unicode_upper(a[i], changed) : sc_unicode_lower(a[i], changed);
        to[i] = (sc_text){changed, length};
    }
}

static SC_INLINE void sc_kernel_lower(size_t n, sc_vm *state, sc_text *restrict to,
                                      const sc_text *restrict a)
{
    sc_change_case(n, state, to, a, false);
}

static SC_INLINE void sc_kernel_upper(size_t n, sc_vm *state, sc_text *restrict to,
                                      const sc_text *restrict a)
{
    sc_change_case(n, state, to, a, true);
}

static SC_INLINE void sc_kernel_trim(size_t n, sc_text *restrict to, const sc_text *restrict a)
{
    FOR_EACH_ROW to[i] = a[i].data == NULL ? SC_NO_TEXT : sc_unicode_trim(a[i]);
}

static SC_INLINE void sc_kernel_length(size_t n, double *restrict to, const sc_text *restrict a)
{
    FOR_EACH_ROW to[i] = a[i].data == NULL ? NAN : (double)sc_text_code_points(a[i]);
}

static SC_INLINE uint8_t sc_find_text(sc_text whole, sc_text part)
{
    if (whole.data == NULL || part.data == NULL)
        return SC_UNKNOWN;
    if (part.length == 0)
        return SC_TRUE;
    for (size_t at = 0; at + part.length <= whole.length; at++) {
        const char *hit =
            memchr(whole.data + at, part.data[0], whole.length - part.length - at + 1);
        if (hit == NULL)
            return SC_FALSE;
        at = (size_t)(hit - whole.data);
        if (memcmp(hit, part.data, part.length) == 0)
            return SC_TRUE;
    }
    return SC_FALSE;
}

static SC_INLINE void sc_kernel_contains(size_t n, uint8_t *restrict to, const sc_text *restrict a,
                                         const sc_text *restrict b)
{
    FOR_EACH_ROW to[i] = sc_find_text(a[i], b[i]);
}

static SC_INLINE void sc_kernel_starts_with(size_t n, uint8_t *restrict to,
                                            const sc_text *restrict a, const sc_text *restrict b)
{
    FOR_EACH_ROW to[i] =
        a[i].data == NULL || b[i].data == NULL                                         ? SC_UNKNOWN
        : a[i].length >= b[i].length && memcmp(a[i].data, b[i].data, b[i].length) == 0 ? SC_TRUE
                                                                                       : SC_FALSE;
}

static SC_INLINE void sc_kernel_ends_with(size_t n, uint8_t *restrict to, const sc_text *restrict a,
                                          const sc_text *restrict b)
{
    FOR_EACH_ROW to[i] =
        a[i].data == NULL || b[i].data == NULL ? SC_UNKNOWN
        : a[i].length >= b[i].length &&
                memcmp(a[i].data + (a[i].length - b[i].length), b[i].data, b[i].length) == 0
            ? SC_TRUE
            : SC_FALSE;
}

#endif

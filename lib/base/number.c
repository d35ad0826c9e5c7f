/* Exact parsing, shortest formatting and decimal rounding of doubles. Fast paths need only one
 * exact operation; strtod and snprintf handle the rest. */
#include "base/number.h"

#include <errno.h>
#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if FLT_EVAL_METHOD != 0 || FLT_RADIX != 2 || DBL_MANT_DIG != 53
#error "numbers must be IEEE doubles without excess precision"
#endif

/* Powers of ten that a double represents exactly. */
static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
#define MAX_EXACT_POWER 22

/* A decimal number as written: digits times ten to the exponent. */
#define MAX_DIGITS 800 /* more than the 767 that can decide how a double is rounded */
typedef struct decimal {
    bool negative;
    /* without leading zeros; the last one summarises the digits after MAX_DIGITS */
    char digits[MAX_DIGITS + 1];
    size_t count;
    uint64_t value; /* of the digits while there are at most 19 */
    long exponent;
} decimal;

static void add_digit(decimal *number, char digit, bool after_point)
{
    if (number->count < MAX_DIGITS) {
        if (number->count != 0 || digit != '0') {
            number->digits[number->count++] = digit;
            if (number->count <= 19)
                number->value = number->value * 10 + (uint64_t)(digit - '0');
        }
        number->exponent -= after_point;
        return;
    }
    if (digit != '0')
        number->digits[MAX_DIGITS] = '1'; /* nonzero, so not exactly half way */
    number->exponent += !after_point;
}

static bool read_exponent(sc_text text, size_t at, long *exponent)
{
    bool negative = false;
    long value = 0;
    if (at < text.length && (text.data[at] == '+' || text.data[at] == '-'))
        negative = text.data[at++] == '-';
    if (at == text.length)
        return false;
    for (; at < text.length; at++) {
        if (!sc_is_digit(text.data[at]))
            return false;
        if (value < LONG_MAX / 100)
            value = value * 10 + (text.data[at] - '0');
    }
    *exponent = negative ? -value : value;
    return true;
}

static bool read_decimal(sc_text text, decimal *number)
{
    size_t at = 0, seen = 0;
    bool after_point = false;
    number->negative = false;
    number->count = 0;
    number->value = 0;
    number->exponent = 0;
    number->digits[MAX_DIGITS] = '0';
    if (text.length > LONG_MAX / 4)
        return false;
    if (at < text.length && (text.data[at] == '+' || text.data[at] == '-'))
        number->negative = text.data[at++] == '-';
    for (; at < text.length; at++) {
        if (sc_is_digit(text.data[at])) {
            add_digit(number, text.data[at], after_point);
            seen++;
        } else if (text.data[at] == '.' && !after_point) {
            after_point = true;
        } else {
            break;
        }
    }
    if (seen == 0)
        return false;
    if (at < text.length) {
        long exponent;
        if ((text.data[at] != 'e' && text.data[at] != 'E') ||
            !read_exponent(text, at + 1, &exponent))
            return false;
        number->exponent += exponent;
    }
    return true;
}

/* By the C library, which rounds correctly. The decimal point, which depends on the locale, is
 * avoided. */
static double round_decimal(const decimal *number)
{
    char notation[MAX_DIGITS + 32];
    size_t length = number->count;
    long exponent = number->exponent;
    memcpy(notation, number->digits, length);
    if (length == MAX_DIGITS) {
        notation[length++] = number->digits[MAX_DIGITS];
        exponent--;
    }
    if (exponent > 100000)
        exponent = 100000;
    if (exponent < -100000)
        exponent = -100000;
    (void)snprintf(notation + length, sizeof notation - length, "e%ld", exponent);
    int kept = errno;
    double value = strtod(notation, NULL);
    errno = kept;
    return value;
}

/* Fast path: one operation on two exactly represented numbers is correctly rounded. */
static bool round_exactly(uint64_t digits, long exponent, double *number)
{
    if (digits > (uint64_t)SC_MAX_EXACT_INTEGER || exponent < -MAX_EXACT_POWER ||
        exponent > MAX_EXACT_POWER)
        return false;
    *number = exponent < 0 ? (double)digits / powers[-exponent] : (double)digits * powers[exponent];
    return true;
}

bool sc_number_read(sc_text text, double *number)
{
    decimal written;
    double value = 0;
    if (!read_decimal(text, &written))
        return false;
    if (written.count != 0 &&
        (written.count > 19 || !round_exactly(written.value, written.exponent, &value)))
        value = round_decimal(&written);
    if (isinf(value))
        return false;
    *number = written.negative ? -value : value;
    return true;
}

/* --- writing --- */

/* The fewest digits d1 ... dn such that 0.d1...dn * 10^point reads back as a number. */
typedef struct shortest_decimal {
    char digits[24];
    int count;
    int point;
} shortest_decimal;

static void digits_of(uint64_t value, shortest_decimal *out)
{
    char reversed[24];
    int count = 0;
    for (; value != 0; value /= 10)
        reversed[count++] = (char)('0' + value % 10);
    out->count = count;
    for (int i = 0; i < count; i++)
        out->digits[i] = reversed[count - 1 - i];
}

static void drop_zeros(shortest_decimal *out)
{
    while (out->count > 1 && out->digits[out->count - 1] == '0')
        out->count--;
}

/* Fast path for numbers with few decimals: finds the smallest power of ten that makes the number
 * whole. The bound on the product excludes that its rounding hides a shorter notation. */
static bool few_decimals(double magnitude, shortest_decimal *out)
{
    for (int decimals = 0; decimals <= 15; decimals++) {
        double scaled = magnitude * powers[decimals];
        if (scaled >= SC_MAX_EXACT_INTEGER / 8)
            return false;
        double whole = floor(scaled + 0.5);
        if (whole >= 1 && whole / powers[decimals] == magnitude) {
            digits_of((uint64_t)whole, out);
            out->point = out->count - decimals;
            drop_zeros(out);
            return true;
        }
    }
    return false;
}

static bool round_trips(uint64_t digits, int exponent, double magnitude)
{
    double value;
    if (round_exactly(digits, exponent, &value))
        return value == magnitude;
    shortest_decimal shortest;
    decimal written = {.exponent = exponent};
    digits_of(digits, &shortest);
    memcpy(written.digits, shortest.digits, (size_t)shortest.count);
    written.count = (size_t)shortest.count;
    return round_decimal(&written) == magnitude;
}

/* `magnitude` rounded to `count` digits: the digits as one integer, and its power of ten. */
static uint64_t rounded_digits(double magnitude, int count, int *exponent)
{
    char notation[40];
    uint64_t digits = 0;
    const char *at = notation;
    (void)snprintf(notation, sizeof notation, "%.*e", count - 1, magnitude);
    /* skips the decimal point, whatever it is in the locale */
    for (; *at != 'e'; at++) {
        if (sc_is_digit(*at))
            digits = digits * 10 + (uint64_t)(*at - '0');
    }
    bool negative = at[1] == '-';
    int power = 0;
    for (at += 2; sc_is_digit(*at); at++)
        power = power * 10 + (*at - '0');
    *exponent = (negative ? -power : power) - (count - 1);
    return digits;
}

static void any_decimals(double magnitude, shortest_decimal *out)
{
    /* A normal double preserves every decimal of 15 digits, so a shorter notation shows as trailing
     * zeros. */
    int first = magnitude < DBL_MIN ? 1 : DBL_DIG;
    uint64_t digits = 0;
    int exponent = 0;
    for (int count = first; count <= 17; count++) {
        digits = rounded_digits(magnitude, count, &exponent);
        if (round_trips(digits, exponent, magnitude))
            break;
        /* The gap to the next double is wider above a power of two than below it, so the next
         * decimal above may read back where the nearest one does not. */
        if (round_trips(digits + 1, exponent, magnitude)) {
            digits++;
            break;
        }
    }
    digits_of(digits, out);
    out->point = out->count + exponent;
    drop_zeros(out);
}

static void find_shortest(double magnitude, shortest_decimal *out)
{
    if (!few_decimals(magnitude, out))
        any_decimals(magnitude, out);
}

static size_t write_plain(const shortest_decimal *number, char *out)
{
    size_t length = 0;
    if (number->point <= 0) {
        out[length++] = '0';
        out[length++] = '.';
        for (int i = number->point; i < 0; i++)
            out[length++] = '0';
    }
    for (int i = 0; i < number->count; i++) {
        if (i == number->point && i != 0)
            out[length++] = '.';
        out[length++] = number->digits[i];
    }
    for (int i = number->count; i < number->point; i++)
        out[length++] = '0';
    return length;
}

static size_t write_exponent(const shortest_decimal *number, char *out)
{
    size_t length = 0;
    for (int i = 0; i < number->count; i++) {
        if (i == 1)
            out[length++] = '.';
        out[length++] = number->digits[i];
    }
    int written = snprintf(out + length, 8, "e%d", number->point - 1);
    return length + (size_t)written;
}

size_t sc_number_write(double number, char out[SC_NUMBER_CAPACITY])
{
    size_t length = 0;
    double magnitude = fabs(number);
    if (isnan(number) || isinf(number)) {
        strcpy(out, isnan(number) ? "nan" : number < 0 ? "-inf" : "inf");
        return strlen(out);
    }
    if (magnitude == 0) {
        strcpy(out, "0");
        return 1;
    }
    shortest_decimal shortest;
    find_shortest(magnitude, &shortest);
    if (number < 0)
        out[length++] = '-';
    if (shortest.point >= -6 && shortest.point <= 21)
        length += write_plain(&shortest, out + length);
    else
        length += write_exponent(&shortest, out + length);
    out[length] = '\0';
    return length;
}

/* --- rounding --- */

/* Fast path: where the number is not near half way between two results, rounding the double gives
 * the same as rounding its notation, which differs by at most half a unit in the last place. */
static bool round_far_from_half(double magnitude, int digits, double *result)
{
    double scaled = digits >= 0 ? magnitude * powers[digits] : magnitude / powers[-digits];
    if (scaled >= SC_MAX_EXACT_INTEGER / 16)
        return false;
    double whole = floor(scaled);
    double beyond_half = scaled - whole - 0.5;
    if (fabs(beyond_half) <= scaled * (8 * DBL_EPSILON))
        return false;
    whole += beyond_half > 0;
    *result = digits >= 0 ? whole / powers[digits] : whole * powers[-digits];
    return true;
}

/* Rounds the digits of the shortest notation. */
static double round_notation(double magnitude, int digits)
{
    shortest_decimal shortest;
    find_shortest(magnitude, &shortest);
    int kept = shortest.point + digits; /* digits that stay */
    if (kept >= shortest.count)
        return magnitude;
    if (kept < 0)
        return 0;
    uint64_t value = 0;
    for (int i = 0; i < kept; i++)
        value = value * 10 + (uint64_t)(shortest.digits[i] - '0');
    value += shortest.digits[kept] >= '5';
    double result = 0;
    if (value == 0 || round_exactly(value, -(long)digits, &result))
        return result;
    shortest_decimal whole;
    decimal rounded = {.exponent = -(long)digits};
    digits_of(value, &whole);
    memcpy(rounded.digits, whole.digits, (size_t)whole.count);
    rounded.count = (size_t)whole.count;
    return round_decimal(&rounded);
}

double sc_number_round(double number, int digits)
{
    if (!isfinite(number) || number == 0)
        return number;
    double magnitude = fabs(number), result;
    if (!round_far_from_half(magnitude, digits, &result))
        result = round_notation(magnitude, digits);
    if (result == 0)
        return 0; /* no negative zero */
    return number < 0 ? -result : result;
}

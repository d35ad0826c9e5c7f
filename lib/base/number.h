/* Parsing, formatting and rounding of numbers and dates, independent of the locale. */
#ifndef SC_BASE_NUMBER_H
#define SC_BASE_NUMBER_H

#include "base/text.h"

/* Parses a whole text in decimal notation with optional sign, fraction and exponent, correctly
 * rounded. False for anything else: hexadecimal, inf, nan, blanks, empty, too large a number. */
bool sc_number_read(sc_text text, double *number);
/* Writes the shortest decimal notation that reads back, NUL-terminated; without an exponent between
 * 1e-7 and 1e21. Returns the length. */
#define SC_NUMBER_CAPACITY 40
size_t sc_number_write(double number, char out[SC_NUMBER_CAPACITY]);
/* Rounds the shortest decimal notation, half away from zero: 2.675 to 2 digits is 2.68. `digits` is
 * from -15 to 15. NaN stays NaN. */
double sc_number_round(double number, int digits);
/* 2^53: a double does not represent every larger whole number. */
#define SC_MAX_EXACT_INTEGER 9007199254740992

/* Whether the number is whole and at most SC_MAX_EXACT_INTEGER in absolute value. */
static inline bool sc_number_is_integer(double number)
{
    return number >= -SC_MAX_EXACT_INTEGER && number <= SC_MAX_EXACT_INTEGER &&
           (double)(int64_t)number == number;
}

/* Dates are days since 1970-01-01 in the proleptic Gregorian calendar, years 1 to 9999.
 * sc_date_from_parts is false where there is no such day. */
bool sc_date_from_parts(int year, int month, int day, double *days);
bool sc_date_in_range(double days);
void sc_date_to_parts(double days, int *year, int *month, int *day);
bool sc_date_read(sc_text text, double *days); /* YYYY-MM-DD, the whole text */
size_t sc_date_write(double days, char out[16]);

#endif

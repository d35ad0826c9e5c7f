/* Calendar arithmetic and the date notation YYYY-MM-DD. */
#include "base/number.h"

#include <math.h>

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Counts years from 1 March, so that the leap day is the last day of its year. */
static long days_from_parts(int year, int month, int day)
{
    long shifted = month <= 2 ? year - 1 : year;
    long era = shifted / 400;
    long year_of_era = shifted - era * 400;
    long day_of_year = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    long day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

#define FIRST_DAY (-719162.0) /* 0001-01-01 */
#define LAST_DAY 2932896.0    /* 9999-12-31 */

bool sc_date_from_parts(int year, int month, int day, double *days)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, month))
        return false;
    *days = (double)days_from_parts(year, month, day);
    return true;
}

bool sc_date_in_range(double days)
{
    return days >= FIRST_DAY && days <= LAST_DAY && floor(days) == days;
}

void sc_date_to_parts(double days, int *year, int *month, int *day)
{
    *year = *month = *day = 0;
    if (!sc_date_in_range(days))
        return;
    long since = (long)days + 719468;
    long era = since / 146097;
    long day_of_era = since - era * 146097;
    long year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    long shifted_month = (5 * day_of_year + 2) / 153;
    *day = (int)(day_of_year - (153 * shifted_month + 2) / 5 + 1);
    *month = (int)(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
    *year = (int)(year_of_era + era * 400) + (*month <= 2);
}

bool sc_date_read(sc_text text, double *days)
{
    int parts[3] = {0, 0, 0}, part = 0;
    if (text.length != 10)
        return false;
    for (size_t i = 0; i < 10; i++) {
        char c = text.data[i];
        if (i == 4 || i == 7) {
            if (c != '-')
                return false;
            part++;
        } else if (sc_is_digit(c)) {
            parts[part] = parts[part] * 10 + (c - '0');
        } else {
            return false;
        }
    }
    return sc_date_from_parts(parts[0], parts[1], parts[2], days);
}

size_t sc_date_write(double days, char out[16])
{
    int year, month, day;
    sc_date_to_parts(days, &year, &month, &day);
    out[0] = '\0';
    if (year == 0)
        return 0;
    int parts[4] = {year / 100, year % 100, month, day};
    size_t length = 0;
    for (int i = 0; i < 4; i++) {
        if (i >= 2)
            out[length++] = '-';
        out[length++] = (char)('0' + parts[i] / 10);
        out[length++] = (char)('0' + parts[i] % 10);
    }
    out[length] = '\0';
    return length;
}

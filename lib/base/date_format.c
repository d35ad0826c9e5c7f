/* Validates, parses by, and describes the formats declared by `date_format`. */
#include "base/date_format.h"

#include "base/number.h"

const char *sc_month_name(int month)
{
    static const char *const names[12] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};
    return names[month - 1];
}

typedef struct date_parts {
    int day, month, year;
} date_parts;

static bool is_separator(char c)
{
    return c == '/' || c == '-' || c == '.' || c == ',' || c == ' ';
}

/* The part that a conversion sets, or NULL where there is no such conversion. */
static int *part_of(date_parts *parts, char conversion)
{
    switch (conversion) {
    case 'd':
        return &parts->day;
    case 'm':
    case 'b':
    case 'B':
        return &parts->month;
    case 'Y':
    case 'y':
        return &parts->year;
    default:
        return NULL;
    }
}

bool sc_date_format_valid(sc_text format)
{
    date_parts seen = {0, 0, 0};
    for (size_t i = 0; i < format.length; i++) {
        if (is_separator(format.data[i]))
            continue;
        if (format.data[i] != '%' || i + 1 == format.length)
            return false;
        int *part = part_of(&seen, format.data[++i]);
        if (part == NULL || (*part)++ != 0)
            return false;
    }
    return seen.day == 1 && seen.month == 1 && seen.year == 1;
}

static bool read_digits(sc_text text, size_t *at, size_t min_digits, size_t max_digits, int *number)
{
    size_t start = *at;
    int value = 0;
    while (*at < text.length && *at - start < max_digits && sc_is_digit(text.data[*at]))
        value = value * 10 + (text.data[(*at)++] - '0');
    *number = value;
    return *at - start >= min_digits;
}

/* Reads a month's full name, its first three letters, or 'sept'. */
static bool read_month(sc_text text, size_t *at, int *month)
{
    size_t start = *at;
    while (*at < text.length && sc_is_letter(text.data[*at]))
        (*at)++;
    size_t length = *at - start;
    for (int i = 0; i < 12 && length >= 3; i++) {
        const char *name = sc_month_name(i + 1);
        size_t same = 0;
        while (same < length && name[same] != '\0' &&
               sc_lower(text.data[start + same]) == sc_lower(name[same]))
            same++;
        if (same == length && (length == 3 || name[length] == '\0' || (i == 8 && length == 4))) {
            *month = i + 1;
            return true;
        }
    }
    return false;
}

static bool read_part(sc_text text, size_t *at, char conversion, date_parts *parts)
{
    int *part = part_of(parts, conversion);
    if (part == NULL)
        return false;
    switch (conversion) {
    case 'Y':
        return read_digits(text, at, 4, 4, part);
    case 'y':
        if (!read_digits(text, at, 2, 2, part))
            return false;
        *part += *part < 69 ? 2000 : 1900;
        return true;
    case 'b':
    case 'B':
        return read_month(text, at, part);
    default:
        return read_digits(text, at, 1, 2, part);
    }
}

bool sc_date_format_read(sc_text format, sc_text text, double *days)
{
    date_parts parts = {0, 0, 0};
    size_t at = 0;
    for (size_t i = 0; i < format.length; i++) {
        if (format.data[i] == '%' && i + 1 < format.length) {
            if (!read_part(text, &at, format.data[++i], &parts))
                return false;
        } else if (at == text.length || text.data[at++] != format.data[i]) {
            return false;
        }
    }
    return at == text.length && sc_date_from_parts(parts.year, parts.month, parts.day, days);
}

static const char *description_of(char conversion)
{
    switch (conversion) {
    case 'd':
        return "DD";
    case 'm':
        return "MM";
    case 'Y':
        return "YYYY";
    case 'y':
        return "YY";
    case 'b':
        return "Mon";
    default:
        return "Month";
    }
}

void sc_date_format_describe(sc_text format, sc_buffer *out)
{
    for (size_t i = 0; i < format.length; i++) {
        if (format.data[i] == '%' && i + 1 < format.length)
            sc_buffer_string(out, description_of(format.data[++i]));
        else
            sc_buffer_byte(out, format.data[i]);
    }
}

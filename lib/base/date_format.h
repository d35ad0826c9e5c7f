/* Date formats other than YYYY-MM-DD, as declared by `date_format`. Month names are English in
 * every locale. */
#ifndef SC_BASE_DATE_FORMAT_H
#define SC_BASE_DATE_FORMAT_H

#include "base/text.h"

/* A format has day, month and year once each: %d, %m, %Y, %y (69 to 99 are 1969 to 1999, 00 to 68
 * are 2000 to 2068), %b, %B; separated by '/', '-', '.', ',' and spaces. */
bool sc_date_format_valid(sc_text format);
/* Parses a whole text. Days and months may omit a leading zero; %b and %B both accept short and
 * full names in any case. */
bool sc_date_format_read(sc_text format, sc_text text, double *days);
/* Appends a description of the format: "DD/MM/YYYY". */
void sc_date_format_describe(sc_text format, sc_buffer *out);
/* The English name of a month from 1 to 12: "January". */
const char *sc_month_name(int month);

#endif

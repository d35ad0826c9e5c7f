/* Dates written otherwise than YYYY-MM-DD, as a rule file declares with `date_format`. English,
 * whatever the locale. */
#ifndef SC_BASE_DATE_FORMAT_H
#define SC_BASE_DATE_FORMAT_H

#include "base/text.h"

/* %d, %m, %Y, %y (69 to 99 are 19.., 00 to 68 are 20..), %b, %B, with '/', '-', '.', ',' and blanks
 * between; each of day, month and year once. */
bool sc_date_format_valid(sc_text format);
/* The whole text. Days and months may leave out a leading zero; %b and %B take short and full names
 * in any case. */
bool sc_date_format_read(sc_text format, sc_text text, double *days);
/* The format in words: "DD/MM/YYYY". */
void sc_date_format_describe(sc_text format, sc_buffer *out);

#endif

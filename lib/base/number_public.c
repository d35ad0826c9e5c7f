/* Public number and date formatting. */
#include "base/number.h"

_Static_assert(SCHOOLCAT_NUMBER_CAPACITY == SC_NUMBER_CAPACITY,
               "the public capacity is that of sc_number_write");

size_t schoolcat_number_write(double number, char out[SCHOOLCAT_NUMBER_CAPACITY])
{
    return sc_number_write(number, out);
}

bool schoolcat_date_read(const char *text, size_t length, double *days)
{
    double read;
    if (text == NULL || days == NULL || !sc_date_read((sc_text){text, length}, &read))
        return false;
    *days = read;
    return true;
}

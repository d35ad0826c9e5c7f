/* The public doors to how numbers and dates are spelled. */
#include "base/number.h"

_Static_assert(SCHOOLCAT_NUMBER_ROOM == SC_NUMBER_CAPACITY, "one size for a spelled number");

size_t schoolcat_number_write(double number, char out[SCHOOLCAT_NUMBER_ROOM])
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

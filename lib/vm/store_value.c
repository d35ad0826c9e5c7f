/* Values that are not present: assumptions, blank_means, missing values. */
#include "vm/store_value.h"

#include <math.h>

static void put(void *slot, const sc_input *input, double number, sc_text text)
{
    switch (input->class) {
    case SC_CLASS_TRUTH:
        *(uint8_t *)slot = (uint8_t)number;
        break;
    case SC_CLASS_CODE:
        *(uint16_t *)slot = (uint16_t)number;
        break;
    case SC_CLASS_TEXT:
        *(sc_text *)slot = text;
        break;
    default:
        *(double *)slot = number;
    }
}

/* The caller's assumption overrides blank_means, as the caller's settings override the file's. */
schoolcat_missing sc_store_missing(void *slot, const sc_input *input, schoolcat_missing missing,
                                   bool *assumed)
{
    *assumed = input->has_assumed && (missing == SCHOOLCAT_ABSENT || missing == SCHOOLCAT_BLANK);
    bool blank = input->has_blank && missing == SCHOOLCAT_BLANK;
    if (*assumed) {
        put(slot, input, input->assumed, input->assumed_text);
    } else if (blank) {
        put(slot, input, input->blank, input->blank_text);
    } else {
        double number = input->class == SC_CLASS_TRUTH  ? SC_UNKNOWN
                        : input->class == SC_CLASS_CODE ? SC_NO_CODE
                                                        : (double)NAN;
        put(slot, input, number, SC_NO_TEXT);
    }
    return *assumed || blank ? SCHOOLCAT_PRESENT : missing;
}

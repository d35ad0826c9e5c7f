/* Adds problems to the caller's list. */
#ifndef SC_EVALUATE_PROBLEMS_H
#define SC_EVALUATE_PROBLEMS_H

#include "base/text.h"

/* Counts a problem and keeps it unless the list is full; never fails. `problems` may be NULL. Texts
 * are copied, shortened when long. */
void sc_problems_add(schoolcat_problems *problems, sc_text column, sc_text value, sc_text expected);

#endif

/* Rule sets from texts, and release functions of Arrow structures that own nothing. */
#ifndef TESTS_UNIT_RULES_FIXTURE_H
#define TESTS_UNIT_RULES_FIXTURE_H

#include "unit_testing.h"

/* Loads a rule file given as text. Fails, showing the report, if it has errors. `options` may be
 * NULL. */
schoolcat_ruleset *load_rules(const char *text, const schoolcat_load_options *options);

/* Sets the values of a text such as "x=1;own=good", split at `separator`; "x=!" sets x to
 * suppressed. The record borrows the values, so `cells`, which is modified, must outlive the
 * evaluation. */
void set_cells(schoolcat_ruleset *rules, schoolcat_record *record, char *cells,
               const char *separator);

void no_release_array(struct ArrowArray *array);
void no_release_schema(struct ArrowSchema *schema);

#endif

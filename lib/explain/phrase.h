/* How names, values, dates and reasons are said to people who do not program. */
#ifndef SC_EXPLAIN_PHRASE_H
#define SC_EXPLAIN_PHRASE_H

#include "language/model.h"

/* "Rank among schools (performance_percentile)", or the id alone where there is no label. */
void sc_phrase_name(sc_buffer *out, const sc_about *about);
void sc_phrase_label(sc_buffer *out, const sc_about *about); /* the label, or the id */
/* "Good (2)" of an outcome or an item with a label, else its id with blanks: "notice to
 * improve". */
void sc_phrase_item(sc_buffer *out, const sc_item *item);
void sc_phrase_date(sc_buffer *out, double days); /* "1 September 2008" */
/* A value that is present. `domain`: of symbols, else not read. Long texts are cut. */
void sc_phrase_value(sc_buffer *out, const sc_model *model, uint32_t domain,
                     const schoolcat_value *value);
/* "3 are", "1 is", "none is" */
void sc_phrase_count(sc_buffer *out, size_t count, const char *one, const char *many);
/* What goes before the item at `index` of `count` in a list: nothing, ", " or `last` ("and",
 * "or"). */
void sc_phrase_separator(sc_buffer *out, size_t index, size_t count, const char *last);
/* At most `most` code points, then "..." */
void sc_phrase_truncated(sc_buffer *out, sc_text text, size_t most);
/* The same of prose: it stops at a sentence's end where it can, else at a comma, and never behind
 * an "and". */
void sc_phrase_excerpt(sc_buffer *out, sc_text text, size_t most);
/* "not in the data", "blank", ... */
const char *sc_missing_phrase(schoolcat_missing missing);
/* For JSON: "absent", "blank", "suppressed", "not applicable", "invalid", "undefined"; NULL where
 * present. */
const char *sc_missing_id(schoolcat_missing missing);
const char *sc_truth_id(schoolcat_truth truth); /* "false", "unknown", "true" */

#endif

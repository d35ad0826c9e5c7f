/* Phrases: names, values, dates, reasons and lists as text for readers who do not program. */
#ifndef SC_EXPLAIN_PHRASE_H
#define SC_EXPLAIN_PHRASE_H

#include "base/list_phrase.h"
#include "language/model.h"

/* --- names and values --- */

/* The label, or the id if there is none: "Rank among schools". */
void sc_phrase_label(sc_buffer *out, const sc_about *about);
/* The label and the id: "Rank among schools (performance_percentile)"; or the id alone. */
void sc_phrase_name(sc_buffer *out, const sc_about *about);
/* An id with blanks instead of underscores: "notice to improve". */
void sc_phrase_id(sc_buffer *out, sc_text id);
/* An outcome or item of a scale: "Good (2)"; without a name or label the id with blanks. */
void sc_phrase_item(sc_buffer *out, const sc_item *item);
/* "1 September 2008" */
void sc_phrase_date(sc_buffer *out, double days);
/* A value that is not missing. `domain` is that of a symbol, else unused. A text is truncated. */
void sc_phrase_value(sc_buffer *out, const sc_model *model, uint32_t domain,
                     const schoolcat_value *value);
/* Why a value is missing: "not in the data", "blank", ... */
const char *sc_missing_phrase(schoolcat_missing missing);
/* "Source: ", or "Sources: " for a text with semicolons. */
const char *sc_source_phrase(const char *source);

/* --- ids in JSON and tests --- */

/* "absent", "blank", "suppressed", "not applicable", "invalid", "undefined"; NULL: not missing. */
const char *sc_missing_id(schoolcat_missing missing);
/* "false", "unknown", "true" */
const char *sc_truth_id(schoolcat_truth truth);

/* --- counts --- */

/* "3 are", "1 is", "none is" */
void sc_phrase_count(sc_buffer *out, size_t count, const char *one, const char *many);

/* --- truncation --- */

/* The text, or its first whole words of at most `max` code points and " ...". */
void sc_phrase_truncated(sc_buffer *out, sc_text text, size_t max);
/* The same for prose: truncated after a sentence if possible, else before a comma, else before a
 * word such as "and". */
void sc_phrase_excerpt(sc_buffer *out, sc_text text, size_t max);

#endif

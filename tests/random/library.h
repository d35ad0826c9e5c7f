/* Compares results read through the public API with those of the naive evaluator. */
#ifndef RANDOM_LIBRARY_H
#define RANDOM_LIBRARY_H

#include "naive.h"

/* Loads a rule set from a text. NULL on errors, which are rendered into `problems` unless that is
 * NULL. */
schoolcat_ruleset *library_load(const char *text, size_t length,
                                const schoolcat_load_options *options, sc_buffer *problems);
const sc_model *library_model(const schoolcat_ruleset *rules);

/* Sets the slots in the record with the public setters. False: a setter refused a value that the
 * model allows. */
bool library_set_record(schoolcat_record *record, const sc_model *model, const naive_slot *slots);

/* Writes one line per difference; returns their number. The result is an evaluation of the input of
 * the naive answer. */
size_t library_differences(schoolcat_result *result, const naive_input *input,
                           const naive_answer *answer, sc_buffer *out);

/* Whether the evaluation can be rendered as JSON and explained in every format. */
bool library_renders(schoolcat_result *result);

/* Writes a record and its input for a report. */
void library_describe(const naive_input *input, sc_buffer *out);
/* Writes the naive answer for a report. */
void library_describe_answer(const naive_input *input, const naive_answer *answer, sc_buffer *out);

#endif

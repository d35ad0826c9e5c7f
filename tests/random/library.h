/* The library's answer by its public interface, held against the naive one. */
#ifndef RANDOM_LIBRARY_H
#define RANDOM_LIBRARY_H

#include "naive.h"

/* A rule set from a text. On problems that are errors NULL, and the problems drawn in `problems`
 * unless that is NULL. */
schoolcat_ruleset *library_load(const char *text, size_t length,
                                const schoolcat_load_options *options, sc_buffer *problems);
const sc_model *library_model(const schoolcat_ruleset *rules);

/* Puts the slots into the record by the public setters. False: a setter refused what the model
 * allows. */
bool library_set_record(schoolcat_record *record, const sc_model *model, const naive_slot *slots);

/* Writes one line for each difference; gives their number. The result holds an evaluation of the
 * naive answer's input. */
size_t library_differences(schoolcat_result *result, const naive_input *input,
                           const naive_answer *answer, sc_buffer *out);

/* Whether the evaluation can be told as JSON and explained in every form. */
bool library_renders(schoolcat_result *result);

/* A record and its input in words, for a report. */
void library_describe(const naive_input *input, sc_buffer *out);
/* All of the naive answer in words. */
void library_describe_answer(const naive_input *input, const naive_answer *answer, sc_buffer *out);

#endif

/* Load options put together step by step: what a language with lists and dictionaries hands over
 * one by one. */
#ifndef BINDINGS_OPTIONS_BUILDER_H
#define BINDINGS_OPTIONS_BUILDER_H

#include <schoolcat.h>

/* Owns copies of everything given to it. */
typedef struct schoolcat_options schoolcat_options;
schoolcat_options *schoolcat_options_new(void); /* NULL: no memory */
void schoolcat_options_free(schoolcat_options *options);
/* SCHOOLCAT_ERROR_NO_MEMORY leaves the options as they were. */
schoolcat_status schoolcat_options_folder(schoolcat_options *options, const char *folder);
schoolcat_status schoolcat_options_parameter(schoolcat_options *options, const char *parameter,
                                             const char *value);
schoolcat_status schoolcat_options_assumption(schoolcat_options *options, const char *name,
                                              const char *value);
/* Borrowed until the options change. */
const schoolcat_load_options *schoolcat_options_get(schoolcat_options *options);

#endif

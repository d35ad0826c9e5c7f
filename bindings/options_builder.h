/* Builds load options step by step, for languages that pass lists and dictionaries item by item. */
#ifndef BINDINGS_OPTIONS_BUILDER_H
#define BINDINGS_OPTIONS_BUILDER_H

#include <schoolcat.h>

/* Owns copies of all arguments. */
typedef struct schoolcat_options schoolcat_options;
schoolcat_options *schoolcat_options_new(void); /* NULL: no memory */
void schoolcat_options_free(schoolcat_options *options);
/* On SCHOOLCAT_ERROR_NO_MEMORY the options are unchanged. */
schoolcat_status schoolcat_options_folder(schoolcat_options *options, const char *folder);
schoolcat_status schoolcat_options_parameter(schoolcat_options *options, const char *parameter,
                                             const char *value);
schoolcat_status schoolcat_options_assumption(schoolcat_options *options, const char *name,
                                              const char *value);
/* The pointer is valid until the options change. */
const schoolcat_load_options *schoolcat_options_get(schoolcat_options *options);

#endif

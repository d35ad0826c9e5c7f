/* Load options that own copies of their texts. */
#include "options_builder.h"
#include <stdlib.h>
#include <string.h>

typedef struct settings {
    schoolcat_setting *at;
    char **texts; /* two for each setting: name and value */
    size_t count;
} settings;

struct schoolcat_options {
    schoolcat_load_options load;
    char **folders;
    size_t folder_count;
    settings parameters, assumptions;
};

schoolcat_options *schoolcat_options_new(void)
{
    schoolcat_options *options = calloc(1, sizeof *options);
    if (options)
        options->load = (schoolcat_load_options)SCHOOLCAT_LOAD_OPTIONS;
    return options;
}

static void settings_free(settings *list)
{
    for (size_t i = 0; i < 2 * list->count; i++)
        free(list->texts[i]);
    free(list->texts);
    free(list->at);
}

void schoolcat_options_free(schoolcat_options *options)
{
    if (options == NULL)
        return;
    for (size_t i = 0; i < options->folder_count; i++)
        free(options->folders[i]);
    free(options->folders);
    settings_free(&options->parameters);
    settings_free(&options->assumptions);
    free(options);
}

/* Ensures a capacity of `count` items; false leaves the block as it was. */
static bool grow(void **block, size_t count, size_t size)
{
    void *grown = count > SIZE_MAX / size ? NULL : realloc(*block, count * size);
    if (grown)
        *block = grown;
    return grown != NULL;
}

static char *copy(const char *text)
{
    size_t size = strlen(text) + 1;
    char *made = malloc(size);
    return made ? memcpy(made, text, size) : NULL;
}

schoolcat_status schoolcat_options_folder(schoolcat_options *options, const char *folder)
{
    void *grown = options->folders;
    char *made = copy(folder);
    if (made == NULL || !grow(&grown, options->folder_count + 1, sizeof *options->folders)) {
        free(made);
        return SCHOOLCAT_ERROR_NO_MEMORY;
    }
    options->folders = grown;
    options->folders[options->folder_count++] = made;
    return SCHOOLCAT_OK;
}

static schoolcat_status add_setting(settings *list, const char *name, const char *value)
{
    void *texts = list->texts, *at = list->at;
    char *made_name = copy(name), *made_value = copy(value);
    bool allocated = grow(&texts, 2 * (list->count + 1), sizeof *list->texts);
    list->texts = texts;
    allocated = grow(&at, list->count + 1, sizeof *list->at) && allocated;
    list->at = at;
    if (made_name == NULL || made_value == NULL || !allocated) {
        free(made_name);
        free(made_value);
        return SCHOOLCAT_ERROR_NO_MEMORY;
    }
    list->texts[2 * list->count] = made_name;
    list->texts[2 * list->count + 1] = made_value;
    list->at[list->count++] = (schoolcat_setting){made_name, made_value};
    return SCHOOLCAT_OK;
}

schoolcat_status schoolcat_options_parameter(schoolcat_options *options, const char *parameter,
                                             const char *value)
{
    return add_setting(&options->parameters, parameter, value);
}

schoolcat_status schoolcat_options_assumption(schoolcat_options *options, const char *indicator,
                                              const char *value)
{
    return add_setting(&options->assumptions, indicator, value);
}

const schoolcat_load_options *schoolcat_options_get(schoolcat_options *options)
{
    schoolcat_load_options *load = &options->load;
    load->folders = (const char *const *)options->folders;
    load->folder_count = options->folder_count;
    load->parameters = options->parameters.at;
    load->parameter_count = options->parameters.count;
    load->assumptions = options->assumptions.at;
    load->assumption_count = options->assumptions.count;
    return load;
}

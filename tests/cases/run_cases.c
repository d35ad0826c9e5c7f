/* run RULES CASE.json...: evaluates every record of the cases through the public API and compares
 * the result of schoolcat_result_json() with the expected one: objects may have more keys than
 * expected, everything else is equal. See README.md. RULES is the folder of the installed rule
 * files. */
#include <jansson.h>
#include <schoolcat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SETTINGS 16

typedef struct runner {
    schoolcat_ruleset *rules;
    schoolcat_record *record;
    schoolcat_result *result;
    schoolcat_problems *problems;
    schoolcat_evaluate_options options;
    unsigned passed, failed;
} runner;

/* --- comparing --- */

static bool same(const json_t *expected, const json_t *found, const char *path);

static bool differs(const json_t *expected, const json_t *found, const char *path)
{
    char *wanted = json_dumps(expected, JSON_ENCODE_ANY);
    char *got = found ? json_dumps(found, JSON_ENCODE_ANY) : NULL;
    printf("    %s: expected %s, got %s\n", path, wanted, got ? got : "nothing");
    free(wanted);
    free(got);
    return false;
}

static bool same_object(const json_t *expected, const json_t *found, const char *path)
{
    const char *key;
    json_t *value;
    bool good = true;
    json_object_foreach((json_t *)expected, key, value)
    {
        char below[512];
        (void)snprintf(below, sizeof below, "%s%s%s", path, *path ? "." : "", key);
        good = same(value, json_object_get(found, key), below) && good;
    }
    return good;
}

static bool same_list(const json_t *expected, const json_t *found, const char *path)
{
    if (json_array_size(expected) != json_array_size(found))
        return differs(expected, found, path);
    for (size_t i = 0; i < json_array_size(expected); i++) {
        char below[512];
        (void)snprintf(below, sizeof below, "%s[%zu]", path, i + 1);
        if (!same(json_array_get(expected, i), json_array_get(found, i), below))
            return false;
    }
    return true;
}

static bool same(const json_t *expected, const json_t *found, const char *path)
{
    if (json_is_object(expected) && json_is_object(found))
        return same_object(expected, found, path);
    if (json_is_array(expected) && json_is_array(found))
        return same_list(expected, found, path);
    if (json_is_number(expected) && json_is_number(found) &&
        json_number_value(expected) == json_number_value(found))
        return true;
    return json_equal(expected, found) || differs(expected, found, path);
}

/* --- filling a record --- */

static schoolcat_status set_text(runner *run, size_t indicator, const json_t *value,
                                 schoolcat_type type)
{
    char spelled[SCHOOLCAT_NUMBER_CAPACITY];
    if (json_is_number(value)) {
        if (type == SCHOOLCAT_NUMBER || type == SCHOOLCAT_INTEGER)
            return schoolcat_record_set_number(run->record, indicator, json_number_value(value),
                                               run->problems);
        size_t length = schoolcat_number_write(json_number_value(value), spelled);
        return schoolcat_record_set_cell(run->record, indicator, spelled, length, run->problems);
    }
    if (json_is_boolean(value) && type == SCHOOLCAT_BOOLEAN)
        return schoolcat_record_set_boolean(run->record, indicator, json_is_true(value));
    if (json_is_null(value))
        return schoolcat_record_set_missing(run->record, indicator, SCHOOLCAT_NOT_APPLICABLE);
    return schoolcat_record_set_cell(run->record, indicator, json_string_value(value),
                                     json_string_length(value), run->problems);
}

/* The list of the indicators whose values are refused. NULL: a key names no indicator. */
static json_t *fill(runner *run, const json_t *given)
{
    json_t *refused = json_array();
    const char *name;
    json_t *value;
    schoolcat_record_clear(run->record);
    schoolcat_problems_clear(run->problems);
    json_object_foreach((json_t *)given, name, value)
    {
        size_t indicator;
        schoolcat_type_information type = SCHOOLCAT_TYPE_INFORMATION;
        if (schoolcat_ruleset_find(run->rules, SCHOOLCAT_PART_INDICATOR, name, &indicator) !=
                SCHOOLCAT_OK ||
            schoolcat_ruleset_type(run->rules, SCHOOLCAT_PART_INDICATOR, indicator, &type) !=
                SCHOOLCAT_OK) {
            printf("    there is no indicator '%s'\n", name);
            json_decref(refused);
            return NULL;
        }
        if (set_text(run, indicator, value, type.type) != SCHOOLCAT_OK)
            json_array_append_new(refused, json_string(name));
    }
    return refused;
}

/* --- results --- */

static json_t *criteria(const runner *run)
{
    json_t *all = json_object();
    for (size_t i = 0; i < schoolcat_ruleset_count(run->rules, SCHOOLCAT_PART_CRITERION); i++) {
        schoolcat_element about = SCHOOLCAT_ELEMENT;
        schoolcat_value value = SCHOOLCAT_VALUE;
        if (schoolcat_ruleset_element(run->rules, SCHOOLCAT_PART_CRITERION, i, &about) ==
                SCHOOLCAT_OK &&
            schoolcat_result_value(run->result, SCHOOLCAT_PART_CRITERION, i, &value) ==
                SCHOOLCAT_OK)
            json_object_set_new(all, about.id,
                                value.missing == SCHOOLCAT_PRESENT ? json_boolean(value.boolean)
                                                                   : json_null());
    }
    return all;
}

static json_t *answer(runner *run)
{
    schoolcat_text *text = NULL;
    if (schoolcat_evaluate(run->result, run->record, &run->options) != SCHOOLCAT_OK ||
        schoolcat_result_json(run->result, &text) != SCHOOLCAT_OK)
        return NULL;
    json_error_t error;
    json_t *found = json_loadb(schoolcat_text_data(text), schoolcat_text_length(text), 0, &error);
    schoolcat_text_free(text);
    if (found == NULL)
        printf("    the result is not JSON: %s\n", error.text);
    else
        json_object_set_new(found, "criteria", criteria(run));
    return found;
}

static bool run_record(runner *run, const json_t *record)
{
    const json_t *expected = json_object_get(record, "expect"),
                 *error = json_object_get(expected, "error");
    json_t *refused = fill(run, json_object_get(record, "given"));
    if (refused == NULL)
        return false;
    bool good;
    if (error || json_array_size(refused) > 0) {
        json_t *none = json_array();
        good = same(error ? error : none, refused, "error") &&
               schoolcat_problems_total(run->problems) == json_array_size(refused);
        json_decref(none);
    } else {
        json_t *found = answer(run);
        good = found && json_object_size(expected) > 0 && same(expected, found, "");
        json_decref(found);
    }
    json_decref(refused);
    return good;
}

/* --- cases --- */

typedef struct settings {
    schoolcat_setting at[SETTINGS];
    char values[SETTINGS][64];
    size_t count;
} settings;

static bool read_settings(settings *list, const json_t *object)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)object, name, value)
    {
        if (list->count == SETTINGS)
            return false;
        char *buffer = list->values[list->count];
        if (json_is_boolean(value))
            (void)snprintf(buffer, sizeof list->values[0], "%s",
                           json_is_true(value) ? "true" : "false");
        else if (json_is_number(value))
            (void)schoolcat_number_write(json_number_value(value), buffer);
        else
            (void)snprintf(buffer, sizeof list->values[0], "%s", json_string_value(value));
        list->at[list->count++] = (schoolcat_setting){name, buffer};
    }
    return true;
}

static schoolcat_ruleset *load(const char *folder, const char *rules_folder, const json_t *test)
{
    const char *rules = json_string_value(json_object_get(test, "rules"));
    settings set = {.count = 0}, assume = {.count = 0};
    schoolcat_load_options options = SCHOOLCAT_LOAD_OPTIONS;
    schoolcat_ruleset *made = NULL;
    schoolcat_diagnostics *diagnostics = NULL;
    schoolcat_text *text = NULL;
    char path[2048];
    if (!rules || !read_settings(&set, json_object_get(test, "set")) ||
        !read_settings(&assume, json_object_get(test, "assume")))
        return NULL;
    options.folders = &rules_folder;
    options.folder_count = 1;
    options.parameters = set.at;
    options.parameter_count = set.count;
    options.assumptions = assume.at;
    options.assumption_count = assume.count;
    (void)snprintf(path, sizeof path, "%s%s%s", strchr(rules, '/') ? folder : "",
                   strchr(rules, '/') ? "/" : "", rules);
    schoolcat_status status = schoolcat_ruleset_load(path, &options, &made, &diagnostics);
    if (status != SCHOOLCAT_OK && schoolcat_diagnostics_render(diagnostics, SCHOOLCAT_FORMAT_TEXT,
                                                               false, &text) == SCHOOLCAT_OK)
        printf("%s\n", schoolcat_text_data(text));
    schoolcat_text_free(text);
    schoolcat_diagnostics_free(diagnostics);
    return made;
}

static bool prepare(runner *run, const json_t *test)
{
    const char *today = json_string_value(json_object_get(test, "today"));
    run->options = (schoolcat_evaluate_options)SCHOOLCAT_EVALUATE_OPTIONS;
    if (today)
        run->options.has_today = schoolcat_date_read(today, strlen(today), &run->options.today);
    return schoolcat_record_new(run->rules, &run->record) == SCHOOLCAT_OK &&
           schoolcat_result_new(run->rules, &run->result) == SCHOOLCAT_OK &&
           schoolcat_problems_new(100, &run->problems) == SCHOOLCAT_OK;
}

static void run_file(runner *total, const char *path, const char *rules_folder)
{
    json_error_t error;
    json_t *test = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    char folder[1024];
    (void)snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    (void)snprintf(slash ? slash : folder, 2, "%s", slash ? "" : ".");
    runner run = {.rules = test ? load(folder, rules_folder, test) : NULL};
    printf("%s: %s\n", path, test ? json_string_value(json_object_get(test, "about")) : error.text);
    if (run.rules == NULL || !prepare(&run, test)) {
        printf("  FAILED: cannot be run\n");
        total->failed++;
    } else {
        size_t i;
        json_t *record;
        json_array_foreach(json_object_get(test, "records"), i, record)
        {
            bool good = run_record(&run, record);
            printf("  %s: %s\n", good ? "ok" : "FAILED",
                   json_string_value(json_object_get(record, "name")));
            *(good ? &total->passed : &total->failed) += 1;
        }
    }
    schoolcat_problems_free(run.problems);
    schoolcat_result_free(run.result);
    schoolcat_record_free(run.record);
    schoolcat_ruleset_free(run.rules);
    json_decref(test);
}

int main(int argc, char **argv)
{
    runner total = {.passed = 0};
    for (int i = 2; i < argc; i++)
        run_file(&total, argv[i], argv[1]);
    printf("%u passed, %u failed\n", total.passed, total.failed);
    return total.failed == 0 && total.passed > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

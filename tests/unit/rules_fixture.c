/* Loads rule sets and sets records for tests through the public API. */
#include "rules_fixture.h"

schoolcat_ruleset *load_rules(const char *text, const schoolcat_load_options *options)
{
    schoolcat_ruleset *rules = NULL;
    schoolcat_diagnostics *diagnostics = NULL;
    schoolcat_status status =
        schoolcat_ruleset_load_text(text, strlen(text), NULL, options, &rules, &diagnostics);
    if (status != SCHOOLCAT_OK) {
        schoolcat_text *report = NULL;
        (void)schoolcat_diagnostics_render(diagnostics, SCHOOLCAT_FORMAT_TEXT, false, &report);
        fail_msg("%s", schoolcat_text_data(report));
    }
    schoolcat_diagnostics_free(diagnostics);
    return rules;
}

void set_cells(schoolcat_ruleset *rules, schoolcat_record *record, char *cells,
               const char *separator)
{
    char *rest = cells;
    for (char *cell = strtok_r(rest, separator, &rest); cell != NULL;
         cell = strtok_r(NULL, separator, &rest)) {
        char *value = strchr(cell, '=');
        size_t indicator;
        *value++ = '\0';
        assert_int_equal(schoolcat_ruleset_find(rules, SCHOOLCAT_PART_INDICATOR, cell, &indicator),
                         SCHOOLCAT_OK);
        if (strcmp(value, "!") == 0)
            assert_int_equal(schoolcat_record_set_missing(record, indicator, SCHOOLCAT_SUPPRESSED),
                             SCHOOLCAT_OK);
        else
            assert_int_equal(
                schoolcat_record_set_value(record, indicator, value, strlen(value), NULL),
                SCHOOLCAT_OK);
    }
}

void no_release_array(struct ArrowArray *array)
{
    array->release = NULL;
}

void no_release_schema(struct ArrowSchema *schema)
{
    schema->release = NULL;
}

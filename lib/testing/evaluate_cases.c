/* Runs the cases. Cases with equal settings share a variant: a rule set, record and result. */
#include "testing/tests.h"

#include <string.h>

/* --- variants --- */

schoolcat_status sc_tests_add_variant(sc_tests *tests, sc_text key, schoolcat_ruleset *rules)
{
    sc_variant variant = {.key = key, .rules = rules};
    schoolcat_status status = schoolcat_record_new(rules, &variant.record);
    if (status == SCHOOLCAT_OK)
        status = schoolcat_result_new(rules, &variant.result);
    if (status == SCHOOLCAT_OK && !SC_PUSH(&tests->arena, &tests->variants, variant))
        status = SCHOOLCAT_ERROR_NO_MEMORY;
    if (status != SCHOOLCAT_OK) {
        schoolcat_record_free(variant.record);
        schoolcat_result_free(variant.result);
    }
    return status;
}

static bool is_set(const sc_case *test_case, const char *name)
{
    for (size_t i = 0; i < test_case->settings.count; i++)
        if (strcmp(test_case->settings.at[i].name, name) == 0)
            return true;
    return false;
}

/* The settings in the order of the rule set's parameters, so that equal settings have equal keys.
 */
static sc_text variant_key(sc_tests *tests, const sc_case *test_case)
{
    sc_buffer buffer;
    sc_buffer_init(&buffer, &tests->allocator);
    for (uint32_t i = 0; i < tests->model->parameter_count; i++) {
        sc_text id = tests->model->parameters[i].about.id;
        for (size_t j = 0; j < test_case->settings.count; j++) {
            if (!sc_text_is(id, test_case->settings.at[j].name))
                continue;
            sc_buffer_text(&buffer, id);
            sc_buffer_byte(&buffer, '=');
            sc_buffer_string(&buffer, test_case->settings.at[j].value);
            sc_buffer_byte(&buffer, '\n');
        }
    }
    sc_text key = sc_arena_text(&tests->arena, sc_buffer_view(&buffer));
    tests->arena.failed = tests->arena.failed || buffer.failed;
    sc_buffer_destroy(&buffer);
    return key;
}

/* The caller's settings, overridden by those of the case. */
static bool merged_settings(sc_tests *tests, const sc_case *test_case,
                            schoolcat_load_options *options)
{
    size_t given = tests->options.parameter_count, count = 0;
    schoolcat_setting *settings =
        SC_NEW_ARRAY(&tests->arena, given + test_case->settings.count, schoolcat_setting);
    if (!settings)
        return false;
    for (size_t i = 0; i < given; i++)
        if (!is_set(test_case, tests->options.parameters[i].name))
            settings[count++] = tests->options.parameters[i];
    for (size_t i = 0; i < test_case->settings.count; i++)
        settings[count++] = test_case->settings.at[i];
    *options = tests->options;
    options->parameters = settings;
    options->parameter_count = count;
    return true;
}

static void report_setting(sc_tests *tests, const sc_case *test_case,
                           const schoolcat_diagnostics *found)
{
    schoolcat_diagnostic first = SCHOOLCAT_DIAGNOSTIC;
    for (size_t i = 0; i < schoolcat_diagnostics_count(found); i++) {
        if (schoolcat_diagnostics_get(found, i, &first) == SCHOOLCAT_OK &&
            first.severity == SCHOOLCAT_SEVERITY_ERROR)
            break;
    }
    SC_TEST_REPORT(tests, TEST_SETTING, test_case->settings_span, test_case->settings_path,
                   .arguments = {sc_text_of(first.message)}, .hint = sc_text_of(first.hint));
}

schoolcat_status sc_tests_assign_variant(sc_tests *tests, sc_case *test_case)
{
    test_case->variant = 0;
    if (test_case->settings.count == 0)
        return SCHOOLCAT_OK;
    sc_text key = variant_key(tests, test_case);
    for (size_t i = 1; i < tests->variants.count; i++) {
        if (sc_text_equal(tests->variants.at[i].key, key)) {
            test_case->variant = i;
            return SCHOOLCAT_OK;
        }
    }
    schoolcat_load_options options;
    schoolcat_ruleset *rules = NULL;
    schoolcat_diagnostics *found = NULL;
    if (tests->arena.failed || !merged_settings(tests, test_case, &options))
        return SCHOOLCAT_ERROR_NO_MEMORY;
    schoolcat_status status = schoolcat_ruleset_load(tests->rules_path, &options, &rules, &found);
    if (status == SCHOOLCAT_ERROR_RULES || status == SCHOOLCAT_ERROR_IO) {
        report_setting(tests, test_case, found);
        status = SCHOOLCAT_OK;
    } else if (status == SCHOOLCAT_OK) {
        status = sc_tests_add_variant(tests, key, rules);
        test_case->variant = tests->variants.count - 1;
        if (status != SCHOOLCAT_OK)
            schoolcat_ruleset_free(rules);
    }
    schoolcat_diagnostics_free(found);
    return status;
}

/* --- cases --- */

static schoolcat_status evaluate(sc_variant *variant, const sc_case *test_case)
{
    schoolcat_evaluate_options options = SCHOOLCAT_EVALUATE_OPTIONS;
    options.has_today = test_case->has_today;
    options.today = test_case->today;
    schoolcat_status status;
    schoolcat_record_clear(variant->record);
    for (size_t i = 0; i < test_case->given.count; i++)
        if (!sc_given_set(variant->record, &test_case->given.at[i], NULL, &status))
            return status;
    return schoolcat_evaluate(variant->result, variant->record, &options);
}

static schoolcat_status run_case(sc_tests *tests, schoolcat_test_report *report,
                                 const sc_case *test_case)
{
    sc_variant *variant = &tests->variants.at[test_case->variant];
    sc_case_result outcome = {.name = sc_report_string(report, test_case->name),
                              .source = sc_report_string(report, test_case->source),
                              .line = test_case->line};
    schoolcat_status status = evaluate(variant, test_case);
    if (status != SCHOOLCAT_OK)
        return status;
    sc_coverage_add(&report->coverage, variant->result);
    for (size_t i = 0; i < test_case->expected.count && status == SCHOOLCAT_OK; i++)
        status =
            sc_expectation_compare(report, &outcome, &test_case->expected.at[i], variant->result);
    report->failed += outcome.failures.count > 0;
    if (status == SCHOOLCAT_OK &&
        (report->arena.failed || !SC_PUSH(&report->arena, &report->cases, outcome)))
        status = SCHOOLCAT_ERROR_NO_MEMORY;
    return status;
}

schoolcat_status sc_tests_run(sc_tests *tests, schoolcat_test_report *report)
{
    schoolcat_status status = SCHOOLCAT_OK;
    for (size_t i = 0; i < tests->cases.count && status == SCHOOLCAT_OK; i++)
        status = run_case(tests, report, &tests->cases.at[i]);
    return status;
}

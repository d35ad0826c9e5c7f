/* The public function schoolcat_test: reads a tests file, runs its cases, makes the report. */
#include "testing/tests.h"

static void free_variants(sc_tests *tests)
{
    for (size_t i = 0; i < tests->variants.count; i++) {
        schoolcat_record_free(tests->variants.at[i].record);
        schoolcat_result_free(tests->variants.at[i].result);
        schoolcat_ruleset_free(tests->variants.at[i].rules);
    }
}

static schoolcat_status load(sc_tests *tests, const sc_yaml_node *root, schoolcat_ruleset *rules)
{
    schoolcat_ruleset *used = schoolcat_ruleset_retain(rules);
    schoolcat_status status = sc_tests_load_rules(tests, root, &used);
    if (status == SCHOOLCAT_OK) {
        if (!tests->rules_path)
            tests->rules_path = used->model->file.data;
        tests->model = used->model;
        status = sc_tests_add_variant(tests, SC_NO_TEXT, used);
    }
    if (status != SCHOOLCAT_OK)
        schoolcat_ruleset_free(used);
    return status;
}

static schoolcat_status read(sc_tests *tests, const char *path, schoolcat_ruleset *rules)
{
    const sc_yaml_node *root = NULL;
    schoolcat_status status = sc_tests_open(tests, path, &root);
    if (status == SCHOOLCAT_OK)
        status = load(tests, root, rules);
    if (status != SCHOOLCAT_OK)
        return status;
    sc_tests_read(tests, root);
    for (size_t i = 0; i < tests->cases.count && status == SCHOOLCAT_OK; i++)
        status = sc_tests_assign_variant(tests, &tests->cases.at[i]);
    if (status == SCHOOLCAT_OK && sc_diagnostics_errors(tests->diagnostics) > 0)
        return SCHOOLCAT_ERROR_RULES;
    return status;
}

static schoolcat_status run(sc_tests *tests, schoolcat_test_report **out)
{
    schoolcat_test_report *report = sc_allocate(&tests->allocator, sizeof *report);
    if (!report)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    *report = (schoolcat_test_report){.allocator = tests->allocator};
    report->rules = schoolcat_ruleset_retain(tests->variants.at[0].rules);
    sc_arena_init(&report->arena, &tests->allocator);
    schoolcat_status status = SCHOOLCAT_ERROR_NO_MEMORY;
    if (sc_coverage_init(report, tests->model))
        status = sc_tests_run(tests, report);
    if (status == SCHOOLCAT_OK)
        *out = report;
    else
        schoolcat_test_report_free(report);
    return status;
}

schoolcat_status schoolcat_test(const char *path, schoolcat_ruleset *rules,
                                const schoolcat_load_options *options, schoolcat_test_report **out,
                                schoolcat_diagnostics **diagnostics)
{
    static const schoolcat_load_options defaults = SCHOOLCAT_LOAD_OPTIONS;
    if (!path || !out || !sc_load_options_valid(options))
        return SCHOOLCAT_ERROR_ARGUMENT;
    sc_tests tests = {.allocator = sc_allocator_from(options ? options->allocator : NULL),
                      .options = options ? *options : defaults};
    tests.options.size = sizeof tests.options;
    tests.limits = sc_limits_from(&tests.options);
    sc_arena_init(&tests.arena, &tests.allocator);
    tests.diagnostics = sc_diagnostics_new(&tests.allocator);
    schoolcat_status status =
        tests.diagnostics ? read(&tests, path, rules) : SCHOOLCAT_ERROR_NO_MEMORY;
    if (tests.diagnostics && sc_tests_failed(&tests))
        status = SCHOOLCAT_ERROR_NO_MEMORY;
    if (status == SCHOOLCAT_OK)
        status = run(&tests, out);
    free_variants(&tests);
    if (diagnostics && tests.diagnostics && status != SCHOOLCAT_ERROR_NO_MEMORY)
        *diagnostics = tests.diagnostics;
    else
        schoolcat_diagnostics_free(tests.diagnostics);
    sc_arena_destroy(&tests.arena);
    return status;
}

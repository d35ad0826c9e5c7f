/* Categorises one school: loads a rule file, fills a record, evaluates it, prints the result and
 * its explanation.
 *
 *   categorise RULES [INDICATOR=VALUE ...]
 *
 * RULES is a path or the name of an installed rule file, such as staffordshire. Without values it
 * categorises an invented school. */
#include <schoolcat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An empty cell has the value of blank_means in the rule file: here, that the school is in no
 * category of Ofsted. */
static const char *const invented[] = {
    "sef_overall_effectiveness=good",
    "sef_achievement=good",
    "sef_teaching=good",
    "sef_care=outstanding",
    "pupil_groups_improving=most",
    "performance_percentile=62",
    "ofsted_category=",
};

/* Sets the value of "name=value" in the record; it is parsed like a cell of a spreadsheet. */
static int set_value(schoolcat_ruleset *rules, schoolcat_record *record,
                     schoolcat_problems *problems, const char *given)
{
    const char *equals = strchr(given, '=');
    char name[80];
    if (equals == NULL || (size_t)(equals - given) >= sizeof name) {
        fprintf(stderr, "%s: INDICATOR=VALUE is asked for\n", given);
        return -1;
    }
    memcpy(name, given, (size_t)(equals - given));
    name[equals - given] = '\0';

    size_t indicator;
    if (schoolcat_ruleset_find(rules, SCHOOLCAT_PART_INDICATOR, name, &indicator) != SCHOOLCAT_OK) {
        const char *nearest = schoolcat_ruleset_nearest(rules, SCHOOLCAT_PART_INDICATOR, name);
        fprintf(stderr, "there is no indicator '%s'\n", name);
        if (nearest)
            fprintf(stderr, "did you mean '%s'?\n", nearest);
        return -1;
    }
    schoolcat_status status =
        schoolcat_record_set_cell(record, indicator, equals + 1, strlen(equals + 1), problems);
    schoolcat_problem problem = SCHOOLCAT_PROBLEM;
    if (status == SCHOOLCAT_ERROR_DATA &&
        schoolcat_problems_get(problems, 0, &problem) == SCHOOLCAT_OK)
        fprintf(stderr, "%s: '%s' does not fit: %s is expected\n", name, problem.value,
                problem.expected);
    return status == SCHOOLCAT_OK ? 0 : -1;
}

static void print_outcome(const schoolcat_ruleset *rules, schoolcat_result *result, size_t decision)
{
    schoolcat_element about = SCHOOLCAT_ELEMENT, outcome = SCHOOLCAT_ELEMENT;
    size_t index;
    schoolcat_ruleset_element(rules, SCHOOLCAT_PART_DECISION, decision, &about);
    if (schoolcat_decision_choose(rules, decision) == SCHOOLCAT_CHOOSE_EVERY)
        return;
    if (!schoolcat_result_outcome(result, decision, &index)) {
        printf("%s: no outcome\n", about.id);
    } else {
        schoolcat_decision_outcome(rules, decision, index, &outcome);
        printf("%s: %s%s\n", about.id, outcome.id,
               schoolcat_result_provisional(result, decision) ? " (provisional)" : "");
    }
}

static int categorise(schoolcat_ruleset *rules, int count, char **given)
{
    schoolcat_record *record = NULL;
    schoolcat_result *result = NULL;
    schoolcat_problems *problems = NULL;
    schoolcat_explanation *explanation = NULL;
    schoolcat_text *text = NULL;
    int failed = schoolcat_record_new(rules, &record) != SCHOOLCAT_OK ||
                 schoolcat_result_new(rules, &result) != SCHOOLCAT_OK ||
                 schoolcat_problems_new(1, &problems) != SCHOOLCAT_OK;

    if (!failed && count == 0)
        for (size_t i = 0; i < sizeof invented / sizeof invented[0] && !failed; i++)
            failed = set_value(rules, record, problems, invented[i]) != 0;
    for (int i = 0; i < count && !failed; i++)
        failed = set_value(rules, record, problems, given[i]) != 0;

    failed = failed || schoolcat_evaluate(result, record, NULL) != SCHOOLCAT_OK;
    if (!failed) {
        for (size_t i = 0; i < schoolcat_ruleset_count(rules, SCHOOLCAT_PART_DECISION); i++)
            print_outcome(rules, result, i);
        failed =
            schoolcat_explain(result, "An invented school", &explanation) != SCHOOLCAT_OK ||
            schoolcat_explanation_render(explanation, SCHOOLCAT_FORMAT_TEXT, &text) != SCHOOLCAT_OK;
        if (!failed)
            printf("\n%s", schoolcat_text_data(text));
    }
    schoolcat_text_free(text);
    schoolcat_explanation_free(explanation);
    schoolcat_problems_free(problems);
    schoolcat_result_free(result);
    schoolcat_record_free(record);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: categorise RULES [INDICATOR=VALUE ...]\n");
        return 2;
    }
    schoolcat_ruleset *rules = NULL;
    schoolcat_diagnostics *diagnostics = NULL;
    schoolcat_status status = schoolcat_ruleset_load(argv[1], NULL, &rules, &diagnostics);
    schoolcat_text *report = NULL;
    if (status != SCHOOLCAT_OK && schoolcat_diagnostics_render(diagnostics, SCHOOLCAT_FORMAT_TEXT,
                                                               false, &report) == SCHOOLCAT_OK)
        fputs(schoolcat_text_data(report), stderr);
    schoolcat_text_free(report);
    schoolcat_diagnostics_free(diagnostics);

    int code = status == SCHOOLCAT_OK ? categorise(rules, argc - 2, argv + 2) : EXIT_FAILURE;
    schoolcat_ruleset_free(rules);
    return code;
}

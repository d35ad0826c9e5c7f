/* Small rule files evaluated and explained, for the tests of explanations. */
#ifndef TESTS_UNIT_EXPLAIN_FIXTURE_H
#define TESTS_UNIT_EXPLAIN_FIXTURE_H

#include "unit_testing.h"

#include <stdio.h>

typedef struct explained {
    char cells[500]; /* the texts of the values, which the record borrows until it is evaluated */
    schoolcat_ruleset *rules;
    schoolcat_record *record;
    schoolcat_result *result;
    schoolcat_explanation *explanation;
} explained;

static inline schoolcat_ruleset *loaded(const char *text, const schoolcat_load_options *options)
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

/* Sets the values of "x=1;own=good"; "x=!" sets x to suppressed. Modifies `cells`. */
static inline void fill(schoolcat_ruleset *rules, schoolcat_record *record, char *cells)
{
    char *rest = cells;
    for (char *cell = strtok_r(rest, ";", &rest); cell != NULL; cell = strtok_r(NULL, ";", &rest)) {
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

static inline explained explain(const char *text, const char *cells,
                                const schoolcat_load_options *options)
{
    explained e = {.rules = loaded(text, options)};
    schoolcat_evaluate_options evaluate = SCHOOLCAT_EVALUATE_OPTIONS;
    evaluate.has_today = true;
    evaluate.today = 14245; /* 2009-01-01 */
    assert_int_equal(schoolcat_record_new(e.rules, &e.record), SCHOOLCAT_OK);
    assert_int_equal(schoolcat_result_new(e.rules, &e.result), SCHOOLCAT_OK);
    (void)snprintf(e.cells, sizeof e.cells, "%s", cells);
    fill(e.rules, e.record, e.cells);
    assert_int_equal(schoolcat_evaluate(e.result, e.record, &evaluate), SCHOOLCAT_OK);
    memset(e.cells, '?', sizeof e.cells);
    assert_int_equal(schoolcat_explain(e.result, "An invented school", &e.explanation),
                     SCHOOLCAT_OK);
    return e;
}

static inline void forget(explained *e)
{
    schoolcat_explanation_free(e->explanation);
    schoolcat_result_free(e->result);
    schoolcat_record_free(e->record);
    schoolcat_ruleset_free(e->rules);
}

static inline schoolcat_explained_information information_of(const schoolcat_explanation_node *node)
{
    schoolcat_explained_information information = SCHOOLCAT_EXPLAINED_INFORMATION;
    assert_int_equal(schoolcat_explanation_get(node, &information), SCHOOLCAT_OK);
    return information;
}

/* The node reached from the root by a path of child indices, ended by -1. */
static inline const schoolcat_explanation_node *node_at(const explained *e, const int *path)
{
    const schoolcat_explanation_node *node = schoolcat_explanation_root(e->explanation);
    for (; *path >= 0; path++) {
        node = schoolcat_explanation_child(node, (size_t)*path);
        assert_non_null(node);
    }
    return node;
}
#define AT(e, ...) information_of(node_at(&(e), (const int[]){__VA_ARGS__, -1}))

#endif

/* Small rule files evaluated and explained, for the tests of explanations. */
#ifndef TESTS_UNIT_EXPLAIN_FIXTURE_H
#define TESTS_UNIT_EXPLAIN_FIXTURE_H

#include "rules_fixture.h"

#include <stdio.h>

typedef struct explained {
    char cells[500]; /* the texts of the values, which the record borrows until it is evaluated */
    schoolcat_ruleset *rules;
    schoolcat_record *record;
    schoolcat_result *result;
    schoolcat_explanation *explanation;
} explained;

static inline explained explain(const char *text, const char *cells,
                                const schoolcat_load_options *options)
{
    explained e = {.rules = load_rules(text, options)};
    schoolcat_evaluate_options evaluate = SCHOOLCAT_EVALUATE_OPTIONS;
    evaluate.has_today = true;
    evaluate.today = 14245; /* 2009-01-01 */
    assert_int_equal(schoolcat_record_new(e.rules, &e.record), SCHOOLCAT_OK);
    assert_int_equal(schoolcat_result_new(e.rules, &e.result), SCHOOLCAT_OK);
    (void)snprintf(e.cells, sizeof e.cells, "%s", cells);
    set_cells(e.rules, e.record, e.cells, ";");
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

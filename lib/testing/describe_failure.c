/* Describes a failure: the expectation as the file has it, the actual result, and the reason, taken
 * from the explanation. */
#include "testing/compare_expectation.h"

#include "explain/explanation.h"

enum { MAX_EXPECTED_LENGTH = 400 };

static void write_yaml(sc_buffer *out, const sc_yaml_node *node)
{
    if (node->kind == SC_YAML_SCALAR) {
        sc_buffer_string(out, node->text.length > 0 ? "" : sc_yaml_is_null(node) ? "null" : "''");
        sc_buffer_text(out, node->text);
        return;
    }
    bool map = node->kind == SC_YAML_MAPPING;
    sc_buffer_byte(out, map ? '{' : '[');
    for (size_t i = 0; i < node->count && out->length < MAX_EXPECTED_LENGTH; i++) {
        sc_buffer_string(out, i > 0 ? ", " : "");
        if (map) {
            sc_buffer_text(out, node->pairs[i].key);
            sc_buffer_string(out, ": ");
        }
        write_yaml(out, map ? node->pairs[i].value : node->items[i]);
    }
    sc_buffer_byte(out, map ? '}' : ']');
}

static void describe_rule(sc_buffer *out, const schoolcat_explanation_node *rule)
{
    if (out->length > 0)
        sc_buffer_byte(out, '\n');
    sc_buffer_string(out, "the rule ");
    sc_buffer_string(out, rule->is.element.id);
    sc_buffer_byte(out, ' ');
    sc_buffer_string(out, rule->is.finding);
}

/* Whether the expectation is about the rule: names it, or expects its outcome, of which it is the
 * first rule. */
static bool is_rule_of_interest(const sc_expectation_check *check,
                                const sc_explained_decision *decision, uint32_t rule)
{
    if (check->expected->kind == SC_EXPECT_RULE || check->expected->kind == SC_EXPECT_CONFLICT)
        return sc_expectation_has_item(check->expected, rule);
    if (check->expected->kind != SC_EXPECT_OUTCOME && check->expected->kind != SC_EXPECT_INCLUDES &&
        check->expected->kind != SC_EXPECT_EXCLUDES)
        return false;
    uint32_t outcome = decision->decision->rules[rule].outcome;
    for (uint32_t i = 0; i < rule; i++)
        if (decision->decision->rules[i].outcome == outcome)
            return false;
    return sc_expectation_has_item(check->expected, outcome);
}

static void describe_decision(sc_expectation_check *check, sc_buffer *out,
                              const schoolcat_explanation *explanation)
{
    const sc_explained_decision *decision = &explanation->decisions[check->expected->index];
    bool every = decision->decision->choose == SC_CHOOSE_EVERY;
    if (!every)
        sc_buffer_string(out, decision->node->is.finding);
    for (uint32_t i = 0; i < decision->decision->rule_count; i++) {
        const schoolcat_explanation_node *rule = decision->node->children.at[i];
        if ((rule->is.decided && !every) || is_rule_of_interest(check, decision, i))
            describe_rule(out, rule);
    }
}

static void describe_derived(sc_expectation_check *check, sc_buffer *out)
{
    sc_node node = {.kind = SC_NODE_DERIVED, .index = check->expected->index};
    node.type = check->model->derived[node.index].type;
    sc_phrase_state(out, check->result, &node);
}

static schoolcat_status describe_reason(sc_expectation_check *check, sc_buffer *out)
{
    schoolcat_explanation *explanation = NULL;
    schoolcat_status status = sc_result_materialise(check->result);
    if (status != SCHOOLCAT_OK)
        return status;
    if (check->expected->kind == SC_EXPECT_CRITERION) {
        sc_phrase_finding(out, check->result, check->model->criteria[check->expected->index].when);
        return SCHOOLCAT_OK;
    }
    if (check->expected->kind == SC_EXPECT_VALUE) {
        if (check->expected->part == SCHOOLCAT_PART_DERIVED)
            describe_derived(check, out);
        return SCHOOLCAT_OK;
    }
    status = schoolcat_explain(check->result, NULL, &explanation);
    if (status != SCHOOLCAT_OK)
        return status;
    describe_decision(check, out, explanation);
    schoolcat_explanation_free(explanation);
    return SCHOOLCAT_OK;
}

/* Failures of one case often have the same reason, which is then given once. */
static bool is_repeated_reason(const sc_case_result *of, sc_text reason)
{
    for (size_t i = 0; i < of->failures.count; i++)
        if (sc_text_is(reason, of->failures.at[i].reason))
            return true;
    return false;
}

static schoolcat_status add_failure(sc_expectation_check *check, sc_case_result *of)
{
    sc_failure failure = {.what = sc_report_string(check->report, check->expected->what),
                          .got = sc_report_string(check->report, sc_buffer_view(&check->got))};
    sc_buffer text;
    sc_buffer_init(&text, &check->report->allocator);
    if (check->expected->kind == SC_EXPECT_INCLUDES)
        sc_buffer_string(&text, "with ");
    else if (check->expected->kind == SC_EXPECT_EXCLUDES)
        sc_buffer_string(&text, "without ");
    write_yaml(&text, check->expected->node);
    failure.expected = sc_report_string(check->report, sc_buffer_view(&text));
    sc_buffer_clear(&text);
    schoolcat_status status = describe_reason(check, &text);
    failure.reason = is_repeated_reason(of, sc_buffer_view(&text))
                         ? ""
                         : sc_report_string(check->report, sc_buffer_view(&text));
    if (status == SCHOOLCAT_OK &&
        (text.failed || !SC_PUSH(&check->report->arena, &of->failures, failure)))
        status = SCHOOLCAT_ERROR_NO_MEMORY;
    sc_buffer_destroy(&text);
    return status;
}

schoolcat_status sc_expectation_compare(schoolcat_test_report *report, sc_case_result *of,
                                        const sc_expectation *expected, schoolcat_result *result)
{
    sc_expectation_check check = {
        .report = report, .expected = expected, .result = result, .model = result->rules->model};
    sc_buffer_init(&check.got, &report->allocator);
    bool met = sc_expectation_met(&check);
    schoolcat_status status = check.status;
    if (check.got.failed)
        status = SCHOOLCAT_ERROR_NO_MEMORY;
    if (status == SCHOOLCAT_OK && !met)
        status = add_failure(&check, of);
    sc_buffer_destroy(&check.got);
    return status;
}

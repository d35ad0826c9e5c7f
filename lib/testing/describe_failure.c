/* A failure in words: what the file expects as it is written there, and why something else came. */
#include "explain/explanation.h"
#include "testing/compare_expectation.h"

enum { MAX_EXPECTED_LENGTH = 400 };

static void phrase_yaml(sc_buffer *out, const sc_yaml_node *node)
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
        phrase_yaml(out, map ? node->pairs[i].value : node->items[i]);
    }
    sc_buffer_byte(out, map ? '}' : ']');
}

static void phrase_rule(sc_buffer *out, const schoolcat_explanation_node *rule)
{
    if (out->length > 0)
        sc_buffer_byte(out, '\n');
    sc_buffer_string(out, "the rule ");
    sc_buffer_string(out, rule->is.element.id);
    sc_buffer_byte(out, ' ');
    sc_buffer_string(out, rule->is.finding);
}

/* The rules that an expectation is about: the one that it names, or the first that gives the
 * expected outcome. */
static bool is_rule_of_interest(const sc_expectation_check *c,
                                const sc_explained_decision *decision, uint32_t rule)
{
    if (c->expected->kind == SC_EXPECT_RULE || c->expected->kind == SC_EXPECT_CONFLICT)
        return sc_expectation_has_item(c->expected, rule);
    if (c->expected->kind != SC_EXPECT_OUTCOME && c->expected->kind != SC_EXPECT_INCLUDES &&
        c->expected->kind != SC_EXPECT_EXCLUDES)
        return false;
    uint32_t outcome = decision->decision->rules[rule].outcome;
    for (uint32_t i = 0; i < rule; i++)
        if (decision->decision->rules[i].outcome == outcome)
            return false;
    return sc_expectation_has_item(c->expected, outcome);
}

static void phrase_decision(sc_expectation_check *c, sc_buffer *out,
                            const schoolcat_explanation *explanation)
{
    const sc_explained_decision *decision = &explanation->decisions[c->expected->index];
    bool every = decision->decision->choose == SC_CHOOSE_EVERY;
    if (!every)
        sc_buffer_string(out, decision->node->is.finding);
    for (uint32_t i = 0; i < decision->decision->rule_count; i++) {
        const schoolcat_explanation_node *rule = decision->node->children.at[i];
        if ((rule->is.decided && !every) || is_rule_of_interest(c, decision, i))
            phrase_rule(out, rule);
    }
}

static void phrase_derived(sc_expectation_check *c, sc_buffer *out)
{
    sc_node node = {.kind = SC_NODE_DERIVED, .index = c->expected->index};
    node.type = c->model->derived[node.index].type;
    sc_phrase_state(out, c->result, &node);
}

static schoolcat_status phrase_reason(sc_expectation_check *c, sc_buffer *out)
{
    schoolcat_explanation *explanation = NULL;
    schoolcat_status status = sc_result_materialise(c->result);
    if (status != SCHOOLCAT_OK)
        return status;
    if (c->expected->kind == SC_EXPECT_CRITERION) {
        sc_phrase_finding(out, c->result, c->model->criteria[c->expected->index].when);
        return SCHOOLCAT_OK;
    }
    if (c->expected->kind == SC_EXPECT_VALUE) {
        if (c->expected->part == SCHOOLCAT_PART_DERIVED)
            phrase_derived(c, out);
        return SCHOOLCAT_OK;
    }
    status = schoolcat_explain(c->result, NULL, &explanation);
    if (status != SCHOOLCAT_OK)
        return status;
    phrase_decision(c, out, explanation);
    schoolcat_explanation_free(explanation);
    return SCHOOLCAT_OK;
}

static const char *keep(schoolcat_test_report *report, sc_text text)
{
    const char *kept = text.length > 0 ? sc_arena_string(&report->arena, text) : "";
    return kept ? kept : "";
}

/* Several failures of a case often have one cause. */
static bool is_repeated_reason(const sc_case_result *of, sc_text because)
{
    for (size_t i = 0; i < of->failures.count; i++)
        if (sc_text_is(because, of->failures.at[i].because))
            return true;
    return false;
}

static schoolcat_status add_failure(sc_expectation_check *c, sc_case_result *of)
{
    static const char *const before[] = {
        [SC_EXPECT_INCLUDES] = "with ", [SC_EXPECT_EXCLUDES] = "without "};
    sc_failure failure = {.what = keep(c->report, c->expected->what),
                          .got = keep(c->report, sc_buffer_view(&c->got))};
    sc_buffer words;
    sc_buffer_init(&words, &c->report->allocator);
    bool among = c->expected->kind == SC_EXPECT_INCLUDES || c->expected->kind == SC_EXPECT_EXCLUDES;
    sc_buffer_string(&words, among ? before[c->expected->kind] : "");
    phrase_yaml(&words, c->expected->node);
    failure.expected = keep(c->report, sc_buffer_view(&words));
    sc_buffer_clear(&words);
    schoolcat_status status = phrase_reason(c, &words);
    failure.because = is_repeated_reason(of, sc_buffer_view(&words))
                          ? ""
                          : keep(c->report, sc_buffer_view(&words));
    if (status == SCHOOLCAT_OK &&
        (words.failed || !SC_PUSH(&c->report->arena, &of->failures, failure)))
        status = SCHOOLCAT_ERROR_NO_MEMORY;
    sc_buffer_destroy(&words);
    return status;
}

schoolcat_status sc_expectation_compare(schoolcat_test_report *report, sc_case_result *of,
                                        const sc_expectation *expected, schoolcat_result *result)
{
    sc_expectation_check c = {
        .report = report, .expected = expected, .result = result, .model = result->rules->model};
    sc_buffer_init(&c.got, &report->allocator);
    bool met = sc_expectation_met(&c);
    schoolcat_status status = c.status;
    if (c.got.failed)
        status = SCHOOLCAT_ERROR_NO_MEMORY;
    if (status == SCHOOLCAT_OK && !met)
        status = add_failure(&c, of);
    sc_buffer_destroy(&c.got);
    return status;
}

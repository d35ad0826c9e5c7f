/* The nodes of decisions, rules and `otherwise`, and their findings. */
#include "explain/explainer.h"

#include "explain/phrase.h"

#include <string.h>

void sc_phrase_outcome(sc_buffer *out, const sc_model *model, const sc_decision *decision,
                       uint32_t outcome)
{
    sc_phrase_item(out, &model->domains[decision->domain].items[outcome]);
}

/* --- decisions --- */

static void copy_outcome(sc_explainer *explainer, sc_explained_decision *out, size_t index)
{
    schoolcat_result *result = explainer->result;
    size_t outcome, rule;
    out->outcome = schoolcat_result_outcome(result, index, &outcome) ? (uint32_t)outcome : SC_NONE;
    out->rule = schoolcat_result_rule(result, index, &rule) ? (uint32_t)rule : SC_NONE;
    out->by_otherwise = schoolcat_result_by_otherwise(result, index);
    out->provisional = schoolcat_result_provisional(result, index);
    out->conflict = schoolcat_result_conflict(result, index);
    out->none_possible = schoolcat_result_none_possible(result, index);
    for (size_t i = 0; i < explainer->model->domains[out->decision->domain].item_count; i++)
        out->possible[i] = schoolcat_result_possible(result, index, i);
    for (size_t i = 0; i < out->decision->rule_count; i++)
        out->may_hold[i] = schoolcat_result_may_hold(result, index, i);
}

static void add_indicators(sc_explainer *explainer, sc_explained_list *list,
                           const size_t *indicators, size_t count)
{
    for (size_t i = 0; i < count; i++)
        (void)sc_explained_list_add(explainer, list,
                                    sc_explain_indicator(explainer, (uint32_t)indicators[i]));
}

static schoolcat_status copy_needs(sc_explainer *explainer, sc_explained_decision *out,
                                   size_t index)
{
    const size_t *indicators;
    size_t count;
    schoolcat_status status = schoolcat_result_needs(explainer->result, index, &indicators, &count);
    if (status != SCHOOLCAT_OK)
        return status;
    /* Making nodes overwrites the list, which belongs to the result. */
    size_t *copy = SC_NEW_ARRAY(&explainer->out->arena, count, size_t);
    if (!copy)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    memcpy(copy, indicators, count * sizeof *copy);
    add_indicators(explainer, &out->needs, copy, count);
    return SCHOOLCAT_OK;
}

static schoolcat_status copy_assumed(sc_explainer *explainer, sc_explained_decision *out,
                                     size_t index)
{
    size_t count;
    schoolcat_status status = schoolcat_result_assumed_count(explainer->result, index, &count);
    if (status != SCHOOLCAT_OK)
        return status;
    out->assumed = SC_NEW_ARRAY(&explainer->out->arena, count, sc_explained_assumption);
    if (!out->assumed)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        schoolcat_assumption assumption = SCHOOLCAT_ASSUMPTION;
        status = schoolcat_result_assumed(explainer->result, index, i, &assumption);
        if (status != SCHOOLCAT_OK)
            return status;
        const sc_node *node = explainer->result->traversal->entries[i].node;
        sc_explained_assumption *entry = &out->assumed[i];
        size_t *copy = SC_NEW_ARRAY(&explainer->out->arena, assumption.indicator_count, size_t);
        if (!copy)
            return SCHOOLCAT_ERROR_NO_MEMORY;
        memcpy(copy, assumption.indicators, assumption.indicator_count * sizeof *copy);
        entry->element = sc_arena_string(&explainer->out->arena, sc_text_of(assumption.element));
        entry->value = assumption.value;
        entry->node = node ? sc_explain_condition(explainer, node) : NULL;
        add_indicators(explainer, &entry->indicators, copy, assumption.indicator_count);
    }
    out->assumed_count = count;
    return SCHOOLCAT_OK;
}

static schoolcat_explanation_node *make_rule(sc_explainer *explainer,
                                             const sc_explained_decision *decided,
                                             uint32_t decision, uint32_t rule)
{
    const sc_rule *from = &decided->decision->rules[rule];
    schoolcat_explanation_node *node =
        sc_explain_new_node(explainer, SCHOOLCAT_EXPLAINED_RULE, NULL);
    if (!node)
        return NULL;
    node->index = rule;
    node->is.truth = sc_node_known_truth(explainer->result, from->when);
    node->is.decided = decided->decision->choose == SC_CHOOSE_EVERY
                           ? node->is.truth == SCHOOLCAT_TRUE
                           : rule == decided->rule;
    (void)schoolcat_decision_rule(explainer->out->rules, decision, rule, &node->is.element);
    sc_phrase_outcome(&explainer->text, explainer->model, decided->decision, from->outcome);
    node->value = sc_explain_take_text(explainer);
    sc_buffer_string(&explainer->text,
                     from->name.length > 0 ? from->name.data : from->about.id.data);
    if (from->name.length > 0) {
        sc_buffer_string(&explainer->text, " (");
        sc_buffer_text(&explainer->text, from->about.id);
        sc_buffer_byte(&explainer->text, ')');
    }
    node->name = sc_explain_take_text(explainer);
    (void)sc_explained_list_add(explainer, &node->children,
                                sc_explain_condition(explainer, from->when));
    return node;
}

static schoolcat_explanation_node *
make_otherwise(sc_explainer *explainer, const sc_explained_decision *decided, uint32_t decision)
{
    schoolcat_explanation_node *node =
        sc_explain_new_node(explainer, SCHOOLCAT_EXPLAINED_OTHERWISE, NULL);
    if (!node)
        return NULL;
    bool any_true = false;
    for (size_t i = 0; i < decided->node->children.count; i++)
        any_true = any_true || decided->node->children.at[i]->is.truth == SCHOOLCAT_TRUE;
    node->is.truth = decided->by_otherwise ? SCHOOLCAT_TRUE
                     : any_true            ? SCHOOLCAT_FALSE
                                           : SCHOOLCAT_UNKNOWN;
    node->is.decided = decided->by_otherwise;
    node->index = SC_NONE;
    const char *path = explainer->result->traversal->otherwise_paths[decision];
    path = sc_arena_string(&explainer->out->arena, sc_text_of(path));
    node->is.element.path = path ? path : "";
    node->is.element.id = "otherwise";
    node->name = "otherwise";
    sc_phrase_outcome(&explainer->text, explainer->model, decided->decision,
                      decided->decision->otherwise.outcome);
    node->value = sc_explain_take_text(explainer);
    return node;
}

schoolcat_status sc_explain_decision(sc_explainer *explainer, uint32_t index)
{
    sc_arena *arena = &explainer->out->arena;
    sc_explained_decision *out = &explainer->out->decisions[index];
    out->decision = &explainer->model->decisions[index];
    out->possible =
        SC_NEW_ARRAY(arena, explainer->model->domains[out->decision->domain].item_count, bool);
    out->may_hold = SC_NEW_ARRAY(arena, out->decision->rule_count, bool);
    out->node = sc_explain_new_node(explainer, SCHOOLCAT_EXPLAINED_DECISION, NULL);
    if (arena->failed)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    out->node->index = index;
    copy_outcome(explainer, out, index);
    (void)schoolcat_ruleset_element(explainer->out->rules, SCHOOLCAT_PART_DECISION, index,
                                    &out->node->is.element);
    sc_phrase_name(&explainer->text, &out->decision->about);
    out->node->name = sc_explain_take_text(explainer);
    for (uint32_t i = 0; i < out->decision->rule_count; i++)
        (void)sc_explained_list_add(explainer, &out->node->children,
                                    make_rule(explainer, out, index, i));
    if (out->decision->otherwise.present)
        (void)sc_explained_list_add(explainer, &out->node->children,
                                    make_otherwise(explainer, out, index));
    (void)sc_explained_list_add(explainer, &explainer->out->root->children, out->node);
    schoolcat_status status = copy_needs(explainer, out, index);
    return status == SCHOOLCAT_OK ? copy_assumed(explainer, out, index) : status;
}

/* --- findings --- */

static void phrase_rule(sc_buffer *out, const schoolcat_explanation_node *rule)
{
    const schoolcat_explanation_node *key = sc_deciding_node(rule);
    sc_buffer_string(out, rule->is.truth == SCHOOLCAT_TRUE    ? "holds: "
                          : rule->is.truth == SCHOOLCAT_FALSE ? "fails: "
                                                              : "is not known: ");
    sc_buffer_string(out, key->is.finding);
}

void sc_phrase_possible_outcomes(sc_buffer *out, const sc_model *model,
                                 const sc_explained_decision *decision)
{
    size_t count = model->domains[decision->decision->domain].item_count, chosen = 0, written = 0;
    for (size_t i = 0; i < count; i++)
        chosen += decision->possible[i] && i != decision->outcome;
    bool or_none = decision->none_possible && decision->outcome != SC_NONE;
    for (size_t i = 0; i < count; i++) {
        if (!decision->possible[i] || i == decision->outcome)
            continue;
        sc_list_separator(out, written++, chosen + or_none, "or");
        sc_phrase_outcome(out, model, decision->decision, (uint32_t)i);
    }
    if (or_none) {
        sc_list_separator(out, written, chosen + 1, "or");
        sc_buffer_string(out, "no outcome");
    }
}

static void phrase_decision(sc_buffer *out, const sc_model *model,
                            const sc_explained_decision *decision)
{
    sc_buffer_string(out, decision->node->name);
    if (decision->outcome == SC_NONE) {
        sc_buffer_string(out, decision->conflict
                                  ? " has no outcome, as rules with different outcomes hold"
                                  : " has no outcome");
    } else {
        sc_buffer_string(out, " is ");
        sc_phrase_outcome(out, model, decision->decision, decision->outcome);
    }
    if (!decision->provisional)
        return;
    sc_buffer_string(out, decision->outcome == SC_NONE ? "; possible: " : "; also possible: ");
    sc_phrase_possible_outcomes(out, model, decision);
}

static void phrase_every(sc_buffer *out, const sc_explained_decision *decision)
{
    size_t holding = 0, undetermined = 0;
    for (uint32_t i = 0; i < decision->decision->rule_count; i++) {
        bool holds = decision->node->children.at[i]->is.truth == SCHOOLCAT_TRUE;
        holding += holds;
        undetermined += !holds && decision->may_hold[i];
    }
    sc_buffer_string(out, decision->node->name);
    sc_buffer_string(out, ": ");
    sc_phrase_count(out, holding, "rule holds", "rules hold");
    if (undetermined > 0) {
        sc_buffer_string(out, ", ");
        sc_phrase_count(out, undetermined, "more may hold", "more may hold");
    }
}

void sc_explain_findings(sc_explainer *explainer)
{
    for (uint32_t i = 0; i < explainer->model->decision_count; i++) {
        const sc_explained_decision *decision = &explainer->out->decisions[i];
        for (uint32_t j = 0; j < decision->decision->rule_count; j++) {
            phrase_rule(&explainer->text, decision->node->children.at[j]);
            decision->node->children.at[j]->is.finding = sc_explain_take_text(explainer);
        }
        if (decision->decision->choose == SC_CHOOSE_EVERY)
            phrase_every(&explainer->text, decision);
        else
            phrase_decision(&explainer->text, explainer->model, decision);
        decision->node->is.finding = sc_explain_take_text(explainer);
    }
}

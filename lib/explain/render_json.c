/* Renders the complete explanation as JSON. Conditions are nested; criteria, derived values,
 * parameters and indicators are written once each, in objects by id, and referred to, so that the
 * size is proportional to that of the rule set. */
#include "evaluate/json_writer.h"
#include "explain/render_explanation.h"
#include "explain/phrase.h"

static const char *kind_id(schoolcat_explained kind)
{
    static const char *const ids[] = {
        [SCHOOLCAT_EXPLAINED_SCHOOL] = "school",
        [SCHOOLCAT_EXPLAINED_DECISION] = "decision",
        [SCHOOLCAT_EXPLAINED_RULE] = "rule",
        [SCHOOLCAT_EXPLAINED_OTHERWISE] = "otherwise",
        [SCHOOLCAT_EXPLAINED_CRITERION] = "criterion",
        [SCHOOLCAT_EXPLAINED_CONDITION] = "condition",
        [SCHOOLCAT_EXPLAINED_TEST] = "test",
        [SCHOOLCAT_EXPLAINED_VALUE] = "value",
    };
    return ids[kind];
}

static void write_element(sc_json *json, const schoolcat_element *element)
{
    sc_json_optional_string(json, "label", element->label);
    sc_json_optional_string(json, "text", element->text);
    sc_json_optional_string(json, "source", element->source);
    sc_json_optional_string(json, "note", element->note);
    sc_json_optional_string(json, "path", element->path);
    sc_json_optional_string(json, "layer", element->layer);
    if (element->line > 0) {
        sc_json_key(json, "line");
        sc_json_number(json, element->line);
    }
}

static void write_missing(sc_json *json, schoolcat_missing missing)
{
    if (missing != SCHOOLCAT_PRESENT)
        sc_json_optional_string(json, "missing", sc_missing_id(missing));
}

static bool is_named(const schoolcat_explanation_node *node)
{
    return node->is.kind == SCHOOLCAT_EXPLAINED_CRITERION ||
           node->is.kind == SCHOOLCAT_EXPLAINED_VALUE;
}

static void write_truth(sc_json *json, const schoolcat_explanation_node *node)
{
    sc_json_key(json, "truth");
    sc_json_string(json, sc_truth_id(node->is.truth));
    if (node->is.assumed) {
        sc_json_key(json, "assumed");
        sc_json_boolean(json, true);
    }
}

static const char *object_of(const schoolcat_explanation_node *node)
{
    switch (node->node->kind) {
    case SC_NODE_INDICATOR:
        return "indicators";
    case SC_NODE_PARAMETER:
        return "parameters";
    case SC_NODE_DERIVED:
        return "derived";
    case SC_NODE_CRITERION:
        return "criteria";
    default:
        return "decisions";
    }
}

/* A reference to a named element: the object that holds it, and its id. */
static void write_reference(sc_json *json, const schoolcat_explanation_node *node)
{
    sc_json_open_flat(json, '{');
    sc_json_key(json, "kind");
    sc_json_string(json, kind_id(node->is.kind));
    sc_json_key(json, "in");
    sc_json_string(json, object_of(node));
    sc_json_key(json, "id");
    sc_json_string(json, node->is.element.id);
    if (node->is.kind == SCHOOLCAT_EXPLAINED_CRITERION) {
        write_truth(json, node);
    } else if (node->is.missing == SCHOOLCAT_PRESENT) {
        sc_json_optional_string(json, "value", node->value);
    }
    write_missing(json, node->is.missing);
    sc_json_close(json, '}');
}

static void write_node(sc_json *json, const schoolcat_explanation_node *node);

static void write_children(sc_json *json, const schoolcat_explanation_node *node)
{
    if (node->children.count == 0)
        return;
    sc_json_key(json, "children");
    sc_json_open(json, '[');
    for (size_t i = 0; i < node->children.count; i++)
        write_node(json, node->children.at[i]);
    sc_json_close(json, ']');
}

static void write_node(sc_json *json, const schoolcat_explanation_node *node)
{
    if (is_named(node)) {
        write_reference(json, node);
        return;
    }
    sc_json_open(json, '{');
    sc_json_key(json, "kind");
    sc_json_string(json, kind_id(node->is.kind));
    write_truth(json, node);
    sc_json_optional_string(json, "expression", node->is.expression);
    sc_json_optional_string(json, "finding", node->is.finding);
    write_element(json, &node->is.element);
    write_children(json, node);
    sc_json_close(json, '}');
}

/* --- decisions --- */

static void write_outcome(sc_json *json, const sc_model *model, const sc_decision *decision,
                          uint32_t outcome)
{
    const sc_item *item = &model->domains[decision->domain].items[outcome];
    sc_json_open_flat(json, '{');
    sc_json_key(json, "id");
    sc_json_id(json, item->about.id);
    if (item->name.length > 0 || item->about.label.length > 0) {
        sc_json_key(json, "name");
        sc_json_text(json, item->name.length > 0 ? item->name : item->about.label);
    }
    sc_json_close(json, '}');
}

static void write_rule(sc_json *json, const sc_model *model, const sc_explained_decision *decision,
                       const schoolcat_explanation_node *rule)
{
    bool otherwise = rule->is.kind == SCHOOLCAT_EXPLAINED_OTHERWISE;
    const sc_rule *from = otherwise ? NULL : &decision->decision->rules[rule->index];
    sc_json_open(json, '{');
    sc_json_key(json, "id");
    sc_json_string(json, rule->is.element.id);
    sc_json_key(json, "gives");
    write_outcome(json, model, decision->decision,
                  from ? from->outcome : decision->decision->otherwise.outcome);
    write_truth(json, rule);
    sc_json_key(json, "decided");
    sc_json_boolean(json, rule->is.decided);
    sc_json_optional_string(json, "finding", rule->is.finding);
    write_element(json, &rule->is.element);
    if (from && rule->is.decided && from->details) {
        sc_json_key(json, "details");
        sc_json_detail(json, from->details);
    }
    if (rule->children.count > 0) {
        sc_json_key(json, "when");
        write_node(json, rule->children.at[0]);
    }
    sc_json_close(json, '}');
}

static void write_ids(sc_json *json, const char *key, const sc_explained_list *list)
{
    sc_json_key(json, key);
    sc_json_open_flat(json, '[');
    for (size_t i = 0; i < list->count; i++)
        sc_json_string(json, list->at[i]->is.element.id);
    sc_json_close(json, ']');
}

static void write_assumed(sc_json *json, const sc_explained_decision *decision)
{
    sc_json_key(json, "assumed");
    sc_json_open(json, '[');
    for (size_t i = 0; i < decision->assumed_count; i++) {
        const sc_explained_assumption *assumption = &decision->assumed[i];
        sc_json_open(json, '{');
        sc_json_key(json, "element");
        sc_json_string(json, assumption->element);
        sc_json_key(json, "value");
        sc_json_boolean(json, assumption->value);
        if (assumption->node) {
            sc_json_optional_string(json, "expression", assumption->node->is.expression);
            sc_json_optional_string(json, "finding", assumption->node->is.finding);
        }
        write_ids(json, "indicators", &assumption->indicators);
        sc_json_close(json, '}');
    }
    sc_json_close(json, ']');
}

static void write_possible(sc_json *json, const sc_model *model,
                           const sc_explained_decision *decision)
{
    sc_json_key(json, "provisional");
    sc_json_boolean(json, decision->provisional);
    sc_json_key(json, "possible");
    sc_json_open(json, '[');
    for (uint32_t i = 0; i < model->domains[decision->decision->domain].item_count; i++)
        if (decision->possible[i])
            write_outcome(json, model, decision->decision, i);
    if (decision->none_possible)
        sc_json_null(json);
    sc_json_close(json, ']');
    write_ids(json, "needs", &decision->needs);
}

static void write_outcome_or_null(sc_json *json, const sc_model *model,
                                  const sc_explained_decision *decision)
{
    sc_json_key(json, "outcome");
    if (decision->outcome == SC_NONE)
        sc_json_null(json);
    else
        write_outcome(json, model, decision->decision, decision->outcome);
    sc_json_key(json, "conflict");
    sc_json_boolean(json, decision->conflict);
}

static void write_decision(sc_json *json, const sc_model *model,
                           const sc_explained_decision *decision)
{
    const schoolcat_explanation_node *node = decision->node;
    sc_json_key(json, node->is.element.id);
    sc_json_open(json, '{');
    sc_json_key(json, "choose");
    sc_json_string(json, sc_choose_name(decision->decision->choose));
    sc_json_optional_string(json, "finding", node->is.finding);
    write_element(json, &node->is.element);
    if (decision->decision->choose != SC_CHOOSE_EVERY)
        write_outcome_or_null(json, model, decision);
    write_possible(json, model, decision);
    write_assumed(json, decision);
    sc_json_key(json, "rules");
    sc_json_open(json, '[');
    for (size_t i = 0; i < node->children.count; i++)
        write_rule(json, model, decision, node->children.at[i]);
    sc_json_close(json, ']');
    sc_json_close(json, '}');
}

/* --- named elements --- */

static void write_named(sc_json *json, const schoolcat_explanation_node *node)
{
    bool criterion = node->is.kind == SCHOOLCAT_EXPLAINED_CRITERION;
    sc_json_key(json, node->is.element.id);
    sc_json_open(json, '{');
    if (criterion)
        write_truth(json, node);
    else
        sc_json_optional_string(json, "value", node->value);
    write_missing(json, node->is.missing);
    if (node->blank_read || node->caller_assumed) {
        sc_json_key(json, "read_as");
        sc_json_string(json, node->blank_read ? "blank_means" : "assumed by the caller");
    }
    sc_json_optional_string(json, "expression", node->is.expression);
    sc_json_optional_string(json, "finding", node->is.finding);
    write_element(json, &node->is.element);
    write_children(json, node);
    sc_json_close(json, '}');
}

static void write_all_named(sc_json *json, const char *key,
                            schoolcat_explanation_node *const *nodes, uint32_t count)
{
    sc_json_key(json, key);
    sc_json_open(json, '{');
    for (uint32_t i = 0; i < count; i++)
        if (nodes[i])
            write_named(json, nodes[i]);
    sc_json_close(json, '}');
}

static void write_rules_information(sc_json *json, const schoolcat_explanation *explanation)
{
    schoolcat_ruleset_information information = SCHOOLCAT_RULESET_INFORMATION;
    (void)schoolcat_ruleset_describe(explanation->rules, &information);
    sc_json_key(json, "rules");
    sc_json_open(json, '{');
    sc_json_optional_string(json, "authority", information.authority);
    sc_json_optional_string(json, "title", information.title);
    sc_json_optional_string(json, "version", information.version);
    sc_json_optional_string(json, "source", information.source);
    sc_json_optional_string(json, "file", information.file);
    sc_json_optional_string(json, "digest", information.digest);
    sc_json_close(json, '}');
}

void sc_render_json(sc_buffer *out, const schoolcat_explanation *explanation)
{
    const sc_model *model = explanation->rules->model;
    sc_json json = {.out = out, .indented = true};
    sc_json_open(&json, '{');
    sc_json_optional_string(&json, "title", explanation->title);
    write_rules_information(&json, explanation);
    sc_json_key(&json, "decisions");
    sc_json_open(&json, '{');
    for (uint32_t i = 0; i < model->decision_count; i++)
        write_decision(&json, model, &explanation->decisions[i]);
    sc_json_close(&json, '}');
    write_all_named(&json, "criteria", explanation->criteria, model->criterion_count);
    write_all_named(&json, "derived", explanation->derived, model->derived_count);
    write_all_named(&json, "indicators", explanation->indicators, model->indicator_count);
    write_all_named(&json, "parameters", explanation->parameters, model->parameter_count);
    sc_json_key(&json, "notes");
    sc_json_open(&json, '[');
    for (size_t i = 0; i < explanation->note_count; i++)
        sc_json_string(&json, explanation->notes[i]);
    sc_json_close(&json, ']');
    sc_json_close(&json, '}');
    sc_buffer_byte(out, '\n');
}

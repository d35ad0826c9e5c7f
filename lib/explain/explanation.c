/* Builds the explanation of the last evaluation, and answers for its tree. */
#include "explain/explanation.h"

#include "explain/phrase.h"
#include "base/struct_compatibility.h"

void sc_phrase_outcome(sc_buffer *out, const sc_model *model, const sc_decision *decision,
                       uint32_t outcome)
{
    sc_phrase_item(out, &model->domains[decision->domain].items[outcome]);
}

static const schoolcat_explanation_node *first_of(const schoolcat_explanation_node *node,
                                                  schoolcat_truth truth)
{
    for (size_t i = 0; i < node->children.count; i++)
        if (node->children.at[i]->is.truth == truth)
            return node->children.at[i];
    return NULL;
}

static const schoolcat_explanation_node *deciding_child(const schoolcat_explanation_node *node)
{
    if (node->is.assumed || node->children.count == 0)
        return NULL;
    if (node->is.kind == SCHOOLCAT_EXPLAINED_RULE || node->is.kind == SCHOOLCAT_EXPLAINED_CRITERION)
        return node->children.at[0];
    if (node->is.kind != SCHOOLCAT_EXPLAINED_CONDITION)
        return NULL;
    switch (node->node->kind) {
    case SC_NODE_ALL:
    case SC_NODE_AND:
        return node->is.truth == SCHOOLCAT_TRUE ? NULL : first_of(node, node->is.truth);
    case SC_NODE_ANY:
    case SC_NODE_OR:
        return node->is.truth == SCHOOLCAT_TRUE ? first_of(node, SCHOOLCAT_TRUE) : NULL;
    case SC_NODE_NOT:
    case SC_NODE_WHEN:
        return node->children.at[0];
    default:
        return NULL;
    }
}

const schoolcat_explanation_node *sc_explained_deciding_node(const schoolcat_explanation_node *node)
{
    for (const schoolcat_explanation_node *below = deciding_child(node); below;
         below = deciding_child(node))
        node = below;
    return node;
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
        (void)sc_explained_add(explainer, list,
                               sc_explained_indicator(explainer, (uint32_t)indicators[i]));
}

static schoolcat_status copy_needs(sc_explainer *explainer, sc_explained_decision *out,
                                   size_t index)
{
    const size_t *indicators;
    size_t count;
    schoolcat_status status = schoolcat_result_needs(explainer->result, index, &indicators, &count);
    if (status != SCHOOLCAT_OK)
        return status;
    size_t *kept = SC_NEW_ARRAY(&explainer->out->arena, count, size_t);
    if (!kept)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    memcpy(kept, indicators,
           count * sizeof *kept); /* making nodes walks, and walking uses the result's lists */
    add_indicators(explainer, &out->needs, kept, count);
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
        const sc_node *node = explainer->result->walk->entries[i].node;
        sc_explained_assumption *copy = &out->assumed[i];
        size_t *kept = SC_NEW_ARRAY(&explainer->out->arena, assumption.indicator_count, size_t);
        if (!kept)
            return SCHOOLCAT_ERROR_NO_MEMORY;
        memcpy(kept, assumption.indicators, assumption.indicator_count * sizeof *kept);
        copy->element = sc_arena_string(&explainer->out->arena, sc_text_of(assumption.element));
        copy->value = assumption.value;
        copy->node = node ? sc_explained_condition(explainer, node) : NULL;
        add_indicators(explainer, &copy->indicators, kept, assumption.indicator_count);
    }
    out->assumed_count = count;
    return SCHOOLCAT_OK;
}

static schoolcat_explanation_node *make_rule(sc_explainer *explainer,
                                             const sc_explained_decision *of, uint32_t decision,
                                             uint32_t rule)
{
    const sc_rule *from = &of->decision->rules[rule];
    schoolcat_explanation_node *made = sc_explained_new(explainer, SCHOOLCAT_EXPLAINED_RULE, NULL);
    if (!made)
        return NULL;
    made->index = rule;
    made->is.truth = sc_node_known_truth(explainer->result, from->when);
    made->is.decided = of->decision->choose == SC_CHOOSE_EVERY ? made->is.truth == SCHOOLCAT_TRUE
                                                               : rule == of->rule;
    (void)schoolcat_decision_rule(explainer->out->rules, decision, rule, &made->is.element);
    sc_phrase_outcome(&explainer->words, explainer->model, of->decision, from->outcome);
    made->value = sc_explained_take_phrase(explainer);
    sc_buffer_string(&explainer->words,
                     from->name.length > 0 ? from->name.data : from->about.id.data);
    if (from->name.length > 0) {
        sc_buffer_string(&explainer->words, " (");
        sc_buffer_text(&explainer->words, from->about.id);
        sc_buffer_byte(&explainer->words, ')');
    }
    made->name = sc_explained_take_phrase(explainer);
    (void)sc_explained_add(explainer, &made->children,
                           sc_explained_condition(explainer, from->when));
    return made;
}

static schoolcat_explanation_node *
make_otherwise(sc_explainer *explainer, const sc_explained_decision *of, uint32_t decision)
{
    schoolcat_explanation_node *made =
        sc_explained_new(explainer, SCHOOLCAT_EXPLAINED_OTHERWISE, NULL);
    if (!made)
        return NULL;
    bool any_true = false;
    for (size_t i = 0; i < of->node->children.count; i++)
        any_true = any_true || of->node->children.at[i]->is.truth == SCHOOLCAT_TRUE;
    made->is.truth = of->by_otherwise ? SCHOOLCAT_TRUE
                     : any_true       ? SCHOOLCAT_FALSE
                                      : SCHOOLCAT_UNKNOWN;
    made->is.decided = of->by_otherwise;
    made->index = SC_NONE;
    const char *path = explainer->result->walk->otherwise_paths[decision];
    path = sc_arena_string(&explainer->out->arena, sc_text_of(path));
    made->is.element.path = path ? path : "";
    made->is.element.id = "otherwise";
    made->name = "otherwise";
    sc_phrase_outcome(&explainer->words, explainer->model, of->decision,
                      of->decision->otherwise.outcome);
    made->value = sc_explained_take_phrase(explainer);
    return made;
}

static schoolcat_status make_decision(sc_explainer *explainer, uint32_t index)
{
    sc_arena *arena = &explainer->out->arena;
    sc_explained_decision *out = &explainer->out->decisions[index];
    out->decision = &explainer->model->decisions[index];
    out->possible =
        SC_NEW_ARRAY(arena, explainer->model->domains[out->decision->domain].item_count, bool);
    out->may_hold = SC_NEW_ARRAY(arena, out->decision->rule_count, bool);
    out->node = sc_explained_new(explainer, SCHOOLCAT_EXPLAINED_DECISION, NULL);
    if (arena->failed)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    out->node->index = index;
    copy_outcome(explainer, out, index);
    (void)schoolcat_ruleset_element(explainer->out->rules, SCHOOLCAT_PART_DECISION, index,
                                    &out->node->is.element);
    sc_phrase_name(&explainer->words, &out->decision->about);
    out->node->name = sc_explained_take_phrase(explainer);
    for (uint32_t i = 0; i < out->decision->rule_count; i++)
        (void)sc_explained_add(explainer, &out->node->children,
                               make_rule(explainer, out, index, i));
    if (out->decision->otherwise.present)
        (void)sc_explained_add(explainer, &out->node->children,
                               make_otherwise(explainer, out, index));
    (void)sc_explained_add(explainer, &explainer->out->root->children, out->node);
    schoolcat_status status = copy_needs(explainer, out, index);
    return status == SCHOOLCAT_OK ? copy_assumed(explainer, out, index) : status;
}

/* --- what the rules and decisions come to, once everything beneath them is there --- */

static void phrase_rule(sc_buffer *out, const schoolcat_explanation_node *rule)
{
    const schoolcat_explanation_node *key = sc_explained_deciding_node(rule);
    sc_buffer_string(out, rule->is.truth == SCHOOLCAT_TRUE    ? "holds: "
                          : rule->is.truth == SCHOOLCAT_FALSE ? "fails: "
                                                              : "is not known: ");
    sc_buffer_string(out, key->is.finding);
}

void sc_phrase_possible_outcomes(sc_buffer *out, const sc_model *model,
                                 const sc_explained_decision *decision)
{
    size_t count = model->domains[decision->decision->domain].item_count, chosen = 0, said = 0;
    for (size_t i = 0; i < count; i++)
        chosen += decision->possible[i] && i != decision->outcome;
    bool or_none = decision->none_possible && decision->outcome != SC_NONE;
    for (size_t i = 0; i < count; i++) {
        if (!decision->possible[i] || i == decision->outcome)
            continue;
        sc_phrase_separator(out, said++, chosen + or_none, "or");
        sc_phrase_outcome(out, model, decision->decision, (uint32_t)i);
    }
    if (or_none) {
        sc_phrase_separator(out, said, chosen + 1, "or");
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
    size_t holding = 0, waiting = 0;
    for (uint32_t i = 0; i < decision->decision->rule_count; i++) {
        bool holds = decision->node->children.at[i]->is.truth == SCHOOLCAT_TRUE;
        holding += holds;
        waiting += !holds && decision->may_hold[i];
    }
    sc_buffer_string(out, decision->node->name);
    sc_buffer_string(out, ": ");
    sc_phrase_count(out, holding, "rule holds", "rules hold");
    if (waiting > 0) {
        sc_buffer_string(out, ", ");
        sc_phrase_count(out, waiting, "more may hold", "more may hold");
    }
}

static void phrase_findings(sc_explainer *explainer)
{
    for (uint32_t i = 0; i < explainer->model->decision_count; i++) {
        const sc_explained_decision *decision = &explainer->out->decisions[i];
        for (uint32_t j = 0; j < decision->decision->rule_count; j++) {
            phrase_rule(&explainer->words, decision->node->children.at[j]);
            decision->node->children.at[j]->is.finding = sc_explained_take_phrase(explainer);
        }
        if (decision->decision->choose == SC_CHOOSE_EVERY)
            phrase_every(&explainer->words, decision);
        else
            phrase_decision(&explainer->words, explainer->model, decision);
        decision->node->is.finding = sc_explained_take_phrase(explainer);
    }
}

/* --- the whole --- */

static schoolcat_status copy_notes(sc_explainer *explainer)
{
    schoolcat_explanation *out = explainer->out;
    schoolcat_status status = schoolcat_result_note_count(explainer->result, &out->note_count);
    if (status != SCHOOLCAT_OK)
        return status;
    out->notes = SC_NEW_ARRAY(&out->arena, out->note_count, const char *);
    for (size_t i = 0; out->notes && i < out->note_count; i++)
        out->notes[i] =
            sc_arena_string(&out->arena, sc_text_of(schoolcat_result_note(explainer->result, i)));
    return out->arena.failed ? SCHOOLCAT_ERROR_NO_MEMORY : SCHOOLCAT_OK;
}

static bool allocate_nodes(schoolcat_explanation *out, const sc_model *model, const char *title)
{
    sc_arena *arena = &out->arena;
    out->title = title ? sc_arena_string(arena, sc_text_of(title)) : "";
    out->decisions = SC_NEW_ARRAY(arena, model->decision_count, sc_explained_decision);
    out->indicators = SC_NEW_ARRAY(arena, model->indicator_count, schoolcat_explanation_node *);
    out->parameters = SC_NEW_ARRAY(arena, model->parameter_count, schoolcat_explanation_node *);
    out->derived = SC_NEW_ARRAY(arena, model->derived_count, schoolcat_explanation_node *);
    out->criteria = SC_NEW_ARRAY(arena, model->criterion_count, schoolcat_explanation_node *);
    out->earlier = SC_NEW_ARRAY(arena, model->decision_count, schoolcat_explanation_node *);
    return !arena->failed;
}

static void add_outputs(sc_explainer *explainer)
{
    for (uint32_t i = 0; i < explainer->model->derived_count; i++) {
        if (!explainer->model->derived[i].output || explainer->out->derived[i])
            continue;
        sc_node *node = SC_NEW(&explainer->out->arena, sc_node);
        if (!node)
            return;
        *node = *explainer->model->derived[i].value;
        node->kind = SC_NODE_DERIVED;
        node->type = explainer->model->derived[i].type;
        node->index = i;
        node->child_count = 0;
        (void)sc_explained_named(explainer, node);
    }
}

static schoolcat_status build(sc_explainer *explainer, const char *title)
{
    schoolcat_explanation *out = explainer->out;
    if (!allocate_nodes(out, explainer->model, title))
        return SCHOOLCAT_ERROR_NO_MEMORY;
    out->root = sc_explained_new(explainer, SCHOOLCAT_EXPLAINED_SCHOOL, NULL);
    if (!out->root)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    out->root->is.element.label = out->title;
    for (uint32_t i = 0; i < explainer->model->decision_count; i++) {
        schoolcat_status status = make_decision(explainer, i);
        if (status != SCHOOLCAT_OK)
            return status;
    }
    add_outputs(explainer);
    sc_explained_bodies(explainer);
    if (!out->arena.failed)
        phrase_findings(explainer);
    return copy_notes(explainer);
}

schoolcat_status schoolcat_explain(schoolcat_result *result, const char *title,
                                   schoolcat_explanation **out)
{
    if (!result || !out || !result->evaluated)
        return SCHOOLCAT_ERROR_ARGUMENT;
    const sc_model *model = sc_result_model(result);
    const schoolcat_allocator *allocator = &result->rules->allocator;
    schoolcat_status status = sc_result_materialise(result);
    if (status != SCHOOLCAT_OK)
        return status;
    schoolcat_explanation *explanation = sc_allocate(allocator, sizeof *explanation);
    if (!explanation)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    *explanation =
        (schoolcat_explanation){.rules = schoolcat_ruleset_retain(result->rules), .title = ""};
    sc_arena_init(&explanation->arena, allocator);
    sc_explainer explainer = {.result = result, .model = model, .out = explanation};
    sc_buffer_init(&explainer.words, allocator);
    explainer.made =
        sc_allocate_array(allocator, (size_t)model->node_count + 1, sizeof *explainer.made);
    status = SCHOOLCAT_ERROR_NO_MEMORY;
    if (explainer.made) {
        memset(explainer.made, 0, ((size_t)model->node_count + 1) * sizeof *explainer.made);
        status = build(&explainer, title);
    }
    if (status == SCHOOLCAT_OK && (explanation->arena.failed || explainer.words.failed))
        status = SCHOOLCAT_ERROR_NO_MEMORY;
    sc_release(allocator, explainer.made);
    sc_buffer_destroy(&explainer.words);
    if (status == SCHOOLCAT_OK)
        *out = explanation;
    else
        schoolcat_explanation_free(explanation);
    return status;
}

void schoolcat_explanation_free(schoolcat_explanation *explanation)
{
    if (!explanation)
        return;
    schoolcat_ruleset *rules = explanation->rules;
    sc_arena_destroy(&explanation->arena);
    sc_release(&rules->allocator, explanation);
    schoolcat_ruleset_free(rules);
}

const schoolcat_explanation_node *
schoolcat_explanation_root(const schoolcat_explanation *explanation)
{
    return explanation ? explanation->root : NULL;
}

size_t schoolcat_explanation_child_count(const schoolcat_explanation_node *node)
{
    return node ? node->children.count : 0;
}

const schoolcat_explanation_node *
schoolcat_explanation_child(const schoolcat_explanation_node *node, size_t index)
{
    return node && index < node->children.count ? node->children.at[index] : NULL;
}

schoolcat_status schoolcat_explanation_get(const schoolcat_explanation_node *node,
                                           schoolcat_explained_information *out)
{
    if (!node || !sc_struct_compatible(out, sizeof *out))
        return SCHOOLCAT_ERROR_ARGUMENT;
    size_t size = out->size;
    *out = node->is;
    out->size = size;
    return SCHOOLCAT_OK;
}

/* From conditions and values of the model to nodes of the explanation. Names are not gone through
 * here but put aside, as chains of them may be long. */
#include "evaluate/elements.h"
#include "explain/explanation.h"
#include "language/unparse.h"
#include "explain/phrase.h"

const char *sc_explained_take_phrase(sc_explainer *explainer)
{
    sc_arena *arena = &explainer->out->arena;
    if (explainer->text.failed)
        arena->failed = true;
    const char *kept = explainer->text.length > 0
                           ? sc_arena_string(arena, sc_buffer_view(&explainer->text))
                           : "";
    sc_buffer_clear(&explainer->text);
    return kept ? kept : "";
}

bool sc_explained_list_add(sc_explainer *explainer, sc_explained_list *list,
                      schoolcat_explanation_node *node)
{
    return node && SC_PUSH(&explainer->out->arena, list, node);
}

schoolcat_explanation_node *sc_explain_new_node(sc_explainer *explainer, schoolcat_explained kind,
                                             const sc_node *node)
{
    schoolcat_explanation_node *made = SC_NEW(&explainer->out->arena, schoolcat_explanation_node);
    if (!made)
        return NULL;
    made->is = (schoolcat_explained_information)SCHOOLCAT_EXPLAINED_INFORMATION;
    made->is.kind = kind;
    made->node = node;
    made->name = made->value = "";
    return made;
}

/* --- names --- */

static schoolcat_explanation_node **place_of(sc_explainer *explainer, const sc_node *node,
                                             schoolcat_part *part)
{
    schoolcat_explanation *out = explainer->out;
    switch (node->kind) {
    case SC_NODE_INDICATOR:
        *part = SCHOOLCAT_PART_INDICATOR;
        return &out->indicators[node->index];
    case SC_NODE_PARAMETER:
        *part = SCHOOLCAT_PART_PARAMETER;
        return &out->parameters[node->index];
    case SC_NODE_DERIVED:
        *part = SCHOOLCAT_PART_DERIVED;
        return &out->derived[node->index];
    case SC_NODE_CRITERION:
        *part = SCHOOLCAT_PART_CRITERION;
        return &out->criteria[node->index];
    case SC_NODE_DECISION:
        *part = SCHOOLCAT_PART_DECISION;
        return &out->earlier[node->index];
    default:
        return NULL;
    }
}

static bool is_every(const sc_model *model, const sc_node *node)
{
    return node->kind == SC_NODE_DECISION &&
           model->decisions[node->index].choose == SC_CHOOSE_EVERY;
}

/* A parameter: its value and, where anyone but the file itself set it, who did. */
static void phrase_parameter(sc_buffer *out, schoolcat_result *result, const sc_node *node)
{
    const sc_model *model = sc_result_model(result);
    const sc_parameter *parameter = &model->parameters[node->index];
    sc_phrase_name(out, &parameter->about);
    sc_buffer_string(out, " is ");
    sc_phrase_node_value(out, result, node);
    if (parameter->set_by_caller)
        sc_buffer_string(out, ", set by the caller");
}

static void fill_named(sc_explainer *explainer, schoolcat_explanation_node *made,
                       const sc_node *node)
{
    schoolcat_result *result = explainer->result;
    sc_buffer *words = &explainer->text;
    sc_phrase_name(words, sc_node_about(explainer->model, node));
    made->name = sc_explained_take_phrase(explainer);
    if (is_every(explainer->model, node))
        return;
    made->is.missing = sc_node_missing(result, node);
    if (node->kind == SC_NODE_INDICATOR) {
        made->blank_read = schoolcat_result_blank_read(result, node->index);
        made->caller_assumed = schoolcat_result_assumption_used(result, node->index);
    }
    bool known = made->is.missing == SCHOOLCAT_PRESENT;
    if (node->type.kind == SC_KIND_BOOLEAN)
        made->is.truth = sc_node_truth(result, node);
    if (known)
        sc_phrase_node_value(words, result, node);
    made->value = sc_explained_take_phrase(explainer);
    if (node->kind == SC_NODE_PARAMETER)
        phrase_parameter(words, result, node);
    else if (node->kind != SC_NODE_CRITERION)
        sc_phrase_state(words, result, node);
    made->is.finding = sc_explained_take_phrase(explainer);
}

schoolcat_explanation_node *sc_explain_named(sc_explainer *explainer, const sc_node *node)
{
    schoolcat_part part;
    schoolcat_explanation_node **place = place_of(explainer, node, &part);
    if (*place)
        return *place;
    bool criterion = node->kind == SC_NODE_CRITERION;
    schoolcat_explanation_node *made = sc_explain_new_node(
        explainer, criterion ? SCHOOLCAT_EXPLAINED_CRITERION : SCHOOLCAT_EXPLAINED_VALUE, node);
    if (!made)
        return NULL;
    made->index = node->index;
    (void)schoolcat_ruleset_element(explainer->out->rules, part, node->index, &made->is.element);
    fill_named(explainer, made, node);
    if (sc_node_body(explainer->model, node) &&
        !sc_explained_list_add(explainer, &explainer->bodies, made))
        return NULL;
    *place = made;
    return made;
}

schoolcat_explanation_node *sc_explain_indicator(sc_explainer *explainer, uint32_t indicator)
{
    if (explainer->out->indicators[indicator])
        return explainer->out->indicators[indicator];
    sc_node *node = SC_NEW(&explainer->out->arena, sc_node);
    if (!node)
        return NULL;
    node->kind = SC_NODE_INDICATOR;
    node->type = explainer->model->indicators[indicator].type;
    node->index = indicator;
    node->id = SC_NONE;
    return sc_explain_named(explainer, node);
}

/* --- tests: what they look at --- */

static bool is_condition(const sc_node *node)
{
    return node->type.kind == SC_KIND_BOOLEAN && node->kind != SC_NODE_BOOLEAN &&
           node->kind != SC_NODE_MISSING;
}

static void add_leaves(sc_explainer *explainer, sc_explained_list *list, const sc_node *node)
{
    schoolcat_part part;
    if (place_of(explainer, node, &part)) {
        (void)sc_explained_list_add(explainer, list, sc_explain_named(explainer, node));
        return;
    }
    for (uint32_t i = 0; i < node->child_count; i++) {
        const sc_node *child = node->children[i];
        if (is_condition(child) && !place_of(explainer, child, &part))
            (void)sc_explained_list_add(explainer, list, sc_explain_condition(explainer, child));
        else
            add_leaves(explainer, list, child);
    }
}

/* --- conditions --- */

static bool is_list(const sc_node *node)
{
    return node->kind == SC_NODE_ALL || node->kind == SC_NODE_ANY || node->kind == SC_NODE_AND ||
           node->kind == SC_NODE_OR || node->kind == SC_NODE_AT_LEAST ||
           node->kind == SC_NODE_AT_MOST;
}

static void add_operands(sc_explainer *explainer, schoolcat_explanation_node *made,
                         const sc_node *node)
{
    bool counted = node->kind == SC_NODE_AT_LEAST || node->kind == SC_NODE_AT_MOST;
    for (uint32_t i = counted; i < node->child_count; i++)
        (void)sc_explained_list_add(explainer, &made->children,
                               sc_explain_condition(explainer, node->children[i]));
    if (counted && node->children[0]->kind == SC_NODE_PARAMETER)
        (void)sc_explain_named(explainer, node->children[0]);
    if (is_list(node))
        made->counts = sc_node_truth_counts(explainer->result, node);
}

static void fill_phrases(sc_explainer *explainer, schoolcat_explanation_node *made,
                         const sc_node *node)
{
    schoolcat_result *result = explainer->result;
    sc_arena *arena = &explainer->out->arena;
    made->is.truth = sc_node_known_truth(result, node);
    made->is.assumed =
        sc_node_raw_truth(result, node) == SCHOOLCAT_UNKNOWN && made->is.truth != SCHOOLCAT_UNKNOWN;
    if (node->about)
        (void)sc_element_of(arena, explainer->model, node->about, SC_NO_TEXT, &made->is.element);
    if (made->is.element.path[0] == '\0' && node->path.length > 0) {
        const char *path = sc_arena_string(arena, node->path);
        made->is.element.path = path ? path : "";
    }
    sc_unparse(&explainer->text, explainer->model, node);
    made->is.expression = sc_explained_take_phrase(explainer);
    sc_phrase_finding(&explainer->text, result, node);
    made->is.finding = sc_explained_take_phrase(explainer);
}

/* Words put around a condition or test are its own; around a criterion they need a node. */
static schoolcat_explanation_node *annotated(sc_explainer *explainer, const sc_node *node)
{
    schoolcat_explanation_node *inner = sc_explain_condition(explainer, node->children[0]);
    bool own = inner && inner->is.kind != SCHOOLCAT_EXPLAINED_CRITERION;
    schoolcat_explanation_node *made =
        sc_explain_new_node(explainer, SCHOOLCAT_EXPLAINED_CONDITION, node);
    if (!made || !inner)
        return NULL;
    if (own)
        *made = *inner;
    else
        (void)sc_explained_list_add(explainer, &made->children, inner);
    bool assumed = made->is.assumed;
    fill_phrases(explainer, made, node);
    made->is.assumed = made->is.assumed || assumed;
    return made;
}

schoolcat_explanation_node *sc_explain_condition(sc_explainer *explainer, const sc_node *node)
{
    if (node->kind == SC_NODE_CRITERION)
        return sc_explain_named(explainer, node);
    if (explainer->made[node->id])
        return explainer->made[node->id];
    schoolcat_explanation_node *made;
    if (node->kind == SC_NODE_WHEN) {
        made = annotated(explainer, node);
    } else {
        bool test = !is_list(node) && node->kind != SC_NODE_NOT;
        made = sc_explain_new_node(
            explainer, test ? SCHOOLCAT_EXPLAINED_TEST : SCHOOLCAT_EXPLAINED_CONDITION, node);
        if (!made)
            return NULL;
        fill_phrases(explainer, made, node);
        if (test)
            add_leaves(explainer, &made->children, node);
        else
            add_operands(explainer, made, node);
    }
    explainer->made[node->id] = made;
    return made;
}

/* --- bodies --- */

static void make_body(sc_explainer *explainer, schoolcat_explanation_node *named)
{
    const sc_node *body = sc_node_body(explainer->model, named->node);
    sc_unparse(&explainer->text, explainer->model, body);
    named->is.expression = sc_explained_take_phrase(explainer);
    if (named->is.kind != SCHOOLCAT_EXPLAINED_CRITERION) {
        if (is_condition(body))
            (void)sc_explained_list_add(explainer, &named->children,
                                   sc_explain_condition(explainer, body));
        else
            add_leaves(explainer, &named->children, body);
        return;
    }
    schoolcat_explanation_node *condition = sc_explain_condition(explainer, body);
    (void)sc_explained_list_add(explainer, &named->children, condition);
    named->is.assumed = sc_node_raw_truth(explainer->result, body) != named->is.truth;
    sc_phrase_finding(&explainer->text, explainer->result, body);
    named->is.finding = sc_explained_take_phrase(explainer);
}

void sc_explain_bodies(sc_explainer *explainer)
{
    while (explainer->bodies.count > 0 && !explainer->out->arena.failed)
        make_body(explainer, explainer->bodies.at[--explainer->bodies.count]);
}

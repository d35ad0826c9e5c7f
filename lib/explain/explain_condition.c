/* The nodes of conditions, tests and named elements. The bodies of derived values and criteria are
 * put on a worklist instead of being visited recursively, since chains of names can be long. */
#include "explain/explainer.h"

#include "evaluate/elements.h"
#include "language/unparse.h"
#include "explain/phrase.h"

const char *sc_explain_take_text(sc_explainer *explainer)
{
    sc_arena *arena = &explainer->out->arena;
    if (explainer->text.failed)
        arena->failed = true;
    const char *kept =
        explainer->text.length > 0 ? sc_arena_string(arena, sc_buffer_view(&explainer->text)) : "";
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
    schoolcat_explanation_node *explained =
        SC_NEW(&explainer->out->arena, schoolcat_explanation_node);
    if (!explained)
        return NULL;
    explained->is = (schoolcat_explained_information)SCHOOLCAT_EXPLAINED_INFORMATION;
    explained->is.kind = kind;
    explained->node = node;
    explained->name = explained->value = "";
    return explained;
}

/* --- named elements --- */

static schoolcat_explanation_node **element_slot(sc_explainer *explainer, const sc_node *node,
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

/* A parameter and its value: "Limit (limit) is 25, set by the caller". */
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

static void describe_element(sc_explainer *explainer, schoolcat_explanation_node *explained,
                             const sc_node *node)
{
    schoolcat_result *result = explainer->result;
    sc_buffer *text = &explainer->text;
    sc_phrase_name(text, sc_node_about(explainer->model, node));
    explained->name = sc_explain_take_text(explainer);
    if (is_every(explainer->model, node))
        return;
    explained->is.missing = sc_node_missing(result, node);
    if (node->kind == SC_NODE_INDICATOR) {
        explained->blank_read = schoolcat_result_blank_read(result, node->index);
        explained->caller_assumed = schoolcat_result_assumption_used(result, node->index);
    }
    bool known = explained->is.missing == SCHOOLCAT_PRESENT;
    if (node->type.kind == SC_KIND_BOOLEAN)
        explained->is.truth = sc_node_truth(result, node);
    if (known)
        sc_phrase_node_value(text, result, node);
    explained->value = sc_explain_take_text(explainer);
    if (node->kind == SC_NODE_PARAMETER)
        phrase_parameter(text, result, node);
    else if (node->kind != SC_NODE_CRITERION)
        sc_phrase_state(text, result, node);
    explained->is.finding = sc_explain_take_text(explainer);
}

schoolcat_explanation_node *sc_explain_named(sc_explainer *explainer, const sc_node *node)
{
    schoolcat_part part;
    schoolcat_explanation_node **slot = element_slot(explainer, node, &part);
    if (*slot)
        return *slot;
    bool criterion = node->kind == SC_NODE_CRITERION;
    schoolcat_explanation_node *explained = sc_explain_new_node(
        explainer, criterion ? SCHOOLCAT_EXPLAINED_CRITERION : SCHOOLCAT_EXPLAINED_VALUE, node);
    if (!explained)
        return NULL;
    explained->index = node->index;
    (void)schoolcat_ruleset_element(explainer->out->rules, part, node->index,
                                    &explained->is.element);
    describe_element(explainer, explained, node);
    if (sc_node_body(explainer->model, node) &&
        !sc_explained_list_add(explainer, &explainer->bodies, explained))
        return NULL;
    *slot = explained;
    return explained;
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

/* --- operands of tests --- */

static bool is_condition(const sc_node *node)
{
    return node->type.kind == SC_KIND_BOOLEAN && node->kind != SC_NODE_BOOLEAN &&
           node->kind != SC_NODE_MISSING;
}

static void add_leaves(sc_explainer *explainer, sc_explained_list *list, const sc_node *node)
{
    schoolcat_part part;
    if (element_slot(explainer, node, &part)) {
        (void)sc_explained_list_add(explainer, list, sc_explain_named(explainer, node));
        return;
    }
    for (uint32_t i = 0; i < node->child_count; i++) {
        const sc_node *child = node->children[i];
        if (is_condition(child) && !element_slot(explainer, child, &part))
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

static void add_operands(sc_explainer *explainer, schoolcat_explanation_node *explained,
                         const sc_node *node)
{
    bool counted = node->kind == SC_NODE_AT_LEAST || node->kind == SC_NODE_AT_MOST;
    for (uint32_t i = counted; i < node->child_count; i++)
        (void)sc_explained_list_add(explainer, &explained->children,
                                    sc_explain_condition(explainer, node->children[i]));
    if (counted && node->children[0]->kind == SC_NODE_PARAMETER)
        (void)sc_explain_named(explainer, node->children[0]);
    if (is_list(node))
        explained->counts = sc_node_truth_counts(explainer->result, node);
}

static void describe_condition(sc_explainer *explainer, schoolcat_explanation_node *explained,
                               const sc_node *node)
{
    schoolcat_result *result = explainer->result;
    sc_arena *arena = &explainer->out->arena;
    explained->is.truth = sc_node_known_truth(result, node);
    explained->is.assumed = sc_node_raw_truth(result, node) == SCHOOLCAT_UNKNOWN &&
                            explained->is.truth != SCHOOLCAT_UNKNOWN;
    if (node->about)
        (void)sc_element_of(arena, explainer->model, node->about, SC_NO_TEXT,
                            &explained->is.element);
    if (explained->is.element.path[0] == '\0' && node->path.length > 0) {
        const char *path = sc_arena_string(arena, node->path);
        explained->is.element.path = path ? path : "";
    }
    sc_unparse(&explainer->text, explainer->model, node);
    explained->is.expression = sc_explain_take_text(explainer);
    sc_phrase_finding(&explainer->text, result, node);
    explained->is.finding = sc_explain_take_text(explainer);
}

/* A condition with `when:` and texts of its own. The texts replace those of the condition within; a
 * criterion keeps its own, so there the annotation is a node above it. */
static schoolcat_explanation_node *annotated(sc_explainer *explainer, const sc_node *node)
{
    schoolcat_explanation_node *inner = sc_explain_condition(explainer, node->children[0]);
    bool own = inner && inner->is.kind != SCHOOLCAT_EXPLAINED_CRITERION;
    schoolcat_explanation_node *explained =
        sc_explain_new_node(explainer, SCHOOLCAT_EXPLAINED_CONDITION, node);
    if (!explained || !inner)
        return NULL;
    if (own)
        *explained = *inner;
    else
        (void)sc_explained_list_add(explainer, &explained->children, inner);
    bool assumed = explained->is.assumed;
    describe_condition(explainer, explained, node);
    explained->is.assumed = explained->is.assumed || assumed;
    return explained;
}

schoolcat_explanation_node *sc_explain_condition(sc_explainer *explainer, const sc_node *node)
{
    if (node->kind == SC_NODE_CRITERION)
        return sc_explain_named(explainer, node);
    if (explainer->conditions[node->id])
        return explainer->conditions[node->id];
    schoolcat_explanation_node *explained;
    if (node->kind == SC_NODE_WHEN) {
        explained = annotated(explainer, node);
    } else {
        bool test = !is_list(node) && node->kind != SC_NODE_NOT;
        explained = sc_explain_new_node(
            explainer, test ? SCHOOLCAT_EXPLAINED_TEST : SCHOOLCAT_EXPLAINED_CONDITION, node);
        if (!explained)
            return NULL;
        describe_condition(explainer, explained, node);
        if (test)
            add_leaves(explainer, &explained->children, node);
        else
            add_operands(explainer, explained, node);
    }
    explainer->conditions[node->id] = explained;
    return explained;
}

/* --- bodies --- */

static void make_body(sc_explainer *explainer, schoolcat_explanation_node *named)
{
    const sc_node *body = sc_node_body(explainer->model, named->node);
    sc_unparse(&explainer->text, explainer->model, body);
    named->is.expression = sc_explain_take_text(explainer);
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
    named->is.finding = sc_explain_take_text(explainer);
}

void sc_explain_bodies(sc_explainer *explainer)
{
    while (explainer->bodies.count > 0 && !explainer->out->arena.failed)
        make_body(explainer, explainer->bodies.at[--explainer->bodies.count]);
}

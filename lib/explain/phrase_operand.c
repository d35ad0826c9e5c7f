/* The operands of tests: names and values, origins, and causes of missing values. */
#include "explain/phrase_operand.h"

#include "language/unparse.h"
#include "explain/phrase.h"

/* --- known results of nodes --- */

const sc_about *sc_node_about(const sc_model *model, const sc_node *node)
{
    switch (node->kind) {
    case SC_NODE_INDICATOR:
        return &model->indicators[node->index].about;
    case SC_NODE_PARAMETER:
        return &model->parameters[node->index].about;
    case SC_NODE_DERIVED:
        return &model->derived[node->index].about;
    case SC_NODE_CRITERION:
        return &model->criteria[node->index].about;
    case SC_NODE_DECISION:
        return &model->decisions[node->index].about;
    default:
        return NULL;
    }
}

bool sc_node_is_constant(const sc_node *node)
{
    switch (node->kind) {
    case SC_NODE_NUMBER:
    case SC_NODE_TEXT:
    case SC_NODE_BOOLEAN:
    case SC_NODE_DATE:
    case SC_NODE_TODAY:
    case SC_NODE_SYMBOL:
    case SC_NODE_PARAMETER:
        return true;
    case SC_NODE_INDICATOR:
    case SC_NODE_DERIVED:
    case SC_NODE_CRITERION:
    case SC_NODE_DECISION:
    case SC_NODE_MISSING:
        return false;
    default:
        break;
    }
    for (uint32_t i = 0; i < node->child_count; i++)
        if (!sc_node_is_constant(node->children[i]))
            return false;
    return true;
}

/* The values of elements are read by index: the explanation also makes nodes of elements that have
 * no node in the model. */
void sc_node_value(const schoolcat_result *result, const sc_node *node, schoolcat_value *value)
{
    schoolcat_part part;
    switch (node->kind) {
    case SC_NODE_INDICATOR:
        part = SCHOOLCAT_PART_INDICATOR;
        break;
    case SC_NODE_PARAMETER:
        part = SCHOOLCAT_PART_PARAMETER;
        break;
    case SC_NODE_DERIVED:
        part = SCHOOLCAT_PART_DERIVED;
        break;
    default:
        sc_node_known_value(result, node, value);
        return;
    }
    (void)schoolcat_result_value(result, part, node->index, value);
}

schoolcat_missing sc_node_missing(const schoolcat_result *result, const sc_node *node)
{
    bool named = sc_node_about(sc_result_model(result), node) && node->kind != SC_NODE_CRITERION;
    if (node->type.kind == SC_KIND_BOOLEAN && !named)
        return sc_node_known_truth(result, node) == SCHOOLCAT_UNKNOWN ? SCHOOLCAT_UNDEFINED
                                                                      : SCHOOLCAT_PRESENT;
    schoolcat_value value = SCHOOLCAT_VALUE;
    sc_node_value(result, node, &value);
    if (value.missing == SCHOOLCAT_PRESENT || node->kind == SC_NODE_INDICATOR)
        return value.missing;
    return SCHOOLCAT_UNDEFINED;
}

schoolcat_truth sc_node_truth(const schoolcat_result *result, const sc_node *node)
{
    if (node->kind != SC_NODE_INDICATOR && node->kind != SC_NODE_DERIVED &&
        node->kind != SC_NODE_PARAMETER)
        return sc_node_known_truth(result, node);
    schoolcat_value value = SCHOOLCAT_VALUE;
    sc_node_value(result, node, &value);
    if (value.missing != SCHOOLCAT_PRESENT)
        return SCHOOLCAT_UNKNOWN;
    return value.boolean ? SCHOOLCAT_TRUE : SCHOOLCAT_FALSE;
}

bool sc_node_known(const schoolcat_result *result, const sc_node *node)
{
    return sc_node_missing(result, node) == SCHOOLCAT_PRESENT;
}

/* --- names and values --- */

static void phrase_unit(sc_buffer *out, const sc_model *model, const sc_node *node)
{
    sc_text unit = SC_NO_TEXT;
    if (node->kind == SC_NODE_INDICATOR)
        unit = model->indicators[node->index].unit;
    else if (node->kind == SC_NODE_DERIVED)
        unit = model->derived[node->index].unit;
    else if (node->kind == SC_NODE_PARAMETER)
        unit = model->parameters[node->index].unit;
    if (unit.length > 0) {
        sc_buffer_byte(out, ' ');
        sc_buffer_text(out, unit);
    }
}

void sc_phrase_node_value(sc_buffer *out, schoolcat_result *result, const sc_node *node)
{
    const sc_model *model = sc_result_model(result);
    if (node->type.kind == SC_KIND_BOOLEAN) {
        sc_buffer_string(out, sc_node_truth(result, node) == SCHOOLCAT_TRUE ? "yes" : "no");
        return;
    }
    schoolcat_value value = SCHOOLCAT_VALUE;
    sc_node_value(result, node, &value);
    sc_phrase_value(out, model, node->type.domain, &value);
    phrase_unit(out, model, node);
}

static void phrase_operand_name(sc_buffer *out, const sc_model *model, const sc_node *node)
{
    const sc_about *about = sc_node_about(model, node);
    if (about)
        sc_phrase_name(out, about);
    else
        sc_unparse(out, model, node);
}

/* --- why a value is missing --- */

/* The causes of a missing value, found beneath its node. */
typedef struct sc_cause {
    bool has_literal;  /* a literal `missing` */
    bool has_no_today; /* `today` without a date */
    /* The number of missing indicators, by reason. */
    size_t by_reason[SCHOOLCAT_UNDEFINED + 1];
    uint32_t decision; /* a decision without an outcome, or SC_NONE */
} sc_cause;

static void push(schoolcat_result *result, const sc_node *node)
{
    struct sc_traversal *traversal = result->traversal;
    if ((traversal->visited_nodes[node->id] & SC_VISITED_PLAIN) || sc_node_known(result, node))
        return;
    traversal->visited_nodes[node->id] |= SC_VISITED_PLAIN;
    traversal->steps[traversal->step_count++] = (sc_traversal_step){.node = node};
}

static void visit(schoolcat_result *result, const sc_node *node, sc_cause *cause)
{
    const sc_node *body = sc_node_body(sc_result_model(result), node);
    if (body)
        push(result, body);
    else if (node->kind == SC_NODE_INDICATOR)
        result->traversal->marked_indicators[node->index] = 1;
    else if (node->kind == SC_NODE_MISSING)
        cause->has_literal = true;
    else if (node->kind == SC_NODE_TODAY)
        cause->has_no_today = true;
    else if (node->kind == SC_NODE_DECISION || node->kind == SC_NODE_INCLUDES)
        cause->decision = node->kind == SC_NODE_DECISION ? node->index : node->children[0]->index;
    else if (sc_node_is_call(node, SC_FUNCTION_IF) && sc_node_known(result, node->children[0]))
        push(result,
             node->children[sc_node_known_truth(result, node->children[0]) == SCHOOLCAT_TRUE ? 1
                                                                                             : 2]);
    else
        for (uint32_t i = 0; i < node->child_count; i++)
            push(result, node->children[i]);
}

static sc_cause find_cause(schoolcat_result *result, const sc_node *node)
{
    struct sc_traversal *traversal = result->traversal;
    sc_cause cause = {.decision = SC_NONE};
    const sc_node *body = sc_node_body(sc_result_model(result), node);
    sc_traversal_clear(result);
    push(result, body ? body : node);
    while (traversal->step_count > 0)
        visit(result, traversal->steps[--traversal->step_count].node, &cause);
    const sc_model *model = sc_result_model(result);
    for (uint32_t i = 0; i < model->indicator_count; i++)
        if (traversal->marked_indicators[i])
            cause.by_reason[sc_indicator_missing(result, i)]++;
    return cause;
}

enum { MAX_NAMED = 3 };

static void phrase_missing_indicators(sc_buffer *out, const schoolcat_result *result,
                                      schoolcat_missing reason, size_t count)
{
    const sc_model *model = sc_result_model(result);
    size_t named = sc_list_shown(count, MAX_NAMED), written = 0;
    size_t parts = named < count ? named + 1 : named;
    for (uint32_t i = 0; i < model->indicator_count && written < named; i++) {
        if (!result->traversal->marked_indicators[i] || sc_indicator_missing(result, i) != reason)
            continue;
        sc_list_separator(out, written++, parts, "and");
        sc_phrase_label(out, &model->indicators[i].about);
    }
    if (named < count) {
        sc_list_separator(out, written, parts, "and");
        sc_buffer_integer(out, (long long)(count - named));
        sc_buffer_string(out, " more");
    }
    sc_buffer_string(out, count == 1 ? " is missing (" : " are missing (");
    sc_buffer_string(out, sc_missing_phrase(reason));
    sc_buffer_byte(out, ')');
}

static void phrase_cause(sc_buffer *out, schoolcat_result *result, const sc_node *node)
{
    sc_cause cause = find_cause(result, node);
    size_t written = 0;
    for (int reason = SCHOOLCAT_ABSENT; reason <= SCHOOLCAT_INVALID; reason++) {
        if (cause.by_reason[reason] == 0)
            continue;
        sc_buffer_string(out, written++ == 0 ? ", as " : " and ");
        phrase_missing_indicators(out, result, (schoolcat_missing)reason, cause.by_reason[reason]);
    }
    if (cause.decision != SC_NONE) {
        sc_buffer_string(out, written++ == 0 ? ", as " : " and ");
        sc_phrase_label(out, &sc_result_model(result)->decisions[cause.decision].about);
        sc_buffer_string(out, " has no outcome");
    }
    if (cause.has_no_today) {
        sc_buffer_string(out, written++ == 0 ? ", as " : " and ");
        sc_buffer_string(out, "today's date was not given");
    }
    if (written == 0)
        sc_buffer_string(out, cause.has_literal ? ", as the rule file gives it no value here"
                                                : ", as it cannot be worked out");
}

static void phrase_unknown(sc_buffer *out, schoolcat_result *result, const sc_node *node)
{
    if (node->kind == SC_NODE_DECISION) {
        bool open = schoolcat_result_provisional(result, node->index);
        sc_buffer_string(out, open ? " has no outcome as things stand" : " has no outcome");
        return;
    }
    sc_buffer_string(out, node->type.kind == SC_KIND_BOOLEAN ? ": not known" : " is not known");
    if (node->kind != SC_NODE_INDICATOR) {
        phrase_cause(out, result, node);
        return;
    }
    sc_buffer_string(out, " (");
    sc_buffer_string(out, sc_missing_phrase(sc_indicator_missing(result, node->index)));
    sc_buffer_byte(out, ')');
}

/* --- where a value comes from --- */

/* The indicator whose value a derived value takes unchanged, through `if` and `coalesce`; SC_NONE
 * if the value is computed. */
static uint32_t origin_of(const schoolcat_result *result, const sc_node *node)
{
    while (node && node->kind != SC_NODE_INDICATOR) {
        const sc_node *next = sc_node_body(sc_result_model(result), node);
        if (sc_node_is_call(node, SC_FUNCTION_IF)) {
            schoolcat_truth truth = sc_node_known_truth(result, node->children[0]);
            next =
                truth == SCHOOLCAT_UNKNOWN ? NULL : node->children[truth == SCHOOLCAT_TRUE ? 1 : 2];
        }
        for (uint32_t i = 0;
             !next && sc_node_is_call(node, SC_FUNCTION_COALESCE) && i < node->child_count; i++)
            if (sc_node_known(result, node->children[i]))
                next = node->children[i];
        node = next;
    }
    return node ? node->index : SC_NONE;
}

static void phrase_origin(sc_buffer *out, schoolcat_result *result, const sc_node *node)
{
    uint32_t indicator = node->kind == SC_NODE_INDICATOR ? node->index : SC_NONE;
    if (node->kind == SC_NODE_DERIVED) {
        indicator = origin_of(result, node);
        if (indicator != SC_NONE) {
            sc_buffer_string(out, ", from ");
            sc_phrase_name(out, &sc_result_model(result)->indicators[indicator].about);
        }
    }
    if (indicator == SC_NONE)
        return;
    bool blank = schoolcat_result_blank_read(result, indicator);
    bool assumed = schoolcat_result_assumption_used(result, indicator);
    if (!blank && !assumed)
        return;
    sc_buffer_string(out, assumed ? " (not given; taken to be " : " (blank, read as ");
    sc_phrase_node_value(out, result, node);
    sc_buffer_string(out, assumed ? " by the caller)" : ")");
}

void sc_phrase_state(sc_buffer *out, schoolcat_result *result, const sc_node *node)
{
    phrase_operand_name(out, sc_result_model(result), node);
    if (!sc_node_known(result, node)) {
        phrase_unknown(out, result, node);
        return;
    }
    sc_buffer_string(out, node->type.kind == SC_KIND_BOOLEAN ? ": " : " is ");
    sc_phrase_node_value(out, result, node);
    if (node->kind == SC_NODE_DECISION && schoolcat_result_provisional(result, node->index))
        sc_buffer_string(out, " as things stand");
    phrase_origin(out, result, node);
}

/* In parentheses after a constant: the name of the parameter, or the expression. */
static void phrase_constant_name(sc_buffer *out, const sc_model *model, const sc_node *node)
{
    if (node->kind != SC_NODE_PARAMETER && node->kind != SC_NODE_TODAY && node->child_count == 0)
        return;
    sc_buffer_string(out, " (");
    sc_unparse(out, model, node);
    if (node->kind == SC_NODE_PARAMETER && model->parameters[node->index].set_by_caller)
        sc_buffer_string(out, ", set by the caller");
    sc_buffer_byte(out, ')');
}

void sc_phrase_operand(sc_buffer *out, schoolcat_result *result, const sc_node *node)
{
    const sc_model *model = sc_result_model(result);
    if (sc_node_is_constant(node) && sc_node_known(result, node)) {
        sc_phrase_node_value(out, result, node);
        phrase_constant_name(out, model, node);
        return;
    }
    phrase_operand_name(out, model, node);
    if (!sc_node_known(result, node)) {
        sc_buffer_string(out, ", which");
        phrase_unknown(out, result, node);
        return;
    }
    sc_buffer_string(out, ", which is ");
    sc_phrase_node_value(out, result, node);
}

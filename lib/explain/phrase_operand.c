/* What a test looks at: its name, its value and where that is from, or why there is none. */
#include "explain/phrase_condition.h"
#include "language/unparse.h"
#include "explain/phrase.h"

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

/* Named values are asked for by index: an explanation also names values that no node of the tree
 * stands for. */
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

typedef struct sc_cause {
    bool no_value; /* a literal `missing` */
    bool no_date;  /* today was not given */
    size_t by_reason[SCHOOLCAT_UNDEFINED + 1];
    uint32_t decision; /* one without an outcome */
} sc_cause;

static void cause_push(schoolcat_result *result, const sc_node *node)
{
    struct sc_traversal *walk = result->walk;
    if ((walk->visited_nodes[node->id] & SC_VISITED_PLAIN) || sc_node_known(result, node))
        return;
    walk->visited_nodes[node->id] |= SC_VISITED_PLAIN;
    walk->steps[walk->step_count++] = (sc_traversal_step){.node = node};
}

static void cause_visit(schoolcat_result *result, const sc_node *node, sc_cause *cause)
{
    const sc_node *body = sc_node_body(sc_result_model(result), node);
    if (body)
        cause_push(result, body);
    else if (node->kind == SC_NODE_INDICATOR)
        result->walk->marked_indicators[node->index] = 1;
    else if (node->kind == SC_NODE_MISSING)
        cause->no_value = true;
    else if (node->kind == SC_NODE_TODAY)
        cause->no_date = true;
    else if (node->kind == SC_NODE_DECISION || node->kind == SC_NODE_INCLUDES)
        cause->decision = node->kind == SC_NODE_DECISION ? node->index : node->children[0]->index;
    else if (sc_node_is_call(node, SC_FUNCTION_IF) && sc_node_known(result, node->children[0]))
        cause_push(
            result,
            node->children[sc_node_known_truth(result, node->children[0]) == SCHOOLCAT_TRUE ? 1
                                                                                            : 2]);
    else
        for (uint32_t i = 0; i < node->child_count; i++)
            cause_push(result, node->children[i]);
}

static sc_cause find_cause(schoolcat_result *result, const sc_node *node)
{
    struct sc_traversal *walk = result->walk;
    sc_cause cause = {.decision = SC_NONE};
    const sc_node *body = sc_node_body(sc_result_model(result), node);
    sc_traversal_clear(result);
    cause_push(result, body ? body : node);
    while (walk->step_count > 0)
        cause_visit(result, walk->steps[--walk->step_count].node, &cause);
    const sc_model *model = sc_result_model(result);
    for (uint32_t i = 0; i < model->indicator_count; i++)
        if (walk->marked_indicators[i])
            cause.by_reason[sc_indicator_missing(result, i)]++;
    return cause;
}

enum { MAX_NAMED = 3 };

static void phrase_missing_indicators(sc_buffer *out, const schoolcat_result *result,
                                      schoolcat_missing reason, size_t count)
{
    const sc_model *model = sc_result_model(result);
    size_t named = count > MAX_NAMED + 1 ? MAX_NAMED : count, said = 0;
    size_t parts = named < count ? named + 1 : named;
    for (uint32_t i = 0; i < model->indicator_count && said < named; i++) {
        if (!result->walk->marked_indicators[i] || sc_indicator_missing(result, i) != reason)
            continue;
        sc_phrase_separator(out, said++, parts, "and");
        sc_phrase_label(out, &model->indicators[i].about);
    }
    if (named < count) {
        sc_phrase_separator(out, said, parts, "and");
        sc_buffer_integer(out, (long long)(count - named));
        sc_buffer_string(out, " more");
    }
    sc_buffer_string(out, count == 1 ? " is missing (" : " are missing (");
    sc_buffer_string(out, sc_missing_phrase(reason));
    sc_buffer_byte(out, ')');
}

static void phrase_cause_separator(sc_buffer *out, size_t *said)
{
    sc_buffer_string(out, (*said)++ == 0 ? ", as " : " and ");
}

static void phrase_cause(sc_buffer *out, schoolcat_result *result, const sc_node *node)
{
    sc_cause cause = find_cause(result, node);
    size_t said = 0;
    for (int reason = SCHOOLCAT_ABSENT; reason <= SCHOOLCAT_INVALID; reason++) {
        if (cause.by_reason[reason] == 0)
            continue;
        phrase_cause_separator(out, &said);
        phrase_missing_indicators(out, result, (schoolcat_missing)reason, cause.by_reason[reason]);
    }
    if (cause.decision != SC_NONE) {
        phrase_cause_separator(out, &said);
        sc_phrase_label(out, &sc_result_model(result)->decisions[cause.decision].about);
        sc_buffer_string(out, " has no outcome");
    }
    if (cause.no_date) {
        phrase_cause_separator(out, &said);
        sc_buffer_string(out, "today's date was not given");
    }
    if (said == 0)
        sc_buffer_string(out, cause.no_value ? ", as the rule file gives it no value here"
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

/* --- where a value is from --- */

/* The indicator that a derived value has taken its value from as it is, through `if` and
 * `coalesce`; SC_NONE where it was worked out. */
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

/* What stands in brackets behind a fixed value: the parameter, or the expression that was worked
 * out. */
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

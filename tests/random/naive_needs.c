/* Needs, assumptions and frozen places (lib/semantics.md, sections 3, 5 and 6). */
#include "naive_internal.h"

/* --- needs --- */

static void traverse_needs(naive *n, const sc_node *node, bool frozen, bool *needs);

static void include_needs(naive *n, uint32_t decision, uint32_t outcome, bool *needs)
{
    const sc_decision *about = &n->model->decisions[decision];
    naive_decided(n, decision);
    for (uint32_t i = 0; i < about->rule_count; i++) {
        if (about->rules[i].outcome == outcome)
            traverse_needs(n, about->rules[i].when, false, needs);
    }
}

/* Whether the known and the possible result are both a value, never missing. */
static bool stays_missing(naive *n, const sc_node *node, bool frozen)
{
    if (naive_is_truth(node)) {
        naive_truths set = naive_truths_of(n, node, frozen);
        return !(set & NAIVE_SET_UNKNOWN) && (set == NAIVE_SET_FALSE || set == NAIVE_SET_TRUE ||
                                              naive_truth_of(n, node) != NAIVE_UNKNOWN);
    }
    naive_state state = naive_possible_of(n, node, frozen).state;
    return state == NAIVE_KNOWN || (state == NAIVE_OPEN && naive_value_of(n, node).known);
}

static void coalesce_needs(naive *n, const sc_node *node, bool frozen, bool *needs)
{
    size_t first_known = naive_first_known(n, node);
    for (uint32_t i = 0; i < node->child_count; i++) {
        bool held = frozen || (first_known < node->child_count && i < first_known);
        traverse_needs(n, node->children[i], held, needs);
        if (stays_missing(n, node->children[i], held))
            return;
    }
}

static void if_needs(naive *n, const sc_node *node, bool frozen, bool *needs)
{
    naive_truths condition = naive_truths_of(n, node->children[0], frozen);
    traverse_needs(n, node->children[0], frozen, needs);
    if (condition & (NAIVE_SET_TRUE | NAIVE_SET_UNKNOWN))
        traverse_needs(n, node->children[1], frozen, needs);
    if (condition & (NAIVE_SET_FALSE | NAIVE_SET_UNKNOWN))
        traverse_needs(n, node->children[2], frozen, needs);
}

/* A count that is compared directly may be known while the comparison is not: the arguments of the
 * count are operands of the comparison. */
static void operand_needs(naive *n, const sc_node *node, bool frozen, bool *needs)
{
    for (uint32_t i = 0; i < node->child_count; i++) {
        const sc_node *child = node->children[i];
        bool compares =
            node->kind == SC_NODE_COMPARE || node->kind == SC_NODE_IS || node->kind == SC_NODE_IN;
        if (compares && naive_is_direct_count(child))
            operand_needs(n, child, frozen, needs);
        else
            traverse_needs(n, child, frozen, needs);
    }
}

static void traverse_needs(naive *n, const sc_node *node, bool frozen, bool *needs)
{
    if (node->kind == SC_NODE_INCLUDES) {
        if (!naive_settled(n, node, frozen))
            include_needs(n, node->children[0]->index, node->children[1]->index, needs);
        return;
    }
    if (naive_settled(n, node, frozen))
        return;
    bool is_call = node->kind == SC_NODE_CALL;
    bool freezes =
        node->kind == SC_NODE_IS_MISSING || (is_call && node->function == SC_FUNCTION_KNOWN);
    if (node->kind == SC_NODE_INDICATOR) {
        needs[node->index] = true;
    } else if (node->kind == SC_NODE_DECISION) {
        const naive_decision *earlier = naive_decided(n, node->index);
        for (uint32_t i = 0; i < n->model->indicator_count; i++)
            needs[i] = needs[i] || earlier->needs[i];
    } else if (node->kind == SC_NODE_DERIVED) {
        traverse_needs(n, n->model->derived[node->index].value, false, needs);
    } else if (node->kind == SC_NODE_CRITERION) {
        traverse_needs(n, n->model->criteria[node->index].when, false, needs);
    } else if (is_call && node->function == SC_FUNCTION_COALESCE) {
        coalesce_needs(n, node, frozen, needs);
    } else if (is_call && node->function == SC_FUNCTION_IF) {
        if_needs(n, node, frozen, needs);
    } else {
        operand_needs(n, node, frozen || freezes, needs);
    }
}

/* Whether a rule that certainly holds makes rule `i` irrelevant. */
static bool settled_by_another(const sc_decision *about, const naive_truths *sets, uint32_t i)
{
    for (uint32_t j = 0; j < about->rule_count; j++) {
        uint32_t one = about->rules[j].outcome, other = about->rules[i].outcome;
        bool settles = about->choose == SC_CHOOSE_FIRST    ? j < i
                       : about->choose == SC_CHOOSE_WORST  ? one >= other
                       : about->choose == SC_CHOOSE_BEST   ? one <= other
                       : about->choose == SC_CHOOSE_UNIQUE ? one == other
                                                           : false;
        if (settles && sets[j] == NAIVE_SET_TRUE)
            return true;
    }
    return false;
}

void naive_needs(naive *n, uint32_t decision, bool *needs)
{
    const sc_decision *about = &n->model->decisions[decision];
    const naive_truths *sets = n->answer->decisions[decision].sets;
    for (uint32_t i = 0; i < about->rule_count; i++) {
        if (!settled_by_another(about, sets, i))
            traverse_needs(n, about->rules[i].when, false, needs);
    }
}

/* --- assumed --- */

static void find_missing(naive *n, const sc_node *node, bool *indicators)
{
    naive_slot read;
    if (node->kind == SC_NODE_INDICATOR && !naive_slot_known(n->input, node->index, &read))
        indicators[node->index] = true;
    if (node->kind == SC_NODE_DERIVED)
        find_missing(n, n->model->derived[node->index].value, indicators);
    if (node->kind == SC_NODE_CRITERION)
        find_missing(n, n->model->criteria[node->index].when, indicators);
    for (uint32_t i = 0; i < node->child_count; i++)
        find_missing(n, node->children[i], indicators);
}

static naive_assumption *new_assumption(naive *n, naive_decision *out, sc_text element, bool value)
{
    for (size_t i = 0; i < out->assumed_count; i++) {
        if (sc_text_equal(out->assumed[i].element, element))
            return NULL;
    }
    naive_assumption *longer = naive_allocate(n, out->assumed_count + 1, sizeof *longer);
    for (size_t i = 0; i < out->assumed_count; i++)
        longer[i] = out->assumed[i];
    out->assumed = longer;
    naive_assumption *added = &longer[out->assumed_count++];
    *added = (naive_assumption){element, value,
                                naive_allocate(n, n->model->indicator_count, sizeof(bool))};
    return added;
}

static bool is_on_the_path(naive *n, const sc_node *node, naive_truth truth, const sc_node *child)
{
    switch (node->kind) {
    case SC_NODE_ALL:
    case SC_NODE_AND:
        return truth != NAIVE_FALSE || naive_truth_of(n, child) == NAIVE_FALSE;
    case SC_NODE_ANY:
    case SC_NODE_OR:
        return truth != NAIVE_TRUE || naive_truth_of(n, child) == NAIVE_TRUE;
    case SC_NODE_AT_LEAST:
    case SC_NODE_AT_MOST:
        return child != node->children[0] && naive_truth_of(n, child) != NAIVE_UNKNOWN;
    default:
        return !naive_is_direct_count(node) || naive_truth_of(n, child) != NAIVE_UNKNOWN;
    }
}

/* `element`: of an `if_unknown` on this node, that of a criterion. */
static void traverse_assumed(naive *n, const sc_node *node, sc_text element, naive_decision *out)
{
    naive_truth truth = NAIVE_UNKNOWN;
    if (naive_is_truth(node)) {
        truth = naive_truth_of(n, node);
        if (truth != naive_raw_truth_of(n, node)) {
            naive_assumption *added = new_assumption(n, out, element, truth == NAIVE_TRUE);
            if (added != NULL)
                find_missing(n, node, added->indicators);
            return;
        }
    }
    if (node->kind == SC_NODE_DECISION || node->kind == SC_NODE_INCLUDES)
        return;
    if (node->kind == SC_NODE_DERIVED) {
        const sc_node *value = n->model->derived[node->index].value;
        traverse_assumed(n, value, value->path, out);
    }
    if (node->kind == SC_NODE_CRITERION) {
        const sc_criterion *criterion = &n->model->criteria[node->index];
        traverse_assumed(n, criterion->when, criterion->about.path, out);
    }
    for (uint32_t i = 0; i < node->child_count; i++) {
        const sc_node *child = node->children[i];
        if (is_on_the_path(n, node, truth, child))
            traverse_assumed(n, child, child->path, out);
    }
}

static void assumed_otherwise(naive *n, uint32_t decision, naive_decision *out)
{
    const sc_decision *about = &n->model->decisions[decision];
    naive_assumption *added = NULL;
    for (uint32_t i = 0; i < about->rule_count; i++) {
        if (out->truths[i] != NAIVE_UNKNOWN)
            continue;
        if (added == NULL) {
            char *element = naive_allocate(n, about->about.path.length + sizeof ".otherwise", 1);
            size_t length = 0;
            for (; length < about->about.path.length; length++)
                element[length] = about->about.path.data[length];
            for (const char *more = ".otherwise"; *more != '\0'; more++)
                element[length++] = *more;
            added = new_assumption(n, out, (sc_text){element, length}, true);
        }
        find_missing(n, about->rules[i].when, added->indicators);
    }
}

void naive_assumed(naive *n, uint32_t decision, naive_decision *out)
{
    const sc_decision *about = &n->model->decisions[decision];
    bool every = about->choose == SC_CHOOSE_EVERY;
    if (!every && out->outcome == SC_NONE)
        return;
    for (uint32_t i = 0; i < about->rule_count; i++) {
        bool behind = about->choose == SC_CHOOSE_FIRST && out->rule != SC_NONE && i > out->rule;
        if (!behind && out->truths[i] != NAIVE_UNKNOWN && (!every || out->truths[i] == NAIVE_TRUE))
            traverse_assumed(n, about->rules[i].when, about->rules[i].when->path, out);
    }
    if (out->by_otherwise)
        assumed_otherwise(n, decision, out);
}

/* --- frozen places --- */

static void traverse_frozen(naive *n, const sc_node *node, bool frozen, bool *places)
{
    if (node->kind == SC_NODE_INDICATOR && frozen && !naive_indicator_known(n, node))
        places[node->id] = true;
    bool is_call = node->kind == SC_NODE_CALL;
    bool freezes =
        node->kind == SC_NODE_IS_MISSING || (is_call && node->function == SC_FUNCTION_KNOWN);
    size_t replaced = 0;
    if (is_call && node->function == SC_FUNCTION_COALESCE &&
        naive_first_known(n, node) < node->child_count)
        replaced = naive_first_known(n, node);
    for (uint32_t i = 0; i < node->child_count; i++)
        traverse_frozen(n, node->children[i], frozen || freezes || i < replaced, places);
}

void naive_frozen_places(const naive_input *input, bool *frozen)
{
    const sc_model *model = input->model;
    naive_answer answer;
    naive_evaluate(input, &answer);
    naive n = {.input = input, .model = model, .answer = &answer, .arena = &answer.arena};
    for (uint32_t i = 0; i < model->criterion_count; i++)
        traverse_frozen(&n, model->criteria[i].when, false, frozen);
    for (uint32_t i = 0; i < model->derived_count; i++)
        traverse_frozen(&n, model->derived[i].value, false, frozen);
    for (uint32_t i = 0; i < model->decision_count; i++) {
        for (uint32_t r = 0; r < model->decisions[i].rule_count; r++)
            traverse_frozen(&n, model->decisions[i].rules[r].when, false, frozen);
    }
    naive_answer_destroy(&answer);
}

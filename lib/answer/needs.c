/* The missing indicators that can still change a decision: lib/possible.md, 'Needs'. The walk goes along the
 * rule set's plan over the registers as the evaluation left them: what a guard has left out lies beneath
 * something settled, where no walk comes. */
#include "answer/needs_plan.h"
#include "answer/walk.h"

#include <string.h>

static bool is_open(const schoolcat_result *result, const sc_need *step)
{
    const sc_state *state = &result->state;
    uint8_t byte = *SC_TRUTHS(state, step->reg);
    switch ((sc_open_test)step->test) {
    case SC_OPEN_TRUTH:
        return byte == 1;
    case SC_OPEN_SET:
        return (byte & (byte - 1)) != 0;
    case SC_OPEN_STATE:
        return byte == SC_STATE_OPEN || byte == SC_STATE_OPEN_OR_VOID;
    case SC_OPEN_CODE:
        return *SC_CODES(state, step->reg) == SC_NO_CODE;
    case SC_OPEN_NUMBER:
        return *SC_NUMBERS(state, step->reg) != *SC_NUMBERS(state, step->reg);
    case SC_OPEN_TEXT:
        return SC_TEXTS(state, step->reg)->data == NULL;
    case SC_OPEN_BITS:
        return sc_view_possible_outcomes(result, step->node->index) > 1;
    default:
        return false;
    }
}

static void push(schoolcat_result *result, uint32_t index)
{
    struct sc_walk *walk = result->walk;
    if (index == SC_NONE || walk->need_stamps[index] == walk->need_stamp)
        return;
    walk->need_stamps[index] = walk->need_stamp;
    if (is_open(result, &result->rules->needs->steps.at[index]))
        walk->need_steps[walk->need_step_count++] = index;
}

static void push_decision(schoolcat_result *result, size_t *waiting, uint32_t decision)
{
    struct sc_walk *walk = result->walk;
    if (walk->decision_stamps[decision] == walk->need_stamp ||
        !schoolcat_result_provisional(result, decision))
        return;
    walk->decision_stamps[decision] = walk->need_stamp;
    walk->decisions[(*waiting)++] = decision;
}

static bool known_on_evidence(const schoolcat_result *result, const sc_node *node)
{
    if (node->type.kind == SC_KIND_BOOLEAN)
        return sc_view_truth(result, node) != SCHOOLCAT_UNKNOWN;
    schoolcat_value value = SCHOOLCAT_VALUE;
    sc_view_value(result, node, &value);
    return value.missing == SCHOOLCAT_PRESENT;
}

static bool may_become_missing(sc_possible possible)
{
    if (possible.is_truth)
        return (possible.truths & SC_CAN_BE_UNKNOWN) != 0;
    return possible.state == SC_STATE_VOID || possible.state == SC_STATE_OPEN_OR_VOID;
}

/* Arguments that stand before one known on the evidence are frozen places. */
static void push_coalesce(schoolcat_result *result, const sc_need *step, const uint32_t *children)
{
    const sc_node *node = step->node;
    uint32_t first_known = 0;
    while (first_known < node->child_count && !known_on_evidence(result, node->children[first_known]))
        first_known++;
    bool freezes = first_known < node->child_count;
    for (uint32_t i = 0; i < node->child_count; i++) {
        bool frozen = step->frozen || (freezes && i < first_known);
        const sc_node *argument = node->children[i];
        sc_possible possible = sc_view_possible(result, step->reader, argument, frozen);
        push(result, children[2 * i + frozen]);
        bool known = known_on_evidence(result, argument) || sc_view_settled(possible);
        if (known && !may_become_missing(possible))
            return;
    }
}

static void push_if(schoolcat_result *result, const sc_need *step, const uint32_t *children)
{
    uint8_t truths = sc_view_possible(result, step->reader, step->node->children[0], step->frozen).truths;
    push(result, children[0]);
    if (truths & (SC_CAN_BE_TRUE | SC_CAN_BE_UNKNOWN))
        push(result, children[1]);
    if (truths & (SC_CAN_BE_FALSE | SC_CAN_BE_UNKNOWN))
        push(result, children[2]);
}

static void look_at(schoolcat_result *result, const sc_need *step, size_t *waiting)
{
    const uint32_t *children = result->rules->needs->children.at + step->first;
    switch ((sc_need_kind)step->kind) {
    case SC_NEED_LIST:
        for (uint32_t i = 0; i < step->count; i++)
            push(result, children[i]);
        break;
    case SC_NEED_INDICATOR:
        if (sc_view_missing(result, step->first) != SCHOOLCAT_PRESENT)
            result->walk->need_bits[step->first / 64] |= UINT64_C(1) << step->first % 64;
        break;
    case SC_NEED_DECISION:
        push_decision(result, waiting, step->first);
        break;
    case SC_NEED_IF:
        push_if(result, step, children);
        break;
    case SC_NEED_COALESCE:
        push_coalesce(result, step, children);
        break;
    }
}

/* Whether one rule that is certain to hold settles another, whatever becomes of that. `at` and `certain` are
 * places in the file. */
static bool settles(const sc_decision *decision, uint32_t certain, uint32_t at)
{
    uint32_t sure = decision->rules[certain].outcome, other = decision->rules[at].outcome;
    switch (decision->choose) {
    case SC_CHOOSE_FIRST:
        return certain < at;
    case SC_CHOOSE_WORST:
        return sure >= other;
    case SC_CHOOSE_BEST:
        return sure <= other;
    case SC_CHOOSE_UNIQUE:
        return sure == other;
    case SC_CHOOSE_EVERY:
        break;
    }
    return false;
}

static bool is_certain(const schoolcat_result *result, const sc_program_rule *rule)
{
    uint8_t value = *SC_TRUTHS(&result->state, rule->possible.reg);
    return value == (rule->possible.kind == SC_STATED ? SC_CAN_BE_TRUE : 2);
}

/* Of the certain rules the one that settles most: the first, the worst, the best; certain rules of `unique`
 * agree where anything is provisional. */
static uint32_t strongest_certain(const schoolcat_result *result, uint32_t index)
{
    const sc_decision *decision = &sc_view_model(result)->decisions[index];
    const sc_program_rule *rules = result->rules->program->decisions[index].rules;
    uint32_t strongest = SC_NONE;
    for (uint32_t i = 0; i < decision->rule_count; i++) {
        if (!is_certain(result, &rules[i]))
            continue;
        if (decision->choose == SC_CHOOSE_FIRST)
            return i;
        if (strongest == SC_NONE || settles(decision, i, strongest))
            strongest = i;
    }
    return strongest;
}

static void push_rules(schoolcat_result *result, uint32_t index)
{
    const sc_decision *decision = &sc_view_model(result)->decisions[index];
    const uint32_t *steps = result->rules->needs->decisions[index].rules;
    uint32_t strongest = strongest_certain(result, index);
    for (uint32_t i = 0; i < decision->rule_count; i++)
        if (strongest == SC_NONE || !settles(decision, strongest, i))
            push(result, steps[i]);
}

/* The registers of a split are left by the last of its cases; the walk reads the full sets. */
static bool fill_split(schoolcat_result *result, uint32_t decision)
{
    uint32_t split = result->rules->needs->decisions[decision].split;
    uint64_t *full_of = &result->walk->full_of[decision];
    if (split == SC_NONE || result->prepared || *full_of == result->evaluations)
        return true;
    if (!sc_view_fill_split(result, split))
        return false;
    *full_of = result->evaluations;
    return true;
}

/* All marks are of an earlier stamp. */
static void begin(const schoolcat_result *result, struct sc_walk *walk)
{
    const sc_model *model = sc_view_model(result);
    if (++walk->need_stamp == 0) {
        memset(walk->need_stamps, 0, result->rules->needs->steps.count * sizeof *walk->need_stamps);
        memset(walk->decision_stamps, 0, model->decision_count * sizeof *walk->decision_stamps);
        walk->need_stamp = 1;
    }
    memset(walk->need_bits, 0, (model->indicator_count + 63) / 64 * sizeof *walk->need_bits);
}

static size_t list_needs(const schoolcat_result *result, struct sc_walk *walk)
{
    size_t count = 0;
    for (uint32_t word = 0; word < (sc_view_model(result)->indicator_count + 63) / 64; word++)
        for (uint64_t bits = walk->need_bits[word], i = word * UINT64_C(64); bits != 0; bits >>= 1, i++)
            if (bits & 1)
                walk->needs[count++] = (size_t)i;
    return count;
}

schoolcat_status schoolcat_result_needs(schoolcat_result *result, size_t decision, const size_t **indicators,
                                        size_t *count)
{
    if (!result || !indicators || !count || !result->evaluated ||
        decision >= sc_view_model(result)->decision_count)
        return SCHOOLCAT_ERROR_ARGUMENT;
    struct sc_walk *walk = result->walk;
    size_t waiting = 0;
    *indicators = walk->needs;
    *count = 0;
    if (!schoolcat_result_provisional(result, decision))
        return SCHOOLCAT_OK;
    begin(result, walk);
    push_decision(result, &waiting, (uint32_t)decision);
    while (waiting > 0) {
        uint32_t next = walk->decisions[--waiting];
        if (!fill_split(result, next))
            return SCHOOLCAT_ERROR_NO_MEMORY;
        push_rules(result, next);
        while (walk->need_step_count > 0)
            look_at(result, &result->rules->needs->steps.at[walk->need_steps[--walk->need_step_count]],
                    &waiting);
    }
    *count = list_needs(result, walk);
    return SCHOOLCAT_OK;
}

/* The missing indicators that can still change a decision: lib/semantics.md, section 5. The search
 * follows the rule set's plan over the registers of an evaluation. Values skipped by a guard are
 * never visited. */
#include "evaluate/needs_plan.h"
#include "evaluate/traversal.h"

#include <string.h>

typedef struct sc_needs_finder {
    schoolcat_result *result;
    struct sc_traversal *traversal;
    const sc_needs_plan *plan;
    size_t words;
    /* all words of traversal->remaining_bits in one: what leads to none of it is not looked at */
    uint64_t left;
    size_t step_count; /* traversal->needs_worklist */
    size_t waiting;    /* traversal->decisions */
} sc_needs_finder;

static bool is_open(const sc_needs_finder *finder, const sc_needs_step *step)
{
    const sc_vm *state = &finder->result->state;
    size_t row = finder->result->row;
    switch ((sc_open_test)step->test) {
    case SC_OPEN_BYTE:
        return step->open_bytes >> SC_TRUTHS(state, step->reg)[row] & 1;
    case SC_OPEN_CODE:
        return SC_CODES(state, step->reg)[row] == SC_NO_CODE;
    case SC_OPEN_NUMBER:
        return SC_NUMBERS(state, step->reg)[row] != SC_NUMBERS(state, step->reg)[row];
    case SC_OPEN_TEXT:
        return SC_TEXTS(state, step->reg)[row].data == NULL;
    case SC_OPEN_OUTCOMES:
        return sc_count_possible_outcomes(finder->result, step->first) > 1;
    default:
        return false;
    }
}

static void add_needs(sc_needs_finder *finder, size_t word, uint64_t bits)
{
    struct sc_traversal *traversal = finder->traversal;
    traversal->need_bits[word] |= bits;
    traversal->remaining_bits[word] &= ~bits;
    finder->left = 0;
    for (size_t i = 0; i < finder->words; i++)
        finder->left |= traversal->remaining_bits[i];
}

static void add_indicator(sc_needs_finder *finder, uint32_t indicator)
{
    uint64_t bit = UINT64_C(1) << indicator % 64;
    if (finder->traversal->remaining_bits[indicator / 64] & bit)
        add_needs(finder, indicator / 64, bit);
}

static void push(sc_needs_finder *finder, uint32_t index)
{
    const sc_needs_step *step = &finder->plan->steps.at[index];
    struct sc_traversal *traversal = finder->traversal;
    if (!(step->indicators & finder->left) ||
        traversal->need_epochs[index] == traversal->need_epoch)
        return;
    traversal->need_epochs[index] = traversal->need_epoch;
    if (!is_open(finder, step))
        return;
    if (step->kind == SC_NEEDS_INDICATOR)
        add_indicator(finder, step->first);
    else
        traversal->needs_worklist[finder->step_count++] = index;
}

static void push_some(sc_needs_finder *finder, uint32_t index)
{
    if (index != SC_NONE)
        push(finder, index);
}

static const uint64_t *cached_needs(const schoolcat_result *result, size_t decision)
{
    const struct sc_traversal *traversal = result->traversal;
    if (!traversal->cached_evaluations ||
        traversal->cached_evaluations[decision] != result->evaluations)
        return NULL;
    return traversal->cached_bits + decision * sc_indicator_bitset_words(sc_result_model(result));
}

/* A provisional decision, once. */
static void enter_decision(sc_needs_finder *finder, uint32_t decision)
{
    struct sc_traversal *traversal = finder->traversal;
    traversal->decision_epochs[decision] = traversal->need_epoch;
    const uint64_t *kept = cached_needs(finder->result, decision);
    for (size_t word = 0; kept && word < finder->words; word++)
        add_needs(finder, word, kept[word]);
    if (!kept)
        traversal->decisions[finder->waiting++] = decision;
}

static void push_decision(sc_needs_finder *finder, uint32_t decision)
{
    if (finder->traversal->decision_epochs[decision] != finder->traversal->need_epoch &&
        schoolcat_result_provisional(finder->result, decision))
        enter_decision(finder, decision);
}

static sc_possible_result possible_at(const sc_needs_finder *finder,
                                      const sc_needs_operand *operand)
{
    return sc_evaluate_abstract_value(finder->result, operand->node,
                                      operand->has_abstract_value ? &operand->abstract : NULL);
}

static bool may_become_missing(sc_possible_result possible)
{
    if (possible.is_truth)
        return (possible.truths & SC_SET_UNKNOWN) != 0;
    return possible.state == SC_STATE_VOID || possible.state == SC_STATE_OPEN_OR_VOID;
}

/* Arguments before one whose result is known are frozen places. */
static void push_coalesce(sc_needs_finder *finder, const sc_needs_step *step,
                          const uint32_t *children, const sc_needs_operand *operands)
{
    uint32_t count = step->count / 2, first_known = 0;
    while (first_known < count && !sc_node_is_known(finder->result, operands[2 * first_known].node))
        first_known++;
    bool freezes = first_known < count;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = 2 * i + (freezes && i < first_known);
        push_some(finder, children[at]);
        sc_possible_result possible = possible_at(finder, &operands[at]);
        bool known = sc_possible_result_is_settled(possible) ||
                     sc_node_is_known(finder->result, operands[at].node);
        if (known && !may_become_missing(possible))
            return;
    }
}

static void push_if(sc_needs_finder *finder, const uint32_t *children,
                    const sc_needs_operand *condition)
{
    uint8_t truths = possible_at(finder, condition).truths;
    push_some(finder, children[0]);
    if (truths & (SC_SET_TRUE | SC_SET_UNKNOWN))
        push_some(finder, children[1]);
    if (truths & (SC_SET_FALSE | SC_SET_UNKNOWN))
        push_some(finder, children[2]);
}

static void expand_step(sc_needs_finder *finder, const sc_needs_step *step)
{
    const uint32_t *children = finder->plan->children.at + step->first;
    const sc_needs_operand *operands = finder->plan->operands.at + step->operands;
    switch ((sc_needs_step_kind)step->kind) {
    case SC_NEEDS_ALL_CHILDREN:
        for (uint32_t i = 0; i < step->count; i++)
            push(finder, children[i]);
        break;
    case SC_NEEDS_INDICATOR:
        break;
    case SC_NEEDS_DECISION:
        push_decision(finder, step->first);
        break;
    case SC_NEEDS_IF:
        push_if(finder, children, operands);
        break;
    case SC_NEEDS_COALESCE:
        push_coalesce(finder, step, children, operands);
        break;
    }
}

/* Whether rule `at` has no influence any more when rule `certain` is certain to hold. */
static bool settles(const sc_decision *decision, uint32_t certain, uint32_t at)
{
    return sc_settles(decision->choose, certain, at, decision->rules[certain].outcome,
                      decision->rules[at].outcome);
}

static bool is_certain(const schoolcat_result *result, const sc_program_rule *rule)
{
    uint8_t value = SC_TRUTHS(&result->state, rule->possible.reg)[result->row];
    return sc_truth_set_of(rule->possible.kind, value) == SC_SET_TRUE;
}

/* Of the certain rules the one that settles most: the first, the worst, the best; certain rules of
 * `unique` agree where anything is provisional. */
static uint32_t strongest_certain(const schoolcat_result *result, uint32_t index)
{
    const sc_decision *decision = &sc_result_model(result)->decisions[index];
    const sc_program_rule *rules = result->rules->program->decisions[index].rules;
    uint32_t strongest = SC_NONE;
    for (uint32_t i = 0; i < decision->rule_count; i++) {
        if (!is_certain(result, &rules[i]))
            continue;
        if (strongest == SC_NONE || settles(decision, i, strongest))
            strongest = i;
    }
    return strongest;
}

static void push_rules(sc_needs_finder *finder, uint32_t index)
{
    const schoolcat_result *result = finder->result;
    const sc_decision *decision = &sc_result_model(result)->decisions[index];
    const uint32_t *steps = finder->plan->decisions[index].rules;
    uint32_t strongest = strongest_certain(result, index);
    for (uint32_t i = 0; i < decision->rule_count; i++)
        if (strongest == SC_NONE || !settles(decision, strongest, i))
            push_some(finder, steps[i]);
}

/* The registers of a split are left by the last of its cases; the traversal reads the full sets. */
static bool fill_split(schoolcat_result *result, uint32_t decision)
{
    uint32_t split = result->rules->needs->decisions[decision].split;
    uint64_t *full_evaluations = &result->traversal->full_evaluations[decision];
    if (split == SC_NONE || result->prepared || *full_evaluations == result->evaluations)
        return true;
    if (!sc_result_evaluate_split(result, split))
        return false;
    *full_evaluations = result->evaluations;
    return true;
}

static void find_missing(const schoolcat_result *result, struct sc_traversal *traversal)
{
    if (traversal->missing_evaluation == result->evaluations)
        return;
    const sc_model *model = sc_result_model(result);
    uint64_t bits = 0;
    for (uint32_t i = model->indicator_count; i > 0; i--) {
        bits = bits << 1 | (result->missing[i - 1] != SCHOOLCAT_PRESENT);
        if ((i - 1) % 64 == 0) {
            traversal->missing_bits[(i - 1) / 64] = bits;
            bits = 0;
        }
    }
    traversal->missing_evaluation = result->evaluations;
}

/* Starts a new epoch, which invalidates all visited marks, and initialises the set of missing
 * indicators that the decision can depend on. */
static sc_needs_finder begin(schoolcat_result *result, size_t decision)
{
    struct sc_traversal *traversal = result->traversal;
    const sc_model *model = sc_result_model(result);
    sc_needs_finder finder = {
        result, traversal, result->rules->needs, sc_indicator_bitset_words(model), 0, 0, 0};
    if (++traversal->need_epoch == 0) {
        memset(traversal->need_epochs, 0,
               finder.plan->steps.count * sizeof *traversal->need_epochs);
        memset(traversal->decision_epochs, 0,
               model->decision_count * sizeof *traversal->decision_epochs);
        traversal->need_epoch = 1;
    }
    find_missing(result, traversal);
    for (size_t word = 0; word < finder.words; word++) {
        traversal->need_bits[word] = 0;
        traversal->remaining_bits[word] =
            traversal->missing_bits[word] & finder.plan->decisions[decision].indicators;
        finder.left |= traversal->remaining_bits[word];
    }
    return finder;
}

/* False: no memory. */
static bool find_needs(sc_needs_finder *finder, uint32_t decision)
{
    enter_decision(finder, decision);
    while (finder->waiting > 0 && finder->left) {
        uint32_t next = finder->traversal->decisions[--finder->waiting];
        if (!fill_split(finder->result, next))
            return false;
        push_rules(finder, next);
        while (finder->step_count > 0 && finder->left)
            expand_step(
                finder,
                &finder->plan->steps.at[finder->traversal->needs_worklist[--finder->step_count]]);
    }
    return true;
}

static uint32_t lowest_bit(uint64_t bits)
{
#ifdef __GNUC__
    return (uint32_t)__builtin_ctzll(bits);
#else
    uint32_t bit = 0;
    while (!(bits >> bit & 1))
        bit++;
    return bit;
#endif
}

static size_t list_needs(const sc_needs_finder *finder)
{
    size_t count = 0;
    for (size_t word = 0; word < finder->words; word++)
        for (uint64_t bits = finder->traversal->need_bits[word]; bits != 0; bits &= bits - 1)
            finder->traversal->needs[count++] = word * 64 + lowest_bit(bits);
    return count;
}

static void keep(const sc_needs_finder *finder, size_t decision)
{
    struct sc_traversal *traversal = finder->traversal;
    if (!traversal->cached_evaluations)
        return;
    memcpy(traversal->cached_bits + decision * finder->words, traversal->need_bits,
           finder->words * sizeof *traversal->need_bits);
    traversal->cached_evaluations[decision] = finder->result->evaluations;
}

schoolcat_status schoolcat_result_needs(schoolcat_result *result, size_t decision,
                                        const size_t **indicators, size_t *count)
{
    if (!result || !indicators || !count || !result->evaluated ||
        decision >= sc_result_model(result)->decision_count)
        return SCHOOLCAT_ERROR_ARGUMENT;
    size_t found = 0;
    if (schoolcat_result_provisional(result, decision)) {
        sc_needs_finder finder = begin(result, decision);
        if (!find_needs(&finder, (uint32_t)decision))
            return SCHOOLCAT_ERROR_NO_MEMORY;
        keep(&finder, decision);
        found = list_needs(&finder);
    }
    *indicators = result->traversal->needs;
    *count = found;
    return SCHOOLCAT_OK;
}

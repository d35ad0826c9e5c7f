/* Accessors of a result: read the registers of its last evaluation. */
#include "evaluate/elements.h"
#include "evaluate/result.h"
#include "evaluate/node_results.h"
#include "base/number.h"
#include "base/struct_compatibility.h"

static const sc_program_decision *decision_of(const schoolcat_result *result, size_t decision)
{
    if (result == NULL || !result->evaluated || decision >= result->rules->program->decision_count)
        return NULL;
    return &result->rules->program->decisions[decision];
}

/* A decision that chooses one outcome. */
static const sc_program_decision *single(const schoolcat_result *result, size_t decision)
{
    const sc_program_decision *compiled = decision_of(result, decision);
    return compiled == NULL || compiled->outcome_reg == SC_NO_REGISTER ? NULL : compiled;
}

/* Guarded registers and the bodies of splits are incomplete until sc_result_materialise has run the
 * program without guards. The truths of rules are complete before: a guard skips only what no rule
 * depends on. The cast is safe, as no answer changes. */
static bool is_materialised(const schoolcat_result *result)
{
    return result->prepared || sc_result_materialise((schoolcat_result *)result) == SCHOOLCAT_OK;
}

bool schoolcat_result_outcome(const schoolcat_result *result, size_t decision, size_t *outcome)
{
    const sc_program_decision *compiled = single(result, decision);
    if (compiled == NULL || outcome == NULL ||
        SC_CODES(&result->state, compiled->outcome_reg)[result->row] == SC_NO_CODE)
        return false;
    *outcome = SC_CODES(&result->state, compiled->outcome_reg)[result->row];
    return true;
}

bool schoolcat_result_rule(const schoolcat_result *result, size_t decision, size_t *rule)
{
    const sc_program_decision *compiled = single(result, decision);
    if (compiled == NULL || rule == NULL)
        return false;
    uint16_t code = SC_CODES(&result->state, compiled->rule_reg)[result->row];
    if (code == SC_NO_CODE || code == SC_OTHERWISE_CODE)
        return false;
    *rule = code;
    return true;
}

bool schoolcat_result_by_otherwise(const schoolcat_result *result, size_t decision)
{
    const sc_program_decision *compiled = single(result, decision);
    return compiled != NULL &&
           SC_CODES(&result->state, compiled->rule_reg)[result->row] == SC_OTHERWISE_CODE;
}

bool schoolcat_result_conflict(const schoolcat_result *result, size_t decision)
{
    const sc_program_decision *compiled = single(result, decision);
    return compiled != NULL &&
           SC_TRUTHS(&result->state, compiled->conflict_reg)[result->row] == SC_TRUE;
}

bool schoolcat_result_holds(const schoolcat_result *result, size_t decision, size_t rule)
{
    const sc_program_decision *compiled = decision_of(result, decision);
    if (compiled == NULL || rule >= compiled->rule_count)
        return false;
    return SC_TRUTHS(&result->state, compiled->rules[rule].known)[result->row] == SC_TRUE;
}

bool schoolcat_result_may_hold(const schoolcat_result *result, size_t decision, size_t rule)
{
    const sc_program_decision *compiled = decision_of(result, decision);
    if (compiled == NULL || rule >= compiled->rule_count ||
        (compiled->split && !is_materialised(result)))
        return false;
    sc_result_complete(result);
    const sc_abstract_value *abstract = &compiled->rules[rule].possible;
    uint8_t value = SC_TRUTHS(&result->state, abstract->reg)[result->row];
    return sc_set_has(sc_truth_set_of(abstract->kind, value), SC_TRUE);
}

static bool any_rule(const schoolcat_result *result, size_t decision, size_t outcome,
                     bool (*asks)(const schoolcat_result *, size_t, size_t))
{
    const sc_program_decision *compiled = decision_of(result, decision);
    for (size_t i = 0; i < compiled->rule_count; i++)
        if (compiled->rules[i].outcome == outcome && asks(result, decision, i))
            return true;
    return false;
}

bool schoolcat_result_outcome_holds(const schoolcat_result *result, size_t decision, size_t outcome)
{
    const sc_program_decision *compiled = decision_of(result, decision);
    if (compiled == NULL)
        return false;
    if (compiled->outcome_reg == SC_NO_REGISTER)
        return any_rule(result, decision, outcome, schoolcat_result_holds);
    return outcome < compiled->outcome_count &&
           SC_CODES(&result->state, compiled->outcome_reg)[result->row] == outcome;
}

static bool possible_bit(const schoolcat_result *result, const sc_program_decision *compiled,
                         size_t bit)
{
    sc_result_complete(result);
    return sc_bits_has(&result->state, compiled->possible_reg, result->row, (uint32_t)bit);
}

bool schoolcat_result_possible(const schoolcat_result *result, size_t decision, size_t outcome)
{
    const sc_program_decision *compiled = decision_of(result, decision);
    if (compiled == NULL || outcome >= compiled->outcome_count)
        return false;
    if (compiled->outcome_reg == SC_NO_REGISTER)
        return any_rule(result, decision, outcome, schoolcat_result_may_hold);
    return possible_bit(result, compiled, outcome);
}

bool schoolcat_result_none_possible(const schoolcat_result *result, size_t decision)
{
    const sc_program_decision *compiled = single(result, decision);
    return compiled != NULL && possible_bit(result, compiled, compiled->outcome_count);
}

bool schoolcat_result_provisional(const schoolcat_result *result, size_t decision)
{
    const sc_program_decision *compiled = decision_of(result, decision);
    if (compiled == NULL)
        return false;
    sc_result_complete(result);
    if (compiled->outcome_reg != SC_NO_REGISTER)
        return sc_count_possible_outcomes(result, (uint32_t)decision) > 1;
    for (size_t i = 0; i < compiled->rule_count; i++)
        if (schoolcat_result_holds(result, decision, i) !=
            schoolcat_result_may_hold(result, decision, i))
            return true;
    return false;
}

const schoolcat_details *schoolcat_result_details(const schoolcat_result *result, size_t decision)
{
    size_t index;
    if (schoolcat_result_rule(result, decision, &index))
        return schoolcat_rule_details(result->rules, decision, index);
    if (schoolcat_result_outcome(result, decision, &index))
        return schoolcat_outcome_details(result->rules, decision, index);
    return NULL;
}

/* --- values --- */

schoolcat_status schoolcat_result_value(const schoolcat_result *result, schoolcat_part part,
                                        size_t index, schoolcat_value *out)
{
    if (result == NULL || !result->evaluated || !sc_struct_compatible(out, sizeof *out) ||
        index >= schoolcat_ruleset_count(result->rules, part))
        return SCHOOLCAT_ERROR_ARGUMENT;
    const sc_model *model = result->rules->model;
    if (result->has_guards && !is_materialised(result))
        return SCHOOLCAT_ERROR_NO_MEMORY;
    sc_result_complete(result);
    switch (part) {
    case SCHOOLCAT_PART_INDICATOR:
        sc_indicator_value(result, (uint32_t)index, out);
        break;
    case SCHOOLCAT_PART_PARAMETER: {
        size_t size = out->size;
        *out = result->rules->elements->types[part][index].value;
        out->size = size;
        break;
    }
    case SCHOOLCAT_PART_CRITERION:
        sc_node_known_value(result, model->criteria[index].when, out);
        break;
    case SCHOOLCAT_PART_DERIVED:
        sc_node_known_value(result, model->derived[index].value, out);
        break;
    case SCHOOLCAT_PART_OUTPUT:
        sc_node_known_value(result, model->derived[result->rules->elements->outputs[index]].value,
                            out);
        break;
    default:
        return SCHOOLCAT_ERROR_ARGUMENT;
    }
    if (out->type == SCHOOLCAT_DATE && out->missing == SCHOOLCAT_PRESENT) {
        char *text = ((schoolcat_result *)result)->date_text;
        out->length = sc_date_write(out->number, text);
        out->text = text;
    }
    return SCHOOLCAT_OK;
}

bool schoolcat_result_blank_read(const schoolcat_result *result, size_t indicator)
{
    return result != NULL && result->evaluated && indicator < result->rules->program->input_count &&
           result->given[indicator] == SCHOOLCAT_BLANK &&
           result->missing[indicator] == SCHOOLCAT_PRESENT && !result->assumed[indicator];
}

bool schoolcat_result_assumption_used(const schoolcat_result *result, size_t indicator)
{
    return result != NULL && result->evaluated && indicator < result->rules->program->input_count &&
           result->assumed[indicator];
}

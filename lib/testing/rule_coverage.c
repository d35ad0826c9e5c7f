/* Coverage: which rules have fired, which outcomes were reached, and which truths each criterion
 * had, over all cases. */
#include "testing/tests.h"

static bool rule_fires(const sc_decision *decision, const schoolcat_result *result, size_t index,
                       size_t rule)
{
    size_t deciding;
    return schoolcat_result_holds(result, index, rule) &&
           (!schoolcat_result_rule(result, index, &deciding) ||
            sc_is_reached(decision->choose, (uint32_t)deciding, (uint32_t)rule));
}

bool sc_coverage_init(schoolcat_test_report *report, const sc_model *model)
{
    sc_arena *arena = &report->arena;
    sc_coverage *coverage = &report->coverage;
    coverage->fired = SC_NEW_ARRAY(arena, model->decision_count, bool *);
    coverage->reached = SC_NEW_ARRAY(arena, model->decision_count, bool *);
    coverage->truths = SC_NEW_ARRAY(arena, model->criterion_count, uint8_t);
    for (uint32_t i = 0; i < model->decision_count && !arena->failed; i++) {
        const sc_decision *decision = &model->decisions[i];
        coverage->fired[i] = SC_NEW_ARRAY(arena, (size_t)decision->rule_count + 1, bool);
        coverage->reached[i] =
            SC_NEW_ARRAY(arena, model->domains[decision->domain].item_count, bool);
    }
    return !arena->failed;
}

static void add_decision(sc_coverage *coverage, const schoolcat_result *result, uint32_t index)
{
    const sc_model *model = result->rules->model;
    const sc_decision *decision = &model->decisions[index];
    size_t outcome;
    for (uint32_t i = 0; i < decision->rule_count; i++)
        coverage->fired[index][i] =
            coverage->fired[index][i] || rule_fires(decision, result, index, i);
    if (schoolcat_result_by_otherwise(result, index))
        coverage->fired[index][decision->rule_count] = true;
    if (schoolcat_result_outcome(result, index, &outcome))
        coverage->reached[index][outcome] = true;
    for (uint32_t i = 0;
         decision->choose == SC_CHOOSE_EVERY && i < model->domains[decision->domain].item_count;
         i++)
        coverage->reached[index][i] =
            coverage->reached[index][i] || schoolcat_result_outcome_holds(result, index, i);
}

void sc_coverage_add(sc_coverage *coverage, const schoolcat_result *result)
{
    const sc_model *model = result->rules->model;
    for (uint32_t i = 0; i < model->decision_count; i++)
        add_decision(coverage, result, i);
    for (uint32_t i = 0; i < model->criterion_count; i++) {
        schoolcat_value value = SCHOOLCAT_VALUE;
        if (schoolcat_result_value(result, SCHOOLCAT_PART_CRITERION, i, &value) == SCHOOLCAT_OK)
            coverage->truths[i] |=
                (uint8_t)(1U << (value.missing != SCHOOLCAT_PRESENT ? SCHOOLCAT_UNKNOWN
                                 : value.boolean                    ? SCHOOLCAT_TRUE
                                                                    : SCHOOLCAT_FALSE));
    }
}

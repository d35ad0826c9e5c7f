/* From a record to an evaluated result. */
#include "answer/record.h"
#include "answer/result.h"
#include "base/number.h"
#include "base/structure.h"
#include "engine/row.h"
#include <math.h>

static bool guards_patterns(const sc_program *program)
{
    for (size_t i = 0; i < program->code.count; i++)
        if (program->code.at[i].opcode == SC_OP_MATCH && program->code.at[i].b != SC_NO_REGISTER)
            return true;
    return false;
}

schoolcat_status schoolcat_result_new(schoolcat_ruleset *rules, schoolcat_result **out)
{
    if (rules == NULL || out == NULL)
        return SCHOOLCAT_ERROR_ARGUMENT;
    schoolcat_result *result = sc_allocate(&rules->allocator, sizeof *result);
    if (result == NULL)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    *result = (schoolcat_result){.rules = schoolcat_ruleset_retain(rules)};
    sc_arena_init(&result->arena, &rules->allocator);
    size_t count = rules->program->input_count + (size_t)1;
    result->missing = SC_NEW_ARRAY(&result->arena, count, schoolcat_missing);
    result->given = SC_NEW_ARRAY(&result->arena, count, schoolcat_missing);
    result->assumed = SC_NEW_ARRAY(&result->arena, count, bool);
    result->has_guards = guards_patterns(rules->program);
    bool made = !result->arena.failed && sc_state_init(&result->state, rules->program, &rules->allocator, 1);
    if (made)
        result->walk = sc_walk_new(result);
    if (result->walk == NULL) {
        schoolcat_result_free(result);
        return SCHOOLCAT_ERROR_NO_MEMORY;
    }
    *out = result;
    return SCHOOLCAT_OK;
}

void schoolcat_result_free(schoolcat_result *result)
{
    if (result == NULL)
        return;
    schoolcat_ruleset *rules = result->rules;
    sc_state_destroy(&result->state);
    sc_arena_destroy(&result->arena);
    sc_release(&rules->allocator, result);
    schoolcat_ruleset_free(rules);
}

schoolcat_status schoolcat_evaluate(schoolcat_result *result, const schoolcat_record *record,
                                    const schoolcat_evaluate_options *options)
{
    if (result == NULL || record == NULL || (options != NULL && !sc_structure_fits(options, sizeof *options)))
        return SCHOOLCAT_ERROR_ARGUMENT;
    if (record->rules != result->rules)
        return SCHOOLCAT_ERROR_MISMATCH;
    if (options != NULL && options->has_today && !sc_date_in_range(options->today))
        return SCHOOLCAT_ERROR_ARGUMENT;
    result->evaluated = false;
    result->prepared = false;
    result->evaluations++;
    for (uint32_t i = 0; i < record->count; i++) {
        result->given[i] = record->slots[i].missing;
        result->missing[i] = sc_put_row(&result->state, 0, i, &record->slots[i], &result->assumed[i]);
    }
    bool has_today = options != NULL && options->has_today;
    SC_NUMBERS(&result->state, result->rules->program->today)[0] = has_today ? options->today : (double)NAN;
    result->state.guards_off = result->state.full_bodies = false;
    if (!sc_state_run(&result->state, 1))
        return SCHOOLCAT_ERROR_NO_MEMORY;
    result->evaluated = true;
    return SCHOOLCAT_OK;
}

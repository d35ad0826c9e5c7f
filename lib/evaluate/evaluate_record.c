/* From a record to an evaluated result. */
#include "evaluate/record.h"
#include "evaluate/result.h"
#include "evaluate/node_results.h"
#include "base/number.h"
#include "base/struct_compatibility.h"
#include "vm/store_value.h"
#include <math.h>
#include <string.h>

static bool guards_patterns(const sc_program *program)
{
    for (size_t i = 0; i < program->code.count; i++)
        if (program->code.at[i].opcode == SC_OP_MATCH && program->code.at[i].b != SC_NO_REGISTER)
            return true;
    return false;
}

static bool list_text_inputs(schoolcat_result *result)
{
    const sc_program *program = result->rules->program;
    result->text_inputs = SC_NEW_ARRAY(&result->arena, program->input_count, uint32_t);
    for (uint32_t i = 0; result->text_inputs != NULL && i < program->input_count; i++)
        if (program->inputs[i].class == SC_CLASS_TEXT)
            result->text_inputs[result->text_input_count++] = i;
    return result->text_inputs != NULL;
}

static sc_text *text_input(schoolcat_result *result, uint32_t at)
{
    return &SC_TEXTS(&result->state,
                     result->rules->program->inputs[result->text_inputs[at]].reg)[0];
}

/* The answer and its explanation read texts long after the caller may have taken them away. */
static bool keep_texts(schoolcat_result *result)
{
    size_t length = 0;
    for (uint32_t i = 0; i < result->text_input_count; i++)
        length += text_input(result, i)->length;
    if (length > result->texts_capacity) {
        char *texts = sc_reallocate_array(&result->rules->allocator, result->texts, length, 1);
        if (texts == NULL)
            return false;
        result->texts = texts;
        result->texts_capacity = length;
    }
    size_t at = 0;
    for (uint32_t i = 0; i < result->text_input_count; i++) {
        sc_text *text = text_input(result, i);
        if (text->length == 0)
            continue;
        memcpy(result->texts + at, text->data, text->length);
        text->data = result->texts + at;
        at += text->length;
    }
    return true;
}

schoolcat_status sc_result_make(schoolcat_ruleset *rules, size_t rows, schoolcat_result **out)
{
    schoolcat_result *result = sc_allocate(&rules->allocator, sizeof *result);
    if (result == NULL)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    *result = (schoolcat_result){.rules = schoolcat_ruleset_retain(rules)};
    sc_arena_init(&result->arena, &rules->allocator);
    bool made = sc_slots_make(&result->slots, rules->program, &rules->allocator);
    result->given = result->slots.given;
    result->missing = result->slots.missing;
    result->assumed = result->slots.assumed;
    result->has_guards = guards_patterns(rules->program);
    made = made && sc_vm_init(&result->state, rules->program, &rules->allocator, rows);
    if (made && list_text_inputs(result))
        result->traversal = sc_traversal_new(result);
    if (result->traversal == NULL) {
        schoolcat_result_free(result);
        return SCHOOLCAT_ERROR_NO_MEMORY;
    }
    *out = result;
    return SCHOOLCAT_OK;
}

schoolcat_status schoolcat_result_new(schoolcat_ruleset *rules, schoolcat_result **out)
{
    return rules == NULL || out == NULL ? SCHOOLCAT_ERROR_ARGUMENT : sc_result_make(rules, 1, out);
}

void schoolcat_result_free(schoolcat_result *result)
{
    if (result == NULL)
        return;
    schoolcat_ruleset *rules = result->rules;
    sc_vm_destroy(&result->state);
    sc_release(&rules->allocator, result->slots.memory);
    sc_release(&rules->allocator, result->texts);
    sc_arena_destroy(&result->arena);
    sc_release(&rules->allocator, result);
    schoolcat_ruleset_free(rules);
}

schoolcat_status schoolcat_evaluate(schoolcat_result *result, const schoolcat_record *record,
                                    const schoolcat_evaluate_options *options)
{
    if (result == NULL || record == NULL ||
        (options != NULL && !sc_struct_compatible(options, sizeof *options)))
        return SCHOOLCAT_ERROR_ARGUMENT;
    if (record->rules != result->rules)
        return SCHOOLCAT_ERROR_MISMATCH;
    if (options != NULL && options->has_today && !sc_date_in_range(options->today))
        return SCHOOLCAT_ERROR_ARGUMENT;
    result->evaluated = false;
    result->prepared = false;
    result->evaluations++;
    memcpy(result->state.slots, record->slots.values, record->count * (size_t)SC_SLOT_BYTES);
    memcpy(result->slots.given, record->slots.given,
           record->slots.bytes - record->count * (size_t)SC_SLOT_BYTES);
    if (!keep_texts(result))
        return SCHOOLCAT_ERROR_NO_MEMORY;
    bool has_today = options != NULL && options->has_today;
    SC_NUMBERS(&result->state, result->rules->program->today)
    [0] = has_today ? options->today : (double)NAN;
    result->state.guards_off = result->state.full_bodies = false;
    result->complete = false;
    /* Functions that make texts may fail or move earlier texts, so everything is evaluated now. */
    if (result->rules->program->makes_texts ? sc_result_materialise(result) != SCHOOLCAT_OK
                                            : !sc_vm_run_outcomes(&result->state))
        return SCHOOLCAT_ERROR_NO_MEMORY;
    result->evaluated = true;
    return SCHOOLCAT_OK;
}

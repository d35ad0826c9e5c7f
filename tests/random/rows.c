#include "rows.h"
#include "answer/result.h"
#include "answer/row.h"
#include "library.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void must(bool done)
{
    if (!done) {
        fputs("rows: out of memory\n", stderr);
        exit(2);
    }
}

static bool same_register(const sc_program *program, uint32_t reg, const sc_state *many, size_t row, const sc_state *one)
{
    if (reg == SC_NO_REGISTER || program->registers.at[reg].constant)
        return true;
    size_t size = sc_class_size(program->registers.at[reg].class, program->registers.at[reg].words);
    return memcmp((const char *)many->registers[reg] + row * size, one->registers[reg], size) == 0;
}

static void report(sc_buffer *out, const sc_model *model, uint32_t decision, const char *what, size_t row)
{
    sc_buffer_text(out, model->decisions[decision].about.path);
    sc_buffer_string(out, ": ");
    sc_buffer_string(out, what);
    sc_buffer_string(out, " of many rows is not that of the one record, row ");
    sc_buffer_integer(out, (long long)row);
    sc_buffer_byte(out, '\n');
}

static size_t compare_row(const schoolcat_ruleset *rules, const sc_state *many, size_t row, const sc_state *one, sc_buffer *out)
{
    const sc_program *program = rules->program;
    size_t differences = 0;
    for (uint32_t d = 0; d < program->decision_count; d++) {
        const sc_program_decision *decision = &program->decisions[d];
        const struct {
            const char *name;
            uint32_t reg;
        } parts[] = {{"outcome", decision->outcome_reg}, {"rule", decision->rule_reg}, {"conflict", decision->conflict_reg}, {"possible", decision->possible_reg}};
        bool every = rules->model->decisions[d].choose == SC_CHOOSE_EVERY;
        for (size_t i = 0; i < (every ? 0u : 4u); i++) {
            if (same_register(program, parts[i].reg, many, row, one))
                continue;
            report(out, rules->model, d, parts[i].name, row);
            differences++;
        }
        for (uint32_t r = 0; every && r < decision->rule_count; r++) {
            bool same = same_register(program, decision->rules[r].evidence, many, row, one) &&
                        same_register(program, decision->rules[r].possible.reg, many, row, one);
            if (!same)
                report(out, rules->model, d, "a rule", row);
            differences += !same;
        }
    }
    return differences;
}

size_t rows_differences(schoolcat_ruleset *rules, const naive_slot *const *records, size_t count,
                        const schoolcat_evaluate_options *options, sc_buffer *out)
{
    sc_state many;
    schoolcat_record *record = NULL;
    schoolcat_result *result = NULL;
    size_t differences = 0;
    must(sc_state_init(&many, rules->program, &rules->allocator, count));
    must(schoolcat_record_new(rules, &record) == SCHOOLCAT_OK && schoolcat_result_new(rules, &result) == SCHOOLCAT_OK);
    for (size_t row = 0; row < count; row++) {
        must(library_give(record, rules->model, records[row]));
        for (uint32_t i = 0; i < record->count; i++)
            sc_put_row(&many, row, i, &record->slots[i], &(bool){false});
        SC_NUMBERS(&many, rules->program->today)[row] = options->has_today ? options->today : (double)NAN;
    }
    must(sc_state_run(&many, count));
    for (size_t row = 0; row < count; row++) {
        must(library_give(record, rules->model, records[row]));
        must(schoolcat_evaluate(result, record, options) == SCHOOLCAT_OK);
        differences += compare_row(rules, &many, row, &result->state, out);
    }
    schoolcat_result_free(result);
    schoolcat_record_free(record);
    sc_state_destroy(&many);
    return differences;
}

/* Compares every list and register of block evaluation with that of single records. */
#include "compare_rows.h"
#include "evaluate/record.h"
#include "evaluate/block_results.h"
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

static bool same_register(const sc_program *program, uint32_t reg, const sc_vm *many, size_t row,
                          const sc_vm *one)
{
    if (reg == SC_NO_REGISTER || program->registers.at[reg].constant)
        return true;
    size_t size = sc_class_size(program->registers.at[reg].class, program->registers.at[reg].width);
    return memcmp((const char *)many->registers[reg] + row * size, one->registers[reg], size) == 0;
}

static void report(sc_buffer *out, const sc_about *element, const char *what, size_t row)
{
    sc_buffer_text(out, element->path);
    sc_buffer_string(out, ": ");
    sc_buffer_string(out, what);
    sc_buffer_string(out, " of many rows is not that of the one record, row ");
    sc_buffer_integer(out, (long long)row);
    sc_buffer_byte(out, '\n');
}

static size_t compare_decisions(const schoolcat_ruleset *rules, const sc_vm *many, size_t row,
                                const sc_vm *one, sc_buffer *out)
{
    const sc_program *program = rules->program;
    size_t differences = 0;
    for (uint32_t d = 0; d < program->decision_count; d++) {
        const sc_program_decision *decision = &program->decisions[d];
        const struct {
            const char *name;
            uint32_t reg;
        } parts[] = {{"outcome", decision->outcome_reg},
                     {"rule", decision->rule_reg},
                     {"conflict", decision->conflict_reg},
                     {"possible", decision->possible_reg}};
        bool every = rules->model->decisions[d].choose == SC_CHOOSE_EVERY;
        for (size_t i = 0; i < (every ? 0u : 4u); i++) {
            if (same_register(program, parts[i].reg, many, row, one))
                continue;
            report(out, &rules->model->decisions[d].about, parts[i].name, row);
            differences++;
        }
        for (uint32_t r = 0; every && r < decision->rule_count; r++) {
            bool same = same_register(program, decision->rules[r].known, many, row, one) &&
                        same_register(program, decision->rules[r].possible.reg, many, row, one);
            if (!same)
                report(out, &rules->model->decisions[d].about, "a rule", row);
            differences += !same;
        }
    }
    return differences;
}

/* Compares the values in results, whichever patterns were skipped. */
static bool same_value(const sc_vm *many, uint32_t reg, size_t row, const schoolcat_value *value)
{
    bool known = value->missing == SCHOOLCAT_PRESENT;
    sc_text text;
    switch (many->program->registers.at[reg].class) {
    case SC_CLASS_TRUTH:
        return SC_TRUTHS(many, reg)[row] == (!known ? 1 : value->boolean ? 2 : 0);
    case SC_CLASS_CODE:
        return SC_CODES(many, reg)[row] == (known ? value->item : SC_NO_CODE);
    case SC_CLASS_TEXT:
        text = SC_TEXTS(many, reg)[row];
        return known
                   ? text.data != NULL && sc_text_equal(text, (sc_text){value->text, value->length})
                   : text.data == NULL;
    default:
        return known ? SC_NUMBERS(many, reg)[row] == value->number
                     : isnan(SC_NUMBERS(many, reg)[row]);
    }
}

static size_t compare_outputs(const schoolcat_ruleset *rules, const sc_vm *many, size_t row,
                              const schoolcat_result *one, sc_buffer *out)
{
    size_t differences = 0;
    for (uint32_t i = 0; i < rules->model->derived_count; i++) {
        const sc_derived *derived = &rules->model->derived[i];
        uint32_t reg = rules->program->known[derived->value->id];
        schoolcat_value value = SCHOOLCAT_VALUE;
        if (!derived->output || reg == SC_NO_REGISTER || rules->program->registers.at[reg].constant)
            continue;
        must(schoolcat_result_value(one, SCHOOLCAT_PART_DERIVED, i, &value) == SCHOOLCAT_OK);
        if (same_value(many, reg, row, &value))
            continue;
        report(out, &derived->about, "the value", row);
        differences++;
    }
    return differences;
}

static bool same_needs(sc_block_results *block, schoolcat_result *one, uint32_t decision)
{
    const size_t *of_row, *of_record;
    size_t row_count, record_count;
    must(schoolcat_result_needs(block->result, decision, &of_row, &row_count) == SCHOOLCAT_OK);
    must(schoolcat_result_needs(one, decision, &of_record, &record_count) == SCHOOLCAT_OK);
    return sc_block_results_provisional(block, decision) ==
               schoolcat_result_provisional(one, decision) &&
           row_count == record_count && memcmp(of_row, of_record, row_count * sizeof *of_row) == 0;
}

static bool same_assumptions(sc_block_results *block, schoolcat_result *one, uint32_t decision)
{
    size_t row_count, record_count;
    must(sc_block_results_assumed(block, decision, &row_count));
    must(schoolcat_result_assumed_count(one, decision, &record_count) == SCHOOLCAT_OK);
    bool same = row_count == record_count;
    for (size_t i = 0; same && i < row_count; i++) {
        sc_block_assumption of_row = sc_block_results_assumption(block, decision, i);
        schoolcat_assumption of_record = SCHOOLCAT_ASSUMPTION;
        must(schoolcat_result_assumed(one, decision, i, &of_record) == SCHOOLCAT_OK);
        same = sc_text_is(block->elements.at[of_row.element], of_record.element) &&
               of_row.value == of_record.value;
    }
    return same;
}

static bool same_notes(sc_block_results *block, schoolcat_result *one)
{
    size_t row_count, record_count;
    must(sc_block_results_notes(block, &row_count));
    must(schoolcat_result_note_count(one, &record_count) == SCHOOLCAT_OK);
    bool same = row_count == record_count;
    for (size_t i = 0; same && i < row_count; i++)
        same = sc_text_is(block->sentences.at[sc_block_results_note(block, i)],
                          schoolcat_result_note(one, i));
    return same;
}

/* Compares the lists that are read for each row. The notes come last, because computing them
 * modifies the evaluation. */
static size_t compare_lists(sc_block_results *block, size_t row, schoolcat_result *one,
                            sc_buffer *out)
{
    const sc_model *model = block->result->rules->model;
    size_t differences = 0;
    sc_block_results_select(block, row);
    for (uint32_t d = 0; d < model->decision_count; d++) {
        bool needs = !(block->parts & SC_BLOCK_NEEDS) || same_needs(block, one, d),
             assumed = !(block->parts & SC_BLOCK_ASSUMED) || same_assumptions(block, one, d);
        if (!needs)
            report(out, &model->decisions[d].about, "the list of needs", row);
        if (!assumed)
            report(out, &model->decisions[d].about, "the list of assumptions", row);
        differences += (size_t)!needs + (size_t)!assumed;
    }
    if (!(block->parts & SC_BLOCK_NOTES) || same_notes(block, one))
        return differences;
    report(out, &model->decisions[0].about, "the list of notes", row);
    return differences + 1;
}

/* The slots of a record are those of a row. */
static void put_record(sc_vm *many, size_t row, const schoolcat_record *record)
{
    for (uint32_t i = 0; i < record->count; i++) {
        const sc_input *input = &many->program->inputs[i];
        size_t size = sc_class_size(input->class, 0);
        memcpy((char *)many->registers[input->reg] + row * size,
               record->slots.values + (size_t)i * SC_SLOT_BYTES, size);
    }
}

static void put_records(sc_vm *many, schoolcat_record *record, const schoolcat_ruleset *rules,
                        const naive_slot *const *records, size_t count,
                        const schoolcat_evaluate_options *options)
{
    for (size_t row = 0; row < count; row++) {
        must(library_set_record(record, rules->model, records[row]));
        put_record(many, row, record);
        SC_NUMBERS(many, rules->program->today)
        [row] = options->has_today ? options->today : (double)NAN;
    }
}

static size_t compare_part(schoolcat_ruleset *rules, const naive_slot *const *records, size_t count,
                           const schoolcat_evaluate_options *options, uint8_t parts, sc_buffer *out)
{
    sc_block_results block;
    schoolcat_record *record = NULL;
    schoolcat_result *result = NULL;
    size_t differences = 0;
    must(sc_block_results_open(&block, rules, count, parts) == SCHOOLCAT_OK);
    must(schoolcat_record_new(rules, &record) == SCHOOLCAT_OK &&
         schoolcat_result_new(rules, &result) == SCHOOLCAT_OK);
    put_records(&block.result->state, record, rules, records, count, options);
    must(sc_block_results_run(&block, count));
    for (size_t row = 0; row < count; row++) {
        must(library_set_record(record, rules->model, records[row]));
        must(schoolcat_evaluate(result, record, options) == SCHOOLCAT_OK);
        differences += compare_lists(&block, row, result, out);
    }
    schoolcat_result_free(result);
    schoolcat_record_free(record);
    sc_block_results_close(&block);
    return differences;
}

static size_t compare_registers(schoolcat_ruleset *rules, const naive_slot *const *records,
                                size_t count, const schoolcat_evaluate_options *options,
                                sc_buffer *out)
{
    sc_vm many;
    schoolcat_record *record = NULL;
    schoolcat_result *result = NULL;
    size_t differences = 0;
    must(sc_vm_init(&many, rules->program, &rules->allocator, count));
    must(schoolcat_record_new(rules, &record) == SCHOOLCAT_OK &&
         schoolcat_result_new(rules, &result) == SCHOOLCAT_OK);
    put_records(&many, record, rules, records, count, options);
    must(sc_vm_run(&many, count));
    for (size_t row = 0; row < count; row++) {
        must(library_set_record(record, rules->model, records[row]));
        must(schoolcat_evaluate(result, record, options) == SCHOOLCAT_OK);
        sc_result_complete(result);
        differences += compare_decisions(rules, &many, row, &result->state, out);
        differences += compare_outputs(rules, &many, row, result, out);
    }
    schoolcat_result_free(result);
    schoolcat_record_free(record);
    sc_vm_destroy(&many);
    return differences;
}

size_t rows_differences(schoolcat_ruleset *rules, const naive_slot *const *records, size_t count,
                        const schoolcat_evaluate_options *options, sc_buffer *out)
{
    static const uint8_t parts[] = {SC_BLOCK_NEEDS, SC_BLOCK_ASSUMED, SC_BLOCK_NOTES,
                                    SC_BLOCK_NEEDS | SC_BLOCK_ASSUMED | SC_BLOCK_NOTES};
    size_t differences = compare_registers(rules, records, count, options, out);
    for (size_t i = 0; i < sizeof parts; i++)
        differences += compare_part(rules, records, count, options, parts[i], out);
    return differences;
}

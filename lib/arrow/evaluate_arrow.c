/* Plans the input and output columns of an evaluation and runs it block by block. */
#include "arrow/evaluate_arrow.h"

#include "evaluate/problems.h"
#include "evaluate/value_parsers.h"
#include "base/number.h"
#include "base/struct_compatibility.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* --- columns in --- */

static void report_invalid_value(void *context, const sc_arrow_column_decoder *decoder, int64_t row,
                                 sc_text value)
{
    sc_arrow_evaluation *run = context;
    uint64_t first = run->options.row_number == 0 ? 1 : run->options.row_number;
    if (run->invalid_count++ == 0)
        (void)snprintf(run->report_invalid, sizeof run->report_invalid,
                       "row %llu, column %.60s: '%.*s' is not %.60s",
                       (unsigned long long)(first + (uint64_t)row), decoder->column_name.data,
                       (int)(value.length < 40 ? value.length : 40),
                       value.length == 0 ? "" : value.data, decoder->parser->expected.data);
    if (run->problems == NULL)
        return;
    schoolcat_problems_at_row(run->problems, first + (uint64_t)row);
    sc_problems_add(run->problems, decoder->column_name, value, decoder->parser->expected);
}

static schoolcat_status match_columns(sc_arrow_evaluation *run, const struct ArrowSchema *schema,
                                      schoolcat_columns **columns)
{
    size_t count = (size_t)schema->n_children;
    const char **names = SC_NEW_ARRAY(&run->arena, count + 1, const char *);
    if (names == NULL)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        if (schema->children[i] == NULL || schema->children[i]->format == NULL)
            return SCHOOLCAT_ERROR_ARGUMENT;
        names[i] = schema->children[i]->name == NULL ? "" : schema->children[i]->name;
    }
    return schoolcat_columns_match(run->rules, names, NULL, count, run->problems, columns);
}

static size_t longest_mark(const sc_marks *marks)
{
    size_t longest = 0;
    for (uint32_t i = 0; i < marks->missing_count; i++)
        longest = marks->missing[i].length > longest ? marks->missing[i].length : longest;
    for (uint32_t i = 0; i < marks->suppressed_count; i++)
        longest = marks->suppressed[i].length > longest ? marks->suppressed[i].length : longest;
    return longest;
}

static schoolcat_status add_alternatives(sc_arrow_evaluation *run, const struct ArrowSchema *schema,
                                         sc_arrow_column_decoder *decoder)
{
    decoder->alternatives = SC_NEW(&run->arena, sc_arrow_union);
    if (decoder->alternatives == NULL || !sc_arrow_union_of(schema, decoder->alternatives))
        return SCHOOLCAT_ERROR_NO_MEMORY;
    decoder->alternatives->columns =
        SC_NEW_ARRAY(&run->arena, decoder->alternatives->count, sc_arrow_column);
    return decoder->alternatives->columns == NULL ? SCHOOLCAT_ERROR_NO_MEMORY : SCHOOLCAT_OK;
}

static schoolcat_status add_reader(sc_arrow_evaluation *run, const struct ArrowSchema *schema,
                                   size_t column, size_t indicator)
{
    sc_arrow_column_decoder *decoder = &run->input.decoders[run->input.count];
    decoder->indicator = (uint32_t)indicator;
    decoder->child = (int64_t)column;
    decoder->parser = &run->rules->readers->at[indicator];
    decoder->type = sc_arrow_type_of(schema->children[column]);
    decoder->column_name = sc_text_of(schema->children[column]->name);
    for (size_t i = 0; i < sizeof decoder->codes / sizeof *decoder->codes; i++)
        decoder->codes[i] = -2;
    if (!sc_arrow_type_fits(&decoder->type, decoder->parser->type)) {
        sc_problems_add(run->problems, decoder->column_name,
                        sc_text_of(schema->children[column]->format), decoder->parser->expected);
        return SCHOOLCAT_ERROR_DATA;
    }
    run->input.count++;
    return decoder->type.kind == SC_ARROW_SPARSE_UNION
               ? add_alternatives(run, schema->children[column], decoder)
               : SCHOOLCAT_OK;
}

static schoolcat_status plan_input(sc_arrow_evaluation *run, const struct ArrowSchema *schema)
{
    schoolcat_columns *columns = NULL;
    schoolcat_status status = match_columns(run, schema, &columns);
    if (status != SCHOOLCAT_OK)
        return status;
    run->input.decoders =
        SC_NEW_ARRAY(&run->arena, run->rules->readers->count + 1u, sc_arrow_column_decoder);
    run->input.valid = SC_NEW_ARRAY(&run->arena, run->block, uint8_t);
    if (run->arena.failed)
        status = SCHOOLCAT_ERROR_NO_MEMORY;
    schoolcat_status worst = SCHOOLCAT_OK;
    for (size_t i = 0; i < (size_t)schema->n_children && status == SCHOOLCAT_OK; i++) {
        size_t indicator;
        if (schoolcat_columns_indicator(columns, i, &indicator)) {
            schoolcat_status added = add_reader(run, schema, i, indicator);
            worst = added == SCHOOLCAT_ERROR_DATA ? added : worst;
            status = added == SCHOOLCAT_ERROR_NO_MEMORY ? added : status;
        }
    }
    schoolcat_columns_free(columns);
    run->input.allocator = run->rules->allocator;
    run->input.longest_mark = longest_mark(&run->rules->readers->marks);
    run->input.nulls_are_blank = run->options.nulls_are_blank;
    run->input.report_invalid = report_invalid_value;
    run->input.context = run;
    if (run->rules->readers->has_patterns && status == SCHOOLCAT_OK) {
        run->input.matcher =
            sc_matcher_new(&run->rules->allocator, run->rules->program->match_limit);
        status = run->input.matcher == NULL ? SCHOOLCAT_ERROR_NO_MEMORY : status;
    }
    return status == SCHOOLCAT_OK ? worst : status;
}

/* --- columns out --- */

static sc_text name_with(sc_arrow_evaluation *run, sc_text id, const char *ending)
{
    sc_buffer name;
    sc_buffer_init(&name, &run->rules->allocator);
    sc_buffer_text(&name, id);
    sc_buffer_string(&name, ending);
    sc_text copy = name.failed ? SC_NO_TEXT : sc_arena_text(&run->arena, sc_buffer_view(&name));
    run->arena.failed = run->arena.failed || name.failed;
    sc_buffer_destroy(&name);
    return copy;
}

static const sc_text *item_ids(sc_arrow_evaluation *run, uint32_t domain)
{
    const sc_domain *is = &run->rules->model->domains[domain];
    sc_text *ids = SC_NEW_ARRAY(&run->arena, is->item_count + 1u, sc_text);
    for (uint32_t i = 0; ids != NULL && i < is->item_count; i++)
        ids[i] = is->items[i].about.id;
    return ids;
}

/* The ids of the rules, then `otherwise`. */
static const sc_text *rule_ids(sc_arrow_evaluation *run, const sc_decision *decision)
{
    sc_text *ids = SC_NEW_ARRAY(&run->arena, decision->rule_count + 1u, sc_text);
    for (uint32_t i = 0; ids != NULL && i < decision->rule_count; i++)
        ids[i] = decision->rules[i].about.id;
    if (ids != NULL)
        ids[decision->rule_count] = SC_TEXT("otherwise");
    return ids;
}

static const sc_text *indicator_ids(sc_arrow_evaluation *run)
{
    const sc_model *model = run->rules->model;
    sc_text *ids = SC_NEW_ARRAY(&run->arena, model->indicator_count + 1u, sc_text);
    for (uint32_t i = 0; ids != NULL && i < model->indicator_count; i++)
        ids[i] = model->indicators[i].about.id;
    return ids;
}

static sc_arrow_output_column *add_column(sc_arrow_evaluation *run, sc_arrow_output_kind what,
                                          sc_text id, const char *ending, uint32_t reg)
{
    sc_arrow_output_column *column = &run->columns[run->column_count++];
    *column =
        (sc_arrow_output_column){.kind = what, .name = name_with(run, id, ending), .reg = reg};
    return column;
}

/* Whether the answer may still change, and to which outcomes. */
static void plan_possible(sc_arrow_evaluation *run, const sc_decision *decision,
                          const sc_program_decision *compiled, const sc_text *outcomes)
{
    const sc_domain *domain = &run->rules->model->domains[decision->domain];
    bool every = decision->choose == SC_CHOOSE_EVERY;
    sc_arrow_output_column *column = add_column(run, SC_OUTPUT_PROVISIONAL, decision->about.id,
                                                "_provisional", compiled->possible_reg);
    column->decision = compiled;
    column = add_column(run, every ? SC_OUTPUT_MAY_HOLD : SC_OUTPUT_POSSIBLE, decision->about.id,
                        "_possible", compiled->possible_reg);
    column->entries = outcomes;
    column->entry_count = domain->item_count;
    column->ordered = domain->ordered;
    column->decision = compiled;
}

/* The columns on request: needs, assumptions, conflict. */
static void plan_details(sc_arrow_evaluation *run, uint32_t index, const sc_text *rules)
{
    const sc_decision *decision = &run->rules->model->decisions[index];
    const struct {
        bool included;
        sc_arrow_output_kind kind;
        const char *ending;
        const sc_text *entries;
        uint32_t entry_count;
    } columns[] = {
        {run->options.include_needs, SC_OUTPUT_NEEDS, "_needs", run->indicators,
         run->rules->model->indicator_count},
        {run->options.include_assumed, SC_OUTPUT_ASSUMED, "_assumed", run->results.elements.at,
         run->results.elements.count},
        {run->options.include_conflict, SC_OUTPUT_CONFLICT, "_conflict", rules,
         decision->rule_count},
    };
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (!columns[i].included)
            continue;
        sc_arrow_output_column *column =
            add_column(run, columns[i].kind, decision->about.id, columns[i].ending, SC_NO_REGISTER);
        column->entries = columns[i].entries;
        column->entry_count = columns[i].entry_count;
        column->decision = &run->rules->program->decisions[index];
        column->decision_index = index;
    }
}

static void plan_decision(sc_arrow_evaluation *run, uint32_t index)
{
    const sc_decision *decision = &run->rules->model->decisions[index];
    const sc_program_decision *compiled = &run->rules->program->decisions[index];
    const sc_domain *domain = &run->rules->model->domains[decision->domain];
    const sc_text *outcomes = item_ids(run, decision->domain), *rules = rule_ids(run, decision);
    bool every = decision->choose == SC_CHOOSE_EVERY;
    sc_arrow_output_column *column = add_column(run, every ? SC_OUTPUT_HOLDING : SC_OUTPUT_CODES,
                                                decision->about.id, "", compiled->outcome_reg);
    column->entries = outcomes;
    column->entry_count = domain->item_count;
    column->ordered = domain->ordered;
    column->decision = compiled;
    column = add_column(run, every ? SC_OUTPUT_HOLDING_RULES : SC_OUTPUT_CODES, decision->about.id,
                        "_rule", compiled->rule_reg);
    column->entries = rules;
    column->entry_count = decision->rule_count + 1;
    column->decision = compiled;
    if (!run->options.leave_out_possible)
        plan_possible(run, decision, compiled, outcomes);
    plan_details(run, index, rules);
}

static void plan_output_value(sc_arrow_evaluation *run, const sc_derived *derived, uint32_t reg)
{
    static const sc_arrow_output_kind gives[] = {
        [SC_KIND_NUMBER] = SC_OUTPUT_NUMBERS, [SC_KIND_INTEGER] = SC_OUTPUT_INTEGERS,
        [SC_KIND_BOOLEAN] = SC_OUTPUT_TRUTHS, [SC_KIND_TEXT] = SC_OUTPUT_TEXTS,
        [SC_KIND_DATE] = SC_OUTPUT_DATES,     [SC_KIND_SYMBOL] = SC_OUTPUT_CODES};
    sc_arrow_output_column *column =
        add_column(run, gives[derived->type.kind], derived->about.id, "", reg);
    if (derived->type.kind != SC_KIND_SYMBOL)
        return;
    const sc_domain *domain = &run->rules->model->domains[derived->type.domain];
    column->entries = item_ids(run, derived->type.domain);
    column->entry_count = domain->item_count;
    column->ordered = domain->ordered;
}

static schoolcat_status plan_output(sc_arrow_evaluation *run)
{
    const sc_model *model = run->rules->model;
    const sc_program *program = run->rules->program;
    run->columns =
        SC_NEW_ARRAY(&run->arena, model->decision_count * (size_t)7 + model->derived_count + 1,
                     sc_arrow_output_column);
    run->indicators = indicator_ids(run);
    if (run->columns == NULL || run->indicators == NULL)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < model->decision_count; i++)
        plan_decision(run, i);
    for (uint32_t i = 0, at = 0; i < model->derived_count; i++)
        if (model->derived[i].output)
            plan_output_value(run, &model->derived[i], program->outputs[at++]);
    if (run->options.include_notes) {
        /* no id has a dot in it */
        sc_arrow_output_column *column =
            add_column(run, SC_OUTPUT_NOTES, SC_TEXT("schoolcat"), ".notes", SC_NO_REGISTER);
        column->entries = run->results.sentences.at;
        column->entry_count = run->results.sentences.count;
    }
    return run->arena.failed ? SCHOOLCAT_ERROR_NO_MEMORY : SCHOOLCAT_OK;
}

/* --- running --- */

static uint8_t parts_of(const schoolcat_arrow_options *options)
{
    return (uint8_t)((options->include_needs ? SC_BLOCK_NEEDS : 0) |
                     (options->include_assumed ? SC_BLOCK_ASSUMED : 0) |
                     (options->include_notes ? SC_BLOCK_NOTES : 0));
}

static schoolcat_status prepare_state(sc_arrow_evaluation *run)
{
    uint8_t parts = parts_of(&run->options),
            requested = run->options.leave_out_possible ? SC_LIVE_OUTCOMES : SC_LIVE_POSSIBLE;
    if (parts != 0) {
        schoolcat_status status =
            sc_block_results_open(&run->results, run->rules, run->block, parts);
        if (status != SCHOOLCAT_OK)
            return status;
        run->results.requested = requested;
        run->state = &run->results.result->state;
    } else {
        if (!sc_vm_init(&run->own_state, run->rules->program, &run->rules->allocator, run->block))
            return SCHOOLCAT_ERROR_NO_MEMORY;
        run->state = &run->own_state;
        run->state->requested =
            run->options.leave_out_possible ? SC_LIVE_OUTCOMES : SC_LIVE_POSSIBLE;
    }
    run->state->keeps_scratch = true;
    sc_arrow_import_absent(&run->input, run->state);
    for (size_t row = 0; row < run->block; row++)
        SC_NUMBERS(run->state, run->rules->program->today)
    [row] = run->options.has_today ? run->options.today : (double)NAN;
    return SCHOOLCAT_OK;
}

static schoolcat_status run_blocks(sc_arrow_evaluation *run, sc_arrow_builder *output,
                                   int64_t first, int64_t count)
{
    int64_t block = (int64_t)run->block;
    for (int64_t done = 0; done < count; done += block) {
        size_t rows = count - done < block ? (size_t)(count - done) : run->block;
        if (!sc_arrow_import_decode(&run->input, run->state, first + done, rows))
            return SCHOOLCAT_ERROR_NO_MEMORY;
        if (run->invalid_count > 0 && !run->options.read_invalid_as_missing)
            continue; /* the call fails: the rest is read only to report its problems */
        bool by_row = run->results.result != NULL;
        if (by_row ? !sc_block_results_run(&run->results, rows) : !sc_vm_run(run->state, rows))
            return SCHOOLCAT_ERROR_NO_MEMORY;
        if ((by_row && !sc_arrow_builder_append_rows(output, &run->results, rows)) ||
            !sc_arrow_builder_append(output, run->state, rows))
            return output->too_long ? SCHOOLCAT_ERROR_ARGUMENT : SCHOOLCAT_ERROR_NO_MEMORY;
    }
    return run->invalid_count > 0 && !run->options.read_invalid_as_missing ? SCHOOLCAT_ERROR_DATA
                                                                           : SCHOOLCAT_OK;
}

schoolcat_status sc_arrow_evaluation_run(sc_arrow_evaluation *run, const struct ArrowArray *rows,
                                         int64_t first, int64_t count, uint64_t row_number,
                                         struct ArrowArray *out)
{
    run->invalid_count = 0;
    run->options.row_number = row_number;
    schoolcat_status status = sc_arrow_import_bind(&run->input, rows);
    if (status != SCHOOLCAT_OK)
        return status;
    sc_arrow_builder output;
    if (!sc_arrow_builder_new(&output, &run->rules->allocator, run->columns, run->column_count,
                              (size_t)count))
        return SCHOOLCAT_ERROR_NO_MEMORY;
    status = run_blocks(run, &output, first, count);
    if (status == SCHOOLCAT_OK && !sc_arrow_export_array(&output, out))
        status = SCHOOLCAT_ERROR_NO_MEMORY;
    sc_arrow_builder_release(&output);
    return status;
}

schoolcat_status sc_arrow_evaluation_schema(const sc_arrow_evaluation *run, struct ArrowSchema *out)
{
    bool given =
        sc_arrow_export_schema(&run->rules->allocator, run->columns, run->column_count, out);
    return given ? SCHOOLCAT_OK : SCHOOLCAT_ERROR_NO_MEMORY;
}

bool sc_arrow_is_table(const struct ArrowSchema *schema)
{
    return schema != NULL && schema->release != NULL && schema->format != NULL &&
           strcmp(schema->format, "+s") == 0 && schema->n_children >= 0 &&
           (schema->n_children == 0 || schema->children != NULL);
}

schoolcat_status sc_arrow_evaluation_open(sc_arrow_evaluation *run, schoolcat_ruleset *rules,
                                          const struct ArrowSchema *schema,
                                          const schoolcat_arrow_options *options,
                                          schoolcat_problems *problems, size_t rows)
{
    const schoolcat_arrow_options usual = SCHOOLCAT_ARROW_OPTIONS;
    *run = (sc_arrow_evaluation){.rules = schoolcat_ruleset_retain(rules),
                                 .options = options == NULL ? usual : *options,
                                 .problems = problems};
    run->block = sc_block_rows(rules->program, rows);
    sc_arena_init(&run->arena, &rules->allocator);
    schoolcat_status status = plan_input(run, schema);
    if (status == SCHOOLCAT_OK)
        status = prepare_state(run);
    return status == SCHOOLCAT_OK ? plan_output(run) : status;
}

void sc_arrow_evaluation_close(sc_arrow_evaluation *run)
{
    if (run->own_state.registers != NULL)
        sc_vm_destroy(&run->own_state);
    sc_block_results_close(&run->results);
    sc_arrow_import_release(&run->input);
    sc_matcher_free(run->input.matcher);
    sc_arena_destroy(&run->arena);
    schoolcat_ruleset_free(run->rules);
}

static bool options_fit(const schoolcat_arrow_options *options)
{
    return options == NULL || (sc_struct_compatible(options, sizeof *options) &&
                               (!options->has_today || sc_date_in_range(options->today)));
}

/* The number of rows that the options select; -1 if they exceed the array. */
static int64_t count_rows(const struct ArrowArray *rows, const schoolcat_arrow_options *options)
{
    int64_t first = options == NULL ? 0 : options->first_row,
            count = options == NULL ? -1 : options->row_count;
    if (count < -1 || first < 0 || first > rows->length || count > rows->length - first)
        return -1;
    return count < 0 ? rows->length - first : count;
}

static schoolcat_status evaluate_range(sc_arrow_evaluation *run, const struct ArrowArray *rows,
                                       int64_t count, struct ArrowSchema *out_schema,
                                       struct ArrowArray *out)
{
    struct ArrowSchema schema;
    schoolcat_status status = sc_arrow_evaluation_schema(run, &schema);
    if (status != SCHOOLCAT_OK)
        return status;
    status = sc_arrow_evaluation_run(run, rows, run->options.first_row, count,
                                     run->options.row_number, out);
    if (status == SCHOOLCAT_OK)
        *out_schema = schema;
    else
        schema.release(&schema);
    return status;
}

schoolcat_status schoolcat_evaluate_arrow(schoolcat_ruleset *rules,
                                          const struct ArrowSchema *schema,
                                          const struct ArrowArray *rows,
                                          const schoolcat_arrow_options *options,
                                          schoolcat_problems *problems,
                                          struct ArrowSchema *out_schema, struct ArrowArray *out)
{
    if (rules == NULL || !sc_arrow_is_table(schema) || rows == NULL || rows->release == NULL ||
        rows->length < 0 || rows->n_children != schema->n_children || out_schema == NULL ||
        out == NULL || !options_fit(options))
        return SCHOOLCAT_ERROR_ARGUMENT;
    sc_arrow_evaluation run;
    int64_t count = count_rows(rows, options);
    if (count < 0)
        return SCHOOLCAT_ERROR_ARGUMENT;
    schoolcat_status status =
        sc_arrow_evaluation_open(&run, rules, schema, options, problems, (size_t)count);
    if (status == SCHOOLCAT_OK)
        status = evaluate_range(&run, rows, count, out_schema, out);
    sc_arrow_evaluation_close(&run);
    return status;
}

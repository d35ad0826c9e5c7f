/* The compiler's driver: allocates the program, compiles decisions in dependency order and
 * everything else that a result contains, then runs the passes over the finished code. */
#include "compiler/compile.h"

#include "compiler/emit.h"
#include "compiler/value_numbering.h"
#include "compiler/liveness.h"
#include "vm/fused.h"
#include "vm/abstract_values.h"
#include <math.h>
#include <string.h>

/* Counts the readers of each node: a guard is passed on only to a node with a single one. */
static void count_uses(sc_compiler *c, const sc_node *node)
{
    if (node == NULL || ++c->uses[node->id] > 1)
        return;
    if (node->kind == SC_NODE_DERIVED)
        count_uses(c, c->model->derived[node->index].value);
    if (node->kind == SC_NODE_CRITERION)
        count_uses(c, c->model->criteria[node->index].when);
    if (node->kind == SC_NODE_INCLUDES) {
        const sc_decision *decision = &c->model->decisions[node->children[0]->index];
        for (uint32_t i = 0; i < decision->rule_count; i++)
            if (decision->rules[i].outcome == node->children[1]->index)
                count_uses(c, decision->rules[i].when);
    }
    for (uint32_t i = 0; i < node->child_count; i++)
        count_uses(c, node->children[i]);
}

static void count_all_uses(sc_compiler *c)
{
    for (uint32_t i = 0; i < c->model->decision_count; i++)
        for (uint32_t j = 0; j < c->model->decisions[i].rule_count; j++)
            count_uses(c, c->model->decisions[i].rules[j].when);
    for (uint32_t i = 0; i < c->model->derived_count; i++)
        if (c->model->derived[i].output)
            count_uses(c, c->model->derived[i].value);
}

static double input_number(sc_class class, const sc_literal *literal)
{
    switch (class) {
    case SC_CLASS_TRUTH:
        return sc_truth_of(literal->boolean);
    case SC_CLASS_CODE:
        return literal->symbol;
    default:
        return literal->number;
    }
}

static bool make_inputs(sc_compiler *c)
{
    sc_program *program = c->program;
    program->input_count = c->model->indicator_count;
    program->inputs = SC_NEW_ARRAY(c->arena, program->input_count + 1u, sc_input);
    if (program->inputs == NULL)
        return false;
    for (uint32_t i = 0; i < program->input_count; i++) {
        const sc_indicator *indicator = &c->model->indicators[i];
        sc_input *input = &program->inputs[i];
        input->class = sc_class_of(indicator->type);
        input->reg = sc_new_register(c, input->class, 0);
        input->has_blank = indicator->blank_means.kind != SC_KIND_MISSING &&
                           indicator->blank_means.kind != SC_KIND_UNKNOWN;
        input->has_assumed = indicator->assumed.kind != SC_KIND_MISSING &&
                             indicator->assumed.kind != SC_KIND_UNKNOWN;
        if (input->has_blank)
            input->blank = input_number(input->class, &indicator->blank_means);
        if (input->has_assumed)
            input->assumed = input_number(input->class, &indicator->assumed);
        input->blank_text = indicator->blank_means.text;
        input->assumed_text = indicator->assumed.text;
    }
    program->today = sc_new_register(c, SC_CLASS_NUMBER, 0);
    return !c->failed;
}

static bool make_tables(sc_compiler *c)
{
    sc_program *program = c->program;
    program->table_count = c->model->table_count;
    program->tables = SC_NEW_ARRAY(c->arena, program->table_count + 1u, sc_program_table);
    if (program->tables == NULL)
        return false;
    for (uint32_t i = 0; i < program->table_count; i++) {
        const sc_table *table = &c->model->tables[i];
        sc_program_table *made = &program->tables[i];
        made->count = table->band_count;
        made->up_to = SC_NEW_ARRAY(c->arena, table->band_count, double);
        made->numbers = SC_NEW_ARRAY(c->arena, table->band_count, double);
        made->texts = SC_NEW_ARRAY(c->arena, table->band_count, sc_text);
        if (made->up_to == NULL || made->numbers == NULL || made->texts == NULL)
            return false;
        for (uint32_t j = 0; j < table->band_count; j++) {
            const sc_band *band = &table->bands[j];
            made->up_to[j] = band->has_up_to ? band->up_to : INFINITY;
            made->numbers[j] = input_number(sc_class_of(table->type), &band->value);
            made->texts[j] = band->value.text;
        }
    }
    return true;
}

static bool make_node_tables(sc_compiler *c)
{
    uint32_t count = c->model->node_count + 1;
    sc_program *program = c->program;
    program->node_count = c->model->node_count;
    program->known = SC_NEW_ARRAY(c->arena, count, uint32_t);
    program->raw = SC_NEW_ARRAY(c->arena, count, uint32_t);
    c->uses = SC_NEW_ARRAY(c->arena, count, uint32_t);
    c->epochs = SC_NEW_ARRAY(c->arena, count, uint32_t);
    c->finality = SC_NEW_ARRAY(c->arena, count, uint8_t);
    c->compiled = SC_NEW_ARRAY(c->arena, c->model->decision_count + 1u, bool);
    c->earlier = SC_NEW_ARRAY(c->arena, c->model->decision_count + 1u, uint32_t);
    program->decision_count = c->model->decision_count;
    program->decisions = SC_NEW_ARRAY(c->arena, c->model->decision_count + 1u, sc_program_decision);
    if (c->arena->failed)
        return false;
    memset(program->known, 0xFF, count * sizeof(uint32_t));
    memset(program->raw, 0xFF, count * sizeof(uint32_t));
    return true;
}

/* In dependency order, so that each bound is computed once. */
static bool bound_derived(sc_compiler *c)
{
    const sc_model *model = c->model;
    c->bounds = SC_NEW_ARRAY(c->arena, model->derived_count, double);
    for (uint32_t i = 0; i < model->derived_count && c->bounds != NULL; i++) {
        uint32_t index = model->derived_order[i];
        c->bounds[index] = sc_node_bound(c, model->derived[index].value);
    }
    return c->bounds != NULL;
}

/* Compiles decisions in dependency order, then the criteria and derived values that no decision
 * reads: results contain them too. */
static void compile_all(sc_compiler *c)
{
    const sc_model *model = c->model;
    for (uint32_t i = 0; i < model->decision_count && !c->failed; i++)
        (void)sc_compile_decision(c, model->decision_order[i]);
    for (uint32_t i = 0; i < model->criterion_count && !c->failed; i++)
        (void)sc_compile_possible(c, model->criteria[i].when, false);
    for (uint32_t i = 0; i < model->derived_count && !c->failed; i++)
        (void)sc_compile_possible(c, model->derived[i].value, false);
}

sc_program *sc_compile(const sc_model *model, sc_arena *arena, const schoolcat_allocator *allocator)
{
    sc_program *program = SC_NEW(arena, sc_program);
    if (program == NULL)
        return NULL;
    program->arena = arena;
    program->allocator = *allocator;
    program->pattern_count = model->pattern_count;
    program->patterns =
        SC_NEW_ARRAY(arena, model->pattern_count + 1u, struct sc_compiled_pattern *);
    sc_compiler c = {.model = model,
                     .program = program,
                     .arena = arena,
                     .allocator = *allocator,
                     .reader = SC_NONE};
    bool made = program->patterns != NULL && make_node_tables(&c) && make_inputs(&c) &&
                make_tables(&c) && bound_derived(&c);
    if (made) {
        count_all_uses(&c);
        compile_all(&c);
    }
    sc_value_numbers_free(&c);
    if (made && !c.failed && (!sc_find_liveness(program, model) || !sc_make_fused(program)))
        c.failed = true;
    if (!made || c.failed || arena->failed) {
        sc_program_free(program);
        return NULL;
    }
    return program;
}

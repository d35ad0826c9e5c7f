/* Results of the rows of a block: runs the program on the block and reads needs, assumptions and
 * notes of a selected row. */
#include "evaluate/block_results.h"

#include "base/name_table.h"
#include "evaluate/traversal.h"

#include <string.h>

/* A longer text may lead to a note under any rules: see schoolcat_ruleset_may_note. */
#define LONG_TEXT ((size_t)64 * 1024)

/* --- the texts of assumptions and notes --- */

typedef struct sc_text_set_builder {
    sc_block_results *block;
    sc_arena *arena;
    sc_name_table *names;
    sc_text_set *set;
    uint32_t decision; /* whose elements are listed */
    bool failed;
} sc_text_set_builder;

static uint32_t add_text(sc_text_set_builder *builder, const char *string)
{
    sc_text text = sc_text_of(string);
    uint32_t index = builder->set->count;
    switch (sc_name_table_add(builder->names, text, index, &index)) {
    case SC_NAME_TABLE_ADDED:
        builder->set->at[builder->set->count++] = text;
        return builder->set->count - 1;
    case SC_NAME_TABLE_DUPLICATE:
        return index;
    default:
        builder->failed = true;
        return 0;
    }
}

static bool start_texts(sc_text_set_builder *builder, sc_text_set *set, size_t capacity)
{
    const schoolcat_result *result = builder->block->result;
    builder->names = sc_name_table_new(&result->rules->allocator);
    builder->set = set;
    set->at = SC_NEW_ARRAY(builder->arena, capacity + 1, sc_text);
    return builder->names != NULL && set->at != NULL;
}

static void add_source(sc_text_set_builder *builder, uint32_t reg)
{
    sc_assumption_sources *sources = &builder->block->sources[builder->decision];
    if (!SC_PUSH(builder->arena, &sources->raw, reg))
        builder->failed = true;
}

/* As assumptions.c names them: the body of a criterion by the criterion. */
static void add_elements(sc_text_set_builder *builder, const sc_node *node, const char *criterion)
{
    const schoolcat_result *result = builder->block->result;
    const sc_model *model = sc_result_model(result);
    struct sc_traversal *traversal = result->traversal;
    if (traversal->visited_nodes[node->id] ||
        !(traversal->node_traits[node->id] & SC_TRAIT_IF_UNKNOWN) || builder->failed)
        return;
    traversal->visited_nodes[node->id] = SC_VISITED_PLAIN;
    if (node->if_unknown != SC_KEEP_UNKNOWN) {
        builder->block->node_elements[node->id] =
            add_text(builder, criterion != NULL ? criterion : node->path.data);
        add_source(builder, result->rules->program->raw[node->id]);
    }
    const sc_node *body = sc_node_body(model, node);
    if (body != NULL)
        add_elements(builder, body,
                     node->kind == SC_NODE_CRITERION ? model->criteria[node->index].about.path.data
                                                     : NULL);
    for (uint32_t i = 0; i < node->child_count; i++)
        add_elements(builder, node->children[i], NULL);
}

static void add_decision_elements(sc_text_set_builder *builder, uint32_t index)
{
    const schoolcat_result *result = builder->block->result;
    const sc_decision *decision = &sc_result_model(result)->decisions[index];
    builder->decision = index;
    if (result->traversal->decision_traits[index] & SC_TRAIT_IF_UNKNOWN)
        sc_traversal_clear(builder->block->result);
    for (uint32_t i = 0; i < decision->rule_count; i++)
        add_elements(builder, decision->rules[i].when, NULL);
    if (result->traversal->otherwise_paths[index] != NULL)
        builder->block->otherwise_elements[index] =
            add_text(builder, result->traversal->otherwise_paths[index]);
}

static bool list_elements(sc_block_results *block)
{
    const sc_model *model = sc_result_model(block->result);
    sc_text_set_builder builder = {.block = block, .arena = &block->result->arena};
    block->node_elements = SC_NEW_ARRAY(builder.arena, model->node_count, uint32_t);
    block->otherwise_elements = SC_NEW_ARRAY(builder.arena, model->decision_count, uint32_t);
    block->sources = SC_NEW_ARRAY(builder.arena, model->decision_count, sc_assumption_sources);
    block->may_assume =
        SC_NEW_ARRAY(builder.arena, model->decision_count * block->capacity, uint8_t);
    size_t capacity = block->result->traversal->entry_capacity + (size_t)model->decision_count;
    bool made = start_texts(&builder, &block->elements, capacity) && !builder.arena->failed;
    for (uint32_t i = 0; made && i < model->decision_count; i++)
        add_decision_elements(&builder, i);
    sc_name_table_free(builder.names);
    return made && !builder.failed;
}

static bool list_sentences(sc_block_results *block)
{
    const struct sc_traversal *traversal = block->result->traversal;
    size_t count = 2 * traversal->note_candidate_count;
    sc_text_set_builder builder = {.block = block, .arena = &block->result->arena};
    block->note_sentences = SC_NEW_ARRAY(builder.arena, count + 1, uint32_t);
    bool made = start_texts(&builder, &block->sentences, count) && !builder.arena->failed;
    for (size_t i = 0; made && i < traversal->note_candidate_count; i++) {
        block->note_sentences[2 * i] = add_text(&builder, traversal->note_candidates[i].first);
        block->note_sentences[2 * i + 1] = add_text(&builder, traversal->note_candidates[i].second);
    }
    sc_name_table_free(builder.names);
    return made && !builder.failed;
}

schoolcat_status sc_block_results_open(sc_block_results *block, schoolcat_ruleset *rules,
                                       size_t capacity, uint8_t parts)
{
    *block = (sc_block_results){.parts = parts, .requested = SC_LIVE_ALL, .capacity = capacity};
    schoolcat_status status = sc_result_make(rules, capacity, &block->result);
    if (status != SCHOOLCAT_OK)
        return status;
    schoolcat_result *result = block->result;
    /* only whether an indicator is missing is known, by its register */
    memset(result->slots.missing, SCHOOLCAT_ABSENT, rules->program->input_count);
    block->words = sc_indicator_bitset_words(rules->model);
    block->missing = SC_NEW_ARRAY(&result->arena, block->words * capacity, uint64_t);
    block->may_note = (parts & SC_BLOCK_NOTES) && schoolcat_ruleset_may_note(rules);
    if (parts & SC_BLOCK_NEEDS)
        block->provisional =
            SC_NEW_ARRAY(&result->arena, rules->model->decision_count * capacity, uint8_t);
    bool made = !result->arena.failed && (!(parts & SC_BLOCK_ASSUMED) || list_elements(block)) &&
                (!(parts & SC_BLOCK_NOTES) || list_sentences(block));
    return made ? SCHOOLCAT_OK : SCHOOLCAT_ERROR_NO_MEMORY;
}

void sc_block_results_close(sc_block_results *block)
{
    schoolcat_result_free(block->result);
    block->result = NULL;
}

/* --- evaluation --- */

static bool has_long_text(const schoolcat_result *result, size_t rows)
{
    for (uint32_t i = 0; i < result->text_input_count; i++) {
        uint32_t reg = result->rules->program->inputs[result->text_inputs[i]].reg;
        const sc_text *texts = SC_TEXTS(&result->state, reg);
        for (size_t row = 0; row < rows; row++)
            if (texts[row].length > LONG_TEXT)
                return true;
    }
    return false;
}

static void find_missing(const sc_vm *state, uint32_t indicator, size_t rows, size_t words,
                         uint64_t *restrict bits)
{
    const sc_input *input = &state->program->inputs[indicator];
    unsigned shift = indicator % 64;
    bits += indicator / 64;
    switch (input->class) {
    case SC_CLASS_TRUTH:
        for (size_t row = 0; row < rows; row++)
            bits[row * words] |= (uint64_t)(SC_TRUTHS(state, input->reg)[row] == SC_UNKNOWN)
                                 << shift;
        break;
    case SC_CLASS_CODE:
        for (size_t row = 0; row < rows; row++)
            bits[row * words] |= (uint64_t)(SC_CODES(state, input->reg)[row] == SC_NO_CODE)
                                 << shift;
        break;
    case SC_CLASS_TEXT:
        for (size_t row = 0; row < rows; row++)
            bits[row * words] |= (uint64_t)(SC_TEXTS(state, input->reg)[row].data == NULL) << shift;
        break;
    default:
        for (size_t row = 0; row < rows; row++) {
            double number = SC_NUMBERS(state, input->reg)[row];
            bits[row * words] |= (uint64_t)(number != number) << shift;
        }
    }
}

/* Whether more than one outcome is possible; most decisions have at most seven outcomes. */
static void find_provisional(schoolcat_result *result, uint32_t index, size_t rows,
                             uint8_t *restrict flags)
{
    const sc_vm *state = &result->state;
    const sc_program_decision *decision = &state->program->decisions[index];
    if (decision->outcome_reg != SC_NO_REGISTER && decision->width == 1) {
        const uint8_t *restrict bits = state->registers[decision->possible_reg];
        for (size_t row = 0; row < rows; row++)
            flags[row] = (bits[row] & (uint8_t)(bits[row] - 1)) != 0;
        return;
    }
    for (result->row = 0; result->row < rows; result->row++)
        flags[result->row] = schoolcat_result_provisional(result, index);
}

static void add_unknown(const sc_vm *state, uint32_t reg, size_t rows, uint8_t *restrict flags)
{
    const uint8_t *restrict truths = SC_TRUTHS(state, reg);
    for (size_t row = 0; row < rows; row++)
        flags[row] |= truths[row] == SC_UNKNOWN;
}

/* Whether something unknown has been replaced on the way to the decision, perhaps off its path: an
 * unknown truth that has an if_unknown, or an unknown rule before `otherwise`. */
static void find_replaced(const sc_block_results *block, uint32_t index, size_t rows,
                          uint8_t *restrict flags)
{
    const sc_vm *state = &block->result->state;
    const sc_program_decision *decision = &state->program->decisions[index];
    const sc_assumption_sources *sources = &block->sources[index];
    memset(flags, 0, rows);
    for (uint32_t i = 0; i < decision->rule_count && decision->has_otherwise; i++)
        add_unknown(state, decision->rules[i].known, rows, flags);
    const uint16_t *codes = decision->has_otherwise ? SC_CODES(state, decision->rule_reg) : NULL;
    for (size_t row = 0; row < rows && codes != NULL; row++)
        flags[row] &= codes[row] == SC_OTHERWISE_CODE;
    for (size_t i = 0; i < sources->raw.count; i++)
        if (sources->raw.at[i] == SC_NO_REGISTER)
            memset(flags, 1, rows);
        else
            add_unknown(state, sources->raw.at[i], rows, flags);
}

static bool some_assumption_reads_patterns(const schoolcat_result *result)
{
    bool some = false;
    for (uint32_t i = 0; i < sc_result_model(result)->decision_count; i++)
        some = some || (result->traversal->decision_traits[i] & SC_TRAIT_BOTH);
    return some;
}

bool sc_block_results_run(sc_block_results *block, size_t rows)
{
    schoolcat_result *result = block->result;
    sc_vm *state = &result->state;
    block->has_notes =
        (block->parts & SC_BLOCK_NOTES) && (block->may_note || has_long_text(result, rows));
    bool reads_nodes = (block->parts & (SC_BLOCK_NEEDS | SC_BLOCK_ASSUMED)) || block->has_notes;
    state->requested = reads_nodes ? SC_LIVE_ALL : block->requested;
    state->full_bodies = (block->parts & SC_BLOCK_NEEDS) != 0;
    /* Needs never lead beneath a guard; assumptions and notes may. */
    state->guards_off =
        result->has_guards && (block->has_notes || ((block->parts & SC_BLOCK_ASSUMED) &&
                                                    some_assumption_reads_patterns(result)));
    if (!sc_vm_run(state, rows))
        return false;
    if (block->parts & SC_BLOCK_NEEDS) {
        memset(block->missing, 0, rows * block->words * sizeof *block->missing);
        for (uint32_t i = 0; i < state->program->input_count; i++)
            find_missing(state, i, rows, block->words, block->missing);
    }
    result->evaluated = result->complete = result->prepared = true;
    for (uint32_t i = 0; i < state->program->decision_count; i++) {
        if (block->parts & SC_BLOCK_NEEDS)
            find_provisional(result, i, rows, block->provisional + i * block->capacity);
        if (block->parts & SC_BLOCK_ASSUMED)
            find_replaced(block, i, rows, block->may_assume + i * block->capacity);
    }
    return true;
}

void sc_block_results_select(sc_block_results *block, size_t row)
{
    schoolcat_result *result = block->result;
    result->row = row;
    result->evaluations++;
    result->traversal->missing_bits = block->missing + row * block->words;
    result->traversal->missing_evaluation = result->evaluations;
}

bool sc_block_results_assumed(sc_block_results *block, uint32_t decision, size_t *count)
{
    *count = 0;
    return !block->may_assume[decision * block->capacity + block->result->row] ||
           schoolcat_result_assumed_count(block->result, decision, count) == SCHOOLCAT_OK;
}

sc_block_assumption sc_block_results_assumption(const sc_block_results *block, uint32_t decision,
                                                size_t index)
{
    const sc_assumed_entry *entry = &block->result->traversal->entries[index];
    uint32_t element = entry->node == NULL ? block->otherwise_elements[decision]
                                           : block->node_elements[entry->node->id];
    return (sc_block_assumption){element, entry->value};
}

bool sc_block_results_notes(sc_block_results *block, size_t *count)
{
    *count = 0;
    return !block->has_notes || schoolcat_result_note_count(block->result, count) == SCHOOLCAT_OK;
}

uint32_t sc_block_results_note(const sc_block_results *block, size_t index)
{
    const struct sc_traversal *traversal = block->result->traversal;
    return block->note_sentences[traversal->notes[index]];
}

/* Liveness and loop invariants: for each instruction the outputs that depend on it (SC_LIVE_*),
 * found backwards from the outputs' registers, and whether it depends on constants alone. */
#include "compiler/liveness.h"

static void mark_live(uint8_t *live, uint32_t reg, uint8_t outputs)
{
    if (reg != SC_NO_REGISTER)
        live[reg] |= outputs;
}

static void mark_decision(uint8_t *live, const sc_program_decision *decision)
{
    const uint8_t both = SC_LIVE_OUTCOMES | SC_LIVE_POSSIBLE;
    mark_live(live, decision->outcome_reg, both);
    mark_live(live, decision->possible_reg, SC_LIVE_POSSIBLE);
    if (decision->outcome_reg != SC_NO_REGISTER)
        return;
    for (uint32_t i = 0; i < decision->rule_count; i++) {
        mark_live(live, decision->rules[i].known, both);
        mark_live(live, decision->rules[i].possible.reg, SC_LIVE_POSSIBLE);
    }
}

/* The body of a split comes after its CASES instruction, which the backward pass meets too late to
 * mark what the body needs. */
static void mark_split(uint8_t *live, const sc_split *split)
{
    mark_live(live, split->result, SC_LIVE_POSSIBLE);
    for (uint32_t i = 0; i < split->count; i++)
        mark_live(live, split->full[i], SC_LIVE_POSSIBLE);
}

/* Texts are excluded, as are instructions that need the vm's matcher or run others. */
static bool is_loop_invariant(const sc_program *program, const bool *invariant,
                              const sc_instruction *instruction)
{
    const uint32_t operands[] = {instruction->a, instruction->b, instruction->c};
    bool result = program->registers.at[instruction->to].class != SC_CLASS_TEXT &&
                  instruction->opcode != SC_OP_CASES && instruction->opcode != SC_OP_MATCH;
    for (size_t k = 0; k < 3; k++)
        result = result && (operands[k] == SC_NO_REGISTER || invariant[operands[k]]);
    for (uint32_t k = 0; k < instruction->list_count && result; k++)
        result = invariant[program->lists.at[instruction->list + k]];
    return result;
}

static bool find_loop_invariants(sc_program *program)
{
    bool *invariant = SC_NEW_ARRAY(program->arena, program->registers.count + 1, bool);
    if (invariant == NULL)
        return false;
    for (size_t i = 0; i < program->registers.count; i++)
        invariant[i] = program->registers.at[i].constant;
    for (size_t i = 0; i < program->code.count; i++)
        if (is_loop_invariant(program, invariant, &program->code.at[i])) {
            invariant[program->code.at[i].to] = true;
            program->live[i] = SC_LIVE_INVARIANT;
        }
    return true;
}

/* Backwards: what an instruction is needed for, its operands are needed for. */
static void propagate_liveness(sc_program *program, uint8_t *live)
{
    for (size_t i = program->code.count; i > 0; i--) {
        const sc_instruction *instruction = &program->code.at[i - 1];
        uint8_t outputs = live[instruction->to];
        program->live[i - 1] = outputs | SC_LIVE_ALL;
        mark_live(live, instruction->a, outputs);
        mark_live(live, instruction->b, outputs);
        mark_live(live, instruction->c, outputs);
        for (uint32_t k = 0; k < instruction->list_count; k++)
            mark_live(live, program->lists.at[instruction->list + k], outputs);
    }
}

bool sc_find_liveness(sc_program *program, const sc_model *model)
{
    uint8_t *live = SC_NEW_ARRAY(program->arena, program->registers.count + 1, uint8_t);
    program->live = SC_NEW_ARRAY(program->arena, program->code.count + 1, uint8_t);
    program->outputs = SC_NEW_ARRAY(program->arena, model->derived_count + 1u, uint32_t);
    if (live == NULL || program->live == NULL || program->outputs == NULL)
        return false;
    for (uint32_t i = 0; i < program->decision_count; i++)
        mark_decision(live, &program->decisions[i]);
    for (uint32_t i = 0; i < program->splits.count; i++)
        if (!program->splits.at[i].specialised)
            mark_split(live, &program->splits.at[i]);
    for (uint32_t i = 0; i < model->derived_count; i++)
        if (model->derived[i].output) {
            uint32_t reg = program->known[model->derived[i].value->id];
            program->outputs[program->output_count++] = reg;
            mark_live(live, reg, SC_LIVE_OUTCOMES | SC_LIVE_POSSIBLE);
        }
    propagate_liveness(program, live);
    return find_loop_invariants(program);
}

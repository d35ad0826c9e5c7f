#include "compiler/liveness.h"

static void want(uint8_t *wanted, uint32_t reg, uint8_t wants)
{
    if (reg != SC_NO_REGISTER)
        wanted[reg] |= wants;
}

static void add_live_decision(uint8_t *wanted, const sc_program_decision *decision)
{
    const uint8_t both = SC_LIVE_OUTCOMES | SC_LIVE_POSSIBLE;
    want(wanted, decision->outcome_reg, both);
    want(wanted, decision->possible_reg, SC_LIVE_POSSIBLE);
    if (decision->outcome_reg != SC_NO_REGISTER)
        return;
    for (uint32_t i = 0; i < decision->rule_count; i++) {
        want(wanted, decision->rules[i].known, both);
        want(wanted, decision->rules[i].possible.reg, SC_LIVE_POSSIBLE);
    }
}

/* A split's body stands behind its CASES, so what it needs is wanted beforehand. */
static void add_live_split(uint8_t *wanted, const sc_split *split)
{
    want(wanted, split->result, SC_LIVE_POSSIBLE);
    for (uint32_t i = 0; i < split->count; i++)
        want(wanted, split->full[i], SC_LIVE_POSSIBLE);
}

static bool is_loop_invariant(const sc_program *program, const bool *settled,
                              const sc_instruction *instruction)
{
    const uint32_t operands[] = {instruction->a, instruction->b, instruction->c};
    bool can = program->registers.at[instruction->to].class != SC_CLASS_TEXT &&
               instruction->opcode != SC_OP_CASES && instruction->opcode != SC_OP_MATCH;
    for (size_t k = 0; k < 3; k++)
        can = can && (operands[k] == SC_NO_REGISTER || settled[operands[k]]);
    for (uint32_t k = 0; k < instruction->list_count && can; k++)
        can = settled[program->lists.at[instruction->list + k]];
    return can;
}

/* What rests on constants alone is the same in every row. */
static bool find_loop_invariants(sc_program *program)
{
    bool *settled = SC_NEW_ARRAY(program->arena, program->registers.count + 1, bool);
    for (size_t i = 0; settled != NULL && i < program->registers.count; i++)
        settled[i] = program->registers.at[i].constant;
    for (size_t i = 0; settled != NULL && i < program->code.count; i++)
        if (is_loop_invariant(program, settled, &program->code.at[i])) {
            settled[program->code.at[i].to] = true;
            program->live[i] = SC_LIVE_INVARIANT;
        }
    return settled != NULL;
}

bool sc_find_liveness(sc_program *program, const sc_model *model)
{
    uint8_t *wanted = SC_NEW_ARRAY(program->arena, program->registers.count + 1, uint8_t);
    program->live = SC_NEW_ARRAY(program->arena, program->code.count + 1, uint8_t);
    program->outputs = SC_NEW_ARRAY(program->arena, model->derived_count + 1u, uint32_t);
    if (wanted == NULL || program->live == NULL || program->outputs == NULL)
        return false;
    for (uint32_t i = 0; i < program->decision_count; i++)
        add_live_decision(wanted, &program->decisions[i]);
    for (uint32_t i = 0; i < program->splits.count; i++)
        if (!program->splits.at[i].specialised)
            add_live_split(wanted, &program->splits.at[i]);
    for (uint32_t i = 0; i < model->derived_count; i++)
        if (model->derived[i].output) {
            uint32_t reg = program->known[model->derived[i].value->id];
            program->outputs[program->output_count++] = reg;
            want(wanted, reg, SC_LIVE_OUTCOMES | SC_LIVE_POSSIBLE);
        }
    for (size_t i = program->code.count; i > 0; i--) {
        const sc_instruction *instruction = &program->code.at[i - 1];
        uint8_t wants = wanted[instruction->to];
        program->live[i - 1] = wants | SC_LIVE_ALL;
        want(wanted, instruction->a, wants);
        want(wanted, instruction->b, wants);
        want(wanted, instruction->c, wants);
        for (uint32_t k = 0; k < instruction->list_count; k++)
            want(wanted, program->lists.at[instruction->list + k], wants);
    }
    return find_loop_invariants(program);
}

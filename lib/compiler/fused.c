#include "vm/fused.h"

static sc_step_kind kind_of(const sc_instruction *instruction)
{
    switch ((sc_opcode)instruction->opcode) {
    case SC_OP_NOT:
        return SC_STEP_NOT;
    case SC_OP_AND:
        return SC_STEP_AND;
    case SC_OP_OR:
        return SC_STEP_OR;
    case SC_OP_MARK:
        return SC_STEP_MARK;
    case SC_OP_COMPARE_NUMBER:
        return (sc_step_kind)(SC_STEP_NUMBER_EQUAL + instruction->immediate);
    case SC_OP_COMPARE_CODE:
        return (sc_step_kind)(SC_STEP_CODE_EQUAL + instruction->immediate);
    case SC_OP_AT_LEAST:
        return SC_STEP_AT_LEAST;
    case SC_OP_MATCH:
        return SC_STEP_MATCH;
    case SC_OP_DECIDE:
        return SC_STEP_DECIDE;
    default:
        return SC_STEP_RANGE;
    }
}

static uint32_t place(uint32_t reg)
{
    return reg * SC_SLOT_BYTES;
}

static struct sc_step short_step(const sc_instruction *instruction, uint32_t at)
{
    sc_step_kind kind = kind_of(instruction);
    if (kind >= SC_STEP_KINDS)
        return (struct sc_step){(uint32_t)kind, 0, at, 0, 0, 0};
    uint32_t b = kind == SC_STEP_MARK ? (uint32_t)instruction->immediate : place(instruction->b);
    return (struct sc_step){(uint32_t)kind, place(instruction->to), place(instruction->a), b, 0, 0};
}

/* Joins an `and` or `or` to the step whose result it takes. */
static bool joined(struct sc_step *step, const sc_instruction *instruction)
{
    bool takes = place(instruction->a) == step->to || place(instruction->b) == step->to;
    if (step->kind >= SC_STEP_KINDS || !takes ||
        (instruction->opcode != SC_OP_AND && instruction->opcode != SC_OP_OR))
        return false;
    step->kind += instruction->opcode == SC_OP_AND ? SC_THEN_AND : SC_THEN_OR;
    step->then_to = place(instruction->to);
    step->then_b = place(instruction->a) == step->to ? place(instruction->b) : place(instruction->a);
    return true;
}

/* Neighbours that have no short form are one range. A split's body belongs to its CASES. */
static void add_step(struct sc_step *steps, uint32_t *count, const sc_program *program, uint32_t at,
                     uint32_t end)
{
    const sc_instruction *instruction = &program->code.at[at];
    struct sc_step *last = *count > 0 ? &steps[*count - 1] : NULL;
    bool range = kind_of(instruction) == SC_STEP_RANGE;
    if (last != NULL && range && last->kind == SC_STEP_RANGE && last->b == at) {
        last->b = end;
        return;
    }
    if (last != NULL && joined(last, instruction))
        return;
    steps[(*count)++] =
        range ? (struct sc_step){SC_STEP_RANGE, 0, at, end, 0, 0} : short_step(instruction, at);
}

static bool list_steps(sc_program *program, bool outcomes, struct sc_step **steps)
{
    uint32_t count = 0;
    *steps = SC_NEW_ARRAY(program->arena, program->code.count + 1, struct sc_step);
    if (*steps == NULL)
        return false;
    for (uint32_t at = 0, end; at < program->code.count; at = end) {
        const sc_instruction *instruction = &program->code.at[at];
        end = instruction->opcode == SC_OP_CASES ? program->splits.at[instruction->immediate].end : at + 1;
        bool picked = instruction->opcode == SC_OP_CASES && program->splits.at[instruction->immediate].picked;
        if (picked || program->serves[at] == SC_WANT_SETTLED ||
            ((program->serves[at] & SC_WANT_OUTCOMES) != 0) != outcomes)
            continue;
        add_step(*steps, &count, program, at, end);
    }
    (*steps)[count] = (struct sc_step){.kind = SC_STEP_END};
    return true;
}

bool sc_steps_make(sc_program *program)
{
    if (program->registers.count > UINT32_MAX / SC_SLOT_BYTES)
        return false;
    for (size_t at = 0; at < program->code.count; at++)
        program->makes_texts = program->makes_texts || program->code.at[at].opcode == SC_OP_LOWER ||
                               program->code.at[at].opcode == SC_OP_UPPER;
    return list_steps(program, true, &program->outcome_steps) &&
           list_steps(program, false, &program->other_steps);
}

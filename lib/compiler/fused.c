/* Translates a program into the fused instructions that run one record (vm/fused.h). */
#include "vm/fused.h"

static sc_fused_kind kind_of(const sc_instruction *instruction)
{
    switch ((sc_opcode)instruction->opcode) {
    case SC_OP_NOT:
        return SC_FUSED_NOT;
    case SC_OP_AND:
        return SC_FUSED_AND;
    case SC_OP_OR:
        return SC_FUSED_OR;
    case SC_OP_REPLACE_UNKNOWN:
        return SC_FUSED_REPLACE_UNKNOWN;
    case SC_OP_COMPARE_NUMBER:
        return (sc_fused_kind)(SC_FUSED_NUMBER_EQUAL + instruction->immediate);
    case SC_OP_COMPARE_CODE:
        return (sc_fused_kind)(SC_FUSED_CODE_EQUAL + instruction->immediate);
    case SC_OP_AT_LEAST:
        return SC_FUSED_AT_LEAST;
    case SC_OP_MATCH:
        return SC_FUSED_MATCH;
    case SC_OP_DECIDE:
        return SC_FUSED_DECIDE;
    default:
        return SC_FUSED_RANGE;
    }
}

static uint32_t place(uint32_t reg)
{
    return reg * SC_SLOT_BYTES;
}

static struct sc_fused_instruction fused_from(const sc_instruction *instruction, uint32_t at)
{
    sc_fused_kind kind = kind_of(instruction);
    if (kind >= SC_FUSED_KIND_COUNT)
        return (struct sc_fused_instruction){(uint32_t)kind, 0, at, 0, 0, 0};
    uint32_t b =
        kind == SC_FUSED_REPLACE_UNKNOWN ? (uint32_t)instruction->immediate : place(instruction->b);
    return (struct sc_fused_instruction){
        (uint32_t)kind, place(instruction->to), place(instruction->a), b, 0, 0};
}

/* Fuses an `and` or `or` with the instruction before it, if it reads that one's result. */
static bool fuse(struct sc_fused_instruction *fused, const sc_instruction *instruction)
{
    bool takes = place(instruction->a) == fused->to || place(instruction->b) == fused->to;
    if (fused->kind >= SC_FUSED_KIND_COUNT || !takes ||
        (instruction->opcode != SC_OP_AND && instruction->opcode != SC_OP_OR))
        return false;
    fused->kind += instruction->opcode == SC_OP_AND ? SC_FUSED_THEN_AND : SC_FUSED_THEN_OR;
    fused->then_to = place(instruction->to);
    fused->then_b =
        place(instruction->a) == fused->to ? place(instruction->b) : place(instruction->a);
    return true;
}

/* Adjacent instructions without a fused form make one range, with the body of a split. */
static void add_fused(struct sc_fused_instruction *code, uint32_t *count, const sc_program *program,
                      uint32_t at, uint32_t end)
{
    const sc_instruction *instruction = &program->code.at[at];
    struct sc_fused_instruction *last = *count > 0 ? &code[*count - 1] : NULL;
    bool range = kind_of(instruction) == SC_FUSED_RANGE;
    if (last != NULL && range && last->kind == SC_FUSED_RANGE && last->b == at) {
        last->b = end;
        return;
    }
    if (last != NULL && fuse(last, instruction))
        return;
    code[(*count)++] = range ? (struct sc_fused_instruction){SC_FUSED_RANGE, 0, at, end, 0, 0}
                             : fused_from(instruction, at);
}

static bool fuse_code(sc_program *program, bool outcomes, struct sc_fused_instruction **code)
{
    uint32_t count = 0;
    *code = SC_NEW_ARRAY(program->arena, program->code.count + 1, struct sc_fused_instruction);
    if (*code == NULL)
        return false;
    for (uint32_t at = 0, end; at < program->code.count; at = end) {
        const sc_instruction *instruction = &program->code.at[at];
        end = instruction->opcode == SC_OP_CASES ? program->splits.at[instruction->immediate].end
                                                 : at + 1;
        bool specialised = instruction->opcode == SC_OP_CASES &&
                           program->splits.at[instruction->immediate].specialised;
        if (specialised || program->live[at] == SC_LIVE_INVARIANT ||
            ((program->live[at] & SC_LIVE_OUTCOMES) != 0) != outcomes)
            continue;
        add_fused(*code, &count, program, at, end);
    }
    (*code)[count] = (struct sc_fused_instruction){.kind = SC_FUSED_END};
    return true;
}

static bool makes_texts(sc_opcode opcode)
{
    enum { PURE = false, SCRATCH = true };
    switch ((int)opcode) {
#define SC_UNARY_FUNCTION(NAME, name, ARGUMENT, RESULT, STRICTNESS, MEMORY)                        \
    case SC_OP_##NAME:                                                                             \
        return MEMORY;
#define SC_BINARY_FUNCTION(NAME, name, FIRST, SECOND, RESULT, STRICTNESS, MEMORY)                  \
    case SC_OP_##NAME:                                                                             \
        return MEMORY;
#include "base/functions.def"
    default:
        return false;
    }
}

bool sc_make_fused(sc_program *program)
{
    if (program->registers.count > UINT32_MAX / SC_SLOT_BYTES)
        return false;
    for (size_t at = 0; at < program->code.count; at++)
        program->makes_texts =
            program->makes_texts || makes_texts((sc_opcode)program->code.at[at].opcode);
    return fuse_code(program, true, &program->fused_outcomes) &&
           fuse_code(program, false, &program->fused_rest);
}

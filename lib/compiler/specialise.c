/* Specialises a case split over one earlier decision of few outcomes: the outcomes that the body
 * does not distinguish form an equivalence class, the body is compiled once for each class with
 * constants folded, and each row joins the copies whose class meets its possible outcomes. The
 * generic body remains, for reading nodes back. */
#include "compiler/specialise.h"

#include <string.h>

/* With 'no outcome': sets are single bytes. */
#define MAX_OUTCOMES 8
/* In all copies. A longer split is faster as cases, as most rows need only one of them. */
#define MAX_INSTRUCTIONS 512

typedef struct sc_specialisation {
    sc_compiler *c;
    /* the body's register of the earlier outcome, the bit of 'no outcome', and the outcome that the
     * copy is for */
    uint32_t fixed, none, outcome;
    uint32_t *copies;        /* by register of the body: its copy */
    uint32_t register_count; /* before the first copy */
} sc_specialisation;

/* The result of an instruction that tests the earlier outcome; SC_NO_REGISTER for others. */
static uint32_t result_for_outcome(const sc_specialisation *p, const sc_instruction *instruction,
                                   uint32_t outcome)
{
    if (instruction->a != p->fixed)
        return SC_NO_REGISTER;
    bool none = outcome == p->none;
    switch ((sc_opcode)instruction->opcode) {
    case SC_OP_IN_MASK:
    case SC_OP_IN_MASK_CERTAIN: {
        bool inside =
            !none && (p->c->program->masks.at[instruction->immediate].words[0] >> outcome & 1) != 0;
        if (instruction->opcode == SC_OP_IN_MASK_CERTAIN)
            return sc_truth_of(inside);
        return none ? SC_SET_UNKNOWN : inside ? SC_SET_TRUE : SC_SET_FALSE;
    }
    case SC_OP_HAS_OUTCOME:
        return sc_truth_of(!none);
    case SC_OP_ONLY_OUTCOME:
        return none ? SC_NO_CODE : outcome;
    case SC_OP_STATE_OF_OUTCOMES:
        return none ? SC_STATE_VOID : SC_STATE_KNOWN;
    default:
        return SC_NO_REGISTER;
    }
}

static bool reads(const sc_instruction *instruction, const uint32_t *lists, uint32_t reg)
{
    bool found = instruction->b == reg || instruction->c == reg;
    for (uint32_t k = 0; k < instruction->list_count; k++)
        found = found || lists[instruction->list + k] == reg;
    return found;
}

/* Every instruction that reads the earlier outcome has to be one that tests it. */
static bool can_specialise(const sc_specialisation *p)
{
    for (size_t k = 0; k < p->c->body.count; k++) {
        const sc_instruction *instruction = &p->c->body.at[k];
        if ((instruction->a == p->fixed &&
             result_for_outcome(p, instruction, 0) == SC_NO_REGISTER) ||
            reads(instruction, p->c->program->lists.at, p->fixed))
            return false;
    }
    return p->c->body.count > 0;
}

static bool same_outcome_class(const sc_specialisation *p, uint32_t a, uint32_t b)
{
    for (size_t k = 0; k < p->c->body.count; k++)
        if (result_for_outcome(p, &p->c->body.at[k], a) !=
            result_for_outcome(p, &p->c->body.at[k], b))
            return false;
    return true;
}

/* Outcomes that the body does not distinguish: the first of them, and all as a mask. */
typedef struct sc_outcome_class {
    uint32_t first;
    uint64_t mask;
} sc_outcome_class;

static uint32_t find_outcome_classes(const sc_specialisation *p, bool none_possible,
                                     sc_outcome_class classes[MAX_OUTCOMES])
{
    uint32_t count = 0, outcomes = p->none + (none_possible ? 1 : 0);
    for (uint32_t outcome = 0; outcome < outcomes; outcome++) {
        uint32_t found = 0;
        while (found < count && !same_outcome_class(p, classes[found].first, outcome))
            found++;
        if (found == count)
            classes[count++] = (sc_outcome_class){outcome, 0};
        classes[found].mask |= UINT64_C(1) << outcome;
    }
    return count;
}

/* --- a copy of the body for one outcome --- */

static bool is_constant(const sc_specialisation *p, uint32_t reg, double value)
{
    const sc_register *is = &p->c->program->registers.at[reg];
    return is->constant && is->class != SC_CLASS_TEXT && is->number == value;
}

/* `and` or `or` of truths or sets with its absorbing and its neutral element. */
static uint32_t fold_pair(const sc_specialisation *p, uint32_t a, uint32_t b, double absorbing,
                          double neutral)
{
    if (is_constant(p, a, absorbing) || is_constant(p, b, neutral))
        return a;
    return is_constant(p, b, absorbing) || is_constant(p, a, neutral) ? b : SC_NO_REGISTER;
}

static uint32_t negated(const sc_specialisation *p, sc_class class, uint32_t a, double no,
                        double yes)
{
    if (!is_constant(p, a, no) && !is_constant(p, a, yes))
        return SC_NO_REGISTER;
    return sc_constant(p->c, class, is_constant(p, a, no) ? yes : no);
}

/* Constant folding: the register that holds the result already, or SC_NO_REGISTER. */
static uint32_t fold_constants(const sc_specialisation *p, const sc_instruction *instruction,
                               uint32_t a, uint32_t b)
{
    switch ((sc_opcode)instruction->opcode) {
    case SC_OP_NOT:
        return negated(p, SC_CLASS_TRUTH, a, SC_FALSE, SC_TRUE);
    case SC_OP_AND:
        return fold_pair(p, a, b, SC_FALSE, SC_TRUE);
    case SC_OP_OR:
        return fold_pair(p, a, b, SC_TRUE, SC_FALSE);
    case SC_OP_REPLACE_UNKNOWN:
        return is_constant(p, a, SC_FALSE) || is_constant(p, a, SC_TRUE) ? a : SC_NO_REGISTER;
    case SC_OP_SET_NOT:
        return negated(p, SC_CLASS_SET, a, SC_SET_FALSE, SC_SET_TRUE);
    case SC_OP_SET_AND:
        return fold_pair(p, a, b, SC_SET_FALSE, SC_SET_TRUE);
    case SC_OP_SET_OR:
        return fold_pair(p, a, b, SC_SET_TRUE, SC_SET_FALSE);
    default:
        return SC_NO_REGISTER;
    }
}

static uint32_t operand(const sc_specialisation *p, uint32_t reg)
{
    return reg == SC_NO_REGISTER || reg >= p->register_count || p->copies[reg] == SC_NO_REGISTER
               ? reg
               : p->copies[reg];
}

static uint32_t copy_list(const sc_specialisation *p, const sc_instruction *instruction)
{
    uint32_t *list = SC_NEW_ARRAY(p->c->arena, instruction->list_count, uint32_t);
    if (list == NULL) {
        p->c->failed = true;
        return 0;
    }
    for (uint32_t k = 0; k < instruction->list_count; k++)
        list[k] = operand(p, p->c->program->lists.at[instruction->list + k]);
    return sc_emit_list(p->c, (sc_opcode)instruction->opcode, instruction->immediate, list,
                        instruction->list_count);
}

static uint32_t copy_instruction(const sc_specialisation *p, const sc_instruction *instruction)
{
    if (instruction->a == p->fixed)
        return sc_constant(p->c, sc_register_class(p->c, instruction->to),
                           result_for_outcome(p, instruction, p->outcome));
    if (instruction->list_count > 0)
        return copy_list(p, instruction);
    uint32_t a = operand(p, instruction->a), b = operand(p, instruction->b),
             found = fold_constants(p, instruction, a, b);
    return found != SC_NO_REGISTER
               ? found
               : sc_emit(p->c, (sc_opcode)instruction->opcode, instruction->immediate, a, b,
                         operand(p, instruction->c));
}

static uint32_t copy_body(sc_specialisation *p, uint32_t outcome, uint32_t result)
{
    p->outcome = outcome;
    memset(p->copies, 0xFF, p->register_count * sizeof *p->copies);
    for (size_t k = 0; k < p->c->body.count && !p->c->failed; k++)
        p->copies[p->c->body.at[k].to] = copy_instruction(p, &p->c->body.at[k]);
    return operand(p, result);
}

static bool push_mask(sc_compiler *c, uint64_t bits)
{
    sc_mask mask = {SC_NEW(c->arena, uint64_t), MAX_OUTCOMES};
    if (mask.words == NULL || !SC_PUSH(c->arena, &c->program->masks, mask))
        return false;
    mask.words[0] = bits;
    return true;
}

uint32_t sc_specialise_split(sc_compiler *c, uint32_t result, bool none_possible)
{
    const sc_register *registers = c->program->registers.at;
    if (c->fixed_count != 1 || registers[c->full[0]].width != 1 || registers[result].width != 1)
        return SC_NO_REGISTER;
    sc_specialisation p = {.c = c,
                           .fixed = c->fixed[0],
                           .none = c->none[0],
                           .register_count = (uint32_t)c->program->registers.count};
    sc_outcome_class classes[MAX_OUTCOMES];
    uint32_t count = can_specialise(&p) ? find_outcome_classes(&p, none_possible, classes) : 0,
             list[MAX_OUTCOMES + 1] = {c->full[0]};
    if (count == 0 || count * c->body.count > MAX_INSTRUCTIONS)
        return SC_NO_REGISTER;
    p.copies = SC_NEW_ARRAY(c->arena, p.register_count, uint32_t);
    c->failed = c->failed || p.copies == NULL;
    for (uint32_t k = 0; k < count && !c->failed; k++)
        list[k + 1] = copy_body(&p, classes[k].first, result);
    int32_t first = (int32_t)c->program->masks.count;
    for (uint32_t k = 0; k < count && !c->failed; k++)
        c->failed = !push_mask(c, classes[k].mask);
    return sc_emit_list(c, SC_OP_JOIN_SPECIALISED, first, list, count + 1);
}

/* A split over one earlier decision of few outcomes, straight: its body is written once for each
 * kind of outcome that the body tells apart, with what is then settled worked out at once, and each
 * row picks from them by its set of earlier outcomes. The body itself stays, to be read back. */
#include "compiler/specialise.h"

#include <string.h>

#define MAX_OUTCOMES 8 /* 'no outcome' among them: sets are of one byte */
/* instructions: more are better run as cases, of which most rows need only one */
#define MAX_INSTRUCTIONS 512

typedef struct sc_specialisation {
    sc_compiler *c;
    /* the body's register of the earlier outcome; the bit of 'no outcome'; the outcome that is
     * being written */
    uint32_t fixed, none, outcome;
    uint32_t *of; /* by register: what it became */
    /* registers there were when it began: those beyond are no operands of the body */
    uint32_t known;
} sc_specialisation;

/* What an instruction says of an outcome alone; SC_NO_REGISTER for instructions that read no
 * outcome. */
static uint32_t told(const sc_specialisation *p, const sc_instruction *i, uint32_t outcome)
{
    if (i->a != p->fixed)
        return SC_NO_REGISTER;
    bool none = outcome == p->none;
    switch ((sc_opcode)i->opcode) {
    case SC_OP_IN_MASK:
    case SC_OP_IN_MASK_CERTAIN: {
        bool inside = !none && (p->c->program->masks.at[i->immediate].words[0] >> outcome & 1) != 0;
        if (i->opcode == SC_OP_IN_MASK_CERTAIN)
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

static bool reads(const sc_instruction *i, const uint32_t *lists, uint32_t reg)
{
    bool found = i->b == reg || i->c == reg;
    for (uint32_t k = 0; k < i->list_count; k++)
        found = found || lists[i->list + k] == reg;
    return found;
}

/* Every instruction that reads the earlier outcome must be one that an outcome alone answers. */
static bool can_specialise(const sc_specialisation *p)
{
    for (size_t k = 0; k < p->c->body.count; k++) {
        const sc_instruction *i = &p->c->body.at[k];
        if ((i->a == p->fixed && told(p, i, 0) == SC_NO_REGISTER) ||
            reads(i, p->c->program->lists.at, p->fixed))
            return false;
    }
    return p->c->body.count > 0;
}

static bool same_outcome_class(const sc_specialisation *p, uint32_t a, uint32_t b)
{
    for (size_t k = 0; k < p->c->body.count; k++)
        if (told(p, &p->c->body.at[k], a) != told(p, &p->c->body.at[k], b))
            return false;
    return true;
}

/* Outcomes that the body does not tell apart: the first of them, and all as a mask. */
typedef struct sc_outcome_class {
    uint32_t first;
    uint64_t mask;
} sc_outcome_class;

static uint32_t find_outcome_classes(const sc_specialisation *p, bool none_too,
                                     sc_outcome_class kinds[MAX_OUTCOMES])
{
    uint32_t count = 0, outcomes = p->none + (none_too ? 1 : 0);
    for (uint32_t outcome = 0; outcome < outcomes; outcome++) {
        uint32_t kind = 0;
        while (kind < count && !same_outcome_class(p, kinds[kind].first, outcome))
            kind++;
        if (kind == count)
            kinds[count++] = (sc_outcome_class){outcome, 0};
        kinds[kind].mask |= UINT64_C(1) << outcome;
    }
    return count;
}

/* --- writing the body for one outcome --- */

static bool is_constant(const sc_specialisation *p, uint32_t reg, double value)
{
    const sc_register *is = &p->c->program->registers.at[reg];
    return is->constant && is->class != SC_CLASS_TEXT && is->number == value;
}

/* `and` of truths or of sets: false takes all, true takes nothing; `or` the other way. */
static uint32_t fold_pair(const sc_specialisation *p, uint32_t a, uint32_t b, double strong,
                          double weak)
{
    if (is_constant(p, a, strong) || is_constant(p, b, weak))
        return a;
    return is_constant(p, b, strong) || is_constant(p, a, weak) ? b : SC_NO_REGISTER;
}

static uint32_t negated(const sc_specialisation *p, sc_class class, uint32_t a, double no,
                        double yes)
{
    if (!is_constant(p, a, no) && !is_constant(p, a, yes))
        return SC_NO_REGISTER;
    return sc_constant(p->c, class, is_constant(p, a, no) ? yes : no);
}

/* The register that already holds it, or SC_NO_REGISTER. */
static uint32_t folded(const sc_specialisation *p, const sc_instruction *i, uint32_t a, uint32_t b)
{
    switch ((sc_opcode)i->opcode) {
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
    return reg == SC_NO_REGISTER || reg >= p->known || p->of[reg] == SC_NO_REGISTER ? reg
                                                                                    : p->of[reg];
}

static uint32_t write_list(const sc_specialisation *p, const sc_instruction *i)
{
    uint32_t *list = SC_NEW_ARRAY(p->c->arena, i->list_count, uint32_t);
    if (list == NULL) {
        p->c->failed = true;
        return 0;
    }
    for (uint32_t k = 0; k < i->list_count; k++)
        list[k] = operand(p, p->c->program->lists.at[i->list + k]);
    return sc_emit_list(p->c, (sc_opcode)i->opcode, i->immediate, list, i->list_count);
}

static uint32_t write_instruction(const sc_specialisation *p, const sc_instruction *i)
{
    if (i->a == p->fixed)
        return sc_constant(p->c, sc_register_class(p->c, i->to), told(p, i, p->outcome));
    if (i->list_count > 0)
        return write_list(p, i);
    uint32_t a = operand(p, i->a), b = operand(p, i->b), found = folded(p, i, a, b);
    return found != SC_NO_REGISTER
               ? found
               : sc_emit(p->c, (sc_opcode)i->opcode, i->immediate, a, b, operand(p, i->c));
}

static uint32_t write_body(sc_specialisation *p, uint32_t outcome, uint32_t result)
{
    p->outcome = outcome;
    memset(p->of, 0xFF, p->known * sizeof *p->of);
    for (size_t k = 0; k < p->c->body.count && !p->c->failed; k++)
        p->of[p->c->body.at[k].to] = write_instruction(p, &p->c->body.at[k]);
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

uint32_t sc_specialise_split(sc_compiler *c, uint32_t result, bool none_too)
{
    const sc_register *registers = c->program->registers.at;
    if (c->fixed_count != 1 || registers[c->full[0]].width != 1 || registers[result].width != 1)
        return SC_NO_REGISTER;
    sc_specialisation p = {.c = c,
                           .fixed = c->fixed[0],
                           .none = c->none[0],
                           .known = (uint32_t)c->program->registers.count};
    sc_outcome_class kinds[MAX_OUTCOMES];
    uint32_t count = can_specialise(&p) ? find_outcome_classes(&p, none_too, kinds) : 0,
             list[MAX_OUTCOMES + 1] = {c->full[0]};
    if (count == 0 || count * c->body.count > MAX_INSTRUCTIONS)
        return SC_NO_REGISTER;
    p.of = SC_NEW_ARRAY(c->arena, p.known, uint32_t);
    c->failed = c->failed || p.of == NULL;
    for (uint32_t k = 0; k < count && !c->failed; k++)
        list[k + 1] = write_body(&p, kinds[k].first, result);
    int32_t first = (int32_t)c->program->masks.count;
    for (uint32_t k = 0; k < count && !c->failed; k++)
        c->failed = !push_mask(c, kinds[k].mask);
    return sc_emit_list(c, SC_OP_JOIN_SPECIALISED, first, list, count + 1);
}

/* Reads known and possible results of the model's nodes from the registers of a result. */
#include "evaluate/node_results.h"

#include "evaluate/result.h"
#include "vm/interpreter.h"
#include <string.h>

const sc_model *sc_result_model(const schoolcat_result *result)
{
    return result->rules->model;
}

/* --- known results --- */

static schoolcat_truth truth_at(const schoolcat_result *result, uint32_t reg)
{
    if (reg == SC_NO_REGISTER)
        return SCHOOLCAT_UNKNOWN;
    return (schoolcat_truth)SC_TRUTHS(&result->state, reg)[result->row];
}

schoolcat_truth sc_node_known_truth(const schoolcat_result *result, const sc_node *node)
{
    return truth_at(result, result->rules->program->known[node->id]);
}

schoolcat_truth sc_node_raw_truth(const schoolcat_result *result, const sc_node *node)
{
    return truth_at(result, result->rules->program->raw[node->id]);
}

schoolcat_missing sc_indicator_missing(const schoolcat_result *result, uint32_t indicator)
{
    return result->missing[indicator];
}

static bool take_truth(const schoolcat_result *result, uint32_t reg, schoolcat_value *out)
{
    uint8_t truth = SC_TRUTHS(&result->state, reg)[result->row];
    out->boolean = truth == SC_TRUE;
    return truth != SC_UNKNOWN;
}

static bool take_code(const schoolcat_result *result, uint32_t reg, uint32_t domain,
                      schoolcat_value *out)
{
    uint16_t code = SC_CODES(&result->state, reg)[result->row];
    if (code == SC_NO_CODE)
        return false;
    sc_text id = sc_result_model(result)->domains[domain].items[code].about.id;
    out->item = code;
    out->text = id.data;
    out->length = id.length;
    return true;
}

static bool take_text(const schoolcat_result *result, uint32_t reg, schoolcat_value *out)
{
    const sc_text *text = &SC_TEXTS(&result->state, reg)[result->row];
    out->text = text->data;
    out->length = text->length;
    return out->text != NULL;
}

static bool take_number(const schoolcat_result *result, uint32_t reg, schoolcat_value *out)
{
    out->number = SC_NUMBERS(&result->state, reg)[result->row];
    return out->number == out->number;
}

static bool take(const schoolcat_result *result, uint32_t reg, sc_type type, schoolcat_value *out)
{
    size_t size = out->size;
    *out = (schoolcat_value)SCHOOLCAT_VALUE;
    out->size = size;
    out->type = sc_public_type(type.kind);
    switch (out->type) {
    case SCHOOLCAT_BOOLEAN:
        return take_truth(result, reg, out);
    case SCHOOLCAT_SYMBOL:
        return take_code(result, reg, type.domain, out);
    case SCHOOLCAT_TEXT:
        return take_text(result, reg, out);
    default:
        return take_number(result, reg, out);
    }
}

void sc_indicator_value(const schoolcat_result *result, uint32_t indicator, schoolcat_value *out)
{
    sc_type type = sc_result_model(result)->indicators[indicator].type;
    (void)take(result, result->rules->program->inputs[indicator].reg, type, out);
    out->missing = result->missing[indicator];
}

/* Nodes without a register: literals that are immediates of an instruction, and a count that is
 * compared directly, which is an interval and not a value. */
static bool take_literal(const schoolcat_result *result, const sc_node *node, schoolcat_value *out)
{
    size_t size = out->size;
    *out = (schoolcat_value)SCHOOLCAT_VALUE;
    out->size = size;
    out->type = sc_public_type(node->type.kind);
    out->number = node->number;
    out->boolean = node->index != 0;
    out->text = node->text.data;
    out->length = node->text.length;
    if (node->kind == SC_NODE_SYMBOL) {
        sc_text id =
            sc_result_model(result)->domains[node->type.domain].items[node->index].about.id;
        out->item = node->index;
        out->text = id.data;
        out->length = id.length;
    }
    return node->kind == SC_NODE_NUMBER || node->kind == SC_NODE_DATE ||
           node->kind == SC_NODE_TEXT || node->kind == SC_NODE_BOOLEAN ||
           node->kind == SC_NODE_SYMBOL;
}

void sc_node_known_value(const schoolcat_result *result, const sc_node *node, schoolcat_value *out)
{
    uint32_t reg = result->rules->program->known[node->id];
    bool present = reg == SC_NO_REGISTER ? take_literal(result, node, out)
                                         : take(result, reg, node->type, out);
    if (present)
        out->missing = SCHOOLCAT_PRESENT;
    else if (node->kind == SC_NODE_INDICATOR)
        out->missing = result->missing[node->index];
    else
        out->missing = SCHOOLCAT_UNDEFINED;
}

/* --- possible results --- */

/* Runs the program again on the same record, without guards and with the bodies of splits evaluated
 * for the full sets. */
schoolcat_status sc_result_materialise(schoolcat_result *result)
{
    if (result->prepared)
        return SCHOOLCAT_OK;
    result->state.guards_off = result->state.full_bodies = true;
    bool ran = sc_vm_run(&result->state, 1);
    result->state.guards_off = result->state.full_bodies = false;
    if (!ran)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    result->prepared = result->complete = true;
    return SCHOOLCAT_OK;
}

static uint32_t count_bits(uint64_t bits)
{
    uint32_t count = 0;
    for (; bits != 0; bits &= bits - 1)
        count++;
    return count;
}

/* How many of the first `bits` bits of a BITS register are set in one row. */
static uint32_t count_outcomes(const sc_vm *state, size_t row, uint32_t reg, uint32_t bits)
{
    uint32_t width = state->program->registers.at[reg].width, found = 0;
    const uint8_t *bytes = (const uint8_t *)state->registers[reg] + row * width;
    if (width == 1)
        return count_bits(*bytes & ((1u << bits) - 1));
    for (uint32_t at = 0; at < bits; at += 64) {
        uint64_t word = 0;
        if (width >= 8)
            memcpy(&word, bytes + at / 8, 8);
        else if (width == 4)
            word = *(const uint32_t *)(const void *)bytes;
        else
            word = width == 2 ? *(const uint16_t *)(const void *)bytes : *bytes;
        found += count_bits(bits - at >= 64 ? word : word & ((UINT64_C(1) << (bits - at)) - 1));
    }
    return found;
}

uint32_t sc_count_possible_outcomes(const schoolcat_result *result, uint32_t decision)
{
    const sc_program_decision *compiled = &result->rules->program->decisions[decision];
    if (compiled->possible_reg == SC_NO_REGISTER)
        return 0;
    return count_outcomes(&result->state, result->row, compiled->possible_reg,
                          compiled->outcome_count + 1u);
}

/* Where each earlier decision has one outcome the only case was the full sets. */
bool sc_result_evaluate_split(schoolcat_result *result, uint32_t split)
{
    sc_vm *state = &result->state;
    const sc_split *of = &state->program->splits.at[split];
    bool several = false;
    for (uint32_t i = 0; i < of->count; i++) {
        several = several || count_outcomes(state, result->row, of->full[i], of->none[i] + 1) > 1;
        memcpy(state->registers[of->fixed[i]], state->registers[of->full[i]],
               state->program->registers.at[of->full[i]].width);
    }
    state->failed = false;
    if (several || of->specialised)
        sc_vm_run_row(state, of->begin, of->end);
    return !state->failed;
}

static sc_possible_result possible_decision(const schoolcat_result *result, uint32_t decision)
{
    const sc_program_decision *compiled = &result->rules->program->decisions[decision];
    if (compiled->possible_reg == SC_NO_REGISTER)
        return (sc_possible_result){false, 0, SC_STATE_KNOWN};
    bool none =
        sc_bits_has(&result->state, compiled->possible_reg, result->row, compiled->outcome_count);
    bool one = sc_count_possible_outcomes(result, decision) == 1;
    sc_value_state state = one ? (none ? SC_STATE_VOID : SC_STATE_KNOWN)
                               : (none ? SC_STATE_OPEN_OR_VOID : SC_STATE_OPEN);
    return (sc_possible_result){false, 0, state};
}

static sc_possible_result possible_truth(const schoolcat_result *result,
                                         const sc_abstract_value *abstract)
{
    uint8_t value = SC_TRUTHS(&result->state, abstract->reg)[result->row];
    sc_truth_set set = sc_truth_set_of(abstract->kind, value);
    return (sc_possible_result){true, (uint8_t)set, SC_STATE_KNOWN};
}

static bool register_missing(const schoolcat_result *result, uint32_t reg)
{
    const sc_vm *state = &result->state;
    switch (result->rules->program->registers.at[reg].class) {
    case SC_CLASS_CODE:
        return SC_CODES(state, reg)[result->row] == SC_NO_CODE;
    case SC_CLASS_TEXT:
        return SC_TEXTS(state, reg)[result->row].data == NULL;
    default:
        return SC_NUMBERS(state, reg)[result->row] != SC_NUMBERS(state, reg)[result->row];
    }
}

static sc_possible_result possible_value(const schoolcat_result *result,
                                         const sc_abstract_value *abstract)
{
    sc_value_state state = SC_STATE_KNOWN;
    if (abstract->kind == SC_MISSING_BY_STATE)
        state = (sc_value_state)SC_TRUTHS(&result->state, abstract->state)[result->row];
    else if (register_missing(result, abstract->reg))
        state = abstract->kind == SC_MISSING_IS_VOID ? SC_STATE_VOID : SC_STATE_OPEN;
    return (sc_possible_result){false, 0, state};
}

sc_possible_result sc_evaluate_abstract_value(const schoolcat_result *result, const sc_node *node,
                                              const sc_abstract_value *abstract)
{
    if (node->kind == SC_NODE_DECISION)
        return possible_decision(result, node->index);
    bool truth = node->type.kind == SC_KIND_BOOLEAN;
    if (abstract == NULL) /* literals and symbols, which nothing had to compile */
        return (sc_possible_result){truth, truth ? SC_SET_TRUE : 0, SC_STATE_KNOWN};
    return truth ? possible_truth(result, abstract) : possible_value(result, abstract);
}

sc_possible_result sc_node_possible_result(const schoolcat_result *result, uint32_t decision,
                                           const sc_node *node, bool frozen)
{
    const sc_program *program = result->rules->program;
    uint32_t reader =
        decision != SC_NONE && program->decisions[decision].split ? decision : SC_NONE;
    sc_abstract_value abstract;
    bool found = node->kind != SC_NODE_DECISION &&
                 (sc_program_abstract_value(program, node->id, reader, frozen, &abstract) ||
                  sc_program_abstract_value(program, node->id, reader, !frozen, &abstract));
    return sc_evaluate_abstract_value(result, node, found ? &abstract : NULL);
}

bool sc_node_is_known(const schoolcat_result *result, const sc_node *node)
{
    uint32_t reg = result->rules->program->known[node->id];
    if (reg == SC_NO_REGISTER) {
        schoolcat_value value = SCHOOLCAT_VALUE;
        return take_literal(result, node, &value);
    }
    if (node->type.kind == SC_KIND_BOOLEAN)
        return SC_TRUTHS(&result->state, reg)[result->row] != SC_UNKNOWN;
    return !register_missing(result, reg);
}

bool sc_possible_result_is_settled(sc_possible_result possible)
{
    if (possible.is_truth)
        return sc_set_is_single((sc_truth_set)possible.truths);
    return possible.state == SC_STATE_KNOWN || possible.state == SC_STATE_VOID;
}

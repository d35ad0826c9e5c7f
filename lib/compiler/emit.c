/* Value numbering: registers and instructions, found by what they compute. */
#include "compiler/emit.h"

#include "vm/abstract_values.h"
#include <math.h>
#include <string.h>

#define HASH_NONFATAL_OOM 1
#define uthash_malloc(size) sc_allocate(allocator, (size))
#define uthash_free(block, size) sc_release(allocator, (block))
#define uthash_nonfatal_oom(entry) (c->failed = true)
#include <uthash.h>
#include "compiler/value_numbering.h"

/* The key of an instruction, a constant or an operand list. It is hashed as bytes, so it has no
 * padding. */
typedef struct sc_value_number_key {
    uint32_t kind; /* the opcode, CONSTANT plus a class, or LIST */
    int32_t immediate;
    uint32_t x, y, z, list;
    uint64_t bits;
} sc_value_number_key;
enum { CONSTANT = 0x10000, LIST = 0x20000 };

struct sc_value_number {
    sc_value_number_key key;
    uint32_t reg;
    UT_hash_handle hh;
};

static uint32_t find_value_number(const sc_compiler *c, const sc_value_number_key *key)
{
    struct sc_value_number *entry;
    HASH_FIND(hh, c->value_numbers, key, sizeof *key, entry);
    return entry == NULL ? SC_NO_REGISTER : entry->reg;
}

static void add_value_number(sc_compiler *c, const sc_value_number_key *key, uint32_t reg)
{
    const schoolcat_allocator *allocator = &c->allocator;
    struct sc_value_number *entry = SC_NEW(c->arena, struct sc_value_number);
    if (entry == NULL) {
        c->failed = true;
        return;
    }
    entry->key = *key;
    entry->reg = reg;
    HASH_ADD(hh, c->value_numbers, key, sizeof entry->key, entry);
}

void sc_value_numbers_free(sc_compiler *c)
{
    const schoolcat_allocator *allocator = &c->allocator;
    HASH_CLEAR(hh, c->value_numbers);
}

uint32_t sc_new_register(sc_compiler *c, sc_class class, uint32_t width)
{
    sc_program *program = c->program;
    sc_register reg = {.class = class, .width = width};
    if (c->failed || !SC_PUSH(c->arena, &program->registers, reg)) {
        c->failed = true;
        return 0; /* register 0 always exists; the program is discarded */
    }
    return (uint32_t)program->registers.count - 1;
}

sc_class sc_register_class(const sc_compiler *c, uint32_t reg)
{
    return c->program->registers.at[reg].class;
}

uint32_t sc_constant(sc_compiler *c, sc_class class, double value)
{
    sc_value_number_key key;
    memset(&key, 0, sizeof key);
    key.kind = CONSTANT + (uint32_t) class;
    memcpy(&key.bits, &value, sizeof value);
    uint32_t reg = find_value_number(c, &key);
    if (reg != SC_NO_REGISTER)
        return reg;
    reg = sc_new_register(c, class, 0);
    if (!c->failed) {
        c->program->registers.at[reg].constant = true;
        c->program->registers.at[reg].number = value;
        add_value_number(c, &key, reg);
    }
    return reg;
}

uint32_t sc_constant_text(sc_compiler *c, sc_text text)
{
    uint32_t reg = sc_new_register(c, SC_CLASS_TEXT, 0);
    if (!c->failed) {
        c->program->registers.at[reg].constant = true;
        c->program->registers.at[reg].text = text;
    }
    return reg;
}

uint32_t sc_missing_constant(sc_compiler *c, sc_class class)
{
    switch (class) {
    case SC_CLASS_TRUTH:
        return sc_constant(c, class, SC_UNKNOWN);
    case SC_CLASS_CODE:
        return sc_constant(c, class, SC_NO_CODE);
    case SC_CLASS_TEXT:
        return sc_constant_text(c, SC_NO_TEXT);
    default:
        return sc_constant(c, SC_CLASS_NUMBER, NAN);
    }
}

sc_class sc_class_of(sc_type type)
{
    switch (type.kind) {
    case SC_KIND_BOOLEAN:
        return SC_CLASS_TRUTH;
    case SC_KIND_TEXT:
        return SC_CLASS_TEXT;
    case SC_KIND_SYMBOL:
        return SC_CLASS_CODE;
    default:
        return SC_CLASS_NUMBER;
    }
}

sc_opcode sc_opcode_for_class(sc_class class, sc_opcode number, sc_opcode code, sc_opcode text)
{
    return class == SC_CLASS_CODE ? code : class == SC_CLASS_TEXT ? text : number;
}

static const uint8_t opcode_classes[] = {
#define SC_OPCODE(NAME, class, operands, meaning) SC_CLASS_##class,
#include "vm/opcodes.def"
#undef SC_OPCODE
};

static bool in_body(const sc_compiler *c, uint32_t reg)
{
    return reg != SC_NO_REGISTER && c->program->registers.at[reg].in_body;
}

/* Appends the instruction to the body of the case split if an operand is computed there, else to
 * the code before the split, which runs once. */
static uint32_t append(sc_compiler *c, sc_instruction *instruction, bool body, uint32_t width)
{
    instruction->to = sc_new_register(c, (sc_class)opcode_classes[instruction->opcode], width);
    if (c->failed)
        return 0;
    c->program->registers.at[instruction->to].in_body = body;
    bool pushed = body ? SC_PUSH(c->arena, &c->body, *instruction)
                       : SC_PUSH(c->arena, &c->program->code, *instruction);
    if (!pushed)
        c->failed = true;
    return instruction->to;
}

uint32_t sc_emit(sc_compiler *c, sc_opcode opcode, int32_t immediate, uint32_t x, uint32_t y,
                 uint32_t z)
{
    if (c->failed)
        return 0;
    sc_value_number_key key;
    memset(&key, 0, sizeof key);
    key.kind = (uint32_t)opcode;
    key.immediate = immediate;
    key.x = x;
    key.y = y;
    key.z = z;
    uint32_t reg = find_value_number(c, &key);
    if (reg != SC_NO_REGISTER)
        return reg;
    sc_instruction instruction = {
        .opcode = (uint16_t)opcode, .immediate = immediate, .a = x, .b = y, .c = z};
    reg = append(c, &instruction, in_body(c, x) || in_body(c, y) || in_body(c, z), 0);
    if (!c->failed)
        add_value_number(c, &key, reg);
    return reg;
}

/* Equal lists share their place, found by the hash of their elements. */
static uint32_t share_list(sc_compiler *c, const uint32_t *list, uint32_t count)
{
    sc_value_number_key key;
    memset(&key, 0, sizeof key);
    uint64_t hash = 1469598103934665603u;
    for (uint32_t i = 0; i < count; i++)
        hash = (hash ^ list[i]) * 1099511628211u;
    key.kind = LIST;
    key.x = count;
    key.bits = hash;
    for (;; key.y++) { /* after a hash collision: the next number */
        uint32_t at = find_value_number(c, &key);
        if (at == SC_NO_REGISTER)
            break;
        if (memcmp(c->program->lists.at + at, list, count * sizeof *list) == 0)
            return at;
    }
    uint32_t at = (uint32_t)c->program->lists.count;
    for (uint32_t i = 0; i < count && !c->failed; i++)
        if (!SC_PUSH(c->arena, &c->program->lists, list[i]))
            c->failed = true;
    if (!c->failed)
        add_value_number(c, &key, at);
    return at;
}

uint32_t sc_emit_list(sc_compiler *c, sc_opcode opcode, int32_t immediate, const uint32_t *list,
                      uint32_t count)
{
    if (c->failed)
        return 0;
    sc_value_number_key key;
    memset(&key, 0, sizeof key);
    key.kind = (uint32_t)opcode;
    key.immediate = immediate;
    key.list = share_list(c, list, count) + 1;
    key.x = count;
    if (c->failed)
        return 0;
    uint32_t reg = find_value_number(c, &key);
    if (reg != SC_NO_REGISTER)
        return reg;
    bool body = false;
    for (uint32_t i = 0; i < count; i++)
        body = body || in_body(c, list[i]);
    uint32_t width = 0;
    if (opcode == SC_OP_POSSIBLE)
        width = c->program->decisions[immediate].width;
    if (opcode == SC_OP_JOIN_SPECIALISED)
        width = 1;
    sc_instruction instruction = {.opcode = (uint16_t)opcode,
                                  .immediate = immediate,
                                  .a = SC_NO_REGISTER,
                                  .b = SC_NO_REGISTER,
                                  .c = SC_NO_REGISTER,
                                  .list = key.list - 1,
                                  .list_count = count};
    reg = append(c, &instruction, body, width);
    if (!c->failed)
        add_value_number(c, &key, reg);
    return reg;
}

uint32_t sc_emit_function(sc_compiler *c, sc_function function, uint32_t x, uint32_t y)
{
    static const sc_opcode opcodes[SC_FUNCTION_COUNT_OF] = {
#define SC_UNARY_FUNCTION(NAME, ...) [SC_FUNCTION_##NAME] = SC_OP_##NAME,
#define SC_BINARY_FUNCTION(NAME, ...) [SC_FUNCTION_##NAME] = SC_OP_##NAME,
#include "base/functions.def"
    };
    return sc_emit(c, opcodes[function], 0, x, y, SC_NO_REGISTER);
}

static int32_t round_digits(const sc_node *node)
{
    if (node->child_count == 1)
        return 0;
    const sc_node *digits = node->children[1];
    return (int32_t)(digits->kind == SC_NODE_NEGATE ? -digits->children[0]->number
                                                    : digits->number);
}

uint32_t sc_emit_unary(sc_compiler *c, const sc_node *node, uint32_t operand)
{
    sc_opcode opcode = SC_OP_ROUND;
    int32_t immediate = 0;
    if (node->kind == SC_NODE_NEGATE) {
        opcode = SC_OP_NEGATE;
    } else if (node->kind == SC_NODE_TABLE) {
        opcode = sc_opcode_for_class(sc_class_of(node->type), SC_OP_TABLE_NUMBER, SC_OP_TABLE_CODE,
                                     SC_OP_TABLE_TEXT);
        immediate = (int32_t)node->index;
    } else {
        immediate = round_digits(node);
    }
    return sc_emit(c, opcode, immediate, operand, SC_NO_REGISTER, SC_NO_REGISTER);
}

bool sc_set_abstract_value(sc_compiler *c, const sc_node *node, bool frozen,
                           sc_abstract_value value)
{
    if (!c->failed && !sc_abstract_values_add(c->program, node->id, c->reader, frozen, value))
        c->failed = true;
    return !c->failed;
}

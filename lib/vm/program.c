/* Properties of opcodes and register classes; the release of a program. */
#include "vm/program.h"

#include "vm/abstract_values.h"

static const char *const opcode_names[] = {
#define SC_OPCODE(NAME, class, operands, meaning) #NAME,
#include "vm/opcodes.def"
#undef SC_OPCODE
};

const char *sc_opcode_name(sc_opcode opcode)
{
    return opcode < SC_OP_COUNT_OF ? opcode_names[opcode] : "?";
}

size_t sc_class_size(sc_class class, uint32_t width)
{
    switch (class) {
    case SC_CLASS_TRUTH:
    case SC_CLASS_SET:
    case SC_CLASS_STATE:
        return 1;
    case SC_CLASS_CODE:
        return sizeof(uint16_t);
    case SC_CLASS_NUMBER:
        return sizeof(double);
    case SC_CLASS_TEXT:
        return sizeof(sc_text);
    case SC_CLASS_BITS:
        return width;
    }
    return 0;
}

void sc_program_free(sc_program *program)
{
    if (program != NULL)
        sc_abstract_values_free(program);
}

bool sc_program_abstract_value(const sc_program *program, uint32_t node, uint32_t reader,
                               bool frozen, sc_abstract_value *value)
{
    return sc_abstract_values_find(program, node, reader, frozen, value);
}

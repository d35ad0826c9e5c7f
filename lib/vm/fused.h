/* The program as one record runs it: the simplest instructions in a short form, two at a time where
 * the second is an `and` or `or` of the first's result; all others as ranges of the program. */
#ifndef SC_VM_FUSED_H
#define SC_VM_FUSED_H

#include "vm/program.h"

#define SC_SLOT_BYTES 16 /* of one record, register i stands at i * SC_SLOT_BYTES */

/* Comparisons stand in the model's order: == != < <= > >=. */
typedef enum sc_fused_kind {
    SC_FUSED_NOT,
    SC_FUSED_AND,
    SC_FUSED_OR,
    SC_FUSED_REPLACE_UNKNOWN, /* b: the value */
    SC_FUSED_NUMBER_EQUAL,
    SC_FUSED_NUMBER_NOT_EQUAL,
    SC_FUSED_NUMBER_LESS,
    SC_FUSED_NUMBER_LESS_EQUAL,
    SC_FUSED_NUMBER_GREATER,
    SC_FUSED_NUMBER_GREATER_EQUAL,
    SC_FUSED_CODE_EQUAL,
    SC_FUSED_CODE_NOT_EQUAL,
    SC_FUSED_CODE_LESS,
    SC_FUSED_CODE_LESS_EQUAL,
    SC_FUSED_CODE_GREATER,
    SC_FUSED_CODE_GREATER_EQUAL,
    SC_FUSED_KIND_COUNT,
    SC_FUSED_AT_LEAST = 3 * SC_FUSED_KIND_COUNT, /* the instruction a */
    SC_FUSED_DECIDE,                             /* likewise */
    SC_FUSED_MATCH,                              /* likewise */
    SC_FUSED_RANGE,                              /* instructions a to b - 1 */
    SC_FUSED_END
} sc_fused_kind;

/* What follows a step's instruction: added to its kind. */
enum { SC_FUSED_THEN_AND = SC_FUSED_KIND_COUNT, SC_FUSED_THEN_OR = 2 * SC_FUSED_KIND_COUNT };

struct sc_fused_instruction {
    uint32_t kind, to, a, b;  /* registers, as places in bytes */
    uint32_t then_to, then_b; /* of the second instruction, whose other operand is `to` */
};

/* Makes program->fused_outcomes and program->fused_rest once it is known what each instruction
 * serves. False: no memory. */
bool sc_make_fused(sc_program *program);

#endif

/* Fused instructions: the form in which one record is run. Simple instructions have operands that
 * are offsets, and an `and` or `or` is fused with the instruction whose result it reads; all others
 * are ranges of the program. */
#ifndef SC_VM_FUSED_H
#define SC_VM_FUSED_H

#include "vm/program.h"

/* In a vm of one row, register i is at offset i * SC_SLOT_BYTES. */
#define SC_SLOT_BYTES 16

/* Comparisons are in the order of sc_comparison. */
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
    /* a: the index of the program's instruction */
    SC_FUSED_AT_LEAST = 3 * SC_FUSED_KIND_COUNT,
    SC_FUSED_DECIDE,
    SC_FUSED_MATCH,
    SC_FUSED_RANGE, /* instructions a to b - 1 of the program */
    SC_FUSED_END
} sc_fused_kind;

/* Added to the kind of an instruction that has an `and` or `or` fused to it. */
enum { SC_FUSED_THEN_AND = SC_FUSED_KIND_COUNT, SC_FUSED_THEN_OR = 2 * SC_FUSED_KIND_COUNT };

struct sc_fused_instruction {
    uint32_t kind, to, a, b;  /* offsets of registers */
    uint32_t then_to, then_b; /* of the fused `and` or `or`, whose first operand is `to` */
};

/* Makes program->fused_outcomes and program->fused_rest; needs program->live. False: no memory. */
bool sc_make_fused(sc_program *program);

#endif

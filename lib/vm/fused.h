/* The program as one record runs it: the simplest instructions in a short form, two at a time where the
 * second is an `and` or `or` of the first's result; all others as ranges of the program. */
#ifndef SC_VM_FUSED_H
#define SC_VM_FUSED_H

#include "vm/program.h"

#define SC_SLOT_BYTES 16 /* of one record, register i stands at i * SC_SLOT_BYTES */

/* Comparisons stand in the model's order: == != < <= > >=. */
typedef enum sc_step_kind {
    SC_STEP_NOT,
    SC_STEP_AND,
    SC_STEP_OR,
    SC_STEP_MARK, /* b: the value */
    SC_STEP_NUMBER_EQUAL,
    SC_STEP_NUMBER_NOT_EQUAL,
    SC_STEP_NUMBER_LESS,
    SC_STEP_NUMBER_LESS_EQUAL,
    SC_STEP_NUMBER_GREATER,
    SC_STEP_NUMBER_GREATER_EQUAL,
    SC_STEP_CODE_EQUAL,
    SC_STEP_CODE_NOT_EQUAL,
    SC_STEP_CODE_LESS,
    SC_STEP_CODE_LESS_EQUAL,
    SC_STEP_CODE_GREATER,
    SC_STEP_CODE_GREATER_EQUAL,
    SC_STEP_KINDS,
    SC_STEP_AT_LEAST = 3 * SC_STEP_KINDS, /* the instruction a */
    SC_STEP_DECIDE,                       /* likewise */
    SC_STEP_MATCH,                        /* likewise */
    SC_STEP_RANGE,                        /* instructions a to b - 1 */
    SC_STEP_END
} sc_step_kind;

/* What follows a step's instruction: added to its kind. */
enum { SC_THEN_AND = SC_STEP_KINDS, SC_THEN_OR = 2 * SC_STEP_KINDS };

struct sc_step {
    uint32_t kind, to, a, b;  /* registers, as places in bytes */
    uint32_t then_to, then_b; /* of the second instruction, whose other operand is `to` */
};

/* Makes program->outcome_steps and program->other_steps once it is known what each instruction serves. False:
 * no memory. */
bool sc_steps_make(sc_program *program);

#endif

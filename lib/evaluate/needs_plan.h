/* The needs graph, built once per rule set: each step names the register that tells whether its
 * node is settled. Nodes that can never be open are left out. lib/semantics.md, section 5, defines
 * needs. */
#ifndef SC_EVALUATE_NEEDS_PLAN_H
#define SC_EVALUATE_NEEDS_PLAN_H

#include "language/model.h"
#include "vm/program.h"

/* How a step's register says that it is not settled. */
typedef enum sc_open_test {
    SC_OPEN_NEVER,
    SC_OPEN_BYTE, /* a truth, a set, a state: by its value */
    SC_OPEN_CODE, /* missing, and so on */
    SC_OPEN_NUMBER,
    SC_OPEN_TEXT,
    SC_OPEN_OUTCOMES /* more than one */
} sc_open_test;

typedef enum sc_needs_step_kind {
    SC_NEEDS_ALL_CHILDREN, /* every child */
    SC_NEEDS_INDICATOR,    /* `first` */
    SC_NEEDS_DECISION,     /* `first` */
    SC_NEEDS_IF,           /* children: condition and branches */
    SC_NEEDS_COALESCE      /* children: each argument as it is and as a frozen place */
} sc_needs_step_kind;

typedef struct sc_needs_step {
    uint64_t indicators; /* beneath it: the bit of each one's index modulo 64 */
    uint32_t reg;
    uint32_t first, count; /* in sc_needs_plan.children */
    /* in sc_needs_plan.operands: of IF its condition, of COALESCE one for each child */
    uint32_t operands;
    uint8_t test, kind;
    uint8_t open_bytes; /* of OPEN_BYTE: the bit of each value that is open */
} sc_needs_step;

/* An operand and the registers of its possible result. */
typedef struct sc_needs_operand {
    const sc_node *node;
    sc_abstract_value abstract;
    bool has_abstract_value; /* else nothing had to be compiled: it is known */
} sc_needs_operand;

typedef struct sc_needs_decision {
    uint32_t *rules;     /* each rule's step; SC_NONE: never open */
    uint32_t split;      /* index of its split; SC_NONE */
    uint64_t indicators; /* as of a step */
} sc_needs_decision;

typedef struct sc_needs_plan {
    sc_list(sc_needs_step) steps;
    sc_list(uint32_t) children; /* steps; SC_NONE for a child that is never open */
    sc_list(sc_needs_operand) operands;
    sc_needs_decision *decisions;
} sc_needs_plan;

/* In the arena, with what it points to in it and in the model. NULL: no memory. */
sc_needs_plan *sc_needs_plan_new(sc_arena *arena, const sc_model *model, const sc_program *program);

#endif

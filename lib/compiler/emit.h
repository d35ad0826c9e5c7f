/* The compiler's state, and emission of registers and instructions with value numbering: an
 * instruction that exists already is not emitted again, its register is reused. */
#ifndef SC_COMPILER_EMIT_H
#define SC_COMPILER_EMIT_H

#include "language/model.h"
#include "vm/program.h"

/* Whether a known true or false of a node is its possible result as well, so that a guard may rely
 * on it. */
typedef enum sc_finality { SC_FINALITY_NOT_COMPUTED, SC_FINAL, SC_NOT_FINAL } sc_finality;

typedef struct sc_compiler {
    const sc_model *model;
    sc_program *program;
    sc_arena *arena;
    schoolcat_allocator allocator;
    bool failed;                           /* memory ran out; sticky */
    struct sc_value_number *value_numbers; /* of the instructions, constants and lists so far */
    /* of the case split being compiled: the instructions that depend on its fixed outcomes */
    sc_list(sc_instruction) body;
    uint32_t reader; /* the decision of that split, or SC_NONE */
    /* the decisions that it reads, the registers of all their possible outcomes and of the one that
     * a case fixes, and their bits of 'no outcome' */
    uint32_t *earlier, *full, *fixed, *none;
    uint32_t fixed_count;
    uint32_t *epochs, epoch; /* by node: the last traversal that visited it */
    uint32_t *uses;          /* by node: number of readers */
    double *bounds;          /* by derived value: sc_node_bound of its body */
    uint8_t *finality;       /* by node: sc_finality */
    bool *compiled;          /* by decision */
} sc_compiler;

uint32_t sc_emit(sc_compiler *c, sc_opcode opcode, int32_t immediate, uint32_t x, uint32_t y,
                 uint32_t z);
uint32_t sc_emit_list(sc_compiler *c, sc_opcode opcode, int32_t immediate, const uint32_t *list,
                      uint32_t count);
#define SC_EMIT1(c, op, x) sc_emit((c), SC_OP_##op, 0, (x), SC_NO_REGISTER, SC_NO_REGISTER)
#define SC_EMIT2(c, op, x, y) sc_emit((c), SC_OP_##op, 0, (x), (y), SC_NO_REGISTER)
#define SC_EMIT3(c, op, x, y, z) sc_emit((c), SC_OP_##op, 0, (x), (y), (z))

/* A plain function of base/functions.def; y: SC_NO_REGISTER for one argument. */
uint32_t sc_emit_function(sc_compiler *c, sc_function function, uint32_t x, uint32_t y);
/* A node that is one instruction of its first operand: a minus, a table, round. */
uint32_t sc_emit_unary(sc_compiler *c, const sc_node *node, uint32_t operand);

uint32_t sc_new_register(sc_compiler *c, sc_class class, uint32_t width);
uint32_t sc_constant(sc_compiler *c, sc_class class, double value);
uint32_t sc_constant_text(sc_compiler *c, sc_text text);
uint32_t sc_missing_constant(sc_compiler *c, sc_class class); /* truths: unknown */
sc_class sc_class_of(sc_type type);
sc_class sc_register_class(const sc_compiler *c, uint32_t reg);
bool sc_set_abstract_value(sc_compiler *c, const sc_node *node, bool frozen,
                           sc_abstract_value value);
/* The opcode for a class of values, from a family of three. */
sc_opcode sc_opcode_for_class(sc_class class, sc_opcode number, sc_opcode code, sc_opcode text);

/* compile_known.c */
uint32_t sc_compile_known(sc_compiler *c, const sc_node *node, uint32_t guard);
uint32_t sc_literal_register(sc_compiler *c, sc_type type, const sc_literal *literal);
/* An upper bound of the absolute value of the known result; infinity where there is none. */
double sc_node_bound(const sc_compiler *c, const sc_node *node);
bool sc_is_count(const sc_node *node);
/* The item of a symbol, or of a parameter of symbol type; else SC_NONE. */
uint32_t sc_constant_code(const sc_compiler *c, const sc_node *node);
/* Whether the node is a decision that has a single outcome: any but `every`. */
bool sc_reads_outcomes(const sc_compiler *c, const sc_node *node);

/* compile_possible.c */
sc_abstract_value sc_compile_possible(sc_compiler *c, const sc_node *node, bool frozen);

/* compile_decision.c */
bool sc_compile_decision(sc_compiler *c, uint32_t decision);

#endif

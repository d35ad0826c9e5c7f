/* Inside the compiler: registers and instructions, equal ones shared. */
#ifndef SC_COMPILER_EMIT_H
#define SC_COMPILER_EMIT_H

#include "language/model.h"
#include "vm/program.h"

typedef struct sc_compiler {
    const sc_model *model;
    sc_program *program;
    sc_arena *arena;
    schoolcat_allocator allocator;
    bool failed;                    /* memory ran out; sticky */
    struct sc_value_number *shared; /* instructions and constants already there */
    /* of the split being compiled: instructions that read its fixed outcomes */
    sc_list(sc_instruction) body;
    uint32_t reader; /* the split decision being compiled, or SC_NONE */
    /* the decisions that it reads, their registers, their bits of 'no outcome' */
    uint32_t *earlier, *full, *fixed, *none;
    uint32_t fixed_count;
    uint32_t *epochs, epoch; /* by node: visited in the walk that has this stamp */
    uint32_t *uses;          /* by node: how many places read it */
    double *bounds;          /* by derived value: sc_node_bound of its body */
    /* by node: 0 not asked, 1 what is settled on the evidence is settled, 2 may differ */
    uint8_t *plain;
    uint8_t *done; /* by decision: 0, 1 under way, 2 compiled */
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
                           sc_abstract_value track);
/* Picks the opcode of a value class from a family that names NUMBER, CODE and TEXT in a row of
 * three (and TRUTH). */
sc_opcode sc_opcode_for_class(sc_class class, sc_opcode number, sc_opcode code, sc_opcode text);

/* compile_known.c */
uint32_t sc_compile_known(sc_compiler *c, const sc_node *node, uint32_t guard);
uint32_t sc_literal_register(sc_compiler *c, sc_type type, const sc_literal *literal);
/* no known value of it is larger in size; infinity where not sure */
double sc_node_bound(const sc_compiler *c, const sc_node *node);
bool sc_is_count(const sc_node *node);
/* a symbol or a parameter of symbol type: its item; else SC_NONE */
uint32_t sc_constant_code(const sc_compiler *c, const sc_node *node);
/* a decision other than `every` */
bool sc_reads_outcomes(const sc_compiler *c, const sc_node *node);

/* compile_possible_rules.c, compile_possible_value.c, compile_possible_count.c */
sc_abstract_value sc_compile_possible(sc_compiler *c, const sc_node *node, bool frozen);
sc_abstract_value sc_compile_possible_value(sc_compiler *c, const sc_node *node, bool frozen);
sc_abstract_value sc_abstract_not(sc_compiler *c, sc_abstract_value a);
sc_abstract_value sc_abstract_combine(sc_compiler *c, sc_opcode plain, sc_opcode set,
                                      const sc_abstract_value *tracks, uint32_t count);
/* a truth as SET register */
uint32_t sc_abstract_truth_set(sc_compiler *c, sc_abstract_value track);
uint32_t sc_abstract_state(sc_compiler *c, sc_abstract_value track); /* a value's STATE register */
sc_missing_kind sc_missing_kind_join(sc_missing_kind a, sc_missing_kind b);
sc_abstract_value sc_possible_coalesce(sc_compiler *c, const sc_node *node, bool frozen);
sc_abstract_value sc_possible_compare_counts(sc_compiler *c, const sc_node *a, const sc_node *b,
                                             sc_comparison comparison, bool frozen);
sc_abstract_value sc_possible_count(sc_compiler *c, const sc_node *node, bool frozen);
/* its possible outcomes as the reader sees them */
uint32_t sc_decision_bits(sc_compiler *c, uint32_t decision);
sc_abstract_value sc_possible_function(sc_compiler *c, const sc_node *node, bool frozen);
sc_abstract_value sc_possible_if(sc_compiler *c, const sc_node *node, bool frozen);
sc_abstract_value sc_possible_outcome_in(sc_compiler *c, const sc_node *decision,
                                         const bool *wanted, uint32_t count);

/* compile_decision.c */
bool sc_compile_decision(sc_compiler *c, uint32_t decision);

#endif

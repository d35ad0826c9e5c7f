/* A compiled rule set: a list of instructions over registers, without jumps, immutable. Of the
 * model it knows node ids and names alone. */
#ifndef SC_VM_PROGRAM_H
#define SC_VM_PROGRAM_H

#include "base/arena.h"
#include "base/logic.h"

#define SC_NO_REGISTER UINT32_MAX
#define SC_NO_CODE 0xFFFFu
#define SC_OTHERWISE_CODE 0xFFFEu /* in a decision's rule register */
#define SC_MAX_CASES 64

typedef enum sc_class {
    SC_CLASS_TRUTH,
    SC_CLASS_SET,
    SC_CLASS_STATE,
    SC_CLASS_CODE,
    SC_CLASS_NUMBER,
    SC_CLASS_TEXT,
    SC_CLASS_BITS
} sc_class;

typedef enum sc_opcode {
#define SC_OPCODE(NAME, class, operands, meaning) SC_OP_##NAME,
#include "vm/opcodes.def"
#undef SC_OPCODE
    SC_OP_COUNT_OF
} sc_opcode;

typedef struct sc_instruction {
    uint16_t opcode;
    int32_t immediate;
    uint32_t to;
    uint32_t a, b, c;          /* SC_NO_REGISTER where not used */
    uint32_t list, list_count; /* in sc_program.lists */
} sc_instruction;

/* A register: its class, and of constants the value. */
typedef struct sc_register {
    sc_class class;
    uint32_t width; /* of SC_CLASS_BITS: bytes per row, 1, 2, 4 or a multiple of 8 */
    bool constant;
    bool in_body;  /* computed in the body of a case split */
    double number; /* of constants: number, truth, set, state, code */
    sc_text text;
} sc_register;

/* How a missing value (or an unknown truth) in a register is read as a possible result. */
typedef enum sc_missing_kind {
    SC_MISSING_NEVER,
    SC_MISSING_IS_OPEN,
    SC_MISSING_IS_VOID,
    SC_MISSING_BY_STATE
} sc_missing_kind;

/* The truth set that a truth register holds, by how its unknown is read. BY_STATE: the value is the
 * set. */
static inline sc_truth_set sc_truth_set_of(sc_missing_kind kind, uint8_t value)
{
    switch (kind) {
    case SC_MISSING_BY_STATE:
        return (sc_truth_set)value;
    case SC_MISSING_IS_VOID:
        break;
    case SC_MISSING_NEVER:
    case SC_MISSING_IS_OPEN:
        if (value == SC_UNKNOWN)
            return SC_SET_OPEN;
        break;
    }
    return sc_set_of((sc_truth)value);
}

typedef struct sc_abstract_value {
    uint32_t reg;
    /* of a value BY_STATE: its state register. A truth BY_STATE has a truth set in `reg`. */
    uint32_t state;
    sc_missing_kind kind;
} sc_abstract_value;

typedef struct sc_input {
    uint32_t reg; /* of the class of the indicator's type */
    sc_class class;
    bool has_blank, has_assumed;
    double blank, assumed; /* truth, code or number */
    sc_text blank_text, assumed_text;
} sc_input;

typedef struct sc_program_rule {
    uint16_t outcome;
    uint32_t known; /* register */
    sc_abstract_value possible;
    bool possible_in_body;
} sc_program_rule;

typedef struct sc_program_decision {
    sc_choose choose;
    bool has_otherwise, otherwise_if_unknown;
    uint16_t otherwise;
    uint16_t outcome_count;
    uint32_t rule_count;
    sc_program_rule *rules;
    /* of the known result; SC_NO_REGISTER for `every`, like the next */
    uint32_t outcome_reg, rule_reg, conflict_reg;
    uint32_t possible_reg; /* BITS: bit outcome_count is 'no outcome' */
    bool never_none;       /* 'no outcome' is never possible */
    bool split;
    uint32_t width;  /* of possible_reg */
    uint32_t *order; /* the rules by precedence, ascending: the last that holds decides */
} sc_program_decision;

/* A case split: the body of a decision that reads earlier ones is run once for each combination of
 * their possible outcomes, and the results are joined. */
typedef struct sc_split {
    uint32_t decision;
    uint32_t *full, *fixed; /* of each earlier decision: all its outcomes, that of the case */
    uint32_t *none;         /* of each earlier decision: the bit of 'no outcome' */
    uint32_t count;
    uint32_t result;     /* the body's possible outcomes */
    uint32_t begin, end; /* the body's instructions */
    bool specialised;    /* JOIN_SPECIALISED gives the outcomes; the body is only run to read nodes
                            back */
} sc_split;

typedef struct sc_program_table {
    double *up_to; /* inclusive upper bounds, the last is infinite */
    double *numbers;
    sc_text *texts;
    uint32_t count;
} sc_program_table;

typedef struct sc_mask {
    uint64_t *words; /* of outcomes, without 'no outcome' */
    uint32_t count;
} sc_mask;

/* Outputs that a run can be limited to: instructions that none of them depends on are skipped.
 * Loop-invariant instructions run once, when a vm is made. */
enum { SC_LIVE_OUTCOMES = 1, SC_LIVE_POSSIBLE = 2, SC_LIVE_ALL = 4, SC_LIVE_INVARIANT = 8 };

typedef struct sc_program {
    sc_arena *arena;
    sc_list(sc_instruction) code;
    uint8_t *live; /* of each instruction: the outputs (SC_LIVE_*) that depend on it */
    /* for one record: the instructions of the known outcomes, and all others */
    struct sc_fused_instruction *fused_outcomes, *fused_rest;
    bool makes_texts;  /* in scratch memory: a run can fail, and overwrites those of the last */
    uint32_t *outputs; /* registers of the derived values that are outputs */
    uint32_t output_count;
    sc_list(uint32_t) lists;
    sc_list(sc_register) registers;
    sc_list(sc_split) splits;
    sc_list(sc_mask) masks;
    sc_input *inputs; /* one for each indicator */
    uint32_t input_count;
    uint32_t today; /* register */
    sc_program_table *tables;
    uint32_t table_count;
    struct sc_compiled_pattern **patterns;
    uint32_t pattern_count;
    sc_program_decision *decisions;
    uint32_t decision_count;
    /* The register of each node's known result, by node id; SC_NO_REGISTER where it has none. `raw`
     * is before if_unknown. */
    uint32_t *known, *raw;
    uint32_t node_count;
    struct sc_abstract_values *abstract_values; /* by node, reader and frozen */
    schoolcat_allocator allocator;
    uint32_t match_limit;
} sc_program;

/* Frees what is not in the arena: the table of abstract values. */
void sc_program_free(sc_program *program);
/* The abstract value of a node as read in `reader` (a decision with a case split, or UINT32_MAX).
 * False: the node was not compiled for it. */
bool sc_program_abstract_value(const sc_program *program, uint32_t node, uint32_t reader,
                               bool frozen, sc_abstract_value *value);
size_t sc_class_size(sc_class class, uint32_t width);
const char *sc_opcode_name(sc_opcode opcode);

#endif

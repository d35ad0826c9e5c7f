/* Runs the fused instructions of one record, on the same kernels as a block of rows. */
#include "vm/kernels_decide.h"
#include "vm/interpreter.h"

#define TRUTHS(offset) ((uint8_t *)(slots + (offset)))
#define CODES(offset) ((uint16_t *)(void *)(slots + (offset)))
#define NUMBERS(offset) ((double *)(void *)(slots + (offset)))
/* Direct-threaded dispatch (computed goto) where the compiler supports it: every instruction has a
 * jump of its own, which improves branch prediction. */
#if defined(__GNUC__)
#define LABEL(name)                                                                                \
    name:
#define NEXT                                                                                       \
    code++;                                                                                        \
    __extension__({ goto *labels[code->kind]; })
#define LABELS(kind)                                                                               \
    [kind] = __extension__ && at_##kind,                                                           \
    [(int)(kind) + SC_FUSED_THEN_AND] = __extension__ && at_##kind##_and,                          \
    [(int)(kind) + SC_FUSED_THEN_OR] = __extension__ && at_##kind##_or
#else
#define LABEL(name)
#define NEXT break
#endif
#define INSTRUCTION(kind, ...)                                                                     \
    case (int)(kind):                                                                              \
        LABEL(at_##kind)                                                                           \
        __VA_ARGS__;                                                                               \
        NEXT;                                                                                      \
    case (int)(kind) + SC_FUSED_THEN_AND:                                                          \
        LABEL(at_##kind##_and)                                                                     \
        __VA_ARGS__;                                                                               \
        sc_and(1, TRUTHS(code->then_to), TRUTHS(code->to), TRUTHS(code->then_b));                  \
        NEXT;                                                                                      \
    case (int)(kind) + SC_FUSED_THEN_OR:                                                           \
        LABEL(at_##kind##_or)                                                                      \
        __VA_ARGS__;                                                                               \
        sc_or(1, TRUTHS(code->then_to), TRUTHS(code->to), TRUTHS(code->then_b));                   \
        NEXT
#define COMPARE(kind, name, access, comparison)                                                    \
    INSTRUCTION(kind, sc_compare_##name(1, TRUTHS(code->to), access(code->a), access(code->b),     \
                                        comparison))
#define COMPARE_ALL(KIND, name, access)                                                            \
    COMPARE(SC_FUSED_##KIND##_EQUAL, name, access, SC_EQUAL);                                      \
    COMPARE(SC_FUSED_##KIND##_NOT_EQUAL, name, access, SC_NOT_EQUAL);                              \
    COMPARE(SC_FUSED_##KIND##_LESS, name, access, SC_LESS);                                        \
    COMPARE(SC_FUSED_##KIND##_LESS_EQUAL, name, access, SC_LESS_EQUAL);                            \
    COMPARE(SC_FUSED_##KIND##_GREATER, name, access, SC_GREATER);                                  \
    COMPARE(SC_FUSED_##KIND##_GREATER_EQUAL, name, access, SC_GREATER_EQUAL)

static inline void run_at_least(sc_vm *state, const sc_instruction *instruction)
{
    sc_at_least(1, SC_TRUTHS(state, instruction->to), state,
                state->program->lists.at + instruction->list, instruction->list_count,
                instruction->immediate);
}

static inline void run_decide(sc_vm *state, const sc_instruction *instruction)
{
    sc_decide(1, state, &state->program->decisions[instruction->immediate], instruction->to);
}

static inline void run_match(sc_vm *state, const sc_instruction *instruction)
{
    const uint8_t *guard =
        instruction->b == SC_NO_REGISTER ? NULL : SC_TRUTHS(state, instruction->b);
    sc_match_rows(1, SC_TRUTHS(state, instruction->to), SC_TEXTS(state, instruction->a), guard,
                  state->matcher, state->program->patterns[instruction->immediate]);
}

void sc_vm_run_fused(sc_vm *state, const struct sc_fused_instruction *code)
{
    const sc_program *program = state->program;
    char *slots = state->slots;
#if defined(__GNUC__)
    static const void *const labels[] = {
        LABELS(SC_FUSED_NOT),
        LABELS(SC_FUSED_AND),
        LABELS(SC_FUSED_OR),
        LABELS(SC_FUSED_REPLACE_UNKNOWN),
        LABELS(SC_FUSED_NUMBER_EQUAL),
        LABELS(SC_FUSED_NUMBER_NOT_EQUAL),
        LABELS(SC_FUSED_NUMBER_LESS),
        LABELS(SC_FUSED_NUMBER_LESS_EQUAL),
        LABELS(SC_FUSED_NUMBER_GREATER),
        LABELS(SC_FUSED_NUMBER_GREATER_EQUAL),
        LABELS(SC_FUSED_CODE_EQUAL),
        LABELS(SC_FUSED_CODE_NOT_EQUAL),
        LABELS(SC_FUSED_CODE_LESS),
        LABELS(SC_FUSED_CODE_LESS_EQUAL),
        LABELS(SC_FUSED_CODE_GREATER),
        LABELS(SC_FUSED_CODE_GREATER_EQUAL),
        [SC_FUSED_AT_LEAST] = __extension__ && at_least,
        [SC_FUSED_DECIDE] = __extension__ && decide,
        [SC_FUSED_MATCH] = __extension__ && match,
        [SC_FUSED_RANGE] = __extension__ && range,
        [SC_FUSED_END] = __extension__ && end,
    };
#endif
    for (;; code++) {
        switch ((int)code->kind) {
            INSTRUCTION(SC_FUSED_NOT, sc_not(1, TRUTHS(code->to), TRUTHS(code->a)));
            INSTRUCTION(SC_FUSED_AND,
                        sc_and(1, TRUTHS(code->to), TRUTHS(code->a), TRUTHS(code->b)));
            INSTRUCTION(SC_FUSED_OR, sc_or(1, TRUTHS(code->to), TRUTHS(code->a), TRUTHS(code->b)));
            INSTRUCTION(SC_FUSED_REPLACE_UNKNOWN,
                        sc_replace_unknown(1, TRUTHS(code->to), TRUTHS(code->a), (uint8_t)code->b));
            COMPARE_ALL(NUMBER, number, NUMBERS);
            COMPARE_ALL(CODE, code, CODES);
        case SC_FUSED_AT_LEAST:
            LABEL(at_least)
            run_at_least(state, &program->code.at[code->a]);
            NEXT;
        case SC_FUSED_DECIDE:
            LABEL(decide)
            run_decide(state, &program->code.at[code->a]);
            NEXT;
        case SC_FUSED_MATCH:
            LABEL(match)
            run_match(state, &program->code.at[code->a]);
            NEXT;
        case SC_FUSED_RANGE:
            LABEL(range)
            sc_vm_run_row(state, code->a, code->b);
            NEXT;
        default:
            LABEL(end)
            return;
        }
    }
}

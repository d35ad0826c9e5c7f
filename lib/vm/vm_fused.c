/* One record by the short forms of the program's simplest instructions. What they mean stands in
 * kernels.h, as for any number of rows. */
#include "vm/kernels_decide.h"
#include "vm/interpreter.h"

#define T(place) ((uint8_t *)(slots + (place)))
#define C(place) ((uint16_t *)(void *)(slots + (place)))
#define D(place) ((double *)(void *)(slots + (place)))
/* Each step goes on to the next by itself, where the compiler can: the processor then foresees
 * which it will be by the step that it comes from. */
#if defined(__GNUC__)
#define LABEL(name)                                                                                \
    name:
#define NEXT                                                                                       \
    step++;                                                                                        \
    __extension__({ goto *labels[step->kind]; })
#define LABELS(kind)                                                                               \
    [kind] = __extension__ && at_##kind,                                                           \
    [(int)(kind) + SC_FUSED_THEN_AND] = __extension__ && at_##kind##_and,                          \
    [(int)(kind) + SC_FUSED_THEN_OR] = __extension__ && at_##kind##_or
#else
#define LABEL(name)
#define NEXT break
#endif
#define STEP(kind, ...)                                                                            \
    case (int)(kind):                                                                              \
        LABEL(at_##kind)                                                                           \
        __VA_ARGS__;                                                                               \
        NEXT;                                                                                      \
    case (int)(kind) + SC_FUSED_THEN_AND:                                                          \
        LABEL(at_##kind##_and)                                                                     \
        __VA_ARGS__;                                                                               \
        sc_and(1, T(step->then_to), T(step->to), T(step->then_b));                                 \
        NEXT;                                                                                      \
    case (int)(kind) + SC_FUSED_THEN_OR:                                                           \
        LABEL(at_##kind##_or)                                                                      \
        __VA_ARGS__;                                                                               \
        sc_or(1, T(step->then_to), T(step->to), T(step->then_b));                                  \
        NEXT
#define COMPARE(kind, name, access, comparison)                                                    \
    STEP(kind, sc_compare_##name(1, T(step->to), access(step->a), access(step->b), comparison))
#define COMPARE_ALL(KIND, name, access)                                                            \
    COMPARE(SC_FUSED_##KIND##_EQUAL, name, access, SC_EQUAL);                                      \
    COMPARE(SC_FUSED_##KIND##_NOT_EQUAL, name, access, SC_NOT_EQUAL);                              \
    COMPARE(SC_FUSED_##KIND##_LESS, name, access, SC_LESS);                                        \
    COMPARE(SC_FUSED_##KIND##_LESS_EQUAL, name, access, SC_LESS_EQUAL);                            \
    COMPARE(SC_FUSED_##KIND##_GREATER, name, access, SC_GREATER);                                  \
    COMPARE(SC_FUSED_##KIND##_GREATER_EQUAL, name, access, SC_GREATER_EQUAL)

static inline void run_at_least(sc_vm *state, const sc_instruction *i)
{
    sc_at_least(1, SC_TRUTHS(state, i->to), state, state->program->lists.at + i->list,
                i->list_count, i->immediate);
}

static inline void run_decide(sc_vm *state, const sc_instruction *i)
{
    sc_decide(1, state, &state->program->decisions[i->immediate], i->to);
}

static inline void run_match(sc_vm *state, const sc_instruction *i)
{
    const uint8_t *guard = i->b == SC_NO_REGISTER ? NULL : SC_TRUTHS(state, i->b);
    sc_match_rows(1, SC_TRUTHS(state, i->to), SC_TEXTS(state, i->a), guard, state->matcher,
                  state->program->patterns[i->immediate]);
}

void sc_vm_run_fused(sc_vm *state, const struct sc_fused_instruction *step)
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
    for (;; step++) {
        switch ((int)step->kind) {
            STEP(SC_FUSED_NOT, sc_not(1, T(step->to), T(step->a)));
            STEP(SC_FUSED_AND, sc_and(1, T(step->to), T(step->a), T(step->b)));
            STEP(SC_FUSED_OR, sc_or(1, T(step->to), T(step->a), T(step->b)));
            STEP(SC_FUSED_REPLACE_UNKNOWN,
                 sc_replace_unknown(1, T(step->to), T(step->a), (uint8_t)step->b));
            COMPARE_ALL(NUMBER, number, D);
            COMPARE_ALL(CODE, code, C);
        case SC_FUSED_AT_LEAST:
            LABEL(at_least)
            run_at_least(state, &program->code.at[step->a]);
            NEXT;
        case SC_FUSED_DECIDE:
            LABEL(decide)
            run_decide(state, &program->code.at[step->a]);
            NEXT;
        case SC_FUSED_MATCH:
            LABEL(match)
            run_match(state, &program->code.at[step->a]);
            NEXT;
        case SC_FUSED_RANGE:
            LABEL(range)
            sc_vm_run_row(state, step->a, step->b);
            NEXT;
        default:
            LABEL(end)
            return;
        }
    }
}

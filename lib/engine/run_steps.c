/* One record by the short forms of the program's simplest instructions. What they mean stands in kernels.h, as for any number of rows. */
#include "engine/decide.h"
#include "engine/run.h"

#define T(place) ((uint8_t *)(slots + (place)))
#define C(place) ((uint16_t *)(void *)(slots + (place)))
#define D(place) ((double *)(void *)(slots + (place)))
#define STEP(kind, ...)                                                                                      \
    case (int)(kind):                                                                                        \
        __VA_ARGS__;                                                                                         \
        break;                                                                                               \
    case (int)(kind) + SC_THEN_AND:                                                                          \
        __VA_ARGS__;                                                                                         \
        sc_and(1, T(step->then_to), T(step->to), T(step->then_b));                                           \
        break;                                                                                               \
    case (int)(kind) + SC_THEN_OR:                                                                           \
        __VA_ARGS__;                                                                                         \
        sc_or(1, T(step->then_to), T(step->to), T(step->then_b));                                            \
        break
#define COMPARE(kind, name, access, comparison)                                                              \
    STEP(kind, sc_compare_##name(1, T(step->to), access(step->a), access(step->b), comparison))
#define COMPARE_ALL(KIND, name, access)                                                                      \
    COMPARE(SC_STEP_##KIND##_EQUAL, name, access, 0);                                                        \
    COMPARE(SC_STEP_##KIND##_NOT_EQUAL, name, access, 1);                                                    \
    COMPARE(SC_STEP_##KIND##_LESS, name, access, 2);                                                         \
    COMPARE(SC_STEP_##KIND##_LESS_EQUAL, name, access, 3);                                                   \
    COMPARE(SC_STEP_##KIND##_GREATER, name, access, 4);                                                      \
    COMPARE(SC_STEP_##KIND##_GREATER_EQUAL, name, access, 5)

static inline void at_least(sc_state *state, const sc_instruction *i)
{
    sc_at_least(1, SC_TRUTHS(state, i->to), state, state->program->lists.at + i->list, i->list_count, i->immediate);
}

static inline void decide(sc_state *state, const sc_instruction *i)
{
    sc_decide(1, state, &state->program->decisions[i->immediate], i->to);
}

static inline void match(sc_state *state, const sc_instruction *i)
{
    const uint8_t *guard = i->b == SC_NO_REGISTER ? NULL : SC_TRUTHS(state, i->b);
    sc_match_rows(1, SC_TRUTHS(state, i->to), SC_TEXTS(state, i->a), guard, state->matcher, state->program->patterns[i->immediate]);
}

void sc_run_steps(sc_state *state, const struct sc_step *steps, uint32_t count)
{
    const sc_program *program = state->program;
    char *slots = state->slots;
    for (const struct sc_step *step = steps, *end = steps + count; step < end; step++) {
        switch ((int)step->kind) {
            STEP(SC_STEP_NOT, sc_not(1, T(step->to), T(step->a)));
            STEP(SC_STEP_AND, sc_and(1, T(step->to), T(step->a), T(step->b)));
            STEP(SC_STEP_OR, sc_or(1, T(step->to), T(step->a), T(step->b)));
            STEP(SC_STEP_MARK, sc_mark(1, T(step->to), T(step->a), (uint8_t)step->b));
            COMPARE_ALL(NUMBER, number, D);
            COMPARE_ALL(CODE, code, C);
        case SC_STEP_AT_LEAST:
            at_least(state, &program->code.at[step->a]);
            break;
        case SC_STEP_DECIDE:
            decide(state, &program->code.at[step->a]);
            break;
        case SC_STEP_MATCH:
            match(state, &program->code.at[step->a]);
            break;
        default:
            sc_run_one(state, step->a, step->b);
        }
    }
}

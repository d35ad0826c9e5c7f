/* The kernels of lib/vm against base/logic.h, exhaustively: truth operators, at_least, comparisons,
 * truth sets, states, and every policy over small sets of rules. */
#include "unit_testing.h"

#include "vm/kernels_outcomes.h"

enum { TRUTH_COUNT = SC_TRUE + 1, MAX_RULES = 3, MAX_OUTCOMES = 3, MAX_ROWS = 512 };

/* --- a vm of registers that the test fills --- */

enum { MAX_REGISTERS = 8, REGISTER_BYTES = 16 * MAX_ROWS };

typedef struct test_vm {
    sc_program program;
    sc_register descriptions[MAX_REGISTERS];
    void *registers[MAX_REGISTERS];
    uint64_t memory[MAX_REGISTERS + 4][REGISTER_BYTES / 8];
    sc_vm vm;
} test_vm;

static void test_vm_init(test_vm *test)
{
    memset(test, 0, sizeof *test);
    test->program.registers.at = test->descriptions;
    test->program.registers.count = MAX_REGISTERS;
    for (size_t i = 0; i < MAX_REGISTERS; i++)
        test->registers[i] = test->memory[i];
    test->vm = (sc_vm){.program = &test->program,
                       .registers = test->registers,
                       .work = {test->memory[MAX_REGISTERS], test->memory[MAX_REGISTERS + 1]},
                       .flags = {(uint8_t *)test->memory[MAX_REGISTERS + 2],
                                 (uint8_t *)test->memory[MAX_REGISTERS + 3]}};
}

/* --- columns that hold every combination of operands --- */

/* Digit `place` of `row` in the given base: over base^k rows every combination of k digits. */
static uint8_t digit(size_t row, uint32_t place, uint8_t base)
{
    while (place-- > 0)
        row /= base;
    return (uint8_t)(row % base);
}

static size_t power(size_t base, uint32_t exponent)
{
    size_t result = 1;
    while (exponent-- > 0)
        result *= base;
    return result;
}

typedef struct operands {
    size_t rows;
    uint8_t a[MAX_ROWS], b[MAX_ROWS], c[MAX_ROWS];
} operands;

/* Every combination of three numbers from `first` to `last`. */
static operands all_operands(uint8_t first, uint8_t last)
{
    uint8_t base = (uint8_t)(last - first + 1);
    operands all = {.rows = power(base, 3)};
    for (size_t i = 0; i < all.rows; i++) {
        all.a[i] = (uint8_t)(first + digit(i, 0, base));
        all.b[i] = (uint8_t)(first + digit(i, 1, base));
        all.c[i] = (uint8_t)(first + digit(i, 2, base));
    }
    return all;
}

/* --- truths --- */

static void truth_operators_are_those_of_logic_h(void **state)
{
    (void)state;
    const operands all = all_operands(SC_FALSE, SC_TRUE);
    uint8_t not [MAX_ROWS], and[MAX_ROWS], or [MAX_ROWS], same[MAX_ROWS], select[MAX_ROWS],
        first[MAX_ROWS], replaced[TRUTH_COUNT][MAX_ROWS];
    sc_not(all.rows, not, all.a);
    sc_and(all.rows, and, all.a, all.b);
    sc_or(all.rows, or, all.a, all.b);
    sc_same_truth(all.rows, same, all.a, all.b);
    sc_select_truth(all.rows, select, all.a, all.b, all.c);
    sc_first_truth(all.rows, first, all.a, all.b);
    for (uint8_t truth = SC_FALSE; truth <= SC_TRUE; truth++)
        sc_replace_unknown(all.rows, replaced[truth], all.a, truth);
    for (size_t i = 0; i < all.rows; i++) {
        sc_truth a = (sc_truth)all.a[i], b = (sc_truth)all.b[i], c = (sc_truth)all.c[i];
        assert_int_equal(not [i], sc_truth_not(a));
        assert_int_equal(and[i], sc_truth_and(a, b));
        assert_int_equal(or [i], sc_truth_or(a, b));
        assert_int_equal(same[i], sc_truth_same(a, b));
        assert_int_equal(select[i], sc_truth_select(a, b, c));
        assert_int_equal(first[i], sc_truth_first(a, b));
        for (uint8_t truth = SC_FALSE; truth <= SC_TRUE; truth++)
            assert_int_equal(replaced[truth][i], sc_truth_first(a, (sc_truth)truth));
    }
}

/* The definitions of logic.h themselves, against the truth tables of Kleene's strong logic. */
static void logic_h_is_strong_kleene_logic(void **state)
{
    (void)state;
    static const sc_truth and_table[TRUTH_COUNT][TRUTH_COUNT] = {
        {SC_FALSE, SC_FALSE, SC_FALSE},
        {SC_FALSE, SC_UNKNOWN, SC_UNKNOWN},
        {SC_FALSE, SC_UNKNOWN, SC_TRUE},
    };
    static const sc_truth or_table[TRUTH_COUNT][TRUTH_COUNT] = {
        {SC_FALSE, SC_UNKNOWN, SC_TRUE},
        {SC_UNKNOWN, SC_UNKNOWN, SC_TRUE},
        {SC_TRUE, SC_TRUE, SC_TRUE},
    };
    static const sc_truth not_table[TRUTH_COUNT] = {SC_TRUE, SC_UNKNOWN, SC_FALSE};
    for (int a = SC_FALSE; a <= SC_TRUE; a++) {
        assert_int_equal(sc_truth_not((sc_truth)a), not_table[a]);
        for (int b = SC_FALSE; b <= SC_TRUE; b++) {
            assert_int_equal(sc_truth_and((sc_truth)a, (sc_truth)b), and_table[a][b]);
            assert_int_equal(sc_truth_or((sc_truth)a, (sc_truth)b), or_table[a][b]);
        }
    }
    assert_int_equal(SC_FALSE, SCHOOLCAT_FALSE);
    assert_int_equal(SC_UNKNOWN, SCHOOLCAT_UNKNOWN);
    assert_int_equal(SC_TRUE, SCHOOLCAT_TRUE);
}

static void at_least_counts_certain_and_likely_truths(void **state)
{
    (void)state;
    enum { OPERANDS = 4 };
    static test_vm test;
    static const uint32_t list[OPERANDS] = {0, 1, 2, 3};
    uint8_t columns[MAX_ROWS], row;
    test_vm_init(&test);
    const size_t rows = power(TRUTH_COUNT, OPERANDS);
    for (uint32_t k = 0; k < OPERANDS; k++)
        for (size_t i = 0; i < rows; i++)
            SC_TRUTHS(&test.vm, k)[i] = digit(i, k, TRUTH_COUNT);
    for (int32_t needed = -1; needed <= OPERANDS + 1; needed++) {
        sc_at_least(rows, columns, &test.vm, list, OPERANDS, needed);
        for (size_t i = 0; i < rows; i++) {
            int32_t certain = 0, likely = 0;
            for (uint32_t k = 0; k < OPERANDS; k++) {
                certain += digit(i, k, TRUTH_COUNT) == SC_TRUE;
                likely += digit(i, k, TRUTH_COUNT) != SC_FALSE;
            }
            assert_int_equal(columns[i], sc_truth_at_least(certain, likely, needed));
        }
    }
    for (int32_t needed = -1; needed <= OPERANDS + 1; needed++) { /* the form for one row */
        sc_at_least(1, &row, &test.vm, list, OPERANDS, needed);
        assert_int_equal(row, sc_truth_at_least(0, 0, needed));
    }
}

/* --- comparisons --- */

static const double some_numbers[] = {-1, 0, 0.5, 1, NAN};
static const uint16_t some_codes[] = {0, 1, 2, SC_NO_CODE};

static sc_truth expected_comparison(int comparison, double a, double b, bool missing)
{
    return missing ? SC_UNKNOWN : sc_truth_of(sc_compare_numbers((sc_comparison)comparison, a, b));
}

static void numbers_compare_as_in_logic_h(void **state)
{
    (void)state;
    enum { COUNT = COUNT_OF(some_numbers) };
    for (int comparison = SC_EQUAL; comparison <= SC_GREATER_EQUAL; comparison++)
        for (size_t j = 0; j < COUNT; j++) {
            uint8_t column[COUNT], constant[COUNT], row;
            double b = some_numbers[j], others[COUNT];
            for (size_t i = 0; i < COUNT; i++)
                others[i] = b;
            sc_compare_number(COUNT, column, some_numbers, others, (sc_comparison)comparison);
            sc_compare_with_number(COUNT, constant, some_numbers, b, (sc_comparison)comparison);
            for (size_t i = 0; i < COUNT; i++) {
                double a = some_numbers[i];
                sc_truth expected = expected_comparison(comparison, a, b, isnan(a) || isnan(b));
                sc_compare_number(1, &row, &a, &b, (sc_comparison)comparison);
                assert_int_equal(column[i], expected);
                assert_int_equal(constant[i], expected);
                assert_int_equal(row, expected);
            }
        }
}

static void codes_compare_as_in_logic_h(void **state)
{
    (void)state;
    enum { COUNT = COUNT_OF(some_codes) };
    for (int comparison = SC_EQUAL; comparison <= SC_GREATER_EQUAL; comparison++)
        for (size_t j = 0; j < COUNT; j++) {
            uint8_t column[COUNT], constant[COUNT], row;
            uint16_t b = some_codes[j], others[COUNT];
            for (size_t i = 0; i < COUNT; i++)
                others[i] = b;
            sc_compare_code(COUNT, column, some_codes, others, (sc_comparison)comparison);
            sc_compare_with_code(COUNT, constant, some_codes, b, (sc_comparison)comparison);
            for (size_t i = 0; i < COUNT; i++) {
                uint16_t a = some_codes[i];
                bool missing = a == SC_NO_CODE || b == SC_NO_CODE;
                sc_truth expected = expected_comparison(comparison, a, b, missing);
                sc_compare_code(1, &row, &a, &b, (sc_comparison)comparison);
                assert_int_equal(column[i], expected);
                assert_int_equal(constant[i], expected);
                assert_int_equal(row, expected);
            }
        }
}

/* True where every pair of whole numbers of the two intervals satisfies it, false where none does.
 */
static sc_truth compare_every_pair(sc_comparison comparison, const int interval[4])
{
    bool every = true, none = true;
    for (int x = interval[0]; x <= interval[1]; x++)
        for (int y = interval[2]; y <= interval[3]; y++) {
            bool holds = sc_compare_numbers(comparison, x, y);
            every = every && holds;
            none = none && !holds;
        }
    return every ? SC_TRUE : none ? SC_FALSE : SC_UNKNOWN;
}

static void intervals_compare_as_all_their_pairs(void **state)
{
    (void)state;
    enum { VALUES = 4 };
    for (int comparison = SC_EQUAL; comparison <= SC_GREATER_EQUAL; comparison++)
        for (size_t row = 0; row < power(VALUES, 4); row++) {
            int interval[4];
            double bounds[4];
            for (uint32_t k = 0; k < 4; k++)
                bounds[k] = interval[k] = digit(row, k, VALUES);
            if (interval[0] > interval[1] || interval[2] > interval[3])
                continue;
            uint8_t truth;
            sc_compare_interval(1, &truth, &bounds[0], &bounds[1], &bounds[2], &bounds[3],
                                (sc_comparison)comparison);
            assert_int_equal(truth, compare_every_pair((sc_comparison)comparison, interval));
        }
}

static void a_negated_comparison_holds_where_the_other_does_not(void **state)
{
    (void)state;
    for (int comparison = SC_EQUAL; comparison <= SC_GREATER_EQUAL; comparison++) {
        sc_comparison negated = sc_comparison_negated((sc_comparison)comparison);
        for (double a = 0; a < 3; a++)
            for (double b = 0; b < 3; b++)
                assert_int_equal(sc_compare_numbers((sc_comparison)comparison, a, b),
                                 !sc_compare_numbers(negated, a, b));
    }
}

static void a_mirrored_comparison_has_its_operands_exchanged(void **state)
{
    (void)state;
    for (int comparison = SC_EQUAL; comparison <= SC_GREATER_EQUAL; comparison++)
        for (int a = 0; a < 3; a++)
            for (int b = 0; b < 3; b++) {
                sc_comparison mirrored = sc_comparison_mirrored((sc_comparison)comparison);
                assert_int_equal(sc_compare_numbers((sc_comparison)comparison, a, b),
                                 sc_compare_numbers(mirrored, b, a));
            }
}

/* --- truth sets --- */

/* The results of a truth operator over every choice of one truth from each set. */
static sc_truth_set over_choices(sc_truth (*operator)(sc_truth, sc_truth, sc_truth), uint8_t a,
                                 uint8_t b, uint8_t c)
{
    unsigned results = SC_SET_EMPTY;
    for (int x = SC_FALSE; x <= SC_TRUE; x++)
        for (int y = SC_FALSE; y <= SC_TRUE; y++)
            for (int z = SC_FALSE; z <= SC_TRUE; z++)
                if ((a >> x & 1) && (b >> y & 1) && (c >> z & 1))
                    results |= sc_set_of(operator((sc_truth)x, (sc_truth)y, (sc_truth)z));
    return (sc_truth_set)results;
}

static sc_truth choice_not(sc_truth a, sc_truth b, sc_truth c)
{
    (void)b;
    (void)c;
    return sc_truth_not(a);
}

static sc_truth choice_and(sc_truth a, sc_truth b, sc_truth c)
{
    (void)c;
    return sc_truth_and(a, b);
}

static sc_truth choice_or(sc_truth a, sc_truth b, sc_truth c)
{
    (void)c;
    return sc_truth_or(a, b);
}

static sc_truth choice_same(sc_truth a, sc_truth b, sc_truth c)
{
    (void)c;
    return sc_truth_same(a, b);
}

static sc_truth choice_first(sc_truth a, sc_truth b, sc_truth c)
{
    (void)c;
    return sc_truth_first(a, b);
}

static sc_truth truth_of_set(unsigned set)
{
    return set == SC_SET_TRUE ? SC_TRUE : set == SC_SET_FALSE ? SC_FALSE : SC_UNKNOWN;
}

static void truth_sets_hold_the_results_over_all_choices(void **state)
{
    (void)state;
    const operands all = all_operands(SC_SET_FALSE, SC_SET_ANY);
    uint8_t not [MAX_ROWS], and[MAX_ROWS], or [MAX_ROWS], same[MAX_ROWS], select[MAX_ROWS],
        first[MAX_ROWS];
    sc_set_not(all.rows, not, all.a);
    sc_set_and(all.rows, and, all.a, all.b);
    sc_set_or(all.rows, or, all.a, all.b);
    sc_set_same(all.rows, same, all.a, all.b);
    sc_set_select(all.rows, select, all.a, all.b, all.c);
    sc_set_first(all.rows, first, all.a, all.b);
    for (size_t i = 0; i < all.rows; i++) {
        uint8_t a = all.a[i], b = all.b[i], c = all.c[i];
        assert_int_equal(not [i], over_choices(choice_not, a, b, c));
        assert_int_equal(and[i], over_choices(choice_and, a, b, c));
        assert_int_equal(or [i], over_choices(choice_or, a, b, c));
        assert_int_equal(same[i], over_choices(choice_same, a, b, c));
        assert_int_equal(select[i], over_choices(sc_truth_select, a, b, c));
        assert_int_equal(first[i], over_choices(choice_first, a, b, c));
    }
}

static void truth_sets_become_truths(void **state)
{
    (void)state;
    for (uint8_t set = SC_SET_FALSE; set <= SC_SET_ANY; set++) {
        uint8_t known, single, replaced;
        bool unknown = sc_set_has((sc_truth_set)set, SC_UNKNOWN);
        sc_set_known(1, &known, &set);
        assert_int_equal(known, set == SC_SET_UNKNOWN                       ? SC_FALSE
                                : set == SC_SET_TRUE || set == SC_SET_FALSE ? SC_TRUE
                                                                            : SC_UNKNOWN);
        sc_set_single(1, &single, &set);
        assert_int_equal(single, truth_of_set(set));
        for (uint8_t truth = SC_FALSE; truth <= SC_TRUE; truth += SC_TRUE) {
            unsigned rest = set & ~(unsigned)SC_SET_UNKNOWN;
            sc_set_replace_unknown(1, &replaced, &set, truth);
            assert_int_equal(replaced,
                             truth_of_set(unknown ? rest | sc_set_of((sc_truth)truth) : rest));
        }
    }
}

static void truths_become_truth_sets(void **state)
{
    (void)state;
    static const unsigned set_of_state[] = {
        [SC_STATE_KNOWN] = SC_SET_OPEN, /* a match limit: known text, unknown truth */
        [SC_STATE_OPEN] = SC_SET_OPEN,
        [SC_STATE_VOID] = SC_SET_UNKNOWN,
        [SC_STATE_OPEN_OR_VOID] = SC_SET_ANY,
    };
    for (uint8_t truth = SC_FALSE; truth <= SC_TRUE; truth++) {
        uint8_t open, empty, by_state;
        unsigned single = sc_set_of((sc_truth)truth);
        sc_set_of_open(1, &open, &truth);
        assert_int_equal(open, truth == SC_UNKNOWN ? SC_SET_OPEN : single);
        sc_set_of_void(1, &empty, &truth);
        assert_int_equal(empty, single);
        for (uint8_t value = SC_STATE_KNOWN; value <= SC_STATE_OPEN_OR_VOID; value++) {
            sc_set_by_state(1, &by_state, &truth, &value);
            assert_int_equal(by_state, truth == SC_UNKNOWN ? set_of_state[value] : single);
        }
    }
}

static void at_least_of_sets_holds_the_results_over_all_choices(void **state)
{
    (void)state;
    static test_vm test;
    static const uint32_t list[] = {0, 1, 2};
    const operands all = all_operands(SC_SET_FALSE, SC_SET_ANY);
    uint8_t results[MAX_ROWS];
    test_vm_init(&test);
    memcpy(SC_TRUTHS(&test.vm, 0), all.a, all.rows);
    memcpy(SC_TRUTHS(&test.vm, 1), all.b, all.rows);
    memcpy(SC_TRUTHS(&test.vm, 2), all.c, all.rows);
    for (int32_t needed = 0; needed <= 4; needed++) {
        sc_set_at_least(all.rows, results, &test.vm, list, 3, needed);
        for (size_t i = 0; i < all.rows; i++) {
            unsigned expected = SC_SET_EMPTY;
            for (size_t choice = 0; choice < power(TRUTH_COUNT, 3); choice++) {
                uint8_t x = digit(choice, 0, TRUTH_COUNT), y = digit(choice, 1, TRUTH_COUNT),
                        z = digit(choice, 2, TRUTH_COUNT);
                if (!(all.a[i] >> x & 1) || !(all.b[i] >> y & 1) || !(all.c[i] >> z & 1))
                    continue;
                int certain = (x == SC_TRUE) + (y == SC_TRUE) + (z == SC_TRUE);
                int likely = (x != SC_FALSE) + (y != SC_FALSE) + (z != SC_FALSE);
                expected |= sc_set_of(sc_truth_at_least(certain, likely, needed));
            }
            assert_int_equal(results[i], expected);
        }
    }
}

static void states_join_as_in_logic_h(void **state)
{
    (void)state;
    for (uint8_t a = SC_STATE_KNOWN; a <= SC_STATE_OPEN_OR_VOID; a++) {
        uint8_t joined, known;
        for (uint8_t b = SC_STATE_KNOWN; b <= SC_STATE_OPEN_OR_VOID; b++) {
            sc_state_join(1, &joined, &a, &b);
            assert_int_equal(joined, sc_state_strict((sc_value_state)a, (sc_value_state)b));
        }
        sc_state_known(1, &known, &a);
        assert_int_equal(known, a == SC_STATE_KNOWN  ? SC_TRUE
                                : a == SC_STATE_VOID ? SC_FALSE
                                                     : SC_UNKNOWN);
    }
}

/* --- decision policies --- */

/* A decision of up to three rules; its outcomes are the digits of a number. */
typedef struct small_decision {
    test_vm test;
    sc_program_decision decision;
    sc_program_rule rules[MAX_RULES];
    uint32_t order[MAX_RULES];
} small_decision;

enum { RULE_REGISTER = MAX_RULES, CONFLICT_REGISTER, RESULT_REGISTER };

typedef enum sc_otherwise_kind {
    WITHOUT_OTHERWISE,
    OTHERWISE,
    OTHERWISE_IF_UNKNOWN,
    OTHERWISE_COUNT
} sc_otherwise_kind;

static uint32_t outcome_of(const small_decision *small, uint32_t rule)
{
    return small->rules[rule].outcome;
}

static bool precedes(const small_decision *small, uint32_t i, uint32_t j)
{
    return sc_precedes(small->decision.choose, i, j, outcome_of(small, i), outcome_of(small, j));
}

static void make_decision(small_decision *small, sc_choose policy, uint32_t rule_count,
                          size_t outcomes, sc_otherwise_kind otherwise)
{
    test_vm_init(&small->test);
    small->decision =
        (sc_program_decision){.choose = policy,
                              .has_otherwise = otherwise != WITHOUT_OTHERWISE,
                              .otherwise_if_unknown = otherwise == OTHERWISE_IF_UNKNOWN,
                              .otherwise = MAX_OUTCOMES - 1,
                              .outcome_count = MAX_OUTCOMES,
                              .rule_count = rule_count,
                              .rules = small->rules,
                              .outcome_reg = RESULT_REGISTER,
                              .rule_reg = RULE_REGISTER,
                              .conflict_reg = CONFLICT_REGISTER,
                              .order = small->order};
    for (uint32_t i = 0; i < rule_count; i++)
        small->rules[i] = (sc_program_rule){
            .known = i,
            .outcome = digit(outcomes, i, MAX_OUTCOMES),
            .possible = {.reg = i, .state = SC_NO_REGISTER, .kind = SC_MISSING_BY_STATE}};
    for (uint32_t i = 0; i < rule_count; i++) {
        uint32_t rank = 0; /* in ascending order of precedence */
        for (uint32_t j = 0; j < rule_count; j++)
            rank += j != i && precedes(small, i, j);
        small->order[rank] = i;
    }
}

/* What the policy chooses where each rule has one truth: an outcome, or MAX_OUTCOMES for none. */
typedef struct verdict {
    uint32_t outcome, rule;
    bool conflict;
} verdict;

static verdict decide_by_definition(const small_decision *small, const uint8_t *truths)
{
    const sc_program_decision *decision = &small->decision;
    verdict result = {MAX_OUTCOMES, SC_NO_CODE, false};
    bool some_unknown = false;
    for (uint32_t i = 0; i < decision->rule_count; i++) {
        some_unknown = some_unknown || truths[i] == SC_UNKNOWN;
        for (uint32_t j = 0; j < i; j++)
            result.conflict =
                result.conflict ||
                (truths[i] == SC_TRUE && truths[j] == SC_TRUE &&
                 sc_conflicts(decision->choose, i, j, outcome_of(small, i), outcome_of(small, j)));
        if (truths[i] == SC_TRUE && (result.rule == SC_NO_CODE || precedes(small, i, result.rule)))
            result.rule = i;
    }
    if (result.conflict)
        return (verdict){MAX_OUTCOMES, SC_NO_CODE, true};
    if (result.rule != SC_NO_CODE)
        result.outcome = outcome_of(small, result.rule);
    else if (decision->has_otherwise && (!some_unknown || decision->otherwise_if_unknown))
        result = (verdict){decision->otherwise, SC_OTHERWISE_CODE, false};
    return result;
}

/* Calls `check` for every policy that chooses one outcome, `otherwise`, and outcomes of the rules.
 */
static void for_each_decision(void (*check)(small_decision *small))
{
    static small_decision small;
    for (int policy = SC_CHOOSE_FIRST; policy < SC_CHOOSE_EVERY; policy++)
        for (int otherwise = WITHOUT_OTHERWISE; otherwise < OTHERWISE_COUNT; otherwise++)
            for (uint32_t count = 1; count <= MAX_RULES; count++)
                for (size_t outcomes = 0; outcomes < power(MAX_OUTCOMES, count); outcomes++) {
                    make_decision(&small, (sc_choose)policy, count, outcomes,
                                  (sc_otherwise_kind)otherwise);
                    check(&small);
                }
}

static void check_decide(small_decision *small)
{
    const uint32_t count = small->decision.rule_count;
    const size_t rows = power(TRUTH_COUNT, count);
    sc_vm *vm = &small->test.vm;
    for (uint32_t k = 0; k < count; k++)
        for (size_t i = 0; i < rows; i++)
            SC_TRUTHS(vm, k)[i] = digit(i, k, TRUTH_COUNT);
    sc_decide(rows, vm, &small->decision, RESULT_REGISTER);
    for (size_t i = 0; i < rows; i++) {
        uint8_t truths[MAX_RULES];
        for (uint32_t k = 0; k < count; k++)
            truths[k] = digit(i, k, TRUTH_COUNT);
        verdict expected = decide_by_definition(small, truths);
        uint32_t outcome = expected.outcome == MAX_OUTCOMES ? SC_NO_CODE : expected.outcome;
        assert_int_equal(SC_CODES(vm, RESULT_REGISTER)[i], outcome);
        assert_int_equal(SC_CODES(vm, RULE_REGISTER)[i], expected.rule);
        assert_int_equal(SC_TRUTHS(vm, CONFLICT_REGISTER)[i], sc_truth_of(expected.conflict));
    }
}

static void every_policy_decides_by_displacement(void **state)
{
    (void)state;
    for_each_decision(check_decide);
}

/* Bits of the outcomes over every choice of truths, `sets` being the rules' truth sets. */
static unsigned possible_by_definition(const small_decision *small, const uint8_t *sets)
{
    const uint32_t count = small->decision.rule_count;
    unsigned possible = 0;
    for (size_t choice = 0; choice < power(TRUTH_COUNT, count); choice++) {
        uint8_t truths[MAX_RULES];
        bool chosen = true;
        for (uint32_t k = 0; k < count; k++) {
            truths[k] = digit(choice, k, TRUTH_COUNT);
            chosen = chosen && (sets[k] >> truths[k] & 1);
        }
        if (chosen)
            possible |= 1u << decide_by_definition(small, truths).outcome;
    }
    return possible;
}

static unsigned bits_of_row(const small_decision *small, size_t row)
{
    unsigned bits = 0;
    for (uint32_t bit = 0; bit <= MAX_OUTCOMES; bit++)
        bits |= (unsigned)sc_bits_has(&small->test.vm, RESULT_REGISTER, row, bit) << bit;
    return bits;
}

/* Every combination of truth sets (of truths, where `kind` is not BY_STATE) in every width. */
static void check_possible_of_kind(small_decision *small, sc_missing_kind kind)
{
    static const uint32_t widths[] = {1, 2, 4, 8, 16};
    static unsigned expected[MAX_ROWS];
    const uint32_t count = small->decision.rule_count;
    const uint8_t first = kind == SC_MISSING_BY_STATE ? SC_SET_FALSE : SC_FALSE,
                  base = kind == SC_MISSING_BY_STATE ? SC_SET_ANY : TRUTH_COUNT;
    const size_t rows = power(base, count);
    const uint32_t list[MAX_RULES] = {0, 1, 2};
    sc_vm *vm = &small->test.vm;
    for (size_t i = 0; i < rows; i++) {
        uint8_t sets[MAX_RULES];
        for (uint32_t k = 0; k < count; k++) {
            uint8_t value = (uint8_t)(first + digit(i, k, base));
            SC_TRUTHS(vm, k)[i] = value;
            small->rules[k].possible.kind = kind;
            sets[k] = (uint8_t)sc_rule_set(vm, k, kind, i);
        }
        expected[i] = possible_by_definition(small, sets);
    }
    for (size_t w = 0; w < COUNT_OF(widths); w++) {
        small->decision.width = small->test.descriptions[RESULT_REGISTER].width = widths[w];
        sc_possible_outcomes(rows, vm, &small->decision, list, RESULT_REGISTER);
        for (size_t i = 0; i < rows; i++)
            assert_int_equal(bits_of_row(small, i), expected[i]);
    }
}

static void check_possible(small_decision *small)
{
    check_possible_of_kind(small, SC_MISSING_BY_STATE);
    check_possible_of_kind(small, SC_MISSING_IS_OPEN);
    check_possible_of_kind(small, SC_MISSING_IS_VOID);
}

static void every_policy_has_the_possible_outcomes_over_all_choices(void **state)
{
    (void)state;
    for_each_decision(check_possible);
}

/* A rule that is settled changes no outcome; under `first` it is also never the one that decides.
 */
static void check_settled(small_decision *small)
{
    const uint32_t count = small->decision.rule_count;
    const sc_choose policy = small->decision.choose;
    for (uint32_t certain = 0; certain < count; certain++)
        for (uint32_t other = 0; other < count; other++) {
            if (certain == other)
                continue;
            bool same = true;
            for (size_t choice = 0; choice < power(TRUTH_COUNT, count); choice++) {
                uint8_t truths[MAX_RULES];
                for (uint32_t k = 0; k < count; k++)
                    truths[k] = digit(choice, k, TRUTH_COUNT);
                truths[certain] = SC_TRUE;
                verdict with = decide_by_definition(small, truths);
                truths[other] = SC_FALSE;
                verdict without = decide_by_definition(small, truths);
                same = same && with.outcome == without.outcome &&
                       (policy != SC_CHOOSE_FIRST || with.rule == without.rule);
            }
            assert_int_equal(sc_settles(policy, certain, other, outcome_of(small, certain),
                                        outcome_of(small, other)),
                             same);
        }
}

static void a_settled_rule_has_no_influence(void **state)
{
    (void)state;
    for_each_decision(check_settled);
}

/* `every` chooses each outcome for itself. */
static void no_rule_of_every_displaces_or_settles_another(void **state)
{
    (void)state;
    for (uint32_t outcome = 0; outcome < 4; outcome++) {
        assert_false(sc_displaces(SC_CHOOSE_EVERY, 0, 1, outcome / 2, outcome % 2));
        assert_false(sc_settles(SC_CHOOSE_EVERY, 0, 1, outcome / 2, outcome % 2));
        assert_false(sc_conflicts(SC_CHOOSE_EVERY, 0, 1, outcome / 2, outcome % 2));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(logic_h_is_strong_kleene_logic),
        cmocka_unit_test(truth_operators_are_those_of_logic_h),
        cmocka_unit_test(at_least_counts_certain_and_likely_truths),
        cmocka_unit_test(numbers_compare_as_in_logic_h),
        cmocka_unit_test(codes_compare_as_in_logic_h),
        cmocka_unit_test(intervals_compare_as_all_their_pairs),
        cmocka_unit_test(a_negated_comparison_holds_where_the_other_does_not),
        cmocka_unit_test(a_mirrored_comparison_has_its_operands_exchanged),
        cmocka_unit_test(truth_sets_hold_the_results_over_all_choices),
        cmocka_unit_test(truth_sets_become_truths),
        cmocka_unit_test(truths_become_truth_sets),
        cmocka_unit_test(at_least_of_sets_holds_the_results_over_all_choices),
        cmocka_unit_test(states_join_as_in_logic_h),
        cmocka_unit_test(every_policy_decides_by_displacement),
        cmocka_unit_test(every_policy_has_the_possible_outcomes_over_all_choices),
        cmocka_unit_test(a_settled_rule_has_no_influence),
        cmocka_unit_test(no_rule_of_every_displaces_or_settles_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Decisions: the outcome, and the possible outcomes case by case (lib/semantics.md, section 4). */
#include "naive_internal.h"

/* --- one truth for each rule gives one outcome --- */

typedef struct verdict {
    uint32_t outcome, rule;
    bool by_otherwise, conflict;
} verdict;

/* Whether rule `a` has precedence over rule `b` if both hold. Of equal ones the first has. */
static bool before(const sc_decision *about, uint32_t a, uint32_t b)
{
    uint32_t one = about->rules[a].outcome, other = about->rules[b].outcome;
    if (about->choose == SC_CHOOSE_WORST && one != other)
        return one > other;
    if (about->choose == SC_CHOOSE_BEST && one != other)
        return one < other;
    return a < b;
}

static verdict decide(const sc_decision *about, const naive_truth *truths)
{
    verdict result = {SC_NONE, SC_NONE, false, false};
    bool some_unknown = false;
    for (uint32_t i = 0; i < about->rule_count; i++) {
        some_unknown = some_unknown || truths[i] == NAIVE_UNKNOWN;
        if (truths[i] != NAIVE_TRUE)
            continue;
        if (about->choose == SC_CHOOSE_UNIQUE && result.rule != SC_NONE &&
            about->rules[i].outcome != about->rules[result.rule].outcome)
            result.conflict = true;
        if (result.rule == SC_NONE || before(about, i, result.rule))
            result.rule = i;
    }
    const sc_otherwise *otherwise = &about->otherwise;
    if (result.conflict)
        result.rule = SC_NONE;
    else if (result.rule != SC_NONE)
        result.outcome = about->rules[result.rule].outcome;
    else if (otherwise->present && (!some_unknown || otherwise->if_unknown == SC_UNKNOWN_IS_TRUE))
        result = (verdict){otherwise->outcome, SC_NONE, true, false};
    return result;
}

/* --- possible outcomes of independent rules --- */

typedef struct choices {
    const sc_decision *about;
    const naive_truths *sets;
    naive_truth *truths;
    bool *possible;
    bool none_possible;
} choices;

static void each_choice(choices *all, uint32_t at)
{
    if (at == all->about->rule_count) {
        verdict came = decide(all->about, all->truths);
        if (came.outcome == SC_NONE)
            all->none_possible = true;
        else
            all->possible[came.outcome] = true;
        return;
    }
    for (int truth = NAIVE_FALSE; truth <= NAIVE_TRUE; truth++) {
        if (!(all->sets[at] >> truth & 1u))
            continue;
        all->truths[at] = (naive_truth)truth;
        each_choice(all, at + 1);
    }
}

static bool displaces(const sc_decision *about, uint32_t j, uint32_t i)
{
    uint32_t one = about->rules[j].outcome, other = about->rules[i].outcome;
    switch (about->choose) {
    case SC_CHOOSE_FIRST:
        return j < i;
    case SC_CHOOSE_WORST:
        return one > other;
    case SC_CHOOSE_BEST:
        return one < other;
    default:
        return one != other;
    }
}

static bool can_be_reached(const choices *all, uint32_t rule)
{
    if (!(all->sets[rule] & NAIVE_SET_TRUE))
        return false;
    for (uint32_t i = 0; i < all->about->rule_count; i++) {
        if (displaces(all->about, i, rule) && all->sets[i] == NAIVE_SET_TRUE)
            return false;
    }
    return true;
}

/* For many rules: the conditions of lib/semantics.md, section 4, checked one after another. */
static void by_words(choices *all)
{
    const sc_decision *about = all->about;
    bool all_can_be_false = true, all_can_miss = true, some_can_be_unknown = false,
         both_can_hold = false;
    for (uint32_t i = 0; i < about->rule_count; i++) {
        if (can_be_reached(all, i))
            all->possible[about->rules[i].outcome] = true;
        all_can_be_false = all_can_be_false && all->sets[i] & NAIVE_SET_FALSE;
        all_can_miss = all_can_miss && all->sets[i] != NAIVE_SET_TRUE;
        some_can_be_unknown = some_can_be_unknown || all->sets[i] & NAIVE_SET_UNKNOWN;
        for (uint32_t j = 0; j < i; j++)
            both_can_hold =
                both_can_hold || (about->choose == SC_CHOOSE_UNIQUE && displaces(about, i, j) &&
                                  all->sets[i] & NAIVE_SET_TRUE && all->sets[j] & NAIVE_SET_TRUE);
    }
    const sc_otherwise *otherwise = &about->otherwise;
    bool anyway = otherwise->if_unknown == SC_UNKNOWN_IS_TRUE;
    if (otherwise->present && (anyway ? all_can_miss : all_can_be_false))
        all->possible[otherwise->outcome] = true;
    bool left_open = all_can_miss && (!otherwise->present || (some_can_be_unknown && !anyway));
    all->none_possible = all->none_possible || left_open || both_can_hold;
}

static void add_possible(naive *n, const sc_decision *about, const naive_truths *sets,
                         naive_decision *out)
{
    choices all = {about, sets, naive_allocate(n, about->rule_count, sizeof(naive_truth)),
                   out->possible, out->none_possible};
    double count = 1;
    for (uint32_t i = 0; i < about->rule_count; i++)
        count *= (sets[i] & 1u) + (sets[i] >> 1 & 1u) + (sets[i] >> 2 & 1u);
    if (count <= 729)
        each_choice(&all, 0);
    else
        by_words(&all);
    out->none_possible = all.none_possible;
}

/* --- the case split --- */

static void find_reads(const sc_model *model, const sc_node *node, bool *reads)
{
    if (node->kind == SC_NODE_DECISION && model->decisions[node->index].choose != SC_CHOOSE_EVERY)
        reads[node->index] = true;
    if (node->kind == SC_NODE_DERIVED)
        find_reads(model, model->derived[node->index].value, reads);
    if (node->kind == SC_NODE_CRITERION)
        find_reads(model, model->criteria[node->index].when, reads);
    for (uint32_t i = 0; i < node->child_count; i++)
        find_reads(model, node->children[i], reads);
}

static void one_case(naive *n, uint32_t decision, naive_decision *out)
{
    const sc_decision *about = &n->model->decisions[decision];
    naive_truths *sets = naive_allocate(n, about->rule_count, sizeof *sets);
    for (uint32_t i = 0; i < about->rule_count; i++)
        sets[i] = naive_truths_of(n, about->rules[i].when, false);
    add_possible(n, about, sets, out);
    out->cases++;
}

/* Fixes, one after another from `from` on, the decisions that are read. */
static void each_case(naive *n, uint32_t decision, const bool *reads, uint32_t from,
                      uint32_t *fixed, naive_decision *out)
{
    const sc_model *model = n->model;
    while (from < model->decision_count && !reads[from])
        from++;
    if (from == model->decision_count) {
        n->fixed = fixed;
        one_case(n, decision, out);
        n->fixed = NULL;
        return;
    }
    const naive_decision *earlier = naive_decided(n, from);
    uint32_t outcomes = model->domains[model->decisions[from].domain].item_count;
    for (uint32_t i = 0; i <= outcomes; i++) {
        if (i < outcomes ? !earlier->possible[i] : !earlier->none_possible)
            continue;
        fixed[from] = i < outcomes ? i : SC_NONE;
        each_case(n, decision, reads, from + 1, fixed, out);
    }
    fixed[from] = NAIVE_NOT_FIXED;
}

static void case_by_case(naive *n, uint32_t decision, naive_decision *out)
{
    const sc_model *model = n->model;
    bool *reads = naive_allocate(n, model->decision_count, sizeof *reads);
    uint32_t *fixed = naive_allocate(n, model->decision_count, sizeof *fixed);
    double product = 1;
    for (uint32_t i = 0; i < model->decisions[decision].rule_count; i++)
        find_reads(model, model->decisions[decision].rules[i].when, reads);
    for (uint32_t d = 0; d < model->decision_count; d++) {
        fixed[d] = NAIVE_NOT_FIXED;
        if (!reads[d])
            continue;
        const naive_decision *earlier = naive_decided(n, d);
        uint32_t outcomes = model->domains[model->decisions[d].domain].item_count,
                 possible = earlier->none_possible;
        for (uint32_t i = 0; i < outcomes; i++)
            possible += earlier->possible[i];
        product *= possible;
    }
    if (product <= 64)
        each_case(n, decision, reads, 0, fixed, out);
    else
        add_possible(n, &model->decisions[decision], out->sets, out);
}

bool naive_outcome_possible(naive *n, uint32_t decision, uint32_t outcome)
{
    if (n->fixed != NULL && n->fixed[decision] != NAIVE_NOT_FIXED)
        return n->fixed[decision] == outcome;
    const naive_decision *decided = naive_decided(n, decision);
    return outcome == SC_NONE ? decided->none_possible : decided->possible[outcome];
}

/* --- a decision --- */

static void every_rule(const sc_decision *about, naive_decision *out)
{
    for (uint32_t i = 0; i < about->rule_count; i++) {
        bool may_hold = out->sets[i] & NAIVE_SET_TRUE;
        if (may_hold)
            out->possible[about->rules[i].outcome] = true;
        out->provisional = out->provisional || may_hold != (out->truths[i] == NAIVE_TRUE);
    }
}

static void one_outcome(naive *n, uint32_t decision, naive_decision *out)
{
    const sc_decision *about = &n->model->decisions[decision];
    verdict came = decide(about, out->truths);
    out->outcome = came.outcome;
    out->rule = came.rule;
    out->by_otherwise = came.by_otherwise;
    out->conflict = came.conflict;
    case_by_case(n, decision, out);
    uint32_t outcomes = n->model->domains[about->domain].item_count, possible = out->none_possible;
    for (uint32_t i = 0; i < outcomes; i++)
        possible += out->possible[i];
    out->provisional = possible > 1;
}

const naive_decision *naive_decided(naive *n, uint32_t decision)
{
    naive_decision *out = &n->answer->decisions[decision];
    if (out->done)
        return out;
    const sc_decision *about = &n->model->decisions[decision];
    const uint32_t *fixed = n->fixed;
    n->fixed = NULL;
    *out = (naive_decision){.outcome = SC_NONE, .rule = SC_NONE};
    out->truths = naive_allocate(n, about->rule_count, sizeof *out->truths);
    out->sets = naive_allocate(n, about->rule_count, sizeof *out->sets);
    out->possible =
        naive_allocate(n, n->model->domains[about->domain].item_count, sizeof *out->possible);
    out->needs = naive_allocate(n, n->model->indicator_count, sizeof *out->needs);
    for (uint32_t i = 0; i < about->rule_count; i++) {
        out->truths[i] = naive_truth_of(n, about->rules[i].when);
        out->sets[i] = naive_truths_of(n, about->rules[i].when, false);
    }
    if (about->choose == SC_CHOOSE_EVERY)
        every_rule(about, out);
    else
        one_outcome(n, decision, out);
    out->done = true;
    if (out->provisional)
        naive_needs(n, decision, out->needs);
    naive_assumed(n, decision, out);
    n->fixed = fixed;
    return out;
}

void naive_evaluate(const naive_input *input, naive_answer *answer)
{
    const sc_model *model = input->model;
    *answer = (naive_answer){0};
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    sc_arena_init(&answer->arena, &allocator);
    naive n = {.input = input, .model = model, .answer = answer, .arena = &answer->arena};
    answer->decisions = naive_allocate(&n, model->decision_count, sizeof *answer->decisions);
    answer->criteria = naive_allocate(&n, model->criterion_count, sizeof *answer->criteria);
    answer->derived = naive_allocate(&n, model->derived_count, sizeof *answer->derived);
    answer->derived_truths =
        naive_allocate(&n, model->derived_count, sizeof *answer->derived_truths);
    for (uint32_t i = 0; i < model->decision_count; i++)
        naive_decided(&n, i);
    for (uint32_t i = 0; i < model->criterion_count; i++)
        answer->criteria[i] = naive_truth_of(&n, model->criteria[i].when);
    for (uint32_t i = 0; i < model->derived_count; i++) {
        const sc_node *value = model->derived[i].value;
        if (naive_is_truth(value))
            answer->derived_truths[i] = naive_truth_of(&n, value);
        else
            answer->derived[i] = naive_value_of(&n, value);
    }
}

void naive_answer_destroy(naive_answer *answer)
{
    sc_arena_destroy(&answer->arena);
}

/* Counts features of random rule files and results, and prints the counts. */
#include "generator_coverage.h"
#include "visit_nodes.h"
#include <stdio.h>

static const char *const kind_names[] = {"number",
                                         "text",
                                         "boolean",
                                         "date",
                                         "missing",
                                         "today",
                                         NULL /* an unresolved name */,
                                         "symbol",
                                         "indicator",
                                         "parameter",
                                         "derived",
                                         "criterion",
                                         "decision",
                                         "negate",
                                         "add",
                                         "subtract",
                                         "multiply",
                                         "divide",
                                         "call",
                                         "table",
                                         "compare",
                                         "is",
                                         "is missing",
                                         "is or better",
                                         "is better than",
                                         "in",
                                         "matches",
                                         "includes",
                                         "not",
                                         "and",
                                         "or",
                                         "all",
                                         "any",
                                         "at_least",
                                         "at_most",
                                         "when"};
static const char *const comparison_names[] = {"==", "!=", "<", "<=", ">", ">="};
static const char *const policy_names[] = {"first", "worst", "best", "unique", "every"};
static const char *const function_names[] = {
#define SC_FUNCTION(NAME, name) #name,
#include "base/functions.def"
};

static bool is_count(const sc_node *node)
{
    return node->kind == SC_NODE_CALL && node->function == SC_FUNCTION_COUNT;
}

static void count_node(const sc_node *node, void *context)
{
    coverage *into = context;
    into->kinds[node->kind]++;
    into->negated[node->kind] += node->negated;
    into->worse[node->kind] += node->worse;
    into->marks[node->if_unknown]++;
    if (node->kind == SC_NODE_CALL)
        into->functions[node->function]++;
    if (node->kind != SC_NODE_COMPARE)
        return;
    into->chains += node->child_count > 2;
    for (uint32_t i = 0; i + 1 < node->child_count; i++) {
        into->comparisons[node->comparisons[i]]++;
        into->counts_compared += is_count(node->children[i]) || is_count(node->children[i + 1]);
    }
}

void coverage_of_model(const sc_model *model, coverage *into)
{
    visit_model(model, count_node, into);
    for (uint32_t i = 0; i < model->decision_count; i++)
        into->policies[model->decisions[i].choose]++;
}

void coverage_of_answer(const sc_model *model, const naive_answer *answer, coverage *into)
{
    for (uint32_t i = 0; i < model->decision_count; i++) {
        const naive_decision *decided = &answer->decisions[i];
        sc_choose choose = model->decisions[i].choose;
        bool some_needs = false;
        into->by_rule[choose] += decided->rule != SC_NONE;
        into->by_otherwise[choose] += decided->by_otherwise;
        into->without[choose] += decided->outcome == SC_NONE && !decided->conflict;
        into->conflicts[choose] += decided->conflict;
        into->provisional[choose] += decided->provisional;
        into->split += decided->cases > 1;
        into->too_wide += choose != SC_CHOOSE_EVERY && decided->cases == 0;
        into->with_assumed += decided->assumed_count > 0;
        for (uint32_t n = 0; n < model->indicator_count; n++)
            some_needs = some_needs || decided->needs[n];
        into->with_needs += some_needs;
        for (uint32_t r = 0; r < model->decisions[i].rule_count; r++)
            into->sets[decided->sets[r]]++;
    }
}

static size_t print_one(const char *name, size_t count)
{
    printf("  %-26s %zu%s\n", name, count, count == 0 ? "  NEVER" : "");
    return count == 0;
}

static size_t print_of(const char *what, const char *of, size_t count)
{
    char name[40];
    snprintf(name, sizeof name, "%s, %s", of, what);
    return print_one(name, count);
}

static size_t print_nodes(const coverage *all)
{
    static const sc_node_kind can_be_negated[] = {
        SC_NODE_IS, SC_NODE_IS_MISSING, SC_NODE_IS_BETTER_THAN, SC_NODE_IN, SC_NODE_MATCHES};
    size_t never = 0;
    printf("nodes\n");
    for (size_t i = 0; i <= SC_NODE_WHEN; i++)
        never += kind_names[i] != NULL ? print_one(kind_names[i], all->kinds[i]) : 0;
    for (size_t i = 0; i < sizeof can_be_negated / sizeof *can_be_negated; i++)
        never += print_of("not", kind_names[can_be_negated[i]], all->negated[can_be_negated[i]]);
    never += print_of("worse", kind_names[SC_NODE_IS_OR_BETTER], all->worse[SC_NODE_IS_OR_BETTER]);
    never +=
        print_of("worse", kind_names[SC_NODE_IS_BETTER_THAN], all->worse[SC_NODE_IS_BETTER_THAN]);
    never += print_one("if_unknown: false", all->marks[SC_UNKNOWN_IS_FALSE]);
    never += print_one("if_unknown: true", all->marks[SC_UNKNOWN_IS_TRUE]);
    printf("functions\n");
    for (size_t i = 0; i < SC_FUNCTION_COUNT_OF; i++)
        never += print_one(function_names[i], all->functions[i]);
    printf("comparisons\n");
    for (size_t i = 0; i <= SC_GREATER_EQUAL; i++)
        never += print_one(comparison_names[i], all->comparisons[i]);
    never += print_one("chains", all->chains);
    return never + print_one("counts compared", all->counts_compared);
}

static size_t print_answers(const coverage *all)
{
    static const char *const set_names[] = {
        NULL,   "false",         "unknown",         "false or unknown",
        "true", "false or true", "unknown or true", "anything"};
    size_t never = 0;
    printf("decisions in files, then their results\n");
    for (size_t i = 0; i <= SC_CHOOSE_EVERY; i++) {
        never += print_one(policy_names[i], all->policies[i]);
        never += print_of("provisional", policy_names[i], all->provisional[i]);
        if (i == SC_CHOOSE_EVERY)
            continue;
        never += print_of("by rule", policy_names[i], all->by_rule[i]);
        never += print_of("by otherwise", policy_names[i], all->by_otherwise[i]);
        never += print_of("no outcome", policy_names[i], all->without[i]);
        if (i == SC_CHOOSE_UNIQUE)
            never += print_of("conflict", policy_names[i], all->conflicts[i]);
    }
    never += print_one("with a case split", all->split);
    never += print_one("too many cases", all->too_wide);
    never += print_one("with needs", all->with_needs);
    never += print_one("with assumptions", all->with_assumed);
    printf("truth sets of rules\n");
    for (size_t i = 1; i < 8; i++)
        never += print_one(set_names[i], all->sets[i]);
    return never;
}

size_t coverage_print(const coverage *all)
{
    size_t never = print_nodes(all);
    return never + print_answers(all);
}

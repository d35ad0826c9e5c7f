/* What comes before all else: each decision in short, with its deciding fact and what would settle most. */
#include "explain/sections.h"
#include "explain/phrase.h"

enum { MOST_STARTS = 3, LONGEST_FACT = 240, LONGEST_SOURCE = 100 };

static void say(sc_narrator *narrator, const char *words)
{
    sc_buffer_string(narrator->words, words);
}

size_t sc_decisions_waiting(const sc_narrator *narrator, const schoolcat_explanation_node *indicator)
{
    size_t count = 0;
    for (uint32_t i = 0; i < narrator->model->decision_count; i++)
        count += sc_waits_on(&narrator->explanation->decisions[i], indicator);
    return count;
}

void sc_say_starts(sc_narrator *narrator, const sc_explained_decision *decision, size_t most)
{
    size_t count = decision->needs.count, parts = count < most ? count : most, said = 0;
    for (size_t weight = narrator->model->decision_count; weight > 0 && said < parts; weight--)
        for (size_t i = 0; i < count && said < parts; i++) {
            const schoolcat_explanation_node *indicator = decision->needs.at[i];
            if (sc_decisions_waiting(narrator, indicator) != weight)
                continue;
            sc_say_between(narrator->words, said++, parts, "and");
            say(narrator, indicator->name);
        }
}

static size_t count_holding(const sc_explained_decision *decision)
{
    size_t holding = 0;
    for (uint32_t i = 0; i < decision->decision->rule_count; i++)
        holding += decision->node->children.at[i]->is.truth == SCHOOLCAT_TRUE;
    return holding;
}

static bool is_open(const sc_explained_decision *decision)
{
    if (decision->decision->choose != SC_CHOOSE_EVERY)
        return decision->provisional;
    for (uint32_t i = 0; i < decision->decision->rule_count; i++)
        if (decision->may_hold[i] && decision->node->children.at[i]->is.truth != SCHOOLCAT_TRUE)
            return true;
    return false;
}

static void say_came_to(sc_narrator *narrator, const sc_explained_decision *decision)
{
    size_t holding = count_holding(decision);
    if (decision->decision->choose == SC_CHOOSE_EVERY)
        sc_say_count(narrator->words, holding, "applies", "apply");
    else if (decision->outcome != SC_NONE)
        sc_say_outcome(narrator->words, narrator->model, decision->decision, decision->outcome);
    else
        say(narrator,
            decision->conflict ? "no outcome, as rules with different outcomes hold" : "no outcome");
    if (decision->decision->choose != SC_CHOOSE_EVERY && decision->outcome == SC_NONE && !decision->provisional &&
        !decision->none_possible) {
        say(narrator, " on what is known; all that can come of it is ");
        sc_say_possible(narrator->words, narrator->model, decision);
        return;
    }
    say(narrator, is_open(decision) ? ", not settled" : ", settled");
    if (decision->decision->choose == SC_CHOOSE_EVERY || !decision->provisional)
        return;
    say(narrator, decision->outcome == SC_NONE ? "; it could be " : "; it could also be ");
    sc_say_possible(narrator->words, narrator->model, decision);
}

/* Of conditions that all hold the one to look at twice: what was assumed, else the first. */
static const schoolcat_explanation_node *deciding_fact(const schoolcat_explanation_node *rule)
{
    const schoolcat_explanation_node *key = sc_explained_key(rule), *fact = NULL;
    bool all = key->is.kind == SCHOOLCAT_EXPLAINED_CONDITION && key->is.truth == SCHOOLCAT_TRUE &&
               !key->is.assumed && (key->node->kind == SC_NODE_ALL || key->node->kind == SC_NODE_AND);
    for (size_t i = 0; all && i < key->children.count; i++)
        if (!fact || (!fact->is.assumed && key->children.at[i]->is.assumed))
            fact = sc_explained_key(key->children.at[i]);
    return fact ? fact : key;
}

static void say_decider(sc_narrator *narrator, const sc_explained_decision *decision)
{
    if (decision->decision->choose == SC_CHOOSE_EVERY || decision->outcome == SC_NONE)
        return;
    if (decision->rule == SC_NONE) {
        say(narrator, "Decided by 'otherwise': no rule is known to hold.");
    } else {
        const schoolcat_explanation_node *rule = decision->node->children.at[decision->rule];
        const schoolcat_explanation_node *fact = deciding_fact(rule);
        say(narrator, "Decided by the rule ");
        say(narrator, rule->name);
        if (rule->is.element.source[0] != '\0') {
            say(narrator, ", ");
            sc_say_excerpt(narrator->words, sc_text_of(rule->is.element.source), LONGEST_SOURCE);
        }
        say(narrator, fact->is.assumed ? ". Deciding fact, assumed: " : ". Deciding fact: ");
        sc_say_excerpt(narrator->words, sc_text_of(fact->is.finding), LONGEST_FACT);
        say(narrator, ".");
    }
    narrator->page->style->under(narrator->page, false, 0);
}

static void narrate_one(sc_narrator *narrator, const sc_explained_decision *decision)
{
    sc_say_label(narrator->words, &decision->decision->about);
    say(narrator, ": ");
    say_came_to(narrator, decision);
    say(narrator, ".");
    narrator->page->style->entry(narrator->page, NULL, 0);
    say_decider(narrator, decision);
    if (!is_open(decision) || decision->needs.count == 0)
        return;
    say(narrator, "To settle it: ");
    if (decision->needs.count > MOST_STARTS) {
        sc_buffer_integer(narrator->words, (long long)decision->needs.count);
        say(narrator, " indicators are missing; start with ");
    }
    sc_say_starts(narrator, decision, MOST_STARTS);
    say(narrator, ".");
    narrator->page->style->under(narrator->page, false, 0);
}

static bool is_nothing_decided(const sc_narrator *narrator)
{
    for (uint32_t i = 0; i < narrator->model->decision_count; i++) {
        const sc_explained_decision *decision = &narrator->explanation->decisions[i];
        bool every = decision->decision->choose == SC_CHOOSE_EVERY;
        if (!is_open(decision) || (every ? count_holding(decision) > 0 : decision->outcome != SC_NONE))
            return false;
    }
    return narrator->model->decision_count > 0;
}

void sc_narrate_summary(sc_narrator *narrator)
{
    say(narrator, "In short");
    narrator->page->style->heading(narrator->page);
    if (is_nothing_decided(narrator)) {
        say(narrator, "Nothing can be decided: too much is missing.");
        narrator->page->style->lead(narrator->page);
    }
    for (uint32_t i = 0; i < narrator->model->decision_count; i++)
        narrate_one(narrator, &narrator->explanation->decisions[i]);
}

/* What would settle a decision, and what stood in for it. */
#include "explain/sections.h"
#include "explain/phrase.h"

enum { MOST_NEEDS = 8, MOST_MISSING = 4 };

static void say(sc_narrator *narrator, const char *words)
{
    sc_buffer_string(narrator->words, words);
}

static size_t count_reason(const sc_explained_list *list, schoolcat_missing reason)
{
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++)
        count += list->at[i]->is.missing == reason;
    return count;
}

static void say_indicators(sc_narrator *narrator, const sc_explained_list *list, schoolcat_missing reason)
{
    size_t count = count_reason(list, reason), said = 0;
    size_t named = count > MOST_MISSING + 1 ? MOST_MISSING : count, parts = named < count ? named + 1 : named;
    for (size_t i = 0; i < list->count && said < named; i++) {
        if (list->at[i]->is.missing != reason)
            continue;
        sc_say_between(narrator->words, said++, parts, "and");
        say(narrator, list->at[i]->name);
    }
    if (named < count) {
        sc_say_between(narrator->words, said, parts, "and");
        sc_buffer_integer(narrator->words, (long long)(count - named));
        say(narrator, " more");
    }
}

/* "no such column", or "19 no such column, 3 blank" */
static void say_reasons(sc_narrator *narrator, const sc_explained_list *list)
{
    size_t said = 0;
    for (int reason = SCHOOLCAT_ABSENT; reason <= SCHOOLCAT_UNDEFINED; reason++) {
        size_t count = count_reason(list, (schoolcat_missing)reason);
        if (count == 0)
            continue;
        say(narrator, said++ > 0 ? ", " : "");
        if (count < list->count) {
            sc_buffer_integer(narrator->words, (long long)count);
            say(narrator, " ");
        }
        say(narrator, sc_missing_words((schoolcat_missing)reason));
    }
}

void sc_narrate_needs(sc_narrator *narrator, const sc_explained_decision *decision)
{
    const sc_explained_list *needs = &decision->needs;
    if (needs->count == 0)
        return;
    say(narrator, "What would settle it");
    narrator->page->style->label(narrator->page);
    if (needs->count > MOST_NEEDS) {
        sc_buffer_integer(narrator->words, (long long)needs->count);
        say(narrator, " indicators that are missing (");
        say_reasons(narrator, needs);
        say(narrator, "), listed under 'What is missing' below. Start with ");
        sc_say_starts(narrator, decision, MOST_MISSING);
        say(narrator, ".");
        narrator->page->style->body(narrator->page);
        return;
    }
    for (size_t i = 0; i < needs->count; i++) {
        say(narrator, needs->at[i]->name);
        say(narrator, ": ");
        say(narrator, sc_missing_words(needs->at[i]->is.missing));
        narrator->page->style->entry(narrator->page, NULL, 0);
    }
}

static void say_taken(sc_narrator *narrator, const sc_explained_assumption *assumption)
{
    say(narrator, assumption->value ? "Taken as true: " : "Taken as false: ");
    if (assumption->node)
        sc_say_condition(narrator->words, assumption->node);
    else
        say(narrator, "no rule holds");
}

void sc_narrate_assumed(sc_narrator *narrator, const sc_explained_decision *decision)
{
    if (decision->assumed_count == 0)
        return;
    say(narrator, "Assumed, as the rule file says what to do while something is missing (if_unknown)");
    narrator->page->style->label(narrator->page);
    for (size_t i = 0; i < decision->assumed_count; i++) {
        const sc_explained_assumption *assumption = &decision->assumed[i];
        size_t said = 0;
        say_taken(narrator, assumption);
        for (int reason = SCHOOLCAT_ABSENT; reason <= SCHOOLCAT_UNDEFINED; reason++) {
            if (count_reason(&assumption->indicators, (schoolcat_missing)reason) == 0)
                continue;
            say(narrator, said++ == 0 ? ". Missing: " : "; ");
            say_indicators(narrator, &assumption->indicators, (schoolcat_missing)reason);
            say(narrator, " (");
            say(narrator, sc_missing_words((schoolcat_missing)reason));
            say(narrator, ")");
        }
        say(narrator, " (");
        say(narrator, assumption->element);
        say(narrator, ")");
        narrator->page->style->entry(narrator->page, NULL, 0);
    }
}

/* --- once for all decisions --- */

/* The list stands in the order of the rule set. */
bool sc_waits_on(const sc_explained_decision *decision, const schoolcat_explanation_node *indicator)
{
    size_t low = 0, high = decision->needs.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (decision->needs.at[middle]->index < indicator->index)
            low = middle + 1;
        else
            high = middle;
    }
    return low < decision->needs.count && decision->needs.at[low] == indicator;
}

static void say_decisions_of(sc_narrator *narrator, const schoolcat_explanation_node *indicator)
{
    size_t said = 0, count = sc_decisions_waiting(narrator, indicator);
    for (uint32_t i = 0; i < narrator->model->decision_count; i++) {
        if (!sc_waits_on(&narrator->explanation->decisions[i], indicator))
            continue;
        sc_say_between(narrator->words, said++, count, "and");
        sc_say_label(narrator->words, &narrator->model->decisions[i].about);
    }
}

static bool wait_alike(const sc_narrator *narrator, const schoolcat_explanation_node *one,
                       const schoolcat_explanation_node *other)
{
    for (uint32_t i = 0; i < narrator->model->decision_count; i++) {
        const sc_explained_decision *decision = &narrator->explanation->decisions[i];
        if (sc_waits_on(decision, one) != sc_waits_on(decision, other))
            return false;
    }
    return true;
}

/* Under one label while the same decisions wait. */
static void narrate_indicator(sc_narrator *narrator, const schoolcat_explanation_node *indicator,
                              const schoolcat_explanation_node *before)
{
    if (!before || !wait_alike(narrator, before, indicator)) {
        say(narrator, "For ");
        say_decisions_of(narrator, indicator);
        say(narrator, sc_decisions_waiting(narrator, indicator) == 1 ? " alone" : "");
        narrator->page->style->label(narrator->page);
    }
    say(narrator, indicator->name);
    say(narrator, ": ");
    say(narrator, sc_missing_words(indicator->is.missing));
    narrator->page->style->entry(narrator->page, NULL, 0);
}

/* Those that most decisions wait on come first. */
static const schoolcat_explanation_node *narrate_shared(sc_narrator *narrator)
{
    const schoolcat_explanation_node *before = NULL;
    for (size_t weight = narrator->model->decision_count; weight > 1; weight--)
        for (uint32_t i = 0; i < narrator->model->indicator_count; i++) {
            const schoolcat_explanation_node *indicator = narrator->explanation->indicators[i];
            if (!indicator || sc_decisions_waiting(narrator, indicator) != weight)
                continue;
            narrate_indicator(narrator, indicator, before);
            before = indicator;
        }
    return before;
}

static void narrate_own(sc_narrator *narrator, const schoolcat_explanation_node *before)
{
    for (uint32_t i = 0; i < narrator->model->decision_count; i++) {
        const sc_explained_list *needs = &narrator->explanation->decisions[i].needs;
        for (size_t j = 0; j < needs->count; j++) {
            if (sc_decisions_waiting(narrator, needs->at[j]) != 1)
                continue;
            narrate_indicator(narrator, needs->at[j], before);
            before = needs->at[j];
        }
    }
}

void sc_narrate_missing(sc_narrator *narrator)
{
    size_t most = 0;
    for (uint32_t i = 0; i < narrator->model->decision_count; i++)
        if (narrator->explanation->decisions[i].needs.count > most)
            most = narrator->explanation->decisions[i].needs.count;
    if (most <= MOST_NEEDS)
        return;
    say(narrator, "What is missing, and which decisions it could change");
    narrator->page->style->heading(narrator->page);
    narrate_own(narrator, narrate_shared(narrator));
}

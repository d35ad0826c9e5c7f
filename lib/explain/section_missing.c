/* What would settle a decision, and what stood in for it. */
#include "explain/sections.h"
#include "explain/phrase.h"

enum { MAX_NEEDS = 8, MAX_MISSING = 4 };

static void say(sc_document_printer *printer, const char *words)
{
    sc_buffer_string(printer->words, words);
}

static size_t count_reason(const sc_explained_list *list, schoolcat_missing reason)
{
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++)
        count += list->at[i]->is.missing == reason;
    return count;
}

static void phrase_indicators(sc_document_printer *printer, const sc_explained_list *list,
                              schoolcat_missing reason)
{
    size_t count = count_reason(list, reason), said = 0;
    size_t named = count > MAX_MISSING + 1 ? MAX_MISSING : count,
           parts = named < count ? named + 1 : named;
    for (size_t i = 0; i < list->count && said < named; i++) {
        if (list->at[i]->is.missing != reason)
            continue;
        sc_phrase_separator(printer->words, said++, parts, "and");
        say(printer, list->at[i]->name);
    }
    if (named < count) {
        sc_phrase_separator(printer->words, said, parts, "and");
        sc_buffer_integer(printer->words, (long long)(count - named));
        say(printer, " more");
    }
}

/* "no such column", or "19 no such column, 3 blank" */
static void phrase_reasons(sc_document_printer *printer, const sc_explained_list *list)
{
    size_t said = 0;
    for (int reason = SCHOOLCAT_ABSENT; reason <= SCHOOLCAT_UNDEFINED; reason++) {
        size_t count = count_reason(list, (schoolcat_missing)reason);
        if (count == 0)
            continue;
        say(printer, said++ > 0 ? ", " : "");
        if (count < list->count) {
            sc_buffer_integer(printer->words, (long long)count);
            say(printer, " ");
        }
        say(printer, sc_missing_phrase((schoolcat_missing)reason));
    }
}

void sc_print_needs(sc_document_printer *printer, const sc_explained_decision *decision)
{
    const sc_explained_list *needs = &decision->needs;
    if (needs->count == 0)
        return;
    say(printer, "What would settle it");
    printer->page->style->label(printer->page);
    if (needs->count > MAX_NEEDS) {
        sc_buffer_integer(printer->words, (long long)needs->count);
        say(printer, " indicators that are missing (");
        phrase_reasons(printer, needs);
        say(printer, "), listed under 'What is missing' below. Start with ");
        sc_phrase_first_needs(printer, decision, MAX_MISSING);
        say(printer, ".");
        printer->page->style->body(printer->page);
        return;
    }
    for (size_t i = 0; i < needs->count; i++) {
        say(printer, needs->at[i]->name);
        say(printer, ": ");
        say(printer, sc_missing_phrase(needs->at[i]->is.missing));
        printer->page->style->entry(printer->page, NULL, 0);
    }
}

static void phrase_assumption(sc_document_printer *printer,
                              const sc_explained_assumption *assumption)
{
    say(printer, assumption->value ? "Taken as true: " : "Taken as false: ");
    if (assumption->node)
        sc_phrase_condition(printer->words, assumption->node);
    else
        say(printer, "no rule holds");
}

void sc_print_assumptions(sc_document_printer *printer, const sc_explained_decision *decision)
{
    if (decision->assumed_count == 0)
        return;
    say(printer,
        "Assumed, as the rule file says what to do while something is missing (if_unknown)");
    printer->page->style->label(printer->page);
    for (size_t i = 0; i < decision->assumed_count; i++) {
        const sc_explained_assumption *assumption = &decision->assumed[i];
        size_t said = 0;
        phrase_assumption(printer, assumption);
        for (int reason = SCHOOLCAT_ABSENT; reason <= SCHOOLCAT_UNDEFINED; reason++) {
            if (count_reason(&assumption->indicators, (schoolcat_missing)reason) == 0)
                continue;
            say(printer, said++ == 0 ? ". Missing: " : "; ");
            phrase_indicators(printer, &assumption->indicators, (schoolcat_missing)reason);
            say(printer, " (");
            say(printer, sc_missing_phrase((schoolcat_missing)reason));
            say(printer, ")");
        }
        say(printer, " (");
        say(printer, assumption->element);
        say(printer, ")");
        printer->page->style->entry(printer->page, NULL, 0);
    }
}

/* --- once for all decisions --- */

/* The list stands in the order of the rule set. */
bool sc_decision_needs(const sc_explained_decision *decision,
                       const schoolcat_explanation_node *indicator)
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

static void phrase_decisions_needing(sc_document_printer *printer,
                                     const schoolcat_explanation_node *indicator)
{
    size_t said = 0, count = sc_count_decisions_needing(printer, indicator);
    for (uint32_t i = 0; i < printer->model->decision_count; i++) {
        if (!sc_decision_needs(&printer->explanation->decisions[i], indicator))
            continue;
        sc_phrase_separator(printer->words, said++, count, "and");
        sc_phrase_label(printer->words, &printer->model->decisions[i].about);
    }
}

static bool need_the_same(const sc_document_printer *printer, const schoolcat_explanation_node *one,
                          const schoolcat_explanation_node *other)
{
    for (uint32_t i = 0; i < printer->model->decision_count; i++) {
        const sc_explained_decision *decision = &printer->explanation->decisions[i];
        if (sc_decision_needs(decision, one) != sc_decision_needs(decision, other))
            return false;
    }
    return true;
}

/* Under one label while the same decisions wait. */
static void print_indicator(sc_document_printer *printer,
                            const schoolcat_explanation_node *indicator,
                            const schoolcat_explanation_node *before)
{
    if (!before || !need_the_same(printer, before, indicator)) {
        say(printer, "For ");
        phrase_decisions_needing(printer, indicator);
        say(printer, sc_count_decisions_needing(printer, indicator) == 1 ? " alone" : "");
        printer->page->style->label(printer->page);
    }
    say(printer, indicator->name);
    say(printer, ": ");
    say(printer, sc_missing_phrase(indicator->is.missing));
    printer->page->style->entry(printer->page, NULL, 0);
}

/* Those that most decisions wait on come first. */
static const schoolcat_explanation_node *print_shared_needs(sc_document_printer *printer)
{
    const schoolcat_explanation_node *before = NULL;
    for (size_t weight = printer->model->decision_count; weight > 1; weight--)
        for (uint32_t i = 0; i < printer->model->indicator_count; i++) {
            const schoolcat_explanation_node *indicator = printer->explanation->indicators[i];
            if (!indicator || sc_count_decisions_needing(printer, indicator) != weight)
                continue;
            print_indicator(printer, indicator, before);
            before = indicator;
        }
    return before;
}

static void print_unshared_needs(sc_document_printer *printer,
                                 const schoolcat_explanation_node *before)
{
    for (uint32_t i = 0; i < printer->model->decision_count; i++) {
        const sc_explained_list *needs = &printer->explanation->decisions[i].needs;
        for (size_t j = 0; j < needs->count; j++) {
            if (sc_count_decisions_needing(printer, needs->at[j]) != 1)
                continue;
            print_indicator(printer, needs->at[j], before);
            before = needs->at[j];
        }
    }
}

void sc_print_missing_section(sc_document_printer *printer)
{
    size_t most = 0;
    for (uint32_t i = 0; i < printer->model->decision_count; i++)
        if (printer->explanation->decisions[i].needs.count > most)
            most = printer->explanation->decisions[i].needs.count;
    if (most <= MAX_NEEDS)
        return;
    say(printer, "What is missing, and which decisions it could change");
    printer->page->style->heading(printer->page);
    print_unshared_needs(printer, print_shared_needs(printer));
}

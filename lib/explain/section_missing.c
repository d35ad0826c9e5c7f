/* Missing indicators: the needs of a decision, the assumptions made instead of them, and the
 * section that lists the needs of all decisions. */
#include "explain/sections.h"

#include "explain/phrase.h"

enum { MAX_NEEDS = 8, MAX_MISSING = 4 };

/* --- which decisions need an indicator --- */

/* Binary search: needs are in the order of the rule set. */
static bool decision_needs(const sc_explained_decision *decision,
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

static size_t count_decisions_needing(const sc_document_printer *printer,
                                      const schoolcat_explanation_node *indicator)
{
    size_t count = 0;
    for (uint32_t i = 0; i < printer->model->decision_count; i++)
        count += decision_needs(&printer->explanation->decisions[i], indicator);
    return count;
}

void sc_phrase_first_needs(sc_document_printer *printer, const sc_explained_decision *decision,
                           size_t max)
{
    size_t count = decision->needs.count, parts = count < max ? count : max, written = 0;
    for (size_t weight = printer->model->decision_count; weight > 0 && written < parts; weight--)
        for (size_t i = 0; i < count && written < parts; i++) {
            const schoolcat_explanation_node *indicator = decision->needs.at[i];
            if (count_decisions_needing(printer, indicator) != weight)
                continue;
            sc_list_separator(printer->text, written++, parts, "and");
            sc_printer_write(printer, indicator->name);
        }
}

/* --- one decision --- */

static size_t count_reason(const sc_explained_list *list, schoolcat_missing reason)
{
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++)
        count += list->at[i]->is.missing == reason;
    return count;
}

static void phrase_indicators_missing(sc_document_printer *printer, const sc_explained_list *list,
                                      schoolcat_missing reason)
{
    size_t count = count_reason(list, reason), written = 0;
    size_t named = sc_list_shown(count, MAX_MISSING);
    size_t parts = named < count ? named + 1 : named;
    for (size_t i = 0; i < list->count && written < named; i++) {
        if (list->at[i]->is.missing != reason)
            continue;
        sc_list_separator(printer->text, written++, parts, "and");
        sc_printer_write(printer, list->at[i]->name);
    }
    if (named < count) {
        sc_list_separator(printer->text, written, parts, "and");
        sc_buffer_integer(printer->text, (long long)(count - named));
        sc_printer_write(printer, " more");
    }
}

/* "blank"; for several reasons with counts: "19 not in the data, 3 blank" */
static void phrase_reasons(sc_document_printer *printer, const sc_explained_list *list)
{
    size_t written = 0;
    for (int reason = SCHOOLCAT_ABSENT; reason <= SCHOOLCAT_UNDEFINED; reason++) {
        size_t count = count_reason(list, (schoolcat_missing)reason);
        if (count == 0)
            continue;
        sc_printer_write(printer, written++ > 0 ? ", " : "");
        if (count < list->count) {
            sc_buffer_integer(printer->text, (long long)count);
            sc_printer_write(printer, " ");
        }
        sc_printer_write(printer, sc_missing_phrase((schoolcat_missing)reason));
    }
}

void sc_print_needs(sc_document_printer *printer, const sc_explained_decision *decision)
{
    const sc_explained_list *needs = &decision->needs;
    if (needs->count == 0)
        return;
    sc_printer_write(printer, "What would settle it");
    sc_end_label(printer);
    if (needs->count > MAX_NEEDS) {
        sc_buffer_integer(printer->text, (long long)needs->count);
        sc_printer_write(printer, " indicators that are missing (");
        phrase_reasons(printer, needs);
        sc_printer_write(printer, "), listed under 'What is missing' below. Start with ");
        sc_phrase_first_needs(printer, decision, MAX_MISSING);
        sc_printer_write(printer, ".");
        sc_end_paragraph(printer);
        return;
    }
    for (size_t i = 0; i < needs->count; i++) {
        sc_printer_write(printer, needs->at[i]->name);
        sc_printer_write(printer, ": ");
        sc_printer_write(printer, sc_missing_phrase(needs->at[i]->is.missing));
        sc_end_item(printer, NULL, 0);
    }
}

static void phrase_assumption(sc_document_printer *printer,
                              const sc_explained_assumption *assumption)
{
    sc_printer_write(printer, assumption->value ? "Taken as true: " : "Taken as false: ");
    if (assumption->node)
        sc_phrase_condition(printer->text, assumption->node);
    else
        sc_printer_write(printer, "no rule holds");
}

void sc_print_assumptions(sc_document_printer *printer, const sc_explained_decision *decision)
{
    if (decision->assumed_count == 0)
        return;
    sc_printer_write(
        printer,
        "Assumed, as the rule file says what to do while something is missing (if_unknown)");
    sc_end_label(printer);
    for (size_t i = 0; i < decision->assumed_count; i++) {
        const sc_explained_assumption *assumption = &decision->assumed[i];
        size_t written = 0;
        phrase_assumption(printer, assumption);
        for (int reason = SCHOOLCAT_ABSENT; reason <= SCHOOLCAT_UNDEFINED; reason++) {
            if (count_reason(&assumption->indicators, (schoolcat_missing)reason) == 0)
                continue;
            sc_printer_write(printer, written++ == 0 ? ". Missing: " : "; ");
            phrase_indicators_missing(printer, &assumption->indicators, (schoolcat_missing)reason);
            sc_printer_write(printer, " (");
            sc_printer_write(printer, sc_missing_phrase((schoolcat_missing)reason));
            sc_printer_write(printer, ")");
        }
        sc_printer_write(printer, " (");
        sc_printer_write(printer, assumption->element);
        sc_printer_write(printer, ")");
        sc_end_item(printer, NULL, 0);
    }
}

/* --- all decisions --- */

static void phrase_decisions_needing(sc_document_printer *printer,
                                     const schoolcat_explanation_node *indicator)
{
    size_t written = 0, count = count_decisions_needing(printer, indicator);
    for (uint32_t i = 0; i < printer->model->decision_count; i++) {
        if (!decision_needs(&printer->explanation->decisions[i], indicator))
            continue;
        sc_list_separator(printer->text, written++, count, "and");
        sc_phrase_label(printer->text, &printer->model->decisions[i].about);
    }
}

/* Whether the same decisions need both indicators. */
static bool needed_alike(const sc_document_printer *printer, const schoolcat_explanation_node *one,
                         const schoolcat_explanation_node *other)
{
    for (uint32_t i = 0; i < printer->model->decision_count; i++) {
        const sc_explained_decision *decision = &printer->explanation->decisions[i];
        if (decision_needs(decision, one) != decision_needs(decision, other))
            return false;
    }
    return true;
}

/* Begins a new label if other decisions need the indicator than need the previous one. */
static void print_indicator(sc_document_printer *printer,
                            const schoolcat_explanation_node *indicator,
                            const schoolcat_explanation_node *previous)
{
    if (!previous || !needed_alike(printer, previous, indicator)) {
        sc_printer_write(printer, "For ");
        phrase_decisions_needing(printer, indicator);
        sc_printer_write(printer, count_decisions_needing(printer, indicator) == 1 ? " alone" : "");
        sc_end_label(printer);
    }
    sc_printer_write(printer, indicator->name);
    sc_printer_write(printer, ": ");
    sc_printer_write(printer, sc_missing_phrase(indicator->is.missing));
    sc_end_item(printer, NULL, 0);
}

/* The needs of two or more decisions, those of the most decisions first; returns the last. */
static const schoolcat_explanation_node *print_shared_needs(sc_document_printer *printer)
{
    const schoolcat_explanation_node *previous = NULL;
    for (size_t weight = printer->model->decision_count; weight > 1; weight--)
        for (uint32_t i = 0; i < printer->model->indicator_count; i++) {
            const schoolcat_explanation_node *indicator = printer->explanation->indicators[i];
            if (!indicator || count_decisions_needing(printer, indicator) != weight)
                continue;
            print_indicator(printer, indicator, previous);
            previous = indicator;
        }
    return previous;
}

/* The needs of one decision only. */
static void print_unshared_needs(sc_document_printer *printer,
                                 const schoolcat_explanation_node *previous)
{
    for (uint32_t i = 0; i < printer->model->decision_count; i++) {
        const sc_explained_list *needs = &printer->explanation->decisions[i].needs;
        for (size_t j = 0; j < needs->count; j++) {
            if (count_decisions_needing(printer, needs->at[j]) != 1)
                continue;
            print_indicator(printer, needs->at[j], previous);
            previous = needs->at[j];
        }
    }
}

void sc_print_missing_section(sc_document_printer *printer)
{
    bool is_long = false;
    for (uint32_t i = 0; i < printer->model->decision_count; i++)
        is_long = is_long || printer->explanation->decisions[i].needs.count > MAX_NEEDS;
    if (!is_long)
        return;
    sc_printer_write(printer, "What is missing, and which decisions it could change");
    sc_end_heading(printer);
    print_unshared_needs(printer, print_shared_needs(printer));
}

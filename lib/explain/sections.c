#include "explain/sections.h"

#include "explain/phrase.h"

#include <string.h>

enum { MAX_NOTE_LENGTH = 600 };

static void say(sc_document_printer *printer, const char *words)
{
    sc_buffer_string(printer->words, words);
}

static void end_label(sc_document_printer *printer)
{
    printer->page->style->label(printer->page);
}

static void end_body(sc_document_printer *printer)
{
    printer->page->style->body(printer->page);
}

static void phrase_outcome(sc_document_printer *printer, const sc_explained_decision *decision,
                           uint32_t outcome)
{
    sc_phrase_outcome(printer->words, printer->model, decision->decision, outcome);
}

/* --- what it came to --- */

static bool has_unknown(const schoolcat_explanation_node *node)
{
    for (size_t i = 0; i < node->children.count; i++)
        if (node->children.at[i]->is.truth == SCHOOLCAT_UNKNOWN ||
            node->children.at[i]->is.assumed || node->children.at[i]->tally.unknown > 0)
            return true;
    return false;
}

/* Whether anything that the reader is shown of the rules is unknown, although the decision is
 * settled. */
static bool shows_unknown(const sc_explained_decision *decision)
{
    for (size_t i = 0; i < decision->node->children.count; i++) {
        const schoolcat_explanation_node *rule = decision->node->children.at[i];
        if (rule->is.truth == SCHOOLCAT_UNKNOWN || has_unknown(rule) ||
            (rule->children.count > 0 && has_unknown(rule->children.at[0])))
            return true;
    }
    return false;
}

static bool has_unknown_rule(const sc_explained_decision *decision)
{
    for (uint32_t i = 0; i < decision->decision->rule_count; i++)
        if (decision->node->children.at[i]->is.truth == SCHOOLCAT_UNKNOWN)
            return true;
    return false;
}

static void print_lead(sc_document_printer *printer, const sc_explained_decision *decision)
{
    if (decision->outcome != SC_NONE) {
        phrase_outcome(printer, decision, decision->outcome);
        say(printer, decision->provisional
                         ? ", but not settled: while something is missing it could also be "
                         : "");
    } else if (decision->conflict) {
        say(printer, "No outcome: rules with different outcomes hold");
        say(printer, decision->provisional ? "; while something is missing it could also be " : "");
    } else if (decision->provisional) {
        say(printer, "No outcome: too much is missing. It could be ");
    } else if (!decision->none_possible) { /* one outcome is left, but the rules that would give it
                                              are not known to hold */
        say(printer, "Not decided on what is known; all that can come of it is ");
        sc_phrase_possible_outcomes(printer->words, printer->model, decision);
    } else {
        say(printer, has_unknown_rule(decision) ? "No outcome, settled"
                                                : "No outcome: none of its rules holds");
    }
    if (decision->provisional)
        sc_phrase_possible_outcomes(printer->words, printer->model, decision);
    if (decision->provisional && decision->outcome == SC_NONE && decision->none_possible)
        say(printer, ", or stay without an outcome");
    if (decision->provisional || decision->outcome == SC_NONE)
        say(printer, ".");
    else
        say(printer, shows_unknown(decision) ? ", settled: what is missing cannot change it."
                                             : ", settled.");
    printer->page->style->lead(printer->page);
}

/* --- the rule that decided --- */

void sc_print_citation(sc_document_printer *printer, const schoolcat_element *element)
{
    if (element->text[0] != '\0') {
        say(printer, element->text);
        printer->page->style->quote(printer->page);
    }
    if (element->source[0] != '\0') {
        say(printer, strchr(element->source, ';') ? "Sources: " : "Source: ");
        say(printer, element->source);
        end_body(printer);
    }
    if (element->note[0] != '\0') {
        say(printer, "Note: ");
        sc_phrase_excerpt(printer->words, sc_text_of(element->note), MAX_NOTE_LENGTH);
        end_body(printer);
    }
}

static void print_otherwise(sc_document_printer *printer, const sc_explained_decision *decision)
{
    say(printer,
        has_unknown_rule(decision)
            ? "No rule is known to hold, and the rule file says not to wait for those that are "
              "unknown (if_unknown)."
            : "None of its rules holds.");
    end_body(printer);
}

static void print_deciding_rules(sc_document_printer *printer,
                                 const sc_explained_decision *decision)
{
    for (size_t i = 0; i < decision->node->children.count; i++) {
        const schoolcat_explanation_node *rule = decision->node->children.at[i];
        bool shown = rule->is.decided || (decision->conflict && rule->is.truth == SCHOOLCAT_TRUE);
        if (!shown)
            continue;
        if (rule->is.kind == SCHOOLCAT_EXPLAINED_OTHERWISE) {
            say(printer, "Decided by 'otherwise'");
            end_label(printer);
            print_otherwise(printer, decision);
            continue;
        }
        say(printer, decision->conflict ? "In conflict: the rule " : "Decided by the rule ");
        say(printer, rule->name);
        if (decision->conflict) {
            say(printer, ", which gives ");
            say(printer, rule->value);
        }
        end_label(printer);
        sc_print_citation(printer, &rule->is.element);
        sc_print_rule_conditions(printer, rule);
    }
}

/* --- the other rules --- */

static void print_other_rule(sc_document_printer *printer, const schoolcat_explanation_node *rule)
{
    bool expand = rule->is.truth != SCHOOLCAT_FALSE && rule->children.count > 0;
    say(printer, rule->name);
    say(printer, ", which would give ");
    say(printer, rule->value);
    if (expand && rule->is.element.source[0] != '\0') {
        say(printer, strchr(rule->is.element.source, ';') ? " (Sources: " : " (Source: ");
        say(printer, rule->is.element.source);
        say(printer, ")");
    }
    if (!expand && rule->children.count > 0) {
        say(printer, ": ");
        sc_print_deciding_condition(printer, rule);
    }
    printer->page->style->entry(printer->page, sc_truth_phrase(rule), 0);
    if (expand)
        sc_print_rule_conditions_briefly(printer, rule, 1);
}

static bool is_after_deciding_rule(const sc_explained_decision *decision, size_t at)
{
    return decision->decision->choose == SC_CHOOSE_FIRST && decision->rule != SC_NONE &&
           at > decision->rule;
}

static void print_other_rules(sc_document_printer *printer, const sc_explained_decision *decision)
{
    size_t others = 0;
    bool first = decision->decision->choose == SC_CHOOSE_FIRST;
    for (size_t i = 0; i < decision->node->children.count; i++) {
        const schoolcat_explanation_node *rule = decision->node->children.at[i];
        bool shown = rule->is.decided || (decision->conflict && rule->is.truth == SCHOOLCAT_TRUE);
        if (shown || is_after_deciding_rule(decision, i) ||
            rule->is.kind == SCHOOLCAT_EXPLAINED_OTHERWISE)
            continue;
        if (others++ == 0) {
            say(printer,
                first && decision->rule != SC_NONE ? "Rules that stand before it" : "Other rules");
            if (decision->outcome == SC_NONE && !decision->conflict) {
                sc_buffer_clear(printer->words);
                say(printer, "The rules");
            }
            end_label(printer);
        }
        print_other_rule(printer, rule);
    }
}

static void print_rules_not_reached(sc_document_printer *printer,
                                    const sc_explained_decision *decision)
{
    size_t count = decision->node->children.count, behind = 0;
    for (size_t i = 0; i < count; i++)
        behind += is_after_deciding_rule(decision, i);
    if (behind == 0)
        return;
    say(printer, "Rules not reached, as the first that holds decides");
    end_label(printer);
    for (size_t i = count - behind; i < count; i++) {
        sc_phrase_separator(printer->words, i - (count - behind), behind, "and");
        say(printer, decision->node->children.at[i]->is.element.id);
    }
    end_body(printer);
}

/* --- one decision --- */

static const sc_detail *details_of(const sc_document_printer *printer,
                                   const sc_explained_decision *decision)
{
    if (decision->outcome == SC_NONE)
        return NULL;
    if (decision->rule != SC_NONE)
        return decision->decision->rules[decision->rule].details;
    return printer->model->domains[decision->decision->domain].items[decision->outcome].details;
}

static void print_decision(sc_document_printer *printer, const sc_explained_decision *decision)
{
    say(printer, decision->node->name);
    printer->page->style->heading(printer->page);
    if (decision->decision->choose == SC_CHOOSE_EVERY) {
        sc_print_every_section(printer, decision);
        sc_print_needs(printer, decision);
        sc_print_assumptions(printer, decision);
        return;
    }
    print_lead(printer, decision);
    print_deciding_rules(printer, decision);
    sc_print_needs(printer, decision);
    sc_print_assumptions(printer, decision);
    print_other_rules(printer, decision);
    print_rules_not_reached(printer, decision);
    const sc_detail *details = details_of(printer, decision);
    if (details && details->count > 0) {
        say(printer, "What follows");
        end_label(printer);
        sc_print_details(printer, details, 0);
    }
}

/* --- around the decisions --- */

static void print_title(sc_document_printer *printer)
{
    schoolcat_ruleset_information information = SCHOOLCAT_RULESET_INFORMATION;
    (void)schoolcat_ruleset_describe(printer->explanation->rules, &information);
    const char *parts[] = {information.title, information.authority, information.version};
    if (printer->explanation->title[0] != '\0') {
        say(printer, printer->explanation->title);
        printer->page->style->title(printer->page);
    }
    say(printer, "Under ");
    for (size_t i = 0, said = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i][0] == '\0')
            continue;
        say(printer, said++ > 0 ? ", " : "");
        say(printer, parts[i]);
    }
    if (printer->words->length == 6)
        say(printer, information.file);
    printer->page->style->lead(printer->page);
}

static void print_outputs_section(sc_document_printer *printer)
{
    size_t said = 0;
    for (uint32_t i = 0; i < printer->model->derived_count; i++) {
        const schoolcat_explanation_node *node = printer->explanation->derived[i];
        if (!printer->model->derived[i].output || !node)
            continue;
        if (said++ == 0) {
            say(printer, "Worked out besides");
            printer->page->style->heading(printer->page);
        }
        say(printer, node->is.finding);
        printer->page->style->entry(printer->page, NULL, 0);
    }
}

static void print_replaced_values_section(sc_document_printer *printer, bool caller)
{
    size_t said = 0;
    for (uint32_t i = 0; i < printer->model->indicator_count; i++) {
        const schoolcat_explanation_node *node = printer->explanation->indicators[i];
        if (!node || !(caller ? node->caller_assumed : node->blank_read))
            continue;
        if (said++ == 0) {
            say(printer, caller ? "Missing, and taken to be what the caller says"
                                : "Empty cells, read as the rule file says");
            printer->page->style->heading(printer->page);
        }
        say(printer, node->name);
        say(printer, ": ");
        say(printer, node->value);
        printer->page->style->entry(printer->page, NULL, 0);
    }
}

static void print_notes_section(sc_document_printer *printer)
{
    for (size_t i = 0; i < printer->explanation->note_count; i++) {
        if (i == 0) {
            say(printer, "To be noted");
            printer->page->style->heading(printer->page);
        }
        say(printer, printer->explanation->notes[i]);
        printer->page->style->entry(printer->page, NULL, 0);
    }
}

static void print_all_sections(sc_document_printer *printer)
{
    print_title(printer);
    sc_print_summary_section(printer);
    for (uint32_t i = 0; i < printer->model->decision_count; i++)
        print_decision(printer, &printer->explanation->decisions[i]);
    print_outputs_section(printer);
    sc_print_missing_section(printer);
    sc_print_parameters_section(printer);
    print_replaced_values_section(printer, false);
    print_replaced_values_section(printer, true);
    print_notes_section(printer);
}

void sc_print_document(sc_document *page, const schoolcat_explanation *explanation)
{
    const sc_model *model = explanation->rules->model;
    const schoolcat_allocator *allocator = &page->out->allocator;
    sc_document_printer printer = {
        .page = page, .words = &page->words, .explanation = explanation, .model = model};
    printer.told =
        sc_allocate_array(allocator, (size_t)model->parameter_count + 1, sizeof *printer.told);
    page->model = model;
    page->met = sc_allocate_array(allocator, sc_document_name_count(model) + 1, sizeof *page->met);
    if (printer.told && page->met) {
        memset(printer.told, 0, ((size_t)model->parameter_count + 1) * sizeof *printer.told);
        memset(page->met, 0, (sc_document_name_count(model) + 1) * sizeof *page->met);
        print_all_sections(&printer);
    }
    page->out->failed = page->out->failed || page->words.failed || !printer.told || !page->met;
    sc_release(allocator, printer.told);
    sc_release(allocator, page->met);
    page->met = NULL;
}

/* The section of one decision: its outcome, the deciding rule with its conditions, what is missing
 * and assumed, the other rules, and the details that follow from the outcome. */
#include "explain/sections.h"

#include "explain/phrase.h"

enum { MAX_NOTE_LENGTH = 600 };

/* --- the outcome --- */

static bool has_unknown_child(const schoolcat_explanation_node *node)
{
    for (size_t i = 0; i < node->children.count; i++)
        if (node->children.at[i]->is.truth == SCHOOLCAT_UNKNOWN ||
            node->children.at[i]->is.assumed || node->children.at[i]->counts.unknown > 0)
            return true;
    return false;
}

/* Whether the section of a settled decision shows an unknown or assumed condition. */
static bool shows_unknown(const sc_explained_decision *decision)
{
    for (size_t i = 0; i < decision->node->children.count; i++) {
        const schoolcat_explanation_node *rule = decision->node->children.at[i];
        if (rule->is.truth == SCHOOLCAT_UNKNOWN || has_unknown_child(rule) ||
            (rule->children.count > 0 && has_unknown_child(rule->children.at[0])))
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
        sc_phrase_outcome(printer->text, printer->model, decision->decision, decision->outcome);
        sc_printer_write(printer,
                         decision->provisional
                             ? ", but not settled: while something is missing it could also be "
                             : "");
    } else if (decision->conflict) {
        sc_printer_write(printer, "No outcome: rules with different outcomes hold");
        sc_printer_write(
            printer, decision->provisional ? "; while something is missing it could also be " : "");
    } else if (decision->provisional) {
        sc_printer_write(printer, "No outcome: too much is missing. It could be ");
    } else if (!decision->none_possible) {
        /* One outcome is possible, but no rule that gives it is known to hold. */
        sc_printer_write(printer, "Not decided on what is known; all that can come of it is ");
        sc_phrase_possible_outcomes(printer->text, printer->model, decision);
    } else {
        sc_printer_write(printer, has_unknown_rule(decision)
                                      ? "No outcome, settled"
                                      : "No outcome: none of its rules holds");
    }
    if (decision->provisional)
        sc_phrase_possible_outcomes(printer->text, printer->model, decision);
    if (decision->provisional && decision->outcome == SC_NONE && decision->none_possible)
        sc_printer_write(printer, ", or stay without an outcome");
    if (decision->provisional || decision->outcome == SC_NONE)
        sc_printer_write(printer, ".");
    else
        sc_printer_write(printer, shows_unknown(decision)
                                      ? ", settled: what is missing cannot change it."
                                      : ", settled.");
    sc_end_lead(printer);
}

/* --- the rule that decided --- */

static void print_citation(sc_document_printer *printer, const schoolcat_element *element)
{
    if (element->text[0] != '\0') {
        sc_printer_write(printer, element->text);
        sc_end_quotation(printer);
    }
    if (element->source[0] != '\0') {
        sc_printer_write(printer, sc_source_phrase(element->source));
        sc_printer_write(printer, element->source);
        sc_end_paragraph(printer);
    }
    if (element->note[0] != '\0') {
        sc_printer_write(printer, "Note: ");
        sc_phrase_excerpt(printer->text, sc_text_of(element->note), MAX_NOTE_LENGTH);
        sc_end_paragraph(printer);
    }
}

static void print_otherwise(sc_document_printer *printer, const sc_explained_decision *decision)
{
    sc_printer_write(
        printer,
        has_unknown_rule(decision)
            ? "No rule is known to hold, and the rule file says not to wait for those that are "
              "unknown (if_unknown)."
            : "None of its rules holds.");
    sc_end_paragraph(printer);
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
            sc_printer_write(printer, "Decided by 'otherwise'");
            sc_end_label(printer);
            print_otherwise(printer, decision);
            continue;
        }
        sc_printer_write(printer,
                         decision->conflict ? "In conflict: the rule " : "Decided by the rule ");
        sc_printer_write(printer, rule->name);
        if (decision->conflict) {
            sc_printer_write(printer, ", which gives ");
            sc_printer_write(printer, rule->value);
        }
        sc_end_label(printer);
        print_citation(printer, &rule->is.element);
        sc_print_rule_conditions(printer, rule);
    }
}

/* --- the other rules --- */

static void print_other_rule(sc_document_printer *printer, const schoolcat_explanation_node *rule)
{
    bool expand = rule->is.truth != SCHOOLCAT_FALSE && rule->children.count > 0;
    sc_printer_write(printer, rule->name);
    sc_printer_write(printer, ", which would give ");
    sc_printer_write(printer, rule->value);
    if (expand && rule->is.element.source[0] != '\0') {
        sc_printer_write(printer, " (");
        sc_printer_write(printer, sc_source_phrase(rule->is.element.source));
        sc_printer_write(printer, rule->is.element.source);
        sc_printer_write(printer, ")");
    }
    if (!expand && rule->children.count > 0) {
        sc_printer_write(printer, ": ");
        sc_print_deciding_condition(printer, rule);
    }
    sc_end_item(printer, sc_truth_phrase(rule), 0);
    if (expand)
        sc_print_rule_conditions_briefly(printer, rule, 1);
}

static bool is_not_reached(const sc_explained_decision *decision, size_t at)
{
    return decision->rule != SC_NONE &&
           !sc_is_reached(decision->decision->choose, decision->rule, (uint32_t)at);
}

static void print_other_rules(sc_document_printer *printer, const sc_explained_decision *decision)
{
    size_t others = 0;
    bool first = decision->decision->choose == SC_CHOOSE_FIRST;
    for (size_t i = 0; i < decision->node->children.count; i++) {
        const schoolcat_explanation_node *rule = decision->node->children.at[i];
        bool shown = rule->is.decided || (decision->conflict && rule->is.truth == SCHOOLCAT_TRUE);
        if (shown || is_not_reached(decision, i) || rule->is.kind == SCHOOLCAT_EXPLAINED_OTHERWISE)
            continue;
        if (others++ == 0) {
            sc_printer_write(printer, first && decision->rule != SC_NONE
                                          ? "Rules that stand before it"
                                          : "Other rules");
            if (decision->outcome == SC_NONE && !decision->conflict) {
                sc_buffer_clear(printer->text);
                sc_printer_write(printer, "The rules");
            }
            sc_end_label(printer);
        }
        print_other_rule(printer, rule);
    }
}

static void print_rules_not_reached(sc_document_printer *printer,
                                    const sc_explained_decision *decision)
{
    size_t child_count = decision->node->children.count, count = 0, printed = 0;
    for (size_t i = 0; i < child_count; i++)
        count += is_not_reached(decision, i);
    if (count == 0)
        return;
    sc_printer_write(printer, "Rules not reached, as the ");
    sc_printer_write(printer, sc_choose_name(decision->decision->choose));
    sc_printer_write(printer, " that holds decides");
    sc_end_label(printer);
    for (size_t i = 0; i < child_count; i++) {
        if (!is_not_reached(decision, i))
            continue;
        sc_list_separator(printer->text, printed++, count, "and");
        sc_printer_write(printer, decision->node->children.at[i]->is.element.id);
    }
    sc_end_paragraph(printer);
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

void sc_print_decision_section(sc_document_printer *printer, const sc_explained_decision *decision)
{
    sc_printer_write(printer, decision->node->name);
    sc_end_heading(printer);
    if (decision->decision->choose == SC_CHOOSE_EVERY) {
        sc_print_every_rules(printer, decision);
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
        sc_printer_write(printer, "What follows");
        sc_end_label(printer);
        sc_print_details(printer, details, 0);
    }
}

/* A decision with `choose: every`: the rules that apply, those that may apply, and the others. */
#include "explain/sections.h"

#include "explain/phrase.h"

#include <string.h>

enum { MAX_TEXT_LENGTH = 200, MAX_DEPTH = 4 };

static void print_counted_label(sc_document_printer *printer, const char *label, size_t count)
{
    sc_printer_write(printer, label);
    sc_printer_write(printer, " (");
    sc_buffer_integer(printer->text, (long long)count);
    sc_printer_write(printer, ")");
    sc_end_label(printer);
}

/* Whether a node, down to MAX_DEPTH levels below the rule, is a provisional decision. */
static bool depends_on_provisional(const sc_document_printer *printer,
                                   const schoolcat_explanation_node *node, int depth)
{
    if (node->node && node->node->kind == SC_NODE_DECISION)
        return printer->explanation->decisions[node->index].provisional;
    for (size_t i = 0; depth < MAX_DEPTH && i < node->children.count; i++)
        if (depends_on_provisional(printer, node->children.at[i], depth + 1))
            return true;
    return false;
}

/* The rule's name, marked if its truth can still change. */
static void phrase_rule(sc_document_printer *printer, const schoolcat_explanation_node *rule)
{
    bool can_change = rule->is.truth == SCHOOLCAT_TRUE ? depends_on_provisional(printer, rule, 0)
                                                       : rule->is.truth == SCHOOLCAT_FALSE;
    sc_printer_write(printer, can_change ? "as things stand: " : "");
    sc_printer_write(printer, rule->name);
}

static void print_holding_rules(sc_document_printer *printer, const sc_explained_decision *decision)
{
    for (uint32_t i = 0; i < decision->decision->rule_count; i++) {
        const schoolcat_explanation_node *rule = decision->node->children.at[i];
        if (rule->is.truth != SCHOOLCAT_TRUE)
            continue;
        phrase_rule(printer, rule);
        sc_end_item(printer, "holds", 0);
        if (rule->is.element.text[0] != '\0') {
            sc_phrase_excerpt(printer->text, sc_text_of(rule->is.element.text), MAX_TEXT_LENGTH);
            sc_end_continuation(printer, true, 0);
        }
        if (rule->is.element.source[0] != '\0') {
            sc_printer_write(printer, sc_source_phrase(rule->is.element.source));
            sc_printer_write(printer, rule->is.element.source);
            sc_end_continuation(printer, true, 0);
        }
        sc_print_rule_conditions_briefly(printer, rule, 1);
        sc_print_details(printer, decision->decision->rules[i].details, 1);
    }
}

static bool is_undetermined(const sc_explained_decision *decision, uint32_t rule)
{
    return decision->may_hold[rule] &&
           decision->node->children.at[rule]->is.truth != SCHOOLCAT_TRUE;
}

/* Whether `other` is undetermined too and the same fact decides both. Two tests are the same fact
 * if their findings are equal; two lists only if they are one node, since lists of different
 * conditions can have equal findings. */
static bool wait_for_same_fact(const sc_explained_decision *decision, uint32_t one, uint32_t other)
{
    sc_explained_list rules = decision->node->children;
    const schoolcat_explanation_node *first = sc_deciding_node(rules.at[one]);
    const schoolcat_explanation_node *second = sc_deciding_node(rules.at[other]);
    if (!is_undetermined(decision, other) || first->is.truth != second->is.truth)
        return false;
    bool tests =
        first->is.kind == SCHOOLCAT_EXPLAINED_TEST && second->is.kind == SCHOOLCAT_EXPLAINED_TEST;
    return first == second || (tests && strcmp(first->is.finding, second->is.finding) == 0);
}

static bool is_printed_earlier(const sc_explained_decision *decision, uint32_t rule)
{
    for (uint32_t i = 0; i < rule; i++)
        if (wait_for_same_fact(decision, rule, i))
            return true;
    return false;
}

/* Rules that wait for the same fact share an item. */
static void print_undetermined_rules(sc_document_printer *printer,
                                     const sc_explained_decision *decision)
{
    for (uint32_t i = 0; i < decision->decision->rule_count; i++) {
        const schoolcat_explanation_node *rule = decision->node->children.at[i];
        if (!is_undetermined(decision, i) || is_printed_earlier(decision, i))
            continue;
        phrase_rule(printer, rule);
        for (uint32_t j = i + 1; j < decision->decision->rule_count; j++) {
            if (!wait_for_same_fact(decision, i, j))
                continue;
            sc_printer_write(printer, "; ");
            sc_printer_write(printer, decision->node->children.at[j]->name);
        }
        sc_printer_write(printer, ": ");
        sc_print_deciding_condition(printer, rule);
        sc_end_item(printer, sc_truth_phrase(rule), 0);
    }
}

static void print_failing_rules(sc_document_printer *printer, const sc_explained_decision *decision,
                                size_t count)
{
    size_t written = 0;
    for (uint32_t i = 0; i < decision->decision->rule_count; i++) {
        const schoolcat_explanation_node *rule = decision->node->children.at[i];
        if (rule->is.truth == SCHOOLCAT_TRUE || decision->may_hold[i])
            continue;
        sc_list_separator(printer->text, written++, count, "and");
        sc_printer_write(printer, rule->is.element.id);
    }
    sc_end_paragraph(printer);
}

void sc_print_every_rules(sc_document_printer *printer, const sc_explained_decision *decision)
{
    size_t holding = 0, undetermined = 0, count = decision->decision->rule_count;
    for (size_t i = 0; i < count; i++) {
        bool holds = decision->node->children.at[i]->is.truth == SCHOOLCAT_TRUE;
        holding += holds;
        undetermined += !holds && decision->may_hold[i];
    }
    if (holding > 0)
        sc_phrase_count(printer->text, holding, "rule applies", "rules apply");
    else
        sc_printer_write(printer,
                         undetermined > 0 ? "Nothing applies for certain" : "No rule applies");
    if (undetermined > 0) {
        sc_printer_write(printer, ", and ");
        sc_buffer_integer(printer->text, (long long)undetermined);
        sc_printer_write(printer, holding > 0 ? " more may apply, as something is missing"
                                              : " may apply, as something is missing");
    }
    sc_printer_write(printer, undetermined > 0 ? "." : ", settled.");
    sc_end_lead(printer);
    if (holding > 0)
        print_counted_label(printer, "What applies", holding);
    print_holding_rules(printer, decision);
    if (undetermined > 0)
        print_counted_label(printer, "What may apply", undetermined);
    print_undetermined_rules(printer, decision);
    if (holding + undetermined < count) {
        print_counted_label(printer, "What does not apply", count - holding - undetermined);
        print_failing_rules(printer, decision, count - holding - undetermined);
    }
}

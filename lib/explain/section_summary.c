/* The section "In short": each decision with its outcome, its deciding fact and the first of its
 * needs. */
#include "explain/sections.h"

#include "explain/phrase.h"

enum { MAX_FIRST_NEEDS = 3, MAX_FACT_LENGTH = 240, MAX_SOURCE_LENGTH = 100 };

static size_t count_holding_rules(const sc_explained_decision *decision)
{
    size_t holding = 0;
    for (uint32_t i = 0; i < decision->decision->rule_count; i++)
        holding += decision->node->children.at[i]->is.truth == SCHOOLCAT_TRUE;
    return holding;
}

static bool is_unsettled(const sc_explained_decision *decision)
{
    if (decision->decision->choose != SC_CHOOSE_EVERY)
        return decision->provisional;
    for (uint32_t i = 0; i < decision->decision->rule_count; i++)
        if (decision->may_hold[i] && decision->node->children.at[i]->is.truth != SCHOOLCAT_TRUE)
            return true;
    return false;
}

static void phrase_decision_outcome(sc_document_printer *printer,
                                    const sc_explained_decision *decision)
{
    size_t holding = count_holding_rules(decision);
    if (decision->decision->choose == SC_CHOOSE_EVERY)
        sc_phrase_count(printer->text, holding, "applies", "apply");
    else if (decision->outcome != SC_NONE)
        sc_phrase_outcome(printer->text, printer->model, decision->decision, decision->outcome);
    else
        sc_printer_write(printer, decision->conflict
                                      ? "no outcome, as rules with different outcomes hold"
                                      : "no outcome");
    if (decision->decision->choose != SC_CHOOSE_EVERY && decision->outcome == SC_NONE &&
        !decision->provisional && !decision->none_possible) {
        sc_printer_write(printer, " on what is known; all that can come of it is ");
        sc_phrase_possible_outcomes(printer->text, printer->model, decision);
        return;
    }
    sc_printer_write(printer, is_unsettled(decision) ? ", not settled" : ", settled");
    if (decision->decision->choose == SC_CHOOSE_EVERY || !decision->provisional)
        return;
    sc_printer_write(printer,
                     decision->outcome == SC_NONE ? "; it could be " : "; it could also be ");
    sc_phrase_possible_outcomes(printer->text, printer->model, decision);
}

/* The fact that decides the rule. Of conditions that all hold: the first assumed one, else the
 * first. */
static const schoolcat_explanation_node *deciding_fact(const schoolcat_explanation_node *rule)
{
    const schoolcat_explanation_node *key = sc_deciding_node(rule), *fact = NULL;
    bool all = key->is.kind == SCHOOLCAT_EXPLAINED_CONDITION && key->is.truth == SCHOOLCAT_TRUE &&
               !key->is.assumed &&
               (key->node->kind == SC_NODE_ALL || key->node->kind == SC_NODE_AND);
    for (size_t i = 0; all && i < key->children.count; i++)
        if (!fact || (!fact->is.assumed && key->children.at[i]->is.assumed))
            fact = sc_deciding_node(key->children.at[i]);
    return fact ? fact : key;
}

static void phrase_deciding_rule(sc_document_printer *printer,
                                 const sc_explained_decision *decision)
{
    if (decision->decision->choose == SC_CHOOSE_EVERY || decision->outcome == SC_NONE)
        return;
    if (decision->rule == SC_NONE) {
        sc_printer_write(printer, "Decided by 'otherwise': no rule is known to hold.");
    } else {
        const schoolcat_explanation_node *rule = decision->node->children.at[decision->rule];
        const schoolcat_explanation_node *fact = deciding_fact(rule);
        sc_printer_write(printer, "Decided by the rule ");
        sc_printer_write(printer, rule->name);
        if (rule->is.element.source[0] != '\0') {
            sc_printer_write(printer, ", ");
            sc_phrase_excerpt(printer->text, sc_text_of(rule->is.element.source),
                              MAX_SOURCE_LENGTH);
        }
        sc_printer_write(printer,
                         fact->is.assumed ? ". Deciding fact, assumed: " : ". Deciding fact: ");
        sc_phrase_excerpt(printer->text, sc_text_of(fact->is.finding), MAX_FACT_LENGTH);
        sc_printer_write(printer, ".");
    }
    sc_end_continuation(printer, false, 0);
}

static void print_decision(sc_document_printer *printer, const sc_explained_decision *decision)
{
    sc_phrase_label(printer->text, &decision->decision->about);
    sc_printer_write(printer, ": ");
    phrase_decision_outcome(printer, decision);
    sc_printer_write(printer, ".");
    sc_end_item(printer, NULL, 0);
    phrase_deciding_rule(printer, decision);
    if (!is_unsettled(decision) || decision->needs.count == 0)
        return;
    sc_printer_write(printer, "To settle it: ");
    if (decision->needs.count > MAX_FIRST_NEEDS) {
        sc_buffer_integer(printer->text, (long long)decision->needs.count);
        sc_printer_write(printer, " indicators are missing; start with ");
    }
    sc_phrase_first_needs(printer, decision, MAX_FIRST_NEEDS);
    sc_printer_write(printer, ".");
    sc_end_continuation(printer, false, 0);
}

static bool is_nothing_decided(const sc_document_printer *printer)
{
    for (uint32_t i = 0; i < printer->model->decision_count; i++) {
        const sc_explained_decision *decision = &printer->explanation->decisions[i];
        bool every = decision->decision->choose == SC_CHOOSE_EVERY;
        if (!is_unsettled(decision) ||
            (every ? count_holding_rules(decision) > 0 : decision->outcome != SC_NONE))
            return false;
    }
    return printer->model->decision_count > 0;
}

void sc_print_summary_section(sc_document_printer *printer)
{
    sc_printer_write(printer, "In short");
    sc_end_heading(printer);
    if (is_nothing_decided(printer)) {
        sc_printer_write(printer, "Nothing can be decided: too much is missing.");
        sc_end_lead(printer);
    }
    for (uint32_t i = 0; i < printer->model->decision_count; i++)
        print_decision(printer, &printer->explanation->decisions[i]);
}

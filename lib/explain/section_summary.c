/* What comes before all else: each decision in short, with its deciding fact and what would settle
 * most. */
#include "explain/sections.h"
#include "explain/phrase.h"

enum { MAX_FIRST_NEEDS = 3, MAX_FACT_LENGTH = 240, MAX_SOURCE_LENGTH = 100 };

static void say(sc_document_printer *printer, const char *words)
{
    sc_buffer_string(printer->words, words);
}

size_t sc_count_decisions_needing(const sc_document_printer *printer,
                                  const schoolcat_explanation_node *indicator)
{
    size_t count = 0;
    for (uint32_t i = 0; i < printer->model->decision_count; i++)
        count += sc_decision_needs(&printer->explanation->decisions[i], indicator);
    return count;
}

void sc_phrase_first_needs(sc_document_printer *printer, const sc_explained_decision *decision,
                           size_t most)
{
    size_t count = decision->needs.count, parts = count < most ? count : most, said = 0;
    for (size_t weight = printer->model->decision_count; weight > 0 && said < parts; weight--)
        for (size_t i = 0; i < count && said < parts; i++) {
            const schoolcat_explanation_node *indicator = decision->needs.at[i];
            if (sc_count_decisions_needing(printer, indicator) != weight)
                continue;
            sc_phrase_separator(printer->words, said++, parts, "and");
            say(printer, indicator->name);
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

static void phrase_decision_outcome(sc_document_printer *printer,
                                    const sc_explained_decision *decision)
{
    size_t holding = count_holding(decision);
    if (decision->decision->choose == SC_CHOOSE_EVERY)
        sc_phrase_count(printer->words, holding, "applies", "apply");
    else if (decision->outcome != SC_NONE)
        sc_phrase_outcome(printer->words, printer->model, decision->decision, decision->outcome);
    else
        say(printer, decision->conflict ? "no outcome, as rules with different outcomes hold"
                                        : "no outcome");
    if (decision->decision->choose != SC_CHOOSE_EVERY && decision->outcome == SC_NONE &&
        !decision->provisional && !decision->none_possible) {
        say(printer, " on what is known; all that can come of it is ");
        sc_phrase_possible_outcomes(printer->words, printer->model, decision);
        return;
    }
    say(printer, is_open(decision) ? ", not settled" : ", settled");
    if (decision->decision->choose == SC_CHOOSE_EVERY || !decision->provisional)
        return;
    say(printer, decision->outcome == SC_NONE ? "; it could be " : "; it could also be ");
    sc_phrase_possible_outcomes(printer->words, printer->model, decision);
}

/* Of conditions that all hold the one to look at twice: what was assumed, else the first. */
static const schoolcat_explanation_node *deciding_fact(const schoolcat_explanation_node *rule)
{
    const schoolcat_explanation_node *key = sc_explained_deciding_node(rule), *fact = NULL;
    bool all = key->is.kind == SCHOOLCAT_EXPLAINED_CONDITION && key->is.truth == SCHOOLCAT_TRUE &&
               !key->is.assumed &&
               (key->node->kind == SC_NODE_ALL || key->node->kind == SC_NODE_AND);
    for (size_t i = 0; all && i < key->children.count; i++)
        if (!fact || (!fact->is.assumed && key->children.at[i]->is.assumed))
            fact = sc_explained_deciding_node(key->children.at[i]);
    return fact ? fact : key;
}

static void phrase_deciding_rule(sc_document_printer *printer,
                                 const sc_explained_decision *decision)
{
    if (decision->decision->choose == SC_CHOOSE_EVERY || decision->outcome == SC_NONE)
        return;
    if (decision->rule == SC_NONE) {
        say(printer, "Decided by 'otherwise': no rule is known to hold.");
    } else {
        const schoolcat_explanation_node *rule = decision->node->children.at[decision->rule];
        const schoolcat_explanation_node *fact = deciding_fact(rule);
        say(printer, "Decided by the rule ");
        say(printer, rule->name);
        if (rule->is.element.source[0] != '\0') {
            say(printer, ", ");
            sc_phrase_excerpt(printer->words, sc_text_of(rule->is.element.source),
                              MAX_SOURCE_LENGTH);
        }
        say(printer, fact->is.assumed ? ". Deciding fact, assumed: " : ". Deciding fact: ");
        sc_phrase_excerpt(printer->words, sc_text_of(fact->is.finding), MAX_FACT_LENGTH);
        say(printer, ".");
    }
    printer->page->style->under(printer->page, false, 0);
}

static void print_entry(sc_document_printer *printer, const sc_explained_decision *decision)
{
    sc_phrase_label(printer->words, &decision->decision->about);
    say(printer, ": ");
    phrase_decision_outcome(printer, decision);
    say(printer, ".");
    printer->page->style->entry(printer->page, NULL, 0);
    phrase_deciding_rule(printer, decision);
    if (!is_open(decision) || decision->needs.count == 0)
        return;
    say(printer, "To settle it: ");
    if (decision->needs.count > MAX_FIRST_NEEDS) {
        sc_buffer_integer(printer->words, (long long)decision->needs.count);
        say(printer, " indicators are missing; start with ");
    }
    sc_phrase_first_needs(printer, decision, MAX_FIRST_NEEDS);
    say(printer, ".");
    printer->page->style->under(printer->page, false, 0);
}

static bool is_everything_undecided(const sc_document_printer *printer)
{
    for (uint32_t i = 0; i < printer->model->decision_count; i++) {
        const sc_explained_decision *decision = &printer->explanation->decisions[i];
        bool every = decision->decision->choose == SC_CHOOSE_EVERY;
        if (!is_open(decision) ||
            (every ? count_holding(decision) > 0 : decision->outcome != SC_NONE))
            return false;
    }
    return printer->model->decision_count > 0;
}

void sc_print_summary_section(sc_document_printer *printer)
{
    say(printer, "In short");
    printer->page->style->heading(printer->page);
    if (is_everything_undecided(printer)) {
        say(printer, "Nothing can be decided: too much is missing.");
        printer->page->style->lead(printer->page);
    }
    for (uint32_t i = 0; i < printer->model->decision_count; i++)
        print_entry(printer, &printer->explanation->decisions[i]);
}

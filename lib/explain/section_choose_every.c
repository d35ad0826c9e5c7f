/* A decision that takes every rule that holds; and details, as they follow from any. */
#include "explain/sections.h"
#include "explain/phrase.h"

#include <string.h>

enum { LONGEST_TEXT = 200, MAX_ITEMS = 3 };

static void phrase_key(sc_buffer *words, sc_text key)
{
    for (size_t i = 0; i < key.length; i++)
        sc_buffer_byte(words, key.data[i] == '_' ? ' ' : key.data[i]);
    sc_buffer_string(words, ": ");
}

static void phrase_detail(sc_buffer *words, const sc_detail *detail)
{
    uint32_t shown = detail->count > MAX_ITEMS + 1 ? MAX_ITEMS : detail->count;
    switch (detail->kind) {
    case SC_DETAIL_TEXT:
        sc_phrase_excerpt(words, detail->text, LONGEST_TEXT);
        break;
    case SC_DETAIL_NUMBER:
        sc_buffer_number(words, detail->number);
        break;
    case SC_DETAIL_BOOLEAN:
        sc_buffer_string(words, detail->boolean ? "yes" : "no");
        break;
    case SC_DETAIL_LIST:
    case SC_DETAIL_MAP:
        for (uint32_t i = 0; i < shown; i++) {
            sc_buffer_string(words, i > 0 ? "; " : "");
            if (detail->kind == SC_DETAIL_MAP)
                phrase_key(words, detail->keys[i]);
            if (detail->items[i].kind == SC_DETAIL_LIST || detail->items[i].kind == SC_DETAIL_MAP)
                sc_buffer_string(words, "...");
            else
                phrase_detail(words, &detail->items[i]);
        }
        if (shown < detail->count) {
            sc_buffer_string(words, "; and ");
            sc_buffer_integer(words, (long long)detail->count - shown);
            sc_buffer_string(words, " more");
        }
        break;
    case SC_DETAIL_NULL:
        break;
    }
}

void sc_print_details(sc_document_printer *printer, const sc_detail *details, uint32_t depth)
{
    for (uint32_t i = 0; details && i < details->count; i++) {
        phrase_key(printer->words, details->keys[i]);
        phrase_detail(printer->words, &details->items[i]);
        printer->page->style->entry(printer->page, NULL, depth);
    }
}

static void label(sc_document_printer *printer, const char *words, size_t count)
{
    sc_buffer_string(printer->words, words);
    sc_buffer_string(printer->words, " (");
    sc_buffer_integer(printer->words, (long long)count);
    sc_buffer_byte(printer->words, ')');
    printer->page->style->label(printer->page);
}

enum { DEEPEST = 4 };

/* Whether what settles the rule looks at a decision that is itself not settled. */
static bool depends_on_provisional(const sc_document_printer *printer,
                                   const schoolcat_explanation_node *node, int depth)
{
    if (node->node && node->node->kind == SC_NODE_DECISION)
        return printer->explanation->decisions[node->index].provisional;
    for (size_t i = 0; depth < DEEPEST && i < node->children.count; i++)
        if (depends_on_provisional(printer, node->children.at[i], depth + 1))
            return true;
    return false;
}

static void phrase_standing(sc_document_printer *printer, const schoolcat_explanation_node *rule)
{
    bool stands = rule->is.truth == SCHOOLCAT_TRUE ? depends_on_provisional(printer, rule, 0)
                                                   : rule->is.truth == SCHOOLCAT_FALSE;
    sc_buffer_string(printer->words, stands ? "as things stand: " : "");
    sc_buffer_string(printer->words, rule->name);
}

static void print_holding_rules(sc_document_printer *printer, const sc_explained_decision *decision)
{
    for (uint32_t i = 0; i < decision->decision->rule_count; i++) {
        const schoolcat_explanation_node *rule = decision->node->children.at[i];
        if (rule->is.truth != SCHOOLCAT_TRUE)
            continue;
        phrase_standing(printer, rule);
        printer->page->style->entry(printer->page, "holds", 0);
        if (rule->is.element.text[0] != '\0') {
            sc_phrase_excerpt(printer->words, sc_text_of(rule->is.element.text), LONGEST_TEXT);
            printer->page->style->under(printer->page, true, 0);
        }
        if (rule->is.element.source[0] != '\0') {
            sc_buffer_string(printer->words,
                             strchr(rule->is.element.source, ';') ? "Sources: " : "Source: ");
            sc_buffer_string(printer->words, rule->is.element.source);
            printer->page->style->under(printer->page, true, 0);
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

/* Whether the same fact settles both. Lists may read alike and yet be of different conditions. */
static bool need_the_same(const sc_explained_decision *decision, uint32_t one, uint32_t other)
{
    const schoolcat_explanation_node *first = sc_explained_deciding_node(
                                         decision->node->children.at[one]),
                                     *second = sc_explained_deciding_node(
                                         decision->node->children.at[other]);
    if (!is_undetermined(decision, other) || first->is.truth != second->is.truth)
        return false;
    bool tests =
        first->is.kind == SCHOOLCAT_EXPLAINED_TEST && second->is.kind == SCHOOLCAT_EXPLAINED_TEST;
    return first == second || (tests && strcmp(first->is.finding, second->is.finding) == 0);
}

static bool is_printed_earlier(const sc_explained_decision *decision, uint32_t rule)
{
    for (uint32_t i = 0; i < rule; i++)
        if (need_the_same(decision, rule, i))
            return true;
    return false;
}

/* Rules that wait on the same fact stand together. */
static void print_undetermined_rules(sc_document_printer *printer,
                                     const sc_explained_decision *decision)
{
    for (uint32_t i = 0; i < decision->decision->rule_count; i++) {
        const schoolcat_explanation_node *rule = decision->node->children.at[i];
        if (!is_undetermined(decision, i) || is_printed_earlier(decision, i))
            continue;
        phrase_standing(printer, rule);
        for (uint32_t j = i + 1; j < decision->decision->rule_count; j++) {
            if (!need_the_same(decision, i, j))
                continue;
            sc_buffer_string(printer->words, "; ");
            sc_buffer_string(printer->words, decision->node->children.at[j]->name);
        }
        sc_buffer_string(printer->words, ": ");
        sc_print_deciding_condition(printer, rule);
        printer->page->style->entry(printer->page, sc_truth_phrase(rule), 0);
    }
}

static void print_failing_rules(sc_document_printer *printer, const sc_explained_decision *decision,
                                size_t count)
{
    size_t said = 0;
    for (uint32_t i = 0; i < decision->decision->rule_count; i++) {
        const schoolcat_explanation_node *rule = decision->node->children.at[i];
        if (rule->is.truth == SCHOOLCAT_TRUE || decision->may_hold[i])
            continue;
        sc_phrase_separator(printer->words, said++, count, "and");
        sc_buffer_string(printer->words, rule->is.element.id);
    }
    printer->page->style->body(printer->page);
}

void sc_print_every_section(sc_document_printer *printer, const sc_explained_decision *decision)
{
    size_t holding = 0, waiting = 0, count = decision->decision->rule_count;
    for (size_t i = 0; i < count; i++) {
        bool holds = decision->node->children.at[i]->is.truth == SCHOOLCAT_TRUE;
        holding += holds;
        waiting += !holds && decision->may_hold[i];
    }
    if (holding > 0)
        sc_phrase_count(printer->words, holding, "rule applies", "rules apply");
    else
        sc_buffer_string(printer->words,
                         waiting > 0 ? "Nothing applies for certain" : "No rule applies");
    if (waiting > 0) {
        sc_buffer_string(printer->words, ", and ");
        sc_buffer_integer(printer->words, (long long)waiting);
        sc_buffer_string(printer->words, holding > 0 ? " more may apply, as something is missing"
                                                     : " may apply, as something is missing");
    }
    sc_buffer_string(printer->words, waiting > 0 ? "." : ", settled.");
    printer->page->style->lead(printer->page);
    if (holding > 0)
        label(printer, "What applies", holding);
    print_holding_rules(printer, decision);
    if (waiting > 0)
        label(printer, "What may apply", waiting);
    print_undetermined_rules(printer, decision);
    if (holding + waiting < count) {
        label(printer, "What does not apply", count - holding - waiting);
        print_failing_rules(printer, decision, count - holding - waiting);
    }
}

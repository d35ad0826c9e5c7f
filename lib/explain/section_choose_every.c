/* A decision that takes every rule that holds; and details, as they follow from any. */
#include "explain/sections.h"
#include "explain/phrase.h"

#include <string.h>

enum { LONGEST_TEXT = 200, MOST_ITEMS = 3 };

static void say_key(sc_buffer *words, sc_text key)
{
    for (size_t i = 0; i < key.length; i++)
        sc_buffer_byte(words, key.data[i] == '_' ? ' ' : key.data[i]);
    sc_buffer_string(words, ": ");
}

static void say_detail(sc_buffer *words, const sc_detail *detail)
{
    uint32_t shown = detail->count > MOST_ITEMS + 1 ? MOST_ITEMS : detail->count;
    switch (detail->kind) {
    case SC_DETAIL_TEXT:
        sc_say_excerpt(words, detail->text, LONGEST_TEXT);
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
                say_key(words, detail->keys[i]);
            if (detail->items[i].kind == SC_DETAIL_LIST || detail->items[i].kind == SC_DETAIL_MAP)
                sc_buffer_string(words, "...");
            else
                say_detail(words, &detail->items[i]);
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

void sc_narrate_details(sc_narrator *narrator, const sc_detail *details, uint32_t depth)
{
    for (uint32_t i = 0; details && i < details->count; i++) {
        say_key(narrator->words, details->keys[i]);
        say_detail(narrator->words, &details->items[i]);
        narrator->page->style->entry(narrator->page, NULL, depth);
    }
}

static void label(sc_narrator *narrator, const char *words, size_t count)
{
    sc_buffer_string(narrator->words, words);
    sc_buffer_string(narrator->words, " (");
    sc_buffer_integer(narrator->words, (long long)count);
    sc_buffer_byte(narrator->words, ')');
    narrator->page->style->label(narrator->page);
}

enum { DEEPEST = 4 };

/* Whether what settles the rule looks at a decision that is itself not settled. */
static bool rests_on_open(const sc_narrator *narrator, const schoolcat_explanation_node *node, int depth)
{
    if (node->node && node->node->kind == SC_NODE_DECISION)
        return narrator->explanation->decisions[node->index].provisional;
    for (size_t i = 0; depth < DEEPEST && i < node->children.count; i++)
        if (rests_on_open(narrator, node->children.at[i], depth + 1))
            return true;
    return false;
}

static void say_standing(sc_narrator *narrator, const schoolcat_explanation_node *rule)
{
    bool stands = rule->is.truth == SCHOOLCAT_TRUE ? rests_on_open(narrator, rule, 0)
                                                   : rule->is.truth == SCHOOLCAT_FALSE;
    sc_buffer_string(narrator->words, stands ? "as things stand: " : "");
    sc_buffer_string(narrator->words, rule->name);
}

static void narrate_holding(sc_narrator *narrator, const sc_explained_decision *decision)
{
    for (uint32_t i = 0; i < decision->decision->rule_count; i++) {
        const schoolcat_explanation_node *rule = decision->node->children.at[i];
        if (rule->is.truth != SCHOOLCAT_TRUE)
            continue;
        say_standing(narrator, rule);
        narrator->page->style->entry(narrator->page, "holds", 0);
        if (rule->is.element.text[0] != '\0') {
            sc_say_excerpt(narrator->words, sc_text_of(rule->is.element.text), LONGEST_TEXT);
            narrator->page->style->under(narrator->page, true, 0);
        }
        if (rule->is.element.source[0] != '\0') {
            sc_buffer_string(narrator->words,
                             strchr(rule->is.element.source, ';') ? "Sources: " : "Source: ");
            sc_buffer_string(narrator->words, rule->is.element.source);
            narrator->page->style->under(narrator->page, true, 0);
        }
        sc_narrate_when_briefly(narrator, rule, 1);
        sc_narrate_details(narrator, decision->decision->rules[i].details, 1);
    }
}

static bool is_waiting(const sc_explained_decision *decision, uint32_t rule)
{
    return decision->may_hold[rule] && decision->node->children.at[rule]->is.truth != SCHOOLCAT_TRUE;
}

/* Whether the same fact settles both. Lists may read alike and yet be of different conditions. */
static bool wait_alike(const sc_explained_decision *decision, uint32_t one, uint32_t other)
{
    const schoolcat_explanation_node *first = sc_explained_key(decision->node->children.at[one]),
                                     *second = sc_explained_key(decision->node->children.at[other]);
    if (!is_waiting(decision, other) || first->is.truth != second->is.truth)
        return false;
    bool tests = first->is.kind == SCHOOLCAT_EXPLAINED_TEST && second->is.kind == SCHOOLCAT_EXPLAINED_TEST;
    return first == second || (tests && strcmp(first->is.finding, second->is.finding) == 0);
}

static bool is_told(const sc_explained_decision *decision, uint32_t rule)
{
    for (uint32_t i = 0; i < rule; i++)
        if (wait_alike(decision, rule, i))
            return true;
    return false;
}

/* Rules that wait on the same fact stand together. */
static void narrate_waiting(sc_narrator *narrator, const sc_explained_decision *decision)
{
    for (uint32_t i = 0; i < decision->decision->rule_count; i++) {
        const schoolcat_explanation_node *rule = decision->node->children.at[i];
        if (!is_waiting(decision, i) || is_told(decision, i))
            continue;
        say_standing(narrator, rule);
        for (uint32_t j = i + 1; j < decision->decision->rule_count; j++) {
            if (!wait_alike(decision, i, j))
                continue;
            sc_buffer_string(narrator->words, "; ");
            sc_buffer_string(narrator->words, decision->node->children.at[j]->name);
        }
        sc_buffer_string(narrator->words, ": ");
        sc_narrate_key(narrator, rule);
        narrator->page->style->entry(narrator->page, sc_truth_mark(rule), 0);
    }
}

static void narrate_failing(sc_narrator *narrator, const sc_explained_decision *decision, size_t count)
{
    size_t said = 0;
    for (uint32_t i = 0; i < decision->decision->rule_count; i++) {
        const schoolcat_explanation_node *rule = decision->node->children.at[i];
        if (rule->is.truth == SCHOOLCAT_TRUE || decision->may_hold[i])
            continue;
        sc_say_between(narrator->words, said++, count, "and");
        sc_buffer_string(narrator->words, rule->is.element.id);
    }
    narrator->page->style->body(narrator->page);
}

void sc_narrate_every(sc_narrator *narrator, const sc_explained_decision *decision)
{
    size_t holding = 0, waiting = 0, count = decision->decision->rule_count;
    for (size_t i = 0; i < count; i++) {
        bool holds = decision->node->children.at[i]->is.truth == SCHOOLCAT_TRUE;
        holding += holds;
        waiting += !holds && decision->may_hold[i];
    }
    if (holding > 0)
        sc_say_count(narrator->words, holding, "rule applies", "rules apply");
    else
        sc_buffer_string(narrator->words, waiting > 0 ? "Nothing applies for certain" : "No rule applies");
    if (waiting > 0) {
        sc_buffer_string(narrator->words, ", and ");
        sc_buffer_integer(narrator->words, (long long)waiting);
        sc_buffer_string(narrator->words, holding > 0 ? " more may apply, as something is missing"
                                                      : " may apply, as something is missing");
    }
    sc_buffer_string(narrator->words, waiting > 0 ? "." : ", settled.");
    narrator->page->style->lead(narrator->page);
    if (holding > 0)
        label(narrator, "What applies", holding);
    narrate_holding(narrator, decision);
    if (waiting > 0)
        label(narrator, "What may apply", waiting);
    narrate_waiting(narrator, decision);
    if (holding + waiting < count) {
        label(narrator, "What does not apply", count - holding - waiting);
        narrate_failing(narrator, decision, count - holding - waiting);
    }
}

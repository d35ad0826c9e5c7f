#include "explain/sections.h"

#include "explain/phrase.h"

#include <string.h>

enum { LONGEST_NOTE = 600 };

static void say(sc_narrator *narrator, const char *words)
{
    sc_buffer_string(narrator->words, words);
}

static void end_label(sc_narrator *narrator)
{
    narrator->page->style->label(narrator->page);
}

static void end_body(sc_narrator *narrator)
{
    narrator->page->style->body(narrator->page);
}

static void say_outcome(sc_narrator *narrator, const sc_explained_decision *decision, uint32_t outcome)
{
    sc_say_outcome(narrator->words, narrator->model, decision->decision, outcome);
}

/* --- what it came to --- */

static bool has_unknown(const schoolcat_explanation_node *node)
{
    for (size_t i = 0; i < node->children.count; i++)
        if (node->children.at[i]->is.truth == SCHOOLCAT_UNKNOWN || node->children.at[i]->is.assumed ||
            node->children.at[i]->tally.unknown > 0)
            return true;
    return false;
}

/* Whether anything that the reader is shown of the rules is unknown, although the decision is settled. */
static bool meets_unknown(const sc_explained_decision *decision)
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

static void narrate_lead(sc_narrator *narrator, const sc_explained_decision *decision)
{
    if (decision->outcome != SC_NONE) {
        say_outcome(narrator, decision, decision->outcome);
        say(narrator,
            decision->provisional ? ", but not settled: while something is missing it could also be " : "");
    } else if (decision->conflict) {
        say(narrator, "No outcome: rules with different outcomes hold");
        say(narrator, decision->provisional ? "; while something is missing it could also be " : "");
    } else if (decision->provisional) {
        say(narrator, "No outcome: too much is missing. It could be ");
    } else if (!decision->none_possible) { /* one outcome is left, but the rules that would give it are not known to hold */
        say(narrator, "Not decided on what is known; all that can come of it is ");
        sc_say_possible(narrator->words, narrator->model, decision);
    } else {
        say(narrator,
            has_unknown_rule(decision) ? "No outcome, settled" : "No outcome: none of its rules holds");
    }
    if (decision->provisional)
        sc_say_possible(narrator->words, narrator->model, decision);
    if (decision->provisional && decision->outcome == SC_NONE && decision->none_possible)
        say(narrator, ", or stay without an outcome");
    if (decision->provisional || decision->outcome == SC_NONE)
        say(narrator, ".");
    else
        say(narrator,
            meets_unknown(decision) ? ", settled: what is missing cannot change it." : ", settled.");
    narrator->page->style->lead(narrator->page);
}

/* --- the rule that decided --- */

void sc_narrate_words(sc_narrator *narrator, const schoolcat_element *element)
{
    if (element->text[0] != '\0') {
        say(narrator, element->text);
        narrator->page->style->quote(narrator->page);
    }
    if (element->source[0] != '\0') {
        say(narrator, strchr(element->source, ';') ? "Sources: " : "Source: ");
        say(narrator, element->source);
        end_body(narrator);
    }
    if (element->note[0] != '\0') {
        say(narrator, "Note: ");
        sc_say_excerpt(narrator->words, sc_text_of(element->note), LONGEST_NOTE);
        end_body(narrator);
    }
}

static void narrate_otherwise(sc_narrator *narrator, const sc_explained_decision *decision)
{
    say(narrator, has_unknown_rule(decision)
                      ? "No rule is known to hold, and the rule file says not to wait for those that are "
                        "unknown (if_unknown)."
                      : "None of its rules holds.");
    end_body(narrator);
}

static void narrate_deciding(sc_narrator *narrator, const sc_explained_decision *decision)
{
    for (size_t i = 0; i < decision->node->children.count; i++) {
        const schoolcat_explanation_node *rule = decision->node->children.at[i];
        bool shown = rule->is.decided || (decision->conflict && rule->is.truth == SCHOOLCAT_TRUE);
        if (!shown)
            continue;
        if (rule->is.kind == SCHOOLCAT_EXPLAINED_OTHERWISE) {
            say(narrator, "Decided by 'otherwise'");
            end_label(narrator);
            narrate_otherwise(narrator, decision);
            continue;
        }
        say(narrator, decision->conflict ? "In conflict: the rule " : "Decided by the rule ");
        say(narrator, rule->name);
        if (decision->conflict) {
            say(narrator, ", which gives ");
            say(narrator, rule->value);
        }
        end_label(narrator);
        sc_narrate_words(narrator, &rule->is.element);
        sc_narrate_when(narrator, rule);
    }
}

/* --- the other rules --- */

static void narrate_other(sc_narrator *narrator, const schoolcat_explanation_node *rule)
{
    bool expand = rule->is.truth != SCHOOLCAT_FALSE && rule->children.count > 0;
    say(narrator, rule->name);
    say(narrator, ", which would give ");
    say(narrator, rule->value);
    if (expand && rule->is.element.source[0] != '\0') {
        say(narrator, strchr(rule->is.element.source, ';') ? " (Sources: " : " (Source: ");
        say(narrator, rule->is.element.source);
        say(narrator, ")");
    }
    if (!expand && rule->children.count > 0) {
        say(narrator, ": ");
        sc_narrate_key(narrator, rule);
    }
    narrator->page->style->entry(narrator->page, sc_truth_mark(rule), 0);
    if (expand)
        sc_narrate_when_briefly(narrator, rule, 1);
}

static bool is_behind(const sc_explained_decision *decision, size_t at)
{
    return decision->decision->choose == SC_CHOOSE_FIRST && decision->rule != SC_NONE && at > decision->rule;
}

static void narrate_others(sc_narrator *narrator, const sc_explained_decision *decision)
{
    size_t others = 0;
    bool first = decision->decision->choose == SC_CHOOSE_FIRST;
    for (size_t i = 0; i < decision->node->children.count; i++) {
        const schoolcat_explanation_node *rule = decision->node->children.at[i];
        bool shown = rule->is.decided || (decision->conflict && rule->is.truth == SCHOOLCAT_TRUE);
        if (shown || is_behind(decision, i) || rule->is.kind == SCHOOLCAT_EXPLAINED_OTHERWISE)
            continue;
        if (others++ == 0) {
            say(narrator, first && decision->rule != SC_NONE ? "Rules that stand before it" : "Other rules");
            if (decision->outcome == SC_NONE && !decision->conflict) {
                sc_buffer_clear(narrator->words);
                say(narrator, "The rules");
            }
            end_label(narrator);
        }
        narrate_other(narrator, rule);
    }
}

static void narrate_behind(sc_narrator *narrator, const sc_explained_decision *decision)
{
    size_t count = decision->node->children.count, behind = 0;
    for (size_t i = 0; i < count; i++)
        behind += is_behind(decision, i);
    if (behind == 0)
        return;
    say(narrator, "Rules not reached, as the first that holds decides");
    end_label(narrator);
    for (size_t i = count - behind; i < count; i++) {
        sc_say_between(narrator->words, i - (count - behind), behind, "and");
        say(narrator, decision->node->children.at[i]->is.element.id);
    }
    end_body(narrator);
}

/* --- one decision --- */

static const sc_detail *details_of(const sc_narrator *narrator, const sc_explained_decision *decision)
{
    if (decision->outcome == SC_NONE)
        return NULL;
    if (decision->rule != SC_NONE)
        return decision->decision->rules[decision->rule].details;
    return narrator->model->domains[decision->decision->domain].items[decision->outcome].details;
}

static void narrate_decision(sc_narrator *narrator, const sc_explained_decision *decision)
{
    say(narrator, decision->node->name);
    narrator->page->style->heading(narrator->page);
    if (decision->decision->choose == SC_CHOOSE_EVERY) {
        sc_narrate_every(narrator, decision);
        sc_narrate_needs(narrator, decision);
        sc_narrate_assumed(narrator, decision);
        return;
    }
    narrate_lead(narrator, decision);
    narrate_deciding(narrator, decision);
    sc_narrate_needs(narrator, decision);
    sc_narrate_assumed(narrator, decision);
    narrate_others(narrator, decision);
    narrate_behind(narrator, decision);
    const sc_detail *details = details_of(narrator, decision);
    if (details && details->count > 0) {
        say(narrator, "What follows");
        end_label(narrator);
        sc_narrate_details(narrator, details, 0);
    }
}

/* --- around the decisions --- */

static void narrate_title(sc_narrator *narrator)
{
    schoolcat_ruleset_information information = SCHOOLCAT_RULESET_INFORMATION;
    (void)schoolcat_ruleset_describe(narrator->explanation->rules, &information);
    const char *parts[] = {information.title, information.authority, information.version};
    if (narrator->explanation->title[0] != '\0') {
        say(narrator, narrator->explanation->title);
        narrator->page->style->title(narrator->page);
    }
    say(narrator, "Under ");
    for (size_t i = 0, said = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i][0] == '\0')
            continue;
        say(narrator, said++ > 0 ? ", " : "");
        say(narrator, parts[i]);
    }
    if (narrator->words->length == 6)
        say(narrator, information.file);
    narrator->page->style->lead(narrator->page);
}

static void narrate_outputs(sc_narrator *narrator)
{
    size_t said = 0;
    for (uint32_t i = 0; i < narrator->model->derived_count; i++) {
        const schoolcat_explanation_node *node = narrator->explanation->derived[i];
        if (!narrator->model->derived[i].output || !node)
            continue;
        if (said++ == 0) {
            say(narrator, "Worked out besides");
            narrator->page->style->heading(narrator->page);
        }
        say(narrator, node->is.finding);
        narrator->page->style->entry(narrator->page, NULL, 0);
    }
}

static void narrate_read(sc_narrator *narrator, bool caller)
{
    size_t said = 0;
    for (uint32_t i = 0; i < narrator->model->indicator_count; i++) {
        const schoolcat_explanation_node *node = narrator->explanation->indicators[i];
        if (!node || !(caller ? node->caller_assumed : node->blank_read))
            continue;
        if (said++ == 0) {
            say(narrator, caller ? "Missing, and taken to be what the caller says"
                                 : "Empty cells, read as the rule file says");
            narrator->page->style->heading(narrator->page);
        }
        say(narrator, node->name);
        say(narrator, ": ");
        say(narrator, node->value);
        narrator->page->style->entry(narrator->page, NULL, 0);
    }
}

static void narrate_notes(sc_narrator *narrator)
{
    for (size_t i = 0; i < narrator->explanation->note_count; i++) {
        if (i == 0) {
            say(narrator, "To be noted");
            narrator->page->style->heading(narrator->page);
        }
        say(narrator, narrator->explanation->notes[i]);
        narrator->page->style->entry(narrator->page, NULL, 0);
    }
}

static void narrate_all(sc_narrator *narrator)
{
    narrate_title(narrator);
    sc_narrate_summary(narrator);
    for (uint32_t i = 0; i < narrator->model->decision_count; i++)
        narrate_decision(narrator, &narrator->explanation->decisions[i]);
    narrate_outputs(narrator);
    sc_narrate_missing(narrator);
    sc_narrate_figures(narrator);
    narrate_read(narrator, false);
    narrate_read(narrator, true);
    narrate_notes(narrator);
}

void sc_narrate(sc_page *page, const schoolcat_explanation *explanation)
{
    const sc_model *model = explanation->rules->model;
    const schoolcat_allocator *allocator = &page->out->allocator;
    sc_narrator narrator = {.page = page, .words = &page->words, .explanation = explanation, .model = model};
    narrator.told = sc_allocate_array(allocator, (size_t)model->parameter_count + 1, sizeof *narrator.told);
    page->model = model;
    page->met = sc_allocate_array(allocator, sc_page_name_count(model) + 1, sizeof *page->met);
    if (narrator.told && page->met) {
        memset(narrator.told, 0, ((size_t)model->parameter_count + 1) * sizeof *narrator.told);
        memset(page->met, 0, (sc_page_name_count(model) + 1) * sizeof *page->met);
        narrate_all(&narrator);
    }
    page->out->failed = page->out->failed || page->words.failed || !narrator.told || !page->met;
    sc_release(allocator, narrator.told);
    sc_release(allocator, page->met);
    page->met = NULL;
}

/* Conditions as entries: those that make the truth in full, the others by name. */
#include "explain/sections.h"
#include "explain/phrase.h"

enum {
    LONGEST_TEXT = 160,
    LONGEST_BRIEF = 80,
    LONGEST_NAME = 100,
    LONGEST_FINDING = 280,
    MOST_NAMED = 6,
    MOST_UNKNOWN = 3,
    MOST_FAILING = 6,
    DEEPEST = 4,
    BUDGET = 24,
    BRIEF_BUDGET = 6
};

const char *sc_truth_mark(const schoolcat_explanation_node *node)
{
    if (node->is.assumed)
        return "assumed";
    return node->is.truth == SCHOOLCAT_TRUE    ? "holds"
           : node->is.truth == SCHOOLCAT_FALSE ? "fails"
                                               : "unknown";
}

/* The list that a node stands for, behind a criterion's name and a not; NULL where it is a test. */
static const schoolcat_explanation_node *list_of(const schoolcat_explanation_node *node)
{
    for (int i = 0; node && i < DEEPEST; i++) {
        bool lists = node->is.kind == SCHOOLCAT_EXPLAINED_CONDITION;
        if (lists && node->tally.holding + node->tally.failing + node->tally.unknown > 0)
            return node;
        if ((!lists && node->is.kind != SCHOOLCAT_EXPLAINED_CRITERION) || node->children.count == 0)
            return NULL;
        node = node->children.at[0];
    }
    return NULL;
}

/* Parameters that the node compares with are among the figures that the reader is told of. */
static void tell_figures(sc_narrator *narrator, const schoolcat_explanation_node *node)
{
    const sc_node *at = node->node;
    if (node->is.kind == SCHOOLCAT_EXPLAINED_CRITERION && node->children.count > 0)
        tell_figures(narrator, node->children.at[0]);
    if (node->is.kind == SCHOOLCAT_EXPLAINED_CONDITION &&
        (at->kind == SC_NODE_AT_LEAST || at->kind == SC_NODE_AT_MOST) &&
        at->children[0]->kind == SC_NODE_PARAMETER)
        narrator->told[at->children[0]->index] = true;
    for (size_t i = 0; node->is.kind == SCHOOLCAT_EXPLAINED_TEST && i < node->children.count; i++) {
        const sc_node *named = node->children.at[i]->node;
        if (named && named->kind == SC_NODE_PARAMETER)
            narrator->told[named->index] = true;
    }
}

static void say_in_brackets(sc_buffer *words, const char *first, const char *second)
{
    if (first[0] == '\0' && second[0] == '\0')
        return;
    sc_buffer_string(words, " (");
    sc_buffer_string(words, first);
    sc_buffer_string(words, first[0] != '\0' && second[0] != '\0' ? "; " : "");
    sc_buffer_string(words, second);
    sc_buffer_byte(words, ')');
}

/* The label, or the id in words. */
static void say_criterion(sc_buffer *words, const schoolcat_explanation_node *node)
{
    const schoolcat_element *element = &node->is.element;
    if (element->label[0] != '\0') {
        sc_buffer_string(words, element->label);
        return;
    }
    for (const char *c = element->id; *c != '\0'; c++)
        sc_buffer_byte(words, *c == '_' ? ' ' : *c);
}

static void say_expression(sc_buffer *words, const schoolcat_explanation_node *node)
{
    const sc_node *at = node->node;
    bool counted = node->is.kind == SCHOOLCAT_EXPLAINED_CONDITION &&
                   (at->kind == SC_NODE_AT_LEAST || at->kind == SC_NODE_AT_MOST);
    if (node->is.kind == SCHOOLCAT_EXPLAINED_CRITERION)
        say_criterion(words, node);
    else if (node->is.element.text[0] != '\0')
        sc_say_excerpt(words, sc_text_of(node->is.element.text), LONGEST_NAME);
    else if (node->is.kind == SCHOOLCAT_EXPLAINED_TEST || counted)
        sc_say_excerpt(words, sc_text_of(node->is.finding), LONGEST_FINDING);
    else
        sc_say_short(words, sc_text_of(node->is.expression), LONGEST_NAME);
}

void sc_say_condition(sc_buffer *words, const schoolcat_explanation_node *node)
{
    const schoolcat_explanation_node *list = node;
    bool negated = node->is.kind == SCHOOLCAT_EXPLAINED_CONDITION && node->node->kind == SC_NODE_NOT;
    if (negated && node->children.count > 0)
        list = node->children.at[0];
    bool lists = list->is.kind == SCHOOLCAT_EXPLAINED_CONDITION && node->is.element.text[0] == '\0';
    bool any = lists && (list->node->kind == SC_NODE_ANY || list->node->kind == SC_NODE_OR);
    bool all = lists && (list->node->kind == SC_NODE_ALL || list->node->kind == SC_NODE_AND);
    if (!any && !all) {
        say_expression(words, node);
        return;
    }
    sc_buffer_string(words, any       ? (negated ? "none of: " : "any of: ")
                            : negated ? "not all of: "
                                      : "all of: ");
    for (size_t i = 0; i < list->children.count; i++) {
        sc_buffer_string(words, i > 0 ? "; " : "");
        say_expression(words, list->children.at[i]);
    }
}

/* A condition by the shortest name that it has; a list without one by what is in it. */
static void say_short_name(sc_buffer *words, const schoolcat_explanation_node *node)
{
    const schoolcat_explanation_node *list =
        node->is.kind == SCHOOLCAT_EXPLAINED_CONDITION ? list_of(node) : NULL;
    say_expression(words, node);
    if (!list || node->is.element.text[0] != '\0' || list->children.count > MOST_UNKNOWN)
        return;
    sc_buffer_string(words, ": ");
    for (size_t i = 0; i < list->children.count; i++) {
        sc_buffer_string(words, i > 0 ? ", " : "");
        say_expression(words, list->children.at[i]);
    }
}

/* Of those with that truth the ones from `from` on, by name, and how many more there are than `most`. */
static void say_some(sc_buffer *words, const schoolcat_explanation_node *list, schoolcat_truth truth,
                     size_t from, size_t most, bool marked)
{
    size_t met = 0, said = 0, count = 0;
    for (size_t i = 0; i < list->children.count; i++)
        count += list->children.at[i]->is.truth == truth;
    count -= from;
    size_t named = count > most + 1 ? most : count;
    for (size_t i = 0; i < list->children.count && said < named; i++) {
        if (list->children.at[i]->is.truth != truth || met++ < from)
            continue;
        sc_buffer_string(words, said++ > 0 ? "; " : "");
        say_short_name(words, list->children.at[i]);
        sc_buffer_string(words, marked && list->children.at[i]->is.assumed ? " (assumed)" : "");
    }
    if (named < count) {
        sc_buffer_string(words, "; and ");
        sc_buffer_integer(words, (long long)(count - named));
        sc_buffer_string(words, " more");
    }
}

static void narrate_rest(sc_narrator *narrator, const schoolcat_explanation_node *list, schoolcat_truth truth,
                         size_t from, uint32_t depth)
{
    size_t count = 0;
    for (size_t i = 0; i < list->children.count; i++)
        count += list->children.at[i]->is.truth == truth;
    if (count <= from)
        return;
    bool assumed = true;
    for (size_t i = 0; i < list->children.count; i++)
        assumed = assumed && (list->children.at[i]->is.truth != truth || list->children.at[i]->is.assumed);
    say_some(narrator->words, list, truth, from, MOST_NAMED, !assumed);
    const char *mark = assumed                    ? "assumed"
                       : truth == SCHOOLCAT_TRUE  ? "holds"
                       : truth == SCHOOLCAT_FALSE ? "fails"
                                                  : "unknown";
    narrator->page->style->entry(narrator->page, mark, depth);
}

/* Of which truth the conditions are that make the list's own: the failing ones of `all`, otherwise those that
 * hold, or else are unknown. */
static schoolcat_truth telling(const schoolcat_explanation_node *list)
{
    bool all = list->node->kind == SC_NODE_ALL || list->node->kind == SC_NODE_AND;
    schoolcat_truth first = all ? SCHOOLCAT_FALSE : SCHOOLCAT_TRUE,
                    last = all ? SCHOOLCAT_TRUE : SCHOOLCAT_FALSE;
    if ((all ? list->tally.failing : list->tally.holding) > 0)
        return first;
    return list->tally.unknown > 0 ? SCHOOLCAT_UNKNOWN : last;
}

/* Where no more is said beneath, by what settles it rather than by how many hold. */
static void say_briefly(sc_narrator *narrator, const schoolcat_explanation_node *node, uint32_t depth)
{
    bool last = depth + 1 >= narrator->deepest;
    const schoolcat_explanation_node *key = last ? sc_explained_key(node) : node;
    const schoolcat_explanation_node *list = last ? list_of(key) : NULL;
    tell_figures(narrator, key);
    sc_buffer_string(narrator->words, key->is.finding);
    sc_buffer_string(narrator->words, key->is.assumed && last ? " (assumed)" : "");
    if (!list)
        return;
    schoolcat_truth truth = telling(list);
    sc_buffer_string(narrator->words, truth == SCHOOLCAT_TRUE    ? " (holding: "
                                      : truth == SCHOOLCAT_FALSE ? " (failing: "
                                                                 : " (unknown: ");
    say_some(narrator->words, list, truth, 0, MOST_UNKNOWN, true);
    sc_buffer_byte(narrator->words, ')');
}

static void narrate_briefly(sc_narrator *narrator, const schoolcat_explanation_node *node, uint32_t depth)
{
    const schoolcat_element *element = &node->is.element;
    if (node->is.kind == SCHOOLCAT_EXPLAINED_CRITERION) {
        say_criterion(narrator->words, node);
        sc_buffer_string(narrator->words, ": ");
    } else if (element->text[0] != '\0') {
        sc_say_excerpt(narrator->words, sc_text_of(element->text), LONGEST_BRIEF);
        sc_buffer_string(narrator->words, ": ");
    }
    say_briefly(narrator, node, depth);
    narrator->page->style->entry(narrator->page, sc_truth_mark(node), depth);
}

static void narrate_one(sc_narrator *narrator, const schoolcat_explanation_node *node, uint32_t depth)
{
    const schoolcat_element *element = &node->is.element;
    bool criterion = node->is.kind == SCHOOLCAT_EXPLAINED_CRITERION;
    sc_buffer *words = narrator->words;
    tell_figures(narrator, node);
    if (narrator->brief || depth > 0 || (element->text[0] == '\0' && !criterion)) {
        narrate_briefly(narrator, node, depth);
        return;
    }
    if (element->text[0] != '\0')
        sc_say_excerpt(words, sc_text_of(element->text), LONGEST_TEXT);
    else
        sc_buffer_string(words, element->label[0] != '\0' ? element->label : element->id);
    say_in_brackets(words, criterion ? element->id : "", element->source);
    narrator->page->style->entry(narrator->page, sc_truth_mark(node), depth);
    sc_buffer_string(words, node->is.finding);
    narrator->page->style->under(narrator->page, true, depth);
}

static void narrate_list(sc_narrator *narrator, const schoolcat_explanation_node *list, uint32_t depth);

static void narrate_condition(sc_narrator *narrator, const schoolcat_explanation_node *node, uint32_t depth)
{
    if (narrator->budget == 0)
        return;
    narrator->budget--;
    narrate_one(narrator, node, depth);
    const schoolcat_explanation_node *list = list_of(node);
    if (list && depth + 1 < narrator->deepest && narrator->budget > 0)
        narrate_list(narrator, list, depth + 1);
}

static void narrate_list(sc_narrator *narrator, const schoolcat_explanation_node *list, uint32_t depth)
{
    schoolcat_truth first = telling(list);
    size_t told = 0;
    tell_figures(narrator, list);
    bool by_name = depth > 0 && ((first == SCHOOLCAT_UNKNOWN && list->tally.unknown > MOST_UNKNOWN) ||
                                 (first == SCHOOLCAT_FALSE && list->tally.failing > MOST_FAILING));
    for (size_t i = 0; i < list->children.count && narrator->budget > 0 && !by_name; i++) {
        if (list->children.at[i]->is.truth != first)
            continue;
        narrate_condition(narrator, list->children.at[i], depth);
        told++;
    }
    narrate_rest(narrator, list, first, told, depth);
    for (int truth = SCHOOLCAT_TRUE; truth >= SCHOOLCAT_FALSE; truth--)
        if ((schoolcat_truth)truth != first)
            narrate_rest(narrator, list, (schoolcat_truth)truth, 0, depth);
}

/* How many of the conditions that follow it takes. */
static void narrate_measure(sc_narrator *narrator, const schoolcat_explanation_node *list)
{
    if (list->children.count < 2)
        return;
    bool all = list->node->kind == SC_NODE_ALL;
    sc_buffer_string(narrator->words, all ? "All of these are needed:" : "Any one of these is enough:");
    narrator->page->style->body(narrator->page);
}

static void narrate_when(sc_narrator *narrator, const schoolcat_explanation_node *rule, uint32_t depth)
{
    const schoolcat_explanation_node *when = rule->children.at[0];
    bool plain = when->is.kind == SCHOOLCAT_EXPLAINED_CONDITION && list_of(when) == when &&
                 !when->is.assumed && (when->node->kind == SC_NODE_ALL || when->node->kind == SC_NODE_ANY);
    if (plain && depth == 0)
        narrate_measure(narrator, when);
    if (plain)
        narrate_list(narrator, when, depth);
    else
        narrate_condition(narrator, when, depth);
}

void sc_narrate_when(sc_narrator *narrator, const schoolcat_explanation_node *rule)
{
    narrator->budget = BUDGET;
    narrator->deepest = DEEPEST;
    narrator->brief = false;
    narrate_when(narrator, rule, 0);
}

void sc_narrate_when_briefly(sc_narrator *narrator, const schoolcat_explanation_node *rule, uint32_t depth)
{
    narrator->budget = BRIEF_BUDGET;
    narrator->deepest = depth + 1;
    narrator->brief = true;
    narrate_when(narrator, rule, depth);
}

void sc_narrate_key(sc_narrator *narrator, const schoolcat_explanation_node *rule)
{
    narrator->deepest = 0;
    say_briefly(narrator, rule->children.at[0], 0);
}

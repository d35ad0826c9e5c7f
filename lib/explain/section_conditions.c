/* Conditions as entries: those that make the truth in full, the others by name. */
#include "explain/sections.h"
#include "explain/phrase.h"

enum {
    LONGEST_TEXT = 160,
    MAX_BRIEF_LENGTH = 80,
    MAX_NAME_LENGTH = 100,
    MAX_FINDING_LENGTH = 280,
    MAX_NAMED = 6,
    MAX_UNKNOWN = 3,
    MAX_FAILING = 6,
    DEEPEST = 4,
    BUDGET = 24,
    BRIEF_BUDGET = 6
};

const char *sc_truth_phrase(const schoolcat_explanation_node *node)
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
static void mark_parameters_used(sc_document_printer *printer,
                                 const schoolcat_explanation_node *node)
{
    const sc_node *at = node->node;
    if (node->is.kind == SCHOOLCAT_EXPLAINED_CRITERION && node->children.count > 0)
        mark_parameters_used(printer, node->children.at[0]);
    if (node->is.kind == SCHOOLCAT_EXPLAINED_CONDITION &&
        (at->kind == SC_NODE_AT_LEAST || at->kind == SC_NODE_AT_MOST) &&
        at->children[0]->kind == SC_NODE_PARAMETER)
        printer->told[at->children[0]->index] = true;
    for (size_t i = 0; node->is.kind == SCHOOLCAT_EXPLAINED_TEST && i < node->children.count; i++) {
        const sc_node *named = node->children.at[i]->node;
        if (named && named->kind == SC_NODE_PARAMETER)
            printer->told[named->index] = true;
    }
}

static void phrase_parenthesis(sc_buffer *words, const char *first, const char *second)
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
static void phrase_criterion(sc_buffer *words, const schoolcat_explanation_node *node)
{
    const schoolcat_element *element = &node->is.element;
    if (element->label[0] != '\0') {
        sc_buffer_string(words, element->label);
        return;
    }
    for (const char *c = element->id; *c != '\0'; c++)
        sc_buffer_byte(words, *c == '_' ? ' ' : *c);
}

static void phrase_expression(sc_buffer *words, const schoolcat_explanation_node *node)
{
    const sc_node *at = node->node;
    bool counted = node->is.kind == SCHOOLCAT_EXPLAINED_CONDITION &&
                   (at->kind == SC_NODE_AT_LEAST || at->kind == SC_NODE_AT_MOST);
    if (node->is.kind == SCHOOLCAT_EXPLAINED_CRITERION)
        phrase_criterion(words, node);
    else if (node->is.element.text[0] != '\0')
        sc_phrase_excerpt(words, sc_text_of(node->is.element.text), MAX_NAME_LENGTH);
    else if (node->is.kind == SCHOOLCAT_EXPLAINED_TEST || counted)
        sc_phrase_excerpt(words, sc_text_of(node->is.finding), MAX_FINDING_LENGTH);
    else
        sc_phrase_truncated(words, sc_text_of(node->is.expression), MAX_NAME_LENGTH);
}

void sc_phrase_condition(sc_buffer *words, const schoolcat_explanation_node *node)
{
    const schoolcat_explanation_node *list = node;
    bool negated =
        node->is.kind == SCHOOLCAT_EXPLAINED_CONDITION && node->node->kind == SC_NODE_NOT;
    if (negated && node->children.count > 0)
        list = node->children.at[0];
    bool lists = list->is.kind == SCHOOLCAT_EXPLAINED_CONDITION && node->is.element.text[0] == '\0';
    bool any = lists && (list->node->kind == SC_NODE_ANY || list->node->kind == SC_NODE_OR);
    bool all = lists && (list->node->kind == SC_NODE_ALL || list->node->kind == SC_NODE_AND);
    if (!any && !all) {
        phrase_expression(words, node);
        return;
    }
    sc_buffer_string(words, any       ? (negated ? "none of: " : "any of: ")
                            : negated ? "not all of: "
                                      : "all of: ");
    for (size_t i = 0; i < list->children.count; i++) {
        sc_buffer_string(words, i > 0 ? "; " : "");
        phrase_expression(words, list->children.at[i]);
    }
}

/* A condition by the shortest name that it has; a list without one by what is in it. */
static void phrase_short_name(sc_buffer *words, const schoolcat_explanation_node *node)
{
    const schoolcat_explanation_node *list =
        node->is.kind == SCHOOLCAT_EXPLAINED_CONDITION ? list_of(node) : NULL;
    phrase_expression(words, node);
    if (!list || node->is.element.text[0] != '\0' || list->children.count > MAX_UNKNOWN)
        return;
    sc_buffer_string(words, ": ");
    for (size_t i = 0; i < list->children.count; i++) {
        sc_buffer_string(words, i > 0 ? ", " : "");
        phrase_expression(words, list->children.at[i]);
    }
}

/* Of those with that truth the ones from `from` on, by name, and how many more there are than
 * `most`. */
static void phrase_some(sc_buffer *words, const schoolcat_explanation_node *list,
                        schoolcat_truth truth, size_t from, size_t most, bool marked)
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
        phrase_short_name(words, list->children.at[i]);
        sc_buffer_string(words, marked && list->children.at[i]->is.assumed ? " (assumed)" : "");
    }
    if (named < count) {
        sc_buffer_string(words, "; and ");
        sc_buffer_integer(words, (long long)(count - named));
        sc_buffer_string(words, " more");
    }
}

static void print_remaining(sc_document_printer *printer, const schoolcat_explanation_node *list,
                            schoolcat_truth truth, size_t from, uint32_t depth)
{
    size_t count = 0;
    for (size_t i = 0; i < list->children.count; i++)
        count += list->children.at[i]->is.truth == truth;
    if (count <= from)
        return;
    bool assumed = true;
    for (size_t i = 0; i < list->children.count; i++)
        assumed = assumed &&
                  (list->children.at[i]->is.truth != truth || list->children.at[i]->is.assumed);
    phrase_some(printer->words, list, truth, from, MAX_NAMED, !assumed);
    const char *mark = assumed                    ? "assumed"
                       : truth == SCHOOLCAT_TRUE  ? "holds"
                       : truth == SCHOOLCAT_FALSE ? "fails"
                                                  : "unknown";
    printer->page->style->entry(printer->page, mark, depth);
}

/* Of which truth the conditions are that make the list's own: the failing ones of `all`, otherwise
 * those that hold, or else are unknown. */
static schoolcat_truth deciding_truth(const schoolcat_explanation_node *list)
{
    bool all = list->node->kind == SC_NODE_ALL || list->node->kind == SC_NODE_AND;
    schoolcat_truth first = all ? SCHOOLCAT_FALSE : SCHOOLCAT_TRUE,
                    last = all ? SCHOOLCAT_TRUE : SCHOOLCAT_FALSE;
    if ((all ? list->tally.failing : list->tally.holding) > 0)
        return first;
    return list->tally.unknown > 0 ? SCHOOLCAT_UNKNOWN : last;
}

/* Where no more is said beneath, by what settles it rather than by how many hold. */
static void phrase_briefly(sc_document_printer *printer, const schoolcat_explanation_node *node,
                           uint32_t depth)
{
    bool last = depth + 1 >= printer->deepest;
    const schoolcat_explanation_node *key = last ? sc_explained_deciding_node(node) : node;
    const schoolcat_explanation_node *list = last ? list_of(key) : NULL;
    mark_parameters_used(printer, key);
    sc_buffer_string(printer->words, key->is.finding);
    sc_buffer_string(printer->words, key->is.assumed && last ? " (assumed)" : "");
    if (!list)
        return;
    schoolcat_truth truth = deciding_truth(list);
    sc_buffer_string(printer->words, truth == SCHOOLCAT_TRUE    ? " (holding: "
                                     : truth == SCHOOLCAT_FALSE ? " (failing: "
                                                                : " (unknown: ");
    phrase_some(printer->words, list, truth, 0, MAX_UNKNOWN, true);
    sc_buffer_byte(printer->words, ')');
}

static void print_briefly(sc_document_printer *printer, const schoolcat_explanation_node *node,
                          uint32_t depth)
{
    const schoolcat_element *element = &node->is.element;
    if (node->is.kind == SCHOOLCAT_EXPLAINED_CRITERION) {
        phrase_criterion(printer->words, node);
        sc_buffer_string(printer->words, ": ");
    } else if (element->text[0] != '\0') {
        sc_phrase_excerpt(printer->words, sc_text_of(element->text), MAX_BRIEF_LENGTH);
        sc_buffer_string(printer->words, ": ");
    }
    phrase_briefly(printer, node, depth);
    printer->page->style->entry(printer->page, sc_truth_phrase(node), depth);
}

static void print_entry(sc_document_printer *printer, const schoolcat_explanation_node *node,
                        uint32_t depth)
{
    const schoolcat_element *element = &node->is.element;
    bool criterion = node->is.kind == SCHOOLCAT_EXPLAINED_CRITERION;
    sc_buffer *words = printer->words;
    mark_parameters_used(printer, node);
    if (printer->brief || depth > 0 || (element->text[0] == '\0' && !criterion)) {
        print_briefly(printer, node, depth);
        return;
    }
    if (element->text[0] != '\0')
        sc_phrase_excerpt(words, sc_text_of(element->text), LONGEST_TEXT);
    else
        sc_buffer_string(words, element->label[0] != '\0' ? element->label : element->id);
    phrase_parenthesis(words, criterion ? element->id : "", element->source);
    printer->page->style->entry(printer->page, sc_truth_phrase(node), depth);
    sc_buffer_string(words, node->is.finding);
    printer->page->style->under(printer->page, true, depth);
}

static void print_condition_list(sc_document_printer *printer,
                                 const schoolcat_explanation_node *list, uint32_t depth);

static void print_condition(sc_document_printer *printer, const schoolcat_explanation_node *node,
                            uint32_t depth)
{
    if (printer->budget == 0)
        return;
    printer->budget--;
    print_entry(printer, node, depth);
    const schoolcat_explanation_node *list = list_of(node);
    if (list && depth + 1 < printer->deepest && printer->budget > 0)
        print_condition_list(printer, list, depth + 1);
}

static void print_condition_list(sc_document_printer *printer,
                                 const schoolcat_explanation_node *list, uint32_t depth)
{
    schoolcat_truth first = deciding_truth(list);
    size_t told = 0;
    mark_parameters_used(printer, list);
    bool by_name =
        depth > 0 && ((first == SCHOOLCAT_UNKNOWN && list->tally.unknown > MAX_UNKNOWN) ||
                      (first == SCHOOLCAT_FALSE && list->tally.failing > MAX_FAILING));
    for (size_t i = 0; i < list->children.count && printer->budget > 0 && !by_name; i++) {
        if (list->children.at[i]->is.truth != first)
            continue;
        print_condition(printer, list->children.at[i], depth);
        told++;
    }
    print_remaining(printer, list, first, told, depth);
    for (int truth = SCHOOLCAT_TRUE; truth >= SCHOOLCAT_FALSE; truth--)
        if ((schoolcat_truth)truth != first)
            print_remaining(printer, list, (schoolcat_truth)truth, 0, depth);
}

/* How many of the conditions that follow it takes. */
static void print_quantifier(sc_document_printer *printer, const schoolcat_explanation_node *list)
{
    if (list->children.count < 2)
        return;
    bool all = list->node->kind == SC_NODE_ALL;
    sc_buffer_string(printer->words,
                     all ? "All of these are needed:" : "Any one of these is enough:");
    printer->page->style->body(printer->page);
}

static void print_when(sc_document_printer *printer, const schoolcat_explanation_node *rule,
                       uint32_t depth)
{
    const schoolcat_explanation_node *when = rule->children.at[0];
    bool plain = when->is.kind == SCHOOLCAT_EXPLAINED_CONDITION && list_of(when) == when &&
                 !when->is.assumed &&
                 (when->node->kind == SC_NODE_ALL || when->node->kind == SC_NODE_ANY);
    if (plain && depth == 0)
        print_quantifier(printer, when);
    if (plain)
        print_condition_list(printer, when, depth);
    else
        print_condition(printer, when, depth);
}

void sc_print_rule_conditions(sc_document_printer *printer, const schoolcat_explanation_node *rule)
{
    printer->budget = BUDGET;
    printer->deepest = DEEPEST;
    printer->brief = false;
    print_when(printer, rule, 0);
}

void sc_print_rule_conditions_briefly(sc_document_printer *printer,
                                      const schoolcat_explanation_node *rule, uint32_t depth)
{
    printer->budget = BRIEF_BUDGET;
    printer->deepest = depth + 1;
    printer->brief = true;
    print_when(printer, rule, depth);
}

void sc_print_deciding_condition(sc_document_printer *printer,
                                 const schoolcat_explanation_node *rule)
{
    printer->deepest = 0;
    phrase_briefly(printer, rule->children.at[0], 0);
}

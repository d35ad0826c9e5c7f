/* The conditions of a rule as list items: those that decide its truth one by one with their
 * findings, the others by name in one item for each truth. */
#include "explain/sections.h"

#include "explain/phrase.h"

enum {
    MAX_TEXT_LENGTH = 160,
    MAX_BRIEF_LENGTH = 80,
    MAX_NAME_LENGTH = 100,
    MAX_FINDING_LENGTH = 280,
    MAX_NAMED = 6,
    MAX_UNKNOWN = 3,
    MAX_MEMBERS = 3,
    MAX_FAILING = 6,
    MAX_DEPTH = 4,
    MAX_ITEMS = 24,
    MAX_BRIEF_ITEMS = 6
};

const char *sc_truth_phrase(const schoolcat_explanation_node *node)
{
    if (node->is.assumed)
        return "assumed";
    return node->is.truth == SCHOOLCAT_TRUE    ? "holds"
           : node->is.truth == SCHOOLCAT_FALSE ? "fails"
                                               : "unknown";
}

/* The list (all, any, ...) that a node is, also through criteria and `not`; NULL if it is a test.
 */
static const schoolcat_explanation_node *list_of(const schoolcat_explanation_node *node)
{
    for (int i = 0; node && i < MAX_DEPTH; i++) {
        bool condition = node->is.kind == SCHOOLCAT_EXPLAINED_CONDITION;
        if (condition && node->counts.holding + node->counts.failing + node->counts.unknown > 0)
            return node;
        if ((!condition && node->is.kind != SCHOOLCAT_EXPLAINED_CRITERION) ||
            node->children.count == 0)
            return NULL;
        node = node->children.at[0];
    }
    return NULL;
}

/* Marks the parameters that the node reads, for the section about parameters. */
static void mention_parameters(sc_document_printer *printer, const schoolcat_explanation_node *node)
{
    const sc_node *at = node->node;
    if (node->is.kind == SCHOOLCAT_EXPLAINED_CRITERION && node->children.count > 0)
        mention_parameters(printer, node->children.at[0]);
    if (node->is.kind == SCHOOLCAT_EXPLAINED_CONDITION &&
        (at->kind == SC_NODE_AT_LEAST || at->kind == SC_NODE_AT_MOST) &&
        at->children[0]->kind == SC_NODE_PARAMETER)
        printer->mentioned[at->children[0]->index] = true;
    for (size_t i = 0; node->is.kind == SCHOOLCAT_EXPLAINED_TEST && i < node->children.count; i++) {
        const sc_node *named = node->children.at[i]->node;
        if (named && named->kind == SC_NODE_PARAMETER)
            printer->mentioned[named->index] = true;
    }
}

static void phrase_parenthesis(sc_buffer *out, const char *first, const char *second)
{
    if (first[0] == '\0' && second[0] == '\0')
        return;
    sc_buffer_string(out, " (");
    sc_buffer_string(out, first);
    sc_buffer_string(out, first[0] != '\0' && second[0] != '\0' ? "; " : "");
    sc_buffer_string(out, second);
    sc_buffer_byte(out, ')');
}

/* The label, or the id with blanks. */
static void phrase_criterion(sc_buffer *out, const schoolcat_explanation_node *node)
{
    const schoolcat_element *element = &node->is.element;
    if (element->label[0] != '\0') {
        sc_buffer_string(out, element->label);
        return;
    }
    sc_phrase_id(out, sc_text_of(element->id));
}

/* The shortest description of a condition: its label, published text, finding or expression. */
static void phrase_expression(sc_buffer *out, const schoolcat_explanation_node *node)
{
    const sc_node *at = node->node;
    bool counted = node->is.kind == SCHOOLCAT_EXPLAINED_CONDITION &&
                   (at->kind == SC_NODE_AT_LEAST || at->kind == SC_NODE_AT_MOST);
    if (node->is.kind == SCHOOLCAT_EXPLAINED_CRITERION)
        phrase_criterion(out, node);
    else if (node->is.element.text[0] != '\0')
        sc_phrase_excerpt(out, sc_text_of(node->is.element.text), MAX_NAME_LENGTH);
    else if (node->is.kind == SCHOOLCAT_EXPLAINED_TEST || counted)
        sc_phrase_excerpt(out, sc_text_of(node->is.finding), MAX_FINDING_LENGTH);
    else
        sc_phrase_truncated(out, sc_text_of(node->is.expression), MAX_NAME_LENGTH);
}

void sc_phrase_condition(sc_buffer *out, const schoolcat_explanation_node *node)
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
        phrase_expression(out, node);
        return;
    }
    sc_buffer_string(out, any       ? (negated ? "none of: " : "any of: ")
                          : negated ? "not all of: "
                                    : "all of: ");
    for (size_t i = 0; i < list->children.count; i++) {
        sc_buffer_string(out, i > 0 ? "; " : "");
        phrase_expression(out, list->children.at[i]);
    }
}

/* A condition by its name; a short list without a published text followed by its members. */
static void phrase_short_name(sc_buffer *out, const schoolcat_explanation_node *node)
{
    const schoolcat_explanation_node *list =
        node->is.kind == SCHOOLCAT_EXPLAINED_CONDITION ? list_of(node) : NULL;
    phrase_expression(out, node);
    if (!list || node->is.element.text[0] != '\0' || list->children.count > MAX_MEMBERS)
        return;
    sc_buffer_string(out, ": ");
    for (size_t i = 0; i < list->children.count; i++) {
        sc_buffer_string(out, i > 0 ? ", " : "");
        phrase_expression(out, list->children.at[i]);
    }
}

static size_t count_truth(const schoolcat_explanation_node *list, schoolcat_truth truth)
{
    size_t count = 0;
    for (size_t i = 0; i < list->children.count; i++)
        count += list->children.at[i]->is.truth == truth;
    return count;
}

/* The names of the members with that truth but the first `skipped`: at most `max` of them, then
 * "and N more". */
static void phrase_members(sc_buffer *out, const schoolcat_explanation_node *list,
                           schoolcat_truth truth, size_t skipped, size_t max, bool marks_assumed)
{
    size_t seen = 0, written = 0, count = count_truth(list, truth) - skipped;
    size_t named = sc_list_shown(count, max);
    for (size_t i = 0; i < list->children.count && written < named; i++) {
        const schoolcat_explanation_node *member = list->children.at[i];
        if (member->is.truth != truth || seen++ < skipped)
            continue;
        sc_buffer_string(out, written++ > 0 ? "; " : "");
        phrase_short_name(out, member);
        sc_buffer_string(out, marks_assumed && member->is.assumed ? " (assumed)" : "");
    }
    if (named < count) {
        sc_buffer_string(out, "; and ");
        sc_buffer_integer(out, (long long)(count - named));
        sc_buffer_string(out, " more");
    }
}

/* One item with the names of the members of that truth but the first `printed`. */
static void print_remaining(sc_document_printer *printer, const schoolcat_explanation_node *list,
                            schoolcat_truth truth, size_t printed, uint32_t depth)
{
    if (count_truth(list, truth) <= printed)
        return;
    bool assumed = true;
    for (size_t i = 0; i < list->children.count; i++)
        assumed = assumed &&
                  (list->children.at[i]->is.truth != truth || list->children.at[i]->is.assumed);
    phrase_members(printer->text, list, truth, printed, MAX_NAMED, !assumed);
    const char *status = assumed                    ? "assumed"
                         : truth == SCHOOLCAT_TRUE  ? "holds"
                         : truth == SCHOOLCAT_FALSE ? "fails"
                                                    : "unknown";
    sc_end_item(printer, status, depth);
}

/* The truth of the members that decide the list's own truth: of `all` the false ones, of the others
 * the true ones; if there are none, the unknown ones. */
static schoolcat_truth deciding_truth(const schoolcat_explanation_node *list)
{
    bool all = list->node->kind == SC_NODE_ALL || list->node->kind == SC_NODE_AND;
    schoolcat_truth first = all ? SCHOOLCAT_FALSE : SCHOOLCAT_TRUE,
                    last = all ? SCHOOLCAT_TRUE : SCHOOLCAT_FALSE;
    if ((all ? list->counts.failing : list->counts.holding) > 0)
        return first;
    return list->counts.unknown > 0 ? SCHOOLCAT_UNKNOWN : last;
}

/* The finding of a condition. If its members are not printed below it: the finding of the node that
 * decides it, with the deciding members of a list in parentheses. */
static void phrase_finding(sc_document_printer *printer, const schoolcat_explanation_node *node,
                           uint32_t depth)
{
    bool is_leaf = depth + 1 >= printer->max_depth;
    const schoolcat_explanation_node *key = is_leaf ? sc_deciding_node(node) : node;
    const schoolcat_explanation_node *list = is_leaf ? list_of(key) : NULL;
    mention_parameters(printer, key);
    sc_buffer_string(printer->text, key->is.finding);
    sc_buffer_string(printer->text, key->is.assumed && is_leaf ? " (assumed)" : "");
    if (!list)
        return;
    schoolcat_truth truth = deciding_truth(list);
    sc_buffer_string(printer->text, truth == SCHOOLCAT_TRUE    ? " (holding: "
                                    : truth == SCHOOLCAT_FALSE ? " (failing: "
                                                               : " (unknown: ");
    phrase_members(printer->text, list, truth, 0, MAX_MEMBERS, true);
    sc_buffer_byte(printer->text, ')');
}

static void print_briefly(sc_document_printer *printer, const schoolcat_explanation_node *node,
                          uint32_t depth)
{
    const schoolcat_element *element = &node->is.element;
    if (node->is.kind == SCHOOLCAT_EXPLAINED_CRITERION) {
        phrase_criterion(printer->text, node);
        sc_buffer_string(printer->text, ": ");
    } else if (element->text[0] != '\0') {
        sc_phrase_excerpt(printer->text, sc_text_of(element->text), MAX_BRIEF_LENGTH);
        sc_buffer_string(printer->text, ": ");
    }
    phrase_finding(printer, node, depth);
    sc_end_item(printer, sc_truth_phrase(node), depth);
}

static void print_item(sc_document_printer *printer, const schoolcat_explanation_node *node,
                       uint32_t depth)
{
    const schoolcat_element *element = &node->is.element;
    bool criterion = node->is.kind == SCHOOLCAT_EXPLAINED_CRITERION;
    mention_parameters(printer, node);
    if (printer->brief || depth > 0 || (element->text[0] == '\0' && !criterion)) {
        print_briefly(printer, node, depth);
        return;
    }
    if (element->text[0] != '\0')
        sc_phrase_excerpt(printer->text, sc_text_of(element->text), MAX_TEXT_LENGTH);
    else
        sc_buffer_string(printer->text, element->label[0] != '\0' ? element->label : element->id);
    phrase_parenthesis(printer->text, criterion ? element->id : "", element->source);
    sc_end_item(printer, sc_truth_phrase(node), depth);
    sc_buffer_string(printer->text, node->is.finding);
    sc_end_continuation(printer, true, depth);
}

static void print_condition_list(sc_document_printer *printer,
                                 const schoolcat_explanation_node *list, uint32_t depth);

static void print_condition(sc_document_printer *printer, const schoolcat_explanation_node *node,
                            uint32_t depth)
{
    if (printer->remaining == 0)
        return;
    printer->remaining--;
    print_item(printer, node, depth);
    const schoolcat_explanation_node *list = list_of(node);
    if (list && depth + 1 < printer->max_depth && printer->remaining > 0)
        print_condition_list(printer, list, depth + 1);
}

static void print_condition_list(sc_document_printer *printer,
                                 const schoolcat_explanation_node *list, uint32_t depth)
{
    schoolcat_truth first = deciding_truth(list);
    size_t printed = 0;
    mention_parameters(printer, list);
    bool by_name =
        depth > 0 && ((first == SCHOOLCAT_UNKNOWN && list->counts.unknown > MAX_UNKNOWN) ||
                      (first == SCHOOLCAT_FALSE && list->counts.failing > MAX_FAILING));
    for (size_t i = 0; i < list->children.count && printer->remaining > 0 && !by_name; i++) {
        if (list->children.at[i]->is.truth != first)
            continue;
        print_condition(printer, list->children.at[i], depth);
        printed++;
    }
    print_remaining(printer, list, first, printed, depth);
    for (int truth = SCHOOLCAT_TRUE; truth >= SCHOOLCAT_FALSE; truth--)
        if ((schoolcat_truth)truth != first)
            print_remaining(printer, list, (schoolcat_truth)truth, 0, depth);
}

/* "All of these are needed:" before a list of two or more conditions. */
static void print_quantifier(sc_document_printer *printer, const schoolcat_explanation_node *list)
{
    if (list->children.count < 2)
        return;
    bool all = list->node->kind == SC_NODE_ALL;
    sc_buffer_string(printer->text,
                     all ? "All of these are needed:" : "Any one of these is enough:");
    sc_end_paragraph(printer);
}

static void print_when(sc_document_printer *printer, const schoolcat_explanation_node *rule,
                       uint32_t depth)
{
    const schoolcat_explanation_node *when = rule->children.at[0];
    bool is_plain_list = when->is.kind == SCHOOLCAT_EXPLAINED_CONDITION && list_of(when) == when &&
                         !when->is.assumed &&
                         (when->node->kind == SC_NODE_ALL || when->node->kind == SC_NODE_ANY);
    if (is_plain_list && depth == 0)
        print_quantifier(printer, when);
    if (is_plain_list)
        print_condition_list(printer, when, depth);
    else
        print_condition(printer, when, depth);
}

void sc_print_rule_conditions(sc_document_printer *printer, const schoolcat_explanation_node *rule)
{
    printer->remaining = MAX_ITEMS;
    printer->max_depth = MAX_DEPTH;
    printer->brief = false;
    print_when(printer, rule, 0);
}

void sc_print_rule_conditions_briefly(sc_document_printer *printer,
                                      const schoolcat_explanation_node *rule, uint32_t depth)
{
    printer->remaining = MAX_BRIEF_ITEMS;
    printer->max_depth = depth + 1;
    printer->brief = true;
    print_when(printer, rule, depth);
}

void sc_print_deciding_condition(sc_document_printer *printer,
                                 const schoolcat_explanation_node *rule)
{
    printer->max_depth = 0;
    phrase_finding(printer, rule->children.at[0], 0);
}

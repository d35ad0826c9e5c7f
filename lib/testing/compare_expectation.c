/* Whether what came is what was expected. Lists compare as sets. */
#include "testing/compare_expectation.h"

#include "explain/phrase.h"
#include "base/number.h"

#include <math.h>

/* --- sets --- */

bool sc_expectation_has_item(const sc_expectation *expected, uint32_t item)
{
    for (size_t i = 0; i < expected->items.count; i++)
        if (expected->items.at[i] == item)
            return true;
    return false;
}

static void begin_item(sc_expectation_check *c, size_t *count)
{
    sc_buffer_string(&c->got, (*count)++ == 0 ? "[" : ", ");
}

/* A list of what came, each held against what is expected. */
typedef struct sc_list_comparison {
    size_t count;
    bool same;
} sc_list_comparison;

static void came(sc_expectation_check *c, sc_list_comparison *list, uint32_t item, sc_text name)
{
    begin_item(c, &list->count);
    sc_buffer_text(&c->got, name);
    list->same = list->same && sc_expectation_has_item(c->expected, item);
}

static bool end_list(sc_expectation_check *c, const sc_list_comparison *list)
{
    sc_buffer_string(&c->got, list->count == 0 ? "[]" : "]");
    size_t wanted = 0;
    for (size_t i = 0; i < c->expected->items.count; i++) {
        bool again = false;
        for (size_t j = 0; j < i; j++)
            again = again || c->expected->items.at[j] == c->expected->items.at[i];
        wanted += !again;
    }
    return list->same && list->count == wanted + c->expected->none;
}

static sc_text outcome_id(const sc_expectation_check *c, uint32_t outcome)
{
    return c->model->domains[c->model->decisions[c->expected->index].domain]
        .items[outcome]
        .about.id;
}

static sc_text rule_id(const sc_expectation_check *c, uint32_t rule)
{
    return c->model->decisions[c->expected->index].rules[rule].about.id;
}

static uint32_t outcome_count(const sc_expectation_check *c)
{
    return c->model->domains[c->model->decisions[c->expected->index].domain].item_count;
}

static bool is_every(const sc_expectation_check *c)
{
    return c->model->decisions[c->expected->index].choose == SC_CHOOSE_EVERY;
}

/* --- one kind each: whether it is met, and what came into `got` --- */

static bool outcome_met(sc_expectation_check *c)
{
    size_t decision = c->expected->index, outcome;
    if (is_every(c)) {
        sc_list_comparison list = {0, true};
        for (uint32_t i = 0; i < outcome_count(c); i++)
            if (schoolcat_result_outcome_holds(c->result, decision, i))
                came(c, &list, i, outcome_id(c, i));
        return end_list(c, &list);
    }
    if (!schoolcat_result_outcome(c->result, decision, &outcome)) {
        sc_buffer_string(&c->got, "no outcome");
        return c->expected->none;
    }
    sc_buffer_text(&c->got, outcome_id(c, (uint32_t)outcome));
    return !c->expected->none && sc_expectation_has_item(c->expected, (uint32_t)outcome);
}

static bool rules_met(sc_expectation_check *c, bool any)
{
    sc_list_comparison list = {0, true};
    for (uint32_t i = 0; any && i < c->model->decisions[c->expected->index].rule_count; i++)
        if (schoolcat_result_holds(c->result, c->expected->index, i))
            came(c, &list, i, rule_id(c, i));
    return end_list(c, &list);
}

static bool rule_met(sc_expectation_check *c)
{
    size_t decision = c->expected->index, rule;
    if (is_every(c))
        return rules_met(c, true);
    if (schoolcat_result_rule(c->result, decision, &rule)) {
        sc_buffer_text(&c->got, rule_id(c, (uint32_t)rule));
        return sc_expectation_has_item(c->expected, (uint32_t)rule);
    }
    bool otherwise = schoolcat_result_by_otherwise(c->result, decision);
    sc_buffer_string(&c->got, otherwise ? "otherwise" : "no rule");
    return otherwise ? sc_expectation_has_item(c->expected, SC_OTHERWISE_ITEM) : c->expected->none;
}

static bool possible_met(sc_expectation_check *c)
{
    sc_list_comparison list = {0, true};
    for (uint32_t i = 0; i < outcome_count(c); i++)
        if (schoolcat_result_possible(c->result, c->expected->index, i))
            came(c, &list, i, outcome_id(c, i));
    bool none = !is_every(c) && schoolcat_result_none_possible(c->result, c->expected->index);
    if (none) {
        begin_item(c, &list.count);
        sc_buffer_string(&c->got, "no outcome");
    }
    return end_list(c, &list) && none == c->expected->none;
}

static bool needs_met(sc_expectation_check *c)
{
    const size_t *indicators;
    size_t count;
    sc_list_comparison list = {0, true};
    c->status = schoolcat_result_needs(c->result, c->expected->index, &indicators, &count);
    for (size_t i = 0; c->status == SCHOOLCAT_OK && i < count; i++)
        came(c, &list, (uint32_t)indicators[i], c->model->indicators[indicators[i]].about.id);
    return end_list(c, &list);
}

static bool subset_met(sc_expectation_check *c, bool wanted)
{
    size_t count = 0;
    bool met = true;
    for (size_t i = 0; i < c->expected->items.count; i++)
        met = met && schoolcat_result_outcome_holds(c->result, c->expected->index,
                                                    c->expected->items.at[i]) == wanted;
    for (uint32_t i = 0; i < outcome_count(c); i++) {
        if (!schoolcat_result_outcome_holds(c->result, c->expected->index, i))
            continue;
        begin_item(c, &count);
        sc_buffer_text(&c->got, outcome_id(c, i));
    }
    sc_buffer_string(&c->got, count == 0 ? "[]" : "]");
    return met;
}

static bool assumed_met(sc_expectation_check *c)
{
    size_t count = 0, said = 0;
    bool met = true;
    c->status = schoolcat_result_assumed_count(c->result, c->expected->index, &count);
    for (size_t i = 0; c->status == SCHOOLCAT_OK && i < count; i++) {
        schoolcat_assumption assumption = SCHOOLCAT_ASSUMPTION;
        c->status = schoolcat_result_assumed(c->result, c->expected->index, i, &assumption);
        bool found = false;
        for (size_t j = 0; j < c->expected->texts.count; j++)
            found = found || sc_text_is(c->expected->texts.at[j], assumption.element);
        met = met && found;
        begin_item(c, &said);
        sc_buffer_string(&c->got, assumption.element);
    }
    sc_buffer_string(&c->got, said == 0 ? "[]" : "]");
    return met && count == c->expected->texts.count;
}

/* --- details: everything expected must be there, more may be --- */

static bool same_detail(const sc_detail *detail, const sc_yaml_node *node);

static bool same_map(const sc_detail *detail, const sc_yaml_node *node)
{
    for (size_t i = 0; i < node->count; i++) {
        bool found = false;
        for (uint32_t j = 0; j < detail->count && !found; j++)
            found = sc_text_equal(detail->keys[j], node->pairs[i].key) &&
                    same_detail(&detail->items[j], node->pairs[i].value);
        if (!found)
            return false;
    }
    return true;
}

static bool same_detail(const sc_detail *detail, const sc_yaml_node *node)
{
    switch (detail->kind) {
    case SC_DETAIL_MAP:
        return node->kind == SC_YAML_MAPPING && same_map(detail, node);
    case SC_DETAIL_LIST:
        if (node->kind != SC_YAML_SEQUENCE || node->count != detail->count)
            return false;
        for (uint32_t i = 0; i < detail->count; i++)
            if (!same_detail(&detail->items[i], node->items[i]))
                return false;
        return true;
    default:
        break;
    }
    double number;
    if (node->kind != SC_YAML_SCALAR)
        return false;
    if (detail->kind == SC_DETAIL_NUMBER)
        return sc_number_read(node->text, &number) && number == detail->number;
    if (detail->kind == SC_DETAIL_BOOLEAN)
        return node->scalar == SC_YAML_BOOLEAN && node->boolean == detail->boolean;
    return sc_text_equal(detail->text, node->text);
}

static void phrase_detail(sc_buffer *out, const sc_detail *detail)
{
    bool map = detail->kind == SC_DETAIL_MAP;
    switch (detail->kind) {
    case SC_DETAIL_TEXT:
        sc_buffer_text(out, detail->text);
        break;
    case SC_DETAIL_NUMBER:
        sc_buffer_number(out, detail->number);
        break;
    case SC_DETAIL_BOOLEAN:
        sc_buffer_string(out, detail->boolean ? "true" : "false");
        break;
    case SC_DETAIL_LIST:
    case SC_DETAIL_MAP:
        sc_buffer_byte(out, map ? '{' : '[');
        for (uint32_t i = 0; i < detail->count; i++) {
            sc_buffer_string(out, i > 0 ? ", " : "");
            if (map) {
                sc_buffer_text(out, detail->keys[i]);
                sc_buffer_string(out, ": ");
            }
            phrase_detail(out, &detail->items[i]);
        }
        sc_buffer_byte(out, map ? '}' : ']');
        break;
    case SC_DETAIL_NULL:
        sc_buffer_string(out, "null");
        break;
    }
}

static bool details_met(sc_expectation_check *c)
{
    const sc_decision *decision = &c->model->decisions[c->expected->index];
    const sc_detail *details =
        (const sc_detail *)schoolcat_result_details(c->result, c->expected->index);
    if (!is_every(c)) {
        if (details)
            phrase_detail(&c->got, details);
        else
            sc_buffer_string(&c->got, "{}");
        return details ? same_detail(details, c->expected->node) : c->expected->node->count == 0;
    }
    /* Of `every`: by rule, among those that hold. */
    bool met = true;
    size_t count = 0;
    for (size_t i = 0; i < c->expected->node->count; i++) {
        bool found = false;
        for (uint32_t j = 0; j < decision->rule_count; j++)
            found = found ||
                    (sc_text_equal(decision->rules[j].about.id, c->expected->node->pairs[i].key) &&
                     schoolcat_result_holds(c->result, c->expected->index, j) &&
                     decision->rules[j].details &&
                     same_detail(decision->rules[j].details, c->expected->node->pairs[i].value));
        met = met && found;
    }
    for (uint32_t j = 0; j < decision->rule_count; j++) {
        if (!schoolcat_result_holds(c->result, c->expected->index, j) ||
            !decision->rules[j].details)
            continue;
        sc_buffer_string(&c->got, count++ == 0 ? "{" : ", ");
        sc_buffer_text(&c->got, decision->rules[j].about.id);
        sc_buffer_string(&c->got, ": ");
        phrase_detail(&c->got, decision->rules[j].details);
    }
    sc_buffer_string(&c->got, count == 0 ? "{}" : "}");
    return met;
}

/* --- criteria and values --- */

static bool criterion_met(sc_expectation_check *c)
{
    schoolcat_value value = SCHOOLCAT_VALUE;
    c->status =
        schoolcat_result_value(c->result, SCHOOLCAT_PART_CRITERION, c->expected->index, &value);
    schoolcat_truth truth = value.missing != SCHOOLCAT_PRESENT ? SCHOOLCAT_UNKNOWN
                            : value.boolean                    ? SCHOOLCAT_TRUE
                                                               : SCHOOLCAT_FALSE;
    sc_buffer_string(&c->got, sc_truth_id(truth));
    return truth == c->expected->truth;
}

static void phrase_plain(sc_buffer *out, const schoolcat_value *value)
{
    char date[16];
    switch (value->type) {
    case SCHOOLCAT_NUMBER:
    case SCHOOLCAT_INTEGER:
        sc_buffer_number(out, value->number);
        break;
    case SCHOOLCAT_BOOLEAN:
        sc_buffer_string(out, value->boolean ? "true" : "false");
        break;
    case SCHOOLCAT_DATE:
        sc_buffer_text(out, (sc_text){date, sc_date_write(value->number, date)});
        break;
    case SCHOOLCAT_TEXT:
    case SCHOOLCAT_SYMBOL:
        sc_buffer_text(out, (sc_text){value->text, value->length});
        break;
    }
}

static bool same_value(const schoolcat_value *got, const sc_expectation *expected)
{
    const schoolcat_value *wanted = &expected->value;
    switch (got->type) {
    case SCHOOLCAT_NUMBER:
    case SCHOOLCAT_INTEGER:
        return expected->within > 0 ? fabs(got->number - wanted->number) <= expected->within
                                    : got->number == wanted->number;
    case SCHOOLCAT_DATE:
        return got->number == wanted->number;
    case SCHOOLCAT_BOOLEAN:
        return got->boolean == wanted->boolean;
    case SCHOOLCAT_SYMBOL:
        return got->item == wanted->item;
    case SCHOOLCAT_TEXT:
        break;
    }
    return sc_text_equal((sc_text){got->text, got->length},
                         (sc_text){wanted->text, wanted->length});
}

static bool value_met(sc_expectation_check *c)
{
    schoolcat_value value = SCHOOLCAT_VALUE;
    c->status = schoolcat_result_value(c->result, c->expected->part, c->expected->index, &value);
    if (c->status != SCHOOLCAT_OK || value.missing != SCHOOLCAT_PRESENT) {
        sc_buffer_string(&c->got, "missing");
        return c->expected->value.missing != SCHOOLCAT_PRESENT;
    }
    phrase_plain(&c->got, &value);
    return c->expected->value.missing == SCHOOLCAT_PRESENT && same_value(&value, c->expected);
}

bool sc_expectation_met(sc_expectation_check *c)
{
    bool provisional;
    switch (c->expected->kind) {
    case SC_EXPECT_OUTCOME:
        return outcome_met(c);
    case SC_EXPECT_RULE:
        return rule_met(c);
    case SC_EXPECT_POSSIBLE:
        return possible_met(c);
    case SC_EXPECT_PROVISIONAL:
        provisional = schoolcat_result_provisional(c->result, c->expected->index);
        sc_buffer_string(&c->got, provisional ? "true" : "false");
        return provisional == c->expected->flag;
    case SC_EXPECT_NEEDS:
        return needs_met(c);
    case SC_EXPECT_INCLUDES:
    case SC_EXPECT_EXCLUDES:
        return subset_met(c, c->expected->kind == SC_EXPECT_INCLUDES);
    case SC_EXPECT_CONFLICT:
        return rules_met(c, schoolcat_result_conflict(c->result, c->expected->index));
    case SC_EXPECT_ASSUMED:
        return assumed_met(c);
    case SC_EXPECT_DETAILS:
        return details_met(c);
    case SC_EXPECT_CRITERION:
        return criterion_met(c);
    case SC_EXPECT_VALUE:
        break;
    }
    return value_met(c);
}

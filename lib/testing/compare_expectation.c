/* Compares the result of a case with one expectation. Lists are compared as sets. */
#include "testing/compare_expectation.h"

#include "base/number.h"
#include "explain/phrase.h"

#include <math.h>

/* --- sets --- */

bool sc_expectation_has_item(const sc_expectation *expected, uint32_t item)
{
    for (size_t i = 0; i < expected->items.count; i++)
        if (expected->items.at[i] == item)
            return true;
    return false;
}

static void begin_item(sc_expectation_check *check, size_t *count)
{
    sc_buffer_string(&check->got, (*count)++ == 0 ? "[" : ", ");
}

/* The list of actual items, as far as it was written. */
typedef struct sc_list_comparison {
    size_t count;
    bool all_expected;
} sc_list_comparison;

/* Appends an actual item to `got` and compares it with the expected ones. */
static void add_item(sc_expectation_check *check, sc_list_comparison *list, uint32_t item,
                     sc_text name)
{
    begin_item(check, &list->count);
    sc_buffer_text(&check->got, name);
    list->all_expected = list->all_expected && sc_expectation_has_item(check->expected, item);
}

static bool end_list(sc_expectation_check *check, const sc_list_comparison *list)
{
    sc_buffer_string(&check->got, list->count == 0 ? "[]" : "]");
    size_t wanted = 0;
    for (size_t i = 0; i < check->expected->items.count; i++) {
        bool again = false;
        for (size_t j = 0; j < i; j++)
            again = again || check->expected->items.at[j] == check->expected->items.at[i];
        wanted += !again;
    }
    return list->all_expected && list->count == wanted + check->expected->none;
}

static sc_text outcome_id(const sc_expectation_check *check, uint32_t outcome)
{
    return check->model->domains[check->model->decisions[check->expected->index].domain]
        .items[outcome]
        .about.id;
}

static sc_text rule_id(const sc_expectation_check *check, uint32_t rule)
{
    return check->model->decisions[check->expected->index].rules[rule].about.id;
}

static uint32_t outcome_count(const sc_expectation_check *check)
{
    return check->model->domains[check->model->decisions[check->expected->index].domain].item_count;
}

static bool is_every(const sc_expectation_check *check)
{
    return check->model->decisions[check->expected->index].choose == SC_CHOOSE_EVERY;
}

/* --- one kind of expectation each: whether it is met; the actual result goes into `got` --- */

static bool check_outcome(sc_expectation_check *check)
{
    size_t decision = check->expected->index, outcome;
    if (is_every(check)) {
        sc_list_comparison list = {0, true};
        for (uint32_t i = 0; i < outcome_count(check); i++)
            if (schoolcat_result_outcome_holds(check->result, decision, i))
                add_item(check, &list, i, outcome_id(check, i));
        return end_list(check, &list);
    }
    if (!schoolcat_result_outcome(check->result, decision, &outcome)) {
        sc_buffer_string(&check->got, "no outcome");
        return check->expected->none;
    }
    sc_buffer_text(&check->got, outcome_id(check, (uint32_t)outcome));
    return !check->expected->none && sc_expectation_has_item(check->expected, (uint32_t)outcome);
}

static bool check_rules(sc_expectation_check *check, bool any)
{
    sc_list_comparison list = {0, true};
    for (uint32_t i = 0; any && i < check->model->decisions[check->expected->index].rule_count; i++)
        if (schoolcat_result_holds(check->result, check->expected->index, i))
            add_item(check, &list, i, rule_id(check, i));
    return end_list(check, &list);
}

static bool check_rule(sc_expectation_check *check)
{
    size_t decision = check->expected->index, rule;
    if (is_every(check))
        return check_rules(check, true);
    if (schoolcat_result_rule(check->result, decision, &rule)) {
        sc_buffer_text(&check->got, rule_id(check, (uint32_t)rule));
        return sc_expectation_has_item(check->expected, (uint32_t)rule);
    }
    bool otherwise = schoolcat_result_by_otherwise(check->result, decision);
    sc_buffer_string(&check->got, otherwise ? "otherwise" : "no rule");
    return otherwise ? sc_expectation_has_item(check->expected, SC_OTHERWISE_ITEM)
                     : check->expected->none;
}

static bool check_possible(sc_expectation_check *check)
{
    sc_list_comparison list = {0, true};
    for (uint32_t i = 0; i < outcome_count(check); i++)
        if (schoolcat_result_possible(check->result, check->expected->index, i))
            add_item(check, &list, i, outcome_id(check, i));
    bool none =
        !is_every(check) && schoolcat_result_none_possible(check->result, check->expected->index);
    if (none) {
        begin_item(check, &list.count);
        sc_buffer_string(&check->got, "no outcome");
    }
    return end_list(check, &list) && none == check->expected->none;
}

static bool check_needs(sc_expectation_check *check)
{
    const size_t *indicators;
    size_t count;
    sc_list_comparison list = {0, true};
    check->status =
        schoolcat_result_needs(check->result, check->expected->index, &indicators, &count);
    for (size_t i = 0; check->status == SCHOOLCAT_OK && i < count; i++)
        add_item(check, &list, (uint32_t)indicators[i],
                 check->model->indicators[indicators[i]].about.id);
    return end_list(check, &list);
}

static bool check_subset(sc_expectation_check *check, bool wanted)
{
    size_t count = 0;
    bool met = true;
    for (size_t i = 0; i < check->expected->items.count; i++)
        met = met && schoolcat_result_outcome_holds(check->result, check->expected->index,
                                                    check->expected->items.at[i]) == wanted;
    for (uint32_t i = 0; i < outcome_count(check); i++) {
        if (!schoolcat_result_outcome_holds(check->result, check->expected->index, i))
            continue;
        begin_item(check, &count);
        sc_buffer_text(&check->got, outcome_id(check, i));
    }
    sc_buffer_string(&check->got, count == 0 ? "[]" : "]");
    return met;
}

static bool check_assumed(sc_expectation_check *check)
{
    size_t count = 0, written = 0;
    bool met = true;
    check->status = schoolcat_result_assumed_count(check->result, check->expected->index, &count);
    for (size_t i = 0; check->status == SCHOOLCAT_OK && i < count; i++) {
        schoolcat_assumption assumption = SCHOOLCAT_ASSUMPTION;
        check->status =
            schoolcat_result_assumed(check->result, check->expected->index, i, &assumption);
        bool found = false;
        for (size_t j = 0; j < check->expected->texts.count; j++)
            found = found || sc_text_is(check->expected->texts.at[j], assumption.element);
        met = met && found;
        begin_item(check, &written);
        sc_buffer_string(&check->got, assumption.element);
    }
    sc_buffer_string(&check->got, written == 0 ? "[]" : "]");
    return met && count == check->expected->texts.count;
}

/* --- details: all expected keys must be present, others may be --- */

static bool equal_detail(const sc_detail *detail, const sc_yaml_node *node);

static bool equal_map(const sc_detail *detail, const sc_yaml_node *node)
{
    for (size_t i = 0; i < node->count; i++) {
        bool found = false;
        for (uint32_t j = 0; j < detail->count && !found; j++)
            found = sc_text_equal(detail->keys[j], node->pairs[i].key) &&
                    equal_detail(&detail->items[j], node->pairs[i].value);
        if (!found)
            return false;
    }
    return true;
}

static bool equal_detail(const sc_detail *detail, const sc_yaml_node *node)
{
    switch (detail->kind) {
    case SC_DETAIL_MAP:
        return node->kind == SC_YAML_MAPPING && equal_map(detail, node);
    case SC_DETAIL_LIST:
        if (node->kind != SC_YAML_SEQUENCE || node->count != detail->count)
            return false;
        for (uint32_t i = 0; i < detail->count; i++)
            if (!equal_detail(&detail->items[i], node->items[i]))
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

static void write_detail(sc_buffer *out, const sc_detail *detail)
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
            write_detail(out, &detail->items[i]);
        }
        sc_buffer_byte(out, map ? '}' : ']');
        break;
    case SC_DETAIL_NULL:
        sc_buffer_string(out, "null");
        break;
    }
}

static bool check_details(sc_expectation_check *check)
{
    const sc_decision *decision = &check->model->decisions[check->expected->index];
    const sc_detail *details =
        (const sc_detail *)schoolcat_result_details(check->result, check->expected->index);
    if (!is_every(check)) {
        if (details)
            write_detail(&check->got, details);
        else
            sc_buffer_string(&check->got, "{}");
        return details ? equal_detail(details, check->expected->node)
                       : check->expected->node->count == 0;
    }
    /* Of `every`: by rule, among those that hold. */
    bool met = true;
    size_t count = 0;
    for (size_t i = 0; i < check->expected->node->count; i++) {
        bool found = false;
        for (uint32_t j = 0; j < decision->rule_count; j++)
            found =
                found ||
                (sc_text_equal(decision->rules[j].about.id, check->expected->node->pairs[i].key) &&
                 schoolcat_result_holds(check->result, check->expected->index, j) &&
                 decision->rules[j].details &&
                 equal_detail(decision->rules[j].details, check->expected->node->pairs[i].value));
        met = met && found;
    }
    for (uint32_t j = 0; j < decision->rule_count; j++) {
        if (!schoolcat_result_holds(check->result, check->expected->index, j) ||
            !decision->rules[j].details)
            continue;
        sc_buffer_string(&check->got, count++ == 0 ? "{" : ", ");
        sc_buffer_text(&check->got, decision->rules[j].about.id);
        sc_buffer_string(&check->got, ": ");
        write_detail(&check->got, decision->rules[j].details);
    }
    sc_buffer_string(&check->got, count == 0 ? "{}" : "}");
    return met;
}

/* --- criteria and values --- */

static bool check_criterion(sc_expectation_check *check)
{
    schoolcat_value value = SCHOOLCAT_VALUE;
    check->status = schoolcat_result_value(check->result, SCHOOLCAT_PART_CRITERION,
                                           check->expected->index, &value);
    schoolcat_truth truth = value.missing != SCHOOLCAT_PRESENT ? SCHOOLCAT_UNKNOWN
                            : value.boolean                    ? SCHOOLCAT_TRUE
                                                               : SCHOOLCAT_FALSE;
    sc_buffer_string(&check->got, sc_truth_id(truth));
    return truth == check->expected->truth;
}

static void write_value(sc_buffer *out, const schoolcat_value *value)
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

static bool equal_value(const schoolcat_value *got, const sc_expectation *expected)
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

static bool check_value(sc_expectation_check *check)
{
    schoolcat_value value = SCHOOLCAT_VALUE;
    check->status = schoolcat_result_value(check->result, check->expected->part,
                                           check->expected->index, &value);
    if (check->status != SCHOOLCAT_OK || value.missing != SCHOOLCAT_PRESENT) {
        sc_buffer_string(&check->got, "missing");
        return check->expected->value.missing != SCHOOLCAT_PRESENT;
    }
    write_value(&check->got, &value);
    return check->expected->value.missing == SCHOOLCAT_PRESENT &&
           equal_value(&value, check->expected);
}

bool sc_expectation_met(sc_expectation_check *check)
{
    bool provisional;
    switch (check->expected->kind) {
    case SC_EXPECT_OUTCOME:
        return check_outcome(check);
    case SC_EXPECT_RULE:
        return check_rule(check);
    case SC_EXPECT_POSSIBLE:
        return check_possible(check);
    case SC_EXPECT_PROVISIONAL:
        provisional = schoolcat_result_provisional(check->result, check->expected->index);
        sc_buffer_string(&check->got, provisional ? "true" : "false");
        return provisional == check->expected->flag;
    case SC_EXPECT_NEEDS:
        return check_needs(check);
    case SC_EXPECT_INCLUDES:
    case SC_EXPECT_EXCLUDES:
        return check_subset(check, check->expected->kind == SC_EXPECT_INCLUDES);
    case SC_EXPECT_CONFLICT:
        return check_rules(check, schoolcat_result_conflict(check->result, check->expected->index));
    case SC_EXPECT_ASSUMED:
        return check_assumed(check);
    case SC_EXPECT_DETAILS:
        return check_details(check);
    case SC_EXPECT_CRITERION:
        return check_criterion(check);
    case SC_EXPECT_VALUE:
        break;
    }
    return check_value(check);
}

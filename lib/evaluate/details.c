/* Who acts, entitlements, deadlines: a schoolcat_details is the model's sc_detail. */
#include "evaluate/ruleset.h"

static const sc_detail *detail_of(const schoolcat_details *details)
{
    return (const sc_detail *)(const void *)details;
}

static const schoolcat_details *details_of(const sc_detail *detail)
{
    return (const schoolcat_details *)(const void *)detail;
}

const schoolcat_details *schoolcat_outcome_details(const schoolcat_ruleset *rules, size_t decision,
                                                   size_t outcome)
{
    if (outcome >= schoolcat_decision_outcome_count(rules, decision))
        return NULL;
    const sc_domain *domain = &rules->model->domains[rules->model->decisions[decision].domain];
    return details_of(domain->items[outcome].details);
}

const schoolcat_details *schoolcat_rule_details(const schoolcat_ruleset *rules, size_t decision,
                                                size_t rule)
{
    if (rule >= schoolcat_decision_rule_count(rules, decision))
        return NULL;
    return details_of(rules->model->decisions[decision].rules[rule].details);
}

schoolcat_details_kind schoolcat_details_get_kind(const schoolcat_details *details)
{
    if (details == NULL)
        return SCHOOLCAT_DETAILS_NONE;
    switch (detail_of(details)->kind) {
    case SC_DETAIL_TEXT:
        return SCHOOLCAT_DETAILS_TEXT;
    case SC_DETAIL_NUMBER:
        return SCHOOLCAT_DETAILS_NUMBER;
    case SC_DETAIL_BOOLEAN:
        return SCHOOLCAT_DETAILS_BOOLEAN;
    case SC_DETAIL_LIST:
        return SCHOOLCAT_DETAILS_LIST;
    case SC_DETAIL_MAP:
        return SCHOOLCAT_DETAILS_MAP;
    default:
        return SCHOOLCAT_DETAILS_NONE;
    }
}

size_t schoolcat_details_count(const schoolcat_details *details)
{
    schoolcat_details_kind kind = schoolcat_details_get_kind(details);
    return kind == SCHOOLCAT_DETAILS_LIST || kind == SCHOOLCAT_DETAILS_MAP
               ? detail_of(details)->count
               : 0;
}

const schoolcat_details *schoolcat_details_item(const schoolcat_details *details, size_t index)
{
    return index >= schoolcat_details_count(details)
               ? NULL
               : details_of(&detail_of(details)->items[index]);
}

const char *schoolcat_details_key(const schoolcat_details *details, size_t index)
{
    if (schoolcat_details_get_kind(details) != SCHOOLCAT_DETAILS_MAP ||
        index >= schoolcat_details_count(details))
        return NULL;
    return detail_of(details)->keys[index].data;
}

const char *schoolcat_details_text(const schoolcat_details *details)
{
    if (schoolcat_details_get_kind(details) != SCHOOLCAT_DETAILS_TEXT ||
        detail_of(details)->text.data == NULL)
        return "";
    return detail_of(details)->text.data;
}

double schoolcat_details_number(const schoolcat_details *details)
{
    return schoolcat_details_get_kind(details) == SCHOOLCAT_DETAILS_NUMBER
               ? detail_of(details)->number
               : 0;
}

bool schoolcat_details_boolean(const schoolcat_details *details)
{
    return schoolcat_details_get_kind(details) == SCHOOLCAT_DETAILS_BOOLEAN &&
           detail_of(details)->boolean;
}

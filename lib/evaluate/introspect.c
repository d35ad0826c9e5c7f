/* What a rule set holds: counts, words, types, scales, decisions. */
#include "evaluate/elements.h"
#include "evaluate/ruleset.h"
#include "base/struct_compatibility.h"

/* Gives ours, but leaves the size that the caller set. */
#define COPY_OUT(out, ours)                                                                        \
    do {                                                                                           \
        size_t given_size = (out)->size;                                                           \
        *(out) = (ours);                                                                           \
        (out)->size = given_size;                                                                  \
    } while (0)

schoolcat_status schoolcat_ruleset_describe(const schoolcat_ruleset *rules,
                                            schoolcat_ruleset_information *out)
{
    if (rules == NULL || !sc_struct_compatible(out, sizeof *out))
        return SCHOOLCAT_ERROR_ARGUMENT;
    COPY_OUT(out, rules->elements->information);
    return SCHOOLCAT_OK;
}

static bool is_part(schoolcat_part part)
{
    return part >= SCHOOLCAT_PART_INDICATOR && part <= SCHOOLCAT_PART_DECISION;
}

size_t schoolcat_ruleset_count(const schoolcat_ruleset *rules, schoolcat_part part)
{
    return rules == NULL || !is_part(part) ? 0 : rules->elements->counts[part];
}

schoolcat_status schoolcat_ruleset_element(const schoolcat_ruleset *rules, schoolcat_part part,
                                           size_t index, schoolcat_element *out)
{
    if (index >= schoolcat_ruleset_count(rules, part) || !sc_struct_compatible(out, sizeof *out))
        return SCHOOLCAT_ERROR_ARGUMENT;
    COPY_OUT(out, rules->elements->parts[part][index]);
    return SCHOOLCAT_OK;
}

static const sc_name_table *names_of(const schoolcat_ruleset *rules, schoolcat_part part)
{
    const sc_model *model = rules->model;
    switch (part) {
    case SCHOOLCAT_PART_INDICATOR:
        return model->indicator_names;
    case SCHOOLCAT_PART_PARAMETER:
        return model->parameter_names;
    case SCHOOLCAT_PART_SCALE:
        return model->domain_names;
    case SCHOOLCAT_PART_CRITERION:
        return model->criterion_names;
    case SCHOOLCAT_PART_DERIVED:
    case SCHOOLCAT_PART_OUTPUT:
        return model->derived_names;
    default:
        return model->decision_names;
    }
}

/* Outputs are derived values that have an index of their own. */
static bool output_of(const schoolcat_ruleset *rules, uint32_t derived, size_t *index)
{
    for (size_t i = 0; i < rules->elements->counts[SCHOOLCAT_PART_OUTPUT]; i++) {
        if (rules->elements->outputs[i] == derived) {
            *index = i;
            return true;
        }
    }
    return false;
}

schoolcat_status schoolcat_ruleset_find(const schoolcat_ruleset *rules, schoolcat_part part,
                                        const char *name, size_t *index)
{
    if (rules == NULL || !is_part(part) || name == NULL || index == NULL)
        return SCHOOLCAT_ERROR_ARGUMENT;
    uint32_t found;
    if (!sc_name_table_find(names_of(rules, part), sc_text_of(name), &found))
        return SCHOOLCAT_ERROR_NOT_FOUND;
    if (part == SCHOOLCAT_PART_OUTPUT)
        return output_of(rules, found, index) ? SCHOOLCAT_OK : SCHOOLCAT_ERROR_NOT_FOUND;
    *index = found;
    return SCHOOLCAT_OK;
}

const char *schoolcat_ruleset_nearest(const schoolcat_ruleset *rules, schoolcat_part part,
                                      const char *name)
{
    if (rules == NULL || !is_part(part) || name == NULL)
        return NULL;
    const sc_name_table *names = names_of(rules, part);
    uint32_t found;
    size_t index = 0;
    sc_text nearest = sc_name_table_nearest(names, sc_text_of(name));
    if (nearest.length == 0 || !sc_name_table_find(names, nearest, &found))
        return NULL;
    index = found;
    if (part == SCHOOLCAT_PART_OUTPUT && !output_of(rules, found, &index))
        return NULL;
    return rules->elements->parts[part][index].id;
}

schoolcat_status schoolcat_ruleset_type(const schoolcat_ruleset *rules, schoolcat_part part,
                                        size_t index, schoolcat_type_information *out)
{
    if (index >= schoolcat_ruleset_count(rules, part) || rules->elements->types[part] == NULL ||
        !sc_struct_compatible(out, sizeof *out))
        return SCHOOLCAT_ERROR_ARGUMENT;
    COPY_OUT(out, rules->elements->types[part][index]);
    return SCHOOLCAT_OK;
}

size_t schoolcat_indicator_alias_count(const schoolcat_ruleset *rules, size_t indicator)
{
    return indicator >= schoolcat_ruleset_count(rules, SCHOOLCAT_PART_INDICATOR)
               ? 0
               : rules->model->indicators[indicator].alias_count;
}

const char *schoolcat_indicator_alias(const schoolcat_ruleset *rules, size_t indicator,
                                      size_t index)
{
    return index >= schoolcat_indicator_alias_count(rules, indicator)
               ? NULL
               : rules->model->indicators[indicator].aliases[index].data;
}

static const sc_domain *domain_of(const schoolcat_ruleset *rules, size_t scale)
{
    return scale >= schoolcat_ruleset_count(rules, SCHOOLCAT_PART_SCALE)
               ? NULL
               : &rules->model->domains[scale];
}

bool schoolcat_scale_is_ordered(const schoolcat_ruleset *rules, size_t scale)
{
    const sc_domain *domain = domain_of(rules, scale);
    return domain != NULL && domain->ordered;
}

size_t schoolcat_scale_item_count(const schoolcat_ruleset *rules, size_t scale)
{
    const sc_domain *domain = domain_of(rules, scale);
    return domain == NULL ? 0 : domain->item_count;
}

schoolcat_status schoolcat_scale_item(const schoolcat_ruleset *rules, size_t scale, size_t item,
                                      schoolcat_element *out)
{
    if (item >= schoolcat_scale_item_count(rules, scale) || !sc_struct_compatible(out, sizeof *out))
        return SCHOOLCAT_ERROR_ARGUMENT;
    COPY_OUT(out, rules->elements->items[scale][item]);
    return SCHOOLCAT_OK;
}

const char *schoolcat_scale_item_code(const schoolcat_ruleset *rules, size_t scale, size_t item)
{
    if (item >= schoolcat_scale_item_count(rules, scale))
        return NULL;
    sc_text code = rules->model->domains[scale].items[item].code;
    return code.length == 0 ? "" : code.data;
}

static const sc_decision *decision_of(const schoolcat_ruleset *rules, size_t decision)
{
    return decision >= schoolcat_ruleset_count(rules, SCHOOLCAT_PART_DECISION)
               ? NULL
               : &rules->model->decisions[decision];
}

static schoolcat_choose public_policy(sc_choose policy)
{
    switch (policy) {
    case SC_CHOOSE_FIRST:
        return SCHOOLCAT_CHOOSE_FIRST;
    case SC_CHOOSE_WORST:
        return SCHOOLCAT_CHOOSE_WORST;
    case SC_CHOOSE_BEST:
        return SCHOOLCAT_CHOOSE_BEST;
    case SC_CHOOSE_UNIQUE:
        return SCHOOLCAT_CHOOSE_UNIQUE;
    case SC_CHOOSE_EVERY:
        break;
    }
    return SCHOOLCAT_CHOOSE_EVERY;
}

schoolcat_choose schoolcat_decision_choose(const schoolcat_ruleset *rules, size_t decision)
{
    const sc_decision *found = decision_of(rules, decision);
    return found == NULL ? (schoolcat_choose)0 : public_policy(found->choose);
}

size_t schoolcat_decision_scale(const schoolcat_ruleset *rules, size_t decision)
{
    const sc_decision *found = decision_of(rules, decision);
    return found == NULL ? SIZE_MAX : found->domain;
}

size_t schoolcat_decision_outcome_count(const schoolcat_ruleset *rules, size_t decision)
{
    return schoolcat_scale_item_count(rules, schoolcat_decision_scale(rules, decision));
}

schoolcat_status schoolcat_decision_outcome(const schoolcat_ruleset *rules, size_t decision,
                                            size_t outcome, schoolcat_element *out)
{
    return schoolcat_scale_item(rules, schoolcat_decision_scale(rules, decision), outcome, out);
}

size_t schoolcat_decision_rule_count(const schoolcat_ruleset *rules, size_t decision)
{
    const sc_decision *found = decision_of(rules, decision);
    return found == NULL ? 0 : found->rule_count;
}

schoolcat_status schoolcat_decision_rule(const schoolcat_ruleset *rules, size_t decision,
                                         size_t rule, schoolcat_element *out)
{
    if (rule >= schoolcat_decision_rule_count(rules, decision) ||
        !sc_struct_compatible(out, sizeof *out))
        return SCHOOLCAT_ERROR_ARGUMENT;
    COPY_OUT(out, rules->elements->rules[decision][rule]);
    return SCHOOLCAT_OK;
}

size_t schoolcat_decision_rule_outcome(const schoolcat_ruleset *rules, size_t decision, size_t rule)
{
    return rule >= schoolcat_decision_rule_count(rules, decision)
               ? SIZE_MAX
               : rules->model->decisions[decision].rules[rule].outcome;
}

bool schoolcat_decision_has_otherwise(const schoolcat_ruleset *rules, size_t decision,
                                      size_t *outcome)
{
    const sc_decision *found = decision_of(rules, decision);
    if (found == NULL || !found->otherwise.present)
        return false;
    if (outcome != NULL)
        *outcome = found->otherwise.outcome;
    return true;
}

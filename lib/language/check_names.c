/* Resolution of names of values, types and items; hints for unknown ones. */
#include "language/checker.h"

#include "language/lexer.h"

/* --- values --- */

static sc_about *value_about(const sc_checker *check, sc_named_value value)
{
    const sc_model *model = check->model;
    switch (value.kind) {
    case SC_NODE_INDICATOR:
        return &model->indicators[value.index].about;
    case SC_NODE_PARAMETER:
        return &model->parameters[value.index].about;
    case SC_NODE_DERIVED:
        return &model->derived[value.index].about;
    case SC_NODE_CRITERION:
        return &model->criteria[value.index].about;
    default:
        return &model->decisions[value.index].about;
    }
}

const sc_about *sc_check_value_about(const sc_checker *check, sc_named_value value)
{
    return value_about(check, value);
}

void sc_check_mark_used(sc_checker *check, sc_named_value value)
{
    value_about(check, value)->used = true;
}

sc_type sc_check_value_type(const sc_checker *check, sc_named_value value)
{
    const sc_model *model = check->model;
    switch (value.kind) {
    case SC_NODE_INDICATOR:
        return model->indicators[value.index].type;
    case SC_NODE_PARAMETER:
        return model->parameters[value.index].type;
    case SC_NODE_DERIVED:
        return model->derived[value.index].type;
    case SC_NODE_CRITERION:
        return SC_TYPE(SC_KIND_BOOLEAN);
    default:
        break;
    }
    uint32_t domain = model->decisions[value.index].domain;
    return domain < model->domain_count ? (sc_type){SC_KIND_SYMBOL, domain} : SC_ANY_TYPE;
}

/* Names within one section are unique, which the loader checks. */
static void add_values(sc_checker *check, sc_node_kind kind, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        sc_named_value value = {kind, i};
        const sc_about *about = value_about(check, value);
        uint32_t existing;
        if (about->id.length == 0)
            continue;
        sc_name_table_status added = sc_name_table_add(
            check->values, about->id, (uint32_t)check->value_list.count, &existing);
        if (added == SC_NAME_TABLE_NO_MEMORY ||
            (added == SC_NAME_TABLE_ADDED && !SC_PUSH(&check->scratch, &check->value_list, value)))
            check->no_memory = true;
        if (added != SC_NAME_TABLE_DUPLICATE || check->value_list.at[existing].kind == kind)
            continue;
        sc_named_value first = check->value_list.at[existing];
        SC_CHECK_REPORT(
            check, NAME_TAKEN, about->span, about->path,
            .arguments = {about->id, sc_text_of(sc_check_value_kind_phrase(first.kind))},
            .other = value_about(check, first)->span);
    }
}

void sc_check_declare_values(sc_checker *check)
{
    const sc_model *model = check->model;
    add_values(check, SC_NODE_INDICATOR, model->indicator_count);
    add_values(check, SC_NODE_PARAMETER, model->parameter_count);
    add_values(check, SC_NODE_DERIVED, model->derived_count);
    add_values(check, SC_NODE_CRITERION, model->criterion_count);
    add_values(check, SC_NODE_DECISION, model->decision_count);
}

bool sc_check_find_value(const sc_checker *check, sc_text name, sc_named_value *value)
{
    uint32_t index;
    if (!sc_name_table_find(check->values, name, &index))
        return false;
    *value = check->value_list.at[index];
    return true;
}

/* --- unknown names --- */

static bool is_function(sc_text name)
{
    for (int i = 0; i < SC_FUNCTION_COUNT_OF; i++) {
        if (sc_text_is(name, sc_function_name((sc_function)i)))
            return true;
    }
    return false;
}

static sc_text hint_for_item(sc_checker *check, sc_text name)
{
    for (uint32_t i = 0; i < check->model->domain_count && sc_check_within_guess_limit(check, 1);
         i++) {
        uint32_t item;
        if (sc_check_find_item(check, i, name, &item))
            return SC_CHECK_PHRASE(
                check,
                "'{1}' is an item of '{2}': write 'NAME is {1}', NAME being a value of that type",
                name, check->model->domains[i].about.id);
    }
    return SC_NO_TEXT;
}

static sc_text hint_for_rule(sc_checker *check, sc_text name)
{
    for (uint32_t i = 0; i < check->model->decision_count; i++) {
        const sc_decision *decision = &check->model->decisions[i];
        if (!sc_check_within_guess_limit(check, decision->rule_count))
            break;
        for (uint32_t k = 0; k < decision->rule_count; k++) {
            if (sc_text_equal(decision->rules[k].about.id, name))
                return SC_CHECK_PHRASE(check,
                                       "'{1}' is a rule of the decision '{2}'; a condition can ask "
                                       "for the decision's outcome",
                                       name, decision->about.id);
        }
    }
    return SC_NO_TEXT;
}

/* Words of programming languages and spreadsheets. */
static sc_text hint_for_foreign_name(sc_text name)
{
    if (sc_text_is(name, "yes") || sc_text_is(name, "no") || sc_text_is(name, "on") ||
        sc_text_is(name, "off"))
        return SC_TEXT("write true or false");
    if (sc_text_is(name, "null") || sc_text_is(name, "none") || sc_text_is(name, "blank") ||
        sc_text_is(name, "unknown"))
        return SC_TEXT(
            "a value that is not there is written 'missing', and asked for by 'is missing'");
    return SC_NO_TEXT;
}

static sc_text hint_for_other_names(sc_checker *check, sc_text name)
{
    uint32_t index;
    if (sc_name_table_find(check->model->group_names, name, &index))
        return SC_CHECK_PHRASE(check,
                               "'{1}' is a group: it stands alone after any:, all: or of:", name);
    if (sc_name_table_find(check->model->table_names, name, &index) || is_function(name))
        return SC_CHECK_PHRASE(check, "'{1}' is used with brackets: {1}(...)", name);
    sc_text hint = hint_for_item(check, name);
    if (hint.length == 0)
        hint = hint_for_rule(check, name);
    sc_type type;
    if (hint.length == 0 && sc_check_find_type(check, name, &type))
        hint = SC_CHECK_PHRASE(check, "'{1}' is a type, not a value", name);
    return hint.length > 0 ? hint : hint_for_foreign_name(name);
}

static sc_text nearest_keyword(sc_text name)
{
    sc_nearest_search search;
    sc_nearest_begin(&search, name);
    for (int i = 0; i < SC_KEYWORD_COUNT; i++)
        sc_nearest_compare(&search, sc_text_of(sc_keyword_spelling((sc_keyword)i)));
    return sc_nearest_result(&search);
}

void sc_check_report_unknown_name(sc_checker *check, const sc_node *node)
{
    if (check->model->incomplete)
        return;
    sc_text hint = hint_for_other_names(check, node->text);
    if (hint.length == 0)
        hint = sc_check_did_you_mean(check, sc_check_nearest(check, check->values, node->text));
    if (hint.length == 0)
        hint = sc_check_did_you_mean(check, nearest_keyword(node->text));
    SC_CHECK_REPORT(check, UNKNOWN_NAME, node->span, node->path, .arguments = {node->text},
                    .hint = hint);
}

/* --- types --- */

static const sc_kind builtin_kinds[] = {SC_KIND_NUMBER, SC_KIND_INTEGER, SC_KIND_BOOLEAN,
                                        SC_KIND_TEXT, SC_KIND_DATE};
enum { BUILTIN_KIND_COUNT = sizeof builtin_kinds / sizeof builtin_kinds[0] };

bool sc_check_find_type(const sc_checker *check, sc_text name, sc_type *type)
{
    for (int i = 0; i < BUILTIN_KIND_COUNT; i++) {
        if (sc_text_is(name, sc_kind_name(builtin_kinds[i]))) {
            *type = SC_TYPE(builtin_kinds[i]);
            return true;
        }
    }
    uint32_t index;
    if (sc_name_table_find(check->model->domain_names, name, &index)) {
        *type = (sc_type){SC_KIND_SYMBOL, index};
        return true;
    }
    /* A decision names its outcomes; where these are a scale, it is a synonym of the scale. */
    if (sc_name_table_find(check->model->decision_names, name, &index)) {
        *type = sc_check_value_type(check, (sc_named_value){SC_NODE_DECISION, index});
        return true;
    }
    return false;
}

static void compare_builtin_types(sc_nearest_search *search)
{
    for (int i = 0; i < BUILTIN_KIND_COUNT; i++)
        sc_nearest_compare(search, sc_text_of(sc_kind_name(builtin_kinds[i])));
}

static bool is_misspelt_builtin_type(sc_text name)
{
    sc_nearest_search search;
    sc_nearest_begin(&search, name);
    compare_builtin_types(&search);
    return sc_nearest_result(&search).length != 0;
}

static sc_text nearest_type(sc_checker *check, sc_text name)
{
    sc_nearest_search search;
    sc_nearest_begin(&search, name);
    compare_builtin_types(&search);
    sc_check_compare_all(check, check->model->domain_names, &search);
    sc_check_compare_all(check, check->model->decision_names, &search);
    return sc_nearest_result(&search);
}

static sc_text hint_for_foreign_type(sc_text name)
{
    if (sc_text_is(name, "string") || sc_text_is(name, "str"))
        return SC_TEXT("write text");
    if (sc_text_is(name, "float") || sc_text_is(name, "double") || sc_text_is(name, "percent") ||
        sc_text_is(name, "decimal"))
        return SC_TEXT("write number");
    if (sc_text_is(name, "int") || sc_text_is(name, "whole"))
        return SC_TEXT("write integer");
    if (sc_text_is(name, "bool") || sc_text_is(name, "flag"))
        return SC_TEXT("write boolean");
    return SC_NO_TEXT;
}

sc_type sc_check_resolve_type(sc_checker *check, sc_text name, sc_span span, sc_text path)
{
    sc_type type;
    if (name.length == 0)
        return SC_ANY_TYPE;
    if (sc_check_find_type(check, name, &type)) {
        if (type.kind == SC_KIND_SYMBOL)
            check->model->domains[type.domain].about.used = true;
        return type;
    }
    if (check->model->incomplete && !is_misspelt_builtin_type(name))
        return SC_ANY_TYPE;
    sc_text hint = hint_for_foreign_type(name);
    sc_named_value value;
    if (hint.length == 0 && sc_check_find_value(check, name, &value))
        hint = SC_CHECK_PHRASE(check, "'{1}' is {2}, not a type", name,
                               sc_text_of(sc_check_value_kind_phrase(value.kind)));
    if (hint.length == 0)
        hint = sc_check_did_you_mean(check, nearest_type(check, name));
    SC_CHECK_REPORT(check, UNKNOWN_TYPE, span, path, .arguments = {name}, .hint = hint);
    return SC_ANY_TYPE;
}

/* --- items --- */

bool sc_check_find_item(const sc_checker *check, uint32_t domain, sc_text id, uint32_t *item)
{
    return sc_name_table_find(check->model->domains[domain].names, id, item);
}

void sc_check_report_unknown_item(sc_checker *check, uint32_t domain_index, sc_text word,
                                  sc_span span, sc_text path)
{
    const sc_domain *domain = &check->model->domains[domain_index];
    sc_text hint;
    uint32_t item;
    if (sc_domain_find_item(domain, word, &item)) { /* by its code or alias */
        hint = SC_CHECK_PHRASE(check, "write its id: '{1}'", domain->items[item].about.id);
    } else {
        sc_text nearest = sc_check_nearest(check, domain->names, word);
        hint = nearest.length > 0 ? sc_check_did_you_mean(check, nearest)
                                  : SC_CHECK_PHRASE(check, "'{1}' has: {2}", domain->about.id,
                                                    sc_check_item_list(check, domain));
    }
    if (domain->item_count == 0)
        hint = SC_NO_TEXT;
    SC_CHECK_REPORT(
        check, UNKNOWN_ITEM, span, path,
        .arguments = {word, sc_check_item_phrase(check, domain_index), domain->about.id},
        .hint = hint);
}

/* Details: replaces parameters in braces, and merges a rule's details over its outcome's. */
#include "language/checker.h"

#include "base/number.h"
#include <string.h>

typedef struct details_expander {
    sc_checker *check;
    sc_text path;
    sc_buffer buffer;
} details_expander;

/* --- parameters in braces --- */

static void write_literal(details_expander *expander, const sc_parameter *parameter)
{
    const sc_literal *value = &parameter->value;
    char date[16];
    switch (parameter->type.kind) {
    case SC_KIND_NUMBER:
    case SC_KIND_INTEGER:
        sc_buffer_number(&expander->buffer, value->number);
        break;
    case SC_KIND_DATE:
        sc_buffer_text(&expander->buffer, (sc_text){date, sc_date_write(value->number, date)});
        break;
    case SC_KIND_SYMBOL:
        sc_buffer_text(
            &expander->buffer,
            expander->check->model->domains[parameter->type.domain].items[value->symbol].about.id);
        break;
    default:
        sc_buffer_text(&expander->buffer, value->text);
        break;
    }
}

/* The span of `{name}` within a text's span; the whole span where it is not found, as in a text
 * with escapes. */
static sc_span span_of_name(const details_expander *expander, sc_text name, sc_span span)
{
    const sc_sources *sources = expander->check->model->sources;
    if (span.file >= sources->list.count)
        return span;
    sc_text text = sources->list.at[span.file]->text;
    for (size_t i = span.offset;
         i + name.length + 1 <= text.length && i < (size_t)span.offset + span.length; i++) {
        if (text.data[i] == '{' && memcmp(text.data + i + 1, name.data, name.length) == 0 &&
            i + 1 + name.length < text.length && text.data[i + 1 + name.length] == '}')
            return (sc_span){span.file, (uint32_t)i + 1, (uint32_t)name.length};
    }
    return span;
}

static void unknown_parameter(details_expander *expander, sc_text name, sc_span span)
{
    sc_checker *check = expander->check;
    sc_named_value value;
    sc_text hint =
        sc_check_did_you_mean(check, sc_check_nearest(check, check->model->parameter_names, name));
    if (sc_check_find_value(check, name, &value))
        hint = SC_CHECK_PHRASE(check, "'{1}' is {2}; only parameters can stand in braces", name,
                               sc_text_of(sc_check_value_kind_phrase(value.kind)));
    if (!check->model->incomplete)
        SC_CHECK_REPORT(check, DETAILS_PARAMETER, span_of_name(expander, name, span),
                        expander->path, .arguments = {name}, .hint = hint);
}

static void replace_parameter(details_expander *expander, sc_text name, sc_span span)
{
    uint32_t index;
    if (!sc_name_table_find(expander->check->model->parameter_names, name, &index)) {
        unknown_parameter(expander, name, span);
        return;
    }
    sc_parameter *parameter = &expander->check->model->parameters[index];
    parameter->about.used = true;
    if (parameter->value.kind != SC_KIND_MISSING)
        write_literal(expander, parameter);
}

static sc_text expand_text(details_expander *expander, sc_text text, sc_span span)
{
    if (memchr(text.data, '{', text.length) == NULL)
        return text;
    sc_buffer_clear(&expander->buffer);
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] != '{') {
            sc_buffer_byte(&expander->buffer, text.data[i]);
        } else if (i + 1 < text.length && text.data[i + 1] == '{') {
            sc_buffer_byte(&expander->buffer, '{');
            i++;
        } else {
            size_t end = i + 1;
            while (end < text.length && text.data[end] != '}')
                end++;
            replace_parameter(expander, (sc_text){text.data + i + 1, end - i - 1}, span);
            i = end;
        }
    }
    return sc_arena_text(expander->check->model->arena, sc_buffer_view(&expander->buffer));
}

/* --- trees --- */

static void expand_detail(details_expander *expander, sc_detail *detail)
{
    if (detail->kind == SC_DETAIL_TEXT && detail->text.length > 0)
        detail->text = expand_text(expander, detail->text, detail->span);
    sc_detail *items = detail->count == 0
                           ? NULL
                           : SC_NEW_ARRAY(expander->check->model->arena, detail->count, sc_detail);
    if (items == NULL) {
        detail->count = 0;
        return;
    }
    for (uint32_t i = 0; i < detail->count; i++) {
        items[i] = detail->items[i];
        expand_detail(expander, &items[i]);
    }
    detail->items = items;
}

/* A copy with its parameters replaced; NULL of NULL. */
static const sc_detail *expanded_copy(details_expander *expander, const sc_detail *detail)
{
    if (detail == NULL)
        return NULL;
    sc_detail *copy = SC_NEW(expander->check->model->arena, sc_detail);
    if (copy == NULL)
        return NULL;
    *copy = *detail;
    expand_detail(expander, copy);
    return copy;
}

static uint32_t find_key(const sc_detail *map, uint32_t count, sc_text key)
{
    for (uint32_t i = 0; i < count; i++) {
        if (sc_text_equal(map->keys[i], key))
            return i;
    }
    return count;
}

/* The keys of the outcome, in order, then those that only the rule has. */
static const sc_detail *merge_details(sc_checker *check, const sc_detail *outcome,
                                      const sc_detail *rule)
{
    if (outcome == NULL || rule == NULL)
        return rule == NULL ? outcome : rule;
    sc_arena *arena = check->model->arena;
    sc_detail *map = SC_NEW(arena, sc_detail);
    size_t capacity = (size_t)outcome->count + rule->count;
    sc_detail *items = SC_NEW_ARRAY(arena, capacity, sc_detail);
    sc_text *keys = SC_NEW_ARRAY(arena, capacity, sc_text);
    if (map == NULL || items == NULL || keys == NULL)
        return NULL;
    *map = *outcome;
    map->items = items;
    map->keys = keys;
    for (uint32_t i = 0; i < outcome->count; i++) {
        items[i] = outcome->items[i];
        keys[i] = outcome->keys[i];
    }
    for (uint32_t i = 0; i < rule->count; i++) {
        uint32_t index = find_key(outcome, outcome->count, rule->keys[i]);
        if (index == outcome->count)
            index = map->count++;
        items[index] = rule->items[i];
        keys[index] = rule->keys[i];
    }
    return map;
}

/* --- sections --- */

static void expand_item_details(details_expander *expander)
{
    for (uint32_t d = 0; d < expander->check->model->domain_count; d++) {
        sc_domain *domain = &expander->check->model->domains[d];
        for (uint32_t i = 0; i < domain->item_count; i++) {
            expander->path = domain->items[i].about.path;
            domain->items[i].details = expanded_copy(expander, domain->items[i].details);
        }
    }
}

static void expand_rule_details(details_expander *expander, sc_decision *decision)
{
    const sc_domain *domain = decision->domain < expander->check->model->domain_count
                                  ? &expander->check->model->domains[decision->domain]
                                  : NULL;
    for (uint32_t i = 0; i < decision->rule_count; i++) {
        sc_rule *rule = &decision->rules[i];
        const sc_detail *outcome = NULL;
        if (domain != NULL && rule->outcome < domain->item_count)
            outcome = domain->items[rule->outcome].details;
        expander->path = rule->about.path;
        rule->details =
            merge_details(expander->check, outcome, expanded_copy(expander, rule->own_details));
    }
}

void sc_check_details(sc_checker *check)
{
    details_expander expander = {.check = check};
    sc_buffer_init(&expander.buffer, &check->model->arena->allocator);
    expand_item_details(&expander);
    for (uint32_t i = 0; i < check->model->decision_count; i++)
        expand_rule_details(&expander, &check->model->decisions[i]);
    if (expander.buffer.failed)
        check->no_memory = true;
    sc_buffer_destroy(&expander.buffer);
}

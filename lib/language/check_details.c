/* Details: parameters in braces replaced, a rule's laid over its outcome's. */
#include "language/checker.h"

#include "base/number.h"
#include <string.h>

typedef struct filler {
    sc_checker *check;
    sc_text path;
    sc_buffer buffer;
} filler;

/* --- a text with parameters in it --- */

static void write_literal(filler *f, const sc_parameter *parameter)
{
    const sc_literal *value = &parameter->value;
    char date[16];
    switch (parameter->type.kind) {
    case SC_KIND_NUMBER:
    case SC_KIND_INTEGER:
        sc_buffer_number(&f->buffer, value->number);
        break;
    case SC_KIND_DATE:
        sc_buffer_text(&f->buffer, (sc_text){date, sc_date_write(value->number, date)});
        break;
    case SC_KIND_SYMBOL:
        sc_buffer_text(
            &f->buffer,
            f->check->model->domains[parameter->type.domain].items[value->symbol].about.id);
        break;
    default:
        sc_buffer_text(&f->buffer, value->text);
        break;
    }
}

/* Where the name stands in the text, as far as the text stands in the file as it is. */
static sc_span span_of_name(const filler *f, sc_text name, sc_span span)
{
    const sc_sources *sources = f->check->model->sources;
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

static void unknown_parameter(filler *f, sc_text name, sc_span span)
{
    sc_checker *check = f->check;
    sc_named_value value;
    sc_text hint =
        sc_check_did_you_mean(check, sc_check_nearest(check, check->model->parameter_names, name));
    if (sc_check_find_value(check, name, &value))
        hint = SC_CHECK_PHRASE(check, "'{1}' is {2}; only parameters can stand in braces", name,
                               sc_text_of(sc_check_value_kind_phrase(value.kind)));
    if (!check->model->incomplete)
        SC_CHECK_REPORT(check, DETAILS_PARAMETER, span_of_name(f, name, span), f->path,
                        .arguments = {name}, .hint = hint);
}

static void replace_parameter(filler *f, sc_text name, sc_span span)
{
    uint32_t index;
    if (!sc_name_table_find(f->check->model->parameter_names, name, &index)) {
        unknown_parameter(f, name, span);
        return;
    }
    sc_parameter *parameter = &f->check->model->parameters[index];
    parameter->about.used = true;
    if (parameter->value.kind != SC_KIND_MISSING)
        write_literal(f, parameter);
}

static sc_text expand_text(filler *f, sc_text text, sc_span span)
{
    if (memchr(text.data, '{', text.length) == NULL)
        return text;
    sc_buffer_clear(&f->buffer);
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] != '{') {
            sc_buffer_byte(&f->buffer, text.data[i]);
        } else if (i + 1 < text.length && text.data[i + 1] == '{') {
            sc_buffer_byte(&f->buffer, '{');
            i++;
        } else {
            size_t end = i + 1;
            while (end < text.length && text.data[end] != '}')
                end++;
            replace_parameter(f, (sc_text){text.data + i + 1, end - i - 1}, span);
            i = end;
        }
    }
    return sc_arena_text(f->check->model->arena, sc_buffer_view(&f->buffer));
}

/* --- trees --- */

static void fill(filler *f, sc_detail *detail)
{
    if (detail->kind == SC_DETAIL_TEXT && detail->text.length > 0)
        detail->text = expand_text(f, detail->text, detail->span);
    sc_detail *items =
        detail->count == 0 ? NULL : SC_NEW_ARRAY(f->check->model->arena, detail->count, sc_detail);
    if (items == NULL) {
        detail->count = 0;
        return;
    }
    for (uint32_t i = 0; i < detail->count; i++) {
        items[i] = detail->items[i];
        fill(f, &items[i]);
    }
    detail->items = items;
}

/* A copy with its texts filled in; NULL for NULL. */
static const sc_detail *filled(filler *f, const sc_detail *detail)
{
    if (detail == NULL)
        return NULL;
    sc_detail *copy = SC_NEW(f->check->model->arena, sc_detail);
    if (copy == NULL)
        return NULL;
    *copy = *detail;
    fill(f, copy);
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

/* Keys in the order of the outcome's, then what the rule adds. */
static const sc_detail *merge_details(sc_checker *check, const sc_detail *under,
                                      const sc_detail *over)
{
    if (under == NULL || over == NULL)
        return over == NULL ? under : over;
    sc_arena *arena = check->model->arena;
    sc_detail *map = SC_NEW(arena, sc_detail);
    size_t most = (size_t)under->count + over->count;
    sc_detail *items = SC_NEW_ARRAY(arena, most, sc_detail);
    sc_text *keys = SC_NEW_ARRAY(arena, most, sc_text);
    if (map == NULL || items == NULL || keys == NULL)
        return NULL;
    *map = *under;
    map->items = items;
    map->keys = keys;
    for (uint32_t i = 0; i < under->count; i++) {
        items[i] = under->items[i];
        keys[i] = under->keys[i];
    }
    for (uint32_t i = 0; i < over->count; i++) {
        uint32_t place = find_key(under, under->count, over->keys[i]);
        if (place == under->count)
            place = map->count++;
        items[place] = over->items[i];
        keys[place] = over->keys[i];
    }
    return map;
}

/* --- sections --- */

static void expand_item_details(filler *f)
{
    for (uint32_t d = 0; d < f->check->model->domain_count; d++) {
        sc_domain *domain = &f->check->model->domains[d];
        for (uint32_t i = 0; i < domain->item_count; i++) {
            f->path = domain->items[i].about.path;
            domain->items[i].details = filled(f, domain->items[i].details);
        }
    }
}

static void expand_rule_details(filler *f, sc_decision *decision)
{
    const sc_domain *domain = decision->domain < f->check->model->domain_count
                                  ? &f->check->model->domains[decision->domain]
                                  : NULL;
    for (uint32_t i = 0; i < decision->rule_count; i++) {
        sc_rule *rule = &decision->rules[i];
        const sc_detail *under = NULL;
        if (domain != NULL && rule->outcome < domain->item_count)
            under = domain->items[rule->outcome].details;
        f->path = rule->about.path;
        rule->details = merge_details(f->check, under, filled(f, rule->own_details));
    }
}

void sc_check_details(sc_checker *check)
{
    filler f = {.check = check};
    sc_buffer_init(&f.buffer, &check->model->arena->allocator);
    expand_item_details(&f);
    for (uint32_t i = 0; i < check->model->decision_count; i++)
        expand_rule_details(&f, &check->model->decisions[i]);
    if (f.buffer.failed)
        check->no_memory = true;
    sc_buffer_destroy(&f.buffer);
}

/* Builds the value parser of each indicator from the checked model. */
#include "evaluate/value_parsers.h"

#include "base/date_format.h"
#include "base/list_phrase.h"
#include "base/number.h"

#define LISTED_ITEMS 12 /* of a scale, in 'one of ...' */

static void set_starts(sc_marks *marks, const sc_text *list, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (list[i].length == 0)
            continue;
        unsigned char first = (unsigned char)list[i].data[0];
        marks->starts[first / 8] = (uint8_t)(marks->starts[first / 8] | 1u << first % 8);
    }
}

static void make_marks(sc_marks *marks, const sc_model *model)
{
    marks->missing = model->missing_marks;
    marks->missing_count = model->missing_mark_count;
    marks->suppressed = model->suppressed_marks;
    marks->suppressed_count = model->suppressed_mark_count;
    set_starts(marks, marks->missing, marks->missing_count);
    set_starts(marks, marks->suppressed, marks->suppressed_count);
}

/* A word means the item whose id it is before one whose code it is, and that before one that has it
 * as an alias. */
static sc_fuzzy_lookup *make_symbols(const schoolcat_allocator *allocator, const sc_domain *domain)
{
    size_t words = 0;
    for (uint32_t i = 0; i < domain->item_count; i++)
        words += 2 + (size_t)domain->items[i].alias_count;
    sc_fuzzy_lookup *symbols = sc_fuzzy_lookup_new(allocator, SC_FUZZY_VALUES, words);
    if (symbols == NULL)
        return NULL;
    for (uint32_t i = 0; i < domain->item_count; i++)
        (void)sc_fuzzy_lookup_add(symbols, domain->items[i].about.id, i, NULL);
    for (uint32_t i = 0; i < domain->item_count; i++)
        if (domain->items[i].code.length > 0)
            (void)sc_fuzzy_lookup_add(symbols, domain->items[i].code, i, NULL);
    for (uint32_t i = 0; i < domain->item_count; i++)
        for (uint32_t k = 0; k < domain->items[i].alias_count; k++)
            if (domain->items[i].aliases[k].length > 0)
                (void)sc_fuzzy_lookup_add(symbols, domain->items[i].aliases[k], i, NULL);
    return symbols;
}

static sc_fuzzy_lookup *make_columns(const schoolcat_allocator *allocator, const sc_model *model)
{
    size_t words = 0;
    for (uint32_t i = 0; i < model->indicator_count; i++)
        words += 1 + (size_t)model->indicators[i].alias_count;
    sc_fuzzy_lookup *columns = sc_fuzzy_lookup_new(allocator, SC_FUZZY_NAMES, words);
    if (columns == NULL)
        return NULL;
    for (uint32_t i = 0; i < model->indicator_count; i++)
        (void)sc_fuzzy_lookup_add(columns, model->indicators[i].about.id, i, NULL);
    for (uint32_t i = 0; i < model->indicator_count; i++)
        for (uint32_t k = 0; k < model->indicators[i].alias_count; k++)
            if (model->indicators[i].aliases[k].length > 0)
                (void)sc_fuzzy_lookup_add(columns, model->indicators[i].aliases[k], i, NULL);
    return columns;
}

static void describe_limit(sc_buffer *out, const sc_value_parser *reader, double limit)
{
    char date[16];
    if (reader->type != SCHOOLCAT_DATE) {
        sc_buffer_number(out, limit);
        return;
    }
    (void)sc_date_write(limit, date);
    sc_buffer_string(out, date);
}

static void describe_limits(sc_buffer *out, const sc_value_parser *reader)
{
    if (reader->has_min) {
        sc_buffer_string(out, " from ");
        describe_limit(out, reader, reader->min);
    }
    if (reader->has_max) {
        sc_buffer_string(out, reader->has_min ? " to " : " up to ");
        describe_limit(out, reader, reader->max);
    }
}

static void describe_items(sc_buffer *out, const sc_domain *domain)
{
    sc_buffer_string(out, "one of ");
    size_t listed = sc_list_shown(domain->item_count, LISTED_ITEMS);
    for (size_t i = 0; i < listed; i++) {
        if (i > 0)
            sc_buffer_string(out, ", ");
        sc_buffer_text(out, domain->items[i].about.id);
    }
    if (listed < domain->item_count) {
        sc_buffer_string(out, " and ");
        sc_buffer_integer(out, (long long)(domain->item_count - listed));
        sc_buffer_string(out, " more");
    }
}

static void describe_expected(sc_buffer *out, const sc_value_parser *reader, const sc_model *model,
                              const sc_indicator *indicator)
{
    switch (reader->type) {
    case SCHOOLCAT_NUMBER:
        sc_buffer_string(out, "a number");
        break;
    case SCHOOLCAT_INTEGER:
        sc_buffer_string(out, "a whole number");
        break;
    case SCHOOLCAT_DATE:
        sc_buffer_string(out, "a date as ");
        if (reader->date_format.length == 0)
            sc_buffer_string(out, "YYYY-MM-DD");
        sc_date_format_describe(reader->date_format, out);
        break;
    case SCHOOLCAT_BOOLEAN:
        sc_buffer_string(out, "yes or no (also y, n, true, false, 1, 0)");
        break;
    case SCHOOLCAT_SYMBOL:
        describe_items(out, &model->domains[indicator->type.domain]);
        break;
    default:
        sc_buffer_string(out, "text in UTF-8");
        if (indicator->pattern != SC_NONE) {
            sc_buffer_string(out, " that matches ");
            sc_buffer_text(out, model->patterns[indicator->pattern].text);
        }
    }
    describe_limits(out, reader);
}

static bool make_reader(sc_value_parsers *readers, sc_value_parser *reader, const sc_model *model,
                        const sc_indicator *indicator, sc_buffer *scratch)
{
    const schoolcat_allocator *allocator = &readers->arena.allocator;
    reader->name = indicator->about.id;
    reader->type = sc_public_type(indicator->type.kind);
    reader->has_min = indicator->min.kind != SC_KIND_MISSING;
    reader->has_max = indicator->max.kind != SC_KIND_MISSING;
    reader->min = indicator->min.number;
    reader->max = indicator->max.number;
    reader->date_format = indicator->date_format;
    reader->marks = &readers->marks;
    if (indicator->pattern != SC_NONE) {
        readers->has_patterns = true;
        reader->pattern =
            sc_pattern_compile(allocator, model->patterns[indicator->pattern].text, true);
        if (reader->pattern == NULL)
            return false;
    }
    if (reader->type == SCHOOLCAT_SYMBOL) {
        uint32_t domain = indicator->type.domain;
        if (readers->symbols[domain] == NULL)
            readers->symbols[domain] = make_symbols(allocator, &model->domains[domain]);
        reader->symbols = readers->symbols[domain];
        reader->item_count = model->domains[domain].item_count;
        if (reader->symbols == NULL)
            return false;
    }
    sc_buffer_clear(scratch);
    describe_expected(scratch, reader, model, indicator);
    reader->expected = sc_arena_text(&readers->arena, sc_buffer_view(scratch));
    return !scratch->failed && !readers->arena.failed;
}

sc_value_parsers *sc_value_parsers_new(const schoolcat_allocator *allocator, const sc_model *model)
{
    sc_value_parsers *readers = sc_allocate(allocator, sizeof *readers);
    if (readers == NULL)
        return NULL;
    *readers = (sc_value_parsers){.domain_count = model->domain_count};
    sc_arena_init(&readers->arena, allocator);
    make_marks(&readers->marks, model);
    readers->symbols = SC_NEW_ARRAY(&readers->arena, model->domain_count, sc_fuzzy_lookup *);
    readers->at = SC_NEW_ARRAY(&readers->arena, model->indicator_count, sc_value_parser);
    readers->columns = make_columns(allocator, model);
    bool made = readers->symbols != NULL && readers->at != NULL && readers->columns != NULL;
    sc_buffer scratch;
    sc_buffer_init(&scratch, allocator);
    for (uint32_t i = 0; made && i < model->indicator_count; i++) {
        readers->count = i + 1;
        made = make_reader(readers, &readers->at[i], model, &model->indicators[i], &scratch);
    }
    sc_buffer_destroy(&scratch);
    if (made)
        return readers;
    sc_value_parsers_free(readers);
    return NULL;
}

void sc_value_parsers_free(sc_value_parsers *readers)
{
    if (readers == NULL)
        return;
    for (uint32_t i = 0; i < readers->count; i++)
        sc_compiled_pattern_free(readers->at[i].pattern);
    for (uint32_t i = 0; readers->symbols != NULL && i < readers->domain_count; i++)
        sc_fuzzy_lookup_free(readers->symbols[i]);
    sc_fuzzy_lookup_free(readers->columns);
    schoolcat_allocator allocator = readers->arena.allocator;
    sc_arena_destroy(&readers->arena);
    sc_release(&allocator, readers);
}

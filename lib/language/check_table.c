/* Tables: each number is in exactly one band, and all values have one type. */
#include "language/checker.h"

#include "base/number.h"

#include <math.h>

/* --- bands --- */

static sc_text limit_phrase(sc_checker *check, const sc_table *table, double limit)
{
    char date[16];
    if (table->of.kind == SC_KIND_DATE)
        return sc_arena_text(&check->scratch, (sc_text){date, sc_date_write(limit, date)});
    return sc_check_number(check, limit);
}

/* A limit that could not be read is NaN, and has been reported. */
static bool is_known(double limit)
{
    return !isnan(limit);
}

static void report_gap(sc_checker *check, const sc_table *table, const sc_band *band, sc_text what)
{
    SC_CHECK_REPORT(check, BAND_GAP, band->span, table->about.path, .arguments = {what});
}

/* `before` is NULL for the first band. */
static void check_band(sc_checker *check, const sc_table *table, const sc_band *before,
                       const sc_band *band)
{
    sc_text path = table->about.path;
    if (band->has_above && band->has_up_to && band->above >= band->up_to) {
        SC_CHECK_REPORT(check, BAND_EMPTY, band->span, path, .arguments = {SC_NO_TEXT});
        return;
    }
    if (before == NULL) {
        if (band->has_above && is_known(band->above))
            report_gap(
                check, table, band,
                SC_CHECK_PHRASE(check, "{1} and below", limit_phrase(check, table, band->above)));
        return;
    }
    /* An unbounded band overlaps every band after it. */
    if (!before->has_up_to || (band->has_above && band->above < before->up_to) ||
        (band->has_up_to && band->up_to <= before->up_to)) {
        SC_CHECK_REPORT(check, BAND_OVERLAP, band->span, path, .arguments = {SC_NO_TEXT},
                        .other = before->span);
    } else if (band->has_above && band->above > before->up_to) {
        report_gap(check, table, band,
                   SC_CHECK_PHRASE(check, "above {1} up to {2}",
                                   limit_phrase(check, table, before->up_to),
                                   limit_phrase(check, table, band->above)));
    }
}

static void check_bands(sc_checker *check, const sc_table *table)
{
    for (uint32_t i = 0; i < table->band_count; i++)
        check_band(check, table, i == 0 ? NULL : &table->bands[i - 1], &table->bands[i]);
    if (table->band_count == 0)
        return;
    const sc_band *last = &table->bands[table->band_count - 1];
    if (last->has_up_to && is_known(last->up_to))
        report_gap(check, table, last,
                   SC_CHECK_PHRASE(check, "above {1}", limit_phrase(check, table, last->up_to)));
}

/* --- values --- */

static bool is_number(const sc_literal *literal)
{
    return !literal->quoted &&
           (literal->kind == SC_KIND_NUMBER || literal->kind == SC_KIND_INTEGER);
}

/* The domain that has all the values as items, or text where there is none. False: ambiguous,
 * several domains have them. */
static bool infer_domain(const sc_checker *check, const sc_table *table, sc_type *type)
{
    uint32_t found = 0;
    *type = SC_TYPE(SC_KIND_TEXT);
    for (uint32_t d = 0; d < check->model->domain_count; d++) {
        bool all = true;
        uint32_t item;
        for (uint32_t i = 0; i < table->band_count && all; i++) {
            const sc_literal *value = &table->bands[i].value;
            all = !value->quoted && sc_check_find_item(check, d, value->text, &item);
        }
        if (all && found++ == 0)
            *type = (sc_type){SC_KIND_SYMBOL, d};
    }
    return found <= 1;
}

static sc_type inferred_type(sc_checker *check, const sc_table *table)
{
    uint32_t numbers = 0, whole = 0;
    sc_type type;
    for (uint32_t i = 0; i < table->band_count; i++) {
        const sc_literal *value = &table->bands[i].value;
        numbers += is_number(value);
        whole += is_number(value) && sc_number_is_integer(value->number);
    }
    /* Of numbers mixed with words, the first band decides. */
    if (table->band_count == 0 || (numbers > 0 && is_number(&table->bands[0].value)))
        return SC_TYPE(numbers == whole ? SC_KIND_INTEGER : SC_KIND_NUMBER);
    if (table->bands[0].value.kind == SC_KIND_BOOLEAN && !table->bands[0].value.quoted)
        return SC_TYPE(SC_KIND_BOOLEAN);
    if (!infer_domain(check, table, &type))
        SC_CHECK_REPORT(
            check, TYPE_UNCLEAR, table->about.span, table->about.path,
            .arguments = {table->about.id},
            .hint = SC_TEXT("its words are items of several types: say which with `type:`"));
    return type;
}

static void check_values(sc_checker *check, sc_table *table)
{
    for (uint32_t i = 0; i < table->band_count; i++)
        (void)sc_check_literal(check, &table->bands[i].value, table->type, table->about.path);
    if (table->type.kind != SC_KIND_BOOLEAN)
        return;
    SC_CHECK_REPORT(check, TABLE_OF_CONDITIONS, table->about.span, table->about.path,
                    .arguments = {table->about.id});
    table->type = SC_ANY_TYPE;
}

static void check_table(sc_checker *check, sc_table *table)
{
    sc_type of;
    table->of = sc_check_find_type(check, table->of_name, &of) ? of : SC_ANY_TYPE;
    check_bands(check, table);
    table->type =
        table->type_name.length > 0
            ? sc_check_resolve_type(check, table->type_name, table->type_span, table->about.path)
            : inferred_type(check, table);
    check_values(check, table);
}

void sc_check_tables(sc_checker *check)
{
    for (uint32_t i = 0; i < check->model->table_count; i++) {
        sc_table *table = &check->model->tables[i];
        for (int f = 0; f < SC_FUNCTION_COUNT_OF; f++) {
            if (sc_text_is(table->about.id, sc_function_name((sc_function)f)))
                SC_CHECK_REPORT(check, NAME_TAKEN, table->about.span, table->about.path,
                                .arguments = {table->about.id, SC_TEXT("a function")});
        }
        check_table(check, table);
    }
}

/* Draws random records from a pool of values near the constants of the rules. */
#include "random_records.h"
#include "generate_internal.h"
#include "naive_internal.h"
#include "visit_nodes.h"
#include <math.h>

#define LONG "a very long text, \xC3\xA9t\xC3\xA9 and \xCE\xA3, "
#define LONGER LONG LONG LONG LONG LONG LONG LONG LONG

typedef struct gathering {
    value_pool *pool;
    bool tame;
} gathering;

static void add_number(gathering *into, double number)
{
    if (into->pool->number_count < POOL)
        into->pool->numbers[into->pool->number_count++] = number;
}

static void add_date(gathering *into, double days)
{
    bool late = days > 47482; /* 2100-01-01 */
    if (into->pool->date_count < POOL && !(late && into->tame))
        into->pool->dates[into->pool->date_count++] = days;
}

static void add_text(gathering *into, sc_text text)
{
    if (into->pool->text_count < POOL)
        into->pool->texts[into->pool->text_count++] = text;
}

static void add_literal(gathering *into, const sc_literal *literal, sc_type type)
{
    if (type.kind == SC_KIND_NUMBER || type.kind == SC_KIND_INTEGER)
        add_number(into, literal->number);
    if (type.kind == SC_KIND_DATE)
        add_date(into, literal->number);
    if (type.kind == SC_KIND_TEXT)
        add_text(into, literal->text);
}

static void add_node(const sc_node *node, void *context)
{
    if (node->kind == SC_NODE_NUMBER)
        add_number(context, node->number);
    if (node->kind == SC_NODE_DATE)
        add_date(context, node->number);
    if (node->kind == SC_NODE_TEXT)
        add_text(context, node->text);
}

void pool_gather(const sc_model *model, bool tame, value_pool *out)
{
    *out = (value_pool){0};
    gathering into = {out, tame};
    for (int i = -1; i < 4; i++)
        add_number(&into, i);
    add_date(&into, 14123); /* 2008-09-01 */
    add_date(&into, 14124);
    for (size_t i = 0; i < sample_text_count; i++)
        add_text(&into, sc_text_of(sample_texts[i]));
    /* Longer than all earlier texts. */
    add_text(&into, SC_TEXT(LONGER LONGER LONGER " and St \xC3\x89"
                                                 "COLE 12"));
    for (uint32_t i = 0; i < model->parameter_count; i++)
        add_literal(&into, &model->parameters[i].value, model->parameters[i].type);
    for (uint32_t i = 0; i < model->table_count; i++) {
        for (uint32_t b = 0; b + 1 < model->tables[i].band_count; b++) {
            sc_literal bound = {.number = model->tables[i].bands[b].up_to};
            add_literal(&into, &bound, model->tables[i].of);
        }
    }
    visit_model(model, add_node, &into);
}

static double within(const sc_indicator *indicator, double number)
{
    if (indicator->min.kind != SC_KIND_MISSING && number < indicator->min.number)
        return indicator->min.number;
    if (indicator->max.kind != SC_KIND_MISSING && number > indicator->max.number)
        return indicator->max.number;
    return number;
}

static double draw_number(draws *from, const value_pool *pool, const sc_indicator *indicator)
{
    static const double beside[] = {0, 0, 0, 0, 1, -1, 0.5, 0.001};
    double number =
        pool->numbers[draw_below(from, pool->number_count)] + beside[draw_below(from, 8)];
    if (indicator->type.kind == SC_KIND_INTEGER) {
        const double largest = 9007199254740992; /* 2^53, above which doubles skip whole numbers */
        number = floor(fmax(-largest, fmin(number, largest)));
    }
    return within(indicator, number);
}

static double draw_date(draws *from, const value_pool *pool, const sc_indicator *indicator)
{
    static const double beside[] = {0, 0, 0, 1, -1, 365};
    double days = pool->dates[draw_below(from, pool->date_count)] + beside[draw_below(from, 6)];
    return within(indicator, days > 2932896 ? 2932896 : days);
}

/* A text of the pool that matches the pattern, searched from a random position. */
static bool draw_text(draws *from, const value_pool *pool, const sc_model *model,
                      const sc_indicator *indicator, sc_text *text)
{
    size_t start = draw_below(from, pool->text_count);
    for (size_t i = 0; i < pool->text_count; i++) {
        *text = pool->texts[(start + i) % pool->text_count];
        if (indicator->pattern == SC_NONE ||
            naive_matches(model->patterns[indicator->pattern].text, true, *text))
            return true;
    }
    return false;
}

naive_slot draw_value(draws *from, const value_pool *pool, const sc_model *model,
                      uint32_t indicator)
{
    const sc_indicator *about = &model->indicators[indicator];
    naive_slot slot = {.missing = SCHOOLCAT_PRESENT, .value.known = true};
    switch (about->type.kind) {
    case SC_KIND_BOOLEAN:
        slot.boolean = draw_chance(from, 50);
        break;
    case SC_KIND_TEXT:
        if (!draw_text(from, pool, model, about, &slot.value.text))
            slot = (naive_slot){.missing = SCHOOLCAT_ABSENT};
        break;
    case SC_KIND_DATE:
        slot.value.number = draw_date(from, pool, about);
        break;
    case SC_KIND_SYMBOL:
        slot.value.symbol =
            (uint32_t)draw_below(from, model->domains[about->type.domain].item_count);
        break;
    default:
        slot.value.number = draw_number(from, pool, about);
        break;
    }
    return slot;
}

naive_slot draw_hole(draws *from)
{
    static const schoolcat_missing reasons[] = {
        SCHOOLCAT_ABSENT, SCHOOLCAT_ABSENT,     SCHOOLCAT_ABSENT,         SCHOOLCAT_BLANK,
        SCHOOLCAT_BLANK,  SCHOOLCAT_SUPPRESSED, SCHOOLCAT_NOT_APPLICABLE, SCHOOLCAT_INVALID};
    return (naive_slot){.missing = reasons[draw_below(from, 8)]};
}

void draw_record(draws *from, const value_pool *pool, const sc_model *model, unsigned present,
                 naive_slot *slots)
{
    for (uint32_t i = 0; i < model->indicator_count; i++)
        slots[i] = draw_chance(from, present) ? draw_value(from, pool, model, i) : draw_hole(from);
}

static bool same_type(const sc_model *a, const sc_indicator *one, const sc_model *b,
                      const sc_indicator *other)
{
    if (one->type.kind != other->type.kind)
        return false;
    return one->type.kind != SC_KIND_SYMBOL ||
           a->domains[one->type.domain].item_count == b->domains[other->type.domain].item_count;
}

void slots_by_name(const sc_model *old, const naive_slot *kept, const sc_model *model,
                   naive_slot *slots)
{
    for (uint32_t i = 0; i < model->indicator_count; i++) {
        slots[i] = (naive_slot){.missing = SCHOOLCAT_ABSENT};
        for (uint32_t k = 0; k < old->indicator_count; k++) {
            if (sc_text_equal(old->indicators[k].about.id, model->indicators[i].about.id) &&
                same_type(old, &old->indicators[k], model, &model->indicators[i]))
                slots[i] = kept[k];
        }
    }
}

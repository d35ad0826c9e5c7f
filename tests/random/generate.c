/* Generates a file: declarations, then derived values, criteria, groups and decisions that refer to
 * each other. */
#include "generate_internal.h"
#include <stdio.h>
#include <string.h>

/* --- each element or rule is written into g->out, then added to the file --- */

static void add_piece(generator *g, sketch_section section, bool first)
{
    sketch_add(g->file, section, g->elements[section], first, g->out.data);
    sc_buffer_clear(&g->out);
}

static void add_element(generator *g, sketch_section section)
{
    add_piece(g, section, true);
    g->elements[section]++;
}

static value_name *new_name(generator *g, origin from, kind of_kind, size_t domain,
                            const char *stem)
{
    value_name *name = &g->names[g->name_count];
    *name = (value_name){.from = from, .kind = of_kind, .domain = domain, .cost = 1};
    snprintf(name->id, sizeof name->id, "%s_%zu", stem, g->name_count++);
    return name;
}

static const char *type_name(const generator *g, kind of_kind, size_t domain)
{
    static const char *const names[] = {"number", "integer", "boolean", "text", "date"};
    return of_kind == KIND_SYMBOL ? g->domains[domain].id : names[of_kind];
}

/* Writes a literal as YAML; dates and texts differ from those in expressions (put_literal). */
static void put_yaml_literal(generator *g, kind wanted, size_t domain)
{
    static const char *const dates[] = {"2008-09-01", "2008-09-02", "2009-08-31"};
    static const char *const numbers[] = {"0", "1", "2", "0.5", "2.675", "1e1"};
    if (wanted == KIND_DATE)
        put(g, "%s", dates[draw_below(&g->from, 3)]);
    else if (wanted == KIND_TEXT)
        put(g, draw_chance(&g->from, 50) ? "\"abc\"" : "\"St Mary's\"");
    else if (wanted == KIND_NUMBER)
        put(g, "%s", numbers[draw_below(&g->from, 6)]);
    else
        put_literal(g, wanted, domain);
}

/* --- declarations --- */

static void add_domain(generator *g, sketch_section section)
{
    static const char *const words[] = {"good", "fair", "poor", "dire", "1", "2", "3", "4"};
    item_domain *made = &g->domains[g->domain_count];
    *made =
        (item_domain){.count = 2 + draw_below(&g->from, 3), .ordered = section == SKETCH_SCALES};
    snprintf(made->id, sizeof made->id, "%s_%zu", made->ordered ? "scale" : "choice",
             g->domain_count++);
    size_t shift = draw_chance(&g->from, 30) ? 4 : 0;
    /* numbers of outcomes about 8, 16, 32 and 64 */
    bool is_long = draw_chance(&g->from, 10);
    if (is_long)
        made->count = ((size_t)8 << draw_below(&g->from, 4)) - 2 + draw_below(&g->from, 5);
    put(g, "  %s:\n", made->id);
    for (size_t i = 0; i < made->count; i++) {
        if (is_long)
            snprintf(made->items[i], NAME_CAPACITY, "step_%u", (unsigned)i);
        else
            snprintf(made->items[i], NAME_CAPACITY, "%s", words[shift + i]);
        if (draw_chance(&g->from, 50))
            put(g, "    - %s\n", made->items[i]);
        else
            put(g, "    - {id: %s, aliases: [also %s]}\n", made->items[i], made->items[i]);
    }
    add_element(g, section);
}

static void add_indicator(generator *g, kind of_kind, size_t domain)
{
    static const char *const stems[] = {"num", "whole", "flag", "words", "day", "item"};
    value_name *name = new_name(g, FROM_INDICATOR, of_kind, domain, stems[of_kind]);
    put(g, "  %s: {type: %s", name->id, type_name(g, of_kind, domain));
    if (draw_chance(&g->from, 25)) {
        put(g, ", blank_means: ");
        put_yaml_literal(g, of_kind, domain);
    }
    if (of_kind <= KIND_INTEGER && draw_chance(&g->from, 30))
        put(g, ", min: -20, max: 40");
    if (of_kind == KIND_TEXT && draw_chance(&g->from, 15))
        put(g, ", pattern: \"[A-Za-z0-9 ']*\"");
    put(g, "}\n");
    add_element(g, SKETCH_INDICATORS);
}

static void add_parameter(generator *g)
{
    kind of_kind = (kind)draw_below(&g->from, 6);
    size_t domain = of_kind == KIND_SYMBOL ? choose_domain(g, false) : NO_DOMAIN;
    value_name *name = new_name(g, FROM_PARAMETER, of_kind, domain, "given");
    put(g, "  %s: {type: %s, value: ", name->id, type_name(g, of_kind, domain));
    name->number = (double)draw_below(&g->from, 3);
    if (of_kind == KIND_INTEGER)
        put(g, "%g", name->number);
    else
        put_yaml_literal(g, of_kind, domain);
    put(g, "}\n");
    add_element(g, SKETCH_PARAMETERS);
}

static void add_table(generator *g)
{
    static const char *const numbers[] = {"0", "1", "2.5", "10"};
    static const char *const dates[] = {"2008-02-29", "2008-09-01", "2009-08-31"};
    static const kind kinds[] = {KIND_NUMBER, KIND_NUMBER, KIND_TEXT, KIND_SYMBOL};
    table_name *table = &g->tables[g->table_count];
    table->of = draw_chance(&g->from, 75) ? KIND_NUMBER : KIND_DATE;
    table->kind = kinds[draw_below(&g->from, 4)];
    table->domain = table->kind == KIND_SYMBOL ? choose_domain(g, false) : NO_DOMAIN;
    snprintf(table->id, sizeof table->id, "table_%zu", g->table_count++);
    put(g, "  %s:\n    of: %s\n", table->id, type_name(g, table->of, NO_DOMAIN));
    if (table->kind == KIND_SYMBOL)
        put(g, "    type: %s\n", type_name(g, table->kind, table->domain));
    put(g, "    bands:\n");
    const char *const *bounds = table->of == KIND_NUMBER ? numbers : dates;
    size_t bands = 1 + draw_below(&g->from, 3);
    for (size_t i = 0; i <= bands; i++) {
        bool last = i == bands;
        put(g, "      - {%s: %s, value: ", last ? "above" : "up_to", bounds[last ? i - 1 : i]);
        put_yaml_literal(g, table->kind, table->domain);
        put(g, "}\n");
    }
    add_element(g, SKETCH_TABLES);
}

/* --- elements that refer to others --- */

static void add_derived(generator *g)
{
    kind of_kind = (kind)draw_below(&g->from, 6);
    if (draw_chance(&g->from, 10))
        of_kind = KIND_SYMBOL;
    size_t domain = of_kind == KIND_SYMBOL ? choose_domain(g, false) : NO_DOMAIN;
    bool declared = of_kind == KIND_SYMBOL || of_kind == KIND_INTEGER || draw_chance(&g->from, 50);
    char id[NAME_CAPACITY];
    snprintf(id, sizeof id, "made_%zu", g->name_count);
    put(g, "  %s:\n    value: ", id);
    g->cost = 1;
    put_scalar(g, 3, of_kind, domain, declared);
    put(g, "\n");
    if (declared)
        put(g, "    type: %s\n", type_name(g, of_kind, domain));
    if (draw_chance(&g->from, 50))
        put(g, "    output: true\n");
    value_name *name = new_name(g, FROM_DERIVED, of_kind, domain, "made");
    name->cost = g->cost;
    add_element(g, SKETCH_DERIVED);
}

static void add_criterion(generator *g)
{
    char id[NAME_CAPACITY];
    snprintf(id, sizeof id, "holds_%zu", g->name_count);
    put(g, "  %s:\n    when: ", id);
    g->cost = 1;
    put_condition(g, 3);
    put(g, "\n");
    if (draw_chance(&g->from, 30))
        put(g, "    if_unknown: %s\n", draw_chance(&g->from, 50) ? "true" : "false");
    value_name *name = new_name(g, FROM_CRITERION, KIND_BOOLEAN, NO_DOMAIN, "holds");
    name->cost = g->cost;
    add_element(g, SKETCH_CRITERIA);
}

static void add_group(generator *g)
{
    char id[NAME_CAPACITY];
    snprintf(id, sizeof id, "group_%zu", g->group_count);
    size_t groups = g->group_count;
    g->cost = 1;
    put(g, "  %s: ", id);
    g->group_count = 0; /* a group lists conditions, not groups */
    size_t count = put_list(g, 1, 1 + draw_below(&g->from, 3));
    g->group_count = groups + 1;
    g->groups[groups].count = count;
    g->groups[groups].cost = g->cost;
    memcpy(g->groups[groups].id, id, sizeof id);
    put(g, "\n");
    add_element(g, SKETCH_GROUPS);
}

/* --- decisions --- */

static const char *const policies[] = {"first", "worst", "best", "unique", "every"};

static void put_outcomes(generator *g, item_domain *own)
{
    static const char *const words[] = {"low", "medium", "high", "extra", "4", "3", "2", "1"};
    size_t shift = draw_chance(&g->from, 40) ? 4 : 0;
    own->count = 2 + draw_below(&g->from, 3);
    put(g, "    outcomes: [");
    for (size_t i = 0; i < own->count; i++) {
        snprintf(own->items[i], NAME_CAPACITY, "%s", words[shift + i]);
        put(g, draw_chance(&g->from, 30) ? "%s{id: %s, name: An outcome}" : "%s%s",
            i > 0 ? ", " : "", own->items[i]);
    }
    put(g, "]\n");
}

static void add_rule(generator *g, const item_domain *own, size_t number, const char *then)
{
    put(g, "      - id: r%zu\n", number);
    if (then != NULL)
        put(g, "        then: %s\n", then);
    put(g, "        when: ");
    g->cost = 1;
    put_condition(g, own->every ? 2 : 3);
    put(g, "\n");
    add_piece(g, SKETCH_DECISIONS, false);
}

static void add_every(generator *g, item_domain own)
{
    bool outcomes = draw_chance(&g->from, 50);
    put(g, "  %s:\n    choose: every\n", own.id);
    if (outcomes)
        put_outcomes(g, &own);
    put(g, "    rules:\n");
    add_piece(g, SKETCH_DECISIONS, true);
    size_t listed = own.count;
    for (size_t i = 0, rules = 1 + draw_below(&g->from, 4); i < rules; i++) {
        bool has_then = outcomes && (i == 0 || draw_chance(&g->from, 60));
        if (!has_then)
            snprintf(own.items[own.count++], NAME_CAPACITY, "r%zu", i);
        add_rule(g, &own, i, has_then ? own.items[draw_below(&g->from, listed)] : NULL);
    }
    memcpy(g->every[g->every_count], own.id, sizeof own.id);
    g->every_domain[g->every_count++] = g->domain_count;
    g->domains[g->domain_count++] = own;
    g->elements[SKETCH_DECISIONS]++;
}

static void put_otherwise(generator *g, const item_domain *own)
{
    const char *then = own->items[draw_below(&g->from, own->count)];
    if (draw_chance(&g->from, 35))
        put(g, "    otherwise: {then: %s, if_unknown: true}\n", then);
    else
        put(g, "    otherwise: %s\n", then);
    add_piece(g, SKETCH_DECISIONS, false);
}

/* `simple`: a rule for each outcome but the last, all about flags, so that many outcomes are
 * possible. */
static void add_decision(generator *g, bool simple)
{
    item_domain own = {.ordered = true, .every = !simple && draw_chance(&g->from, 20)};
    snprintf(own.id, sizeof own.id, "choice_of_%zu", g->name_count);
    size_t named = !simple && draw_chance(&g->from, 20) ? choose_domain(g, true) : NO_DOMAIN;
    g->earlier = simple ? 0 : 45;
    if (own.every) {
        new_name(g, FROM_DECISION, KIND_SYMBOL, NO_DOMAIN, "choice_of");
        add_every(g, own);
        return;
    }
    put(g, "  %s:\n    choose: %s\n", own.id, policies[draw_below(&g->from, 4)]);
    if (named == NO_DOMAIN)
        put_outcomes(g, &own);
    else
        put(g, "    outcomes: %s\n", g->domains[named].id);
    put(g, "    rules:\n");
    add_piece(g, SKETCH_DECISIONS, true);
    const item_domain *items = named == NO_DOMAIN ? &own : &g->domains[named];
    size_t rules = 1 + draw_below(&g->from, draw_chance(&g->from, 5) ? 16 : 5);
    for (size_t i = 0; i < (simple ? items->count - 1 : rules); i++)
        add_rule(g, &own, i, items->items[simple ? i : draw_below(&g->from, items->count)]);
    if (draw_chance(&g->from, 60))
        put_otherwise(g, items);
    new_name(g, FROM_DECISION, KIND_SYMBOL, named == NO_DOMAIN ? g->domain_count : named,
             "choice_of");
    if (named == NO_DOMAIN)
        g->domains[g->domain_count++] = own;
    g->elements[SKETCH_DECISIONS]++;
    if (draw_chance(&g->from, 25)) /* an outcome decided elsewhere */
        add_indicator(g, KIND_SYMBOL, g->names[g->name_count - 1].domain);
}

static void add_declarations(generator *g)
{
    for (size_t i = 1 + draw_below(&g->from, 2); i > 0; i--)
        add_domain(g, SKETCH_SCALES);
    if (draw_chance(&g->from, 50))
        add_domain(g, SKETCH_CHOICES);
    for (size_t i = 0; i < g->domain_count; i++)
        add_indicator(g, KIND_SYMBOL, i);
    for (size_t i = 0; i < 5; i++) {
        for (size_t many = draw_below(&g->from, i == KIND_BOOLEAN || i == KIND_NUMBER ? 4 : 3);
             many > 0; many--)
            add_indicator(g, (kind)i, NO_DOMAIN);
    }
    for (size_t i = draw_below(&g->from, 4); i > 0; i--)
        add_parameter(g);
    for (size_t i = draw_below(&g->from, 3); i > 0; i--)
        add_table(g);
}

/* Several decisions with many possible outcomes, and one that reads them all, so that the product
 * of their outcomes exceeds every limit. */
static void add_wide_decision(generator *g)
{
    for (size_t i = 0; i < 5; i++) {
        add_indicator(g, KIND_BOOLEAN, NO_DOMAIN);
        add_decision(g, true);
    }
    put(g, "  wide:\n    choose: %s\n    outcomes: [low, high]\n    rules:\n",
        policies[draw_below(&g->from, 4)]);
    add_piece(g, SKETCH_DECISIONS, true);
    for (size_t i = 0; i < g->name_count; i++) {
        const value_name *name = &g->names[i];
        if (name->from != FROM_DECISION || name->domain == NO_DOMAIN)
            continue;
        put(g, "      - {id: of_%zu, then: %s, when: %s is ", i,
            draw_chance(&g->from, 50) ? "low" : "high", name->id);
        put_literal(g, KIND_SYMBOL, name->domain);
        put(g, "}\n");
        add_piece(g, SKETCH_DECISIONS, false);
    }
    g->elements[SKETCH_DECISIONS]++;
}

void generate_rules(uint64_t seed, sketch *out)
{
    generator g = {.from = {seed}, .file = out, .earlier = 15};
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    sc_buffer_init(&g.out, &allocator);
    sketch_init(out);
    add_declarations(&g);
    for (size_t steps = 3 + draw_below(&g.from, 12); steps > 0; steps--) {
        g.earlier = 15;
        switch (draw_below(&g.from, 7)) {
        case 0:
        case 1:
            add_derived(&g);
            break;
        case 2:
        case 3:
            add_criterion(&g);
            break;
        case 4:
            add_group(&g);
            break;
        default:
            add_decision(&g, false);
            break;
        }
    }
    add_decision(&g, false);
    if (draw_chance(&g.from, 6))
        add_wide_decision(&g);
    for (size_t i = 0; i < SKETCH_SECTIONS; i++)
        out->reversed[i] = draw_chance(&g.from, 40);
    sc_buffer_destroy(&g.out);
}

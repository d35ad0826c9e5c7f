/* Generates expressions of numbers, texts, dates and symbols. Each can be an operand: it is a word,
 * a call or in brackets. */
#include "generate_internal.h"

enum { MAX_COST = 400 }; /* above it only atoms are generated */

static bool name_or_literal(generator *g, unsigned origins, kind wanted, size_t domain)
{
    const value_name *name =
        draw_chance(&g->from, 80) ? choose_name(g, origins, wanted, domain) : NULL;
    if (name != NULL)
        put_name(g, name);
    return name != NULL;
}

static void put_coalesce(generator *g, unsigned depth, kind wanted, size_t domain, bool bare)
{
    size_t count = 2 + draw_below(&g->from, 2);
    put(g, "coalesce(");
    for (size_t i = 0; i < count; i++) {
        put(g, i > 0 ? ", " : "");
        if (i > 0 && draw_chance(&g->from, 5))
            put(g, "missing");
        else if (draw_chance(&g->from, 50) && name_or_literal(g, FROM_INDICATOR, wanted, domain))
            continue;
        else
            put_value(g, depth - 1, wanted, domain, bare || i > 0);
    }
    put(g, ")");
}

static void put_if(generator *g, unsigned depth, kind wanted, size_t domain, bool bare)
{
    put(g, "if(");
    put_truth(g, depth - 1);
    put(g, ", ");
    put_value(g, depth - 1, wanted, domain, bare);
    put(g, ", ");
    if (draw_chance(&g->from, 12))
        put(g, "missing");
    else
        put_value(g, depth - 1, wanted, domain, true);
    put(g, ")");
}

/* --- numbers --- */

static void put_fold(generator *g, unsigned depth)
{
    static const char *const folds[] = {"min", "max", "sum", "mean"};
    put(g, "%s(", folds[draw_below(&g->from, 4)]);
    for (size_t count = 1 + draw_below(&g->from, 3); count > 0; count--) {
        put_number(g, depth - 1);
        put(g, count > 1 ? ", " : "");
    }
    put(g, ")");
}

static void put_one_argument(generator *g, unsigned depth)
{
    static const char *const functions[] = {"abs", "floor", "ceil", "round"};
    static const char *const digits[] = {", 0", ", 1", ", 2", ", -1"};
    size_t which = draw_below(&g->from, 4);
    put(g, "%s(", functions[which]);
    put_number(g, depth - 1);
    if (which == 3 && draw_chance(&g->from, 70))
        put(g, "%s", digits[draw_below(&g->from, 4)]);
    put(g, ")");
}

static void put_arithmetic(generator *g, unsigned depth)
{
    static const char *const operators[] = {" + ", " - ", " * ", " / "};
    if (draw_chance(&g->from, 15)) {
        put(g, "(-");
        put_number(g, depth - 1);
    } else {
        put(g, "(");
        put_number(g, depth - 1);
        put(g, "%s", operators[draw_below(&g->from, 4)]);
        put_number(g, depth - 1);
        if (draw_chance(&g->from, 15)) {
            put(g, " - ");
            put_number(g, 0);
        }
    }
    put(g, ")");
}

static void put_date_number(generator *g, unsigned depth)
{
    bool between = draw_chance(&g->from, 40);
    put(g, between ? "days_between(" : draw_chance(&g->from, 50) ? "year(" : "month(");
    put_date(g, depth - 1);
    if (between) {
        put(g, ", ");
        put_date(g, depth - 1);
    }
    put(g, ")");
}

static void put_count(generator *g, unsigned depth)
{
    put(g, "count(");
    for (size_t count = 1 + draw_below(&g->from, 3); count > 0; count--) {
        put_truth(g, depth - 1);
        put(g, count > 1 ? ", " : "");
    }
    put(g, ")");
}

static bool put_table(generator *g, unsigned depth, kind wanted, size_t domain)
{
    size_t start = g->table_count == 0 ? 0 : draw_below(&g->from, g->table_count);
    for (size_t i = 0; i < g->table_count; i++) {
        const table_name *table = &g->tables[(start + i) % g->table_count];
        if (table->kind != wanted || (wanted == KIND_SYMBOL && table->domain != domain))
            continue;
        put(g, "%s(", table->id);
        put_value(g, depth - 1, table->of, NO_DOMAIN, false);
        put(g, ")");
        return true;
    }
    return false;
}

void put_number(generator *g, unsigned depth)
{
    g->cost++;
    unsigned everywhere = FROM_INDICATOR | FROM_PARAMETER | FROM_DERIVED;
    if (depth == 0 || g->cost > MAX_COST || draw_chance(&g->from, 35)) {
        if (!name_or_literal(g, everywhere, KIND_NUMBER, NO_DOMAIN))
            put_literal(g, KIND_NUMBER, NO_DOMAIN);
        return;
    }
    switch (draw_below(&g->from, 11)) {
    case 0:
    case 1:
    case 2:
        put_arithmetic(g, depth);
        break;
    case 3:
        put_fold(g, depth);
        break;
    case 4:
        put_one_argument(g, depth);
        break;
    case 5:
        put(g, "mod(");
        put_number(g, depth - 1);
        put(g, ", ");
        put_number(g, depth - 1);
        put(g, ")");
        break;
    case 6:
        put_date_number(g, depth);
        break;
    case 7:
        if (draw_chance(&g->from, 40)) {
            put(g, "length(");
            put_text(g, depth - 1);
            put(g, ")");
        } else {
            put_count(g, depth);
        }
        break;
    case 8:
        if (!put_table(g, depth, KIND_NUMBER, NO_DOMAIN))
            put_literal(g, KIND_NUMBER, NO_DOMAIN);
        break;
    case 9:
        put_coalesce(g, depth, KIND_NUMBER, NO_DOMAIN, false);
        break;
    default:
        put_if(g, depth, KIND_NUMBER, NO_DOMAIN, false);
        break;
    }
}

/* --- other types --- */

/* Expressions common to all types; true if one was written. */
static bool put_common(generator *g, unsigned depth, kind wanted, size_t domain, bool bare)
{
    switch (draw_below(&g->from, 4)) {
    case 0:
        return put_table(g, depth, wanted, domain);
    case 1:
        put_coalesce(g, depth, wanted, domain, bare);
        return true;
    case 2:
        put_if(g, depth, wanted, domain, bare);
        return true;
    default:
        return false;
    }
}

void put_text(generator *g, unsigned depth)
{
    static const char *const functions[] = {"lower", "upper", "trim"};
    g->cost++;
    bool atom = depth == 0 || g->cost > MAX_COST || draw_chance(&g->from, 40);
    if (!atom && put_common(g, depth, KIND_TEXT, NO_DOMAIN, false))
        return;
    if (!atom) {
        put(g, "%s(", functions[draw_below(&g->from, 3)]);
        put_text(g, depth - 1);
        put(g, ")");
    } else if (!name_or_literal(g, FROM_INDICATOR | FROM_PARAMETER | FROM_DERIVED, KIND_TEXT,
                                NO_DOMAIN)) {
        put_literal(g, KIND_TEXT, NO_DOMAIN);
    }
}

void put_date(generator *g, unsigned depth)
{
    g->cost++;
    bool atom = depth == 0 || g->cost > MAX_COST || draw_chance(&g->from, 40);
    if (!atom && put_common(g, depth, KIND_DATE, NO_DOMAIN, false))
        return;
    if (!atom) {
        put(g, "add_days(");
        put_date(g, depth - 1);
        put(g, ", ");
        put_value(g, depth - 1, draw_chance(&g->from, 50) ? KIND_INTEGER : KIND_NUMBER, NO_DOMAIN,
                  false);
        put(g, ")");
    } else if (draw_chance(&g->from, 20)) {
        put(g, "today");
    } else if (!name_or_literal(g, FROM_INDICATOR | FROM_PARAMETER | FROM_DERIVED, KIND_DATE,
                                NO_DOMAIN)) {
        put_literal(g, KIND_DATE, NO_DOMAIN);
    }
}

void put_symbol(generator *g, unsigned depth, size_t domain, bool bare)
{
    g->cost++;
    unsigned everywhere = FROM_INDICATOR | FROM_PARAMETER | FROM_DERIVED | FROM_DECISION;
    const value_name *name = choose_name(g, everywhere, KIND_SYMBOL, domain);
    bool atom =
        depth == 0 || g->cost > MAX_COST || draw_chance(&g->from, 45) || (name == NULL && !bare);
    if (!atom && put_common(g, depth, KIND_SYMBOL, domain, bare))
        return;
    if (name != NULL && (!bare || draw_chance(&g->from, 70)))
        put_name(g, name);
    else
        put_literal(g, KIND_SYMBOL, domain);
}

/* Expressions that the checker types as integers. */
static void put_integer(generator *g, unsigned depth)
{
    static const char *const whole[] = {"floor", "ceil", "round"}, *const operators[] = {
                                                                       " + ", " - ", " * "};
    g->cost++;
    if (depth == 0 || g->cost > MAX_COST || draw_chance(&g->from, 60)) {
        if (!name_or_literal(g, FROM_INDICATOR | FROM_PARAMETER | FROM_DERIVED, KIND_INTEGER,
                             NO_DOMAIN))
            put_literal(g, KIND_INTEGER, NO_DOMAIN);
    } else if (draw_chance(&g->from, 30)) {
        put_date_number(g, depth);
    } else if (draw_chance(&g->from, 40)) {
        put(g, "%s(", whole[draw_below(&g->from, 3)]);
        put_number(g, depth - 1);
        put(g, ")");
    } else {
        put(g, "(");
        put_integer(g, depth - 1);
        put(g, "%s", operators[draw_below(&g->from, 3)]);
        put_integer(g, depth - 1);
        put(g, ")");
    }
}

void put_value(generator *g, unsigned depth, kind wanted, size_t domain, bool bare)
{
    switch (wanted) {
    case KIND_NUMBER:
        put_number(g, depth);
        break;
    case KIND_INTEGER:
        put_integer(g, depth);
        break;
    case KIND_BOOLEAN:
        put_truth(g, depth);
        break;
    case KIND_TEXT:
        put_text(g, depth);
        break;
    case KIND_DATE:
        put_date(g, depth);
        break;
    case KIND_SYMBOL:
        put_symbol(g, depth, domain, bare);
        break;
    }
}

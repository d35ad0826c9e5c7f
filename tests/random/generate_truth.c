/* Generates comparisons and other tests, connectives, and conditions in mapping form. */
#include "generate_internal.h"
#include <string.h>

enum { MAX_COST = 400 };

/* --- comparisons and other tests; each is written in brackets --- */

static void put_comparison(generator *g, unsigned depth)
{
    static const char *const any[] = {" == ", " != ", " < ", " <= ", " > ", " >= "};
    kind compared = draw_chance(&g->from, 75) ? KIND_NUMBER : KIND_DATE;
    put_value(g, depth - 1, compared, NO_DOMAIN, false);
    if (draw_chance(&g->from, 70)) {
        put(g, "%s", any[draw_below(&g->from, 6)]);
        put_value(g, depth - 1, compared, NO_DOMAIN, false);
        return;
    }
    size_t direction = draw_chance(&g->from, 50) ? 2 : 4;
    for (size_t links = 2 + draw_below(&g->from, 2); links > 0; links--) {
        put(g, "%s", any[direction + draw_below(&g->from, 2)]);
        put_value(g, links > 1 ? 0 : depth - 1, compared, NO_DOMAIN, false);
    }
}

static void put_count_of(generator *g, unsigned depth)
{
    put(g, "count(");
    for (size_t count = 1 + draw_below(&g->from, 3); count > 0; count--) {
        put_truth(g, depth - 1);
        put(g, count > 1 ? ", " : "");
    }
    put(g, ")");
}

static void put_count_comparison(generator *g, unsigned depth)
{
    static const char *const any[] = {" == ", " != ", " < ", " <= ", " > ", " >= "};
    const char *comparison = any[draw_below(&g->from, 6)];
    bool first = draw_chance(&g->from, 70);
    if (first)
        put_count_of(g, depth);
    else
        put_number(g, depth - 1);
    put(g, "%s", comparison);
    if (!first || draw_chance(&g->from, 20))
        put_count_of(g, depth);
    else if (draw_chance(&g->from, 50))
        put_literal(g, KIND_INTEGER, NO_DOMAIN);
    else
        put_number(g, depth - 1);
    if (strchr("<>", comparison[1]) != NULL && draw_chance(&g->from, 25)) {
        put(g, "%s", comparison);
        put_literal(g, KIND_NUMBER, NO_DOMAIN);
    }
}

static void put_equality(generator *g, unsigned depth)
{
    kind compared = draw_chance(&g->from, 50) ? KIND_TEXT : KIND_BOOLEAN;
    put_value(g, depth - 1, compared, NO_DOMAIN, false);
    put(g, draw_chance(&g->from, 50) ? " == " : " != ");
    put_value(g, depth - 1, compared, NO_DOMAIN, false);
}

static void put_list_items(generator *g, kind wanted, size_t domain)
{
    put(g, "[");
    for (size_t count = 1 + draw_below(&g->from, 3); count > 0; count--) {
        const value_name *parameter =
            draw_chance(&g->from, 20) ? choose_name(g, FROM_PARAMETER, wanted, domain) : NULL;
        if (parameter != NULL)
            put_name(g, parameter);
        else
            put_literal(g, wanted, domain);
        put(g, count > 1 ? ", " : "");
    }
    put(g, "]");
}

static void put_symbol_test(generator *g, unsigned depth, size_t domain)
{
    bool ordered = g->domains[domain].ordered;
    const char *not_ = draw_chance(&g->from, 30) ? "not " : "";
    switch (draw_below(&g->from, ordered ? 6 : 4)) {
    case 0:
    case 1:
        put(g, " is %s", not_);
        put_literal(g, KIND_SYMBOL, domain);
        break;
    case 2:
        put(g, " is %s", not_);
        put_symbol(g, 0, domain, true);
        break;
    case 3:
        put(g, " %sin ", not_);
        put_list_items(g, KIND_SYMBOL, domain);
        break;
    case 4:
        put(g, " is ");
        put_literal(g, KIND_SYMBOL, domain);
        put(g, draw_chance(&g->from, 50) ? " or better" : " or worse");
        break;
    default:
        put(g, " is %s%s than ", not_, draw_chance(&g->from, 50) ? "better" : "worse");
        put_symbol(g, depth - 1, domain, true);
        break;
    }
}

/* Writes a test of a symbol; false if there is none. */
static bool put_test_of_symbol(generator *g, unsigned depth, unsigned origins)
{
    size_t start = draw_below(&g->from, g->domain_count + 1);
    for (size_t i = 0; i < g->domain_count; i++) {
        size_t domain = (start + i) % g->domain_count;
        const value_name *name = choose_name(g, origins, KIND_SYMBOL, domain);
        if (name == NULL)
            continue;
        if (origins == FROM_DECISION || draw_chance(&g->from, 70))
            put_name(g, name);
        else
            put_symbol(g, depth - 1, domain, false);
        put_symbol_test(g, depth, domain);
        return true;
    }
    return false;
}

static void put_is_literal(generator *g, unsigned depth)
{
    static const kind kinds[] = {KIND_NUMBER, KIND_BOOLEAN, KIND_TEXT, KIND_DATE};
    kind wanted = kinds[draw_below(&g->from, 4)];
    bool list = draw_chance(&g->from, 40);
    put_value(g, depth - 1, wanted, NO_DOMAIN, false);
    put(g, list ? " %sin " : " is %s", draw_chance(&g->from, 30) ? "not " : "");
    if (list)
        put_list_items(g, wanted, NO_DOMAIN);
    else
        put_literal(g, wanted, NO_DOMAIN);
}

static void put_text_test(generator *g, unsigned depth)
{
    static const char *const patterns[] = {"^[A-Z]", "[0-9]+$",     "(?i)abc", "Mary|COLE",
                                           "^$",     "\xC3\xA9",    "\\bx",    "^\\s|\\s$",
                                           "(a|b)c", "(?i)\xC3\x89"};
    static const char *const functions[] = {"contains", "starts_with", "ends_with"};
    if (draw_chance(&g->from, 50)) {
        put_text(g, depth - 1);
        put(g, draw_chance(&g->from, 30) ? " not matches " : " matches ");
        put_quoted(g, patterns[draw_below(&g->from, 10)]);
        return;
    }
    static const char *const parts[] = {"", "a", "A", "12", "e", "St", "\xC3\xA9"};
    put(g, "%s(", functions[draw_below(&g->from, 3)]);
    put_text(g, depth - 1);
    put(g, ", ");
    if (draw_chance(&g->from, 70))
        put_quoted(g, parts[draw_below(&g->from, 7)]);
    else
        put_text(g, depth - 1);
    put(g, ")");
}

static void put_missing_test(generator *g, unsigned depth)
{
    static const kind kinds[] = {KIND_NUMBER, KIND_BOOLEAN, KIND_TEXT, KIND_DATE, KIND_SYMBOL};
    kind wanted = kinds[draw_below(&g->from, 5)];
    size_t domain = NO_DOMAIN;
    unsigned origins = FROM_INDICATOR | FROM_DERIVED | FROM_CRITERION | FROM_DECISION;
    if (wanted == KIND_SYMBOL)
        domain = choose_domain(g, false);
    const value_name *name = wanted == KIND_SYMBOL && domain == NO_DOMAIN
                                 ? NULL
                                 : choose_name(g, origins, wanted, domain);
    bool call = draw_chance(&g->from, 50);
    put(g, call ? "known(" : "");
    if (name != NULL && draw_chance(&g->from, 70))
        put_name(g, name);
    else if (wanted == KIND_SYMBOL)
        put_number(g, depth - 1);
    else
        put_value(g, depth - 1, wanted, NO_DOMAIN, false);
    put(g, call ? ")" : draw_chance(&g->from, 50) ? " is missing" : " is not missing");
}

static bool put_includes(generator *g)
{
    if (g->every_count == 0)
        return false;
    size_t which = draw_below(&g->from, g->every_count);
    put(g, "%s includes ", g->every[which]);
    put_literal(g, KIND_SYMBOL, g->every_domain[which]);
    return true;
}

static void put_test(generator *g, unsigned depth)
{
    unsigned symbols = FROM_INDICATOR | FROM_DERIVED | FROM_PARAMETER;
    if (draw_chance(&g->from, g->earlier) && put_test_of_symbol(g, depth, FROM_DECISION))
        return;
    switch (draw_below(&g->from, 12)) {
    case 0:
    case 1:
    case 2:
        put_comparison(g, depth);
        break;
    case 3:
        put_count_comparison(g, depth);
        break;
    case 4:
        put_equality(g, depth);
        break;
    case 5:
        put_is_literal(g, depth);
        break;
    case 6:
        put_text_test(g, depth);
        break;
    case 7:
        put_missing_test(g, depth);
        break;
    case 8:
        if (!put_includes(g))
            put_missing_test(g, depth);
        break;
    default:
        if (!put_test_of_symbol(g, depth, symbols))
            put_comparison(g, depth);
        break;
    }
}

/* --- connectives --- */

static void put_atom(generator *g)
{
    unsigned everywhere = FROM_INDICATOR | FROM_PARAMETER | FROM_DERIVED | FROM_CRITERION;
    const value_name *name =
        draw_chance(&g->from, 95) ? choose_name(g, everywhere, KIND_BOOLEAN, NO_DOMAIN) : NULL;
    if (name != NULL)
        put_name(g, name);
    else
        put_literal(g, KIND_BOOLEAN, NO_DOMAIN);
}

static void put_joined(generator *g, unsigned depth)
{
    const char *word = draw_chance(&g->from, 50) ? " and " : " or ";
    put_truth(g, depth - 1);
    for (size_t more = 1 + draw_below(&g->from, 2); more > 0; more--) {
        put(g, "%s", word);
        put_truth(g, depth - 1);
    }
}

static void put_call(generator *g, unsigned depth)
{
    bool is_if = draw_chance(&g->from, 50);
    put(g, is_if ? "if(" : "coalesce(");
    put_truth(g, depth - 1);
    put(g, ", ");
    put_truth(g, depth - 1);
    if (is_if || draw_chance(&g->from, 40)) {
        put(g, ", ");
        if (draw_chance(&g->from, 10))
            put(g, "missing");
        else
            put_truth(g, depth - 1);
    }
    put(g, ")");
}

void put_truth(generator *g, unsigned depth)
{
    g->cost++;
    if (depth == 0 || g->cost > MAX_COST || draw_chance(&g->from, 20)) {
        put_atom(g);
        return;
    }
    size_t what = draw_below(&g->from, 10);
    if (what == 0) {
        put_call(g, depth);
        return;
    }
    put(g, "(");
    if (what <= 2) {
        put_joined(g, depth);
    } else if (what == 3) {
        put(g, "not ");
        put_truth(g, depth - 1);
    } else {
        put_test(g, depth);
    }
    put(g, ")");
}

/* --- conditions in mapping form --- */

void put_scalar(generator *g, unsigned depth, kind wanted, size_t domain, bool bare)
{
    sc_buffer outer = g->out;
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    sc_buffer_init(&g->out, &allocator);
    put_value(g, depth, wanted, domain, bare);
    sc_buffer inner = g->out;
    g->out = outer;
    sc_buffer_byte(&g->out, '\'');
    for (size_t i = 0; i < inner.length; i++) {
        if (inner.data[i] == '\'')
            sc_buffer_byte(&g->out, '\'');
        sc_buffer_byte(&g->out, inner.data[i]);
    }
    sc_buffer_byte(&g->out, '\'');
    sc_buffer_destroy(&inner);
}

size_t put_list(generator *g, unsigned depth, size_t min)
{
    if (g->group_count > 0 && draw_chance(&g->from, 25)) {
        const group_name *group = &g->groups[draw_below(&g->from, g->group_count)];
        if (g->cost + group->cost < MAX_COST && group->count >= min) {
            g->cost += group->cost;
            put(g, "%s", group->id);
            return group->count;
        }
    }
    size_t count = (min > 0 ? min : 1) + draw_below(&g->from, 3);
    if (draw_chance(&g->from, 4))
        count += 5;
    put(g, "[");
    for (size_t i = 0; i < count; i++) {
        put(g, i > 0 ? ", " : "");
        put_condition(g, depth > 0 ? depth - 1 : 0);
    }
    put(g, "]");
    return count;
}

static void put_numbered(generator *g, unsigned depth)
{
    const value_name *needed =
        draw_chance(&g->from, 40) ? choose_name(g, FROM_PARAMETER, KIND_INTEGER, NO_DOMAIN) : NULL;
    const char *word = draw_chance(&g->from, 60) ? "at_least" : "at_most";
    size_t number = needed != NULL ? (size_t)needed->number : draw_below(&g->from, 4);
    /* about the maximum of a byte */
    bool many = needed == NULL && draw_below(&g->from, 1500) == 0;
    if (many)
        number = 250 + draw_below(&g->from, 10);
    if (needed != NULL)
        put(g, "%s: %s, of: ", word, needed->id);
    else
        put(g, "%s: %zu, of: ", word, number);
    put_list(g, many ? 0 : depth, number);
}

void put_condition(generator *g, unsigned depth)
{
    static const char *const marks[] = {", if_unknown: true}", ", if_unknown: false}"};
    g->cost++;
    if (depth == 0 || g->cost > MAX_COST || draw_chance(&g->from, 35)) {
        put_scalar(g, draw_chance(&g->from, 30) ? 3 : 2, KIND_BOOLEAN, NO_DOMAIN, false);
        return;
    }
    put(g, "{");
    switch (draw_below(&g->from, 5)) {
    case 0:
        put(g, "all: ");
        put_list(g, depth, 0);
        break;
    case 1:
        put(g, "any: ");
        put_list(g, depth, 0);
        break;
    case 2:
        put(g, "not: ");
        put_condition(g, depth - 1);
        break;
    case 3:
        put_numbered(g, depth);
        break;
    default:
        put(g, "when: ");
        put_condition(g, depth - 1);
        put(g, ", text: A condition with words");
        break;
    }
    put(g, "%s", draw_chance(&g->from, 30) ? marks[draw_below(&g->from, 2)] : "}");
}

/* Generates names, literals and the words of expressions. */
#include "generate_internal.h"
#include <stdarg.h>
#include <stdio.h>

/* maximum number of nodes of an expression, references expanded */
enum { MAX_EXPRESSION_COST = 1500 };

const char *const sample_texts[] = {"St Mary's",
                                    "abc",
                                    "ABC 12",
                                    "\xC3\xA9"
                                    "cole",
                                    "\xC3\x89"
                                    "COLE",
                                    "  both ends\t",
                                    "",
                                    "x1",
                                    "12-34",
                                    "Stra\xC3\x9F"
                                    "e",
                                    "\xCF\x83\xCE\xB1\xCF\x82",
                                    "say \"so\""};
const size_t sample_text_count = sizeof sample_texts / sizeof *sample_texts;

void put(generator *g, const char *format, ...)
{
    char words[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(words, sizeof words, format, arguments);
    va_end(arguments);
    sc_buffer_string(&g->out, words);
}

const value_name *choose_name(generator *g, unsigned origins, kind wanted, size_t domain)
{
    const value_name *fitting[4 * MANY];
    size_t count = 0;
    for (size_t i = 0; i < g->name_count; i++) {
        const value_name *name = &g->names[i];
        bool fits = name->kind == wanted || (wanted == KIND_NUMBER && name->kind == KIND_INTEGER);
        bool affordable = name->cost <= 1 || g->cost + name->cost < MAX_EXPRESSION_COST;
        if (fits && affordable && name->from & origins &&
            (wanted != KIND_SYMBOL || name->domain == domain))
            fitting[count++] = name;
    }
    return count == 0 ? NULL : fitting[draw_below(&g->from, count)];
}

size_t choose_domain(generator *g, bool ordered)
{
    size_t fitting[MANY], count = 0;
    for (size_t i = 0; i < g->domain_count; i++) {
        if (!g->domains[i].every && (!ordered || g->domains[i].ordered))
            fitting[count++] = i;
    }
    return count == 0 ? NO_DOMAIN : fitting[draw_below(&g->from, count)];
}

void put_name(generator *g, const value_name *name)
{
    g->cost += name->cost;
    put(g, "%s", name->id);
}

/* In single or double quotes, with quotes inside doubled. */
void put_quoted(generator *g, const char *text)
{
    char quote = draw_chance(&g->from, 50) ? '\'' : '"';
    sc_buffer_byte(&g->out, quote);
    for (; *text != '\0'; text++) {
        if (*text == quote)
            sc_buffer_byte(&g->out, quote);
        sc_buffer_byte(&g->out, *text);
    }
    sc_buffer_byte(&g->out, quote);
}

void put_literal(generator *g, kind wanted, size_t domain)
{
    static const char *const numbers[] = {"0",   "1",   "2",   "3",   "0.5",   "2.5",  "10",
                                          "1e1", "0.1", "0.2", "0.3", "2.675", "1e308"};
    static const char *const whole[] = {"0", "1", "2", "3", "10"};
    static const char *const dates[] = {"2008-09-01", "2008-09-02", "2009-08-31",
                                        "2008-02-29", "1969-12-31", "9999-12-31"};
    g->cost++;
    switch (wanted) {
    case KIND_NUMBER:
        put(g, "%s", numbers[draw_below(&g->from, draw_chance(&g->from, 10) ? 13 : 12)]);
        break;
    case KIND_INTEGER:
        put(g, "%s", whole[draw_below(&g->from, 5)]);
        break;
    case KIND_BOOLEAN:
        put(g, draw_chance(&g->from, 50) ? "true" : "false");
        break;
    case KIND_TEXT:
        put_quoted(g, sample_texts[draw_below(&g->from, sample_text_count)]);
        break;
    case KIND_DATE:
        put(g, "date(%s)", dates[draw_below(&g->from, 6)]);
        break;
    case KIND_SYMBOL:
        put(g, "%s", g->domains[domain].items[draw_below(&g->from, g->domains[domain].count)]);
        break;
    }
}

/* Functions of known values. */
#include "naive_internal.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

void *naive_allocate(naive *n, size_t count, size_t size)
{
    void *block = sc_arena_array(n->arena, count, size);
    if (block == NULL) {
        fputs("naive evaluator: out of memory\n", stderr);
        exit(2);
    }
    return block;
}

naive_value naive_missing(void)
{
    return (naive_value){false, 0, 0, SC_NO_TEXT};
}

naive_value naive_number(double number)
{
    return isfinite(number) ? (naive_value){true, number, 0, SC_NO_TEXT} : naive_missing();
}

naive_value naive_literal(const sc_literal *literal, sc_type type)
{
    naive_value value = {true, literal->number, 0, SC_NO_TEXT};
    if (type.kind == SC_KIND_TEXT)
        value.text = literal->text;
    if (type.kind == SC_KIND_SYMBOL)
        value.symbol = literal->symbol;
    return value;
}

bool naive_equal(naive_value a, naive_value b, sc_kind kind)
{
    if (kind == SC_KIND_TEXT)
        return sc_text_equal(a.text, b.text);
    if (kind == SC_KIND_SYMBOL)
        return a.symbol == b.symbol;
    return a.number == b.number;
}

/* --- dates, by the calendar of the C library --- */

static const double first_day = -719162, last_day = 2932896; /* 0001-01-01 and 9999-12-31 */

static naive_value part_of_date(double days, bool month)
{
    time_t seconds = (time_t)days * 86400;
    struct tm parts;
    if (gmtime_r(&seconds, &parts) == NULL)
        return naive_missing();
    return naive_number(month ? parts.tm_mon + 1 : parts.tm_year + 1900);
}

static naive_value add_days(double days, double more)
{
    if (more != floor(more))
        return naive_missing();
    double sum = days + more;
    return sum < first_day || sum > last_day ? naive_missing() : naive_number(sum);
}

/* --- numbers --- */

static naive_value mod(double a, double b)
{
    if (b == 0)
        return naive_missing();
    double rest = fmod(a, b);
    if (rest != 0 && (rest < 0) != (b < 0))
        rest += b;
    return naive_number(rest);
}

static naive_value reduce(sc_function function, const naive_value *arguments, size_t count)
{
    double result = arguments[0].number;
    for (size_t i = 1; i < count; i++) {
        double next = arguments[i].number;
        if (function == SC_FUNCTION_MIN)
            result = next < result ? next : result;
        else if (function == SC_FUNCTION_MAX)
            result = next > result ? next : result;
        else
            result += next;
    }
    return naive_number(function == SC_FUNCTION_MEAN ? result / (double)count : result);
}

static naive_value call(naive *n, const sc_node *node, const naive_value *arguments)
{
    double a = arguments[0].number;
    switch (node->function) {
    case SC_FUNCTION_MIN:
    case SC_FUNCTION_MAX:
    case SC_FUNCTION_SUM:
    case SC_FUNCTION_MEAN:
        return reduce(node->function, arguments, node->child_count);
    case SC_FUNCTION_ABS:
        return naive_number(fabs(a));
    case SC_FUNCTION_FLOOR:
        return naive_number(floor(a));
    case SC_FUNCTION_CEIL:
        return naive_number(ceil(a));
    case SC_FUNCTION_MOD:
        return mod(a, arguments[1].number);
    case SC_FUNCTION_ROUND:
        return naive_number(naive_round(a, node->child_count > 1 ? (int)arguments[1].number : 0));
    case SC_FUNCTION_DAYS_BETWEEN:
        return naive_number(arguments[1].number - a);
    case SC_FUNCTION_ADD_DAYS:
        return add_days(a, arguments[1].number);
    case SC_FUNCTION_YEAR:
    case SC_FUNCTION_MONTH:
        return part_of_date(a, node->function == SC_FUNCTION_MONTH);
    default:
        return naive_text_function(n, node->function, arguments[0].text);
    }
}

static naive_value table(naive *n, const sc_node *node, double argument)
{
    const sc_table *looked_up = &n->model->tables[node->index];
    for (uint32_t i = 0; i < looked_up->band_count; i++) {
        const sc_band *band = &looked_up->bands[i];
        if ((!band->has_up_to || argument <= band->up_to) &&
            (!band->has_above || argument > band->above))
            return naive_literal(&band->value, looked_up->type);
    }
    return naive_missing();
}

static naive_value known_arguments(naive *n, const sc_node *node, const naive_value *arguments)
{
    double a = arguments[0].number, b = node->child_count > 1 ? arguments[1].number : 0;
    switch (node->kind) {
    case SC_NODE_NEGATE:
        return naive_number(-a);
    case SC_NODE_ADD:
        return naive_number(a + b);
    case SC_NODE_SUBTRACT:
        return naive_number(a - b);
    case SC_NODE_MULTIPLY:
        return naive_number(a * b);
    case SC_NODE_DIVIDE:
        return b == 0 ? naive_missing() : naive_number(a / b);
    case SC_NODE_TABLE:
        return table(n, node, a);
    default:
        return call(n, node, arguments);
    }
}

naive_value naive_strict(naive *n, const sc_node *node, const naive_value *arguments)
{
    for (uint32_t i = 0; i < node->child_count; i++) {
        if (!arguments[i].known)
            return naive_missing();
    }
    naive_value result = known_arguments(n, node, arguments);
    bool adds_days = node->kind == SC_NODE_CALL && node->function == SC_FUNCTION_ADD_DAYS;
    bool fraction = adds_days && arguments[1].number != floor(arguments[1].number);
    bool by_zero = node->child_count > 1 && arguments[1].number == 0;
    if (!result.known && !fraction && !by_zero)
        n->answer->out_of_range = true;
    return result;
}

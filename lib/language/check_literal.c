/* Literal values: those of parameters, their limits and limits of indicators,
 * blank_means, and what the caller sets. */
#include "language/checker.h"

#include "base/date_format.h"
#include "base/number.h"
#include <math.h>

/* --- conversion of a literal --- */

static bool read_number(sc_literal *literal, sc_type type)
{
    bool is_number = literal->kind == SC_KIND_NUMBER || literal->kind == SC_KIND_INTEGER;
    if (literal->quoted || !is_number || !isfinite(literal->number))
        return false;
    if (type.kind == SC_KIND_INTEGER && !sc_number_is_integer(literal->number))
        return false;
    literal->kind = type.kind;
    return true;
}

static bool read_literal(sc_checker *check, sc_literal *literal, sc_type type)
{
    switch (type.kind) {
    case SC_KIND_NUMBER:
    case SC_KIND_INTEGER:
        return read_number(literal, type);
    case SC_KIND_BOOLEAN:
        return literal->kind == SC_KIND_BOOLEAN && !literal->quoted;
    case SC_KIND_DATE:
        if (!sc_date_read(literal->text, &literal->number))
            return false;
        break;
    case SC_KIND_SYMBOL:
        if (!sc_domain_find_item(&check->model->domains[type.domain], literal->text,
                                 &literal->symbol))
            return false;
        break;
    default:
        break;
    }
    literal->kind = type.kind;
    return true;
}

static sc_text number_hint(const sc_literal *literal)
{
    double number;
    sc_text text = literal->text;
    bool digits = false, grouped = false;
    for (size_t i = 0; i < text.length; i++) {
        digits = digits || sc_is_digit(text.data[i]);
        grouped = grouped || (digits && text.data[i] == ',');
    }
    if (literal->quoted && sc_number_read(text, &number))
        return SC_TEXT("take the quotes away");
    if (text.length > 0 && text.data[text.length - 1] == '%')
        return SC_TEXT("a percentage is written as a plain number: 25, not 25%");
    if (grouped || sc_text_starts_with(text, "\xC2\xA3") || sc_text_starts_with(text, "$"))
        return SC_TEXT("a number is written without commas and signs of money: 1000");
    return SC_NO_TEXT;
}

static sc_text literal_hint(sc_checker *check, const sc_literal *literal, sc_type type)
{
    switch (type.kind) {
    case SC_KIND_NUMBER:
    case SC_KIND_INTEGER:
        return number_hint(literal);
    case SC_KIND_BOOLEAN:
        return SC_TEXT("write true or false, without quotes");
    case SC_KIND_DATE:
        return SC_TEXT("a date is written 2008-09-01: year, month, day");
    case SC_KIND_SYMBOL: {
        const sc_domain *domain = &check->model->domains[type.domain];
        sc_text nearest = sc_check_nearest(check, domain->names, literal->text);
        return nearest.length > 0 ? sc_check_did_you_mean(check, nearest)
                                  : SC_CHECK_PHRASE(check, "'{1}' has: {2}", domain->about.id,
                                                    sc_check_item_list(check, domain));
    }
    default:
        return SC_NO_TEXT;
    }
}

bool sc_check_literal(sc_checker *check, sc_literal *literal, sc_type type, sc_text path)
{
    if (literal->kind == SC_KIND_MISSING || literal->kind == SC_KIND_UNKNOWN)
        return false;
    if (type.kind == SC_KIND_UNKNOWN || !read_literal(check, literal, type)) {
        if (type.kind != SC_KIND_UNKNOWN)
            SC_CHECK_REPORT(check, LITERAL_INVALID, literal->span, path,
                            .arguments = {literal->text, sc_check_type_phrase(check, type)},
                            .hint = literal_hint(check, literal, type));
        literal->kind = SC_KIND_MISSING;
        return false;
    }
    if (type.kind == SC_KIND_SYMBOL)
        check->model->domains[type.domain].items[literal->symbol].about.used = true;
    return true;
}

/* --- limits --- */

typedef struct value_limits {
    sc_literal *min, *max;
    bool has_min, has_max;
} value_limits;

static bool reject_limit(sc_checker *check, sc_literal *literal, const char *name, sc_type type,
                         sc_text path)
{
    if (literal->kind == SC_KIND_MISSING || literal->kind == SC_KIND_UNKNOWN)
        return false;
    SC_CHECK_REPORT(check, LIMIT_WITHOUT_ORDER, literal->span, path,
                    .arguments = {sc_text_of(name), sc_check_type_phrase(check, type)});
    literal->kind = SC_KIND_MISSING;
    return true;
}

static value_limits check_limits(sc_checker *check, sc_literal *min, sc_literal *max, sc_type type,
                                 sc_text path)
{
    value_limits found = {min, max, false, false};
    bool ordered = sc_type_is_number(type) || type.kind == SC_KIND_DATE;
    if (type.kind == SC_KIND_UNKNOWN)
        return found;
    if (!ordered) {
        (void)reject_limit(check, min, "min", type, path);
        (void)reject_limit(check, max, "max", type, path);
        return found;
    }
    found.has_min = sc_check_literal(check, min, type, path);
    found.has_max = sc_check_literal(check, max, type, path);
    if (found.has_min && found.has_max && min->number > max->number) {
        found.has_min = found.has_max = false;
        SC_CHECK_REPORT(check, LIMITS_CROSSED, max->span, path, .arguments = {min->text, max->text},
                        .other = min->span);
    }
    return found;
}

static sc_text limits_phrase(sc_checker *check, const value_limits *limits)
{
    if (limits->has_min && limits->has_max)
        return SC_CHECK_PHRASE(check, "from {1} to {2}", limits->min->text, limits->max->text);
    return limits->has_min ? SC_CHECK_PHRASE(check, "at least {1}", limits->min->text)
                           : SC_CHECK_PHRASE(check, "at most {1}", limits->max->text);
}

/* Converts a value, and reports one outside the limits. */
static void check_value_limits(sc_checker *check, sc_literal *literal, sc_type type,
                               const value_limits *limits, sc_text path)
{
    if (!sc_check_literal(check, literal, type, path))
        return;
    bool within = !(limits->has_min && literal->number < limits->min->number) &&
                  !(limits->has_max && literal->number > limits->max->number);
    if (!within)
        SC_CHECK_REPORT(check, OUTSIDE_LIMITS, literal->span, path,
                        .arguments = {literal->text, limits_phrase(check, limits)},
                        .other = limits->has_min && literal->number < limits->min->number
                                     ? limits->min->span
                                     : limits->max->span);
}

/* --- sections --- */

static sc_type inferred_type(const sc_literal *literal)
{
    double date;
    if (literal->kind == SC_KIND_NUMBER || literal->kind == SC_KIND_INTEGER)
        return SC_TYPE(literal->quoted ? SC_KIND_TEXT : SC_KIND_NUMBER);
    if (literal->kind == SC_KIND_BOOLEAN)
        return SC_TYPE(literal->quoted ? SC_KIND_TEXT : SC_KIND_BOOLEAN);
    if (literal->kind != SC_KIND_TEXT)
        return SC_ANY_TYPE;
    return SC_TYPE(!literal->quoted && sc_date_read(literal->text, &date) ? SC_KIND_DATE
                                                                          : SC_KIND_TEXT);
}

void sc_check_parameters(sc_checker *check)
{
    for (uint32_t i = 0; i < check->model->parameter_count; i++) {
        sc_parameter *parameter = &check->model->parameters[i];
        sc_text path = parameter->about.path;
        parameter->type =
            parameter->type_name.length > 0
                ? sc_check_resolve_type(check, parameter->type_name, parameter->type_span, path)
                : inferred_type(&parameter->value);
        value_limits found =
            check_limits(check, &parameter->min, &parameter->max, parameter->type, path);
        check_value_limits(check, &parameter->value, parameter->type, &found, path);
    }
}

static void check_indicator_pattern(sc_checker *check, const sc_indicator *indicator)
{
    if (indicator->pattern >= check->model->pattern_count)
        return;
    const sc_pattern *pattern = &check->model->patterns[indicator->pattern];
    if (indicator->type.kind == SC_KIND_TEXT)
        sc_check_pattern(check, pattern->text, true, pattern->span, indicator->about.path);
    else if (indicator->type.kind != SC_KIND_UNKNOWN)
        SC_CHECK_REPORT(check, FIELD_OF_TYPE, pattern->span, indicator->about.path,
                        .arguments = {SC_TEXT("pattern"), SC_TEXT("a text"),
                                      sc_check_type_phrase(check, indicator->type)});
}

static void check_date_format(sc_checker *check, const sc_indicator *indicator)
{
    if (indicator->date_format.length == 0 || indicator->type.kind == SC_KIND_UNKNOWN)
        return;
    if (indicator->type.kind != SC_KIND_DATE)
        SC_CHECK_REPORT(check, FIELD_OF_TYPE, indicator->date_format_span, indicator->about.path,
                        .arguments = {SC_TEXT("date_format"), SC_TEXT("a date"),
                                      sc_check_type_phrase(check, indicator->type)});
    else if (!sc_date_format_valid(indicator->date_format))
        SC_CHECK_REPORT(check, DATE_FORMAT, indicator->date_format_span, indicator->about.path,
                        .arguments = {indicator->date_format});
}

void sc_check_indicators(sc_checker *check)
{
    for (uint32_t i = 0; i < check->model->indicator_count; i++) {
        sc_indicator *indicator = &check->model->indicators[i];
        sc_text path = indicator->about.path;
        indicator->type =
            sc_check_resolve_type(check, indicator->type_name, indicator->type_span, path);
        value_limits found =
            check_limits(check, &indicator->min, &indicator->max, indicator->type, path);
        check_value_limits(check, &indicator->blank_means, indicator->type, &found, path);
        check_value_limits(check, &indicator->assumed, indicator->type, &found, path);
        check_indicator_pattern(check, indicator);
        check_date_format(check, indicator);
    }
}

/* Conditions: and, or, not, and the mapping forms all, any, at_least, at_most. */
#include "language/checker.h"

#include "base/number.h"

static void check_operands(sc_checker *check, sc_node *node, uint32_t first)
{
    for (uint32_t i = first; i < node->child_count; i++)
        (void)sc_check_require_type(check, node->children[i], SC_TYPE(SC_KIND_BOOLEAN));
}

static const char *form_name(sc_node_kind kind)
{
    switch (kind) {
    case SC_NODE_ALL:
        return "all";
    case SC_NODE_ANY:
        return "any";
    case SC_NODE_AT_LEAST:
        return "at_least";
    default:
        return "at_most";
    }
}

static void check_list(sc_checker *check, sc_node *node)
{
    if (node->child_count == 0)
        SC_CHECK_REPORT(check, LIST_EMPTY, node->operator_span, node->path,
                        .arguments = {sc_text_of(form_name(node->kind))});
    check_operands(check, node, 0);
}

/* --- at_least, at_most --- */

/* The count required by at_least or at_most: a number, or a parameter's value, which the caller may
 * have set. False: unknown. */
static bool required_count(sc_checker *check, sc_node *node, double *number)
{
    if (node == NULL)
        return false;
    if (node->kind == SC_NODE_NUMBER) {
        (void)sc_check_expression(check, node, SC_ANY_TYPE);
        *number = node->number;
        return true;
    }
    sc_type type = sc_check_require_type(check, node, SC_TYPE(SC_KIND_NUMBER));
    if (type.kind == SC_KIND_UNKNOWN)
        return false;
    if (node->kind != SC_NODE_PARAMETER) {
        SC_CHECK_REPORT(check, COUNT_NOT_FIXED, node->span, node->path,
                        .arguments = {sc_check_quote(check, node)});
        return false;
    }
    const sc_literal *value = &check->model->parameters[node->index].value;
    *number = value->number;
    return sc_type_is_number(SC_TYPE(value->kind));
}

static void check_count(sc_checker *check, sc_node *node)
{
    double number;
    uint32_t length = node->child_count > 0 ? node->child_count - 1 : 0;
    check_operands(check, node, 1);
    if (length == 0) {
        SC_CHECK_REPORT(check, LIST_EMPTY, node->operator_span, node->path,
                        .arguments = {SC_TEXT("of")});
        return;
    }
    sc_node *count = node->children[0];
    if (!required_count(check, count, &number))
        return;
    if (sc_number_is_integer(number) && number >= 0 && number <= length)
        return;
    sc_span other = count->kind == SC_NODE_PARAMETER
                        ? check->model->parameters[count->index].value.span
                        : SC_NO_SPAN;
    SC_CHECK_REPORT(check, COUNT_OUT_OF_RANGE, count->span, node->path,
                    .arguments = {sc_text_of(form_name(node->kind)), sc_check_number(check, number),
                                  sc_check_number(check, length)},
                    .other = other);
}

sc_type sc_check_condition(sc_checker *check, sc_node *node)
{
    switch (node->kind) {
    case SC_NODE_ALL:
    case SC_NODE_ANY:
        check_list(check, node);
        break;
    case SC_NODE_AT_LEAST:
    case SC_NODE_AT_MOST:
        check_count(check, node);
        break;
    default:
        check_operands(check, node, 0);
        break;
    }
    return SC_TYPE(SC_KIND_BOOLEAN);
}

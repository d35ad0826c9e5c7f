/* Functions and tables. */
#include "language/checker.h"

#include "base/number.h"

typedef enum sc_signature_type {
    SC_SIGNATURE_ANY,
    SC_SIGNATURE_NUMBER,
    SC_SIGNATURE_INTEGER,
    SC_SIGNATURE_AS_ARGUMENTS, /* a number, an integer where all arguments are */
    SC_SIGNATURE_DATE,
    SC_SIGNATURE_TEXT,
    SC_SIGNATURE_BOOLEAN
} sc_signature_type;

/* The columns of base/functions.def that the checker reads. */
typedef struct sc_signature {
    uint32_t min, max; /* arguments; max 0: any number */
    sc_signature_type first, further, result;
} sc_signature;

static const sc_signature signatures[] = {
#define SC_SPECIAL_FUNCTION(NAME, name, MIN, MAX, FIRST, FURTHER, RESULT)                          \
    {MIN, MAX, SC_SIGNATURE_##FIRST, SC_SIGNATURE_##FURTHER, SC_SIGNATURE_##RESULT},
#define SC_UNARY_FUNCTION(NAME, name, ARGUMENT, RESULT, STRICTNESS, MEMORY)                        \
    {1, 1, SC_SIGNATURE_##ARGUMENT, SC_SIGNATURE_##ARGUMENT, SC_SIGNATURE_##RESULT},
#define SC_BINARY_FUNCTION(NAME, name, FIRST, SECOND, RESULT, STRICTNESS, MEMORY)                  \
    {2, 2, SC_SIGNATURE_##FIRST, SC_SIGNATURE_##SECOND, SC_SIGNATURE_##RESULT},
#include "base/functions.def"
};

static sc_type signature_type(sc_signature_type type)
{
    switch (type) {
    case SC_SIGNATURE_ANY:
        break;
    case SC_SIGNATURE_NUMBER:
    case SC_SIGNATURE_AS_ARGUMENTS:
        return SC_TYPE(SC_KIND_NUMBER);
    case SC_SIGNATURE_INTEGER:
        return SC_TYPE(SC_KIND_INTEGER);
    case SC_SIGNATURE_DATE:
        return SC_TYPE(SC_KIND_DATE);
    case SC_SIGNATURE_TEXT:
        return SC_TYPE(SC_KIND_TEXT);
    case SC_SIGNATURE_BOOLEAN:
        return SC_TYPE(SC_KIND_BOOLEAN);
    }
    return SC_ANY_TYPE;
}

/* --- how many arguments --- */

static sc_text plural(sc_checker *check, uint32_t count)
{
    if (count == 1)
        return SC_TEXT("one argument");
    return SC_CHECK_PHRASE(check, "{1} arguments", sc_check_number(check, count));
}

static sc_text argument_range(sc_checker *check, uint32_t min, uint32_t max)
{
    if (max == 0)
        return SC_CHECK_PHRASE(check, "{1} or more", plural(check, min));
    if (min == max)
        return plural(check, min);
    return SC_CHECK_PHRASE(check, "{1} or {2}", sc_check_number(check, min), plural(check, max));
}

static bool argument_count(sc_checker *check, const sc_node *node, uint32_t min, uint32_t max)
{
    if (node->child_count >= min && (max == 0 || node->child_count <= max))
        return true;
    SC_CHECK_REPORT(check, ARGUMENT_COUNT, node->operator_span, node->path,
                    .arguments = {node->text, argument_range(check, min, max),
                                  sc_check_number(check, node->child_count)});
    return false;
}

/* --- several values of one type: coalesce and the branches of if --- */

static sc_type join(sc_checker *check, const sc_node *node, sc_type so_far, const sc_node *first)
{
    sc_type type = node->type;
    if (so_far.kind == SC_KIND_MISSING || sc_type_equal(so_far, type))
        return type;
    if (sc_type_is_number(so_far) && sc_type_is_number(type))
        return SC_TYPE(SC_KIND_NUMBER);
    SC_CHECK_REPORT(check, TYPES_DIFFER, node->span, node->path,
                    .arguments = {sc_check_quote(check, first), sc_check_type_phrase(check, so_far),
                                  sc_check_quote(check, node), sc_check_type_phrase(check, type)});
    return SC_ANY_TYPE;
}

static sc_type unify_types(sc_checker *check, sc_node **nodes, uint32_t count, sc_type expected)
{
    sc_type common = sc_check_common_type(check, nodes, count, expected);
    sc_type result = SC_TYPE(SC_KIND_MISSING);
    const sc_node *first = NULL;
    bool broken = false;
    sc_check_one_type(check, nodes, count, common);
    for (uint32_t i = 0; i < count; i++) {
        sc_type type = nodes[i]->type;
        if (type.kind == SC_KIND_UNKNOWN)
            broken = true;
        /* The literal fits anything; the others say what it is. */
        if (broken || type.kind == SC_KIND_MISSING || nodes[i]->kind == SC_NODE_MISSING)
            continue;
        result = join(check, nodes[i], result, first == NULL ? nodes[i] : first);
        first = first == NULL ? nodes[i] : first;
        broken = result.kind == SC_KIND_UNKNOWN;
    }
    if (broken)
        return SC_ANY_TYPE;
    return result.kind == SC_KIND_MISSING && common.kind != SC_KIND_UNKNOWN ? common : result;
}

/* --- calls --- */

static void check_digits(sc_checker *check, const sc_node *node)
{
    const sc_node *digits = node->children[1];
    if (digits->kind == SC_NODE_NUMBER && sc_number_is_integer(digits->number) &&
        digits->number >= -15 && digits->number <= 15)
        return;
    SC_CHECK_REPORT(check, ROUND_DIGITS, digits->span, node->path,
                    .arguments = {sc_check_quote(check, digits)});
}

/* Rounding to no digits, or to tens, gives a whole number. */
static bool rounds_to_whole(const sc_node *node)
{
    return node->function == SC_FUNCTION_ROUND &&
           (node->child_count == 1 || node->children[1]->number <= 0);
}

static sc_type call_result(const sc_node *node)
{
    sc_signature_type result = signatures[node->function].result;
    bool whole = true;
    for (uint32_t i = 0; i < node->child_count; i++)
        whole = whole && node->children[i]->type.kind == SC_KIND_INTEGER;
    if (result == SC_SIGNATURE_AS_ARGUMENTS && (whole || rounds_to_whole(node)))
        return SC_TYPE(SC_KIND_INTEGER);
    return signature_type(result);
}

static sc_type type_by_signature(sc_checker *check, sc_node *node)
{
    const sc_signature *signature = &signatures[node->function];
    bool known = true;
    for (uint32_t i = 0; i < node->child_count; i++) {
        sc_type wanted = signature_type(i == 0 ? signature->first : signature->further);
        sc_type type = sc_check_require_type(check, node->children[i], wanted);
        known = !sc_check_type_unclear(check, node->children[i]) && type.kind != SC_KIND_UNKNOWN &&
                known;
    }
    if (node->function == SC_FUNCTION_ROUND && node->child_count == 2)
        check_digits(check, node);
    return known ? call_result(node) : signature_type(signature->result);
}

static sc_type type_function(sc_checker *check, sc_node *node, sc_type expected)
{
    const sc_signature *signature = &signatures[node->function];
    if (!argument_count(check, node, signature->min, signature->max)) {
        for (uint32_t i = 0; i < node->child_count; i++)
            sc_check_without_type(check, node->children[i]);
        return SC_ANY_TYPE;
    }
    switch (node->function) {
    case SC_FUNCTION_COALESCE:
        return unify_types(check, node->children, node->child_count, expected);
    case SC_FUNCTION_IF:
        (void)sc_check_require_type(check, node->children[0], SC_TYPE(SC_KIND_BOOLEAN));
        return unify_types(check, node->children + 1, 2, expected);
    case SC_FUNCTION_KNOWN:
    case SC_FUNCTION_COUNT:
    case SC_FUNCTION_MIN:
    case SC_FUNCTION_MAX:
    case SC_FUNCTION_SUM:
    case SC_FUNCTION_MEAN:
    case SC_FUNCTION_ROUND:
        break;
#define SC_UNARY_FUNCTION(NAME, ...) case SC_FUNCTION_##NAME:
#define SC_BINARY_FUNCTION(NAME, ...) case SC_FUNCTION_##NAME:
#include "base/functions.def"
    case SC_FUNCTION_NONE:
        break;
    }
    return type_by_signature(check, node);
}

static sc_type type_table(sc_checker *check, sc_node *node, uint32_t index)
{
    sc_table *table = &check->model->tables[index];
    table->about.used = true;
    if (argument_count(check, node, 1, 1))
        (void)sc_check_require_type(check, node->children[0], table->of);
    node->kind = SC_NODE_TABLE;
    node->index = index;
    return table->type;
}

static void unknown_function(sc_checker *check, sc_node *node)
{
    sc_nearest_search search;
    sc_nearest_begin(&search, node->text);
    for (int i = 0; i < SC_FUNCTION_COUNT_OF; i++)
        sc_nearest_compare(&search, sc_text_of(sc_function_name((sc_function)i)));
    sc_check_compare_all(check, check->model->table_names, &search);
    sc_text hint = sc_check_did_you_mean(check, sc_nearest_result(&search));
    sc_named_value value;
    if (sc_check_find_value(check, node->text, &value))
        hint = SC_CHECK_PHRASE(check, "'{1}' is {2} and stands without brackets", node->text,
                               sc_text_of(sc_check_value_kind_phrase(value.kind)));
    if (!check->model->incomplete)
        SC_CHECK_REPORT(check, UNKNOWN_FUNCTION, node->operator_span, node->path,
                        .arguments = {node->text}, .hint = hint);
    for (uint32_t i = 0; i < node->child_count; i++)
        sc_check_without_type(check, node->children[i]);
}

sc_type sc_check_call(sc_checker *check, sc_node *node, sc_type expected)
{
    uint32_t index;
    if (node->function != SC_FUNCTION_NONE)
        return type_function(check, node, expected);
    if (sc_name_table_find(check->model->table_names, node->text, &index))
        return type_table(check, node, index);
    unknown_function(check, node);
    return SC_ANY_TYPE;
}

sc_type sc_check_peek_call_type(const sc_checker *check, const sc_node *node)
{
    uint32_t index;
    switch (node->function) {
    case SC_FUNCTION_NONE:
        return sc_name_table_find(check->model->table_names, node->text, &index)
                   ? check->model->tables[index].type
                   : SC_ANY_TYPE;
    case SC_FUNCTION_COALESCE:
        return sc_check_common_type(check, node->children, node->child_count, SC_ANY_TYPE);
    case SC_FUNCTION_IF:
        if (node->child_count == 3)
            return sc_check_common_type(check, node->children + 1, 2, SC_ANY_TYPE);
        break;
    case SC_FUNCTION_KNOWN:
    case SC_FUNCTION_COUNT:
    case SC_FUNCTION_MIN:
    case SC_FUNCTION_MAX:
    case SC_FUNCTION_SUM:
    case SC_FUNCTION_MEAN:
    case SC_FUNCTION_ROUND:
#define SC_UNARY_FUNCTION(NAME, ...) case SC_FUNCTION_##NAME:
#define SC_BINARY_FUNCTION(NAME, ...) case SC_FUNCTION_##NAME:
#include "base/functions.def"
        break;
    }
    return signature_type(signatures[node->function].result);
}

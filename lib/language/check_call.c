/* Functions and tables. */
#include "language/checker.h"

#include "base/number.h"

/* What each function takes, one letter for each argument, the last repeated: n number, d date, t
 * text, b condition, ? anything. And what it gives; '=' stands for a number that is whole where all
 * its arguments are. */
typedef struct signature {
    const char *takes;
    char gives;
} signature;

static const signature signatures[SC_FUNCTION_COUNT_OF] = {
    [SC_FUNCTION_KNOWN] = {"?", 'b'},       [SC_FUNCTION_COALESCE] = {"?", '?'},
    [SC_FUNCTION_IF] = {"b?", '?'},         [SC_FUNCTION_COUNT] = {"b", 'i'},
    [SC_FUNCTION_MIN] = {"n", '='},         [SC_FUNCTION_MAX] = {"n", '='},
    [SC_FUNCTION_SUM] = {"n", '='},         [SC_FUNCTION_MEAN] = {"n", 'n'},
    [SC_FUNCTION_ABS] = {"n", '='},         [SC_FUNCTION_FLOOR] = {"n", 'i'},
    [SC_FUNCTION_CEIL] = {"n", 'i'},        [SC_FUNCTION_MOD] = {"n", '='},
    [SC_FUNCTION_ROUND] = {"n", 'r'},       [SC_FUNCTION_DAYS_BETWEEN] = {"d", 'i'},
    [SC_FUNCTION_ADD_DAYS] = {"dn", 'd'},   [SC_FUNCTION_YEAR] = {"d", 'i'},
    [SC_FUNCTION_MONTH] = {"d", 'i'},       [SC_FUNCTION_LOWER] = {"t", 't'},
    [SC_FUNCTION_UPPER] = {"t", 't'},       [SC_FUNCTION_TRIM] = {"t", 't'},
    [SC_FUNCTION_LENGTH] = {"t", 'i'},      [SC_FUNCTION_CONTAINS] = {"t", 'b'},
    [SC_FUNCTION_STARTS_WITH] = {"t", 'b'}, [SC_FUNCTION_ENDS_WITH] = {"t", 'b'},
};

static sc_type letter_type(char letter)
{
    switch (letter) {
    case 'n':
    case '=':
    case 'r':
        return SC_TYPE(SC_KIND_NUMBER);
    case 'i':
        return SC_TYPE(SC_KIND_INTEGER);
    case 'd':
        return SC_TYPE(SC_KIND_DATE);
    case 't':
        return SC_TYPE(SC_KIND_TEXT);
    case 'b':
        return SC_TYPE(SC_KIND_BOOLEAN);
    default:
        return SC_ANY_TYPE;
    }
}

/* --- how many arguments --- */

static sc_text plural(sc_checker *check, uint32_t count)
{
    if (count == 1)
        return SC_TEXT("one argument");
    return SC_CHECK_PHRASE(check, "{1} arguments", sc_check_number(check, count));
}

static sc_text argument_range(sc_checker *check, uint32_t least, uint32_t most)
{
    if (most == 0)
        return SC_CHECK_PHRASE(check, "{1} or more", plural(check, least));
    if (least == most)
        return plural(check, least);
    return SC_CHECK_PHRASE(check, "{1} or {2}", sc_check_number(check, least), plural(check, most));
}

static void argument_limits(sc_function function, uint32_t *least, uint32_t *most)
{
    static const uint32_t limits[][2] = {
#define SC_FUNCTION(NAME, spelling, fewest, highest) {fewest, highest},
#include "language/functions.def"
#undef SC_FUNCTION
    };
    *least = limits[function][0];
    *most = limits[function][1];
}

static bool argument_count(sc_checker *check, const sc_node *node, uint32_t least, uint32_t most)
{
    if (node->child_count >= least && (most == 0 || node->child_count <= most))
        return true;
    SC_CHECK_REPORT(check, ARGUMENT_COUNT, node->operator_span, node->path,
                    .arguments = {node->text, argument_range(check, least, most),
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

static sc_type call_result(const sc_node *node)
{
    char gives = signatures[node->function].gives;
    bool whole = true;
    for (uint32_t i = 0; i < node->child_count; i++)
        whole = whole && node->children[i]->type.kind == SC_KIND_INTEGER;
    /* Rounding to no digits, or to tens, gives a whole number. */
    if (gives == 'r')
        whole = whole || node->child_count == 1 || node->children[1]->number <= 0;
    if ((gives == '=' || gives == 'r') && whole)
        return SC_TYPE(SC_KIND_INTEGER);
    return letter_type(gives);
}

static sc_type type_function(sc_checker *check, sc_node *node, sc_type expected)
{
    uint32_t least, most;
    argument_limits(node->function, &least, &most);
    if (!argument_count(check, node, least, most)) {
        for (uint32_t i = 0; i < node->child_count; i++)
            sc_check_without_type(check, node->children[i]);
        return SC_ANY_TYPE;
    }
    if (node->function == SC_FUNCTION_COALESCE)
        return unify_types(check, node->children, node->child_count, expected);
    if (node->function == SC_FUNCTION_IF) {
        (void)sc_check_require_type(check, node->children[0], SC_TYPE(SC_KIND_BOOLEAN));
        return unify_types(check, node->children + 1, 2, expected);
    }
    const char *letter = signatures[node->function].takes;
    bool known = true;
    for (uint32_t i = 0; i < node->child_count; i++) {
        sc_type type = sc_check_require_type(check, node->children[i], letter_type(*letter));
        known = !sc_check_type_unclear(check, node->children[i]) && type.kind != SC_KIND_UNKNOWN &&
                known;
        if (letter[1] != '\0')
            letter++;
    }
    if (node->function == SC_FUNCTION_ROUND && node->child_count == 2)
        check_digits(check, node);
    return known ? call_result(node) : letter_type(signatures[node->function].gives);
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
    if (node->function == SC_FUNCTION_NONE)
        return sc_name_table_find(check->model->table_names, node->text, &index)
                   ? check->model->tables[index].type
                   : SC_ANY_TYPE;
    if (node->function == SC_FUNCTION_COALESCE)
        return sc_check_common_type(check, node->children, node->child_count, SC_ANY_TYPE);
    if (node->function == SC_FUNCTION_IF && node->child_count == 3)
        return sc_check_common_type(check, node->children + 1, 2, SC_ANY_TYPE);
    return letter_type(signatures[node->function].gives);
}

/* Comparisons: ==, <, is, in, matches, includes. Their type is boolean, even after an error in an
 * operand. */
#include "language/checker.h"

#include "base/number.h"

static const char *const operators[] = {"==", "!=", "<", "<=", ">", ">="};

/* --- operands of different types --- */

static bool comparable(sc_type a, sc_type b)
{
    return sc_type_equal(a, b) || (sc_type_is_number(a) && sc_type_is_number(b));
}

static sc_text difference_hint(sc_checker *check, const sc_node *a, const sc_node *b)
{
    const sc_node *text = a->kind == SC_NODE_TEXT ? a : b;
    sc_type other = text == a ? b->type : a->type;
    double number;
    if (text->kind != SC_NODE_TEXT)
        return SC_NO_TEXT;
    if (sc_type_is_number(other) && sc_number_read(text->text, &number))
        return SC_CHECK_PHRASE(check, "write {1} without quotes", text->text);
    if (other.kind == SC_KIND_DATE)
        return SC_TEXT("a date is written date(2008-09-01), without quotes");
    if (other.kind == SC_KIND_BOOLEAN)
        return SC_TEXT("write true or false without quotes");
    return SC_NO_TEXT;
}

static bool is_literal(const sc_node *node)
{
    return node->kind == SC_NODE_NUMBER || node->kind == SC_NODE_TEXT ||
           node->kind == SC_NODE_BOOLEAN || node->kind == SC_NODE_DATE;
}

/* Reported at the second operand, or at the first where only that is a literal. */
static void report_difference(sc_checker *check, const sc_node *a, const sc_node *b)
{
    const sc_node *at = is_literal(a) && !is_literal(b) ? a : b;
    SC_CHECK_REPORT(check, TYPES_DIFFER, at->span, at->path,
                    .arguments = {sc_check_quote(check, a), sc_check_type_phrase(check, a->type),
                                  sc_check_quote(check, b), sc_check_type_phrase(check, b->type)},
                    .hint = difference_hint(check, a, b));
}

static void record_equality(sc_checker *check, sc_node *node)
{
    if (!SC_PUSH(&check->scratch, &check->equalities, node))
        check->no_memory = true;
}

/* --- == != < <= > >= --- */

static sc_text scale_hint(sc_checker *check, const sc_node *node, const sc_domain *domain)
{
    sc_comparison comparison = node->comparisons[0];
    bool equality = comparison == SC_EQUAL || comparison == SC_NOT_EQUAL;
    sc_text is = comparison == SC_NOT_EQUAL ? SC_TEXT("is not") : SC_TEXT("is");
    uint32_t found;
    sc_text item = SC_NO_TEXT;
    if (sc_domain_find_item(domain, node->children[1]->text, &found))
        item = domain->items[found].about.id;
    if (item.length > 0 && equality)
        return SC_CHECK_PHRASE(check, "write '{1} {2} {3}'",
                               sc_check_quote(check, node->children[0]), is, item);
    if (equality || !domain->ordered)
        return SC_CHECK_PHRASE(check, "use '{1}' or 'in'", is);
    if (item.length == 0)
        item = domain->items[domain->item_count / 2].about.id;
    return SC_CHECK_PHRASE(
        check, "use 'is {1} or better', 'is better than {1}' or 'is worse than {1}'", item);
}

/* On a scale `<` does not say whether less is better, so words are required. */
static void report_scale(sc_checker *check, const sc_node *node, sc_type type)
{
    const sc_domain *domain = &check->model->domains[type.domain];
    if (domain->item_count > 0)
        SC_CHECK_REPORT(
            check, SCALE_COMPARED, node->operator_span, node->path,
            .arguments = {sc_text_of(operators[node->comparisons[0]]), domain->about.id},
            .hint = scale_hint(check, node, domain));
}

static bool has_order(sc_type type)
{
    return sc_type_is_number(type) || type.kind == SC_KIND_DATE;
}

static void check_link(sc_checker *check, const sc_node *node, uint32_t i)
{
    const sc_node *a = node->children[i], *b = node->children[i + 1];
    sc_comparison comparison = node->comparisons[i];
    if (a->type.kind == SC_KIND_UNKNOWN || b->type.kind == SC_KIND_UNKNOWN)
        return;
    if (!comparable(a->type, b->type)) {
        report_difference(check, a, b);
        return;
    }
    if (comparison != SC_EQUAL && comparison != SC_NOT_EQUAL && !has_order(a->type))
        SC_CHECK_REPORT(check, EQUALITY_ALONE, node->operator_span, node->path,
                        .arguments = {sc_text_of(operators[comparison]), sc_check_quote(check, a),
                                      sc_check_type_phrase(check, a->type)});
}

static void check_compare(sc_checker *check, sc_node *node)
{
    sc_type common = sc_check_common_type(check, node->children, node->child_count, SC_ANY_TYPE);
    if (common.kind == SC_KIND_SYMBOL) {
        report_scale(check, node, common);
        for (uint32_t i = 0; i < node->child_count; i++)
            sc_check_without_type(check, node->children[i]);
        return;
    }
    sc_check_one_type(check, node->children, node->child_count, common);
    for (uint32_t i = 0; i < node->child_count; i++)
        (void)sc_check_type_unclear(check, node->children[i]);
    for (uint32_t i = 0; i + 1 < node->child_count; i++)
        check_link(check, node, i);
    if (node->comparisons[0] == SC_EQUAL || node->comparisons[0] == SC_NOT_EQUAL)
        record_equality(check, node);
}

/* --- is, in --- */

/* Reports an `every` decision as the left operand: it has several outcomes, so `includes` is the
 * operator. True: reported. */
static bool reject_every(sc_checker *check, const sc_node *node)
{
    sc_node *left = node->children[0];
    sc_named_value value;
    if (left->kind != SC_NODE_NAME || !sc_check_find_value(check, left->text, &value) ||
        value.kind != SC_NODE_DECISION ||
        check->model->decisions[value.index].choose != SC_CHOOSE_EVERY)
        return false;
    sc_check_mark_used(check, value);
    sc_text item =
        node->child_count > 1 ? sc_check_quote(check, node->children[1]) : SC_TEXT("OUTCOME");
    SC_CHECK_REPORT(check, EVERY_AS_VALUE, node->operator_span, node->path,
                    .arguments = {left->text},
                    .hint = SC_CHECK_PHRASE(check, "write '{1} includes {2}'", left->text, item));
    return true;
}

/* The right operand of `is`, or an item of `in`; `left` is the left operand's type. */
static void check_right(sc_checker *check, const sc_node *node, sc_node *right, sc_type left)
{
    if (left.kind == SC_KIND_UNKNOWN) {
        sc_check_without_type(check, right);
        return;
    }
    sc_type type = sc_check_expression(check, right, left);
    if (type.kind == SC_KIND_UNKNOWN || comparable(type, left))
        return;
    if (left.kind == SC_KIND_SYMBOL)
        sc_check_report_mismatch(check, right, type, left);
    else
        report_difference(check, node->children[0], right);
}

static sc_type check_left(sc_checker *check, sc_node *node)
{
    if (reject_every(check, node))
        return SC_ANY_TYPE;
    sc_type type = sc_check_expression(check, node->children[0], SC_ANY_TYPE);
    return sc_check_type_unclear(check, node->children[0]) ? SC_ANY_TYPE : type;
}

static void check_is(sc_checker *check, sc_node *node)
{
    sc_type left = check_left(check, node);
    check_right(check, node, node->children[1], left);
    if (sc_type_is_number(left))
        record_equality(check, node);
}

static void check_in(sc_checker *check, sc_node *node)
{
    sc_type left = check_left(check, node);
    for (uint32_t i = 1; i < node->child_count; i++) {
        sc_node *item = node->children[i];
        check_right(check, node, item, left);
        bool is_value = item->kind == SC_NODE_INDICATOR || item->kind == SC_NODE_DERIVED ||
                        item->kind == SC_NODE_CRITERION || item->kind == SC_NODE_DECISION;
        if (is_value && left.kind != SC_KIND_UNKNOWN)
            SC_CHECK_REPORT(
                check, LIST_ITEM, item->span, item->path,
                .arguments = {item->text, sc_text_of(sc_check_value_kind_phrase(item->kind))});
    }
    if (sc_type_is_number(left))
        record_equality(check, node);
}

static void check_is_missing(sc_checker *check, sc_node *node)
{
    if (!reject_every(check, node)) {
        (void)sc_check_expression(check, node->children[0], SC_ANY_TYPE);
        (void)sc_check_type_unclear(check, node->children[0]);
    }
}

/* --- better and worse --- */

static bool require_ordered(sc_checker *check, const sc_node *node, const sc_node *value,
                            sc_type type)
{
    sc_text word = node->worse ? SC_TEXT("worse") : SC_TEXT("better");
    if (type.kind == SC_KIND_SYMBOL && check->model->domains[type.domain].ordered)
        return true;
    sc_text hint = SC_NO_TEXT;
    if (type.kind == SC_KIND_SYMBOL)
        hint = SC_CHECK_PHRASE(
            check, "'{1}' is a choice, whose items stand in no order: ask with 'is' or 'in'",
            check->model->domains[type.domain].about.id);
    else if (has_order(type))
        hint = SC_TEXT("compare numbers and dates with < <= > >=");
    SC_CHECK_REPORT(
        check, NOT_ORDERED, node->operator_span, node->path,
        .arguments = {sc_check_quote(check, value), sc_check_type_phrase(check, type), word},
        .hint = hint);
    return false;
}

static void check_is_or(sc_checker *check, sc_node *node)
{
    sc_type left = check_left(check, node);
    sc_node *right = node->children[1];
    if (left.kind == SC_KIND_UNKNOWN || !require_ordered(check, node, node->children[0], left)) {
        sc_check_without_type(check, right);
        return;
    }
    check_right(check, node, right, left);
    if (right->type.kind == SC_KIND_SYMBOL && right->kind != SC_NODE_SYMBOL &&
        right->kind != SC_NODE_PARAMETER)
        SC_CHECK_REPORT(check, LIST_ITEM, right->span, right->path,
                        .arguments = {sc_check_quote(check, right),
                                      sc_text_of(sc_check_value_kind_phrase(right->kind))},
                        .hint = SC_CHECK_PHRASE(check, "write 'is not {1} than {2}'",
                                                node->worse ? SC_TEXT("better") : SC_TEXT("worse"),
                                                sc_check_quote(check, right)));
}

static void check_is_than(sc_checker *check, sc_node *node)
{
    sc_type common = sc_check_common_type(check, node->children, 2, SC_ANY_TYPE);
    sc_type left = reject_every(check, node)
                       ? SC_ANY_TYPE
                       : sc_check_expression(check, node->children[0], common);
    if (sc_check_type_unclear(check, node->children[0]))
        left = SC_ANY_TYPE;
    if (left.kind == SC_KIND_UNKNOWN || !require_ordered(check, node, node->children[0], left)) {
        sc_check_without_type(check, node->children[1]);
        return;
    }
    (void)sc_check_require_type(check, node->children[1], left);
}

/* --- matches, includes --- */

static void check_matches(sc_checker *check, sc_node *node)
{
    sc_node *pattern = node->children[1];
    (void)sc_check_require_type(check, node->children[0], SC_TYPE(SC_KIND_TEXT));
    (void)sc_check_expression(check, pattern, SC_ANY_TYPE);
    node->pattern = sc_check_add_pattern(check, pattern);
}

static void check_includes(sc_checker *check, sc_node *node)
{
    sc_node *left = node->children[0], *right = node->children[1];
    sc_named_value value;
    if (!sc_check_find_value(check, left->text, &value)) {
        sc_check_report_unknown_name(check, left);
        return;
    }
    sc_check_mark_used(check, value);
    const sc_decision *decision =
        value.kind == SC_NODE_DECISION ? &check->model->decisions[value.index] : NULL;
    if (decision == NULL || decision->choose != SC_CHOOSE_EVERY) {
        sc_text hint = decision == NULL
                           ? SC_NO_TEXT
                           : SC_CHECK_PHRASE(check, "'{1}' has one outcome: write '{1} is {2}'",
                                             left->text, sc_check_quote(check, right));
        SC_CHECK_REPORT(
            check, INCLUDES_OF_ONE, left->span, left->path,
            .arguments = {left->text, decision == NULL
                                          ? sc_text_of(sc_check_value_kind_phrase(value.kind))
                                          : SC_TEXT("one that gives a single outcome")},
            .hint = hint);
        return;
    }
    left->kind = SC_NODE_DECISION;
    left->index = value.index;
    left->type = sc_check_value_type(check, value);
    (void)sc_check_require_type(check, right, left->type);
    if (right->type.kind == SC_KIND_SYMBOL && right->kind != SC_NODE_SYMBOL)
        sc_check_report_unknown_item(check, right->type.domain, right->text, right->span,
                                     right->path);
}

/* --- dispatch --- */

sc_type sc_check_comparison(sc_checker *check, sc_node *node)
{
    switch (node->kind) {
    case SC_NODE_COMPARE:
        check_compare(check, node);
        break;
    case SC_NODE_IS:
        check_is(check, node);
        break;
    case SC_NODE_IS_MISSING:
        check_is_missing(check, node);
        break;
    case SC_NODE_IS_OR_BETTER:
        check_is_or(check, node);
        break;
    case SC_NODE_IS_BETTER_THAN:
        check_is_than(check, node);
        break;
    case SC_NODE_IN:
        check_in(check, node);
        break;
    case SC_NODE_MATCHES:
        check_matches(check, node);
        break;
    case SC_NODE_INCLUDES:
        check_includes(check, node);
        break;
    default:
        break;
    }
    return SC_TYPE(SC_KIND_BOOLEAN);
}

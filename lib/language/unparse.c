/* Unparser: writes a node as the text of an expression, with brackets by precedence. */
#include "language/unparse.h"
#include "base/number.h"

/* Precedence, from the grammar. An operand of lower precedence than its position requires is put in
 * brackets. */
enum {
    PRECEDENCE_OR = 1,
    PRECEDENCE_AND,
    PRECEDENCE_NOT,
    PRECEDENCE_COMPARE,
    PRECEDENCE_SUM,
    PRECEDENCE_PRODUCT,
    PRECEDENCE_UNARY,
    PRECEDENCE_PRIMARY
};

static int precedence_of(const sc_node *node)
{
    switch (node->kind) {
    case SC_NODE_OR:
        return PRECEDENCE_OR;
    case SC_NODE_AND:
        return PRECEDENCE_AND;
    case SC_NODE_NOT:
        return PRECEDENCE_NOT;
    case SC_NODE_COMPARE:
    case SC_NODE_IS:
    case SC_NODE_IS_MISSING:
    case SC_NODE_IS_OR_BETTER:
    case SC_NODE_IS_BETTER_THAN:
    case SC_NODE_IN:
    case SC_NODE_MATCHES:
    case SC_NODE_INCLUDES:
        return PRECEDENCE_COMPARE;
    case SC_NODE_ADD:
    case SC_NODE_SUBTRACT:
        return PRECEDENCE_SUM;
    case SC_NODE_MULTIPLY:
    case SC_NODE_DIVIDE:
        return PRECEDENCE_PRODUCT;
    case SC_NODE_NEGATE:
        return PRECEDENCE_UNARY;
    case SC_NODE_NUMBER:
        return node->number < 0 ? PRECEDENCE_UNARY : PRECEDENCE_PRIMARY;
    default:
        return PRECEDENCE_PRIMARY;
    }
}

sc_text sc_node_id(const sc_model *model, const sc_node *node)
{
    switch (node->kind) {
    case SC_NODE_SYMBOL:
        return model->domains[node->type.domain].items[node->index].about.id;
    case SC_NODE_INDICATOR:
        return model->indicators[node->index].about.id;
    case SC_NODE_PARAMETER:
        return model->parameters[node->index].about.id;
    case SC_NODE_DERIVED:
        return model->derived[node->index].about.id;
    case SC_NODE_CRITERION:
        return model->criteria[node->index].about.id;
    case SC_NODE_DECISION:
        return model->decisions[node->index].about.id;
    case SC_NODE_TABLE:
        return model->tables[node->index].about.id;
    default:
        return SC_NO_TEXT;
    }
}

static void unparse_operand(sc_buffer *out, const sc_model *model, const sc_node *node, int level)
{
    bool brackets = precedence_of(node) < level;
    if (brackets)
        sc_buffer_byte(out, '(');
    sc_unparse(out, model, node);
    if (brackets)
        sc_buffer_byte(out, ')');
}

static void unparse_joined(sc_buffer *out, const sc_model *model, const sc_node *node,
                           const char *between, int level)
{
    for (uint32_t i = 0; i < node->child_count; i++) {
        if (i > 0)
            sc_buffer_string(out, between);
        unparse_operand(out, model, node->children[i], level);
    }
}

static void unparse_quoted(sc_buffer *out, sc_text text)
{
    sc_buffer_byte(out, '\'');
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\'')
            sc_buffer_byte(out, '\'');
        sc_buffer_byte(out, text.data[i]);
    }
    sc_buffer_byte(out, '\'');
}

static void unparse_compare(sc_buffer *out, const sc_model *model, const sc_node *node)
{
    static const char *const words[] = {" == ", " != ", " < ", " <= ", " > ", " >= "};
    for (uint32_t i = 0; i < node->child_count; i++) {
        if (i > 0)
            sc_buffer_string(out, words[node->comparisons[i - 1]]);
        unparse_operand(out, model, node->children[i], PRECEDENCE_SUM);
    }
}

static void unparse_is(sc_buffer *out, const sc_model *model, const sc_node *node)
{
    unparse_operand(out, model, node->children[0], PRECEDENCE_SUM);
    sc_buffer_string(out, node->negated ? " is not " : " is ");
    if (node->kind == SC_NODE_IS_MISSING) {
        sc_buffer_string(out, "missing");
        return;
    }
    if (node->kind == SC_NODE_IS_BETTER_THAN)
        sc_buffer_string(out, node->worse ? "worse than " : "better than ");
    unparse_operand(out, model, node->children[1], PRECEDENCE_SUM);
    if (node->kind == SC_NODE_IS_OR_BETTER)
        sc_buffer_string(out, node->worse ? " or worse" : " or better");
}

static void unparse_in(sc_buffer *out, const sc_model *model, const sc_node *node)
{
    unparse_operand(out, model, node->children[0], PRECEDENCE_SUM);
    sc_buffer_string(out, node->negated ? " not in [" : " in [");
    for (uint32_t i = 1; i < node->child_count; i++) {
        if (i > 1)
            sc_buffer_string(out, ", ");
        sc_unparse(out, model, node->children[i]);
    }
    sc_buffer_byte(out, ']');
}

static void unparse_binary(sc_buffer *out, const sc_model *model, const sc_node *node,
                           const char *word, int left, int right)
{
    unparse_operand(out, model, node->children[0], left);
    sc_buffer_string(out, word);
    unparse_operand(out, model, node->children[1], right);
}

static void unparse_call(sc_buffer *out, const sc_model *model, const sc_node *node, sc_text name)
{
    sc_buffer_text(out, name);
    sc_buffer_byte(out, '(');
    unparse_joined(out, model, node, ", ", PRECEDENCE_OR);
    sc_buffer_byte(out, ')');
}

static void unparse_counted(sc_buffer *out, const sc_model *model, const sc_node *node,
                            const char *words)
{
    sc_buffer_string(out, words);
    sc_unparse(out, model, node->children[0]);
    sc_buffer_string(out, " of ");
    sc_buffer_integer(out, (long long)node->child_count - 1);
}

static void unparse_heading(sc_buffer *out, const char *words, uint32_t count)
{
    sc_buffer_string(out, words);
    sc_buffer_integer(out, count);
}

static void unparse_literal(sc_buffer *out, const sc_node *node)
{
    char date[16];
    switch (node->kind) {
    case SC_NODE_NUMBER:
        if (node->text.length > 0)
            sc_buffer_text(out, node->text);
        else
            sc_buffer_number(out, node->number);
        break;
    case SC_NODE_BOOLEAN:
        sc_buffer_string(out, node->index ? "true" : "false");
        break;
    case SC_NODE_DATE:
        sc_date_write(node->number, date);
        sc_buffer_string(out, "date(");
        sc_buffer_string(out, date);
        sc_buffer_byte(out, ')');
        break;
    case SC_NODE_TEXT:
        unparse_quoted(out, node->text);
        break;
    case SC_NODE_TODAY:
        sc_buffer_string(out, "today");
        break;
    default:
        sc_buffer_string(out, "missing");
        break;
    }
}

static void unparse_truth(sc_buffer *out, const sc_model *model, const sc_node *node)
{
    switch (node->kind) {
    case SC_NODE_COMPARE:
        unparse_compare(out, model, node);
        break;
    case SC_NODE_IN:
        unparse_in(out, model, node);
        break;
    case SC_NODE_MATCHES:
        unparse_binary(out, model, node, node->negated ? " not matches " : " matches ",
                       PRECEDENCE_SUM, PRECEDENCE_PRIMARY);
        break;
    case SC_NODE_INCLUDES:
        unparse_binary(out, model, node, " includes ", PRECEDENCE_PRIMARY, PRECEDENCE_PRIMARY);
        break;
    case SC_NODE_NOT:
        sc_buffer_string(out, "not ");
        unparse_operand(out, model, node->children[0], PRECEDENCE_NOT);
        break;
    case SC_NODE_AND:
        unparse_joined(out, model, node, " and ", PRECEDENCE_NOT);
        break;
    case SC_NODE_OR:
        unparse_joined(out, model, node, " or ", PRECEDENCE_AND);
        break;
    default:
        unparse_is(out, model, node);
        break;
    }
}

static void unparse_arithmetic(sc_buffer *out, const sc_model *model, const sc_node *node)
{
    switch (node->kind) {
    case SC_NODE_NEGATE:
        sc_buffer_byte(out, '-');
        unparse_operand(out, model, node->children[0], PRECEDENCE_UNARY);
        break;
    case SC_NODE_ADD:
        unparse_binary(out, model, node, " + ", PRECEDENCE_SUM, PRECEDENCE_PRODUCT);
        break;
    case SC_NODE_SUBTRACT:
        unparse_binary(out, model, node, " - ", PRECEDENCE_SUM, PRECEDENCE_PRODUCT);
        break;
    case SC_NODE_MULTIPLY:
        unparse_binary(out, model, node, " * ", PRECEDENCE_PRODUCT, PRECEDENCE_UNARY);
        break;
    default:
        unparse_binary(out, model, node, " / ", PRECEDENCE_PRODUCT, PRECEDENCE_UNARY);
        break;
    }
}

void sc_unparse(sc_buffer *out, const sc_model *model, const sc_node *node)
{
    switch (node->kind) {
    case SC_NODE_NEGATE:
    case SC_NODE_ADD:
    case SC_NODE_SUBTRACT:
    case SC_NODE_MULTIPLY:
    case SC_NODE_DIVIDE:
        unparse_arithmetic(out, model, node);
        break;
    case SC_NODE_CALL:
        unparse_call(out, model, node, sc_text_of(sc_function_name(node->function)));
        break;
    case SC_NODE_TABLE:
        unparse_call(out, model, node, sc_node_id(model, node));
        break;
    case SC_NODE_ALL:
        unparse_heading(out, "all of ", node->child_count);
        break;
    case SC_NODE_ANY:
        unparse_heading(out, "any of ", node->child_count);
        break;
    case SC_NODE_AT_LEAST:
        unparse_counted(out, model, node, "at least ");
        break;
    case SC_NODE_AT_MOST:
        unparse_counted(out, model, node, "at most ");
        break;
    case SC_NODE_WHEN:
        sc_unparse(out, model, node->children[0]);
        break;
    case SC_NODE_NUMBER:
    case SC_NODE_TEXT:
    case SC_NODE_BOOLEAN:
    case SC_NODE_DATE:
    case SC_NODE_MISSING:
    case SC_NODE_TODAY:
        unparse_literal(out, node);
        break;
    default:
        if (precedence_of(node) == PRECEDENCE_PRIMARY)
            sc_buffer_text(out, sc_node_id(model, node));
        else
            unparse_truth(out, model, node);
        break;
    }
}

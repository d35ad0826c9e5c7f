#include "language/unparse.h"
#include "base/number.h"

/* How tightly a form binds, from the grammar; a child that binds less than its place asks is put in brackets.
 */
enum {
    LEVEL_OR = 1,
    LEVEL_AND,
    LEVEL_NOT,
    LEVEL_COMPARE,
    LEVEL_SUM,
    LEVEL_PRODUCT,
    LEVEL_UNARY,
    LEVEL_PRIMARY
};

static int level_of(const sc_node *node)
{
    switch (node->kind) {
    case SC_NODE_OR:
        return LEVEL_OR;
    case SC_NODE_AND:
        return LEVEL_AND;
    case SC_NODE_NOT:
        return LEVEL_NOT;
    case SC_NODE_COMPARE:
    case SC_NODE_IS:
    case SC_NODE_IS_MISSING:
    case SC_NODE_IS_OR:
    case SC_NODE_IS_THAN:
    case SC_NODE_IN:
    case SC_NODE_MATCHES:
    case SC_NODE_INCLUDES:
        return LEVEL_COMPARE;
    case SC_NODE_ADD:
    case SC_NODE_SUBTRACT:
        return LEVEL_SUM;
    case SC_NODE_MULTIPLY:
    case SC_NODE_DIVIDE:
        return LEVEL_PRODUCT;
    case SC_NODE_NEGATE:
        return LEVEL_UNARY;
    case SC_NODE_NUMBER:
        return node->number < 0 ? LEVEL_UNARY : LEVEL_PRIMARY;
    default:
        return LEVEL_PRIMARY;
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

static void spell_at(sc_buffer *out, const sc_model *model, const sc_node *node, int level)
{
    bool brackets = level_of(node) < level;
    if (brackets)
        sc_buffer_byte(out, '(');
    sc_spell(out, model, node);
    if (brackets)
        sc_buffer_byte(out, ')');
}

static void spell_joined(sc_buffer *out, const sc_model *model, const sc_node *node, const char *between,
                         int level)
{
    for (uint32_t i = 0; i < node->child_count; i++) {
        if (i > 0)
            sc_buffer_string(out, between);
        spell_at(out, model, node->children[i], level);
    }
}

static void spell_quoted(sc_buffer *out, sc_text text)
{
    sc_buffer_byte(out, '\'');
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\'')
            sc_buffer_byte(out, '\'');
        sc_buffer_byte(out, text.data[i]);
    }
    sc_buffer_byte(out, '\'');
}

static void spell_compare(sc_buffer *out, const sc_model *model, const sc_node *node)
{
    static const char *const words[] = {" == ", " != ", " < ", " <= ", " > ", " >= "};
    for (uint32_t i = 0; i < node->child_count; i++) {
        if (i > 0)
            sc_buffer_string(out, words[node->comparisons[i - 1]]);
        spell_at(out, model, node->children[i], LEVEL_SUM);
    }
}

static void spell_is(sc_buffer *out, const sc_model *model, const sc_node *node)
{
    spell_at(out, model, node->children[0], LEVEL_SUM);
    sc_buffer_string(out, node->negated ? " is not " : " is ");
    if (node->kind == SC_NODE_IS_MISSING) {
        sc_buffer_string(out, "missing");
        return;
    }
    if (node->kind == SC_NODE_IS_THAN)
        sc_buffer_string(out, node->worse ? "worse than " : "better than ");
    spell_at(out, model, node->children[1], LEVEL_SUM);
    if (node->kind == SC_NODE_IS_OR)
        sc_buffer_string(out, node->worse ? " or worse" : " or better");
}

static void spell_in(sc_buffer *out, const sc_model *model, const sc_node *node)
{
    spell_at(out, model, node->children[0], LEVEL_SUM);
    sc_buffer_string(out, node->negated ? " not in [" : " in [");
    for (uint32_t i = 1; i < node->child_count; i++) {
        if (i > 1)
            sc_buffer_string(out, ", ");
        sc_spell(out, model, node->children[i]);
    }
    sc_buffer_byte(out, ']');
}

static void spell_two(sc_buffer *out, const sc_model *model, const sc_node *node, const char *word, int left,
                      int right)
{
    spell_at(out, model, node->children[0], left);
    sc_buffer_string(out, word);
    spell_at(out, model, node->children[1], right);
}

static void spell_called(sc_buffer *out, const sc_model *model, const sc_node *node, sc_text name)
{
    sc_buffer_text(out, name);
    sc_buffer_byte(out, '(');
    spell_joined(out, model, node, ", ", LEVEL_OR);
    sc_buffer_byte(out, ')');
}

static void spell_counted(sc_buffer *out, const sc_model *model, const sc_node *node, const char *words)
{
    sc_buffer_string(out, words);
    sc_spell(out, model, node->children[0]);
    sc_buffer_string(out, " of ");
    sc_buffer_integer(out, (long long)node->child_count - 1);
}

static void spell_heading(sc_buffer *out, const char *words, uint32_t count)
{
    sc_buffer_string(out, words);
    sc_buffer_integer(out, count);
}

static void spell_literal(sc_buffer *out, const sc_node *node)
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
        spell_quoted(out, node->text);
        break;
    case SC_NODE_TODAY:
        sc_buffer_string(out, "today");
        break;
    default:
        sc_buffer_string(out, "missing");
        break;
    }
}

static void spell_truth(sc_buffer *out, const sc_model *model, const sc_node *node)
{
    switch (node->kind) {
    case SC_NODE_COMPARE:
        spell_compare(out, model, node);
        break;
    case SC_NODE_IN:
        spell_in(out, model, node);
        break;
    case SC_NODE_MATCHES:
        spell_two(out, model, node, node->negated ? " not matches " : " matches ", LEVEL_SUM, LEVEL_PRIMARY);
        break;
    case SC_NODE_INCLUDES:
        spell_two(out, model, node, " includes ", LEVEL_PRIMARY, LEVEL_PRIMARY);
        break;
    case SC_NODE_NOT:
        sc_buffer_string(out, "not ");
        spell_at(out, model, node->children[0], LEVEL_NOT);
        break;
    case SC_NODE_AND:
        spell_joined(out, model, node, " and ", LEVEL_NOT);
        break;
    case SC_NODE_OR:
        spell_joined(out, model, node, " or ", LEVEL_AND);
        break;
    default:
        spell_is(out, model, node);
        break;
    }
}

static void spell_sum(sc_buffer *out, const sc_model *model, const sc_node *node)
{
    switch (node->kind) {
    case SC_NODE_NEGATE:
        sc_buffer_byte(out, '-');
        spell_at(out, model, node->children[0], LEVEL_UNARY);
        break;
    case SC_NODE_ADD:
        spell_two(out, model, node, " + ", LEVEL_SUM, LEVEL_PRODUCT);
        break;
    case SC_NODE_SUBTRACT:
        spell_two(out, model, node, " - ", LEVEL_SUM, LEVEL_PRODUCT);
        break;
    case SC_NODE_MULTIPLY:
        spell_two(out, model, node, " * ", LEVEL_PRODUCT, LEVEL_UNARY);
        break;
    default:
        spell_two(out, model, node, " / ", LEVEL_PRODUCT, LEVEL_UNARY);
        break;
    }
}

void sc_spell(sc_buffer *out, const sc_model *model, const sc_node *node)
{
    switch (node->kind) {
    case SC_NODE_NEGATE:
    case SC_NODE_ADD:
    case SC_NODE_SUBTRACT:
    case SC_NODE_MULTIPLY:
    case SC_NODE_DIVIDE:
        spell_sum(out, model, node);
        break;
    case SC_NODE_CALL:
        spell_called(out, model, node, sc_text_of(sc_function_name(node->function)));
        break;
    case SC_NODE_TABLE:
        spell_called(out, model, node, sc_node_id(model, node));
        break;
    case SC_NODE_ALL:
        spell_heading(out, "all of ", node->child_count);
        break;
    case SC_NODE_ANY:
        spell_heading(out, "any of ", node->child_count);
        break;
    case SC_NODE_AT_LEAST:
        spell_counted(out, model, node, "at least ");
        break;
    case SC_NODE_AT_MOST:
        spell_counted(out, model, node, "at most ");
        break;
    case SC_NODE_WHEN:
        sc_spell(out, model, node->children[0]);
        break;
    case SC_NODE_NUMBER:
    case SC_NODE_TEXT:
    case SC_NODE_BOOLEAN:
    case SC_NODE_DATE:
    case SC_NODE_MISSING:
    case SC_NODE_TODAY:
        spell_literal(out, node);
        break;
    default:
        if (level_of(node) == LEVEL_PRIMARY)
            sc_buffer_text(out, sc_node_id(model, node));
        else
            spell_truth(out, model, node);
        break;
    }
}

/* Prints expressions as nested lists. */
#include "expression_printer.h"

#include "base/number.h"

static const char *const words[] = {[SC_NODE_NEGATE] = "neg",
                                    [SC_NODE_ADD] = "+",
                                    [SC_NODE_SUBTRACT] = "-",
                                    [SC_NODE_MULTIPLY] = "*",
                                    [SC_NODE_DIVIDE] = "/",
                                    [SC_NODE_COMPARE] = "compare",
                                    [SC_NODE_IS] = "is",
                                    [SC_NODE_IS_MISSING] = "is-missing",
                                    [SC_NODE_IS_OR_BETTER] = "is-or",
                                    [SC_NODE_IS_BETTER_THAN] = "is",
                                    [SC_NODE_IN] = "in",
                                    [SC_NODE_MATCHES] = "matches",
                                    [SC_NODE_INCLUDES] = "includes",
                                    [SC_NODE_NOT] = "not",
                                    [SC_NODE_AND] = "and",
                                    [SC_NODE_OR] = "or",
                                    [SC_NODE_ALL] = "all",
                                    [SC_NODE_ANY] = "any",
                                    [SC_NODE_AT_LEAST] = "at-least",
                                    [SC_NODE_AT_MOST] = "at-most",
                                    [SC_NODE_WHEN] = "when"};

static const char *const comparisons[] = {"==", "!=", "<", "<=", ">", ">="};

static void write_named(sc_buffer *out, const char *kind, sc_text id)
{
    sc_buffer_string(out, kind);
    sc_buffer_byte(out, ':');
    sc_buffer_text(out, id);
}

static void write_symbol(const sc_model *model, const sc_node *node, sc_buffer *out)
{
    const sc_domain *domain = &model->domains[node->type.domain];
    write_named(out, "symbol", domain->about.id);
    sc_buffer_byte(out, '.');
    sc_buffer_text(out, domain->items[node->index].about.id);
}

static bool write_leaf(const sc_model *model, const sc_node *node, sc_buffer *out)
{
    char date[16];
    switch (node->kind) {
    case SC_NODE_NUMBER:
        sc_buffer_text(out, node->text);
        return true;
    case SC_NODE_TEXT:
        sc_buffer_json(out, node->text);
        return true;
    case SC_NODE_BOOLEAN:
        sc_buffer_string(out, node->index ? "true" : "false");
        return true;
    case SC_NODE_DATE:
        sc_buffer_text(out, (sc_text){date, sc_date_write(node->number, date)});
        return true;
    case SC_NODE_MISSING:
        sc_buffer_string(out, "missing");
        return true;
    case SC_NODE_TODAY:
        sc_buffer_string(out, "today");
        return true;
    case SC_NODE_NAME:
        sc_buffer_text(out, node->text);
        return true;
    case SC_NODE_SYMBOL:
        write_symbol(model, node, out);
        return true;
    case SC_NODE_INDICATOR:
        write_named(out, "indicator", model->indicators[node->index].about.id);
        return true;
    case SC_NODE_PARAMETER:
        write_named(out, "parameter", model->parameters[node->index].about.id);
        return true;
    case SC_NODE_DERIVED:
        write_named(out, "derived", model->derived[node->index].about.id);
        return true;
    case SC_NODE_CRITERION:
        write_named(out, "criterion", model->criteria[node->index].about.id);
        return true;
    case SC_NODE_DECISION:
        write_named(out, "decision", model->decisions[node->index].about.id);
        return true;
    default:
        return false;
    }
}

static void write_operator(const sc_model *model, const sc_node *node, sc_buffer *out)
{
    if (node->negated)
        sc_buffer_string(out, "not-");
    if (node->kind == SC_NODE_TABLE)
        write_named(out, "table", model->tables[node->index].about.id);
    else if (node->kind == SC_NODE_CALL)
        sc_buffer_text(out, node->function == SC_FUNCTION_NONE
                                ? node->text
                                : sc_text_of(sc_function_name(node->function)));
    else
        sc_buffer_string(out, words[node->kind]);
    if (node->kind == SC_NODE_IS_OR_BETTER || node->kind == SC_NODE_IS_BETTER_THAN)
        sc_buffer_string(out, node->worse ? "-worse" : "-better");
}

void print_expression(const sc_model *model, const sc_node *node, bool types, sc_buffer *out)
{
    if (node == NULL) {
        sc_buffer_string(out, "nothing");
        return;
    }
    if (!write_leaf(model, node, out)) {
        sc_buffer_byte(out, '(');
        write_operator(model, node, out);
        for (uint32_t i = 0; i < node->child_count; i++) {
            sc_buffer_byte(out, ' ');
            if (node->kind == SC_NODE_COMPARE && i > 0) {
                sc_buffer_string(out, comparisons[node->comparisons[i - 1]]);
                sc_buffer_byte(out, ' ');
            }
            print_expression(model, node->children[i], types, out);
        }
        sc_buffer_byte(out, ')');
    }
    if (types)
        write_named(out, "", sc_type_name(model, node->type));
}

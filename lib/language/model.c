/* Construction of nodes, names of types and functions, and the model's name tables. */
#include "language/model.h"

sc_node *sc_node_new(sc_model *model, sc_node_kind kind, sc_span span)
{
    if (model->node_count == SC_NONE)
        return NULL;
    sc_node *node = SC_NEW(model->arena, sc_node);
    if (node == NULL)
        return NULL;
    node->kind = kind;
    node->type = (sc_type){SC_KIND_UNKNOWN, SC_NONE};
    node->id = model->node_count++;
    node->index = SC_NONE;
    node->function = SC_FUNCTION_NONE;
    node->pattern = SC_NONE;
    node->span = span;
    node->operator_span = span;
    return node;
}

const sc_node *sc_node_body(const sc_model *model, const sc_node *node)
{
    if (node->kind == SC_NODE_DERIVED)
        return model->derived[node->index].value;
    if (node->kind == SC_NODE_CRITERION)
        return model->criteria[node->index].when;
    return NULL;
}

bool sc_node_is_call(const sc_node *node, sc_function function)
{
    return node->kind == SC_NODE_CALL && node->function == function;
}

sc_strictness sc_function_strictness(sc_function function)
{
    static const uint8_t strictness[SC_FUNCTION_COUNT_OF + 1] = {
#define SC_UNARY_FUNCTION(NAME, name, ARGUMENT, RESULT, STRICTNESS, MEMORY)                        \
    [SC_FUNCTION_##NAME] = SC_STRICTNESS_##STRICTNESS,
#define SC_BINARY_FUNCTION(NAME, name, FIRST, SECOND, RESULT, STRICTNESS, MEMORY)                  \
    [SC_FUNCTION_##NAME] = SC_STRICTNESS_##STRICTNESS,
#include "base/functions.def"
    };
    return (sc_strictness)strictness[function];
}

const char *sc_function_name(sc_function function)
{
    static const char *const names[] = {
#define SC_FUNCTION(NAME, name) #name,
#include "base/functions.def"
    };
    return function < SC_FUNCTION_COUNT_OF ? names[function] : "";
}

schoolcat_type sc_public_type(sc_kind kind)
{
    switch (kind) {
    case SC_KIND_INTEGER:
        return SCHOOLCAT_INTEGER;
    case SC_KIND_BOOLEAN:
        return SCHOOLCAT_BOOLEAN;
    case SC_KIND_TEXT:
        return SCHOOLCAT_TEXT;
    case SC_KIND_DATE:
        return SCHOOLCAT_DATE;
    case SC_KIND_SYMBOL:
        return SCHOOLCAT_SYMBOL;
    default:
        return SCHOOLCAT_NUMBER;
    }
}

const char *sc_kind_name(sc_kind kind)
{
    switch (kind) {
    case SC_KIND_NUMBER:
        return "number";
    case SC_KIND_INTEGER:
        return "integer";
    case SC_KIND_BOOLEAN:
        return "boolean";
    case SC_KIND_TEXT:
        return "text";
    case SC_KIND_DATE:
        return "date";
    case SC_KIND_SYMBOL:
        return "symbol";
    case SC_KIND_MISSING:
        return "missing";
    case SC_KIND_UNKNOWN:
        break;
    }
    return "unknown";
}

bool sc_type_is_number(sc_type type)
{
    return type.kind == SC_KIND_NUMBER || type.kind == SC_KIND_INTEGER;
}

bool sc_type_equal(sc_type a, sc_type b)
{
    return a.kind == b.kind && (a.kind != SC_KIND_SYMBOL || a.domain == b.domain);
}

bool sc_type_assignable(sc_type actual, sc_type required)
{
    return sc_type_equal(actual, required) ||
           (required.kind == SC_KIND_NUMBER && actual.kind == SC_KIND_INTEGER);
}

sc_text sc_type_name(const sc_model *model, sc_type type)
{
    if (type.kind == SC_KIND_SYMBOL && type.domain < model->domain_count)
        return model->domains[type.domain].about.id;
    return sc_text_of(sc_kind_name(type.kind));
}

/* --- items --- */

bool sc_domain_find_item(const sc_domain *domain, sc_text text, uint32_t *item)
{
    if (sc_name_table_find(domain->names, text, item))
        return true;
    for (uint32_t i = 0; i < domain->item_count; i++) {
        const sc_item *candidate = &domain->items[i];
        bool found = candidate->code.length > 0 && sc_text_equal(candidate->code, text);
        for (uint32_t k = 0; k < candidate->alias_count && !found; k++)
            found = sc_text_equal(candidate->aliases[k], text);
        if (found) {
            *item = i;
            return true;
        }
    }
    return false;
}

/* --- name tables --- */

/* Indexes by id an array of `count` structures of `stride` bytes whose first field is an sc_about.
 */
static bool make_name_table(sc_model *model, sc_name_table **names, const void *elements,
                            uint32_t count, size_t stride)
{
    if (*names != NULL)
        return true;
    sc_name_table *made = sc_name_table_new(&model->arena->allocator);
    if (made == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        const sc_about *about = (const void *)((const char *)elements + i * stride);
        uint32_t existing;
        if (about->id.length > 0 &&
            sc_name_table_add(made, about->id, i, &existing) == SC_NAME_TABLE_NO_MEMORY) {
            sc_name_table_free(made);
            return false;
        }
    }
    *names = made;
    return true;
}

#define MAKE_NAME_TABLE(model, names, elements, count)                                             \
    make_name_table((model), &(names), (elements), (count), sizeof *(elements))

bool sc_model_make_name_tables(sc_model *model)
{
    for (uint32_t i = 0; i < model->domain_count; i++) {
        sc_domain *domain = &model->domains[i];
        if (!MAKE_NAME_TABLE(model, domain->names, domain->items, domain->item_count))
            return false;
    }
    return MAKE_NAME_TABLE(model, model->indicator_names, model->indicators,
                           model->indicator_count) &&
           MAKE_NAME_TABLE(model, model->parameter_names, model->parameters,
                           model->parameter_count) &&
           MAKE_NAME_TABLE(model, model->derived_names, model->derived, model->derived_count) &&
           MAKE_NAME_TABLE(model, model->criterion_names, model->criteria,
                           model->criterion_count) &&
           MAKE_NAME_TABLE(model, model->group_names, model->groups, model->group_count) &&
           MAKE_NAME_TABLE(model, model->table_names, model->tables, model->table_count) &&
           MAKE_NAME_TABLE(model, model->decision_names, model->decisions, model->decision_count) &&
           MAKE_NAME_TABLE(model, model->domain_names, model->domains, model->domain_count);
}

static void free_name_table(sc_name_table **names)
{
    if (*names != NULL)
        sc_name_table_free(*names);
    *names = NULL;
}

void sc_model_destroy(sc_model *model)
{
    if (model == NULL)
        return;
    for (uint32_t i = 0; i < model->domain_count; i++)
        free_name_table(&model->domains[i].names);
    sc_name_table **const tables[] = {&model->indicator_names, &model->parameter_names,
                                      &model->derived_names,   &model->criterion_names,
                                      &model->group_names,     &model->table_names,
                                      &model->decision_names,  &model->domain_names};
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        free_name_table(tables[i]);
}

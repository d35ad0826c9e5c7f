/* The door of the checker and the order of its steps. */
#include "language/checker.h"

#include "base/number.h"
#include "base/template.h"

/* --- words for messages --- */

sc_text sc_check_phrase(sc_checker *check, const char *template, const sc_text arguments[4])
{
    return sc_arena_template(&check->scratch, template, arguments);
}

sc_text sc_check_number(sc_checker *check, double number)
{
    char written[SC_NUMBER_CAPACITY];
    size_t length = sc_number_write(number, written);
    return sc_arena_text(&check->scratch, (sc_text){written, length});
}

sc_text sc_check_did_you_mean(sc_checker *check, sc_text nearest)
{
    if (nearest.length == 0)
        return SC_NO_TEXT;
    return SC_CHECK_PHRASE(check, "did you mean '{1}'?", nearest);
}

bool sc_check_within_guess_limit(sc_checker *check, size_t count)
{
    enum { MAX_COMPARED_NAMES = 2000000 };
    check->guesses += count;
    return check->guesses <= MAX_COMPARED_NAMES;
}

void sc_check_compare_all(sc_checker *check, const sc_name_table *names, sc_nearest_search *search)
{
    if (sc_check_within_guess_limit(check, sc_name_table_count(names)))
        sc_name_table_compare_all(names, search);
}

sc_text sc_check_nearest(sc_checker *check, const sc_name_table *names, sc_text name)
{
    sc_nearest_search search;
    sc_nearest_begin(&search, name);
    sc_check_compare_all(check, names, &search);
    return sc_nearest_result(&search);
}

sc_text sc_check_item_phrase(const sc_checker *check, uint32_t domain)
{
    return check->model->domains[domain].kind == SC_DOMAIN_DECISION ? SC_TEXT("an outcome")
                                                                    : SC_TEXT("an item");
}

sc_text sc_check_type_phrase(sc_checker *check, sc_type type)
{
    switch (type.kind) {
    case SC_KIND_NUMBER:
        return SC_TEXT("a number");
    case SC_KIND_INTEGER:
        return SC_TEXT("a whole number");
    case SC_KIND_BOOLEAN:
        return SC_TEXT("true or false");
    case SC_KIND_TEXT:
        return SC_TEXT("a text");
    case SC_KIND_DATE:
        return SC_TEXT("a date");
    case SC_KIND_SYMBOL:
        return SC_CHECK_PHRASE(check, "{1} of '{2}'", sc_check_item_phrase(check, type.domain),
                               sc_type_name(check->model, type));
    case SC_KIND_MISSING:
    case SC_KIND_UNKNOWN:
        break;
    }
    return SC_TEXT("missing");
}

static sc_text source_text(const sc_sources *sources, sc_span span)
{
    if (span.file >= sources->list.count || span.offset >= sources->list.at[span.file]->text.length)
        return SC_NO_TEXT;
    sc_text text = sources->list.at[span.file]->text;
    size_t rest = text.length - span.offset;
    return (sc_text){text.data + span.offset, span.length < rest ? span.length : rest};
}

sc_text sc_check_quote(sc_checker *check, const sc_node *node)
{
    enum { MAX_SHOWN = 60 };
    sc_text whole =
        node->kind == SC_NODE_TEXT ? node->text : source_text(check->model->sources, node->span);
    size_t length = 0;
    while (length < whole.length && length < MAX_SHOWN && whole.data[length] != '\n' &&
           whole.data[length] != '\r')
        sc_utf8_decode(whole, &length);
    sc_text words = sc_text_trim((sc_text){whole.data, length});
    if (words.length == 0)
        return SC_TEXT("this");
    return length < whole.length ? SC_CHECK_PHRASE(check, "{1} ...", words) : words;
}

sc_text sc_check_item_list(sc_checker *check, const sc_domain *domain)
{
    enum { MAX_SHOWN = 8 };
    sc_text said = SC_NO_TEXT;
    for (uint32_t i = 0; i < domain->item_count && i < MAX_SHOWN; i++) {
        sc_text id = domain->items[i].about.id;
        said = i == 0 ? id : SC_CHECK_PHRASE(check, "{1}, {2}", said, id);
    }
    return domain->item_count > MAX_SHOWN ? SC_CHECK_PHRASE(check, "{1}, ...", said) : said;
}

/* --- criteria, groups --- */

static void check_criteria(sc_checker *check)
{
    for (uint32_t i = 0; i < check->model->criterion_count; i++)
        (void)sc_check_require_type(check, check->model->criteria[i].when,
                                    SC_TYPE(SC_KIND_BOOLEAN));
}

static void check_groups(sc_checker *check)
{
    for (uint32_t i = 0; i < check->model->group_count; i++) {
        const sc_group *group = &check->model->groups[i];
        for (uint32_t k = 0; k < group->count; k++)
            (void)sc_check_require_type(check, group->conditions[k], SC_TYPE(SC_KIND_BOOLEAN));
    }
}

/* --- derived values met before their type was known --- */

/* In a circle, which has been reported; or a word could have been a symbol and the order of typing
 * went the other way. */
static void check_deferred(sc_checker *check)
{
    if (sc_diagnostics_errors(check->diagnostics) > 0)
        return;
    for (size_t i = 0; i < check->deferred.count; i++) {
        const sc_node *node = check->deferred.at[i];
        SC_CHECK_REPORT(check, TYPE_UNCLEAR, node->span, node->path, .arguments = {node->text},
                        .hint =
                            SC_CHECK_PHRASE(check, "say with `type:` what '{1}' is", node->text));
    }
}

/* --- the door --- */

static bool open_check(sc_checker *check, sc_model *model, schoolcat_diagnostics *diagnostics)
{
    *check = (sc_checker){.model = model,
                          .diagnostics = diagnostics,
                          .clean = sc_diagnostics_errors(diagnostics) == 0};
    sc_arena_init(&check->scratch, &model->arena->allocator);
    check->values = sc_name_table_new(&model->arena->allocator);
    check->pattern_names = sc_name_table_new(&model->arena->allocator);
    check->node_states = SC_NEW_ARRAY(&check->scratch, model->node_count, uint8_t);
    check->derived_typed = SC_NEW_ARRAY(&check->scratch, model->derived_count, bool);
    return check->values != NULL && check->pattern_names != NULL && check->node_states != NULL &&
           check->derived_typed != NULL;
}

static void close_check(sc_checker *check)
{
    if (check->values != NULL)
        sc_name_table_free(check->values);
    if (check->pattern_names != NULL)
        sc_name_table_free(check->pattern_names);
    sc_arena_destroy(&check->scratch);
}

static void check_all(sc_checker *check)
{
    sc_check_decision_domains(check);
    if (check->no_memory || !sc_model_make_name_tables(check->model))
        return;
    sc_check_declare_values(check);
    sc_check_parameters(check);
    sc_check_indicators(check);
    sc_check_tables(check);
    sc_check_derived_types(check);
    check_criteria(check);
    check_groups(check);
    sc_check_rules(check);
    sc_check_store_patterns(check);
    sc_check_dependencies(check);
    check_deferred(check);
    sc_check_equalities(check);
    sc_check_details(check);
    sc_check_unused(check);
}

bool sc_check_model(sc_model *model, schoolcat_diagnostics *diagnostics)
{
    sc_checker check;
    bool opened = open_check(&check, model, diagnostics) && sc_model_make_name_tables(model);
    if (opened)
        check_all(&check);
    if (!opened || check.no_memory || check.scratch.failed)
        model->arena->failed = true;
    close_check(&check);
    return !model->arena->failed && !sc_diagnostics_failed(diagnostics) &&
           sc_diagnostics_errors(diagnostics) == 0;
}

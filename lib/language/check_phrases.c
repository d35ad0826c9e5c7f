/* Phrases of the checker's messages: types, kinds of values, quoted source text, lists of items,
 * and 'did you mean' hints. */
#include "language/checker.h"

#include "base/number.h"
#include "base/template.h"

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
    return sc_did_you_mean_hint(&check->scratch, nearest);
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

const char *sc_check_value_kind_phrase(sc_node_kind kind)
{
    switch (kind) {
    case SC_NODE_INDICATOR:
        return "an indicator";
    case SC_NODE_PARAMETER:
        return "a parameter";
    case SC_NODE_DERIVED:
        return "a derived value";
    case SC_NODE_CRITERION:
        return "a criterion";
    default:
        return "a decision";
    }
}

sc_text sc_check_item_list(sc_checker *check, const sc_domain *domain)
{
    enum { MAX_SHOWN = 8 };
    sc_text list = SC_NO_TEXT;
    for (uint32_t i = 0; i < domain->item_count && i < MAX_SHOWN; i++) {
        sc_text id = domain->items[i].about.id;
        list = i == 0 ? id : SC_CHECK_PHRASE(check, "{1}, {2}", list, id);
    }
    return domain->item_count > MAX_SHOWN ? SC_CHECK_PHRASE(check, "{1}, ...", list) : list;
}

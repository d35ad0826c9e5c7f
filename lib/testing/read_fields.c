/* Fields of the YAML mappings of a tests file, and reports of problems in them. */
#include "base/template.h"
#include "testing/tests.h"

bool sc_tests_failed(const sc_tests *tests)
{
    return tests->arena.failed || sc_diagnostics_failed(tests->diagnostics);
}

sc_text sc_tests_path(sc_tests *tests, sc_text base, sc_text key)
{
    return base.length == 0 ? key : SC_FORMAT(&tests->arena, "{1}.{2}", base, key);
}

sc_text sc_tests_quoted(sc_tests *tests, sc_text name)
{
    return SC_FORMAT(&tests->arena, "'{1}'", name);
}

sc_text sc_tests_hint(sc_tests *tests, sc_text nearest)
{
    return sc_did_you_mean_hint(&tests->arena, nearest);
}

bool sc_tests_expect_kind(sc_tests *tests, const sc_yaml_node *node, sc_yaml_kind kind,
                          sc_text name, sc_text path)
{
    static const char *const wanted[] = {[SC_YAML_SCALAR] = "one value",
                                         [SC_YAML_SEQUENCE] = "a list",
                                         [SC_YAML_MAPPING] = "a mapping of keys and values"};
    if (node->broken)
        return false;
    if (node->kind == kind)
        return true;
    if (sc_yaml_is_empty(node)) {
        sc_text bare = name;
        if (bare.length > 2 && bare.data[0] == '\'')
            bare = (sc_text){bare.data + 1, bare.length - 2};
        SC_TEST_REPORT(tests, EMPTY_VALUE, node->span, path, .arguments = {bare});
        return false;
    }
    SC_TEST_REPORT(
        tests, WRONG_SHAPE, node->span, path,
        .arguments = {name, sc_text_of(wanted[kind]), sc_text_of(sc_yaml_kind_name(node))},
        .hint = kind == SC_YAML_SEQUENCE && node->kind == SC_YAML_SCALAR
                    ? SC_TEXT("write it in square brackets: [a, b]")
                    : SC_NO_TEXT);
    return false;
}

void sc_tests_check_keys(sc_tests *tests, const sc_yaml_node *mapping, const char *const *keys,
                         const char *of, sc_text path)
{
    for (size_t i = 0; i < mapping->count; i++) {
        const sc_yaml_pair *pair = &mapping->pairs[i];
        bool found = false;
        for (size_t j = 0; keys[j] && !found; j++)
            found = sc_text_is(pair->key, keys[j]);
        if (!found)
            SC_TEST_REPORT(tests, UNKNOWN_KEY, pair->key_span,
                           sc_tests_path(tests, path, pair->key),
                           .arguments = {pair->key, sc_text_of(of)},
                           .hint = sc_tests_hint(tests, sc_nearest_word(pair->key, keys)));
    }
}

bool sc_tests_find(sc_tests *tests, sc_diagnostic_code code, const sc_name_table *names,
                   sc_text name, sc_text of, sc_span span, sc_text path, uint32_t *index)
{
    if (sc_name_table_find(names, name, index))
        return true;
    sc_report report = {.code = code,
                        .span = span,
                        .path = path,
                        .arguments = {name, of},
                        .hint = sc_tests_hint(tests, sc_name_table_nearest(names, name)),
                        .other = SC_NO_SPAN};
    sc_diagnose(tests->diagnostics, &tests->sources, &report);
    return false;
}

bool sc_tests_expect_scalars(sc_tests *tests, const sc_yaml_node *node, sc_text name, sc_text path,
                             const sc_yaml_node *const **items, size_t *count)
{
    if (node->broken)
        return false;
    if (node->kind == SC_YAML_SCALAR) {
        const sc_yaml_node **one = SC_NEW(&tests->arena, const sc_yaml_node *);
        if (!one)
            return false;
        *one = node;
        *items = one;
        *count = 1;
        return true;
    }
    if (!sc_tests_expect_kind(tests, node, SC_YAML_SEQUENCE, name, path))
        return false;
    for (size_t i = 0; i < node->count; i++)
        if (!sc_tests_expect_kind(tests, node->items[i], SC_YAML_SCALAR,
                                  SC_TEXT("an item of the list"), path))
            return false;
    *items = node->items;
    *count = node->count;
    return true;
}

/* Reads the expectations of a case: in short form by name (the outcome of a decision, a derived
 * value), and in long form under `decisions`, `criteria` and `values`. */
#include "testing/tests.h"

#include "base/number.h"

typedef struct sc_expectation_reader {
    sc_tests *tests;
    sc_case *test_case;
} sc_expectation_reader;

static void add_expectation(sc_expectation_reader *reader, const sc_expectation *expected)
{
    (void)SC_PUSH(&reader->tests->arena, &reader->test_case->expected, *expected);
}

static bool is_none(const sc_yaml_node *node)
{
    return sc_text_is(node->text, "no outcome") || sc_yaml_is_null(node);
}

/* --- lists of outcomes, rules, indicators --- */

static const sc_name_table *add_rules(sc_name_table *names, const sc_decision *decision)
{
    for (uint32_t i = 0; i < decision->rule_count; i++)
        if (sc_name_table_add(names, decision->rules[i].about.id, i, NULL) ==
            SC_NAME_TABLE_NO_MEMORY)
            return NULL;
    return names;
}

static bool read_outcome(sc_expectation_reader *reader, const sc_decision *decision,
                         const sc_yaml_node *node, sc_text path, sc_expectation *expected)
{
    const sc_domain *domain = &reader->tests->model->domains[decision->domain];
    uint32_t item;
    if (is_none(node)) {
        expected->none = true;
        return true;
    }
    return sc_tests_find(reader->tests, SC_TEST_OUTCOME, domain->names, node->text,
                         decision->about.id, node->span, path, &item) &&
           SC_PUSH(&reader->tests->arena, &expected->items, item);
}

static bool read_rule(sc_expectation_reader *reader, const sc_decision *decision,
                      const sc_yaml_node *node, sc_text path, sc_expectation *expected)
{
    uint32_t rule = SC_OTHERWISE_ITEM;
    if (sc_yaml_is_null(node)) {
        expected->none = true;
        return true;
    }
    if (!sc_text_is(node->text, "otherwise") || !decision->otherwise.present) {
        sc_name_table *table = sc_name_table_new(&reader->tests->allocator);
        const sc_name_table *names = table ? add_rules(table, decision) : NULL;
        bool found = names && sc_tests_find(reader->tests, SC_TEST_RULE, names, node->text,
                                            decision->about.id, node->span, path, &rule);
        reader->tests->arena.failed = reader->tests->arena.failed || !names;
        sc_name_table_free(table);
        if (!found)
            return false;
    }
    return SC_PUSH(&reader->tests->arena, &expected->items, rule);
}

static bool read_indicator(sc_expectation_reader *reader, const sc_decision *decision,
                           const sc_yaml_node *node, sc_text path, sc_expectation *expected)
{
    uint32_t indicator;
    (void)decision;
    return sc_tests_find(reader->tests, SC_TEST_INDICATOR, reader->tests->model->indicator_names,
                         node->text, SC_NO_TEXT, node->span, path, &indicator) &&
           SC_PUSH(&reader->tests->arena, &expected->items, indicator);
}

static bool read_element(sc_expectation_reader *reader, const sc_decision *decision,
                         const sc_yaml_node *node, sc_text path, sc_expectation *expected)
{
    (void)decision;
    (void)path;
    return SC_PUSH(&reader->tests->arena, &expected->texts, node->text);
}

typedef bool read_item(sc_expectation_reader *, const sc_decision *, const sc_yaml_node *, sc_text,
                       sc_expectation *);

static void read_items(sc_expectation_reader *reader, sc_expectation *expected,
                       const sc_yaml_node *node, sc_text path, read_item *read)
{
    const sc_decision *decision = &reader->tests->model->decisions[expected->index];
    const sc_yaml_node *const *items;
    size_t count;
    if (!sc_tests_expect_scalars(reader->tests, node,
                                 sc_tests_quoted(reader->tests, expected->what), path, &items,
                                 &count))
        return;
    bool all_read = true;
    for (size_t i = 0; i < count; i++)
        all_read = read(reader, decision, items[i], path, expected) && all_read;
    if (all_read)
        add_expectation(reader, expected);
}

/* --- decisions --- */

/* The outcome: of an `every` decision a list, of any other one value. */
static void read_decision_outcome(sc_expectation_reader *reader, sc_expectation *expected,
                                  const sc_yaml_node *node, sc_text path)
{
    const sc_decision *decision = &reader->tests->model->decisions[expected->index];
    bool every = decision->choose == SC_CHOOSE_EVERY;
    if (!every && !sc_tests_expect_kind(reader->tests, node, SC_YAML_SCALAR,
                                        sc_tests_quoted(reader->tests, expected->what), path))
        return;
    if (every && node->kind == SC_YAML_SCALAR &&
        !sc_tests_expect_kind(reader->tests, node, SC_YAML_SEQUENCE,
                              sc_tests_quoted(reader->tests, expected->what), path))
        return;
    expected->kind = SC_EXPECT_OUTCOME;
    read_items(reader, expected, node, path, read_outcome);
}

static void read_provisional(sc_expectation_reader *reader, sc_expectation *expected,
                             const sc_yaml_node *node, sc_text path)
{
    if (!sc_tests_expect_kind(reader->tests, node, SC_YAML_SCALAR, SC_TEXT("'provisional'"), path))
        return;
    if (node->scalar != SC_YAML_BOOLEAN) {
        SC_TEST_REPORT(reader->tests, NOT_TRUE_OR_FALSE, node->span, path,
                       .arguments = {SC_TEXT("'provisional'"), node->text});
        return;
    }
    expected->kind = SC_EXPECT_PROVISIONAL;
    expected->flag = node->boolean;
    add_expectation(reader, expected);
}

static void read_details(sc_expectation_reader *reader, sc_expectation *expected,
                         const sc_yaml_node *node, sc_text path)
{
    if (!sc_tests_expect_kind(reader->tests, node, SC_YAML_MAPPING, SC_TEXT("'details'"), path))
        return;
    expected->kind = SC_EXPECT_DETAILS;
    add_expectation(reader, expected);
}

static void read_decision_property(sc_expectation_reader *reader, uint32_t decision,
                                   const sc_yaml_pair *pair, sc_text path)
{
    static const struct {
        const char *key;
        sc_expectation_kind kind;
        read_item *read;
        bool any_policy;
        sc_choose only; /* else the only policy that has it */
    } properties[] = {
        {"rule", SC_EXPECT_RULE, read_rule, true, 0},
        {"possible", SC_EXPECT_POSSIBLE, read_outcome, true, 0},
        {"needs", SC_EXPECT_NEEDS, read_indicator, true, 0},
        {"assumed", SC_EXPECT_ASSUMED, read_element, true, 0},
        {"includes", SC_EXPECT_INCLUDES, read_outcome, false, SC_CHOOSE_EVERY},
        {"excludes", SC_EXPECT_EXCLUDES, read_outcome, false, SC_CHOOSE_EVERY},
        {"conflict", SC_EXPECT_CONFLICT, read_rule, false, SC_CHOOSE_UNIQUE},
    };
    const sc_decision *about = &reader->tests->model->decisions[decision];
    sc_expectation expected = {.index = decision,
                               .node = pair->value,
                               .what = sc_tests_path(reader->tests, about->about.id, pair->key)};
    sc_text at = sc_tests_path(reader->tests, path, pair->key);
    if (sc_text_is(pair->key, "outcome")) {
        expected.what = about->about.id;
        read_decision_outcome(reader, &expected, pair->value, at);
    } else if (sc_text_is(pair->key, "provisional")) {
        read_provisional(reader, &expected, pair->value, at);
    } else if (sc_text_is(pair->key, "details")) {
        read_details(reader, &expected, pair->value, at);
    }
    for (size_t i = 0; i < sizeof properties / sizeof properties[0]; i++) {
        if (!sc_text_is(pair->key, properties[i].key))
            continue;
        expected.kind = properties[i].kind;
        if (!properties[i].any_policy && properties[i].only != about->choose)
            SC_TEST_REPORT(reader->tests, TEST_CHOOSE, pair->key_span, at,
                           .arguments = {pair->key, sc_text_of(sc_choose_name(properties[i].only)),
                                         about->about.id,
                                         sc_text_of(sc_choose_name(about->choose))});
        else
            read_items(reader, &expected, pair->value, at, properties[i].read);
    }
}

static void read_decision(sc_expectation_reader *reader, uint32_t decision,
                          const sc_yaml_node *node, sc_text path)
{
    static const char *const keys[] = {"outcome", "rule",     "possible", "provisional",
                                       "needs",   "includes", "excludes", "conflict",
                                       "assumed", "details",  NULL};
    if (node->kind != SC_YAML_MAPPING) {
        sc_expectation expected = {.index = decision,
                                   .node = node,
                                   .what = reader->tests->model->decisions[decision].about.id};
        read_decision_outcome(reader, &expected, node, path);
        return;
    }
    sc_tests_check_keys(reader->tests, node, keys, "what is expected of a decision", path);
    for (size_t i = 0; i < node->count; i++)
        read_decision_property(reader, decision, &node->pairs[i], path);
}

/* --- criteria and values --- */

static void read_criterion(sc_expectation_reader *reader, const sc_yaml_pair *pair, sc_text path)
{
    const sc_yaml_node *node = pair->value;
    sc_text at = sc_tests_path(reader->tests, path, pair->key);
    sc_expectation expected = {.kind = SC_EXPECT_CRITERION, .node = node};
    if (!sc_tests_find(reader->tests, SC_TEST_CRITERION, reader->tests->model->criterion_names,
                       pair->key, SC_NO_TEXT, pair->key_span, at, &expected.index) ||
        !sc_tests_expect_kind(reader->tests, node, SC_YAML_SCALAR,
                              sc_tests_quoted(reader->tests, pair->key), at))
        return;
    expected.what = sc_tests_path(reader->tests, SC_TEXT("criteria"), pair->key);
    if (sc_text_is(node->text, "unknown"))
        expected.truth = SCHOOLCAT_UNKNOWN;
    else if (node->scalar == SC_YAML_BOOLEAN)
        expected.truth = node->boolean ? SCHOOLCAT_TRUE : SCHOOLCAT_FALSE;
    else {
        SC_TEST_REPORT(reader->tests, NOT_ONE_OF, node->span, at,
                       .arguments = {node->text, SC_TEXT("true, false and unknown")});
        return;
    }
    add_expectation(reader, &expected);
}

static bool read_symbol(sc_expectation_reader *reader, const sc_domain *domain,
                        const sc_yaml_node *node, sc_text path, sc_expectation *expected)
{
    uint32_t item;
    if (!sc_tests_find(reader->tests, SC_TEST_OUTCOME, domain->names, node->text, domain->about.id,
                       node->span, path, &item))
        return false;
    expected->value.item = item;
    return true;
}

/* A value of that type, or `missing` (null). */
static bool read_typed_value(sc_expectation_reader *reader, sc_type type, const sc_yaml_node *node,
                             sc_text path, sc_expectation *expected)
{
    static const char *const wanted[] = {
        [SC_KIND_NUMBER] = "a number",       [SC_KIND_INTEGER] = "a whole number",
        [SC_KIND_BOOLEAN] = "true or false", [SC_KIND_TEXT] = "a text",
        [SC_KIND_DATE] = "a date",
    };
    schoolcat_value *value = &expected->value;
    value->missing = SCHOOLCAT_PRESENT;
    if (sc_yaml_is_null(node)) {
        value->missing = SCHOOLCAT_UNDEFINED;
        return true;
    }
    bool fits = false;
    if (type.kind == SC_KIND_SYMBOL)
        return read_symbol(reader, &reader->tests->model->domains[type.domain], node, path,
                           expected);
    if (type.kind == SC_KIND_NUMBER || type.kind == SC_KIND_INTEGER)
        fits = sc_number_read(node->text, &value->number);
    else if (type.kind == SC_KIND_DATE)
        fits = sc_date_read(node->text, &value->number);
    else if (type.kind == SC_KIND_BOOLEAN)
        fits = node->scalar == SC_YAML_BOOLEAN;
    else
        fits = true;
    value->boolean = node->boolean;
    value->text = node->text.data;
    value->length = node->text.length;
    if (!fits)
        SC_TEST_REPORT(reader->tests, TEST_VALUE_INVALID, node->span, path,
                       .arguments = {node->text, expected->what, sc_text_of(wanted[type.kind])});
    return fits;
}

static bool read_within(sc_expectation_reader *reader, const sc_yaml_node *mapping, sc_text path,
                        sc_expectation *expected)
{
    const sc_yaml_node *within = sc_yaml_get(mapping, "within");
    if (!within)
        return true;
    if (!sc_tests_expect_kind(reader->tests, within, SC_YAML_SCALAR, SC_TEXT("'within'"), path))
        return false;
    if (sc_number_read(within->text, &expected->within) && expected->within >= 0)
        return true;
    SC_TEST_REPORT(reader->tests, NOT_A_NUMBER, within->span, path,
                   .arguments = {SC_TEXT("'within'"), within->text});
    return false;
}

static void read_expected_value(sc_expectation_reader *reader, sc_expectation *expected,
                                sc_type type, const sc_yaml_node *node, sc_text path)
{
    static const char *const keys[] = {"value", "within", NULL};
    const sc_yaml_node *plain = node;
    expected->kind = SC_EXPECT_VALUE;
    expected->value = (schoolcat_value)SCHOOLCAT_VALUE;
    if (node->kind == SC_YAML_MAPPING) {
        sc_tests_check_keys(reader->tests, node, keys, "an expected value", path);
        plain = sc_yaml_get(node, "value");
        if (!plain) {
            SC_TEST_REPORT(reader->tests, MISSING_KEY, node->span, path,
                           .arguments = {SC_TEXT("the expected value"), SC_TEXT("value")});
            return;
        }
        if (!read_within(reader, node, path, expected))
            return;
    }
    if (sc_tests_expect_kind(reader->tests, plain, SC_YAML_SCALAR,
                             sc_tests_quoted(reader->tests, expected->what), path) &&
        read_typed_value(reader, type, plain, path, expected))
        add_expectation(reader, expected);
}

static bool find_value(const sc_model *model, sc_text name, sc_expectation *expected, sc_type *type)
{
    if (sc_name_table_find(model->derived_names, name, &expected->index)) {
        expected->part = SCHOOLCAT_PART_DERIVED;
        *type = model->derived[expected->index].type;
        return true;
    }
    if (sc_name_table_find(model->indicator_names, name, &expected->index)) {
        expected->part = SCHOOLCAT_PART_INDICATOR;
        *type = model->indicators[expected->index].type;
        return true;
    }
    return false;
}

static void read_value(sc_expectation_reader *reader, const sc_yaml_pair *pair, sc_text path)
{
    sc_expectation expected = {.node = pair->value, .what = pair->key};
    sc_text at = sc_tests_path(reader->tests, path, pair->key);
    sc_type type;
    uint32_t none;
    if (find_value(reader->tests->model, pair->key, &expected, &type))
        read_expected_value(reader, &expected, type, pair->value, at);
    else
        (void)sc_tests_find(reader->tests, SC_TEST_VALUE, reader->tests->model->derived_names,
                            pair->key, SC_NO_TEXT, pair->key_span, at, &none);
}

/* --- the mapping `expect` --- */

static void read_short(sc_expectation_reader *reader, const sc_yaml_pair *pair, sc_text path)
{
    const sc_model *model = reader->tests->model;
    sc_text at = sc_tests_path(reader->tests, path, pair->key);
    sc_expectation expected = {.node = pair->value, .what = pair->key};
    uint32_t index;
    sc_type type;
    if (sc_name_table_find(model->decision_names, pair->key, &index)) {
        read_decision(reader, index, pair->value, at);
    } else if (sc_name_table_find(model->derived_names, pair->key, &index) &&
               find_value(model, pair->key, &expected, &type)) {
        read_expected_value(reader, &expected, type, pair->value, at);
    } else {
        sc_text nearest = sc_name_table_nearest(model->decision_names, pair->key);
        if (nearest.length == 0)
            nearest = sc_name_table_nearest(model->derived_names, pair->key);
        bool criterion = sc_name_table_find(model->criterion_names, pair->key, &index);
        SC_TEST_REPORT(reader->tests, TEST_EXPECTED, pair->key_span, at, .arguments = {pair->key},
                       .hint = criterion ? SC_TEXT("criteria stand under `criteria:`")
                                         : sc_tests_hint(reader->tests, nearest));
    }
}

static void read_section(sc_expectation_reader *reader, const sc_yaml_pair *pair, sc_text path)
{
    sc_text at = sc_tests_path(reader->tests, path, pair->key);
    if (!sc_tests_expect_kind(reader->tests, pair->value, SC_YAML_MAPPING,
                              sc_tests_quoted(reader->tests, pair->key), at))
        return;
    for (size_t i = 0; i < pair->value->count; i++) {
        const sc_yaml_pair *entry = &pair->value->pairs[i];
        uint32_t decision;
        if (sc_text_is(pair->key, "criteria"))
            read_criterion(reader, entry, at);
        else if (sc_text_is(pair->key, "values"))
            read_value(reader, entry, at);
        else if (sc_tests_find(reader->tests, SC_TEST_DECISION,
                               reader->tests->model->decision_names, entry->key, SC_NO_TEXT,
                               entry->key_span, sc_tests_path(reader->tests, at, entry->key),
                               &decision))
            read_decision(reader, decision, entry->value,
                          sc_tests_path(reader->tests, at, entry->key));
    }
}

void sc_tests_read_expected(sc_tests *tests, sc_case *test_case, const sc_yaml_node *expect,
                            sc_text path)
{
    sc_expectation_reader reader = {tests, test_case};
    if (!sc_tests_expect_kind(tests, expect, SC_YAML_MAPPING, SC_TEXT("'expect'"), path))
        return;
    if (expect->count == 0)
        SC_TEST_REPORT(tests, TEST_NOTHING, expect->span, path, .hint = SC_NO_TEXT);
    for (size_t i = 0; i < expect->count && !sc_tests_failed(tests); i++) {
        const sc_yaml_pair *pair = &expect->pairs[i];
        if (sc_text_is(pair->key, "decisions") || sc_text_is(pair->key, "criteria") ||
            sc_text_is(pair->key, "values"))
            read_section(&reader, pair, path);
        else
            read_short(&reader, pair, path);
    }
}

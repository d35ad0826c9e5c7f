/* Reads a tests file: opens it, loads the rule file that it names, and reads its cases except for
 * their expectations. */
#include "testing/tests.h"

#include "base/number.h"

static sc_span file_start(const sc_tests *tests)
{
    return (sc_span){tests->file, 0, 0};
}

/* --- opening --- */

static void report_too_large(sc_tests *tests, sc_span span)
{
    char digits[SC_NUMBER_CAPACITY];
    size_t length = sc_number_write((double)tests->limits.file_bytes, digits);
    SC_TEST_REPORT(tests, FILE_TOO_LARGE, span, SC_NO_TEXT, .arguments = {{digits, length}});
}

static schoolcat_status report_unreadable(sc_tests *tests, const sc_resolution *resolution,
                                          sc_span span, sc_text name)
{
    switch (resolution->status) {
    case SC_RESOLVED:
        return SCHOOLCAT_OK;
    case SC_RESOLVED_NO_MEMORY:
        return SCHOOLCAT_ERROR_NO_MEMORY;
    case SC_RESOLVED_ENDED:
        return resolution->caller_status;
    case SC_RESOLVED_NOT_FOUND:
        SC_TEST_REPORT(tests, FILE_NOT_FOUND, span, SC_NO_TEXT, .arguments = {name});
        return SCHOOLCAT_ERROR_IO;
    case SC_RESOLVED_OUTSIDE:
        SC_TEST_REPORT(tests, FILE_OUTSIDE, span, SC_NO_TEXT, .arguments = {name});
        return SCHOOLCAT_ERROR_RULES;
    case SC_RESOLVED_TOO_LARGE:
        report_too_large(tests, span);
        return SCHOOLCAT_ERROR_RULES;
    case SC_RESOLVED_UNREADABLE:
        break;
    }
    SC_TEST_REPORT(tests, FILE_UNREADABLE, span, SC_NO_TEXT,
                   .arguments = {name, resolution->reason});
    return SCHOOLCAT_ERROR_IO;
}

static schoolcat_status read_text(sc_tests *tests, sc_text path)
{
    sc_text text = SC_NO_TEXT;
    sc_resolution resolution = sc_locate_first(&tests->resolver, path, SC_NO_TEXT, &tests->at);
    if (resolution.status == SC_RESOLVED)
        resolution =
            sc_read_located_file(&tests->resolver, &tests->at, tests->limits.file_bytes, &text);
    sc_text shown =
        resolution.status == SC_RESOLVED ? tests->at.shown : sc_arena_text(&tests->arena, path);
    if (!sc_sources_add(&tests->sources, shown, text, &tests->file))
        return SCHOOLCAT_ERROR_NO_MEMORY;
    return report_unreadable(tests, &resolution, (sc_span){tests->file, 0, 0}, path);
}

schoolcat_status sc_tests_open(sc_tests *tests, const char *path, const sc_yaml_node **root)
{
    static const char *const keys[] = {"rules", "tests", "today", NULL};
    tests->sources.arena = &tests->arena;
    if (!sc_resolver_init(&tests->resolver, &tests->arena, &tests->options))
        return SCHOOLCAT_ERROR_NO_MEMORY;
    schoolcat_status status = read_text(tests, sc_text_of(path));
    if (status != SCHOOLCAT_OK)
        return status;
    sc_yaml_request request = {.nodes = &tests->arena,
                               .texts = &tests->arena,
                               .sources = &tests->sources,
                               .diagnostics = tests->diagnostics,
                               .file = tests->file,
                               .max_nesting = tests->limits.nesting,
                               .max_nodes = tests->limits.nodes};
    status = sc_yaml_read(&request, root);
    if (status != SCHOOLCAT_OK)
        return status;
    if (sc_yaml_is_empty(*root)) {
        SC_TEST_REPORT(
            tests, EMPTY_FILE, (*root)->span, SC_NO_TEXT,
            .hint = SC_TEXT("a tests file begins with `rules:` and the name of a rule file"));
        return SCHOOLCAT_ERROR_RULES;
    }
    if (!sc_tests_expect_kind(tests, *root, SC_YAML_MAPPING, SC_TEXT("a tests file"), SC_NO_TEXT))
        return SCHOOLCAT_ERROR_RULES;
    sc_tests_check_keys(tests, *root, keys, "a tests file", SC_NO_TEXT);
    return SCHOOLCAT_OK;
}

schoolcat_status sc_tests_load_rules(sc_tests *tests, const sc_yaml_node *root,
                                     schoolcat_ruleset **rules)
{
    const sc_yaml_node *name = sc_yaml_get(root, "rules");
    sc_located_file at;
    if (!name) {
        if (*rules)
            return SCHOOLCAT_OK;
        SC_TEST_REPORT(tests, MISSING_KEY, file_start(tests), SC_NO_TEXT,
                       .arguments = {SC_TEXT("the tests file"), SC_TEXT("rules")});
        return SCHOOLCAT_ERROR_RULES;
    }
    if (!sc_tests_expect_kind(tests, name, SC_YAML_SCALAR, SC_TEXT("'rules'"), SC_TEXT("rules")))
        return SCHOOLCAT_ERROR_RULES;
    sc_resolution resolution = sc_locate(&tests->resolver, &tests->at, name->text, &at);
    if (resolution.status == SC_RESOLVED)
        tests->rules_path = at.shown.data;
    if (*rules)
        return SCHOOLCAT_OK;
    if (resolution.status != SC_RESOLVED)
        return report_unreadable(tests, &resolution, name->span, name->text);
    if (sc_tests_failed(tests))
        return SCHOOLCAT_ERROR_NO_MEMORY;
    schoolcat_diagnostics *found = NULL;
    schoolcat_status status =
        schoolcat_ruleset_load(tests->rules_path, &tests->options, rules, &found);
    bool replaces_own =
        found && (status != SCHOOLCAT_OK || schoolcat_diagnostics_count(tests->diagnostics) == 0);
    if (replaces_own) {
        schoolcat_diagnostics_free(tests->diagnostics);
        tests->diagnostics = found;
    } else {
        schoolcat_diagnostics_free(found);
    }
    return status;
}

/* --- one case --- */

static bool read_date(sc_tests *tests, const sc_yaml_node *mapping, sc_text path, double *days)
{
    const sc_yaml_node *node = sc_yaml_get(mapping, "today");
    if (!node || !sc_tests_expect_kind(tests, node, SC_YAML_SCALAR, SC_TEXT("'today'"), path))
        return false;
    if (sc_date_read(node->text, days))
        return true;
    SC_TEST_REPORT(tests, NOT_A_DATE, node->span, path,
                   .arguments = {SC_TEXT("'today'"), node->text});
    return false;
}

static void read_settings(sc_tests *tests, sc_case *test_case, const sc_yaml_node *set,
                          sc_text path)
{
    if (!set || !sc_tests_expect_kind(tests, set, SC_YAML_MAPPING, SC_TEXT("'set'"), path))
        return;
    test_case->settings_span = set->span;
    test_case->settings_path = path;
    for (size_t i = 0; i < set->count; i++) {
        const sc_yaml_pair *pair = &set->pairs[i];
        uint32_t index;
        sc_text at = sc_tests_path(tests, path, pair->key);
        if (!sc_tests_find(tests, SC_TEST_PARAMETER, tests->model->parameter_names, pair->key,
                           SC_NO_TEXT, pair->key_span, at, &index) ||
            !sc_tests_expect_kind(tests, pair->value, SC_YAML_SCALAR,
                                  sc_tests_quoted(tests, pair->key), at))
            continue;
        schoolcat_setting setting = {pair->key.data,
                                     pair->value->text.data ? pair->value->text.data : ""};
        (void)SC_PUSH(&tests->arena, &test_case->settings, setting);
    }
}

/* `{suppressed: true}` and the other reasons why a value can be missing. */
static bool read_reason(sc_tests *tests, const sc_yaml_node *node, sc_text path,
                        schoolcat_missing *missing)
{
    static const char *const keys[] = {"absent",         "blank",   "suppressed",
                                       "not_applicable", "invalid", NULL};
    sc_tests_check_keys(tests, node, keys, "a value held back", path);
    for (int i = 0; keys[i]; i++) {
        const sc_yaml_node *value = sc_yaml_get(node, keys[i]);
        if (!value || node->count != 1)
            continue;
        *missing = (schoolcat_missing)(SCHOOLCAT_ABSENT + i);
        if (value->kind == SC_YAML_SCALAR && value->scalar == SC_YAML_BOOLEAN && value->boolean)
            return true;
        SC_TEST_REPORT(tests, TEST_REASON, value->span, path, .arguments = {sc_text_of(keys[i])});
        return false;
    }
    return false;
}

bool sc_given_set(schoolcat_record *record, const sc_given *given, schoolcat_problems *problems,
                  schoolcat_status *status)
{
    if (given->missing != SCHOOLCAT_PRESENT)
        *status = schoolcat_record_set_missing(record, given->indicator, given->missing);
    else
        *status = schoolcat_record_set_value(record, given->indicator,
                                             given->text.data ? given->text.data : "",
                                             given->text.length, problems);
    return *status == SCHOOLCAT_OK;
}

/* Sets the value on a record while reading, so that a value that does not fit is reported with its
 * place in the file. */
static bool check_given(sc_tests *tests, const sc_given *given, const sc_yaml_pair *pair,
                        sc_text path)
{
    schoolcat_problems *problems = NULL;
    schoolcat_status status;
    if (schoolcat_problems_new(1, &problems) != SCHOOLCAT_OK) {
        tests->arena.failed = true;
        return false;
    }
    bool fits = sc_given_set(tests->variants.at[0].record, given, problems, &status);
    schoolcat_problem problem = SCHOOLCAT_PROBLEM;
    if (!fits && schoolcat_problems_get(problems, 0, &problem) == SCHOOLCAT_OK)
        SC_TEST_REPORT(tests, TEST_VALUE_INVALID, pair->value->span, path,
                       .arguments = {given->text, pair->key, sc_text_of(problem.expected)});
    else if (!fits && status == SCHOOLCAT_ERROR_NO_MEMORY)
        tests->arena.failed = true;
    else if (!fits)
        SC_TEST_REPORT(tests, TEST_VALUE_INVALID, pair->value->span, path,
                       .arguments = {given->text, pair->key, SC_TEXT("another value")});
    schoolcat_problems_free(problems);
    return fits;
}

static void read_given(sc_tests *tests, sc_case *test_case, const sc_yaml_node *given, sc_text path)
{
    if (!given || !sc_tests_expect_kind(tests, given, SC_YAML_MAPPING, SC_TEXT("'given'"), path))
        return;
    for (size_t i = 0; i < given->count && !sc_tests_failed(tests); i++) {
        const sc_yaml_pair *pair = &given->pairs[i];
        sc_text at = sc_tests_path(tests, path, pair->key);
        sc_given value = {.missing = SCHOOLCAT_PRESENT};
        if (!sc_tests_find(tests, SC_TEST_INDICATOR, tests->model->indicator_names, pair->key,
                           SC_NO_TEXT, pair->key_span, at, &value.indicator))
            continue;
        if (pair->value->kind == SC_YAML_MAPPING) {
            if (!read_reason(tests, pair->value, at, &value.missing))
                continue;
        } else if (!sc_tests_expect_kind(tests, pair->value, SC_YAML_SCALAR,
                                         sc_tests_quoted(tests, pair->key), at)) {
            continue;
        } else if (sc_yaml_is_empty(pair->value)) {
            SC_TEST_REPORT(
                tests, EMPTY_VALUE, pair->key_span, at, .arguments = {pair->key},
                .hint = SC_TEXT("write '' for a blank cell, null for a column that is not there"));
            continue;
        } else if (sc_yaml_is_null(pair->value)) {
            value.missing = SCHOOLCAT_ABSENT;
        }
        value.text = pair->value->kind == SC_YAML_SCALAR ? pair->value->text : SC_NO_TEXT;
        if (check_given(tests, &value, pair, at))
            (void)SC_PUSH(&tests->arena, &test_case->given, value);
    }
}

/* A text, or a list of texts joined by "; ". */
static sc_text read_texts(sc_tests *tests, const sc_yaml_node *mapping, const char *key,
                          sc_text path)
{
    const sc_yaml_node *node = sc_yaml_get(mapping, key);
    sc_text at = sc_tests_path(tests, path, sc_text_of(key));
    const sc_yaml_node *const *items;
    size_t count;
    sc_buffer buffer;
    if (!node || !sc_tests_expect_scalars(tests, node, sc_tests_quoted(tests, sc_text_of(key)), at,
                                          &items, &count))
        return SC_NO_TEXT;
    sc_buffer_init(&buffer, &tests->allocator);
    for (size_t i = 0; i < count; i++) {
        sc_buffer_string(&buffer, i > 0 ? "; " : "");
        sc_buffer_text(&buffer, items[i]->text);
    }
    sc_text text = sc_arena_text(&tests->arena, sc_buffer_view(&buffer));
    tests->arena.failed = tests->arena.failed || buffer.failed;
    sc_buffer_destroy(&buffer);
    return text;
}

static void report_missing_key(sc_tests *tests, const sc_yaml_node *node, const char *key,
                               sc_text path)
{
    sc_span first = node->count > 0 ? node->pairs[0].key_span : node->span;
    SC_TEST_REPORT(tests, MISSING_KEY, first, path,
                   .arguments = {SC_TEXT("the test"), sc_text_of(key)});
}

static void read_case(sc_tests *tests, const sc_yaml_node *node, sc_text path)
{
    static const char *const keys[] = {"name", "source", "note",   "today",
                                       "set",  "given",  "expect", NULL};
    if (!sc_tests_expect_kind(tests, node, SC_YAML_MAPPING, SC_TEXT("a test"), path))
        return;
    sc_tests_check_keys(tests, node, keys, "a test", path);
    sc_case test_case = {.line = sc_sources_position(&tests->sources, node->span).line,
                         .has_today = tests->has_today,
                         .today = tests->today};
    test_case.name = read_texts(tests, node, "name", path);
    test_case.source = read_texts(tests, node, "source", path);
    if (!sc_yaml_get(node, "name"))
        report_missing_key(tests, node, "name", path);
    if (read_date(tests, node, sc_tests_path(tests, path, SC_TEXT("today")), &test_case.today))
        test_case.has_today = true;
    read_settings(tests, &test_case, sc_yaml_get(node, "set"),
                  sc_tests_path(tests, path, SC_TEXT("set")));
    read_given(tests, &test_case, sc_yaml_get(node, "given"),
               sc_tests_path(tests, path, SC_TEXT("given")));
    const sc_yaml_node *expect = sc_yaml_get(node, "expect");
    if (!expect)
        report_missing_key(tests, node, "expect", path);
    else
        sc_tests_read_expected(tests, &test_case, expect,
                               sc_tests_path(tests, path, SC_TEXT("expect")));
    (void)SC_PUSH(&tests->arena, &tests->cases, test_case);
}

static sc_text case_path(sc_tests *tests, size_t index)
{
    char digits[SC_NUMBER_CAPACITY];
    size_t length = sc_number_write((double)(index + 1), digits);
    sc_buffer buffer;
    sc_buffer_init(&buffer, &tests->allocator);
    sc_buffer_string(&buffer, "tests[");
    sc_buffer_text(&buffer, (sc_text){digits, length});
    sc_buffer_byte(&buffer, ']');
    sc_text path = sc_arena_text(&tests->arena, sc_buffer_view(&buffer));
    tests->arena.failed = tests->arena.failed || buffer.failed;
    sc_buffer_destroy(&buffer);
    return path;
}

void sc_tests_read(sc_tests *tests, const sc_yaml_node *root)
{
    tests->has_today = read_date(tests, root, SC_TEXT("today"), &tests->today);
    const sc_yaml_node *list = sc_yaml_get(root, "tests");
    if (!list) {
        SC_TEST_REPORT(tests, MISSING_KEY, file_start(tests), SC_NO_TEXT,
                       .arguments = {SC_TEXT("the tests file"), SC_TEXT("tests")});
        return;
    }
    if (!sc_tests_expect_kind(tests, list, SC_YAML_SEQUENCE, SC_TEXT("'tests'"), SC_TEXT("tests")))
        return;
    if (list->count == 0) /* a file without a case would pass without having tested anything */
        SC_TEST_REPORT(tests, EMPTY_VALUE, list->span, SC_TEXT("tests"),
                       .arguments = {SC_TEXT("'tests'")},
                       .hint = SC_TEXT("write at least one case"));
    for (size_t i = 0; i < list->count && !sc_tests_failed(tests); i++)
        read_case(tests, list->items[i], case_path(tests, i));
}

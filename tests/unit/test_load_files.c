/* The loader: include and extends, settings of the caller, limits, allowed folders. All authorities
 * are invented. */
#include "load_fixture.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- include --- */

static void includes_a_file_once(void **state)
{
    (void)state;
    const memory_file files[] = {
        {"a", HEAD "include: [b, c]\nindicators: {x: {type: number}}\n"},
        {"b", "schoolcat: 1\ninclude: d\nindicators: {y: {type: number}}\n"},
        {"c", "schoolcat: 1\ninclude: [d]\nindicators: {z: {type: number}}\n"},
        {"d", "schoolcat: 1\nindicators: {w: {type: number}}\nmissing: [gone]\n"},
        {NULL, NULL}};
    load_fixture f;
    load_fixture_init(&f, NULL);
    load_files(&f, files);
    expect_load_problems(&f, "");
    assert_int_equal(f.model->indicator_count, 4);
    expect_text(f.model->missing_marks[0], "gone");
    assert_int_equal(f.model->layer_count, 5);
    expect_text(f.model->layers[0], "d");
    expect_text(f.model->layers[3], "a");
    expect_text(f.model->layers[4], "the caller");
    expect_text(f.model->indicators[0].about.id, "w");
    expect_text(f.model->layers[f.model->indicators[0].about.layer], "d");
    load_fixture_close(&f);
}

static void reports_names_defined_twice(void **state)
{
    (void)state;
    const memory_file files[] = {
        {"a", HEAD "include: [b, c]\nparameters:\n  x: {value: 1}\n"},
        {"b", "schoolcat: 1\nparameters:\n  x: {value: 2}\n  y: {value: 2}\n"},
        {"c", "schoolcat: 1\nparameters:\n  y: {value: 3}\n"},
        {NULL, NULL}};
    load_fixture f;
    load_fixture_init(&f, NULL);
    load_files(&f, files);
    expect_load_problems(&f, "SC029:a:6 SC029:c:3");
    schoolcat_diagnostic problem = SCHOOLCAT_DIAGNOSTIC;
    assert_int_equal(schoolcat_diagnostics_get(f.diagnostics, 0, &problem), SCHOOLCAT_OK);
    assert_string_equal(problem.other_file, "b");
    assert_int_equal(problem.other_line, 3);
    load_fixture_close(&f);
}

static void reports_cycles_and_continues(void **state)
{
    (void)state;
    const memory_file files[] = {{"a", HEAD "include: [b, nobody, d]\n"},
                                 {"b", "schoolcat: 1\ninclude: [c]\n"},
                                 {"c", "schoolcat: 1\nextends: a\n"},
                                 {"d", "schoolcat: 1\nindicators: {x: 5}\nq: [\n"},
                                 {NULL, NULL}};
    load_fixture f;
    load_fixture_init(&f, NULL);
    load_files(&f, files);
    expect_load_problems(&f, "SC092:a:4 SC091:c:2 SC006:d:3");
    assert_true(f.model->incomplete);
    load_fixture_close(&f);
}

static void passes_on_the_status_of_the_resolver(void **state)
{
    (void)state;
    load_fixture f;
    const memory_file files[] = {{"a", HEAD "include: [broken]\n"}, {NULL, NULL}},
                      none[] = {{"broken", ""}, {NULL, NULL}};
    load_fixture_init(&f, NULL);
    load_files(&f, files);
    assert_int_equal(f.status, SCHOOLCAT_ERROR_DATA);
    assert_null(f.model);
    load_fixture_close(&f);
    load_fixture_init(&f, NULL);
    load_files(&f, none);
    assert_int_equal(f.status, SCHOOLCAT_ERROR_DATA);
    load_fixture_close(&f);
    load_fixture_init(&f, NULL);
    load_from(&f, files, "nobody");
    assert_int_equal(f.status, SCHOOLCAT_ERROR_IO);
    expect_load_problems(&f, "SC092:nobody:0");
    load_fixture_close(&f);
}

/* --- extends --- */

static const char parent[] =
    HEAD "parameters:\n"
         "  top: {value: 75, type: number, text: Upper., source: E}\n"
         "  low: {value: 25}\n"
         "criteria:\n"
         "  good: {when: x > top, text: Good.}\n"
         "  bad: {when: x < low}\n"
         "decisions:\n"
         "  d:\n"
         "    choose: first\n"
         "    outcomes: [{id: a, name: A, details: {who: Head}}, {id: b, name: B}, c]\n"
         "    rules:\n"
         "      - {id: r1, then: a, when: good, text: One.}\n"
         "      - {id: r2, then: b, when: bad}\n"
         "      - {id: r3, then: c, when: x == 1}\n"
         "    otherwise: c\n";

static void extend(load_fixture *f, const char *child)
{
    char text[3000];
    (void)snprintf(text, sizeof text, "schoolcat: 1\nextends: parent\nauthority: Otherton\n%s",
                   child);
    const memory_file files[] = {{"child", text}, {"parent", parent}, {NULL, NULL}};
    load_fixture_init(f, NULL);
    load_files(f, files);
}

static void overrides_by_key(void **state)
{
    (void)state;
    load_fixture f;
    extend(
        &f,
        "parameters:\n  top: {value: 80, text: null}\n  new: {value: 1}\ncriteria:\n  bad: null\n");
    expect_load_problems(&f, "");
    expect_text(f.model->authority, "Otherton");
    expect_text(f.model->title, "Rules");
    const sc_parameter *top = &f.model->parameters[0];
    assert_true(top->value.number == 80);
    expect_text(top->type_name, "number");
    assert_null(top->about.text.data);
    expect_text(top->about.sources[0], "E");
    expect_text(f.model->layers[top->about.layer], "child");
    expect_text(f.model->layers[f.model->parameters[1].about.layer], "parent");
    assert_true(f.model->parameters[2].about.added && !top->about.added);
    expect_text(f.model->layers[0], "parent");
    assert_int_equal(f.model->criterion_count, 1);
    load_fixture_close(&f);
}

static void expect_rules(const load_fixture *f, const char *expected)
{
    char found[500] = "";
    const sc_decision *decision = &f->model->decisions[0];
    for (uint32_t i = 0; i < decision->rule_count; i++)
        (void)snprintf(found + strlen(found), sizeof found - strlen(found), "%s:%s ",
                       decision->rules[i].about.id.data, decision->rules[i].then.data);
    const sc_domain *domain = &f->model->domains[decision->domain];
    for (uint32_t i = 0; i < domain->item_count; i++)
        (void)snprintf(found + strlen(found), sizeof found - strlen(found), " %s",
                       domain->items[i].about.id.data);
    assert_string_equal(found, expected);
}

static void merges_rules_and_outcomes_by_id(void **state)
{
    (void)state;
    load_fixture f;
    extend(&f, "decisions:\n"
               "  d:\n"
               "    outcomes:\n"
               "      - {id: z, before: b, name: Z}\n"
               "      - {id: c, name: C}\n"
               "    rules:\n"
               "      - {id: r0, before: r1, then: z, when: y}\n"
               "      - {id: r4, after: r1, then: b, when: y}\n"
               "      - {id: r2, then: a}\n"
               "      - {id: r3, remove: true}\n"
               "      - {id: r5, then: c, when: y}\n"
               "    otherwise: null\n");
    expect_load_problems(&f, "");
    expect_rules(&f, "r0:z r1:a r4:b r2:a r5:c  a z b c");
    const sc_decision *d = &f.model->decisions[0];
    assert_false(d->otherwise.present);
    expect_text(d->rules[1].about.text, "One.");
    expect_text(f.model->layers[d->rules[1].about.layer], "parent");
    expect_text(f.model->layers[d->rules[3].about.layer], "child");
    const sc_domain *outcomes = &f.model->domains[d->domain];
    expect_text(outcomes->items[0].details->items[0].text, "Head");
    expect_text(outcomes->items[3].name, "C");
    load_fixture_close(&f);
}

static void expect_extended(const char *child, const char *expected)
{
    load_fixture f;
    extend(&f, child);
    expect_load_problems(&f, expected);
    load_fixture_close(&f);
}

static void reports_wrong_overrides(void **state)
{
    (void)state;
    expect_extended("parameters:\n  top:\n", "SC023:child:5");
    expect_extended("parameters:\n  topp: null\n", "SC094:child:5");
    expect_extended("parameters:\n  top: {txt: null}\n", "SC094:child:5");
    expect_extended("parameters:\n  top: {text: }\n", "SC023:child:5");
    expect_extended("decisions: {d: {outcomes: [{id: q}]}}\n", "SC097:child:4");
    expect_extended("decisions: {d: {outcomes: [{id: a, name: X}, {id: a}]}}\n", "SC029:child:4");
    expect_extended("decisions: {d: {rules: [{id: r9, remove: true}]}}\n", "SC094:child:4");
    expect_extended("decisions: {d: {rules: [{id: r1, after: r9}]}}\n", "SC095:child:4");
    expect_extended("decisions: {d: {rules: [{id: r1, remove: maybe}]}}\n", "SC031:child:4");
    expect_extended("decisions: {d: {rules: [{id: r9}]}}\n", "SC021:child:4");
    expect_extended("include: [nobody]\nparameters: {new: null}\n", "SC092:child:4");
}

/* --- settings and digest --- */

static void applies_settings_of_the_caller(void **state)
{
    (void)state;
    const memory_file files[] = {
        {"a", HEAD
         "parameters: {top: {value: 75}, low: {value: 5}}\nindicators: {x: {type: boolean}}\n"},
        {NULL, NULL}};
    const schoolcat_setting parameters[] = {{"top", "80"}, {"lo", "1"}, {"top", "81"}};
    const schoolcat_setting assumptions[] = {{"x", "false"}, {"y", "1"}};
    load_fixture f;
    load_fixture_init(&f, NULL);
    f.options.parameters = parameters;
    f.options.parameter_count = 3;
    f.options.assumptions = assumptions;
    f.options.assumption_count = 2;
    load_files(&f, files);
    expect_load_problems(&f, "SC098::0 SC149::0 SC099::0");
    assert_true(f.model->parameters[0].set_by_caller && f.model->parameters[0].value.number == 80);
    expect_text(f.model->layers[f.model->parameters[0].about.layer], "the caller");
    assert_false(f.model->parameters[1].set_by_caller);
    assert_true(f.model->indicators[0].assumed.kind == SC_KIND_BOOLEAN &&
                !f.model->indicators[0].assumed.boolean);
    load_fixture_close(&f);
}

static void digest_of(const char *text, const char *value, char out[65])
{
    const memory_file files[] = {{"a", text}, {"b", "schoolcat: 1\n"}, {NULL, NULL}};
    const schoolcat_setting setting = {"top", value};
    load_fixture f;
    load_fixture_init(&f, NULL);
    f.options.parameters = &setting;
    f.options.parameter_count = value != NULL;
    load_files(&f, files);
    strcpy(out, f.model->digest.data);
    load_fixture_close(&f);
}

static void digests_every_file(void **state)
{
    (void)state;
    char plain[65], same[65], other[65], included[65], set[65];
    digest_of(HEAD "parameters: {top: {value: 75}}\n", NULL, plain);
    digest_of(HEAD "parameters: {top: {value: 75}}\n", NULL, same);
    digest_of(HEAD "parameters: {top: {value: 76}}\n", NULL, other);
    digest_of(HEAD "parameters: {top: {value: 75}}\ninclude: b\n", NULL, included);
    digest_of(HEAD "parameters: {top: {value: 75}}\n", "76", set);
    assert_string_equal(plain, same);
    assert_string_not_equal(plain, other);
    assert_string_not_equal(plain, included);
    assert_string_not_equal(plain, set);
}

/* --- limits --- */

static void expect_limited(const schoolcat_load_options *limits, const memory_file *files,
                           const char *expected)
{
    load_fixture f;
    load_fixture_init(&f, NULL);
    f.options = *limits;
    load_files(&f, files);
    expect_load_problems(&f, expected);
    load_fixture_close(&f);
}

static void keeps_to_limits(void **state)
{
    (void)state;
    const schoolcat_load_options usual = SCHOOLCAT_LOAD_OPTIONS;
    const memory_file files[] = {
        {"a",
         HEAD "include: [b]\n"
              "decisions: {d: {choose: every, rules: [{id: r, when: x}, {id: s, when: x}]}}\n"},
        {"b", "schoolcat: 1\n"},
        {NULL, NULL}};
    schoolcat_load_options limits = usual;
    expect_limited(&limits, files, "");
    limits.max_file_bytes = 60;
    expect_limited(&limits, files, "SC002:a:0");
    limits = usual;
    limits.max_total_bytes = strlen(files[0].text) + 3;
    expect_limited(&limits, files, "SC003:a:4");
    limits = usual;
    limits.max_files = 1;
    expect_limited(&limits, files, "SC093:a:4");
    limits = usual;
    limits.max_nesting = 3;
    expect_limited(&limits, files, "SC009:a:5");
    limits = usual;
    limits.max_nodes = 20;
    expect_limited(&limits, files, "SC010:a:5");
    limits = usual;
    limits.max_rules = 1;
    expect_limited(&limits, files, "SC038:a:5");
}

static void bounds_groups_within_groups(void **state)
{
    (void)state;
    char text[4000] = HEAD "groups:\n  g0: [a, b]\n";
    for (int i = 1; i < 40; i++)
        (void)snprintf(text + strlen(text), sizeof text - strlen(text),
                       "  g%d: [{any: g%d}, {all: g%d}]\n", i, i - 1, i - 1);
    load_fixture f;
    load_text(&f, text);
    expect_load_problems(&f, "SC151:r.yaml:23");
    load_fixture_close(&f);
    load_fixture_init(&f, NULL);
    const memory_file files[] = {
        {"r.yaml", HEAD "groups: {a: [{any: b}], b: [{any: c}], c: [{any: d}], d: [{any: e}], "
                        "e: [{any: f}], f: [x]}\n"},
        {NULL, NULL}};
    f.options.max_nesting = 6;
    load_files(&f, files);
    expect_load_problems(&f, "");
    load_fixture_close(&f);
    load_fixture_init(&f, NULL);
    f.options.max_nesting = 4;
    load_files(&f, files);
    expect_load_problems(&f, "SC009:r.yaml:4");
    load_fixture_close(&f);
}

/* --- the file system --- */

static void write_file(const char *folder, const char *name, const char *text)
{
    char path[500];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void remove_files(const char *folder)
{
    static const char *const names[] = {"in/first.yaml",
                                        "in/sub/second.yaml",
                                        "in/sub/link.yaml",
                                        "in/pipe.yaml",
                                        "out/secret.yaml",
                                        "out/third.yaml",
                                        "in/sub",
                                        "in",
                                        "out"};
    char path[500];
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        (void)remove(path);
    }
    (void)rmdir(folder);
}

static void make_folders(char folder[])
{
    char path[500], target[500];
    static const char *const folders[] = {"in", "in/sub", "out"};
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < 3; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, folders[i]);
        assert_int_equal(mkdir(path, 0700), 0);
    }
    write_file(folder, "out/secret.yaml", "schoolcat: 1\n");
    write_file(folder, "out/third.yaml", "schoolcat: 1\nindicators: {z: {type: number}}\n");
    (void)snprintf(path, sizeof path, "%s/in/sub/link.yaml", folder);
    (void)snprintf(target, sizeof target, "%s/out/secret.yaml", folder);
    assert_int_equal(symlink(target, path), 0);
    (void)snprintf(path, sizeof path, "%s/in/pipe.yaml", folder);
    assert_int_equal(mkfifo(path, 0600), 0);
}

static void stays_in_allowed_folders(void **state)
{
    (void)state;
    char folder[] = "/tmp/schoolcat-load-XXXXXX", path[500], out[500], text[2000];
    load_fixture f;
    make_folders(folder);
    (void)snprintf(text, sizeof text,
                   HEAD "include:\n"
                        "- sub/second.yaml\n"
                        "- ../out/secret.yaml\n"
                        "- %s/out/secret.yaml\n"
                        "- sub/link.yaml\n"
                        "- sub\n"
                        "- nothere.yaml\n"
                        "- sub/../../../../../../../etc/passwd\n"
                        "- pipe.yaml\n"
                        "- third\n",
                   folder);
    write_file(folder, "in/first.yaml", text);
    write_file(folder, "in/sub/second.yaml",
               "schoolcat: 1\ninclude: [../../out/secret.yaml, ../first.yaml]\n");
    (void)snprintf(path, sizeof path, "%s/in/first.yaml", folder);
    load_fixture_init(&f, NULL);
    load_path(&f, path);
    expect_problems(f.diagnostics, PLACE_LINE, "first.yaml",
                    "SC090:6 SC090:7 SC090:8 SC001:9 SC092:10 SC090:11 SC001:12 SC092:13 SC090:2 "
                    "SC091:2");
    load_fixture_close(&f);

    write_file(folder, "in/first.yaml", HEAD "include: [sub/second.yaml, sub/link.yaml, third]\n");
    write_file(folder, "in/sub/second.yaml", "schoolcat: 1\n");
    (void)snprintf(out, sizeof out, "%s/out", folder);
    const char *const folders[] = {out};
    load_fixture_init(&f, NULL);
    f.options.folders = folders;
    f.options.folder_count = 1;
    load_path(&f, path);
    expect_load_problems(&f, "");
    assert_int_equal(f.model->indicator_count, 1);
    load_fixture_close(&f);
    load_fixture_init(&f, NULL);
    f.options.folders = folders;
    f.options.folder_count = 1;
    load_path(&f, "third");
    assert_int_equal(f.status, SCHOOLCAT_OK); /* a missing authority and title are no error */
    assert_int_equal(schoolcat_diagnostics_count(f.diagnostics), 2);
    load_fixture_close(&f);
    remove_files(folder);
}

static void reads_texts_with_a_name(void **state)
{
    (void)state;
    load_fixture f;
    const char *const folders[] = {SCHOOLCAT_SOURCE_DIR "/rules"};
    load_fixture_init(&f, NULL);
    f.options.folders = folders;
    f.options.folder_count = 1;
    sc_load_request request = {
        SC_NO_TEXT, SC_TEXT(HEAD "include: [vocabulary, ./vocabulary.yaml]\n"), &f.options};
    load_request(&f, &request);
    expect_load_problems(&f, "SC092:<text>:4");
    assert_true(f.model->indicator_count > 50);
    load_fixture_close(&f);
    load_fixture_init(&f, NULL);
    request = (sc_load_request){SC_TEXT(SCHOOLCAT_SOURCE_DIR "/rules/new.yaml"),
                                SC_TEXT(HEAD "include: [vocabulary.yaml]\n"), &f.options};
    load_request(&f, &request);
    expect_load_problems(&f, "");
    load_fixture_close(&f);
}

static void reports_why_the_first_file_cannot_be_read(void **state)
{
    (void)state;
    load_fixture f;
    load_fixture_init(&f, NULL);
    load_path(&f, "/nowhere/at/all.yaml");
    assert_int_equal(f.status, SCHOOLCAT_ERROR_IO);
    expect_load_problems(&f, "SC092:/nowhere/at/all.yaml:0");
    assert_null(f.model);
    load_fixture_close(&f);
    load_fixture_init(&f, NULL);
    load_path(&f, "/");
    assert_int_equal(f.status, SCHOOLCAT_ERROR_IO);
    expect_load_problems(&f, "SC001:/:0");
    load_fixture_close(&f);
}

static void loads_the_rule_files(void **state)
{
    (void)state;
    static const char *const names[] = {"vocabulary", "staffordshire", "stockton"};
    for (size_t i = 0; i < 3; i++) {
        load_fixture f;
        char path[500];
        (void)snprintf(path, sizeof path, "%s/rules/%s.yaml", SCHOOLCAT_SOURCE_DIR, names[i]);
        load_fixture_init(&f, NULL);
        load_path(&f, path);
        expect_load_problems(&f, "");
        assert_int_equal(f.status, SCHOOLCAT_OK);
        load_fixture_close(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(includes_a_file_once),
        cmocka_unit_test(reports_names_defined_twice),
        cmocka_unit_test(reports_cycles_and_continues),
        cmocka_unit_test(passes_on_the_status_of_the_resolver),
        cmocka_unit_test(overrides_by_key),
        cmocka_unit_test(merges_rules_and_outcomes_by_id),
        cmocka_unit_test(reports_wrong_overrides),
        cmocka_unit_test(applies_settings_of_the_caller),
        cmocka_unit_test(digests_every_file),
        cmocka_unit_test(keeps_to_limits),
        cmocka_unit_test(bounds_groups_within_groups),
        cmocka_unit_test(stays_in_allowed_folders),
        cmocka_unit_test(reads_texts_with_a_name),
        cmocka_unit_test(reports_why_the_first_file_cannot_be_read),
        cmocka_unit_test(loads_the_rule_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

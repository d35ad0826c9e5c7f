/* The loader: rule text to model, include and extends, settings, limits, allowed folders. Every school and
 * authority here is invented. */
#include "testing.h"

#include "language/language.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- loading from memory --- */

typedef struct memory_file {
    const char *name, *text;
} memory_file;

typedef struct bench {
    schoolcat_allocator allocator;
    sc_arena arena;
    sc_sources sources;
    schoolcat_diagnostics *diagnostics;
    schoolcat_load_options options;
    sc_model *model;
    schoolcat_status status;
} bench;

static schoolcat_status find_file(void *context, const char *from, const char *name, const char **text,
                                  size_t *length, const char **canonical_name)
{
    (void)from;
    if (strcmp(name, "broken") == 0)
        return SCHOOLCAT_ERROR_DATA;
    for (const memory_file *file = context; file->name != NULL; file++) {
        if (strcmp(file->name, name) == 0) {
            *text = file->text;
            *length = strlen(file->text);
            *canonical_name = file->name;
            return SCHOOLCAT_OK;
        }
    }
    return SCHOOLCAT_ERROR_NOT_FOUND;
}

static void bench_init(bench *b, const schoolcat_allocator *hooks)
{
    const schoolcat_load_options usual = SCHOOLCAT_LOAD_OPTIONS;
    memset(b, 0, sizeof *b);
    b->allocator = sc_allocator_from(hooks);
    b->options = usual;
}

static void load_request(bench *b, const sc_load_request *request)
{
    sc_arena_init(&b->arena, &b->allocator);
    b->sources.arena = &b->arena;
    b->diagnostics = sc_diagnostics_new(&b->allocator);
    b->status = SCHOOLCAT_ERROR_NO_MEMORY;
    if (b->diagnostics != NULL)
        b->status = sc_load_model(&b->arena, &b->sources, b->diagnostics, request, &b->model);
}

static void load_files(bench *b, const memory_file *files)
{
    b->options.resolver = find_file;
    b->options.resolver_context = (void *)(uintptr_t)files;
    const sc_load_request request = {sc_text_of(files[0].name), SC_NO_TEXT, &b->options};
    load_request(b, &request);
}

static void load_path(bench *b, const char *path)
{
    const sc_load_request request = {sc_text_of(path), SC_NO_TEXT, &b->options};
    load_request(b, &request);
}

static void bench_close(bench *b)
{
    schoolcat_diagnostics_free(b->diagnostics);
    sc_model_destroy(b->model);
    sc_arena_destroy(&b->arena);
}

/* "SC029 b.yaml:3" of every problem. */
static void write_problems(const bench *b, char *out, size_t room)
{
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < schoolcat_diagnostics_count(b->diagnostics); i++) {
        schoolcat_diagnostic problem = SCHOOLCAT_DIAGNOSTIC;
        assert_int_equal(schoolcat_diagnostics_get(b->diagnostics, i, &problem), SCHOOLCAT_OK);
        length += (size_t)snprintf(out + length, room - length, "%s%s %s:%u", i > 0 ? ", " : "", problem.code,
                                   problem.file, problem.line);
        assert_true(length < room);
    }
}

static void expect_problems(const bench *b, const char *expected)
{
    char problems[4000];
    write_problems(b, problems, sizeof problems);
    assert_string_equal(problems, expected);
}

#define HEAD "schoolcat: 1\nauthority: Exampleshire\ntitle: Rules\n"

static void load_text(bench *b, const char *text)
{
    const memory_file files[] = {{"r.yaml", text}, {NULL, NULL}};
    bench_init(b, NULL);
    load_files(b, files);
}

static void expect_report(const char *body, const char *expected)
{
    bench b;
    char text[4000];
    (void)snprintf(text, sizeof text, "%s%s", HEAD, body);
    load_text(&b, text);
    expect_problems(&b, expected);
    assert_int_equal(b.status,
                     schoolcat_diagnostics_errors(b.diagnostics) == 0 ? SCHOOLCAT_OK : SCHOOLCAT_ERROR_RULES);
    bench_close(&b);
}

static void expect_text(sc_text text, const char *expected)
{
    if (!sc_text_is(text, expected))
        fail_msg("'%.*s' instead of '%s'", (int)text.length, text.data == NULL ? "" : text.data, expected);
}

/* --- sections --- */

static const char whole[] = HEAD
    "version: \"2008-09\"\neffective: {from: 2008-09-01, to: 2009-08-31}\nsource: [Part 1, Part 2]\nmissing: "
    "[none]\n"
    "parameters:\n  top: {value: 75, type: number, min: 0, max: 100, unit: percentile, text: Upper., source: "
    "[E 1, E 2], note: read so}\n"
    "scales:\n  grade:\n    - {id: good, code: 2, aliases: [fine, well]}\n    - 4\n"
    "choices:\n  phase: [primary, secondary]\n"
    "indicators:\n  teaching: {type: grade, label: Teaching, aliases: [SEF T&L]}\n"
    "  laestab: {type: text, pattern: \"[0-9]{7}\"}\n  threat: {type: boolean, blank_means: false}\n  seen: "
    "{type: date, date_format: '%d/%m/%Y'}\n"
    "tables:\n  days: {of: number, type: number, bands: [{up_to: 10, value: 0}, {above: 10, value: 2}]}\n"
    "derived:\n  charge: {value: days(top) * 2, unit: GBP, output: true}\n"
    "criteria:\n  low: {text: Low., when: top < 25, if_unknown: true}\n"
    "groups:\n  all_of_it: [low, {not: low}]\n"
    "decisions:\n  category:\n    label: Category\n    choose: worst\n"
    "    outcomes: [{id: 1, name: One, details: {who: Head, days: [5, 6.5], on: true, more: {a: b}}}, 2]\n"
    "    rules:\n      - {id: first_rule, then: 1, name: First, when: low, details: {who: SIP}}\n      - "
    "{id: second, then: 2, when: {any: all_of_it}}\n"
    "    otherwise: {then: 2, if_unknown: true}\n"
    "  advice: {choose: every, rules: [{id: act, when: low}]}\n  stage: {choose: first, outcomes: grade, "
    "rules: [{id: x, then: good, when: low}], otherwise: 4}\n";

static void loads_every_section(void **state)
{
    (void)state;
    bench b;
    load_text(&b, whole);
    expect_problems(&b, "");
    const sc_model *model = b.model;
    expect_text(model->authority, "Exampleshire");
    expect_text(model->version, "2008-09");
    expect_text(model->source, "Part 1; Part 2");
    assert_true(model->effective_from == 14123 && model->effective_to == 14487);
    assert_int_equal(model->missing_mark_count, 1);
    assert_int_equal(model->suppressed_mark_count, 6);
    const sc_parameter *top = &model->parameters[0];
    assert_true(top->value.kind == SC_KIND_INTEGER && top->value.number == 75 && top->max.number == 100);
    expect_text(top->about.path, "parameters.top");
    expect_text(top->about.note, "read so");
    assert_int_equal(top->about.source_count, 2);
    expect_text(top->unit, "percentile");
    assert_int_equal(model->domain_count, 4);
    assert_true(model->domains[0].ordered && !model->domains[1].ordered);
    expect_text(model->domains[0].items[0].code, "2");
    assert_int_equal(model->domains[0].items[0].alias_count, 2);
    expect_text(model->domains[0].items[1].about.id, "4");
    expect_text(model->indicators[0].aliases[0], "SEF T&L");
    assert_int_equal(model->indicators[1].pattern, 0);
    assert_true(model->pattern_count == 1 && model->patterns[0].whole);
    assert_true(model->indicators[2].blank_means.kind == SC_KIND_BOOLEAN &&
                !model->indicators[2].blank_means.boolean);
    assert_int_equal(model->indicators[0].min.kind, SC_KIND_MISSING);
    expect_text(model->indicators[3].date_format, "%d/%m/%Y");
    assert_true(model->tables[0].band_count == 2 && model->tables[0].bands[1].has_above &&
                !model->tables[0].bands[1].has_up_to);
    assert_true(model->derived[0].output && model->derived[0].value->kind == SC_NODE_MULTIPLY);
    assert_int_equal(model->criteria[0].when->if_unknown, SC_UNKNOWN_IS_TRUE);
    assert_int_equal(strlen(model->digest.data), 64);
    bench_close(&b);
}

static void loads_decisions(void **state)
{
    (void)state;
    bench b;
    load_text(&b, whole);
    const sc_model *model = b.model;
    const sc_decision *category = &model->decisions[0], *advice = &model->decisions[1],
                      *stage = &model->decisions[2];
    assert_int_equal(category->choose, SC_CHOOSE_WORST);
    assert_int_equal(model->domains[category->domain].kind, SC_DOMAIN_DECISION);
    expect_text(model->domains[category->domain].about.id, "category");
    const sc_detail *details = model->domains[category->domain].items[0].details;
    assert_true(details->kind == SC_DETAIL_MAP && details->count == 4);
    assert_true(details->items[1].kind == SC_DETAIL_LIST && details->items[1].items[1].number == 6.5);
    assert_true(details->items[2].kind == SC_DETAIL_BOOLEAN && details->items[3].kind == SC_DETAIL_MAP);
    expect_text(category->rules[0].name, "First");
    expect_text(category->rules[0].own_details->items[0].text, "SIP");
    expect_text(category->rules[1].about.path, "decisions.category.rules.second");
    assert_true(category->otherwise.present && category->otherwise.if_unknown == SC_UNKNOWN_IS_TRUE);
    assert_false(model->domains[advice->domain].ordered);
    assert_null(advice->rules[0].then.data);
    expect_text(stage->scale_name, "grade");
    expect_text(stage->otherwise.then, "4");
    bench_close(&b);
}

/* --- conditions --- */

static const sc_node *condition(bench *b, const char *when)
{
    char text[2000];
    (void)snprintf(text, sizeof text,
                   "%sgroups:\n  g: [a, {any: h}]\n  h: [b, c]\ncriteria:\n  x:\n    when: %s\n", HEAD, when);
    load_text(b, text);
    return b->model->criteria[0].when;
}

static void loads_mapping_forms(void **state)
{
    (void)state;
    bench b;
    const sc_node *node = condition(&b, "{at_least: 2, of: [a, {not: {all: [b, c > 1]}, if_unknown: false}, "
                                        "{when: d, text: Words, source: p. 1}]}");
    expect_problems(&b, "");
    assert_int_equal(node->kind, SC_NODE_AT_LEAST);
    assert_int_equal(node->child_count, 4);
    assert_true(node->children[0]->kind == SC_NODE_NUMBER && node->children[0]->number == 2);
    expect_text(node->children[1]->path, "criteria.x.when.of[1]");
    const sc_node *not = node->children[2];
    assert_true(not ->kind == SC_NODE_NOT && not ->if_unknown == SC_UNKNOWN_IS_FALSE);
    expect_text(not ->path, "criteria.x.when.of[2]");
    expect_text(not ->children[0]->children[1]->path, "criteria.x.when.of[2].not.all[2]");
    assert_null(not ->about);
    assert_int_equal(node->children[3]->kind, SC_NODE_WHEN);
    expect_text(node->children[3]->about->text, "Words");
    expect_text(node->children[3]->about->sources[0], "p. 1");
    bench_close(&b);
    node = condition(&b, "{at_most: most_allowed, of: g}");
    assert_true(node->kind == SC_NODE_AT_MOST && node->children[0]->kind == SC_NODE_NAME);
    expect_text(node->children[0]->text, "most_allowed");
    bench_close(&b);
}

static void shares_the_nodes_of_groups(void **state)
{
    (void)state;
    bench b;
    const sc_node *node = condition(&b, "{all: [{any: g}, {at_least: 1, of: h}]}");
    const sc_group *g = &b.model->groups[0], *h = &b.model->groups[1];
    assert_ptr_equal(node->children[0]->children[0], g->conditions[0]);
    assert_ptr_equal(node->children[1]->children[1], h->conditions[0]);
    assert_ptr_equal(g->conditions[1]->children[1], h->conditions[1]);
    assert_true(g->about.used && h->about.used);
    expect_text(h->conditions[1]->path, "groups.h[2]");
    bench_close(&b);
}

static void marks_criteria_above_their_condition(void **state)
{
    (void)state;
    bench b;
    const sc_node *node = condition(&b, "{any: [a], if_unknown: false}\n    if_unknown: true");
    expect_problems(&b, "");
    assert_true(node->kind == SC_NODE_WHEN && node->if_unknown == SC_UNKNOWN_IS_TRUE);
    assert_int_equal(node->children[0]->if_unknown, SC_UNKNOWN_IS_FALSE);
    bench_close(&b);
}

static void maps_expressions_to_their_source(void **state)
{
    (void)state;
    bench b;
    const sc_node *node = condition(&b, ">-\n      alpha\n      and beta");
    const char *source = b.sources.list.at[0]->text.data;
    assert_true(strncmp(source + node->children[0]->span.offset, "alpha", 5) == 0);
    assert_true(strncmp(source + node->children[1]->span.offset, "beta", 4) == 0);
    bench_close(&b);
}

static void refuses_wrong_conditions(void **state)
{
    (void)state;
    expect_report("criteria: {x: {when: {}}}\n", "SC035 r.yaml:4");
    expect_report("criteria: {x: {when: {any: [a], all: [b]}}}\n", "SC035 r.yaml:4");
    expect_report("criteria: {x: {when: {anny: [a]}}}\n", "SC022 r.yaml:4");
    expect_report("criteria: {x: {when: [a, b]}}\n", "SC020 r.yaml:4");
    expect_report("criteria: {x: {when: {any: {a: b}}}}\n", "SC020 r.yaml:4");
    expect_report("criteria: {x: {when: {at_least: 1.5, of: [a]}}}\n", "SC037 r.yaml:4");
    expect_report("criteria: {x: {when: {at_least: 1}}}\n", "SC021 r.yaml:4");
    expect_report("criteria: {x: {when: {any: [a], if_unknown: maybe}}}\n", "SC031 r.yaml:4");
    expect_report("criteria: {x: {}}\n", "SC021 r.yaml:4");
    expect_report("criteria: {x: {when: {any: nobody}}}\n", "SC034 r.yaml:4");
    expect_report("groups: {g: [{any: h}], h: [{all: g}]}\n", "SC036 r.yaml:4");
    expect_report("groups: {g: 5}\ncriteria: {x: {when: {at_least: 7, of: g}}}\n", "SC020 r.yaml:4");
}

static void keeps_the_length_of_lists(void **state)
{
    (void)state;
    bench b;
    const sc_node *node = condition(&b, "{at_least: 2, of: [a, [b], c]}");
    expect_problems(&b, "SC020 r.yaml:9");
    assert_int_equal(node->child_count, 4);
    assert_null(node->children[2]);
    bench_close(&b);
}

/* --- shape --- */

static void reports_every_wrong_shape(void **state)
{
    (void)state;
    expect_report("parameters: [a]\n", "SC020 r.yaml:4");
    expect_report("parameters: {a: 5}\n", "SC020 r.yaml:4");
    expect_report("parameters: {a: {type: number}}\n", "SC021 r.yaml:4");
    expect_report("parameters: {A: {value: 1}}\n", "SC026 r.yaml:4");
    expect_report("parameters: {is: {value: 1}}\n", "SC027 r.yaml:4");
    expect_report("parameters: {min: {value: 1}}\n", "");
    expect_report("indicators: {a: {typ: number}}\n", "SC021 r.yaml:4, SC022 r.yaml:4");
    expect_report("indicators: {a: {type: number, bogus: }}\n", "SC016 r.yaml:4");
    expect_report("indicators: {a: {type: }}\n", "SC023 r.yaml:4");
    expect_report("indicators: {a: {type: null}}\n", "SC024 r.yaml:4");
    expect_report("indicators: {a: {type: number, aliases: [b]}, c: {type: number, aliases: [B]}}\n",
                  "SC150 r.yaml:4");
    expect_report("choices: {a: [b, b]}\n", "SC029 r.yaml:4");
    expect_report("choices: {a: [b, {id: c, aliases: [B]}]}\n", "SC147 r.yaml:4");
    expect_report("choices: {a: [05]}\n", "SC026 r.yaml:4");
    expect_report("tables: {a: {of: number, bands: [{up_to: x, value: 1}]}}\n", "SC030 r.yaml:4");
    expect_report("derived: {a: {value: {any: [b]}}}\n", "SC020 r.yaml:4");
    expect_report("derived: {a: {value: b, output: yes}}\n", "SC031 r.yaml:4");
    expect_report("effective: {from: 2008}\n", "SC032 r.yaml:4");
    expect_report("decisions: {d: {choose: frist, outcomes: [a], rules: [{id: r, then: a, when: x}]}}\n",
                  "SC033 r.yaml:4");
    expect_report("decisions: {d: {choose: first, outcomes: [none], rules: [{id: r, then: a, when: x}]}}\n",
                  "SC028 r.yaml:4");
    expect_report(
        "decisions: {d: {choose: first, outcomes: [a], rules: [{id: otherwise, then: a, when: x}]}}\n",
        "SC027 r.yaml:4");
    expect_report(
        "decisions: {d: {choose: first, outcomes: [a], rules: [{id: r, then: a, when: x, before: s}]}}\n",
        "SC096 r.yaml:4");
    expect_report("parameters:\n  a:\n    value: 1\n    note: see #1 and #2\n    text: cut #3\n",
                  "SC017 r.yaml:7, SC017 r.yaml:8");
    expect_report("decisions: {d: {choose: every, rules: [{id: r, when: x, details: {days: {top}}}]}}\n",
                  "SC146 r.yaml:4");
    expect_report("critera: {}\n", "SC022 r.yaml:4");
}

static void asks_for_version_authority_and_title(void **state)
{
    (void)state;
    bench b;
    load_text(&b, "parameters: {}\n");
    expect_problems(&b, "SC021 r.yaml:1, SC119 r.yaml:1, SC119 r.yaml:1");
    bench_close(&b);
    load_text(&b, "schoolcat: 2\nauthority: A\ntitle: T\n");
    expect_problems(&b, "SC025 r.yaml:1");
    bench_close(&b);
}

/* --- include --- */

static void includes_a_file_once(void **state)
{
    (void)state;
    const memory_file files[] = {{"a", HEAD "include: [b, c]\nindicators: {x: {type: number}}\n"},
                                 {"b", "schoolcat: 1\ninclude: d\nindicators: {y: {type: number}}\n"},
                                 {"c", "schoolcat: 1\ninclude: [d]\nindicators: {z: {type: number}}\n"},
                                 {"d", "schoolcat: 1\nindicators: {w: {type: number}}\nmissing: [gone]\n"},
                                 {NULL, NULL}};
    bench b;
    bench_init(&b, NULL);
    load_files(&b, files);
    expect_problems(&b, "");
    assert_int_equal(b.model->indicator_count, 4);
    expect_text(b.model->missing_marks[0], "gone");
    assert_int_equal(b.model->layer_count, 5);
    expect_text(b.model->layers[0], "d");
    expect_text(b.model->layers[3], "a");
    expect_text(b.model->layers[4], "the caller");
    expect_text(b.model->indicators[0].about.id, "w");
    expect_text(b.model->layers[b.model->indicators[0].about.layer], "d");
    bench_close(&b);
}

static void reports_names_defined_twice(void **state)
{
    (void)state;
    const memory_file files[] = {{"a", HEAD "include: [b, c]\nparameters:\n  x: {value: 1}\n"},
                                 {"b", "schoolcat: 1\nparameters:\n  x: {value: 2}\n  y: {value: 2}\n"},
                                 {"c", "schoolcat: 1\nparameters:\n  y: {value: 3}\n"},
                                 {NULL, NULL}};
    bench b;
    bench_init(&b, NULL);
    load_files(&b, files);
    expect_problems(&b, "SC029 a:6, SC029 c:3");
    schoolcat_diagnostic problem = SCHOOLCAT_DIAGNOSTIC;
    assert_int_equal(schoolcat_diagnostics_get(b.diagnostics, 0, &problem), SCHOOLCAT_OK);
    assert_string_equal(problem.other_file, "b");
    assert_int_equal(problem.other_line, 3);
    bench_close(&b);
}

static void reports_circles_and_goes_on(void **state)
{
    (void)state;
    const memory_file files[] = {{"a", HEAD "include: [b, nobody, d]\n"},
                                 {"b", "schoolcat: 1\ninclude: [c]\n"},
                                 {"c", "schoolcat: 1\nextends: a\n"},
                                 {"d", "schoolcat: 1\nindicators: {x: 5}\nq: [\n"},
                                 {NULL, NULL}};
    bench b;
    bench_init(&b, NULL);
    load_files(&b, files);
    expect_problems(&b, "SC092 a:4, SC091 c:2, SC006 d:3");
    assert_true(b.model->incomplete);
    bench_close(&b);
}

static void passes_on_what_the_resolver_says(void **state)
{
    (void)state;
    bench b;
    const memory_file files[] = {{"a", HEAD "include: [broken]\n"}, {NULL, NULL}},
                      none[] = {{"broken", ""}, {NULL, NULL}};
    bench_init(&b, NULL);
    load_files(&b, files);
    assert_int_equal(b.status, SCHOOLCAT_ERROR_DATA);
    assert_null(b.model);
    bench_close(&b);
    bench_init(&b, NULL);
    load_files(&b, none);
    assert_int_equal(b.status, SCHOOLCAT_ERROR_DATA);
    bench_close(&b);
    bench_init(&b, NULL);
    b.options.resolver = find_file;
    b.options.resolver_context = (void *)(uintptr_t)files;
    load_path(&b, "nobody");
    assert_int_equal(b.status, SCHOOLCAT_ERROR_IO);
    expect_problems(&b, "SC092 nobody:0");
    bench_close(&b);
}

/* --- extends --- */

static const char parent[] =
    HEAD "parameters:\n  top: {value: 75, type: number, text: Upper., source: E}\n  low: {value: 25}\n"
         "criteria:\n  good: {when: x > top, text: Good.}\n  bad: {when: x < low}\n"
         "decisions:\n  d:\n    choose: first\n    outcomes: [{id: a, name: A, details: {who: Head}}, {id: "
         "b, name: B}, c]\n"
         "    rules:\n      - {id: r1, then: a, when: good, text: One.}\n      - {id: r2, then: b, when: "
         "bad}\n      - {id: r3, then: c, when: x == 1}\n"
         "    otherwise: c\n";

static void extend(bench *b, const char *child)
{
    char text[3000];
    (void)snprintf(text, sizeof text, "schoolcat: 1\nextends: parent\nauthority: Otherton\n%s", child);
    const memory_file files[] = {{"child", text}, {"parent", parent}, {NULL, NULL}};
    bench_init(b, NULL);
    load_files(b, files);
}

static void overrides_by_key(void **state)
{
    (void)state;
    bench b;
    extend(&b, "parameters:\n  top: {value: 80, text: null}\n  new: {value: 1}\ncriteria:\n  bad: null\n");
    expect_problems(&b, "");
    expect_text(b.model->authority, "Otherton");
    expect_text(b.model->title, "Rules");
    const sc_parameter *top = &b.model->parameters[0];
    assert_true(top->value.number == 80);
    expect_text(top->type_name, "number");
    assert_null(top->about.text.data);
    expect_text(top->about.sources[0], "E");
    expect_text(b.model->layers[top->about.layer], "child");
    expect_text(b.model->layers[b.model->parameters[1].about.layer], "parent");
    assert_true(b.model->parameters[2].about.added && !top->about.added);
    expect_text(b.model->layers[0], "parent");
    assert_int_equal(b.model->criterion_count, 1);
    bench_close(&b);
}

static void expect_rules(const bench *b, const char *expected)
{
    char found[500] = "";
    const sc_decision *decision = &b->model->decisions[0];
    for (uint32_t i = 0; i < decision->rule_count; i++)
        (void)snprintf(found + strlen(found), sizeof found - strlen(found), "%s:%s ",
                       decision->rules[i].about.id.data, decision->rules[i].then.data);
    const sc_domain *domain = &b->model->domains[decision->domain];
    for (uint32_t i = 0; i < domain->item_count; i++)
        (void)snprintf(found + strlen(found), sizeof found - strlen(found), " %s",
                       domain->items[i].about.id.data);
    assert_string_equal(found, expected);
}

static void merges_rules_and_outcomes_by_id(void **state)
{
    (void)state;
    bench b;
    extend(&b,
           "decisions:\n  d:\n    outcomes:\n      - {id: z, before: b, name: Z}\n      - {id: c, name: C}\n "
           "   rules:\n"
           "      - {id: r0, before: r1, then: z, when: y}\n      - {id: r4, after: r1, then: b, when: y}\n"
           "      - {id: r2, then: a}\n      - {id: r3, remove: true}\n      - {id: r5, then: c, when: y}\n  "
           "  otherwise: null\n");
    expect_problems(&b, "");
    expect_rules(&b, "r0:z r1:a r4:b r2:a r5:c  a z b c");
    const sc_decision *d = &b.model->decisions[0];
    assert_false(d->otherwise.present);
    expect_text(d->rules[1].about.text, "One.");
    expect_text(b.model->layers[d->rules[1].about.layer], "parent");
    expect_text(b.model->layers[d->rules[3].about.layer], "child");
    const sc_domain *outcomes = &b.model->domains[d->domain];
    expect_text(outcomes->items[0].details->items[0].text, "Head");
    expect_text(outcomes->items[3].name, "C");
    bench_close(&b);
}

static void expect_extended(const char *child, const char *expected)
{
    bench b;
    extend(&b, child);
    expect_problems(&b, expected);
    bench_close(&b);
}

static void reports_wrong_overrides(void **state)
{
    (void)state;
    expect_extended("parameters:\n  top:\n", "SC023 child:5");
    expect_extended("parameters:\n  topp: null\n", "SC094 child:5");
    expect_extended("parameters:\n  top: {txt: null}\n", "SC094 child:5");
    expect_extended("parameters:\n  top: {text: }\n", "SC023 child:5");
    expect_extended("decisions: {d: {outcomes: [{id: q}]}}\n", "SC097 child:4");
    expect_extended("decisions: {d: {outcomes: [{id: a, name: X}, {id: a}]}}\n", "SC029 child:4");
    expect_extended("decisions: {d: {rules: [{id: r9, remove: true}]}}\n", "SC094 child:4");
    expect_extended("decisions: {d: {rules: [{id: r1, after: r9}]}}\n", "SC095 child:4");
    expect_extended("decisions: {d: {rules: [{id: r1, remove: maybe}]}}\n", "SC031 child:4");
    expect_extended("decisions: {d: {rules: [{id: r9}]}}\n", "SC021 child:4");
    expect_extended("include: [nobody]\nparameters: {new: null}\n", "SC092 child:4");
}

/* --- settings and digest --- */

static void takes_the_callers_settings(void **state)
{
    (void)state;
    const memory_file files[] = {
        {"a", HEAD "parameters: {top: {value: 75}, low: {value: 5}}\nindicators: {x: {type: boolean}}\n"},
        {NULL, NULL}};
    const schoolcat_setting parameters[] = {{"top", "80"}, {"lo", "1"}, {"top", "81"}};
    const schoolcat_setting assumptions[] = {{"x", "false"}, {"y", "1"}};
    bench b;
    bench_init(&b, NULL);
    b.options.parameters = parameters;
    b.options.parameter_count = 3;
    b.options.assumptions = assumptions;
    b.options.assumption_count = 2;
    load_files(&b, files);
    expect_problems(&b, "SC098 :0, SC149 :0, SC099 :0");
    assert_true(b.model->parameters[0].set_by_caller && b.model->parameters[0].value.number == 80);
    expect_text(b.model->layers[b.model->parameters[0].about.layer], "the caller");
    assert_false(b.model->parameters[1].set_by_caller);
    assert_true(b.model->indicators[0].assumed.kind == SC_KIND_BOOLEAN &&
                !b.model->indicators[0].assumed.boolean);
    bench_close(&b);
}

static void digest_of(const char *text, const char *value, char out[65])
{
    const memory_file files[] = {{"a", text}, {"b", "schoolcat: 1\n"}, {NULL, NULL}};
    const schoolcat_setting setting = {"top", value};
    bench b;
    bench_init(&b, NULL);
    b.options.parameters = &setting;
    b.options.parameter_count = value != NULL;
    load_files(&b, files);
    strcpy(out, b.model->digest.data);
    bench_close(&b);
}

static void digests_all_that_was_read(void **state)
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
    bench b;
    bench_init(&b, NULL);
    b.options = *limits;
    load_files(&b, files);
    expect_problems(&b, expected);
    bench_close(&b);
}

static void keeps_to_limits(void **state)
{
    (void)state;
    const schoolcat_load_options usual = SCHOOLCAT_LOAD_OPTIONS;
    const memory_file files[] = {
        {"a",
         HEAD "include: [b]\ndecisions: {d: {choose: every, rules: [{id: r, when: x}, {id: s, when: x}]}}\n"},
        {"b", "schoolcat: 1\n"},
        {NULL, NULL}};
    schoolcat_load_options limits = usual;
    expect_limited(&limits, files, "");
    limits.max_file_bytes = 60;
    expect_limited(&limits, files, "SC002 a:0");
    limits = usual;
    limits.max_total_bytes = strlen(files[0].text) + 3;
    expect_limited(&limits, files, "SC003 a:4");
    limits = usual;
    limits.max_files = 1;
    expect_limited(&limits, files, "SC093 a:4");
    limits = usual;
    limits.max_nesting = 3;
    expect_limited(&limits, files, "SC009 a:5");
    limits = usual;
    limits.max_nodes = 20;
    expect_limited(&limits, files, "SC010 a:5");
    limits = usual;
    limits.max_rules = 1;
    expect_limited(&limits, files, "SC038 a:5");
}

static void bounds_groups_within_groups(void **state)
{
    (void)state;
    char text[4000] = HEAD "groups:\n  g0: [a, b]\n";
    for (int i = 1; i < 40; i++)
        (void)snprintf(text + strlen(text), sizeof text - strlen(text), "  g%d: [{any: g%d}, {all: g%d}]\n",
                       i, i - 1, i - 1);
    bench b;
    load_text(&b, text);
    expect_problems(&b, "SC151 r.yaml:23");
    bench_close(&b);
    bench_init(&b, NULL);
    const memory_file files[] = {{"r.yaml",
                                  HEAD "groups: {a: [{any: b}], b: [{any: c}], c: [{any: d}], d: [{any: e}], "
                                       "e: [{any: f}], f: [x]}\n"},
                                 {NULL, NULL}};
    b.options.max_nesting = 6;
    load_files(&b, files);
    expect_problems(&b, "");
    bench_close(&b);
    bench_init(&b, NULL);
    b.options.max_nesting = 4;
    load_files(&b, files);
    expect_problems(&b, "SC009 r.yaml:4");
    bench_close(&b);
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
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
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
    bench b;
    make_folders(folder);
    (void)snprintf(
        text, sizeof text,
        HEAD
        "include:\n- sub/second.yaml\n- ../out/secret.yaml\n- %s/out/secret.yaml\n- sub/link.yaml\n- sub\n"
        "- nothere.yaml\n- sub/../../../../../../../etc/passwd\n- pipe.yaml\n- third\n",
        folder);
    write_file(folder, "in/first.yaml", text);
    write_file(folder, "in/sub/second.yaml",
               "schoolcat: 1\ninclude: [../../out/secret.yaml, ../first.yaml]\n");
    (void)snprintf(path, sizeof path, "%s/in/first.yaml", folder);
    bench_init(&b, NULL);
    load_path(&b, path);
    static const char *const expected[] = {"SC090 6",  "SC090 7",  "SC090 8",  "SC001 9", "SC092 10",
                                           "SC090 11", "SC001 12", "SC092 13", "SC090 2", "SC091 2"};
    assert_int_equal(schoolcat_diagnostics_count(b.diagnostics), 10);
    for (size_t i = 0; i < 10; i++) {
        char found[50];
        schoolcat_diagnostic problem = SCHOOLCAT_DIAGNOSTIC;
        assert_int_equal(schoolcat_diagnostics_get(b.diagnostics, i, &problem), SCHOOLCAT_OK);
        (void)snprintf(found, sizeof found, "%s %u", problem.code, problem.line);
        assert_string_equal(found, expected[i]);
    }
    bench_close(&b);

    write_file(folder, "in/first.yaml", HEAD "include: [sub/second.yaml, sub/link.yaml, third]\n");
    write_file(folder, "in/sub/second.yaml", "schoolcat: 1\n");
    (void)snprintf(out, sizeof out, "%s/out", folder);
    const char *const folders[] = {out};
    bench_init(&b, NULL);
    b.options.folders = folders;
    b.options.folder_count = 1;
    load_path(&b, path);
    expect_problems(&b, "");
    assert_int_equal(b.model->indicator_count, 1);
    bench_close(&b);
    bench_init(&b, NULL);
    b.options.folders = folders;
    b.options.folder_count = 1;
    load_path(&b, "third");
    assert_int_equal(b.status, SCHOOLCAT_OK); /* it lacks authority and title, which is no error */
    assert_int_equal(schoolcat_diagnostics_count(b.diagnostics), 2);
    bench_close(&b);
    remove_files(folder);
}

static void reads_texts_with_a_name(void **state)
{
    (void)state;
    bench b;
    const char *const folders[] = {SCHOOLCAT_SOURCE_DIR "/rules"};
    bench_init(&b, NULL);
    b.options.folders = folders;
    b.options.folder_count = 1;
    sc_load_request request = {SC_NO_TEXT, SC_TEXT(HEAD "include: [vocabulary, ./vocabulary.yaml]\n"),
                               &b.options};
    load_request(&b, &request);
    expect_problems(&b, "SC092 <text>:4");
    assert_true(b.model->indicator_count > 50);
    bench_close(&b);
    bench_init(&b, NULL);
    request = (sc_load_request){SC_TEXT(SCHOOLCAT_SOURCE_DIR "/rules/new.yaml"),
                                SC_TEXT(HEAD "include: [vocabulary.yaml]\n"), &b.options};
    load_request(&b, &request);
    expect_problems(&b, "");
    bench_close(&b);
}

static void says_why_the_first_file_cannot_be_read(void **state)
{
    (void)state;
    bench b;
    bench_init(&b, NULL);
    load_path(&b, "/nowhere/at/all.yaml");
    assert_int_equal(b.status, SCHOOLCAT_ERROR_IO);
    expect_problems(&b, "SC092 /nowhere/at/all.yaml:0");
    assert_null(b.model);
    bench_close(&b);
    bench_init(&b, NULL);
    load_path(&b, "/");
    assert_int_equal(b.status, SCHOOLCAT_ERROR_IO);
    expect_problems(&b, "SC001 /:0");
    bench_close(&b);
}

static void loads_the_rule_files(void **state)
{
    (void)state;
    static const char *const names[] = {"vocabulary", "staffordshire", "stockton"};
    for (size_t i = 0; i < 3; i++) {
        bench b;
        char path[500];
        (void)snprintf(path, sizeof path, "%s/rules/%s.yaml", SCHOOLCAT_SOURCE_DIR, names[i]);
        bench_init(&b, NULL);
        load_path(&b, path);
        expect_problems(&b, "");
        assert_int_equal(b.status, SCHOOLCAT_OK);
        bench_close(&b);
    }
}

/* --- memory --- */

static void bears_every_failed_request(void **state)
{
    (void)state;
    char child[2000];
    (void)snprintf(child, sizeof child,
                   "schoolcat: 1\nextends: parent\ninclude: [more]\nparameters: {top: {value: 80}, tpo: "
                   "{value: 1}, low: null}\n"
                   "decisions: {d: {outcomes: [{id: q, after: a}], rules: [{id: r0, before: r1, then: q, "
                   "when: {any: g}}]}}\n"
                   "indicators: {x: {typ: 5, aliases: [f(a, b)]}}\n");
    const memory_file files[] = {
        {"child", child},
        {"parent", whole},
        {"more", "schoolcat: 1\ngroups: {g: [a, {not: {any: h}}], h: [{at_least: 1, of: [b]}, c]}\n"},
        {NULL, NULL}};
    bool finished = false;
    for (size_t fails_at = 1; !finished; fails_at++) {
        bench b;
        counting counter = {0, fails_at, 0};
        schoolcat_allocator hooks = counting_allocator(&counter);
        bench_init(&b, &hooks);
        load_files(&b, files);
        finished = b.status == SCHOOLCAT_ERROR_RULES;
        if (!finished) {
            assert_int_equal(b.status, SCHOOLCAT_ERROR_NO_MEMORY);
            assert_null(b.model);
        }
        bench_close(&b);
        assert_int_equal(counter.live, 0);
    }
}

static void bears_failed_requests_in_a_large_file(void **state)
{
    (void)state;
    bool finished = false;
    for (size_t fails_at = 1; !finished; fails_at += 1 + fails_at / 16) {
        bench b;
        counting counter = {0, fails_at, 0};
        schoolcat_allocator hooks = counting_allocator(&counter);
        bench_init(&b, &hooks);
        load_path(&b, SCHOOLCAT_SOURCE_DIR "/rules/staffordshire.yaml");
        finished = b.status == SCHOOLCAT_OK;
        if (!finished)
            assert_int_equal(b.status, SCHOOLCAT_ERROR_NO_MEMORY);
        bench_close(&b);
        assert_int_equal(counter.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loads_every_section),
        cmocka_unit_test(loads_decisions),
        cmocka_unit_test(loads_mapping_forms),
        cmocka_unit_test(shares_the_nodes_of_groups),
        cmocka_unit_test(marks_criteria_above_their_condition),
        cmocka_unit_test(maps_expressions_to_their_source),
        cmocka_unit_test(refuses_wrong_conditions),
        cmocka_unit_test(keeps_the_length_of_lists),
        cmocka_unit_test(reports_every_wrong_shape),
        cmocka_unit_test(asks_for_version_authority_and_title),
        cmocka_unit_test(includes_a_file_once),
        cmocka_unit_test(reports_names_defined_twice),
        cmocka_unit_test(reports_circles_and_goes_on),
        cmocka_unit_test(passes_on_what_the_resolver_says),
        cmocka_unit_test(overrides_by_key),
        cmocka_unit_test(merges_rules_and_outcomes_by_id),
        cmocka_unit_test(reports_wrong_overrides),
        cmocka_unit_test(takes_the_callers_settings),
        cmocka_unit_test(digests_all_that_was_read),
        cmocka_unit_test(keeps_to_limits),
        cmocka_unit_test(bounds_groups_within_groups),
        cmocka_unit_test(stays_in_allowed_folders),
        cmocka_unit_test(reads_texts_with_a_name),
        cmocka_unit_test(says_why_the_first_file_cannot_be_read),
        cmocka_unit_test(loads_the_rule_files),
        cmocka_unit_test(bears_every_failed_request),
        cmocka_unit_test(bears_failed_requests_in_a_large_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

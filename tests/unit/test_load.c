/* The loader: the model of a rule file, and the diagnostics of wrong shapes. All authorities are
 * invented. */
#include "load_fixture.h"
#include "failing_allocator.h"

#include <stdio.h>

/* --- sections --- */

static const char whole[] =
    HEAD "version: \"2008-09\"\n"
         "effective: {from: 2008-09-01, to: 2009-08-31}\n"
         "source: [Part 1, Part 2]\n"
         "missing: [none]\n"
         "parameters:\n"
         "  top: {value: 75, type: number, min: 0, max: 100, unit: percentile, text: Upper., "
         "source: [E 1, E 2], note: read so}\n"
         "scales:\n"
         "  grade:\n"
         "    - {id: good, code: 2, aliases: [fine, well]}\n"
         "    - 4\n"
         "choices:\n"
         "  phase: [primary, secondary]\n"
         "indicators:\n"
         "  teaching: {type: grade, label: Teaching, aliases: [SEF T&L]}\n"
         "  laestab: {type: text, pattern: \"[0-9]{7}\"}\n"
         "  threat: {type: boolean, blank_means: false}\n"
         "  seen: {type: date, date_format: '%d/%m/%Y'}\n"
         "tables:\n"
         "  days: {of: number, type: number, bands: [{up_to: 10, value: 0}, {above: 10, "
         "value: 2}]}\n"
         "derived:\n"
         "  charge: {value: days(top) * 2, unit: GBP, output: true}\n"
         "criteria:\n"
         "  low: {text: Low., when: top < 25, if_unknown: true}\n"
         "groups:\n"
         "  all_of_it: [low, {not: low}]\n"
         "decisions:\n"
         "  category:\n"
         "    label: Category\n"
         "    choose: worst\n"
         "    outcomes: [{id: 1, name: One, details: {who: Head, days: [5, 6.5], on: true, "
         "more: {a: b}}}, 2]\n"
         "    rules:\n"
         "      - {id: first_rule, then: 1, name: First, when: low, details: {who: SIP}}\n"
         "      - {id: second, then: 2, when: {any: all_of_it}}\n"
         "    otherwise: {then: 2, if_unknown: true}\n"
         "  advice: {choose: every, rules: [{id: act, when: low}]}\n"
         "  stage: {choose: first, outcomes: grade, rules: [{id: x, then: good, when: low}], "
         "otherwise: 4}\n";

static void loads_every_section(void **state)
{
    (void)state;
    load_fixture f;
    load_text(&f, whole);
    expect_load_problems(&f, "");
    const sc_model *model = f.model;
    expect_text(model->authority, "Exampleshire");
    expect_text(model->version, "2008-09");
    expect_text(model->source, "Part 1; Part 2");
    assert_true(model->effective_from == 14123 && model->effective_to == 14487);
    assert_int_equal(model->missing_mark_count, 1);
    assert_int_equal(model->suppressed_mark_count, 6);
    const sc_parameter *top = &model->parameters[0];
    assert_true(top->value.kind == SC_KIND_INTEGER && top->value.number == 75 &&
                top->max.number == 100);
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
    load_fixture_close(&f);
}

static void loads_decisions(void **state)
{
    (void)state;
    load_fixture f;
    load_text(&f, whole);
    const sc_model *model = f.model;
    const sc_decision *category = &model->decisions[0], *advice = &model->decisions[1],
                      *stage = &model->decisions[2];
    assert_int_equal(category->choose, SC_CHOOSE_WORST);
    assert_int_equal(model->domains[category->domain].kind, SC_DOMAIN_DECISION);
    expect_text(model->domains[category->domain].about.id, "category");
    const sc_detail *details = model->domains[category->domain].items[0].details;
    assert_true(details->kind == SC_DETAIL_MAP && details->count == 4);
    assert_true(details->items[1].kind == SC_DETAIL_LIST &&
                details->items[1].items[1].number == 6.5);
    assert_true(details->items[2].kind == SC_DETAIL_BOOLEAN &&
                details->items[3].kind == SC_DETAIL_MAP);
    expect_text(category->rules[0].name, "First");
    expect_text(category->rules[0].own_details->items[0].text, "SIP");
    expect_text(category->rules[1].about.path, "decisions.category.rules.second");
    assert_true(category->otherwise.present &&
                category->otherwise.if_unknown == SC_UNKNOWN_IS_TRUE);
    assert_false(model->domains[advice->domain].ordered);
    assert_null(advice->rules[0].then.data);
    expect_text(stage->scale_name, "grade");
    expect_text(stage->otherwise.then, "4");
    load_fixture_close(&f);
}

/* --- conditions --- */

static const sc_node *condition(load_fixture *f, const char *when)
{
    char text[2000];
    (void)snprintf(text, sizeof text,
                   "%sgroups:\n  g: [a, {any: h}]\n  h: [b, c]\ncriteria:\n  x:\n    when: %s\n",
                   HEAD, when);
    load_text(f, text);
    return f->model->criteria[0].when;
}

static void loads_mapping_forms(void **state)
{
    (void)state;
    load_fixture f;
    const sc_node *node =
        condition(&f, "{at_least: 2, of: [a, {not: {all: [b, c > 1]}, if_unknown: false}, "
                      "{when: d, text: Words, source: p. 1}]}");
    expect_load_problems(&f, "");
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
    load_fixture_close(&f);
    node = condition(&f, "{at_most: most_allowed, of: g}");
    assert_true(node->kind == SC_NODE_AT_MOST && node->children[0]->kind == SC_NODE_NAME);
    expect_text(node->children[0]->text, "most_allowed");
    load_fixture_close(&f);
}

static void shares_the_nodes_of_groups(void **state)
{
    (void)state;
    load_fixture f;
    const sc_node *node = condition(&f, "{all: [{any: g}, {at_least: 1, of: h}]}");
    const sc_group *g = &f.model->groups[0], *h = &f.model->groups[1];
    assert_ptr_equal(node->children[0]->children[0], g->conditions[0]);
    assert_ptr_equal(node->children[1]->children[1], h->conditions[0]);
    assert_ptr_equal(g->conditions[1]->children[1], h->conditions[1]);
    assert_true(g->about.used && h->about.used);
    expect_text(h->conditions[1]->path, "groups.h[2]");
    load_fixture_close(&f);
}

static void keeps_if_unknown_of_a_criterion_apart(void **state)
{
    (void)state;
    load_fixture f;
    const sc_node *node = condition(&f, "{any: [a], if_unknown: false}\n    if_unknown: true");
    expect_load_problems(&f, "");
    assert_true(node->kind == SC_NODE_WHEN && node->if_unknown == SC_UNKNOWN_IS_TRUE);
    assert_int_equal(node->children[0]->if_unknown, SC_UNKNOWN_IS_FALSE);
    load_fixture_close(&f);
}

static void maps_expressions_to_their_source(void **state)
{
    (void)state;
    load_fixture f;
    const sc_node *node = condition(&f, ">-\n      alpha\n      and beta");
    const char *source = f.sources.list.at[0]->text.data;
    assert_true(strncmp(source + node->children[0]->span.offset, "alpha", 5) == 0);
    assert_true(strncmp(source + node->children[1]->span.offset, "beta", 4) == 0);
    load_fixture_close(&f);
}

static void refuses_wrong_conditions(void **state)
{
    (void)state;
    expect_report("criteria: {x: {when: {}}}\n", "SC035:r.yaml:4");
    expect_report("criteria: {x: {when: {any: [a], all: [b]}}}\n", "SC035:r.yaml:4");
    expect_report("criteria: {x: {when: {anny: [a]}}}\n", "SC022:r.yaml:4");
    expect_report("criteria: {x: {when: [a, b]}}\n", "SC020:r.yaml:4");
    expect_report("criteria: {x: {when: {any: {a: b}}}}\n", "SC020:r.yaml:4");
    expect_report("criteria: {x: {when: {at_least: 1.5, of: [a]}}}\n", "SC037:r.yaml:4");
    expect_report("criteria: {x: {when: {at_least: 1}}}\n", "SC021:r.yaml:4");
    expect_report("criteria: {x: {when: {any: [a], if_unknown: maybe}}}\n", "SC031:r.yaml:4");
    expect_report("criteria: {x: {}}\n", "SC021:r.yaml:4");
    expect_report("criteria: {x: {when: {any: nobody}}}\n", "SC034:r.yaml:4");
    expect_report("groups: {g: [{any: h}], h: [{all: g}]}\n", "SC036:r.yaml:4");
    expect_report("groups: {g: 5}\ncriteria: {x: {when: {at_least: 7, of: g}}}\n",
                  "SC020:r.yaml:4");
}

static void keeps_the_length_of_invalid_lists(void **state)
{
    (void)state;
    load_fixture f;
    const sc_node *node = condition(&f, "{at_least: 2, of: [a, [b], c]}");
    expect_load_problems(&f, "SC020:r.yaml:9");
    assert_int_equal(node->child_count, 4);
    assert_null(node->children[2]);
    load_fixture_close(&f);
}

/* --- shape --- */

static void reports_every_wrong_shape(void **state)
{
    (void)state;
    expect_report("parameters: [a]\n", "SC020:r.yaml:4");
    expect_report("parameters: {a: 5}\n", "SC020:r.yaml:4");
    expect_report("parameters: {a: {type: number}}\n", "SC021:r.yaml:4");
    expect_report("parameters: {A: {value: 1}}\n", "SC026:r.yaml:4");
    expect_report("parameters: {is: {value: 1}}\n", "SC027:r.yaml:4");
    expect_report("parameters: {min: {value: 1}}\n", "");
    expect_report("indicators: {a: {typ: number}}\n", "SC021:r.yaml:4 SC022:r.yaml:4");
    expect_report("indicators: {a: {type: number, bogus: }}\n", "SC016:r.yaml:4");
    expect_report("indicators: {a: {type: }}\n", "SC023:r.yaml:4");
    expect_report("indicators: {a: {type: null}}\n", "SC024:r.yaml:4");
    expect_report(
        "indicators: {a: {type: number, aliases: [b]}, c: {type: number, aliases: [B]}}\n",
        "SC150:r.yaml:4");
    expect_report("choices: {a: [b, b]}\n", "SC029:r.yaml:4");
    expect_report("choices: {a: [b, {id: c, aliases: [B]}]}\n", "SC147:r.yaml:4");
    expect_report("choices: {a: [05]}\n", "SC026:r.yaml:4");
    expect_report("tables: {a: {of: number, bands: [{up_to: x, value: 1}]}}\n", "SC030:r.yaml:4");
    expect_report("derived: {a: {value: {any: [b]}}}\n", "SC020:r.yaml:4");
    expect_report("derived: {a: {value: b, output: yes}}\n", "SC031:r.yaml:4");
    expect_report("effective: {from: 2008}\n", "SC032:r.yaml:4");
    expect_report(
        "decisions: {d: {choose: frist, outcomes: [a], rules: [{id: r, then: a, when: x}]}}\n",
        "SC033:r.yaml:4");
    expect_report(
        "decisions: {d: {choose: first, outcomes: [none], rules: [{id: r, then: a, when: x}]}}\n",
        "SC028:r.yaml:4");
    expect_report("decisions: {d: {choose: first, outcomes: [a], rules: [{id: otherwise, then: a, "
                  "when: x}]}}\n",
                  "SC027:r.yaml:4");
    expect_report("decisions: {d: {choose: first, outcomes: [a], rules: [{id: r, then: a, when: x, "
                  "before: s}]}}\n",
                  "SC096:r.yaml:4");
    expect_report("parameters:\n  a:\n    value: 1\n    note: see #1 and #2\n    text: cut #3\n",
                  "SC017:r.yaml:7 SC017:r.yaml:8");
    expect_report(
        "decisions: {d: {choose: every, rules: [{id: r, when: x, details: {days: {top}}}]}}\n",
        "SC146:r.yaml:4");
    expect_report("critera: {}\n", "SC022:r.yaml:4");
}

static void requires_version_authority_and_title(void **state)
{
    (void)state;
    load_fixture f;
    load_text(&f, "parameters: {}\n");
    expect_load_problems(&f, "SC021:r.yaml:1 SC119:r.yaml:1 SC119:r.yaml:1");
    load_fixture_close(&f);
    load_text(&f, "schoolcat: 2\nauthority: A\ntitle: T\n");
    expect_load_problems(&f, "SC025:r.yaml:1");
    load_fixture_close(&f);
}

/* --- memory --- */

static void every_allocation_may_fail(void **state)
{
    (void)state;
    char child[2000];
    (void)snprintf(
        child, sizeof child,
        "schoolcat: 1\n"
        "extends: parent\n"
        "include: [more]\n"
        "parameters: {top: {value: 80}, tpo: {value: 1}, low: null}\n"
        "decisions: {d: {outcomes: [{id: q, after: a}], rules: [{id: r0, before: r1, then: "
        "q, when: {any: g}}]}}\n"
        "indicators: {x: {typ: 5, aliases: [f(a, b)]}}\n");
    const memory_file files[] = {
        {"child", child},
        {"parent", whole},
        {"more",
         "schoolcat: 1\ngroups: {g: [a, {not: {any: h}}], h: [{at_least: 1, of: [b]}, c]}\n"},
        {NULL, NULL}};
    bool finished = false;
    for (size_t fails_at = 1; !finished; fails_at++) {
        load_fixture f;
        failing_allocator failing = {.fails_at = fails_at};
        schoolcat_allocator hooks = failing_allocator_hooks(&failing);
        load_fixture_init(&f, &hooks);
        load_files(&f, files);
        finished = f.status == SCHOOLCAT_ERROR_RULES;
        if (!finished) {
            assert_int_equal(f.status, SCHOOLCAT_ERROR_NO_MEMORY);
            assert_null(f.model);
        }
        load_fixture_close(&f);
        assert_int_equal(failing.live, 0);
    }
}

static void allocations_may_fail_in_a_large_file(void **state)
{
    (void)state;
    bool finished = false;
    for (size_t fails_at = 1; !finished; fails_at += 1 + fails_at / 16) {
        load_fixture f;
        failing_allocator failing = {.fails_at = fails_at};
        schoolcat_allocator hooks = failing_allocator_hooks(&failing);
        load_fixture_init(&f, &hooks);
        load_path(&f, SCHOOLCAT_SOURCE_DIR "/rules/staffordshire.yaml");
        finished = f.status == SCHOOLCAT_OK;
        if (!finished)
            assert_int_equal(f.status, SCHOOLCAT_ERROR_NO_MEMORY);
        load_fixture_close(&f);
        assert_int_equal(failing.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loads_every_section),
        cmocka_unit_test(loads_decisions),
        cmocka_unit_test(loads_mapping_forms),
        cmocka_unit_test(shares_the_nodes_of_groups),
        cmocka_unit_test(keeps_if_unknown_of_a_criterion_apart),
        cmocka_unit_test(maps_expressions_to_their_source),
        cmocka_unit_test(refuses_wrong_conditions),
        cmocka_unit_test(keeps_the_length_of_invalid_lists),
        cmocka_unit_test(reports_every_wrong_shape),
        cmocka_unit_test(requires_version_authority_and_title),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(allocations_may_fail_in_a_large_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

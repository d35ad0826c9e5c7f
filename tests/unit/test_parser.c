/* The expression parser: trees of valid expressions, and the places of errors in others. */
#include "expected_problems.h"
#include "failing_allocator.h"
#include "expression_printer.h"

#include <stdio.h>

typedef struct fixture {
    sc_arena arena;
    sc_sources sources;
    sc_model model;
    schoolcat_diagnostics *diagnostics;
    schoolcat_allocator allocator;
} fixture;

static void fixture_open(fixture *f, const schoolcat_allocator *hooks)
{
    memset(f, 0, sizeof *f);
    f->allocator = sc_allocator_from(hooks);
    sc_arena_init(&f->arena, &f->allocator);
    f->sources.arena = &f->arena;
    f->model.arena = &f->arena;
    f->model.sources = &f->sources;
    f->diagnostics = sc_diagnostics_new(&f->allocator);
}

static void fixture_close(fixture *f)
{
    schoolcat_diagnostics_free(f->diagnostics);
    sc_model_destroy(&f->model);
    sc_arena_destroy(&f->arena);
}

static sc_node *parse(fixture *f, sc_text text)
{
    uint32_t file;
    uint32_t *offsets = SC_NEW_ARRAY(&f->arena, text.length + 1, uint32_t);
    if (f->diagnostics == NULL || offsets == NULL ||
        !sc_sources_add(&f->sources, SC_TEXT("rules.yaml"), sc_arena_text(&f->arena, text), &file))
        return NULL;
    for (size_t i = 0; i <= text.length; i++)
        offsets[i] = (uint32_t)i;
    sc_expression_source source = {text, file, offsets, SC_TEXT("criteria.x.when")};
    return sc_parse_expression(&f->model, f->diagnostics, &source);
}

static void expect_tree(const char *text, const char *tree)
{
    fixture f;
    fixture_open(&f, NULL);
    sc_node *node = parse(&f, sc_text_of(text));
    sc_buffer out;
    sc_buffer_init(&out, &f.allocator);
    print_expression(&f.model, node, false, &out);
    if (strcmp(out.data, tree) != 0 || schoolcat_diagnostics_count(f.diagnostics) != 0)
        fail_msg("%s\n  is      %s\n  instead %s", text, out.data, tree);
    sc_buffer_destroy(&out);
    fixture_close(&f);
}

/* Problems as "SC047:3-5": code, first column, and the column after the last. */
static void expect_refused(const char *text, const char *problems)
{
    fixture f;
    fixture_open(&f, NULL);
    assert_null(parse(&f, sc_text_of(text)));
    expect_problems(f.diagnostics, PLACE_COLUMN_RANGE, text, problems);
    fixture_close(&f);
}

static void expect_expression_hint(const char *text, const char *hint)
{
    fixture f;
    fixture_open(&f, NULL);
    (void)parse(&f, sc_text_of(text));
    expect_hint(f.diagnostics, text, hint);
    fixture_close(&f);
}

static void test_values(void **state)
{
    (void)state;
    expect_tree("a", "a");
    expect_tree("  12.5  ", "12.5");
    expect_tree("1e3", "1e3");
    expect_tree("-5", "-5");
    expect_tree("- 5", "-5");
    expect_tree("-a", "(neg a)");
    expect_tree("--5", "(neg -5)");
    expect_tree("'St John''s'", "\"St John's\"");
    expect_tree("\"a \"\"b\"\" \\d\"", "\"a \\\"b\\\" \\\\d\"");
    expect_tree("''", "\"\"");
    expect_tree("true", "true");
    expect_tree("date(2008-09-01)", "2008-09-01");
    expect_tree("date ( 2008-09-01 )", "2008-09-01");
    expect_tree("today", "today");
    expect_tree("missing", "missing");
    expect_tree("a\xC2\xA0+ b", "(+ a b)");
}

static void test_arithmetic(void **state)
{
    (void)state;
    expect_tree("a + b * c", "(+ a (* b c))");
    expect_tree("(a + b) * c", "(* (+ a b) c)");
    expect_tree("a - b - c", "(- (- a b) c)");
    expect_tree("a / -b", "(/ a (neg b))");
    expect_tree("a-1", "(- a 1)");
    expect_tree("min(a, b + 1, 3)", "(min a (+ b 1) 3)");
    expect_tree("charge_days(support_days) * rate", "(* (charge_days support_days) rate)");
    expect_tree("min + count", "(+ min count)");
    expect_tree("if(a and b, 1, missing)", "(if (and a b) 1 missing)");
}

static void test_logic(void **state)
{
    (void)state;
    expect_tree("a or b and c", "(or a (and b c))");
    expect_tree("a or b or c", "(or a b c)");
    expect_tree("not a and b", "(and (not a) b)");
    expect_tree("not not a", "(not (not a))");
    expect_tree("not a is b", "(not (is a b))");
    expect_tree("(a or b) and c", "(and (or a b) c)");
    expect_tree("order and note", "(and order note)");
}

static void test_comparisons(void **state)
{
    (void)state;
    expect_tree("a == 1", "(compare a == 1)");
    expect_tree("25 <= x < 50", "(compare 25 <= x < 50)");
    expect_tree("a >= b > c >= d", "(compare a >= b > c >= d)");
    expect_tree("a + 1 < b", "(compare (+ a 1) < b)");
    expect_tree("teaching is good", "(is teaching good)");
    expect_tree("teaching is not good", "(not-is teaching good)");
    expect_tree("category is 4", "(is category 4)");
    expect_tree("x is -4", "(is x -4)");
    expect_tree("x is 'text'", "(is x \"text\")");
    expect_tree("x is date(2008-09-01)", "(is x 2008-09-01)");
    expect_tree("x is missing", "(is-missing x)");
    expect_tree("x is not missing and y", "(and (not-is-missing x) y)");
    expect_tree("a + b is missing", "(is-missing (+ a b))");
    expect_tree("teaching is good or better", "(is-or-better teaching good)");
    expect_tree("teaching is good or worse or b", "(or (is-or-worse teaching good) b)");
    expect_tree("x is good or better_name", "(or (is x good) better_name)");
    expect_tree("x is good or y is better than z", "(or (is x good) (is-better y z))");
    expect_tree("x is not worse than y", "(not-is-worse x y)");
    expect_tree("x is better than coalesce(y, good)", "(is-better x (coalesce y good))");
    expect_tree("phase in [primary, 4, 'x', -1]", "(in phase primary 4 \"x\" -1)");
    expect_tree("phase not in [primary]", "(not-in phase primary)");
    expect_tree("note matches '(?i)\\bno\\b'", "(matches note \"(?i)\\\\bno\\\\b\")");
    expect_tree("note not matches 'x' and b", "(and (not-matches note \"x\") b)");
    expect_tree("advice includes refer", "(includes advice refer)");
    expect_tree("(a and b) == true", "(compare (and a b) == true)");
}

static void test_problems(void **state)
{
    (void)state;
    expect_refused("", "SC040:1-1");
    expect_refused("   ", "SC040:1-4");
    expect_refused("a = 1", "SC042:3-4");
    expect_refused("a && b || !c", "SC042:3-5 SC042:8-10 SC042:11-12");
    expect_refused("a \xE2\x89\xA5 25 and b\xE2\x89\xA4"
                   "3",
                   "SC042:3-4 SC042:13-14");
    expect_refused("a => b", "SC042:3-5");
    expect_refused("a <> b", "SC042:3-5");
    expect_refused("a < 25%", "SC041:7-8");
    expect_refused("a # b", "SC041:3-4 SC051:5-6");
    expect_refused("x is \xE2\x80\x98good\xE2\x80\x99", "SC041:6-7");
    expect_refused("x == 'good", "SC043:6-11");
    expect_refused("25abc < 3", "SC044:1-6");
    expect_refused("1.2.3 < 3", "SC044:1-6");
    expect_refused("Teaching is good", "SC045:1-9");
    expect_refused("a AND b", "SC045:3-6");
    expect_refused("caf\xC3\xA9 < 1", "SC045:1-5");
    expect_refused("x < date(2008-02-30)", "SC046:5-21");
    expect_refused("x < date(01/09/2008)", "SC046:5-21");
    expect_refused("a and", "SC048:6-6");
    expect_refused("and a", "SC047:1-4");
    expect_refused("a + * b", "SC047:5-6");
    expect_refused("coalesce(a, b", "SC049:9-10");
    expect_refused("(a and b", "SC049:1-2");
    expect_refused("a in [b, c", "SC049:6-7");
    expect_refused("a)", "SC050:2-3");
    expect_refused("a b", "SC051:3-4");
    expect_refused("a, b", "SC051:2-3");
    expect_refused("date < 3", "SC052:1-5");
    expect_refused("a == missing", "SC053:6-13");
    expect_refused("missing < 3", "SC053:1-8");
    expect_refused("a in [missing]", "SC053:7-14");
    expect_refused("a < b > c", "SC054:7-8");
    expect_refused("a == b == c", "SC054:8-10");
    expect_refused("a < b is c", "SC054:7-9");
    expect_refused("a is b + 1", "SC055:6-11");
    expect_refused("a is not good or better", "SC055:18-24");
    expect_refused("a is better good", "SC047:13-17");
    expect_refused("a is in [b]", "SC047:6-8");
    expect_refused("a in []", "SC056:6-8");
    expect_refused("a in b", "SC047:6-7");
    expect_refused("a in [b + 1]", "SC056:7-12");
    expect_refused("a matches b", "SC047:11-12");
    expect_refused("max(a) includes b", "SC056:1-7");
    expect_refused("a + not b", "SC047:5-8");
}

static void test_several_problems(void **state)
{
    (void)state;
    expect_refused("a + and b = 2 or c < date(2008-13-01)", "SC047:5-8 SC042:11-12 SC046:22-38");
    expect_refused("max(a +, ) < 2 and Big", "SC047:8-9 SC047:10-11 SC045:20-23");
    expect_refused("(a b) and (c d)", "SC051:4-5 SC051:14-15");
}

static void test_hints(void **state)
{
    (void)state;
    expect_expression_hint("a = 1", "'=='");
    expect_expression_hint("a && b", "'and'");
    expect_expression_hint("a \xE2\x89\xA5 1", "'>='");
    expect_expression_hint("a < 25%", "25, not 25%");
    expect_expression_hint("x is \xE2\x80\x9Cgood\xE2\x80\x9D", "straight quotes");
    expect_expression_hint("a b", "'and' or 'or'");
    expect_expression_hint("a AND b", "small letters");
    expect_expression_hint("a == missing", "is missing");
    expect_expression_hint("a is not good or better", "is worse than");
    expect_expression_hint("a is in [b]", "without 'is'");
}

/* One level above the maximum depth, and many levels above it. */
static void nested(const char *open, const char *close, size_t depth, const char *problems)
{
    sc_buffer text;
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    sc_buffer_init(&text, &allocator);
    for (size_t i = 0; i < depth; i++)
        sc_buffer_string(&text, open);
    sc_buffer_string(&text, "a");
    for (size_t i = 0; i < depth; i++)
        sc_buffer_string(&text, close);
    fixture f;
    fixture_open(&f, NULL);
    sc_node *node = parse(&f, sc_buffer_view(&text));
    assert_int_equal(node == NULL, problems != NULL);
    expect_problems(f.diagnostics, PLACE_COLUMN_RANGE, open, problems == NULL ? "" : problems);
    sc_buffer_destroy(&text);
    fixture_close(&f);
}

static void test_nesting(void **state)
{
    (void)state;
    nested("(", ")", 64, NULL);
    nested("(", ")", 65, "SC057:65-66");
    nested("(", ")", 100000, "SC057:65-66");
    nested("abs(", ")", 64, NULL);
    nested("abs(", ")", 100000, "SC057:257-260");
    nested("not ", "", 100000, "SC057:257-260");
    nested("-", "", 100000, "SC057:65-66");
    nested("a + ", "", 500, NULL);
    nested("a + ", "", 100000, "SC058:2003-2004");
    nested("a and ", "", 100000, NULL);
}

/* --- memory --- */

static void test_memory_runs_out(void **state)
{
    (void)state;
    sc_text text = SC_TEXT("if(a and b is 'it''s' or c in [1, -2], min(a, b) = 2, missing)");
    for (size_t ration = 0; ration < 40; ration++) {
        failing_allocator failing = {.fails_at = ration + 1};
        schoolcat_allocator hooks = failing_allocator_hooks(&failing);
        fixture f;
        fixture_open(&f, &hooks);
        assert_null(parse(&f, text));
        fixture_close(&f);
        assert_int_equal(failing.live, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),          cmocka_unit_test(test_arithmetic),
        cmocka_unit_test(test_logic),           cmocka_unit_test(test_comparisons),
        cmocka_unit_test(test_problems),        cmocka_unit_test(test_several_problems),
        cmocka_unit_test(test_hints),           cmocka_unit_test(test_nesting),
        cmocka_unit_test(test_memory_runs_out),
    };
    return cmocka_run_group_tests_name("parser", tests, NULL, NULL);
}

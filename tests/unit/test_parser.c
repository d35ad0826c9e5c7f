/* Expressions: what is read, as a tree, and what is refused, with the place of every problem. */
#include "unit_testing.h"
#include "expression_printer.h"

#include <stdio.h>

typedef struct fixture {
    sc_arena arena;
    sc_sources sources;
    sc_model model;
    schoolcat_diagnostics *diagnostics;
    schoolcat_allocator allocator;
} fixture;

static void fixture_open(fixture *b, const schoolcat_allocator *hooks)
{
    memset(b, 0, sizeof *b);
    b->allocator = sc_allocator_from(hooks);
    sc_arena_init(&b->arena, &b->allocator);
    b->sources.arena = &b->arena;
    b->model.arena = &b->arena;
    b->model.sources = &b->sources;
    b->diagnostics = sc_diagnostics_new(&b->allocator);
}

static void fixture_close(fixture *b)
{
    schoolcat_diagnostics_free(b->diagnostics);
    sc_model_destroy(&b->model);
    sc_arena_destroy(&b->arena);
}

static sc_node *parse(fixture *b, sc_text text)
{
    uint32_t file;
    uint32_t *offsets = SC_NEW_ARRAY(&b->arena, text.length + 1, uint32_t);
    if (b->diagnostics == NULL || offsets == NULL ||
        !sc_sources_add(&b->sources, SC_TEXT("rules.yaml"), sc_arena_text(&b->arena, text), &file))
        return NULL;
    for (size_t i = 0; i <= text.length; i++)
        offsets[i] = (uint32_t)i;
    sc_expression_source source = {text, file, offsets, SC_TEXT("criteria.x.when")};
    return sc_parse_expression(&b->model, b->diagnostics, &source);
}

static void expect_tree(const char *text, const char *tree)
{
    fixture b;
    fixture_open(&b, NULL);
    sc_node *node = parse(&b, sc_text_of(text));
    sc_buffer out;
    sc_buffer_init(&out, &b.allocator);
    print_expression(&b.model, node, false, &out);
    if (strcmp(out.data, tree) != 0 || schoolcat_diagnostics_count(b.diagnostics) != 0)
        fail_msg("%s\n  is      %s\n  instead %s", text, out.data, tree);
    sc_buffer_destroy(&out);
    fixture_close(&b);
}

/* Problems as "SC047:3-5": code, first column and the one behind the last. */
static void write_problems(const fixture *b, sc_buffer *out)
{
    for (size_t i = 0; i < schoolcat_diagnostics_count(b->diagnostics); i++) {
        schoolcat_diagnostic problem = SCHOOLCAT_DIAGNOSTIC;
        assert_int_equal(schoolcat_diagnostics_get(b->diagnostics, i, &problem), SCHOOLCAT_OK);
        char line[64];
        snprintf(line, sizeof line, "%s%s:%u-%u", i > 0 ? " " : "", problem.code, problem.column,
                 problem.end_column);
        sc_buffer_string(out, line);
    }
}

static void expect_problems(const char *text, const char *problems)
{
    fixture b;
    fixture_open(&b, NULL);
    sc_node *node = parse(&b, sc_text_of(text));
    sc_buffer out;
    sc_buffer_init(&out, &b.allocator);
    write_problems(&b, &out);
    if (node != NULL || out.data == NULL || strcmp(out.data, problems) != 0)
        fail_msg("%s\n  is      %s\n  instead %s", text, out.data == NULL ? "nothing" : out.data,
                 problems);
    sc_buffer_destroy(&out);
    fixture_close(&b);
}

static void expect_hint(const char *text, const char *hint)
{
    fixture b;
    fixture_open(&b, NULL);
    (void)parse(&b, sc_text_of(text));
    schoolcat_diagnostic problem = SCHOOLCAT_DIAGNOSTIC;
    assert_int_equal(schoolcat_diagnostics_get(b.diagnostics, 0, &problem), SCHOOLCAT_OK);
    if (strstr(problem.hint, hint) == NULL)
        fail_msg("%s\n  hints   %s\n  without %s", text, problem.hint, hint);
    fixture_close(&b);
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
    expect_problems("", "SC040:1-1");
    expect_problems("   ", "SC040:1-4");
    expect_problems("a = 1", "SC042:3-4");
    expect_problems("a && b || !c", "SC042:3-5 SC042:8-10 SC042:11-12");
    expect_problems("a \xE2\x89\xA5 25 and b\xE2\x89\xA4"
                    "3",
                    "SC042:3-4 SC042:13-14");
    expect_problems("a => b", "SC042:3-5");
    expect_problems("a <> b", "SC042:3-5");
    expect_problems("a < 25%", "SC041:7-8");
    expect_problems("a # b", "SC041:3-4 SC051:5-6");
    expect_problems("x is \xE2\x80\x98good\xE2\x80\x99", "SC041:6-7");
    expect_problems("x == 'good", "SC043:6-11");
    expect_problems("25abc < 3", "SC044:1-6");
    expect_problems("1.2.3 < 3", "SC044:1-6");
    expect_problems("Teaching is good", "SC045:1-9");
    expect_problems("a AND b", "SC045:3-6");
    expect_problems("caf\xC3\xA9 < 1", "SC045:1-5");
    expect_problems("x < date(2008-02-30)", "SC046:5-21");
    expect_problems("x < date(01/09/2008)", "SC046:5-21");
    expect_problems("a and", "SC048:6-6");
    expect_problems("and a", "SC047:1-4");
    expect_problems("a + * b", "SC047:5-6");
    expect_problems("coalesce(a, b", "SC049:9-10");
    expect_problems("(a and b", "SC049:1-2");
    expect_problems("a in [b, c", "SC049:6-7");
    expect_problems("a)", "SC050:2-3");
    expect_problems("a b", "SC051:3-4");
    expect_problems("a, b", "SC051:2-3");
    expect_problems("date < 3", "SC052:1-5");
    expect_problems("a == missing", "SC053:6-13");
    expect_problems("missing < 3", "SC053:1-8");
    expect_problems("a in [missing]", "SC053:7-14");
    expect_problems("a < b > c", "SC054:7-8");
    expect_problems("a == b == c", "SC054:8-10");
    expect_problems("a < b is c", "SC054:7-9");
    expect_problems("a is b + 1", "SC055:6-11");
    expect_problems("a is not good or better", "SC055:18-24");
    expect_problems("a is better good", "SC047:13-17");
    expect_problems("a is in [b]", "SC047:6-8");
    expect_problems("a in []", "SC056:6-8");
    expect_problems("a in b", "SC047:6-7");
    expect_problems("a in [b + 1]", "SC056:7-12");
    expect_problems("a matches b", "SC047:11-12");
    expect_problems("max(a) includes b", "SC056:1-7");
    expect_problems("a + not b", "SC047:5-8");
}

static void test_several_problems(void **state)
{
    (void)state;
    expect_problems("a + and b = 2 or c < date(2008-13-01)", "SC047:5-8 SC042:11-12 SC046:22-38");
    expect_problems("max(a +, ) < 2 and Big", "SC047:8-9 SC047:10-11 SC045:20-23");
    expect_problems("(a b) and (c d)", "SC051:4-5 SC051:14-15");
}

static void test_hints(void **state)
{
    (void)state;
    expect_hint("a = 1", "'=='");
    expect_hint("a && b", "'and'");
    expect_hint("a \xE2\x89\xA5 1", "'>='");
    expect_hint("a < 25%", "25, not 25%");
    expect_hint("x is \xE2\x80\x9Cgood\xE2\x80\x9D", "straight quotes");
    expect_hint("a b", "'and' or 'or'");
    expect_hint("a AND b", "small letters");
    expect_hint("a == missing", "is missing");
    expect_hint("a is not good or better", "is worse than");
    expect_hint("a is in [b]", "without 'is'");
}

/* One place more than allowed, and a great many more. */
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
    fixture b;
    fixture_open(&b, NULL);
    sc_node *node = parse(&b, sc_buffer_view(&text));
    assert_int_equal(node == NULL, problems != NULL);
    sc_buffer out;
    sc_buffer_init(&out, &allocator);
    write_problems(&b, &out);
    if (problems != NULL)
        assert_string_equal(out.data, problems);
    else
        assert_int_equal(out.length, 0);
    sc_buffer_destroy(&out);
    sc_buffer_destroy(&text);
    fixture_close(&b);
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
        counting counter = {0, ration + 1, 0};
        schoolcat_allocator hooks = counting_allocator(&counter);
        fixture b;
        fixture_open(&b, &hooks);
        assert_null(parse(&b, text));
        fixture_close(&b);
        assert_int_equal(counter.live, 0);
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

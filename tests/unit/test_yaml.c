/* The YAML reader: kinds of the core schema, places in bytes, and the places of errors. */
#include "expected_problems.h"
#include "failing_allocator.h"

#include "yaml/yaml_node.h"

#include <math.h>
#include <stdio.h>

typedef struct fixture {
    sc_arena arena;
    sc_sources sources;
    schoolcat_diagnostics *diagnostics;
    const sc_yaml_node *root;
    schoolcat_status status;
} fixture;

static void read_text(fixture *f, const schoolcat_allocator *allocator, sc_text text,
                      size_t nesting, size_t nodes)
{
    uint32_t file;
    memset(f, 0, sizeof *f);
    sc_arena_init(&f->arena, allocator);
    f->sources.arena = &f->arena;
    f->diagnostics = sc_diagnostics_new(allocator);
    f->status = SCHOOLCAT_ERROR_NO_MEMORY;
    if (f->diagnostics == NULL ||
        !sc_sources_add(&f->sources, SC_TEXT("t.yaml"), sc_arena_text(&f->arena, text), &file) ||
        f->arena.failed)
        return;
    const sc_yaml_request request = {&f->arena, &f->arena, &f->sources, f->diagnostics,
                                     file,      nesting,   nodes};
    f->status = sc_yaml_read(&request, &f->root);
}

static void fixture_open(fixture *f, const char *text)
{
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    read_text(f, &allocator, sc_text_of(text), 64, 1000000);
}

static void fixture_close(fixture *f)
{
    schoolcat_diagnostics_free(f->diagnostics);
    sc_arena_destroy(&f->arena);
}

/* The problems of the text are these: "SC011:2:1 SC012:3:4". */
static void expect_read_text(sc_text text, const char *problems)
{
    fixture f;
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    read_text(&f, &allocator, text, 64, 1000000);
    expect_problems(f.diagnostics, PLACE_LINE_COLUMN, text.data, problems);
    fixture_close(&f);
}

static void expect_read(const char *text, const char *problems)
{
    expect_read_text(sc_text_of(text), problems);
}

/* --- scalars --- */

static void expect_scalar(const char *text, sc_yaml_scalar kind, double number)
{
    bool boolean = false;
    double value = 0;
    if (sc_yaml_resolve(sc_text_of(text), &boolean, &value) != kind)
        fail_msg("'%s' is not resolved as it should be", text);
    if (kind == SC_YAML_BOOLEAN)
        assert_int_equal(boolean, number != 0);
    else if (isnan(number))
        assert_true(isnan(value));
    else if (kind != SC_YAML_NULL && kind != SC_YAML_TEXT)
        assert_true(value == number);
}

static void resolves_by_the_core_schema(void **state)
{
    (void)state;
    const char *const nulls[] = {"", "~", "null", "Null", "NULL"};
    const char *const texts[] = {"yes",   "no",  "on",    "off",        "y",  "n",   "tRUE", "nULL",
                                 "1_000", "0b1", "-0x1F", "1e",         "0x", "0o8", "+.",   ".",
                                 "inf",   "nan", "1:30",  "2008-09-01", "-",  "+"};
    for (size_t i = 0; i < COUNT_OF(nulls); i++)
        expect_scalar(nulls[i], SC_YAML_NULL, 0);
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        expect_scalar(texts[i], SC_YAML_TEXT, 0);
    expect_scalar("true", SC_YAML_BOOLEAN, 1);
    expect_scalar("True", SC_YAML_BOOLEAN, 1);
    expect_scalar("FALSE", SC_YAML_BOOLEAN, 0);
    expect_scalar("12", SC_YAML_INTEGER, 12);
    expect_scalar("-012", SC_YAML_INTEGER, -12);
    expect_scalar("0o17", SC_YAML_INTEGER, 15);
    expect_scalar("0x1F", SC_YAML_INTEGER, 31);
    expect_scalar("8.10", SC_YAML_FLOAT, 8.1);
    expect_scalar(".5", SC_YAML_FLOAT, .5);
    expect_scalar("1.", SC_YAML_FLOAT, 1);
    expect_scalar("1e3", SC_YAML_FLOAT, 1000);
    expect_scalar("-.INF", SC_YAML_FLOAT, -INFINITY);
    expect_scalar(".nan", SC_YAML_FLOAT, (double)NAN);
}

static void keeps_spelling_and_style(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, "a: 8.10\nb: '8.10'\nc: \"t\\u00e9\"\nd: >-\n  one\n  two\ne:\nf: null\n");
    assert_int_equal(f.status, SCHOOLCAT_OK);
    assert_true(sc_text_is(sc_yaml_get(f.root, "a")->text, "8.10"));
    assert_int_equal(sc_yaml_get(f.root, "a")->scalar, SC_YAML_FLOAT);
    assert_int_equal(sc_yaml_get(f.root, "b")->scalar, SC_YAML_TEXT);
    assert_int_equal(sc_yaml_get(f.root, "b")->style, SC_YAML_SINGLE_QUOTED);
    assert_true(sc_text_is(sc_yaml_get(f.root, "c")->text, "t\xC3\xA9"));
    assert_true(sc_text_is(sc_yaml_get(f.root, "d")->text, "one two"));
    assert_int_equal(sc_yaml_get(f.root, "d")->style, SC_YAML_FOLDED);
    assert_true(sc_yaml_is_empty(sc_yaml_get(f.root, "e")) &&
                !sc_yaml_is_null(sc_yaml_get(f.root, "e")));
    assert_true(sc_yaml_is_null(sc_yaml_get(f.root, "f")) &&
                !sc_yaml_is_empty(sc_yaml_get(f.root, "f")));
    assert_null(sc_yaml_get(f.root, "g"));
    assert_string_equal(sc_yaml_kind_name(f.root), "a mapping");
    fixture_close(&f);
}

/* --- places --- */

static void expect_span(const fixture *f, sc_span span, const char *words)
{
    sc_text text = f->sources.list.at[span.file]->text;
    assert_true(span.offset + span.length <= text.length);
    sc_text found = {text.data + span.offset, span.length};
    if (!sc_text_is(found, words))
        fail_msg("the place of '%s' is '%.*s'", words, (int)found.length, found.data);
}

static void gives_places_in_bytes(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, "\xEF\xBB\xBFk\xC3\xA9y: &anchor w\xC3\xB6rd # x\n"
                     "list: [a, 'b''c', {d: e}]\n"
                     "block:\n"
                     "  - one\n"
                     "  - two\n");
    assert_int_equal(f.status, SCHOOLCAT_OK);
    expect_span(&f, f.root->pairs[0].key_span, "k\xC3\xA9y");
    expect_span(&f, f.root->pairs[0].value->span, "w\xC3\xB6rd");
    const sc_yaml_node *list = sc_yaml_get(f.root, "list");
    expect_span(&f, list->span, "[a, 'b''c', {d: e}]");
    expect_span(&f, list->items[1]->span, "'b''c'");
    expect_span(&f, list->items[2]->span, "{d: e}");
    expect_span(&f, sc_yaml_get(f.root, "block")->span, "- one\n  - two");
    fixture_close(&f);
}

static void gives_places_after_multibyte_characters(void **state)
{
    (void)state;
    fixture f;
    char text[2000] = "a: '";
    for (int i = 0; i < 300; i++)
        strcat(text, "\xE2\x82\xAC");
    strcat(text, "'\nb: here\n");
    fixture_open(&f, text);
    expect_span(&f, sc_yaml_get(f.root, "b")->span, "here");
    fixture_close(&f);
}

/* The offset of each byte of a scalar is that of the same byte in the source. */
static void expect_aligned(const char *source, const char *text)
{
    fixture f;
    fixture_open(&f, source);
    const sc_yaml_node *node = sc_yaml_get(f.root, "a");
    assert_true(sc_text_is(node->text, text));
    uint32_t *offsets = sc_yaml_offsets(&f.arena, &f.sources, node);
    for (size_t i = 0; i < node->text.length; i++) {
        char c = node->text.data[i];
        assert_true(i == 0 || offsets[i] >= offsets[i - 1]);
        if (sc_is_letter(c) && source[offsets[i]] != c && source[offsets[i]] != '\\')
            fail_msg("letter %zu of '%s' is found at '%.10s'", i, text, source + offsets[i]);
    }
    assert_true(offsets[node->text.length] <= strlen(source));
    fixture_close(&f);
}

static void aligns_texts_with_their_source(void **state)
{
    (void)state;
    expect_aligned("a: plain words", "plain words");
    expect_aligned("a: plain\n   over  \n\n   lines", "plain over\nlines");
    expect_aligned("a: 'it''s\n   folded'", "it's folded");
    expect_aligned("a: \"x\\ty \\x41 \\u00e9z \\\n   q\"", "x\ty A \xC3\xA9z q");
    expect_aligned("a: >-  # note\n    if(x,\n      y,\n    z)\n", "if(x,\n  y,\nz)");
    expect_aligned("a: >\n  one\n  two\n\n  three\n", "one two\nthree\n");
    expect_aligned("a: |+\n   b\n     c\n\n", "b\n  c\n\n");
}

static void reports_comments_after_plain_texts(void **state)
{
    (void)state;
    fixture f;
    sc_span comment;
    fixture_open(&f, "a: number  # 2 of them\nb: 'quoted' # no\nc: plain\n");
    assert_true(sc_yaml_comment_after(&f.sources, sc_yaml_get(f.root, "a"), &comment));
    expect_span(&f, comment, "# 2 of them");
    assert_false(sc_yaml_comment_after(&f.sources, sc_yaml_get(f.root, "b"), &comment));
    assert_false(sc_yaml_comment_after(&f.sources, sc_yaml_get(f.root, "c"), &comment));
    fixture_close(&f);
}

/* --- what is refused --- */

static void refuses_invalid_text(void **state)
{
    (void)state;
    expect_read("a: caf\xE9\n", "SC004:1:7");
    expect_read_text((sc_text){"a: x\0y\n", 7}, "SC005:1:5");
    expect_read("a: \x07\n", "SC005:1:4");
    expect_read("\xEF\xBB\xBF"
                "a: 1\n",
                "");
    expect_read_text((sc_text){"\xFF\xFE"
                               "a\0",
                               4},
                     "SC004:1:1");
    expect_read("", "SC014:1:1");
    expect_read("# nothing but this\n", "SC014:1:1");
    expect_read("%TAG ! x:\n---\na: 1\n", "SC145:1:1");
    expect_read("a: 1\n---\nb: 2\n", "SC013:2:1");
    expect_read("a: 1\n...\n# end\n", "");
    expect_read("a: 1\n...\nb: 1\n", "SC013:3:1");
}

static void explains_syntax_errors(void **state)
{
    (void)state;
    expect_read("a:\n\tb: 1\n", "SC007:2:1");
    expect_read("a: \"x\nb: 1\n", "SC008:1:4");
    expect_read("a: b: c\n", "SC019:1:5");
    expect_read("a: 1\n  b: 2\n", "SC006:2:4");
    expect_read("a\nb: 1\n", "SC006:2:2");
    expect_read("a:\n  - x\n y\n", "SC006:3:2");
    expect_read("a: [1, 2\nb: 3\n", "SC006:1:4");
    expect_read("a: [1, {b: 2\n", "SC006:1:8");
    expect_read("{a: b: c}\n", "SC019:1:6");
    expect_read("a: \"\\d\"\n", "SC141:1:5");
    expect_read("a: - b\n", "SC006:1:4");
}

static void warns_of_yaml_traps(void **state)
{
    (void)state;
    expect_read("a: > 5\n", "SC018:1:4");
    expect_read("a: >5\nb: 1\n", "SC018:1:4");
    expect_read("a: *star rating\n", "SC018:1:4");
    expect_read("a: &more words\n", "SC018:1:4");
    expect_read("a: ! x\n", "SC018:1:4");
    expect_read("a: %5\n", "SC018:1:4");
    expect_read("- a: @x\n", "SC018:1:6");
    expect_read("a: `x`\n", "SC018:1:4");
    expect_read("a: {b} days\n", "SC146:1:4");
    expect_read("a: \"\\bword\"\n", "SC140:1:5");
    expect_read("{a: coalesce(b, c), d: 1}\n", "SC015:1:5");
    expect_read("{a: if(b, max(c, d), e)}\n", "SC015:1:5");
    expect_read("[f(x, y), g(z)]\n", "SC015:1:2");
    expect_read("[x in [1, 2], y]\n", "SC015:1:7");
    expect_read("- a (b)\n- c (d, e)\n", "");
}

static void rejoins_expressions_split_at_commas(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, "a: {x: f(b, c), y: 1}\nl: [f(x, y), z]\n");
    const sc_yaml_node *mapping = sc_yaml_get(f.root, "a"), *list = sc_yaml_get(f.root, "l");
    assert_int_equal(mapping->count, 2);
    assert_true(mapping->pairs[0].value->broken);
    expect_span(&f, mapping->pairs[0].value->span, "f(b, c)");
    assert_true(sc_text_is(sc_yaml_get(mapping, "y")->text, "1"));
    assert_int_equal(list->count, 2);
    assert_true(list->items[0]->broken && !list->items[1]->broken);
    fixture_close(&f);
}

static void refuses_ambiguous_keys(void **state)
{
    (void)state;
    expect_read("a: 1\nb: 2\na: 3\n", "SC011:3:1");
    expect_read("<<: {a: 1}\n", "SC012:1:1");
    expect_read("'<<': 1\n", "");
    expect_read("? [a]\n: 1\n", "SC144:1:3");
    char text[1000] = "";
    for (int i = 0; i < 40; i++)
        (void)snprintf(text + strlen(text), sizeof text - strlen(text), "k%d: %d\n", i, i);
    strcat(text, "k7: again\n");
    expect_read(text, "SC011:41:1");
}

/* --- bounds --- */

static void follows_aliases_within_bounds(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, "a: &x [1, 2]\nb: *x\n");
    assert_int_equal(f.status, SCHOOLCAT_OK);
    assert_ptr_equal(sc_yaml_get(f.root, "a"), sc_yaml_get(f.root, "b"));
    assert_int_equal(f.root->weight, 7);
    fixture_close(&f);
    expect_read("a: *nothing\n", "SC142:1:4");
    expect_read("a: &x [*x]\n", "SC143:1:8");
    expect_read("a: &x 1\nb: &x 2\nc: *x\n", "");
}

static void expect_refused(const char *text, size_t nesting, size_t nodes, const char *expected)
{
    fixture f;
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    read_text(&f, &allocator, sc_text_of(text), nesting, nodes);
    assert_int_equal(f.status, *expected == '\0' ? SCHOOLCAT_OK : SCHOOLCAT_ERROR_RULES);
    expect_problems(f.diagnostics, PLACE_LINE_COLUMN, text, expected);
    fixture_close(&f);
}

static void bounds_nesting_and_nodes(void **state)
{
    (void)state;
    static char deep[10004] = "a: ";
    memset(deep + 3, '[', 10000);
    expect_refused(deep, 64, 1000000, "SC009:1:67");
    expect_refused("[[[1]]]", 3, 100, "");
    expect_refused("[[[1]]]", 2, 100, "SC009:1:3");
    expect_refused("[&a [&b [1]], [*b]]", 3, 100, "");
    expect_refused("[&a [[1]], [*a]]", 3, 100, "SC009:1:13");
    expect_refused("[1, 2, 3]", 64, 4, "");
    expect_refused("[1, 2, 3]", 64, 3, "SC010:1:8");
    expect_refused("[&a [1, 2], *a, *a]", 64, 9, "SC010:1:17");
}

static void bounds_repetition_by_aliases(void **state)
{
    (void)state;
    char text[1000] = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
    for (int i = 1; i < 9; i++) {
        (void)snprintf(text + strlen(text), sizeof text - strlen(text), "a%d: &a%d [", i, i);
        for (int k = 0; k < 9; k++)
            (void)snprintf(text + strlen(text), sizeof text - strlen(text), "*a%d,", i - 1);
        strcat(text, "]\n");
    }
    expect_read(text, "SC010:7:10");
}

/* --- memory --- */

static void every_allocation_may_fail(void **state)
{
    (void)state;
    sc_text text = SC_TEXT("a: &x [f(a, b), 'c', {d: \"e\"}]\n"
                           "b: *x\n"
                           "a: 1\n"
                           "k1: 1\n"
                           "k2: 2\n"
                           "k3: 3\n"
                           "k4: 4\n"
                           "k5: 5\n"
                           "k6: 6\n"
                           "k7: 7\n"
                           "k8: 8\n"
                           "k9: 9\n"
                           "l: >-\n"
                           "  folded\n"
                           "  text\n");
    size_t requests = SIZE_MAX;
    for (size_t fails_at = 1; fails_at <= requests; fails_at++) {
        fixture f;
        failing_allocator failing = {.fails_at = fails_at};
        schoolcat_allocator allocator = failing_allocator_hooks(&failing);
        read_text(&f, &allocator, text, 64, 1000);
        bool whole = f.status == SCHOOLCAT_OK;
        if (f.status != SCHOOLCAT_OK)
            assert_int_equal(f.status, SCHOOLCAT_ERROR_NO_MEMORY);
        fixture_close(&f);
        assert_int_equal(failing.live, 0);
        if (whole)
            requests = fails_at;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(resolves_by_the_core_schema),
        cmocka_unit_test(keeps_spelling_and_style),
        cmocka_unit_test(gives_places_in_bytes),
        cmocka_unit_test(gives_places_after_multibyte_characters),
        cmocka_unit_test(aligns_texts_with_their_source),
        cmocka_unit_test(reports_comments_after_plain_texts),
        cmocka_unit_test(refuses_invalid_text),
        cmocka_unit_test(explains_syntax_errors),
        cmocka_unit_test(warns_of_yaml_traps),
        cmocka_unit_test(rejoins_expressions_split_at_commas),
        cmocka_unit_test(refuses_ambiguous_keys),
        cmocka_unit_test(follows_aliases_within_bounds),
        cmocka_unit_test(bounds_nesting_and_nodes),
        cmocka_unit_test(bounds_repetition_by_aliases),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

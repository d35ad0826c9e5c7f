/* Diagnostics: places, order, limits, and every output format. */
#include "unit_testing.h"
#include "failing_allocator.h"

#include "diagnostics/diagnostics.h"

#include <stdio.h>

/* Sources and diagnostics, both empty. */
typedef struct diagnostics_fixture {
    failing_allocator failing;
    schoolcat_allocator allocator;
    sc_arena arena;
    sc_sources sources;
    schoolcat_diagnostics *diagnostics;
} diagnostics_fixture;

static void set_up(diagnostics_fixture *fixture)
{
    *fixture = (diagnostics_fixture){0};
    fixture->allocator = failing_allocator_hooks(&fixture->failing);
    sc_arena_init(&fixture->arena, &fixture->allocator);
    fixture->sources.arena = &fixture->arena;
    fixture->diagnostics = sc_diagnostics_new(&fixture->allocator);
    assert_non_null(fixture->diagnostics);
}

static void tear_down(diagnostics_fixture *fixture)
{
    schoolcat_diagnostics_free(fixture->diagnostics);
    sc_arena_destroy(&fixture->arena);
    assert_int_equal(fixture->failing.live, 0);
}

static uint32_t add_file(diagnostics_fixture *fixture, const char *name, const char *text)
{
    uint32_t file;
    assert_true(sc_sources_add(&fixture->sources, sc_text_of(name), sc_text_of(text), &file));
    return file;
}

/* The place of `words` in a file. */
static sc_span span_of(const diagnostics_fixture *fixture, uint32_t file, const char *words)
{
    sc_text text = fixture->sources.list.at[file]->text;
    const char *found = strstr(text.data, words);
    assert_non_null(found);
    return (sc_span){file, (uint32_t)(found - text.data), (uint32_t)strlen(words)};
}

static void report(diagnostics_fixture *fixture, sc_span span, const char *first,
                   const char *second)
{
    SC_REPORT(fixture->diagnostics, &fixture->sources, FILE_UNREADABLE, span,
              SC_TEXT("parameters.limit"), .arguments = {sc_text_of(first), sc_text_of(second)});
}

static void assert_renders(const diagnostics_fixture *fixture, schoolcat_format format,
                           const char *expected)
{
    schoolcat_text *text = NULL;
    assert_int_equal(schoolcat_diagnostics_render(fixture->diagnostics, format, false, &text),
                     SCHOOLCAT_OK);
    assert_string_equal(schoolcat_text_data(text), expected);
    schoolcat_text_free(text);
}

static void places_count_characters(void **state)
{
    (void)state;
    diagnostics_fixture fixture;
    set_up(&fixture);
    uint32_t file = add_file(&fixture, "a", "\xEF\xBB\xBFone\r\ncaf\xC3\xA9 x\rthree\n");
    sc_position place = sc_sources_position(&fixture.sources, span_of(&fixture, file, "one"));
    assert_int_equal(place.line, 1);
    assert_int_equal(place.column, 1);
    place = sc_sources_position(&fixture.sources, span_of(&fixture, file, "x"));
    assert_int_equal(place.line, 2);
    assert_int_equal(place.column, 6);
    place = sc_sources_position(&fixture.sources, span_of(&fixture, file, "ree"));
    assert_int_equal(place.line, 3);
    assert_int_equal(place.column, 3);
    place = sc_sources_position(&fixture.sources, (sc_span){file, 5000, 0});
    assert_int_equal(place.line, 4);
    assert_int_equal(place.column, 1);
    assert_int_equal(sc_sources_position(&fixture.sources, SC_NO_SPAN).line, 0);
    assert_true(sc_text_is(sc_sources_line(&fixture.sources, file, 1), "one"));
    assert_true(sc_text_is(sc_sources_line(&fixture.sources, file, 2), "caf\xC3\xA9 x"));
    assert_int_equal(sc_sources_line(&fixture.sources, file, 4).length, 0);
    assert_null(sc_sources_line(&fixture.sources, file, 5).data);
    assert_null(sc_sources_line(&fixture.sources, file, 0).data);
    uint32_t unread;
    assert_true(sc_sources_add(&fixture.sources, SC_TEXT("gone"), SC_NO_TEXT, &unread));
    assert_int_equal(sc_sources_position(&fixture.sources, (sc_span){unread, 0, 0}).line, 0);
    tear_down(&fixture);
}

static void problems_are_drawn_under_their_lines(void **state)
{
    (void)state;
    diagnostics_fixture fixture;
    set_up(&fixture);
    uint32_t first = add_file(&fixture, "a.yaml",
                              "1\n2\n3\n4\n5\n6\n7\n8\n9\nlimit:\t\xE6\x97\xA5\xE6\x9C\xAC five\n");
    uint32_t second = add_file(&fixture, "b.yaml", "limit: 5\n");
    report(&fixture, span_of(&fixture, second, "5"), "y", "no");
    SC_REPORT(fixture.diagnostics, &fixture.sources, FILE_UNREADABLE,
              span_of(&fixture, first, "five"), SC_NO_TEXT,
              .arguments = {SC_TEXT("x\x1b[1m\xE2\x80\xAE"), SC_TEXT("why")},
              .hint = SC_TEXT("write {1}"), .other = span_of(&fixture, second, "limit"));
    report(&fixture, SC_NO_SPAN, "z", "never");
    assert_renders(&fixture, SCHOOLCAT_FORMAT_TEXT,
                   "error[SC001]: the file 'x\xE2\x90\x9B[1m\xEF\xBF\xBD' cannot be read: why\n"
                   "  --> a.yaml:10:11\n"
                   "   |\n"
                   "10 | limit:    \xE6\x97\xA5\xE6\x9C\xAC five\n"
                   "   |                ^^^^\n"
                   "  ::: b.yaml:1:1  see here\n"
                   "   |\n"
                   " 1 | limit: 5\n"
                   "   | -----\n"
                   "   = hint: write {1}\n"
                   "\n"
                   "error[SC001]: the file 'y' cannot be read: no\n"
                   " --> b.yaml:1:8  (parameters.limit)\n"
                   "  |\n"
                   "1 | limit: 5\n"
                   "  |        ^\n"
                   "\n"
                   "error[SC001]: the file 'z' cannot be read: never\n"
                   " --> the caller's settings  (parameters.limit)\n"
                   "\n"
                   "3 errors\n");
    tear_down(&fixture);
}

static void other_formats(void **state)
{
    (void)state;
    diagnostics_fixture fixture;
    set_up(&fixture);
    assert_renders(&fixture, SCHOOLCAT_FORMAT_TEXT, "");
    assert_renders(&fixture, SCHOOLCAT_FORMAT_JSON, "[]\n");
    uint32_t file = add_file(&fixture, "a,b:c.yaml", "limit: \"5\"\n");
    report(&fixture, span_of(&fixture, file, "\"5\""), "50%", "no");
    report(&fixture, SC_NO_SPAN, "z", "never");
    assert_renders(&fixture, SCHOOLCAT_FORMAT_COMPACT,
                   "a,b:c.yaml:1:8: error SC001: the file '50%' cannot be read: no\n"
                   "the caller's settings: error SC001: the file 'z' cannot be read: never\n");
    assert_renders(
        &fixture, SCHOOLCAT_FORMAT_GITHUB,
        "::error file=a%2Cb%3Ac.yaml,line=1,col=8,title=SC001::the file '50%25' cannot be "
        "read: no\n"
        "::error title=SC001::the file 'z' cannot be read: never\n");
    assert_renders(
        &fixture, SCHOOLCAT_FORMAT_JSON,
        "[\n"
        "  {\"code\": \"SC001\", \"severity\": \"error\", \"file\": \"a,b:c.yaml\", "
        "\"line\": 1, \"column\": 8, \"end_line\": 1, \"end_column\": 11, \"element\": "
        "\"parameters.limit\", \"message\": \"the file '50%' cannot be read: no\", \"hint\": "
        "\"\", \"source_line\": \"limit: \\\"5\\\"\", \"other_file\": \"\", \"other_line\": "
        "0, \"other_column\": 0},\n"
        "  {\"code\": \"SC001\", \"severity\": \"error\", \"file\": \"\", \"line\": 0, "
        "\"column\": 0, \"end_line\": 0, \"end_column\": 0, \"element\": "
        "\"parameters.limit\", \"message\": \"the file 'z' cannot be read: never\", "
        "\"hint\": \"\", \"source_line\": \"\", \"other_file\": \"\", \"other_line\": 0, "
        "\"other_column\": 0}\n"
        "]\n");
    schoolcat_text *text = NULL;
    assert_int_equal(
        schoolcat_diagnostics_render(fixture.diagnostics, SCHOOLCAT_FORMAT_MARKDOWN, false, &text),
        SCHOOLCAT_ERROR_ARGUMENT);
    assert_int_equal(schoolcat_diagnostics_render(NULL, SCHOOLCAT_FORMAT_TEXT, false, &text),
                     SCHOOLCAT_ERROR_ARGUMENT);
    assert_null(text);
    tear_down(&fixture);
}

static void colours_are_optional(void **state)
{
    (void)state;
    diagnostics_fixture fixture;
    schoolcat_text *text = NULL;
    set_up(&fixture);
    report(&fixture, SC_NO_SPAN, "z", "never");
    assert_int_equal(
        schoolcat_diagnostics_render(fixture.diagnostics, SCHOOLCAT_FORMAT_TEXT, true, &text),
        SCHOOLCAT_OK);
    assert_non_null(strstr(schoolcat_text_data(text), "\x1b[1;31merror[SC001]\x1b[0m"));
    schoolcat_text_free(text);
    tear_down(&fixture);
}

static void long_lines_are_cut_around_the_place(void **state)
{
    (void)state;
    diagnostics_fixture fixture;
    char line[5001];
    set_up(&fixture);
    memset(line, '.', 5000);
    memcpy(line + 3000, "HERE", 4);
    line[5000] = '\0';
    uint32_t file = add_file(&fixture, "long.yaml", line);
    report(&fixture, span_of(&fixture, file, "HERE"), "x", "y");
    schoolcat_diagnostic got = SCHOOLCAT_DIAGNOSTIC;
    assert_int_equal(schoolcat_diagnostics_get(fixture.diagnostics, 0, &got), SCHOOLCAT_OK);
    assert_int_equal(got.column, 3001);
    assert_true(strlen(got.source_line) < 1100);
    assert_non_null(strstr(got.source_line, ".HERE."));
    schoolcat_text *text = NULL;
    assert_int_equal(
        schoolcat_diagnostics_render(fixture.diagnostics, SCHOOLCAT_FORMAT_TEXT, false, &text),
        SCHOOLCAT_OK);
    const char *excerpt = strstr(schoolcat_text_data(text), "\n1 | \xE2\x80\xA6");
    assert_non_null(excerpt);
    const char *words = strstr(excerpt, "HERE"), *line_end = strchr(words, '\n'),
               *carets = strstr(words, "^^^^");
    /* The ellipsis before the words is one column and three bytes. */
    assert_int_equal(words - (excerpt + 1) - 2, carets - (line_end + 1));
    assert_true(line_end - excerpt < 120);
    schoolcat_text_free(text);
    tear_down(&fixture);
}

static void output_is_valid_utf8(void **state)
{
    (void)state;
    diagnostics_fixture fixture;
    set_up(&fixture);
    uint32_t file;
    sc_text text = SC_TEXT("caf\xE9 \0 x");
    assert_true(sc_sources_add(&fixture.sources, SC_TEXT("\xFF.yaml"), text, &file));
    report(&fixture, (sc_span){file, 7, 1}, "\xFF", "");
    schoolcat_diagnostic got = SCHOOLCAT_DIAGNOSTIC;
    assert_int_equal(schoolcat_diagnostics_get(fixture.diagnostics, 0, &got), SCHOOLCAT_OK);
    assert_string_equal(got.file, "\xEF\xBF\xBD.yaml");
    assert_string_equal(got.source_line, "caf\xEF\xBF\xBD \xE2\x90\x80 x");
    assert_string_equal(got.message, "the file '\xEF\xBF\xBD' cannot be read: ");
    assert_int_equal(got.column, 8);
    tear_down(&fixture);
}

static void problems_are_sorted_without_duplicates(void **state)
{
    (void)state;
    diagnostics_fixture fixture;
    set_up(&fixture);
    uint32_t first = add_file(&fixture, "a", "one two three");
    uint32_t second = add_file(&fixture, "b", "four");
    report(&fixture, span_of(&fixture, second, "four"), "4", "");
    report(&fixture, span_of(&fixture, first, "three"), "3", "");
    report(&fixture, SC_NO_SPAN, "5", "");
    report(&fixture, span_of(&fixture, first, "one"), "1", "");
    report(&fixture, span_of(&fixture, first, "three"), "3", "");
    report(&fixture, span_of(&fixture, first, "three"), "3b", "");
    assert_renders(&fixture, SCHOOLCAT_FORMAT_COMPACT,
                   "a:1:1: error SC001: the file '1' cannot be read: \n"
                   "a:1:9: error SC001: the file '3' cannot be read: \n"
                   "a:1:9: error SC001: the file '3b' cannot be read: \n"
                   "b:1:1: error SC001: the file '4' cannot be read: \n"
                   "the caller's settings: error SC001: the file '5' cannot be read: \n");
    assert_int_equal(schoolcat_diagnostics_count(fixture.diagnostics), 5);
    assert_int_equal(sc_diagnostics_errors(fixture.diagnostics), 5);
    tear_down(&fixture);
}

static void at_most_a_thousand_are_kept(void **state)
{
    (void)state;
    diagnostics_fixture fixture;
    char text[3001];
    set_up(&fixture);
    memset(text, 'x', 3000);
    text[3000] = '\0';
    uint32_t file = add_file(&fixture, "many", text);
    for (uint32_t i = 0; i < 2500; i++)
        report(&fixture, (sc_span){file, i, 1}, "x", "y");
    assert_int_equal(schoolcat_diagnostics_count(fixture.diagnostics), 1000);
    assert_int_equal(schoolcat_diagnostics_errors(fixture.diagnostics), 2500);
    schoolcat_text *rendered = NULL;
    assert_int_equal(
        schoolcat_diagnostics_render(fixture.diagnostics, SCHOOLCAT_FORMAT_TEXT, false, &rendered),
        SCHOOLCAT_OK);
    const char *end = "\n2500 errors (1000 of them shown)\n";
    assert_string_equal(
        schoolcat_text_data(rendered) + schoolcat_text_length(rendered) - strlen(end), end);
    schoolcat_text_free(rendered);
    tear_down(&fixture);
}

static void errors_replace_warnings_at_the_limit(void **state)
{
    (void)state;
    diagnostics_fixture fixture;
    char text[1101];
    set_up(&fixture);
    memset(text, 'x', 1100);
    text[1100] = '\0';
    uint32_t file = add_file(&fixture, "many", text);
    for (uint32_t i = 0; i < 1001; i++)
        SC_REPORT(fixture.diagnostics, &fixture.sources, CUT_BY_COMMENT, ((sc_span){file, i, 1}),
                  SC_NO_TEXT, .hint = SC_NO_TEXT);
    report(&fixture, (sc_span){file, 1050, 1}, "x", "y");
    schoolcat_diagnostic got = SCHOOLCAT_DIAGNOSTIC;
    assert_int_equal(schoolcat_diagnostics_count(fixture.diagnostics), 1000);
    assert_int_equal(schoolcat_diagnostics_errors(fixture.diagnostics), 1);
    assert_int_equal(schoolcat_diagnostics_get(fixture.diagnostics, 998, &got), SCHOOLCAT_OK);
    assert_int_equal(got.severity, SCHOOLCAT_SEVERITY_WARNING);
    assert_int_equal(schoolcat_diagnostics_get(fixture.diagnostics, 999, &got), SCHOOLCAT_OK);
    assert_int_equal(got.severity, SCHOOLCAT_SEVERITY_ERROR);
    tear_down(&fixture);
}

static void arguments_are_checked(void **state)
{
    (void)state;
    diagnostics_fixture fixture;
    set_up(&fixture);
    report(&fixture, SC_NO_SPAN, "z", "never");
    schoolcat_diagnostic got = SCHOOLCAT_DIAGNOSTIC;
    assert_int_equal(schoolcat_diagnostics_get(fixture.diagnostics, 1, &got),
                     SCHOOLCAT_ERROR_ARGUMENT);
    assert_int_equal(schoolcat_diagnostics_get(NULL, 0, &got), SCHOOLCAT_ERROR_ARGUMENT);
    assert_int_equal(schoolcat_diagnostics_get(fixture.diagnostics, 0, NULL),
                     SCHOOLCAT_ERROR_ARGUMENT);
    got.size = 8;
    assert_int_equal(schoolcat_diagnostics_get(fixture.diagnostics, 0, &got),
                     SCHOOLCAT_ERROR_ARGUMENT);
    assert_string_equal(got.code, "");
    got.size = sizeof got;
    assert_int_equal(schoolcat_diagnostics_get(fixture.diagnostics, 0, &got), SCHOOLCAT_OK);
    assert_string_equal(got.code, "SC001");
    assert_string_equal(got.element, "parameters.limit");
    assert_int_equal(schoolcat_diagnostics_count(NULL), 0);
    assert_int_equal(schoolcat_diagnostics_errors(NULL), 0);
    schoolcat_diagnostics_free(NULL);
    tear_down(&fixture);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    bool complete = false;
    for (size_t fails_at = 1; !complete; fails_at++) {
        diagnostics_fixture fixture;
        set_up(&fixture);
        uint32_t file = add_file(&fixture, "a.yaml", "limit: 5\n");
        fixture.failing.requests = 0;
        fixture.failing.fails_at = fails_at;
        for (uint32_t i = 0; i < 200; i++)
            report(&fixture, (sc_span){file, i % 8, 1 + i / 8}, "some words of an argument", "no");
        schoolcat_text *text = NULL;
        schoolcat_status status =
            schoolcat_diagnostics_render(fixture.diagnostics, SCHOOLCAT_FORMAT_TEXT, false, &text);
        complete = status == SCHOOLCAT_OK && !sc_diagnostics_failed(fixture.diagnostics);
        if (status != SCHOOLCAT_OK)
            assert_null(text);
        schoolcat_text_free(text);
        tear_down(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_count_characters),
        cmocka_unit_test(problems_are_drawn_under_their_lines),
        cmocka_unit_test(other_formats),
        cmocka_unit_test(colours_are_optional),
        cmocka_unit_test(long_lines_are_cut_around_the_place),
        cmocka_unit_test(output_is_valid_utf8),
        cmocka_unit_test(problems_are_sorted_without_duplicates),
        cmocka_unit_test(at_most_a_thousand_are_kept),
        cmocka_unit_test(errors_replace_warnings_at_the_limit),
        cmocka_unit_test(arguments_are_checked),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

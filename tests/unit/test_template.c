/* Message templates with the placeholders "{1}" to "{4}". */
#include "failing_allocator.h"
#include "unit_testing.h"

#include "base/template.h"

static const sc_text arguments[SC_MAX_TEMPLATE_ARGUMENTS] = {
    {"one", 3}, {"", 0}, {NULL, 0}, {"{1}", 3}};

static const struct {
    const char *template, *expanded;
    bool complete;
} cases[] = {
    {"", "", true},
    {"no placeholder", "no placeholder", true},
    {"{1}", "one", true},
    {"a {1}{1} b", "a oneone b", true},
    {"[{2}]", "[]", true},
    {"[{3}]", "[]", false},
    {"{4}, {1}", "{1}, one", true}, /* an argument is not expanded again */
    {"{0} {5} {12} {1", "{0} {5} {12} {1", true},
    {"{{1}}", "{one}", true},
};

static void placeholders_are_replaced(void **state)
{
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    sc_arena arena;
    sc_arena_init(&arena, &allocator);
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        sc_buffer out;
        sc_buffer_init(&out, &allocator);
        sc_buffer_template(&out, cases[i].template, arguments, sc_buffer_text);
        assert_true(sc_text_is(sc_buffer_view(&out), cases[i].expanded));
        sc_buffer_destroy(&out);
        assert_string_equal(sc_arena_template(&arena, cases[i].template, arguments).data,
                            cases[i].expanded);
        assert_int_equal(sc_template_complete(cases[i].template, arguments), cases[i].complete);
    }
    assert_string_equal(SC_FORMAT(&arena, "{1}.{2}", SC_TEXT("a"), SC_TEXT("b")).data, "a.b");
    sc_arena_destroy(&arena);
}

static void append_quoted(sc_buffer *out, sc_text argument)
{
    sc_buffer_byte(out, '<');
    sc_buffer_text(out, argument);
    sc_buffer_byte(out, '>');
}

static void arguments_are_written_by_the_callback(void **state)
{
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    sc_buffer out;
    sc_buffer_init(&out, &allocator);
    (void)state;
    sc_buffer_template(&out, "a {1} {2} b", arguments, append_quoted);
    assert_string_equal(out.data, "a <one> <> b");
    sc_buffer_destroy(&out);
}

static void without_memory_the_text_is_empty(void **state)
{
    failing_allocator failing = {.fails_at = 1};
    schoolcat_allocator allocator = failing_allocator_hooks(&failing);
    sc_arena arena;
    sc_arena_init(&arena, &allocator);
    (void)state;
    assert_string_equal(sc_arena_template(&arena, "{1}", arguments).data, "");
    assert_true(arena.failed);
    sc_arena_destroy(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(placeholders_are_replaced),
        cmocka_unit_test(arguments_are_written_by_the_callback),
        cmocka_unit_test(without_memory_the_text_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

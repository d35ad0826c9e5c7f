/* Lists in prose. */
#include "unit_testing.h"

#include "base/list_phrase.h"

static void expect_list(size_t count, const char *last, const char *expected)
{
    static const char *const items[] = {"a", "b", "c", "d"};
    const schoolcat_allocator allocator = sc_allocator_from(NULL);
    sc_buffer out;
    sc_buffer_init(&out, &allocator);
    for (size_t i = 0; i < count; i++) {
        sc_list_separator(&out, i, count, last);
        sc_buffer_string(&out, items[i]);
    }
    assert_true(sc_text_is(sc_buffer_view(&out), expected));
    sc_buffer_destroy(&out);
}

static void separates_items(void **state)
{
    (void)state;
    expect_list(1, "and", "a");
    expect_list(2, "and", "a and b");
    expect_list(3, "or", "a, b or c");
    expect_list(4, "and", "a, b, c and d");
}

static void shortens_lists_by_two_or_more(void **state)
{
    (void)state;
    assert_int_equal(sc_list_shown(0, 3), 0);
    assert_int_equal(sc_list_shown(3, 3), 3);
    assert_int_equal(sc_list_shown(4, 3), 4);
    assert_int_equal(sc_list_shown(5, 3), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(separates_items),
        cmocka_unit_test(shortens_lists_by_two_or_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

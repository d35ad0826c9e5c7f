/* Growing byte buffers, and the public text made from one. */
#include "failing_allocator.h"
#include "unit_testing.h"

#include "base/text.h"

static void a_buffer_grows(void **state)
{
    (void)state;
    failing_allocator failing = {0};
    schoolcat_allocator allocator = failing_allocator_hooks(&failing);
    sc_buffer buffer;
    sc_buffer_init(&buffer, &allocator);
    assert_int_equal(sc_buffer_view(&buffer).length, 0);
    sc_buffer_string(&buffer, "a");
    sc_buffer_repeat(&buffer, '-', 100);
    sc_buffer_byte(&buffer, ';');
    sc_buffer_number(&buffer, 2.5);
    sc_buffer_byte(&buffer, ' ');
    sc_buffer_integer(&buffer, INT64_MIN);
    assert_int_equal(buffer.length, 1 + 100 + 1 + 3 + 1 + 20);
    assert_string_equal(buffer.data + 101, ";2.5 -9223372036854775808");
    sc_buffer_clear(&buffer);
    assert_string_equal(sc_buffer_view(&buffer).data, "");
    sc_buffer_integer(&buffer, 0);
    assert_string_equal(buffer.data, "0");
    sc_buffer_destroy(&buffer);
    assert_int_equal(failing.live, 0);
}

static void json_is_escaped(void **state)
{
    (void)state;
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    sc_buffer buffer;
    sc_buffer_init(&buffer, &allocator);
    sc_buffer_json(&buffer, SC_TEXT("say \"no\" \\ \n\r\t\x01\x7F caf\xC3\xA9 \xFF"));
    assert_string_equal(buffer.data,
                        "\"say \\\"no\\\" \\\\ \\n\\r\\t\\u0001\\u007f caf\xC3\xA9 \xEF\xBF\xBD\"");
    sc_buffer_clear(&buffer);
    sc_buffer_json(&buffer, SC_NO_TEXT);
    assert_string_equal(buffer.data, "\"\"");
    sc_buffer_destroy(&buffer);
}

static void a_failed_buffer_stays_failed(void **state)
{
    (void)state;
    failing_allocator failing = {.fails_at = 2};
    schoolcat_allocator allocator = failing_allocator_hooks(&failing);
    sc_buffer buffer;
    sc_buffer_init(&buffer, &allocator);
    sc_buffer_string(&buffer, "kept");
    sc_buffer_repeat(&buffer, 'x', 1000);
    assert_true(buffer.failed);
    failing.fails_at = 0;
    sc_buffer_string(&buffer, "more");
    assert_string_equal(buffer.data, "kept");
    schoolcat_text *text = NULL;
    assert_int_equal(sc_text_from_buffer(&allocator, &buffer, &text), SCHOOLCAT_ERROR_NO_MEMORY);
    assert_null(text);
    sc_buffer_repeat(&buffer, 'x', SIZE_MAX);
    sc_buffer_destroy(&buffer);
    assert_int_equal(failing.live, 0);
}

static void a_buffer_becomes_the_callers_text(void **state)
{
    (void)state;
    failing_allocator failing = {0};
    schoolcat_allocator allocator = failing_allocator_hooks(&failing);
    sc_buffer buffer;
    schoolcat_text *text = NULL;
    sc_buffer_init(&buffer, &allocator);
    sc_buffer_string(&buffer, "words");
    assert_int_equal(sc_text_from_buffer(&allocator, &buffer, &text), SCHOOLCAT_OK);
    sc_buffer_destroy(&buffer);
    assert_string_equal(schoolcat_text_data(text), "words");
    assert_int_equal(schoolcat_text_length(text), 5);
    schoolcat_text_free(text);
    sc_buffer_init(&buffer, &allocator);
    assert_int_equal(sc_text_from_buffer(&allocator, &buffer, &text), SCHOOLCAT_OK);
    assert_string_equal(schoolcat_text_data(text), "");
    schoolcat_text_free(text);
    schoolcat_text_free(NULL);
    assert_string_equal(schoolcat_text_data(NULL), "");
    assert_int_equal(schoolcat_text_length(NULL), 0);
    assert_int_equal(failing.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_buffer_grows),
        cmocka_unit_test(json_is_escaped),
        cmocka_unit_test(a_failed_buffer_stays_failed),
        cmocka_unit_test(a_buffer_becomes_the_callers_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

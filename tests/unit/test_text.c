#include "unit_testing.h"
#include "failing_allocator.h"

#include "base/nearest.h"
#include "base/text.h"

#include <stdio.h>

static void slices_compare_by_bytes(void **state)
{
    (void)state;
    assert_true(sc_text_equal(SC_TEXT("abc"), sc_text_of("abc")));
    assert_false(sc_text_equal(SC_TEXT("abc"), SC_TEXT("abd")));
    assert_true(sc_text_equal(SC_NO_TEXT, SC_TEXT("")));
    assert_true(sc_text_is(SC_TEXT("all"), "all"));
    assert_false(sc_text_is(SC_TEXT("all"), "al"));
    assert_true(sc_text_starts_with(SC_TEXT("at_least"), "at_"));
    assert_false(sc_text_starts_with(SC_TEXT("at"), "at_"));
    assert_true(sc_text_starts_with(SC_NO_TEXT, ""));
    assert_true(sc_text_compare(SC_TEXT("a"), SC_TEXT("ab")) < 0);
    assert_true(sc_text_compare(SC_TEXT("b"), SC_TEXT("ab")) > 0);
    assert_true(sc_text_compare(SC_TEXT("\xC3\xA9"), SC_TEXT("z")) > 0);
    assert_int_equal(sc_text_compare(SC_NO_TEXT, SC_TEXT("")), 0);
    assert_null(sc_text_of(NULL).data);
}

static void blanks_go_off_both_ends(void **state)
{
    (void)state;
    assert_true(sc_text_is(sc_text_trim(SC_TEXT(" \t\xC2\xA0 a b\xC2\xA0\r\n")), "a b"));
    assert_int_equal(sc_text_trim(SC_TEXT(" \xC2\xA0 ")).length, 0);
    assert_int_equal(sc_text_trim(SC_NO_TEXT).length, 0);
    assert_true(sc_text_is(sc_text_trim(SC_TEXT("\xC2")), "\xC2"));
}

static void letters_are_ascii(void **state)
{
    (void)state;
    for (int i = 0; i < 256; i++) {
        char c = (char)i;
        assert_int_equal(sc_is_digit(c), i >= '0' && i <= '9');
        assert_int_equal(sc_is_letter(c), (i >= 'a' && i <= 'z') || (i >= 'A' && i <= 'Z'));
        assert_int_equal(sc_is_space(c), i == ' ' || (i >= 9 && i <= 13));
        assert_int_equal(sc_lower(c), i >= 'A' && i <= 'Z' ? (char)(i + 32) : c);
    }
}

static void every_code_point_goes_there_and_back(void **state)
{
    (void)state;
    for (uint32_t code_point = 0; code_point <= 0x10FFFF; code_point++) {
        char bytes[4];
        size_t length = sc_utf8_encode(code_point, bytes), offset = 0;
        uint32_t expected = code_point >= 0xD800 && code_point <= 0xDFFF ? 0xFFFD : code_point;
        if (sc_utf8_decode((sc_text){bytes, length}, &offset) != expected || offset != length)
            fail_msg("U+%04X", (unsigned)code_point);
    }
    char bytes[4];
    assert_int_equal(sc_utf8_encode(0x110000, bytes), 3);
}

static void bad_bytes_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t bad, code_points;
    } cases[] = {
        {"abc\xFFxyz", 3, 7},
        {"\xC0\x80", 0, 2},         /* over-long */
        {"a\xED\xA0\x80", 1, 4},    /* a surrogate */
        {"\xF4\x90\x80\x80", 0, 4}, /* beyond the last */
        {"ab\xE2\x82", 2, 4},       /* cut off */
        {"\xE2\x82\xAC\x80", 3, 2}, /* a stray continuation */
        {"12345678\xE2\x82\xAC\xF8", 11, 10},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        size_t bad = 99;
        assert_false(sc_text_valid(sc_text_of(cases[i].text), &bad));
        assert_int_equal(bad, cases[i].bad);
        assert_int_equal(sc_text_code_points(sc_text_of(cases[i].text)), cases[i].code_points);
    }
    assert_true(sc_text_valid(SC_TEXT("\xF0\x9F\x8F\xAB caf\xC3\xA9 with more than eight"), NULL));
    assert_int_equal(sc_text_code_points(SC_TEXT("\xF0\x9F\x8F\xAB caf\xC3\xA9")), 6);
    assert_true(sc_text_valid(SC_NO_TEXT, NULL));
    size_t offset = 0;
    assert_int_equal(sc_utf8_decode(SC_NO_TEXT, &offset), 0xFFFD);
    assert_int_equal(offset, 1);
}

static void distances(void **state)
{
    (void)state;
    assert_int_equal(sc_edit_distance(SC_TEXT("good"), SC_TEXT("good"), 3), 0);
    assert_int_equal(sc_edit_distance(SC_TEXT("good"), SC_TEXT("gold"), 3), 1);
    assert_int_equal(sc_edit_distance(SC_TEXT("teaching"), SC_TEXT("taeching"), 3), 1);
    assert_int_equal(sc_edit_distance(SC_TEXT("teaching"), SC_TEXT("teachin"), 3), 1);
    assert_int_equal(sc_edit_distance(SC_TEXT("kitten"), SC_TEXT("sitting"), 5), 3);
    assert_int_equal(sc_edit_distance(SC_TEXT("kitten"), SC_TEXT("sitting"), 2), 3);
    assert_int_equal(sc_edit_distance(SC_NO_TEXT, SC_TEXT("abc"), 5), 3);
    assert_int_equal(sc_edit_distance(SC_TEXT("abc"), SC_TEXT("abcdefgh"), 2), 3);
}

static void buffers_grow(void **state)
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
        cmocka_unit_test(slices_compare_by_bytes),
        cmocka_unit_test(blanks_go_off_both_ends),
        cmocka_unit_test(letters_are_ascii),
        cmocka_unit_test(every_code_point_goes_there_and_back),
        cmocka_unit_test(bad_bytes_are_found),
        cmocka_unit_test(distances),
        cmocka_unit_test(buffers_grow),
        cmocka_unit_test(json_is_escaped),
        cmocka_unit_test(a_failed_buffer_stays_failed),
        cmocka_unit_test(a_buffer_becomes_the_callers_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

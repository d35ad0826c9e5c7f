/* Slices of text: comparison, trimming and character classes. */
#include "unit_testing.h"

#include "base/text.h"

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

static void blanks_are_trimmed(void **state)
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
        assert_int_equal(sc_is_blank(c), i == ' ' || i == '\t');
        assert_int_equal(sc_is_line_break(c), i == '\n' || i == '\r');
        assert_int_equal(sc_lower(c), i >= 'A' && i <= 'Z' ? (char)(i + 32) : c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_compare_by_bytes),
        cmocka_unit_test(blanks_are_trimmed),
        cmocka_unit_test(letters_are_ascii),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

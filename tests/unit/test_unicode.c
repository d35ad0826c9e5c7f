/* Letter case and white space of Unicode. */
#include "base/unicode.h"
#include "unit_testing.h"

static void expect_upper(const char *text, const char *expected)
{
    char out[100];
    size_t length = sc_unicode_upper(sc_text_of(text), out);
    assert_true(sc_text_is((sc_text){out, length}, expected));
}

static void expect_lower(const char *text, const char *expected)
{
    char out[100];
    size_t length = sc_unicode_lower(sc_text_of(text), out);
    assert_true(sc_text_is((sc_text){out, length}, expected));
}

static void letters_change_case_one_by_one(void **state)
{
    (void)state;
    expect_upper("St Mary's", "ST MARY'S");
    expect_upper("école", "ÉCOLE");
    expect_lower("ÉCOLE", "école");
    expect_lower("ΣΑΣ", "σασ");
    expect_upper("σας", "ΣΑΣ");
    expect_upper("ÿ", "Ÿ");
    expect_upper("", "");
}

static void letters_without_a_simple_mapping_are_kept(void **state)
{
    (void)state;
    expect_upper("Straße", "STRAßE");
    expect_upper("ŉ", "ŉ");
    expect_lower("12 ß", "12 ß");
}

static void white_space_is_trimmed(void **state)
{
    (void)state;
    assert_true(sc_text_is(sc_unicode_trim(sc_text_of("\t \xC2\xA0 a b \xE2\x80\x83\n")), "a b"));
    assert_true(sc_text_is(sc_unicode_trim(sc_text_of(" \xE3\x80\x80 ")), ""));
    assert_true(sc_text_is(sc_unicode_trim(sc_text_of("")), ""));
}

static void characters_have_a_display_width(void **state)
{
    (void)state;
    static const struct {
        uint32_t code_point;
        unsigned width;
    } cases[] = {
        {'a', 1},     {0xE9, 1},   {0x301, 0},  /* a combining accent */
        {0x65E5, 2},                            /* a Chinese character */
        {0xAC00, 2},  {0xFF21, 2}, {0x200D, 0}, /* zero-width joiner */
        {0x1F3EB, 2}, {0x26A1, 2}, {0x2026, 1}, {0xFFFD, 1}, {0x2400, 1},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(sc_character_width(cases[i].code_point), cases[i].width);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_change_case_one_by_one),
        cmocka_unit_test(letters_without_a_simple_mapping_are_kept),
        cmocka_unit_test(white_space_is_trimmed),
        cmocka_unit_test(characters_have_a_display_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

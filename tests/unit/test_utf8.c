/* UTF-8 encoding, decoding and validation. */
#include "unit_testing.h"

#include "base/text.h"

static void every_code_point_is_decoded_as_encoded(void **state)
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

static void invalid_bytes_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t bad, code_points;
    } cases[] = {
        {"abc\xFFxyz", 3, 7},
        {"\xC0\x80", 0, 2},         /* overlong encoding */
        {"a\xED\xA0\x80", 1, 4},    /* a surrogate */
        {"\xF4\x90\x80\x80", 0, 4}, /* above U+10FFFF */
        {"ab\xE2\x82", 2, 4},       /* truncated */
        {"\xE2\x82\xAC\x80", 3, 2}, /* a continuation byte without a start */
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

static void texts_are_cut_between_characters(void **state)
{
    (void)state;
    sc_text text = SC_TEXT("a\xC3\xA9\xF0\x9F\x8F\xAB");
    static const size_t expected[] = {0, 1, 1, 3, 3, 3, 3, 7, 8};
    for (size_t offset = 0; offset < COUNT_OF(expected); offset++)
        assert_int_equal(sc_utf8_character_start(text, offset), expected[offset]);
    /* No character has more than three continuation bytes. */
    assert_int_equal(sc_utf8_character_start(SC_TEXT("\x80\x80\x80\x80\x80\x80"), 5), 2);
    assert_int_equal(sc_utf8_character_start(SC_NO_TEXT, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_is_decoded_as_encoded),
        cmocka_unit_test(invalid_bytes_are_found),
        cmocka_unit_test(texts_are_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Numbers read and written: accepted spellings, correct rounding, shortest decimal. */
#include "unit_testing.h"

#include "base/number.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>

static void assert_reads(const char *text, double expected)
{
    double number = -12345;
    if (!sc_number_read(sc_text_of(text), &number) ||
        memcmp(&number, &expected, sizeof number) != 0)
        fail_msg("'%s' read as %a, not %a", text, number, expected);
}

static void assert_refuses(const char *text)
{
    double number = 7;
    if (sc_number_read(sc_text_of(text), &number))
        fail_msg("'%s' was read as %a", text, number);
    assert_true(number == 7);
}

static void assert_writes(double number, const char *expected)
{
    char out[SC_NUMBER_CAPACITY];
    size_t length = sc_number_write(number, out);
    assert_string_equal(out, expected);
    assert_int_equal(length, strlen(expected));
}

static void spellings_that_are_numbers(void **state)
{
    (void)state;
    assert_reads("0", 0.0);
    assert_reads("-0", -0.0);
    assert_reads("+75", 75.0);
    assert_reads(".5", 0.5);
    assert_reads("5.", 5.0);
    assert_reads("0.3", 0.3);
    assert_reads("1e3", 1000.0);
    assert_reads("1.5E-3", 0.0015);
    assert_reads("0000000000000000000000000000000001", 1.0);
    assert_reads("0.000000000000000000000000000000000000000000001e45", 1.0);
    assert_reads("1.7976931348623157e308", 1.7976931348623157e308);
    assert_reads("4.9e-324", 4.9e-324);
    assert_reads("1e-400", 0.0);
    assert_reads("0e999999999999999999999", 0.0);
}

static void spellings_that_are_refused(void **state)
{
    (void)state;
    static const char *const refused[] = {"",        " 1",    "1 ",     "1,5",
                                          "0x10",    "inf",   "nan",    "-",
                                          ".",       "1e",    "1e+",    "--1",
                                          "+",       "1_0",   "1.2.3",  "e5",
                                          "1e5.0",   "1e400", "-1e309", "1e99999999999999999999",
                                          "\xD9\xA1"};
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        assert_refuses(refused[i]);
    double number;
    assert_false(sc_number_read(SC_NO_TEXT, &number));
}

static void reading_is_correctly_rounded(void **state)
{
    (void)state;
    assert_reads("9007199254740993", 9007199254740992.0); /* a tie is rounded to even */
    assert_reads("9007199254740993.0000000000000000000000000000000001", 9007199254740994.0);
    assert_reads("2.2250738585072011e-308", 2.2250738585072011e-308);
    assert_reads("8.5e22", 8.5e22);
    assert_reads("123456789012345678901234567890", 123456789012345678901234567890.0);
    char text[2000];
    memset(text, '0', sizeof text);
    memcpy(text, "9007199254740993.", 17);
    text[1998] = '1'; /* the 1981st decimal still breaks the tie */
    text[1999] = '\0';
    assert_reads(text, 9007199254740994.0);
    text[1998] = '0';
    assert_reads(text, 9007199254740992.0);
}

static void numbers_are_written_shortest(void **state)
{
    (void)state;
    assert_writes(0, "0");
    assert_writes(-0.0, "0");
    assert_writes(75, "75");
    assert_writes(-0.5, "-0.5");
    assert_writes(0.1 + 0.2, "0.30000000000000004");
    assert_writes(1.0 / 3, "0.3333333333333333");
    assert_writes(960, "960");
    assert_writes(1e20, "100000000000000000000");
    assert_writes(1e21, "1e21");
    assert_writes(-1.5e300, "-1.5e300");
    assert_writes(1e-7, "0.0000001");
    assert_writes(1.25e-8, "1.25e-8");
    assert_writes(5e-324, "5e-324");
    assert_writes(1.7976931348623157e308, "1.7976931348623157e308");
    assert_writes(ldexp(1, -44), "5.684341886080802e-14"); /* the nearest number of 16 digits does
                                                              not read back, its neighbour does */
    assert_writes(9007199254740991.0, "9007199254740991");
    assert_writes(123456789012345680000.0, "123456789012345680000");
}

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static void expect_read_back(double number)
{
    char out[SC_NUMBER_CAPACITY];
    double back;
    size_t length = sc_number_write(number, out);
    assert_true(length < SC_NUMBER_CAPACITY);
    if (!sc_number_read((sc_text){out, length}, &back) || back != number)
        fail_msg("%a was written as %s", number, out);
}

static void written_numbers_read_back(void **state)
{
    (void)state;
    uint64_t seed = 88172645463325252u;
    for (int i = 0; i < 50000; i++) {
        uint64_t hundredths = next_random(&seed), thousandths = next_random(&seed);
        expect_read_back((double)((int64_t)(hundredths % 20000001) - 10000000) / 100);
        expect_read_back((double)((int64_t)(thousandths % 20000001) - 10000000) / 1000);
    }
    for (int i = 0; i < 100000; i++) {
        uint64_t bits = next_random(&seed);
        double number;
        memcpy(&number, &bits, sizeof number);
        if (isfinite(number))
            expect_read_back(number);
    }
}

static void the_locale_has_no_effect(void **state)
{
    (void)state;
    static const char *const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE", "nl_NL.UTF-8"};
    for (size_t i = 0; i < 4 && setlocale(LC_ALL, names[i]) == NULL; i++) {
    }
    assert_reads("1234.5678901234567890123", 1234.567890123456789);
    assert_refuses("1,5");
    assert_writes(0.1 + 0.2, "0.30000000000000004");
    (void)setlocale(LC_ALL, "C");
}

static void rounding_works_on_the_spelling(void **state)
{
    (void)state;
    assert_true(sc_number_round(2.675, 2) == 2.68);
    assert_true(sc_number_round(-2.675, 2) == -2.68);
    assert_true(sc_number_round(0.5, 0) == 1);
    assert_true(sc_number_round(-0.5, 0) == -1);
    assert_true(sc_number_round(0.49999999999999994, 0) == 0);
    assert_true(sc_number_round(1249, -2) == 1200);
    assert_true(sc_number_round(1250, -2) == 1300);
    assert_true(sc_number_round(7, -1) == 10);
    assert_true(sc_number_round(4, -1) == 0);
    assert_true(sc_number_round(40, -3) == 0);
    assert_true(sc_number_round(9.995, 2) == 10);
    assert_true(sc_number_round(1e300, 2) == 1e300);
    assert_true(sc_number_round(1.005e-10, 12) == 1.01e-10);
    assert_true(sc_number_round(123.456, 15) == 123.456);
    assert_true(isnan(sc_number_round(NAN, 2)));
    assert_true(sc_number_round(0, 3) == 0);
}

/* Rounding has one algorithm near a tie and one elsewhere; both are tested about each tie. */
static void rounding_is_the_same_near_and_far(void **state)
{
    (void)state;
    for (int i = 0; i < 20000; i++) {
        double half = (i + 0.5) / 100;
        double up = (i + 1) / 100.0, down = i / 100.0;
        assert_true(sc_number_round(half, 2) == up);
        assert_true(sc_number_round(nextafter(half, 0), 2) == down);
        assert_true(sc_number_round(half - 1e-6, 2) == down);
        assert_true(sc_number_round(half + 1e-6, 2) == up);
    }
}

static void the_public_functions_write_and_read_the_same(void **state)
{
    char out[SCHOOLCAT_NUMBER_CAPACITY];
    double days = 7;
    (void)state;
    assert_int_equal(schoolcat_number_write(0.1 + 0.2, out), 19);
    assert_string_equal(out, "0.30000000000000004");
    assert_true(schoolcat_date_read("2008-02-29", 10, &days) && days == 13938);
    assert_false(schoolcat_date_read("2009-02-29", 10, &days));
    assert_false(schoolcat_date_read(NULL, 0, &days));
}

static void whole_numbers(void **state)
{
    (void)state;
    assert_true(sc_number_is_integer(0));
    assert_true(sc_number_is_integer(-3));
    assert_true(sc_number_is_integer(9007199254740992.0));
    assert_false(sc_number_is_integer(9007199254740994.0));
    assert_false(sc_number_is_integer(0.5));
    assert_false(sc_number_is_integer(NAN));
    assert_false(sc_number_is_integer(INFINITY));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_that_are_numbers),
        cmocka_unit_test(spellings_that_are_refused),
        cmocka_unit_test(reading_is_correctly_rounded),
        cmocka_unit_test(numbers_are_written_shortest),
        cmocka_unit_test(written_numbers_read_back),
        cmocka_unit_test(the_locale_has_no_effect),
        cmocka_unit_test(rounding_works_on_the_spelling),
        cmocka_unit_test(rounding_is_the_same_near_and_far),
        cmocka_unit_test(the_public_functions_write_and_read_the_same),
        cmocka_unit_test(whole_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

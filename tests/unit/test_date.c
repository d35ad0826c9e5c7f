/* Dates of the proleptic Gregorian calendar as days since 1970-01-01. */
#include "unit_testing.h"

#include "base/number.h"

#include <math.h>

static void every_day_has_one_number(void **state)
{
    (void)state;
    double expected, days;
    assert_true(sc_date_from_parts(1, 1, 1, &expected));
    assert_true(expected == -719162);
    for (int year = 1; year <= 9999; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; day <= 31; day++) {
                int y, m, d;
                if (!sc_date_from_parts(year, month, day, &days))
                    continue;
                if (days != expected)
                    fail_msg("%d-%d-%d is day %g, not %g", year, month, day, days, expected);
                expected++;
                sc_date_to_parts(days, &y, &m, &d);
                if (y != year || m != month || d != day)
                    fail_msg("day %g came back as %d-%d-%d", days, y, m, d);
            }
        }
    }
    assert_true(expected == 2932897);
}

static void dates_are_read_and_written(void **state)
{
    (void)state;
    double days;
    char out[16];
    assert_true(sc_date_read(SC_TEXT("1970-01-01"), &days) && days == 0);
    assert_true(sc_date_read(SC_TEXT("2008-02-29"), &days) && days == 13938);
    assert_int_equal(sc_date_write(days, out), 10);
    assert_string_equal(out, "2008-02-29");
    assert_int_equal(sc_date_write(-719162, out), 10);
    assert_string_equal(out, "0001-01-01");
    static const char *const refused[] = {"2009-02-29",  "2008-13-01", "2008-00-10", "2008-1-1",
                                          "08-01-01",    "2008/01/01", "0000-01-01", "2008-01-32",
                                          "2008-01-01 ", "",           "1900-02-29"};
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        assert_false(sc_date_read(sc_text_of(refused[i]), &days));
    assert_false(sc_date_in_range(0.5));
    assert_false(sc_date_in_range(NAN));
    assert_false(sc_date_in_range(2932897));
    assert_int_equal(sc_date_write(2932897, out), 0);
    assert_string_equal(out, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_has_one_number),
        cmocka_unit_test(dates_are_read_and_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

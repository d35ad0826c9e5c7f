/* Dates written as a rule file declares with `date_format`. */
#include "unit_testing.h"

#include "base/date_format.h"
#include "base/number.h"

static void a_format_has_each_part_once(void **state)
{
    static const char *const valid[] = {"%d/%m/%Y",  "%Y-%m-%d", "%d %b %Y",
                                        "%B %d, %Y", "%d.%m.%y", "%d%m%Y"};
    static const char *const invalid[] = {"",         "%d/%m",     "%d/%m/%Y/%y",
                                          "%d/%d/%Y", "%m/%b/%Y",  "%d/%m/%H",
                                          "%d:%m:%Y", "%d/%m/%Y%", "d/%m/%Y"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(valid); i++)
        if (!sc_date_format_valid(sc_text_of(valid[i])))
            fail_msg("%s is refused", valid[i]);
    for (size_t i = 0; i < COUNT_OF(invalid); i++)
        if (sc_date_format_valid(sc_text_of(invalid[i])))
            fail_msg("%s is accepted", invalid[i]);
}

static void dates_are_read(void **state)
{
    /* `date` NULL: the text is refused. */
    static const struct {
        const char *format, *text, *date;
    } cases[] = {
        {"%d/%m/%Y", "29/02/2008", "2008-02-29"},
        {"%d/%m/%Y", "1/9/2008", "2008-09-01"},
        {"%d/%m/%Y", "29/02/2009", NULL},
        {"%d/%m/%Y", "001/09/2008", NULL},
        {"%d/%m/%Y", "01/09/08", NULL},
        {"%d/%m/%Y", "01/09/2008 ", NULL},
        {"%d/%m/%Y", "01-09-2008", NULL},
        {"%d/%m/%Y", "01/09/", NULL},
        {"%d/%m/%Y", "", NULL},
        {"%d.%m.%y", "31.12.68", "2068-12-31"},
        {"%d.%m.%y", "31.12.69", "1969-12-31"},
        {"%d.%m.%y", "31.12.1969", NULL},
        {"%d %b %Y", "3 Jan 2009", "2009-01-03"},
        {"%d %b %Y", "3 SEPT 2009", "2009-09-03"},
        {"%B %d, %Y", "september 30, 2009", "2009-09-30"},
        {"%B %d, %Y", "Septem 30, 2009", NULL},
        {"%B %d, %Y", "Sep 31, 2009", NULL},
        {"%B %d, %Y", "Ma 1, 2009", NULL},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        double days = -1, expected = -1;
        bool read =
            sc_date_format_read(sc_text_of(cases[i].format), sc_text_of(cases[i].text), &days);
        if (cases[i].date != NULL)
            assert_true(sc_date_read(sc_text_of(cases[i].date), &expected));
        if (read != (cases[i].date != NULL) || (read && days != expected))
            fail_msg("%s of '%s' gives day %g", cases[i].format, cases[i].text, days);
    }
}

static void a_format_is_described_in_words(void **state)
{
    static const char *const cases[][2] = {{"%d/%m/%Y", "DD/MM/YYYY"},
                                           {"%d.%m.%y", "DD.MM.YY"},
                                           {"%d %b %Y", "DD Mon YYYY"},
                                           {"%B %d, %Y", "Month DD, YYYY"}};
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        sc_buffer out;
        sc_buffer_init(&out, &allocator);
        sc_date_format_describe(sc_text_of(cases[i][0]), &out);
        assert_string_equal(out.data, cases[i][1]);
        sc_buffer_destroy(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_format_has_each_part_once),
        cmocka_unit_test(dates_are_read),
        cmocka_unit_test(a_format_is_described_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Parsing of cells: accepted and refused spellings of every type. */
#include "evaluate/value_parsers.h"
#include "base/date_format.h"
#include "base/number.h"
#include "failing_allocator.h"
#include "unit_testing.h"

#include <math.h>

enum { NUMBER, PERCENT, INTEGER, BOOLEAN, TEXT, PATTERN, DATE, FORMATTED, GRADE, INDICATORS };

static sc_text missing_marks[] = {{"NA", 2}, {"N/A", 3}, {"null", 4}, {"-", 1}};
static sc_text suppressed_marks[] = {{"SUPP", 4}, {"NE", 2}, {"x", 1},
                                     {"c", 1},    {"z", 1},  {":", 1}};
static sc_text satisfactory_aliases[] = {{"requires improvement", 20}, {"RI", 2}};
static sc_text none_aliases[] = {{"none", 4}, {"x", 1}};
static sc_item grades[] = {
    {.about = {.id = {"outstanding", 11}}, .code = {"1", 1}},
    {.about = {.id = {"good", 4}}, .code = {"2", 1}},
    {.about = {.id = {"satisfactory", 12}},
     .code = {"3", 1},
     .aliases = satisfactory_aliases,
     .alias_count = 2},
    {.about = {.id = {"not_yet_judged", 14}},
     .code = {"12", 2},
     .aliases = none_aliases,
     .alias_count = 2},
};
static sc_domain grade_scale = {
    .about = {.id = {"grade", 5}}, .ordered = true, .items = grades, .item_count = 4};
static sc_pattern laestab_pattern = {.text = {"[0-9]{7}", 8}, .whole = true};
static sc_text percent_aliases[] = {{"Share of pupils", 15}, {"share", 5}};

#define NAMED(word) .about = {.id = {word, sizeof(word) - 1}}
#define LITERAL(value)                                                                             \
    {                                                                                              \
        .kind = SC_KIND_NUMBER, .number = (value)                                                  \
    }
#define NO_LITERAL                                                                                 \
    {                                                                                              \
        .kind = SC_KIND_MISSING                                                                    \
    }
#define OF_KIND(wanted) .type = {wanted, SC_NONE}, .pattern = SC_NONE

static sc_indicator indicators[INDICATORS] = {
    [NUMBER] = {NAMED("rolls"), OF_KIND(SC_KIND_NUMBER), .min = NO_LITERAL, .max = NO_LITERAL},
    [PERCENT] = {NAMED("share_percent"), OF_KIND(SC_KIND_NUMBER), .min = LITERAL(0),
                 .max = LITERAL(100), .aliases = percent_aliases, .alias_count = 2},
    [INTEGER] = {NAMED("visits"), OF_KIND(SC_KIND_INTEGER), .min = LITERAL(0), .max = NO_LITERAL},
    [BOOLEAN] = {NAMED("threat"), OF_KIND(SC_KIND_BOOLEAN), .min = NO_LITERAL, .max = NO_LITERAL},
    [TEXT] = {NAMED("concern_note"), OF_KIND(SC_KIND_TEXT), .min = NO_LITERAL, .max = NO_LITERAL},
    [PATTERN] = {NAMED("laestab"), .type = {SC_KIND_TEXT, SC_NONE}, .pattern = 0, .min = NO_LITERAL,
                 .max = NO_LITERAL},
    [DATE] = {NAMED("inspected"), OF_KIND(SC_KIND_DATE), .min = LITERAL(0), .max = NO_LITERAL},
    [FORMATTED] = {NAMED("opened"), OF_KIND(SC_KIND_DATE), .min = NO_LITERAL, .max = NO_LITERAL,
                   .date_format = {"%d/%m/%Y", 8}},
    [GRADE] = {NAMED("teaching"), .type = {SC_KIND_SYMBOL, 0}, .pattern = SC_NONE,
               .min = NO_LITERAL, .max = NO_LITERAL},
};

typedef struct fixture {
    sc_value_parsers *readers;
    sc_matcher *matcher;
} fixture;

static const sc_model model = {
    .missing_marks = missing_marks,
    .missing_mark_count = COUNT_OF(missing_marks),
    .suppressed_marks = suppressed_marks,
    .suppressed_mark_count = COUNT_OF(suppressed_marks),
    .domains = &grade_scale,
    .domain_count = 1,
    .indicators = indicators,
    .indicator_count = INDICATORS,
    .patterns = &laestab_pattern,
    .pattern_count = 1,
};

static int set_up(void **state)
{
    static fixture made;
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    made.readers = sc_value_parsers_new(&allocator, &model);
    made.matcher = sc_matcher_new(&allocator, 1000000);
    *state = &made;
    return made.readers == NULL || made.matcher == NULL;
}

static int tear_down(void **state)
{
    fixture *made = *state;
    sc_value_parsers_free(made->readers);
    sc_matcher_free(made->matcher);
    return 0;
}

static schoolcat_status read_as(void **state, int indicator, const char *text, bool marks,
                                sc_parsed_value *cell)
{
    fixture *made = *state;
    return sc_parse_value(&made->readers->at[indicator], made->matcher, sc_text_of(text), marks,
                          cell);
}

static void assert_number(void **state, int indicator, const char *text, double expected)
{
    sc_parsed_value cell = {0};
    if (read_as(state, indicator, text, true, &cell) != SCHOOLCAT_OK ||
        cell.missing != SCHOOLCAT_PRESENT)
        fail_msg("'%s' was not read", text);
    if (cell.number != expected)
        fail_msg("'%s' was read as %.17g", text, cell.number);
}

static void assert_refused(void **state, int indicator, const char *text)
{
    sc_parsed_value cell = {SCHOOLCAT_SUPPRESSED, 7, true, 9, {NULL, 0}};
    if (read_as(state, indicator, text, true, &cell) != SCHOOLCAT_ERROR_DATA)
        fail_msg("'%s' was read", text);
    assert_int_equal(cell.missing, SCHOOLCAT_SUPPRESSED);
    assert_true(cell.number == 7 && cell.item == 9 && cell.boolean);
}

static void assert_missing(void **state, int indicator, const char *text,
                           schoolcat_missing expected)
{
    sc_parsed_value cell = {0};
    assert_int_equal(read_as(state, indicator, text, true, &cell), SCHOOLCAT_OK);
    if (cell.missing != expected)
        fail_msg("'%s' is missing for reason %d, not %d", text, (int)cell.missing, (int)expected);
}

static void test_numbers(void **state)
{
    static const struct {
        const char *text;
        double number;
    } good[] = {{"0", 0},
                {"-3.5", -3.5},
                {" 12 ", 12},
                {"\t7\xC2\xA0", 7},
                {"0.3", 0.3},
                {"1e3", 1000},
                {"85%", 85},
                {"85 %", 85},
                {"1,234", 1234},
                {"1,234.5", 1234.5},
                {"-12,345,678.25%", -12345678.25},
                {"999,999", 999999},
                {"0.125", 0.125},
                {"+4", 4}};
    for (size_t i = 0; i < COUNT_OF(good); i++)
        assert_number(state, NUMBER, good[i].text, good[i].number);
    static const char *const bad[] = {"",
                                      "12a",
                                      "1,23",
                                      "12,34,567",
                                      "1234,567",
                                      ",123",
                                      "1,234,",
                                      "0,123",
                                      "1,234.5,678",
                                      "1 23",
                                      "nan",
                                      "inf",
                                      "0x10",
                                      "%",
                                      "5%%",
                                      "1,234e2",
                                      "1e999",
                                      "--5",
                                      "1,234.5.6",
                                      "-",
                                      "\xC2\xA3"
                                      "5"};
    for (size_t i = 1; i < COUNT_OF(bad); i++)
        if (strcmp(bad[i], "-") != 0)
            assert_refused(state, NUMBER, bad[i]);
}

static void test_limits_and_whole_numbers(void **state)
{
    assert_number(state, PERCENT, "100", 100);
    assert_number(state, PERCENT, "0", 0);
    assert_refused(state, PERCENT, "100.5");
    assert_refused(state, PERCENT, "-1");
    assert_number(state, INTEGER, "3", 3);
    assert_number(state, INTEGER, "3.0", 3);
    assert_number(state, INTEGER, "9007199254740992", 9007199254740992.0);
    assert_refused(state, INTEGER, "2.5");
    assert_refused(state, INTEGER, "9007199254740994");
    assert_refused(state, INTEGER, "-1");
}

static void test_booleans(void **state)
{
    static const char *const words[] = {"true", "FALSE", "Yes", "no", "Y", "n", "1", "0"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        sc_parsed_value cell = {.missing = SCHOOLCAT_BLANK};
        assert_int_equal(read_as(state, BOOLEAN, words[i], true, &cell), SCHOOLCAT_OK);
        assert_int_equal(cell.missing, SCHOOLCAT_PRESENT);
        assert_int_equal(cell.boolean, i % 2 == 0);
    }
    assert_refused(state, BOOLEAN, "on");
    assert_refused(state, BOOLEAN, "2");
    assert_refused(state, BOOLEAN, "yess");
}

static void test_dates(void **state)
{
    double first = 0;
    assert_true(sc_date_from_parts(2008, 9, 1, &first));
    assert_number(state, DATE, "2008-09-01", first);
    assert_refused(state, DATE, "01/09/2008");
    assert_refused(state, DATE, "2008-02-30");
    assert_refused(state, DATE, "1969-12-31");
    assert_number(state, FORMATTED, "01/09/2008", first);
    assert_number(state, FORMATTED, "1/9/2008", first);
    assert_number(state, FORMATTED, "2008-09-01", first);
    assert_refused(state, FORMATTED, "31/02/2008");
    assert_refused(state, FORMATTED, "01-09-2008");
    assert_refused(state, FORMATTED, "01/09/08");
    assert_refused(state, FORMATTED, "01/09/2008 00:00");
}

static void test_date_formats(void **state)
{
    static const struct {
        const char *format, *text, *same_day; /* NULL: the text is refused */
    } cases[] = {
        {"%d %b %Y", "1 Sep 2008", "2008-09-01"},
        {"%d %b %Y", "01 SEPT 2008", "2008-09-01"},
        {"%d %b %Y", "1 September 2008", "2008-09-01"},
        {"%B %d, %Y", "May 31, 1999", "1999-05-31"},
        {"%d.%m.%y", "29.02.00", "2000-02-29"},
        {"%d.%m.%y", "29.02.99", NULL},
        {"%d-%m-%y", "01-01-69", "1969-01-01"},
        {"%d-%m-%y", "01-01-68", "2068-01-01"},
        {"%Y/%d/%m", "2008/25/12", "2008-12-25"},
        {"%d %b %Y", "1 Sepp 2008", NULL},
        {"%d %b %Y", "1 Se 2008", NULL},
        {"%d %b %Y", "1  Sep 2008", NULL},
        {"%d/%m/%Y", "1/9/20081", NULL},
        {"%d/%m/%Y", "/9/2008", NULL},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        double read = -1, same = -1;
        bool fits =
            sc_date_format_read(sc_text_of(cases[i].format), sc_text_of(cases[i].text), &read);
        if (cases[i].same_day != NULL)
            assert_true(sc_date_read(sc_text_of(cases[i].same_day), &same));
        if (fits != (cases[i].same_day != NULL) || read != same)
            fail_msg("'%s' by %s", cases[i].text, cases[i].format);
    }
    static const char *const unsound[] = {
        "", "%d/%m", "%d/%m/%Y%", "%d/%m/%q", "%d/%b/%m/%Y", "d/m/Y", "%d/%m/%Y %y"};
    for (size_t i = 0; i < COUNT_OF(unsound); i++)
        assert_false(sc_date_format_valid(sc_text_of(unsound[i])));
    assert_true(sc_date_format_valid(sc_text_of("%d %B %Y")));
}

static uint32_t grade_of(void **state, const char *text)
{
    sc_parsed_value cell = {.item = UINT32_MAX};
    if (read_as(state, GRADE, text, true, &cell) != SCHOOLCAT_OK ||
        cell.missing != SCHOOLCAT_PRESENT)
        return UINT32_MAX;
    return cell.item;
}

static void test_symbols(void **state)
{
    assert_int_equal(grade_of(state, "good"), 1);
    assert_int_equal(grade_of(state, " GOOD "), 1);
    assert_int_equal(grade_of(state, "2"), 1);
    assert_int_equal(grade_of(state, "Requires-Improvement"), 2);
    assert_int_equal(grade_of(state, "requires_improvement"), 2);
    assert_int_equal(grade_of(state, "NotYetJudged"), 3);
    assert_int_equal(grade_of(state, "12"), 3);
    assert_refused(state, GRADE, "5");
    assert_refused(state, GRADE, "2.0");
    assert_refused(state, GRADE, "-2");
    assert_refused(state, GRADE, "1 2");
    assert_refused(state, GRADE, "1-2");
    assert_refused(state, GRADE, "goods");
    assert_refused(state, GRADE, "goo");
}

static void test_marks(void **state)
{
    for (int i = 0; i < INDICATORS; i++) {
        assert_missing(state, i, "", SCHOOLCAT_BLANK);
        assert_missing(state, i, " \t", SCHOOLCAT_BLANK);
        assert_missing(state, i, "NA", SCHOOLCAT_NOT_APPLICABLE);
        assert_missing(state, i, " - ", SCHOOLCAT_NOT_APPLICABLE);
        assert_missing(state, i, "SUPP", SCHOOLCAT_SUPPRESSED);
        assert_missing(state, i, "c ", SCHOOLCAT_SUPPRESSED);
    }
    assert_missing(state, NUMBER, "x", SCHOOLCAT_SUPPRESSED);
    assert_refused(state, NUMBER, "X");
    assert_refused(state, NUMBER, "na");
    /* An alias of the scale has precedence over the same text as a missing mark. */
    assert_int_equal(grade_of(state, "x"), 3);
    assert_refused(state, GRADE, "C");
}

static void test_values_without_marks(void **state)
{
    sc_parsed_value cell = {0};
    assert_int_equal(read_as(state, TEXT, "NA", false, &cell), SCHOOLCAT_OK);
    assert_int_equal(cell.missing, SCHOOLCAT_PRESENT);
    assert_int_equal(cell.text.length, 2);
    assert_int_equal(read_as(state, TEXT, "  ", false, &cell), SCHOOLCAT_OK);
    assert_int_equal(cell.missing, SCHOOLCAT_PRESENT);
    assert_int_equal(read_as(state, TEXT, "", false, &cell), SCHOOLCAT_OK);
    assert_int_equal(cell.missing, SCHOOLCAT_BLANK);
    assert_int_equal(read_as(state, NUMBER, "x", false, &cell), SCHOOLCAT_ERROR_DATA);
    assert_int_equal(read_as(state, NUMBER, "5", false, &cell), SCHOOLCAT_OK);
    assert_true(cell.number == 5);
}

static void test_texts(void **state)
{
    static const char note[] = "  kept as it is \xC3\xA9 ";
    sc_parsed_value cell = {0};
    assert_int_equal(read_as(state, TEXT, note, true, &cell), SCHOOLCAT_OK);
    assert_ptr_equal(cell.text.data, note);
    assert_int_equal(cell.text.length, strlen(note));
    assert_refused(state, TEXT, "St Mary\x92s");
    assert_int_equal(read_as(state, PATTERN, "8601234", true, &cell), SCHOOLCAT_OK);
    assert_refused(state, PATTERN, "86012345");
    assert_refused(state, PATTERN, " 8601234");
    assert_refused(state, PATTERN, "8601234\n");
}

static void test_expected_phrases(void **state)
{
    static const char *const phrases[INDICATORS] = {
        [NUMBER] = "a number",
        [PERCENT] = "a number from 0 to 100",
        [INTEGER] = "a whole number from 0",
        [BOOLEAN] = "yes or no (also y, n, true, false, 1, 0)",
        [TEXT] = "text in UTF-8",
        [PATTERN] = "text in UTF-8 that matches [0-9]{7}",
        [DATE] = "a date as YYYY-MM-DD from 1970-01-01",
        [FORMATTED] = "a date as DD/MM/YYYY",
        [GRADE] = "one of outstanding, good, satisfactory, not_yet_judged",
    };
    fixture *made = *state;
    for (int i = 0; i < INDICATORS; i++)
        assert_string_equal(made->readers->at[i].expected.data, phrases[i]);
}

static void test_columns_by_name_and_alias(void **state)
{
    static const char *const spellings[] = {"share_percent", "Share Percent",   "SHARE-PERCENT",
                                            "sharepercent",  "Share of pupils", "SHARE"};
    fixture *made = *state;
    uint32_t index = 0;
    for (size_t i = 0; i < COUNT_OF(spellings); i++) {
        assert_true(sc_fuzzy_lookup_find(made->readers->columns, sc_text_of(spellings[i]), &index));
        assert_int_equal(index, PERCENT);
    }
    assert_false(
        sc_fuzzy_lookup_find(made->readers->columns, sc_text_of("share_percents"), &index));
    assert_false(sc_fuzzy_lookup_find(made->readers->columns, sc_text_of(""), &index));
    assert_false(sc_fuzzy_lookup_find(made->readers->columns, sc_text_of("_"), &index));
}

static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    size_t failures = 0;
    for (size_t fails_at = 1;; fails_at++) {
        failing_allocator failing = {.fails_at = fails_at};
        schoolcat_allocator allocator = failing_allocator_hooks(&failing);
        sc_value_parsers *readers = sc_value_parsers_new(&allocator, &model);
        failures += readers == NULL;
        bool done = readers != NULL && failing.requests < fails_at;
        sc_value_parsers_free(readers);
        assert_int_equal(failing.live, 0);
        if (done)
            break;
    }
    assert_true(failures > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_limits_and_whole_numbers),
        cmocka_unit_test(test_booleans),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_date_formats),
        cmocka_unit_test(test_symbols),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_values_without_marks),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_expected_phrases),
        cmocka_unit_test(test_columns_by_name_and_alias),
        cmocka_unit_test(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

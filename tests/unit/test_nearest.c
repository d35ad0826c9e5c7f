/* Edit distance, and the nearest of several names. */
#include "unit_testing.h"

#include "base/nearest.h"

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

static void expect_nearest(const char *name, const char *const *words, const char *expected)
{
    sc_text found = sc_nearest_word(sc_text_of(name), words);
    if (!sc_text_is(found, expected))
        fail_msg("'%s' is near '%.*s', not '%s'", name, (int)found.length,
                 found.data == NULL ? "" : found.data, expected);
}

static void the_nearest_word_is_found(void **state)
{
    static const char *const words[] = {"good", "ofsted_grade", "attendance_percent", "pru", NULL};
    (void)state;
    expect_nearest("gold", words, "good");
    expect_nearest("Ofsted Grade", words, "ofsted_grade");
    expect_nearest("ofsted-grdae", words, "ofsted_grade");
    expect_nearest("prv", words, "pru");
    expect_nearest("p", words, "");
    expect_nearest("", words, "");
    expect_nearest("exclusions", words, "");
}

static void of_equally_near_words_the_first_is_found(void **state)
{
    static const char *const words[] = {"bold", "gold", "cold", NULL};
    (void)state;
    expect_nearest("hold", words, "bold");
    expect_nearest("gola", words, "gold");
}

static void a_name_may_be_the_start_of_one_word(void **state)
{
    static const char *const one[] = {"attendance_percent", "ofsted_grade", NULL},
                             *const two[] = {"attendance_percent", "attendance_rank", NULL};
    (void)state;
    expect_nearest("attendance", one, "attendance_percent");
    expect_nearest("attendance", two, "");
    expect_nearest("at", one, "");
}

static void names_longer_than_the_maximum_have_no_neighbour(void **state)
{
    static char name[SC_NEAREST_MAX_LENGTH + 2];
    const char *const words[] = {name, NULL};
    (void)state;
    memset(name, 'a', SC_NEAREST_MAX_LENGTH);
    assert_ptr_equal(sc_nearest_word(sc_text_of(name), words).data, name);
    name[SC_NEAREST_MAX_LENGTH] = 'a';
    assert_null(sc_nearest_word(sc_text_of(name), words).data);
    assert_null(sc_nearest_word(SC_TEXT("aaa"), words).data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances),
        cmocka_unit_test(the_nearest_word_is_found),
        cmocka_unit_test(of_equally_near_words_the_first_is_found),
        cmocka_unit_test(a_name_may_be_the_start_of_one_word),
        cmocka_unit_test(names_longer_than_the_maximum_have_no_neighbour),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

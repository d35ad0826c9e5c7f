/* The name table: first meanings, failed allocations, nearest names. */
#include "unit_testing.h"
#include "failing_allocator.h"

#include "base/name_table.h"

#include <stdio.h>

static void the_first_meaning_is_kept(void **state)
{
    (void)state;
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    sc_name_table *names = sc_name_table_new(&allocator);
    uint32_t index = 99;
    assert_int_equal(sc_name_table_add(names, SC_TEXT("teaching"), 3, NULL), SC_NAME_TABLE_ADDED);
    assert_int_equal(sc_name_table_add(names, SC_TEXT("teach"), 4, NULL), SC_NAME_TABLE_ADDED);
    assert_int_equal(sc_name_table_add(names, SC_TEXT("teaching"), 5, &index),
                     SC_NAME_TABLE_DUPLICATE);
    assert_int_equal(index, 3);
    assert_int_equal(sc_name_table_count(names), 2);
    assert_true(sc_name_table_find(names, SC_TEXT("teach"), &index));
    assert_int_equal(index, 4);
    assert_false(sc_name_table_find(names, SC_TEXT("teac"), &index));
    assert_int_equal(index, 4);
    assert_int_equal(sc_name_table_add(names, SC_NO_TEXT, 6, NULL), SC_NAME_TABLE_ADDED);
    assert_true(sc_name_table_find(names, SC_TEXT(""), &index));
    assert_int_equal(index, 6);
    sc_name_table_free(names);
    sc_name_table_free(NULL);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    char spelled[400][8];
    for (size_t fails_at = 1;; fails_at++) {
        failing_allocator failing = {.fails_at = fails_at};
        schoolcat_allocator allocator = failing_allocator_hooks(&failing);
        sc_name_table *names = sc_name_table_new(&allocator);
        uint32_t added = 0;
        for (; names != NULL && added < 400; added++) {
            int length = snprintf(spelled[added], sizeof spelled[added], "n%u", (unsigned)added);
            if (sc_name_table_add(names, (sc_text){spelled[added], (size_t)length}, added, NULL) !=
                SC_NAME_TABLE_ADDED)
                break;
        }
        for (uint32_t i = 0, index; i < added; i++) {
            assert_true(sc_name_table_find(names, sc_text_of(spelled[i]), &index));
            assert_int_equal(index, i);
        }
        sc_name_table_free(names);
        assert_int_equal(failing.live, 0);
        if (added == 400) {
            assert_true(fails_at > 4);
            return;
        }
    }
}

static const char *nearest(sc_name_table *names, const char *wanted)
{
    const char *found = sc_name_table_nearest(names, sc_text_of(wanted)).data;
    return found == NULL ? "none" : found;
}

static void the_nearest_name_is_found(void **state)
{
    (void)state;
    static const char *const known[] = {
        "performance_percentile", "attendance_percent", "ofsted_grade", "good", "sef_care", "pru"};
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    sc_name_table *names = sc_name_table_new(&allocator);
    assert_string_equal(nearest(names, "good"), "none");
    for (uint32_t i = 0; i < 6; i++)
        assert_int_equal(sc_name_table_add(names, sc_text_of(known[i]), i, NULL),
                         SC_NAME_TABLE_ADDED);
    assert_string_equal(nearest(names, "performance_percentil"), "performance_percentile");
    assert_string_equal(nearest(names, "preformance_percentile"), "performance_percentile");
    assert_string_equal(nearest(names, "Attendance percent"), "attendance_percent");
    assert_string_equal(nearest(names, "attendance"), "attendance_percent");
    assert_string_equal(nearest(names, "gold"), "good");
    assert_string_equal(nearest(names, "prv"), "pru");
    assert_string_equal(nearest(names, "sef_crae"), "sef_care");
    assert_string_equal(nearest(names, "exclusions"), "none");
    assert_string_equal(nearest(names, "p"), "none");
    assert_string_equal(nearest(names, ""), "none");
    sc_name_table_free(names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_meaning_is_kept),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(the_nearest_name_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

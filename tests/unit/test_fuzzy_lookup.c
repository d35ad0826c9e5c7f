/* Look-up of words as people spell them: case, underscores, blanks and hyphens do not count. */
#include "failing_allocator.h"
#include "unit_testing.h"

#include "base/fuzzy_lookup.h"

#include <stdio.h>

#define NOT_FOUND UINT32_MAX

static sc_fuzzy_lookup *table_of(sc_fuzzy_mode mode, const char *const *words, uint32_t count)
{
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    sc_fuzzy_lookup *table = sc_fuzzy_lookup_new(&allocator, mode, count);
    assert_non_null(table);
    for (uint32_t i = 0; i < count; i++)
        assert_true(sc_fuzzy_lookup_add(table, sc_text_of(words[i]), i, NULL));
    return table;
}

static uint32_t find(const sc_fuzzy_lookup *table, const char *word)
{
    uint32_t index = NOT_FOUND;
    return sc_fuzzy_lookup_find(table, sc_text_of(word), &index) ? index : NOT_FOUND;
}

static void spellings_of_names_are_equal(void **state)
{
    static const char *const words[] = {"share_percent", "rank-1", "- _"};
    sc_fuzzy_lookup *table = table_of(SC_FUZZY_NAMES, words, COUNT_OF(words));
    (void)state;
    assert_int_equal(find(table, "share_percent"), 0);
    assert_int_equal(find(table, "Share Percent"), 0);
    assert_int_equal(find(table, "SHARE-PERCENT"), 0);
    assert_int_equal(find(table, " sharepercent__"), 0);
    assert_int_equal(find(table, "share_percents"), NOT_FOUND);
    assert_int_equal(find(table, "RANK1"), 1);
    assert_int_equal(find(table, ""), NOT_FOUND);
    /* A name of separators only is compared as it is. */
    assert_int_equal(find(table, "- _"), 2);
    assert_int_equal(find(table, "__"), NOT_FOUND);
    sc_fuzzy_lookup_free(table);
}

static void signs_and_gaps_of_digits_count_in_values(void **state)
{
    static const char *const words[] = {"1", "12", "-1", "1-2", "not yet judged", "Grade 2"};
    sc_fuzzy_lookup *table = table_of(SC_FUZZY_VALUES, words, COUNT_OF(words));
    (void)state;
    assert_int_equal(find(table, "1"), 0);
    assert_int_equal(find(table, "12"), 1);
    assert_int_equal(find(table, "-1"), 2);
    assert_int_equal(find(table, "1 2"), 3);
    assert_int_equal(find(table, "Not-Yet_Judged"), 4);
    assert_int_equal(find(table, "grade2"), 5);
    assert_int_equal(find(table, "2-1"), NOT_FOUND);
    sc_fuzzy_lookup_free(table);
}

static void the_first_meaning_is_kept(void **state)
{
    static const char *const words[] = {"good", "poor"};
    sc_fuzzy_lookup *table = table_of(SC_FUZZY_NAMES, words, COUNT_OF(words));
    uint32_t there = NOT_FOUND;
    (void)state;
    assert_false(sc_fuzzy_lookup_add(table, SC_TEXT("POOR"), 7, &there));
    assert_int_equal(there, 1);
    assert_int_equal(find(table, "poor"), 1);
    /* The capacity is that of `words`. */
    assert_false(sc_fuzzy_lookup_add(table, SC_TEXT("fair"), 7, NULL));
    assert_int_equal(find(table, "fair"), NOT_FOUND);
    sc_fuzzy_lookup_free(table);
}

static void many_words_are_found(void **state)
{
    enum { WORDS = 1000 };
    static char words[WORDS][8];
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    sc_fuzzy_lookup *table = sc_fuzzy_lookup_new(&allocator, SC_FUZZY_NAMES, WORDS);
    (void)state;
    assert_non_null(table);
    for (uint32_t i = 0; i < WORDS; i++) {
        (void)snprintf(words[i], sizeof words[i], "w_%u", (unsigned)i);
        assert_true(sc_fuzzy_lookup_add(table, sc_text_of(words[i]), i, NULL));
    }
    for (uint32_t i = 0; i < WORDS; i++)
        assert_int_equal(find(table, words[i]), i);
    sc_fuzzy_lookup_free(table);
}

static void every_allocation_may_fail(void **state)
{
    sc_fuzzy_lookup *table = NULL;
    (void)state;
    for (size_t fails_at = 1; table == NULL; fails_at++) {
        failing_allocator failing = {.fails_at = fails_at};
        schoolcat_allocator allocator = failing_allocator_hooks(&failing);
        table = sc_fuzzy_lookup_new(&allocator, SC_FUZZY_NAMES, 10);
        assert_int_equal(table != NULL, fails_at == 4);
        sc_fuzzy_lookup_free(table);
        assert_int_equal(failing.live, 0);
    }
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    assert_null(sc_fuzzy_lookup_new(&allocator, SC_FUZZY_NAMES, SIZE_MAX));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_of_names_are_equal),
        cmocka_unit_test(signs_and_gaps_of_digits_count_in_values),
        cmocka_unit_test(the_first_meaning_is_kept),
        cmocka_unit_test(many_words_are_found),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The allocator functions: the caller's hooks or malloc, and sizes that overflow. */
#include "failing_allocator.h"
#include "unit_testing.h"

#include "base/allocator.h"

static void the_hooks_of_the_caller_are_used(void **state)
{
    failing_allocator failing = {0};
    schoolcat_allocator hooks = failing_allocator_hooks(&failing);
    schoolcat_allocator allocator = sc_allocator_from(&hooks);
    (void)state;
    void *block = sc_allocate(&allocator, 8), *array = sc_allocate_array(&allocator, 3, 16);
    assert_true(block != NULL && array != NULL);
    array = sc_reallocate_array(&allocator, array, 100, 16);
    assert_non_null(array);
    assert_int_equal(failing.requests, 3);
    assert_int_equal(failing.live, 2);
    sc_release(&allocator, block);
    sc_release(&allocator, array);
    sc_release(&allocator, NULL);
    assert_int_equal(failing.live, 0);
}

static void without_hooks_malloc_is_used(void **state)
{
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    (void)state;
    char *block = sc_reallocate_array(&allocator, NULL, 4, 2);
    assert_non_null(block);
    memcpy(block, "1234567", 8);
    block = sc_reallocate_array(&allocator, block, 1000, 8);
    assert_non_null(block);
    assert_string_equal(block, "1234567");
    sc_release(&allocator, block);
}

static void a_block_survives_a_failed_reallocation(void **state)
{
    failing_allocator failing = {.fails_at = 2};
    schoolcat_allocator hooks = failing_allocator_hooks(&failing);
    schoolcat_allocator allocator = sc_allocator_from(&hooks);
    (void)state;
    char *block = sc_allocate(&allocator, 8);
    assert_non_null(block);
    memcpy(block, "1234567", 8);
    assert_null(sc_reallocate_array(&allocator, block, 1000, 8));
    assert_null(sc_allocate(&allocator, 8));
    assert_string_equal(block, "1234567");
    sc_release(&allocator, block);
    assert_int_equal(failing.live, 0);
}

static void sizes_that_overflow_are_refused(void **state)
{
    failing_allocator failing = {0};
    schoolcat_allocator hooks = failing_allocator_hooks(&failing);
    schoolcat_allocator allocator = sc_allocator_from(&hooks);
    (void)state;
    assert_null(sc_allocate_array(&allocator, SIZE_MAX, 2));
    assert_null(sc_allocate_array(&allocator, SIZE_MAX / 4, 8));
    assert_null(sc_reallocate_array(&allocator, NULL, SIZE_MAX / 4, 8));
    assert_int_equal(failing.requests, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_hooks_of_the_caller_are_used),
        cmocka_unit_test(without_hooks_malloc_is_used),
        cmocka_unit_test(a_block_survives_a_failed_reallocation),
        cmocka_unit_test(sizes_that_overflow_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

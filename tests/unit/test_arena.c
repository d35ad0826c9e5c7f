/* The arena: alignment, growth, failed allocations, texts and lists in it. */
#include "unit_testing.h"
#include "failing_allocator.h"

#include "base/arena.h"

static void memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    failing_allocator failing = {0};
    schoolcat_allocator allocator = failing_allocator_hooks(&failing);
    sc_arena arena;
    sc_arena_init(&arena, &allocator);
    static const size_t sizes[] = {1, 0, 7, 16, 17, 4096, 100000, 3, 2000000, 5};
    for (size_t i = 0; i < 10; i++) {
        unsigned char *memory = sc_arena_allocate(&arena, sizes[i]);
        assert_non_null(memory);
        assert_int_equal((uintptr_t)memory % _Alignof(max_align_t), 0);
        for (size_t j = 0; j < sizes[i]; j++)
            assert_int_equal(memory[j], 0);
        memset(memory, 0xAA, sizes[i]);
    }
    assert_false(arena.failed);
    sc_arena_destroy(&arena);
    assert_int_equal(failing.live, 0);
}

static void many_small_requests_take_few_blocks(void **state)
{
    (void)state;
    failing_allocator failing = {0};
    schoolcat_allocator allocator = failing_allocator_hooks(&failing);
    sc_arena arena;
    sc_arena_init(&arena, &allocator);
    for (size_t i = 0; i < 100000; i++)
        assert_non_null(sc_arena_allocate(&arena, 32));
    assert_true(failing.requests < 20);
    sc_arena_destroy(&arena);
}

static void sizes_that_overflow_are_refused(void **state)
{
    (void)state;
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    sc_arena arena;
    sc_arena_init(&arena, &allocator);
    assert_null(sc_arena_array(&arena, SIZE_MAX / 2, 3));
    assert_true(arena.failed);
    arena.failed = false;
    assert_null(sc_arena_allocate(&arena, SIZE_MAX));
    assert_true(arena.failed);
    assert_null(sc_allocate_array(&allocator, SIZE_MAX, 2));
    void *block = sc_allocate(&allocator, 8);
    assert_non_null(block);
    assert_null(sc_reallocate_array(&allocator, block, SIZE_MAX / 4, 8));
    sc_release(&allocator, block);
    sc_arena_destroy(&arena);
}

static void failure_is_sticky_and_leaks_nothing(void **state)
{
    (void)state;
    failing_allocator failing = {.fails_at = 2};
    schoolcat_allocator allocator = failing_allocator_hooks(&failing);
    sc_arena arena;
    sc_arena_init(&arena, &allocator);
    sc_list(int) list = {0};
    int pushed = 0;
    while (SC_PUSH(&arena, &list, pushed))
        pushed++;
    assert_true(arena.failed);
    assert_int_equal(list.count, pushed);
    for (int i = 0; i < pushed; i++)
        assert_int_equal(list.at[i], i);
    assert_int_equal(
        sc_arena_text(&arena,
                      SC_TEXT("a text without memory left because the list has used it all"))
                .length == 0,
        arena.failed);
    sc_arena_destroy(&arena);
    assert_int_equal(failing.live, 0);
}

static void texts_are_copied_with_a_nul(void **state)
{
    (void)state;
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    sc_arena arena;
    sc_arena_init(&arena, &allocator);
    char original[] = "teaching";
    sc_text copy = sc_arena_text(&arena, (sc_text){original, 5});
    original[0] = 'x';
    assert_int_equal(copy.length, 5);
    assert_string_equal(copy.data, "teach");
    assert_null(sc_arena_text(&arena, SC_NO_TEXT).data);
    assert_string_equal(sc_arena_string(&arena, SC_NO_TEXT), "");
    sc_arena_destroy(&arena);
}

static void a_zeroed_arena_can_be_destroyed(void **state)
{
    (void)state;
    sc_arena arena = {0};
    sc_arena_destroy(&arena);
    assert_null(arena.blocks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(many_small_requests_take_few_blocks),
        cmocka_unit_test(sizes_that_overflow_are_refused),
        cmocka_unit_test(failure_is_sticky_and_leaks_nothing),
        cmocka_unit_test(texts_are_copied_with_a_nul),
        cmocka_unit_test(a_zeroed_arena_can_be_destroyed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The table of indexes by hash: what is added is found again, also where hashes meet and when it grows. */
#include "testing.h"

#include "base/slots.h"

#define MANY 5000

/* Of `number` as a key that stands for itself: hashes of few bits, so that most meet others. */
static uint32_t hash_of(uint32_t number, uint32_t bits)
{
    return sc_hash_words(&number, 1) & ((UINT32_C(1) << bits) - 1);
}

static uint32_t find(const sc_slots *slots, uint32_t number, uint32_t bits)
{
    uint32_t hash = hash_of(number, bits), place = hash, index, found = 0;
    while ((index = sc_slots_next(slots, hash, &place)) != UINT32_MAX)
        found += index == number;
    return found;
}

static void what_is_added_is_found_once(void **state)
{
    (void)state;
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    for (uint32_t bits = 6; bits < 32; bits += 25) {
        sc_slots slots = {NULL, 0, 0};
        assert_int_equal(find(&slots, 0, bits), 0);
        for (uint32_t i = 0; i < MANY; i++)
            assert_true(sc_slots_add(&slots, &allocator, hash_of(i, bits), i));
        assert_int_equal(slots.count, MANY);
        assert_true(slots.size >= 2 * slots.count);
        for (uint32_t i = 0; i < MANY; i++)
            assert_int_equal(find(&slots, i, bits), 1);
        assert_int_equal(find(&slots, MANY, bits), 0);
        sc_slots_free(&slots, &allocator);
        assert_int_equal(find(&slots, 0, bits), 0);
    }
}

static void memory_may_run_out(void **state)
{
    (void)state;
    for (size_t fails_at = 1; fails_at < 4; fails_at++) {
        counting counter = {.fails_at = fails_at};
        schoolcat_allocator allocator = counting_allocator(&counter);
        sc_slots slots = {NULL, 0, 0};
        uint32_t added = 0;
        while (sc_slots_add(&slots, &allocator, hash_of(added, 6), added))
            added++;
        assert_int_equal(slots.count, added);
        for (uint32_t i = 0; i < added; i++)
            assert_int_equal(find(&slots, i, 6), 1);
        assert_int_equal(find(&slots, added, 6), 0);
        sc_slots_free(&slots, &allocator);
        assert_int_equal(counter.live, 0);
    }
}

static void hashes_differ_by_every_word(void **state)
{
    (void)state;
    const uint32_t words[] = {1, 2, 3}, first[] = {0, 2, 3}, last[] = {1, 2, 2}, turned[] = {3, 2, 1};
    uint32_t hash = sc_hash_words(words, 3);
    assert_int_not_equal(hash, sc_hash_words(first, 3));
    assert_int_not_equal(hash, sc_hash_words(last, 3));
    assert_int_not_equal(hash, sc_hash_words(turned, 3));
    assert_int_not_equal(hash, sc_hash_words(words, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_added_is_found_once),
        cmocka_unit_test(memory_may_run_out),
        cmocka_unit_test(hashes_differ_by_every_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

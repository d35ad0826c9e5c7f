/* Public structs of callers compiled against another version of the library. */
#include "unit_testing.h"

#include "base/struct_compatibility.h"

static void only_zeros_may_follow_the_known_members(void **state)
{
    (void)state;
    struct {
        size_t size;
        char rest[24];
    } given = {sizeof(size_t) + 24, {0}};
    assert_true(sc_struct_compatible(&given, sizeof(size_t) + 24));
    assert_true(sc_struct_compatible(&given, sizeof(size_t) + 8));
    given.rest[20] = 1;
    assert_false(sc_struct_compatible(&given, sizeof(size_t) + 8));
    given.size = sizeof(size_t);
    assert_false(sc_struct_compatible(&given, sizeof(size_t) + 8));
    assert_false(sc_struct_compatible(NULL, 8));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_zeros_may_follow_the_known_members),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

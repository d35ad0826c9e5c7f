/* Patterns that are alternatives of literals: which patterns qualify, and that a literal search
 * finds what the pattern matches. */
#include "unit_testing.h"

#include "base/pattern_literals.h"
#include "base/pattern.h"

static void only_alternatives_of_literals_qualify(void **state)
{
    (void)state;
    sc_literals literals;
    assert_true(
        sc_literals_extract(sc_text_of("(?i)special measures|notice to improve"), &literals));
    assert_int_equal(literals.count, 2);
    assert_true(sc_literals_extract(sc_text_of("Urgent"), &literals));
    assert_false(literals.caseless);
    static const char *const others[] = {
        "a.b", "^notice", "notice$",    "(?i)(a|b)",   "a\\b",   "not|", "|not",
        "",    "x",       "(?s)notice", "caf\xC3\xA9", "(?i)sk", "a{2}", "no+"};
    for (size_t i = 0; i < COUNT_OF(others); i++)
        assert_false(sc_literals_extract(sc_text_of(others[i]), &literals));
}

static void anchors_avoid_letters_with_a_non_ascii_fold(void **state)
{
    (void)state;
    sc_literals literals;
    assert_true(sc_literals_extract(sc_text_of("(?i)weak school"), &literals));
    const sc_literal_word *word = &literals.words[0];
    for (uint32_t i = word->place[0]; i <= word->place[SC_RARE_BYTES - 1]; i++)
        assert_null(memchr("sk", word->word.data[i], 2));
}

static void a_literal_is_found_where_the_pattern_matches(void **state)
{
    (void)state;
    static const char *const texts[] = {"a SPECIAL measures school",
                                        "special measure",
                                        "\xC5\xBFpecial measure\xC5\xBF",
                                        "",
                                        "xx special measures",
                                        "\xE2\x84\xAA notice to improve"};
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    sc_text pattern = sc_text_of("(?i)special measures|notice to improve");
    sc_compiled_pattern *code = sc_pattern_compile(&allocator, pattern, false);
    sc_matcher *matcher = sc_matcher_new(&allocator, 1000000);
    const sc_literals *literals = sc_compiled_pattern_literals(code);
    assert_non_null(literals);
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        sc_text text = sc_text_of(texts[i]);
        uint8_t found = 0;
        for (size_t at = 0; at < text.length && found != 2; at++)
            for (uint32_t k = 0; k < literals->count && found != 2; k++) {
                uint8_t here = sc_literal_match_at(literals, &literals->words[k], text, at);
                found = here == 1 ? sc_pattern_match(matcher, code, text) : here == 2 ? 2 : found;
            }
        assert_int_equal(found, sc_pattern_match(matcher, code, text));
    }
    sc_matcher_free(matcher);
    sc_compiled_pattern_free(code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_alternatives_of_literals_qualify),
        cmocka_unit_test(anchors_avoid_letters_with_a_non_ascii_fold),
        cmocka_unit_test(a_literal_is_found_where_the_pattern_matches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

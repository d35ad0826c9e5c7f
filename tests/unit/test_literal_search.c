/* Words looked for in a block's text as it lies in memory, against the pattern on each text by
 * itself: every row of a table answers as its record does. */
#include "arrow_fixture.h"

#include <stdio.h>

#define MAX_ROWS 5000

/* Patterns that are words, of each case and number; one that is more; and one that another
 * condition stands beside. */
static const char rules_text[] =
    HEAD "indicators:\n  words: {type: text}\n  pressing: {type: boolean}\n"
         "derived:\n  given: {value: words, output: true}\n  found: {value: \"words matches "
         "'late|Urgent'\", "
         "output: true}\n"
         "decisions:\n"
         "  advice:\n    choose: every\n    rules:\n"
         "      - {id: named, when: \"words matches '(?i)special measures|notice to improve'\"}\n"
         "      - {id: pressing, when: \"words matches 'Urgent|late'\"}\n"
         "      - {id: weak, when: \"words matches '(?i)weak'\"}\n"
         "      - {id: two_letters, when: \"words matches '(?i)qu'\"}\n"
         "      - {id: two_capitals, when: \"words matches 'SM'\"}\n"
         "      - {id: four, when: \"words matches '(?i)fire|flood|asbestos|roof risks'\"}\n"
         "      - {id: line, when: \"words matches '(?i)q_z'\"}\n"
         "      - {id: whole, when: \"words matches '(?i)^special'\"}\n"
         "  step:\n    choose: first\n    outcomes: [a, b, c]\n    rules:\n"
         "      - {id: one, then: a, when: \"pressing and words matches '(?i)kept weak|sick'\"}\n"
         "      - {id: two, then: b, when: \"not (words matches '(?i)special measures|notice to "
         "improve')\"}\n"
         "      - {id: three, then: c, when: \"words matches '(?i)weak' or words is missing\"}\n";

static const char blank_text[] =
    HEAD "missing: []\nsuppressed: []\n"
         "indicators:\n  words: {type: text, blank_means: a notice to improve}\n"
         "derived:\n  given: {value: words, output: true}\n"
         "decisions:\n"
         "  advice:\n    choose: every\n    rules:\n"
         "      - {id: named, when: \"words matches '(?i)special measures|notice to improve'\"}\n"
         "      - {id: weak, when: \"words matches '(?i)weak'\"}\n";

static const char *const pieces[] = {"special",
                                     " ",
                                     "measures",
                                     "special measures",
                                     "special meas",
                                     "ures",
                                     "pecial measure",
                                     "notice to improve",
                                     "notice to",
                                     "improve",
                                     "Urgent",
                                     "urgent",
                                     "late",
                                     "Late",
                                     "weak",
                                     "wea",
                                     "k",
                                     "qu",
                                     "q",
                                     "SM",
                                     "S",
                                     "fire",
                                     "flood",
                                     "asbestos",
                                     "roof risks",
                                     "roof  risks",
                                     "kept weak",
                                     "sick",
                                     "an invented school",
                                     "\xC3\xA9t\xC3\xA9",
                                     "\xE2\x82\xAC",
                                     "\xF0\x9F\x8F\xAB",
                                     "\xC2\xA0",
                                     "e",
                                     "s",
                                     "q_z",
                                     "Q_Z",
                                     "q\x7Fz",
                                     "|",
                                     "\xC5\xBF",
                                     "\xE2\x84\xAA"};
static const char *const wholes[] = {"",
                                     "NA",
                                     "x",
                                     "SUPP",
                                     ":",
                                     "null",
                                     "  ",
                                     "\xC2\xA0",
                                     " NA ",
                                     "  special measures",
                                     "NA        ",
                                     "\tweak\t",
                                     "x\xC2\xA0\xC2\xA0\xC2\xA0",
                                     "special measures",
                                     "xWEAK",
                                     "NE\n\n\n\n",
                                     "      NA",
                                     "\xC2\xA0\xC2\xA0\xC2\xA0x"};

typedef struct store {
    char *bytes;
    size_t used, room;
    fixture_cell cells[MAX_ROWS];
} store;

static void append(store *s, const char *bytes, size_t length)
{
    assert_true(s->used + length <= s->room);
    memcpy(s->bytes + s->used, bytes, length);
    s->used += length;
}

/* Some letters in the other case, and some s and k as those beyond ASCII that fold to them. */
static void append_piece(store *s, const char *piece)
{
    unsigned manner = fixture_drawn(6);
    for (const char *at = piece; *at != '\0'; at++) {
        char c = *at;
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (manner == 0 && letter && fixture_drawn(2) == 0)
            c = (char)(c ^ 0x20);
        if (manner == 1 && (c == 's' || c == 'k') && fixture_drawn(2) == 0)
            append(s, c == 's' ? "\xC5\xBF" : "\xE2\x84\xAA", c == 's' ? 2 : 3);
        else
            append(s, &c, 1);
    }
}

static void draw_text(store *s, size_t row, size_t rows)
{
    static const char *const broken[] = {"special meas", "ures", "notice t", "o improve", "we",
                                         "ak",           "q",    "u",        "Urge",      "nt"};
    size_t from = s->used;
    unsigned manner = fixture_drawn(12);
    if (manner == 0) {
        const char *whole = wholes[fixture_drawn(COUNT_OF(wholes))];
        append(s, whole, strlen(whole));
    } else if (manner < 3) {
        const char *half = broken[fixture_drawn(5) * 2 + row % 2];
        append(s, half, strlen(half));
    } else {
        size_t count =
            fixture_drawn(400) == 0 && rows > 2 ? 400 + fixture_drawn(400) : fixture_drawn(7);
        for (size_t i = 0; i < count; i++)
            append_piece(s, pieces[fixture_drawn(COUNT_OF(pieces))]);
    }
    fixture_text(&s->cells[row], s->bytes + from, s->used - from);
}

static void draw_texts(store *s, size_t rows)
{
    s->used = 0;
    for (size_t row = 0; row < rows; row++)
        draw_text(s, row, rows);
}

static int open_store(void **state)
{
    store *s = malloc(sizeof *s);
    if (s == NULL)
        return -1;
    s->room = 4000000;
    s->bytes = malloc(s->room);
    *state = s;
    return s->bytes == NULL ? -1 : 0;
}

static int close_store(void **state)
{
    store *s = *state;
    free(s->bytes);
    free(s);
    return 0;
}

/* A table of the texts, some null with their bytes beneath. */
static void make_table(fixture_table *table, const store *s, size_t rows, const char *format,
                       size_t offset, bool nulls)
{
    fixture_table_start(table, rows, offset % 7);
    fixture_column *words = fixture_add_texts(table, "words", format, offset, s->cells);
    fixture_column *pressing = fixture_add(table, "pressing", "b", 3);
    for (size_t row = 0; row < rows; row++) {
        bool set = fixture_drawn(2) == 0;
        fixture_put_integer(pressing, row, set);
        pressing->cells[row] = (fixture_cell){.kind = FIXTURE_BOOLEAN, .number = set};
        if (nulls && fixture_drawn(9) == 0)
            fixture_null(words, row);
        if (fixture_drawn(5) == 0)
            fixture_null(pressing, row);
        if (nulls && fixture_drawn(40) == 0)
            fixture_null_row(table, row);
    }
}

static void words_are_found_as_by_records(void **state)
{
    store *s = *state;
    static const size_t counts[] = {1, 2, 2047, 2048, 2049, 5000};
    static const char *const formats[] = {"u", "U", "vu"};
    schoolcat_ruleset *rules = fixture_rules(rules_text, NULL, 0);
    for (size_t i = 0; i < COUNT_OF(counts); i++)
        for (size_t k = 0; k < 3; k++) {
            fixture_table table;
            schoolcat_arrow_options options = SCHOOLCAT_ARROW_OPTIONS;
            options.nulls_are_blank = (i + k) % 2 == 0;
            draw_texts(s, counts[i]);
            make_table(&table, s, counts[i], formats[k], i * 5 % 11, k != i % 3);
            fixture_compare(&table, rules, &options, 1);
            fixture_table_end(&table);
        }
    schoolcat_ruleset_free(rules);
}

static void ranges_of_rows_are_looked_at_alone(void **state)
{
    store *s = *state;
    static const int64_t ranges[][2] = {{0, 1},      {1, 1},    {2, 2046}, {7, 2048}, {951, 2049},
                                        {2047, 953}, {2993, 7}, {2999, 1}, {3000, 0}, {13, -1}};
    schoolcat_ruleset *rules = fixture_rules(rules_text, NULL, 0);
    draw_texts(s, 3000);
    for (size_t k = 0; k < 2; k++) {
        fixture_table table;
        make_table(&table, s, 3000, k == 0 ? "u" : "U", 5, true);
        for (size_t i = 0; i < COUNT_OF(ranges); i++) {
            schoolcat_arrow_options options = SCHOOLCAT_ARROW_OPTIONS;
            options.first_row = ranges[i][0];
            options.row_count = ranges[i][1];
            options.leave_out_possible = i % 2 == 0;
            fixture_compare(&table, rules, &options, 3);
        }
        fixture_table_end(&table);
    }
    schoolcat_ruleset_free(rules);
}

/* A word at every place of a text, to the last byte of the buffer, whole or cut off by the next
 * row. */
static void a_word_is_found_wherever_it_stands(void **state)
{
    store *s = *state;
    schoolcat_ruleset *rules = fixture_rules(rules_text, NULL, 0);
    static const char *const words[] = {
        "Special Measures", "SM", "qu", "notice to improve", "flood", "Urgent", "q_z"};
    static char filler[3000];
    memset(filler, 'e', sizeof filler);
    for (size_t length = 900; length < 1120; length++) {
        fixture_table table;
        const char *word = words[length / 2 % 7];
        schoolcat_arrow_options options = SCHOOLCAT_ARROW_OPTIONS;
        s->used = 0;
        append(s, filler, length);
        append(s, word, strlen(word));
        append(s, filler, length % 3 * 8);
        fixture_text(&s->cells[0], s->bytes, length % 5);
        fixture_text(&s->cells[1], s->bytes + length % 5, s->used - length % 5 - (length % 4 == 0));
        fixture_text(&s->cells[2], s->bytes + s->used - (length % 4 == 0), length % 4 == 0);
        make_table(&table, s, 3, length % 2 == 0 ? "u" : "U", 0, false);
        fixture_compare(&table, rules, &options, 1);
        fixture_table_end(&table);
    }
    schoolcat_ruleset_free(rules);
}

static void tables_without_a_byte_are_looked_at_too(void **state)
{
    store *s = *state;
    schoolcat_ruleset *rules = fixture_rules(rules_text, NULL, 0);
    for (size_t row = 0; row < 2050; row++)
        fixture_text(&s->cells[row], s->bytes, 0);
    for (size_t k = 0; k < 4; k++) {
        fixture_table table;
        schoolcat_arrow_options options = SCHOOLCAT_ARROW_OPTIONS;
        make_table(&table, s, 2050, k % 2 == 0 ? "u" : "U", 0, k > 1);
        table.columns[0].buffers[2] = k == 0 ? NULL : table.columns[0].text;
        fixture_compare(&table, rules, &options, 1);
        fixture_table_end(&table);
    }
    schoolcat_ruleset_free(rules);
}

/* What a blank is read as stands outside of the column, and is looked through none the less; what
 * stands beneath it is not. */
static void what_a_blank_means_is_looked_through(void **state)
{
    store *s = *state;
    const schoolcat_setting assumption = {"words", "weak, as is assumed"};
    for (size_t k = 0; k < 8; k++) {
        schoolcat_ruleset *rules = fixture_rules(blank_text, &assumption, k / 4);
        fixture_table table;
        schoolcat_arrow_options options = SCHOOLCAT_ARROW_OPTIONS;
        options.nulls_are_blank = k % 2 == 0;
        draw_texts(s, 2100);
        fixture_table_start(&table, 2100, 1);
        fixture_column *words =
            fixture_add_texts(&table, "words", k / 2 % 2 == 0 ? "u" : "U", k, s->cells);
        for (size_t row = 0; row < 2100; row++)
            if (fixture_drawn(4) == 0)
                fixture_null(words, row);
        fixture_compare(&table, rules, &options, 1);
        fixture_table_end(&table);
        schoolcat_ruleset_free(rules);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_found_as_by_records),
        cmocka_unit_test(ranges_of_rows_are_looked_at_alone),
        cmocka_unit_test(a_word_is_found_wherever_it_stands),
        cmocka_unit_test(tables_without_a_byte_are_looked_at_too),
        cmocka_unit_test(what_a_blank_means_is_looked_through),
    };
    return cmocka_run_group_tests(tests, open_store, close_store);
}

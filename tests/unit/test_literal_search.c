/* Literal search over the text buffer of a block, compared with the pattern applied to each text
 * alone: every row of a table gives the result of its record. */
#include "arrow_fixture.h"

#include <stdio.h>

#define MAX_ROWS 5000

/* Patterns that are alternatives of literals, with and without case; one that is not (`whole`); one
 * that follows another condition (`one`). */
static const char rules_text[] =
    HEAD "indicators:\n"
         "  words: {type: text}\n"
         "  pressing: {type: boolean}\n"
         "derived:\n"
         "  given: {value: words, output: true}\n"
         "  found: {value: \"words matches 'late|Urgent'\", output: true}\n"
         "decisions:\n"
         "  advice:\n"
         "    choose: every\n"
         "    rules:\n"
         "      - {id: named, when: \"words matches '(?i)special measures|notice to "
         "improve'\"}\n"
         "      - {id: pressing, when: \"words matches 'Urgent|late'\"}\n"
         "      - {id: weak, when: \"words matches '(?i)weak'\"}\n"
         "      - {id: two_letters, when: \"words matches '(?i)qu'\"}\n"
         "      - {id: two_capitals, when: \"words matches 'SM'\"}\n"
         "      - {id: four, when: \"words matches '(?i)fire|flood|asbestos|roof risks'\"}\n"
         "      - {id: line, when: \"words matches '(?i)q_z'\"}\n"
         "      - {id: whole, when: \"words matches '(?i)^special'\"}\n"
         "  step:\n"
         "    choose: first\n"
         "    outcomes: [a, b, c]\n"
         "    rules:\n"
         "      - {id: one, then: a, when: \"pressing and words matches '(?i)kept "
         "weak|sick'\"}\n"
         "      - {id: two, then: b, when: \"not (words matches '(?i)special measures|notice "
         "to improve')\"}\n"
         "      - {id: three, then: c, when: \"words matches '(?i)weak' or words is "
         "missing\"}\n";

static const char blank_text[] =
    HEAD "missing: []\n"
         "suppressed: []\n"
         "indicators:\n"
         "  words: {type: text, blank_means: a notice to improve}\n"
         "derived:\n"
         "  given: {value: words, output: true}\n"
         "decisions:\n"
         "  advice:\n"
         "    choose: every\n"
         "    rules:\n"
         "      - {id: named, when: \"words matches '(?i)special measures|notice to "
         "improve'\"}\n"
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
    size_t used, capacity;
    fixture_cell cells[MAX_ROWS];
} store;

static void append(store *s, const char *bytes, size_t length)
{
    assert_true(s->used + length <= s->capacity);
    memcpy(s->bytes + s->used, bytes, length);
    s->used += length;
}

/* Appends the piece, sometimes with letters of the other case, or with U+017F and U+212A, which
 * fold to s and k. */
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

/* Halves of a word alternate, so that the buffer often has a word that spans two rows. */
static void draw_text(store *s, size_t row, size_t rows)
{
    static const char *const broken[][2] = {{"special meas", "ures"},
                                            {"notice t", "o improve"},
                                            {"we", "ak"},
                                            {"q", "u"},
                                            {"Urge", "nt"}};
    size_t from = s->used;
    unsigned manner = fixture_drawn(12);
    if (manner == 0) {
        const char *whole = wholes[fixture_drawn(COUNT_OF(wholes))];
        append(s, whole, strlen(whole));
    } else if (manner < 3) {
        const char *half = broken[fixture_drawn(COUNT_OF(broken))][row % 2];
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
    s->capacity = 4000000;
    s->bytes = malloc(s->capacity);
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

/* Makes a table of the texts; a null text keeps its bytes in the buffer. */
static void make_table(fixture_table *table, const store *s, size_t rows, const char *format,
                       size_t offset, bool nulls)
{
    fixture_table_start(table, rows, offset < 7 ? offset : offset - 7);
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

/* Tables of every text format and of row counts about the block size. */
typedef struct search_case {
    size_t rows;
    const char *format;
    size_t offset;
    bool nulls, nulls_are_blank;
} search_case;

static const search_case search_cases[] = {
    {1, "u", 0, false, true},     {1, "U", 0, true, false},     {1, "vu", 0, true, true},
    {2, "u", 5, true, false},     {2, "U", 5, false, true},     {2, "vu", 5, true, false},
    {2047, "u", 10, true, true},  {2047, "U", 10, true, false}, {2047, "vu", 10, false, true},
    {2048, "u", 4, false, false}, {2048, "U", 4, true, true},   {2048, "vu", 4, true, false},
    {2049, "u", 9, true, true},   {2049, "U", 9, false, false}, {2049, "vu", 9, true, true},
    {5000, "u", 3, true, false},  {5000, "U", 3, true, true},   {5000, "vu", 3, false, false},
};

static void words_are_found_as_by_records(void **state)
{
    store *s = *state;
    schoolcat_ruleset *rules = fixture_rules(rules_text, NULL, 0);
    for (size_t i = 0; i < COUNT_OF(search_cases); i++) {
        const search_case *c = &search_cases[i];
        fixture_table table;
        schoolcat_arrow_options options = SCHOOLCAT_ARROW_OPTIONS;
        options.nulls_are_blank = c->nulls_are_blank;
        draw_texts(s, c->rows);
        make_table(&table, s, c->rows, c->format, c->offset, c->nulls);
        fixture_compare(&table, rules, &options, 1);
        fixture_table_end(&table);
    }
    schoolcat_ruleset_free(rules);
}

static void ranges_of_rows_are_searched_alone(void **state)
{
    store *s = *state;
    static const char *const formats[] = {"u", "U"};
    static const struct {
        int64_t first_row, row_count;
        bool leave_out_possible;
    } ranges[] = {{0, 1, true},      {1, 1, false},      {2, 2046, true}, {7, 2048, false},
                  {951, 2049, true}, {2047, 953, false}, {2993, 7, true}, {2999, 1, false},
                  {3000, 0, true},   {13, -1, false}};
    schoolcat_ruleset *rules = fixture_rules(rules_text, NULL, 0);
    draw_texts(s, 3000);
    for (size_t k = 0; k < COUNT_OF(formats); k++) {
        fixture_table table;
        make_table(&table, s, 3000, formats[k], 5, true);
        for (size_t i = 0; i < COUNT_OF(ranges); i++) {
            schoolcat_arrow_options options = SCHOOLCAT_ARROW_OPTIONS;
            options.first_row = ranges[i].first_row;
            options.row_count = ranges[i].row_count;
            options.leave_out_possible = ranges[i].leave_out_possible;
            fixture_compare(&table, rules, &options, 3);
        }
        fixture_table_end(&table);
    }
    schoolcat_ruleset_free(rules);
}

/* Where a word lies in the text of three rows: `tail` bytes follow it; row 0 has the first `head`
 * bytes, row 2 the last `cut` bytes. */
typedef struct placement {
    const char *format;
    size_t tail, head, cut;
} placement;

static const placement placements[] = {
    {"u", 0, 0, 0},                                  /* the word ends the buffer */
    {"U", 0, 1, 0}, {"u", 0, 2, 1},                  /* the last row cuts the word */
    {"U", 0, 4, 1}, {"u", 8, 3, 0}, {"U", 16, 0, 1}, /* the last row cuts the bytes after it */
};

static void place_word(store *s, const char *word, size_t position, const placement *p)
{
    static char filler[3000];
    memset(filler, 'e', sizeof filler);
    s->used = 0;
    append(s, filler, position);
    append(s, word, strlen(word));
    append(s, filler, p->tail);
    fixture_text(&s->cells[0], s->bytes, p->head);
    fixture_text(&s->cells[1], s->bytes + p->head, s->used - p->head - p->cut);
    fixture_text(&s->cells[2], s->bytes + s->used - p->cut, p->cut);
}

static void a_word_is_found_at_every_position(void **state)
{
    store *s = *state;
    schoolcat_ruleset *rules = fixture_rules(rules_text, NULL, 0);
    static const char *const words[] = {
        "Special Measures", "SM", "qu", "notice to improve", "flood", "Urgent", "q_z"};
    schoolcat_arrow_options options = SCHOOLCAT_ARROW_OPTIONS;
    for (size_t position = 960; position < 1090; position++)
        for (size_t i = 0; i < COUNT_OF(words); i++)
            for (size_t k = 0; k < COUNT_OF(placements); k++) {
                fixture_table table;
                place_word(s, words[i], position, &placements[k]);
                make_table(&table, s, 3, placements[k].format, 0, false);
                fixture_compare(&table, rules, &options, 1);
                fixture_table_end(&table);
            }
    schoolcat_ruleset_free(rules);
}

static void columns_without_bytes_are_searched(void **state)
{
    store *s = *state;
    static const struct {
        const char *format;
        bool nulls, has_buffer;
    } cases[] = {{"u", false, false}, {"U", false, true}, {"u", true, true}, {"U", true, true}};
    schoolcat_ruleset *rules = fixture_rules(rules_text, NULL, 0);
    for (size_t row = 0; row < 2050; row++)
        fixture_text(&s->cells[row], s->bytes, 0);
    for (size_t k = 0; k < COUNT_OF(cases); k++) {
        fixture_table table;
        schoolcat_arrow_options options = SCHOOLCAT_ARROW_OPTIONS;
        make_table(&table, s, 2050, cases[k].format, 0, cases[k].nulls);
        table.columns[0].buffers[2] = cases[k].has_buffer ? table.columns[0].text : NULL;
        fixture_compare(&table, rules, &options, 1);
        fixture_table_end(&table);
    }
    schoolcat_ruleset_free(rules);
}

/* The text that replaces a blank or an assumed value is not in the buffers of the column. */
static void replacements_of_blanks_are_searched(void **state)
{
    store *s = *state;
    const schoolcat_setting assumption = {"words", "weak, as is assumed"};
    static const struct {
        size_t assumptions;
        const char *format;
        size_t offset;
        bool nulls_are_blank;
    } cases[] = {{0, "u", 0, true}, {0, "u", 1, false}, {0, "U", 2, true}, {0, "U", 3, false},
                 {1, "u", 4, true}, {1, "u", 5, false}, {1, "U", 6, true}, {1, "U", 7, false}};
    for (size_t k = 0; k < COUNT_OF(cases); k++) {
        schoolcat_ruleset *rules = fixture_rules(blank_text, &assumption, cases[k].assumptions);
        fixture_table table;
        schoolcat_arrow_options options = SCHOOLCAT_ARROW_OPTIONS;
        options.nulls_are_blank = cases[k].nulls_are_blank;
        draw_texts(s, 2100);
        fixture_table_start(&table, 2100, 1);
        fixture_column *words =
            fixture_add_texts(&table, "words", cases[k].format, cases[k].offset, s->cells);
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
        cmocka_unit_test(ranges_of_rows_are_searched_alone),
        cmocka_unit_test(a_word_is_found_at_every_position),
        cmocka_unit_test(columns_without_bytes_are_searched),
        cmocka_unit_test(replacements_of_blanks_are_searched),
    };
    return cmocka_run_group_tests(tests, open_store, close_store);
}

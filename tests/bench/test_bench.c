/* All contestants give the same results. Speed is not tested. */
#include "csv_by_hand.h"
#include "ours.h"
#include "baseline.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <string.h>
#include <unistd.h>

#define ROWS 20000

struct fixture {
    struct bench_table table;
    struct bench_columns columns;
    struct bench_answers answers; /* of the baseline by rows */
    struct bench_answers others;
    struct bench_search search, without_literals;
};

static int start(void **state)
{
    static struct fixture fixture;
    *state = &fixture;
    if (!bench_table_make(&fixture.table, ROWS) || !bench_answers_make(&fixture.answers, ROWS) ||
        !bench_answers_make(&fixture.others, ROWS) ||
        !bench_search_start(&fixture.search, BENCH_PATTERN) ||
        !bench_search_start(&fixture.without_literals, BENCH_PATTERN_NO_LITERALS))
        return -1;
    bench_columns_of(&fixture.table, &fixture.columns);
    bench_by_record(&fixture.columns, &fixture.search, 0, ROWS, &fixture.answers);
    return 0;
}

static int end(void **state)
{
    struct fixture *fixture = *state;
    bench_table_release(&fixture->table);
    bench_answers_free(&fixture->answers);
    bench_answers_free(&fixture->others);
    bench_search_end(&fixture->search);
    bench_search_end(&fixture->without_literals);
    return 0;
}

static void forget(struct fixture *fixture)
{
    memset(fixture->others.category, 0xff, ROWS);
    memset(fixture->others.support, 0xff, ROWS);
    memset(fixture->others.stage, 0xff, ROWS);
}

static void assert_others_agree(const struct fixture *fixture)
{
    for (size_t row = 0; row < ROWS; row++) {
        assert_int_equal(fixture->others.category[row], fixture->answers.category[row]);
        assert_int_equal(fixture->others.support[row], fixture->answers.support[row]);
        assert_int_equal(fixture->others.stage[row], fixture->answers.stage[row]);
    }
    assert_true(bench_answers_digest(&fixture->others, ROWS) ==
                bench_answers_digest(&fixture->answers, ROWS));
}

static void shares_are_as_specified(void **state)
{
    const struct fixture *fixture = *state;
    static const int wanted[] = {0, 2, 26, 51, 20};
    int schools[5] = {0}, stages[4] = {0};
    for (size_t row = 0; row < ROWS; row++) {
        schools[fixture->answers.category[row]]++;
        stages[fixture->answers.stage[row]]++;
    }
    for (int category = 1; category <= 4; category++)
        assert_in_range(schools[category] * 100 / ROWS, wanted[category] - 1, wanted[category] + 1);
    for (int stage = 0; stage < 4; stage++)
        assert_true(stages[stage] > ROWS / 100);
}

static void eight_percent_are_missing(void **state)
{
    const struct fixture *fixture = *state;
    for (size_t column = 0; column < BENCH_COLUMNS; column++) {
        const struct ArrowArray *array = fixture->table.array.children[column];
        int64_t missing = 0;
        for (size_t row = 0; row < ROWS; row++)
            missing += (fixture->columns.valid[column][row / 8] >> row % 8 & 1) == 0;
        assert_int_equal(array->null_count, missing);
        assert_in_range(missing * 100 / ROWS, 7, 8);
    }
}

static void schools_do_not_depend_on_their_number(void **state)
{
    const struct fixture *fixture = *state;
    struct bench_table table;
    assert_true(bench_table_make(&table, 100));
    struct bench_columns few;
    bench_columns_of(&table, &few);
    const struct bench_columns *many = &fixture->columns;
    assert_memory_equal(few.numbers[BENCH_CVA], many->numbers[BENCH_CVA], 100 * sizeof(double));
    assert_memory_equal(few.offsets[BENCH_CONCERN_NOTE], many->offsets[BENCH_CONCERN_NOTE],
                        101 * sizeof(int32_t));
    assert_memory_equal(few.text[BENCH_CONCERN_NOTE], many->text[BENCH_CONCERN_NOTE],
                        (size_t)few.offsets[BENCH_CONCERN_NOTE][100]);
    bench_table_release(&table);
}

static void baselines_agree(void **state)
{
    struct fixture *fixture = *state;
    forget(fixture);
    bench_by_columns(&fixture->columns, &fixture->search, 0, 9000, &fixture->others);
    bench_by_columns(&fixture->columns, &fixture->search, 9000, ROWS, &fixture->others);
    assert_others_agree(fixture);
    forget(fixture);
    bench_by_columns(&fixture->columns, &fixture->without_literals, 0, ROWS, &fixture->others);
    assert_others_agree(fixture);
}

static void our_records_agree(void **state)
{
    struct fixture *fixture = *state;
    static const char *const files[] = {BENCH_FOLDER "/workload.yaml",
                                        BENCH_FOLDER "/workload_no_literals.yaml"};
    for (size_t i = 0; i < 2; i++) {
        struct ours *ours = ours_open(files[i]);
        assert_non_null(ours);
        forget(fixture);
        assert_true(ours_record(ours, &fixture->columns, 0, ROWS, &fixture->others));
        assert_others_agree(fixture);
        ours_close(ours);
    }
}

static void our_batch_agrees(void **state)
{
    struct fixture *fixture = *state;
    struct ours *ours = ours_open(BENCH_FOLDER "/workload.yaml");
    assert_non_null(ours);
    uint64_t records, batches;
    assert_true(ours_record_digest(ours, &fixture->columns, 0, ROWS, &records));
    for (size_t threads = 1; threads <= 2; threads++) {
        struct ours_batch *batch = NULL;
        forget(fixture);
        assert_true(ours_batch(ours, &fixture->table, threads, threads == 1, &batch));
        assert_true(ours_batch_read(batch, &fixture->others));
        assert_others_agree(fixture);
        assert_true(ours_batch_digest(batch, &batches));
        assert_true(batches == records);
        ours_batch_free(batch);
    }
    ours_close(ours);
}

static void program_for_csv_agrees(void **state)
{
    const struct fixture *fixture = *state;
    FILE *data = tmpfile(), *answers = tmpfile();
    assert_non_null(data);
    assert_non_null(answers);
    assert_true(bench_csv_write(data, ROWS));
    rewind(data);
    assert_true(bench_csv_decide(fileno(data), fileno(answers)));
    rewind(answers);
    char line[100], expected[100];
    assert_non_null(fgets(line, sizeof line, answers));
    assert_string_equal(line, "urn,category,support,stage\n");
    static const char *const supports[] = {"low", "medium", "high"};
    static const char *const stages[] = {"not_of_concern", "1", "2", "3"};
    for (size_t row = 0; row < ROWS; row++) {
        (void)snprintf(expected, sizeof expected, "%zu,%d,%s,%s\n", 900001 + row,
                       fixture->answers.category[row], supports[fixture->answers.support[row]],
                       stages[fixture->answers.stage[row]]);
        assert_non_null(fgets(line, sizeof line, answers));
        assert_string_equal(line, expected);
    }
    assert_null(fgets(line, sizeof line, answers));
    fclose(data);
    fclose(answers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_are_as_specified),
        cmocka_unit_test(eight_percent_are_missing),
        cmocka_unit_test(schools_do_not_depend_on_their_number),
        cmocka_unit_test(baselines_agree),
        cmocka_unit_test(our_records_agree),
        cmocka_unit_test(our_batch_agrees),
        cmocka_unit_test(program_for_csv_agrees),
    };
    return cmocka_run_group_tests(tests, start, end);
}

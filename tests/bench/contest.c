/* The contestants in C, and the protocol that runs them by name. */
#include "measure.h"
#include "ours.h"
#include "baseline.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define MAX_THREADS 2
#define FEW_ROWS 20000

struct contest {
    struct bench_table table;
    struct bench_columns columns;
    struct bench_answers answers;
    struct bench_search search[MAX_THREADS], without_literals[MAX_THREADS];
    struct ours *ours, *ours_without_literals;
};

/* --- contestants: each evaluates all rows; its memory is freed after the time is taken --- */

struct share {
    const struct contest *contest;
    const struct bench_search *search;
    size_t first, end;
    pthread_t thread;
};

static void *decide_share(void *data)
{
    const struct share *share = data;
    const struct contest *contest = share->contest;
    bench_by_columns(&contest->columns, share->search, share->first, share->end, &contest->answers);
    return NULL;
}

static bool columns_in_threads(struct contest *contest, const struct bench_search *search,
                               size_t threads)
{
    struct share shares[MAX_THREADS];
    size_t rows = contest->columns.rows, started = 0;
    bool fine = true;
    for (size_t i = 0; i < threads; i++)
        shares[i] = (struct share){contest, &search[i], rows * i / threads / 1024 * 1024, rows, 0};
    for (size_t i = 1; i < threads; i++)
        shares[i - 1].end = shares[i].first;
    for (size_t i = 1; i < threads && fine; i++) {
        fine = pthread_create(&shares[i].thread, NULL, decide_share, &shares[i]) == 0;
        started += fine;
    }
    decide_share(&shares[0]);
    for (size_t i = 1; i <= started; i++)
        pthread_join(shares[i].thread, NULL);
    return fine;
}

static bool record_by_hand(struct contest *contest, double *seconds)
{
    double start = measure_now();
    bench_by_record(&contest->columns, &contest->search[0], 0, contest->columns.rows,
                    &contest->answers);
    *seconds += measure_now() - start;
    return true;
}

static bool columns_by_hand(struct contest *contest, double *seconds)
{
    double start = measure_now();
    bool fine = columns_in_threads(contest, contest->search, 1);
    *seconds += measure_now() - start;
    return fine;
}

static bool columns_by_hand_2(struct contest *contest, double *seconds)
{
    double start = measure_now();
    bool fine = columns_in_threads(contest, contest->search, 2);
    *seconds += measure_now() - start;
    return fine;
}

static bool columns_by_hand_without_literals(struct contest *contest, double *seconds)
{
    double start = measure_now();
    bool fine = columns_in_threads(contest, contest->without_literals, 1);
    *seconds += measure_now() - start;
    return fine;
}

static bool record_of_ours(struct contest *contest, double *seconds)
{
    double start = measure_now();
    bool fine =
        ours_record(contest->ours, &contest->columns, 0, contest->columns.rows, &contest->answers);
    *seconds += measure_now() - start;
    return fine;
}

static bool record_of_ours_with_possible(struct contest *contest, double *seconds)
{
    size_t possible;
    double start = measure_now();
    bool fine = ours_record_with_possible(contest->ours, &contest->columns, 0,
                                          contest->columns.rows, &contest->answers, &possible);
    *seconds += measure_now() - start;
    return fine && possible >= 3 * contest->columns.rows;
}

/* Measures the cost of needs in addition to that of the record. None found means that the rules
 * were not evaluated. */
static bool record_of_ours_with_needs(struct contest *contest, double *seconds)
{
    size_t needs;
    double start = measure_now();
    bool fine = ours_record_with_needs(contest->ours, &contest->columns, 0, contest->columns.rows,
                                       &contest->answers, &needs);
    *seconds += measure_now() - start;
    return fine && needs >= contest->columns.rows / 4;
}

static bool run_batch(struct contest *contest, struct ours *ours, size_t threads, bool possible,
                      double *seconds)
{
    struct ours_batch *batch = NULL;
    double start = measure_now();
    bool fine = ours_batch(ours, &contest->table, threads, possible, &batch);
    *seconds += measure_now() - start;
    fine = fine && ours_batch_read(batch, &contest->answers);
    ours_batch_free(batch);
    return fine;
}

static bool batch_of_ours(struct contest *contest, double *seconds)
{
    return run_batch(contest, contest->ours, 1, true, seconds);
}

static bool batch_of_ours_2(struct contest *contest, double *seconds)
{
    return run_batch(contest, contest->ours, 2, true, seconds);
}

static bool batch_of_ours_without_possible(struct contest *contest, double *seconds)
{
    return run_batch(contest, contest->ours, 1, false, seconds);
}

static bool batch_of_ours_without_literals(struct contest *contest, double *seconds)
{
    return run_batch(contest, contest->ours_without_literals, 1, true, seconds);
}

static const struct contestant {
    const char *name;
    bool (*run)(struct contest *contest, double *seconds);
} contestants[] = {
    {"record_by_hand", record_by_hand},
    {"columns_by_hand", columns_by_hand},
    {"columns_by_hand_2_threads", columns_by_hand_2},
    {"columns_by_hand_without_literals", columns_by_hand_without_literals},
    {"record", record_of_ours},
    {"record_with_possible", record_of_ours_with_possible},
    {"record_with_needs", record_of_ours_with_needs},
    {"batch", batch_of_ours},
    {"batch_2_threads", batch_of_ours_2},
    {"batch_without_possible", batch_of_ours_without_possible},
    {"batch_without_literals", batch_of_ours_without_literals},
};

#define CONTESTANTS (sizeof contestants / sizeof *contestants)

/* --- the contest --- */

/* Clears the results of the round before, and touches the memory before the time is taken. */
static void forget(struct contest *contest)
{
    memset(contest->answers.category, 0xff, contest->columns.rows);
    memset(contest->answers.support, 0xff, contest->columns.rows);
    memset(contest->answers.stage, 0xff, contest->columns.rows);
}

static bool start(struct contest *contest, size_t rows, const char *rule_file,
                  const char *rule_file_without_literals)
{
    *contest = (struct contest){.ours = NULL};
    if (!bench_table_make(&contest->table, rows))
        return false;
    bench_columns_of(&contest->table, &contest->columns);
    bool fine = bench_answers_make(&contest->answers, rows);
    if (fine)
        forget(contest);
    for (size_t i = 0; fine && i < MAX_THREADS; i++)
        fine = bench_search_start(&contest->search[i], BENCH_PATTERN) &&
               bench_search_start(&contest->without_literals[i], BENCH_PATTERN_NO_LITERALS);
    contest->ours = ours_open(rule_file);
    contest->ours_without_literals = ours_open(rule_file_without_literals);
    return fine && contest->ours != NULL && contest->ours_without_literals != NULL;
}

static void end(struct contest *contest)
{
    ours_close(contest->ours_without_literals);
    ours_close(contest->ours);
    for (size_t i = 0; i < MAX_THREADS; i++) {
        bench_search_end(&contest->without_literals[i]);
        bench_search_end(&contest->search[i]);
    }
    bench_answers_free(&contest->answers);
    bench_table_release(&contest->table);
}

static bool run_round(struct contest *contest, const struct contestant *contestant)
{
    size_t rows = contest->columns.rows;
    size_t passes = rows == 0 || rows >= FEW_ROWS ? 1 : FEW_ROWS / rows;
    double seconds = 0;
    forget(contest);
    for (size_t pass = 0; pass < passes; pass++)
        if (!contestant->run(contest, &seconds))
            return false;
    printf("{\"name\": \"%s\", \"rows\": %zu, \"seconds\": %.9f, \"digest\": \"%016" PRIx64
           "\", \"peak_kib\": %ld}\n",
           contestant->name, rows, seconds / (double)passes,
           bench_answers_digest(&contest->answers, rows), measure_peak_kib());
    return fflush(stdout) == 0;
}

static bool run_rounds(struct contest *contest)
{
    char name[100];
    while (fgets(name, sizeof name, stdin) != NULL) {
        name[strcspn(name, "\n")] = '\0';
        size_t i = 0;
        while (i < CONTESTANTS && strcmp(contestants[i].name, name) != 0)
            i++;
        if (i == CONTESTANTS || !run_round(contest, &contestants[i])) {
            fprintf(stderr, "%s: %s\n", name, i == CONTESTANTS ? "no such contestant" : "failed");
            return false;
        }
    }
    return true;
}

bool measure_contest(size_t rows, const char *rule_file, const char *rule_file_without_literals)
{
    struct contest contest;
    bool fine = start(&contest, rows, rule_file, rule_file_without_literals);
    if (fine) {
        printf("{\"rows\": %zu, \"peak_kib\": %ld, \"contestants\": [", rows, measure_peak_kib());
        for (size_t i = 0; i < CONTESTANTS; i++)
            printf("%s\"%s\"", i == 0 ? "" : ", ", contestants[i].name);
        printf("]}\n");
        fine = fflush(stdout) == 0 && run_rounds(&contest);
    }
    end(&contest);
    return fine;
}

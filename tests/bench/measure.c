/* schoolcat_bench: the program that takes the measurements. run.sh and report.py choose them. */
#include "measure.h"
#include "csv_by_hand.h"
#include "ours.h"

#include <inttypes.h>
#include <schoolcat.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

double measure_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void print_seconds(const char *name, const double *seconds, size_t count)
{
    printf(", \"%s\": [", name);
    for (size_t i = 0; i < count; i++)
        printf("%s%.9f", i == 0 ? "" : ", ", seconds[i]);
    printf("]");
}

bool measure_load(const char *rule_file, size_t rounds)
{
    double *seconds = calloc(rounds + 1, sizeof *seconds);
    bool fine = seconds != NULL;
    for (size_t i = 0; fine && i < rounds; i++) {
        schoolcat_ruleset *rules = NULL;
        double start = measure_now();
        fine = schoolcat_ruleset_load(rule_file, NULL, &rules, NULL) == SCHOOLCAT_OK;
        seconds[i] = measure_now() - start;
        schoolcat_ruleset_free(rules);
    }
    if (fine) {
        printf("{\"file\": \"%s\"", rule_file);
        print_seconds("seconds", seconds, rounds);
        printf("}\n");
    } else {
        fprintf(stderr, "%s cannot be loaded\n", rule_file);
    }
    free(seconds);
    return fine;
}

/* One round row by row and one as a batch, whose results must be the same. */
static bool run_rules(struct ours *ours, const struct bench_table *table,
                      const struct bench_columns *columns, double *record, double *batch,
                      uint64_t *digest)
{
    double start = measure_now();
    bool fine = ours_record_digest(ours, columns, 0, columns->rows, digest);
    *record = measure_now() - start;
    struct ours_batch *answers = NULL;
    uint64_t other = 0;
    start = measure_now();
    fine = fine && ours_batch(ours, table, 1, true, &answers);
    *batch = measure_now() - start;
    fine = fine && ours_batch_digest(answers, &other) && other == *digest;
    ours_batch_free(answers);
    return fine;
}

static bool run_rounds(struct ours *ours, const char *rule_file, size_t rows, size_t rounds)
{
    struct bench_table table;
    struct bench_columns columns;
    double *record = calloc(rounds + 1, sizeof *record), *batch = calloc(rounds + 1, sizeof *batch);
    uint64_t digest = 0;
    bool made = bench_table_make(&table, rows), fine = made && record != NULL && batch != NULL;
    if (made)
        bench_columns_of(&table, &columns);
    for (size_t i = 0; fine && i < rounds; i++)
        fine = run_rules(ours, &table, &columns, &record[i], &batch[i], &digest);
    if (fine) {
        printf("{\"file\": \"%s\", \"rows\": %zu, \"digest\": \"%016" PRIx64 "\"", rule_file, rows,
               digest);
        print_seconds("record_seconds", record, rounds);
        print_seconds("batch_seconds", batch, rounds);
        printf("}\n");
    }
    if (made)
        bench_table_release(&table);
    free(record);
    free(batch);
    return fine;
}

bool measure_rules(const char *rule_file, size_t rows, size_t rounds)
{
    struct ours *ours = ours_open(rule_file);
    bool fine = ours != NULL && run_rounds(ours, rule_file, rows, rounds);
    ours_close(ours);
    return fine;
}

static size_t number(const char *text)
{
    return (size_t)strtoull(text, NULL, 10);
}

int main(int count, char **arguments)
{
    const char *what = count > 1 ? arguments[1] : "";
    bool fine = false;
    if (strcmp(what, "contest") == 0 && count == 5)
        fine = measure_contest(number(arguments[2]), arguments[3], arguments[4]);
    else if (strcmp(what, "load") == 0 && count == 4)
        fine = measure_load(arguments[2], number(arguments[3]));
    else if (strcmp(what, "rules") == 0 && count == 5)
        fine = measure_rules(arguments[2], number(arguments[3]), number(arguments[4]));
    else if (strcmp(what, "program") == 0 && count > 2)
        fine = measure_program(arguments + 2);
    else if (strcmp(what, "write-rules") == 0 && count == 3)
        fine = measure_write_rules(number(arguments[2]));
    else if (strcmp(what, "write-csv") == 0 && count == 3)
        fine = bench_csv_write(stdout, number(arguments[2]));
    else
        fputs("schoolcat_bench contest ROWS RULES RULES-WITHOUT-LITERALS | load RULES ROUNDS | "
              "rules RULES ROWS ROUNDS |\n"
              "                write-rules COUNT | write-csv ROWS\n",
              stderr);
    return fine ? 0 : 2;
}

/* Our side of the contest, through the public header alone.
 *
 * The rule file names indicators among the columns of the workload; it need not use them all. */
#ifndef BENCH_OURS_H
#define BENCH_OURS_H

#include "workload_answers.h"
#include "workload_table.h"

struct ours;

/* NULL, with what went wrong on standard error. Freed by ours_close, which accepts NULL. */
struct ours *ours_open(const char *rule_file);
void ours_close(struct ours *ours);

/* One record at a time: values set slot by slot, evaluated with everything that an evaluation works
 * out, outcomes read. For rules with the decisions category, support and stage. */
bool ours_record(struct ours *ours, const struct bench_columns *columns, size_t first, size_t end,
                 const struct bench_answers *answers);

/* The same, and whether each of the three decisions is provisional and which of its outcomes are
 * possible; `possible` becomes their number in all. */
bool ours_record_with_possible(struct ours *ours, const struct bench_columns *columns, size_t first,
                               size_t end, const struct bench_answers *answers, size_t *possible);

/* The same, and what each of the three decisions still needs is asked for; `needs` becomes the
 * number of indicators named in all. */
bool ours_record_with_needs(struct ours *ours, const struct bench_columns *columns, size_t first,
                            size_t end, const struct bench_answers *answers, size_t *needs);

/* The same as ours_record for rules with any decisions: a digest over the outcomes of all (0xff:
 * none), row after row. */
bool ours_record_digest(struct ours *ours, const struct bench_columns *columns, size_t first,
                        size_t end, uint64_t *digest);

/* The batch: the whole table in as many threads as asked (at most 64), each on a range of rows with
 * a result of its own. Outcome, rule, provisional, outputs, and what is possible unless `possible`
 * is false. What comes out is read by the other functions, which are not timed. */
struct ours_batch;

bool ours_batch(struct ours *ours, const struct bench_table *table, size_t threads, bool possible,
                struct ours_batch **out);
bool ours_batch_read(const struct ours_batch *batch, const struct bench_answers *answers);
bool ours_batch_digest(const struct ours_batch *batch,
                       uint64_t *digest); /* as ours_record_digest over all rows */
void ours_batch_free(struct ours_batch *batch);

#endif

/* The contestants of the library, which use only the public header.
 *
 * The indicators of the rule file are columns of the workload, not necessarily all. */
#ifndef BENCH_OURS_H
#define BENCH_OURS_H

#include "workload_answers.h"
#include "workload_table.h"

struct ours;

/* NULL after a message on standard error. Freed by ours_close, which accepts NULL. */
struct ours *ours_open(const char *rule_file);
void ours_close(struct ours *ours);

/* One record at a time: sets the values, evaluates, reads the outcomes. For rules with the
 * decisions category, support and stage. */
bool ours_record(struct ours *ours, const struct bench_columns *columns, size_t first, size_t end,
                 const struct bench_answers *answers);

/* Also reads whether each of the three decisions is provisional and which outcomes are possible;
 * `possible` is set to their total number. */
bool ours_record_with_possible(struct ours *ours, const struct bench_columns *columns, size_t first,
                               size_t end, const struct bench_answers *answers, size_t *possible);

/* Also reads the needed indicators of each of the three decisions; `needs` is set to their total
 * number. */
bool ours_record_with_needs(struct ours *ours, const struct bench_columns *columns, size_t first,
                            size_t end, const struct bench_answers *answers, size_t *needs);

/* Like ours_record, for rules with any decisions: a digest over all outcomes (0xff: none), row by
 * row. */
bool ours_record_digest(struct ours *ours, const struct bench_columns *columns, size_t first,
                        size_t end, uint64_t *digest);

/* The batch: evaluates the table with `threads` threads (at most 64), each on its own range of
 * rows. The result has outcome, rule, provisional, outputs and, if `possible`, the possible
 * outcomes; the other functions, which are not timed, read it. */
struct ours_batch;

bool ours_batch(struct ours *ours, const struct bench_table *table, size_t threads, bool possible,
                struct ours_batch **out);
bool ours_batch_read(const struct ours_batch *batch, const struct bench_answers *answers);
bool ours_batch_digest(const struct ours_batch *batch,
                       uint64_t *digest); /* as ours_record_digest over all rows */
void ours_batch_free(struct ours_batch *batch);

#endif

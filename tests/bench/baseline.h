/* Hand-written C baselines: the rules of the workload coded in C over the same columns. Both
 * compute the results of the rows from `first` to before `end`; `first` is a multiple of 8. */
#ifndef BENCH_BASELINE_H
#define BENCH_BASELINE_H

#include "workload_answers.h"
#include "note_search.h"
#include "workload_table.h"

/* Row by row. */
void bench_by_record(const struct bench_columns *columns, const struct bench_search *search,
                     size_t first, size_t end, const struct bench_answers *answers);

/* Column by column in blocks; the note is searched only in rows that the other conditions leave
 * undecided. */
void bench_by_columns(const struct bench_columns *columns, const struct bench_search *search,
                      size_t first, size_t end, const struct bench_answers *answers);

#endif

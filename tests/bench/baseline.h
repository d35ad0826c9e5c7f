/* What our speed is measured against: the workload's rules written out in C by hand, on the same
 * columns. Both give the answers of the rows from `first` to before `end`; `first` is a multiple
 * of 8. */
#ifndef BENCH_BASELINE_H
#define BENCH_BASELINE_H

#include "workload_answers.h"
#include "note_search.h"
#include "workload_table.h"

/* (a) Record after record. */
void bench_by_record(const struct bench_columns *columns, const struct bench_search *search,
                     size_t first, size_t end, const struct bench_answers *answers);

/* (b) Column after column in blocks, the note searched only where nothing else has decided. */
void bench_by_columns(const struct bench_columns *columns, const struct bench_search *search,
                      size_t first, size_t end, const struct bench_answers *answers);

#endif

/* What our speed is measured against: the workload's rules written out in C by hand, on the same columns.
 * Both give the answers of the rows from `first` to before `end`; `first` is a multiple of 8. */
#ifndef BENCH_YARDSTICK_H
#define BENCH_YARDSTICK_H

#include "answers.h"
#include "search.h"
#include "table.h"

/* (a) Record after record. */
void bench_by_record(const struct bench_columns *columns, const struct bench_search *search, size_t first,
                     size_t end, const struct bench_answers *answers);

/* (b) Column after column in blocks, the note searched only where nothing else has decided. */
void bench_by_columns(const struct bench_columns *columns, const struct bench_search *search, size_t first,
                      size_t end, const struct bench_answers *answers);

#endif

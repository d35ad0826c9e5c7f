/* The baseline by rows: the columns are gathered into a struct, which the hand-written rules
 * evaluate. */
#include "baseline_rules.h"
#include "baseline.h"

#include <math.h>

/* Values are read without branches, as one in twelve is missing, at random. */

static inline int bit(const uint8_t *bits, size_t row)
{
    return bits[row >> 3] >> (row & 7) & 1;
}

static inline uint8_t grade(const struct bench_columns *columns, size_t column, size_t row)
{
    return (uint8_t)(columns->codes[column][row] & -bit(columns->valid[column], row));
}

static inline double number(const struct bench_columns *columns, size_t column, size_t row)
{
    return bit(columns->valid[column], row) ? columns->numbers[column][row] : (double)NAN;
}

static inline int8_t yes_no(const struct bench_columns *columns, size_t column, size_t row)
{
    return (int8_t)(bit(columns->bits[column], row) | -!bit(columns->valid[column], row));
}

static inline void read_record(const struct bench_columns *columns, size_t row,
                               struct bench_record *school)
{
    school->percentile = number(columns, BENCH_PERFORMANCE_PERCENTILE, row);
    school->cva = number(columns, BENCH_CVA, row);
    school->deficit = number(columns, BENCH_BUDGET_DEFICIT_PCT, row);
    school->ofsted = grade(columns, BENCH_OFSTED_OVERALL, row);
    school->sef = grade(columns, BENCH_SEF_OVERALL, row);
    for (size_t i = 0; i < BENCH_ASPECTS; i++)
        school->aspect[i] = grade(columns, BENCH_ACHIEVEMENT + i, row);
    int known = bit(columns->valid[BENCH_GROUPS_IMPROVING], row);
    school->extent = (uint8_t)((columns->codes[BENCH_GROUPS_IMPROVING][row] + 1) & -known);
    school->complaints =
        columns->counts[BENCH_COMPLAINTS][row] & -bit(columns->valid[BENCH_COMPLAINTS], row);
    known = bit(columns->valid[BENCH_CURRENT_STAGE], row);
    school->current_stage = (int8_t)(columns->codes[BENCH_CURRENT_STAGE][row] & -known);
    school->capacity_limited = yes_no(columns, BENCH_CAPACITY_LIMITED, row);
    school->hs_threat = yes_no(columns, BENCH_HS_THREAT, row);
    school->pace_ok = yes_no(columns, BENCH_PACE_OK, row);
    school->leadership_capacity = yes_no(columns, BENCH_LEADERSHIP_CAPACITY, row);
    const int32_t *offsets = columns->offsets[BENCH_CONCERN_NOTE];
    known = bit(columns->valid[BENCH_CONCERN_NOTE], row);
    school->note = known != 0 ? columns->text[BENCH_CONCERN_NOTE] + offsets[row] : NULL;
    school->note_length = (size_t)(offsets[row + 1] - offsets[row]);
}

void bench_by_record(const struct bench_columns *columns, const struct bench_search *search,
                     size_t first, size_t end, const struct bench_answers *answers)
{
    struct bench_record school;
    for (size_t row = first; row < end; row++) {
        read_record(columns, row, &school);
        bench_decide(&school, search, &answers->category[row], &answers->support[row],
                     &answers->stage[row]);
    }
}

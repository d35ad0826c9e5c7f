/* One row of the workload: an invented school, drawn from a deterministic source. The first n
 * schools do not depend on the number of schools. */
#ifndef BENCH_SCHOOL_H
#define BENCH_SCHOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum bench_column {
    BENCH_OFSTED_OVERALL,
    BENCH_ACHIEVEMENT, /* the six aspects are adjacent */
    BENCH_PERSONAL_DEV,
    BENCH_TEACHING,
    BENCH_CURRICULUM,
    BENCH_CARE,
    BENCH_LEADERSHIP,
    BENCH_PERFORMANCE_PERCENTILE,
    BENCH_CVA,
    BENCH_GROUPS_IMPROVING,
    BENCH_SEF_OVERALL,
    BENCH_CAPACITY_LIMITED,
    BENCH_BUDGET_DEFICIT_PCT,
    BENCH_HS_THREAT,
    BENCH_COMPLAINTS,
    BENCH_CONCERN_NOTE,
    BENCH_CURRENT_STAGE,
    BENCH_PACE_OK,
    BENCH_LEADERSHIP_CAPACITY,
    BENCH_COLUMNS
};

#define BENCH_ASPECTS 6

/* The type of a column, and its Arrow format. */
enum bench_kind {
    BENCH_GRADE,  /* int8, 1 (best) to 4 */
    BENCH_STAGE,  /* int8, 0 to 3 */
    BENCH_WHOLE,  /* double without a fraction */
    BENCH_TENTHS, /* double with one decimal; drawn as a number of tenths */
    BENCH_COUNT,  /* int32 */
    BENCH_YES_NO, /* bits */
    BENCH_EXTENT, /* dictionary of texts by int8: none, some, most, all */
    BENCH_TEXT    /* UTF-8 with int32 offsets */
};

struct bench_column_form {
    const char *name;
    enum bench_kind kind;
};

extern const struct bench_column_form bench_columns_form[BENCH_COLUMNS];

#define BENCH_EXTENTS 4
extern const char *const bench_extents[BENCH_EXTENTS];

#define BENCH_NOTE_CAPACITY 96

struct bench_school {
    uint32_t known;               /* bit c: column c has a value */
    int32_t value[BENCH_COLUMNS]; /* according to the kind; of TEXT, the length in bytes */
    char note[BENCH_NOTE_CAPACITY];
};

struct bench_source {
    uint64_t state;
};

void bench_source_start(struct bench_source *source);
void bench_school_draw(struct bench_source *source, struct bench_school *school);

static inline bool bench_school_knows(const struct bench_school *school, size_t column)
{
    return (school->known >> column & 1) != 0;
}

#endif

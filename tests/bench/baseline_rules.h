/* The struct of one school, and the rules of the workload coded in C. A missing value is 0 (grades,
 * extent, stage, complaints), NaN, -1 (yes or no) or NULL, for which every condition is false. */
#ifndef BENCH_BASELINE_RULES_H
#define BENCH_BASELINE_RULES_H

#include "workload_answers.h"
#include "school.h"
#include "note_search.h"

enum bench_extent { BENCH_EXTENT_NONE = 1, BENCH_EXTENT_SOME, BENCH_EXTENT_MOST, BENCH_EXTENT_ALL };

struct bench_record {
    double percentile, cva, deficit;
    const char *note;
    size_t note_length;
    int32_t complaints;
    int8_t current_stage;
    uint8_t ofsted, sef, aspect[BENCH_ASPECTS];
    uint8_t extent;                                                   /* enum bench_extent */
    int8_t capacity_limited, hs_threat, pace_ok, leadership_capacity; /* 0, 1 */
};

static inline bool bench_is_category_4(const struct bench_record *school,
                                       const struct bench_search *search)
{
    if (school->sef == 4 || school->ofsted == 4 || (school->percentile < 25 && school->cva < 990))
        return true;
    for (size_t i = 0; i < BENCH_ASPECTS; i++)
        if (school->aspect[i] == 4)
            return true;
    if (school->capacity_limited == 1 || school->deficit > 5 || school->hs_threat == 1)
        return true;
    return school->note != NULL && bench_search_finds(search, school->note, school->note_length);
}

/* For schools outside category 4, whose aspects are all better than 4 or missing. */
static inline uint8_t bench_category_1_to_3(const struct bench_record *school)
{
    int ones = 0, good = 0;
    for (size_t i = 0; i < BENCH_ASPECTS; i++) {
        ones += school->aspect[i] == 1;
        good += school->aspect[i] == 1 || school->aspect[i] == 2;
    }
    if (school->percentile >= 75 && school->extent >= BENCH_EXTENT_MOST && good == BENCH_ASPECTS &&
        ones >= 3 && school->ofsted == 1 && school->cva >= 1005)
        return 1;
    if (school->percentile >= 50 && school->extent >= BENCH_EXTENT_SOME && good >= 5 &&
        (school->ofsted == 1 || school->ofsted == 2))
        return 2;
    return 3;
}

static inline uint8_t bench_stage_of(const struct bench_record *school, bool category_4)
{
    if (!category_4 && !(school->complaints >= 5) && !(school->deficit > 2))
        return 0;
    if ((category_4 && school->leadership_capacity == 0) ||
        (school->current_stage == 2 && school->pace_ok == 0))
        return 3;
    return category_4 || school->leadership_capacity == 1 ? 2 : 1;
}

static inline void bench_decide(const struct bench_record *school,
                                const struct bench_search *search, uint8_t *category,
                                uint8_t *support, uint8_t *stage)
{
    *category = bench_is_category_4(school, search) ? 4 : bench_category_1_to_3(school);
    *support = *category == 4 ? BENCH_HIGH : *category == 3 ? BENCH_MEDIUM : BENCH_LOW;
    *stage = bench_stage_of(school, *category == 4);
}

#endif

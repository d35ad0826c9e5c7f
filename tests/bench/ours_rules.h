/* Shared by the contestants of the library: the loaded rules, and the column of each indicator. */
#ifndef BENCH_OURS_RULES_H
#define BENCH_OURS_RULES_H

#include "ours.h"

#include <schoolcat.h>

struct ours {
    schoolcat_ruleset *rules;
    schoolcat_record *record;
    schoolcat_result *result;
    size_t decisions;
    size_t answer[3]; /* the decisions category, support and stage, if the rules have them */
    bool has_answers;
    bool used[BENCH_COLUMNS];
    size_t slot[BENCH_COLUMNS]; /* indicator */
    /* the item of the scale, by code for GRADE, by index in bench_extents for EXTENT */
    size_t item[BENCH_COLUMNS][5];
};

#endif

/* What both of our contestants share: the loaded rules, and which column feeds which indicator. */
#ifndef BENCH_OURS_RULES_H
#define BENCH_OURS_RULES_H

#include "ours.h"

#include <schoolcat.h>

struct ours {
    schoolcat_ruleset *rules;
    schoolcat_record *record;
    schoolcat_result *result;
    size_t decisions;
    size_t answer[3]; /* the decisions category, support, stage, where the rules have them */
    bool has_answers;
    bool used[BENCH_COLUMNS];
    size_t slot[BENCH_COLUMNS]; /* indicator */
    /* GRADE by code, EXTENT by index in bench_extents: the item of the indicator's scale */
    size_t item[BENCH_COLUMNS][5];
};

#endif

/* Writes a rule file with many random rules, to measure evaluation of large rule sets. */
#include "measure.h"
#include "school.h"

#include <stdio.h>

#define RULES_A_DECISION 50

static int32_t below(uint64_t *state, uint32_t limit)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int32_t)((*state >> 32) * limit >> 32);
}

static void write_head(void)
{
    fputs("# Written by schoolcat_bench write-rules; invented.\n"
          "schoolcat: 1\n"
          "authority: Exampleshire (an invented authority)\n"
          "title: Many rules\n"
          "scales:\n"
          "  grade:\n"
          "    - {id: outstanding, code: 1}\n"
          "    - {id: good, code: 2}\n"
          "    - {id: satisfactory, code: 3}\n"
          "    - {id: inadequate, code: 4}\n"
          "indicators:\n"
          "  teaching: {type: grade}\n"
          "  leadership: {type: grade}\n"
          "  performance_percentile: {type: number, min: 0, max: 100}\n"
          "  cva: {type: number}\n"
          "  budget_deficit_pct: {type: number}\n"
          "  complaints: {type: integer, min: 0}\n"
          "  pace_ok: {type: boolean}\n"
          "decisions:\n",
          stdout);
}

/* Limits are random, so that few conditions are equal. */
static void write_condition(uint64_t *state)
{
    static const char *const grades[] = {"good or better", "satisfactory or worse", "inadequate",
                                         "not outstanding"};
    int32_t tenths = below(state, 1000);
    printf("performance_percentile < %d.%d", tenths / 10, tenths % 10);
    tenths = 9850 + below(state, 300);
    printf(" and cva > %d.%d", tenths / 10, tenths % 10);
    switch (below(state, 4)) {
    case 0:
        printf(" and teaching is %s", grades[below(state, 4)]);
        break;
    case 1:
        printf(" and leadership is %s", grades[below(state, 4)]);
        break;
    case 2:
        tenths = below(state, 100);
        printf(" and (budget_deficit_pct > %d.%d or pace_ok)", tenths / 10, tenths % 10);
        break;
    default:
        printf(" and (complaints >= %d or not pace_ok)", below(state, 8));
        break;
    }
}

bool measure_write_rules(size_t count)
{
    static const char *const chooses[] = {"first", "worst", "best"};
    static const char *const outcomes[] = {"calm", "watch", "act"};
    uint64_t state = 2009;
    write_head();
    for (size_t rule = 0; rule < count; rule++) {
        size_t decision = rule / RULES_A_DECISION;
        if (rule % RULES_A_DECISION == 0)
            printf("  decision_%zu:\n"
                   "    choose: %s\n"
                   "    outcomes: [calm, watch, act]\n"
                   "    otherwise: {then: calm, if_unknown: true}\n"
                   "    rules:\n",
                   decision, chooses[decision % 3]);
        printf("      - id: rule_%zu\n        then: %s\n        when: ", rule,
               outcomes[below(&state, 3)]);
        write_condition(&state);
        putchar('\n');
    }
    return fflush(stdout) == 0 && !ferror(stdout);
}

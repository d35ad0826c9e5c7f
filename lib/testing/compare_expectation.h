/* One expectation against one result. */
#ifndef SC_TESTING_COMPARE_EXPECTATION_H
#define SC_TESTING_COMPARE_EXPECTATION_H

#include "testing/tests.h"

typedef struct sc_expectation_check {
    schoolcat_test_report *report;
    const sc_expectation *expected;
    schoolcat_result *result;
    const sc_model *model;
    sc_buffer got; /* what came, in words */
    schoolcat_status status;
} sc_expectation_check;

bool sc_expectation_met(sc_expectation_check *comparing);
bool sc_expectation_has_item(const sc_expectation *expected, uint32_t item);

#endif

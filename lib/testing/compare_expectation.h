/* One expectation against one result. */
#ifndef SC_TESTING_COMPARE_EXPECTATION_H
#define SC_TESTING_COMPARE_EXPECTATION_H

#include "testing/tests.h"

typedef struct sc_comparing {
    schoolcat_test_report *report;
    const sc_expected *expected;
    schoolcat_result *result;
    const sc_model *model;
    sc_buffer got; /* what came, in words */
    schoolcat_status status;
} sc_comparing;

bool sc_expected_met(sc_comparing *comparing);
bool sc_expects_item(const sc_expected *expected, uint32_t item);

#endif

/* Compares one expectation with one result. */
#ifndef SC_TESTING_COMPARE_EXPECTATION_H
#define SC_TESTING_COMPARE_EXPECTATION_H

#include "testing/tests.h"

typedef struct sc_expectation_check {
    schoolcat_test_report *report;
    const sc_expectation *expected;
    schoolcat_result *result;
    const sc_model *model;
    sc_buffer got; /* the actual result, as text */
    schoolcat_status status;
} sc_expectation_check;

/* Whether the expectation is met; writes the actual result into `got`. */
bool sc_expectation_met(sc_expectation_check *check);
bool sc_expectation_has_item(const sc_expectation *expected, uint32_t item);

#endif

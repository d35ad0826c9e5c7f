/* The public handle of a test report. */
#include "testing/tests.h"

const char *sc_report_string(schoolcat_test_report *report, sc_text text)
{
    const char *copy = text.length > 0 ? sc_arena_string(&report->arena, text) : "";
    return copy ? copy : "";
}

void schoolcat_test_report_free(schoolcat_test_report *report)
{
    if (!report)
        return;
    schoolcat_allocator allocator = report->allocator;
    sc_arena_destroy(&report->arena);
    schoolcat_ruleset_free(report->rules);
    sc_release(&allocator, report);
}

size_t schoolcat_test_report_passed(const schoolcat_test_report *report)
{
    return report ? report->cases.count - report->failed : 0;
}

size_t schoolcat_test_report_failed(const schoolcat_test_report *report)
{
    return report ? report->failed : 0;
}

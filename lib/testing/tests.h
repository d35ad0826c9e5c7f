/* Tests files: their cases as read, the runs, and the report.
 *
 *   tests.c                schoolcat_test, the driver
 *   read_fields.c          fields of YAML mappings, and reports of problems in them
 *   read_cases.c           the file and its cases: settings and given values
 *   read_expectations.c    the expectations of a case
 *   evaluate_cases.c       runs the cases
 *   compare_expectation.c  compares a result with an expectation
 *   describe_failure.c     describes a failure and its reason
 *   rule_coverage.c        records which rules, outcomes and truths the cases meet
 *   test_report.c          the handle of the report
 *   render_report.c        the report as text, Markdown and JSON */
#ifndef SC_TESTING_TESTS_H
#define SC_TESTING_TESTS_H

#include "evaluate/result.h"
#include "language/file_resolver.h"
#include "language/language.h"
#include "yaml/yaml_node.h"

/* A value given by a case. */
typedef struct sc_given {
    uint32_t indicator;
    schoolcat_missing missing; /* PRESENT: the value is `text` */
    sc_text text;
} sc_given;

typedef enum sc_expectation_kind {
    SC_EXPECT_OUTCOME, /* `items`: the outcome; of `every`: all outcomes */
    SC_EXPECT_RULE,    /* `items`: the deciding rule; of `every`: all true rules */
    SC_EXPECT_POSSIBLE,
    SC_EXPECT_PROVISIONAL,
    SC_EXPECT_NEEDS,
    SC_EXPECT_INCLUDES,
    SC_EXPECT_EXCLUDES,
    SC_EXPECT_CONFLICT,
    SC_EXPECT_ASSUMED, /* `texts`: paths of elements */
    SC_EXPECT_DETAILS,
    SC_EXPECT_CRITERION,
    SC_EXPECT_VALUE
} sc_expectation_kind;

/* `otherwise` among the rules of `items`. */
#define SC_OTHERWISE_ITEM (SC_NONE - 1)

typedef struct sc_expectation {
    sc_expectation_kind kind;
    schoolcat_part part; /* of a value: DERIVED or INDICATOR */
    uint32_t index;      /* of the decision, criterion or value */
    sc_text what;        /* the name in failures: "category", "category.rule" */
    const sc_yaml_node *node;
    sc_list(uint32_t) items;
    sc_list(sc_text) texts;
    bool none; /* 'no outcome' or 'no rule' is expected, alone or among `items` */
    bool flag; /* provisional */
    schoolcat_truth truth;
    schoolcat_value value;
    double within;
} sc_expectation;

typedef struct sc_case {
    sc_text name, source;
    uint32_t line;
    sc_list(schoolcat_setting) settings;
    sc_span settings_span;
    sc_text settings_path;
    sc_list(sc_given) given;
    sc_list(sc_expectation) expected;
    bool has_today;
    double today;
    size_t variant; /* index of the variant that it runs on */
} sc_case;

/* A rule set loaded with certain settings, and the handles to evaluate it. */
typedef struct sc_variant {
    sc_text key; /* the settings: equal keys, equal settings */
    schoolcat_ruleset *rules;
    schoolcat_record *record;
    schoolcat_result *result;
} sc_variant;

typedef struct sc_tests {
    schoolcat_allocator allocator;
    sc_arena arena; /* sources, nodes and cases, until the run ends */
    sc_sources sources;
    schoolcat_diagnostics *diagnostics;
    schoolcat_load_options options;
    sc_limits limits;
    sc_resolver resolver;
    sc_located_file at;
    uint32_t file;
    const char *rules_path; /* of the rule file, which each variant loads again */
    const sc_model *model;
    sc_list(sc_variant) variants; /* the first: without settings */
    sc_list(sc_case) cases;
    bool has_today; /* `today` of the file, for cases without their own */
    double today;
} sc_tests;

/* --- the report --- */

typedef struct sc_failure {
    const char *what, *expected, *got;
    const char *reason; /* lines, or "" */
} sc_failure;

typedef struct sc_case_result {
    const char *name, *source;
    uint32_t line;
    sc_list(sc_failure) failures;
} sc_case_result;

/* What the cases have met, by index in the rule set. */
typedef struct sc_coverage {
    bool **fired;    /* by decision and rule; the last: `otherwise` */
    bool **reached;  /* by decision and outcome */
    uint8_t *truths; /* by criterion: an sc_truth_set */
} sc_coverage;

struct schoolcat_test_report {
    schoolcat_allocator allocator;
    sc_arena arena;
    schoolcat_ruleset *rules;
    sc_list(sc_case_result) cases;
    size_t failed;
    sc_coverage coverage;
};

/* --- read_fields.c --- */

#define SC_TEST_REPORT(tests, name, at, path, ...)                                                 \
    SC_REPORT((tests)->diagnostics, &(tests)->sources, name, at, path, __VA_ARGS__)

/* Out of memory. */
bool sc_tests_failed(const sc_tests *tests);
/* base.key */
sc_text sc_tests_path(sc_tests *tests, sc_text base, sc_text key);
/* 'name' */
sc_text sc_tests_quoted(sc_tests *tests, sc_text name);
/* Whether the node has the kind; else reports it. `name` is that in the message, for example
 * "'given'". */
bool sc_tests_expect_kind(sc_tests *tests, const sc_yaml_node *node, sc_yaml_kind kind,
                          sc_text name, sc_text path);
/* Reports every key that is not in `keys` (NULL-terminated). `of` names the mapping: "a test". */
void sc_tests_check_keys(sc_tests *tests, const sc_yaml_node *mapping, const char *const *keys,
                         const char *of, sc_text path);
/* Finds a name, or reports it as unknown with the nearest name as a hint. `of` is the second
 * argument of the message, or SC_NO_TEXT. */
bool sc_tests_find(sc_tests *tests, sc_diagnostic_code code, const sc_name_table *names,
                   sc_text name, sc_text of, sc_span span, sc_text path, uint32_t *index);
/* "did you mean 'x'?", or SC_NO_TEXT */
sc_text sc_tests_hint(sc_tests *tests, sc_text nearest);
/* A scalar as a list of one, or a list of scalars; false, and reported, if the node is neither. */
bool sc_tests_expect_scalars(sc_tests *tests, const sc_yaml_node *node, sc_text name, sc_text path,
                             const sc_yaml_node *const **items, size_t *count);

/* --- read_cases.c, read_expectations.c --- */

/* Opens and parses the file. `root`: its mapping. */
schoolcat_status sc_tests_open(sc_tests *tests, const char *path, const sc_yaml_node **root);
/* Loads the rule file that the tests file names, unless `*rules` is given. If the rule file has
 * problems, its diagnostics replace those of the tests file. */
schoolcat_status sc_tests_load_rules(sc_tests *tests, const sc_yaml_node *root,
                                     schoolcat_ruleset **rules);
void sc_tests_read(sc_tests *tests, const sc_yaml_node *root);
void sc_tests_read_expected(sc_tests *tests, sc_case *test_case, const sc_yaml_node *expect,
                            sc_text path);

/* --- evaluate_cases.c, compare_expectation.c, rule_coverage.c --- */

/* Sets the variant of the case; loads the rule file if no case before had the same settings. */
schoolcat_status sc_tests_assign_variant(sc_tests *tests, sc_case *test_case);
schoolcat_status sc_tests_add_variant(sc_tests *tests, sc_text key, schoolcat_ruleset *rules);
schoolcat_status sc_tests_run(sc_tests *tests, schoolcat_test_report *report);
/* Sets the value on the record; false: `*status` is an error. */
bool sc_given_set(schoolcat_record *record, const sc_given *given, schoolcat_problems *problems,
                  schoolcat_status *status);
/* Adds a failure if the expectation is not met. */
schoolcat_status sc_expectation_compare(schoolcat_test_report *report, sc_case_result *of,
                                        const sc_expectation *expected, schoolcat_result *result);
/* A copy in the arena of the report; "" if the text is empty or out of memory. */
const char *sc_report_string(schoolcat_test_report *report, sc_text text);
bool sc_coverage_init(schoolcat_test_report *report, const sc_model *model);
void sc_coverage_add(sc_coverage *coverage, const schoolcat_result *result);

#endif

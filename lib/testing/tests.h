/* A tests file: its cases as read, the run, and the report.
 *   tests.c            the door: schoolcat_test
 *   read_fields.c     fields of YAML mappings, and problems with them
 *   read_cases.c       the file and its cases: settings, given values
 *   read_expectations.c     what a case expects
 *   evaluate_cases.c        running the cases, a rule set for each group of equal settings
 *   compare_expectation.c    what came against what was expected
 *   rule_coverage.c   what was never met
 *   render_report.c     the report as text, Markdown and JSON */
#ifndef SC_TESTING_TESTS_H
#define SC_TESTING_TESTS_H

#include "evaluate/result.h"
#include "language/file_resolver.h"
#include "yaml/yaml_node.h"

typedef struct sc_given {
    uint32_t indicator;
    schoolcat_missing missing; /* PRESENT: `text` says the value */
    sc_text text;
} sc_given;

typedef enum sc_expectation_kind {
    SC_EXPECT_OUTCOME, /* `items`: one outcome or, of `every`, all that hold */
    SC_EXPECT_RULE,    /* `items`: the rule that decided, or all that hold */
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

#define SC_OTHERWISE_ITEM (SC_NONE - 1) /* among rules: `otherwise` */

typedef struct sc_expectation {
    sc_expectation_kind kind;
    schoolcat_part part; /* of a value: DERIVED or INDICATOR */
    uint32_t index;      /* of the decision, criterion or value */
    sc_text what;        /* "category", "category.rule": as failures name it */
    const sc_yaml_node *node;
    sc_list(uint32_t) items;
    sc_list(sc_text) texts;
    bool none; /* 'no outcome', or no rule, is among them */
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
    size_t variant; /* the rule set that it runs on */
} sc_case;

/* A rule set with some parameters set, and what it takes to evaluate. */
typedef struct sc_variant {
    sc_text key; /* the settings, in the order of their names */
    schoolcat_ruleset *rules;
    schoolcat_record *record;
    schoolcat_result *result;
} sc_variant;

typedef struct sc_tests {
    schoolcat_allocator allocator;
    sc_arena arena; /* sources, nodes, cases: as long as the run */
    sc_sources sources;
    schoolcat_diagnostics *diagnostics;
    schoolcat_load_options options;
    sc_resolver resolver;
    sc_located_file at;
    uint32_t file;
    const char *rules_path; /* by which it is loaded anew with settings */
    const sc_model *model;
    sc_list(sc_variant) variants; /* the first without settings */
    sc_list(sc_case) cases;
    bool has_today; /* for every case that says no other */
    double today;
} sc_tests;

/* --- the report --- */

typedef struct sc_failure {
    const char *what, *expected, *got;
    const char *because; /* a line each, or "" */
} sc_failure;

typedef struct sc_case_result {
    const char *name, *source;
    uint32_t line;
    sc_list(sc_failure) failures;
} sc_case_result;

/* What the cases have met: by index in the rule set. */
typedef struct sc_coverage {
    bool **fired;    /* by decision and rule, `otherwise` behind them */
    bool **reached;  /* by decision and outcome */
    uint8_t *truths; /* by criterion: bits of sc_truth_set */
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

bool sc_tests_failed(const sc_tests *tests);                       /* memory ran out */
sc_text sc_tests_path(sc_tests *tests, sc_text base, sc_text key); /* base.key */
sc_text sc_tests_quoted(sc_tests *tests, sc_text name);            /* 'name' */
/* Whether the node is of that kind; reported where it is not. `name` as messages say it:
 * "'given'". */
bool sc_tests_expect_kind(sc_tests *tests, const sc_yaml_node *node, sc_yaml_kind kind,
                          sc_text name, sc_text path);
/* Reports every key that is not among `keys` (NULL-terminated). `of`: "a test". */
void sc_tests_check_keys(sc_tests *tests, const sc_yaml_node *mapping, const char *const *keys,
                         const char *of, sc_text path);
/* Finds the name, or reports it as unknown with the nearest there is. `of` fills the sentence's
 * second place, or SC_NO_TEXT. */
bool sc_tests_find(sc_tests *tests, sc_diagnostic_code code, const sc_name_table *names,
                   sc_text name, sc_text of, sc_span span, sc_text path, uint32_t *index);
sc_text sc_tests_hint(sc_tests *tests, sc_text nearest); /* "did you mean 'x'?", or SC_NO_TEXT */
/* A scalar or each scalar of a list; false and reported where it is neither. */
bool sc_tests_expect_scalars(sc_tests *tests, const sc_yaml_node *node, sc_text name, sc_text path,
                             const sc_yaml_node *const **items, size_t *count);

/* --- read_cases.c, read_expectations.c --- */

/* Opens the file. `root` is its mapping. */
schoolcat_status sc_tests_open(sc_tests *tests, const char *path, const sc_yaml_node **root);
/* Finds and loads the rule file that it names; where that has problems, they are `*diagnostics`
 * instead of the tests' own. */
schoolcat_status sc_tests_load_rules(sc_tests *tests, const sc_yaml_node *root,
                                     schoolcat_ruleset **rules);
void sc_tests_read(sc_tests *tests, const sc_yaml_node *root);
void sc_tests_read_expected(sc_tests *tests, sc_case *one, const sc_yaml_node *expect,
                            sc_text path);

/* --- evaluate_cases.c, compare_expectation.c, rule_coverage.c --- */

/* The variant with the case's settings, loaded where it is new. */
schoolcat_status sc_tests_assign_variant(sc_tests *tests, sc_case *one);
schoolcat_status sc_tests_add_variant(sc_tests *tests, sc_text key, schoolcat_ruleset *rules);
schoolcat_status sc_tests_run(sc_tests *tests, schoolcat_test_report *report);
bool sc_given_set(schoolcat_record *record, const sc_given *given, schoolcat_problems *problems,
                  schoolcat_status *status);
/* Adds a failure where it is not met. */
schoolcat_status sc_expectation_compare(schoolcat_test_report *report, sc_case_result *of,
                                        const sc_expectation *expected, schoolcat_result *result);
bool sc_coverage_init(schoolcat_test_report *report, const sc_model *model);
void sc_coverage_add(sc_coverage *coverage, const schoolcat_result *result);

#endif

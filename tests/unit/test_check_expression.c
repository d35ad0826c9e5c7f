/* The checker on single expressions: resolution of names, types, and the places of errors. */
#include "check_fixture.h"
#include "expression_printer.h"

#include <stdio.h>

/* --- single expressions, among invented names of every kind --- */

#define NAMES                                                                                      \
    HEAD "parameters:\n"                                                                           \
         "  limit: {value: 25, type: number}\n"                                                    \
         "  pass: {value: good, type: grade}\n"                                                    \
         "scales:\n"                                                                               \
         "  grade: [outstanding, {id: good, code: 2}, {id: weak, aliases: [poor]}]\n"              \
         "  pace: [good, slow]\n"                                                                  \
         "  work: [done, started]\n"                                                               \
         "choices:\n"                                                                              \
         "  phase: [primary, secondary]\n"                                                         \
         "indicators:\n"                                                                           \
         "  teaching: {type: grade}\n"                                                             \
         "  care: {type: grade}\n"                                                                 \
         "  outstanding: {type: grade}\n"                                                          \
         "  weak: {type: number}\n"                                                                \
         "  progress: {type: pace}\n"                                                              \
         "  school_phase: {type: phase}\n"                                                         \
         "  percent: {type: number}\n"                                                             \
         "  pupils: {type: integer}\n"                                                             \
         "  threat: {type: boolean}\n"                                                             \
         "  words: {type: text}\n"                                                                 \
         "  visited: {type: date}\n"                                                               \
         "  advised: {type: category}\n"                                                           \
         "  min: {type: number}\n"                                                                 \
         "tables:\n"                                                                               \
         "  charge: {of: number, bands: [{up_to: 10, value: 0}, {above: 10, value: 2.5}]}\n"       \
         "  days: {of: integer, bands: [{up_to: 10, value: 0}, {above: 10, value: 2}]}\n"          \
         "  mark: {of: number, bands: [{up_to: 10, value: weak}, {above: 10, value: good}], "      \
         "type: grade}\n"                                                                          \
         "criteria:\n"                                                                             \
         "  low: {when: percent < limit and teaching is pass}\n"                                   \
         "groups:\n"                                                                               \
         "  signs: [low, threat]\n"                                                                \
         "decisions:\n"                                                                            \
         "  category:\n"                                                                           \
         "    choose: first\n"                                                                     \
         "    outcomes: [1, 2, 3]\n"                                                               \
         "    rules: [{id: high, then: 1, when: low}, {id: middle, then: 2, when: threat}]\n"      \
         "    otherwise: 3\n"                                                                      \
         "  advice:\n"                                                                             \
         "    choose: every\n"                                                                     \
         "    rules: [{id: visit, when: low}, {id: write, when: threat}]\n"                        \
         "  stage:\n"                                                                              \
         "    choose: first\n"                                                                     \
         "    outcomes: work\n"                                                                    \
         "    rules: [{id: begin, then: started, when: {any: signs}}]\n"                           \
         "derived:\n"                                                                              \
         "  used: {value: 'coalesce(charge(percent), days(pupils), if(mark(percent) is good, 1, "  \
         "0))', "                                                                                  \
         "output: true}\n"

/* Checks NAMES with one more derived value, whose expression is on one line from column 7
 * (EXPRESSION_INDENT + 1). */
static void open_expression(check_fixture *f, const char *type, const char *expression)
{
    size_t capacity = sizeof NAMES + strlen(expression) + 200;
    char *text = malloc(capacity);
    assert_non_null(text);
    int length = snprintf(text, capacity, NAMES "  probe:\n    output: true\n");
    if (type[0] != '\0')
        length += snprintf(text + length, capacity - (size_t)length, "    type: %s\n", type);
    snprintf(text + length, capacity - (size_t)length, "    value: |-\n      %s\n", expression);
    check_fixture_open(f, text, NULL, NULL);
    free(text);
    assert_non_null(f->model);
}

/* Compares the tree of the expression and its type. */
static void expect_typed(const char *type, const char *expression, const char *tree)
{
    check_fixture f;
    open_expression(&f, type, expression);
    const sc_derived *probe = &f.model->derived[f.model->derived_count - 1];
    sc_buffer out;
    sc_buffer_init(&out, &f.allocator);
    char problems[1000];
    write_problems(f.diagnostics, PLACE_LINE_COLUMN, problems, sizeof problems);
    sc_buffer_string(&out, problems);
    if (out.length > 0)
        sc_buffer_byte(&out, ' ');
    print_expression(f.model, probe->value, false, &out);
    sc_buffer_string(&out, " : ");
    sc_buffer_text(&out, sc_type_name(f.model, probe->type));
    expect_same(f.diagnostics, expression, out.data, tree);
    sc_buffer_destroy(&out);
    check_fixture_close(&f);
}

/* Problems as "SC060@3": code and column in the expression. */
static void expect_refused(const char *expression, const char *problems)
{
    check_fixture f;
    open_expression(&f, "", expression);
    for (size_t i = 0; i < schoolcat_diagnostics_count(f.diagnostics); i++) {
        schoolcat_diagnostic problem = SCHOOLCAT_DIAGNOSTIC;
        assert_int_equal(schoolcat_diagnostics_get(f.diagnostics, i, &problem), SCHOOLCAT_OK);
        assert_string_equal(problem.element, "derived.probe.value");
    }
    expect_problems(f.diagnostics, PLACE_EXPRESSION_COLUMN, expression, problems);
    check_fixture_close(&f);
}

static void expect_expression_hint(const char *expression, const char *hint)
{
    check_fixture f;
    open_expression(&f, "", expression);
    expect_hint(f.diagnostics, expression, hint);
    check_fixture_close(&f);
}

static void test_names(void **state)
{
    (void)state;
    expect_typed("", "percent", "indicator:percent : number");
    expect_typed("", "limit", "parameter:limit : number");
    expect_typed("", "used", "derived:used : number");
    expect_typed("", "low", "criterion:low : boolean");
    expect_typed("", "category", "decision:category : category");
    expect_typed("", "stage", "decision:stage : work");
    expect_typed("", "advised", "indicator:advised : category");
    expect_typed("", "min + min(min, 1)", "(+ indicator:min (min indicator:min 1)) : number");
    expect_refused("nothing", "SC060@1");
    expect_refused("good", "SC060@1");
    expect_refused("signs", "SC060@1");
    expect_refused("charge + 1", "SC060@1");
    expect_refused("chrge(1)", "SC063@1");
    expect_refused("percent(1)", "SC063@1");
    expect_refused("advice", "SC073@1");
    expect_expression_hint("percnt", "did you mean 'percent'?");
    expect_expression_hint("good", "'good' is an item of 'grade'");
    expect_expression_hint("signs", "any:, all: or of:");
    expect_expression_hint("charge", "charge(...)");
    expect_expression_hint("grade", "is a type");
    expect_expression_hint("middle", "rule of the decision 'category'");
    expect_expression_hint("yes", "true or false");
    expect_expression_hint("coalese(percent, 1)", "did you mean 'coalesce'?");
    expect_expression_hint("percent(1)", "is an indicator and stands without brackets");
}

static void test_symbols(void **state)
{
    (void)state;
    expect_typed("", "teaching is good", "(is indicator:teaching symbol:grade.good) : boolean");
    expect_typed("", "progress is good", "(is indicator:progress symbol:pace.good) : boolean");
    expect_typed("", "teaching is care", "(is indicator:teaching indicator:care) : boolean");
    expect_typed("", "teaching is pass", "(is indicator:teaching parameter:pass) : boolean");
    expect_typed("", "category is 2", "(is decision:category symbol:category.2) : boolean");
    expect_typed("", "advised is not category",
                 "(not-is indicator:advised decision:category) : boolean");
    expect_typed("", "stage in [started]", "(in decision:stage symbol:work.started) : boolean");
    expect_typed("", "teaching in [good, pass]",
                 "(in indicator:teaching symbol:grade.good parameter:pass) : boolean");
    expect_typed("", "advice includes visit",
                 "(includes decision:advice symbol:advice.visit) : boolean");
    expect_typed("", "category is 2 or better",
                 "(is-or-better decision:category symbol:category.2) : boolean");
    expect_typed("", "teaching is pass or worse",
                 "(is-or-worse indicator:teaching parameter:pass) : boolean");
    expect_typed("", "teaching is worse than good",
                 "(is-worse indicator:teaching symbol:grade.good) : boolean");
    expect_typed("", "coalesce(teaching, good)",
                 "(coalesce indicator:teaching symbol:grade.good) : grade");
    expect_typed("", "coalesce(good, teaching)",
                 "(coalesce symbol:grade.good indicator:teaching) : grade");
    expect_typed("", "if(threat, slow, progress)",
                 "(if indicator:threat symbol:pace.slow indicator:progress) : pace");
    expect_typed("category", "if(threat, 1, 2)",
                 "(if indicator:threat symbol:category.1 symbol:category.2) : category");
    expect_typed("grade", "good", "symbol:grade.good : grade");
    expect_typed("grade", "if(threat, missing, good)",
                 "(if indicator:threat missing symbol:grade.good) : grade");
    expect_typed("", "mark(percent) is good",
                 "(is (table:mark indicator:percent) symbol:grade.good) : boolean");
    /* A word that is an item and an indicator: of different types, it is the item; of the same
     * type, it is ambiguous. */
    expect_typed("", "teaching is weak", "(is indicator:teaching symbol:grade.weak) : boolean");
    expect_typed("", "weak + 1", "(+ indicator:weak 1) : number");
    expect_refused("teaching is outstanding", "SC064@13");
    expect_refused("teaching is nice", "SC061@13");
    expect_refused("teaching is primary", "SC061@13");
    expect_refused("teaching is 2", "SC061@13");
    expect_refused("teaching is 'good'", "SC067@13");
    expect_refused("teaching is progress", "SC067@13");
    expect_refused("category is 4", "SC061@13");
    expect_refused("teaching in [good, care]", "SC075@20");
    expect_refused("teaching is care or better", "SC075@13");
    expect_refused("advice is visit", "SC073@8");
    expect_refused("advice in [visit]", "SC073@8");
    expect_refused("advice is missing", "SC073@8");
    expect_refused("advice includes 2", "SC061@17");
    expect_refused("category includes 2", "SC074@1");
    expect_refused("if(threat, good, outstanding)", "SC064@18");
    expect_refused("if(threat, good, slow)", "SC060@12 SC060@18");
    expect_expression_hint("teaching is 2", "write its id: 'good'");
    expect_expression_hint("teaching is poor", "write its id: 'weak'");
    expect_expression_hint("teaching is 'good'", "without quotes");
    expect_expression_hint("teaching is excellent", "outstanding, good, weak");
    expect_expression_hint("advice is visit", "'advice includes visit'");
    expect_expression_hint("category includes 2", "'category is 2'");
}

static void test_order_of_scales(void **state)
{
    (void)state;
    expect_refused("teaching < good", "SC070@10");
    expect_refused("category >= 2", "SC070@10");
    expect_refused("teaching == good", "SC070@10");
    expect_refused("school_phase is primary or better", "SC072@28");
    expect_refused("percent is 3 or better", "SC072@17");
    expect_refused("school_phase is better than primary", "SC072@17");
    expect_expression_hint("teaching < good",
                           "'is good or better', 'is better than good' or 'is worse than good'");
    expect_expression_hint("teaching == 2", "'teaching is good'");
    expect_expression_hint("school_phase is primary or better", "'is' or 'in'");
    expect_expression_hint("percent is 3 or worse", "< <= > >=");
}

static void test_arithmetic(void **state)
{
    (void)state;
    expect_typed("", "2", "2 : integer");
    expect_typed("", "pupils + 2 * pupils",
                 "(+ indicator:pupils (* 2 indicator:pupils)) : integer");
    expect_typed("", "pupils / 2", "(/ indicator:pupils 2) : number");
    expect_typed("", "pupils + 0.5", "(+ indicator:pupils 0.5) : number");
    expect_typed("", "-pupils", "(neg indicator:pupils) : integer");
    expect_typed("number", "pupils", "indicator:pupils : number");
    expect_typed("", "charge(percent)", "(table:charge indicator:percent) : number");
    expect_typed("", "days(pupils)", "(table:days indicator:pupils) : integer");
    expect_refused("teaching + 1", "SC067@1");
    expect_refused("visited - visited", "SC067@1 SC067@11");
    expect_refused("'a' + 'b'", "SC067@1 SC067@7");
    expect_refused("threat * 2", "SC067@1");
    expect_refused("days(percent)", "SC067@6");
    expect_refused("charge(percent, 2)", "SC076@1");
    expect_expression_hint("visited - visited", "days_between");
    expect_expression_hint("percent + '3'", "without quotes");
    expect_expression_hint("days(percent)", "round(x)");
}

static void test_functions(void **state)
{
    (void)state;
    expect_typed("", "known(teaching)", "(known indicator:teaching) : boolean");
    expect_typed("", "known(low)", "(known criterion:low) : boolean");
    expect_typed(
        "", "count(low, threat, percent > 3)",
        "(count criterion:low indicator:threat (compare indicator:percent > 3)) : integer");
    expect_typed("", "max(pupils, 1)", "(max indicator:pupils 1) : integer");
    expect_typed("", "max(pupils, percent)", "(max indicator:pupils indicator:percent) : number");
    expect_typed("", "mean(pupils, 1)", "(mean indicator:pupils 1) : number");
    expect_typed("", "floor(percent)", "(floor indicator:percent) : integer");
    expect_typed("", "round(percent)", "(round indicator:percent) : integer");
    expect_typed("", "round(percent, 0)", "(round indicator:percent 0) : integer");
    expect_typed("", "round(percent, -1)", "(round indicator:percent -1) : integer");
    expect_typed("", "round(percent, 2)", "(round indicator:percent 2) : number");
    expect_typed("", "mod(pupils, 7)", "(mod indicator:pupils 7) : integer");
    expect_typed("", "days_between(visited, today)",
                 "(days_between indicator:visited today) : integer");
    expect_typed("", "add_days(visited, 30)", "(add_days indicator:visited 30) : date");
    expect_typed("", "year(date(2008-09-01))", "(year 2008-09-01) : integer");
    expect_typed("", "upper(trim(words))", "(upper (trim indicator:words)) : text");
    expect_typed("", "length(words)", "(length indicator:words) : integer");
    expect_typed("", "contains(words, 'a')", "(contains indicator:words \"a\") : boolean");
    expect_typed("", "coalesce(pupils, percent)",
                 "(coalesce indicator:pupils indicator:percent) : number");
    expect_typed("", "coalesce(pupils, missing)", "(coalesce indicator:pupils missing) : integer");
    expect_typed("", "if(threat, missing, visited)",
                 "(if indicator:threat missing indicator:visited) : date");
    expect_typed("text", "missing", "missing : text");
    expect_typed("", "missing + 1", "(+ missing 1) : number");
    expect_typed("", "if(threat, low, false)",
                 "(if indicator:threat criterion:low false) : boolean");
    expect_refused("missing", "SC069@1");
    expect_refused("coalesce(missing, missing)", "SC069@1");
    expect_refused("known(missing)", "SC069@7");
    expect_refused("known(good)", "SC060@7");
    expect_refused("coalesce(percent, words)", "SC068@19");
    expect_refused("if(threat, 1, visited)", "SC068@15");
    expect_refused("if(percent, 1, 2)", "SC067@4");
    expect_refused("if(threat, 1)", "SC076@1");
    expect_refused("coalesce(percent)", "SC076@1");
    expect_refused("round(percent, pupils)", "SC077@16");
    expect_refused("round(percent, 16)", "SC077@16");
    expect_refused("round(percent, 1.5)", "SC077@16");
    expect_refused("count(low, percent)", "SC067@12");
    expect_refused("year(words)", "SC067@6");
    expect_refused("add_days(visited, visited)", "SC067@19");
    expect_refused("lower(teaching)", "SC067@7");
}

static void test_comparisons(void **state)
{
    (void)state;
    expect_typed("", "25 <= percent < 50", "(compare 25 <= indicator:percent < 50) : boolean");
    expect_typed("", "visited < today", "(compare indicator:visited < today) : boolean");
    expect_typed("", "words == 'a'", "(compare indicator:words == \"a\") : boolean");
    expect_typed("", "threat != low", "(compare indicator:threat != criterion:low) : boolean");
    expect_typed("", "words is 'a'", "(is indicator:words \"a\") : boolean");
    expect_typed("", "threat is true", "(is indicator:threat true) : boolean");
    expect_typed("", "percent is limit", "(is indicator:percent parameter:limit) : boolean");
    expect_typed("", "pupils in [1, 2.5, limit]",
                 "(in indicator:pupils 1 2.5 parameter:limit) : boolean");
    expect_typed("", "words not matches '^a'", "(not-matches indicator:words \"^a\") : boolean");
    expect_typed("", "teaching is missing", "(is-missing indicator:teaching) : boolean");
    expect_typed("", "not (low and threat)",
                 "(not (and criterion:low indicator:threat)) : boolean");
    expect_refused("percent < '90'", "SC068@11");
    expect_refused("'90' < percent", "SC068@1");
    expect_refused("visited > 5", "SC068@11");
    expect_refused("words < 'a'", "SC071@7");
    expect_refused("threat >= false", "SC071@8");
    expect_refused("percent is good", "SC060@12");
    expect_refused("percent is visited", "SC068@12");
    expect_refused("pupils in [1, 'a']", "SC068@15");
    expect_refused("percent matches 'a'", "SC067@1");
    expect_refused("words matches '('", "SC078@15");
    expect_refused("low and percent", "SC067@9");
    expect_refused("not percent", "SC067@5");
    expect_refused("low or teaching", "SC067@8");
    expect_expression_hint("percent < '90'", "write 90 without quotes");
    expect_expression_hint("visited > '2008-09-01'", "date(2008-09-01)");
    expect_expression_hint("low and percent", "percent > 0");
    expect_expression_hint("low and teaching", "teaching is outstanding");
}

/* One error is reported once. */
static void test_no_echoes(void **state)
{
    (void)state;
    expect_refused("nothing is good", "SC060@1");
    expect_refused("nothing in [good, weak]", "SC060@1");
    expect_refused("nothing > other", "SC060@1 SC060@11");
    expect_refused("abs(nothing) + 1 > 2 and not nothing", "SC060@5 SC060@30");
    expect_refused("coalesce(teaching, nothing) is good", "SC061@20");
    expect_refused("teaching + 1 > 2 or words > 1", "SC067@1 SC068@29");
    expect_refused("nothing is good or better or nothing is better than good", "SC060@1 SC060@30");
}

/* --- computed numbers --- */

static void test_equality_of_computed(void **state)
{
    (void)state;
    expect_refused("percent / 2 == 0.3", "SC100@13");
    expect_refused("used * 2 != 3", "SC100@10");
    expect_refused("0.1 + 0.2 is 0.3", "SC100@11");
    expect_refused("mean(percent, 2) in [0.3]", "SC100@18");
    expect_refused("max(percent / 2, 1) == 0.3", "SC100@21");
    expect_refused("percent == 0.3", "");
    expect_refused("pupils * 2 == 4", "");
    expect_refused("round(percent / 2, 1) == 0.3", "");
    expect_refused("charge(percent) == 2.5", "");
    expect_refused("percent / 2 <= 0.3", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),           cmocka_unit_test(test_symbols),
        cmocka_unit_test(test_order_of_scales), cmocka_unit_test(test_arithmetic),
        cmocka_unit_test(test_functions),       cmocka_unit_test(test_comparisons),
        cmocka_unit_test(test_no_echoes),       cmocka_unit_test(test_equality_of_computed),
    };
    return cmocka_run_group_tests_name("check_expression", tests, NULL, NULL);
}

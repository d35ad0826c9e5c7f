/* The checker: rule files given as text, the model that comes out, and what is said of those that are wrong.
 */
#include "testing.h"
#include "tree.h"

#include "language/language.h"
#include <stdio.h>

typedef struct bench {
    schoolcat_allocator allocator;
    sc_arena arena;
    sc_sources sources;
    schoolcat_diagnostics *diagnostics;
    sc_model *model;
    bool sound;
} bench;

static void bench_open(bench *b, const char *text, const schoolcat_allocator *hooks,
                       const schoolcat_setting *parameter)
{
    memset(b, 0, sizeof *b);
    b->allocator = sc_allocator_from(hooks);
    sc_arena_init(&b->arena, &b->allocator);
    b->sources.arena = &b->arena;
    b->diagnostics = sc_diagnostics_new(&b->allocator);
    if (b->diagnostics == NULL)
        return;
    schoolcat_load_options options = SCHOOLCAT_LOAD_OPTIONS;
    options.parameters = parameter;
    options.parameter_count = parameter != NULL;
    sc_load_request request = {SC_TEXT("rules.yaml"), sc_text_of(text), &options};
    (void)sc_load_model(&b->arena, &b->sources, b->diagnostics, &request, &b->model);
    b->sound = b->model != NULL && sc_check_model(b->model, b->diagnostics);
}

static void bench_close(bench *b)
{
    schoolcat_diagnostics_free(b->diagnostics);
    sc_model_destroy(b->model);
    sc_arena_destroy(&b->arena);
}

/* All problems as "SC060:12:9", in order. */
static void write_problems(const bench *b, sc_buffer *out)
{
    for (size_t i = 0; i < schoolcat_diagnostics_count(b->diagnostics); i++) {
        schoolcat_diagnostic problem = SCHOOLCAT_DIAGNOSTIC;
        assert_int_equal(schoolcat_diagnostics_get(b->diagnostics, i, &problem), SCHOOLCAT_OK);
        char line[64];
        snprintf(line, sizeof line, "%s%s:%u:%u", i > 0 ? " " : "", problem.code, problem.line,
                 problem.column);
        sc_buffer_string(out, line);
    }
}

static void compare(const bench *b, const char *about, const char *is, const char *instead)
{
    is = is == NULL ? "" : is;
    if (strcmp(is, instead) == 0)
        return;
    schoolcat_text *report = NULL;
    (void)schoolcat_diagnostics_render(b->diagnostics, SCHOOLCAT_FORMAT_TEXT, false, &report);
    print_error("%s\n  is      %s\n  instead %s\n%s", about, is, instead, schoolcat_text_data(report));
    schoolcat_text_free(report);
    fail();
}

static void expect_problems(const char *text, const char *problems)
{
    bench b;
    bench_open(&b, text, NULL, NULL);
    sc_buffer out;
    sc_buffer_init(&out, &b.allocator);
    write_problems(&b, &out);
    compare(&b, text, out.data, problems);
    sc_buffer_destroy(&out);
    bench_close(&b);
}

/* Some problem of the text has this code, and its message or hint holds these words. */
static void expect_words(const char *text, const char *code, const char *words)
{
    bench b;
    bench_open(&b, text, NULL, NULL);
    bool found = false;
    for (size_t i = 0; i < schoolcat_diagnostics_count(b.diagnostics); i++) {
        schoolcat_diagnostic problem = SCHOOLCAT_DIAGNOSTIC;
        assert_int_equal(schoolcat_diagnostics_get(b.diagnostics, i, &problem), SCHOOLCAT_OK);
        found = found || (strcmp(problem.code, code) == 0 &&
                          (strstr(problem.message, words) != NULL || strstr(problem.hint, words) != NULL));
    }
    if (!found)
        compare(&b, text, "without", words);
    bench_close(&b);
}

/* --- single expressions, among invented names of every kind --- */

#define HEAD "schoolcat: 1\nauthority: Invented Council\ntitle: Invented rules\n"

#define NAMES                                                                                                \
    HEAD "parameters:\n"                                                                                     \
         "  limit: {value: 25, type: number}\n"                                                              \
         "  pass: {value: good, type: grade}\n"                                                              \
         "scales:\n"                                                                                         \
         "  grade: [outstanding, {id: good, code: 2}, {id: weak, aliases: [poor]}]\n"                        \
         "  pace: [good, slow]\n"                                                                            \
         "  work: [done, started]\n"                                                                         \
         "choices:\n"                                                                                        \
         "  phase: [primary, secondary]\n"                                                                   \
         "indicators:\n"                                                                                     \
         "  teaching: {type: grade}\n"                                                                       \
         "  care: {type: grade}\n"                                                                           \
         "  outstanding: {type: grade}\n"                                                                    \
         "  weak: {type: number}\n"                                                                          \
         "  progress: {type: pace}\n"                                                                        \
         "  school_phase: {type: phase}\n"                                                                   \
         "  percent: {type: number}\n"                                                                       \
         "  pupils: {type: integer}\n"                                                                       \
         "  threat: {type: boolean}\n"                                                                       \
         "  words: {type: text}\n"                                                                           \
         "  visited: {type: date}\n"                                                                         \
         "  advised: {type: category}\n"                                                                     \
         "  min: {type: number}\n"                                                                           \
         "tables:\n"                                                                                         \
         "  charge: {of: number, bands: [{up_to: 10, value: 0}, {above: 10, value: 2.5}]}\n"                 \
         "  days: {of: integer, bands: [{up_to: 10, value: 0}, {above: 10, value: 2}]}\n"                    \
         "  mark: {of: number, bands: [{up_to: 10, value: weak}, {above: 10, value: good}], type: grade}\n"  \
         "criteria:\n"                                                                                       \
         "  low: {when: percent < limit and teaching is pass}\n"                                             \
         "groups:\n"                                                                                         \
         "  signs: [low, threat]\n"                                                                          \
         "decisions:\n"                                                                                      \
         "  category:\n"                                                                                     \
         "    choose: first\n"                                                                               \
         "    outcomes: [1, 2, 3]\n"                                                                         \
         "    rules: [{id: high, then: 1, when: low}, {id: middle, then: 2, when: threat}]\n"                \
         "    otherwise: 3\n"                                                                                \
         "  advice:\n"                                                                                       \
         "    choose: every\n"                                                                               \
         "    rules: [{id: visit, when: low}, {id: write, when: threat}]\n"                                  \
         "  stage:\n"                                                                                        \
         "    choose: first\n"                                                                               \
         "    outcomes: work\n"                                                                              \
         "    rules: [{id: begin, then: started, when: {any: signs}}]\n"                                     \
         "derived:\n"                                                                                        \
         "  used: {value: 'coalesce(charge(percent), days(pupils), if(mark(percent) is good, 1, 0))', "      \
         "output: true}\n"

/* The names, and a derived value whose expression stands on one line from column 7. */
static void open_expression(bench *b, const char *type, const char *expression)
{
    size_t room = sizeof NAMES + strlen(expression) + 200;
    char *text = malloc(room);
    assert_non_null(text);
    int length = snprintf(text, room, NAMES "  probe:\n    output: true\n");
    if (type[0] != '\0')
        length += snprintf(text + length, room - (size_t)length, "    type: %s\n", type);
    snprintf(text + length, room - (size_t)length, "    value: |-\n      %s\n", expression);
    bench_open(b, text, NULL, NULL);
    free(text);
    assert_non_null(b->model);
}

/* The tree of the expression, and the type that it has. */
static void expect_typed(const char *type, const char *expression, const char *tree)
{
    bench b;
    open_expression(&b, type, expression);
    const sc_derived *probe = &b.model->derived[b.model->derived_count - 1];
    sc_buffer out;
    sc_buffer_init(&out, &b.allocator);
    write_problems(&b, &out);
    if (out.length > 0)
        sc_buffer_byte(&out, ' ');
    tree_write(b.model, probe->value, false, &out);
    sc_buffer_string(&out, " : ");
    sc_buffer_text(&out, sc_type_name(b.model, probe->type));
    compare(&b, expression, out.data, tree);
    sc_buffer_destroy(&out);
    bench_close(&b);
}

/* Problems as "SC060@3": code and column in the expression. */
static void expect_refused(const char *expression, const char *problems)
{
    bench b;
    open_expression(&b, "", expression);
    sc_buffer out;
    sc_buffer_init(&out, &b.allocator);
    for (size_t i = 0; i < schoolcat_diagnostics_count(b.diagnostics); i++) {
        schoolcat_diagnostic problem = SCHOOLCAT_DIAGNOSTIC;
        assert_int_equal(schoolcat_diagnostics_get(b.diagnostics, i, &problem), SCHOOLCAT_OK);
        assert_string_equal(problem.element, "derived.probe.value");
        char line[64];
        snprintf(line, sizeof line, "%s%s@%u", i > 0 ? " " : "", problem.code, problem.column - 6);
        sc_buffer_string(&out, line);
    }
    compare(&b, expression, out.data, problems);
    sc_buffer_destroy(&out);
    bench_close(&b);
}

static void expect_hint(const char *expression, const char *hint)
{
    bench b;
    open_expression(&b, "", expression);
    schoolcat_diagnostic problem = SCHOOLCAT_DIAGNOSTIC;
    assert_int_equal(schoolcat_diagnostics_get(b.diagnostics, 0, &problem), SCHOOLCAT_OK);
    if (strstr(problem.hint, hint) == NULL)
        compare(&b, expression, problem.hint, hint);
    bench_close(&b);
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
    expect_hint("percnt", "did you mean 'percent'?");
    expect_hint("good", "'good' is an item of 'grade'");
    expect_hint("signs", "any:, all: or of:");
    expect_hint("charge", "charge(...)");
    expect_hint("grade", "is a type");
    expect_hint("middle", "rule of the decision 'category'");
    expect_hint("yes", "true or false");
    expect_hint("coalese(percent, 1)", "did you mean 'coalesce'?");
    expect_hint("percent(1)", "is an indicator and stands without brackets");
}

static void test_symbols(void **state)
{
    (void)state;
    expect_typed("", "teaching is good", "(is indicator:teaching symbol:grade.good) : boolean");
    expect_typed("", "progress is good", "(is indicator:progress symbol:pace.good) : boolean");
    expect_typed("", "teaching is care", "(is indicator:teaching indicator:care) : boolean");
    expect_typed("", "teaching is pass", "(is indicator:teaching parameter:pass) : boolean");
    expect_typed("", "category is 2", "(is decision:category symbol:category.2) : boolean");
    expect_typed("", "advised is not category", "(not-is indicator:advised decision:category) : boolean");
    expect_typed("", "stage in [started]", "(in decision:stage symbol:work.started) : boolean");
    expect_typed("", "teaching in [good, pass]",
                 "(in indicator:teaching symbol:grade.good parameter:pass) : boolean");
    expect_typed("", "advice includes visit", "(includes decision:advice symbol:advice.visit) : boolean");
    expect_typed("", "category is 2 or better",
                 "(is-or-better decision:category symbol:category.2) : boolean");
    expect_typed("", "teaching is pass or worse",
                 "(is-or-worse indicator:teaching parameter:pass) : boolean");
    expect_typed("", "teaching is worse than good",
                 "(is-worse indicator:teaching symbol:grade.good) : boolean");
    expect_typed("", "coalesce(teaching, good)", "(coalesce indicator:teaching symbol:grade.good) : grade");
    expect_typed("", "coalesce(good, teaching)", "(coalesce symbol:grade.good indicator:teaching) : grade");
    expect_typed("", "if(threat, slow, progress)",
                 "(if indicator:threat symbol:pace.slow indicator:progress) : pace");
    expect_typed("category", "if(threat, 1, 2)",
                 "(if indicator:threat symbol:category.1 symbol:category.2) : category");
    expect_typed("grade", "good", "symbol:grade.good : grade");
    expect_typed("grade", "if(threat, missing, good)",
                 "(if indicator:threat missing symbol:grade.good) : grade");
    expect_typed("", "mark(percent) is good",
                 "(is (table:mark indicator:percent) symbol:grade.good) : boolean");
    /* An item and an indicator of another type: only the item can be meant; of its own type: both can. */
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
    expect_hint("teaching is 2", "write its id: 'good'");
    expect_hint("teaching is poor", "write its id: 'weak'");
    expect_hint("teaching is 'good'", "without quotes");
    expect_hint("teaching is excellent", "outstanding, good, weak");
    expect_hint("advice is visit", "'advice includes visit'");
    expect_hint("category includes 2", "'category is 2'");
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
    expect_hint("teaching < good", "'is good or better', 'is better than good' or 'is worse than good'");
    expect_hint("teaching == 2", "'teaching is good'");
    expect_hint("school_phase is primary or better", "'is' or 'in'");
    expect_hint("percent is 3 or worse", "< <= > >=");
}

static void test_arithmetic(void **state)
{
    (void)state;
    expect_typed("", "2", "2 : integer");
    expect_typed("", "pupils + 2 * pupils", "(+ indicator:pupils (* 2 indicator:pupils)) : integer");
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
    expect_hint("visited - visited", "days_between");
    expect_hint("percent + '3'", "without quotes");
    expect_hint("days(percent)", "round(x)");
}

static void test_functions(void **state)
{
    (void)state;
    expect_typed("", "known(teaching)", "(known indicator:teaching) : boolean");
    expect_typed("", "known(low)", "(known criterion:low) : boolean");
    expect_typed("", "count(low, threat, percent > 3)",
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
    expect_typed("", "days_between(visited, today)", "(days_between indicator:visited today) : integer");
    expect_typed("", "add_days(visited, 30)", "(add_days indicator:visited 30) : date");
    expect_typed("", "year(date(2008-09-01))", "(year 2008-09-01) : integer");
    expect_typed("", "upper(trim(words))", "(upper (trim indicator:words)) : text");
    expect_typed("", "length(words)", "(length indicator:words) : integer");
    expect_typed("", "contains(words, 'a')", "(contains indicator:words \"a\") : boolean");
    expect_typed("", "coalesce(pupils, percent)", "(coalesce indicator:pupils indicator:percent) : number");
    expect_typed("", "coalesce(pupils, missing)", "(coalesce indicator:pupils missing) : integer");
    expect_typed("", "if(threat, missing, visited)",
                 "(if indicator:threat missing indicator:visited) : date");
    expect_typed("text", "missing", "missing : text");
    expect_typed("", "missing + 1", "(+ missing 1) : number");
    expect_typed("", "if(threat, low, false)", "(if indicator:threat criterion:low false) : boolean");
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
    expect_typed("", "pupils in [1, 2.5, limit]", "(in indicator:pupils 1 2.5 parameter:limit) : boolean");
    expect_typed("", "words not matches '^a'", "(not-matches indicator:words \"^a\") : boolean");
    expect_typed("", "teaching is missing", "(is-missing indicator:teaching) : boolean");
    expect_typed("", "not (low and threat)", "(not (and criterion:low indicator:threat)) : boolean");
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
    expect_hint("percent < '90'", "write 90 without quotes");
    expect_hint("visited > '2008-09-01'", "date(2008-09-01)");
    expect_hint("low and percent", "percent > 0");
    expect_hint("low and teaching", "teaching is outstanding");
}

/* What is wrong once is said once. */
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

/* --- whole files --- */

static const char sound[] = HEAD
    "parameters:\n"
    "  days: {value: 15, type: integer, min: 0}\n"
    "  rate: {value: 0.5, type: number}\n"
    "  start: {value: 2008-09-01, type: date}\n"
    "  first_grade: {value: '1', type: grade}\n"
    "scales:\n"
    "  grade: [{id: good, code: 1}, {id: poor, code: 2, aliases: [very poor]}]\n"
    "indicators:\n"
    "  teaching: {type: grade, blank_means: very poor}\n"
    "  seen: {type: date, min: 2000-01-01}\n"
    "  number: {type: text, pattern: '[0-9]{7}'}\n"
    "tables:\n"
    "  letter: {of: date, bands: [{up_to: 2008-09-01, value: a}, {above: 2008-09-01, value: b}]}\n"
    "derived:\n"
    "  second: {value: first + 1, output: true}\n"
    "  first: {value: 'if(category is 2, 1, 2)'}\n"
    "criteria:\n"
    "  weak: {when: 'teaching is poor or letter(seen) is ''a'' or number matches ''^1'' or first_grade is "
    "poor'}\n"
    "  old: {when: number matches '^1' and seen < start}\n"
    "groups:\n"
    "  signs: [weak, old]\n"
    "decisions:\n"
    "  advice:\n"
    "    choose: every\n"
    "    outcomes: [{id: letter, details: {to: 'Head {{x}', within: '{days} days', list: ['{rate}', 3]}}]\n"
    "    rules:\n"
    "      - {id: write, then: letter, when: {any: signs}, details: {within: 'by {start}, {first_grade}', "
    "who: SIP}}\n"
    "      - {id: visit, name: A visit, when: category is 2, details: {days: '{days}'}}\n"
    "      - {id: letter, when: second > 2}\n"
    "  category:\n"
    "    choose: worst\n"
    "    outcomes: [1, {id: 2, name: Second}]\n"
    "    rules:\n"
    "      - {id: low, then: 2, when: {at_least: 1, of: signs}}\n"
    "    otherwise: 1\n";

static const sc_detail *detail_of(const sc_detail *map, const char *key)
{
    for (uint32_t i = 0; i < map->count; i++) {
        if (sc_text_is(map->keys[i], key))
            return &map->items[i];
    }
    fail_msg("no detail '%s'", key);
    return NULL;
}

#define assert_text(text, instead) assert_true(sc_text_is((text), (instead)))

static void test_sound_file(void **state)
{
    (void)state;
    bench b;
    bench_open(&b, sound, NULL, NULL);
    sc_buffer out;
    sc_buffer_init(&out, &b.allocator);
    write_problems(&b, &out);
    compare(&b, "the sound file", out.data, "");
    sc_buffer_destroy(&out);
    assert_true(b.sound);
    const sc_model *m = b.model;
    assert_int_equal(m->parameters[2].value.kind, SC_KIND_DATE);
    assert_true(m->parameters[2].value.number == 14123);
    assert_int_equal(m->parameters[3].value.symbol, 0);
    assert_int_equal(m->indicators[0].blank_means.kind, SC_KIND_SYMBOL);
    assert_int_equal(m->indicators[0].blank_means.symbol, 1);
    assert_int_equal(m->tables[0].type.kind, SC_KIND_TEXT);
    assert_int_equal(m->derived[0].type.kind, SC_KIND_INTEGER);
    bench_close(&b);
}

static void test_patterns_are_shared(void **state)
{
    (void)state;
    bench b;
    bench_open(&b, sound, NULL, NULL);
    assert_int_equal(b.model->pattern_count, 2);
    assert_true(b.model->patterns[0].whole);
    assert_int_equal(b.model->indicators[2].pattern, 0);
    assert_text(b.model->patterns[1].text, "^1");
    assert_int_equal(b.model->criteria[0].when->children[2]->pattern, 1);
    assert_int_equal(b.model->criteria[1].when->children[0]->pattern, 1);
    bench_close(&b);
}

static void test_orders(void **state)
{
    (void)state;
    bench b;
    bench_open(&b, sound, NULL, NULL);
    /* second reads first, which reads category, which reads weak and old; advice reads them all. */
    assert_int_equal(b.model->derived_order[0], 1);
    assert_int_equal(b.model->derived_order[1], 0);
    assert_int_equal(b.model->decision_order[0], 1);
    assert_int_equal(b.model->decision_order[1], 0);
    assert_int_equal(b.model->criterion_order[0] + b.model->criterion_order[1], 1);
    bench_close(&b);
}

static void test_outcomes_of_every(void **state)
{
    (void)state;
    bench b;
    bench_open(&b, sound, NULL, NULL);
    const sc_decision *advice = &b.model->decisions[0];
    const sc_domain *domain = &b.model->domains[advice->domain];
    assert_int_equal(domain->item_count, 2);
    assert_text(domain->items[0].about.id, "letter");
    assert_text(domain->items[1].about.id, "visit");
    assert_text(domain->items[1].name, "A visit");
    assert_false(domain->ordered);
    assert_int_equal(advice->rules[0].outcome, 0);
    assert_int_equal(advice->rules[1].outcome, 1);
    assert_int_equal(advice->rules[2].outcome, 0);
    assert_int_equal(b.model->decisions[1].rules[0].outcome, 1);
    assert_int_equal(b.model->decisions[1].otherwise.outcome, 0);
    bench_close(&b);
}

static void test_details(void **state)
{
    (void)state;
    bench b;
    bench_open(&b, sound, NULL, NULL);
    const sc_decision *advice = &b.model->decisions[0];
    const sc_detail *outcome = b.model->domains[advice->domain].items[0].details;
    assert_text(detail_of(outcome, "to")->text, "Head {x}");
    assert_text(detail_of(outcome, "within")->text, "15 days");
    assert_text(detail_of(outcome, "list")->items[0].text, "0.5");
    assert_true(detail_of(outcome, "list")->items[1].number == 3);
    const sc_detail *rule = advice->rules[0].details;
    assert_int_equal(rule->count, 4);
    assert_text(rule->keys[0], "to");
    assert_text(detail_of(rule, "to")->text, "Head {x}");
    assert_text(detail_of(rule, "within")->text, "by 2008-09-01, good");
    assert_text(detail_of(rule, "who")->text, "SIP");
    assert_text(detail_of(advice->rules[1].details, "days")->text, "15");
    assert_ptr_equal(advice->rules[2].details, outcome);
    assert_null(b.model->decisions[1].rules[0].details);
    bench_close(&b);
}

#define DECISION                                                                                             \
    "decisions:\n"                                                                                           \
    "  category:\n"                                                                                          \
    "    choose: first\n"                                                                                    \
    "    outcomes: [1, 2]\n"                                                                                 \
    "    rules: [{id: low, then: 2, when: x < 1}]\n"                                                         \
    "    otherwise: 1\n"
#define INDICATOR "indicators:\n  x: {type: number}\n"

static void test_circles(void **state)
{
    (void)state;
    expect_words(HEAD INDICATOR "derived:\n"
                                "  a: {value: b + x, output: true}\n"
                                "  b: {value: c}\n"
                                "  c: {value: a}\n",
                 "SC088", "a -> b -> c -> a");
    expect_problems(HEAD INDICATOR "derived:\n  a: {value: a + x, output: true}\n", "SC088:7:3");
    expect_words(HEAD INDICATOR "criteria:\n"
                                "  low: {when: support is 1}\n" DECISION "  support:\n"
                                "    choose: first\n"
                                "    outcomes: [1, 2]\n"
                                "    rules: [{id: a, then: 2, when: low}]\n"
                                "    otherwise: 1\n",
                 "SC088", "support -> low -> support");
}

/* The types of derived values are told in whatever order they stand; a word that is no value but an item is
 * no reading. */
static void test_types_of_derived(void **state)
{
    (void)state;
    expect_problems(HEAD "scales:\n  grade: [good, poor]\n"
                         "indicators:\n  teaching: {type: grade}\n"
                         "derived:\n"
                         "  good: {value: teaching is good, output: true}\n"
                         "  poor: {value: 'if(good, care is good, copy is poor)', output: true}\n"
                         "  care: {value: copy, output: true}\n"
                         "  copy: {value: 'coalesce(teaching, good)', output: true}\n",
                    "");
}

static void test_tables(void **state)
{
    (void)state;
#define TABLE(bands)                                                                                         \
    HEAD INDICATOR "tables:\n  t: {of: number, bands: [" bands                                               \
                   "]}\nderived:\n  d: {value: t(x), output: true}\n"
    expect_problems(TABLE("{up_to: 1, value: 1}, {up_to: 2, value: 2}, {above: 2, value: 3}"), "");
    expect_problems(TABLE("{up_to: 1, value: 1}, {above: 2, value: 2}"), "SC170:7:49");
    expect_problems(TABLE("{up_to: 1, value: 1}, {above: 0, value: 2}"), "SC171:7:49");
    expect_problems(TABLE("{up_to: 1, value: 1}, {up_to: 1, value: 2}, {above: 1, value: 1}"), "SC171:7:49");
    expect_problems(TABLE("{up_to: 1, value: 1}, {up_to: 2, value: 2}"), "SC170:7:49");
    expect_problems(TABLE("{above: 1, value: 1}"), "SC170:7:27");
    expect_problems(TABLE("{up_to: 1, value: 1}, {above: 1, value: two}"), "SC080:7:67");
    expect_problems(TABLE("{up_to: 1, value: a}, {above: 1, value: 2}"), "");
    expect_problems(TABLE("{up_to: 1, value: true}, {above: 1, value: false}"), "SC179:7:3");
    expect_problems(TABLE(""), "SC178:7:26");
    expect_words(TABLE("{up_to: 1, value: 1}, {above: 2, value: 2}"), "SC170", "above 1 up to 2");
}

static void test_values_written_down(void **state)
{
    (void)state;
#define PARAMETERS(line)                                                                                     \
    HEAD "parameters:\n  p: {" line                                                                          \
         "}\nscales:\n  grade: [good, poor]\nderived:\n  d: {value: p, output: true}\n"
    expect_problems(PARAMETERS("value: 2.5"), "");
    expect_problems(PARAMETERS("value: 2.5, type: integer"), "SC080:5:14");
    expect_problems(PARAMETERS("value: '2', type: integer"), "SC080:5:14");
    expect_problems(PARAMETERS("value: yes, type: boolean"), "SC080:5:14");
    expect_problems(PARAMETERS("value: 2008-02-30, type: date"), "SC080:5:14");
    expect_problems(PARAMETERS("value: god, type: grade"), "SC080:5:14");
    expect_problems(PARAMETERS("value: .inf, type: number"), "SC080:5:14");
    expect_problems(PARAMETERS("value: 5, type: number, min: 10"), "SC083:5:14");
    expect_problems(PARAMETERS("value: 5, type: number, min: 9, max: 1"), "SC082:5:44");
    expect_problems(PARAMETERS("value: good, type: grade, min: good"), "SC081:5:38");
    expect_problems(PARAMETERS("value: 5, type: numbr"), "SC062:5:23");
    expect_words(PARAMETERS("value: god, type: grade"), "SC080", "did you mean 'good'?");
    expect_words(PARAMETERS("value: 5, type: string"), "SC062", "write text");
    expect_words(PARAMETERS("value: '2', type: integer"), "SC080", "take the quotes away");
}

static void test_counts(void **state)
{
    (void)state;
#define COUNT(value, count)                                                                                  \
    HEAD INDICATOR "parameters:\n  n: {value: " value "}\n"                                                  \
                   "criteria:\n  c: {when: {at_least: " count ", of: [x < 1, x > 5]}}\n"                     \
                   "derived:\n  d: {value: c and n > 0, output: true}\n"
    expect_problems(COUNT("2", "n"), "");
    expect_problems(COUNT("2", "0"), "");
    expect_problems(COUNT("2", "3"), "SC086:9:24");
    expect_problems(COUNT("3", "n"), "SC086:9:24");
    expect_problems(COUNT("-1", "n"), "SC086:9:24");
    expect_problems(COUNT("1.5", "n"), "SC086:9:24");
    expect_problems(COUNT("1", "x"), "SC085:9:24");
    expect_problems(COUNT("1", "m"), "SC060:9:24");
    expect_problems(HEAD INDICATOR
                    "criteria:\n  c: {when: {any: []}}\nderived:\n  d: {value: c and x > 0, output: true}\n",
                    "SC084:7:14");
    /* What the caller sets is checked as well. */
    bench b;
    const schoolcat_setting setting = {"n", "3"};
    bench_open(&b, COUNT("2", "n"), NULL, &setting);
    assert_false(b.sound);
    schoolcat_diagnostic problem = SCHOOLCAT_DIAGNOSTIC;
    assert_int_equal(schoolcat_diagnostics_get(b.diagnostics, 0, &problem), SCHOOLCAT_OK);
    assert_string_equal(problem.code, "SC086");
    bench_close(&b);
}

static void test_decisions(void **state)
{
    (void)state;
#define DECIDE(choose, outcomes, rule, otherwise)                                                            \
    HEAD INDICATOR "choices:\n  phase: [a, b]\ndecisions:\n  category:\n    choose: " choose "\n"            \
                   "    outcomes: " outcomes "\n    rules: [" rule "]\n" otherwise
    expect_problems(DECIDE("first", "[1, 2]", "{id: r, then: 2, when: x < 1}", "    otherwise: 1\n"), "");
    expect_problems(DECIDE("first", "[1, 2]", "{id: r, then: 3, when: x < 1}", ""), "SC061:12:27");
    expect_problems(DECIDE("first", "[1, 2]", "{id: r, then: 2, when: x < 1}", "    otherwise: 4\n"),
                    "SC061:13:16");
    expect_problems(DECIDE("first", "[1, 2]", "{id: r, when: x < 1}", "    otherwise: 1\n"), "SC174:12:18");
    expect_problems(DECIDE("first", "phase", "{id: r, then: a, when: x < 1}", ""), "SC173:11:15");
    expect_problems(DECIDE("every", "phase", "{id: r, then: a, when: x < 1}", ""), "");
    expect_problems(DECIDE("every", "phase", "{id: r, when: x < 1}", ""), "SC174:12:18");
    expect_problems(DECIDE("every", "[1]", "{id: r, then: 1, when: x < 1}", "    otherwise: 1\n"),
                    "SC175:13:16");
    expect_problems(DECIDE("first", "[1, 2]", "{id: r, then: 2, when: x < 1}", ""), "SC102:11:16");
    expect_problems(
        DECIDE("first", "[1, 2]", "{id: r, then: 2, when: x < 1}, {id: r, then: 1, when: x > 1}", ""),
        "SC029:12:49");
    expect_problems(DECIDE("first", "[1]", "{id: r, then: 1, when: x}", ""), "SC067:12:36");
    expect_problems(DECIDE("first", "grade", "{id: r, then: 1, when: x < 1}", ""), "SC062:11:15");
}

static void test_names_taken(void **state)
{
    (void)state;
    expect_problems(HEAD INDICATOR "derived:\n  x: {value: 1, output: true}\n" DECISION, "SC065:7:3");
    expect_problems(HEAD INDICATOR "scales:\n  category: [a, b]\n" DECISION, "SC066:9:3");
    expect_problems(HEAD INDICATOR "scales:\n  number: [a, b]\n" DECISION, "SC066:7:3");
    expect_problems(
        HEAD INDICATOR
        "tables:\n  min: {of: number, bands: [{up_to: 1, value: 1}, {above: 1, value: 2}]}\n" DECISION,
        "SC065:7:3");
    /* A criterion and a group, a rule and a criterion may share a name. */
    expect_problems(
        HEAD INDICATOR
        "criteria:\n  low: {when: x < 1}\ngroups:\n  low: [low]\nderived:\n  d: {value: low, output: true}\n"
        "decisions:\n  category:\n    choose: first\n    outcomes: [1]\n    rules: [{id: low, then: 1, when: "
        "{any: low}}]\n",
        "");
}

static void test_details_refused(void **state)
{
    (void)state;
#define DETAIL(text)                                                                                         \
    HEAD INDICATOR "parameters:\n  days: {value: 5, type: integer}\n"                                        \
                   "decisions:\n  category:\n    choose: first\n    outcomes: [{id: 1, details: {a: '" text  \
                   "', b: '{days}'}}]\n"                                                                     \
                   "    rules: [{id: r, then: 1, when: x < 1}]\n"
    expect_problems(DETAIL("in {days} days"), "");
    expect_problems(DETAIL("in {day} days"), "SC089:11:42");
    expect_problems(DETAIL("in {x} days"), "SC089:11:42");
    expect_problems(DETAIL("a {{brace}"), "");
    expect_problems(DETAIL("a { brace"), "SC089:11:37");
    expect_words(DETAIL("in {day} days"), "SC089", "did you mean 'days'?");
    expect_words(DETAIL("in {x} days"), "SC089", "an indicator");
}

static void test_indicator_fields(void **state)
{
    (void)state;
#define INDICATE(fields)                                                                                     \
    HEAD "indicators:\n  i: {" fields "}\nderived:\n  d: {value: known(i), output: true}\n"
    expect_problems(INDICATE("type: text, pattern: '[a-z'"), "SC078:5:28");
    expect_problems(INDICATE("type: number, pattern: '[a-z]'"), "SC079:5:30");
    expect_problems(INDICATE("type: number, blank_means: none"), "SC080:5:34");
    expect_problems(INDICATE("type: number, max: 5, blank_means: 6"), "SC083:5:42");
    expect_problems(INDICATE("type: boolean, blank_means: no"), "SC080:5:35");
    expect_problems(INDICATE("type: text, date_format: '%d/%m/%Y'"), "SC079:5:32");
    expect_problems(INDICATE("type: date, date_format: '%d/%m'"), "SC087:5:32");
    expect_problems(INDICATE("type: date, date_format: '%d/%m/%Y'"), "");
}

static void test_unused(void **state)
{
    (void)state;
    expect_problems(HEAD INDICATOR
                    "parameters:\n  p: {value: 1}\n  q: {value: 2}\n"
                    "tables:\n  t: {of: number, bands: [{up_to: 1, value: 1}, {above: 1, value: 2}]}\n"
                    "derived:\n  d: {value: x + q}\n"
                    "criteria:\n  c: {when: x < 1}\n  e: {when: x < 2}\n"
                    "groups:\n  g: [e]\n" DECISION,
                    "SC101:7:3 SC101:10:3 SC101:12:3 SC101:14:3 SC101:17:3");
    /* After an error much would only seem unused. */
    expect_problems(HEAD INDICATOR
                    "parameters:\n  limit: {value: 1}\ncriteria:\n  c: {when: x < limt}\n" DECISION,
                    "SC060:9:17");
}

/* --- memory --- */

/* However little memory there is: no crash, no leak, and never the answer that all is well or that the file
 * is at fault. */
static void fail_everywhere(const char *text, bool is_sound)
{
    for (size_t ration = 0;; ration++) {
        counting counter = {0, ration + 1, 0};
        schoolcat_allocator hooks = counting_allocator(&counter);
        bench b;
        bench_open(&b, text, &hooks, NULL);
        bool enough = b.model != NULL && !b.arena.failed && !sc_diagnostics_failed(b.diagnostics);
        if (!enough)
            assert_false(b.sound);
        else
            assert_int_equal(b.sound, is_sound);
        bench_close(&b);
        assert_int_equal(counter.live, 0);
        if (enough)
            return;
    }
}

static void test_memory_runs_out(void **state)
{
    (void)state;
    fail_everywhere(sound, true);
    fail_everywhere(HEAD INDICATOR
                    "derived:\n  a: {value: b + y, output: true}\n  b: {value: 'a + min(x < 1)'}\n" DECISION,
                    false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_symbols),
        cmocka_unit_test(test_order_of_scales),
        cmocka_unit_test(test_arithmetic),
        cmocka_unit_test(test_functions),
        cmocka_unit_test(test_comparisons),
        cmocka_unit_test(test_no_echoes),
        cmocka_unit_test(test_equality_of_computed),
        cmocka_unit_test(test_sound_file),
        cmocka_unit_test(test_patterns_are_shared),
        cmocka_unit_test(test_orders),
        cmocka_unit_test(test_outcomes_of_every),
        cmocka_unit_test(test_details),
        cmocka_unit_test(test_circles),
        cmocka_unit_test(test_types_of_derived),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_values_written_down),
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_decisions),
        cmocka_unit_test(test_names_taken),
        cmocka_unit_test(test_details_refused),
        cmocka_unit_test(test_indicator_fields),
        cmocka_unit_test(test_unused),
        cmocka_unit_test(test_memory_runs_out),
    };
    return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}

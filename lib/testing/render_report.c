#include "evaluate/json_writer.h"
#include "explain/document.h"
#include "evaluate/node_results.h"
#include "testing/tests.h"

enum { WIDTH = 100 };

/* What no case has met, each as a list of names. */
typedef struct sc_uncovered {
    const char *title, *key;
    void (*each)(const schoolcat_test_report *report,
                 void (*name)(void *, const char *, const char *), void *context);
} sc_uncovered;

typedef void name_visitor(void *context, const char *first, const char *second);

static void each_rule(const schoolcat_test_report *report, name_visitor *name, void *context)
{
    const sc_model *model = report->rules->model;
    for (uint32_t i = 0; i < model->decision_count; i++) {
        const sc_decision *decision = &model->decisions[i];
        for (uint32_t j = 0; j < decision->rule_count; j++)
            if (!report->coverage.fired[i][j])
                name(context, decision->about.id.data, decision->rules[j].about.id.data);
        if (decision->otherwise.present && !report->coverage.fired[i][decision->rule_count])
            name(context, decision->about.id.data, "otherwise");
    }
}

static void each_outcome(const schoolcat_test_report *report, name_visitor *name, void *context)
{
    const sc_model *model = report->rules->model;
    for (uint32_t i = 0; i < model->decision_count; i++) {
        const sc_domain *domain = &model->domains[model->decisions[i].domain];
        for (uint32_t j = 0; j < domain->item_count; j++)
            if (!report->coverage.reached[i][j])
                name(context, model->decisions[i].about.id.data, domain->items[j].about.id.data);
    }
}

static void each_criterion(const schoolcat_test_report *report, uint8_t truth, name_visitor *name,
                           void *context)
{
    const sc_model *model = report->rules->model;
    for (uint32_t i = 0; i < model->criterion_count; i++)
        if (!(report->coverage.truths[i] & truth))
            name(context, model->criteria[i].about.id.data, NULL);
}

static void each_never_true(const schoolcat_test_report *report, name_visitor *name, void *context)
{
    each_criterion(report, SC_SET_TRUE, name, context);
}

static void each_never_false(const schoolcat_test_report *report, name_visitor *name, void *context)
{
    each_criterion(report, SC_SET_FALSE, name, context);
}

static void each_never_unknown(const schoolcat_test_report *report, name_visitor *name,
                               void *context)
{
    each_criterion(report, SC_SET_UNKNOWN, name, context);
}

static const sc_uncovered uncovered[] = {
    {"Rules that never fired", "rules_never_fired", each_rule},
    {"Outcomes never reached", "outcomes_never_reached", each_outcome},
    {"Criteria never true", "criteria_never_true", each_never_true},
    {"Criteria never false", "criteria_never_false", each_never_false},
    {"Criteria never unknown", "criteria_never_unknown", each_never_unknown},
};
enum { UNCOVERED_COUNT = sizeof uncovered / sizeof uncovered[0] };

/* --- text and Markdown --- */

typedef struct sc_report_writer {
    sc_buffer *out;
    sc_buffer words;
    bool markdown;
    size_t names;
} sc_report_writer;

static void put(sc_report_writer *writer, size_t first, size_t rest)
{
    sc_document_wrap(writer->out, sc_buffer_view(&writer->words), first, rest,
                     writer->markdown ? SIZE_MAX : WIDTH);
    sc_buffer_clear(&writer->words);
}

static void add_name(void *context, const char *first, const char *second)
{
    sc_report_writer *writer = context;
    sc_buffer_string(&writer->words, writer->names++ > 0 ? ", " : "");
    sc_buffer_string(&writer->words, writer->markdown ? "`" : "");
    sc_buffer_string(&writer->words, first);
    sc_buffer_string(&writer->words, second ? " " : "");
    sc_buffer_string(&writer->words, second ? second : "");
    sc_buffer_string(&writer->words, writer->markdown ? "`" : "");
}

static void count_name(void *context, const char *first, const char *second)
{
    (void)first;
    (void)second;
    ++*(size_t *)context;
}

static void put_because(sc_report_writer *writer, const char *because)
{
    for (const char *line = because; *line != '\0';) {
        const char *end = line;
        while (*end != '\0' && *end != '\n')
            end++;
        sc_buffer_string(&writer->words, writer->markdown ? "- " : "");
        sc_buffer_text(&writer->words, (sc_text){line, (size_t)(end - line)});
        put(writer, 4, writer->markdown ? 4 : 6);
        line = *end == '\n' ? end + 1 : end;
    }
}

static void put_case(sc_report_writer *writer, const sc_case_result *one)
{
    sc_buffer_string(&writer->words, writer->markdown ? "**Failed:** " : "FAILED: ");
    sc_buffer_string(&writer->words, one->name);
    sc_buffer_string(&writer->words, " (line ");
    sc_buffer_integer(&writer->words, one->line);
    if (one->source[0] != '\0') {
        sc_buffer_string(&writer->words, "; ");
        sc_buffer_string(&writer->words, one->source);
    }
    sc_buffer_byte(&writer->words, ')');
    put(writer, 0, 2);
    sc_buffer_string(writer->out, writer->markdown ? "\n" : "");
    for (size_t i = 0; i < one->failures.count; i++) {
        const sc_failure *failure = &one->failures.at[i];
        sc_buffer_string(&writer->words, writer->markdown ? "- " : "");
        sc_buffer_string(&writer->words, failure->what);
        sc_buffer_string(&writer->words, ": expected ");
        sc_buffer_string(&writer->words, failure->expected);
        sc_buffer_string(&writer->words, ", got ");
        sc_buffer_string(&writer->words, failure->got);
        put(writer, writer->markdown ? 0 : 2, 4);
        put_because(writer, failure->because);
    }
    sc_buffer_byte(writer->out, '\n');
}

static void put_coverage(sc_report_writer *writer, const schoolcat_test_report *report)
{
    size_t all = 0;
    for (size_t i = 0; i < UNCOVERED_COUNT; i++) {
        size_t count = 0;
        uncovered[i].each(report, count_name, &count);
        all += count;
        if (count == 0)
            continue;
        sc_buffer_string(&writer->words, writer->markdown ? "- " : "");
        sc_buffer_string(&writer->words, uncovered[i].title);
        sc_buffer_string(&writer->words, " (");
        sc_buffer_integer(&writer->words, (long long)count);
        sc_buffer_string(&writer->words, "): ");
        writer->names = 0;
        uncovered[i].each(report, add_name, writer);
        put(writer, 0, 2);
    }
    if (all == 0) {
        sc_buffer_string(&writer->words, "Every rule has fired, every outcome was reached, and "
                                         "every criterion was true, false and "
                                         "unknown.");
        put(writer, 0, 0);
    }
}

static void put_counts(sc_report_writer *writer, const schoolcat_test_report *report)
{
    sc_buffer_integer(&writer->words, (long long)schoolcat_test_report_passed(report));
    sc_buffer_string(&writer->words, " passed, ");
    sc_buffer_integer(&writer->words, (long long)report->failed);
    sc_buffer_string(&writer->words, " failed.");
    put(writer, 0, 0);
}

static void render_prose(sc_buffer *out, const schoolcat_test_report *report, bool markdown,
                         bool coverage)
{
    sc_report_writer writer = {.out = out, .markdown = markdown};
    sc_buffer_init(&writer.words, &out->allocator);
    for (size_t i = 0; i < report->cases.count; i++)
        if (report->cases.at[i].failures.count > 0)
            put_case(&writer, &report->cases.at[i]);
    put_counts(&writer, report);
    if (coverage && markdown)
        sc_buffer_byte(out, '\n');
    if (coverage)
        put_coverage(&writer, report);
    out->failed = out->failed || writer.words.failed;
    sc_buffer_destroy(&writer.words);
}

/* --- JSON --- */

static void write_name(void *context, const char *first, const char *second)
{
    sc_json *json = context;
    if (!second) {
        sc_json_string(json, first);
        return;
    }
    sc_json_open_flat(json, '[');
    sc_json_string(json, first);
    sc_json_string(json, second);
    sc_json_close(json, ']');
}

static void write_case(sc_json *json, const sc_case_result *one)
{
    sc_json_open(json, '{');
    sc_json_key(json, "name");
    sc_json_string(json, one->name);
    sc_json_optional_string(json, "source", one->source);
    sc_json_key(json, "line");
    sc_json_number(json, one->line);
    sc_json_key(json, "passed");
    sc_json_boolean(json, one->failures.count == 0);
    sc_json_key(json, "failures");
    sc_json_open(json, '[');
    for (size_t i = 0; i < one->failures.count; i++) {
        sc_json_open(json, '{');
        sc_json_optional_string(json, "what", one->failures.at[i].what);
        sc_json_key(json, "expected");
        sc_json_string(json, one->failures.at[i].expected);
        sc_json_key(json, "got");
        sc_json_string(json, one->failures.at[i].got);
        sc_json_optional_string(json, "because", one->failures.at[i].because);
        sc_json_close(json, '}');
    }
    sc_json_close(json, ']');
    sc_json_close(json, '}');
}

static void render_json(sc_buffer *out, const schoolcat_test_report *report, bool coverage)
{
    sc_json json = {.out = out, .indented = true};
    sc_json_open(&json, '{');
    sc_json_key(&json, "passed");
    sc_json_number(&json, (double)schoolcat_test_report_passed(report));
    sc_json_key(&json, "failed");
    sc_json_number(&json, (double)report->failed);
    sc_json_key(&json, "tests");
    sc_json_open(&json, '[');
    for (size_t i = 0; i < report->cases.count; i++)
        write_case(&json, &report->cases.at[i]);
    sc_json_close(&json, ']');
    if (coverage) {
        sc_json_key(&json, "coverage");
        sc_json_open(&json, '{');
        for (size_t i = 0; i < UNCOVERED_COUNT; i++) {
            sc_json_key(&json, uncovered[i].key);
            sc_json_open(&json, '[');
            uncovered[i].each(report, write_name, &json);
            sc_json_close(&json, ']');
        }
        sc_json_close(&json, '}');
    }
    sc_json_close(&json, '}');
    sc_buffer_byte(out, '\n');
}

schoolcat_status schoolcat_test_report_render(const schoolcat_test_report *report,
                                              schoolcat_format format, bool coverage,
                                              schoolcat_text **out)
{
    if (!report || !out)
        return SCHOOLCAT_ERROR_ARGUMENT;
    sc_buffer buffer;
    sc_buffer_init(&buffer, &report->allocator);
    schoolcat_status status = SCHOOLCAT_OK;
    if (format == SCHOOLCAT_FORMAT_TEXT || format == SCHOOLCAT_FORMAT_MARKDOWN)
        render_prose(&buffer, report, format == SCHOOLCAT_FORMAT_MARKDOWN, coverage);
    else if (format == SCHOOLCAT_FORMAT_JSON)
        render_json(&buffer, report, coverage);
    else
        status = SCHOOLCAT_ERROR_ARGUMENT;
    if (status == SCHOOLCAT_OK)
        status = sc_text_from_buffer(&report->allocator, &buffer, out);
    sc_buffer_destroy(&buffer);
    return status;
}

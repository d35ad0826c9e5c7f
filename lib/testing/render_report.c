/* Renders a test report as text, Markdown or JSON: the failures, the counts and the coverage. */
#include "testing/tests.h"

#include "evaluate/json_writer.h"
#include "evaluate/node_results.h"
#include "explain/document.h"

enum { WIDTH = 100 };

/* --- coverage: what no case has met --- */

/* Receives one uncovered item: a criterion, or a decision and its rule or outcome. */
typedef void name_visitor(void *context, const char *first, const char *second);

typedef struct sc_uncovered {
    const char *title, *key;
    void (*each)(const schoolcat_test_report *report, name_visitor *visit, void *context);
} sc_uncovered;

static void each_rule(const schoolcat_test_report *report, name_visitor *visit, void *context)
{
    const sc_model *model = report->rules->model;
    for (uint32_t i = 0; i < model->decision_count; i++) {
        const sc_decision *decision = &model->decisions[i];
        for (uint32_t j = 0; j < decision->rule_count; j++)
            if (!report->coverage.fired[i][j])
                visit(context, decision->about.id.data, decision->rules[j].about.id.data);
        if (decision->otherwise.present && !report->coverage.fired[i][decision->rule_count])
            visit(context, decision->about.id.data, "otherwise");
    }
}

static void each_outcome(const schoolcat_test_report *report, name_visitor *visit, void *context)
{
    const sc_model *model = report->rules->model;
    for (uint32_t i = 0; i < model->decision_count; i++) {
        const sc_domain *domain = &model->domains[model->decisions[i].domain];
        for (uint32_t j = 0; j < domain->item_count; j++)
            if (!report->coverage.reached[i][j])
                visit(context, model->decisions[i].about.id.data, domain->items[j].about.id.data);
    }
}

static void each_criterion(const schoolcat_test_report *report, uint8_t truth, name_visitor *visit,
                           void *context)
{
    const sc_model *model = report->rules->model;
    for (uint32_t i = 0; i < model->criterion_count; i++)
        if (!(report->coverage.truths[i] & truth))
            visit(context, model->criteria[i].about.id.data, NULL);
}

static void each_never_true(const schoolcat_test_report *report, name_visitor *visit, void *context)
{
    each_criterion(report, SC_SET_TRUE, visit, context);
}

static void each_never_false(const schoolcat_test_report *report, name_visitor *visit,
                             void *context)
{
    each_criterion(report, SC_SET_FALSE, visit, context);
}

static void each_never_unknown(const schoolcat_test_report *report, name_visitor *visit,
                               void *context)
{
    each_criterion(report, SC_SET_UNKNOWN, visit, context);
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
    sc_buffer text; /* of the current line */
    bool markdown;
    size_t name_count; /* written so far in the current list */
} sc_report_writer;

static void end_line(sc_report_writer *writer, size_t first_indent, size_t indent)
{
    sc_document_wrap(writer->out, sc_buffer_view(&writer->text), first_indent, indent,
                     writer->markdown ? SIZE_MAX : WIDTH);
    sc_buffer_clear(&writer->text);
}

static void add_name(void *context, const char *first, const char *second)
{
    sc_report_writer *writer = context;
    sc_buffer_string(&writer->text, writer->name_count++ > 0 ? ", " : "");
    sc_buffer_string(&writer->text, writer->markdown ? "`" : "");
    sc_buffer_string(&writer->text, first);
    sc_buffer_string(&writer->text, second ? " " : "");
    sc_buffer_string(&writer->text, second ? second : "");
    sc_buffer_string(&writer->text, writer->markdown ? "`" : "");
}

static void count_name(void *context, const char *first, const char *second)
{
    (void)first;
    (void)second;
    ++*(size_t *)context;
}

static void write_reason(sc_report_writer *writer, const char *reason)
{
    for (const char *line = reason; *line != '\0';) {
        const char *end = line;
        while (*end != '\0' && *end != '\n')
            end++;
        sc_buffer_string(&writer->text, writer->markdown ? "- " : "");
        sc_buffer_text(&writer->text, (sc_text){line, (size_t)(end - line)});
        end_line(writer, 4, writer->markdown ? 4 : 6);
        line = *end == '\n' ? end + 1 : end;
    }
}

static void write_case_text(sc_report_writer *writer, const sc_case_result *result)
{
    sc_buffer_string(&writer->text, writer->markdown ? "**Failed:** " : "FAILED: ");
    sc_buffer_string(&writer->text, result->name);
    sc_buffer_string(&writer->text, " (line ");
    sc_buffer_integer(&writer->text, result->line);
    if (result->source[0] != '\0') {
        sc_buffer_string(&writer->text, "; ");
        sc_buffer_string(&writer->text, result->source);
    }
    sc_buffer_byte(&writer->text, ')');
    end_line(writer, 0, 2);
    sc_buffer_string(writer->out, writer->markdown ? "\n" : "");
    for (size_t i = 0; i < result->failures.count; i++) {
        const sc_failure *failure = &result->failures.at[i];
        sc_buffer_string(&writer->text, writer->markdown ? "- " : "");
        sc_buffer_string(&writer->text, failure->what);
        sc_buffer_string(&writer->text, ": expected ");
        sc_buffer_string(&writer->text, failure->expected);
        sc_buffer_string(&writer->text, ", got ");
        sc_buffer_string(&writer->text, failure->got);
        end_line(writer, writer->markdown ? 0 : 2, 4);
        write_reason(writer, failure->reason);
    }
    sc_buffer_byte(writer->out, '\n');
}

static void write_coverage(sc_report_writer *writer, const schoolcat_test_report *report)
{
    size_t uncovered_count = 0;
    for (size_t i = 0; i < UNCOVERED_COUNT; i++) {
        size_t count = 0;
        uncovered[i].each(report, count_name, &count);
        uncovered_count += count;
        if (count == 0)
            continue;
        sc_buffer_string(&writer->text, writer->markdown ? "- " : "");
        sc_buffer_string(&writer->text, uncovered[i].title);
        sc_buffer_string(&writer->text, " (");
        sc_buffer_integer(&writer->text, (long long)count);
        sc_buffer_string(&writer->text, "): ");
        writer->name_count = 0;
        uncovered[i].each(report, add_name, writer);
        end_line(writer, 0, 2);
    }
    if (uncovered_count == 0) {
        sc_buffer_string(&writer->text, "Every rule has fired, every outcome was reached, and "
                                        "every criterion was true, false and "
                                        "unknown.");
        end_line(writer, 0, 0);
    }
}

static void write_counts(sc_report_writer *writer, const schoolcat_test_report *report)
{
    sc_buffer_integer(&writer->text, (long long)schoolcat_test_report_passed(report));
    sc_buffer_string(&writer->text, " passed, ");
    sc_buffer_integer(&writer->text, (long long)report->failed);
    sc_buffer_string(&writer->text, " failed.");
    end_line(writer, 0, 0);
}

static void render_text(sc_buffer *out, const schoolcat_test_report *report, bool markdown,
                        bool coverage)
{
    sc_report_writer writer = {.out = out, .markdown = markdown};
    sc_buffer_init(&writer.text, &out->allocator);
    for (size_t i = 0; i < report->cases.count; i++)
        if (report->cases.at[i].failures.count > 0)
            write_case_text(&writer, &report->cases.at[i]);
    write_counts(&writer, report);
    if (coverage && markdown)
        sc_buffer_byte(out, '\n');
    if (coverage)
        write_coverage(&writer, report);
    out->failed = out->failed || writer.text.failed;
    sc_buffer_destroy(&writer.text);
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

static void write_case(sc_json *json, const sc_case_result *result)
{
    sc_json_open(json, '{');
    sc_json_key(json, "name");
    sc_json_string(json, result->name);
    sc_json_optional_string(json, "source", result->source);
    sc_json_key(json, "line");
    sc_json_number(json, result->line);
    sc_json_key(json, "passed");
    sc_json_boolean(json, result->failures.count == 0);
    sc_json_key(json, "failures");
    sc_json_open(json, '[');
    for (size_t i = 0; i < result->failures.count; i++) {
        sc_json_open(json, '{');
        sc_json_optional_string(json, "what", result->failures.at[i].what);
        sc_json_key(json, "expected");
        sc_json_string(json, result->failures.at[i].expected);
        sc_json_key(json, "got");
        sc_json_string(json, result->failures.at[i].got);
        sc_json_optional_string(json, "because", result->failures.at[i].reason);
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
        render_text(&buffer, report, format == SCHOOLCAT_FORMAT_MARKDOWN, coverage);
    else if (format == SCHOOLCAT_FORMAT_JSON)
        render_json(&buffer, report, coverage);
    else
        status = SCHOOLCAT_ERROR_ARGUMENT;
    if (status == SCHOOLCAT_OK)
        status = sc_text_from_buffer(&report->allocator, &buffer, out);
    sc_buffer_destroy(&buffer);
    return status;
}

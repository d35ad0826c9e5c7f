/* Writes a test report as JUnit XML. */
#include "junit_report.h"

#include "message.h"
#include "output_file.h"
#include "cli_utf8.h"

#include <jansson.h>
#include <string.h>

/* XML cannot represent control characters or bytes that are not UTF-8. */
static void add_escaped(cli_buffer *out, const char *text)
{
    static const char special[] = "&<>\"";
    static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;"};
    size_t length = strlen(text);
    for (size_t at = 0; at < length;) {
        size_t size = utf8_character(text + at, length - at);
        const char *found = strchr(special, text[at]);
        if (found != NULL)
            buffer_string(out, entities[found - special]);
        else if (text[at] == '\n')
            buffer_string(out, "&#10;");
        else if (size == 0 || is_control(text + at, size))
            buffer_string(out, "\xEF\xBF\xBD");
        else
            buffer_add(out, text + at, size);
        at += size == 0 ? 1 : size;
    }
}

static void add_attribute(cli_buffer *out, const char *name, const char *value)
{
    buffer_byte(out, ' ');
    buffer_string(out, name);
    buffer_string(out, "=\"");
    add_escaped(out, value == NULL ? "" : value);
    buffer_byte(out, '"');
}

static void add_number(cli_buffer *out, const char *name, size_t number)
{
    char text[24];
    snprintf(text, sizeof text, "%zu", number);
    add_attribute(out, name, text);
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text == NULL ? "" : text;
}

static void add_line(cli_buffer *out, const char *heading, const char *text)
{
    if (*text == '\0')
        return;
    buffer_string(out, heading);
    add_escaped(out, text);
    buffer_byte(out, '\n');
}

static void add_failure(cli_buffer *out, const json_t *failure)
{
    buffer_string(out, "      <failure");
    add_attribute(out, "message", text_of(failure, "what"));
    buffer_string(out, ">");
    add_line(out, "expected: ", text_of(failure, "expected"));
    add_line(out, "got: ", text_of(failure, "got"));
    add_line(out, "because: ", text_of(failure, "because"));
    buffer_string(out, "</failure>\n");
}

static void add_case(cli_junit *junit, const char *path, const json_t *one)
{
    cli_buffer *out = &junit->suites;
    const json_t *failures = json_object_get(one, "failures");
    buffer_string(out, "    <testcase");
    add_attribute(out, "name", text_of(one, "name"));
    add_attribute(out, "classname", path);
    add_attribute(out, "file", path);
    add_number(out, "line", (size_t)json_number_value(json_object_get(one, "line")));
    junit->tests++;
    if (json_array_size(failures) == 0) {
        buffer_string(out, "/>\n");
        return;
    }
    junit->failures++;
    buffer_string(out, ">\n");
    for (size_t i = 0; i < json_array_size(failures); i++)
        add_failure(out, json_array_get(failures, i));
    buffer_string(out, "    </testcase>\n");
}

bool junit_add(cli_junit *junit, const char *path, const schoolcat_test_report *report)
{
    schoolcat_text *text = NULL;
    json_t *read = NULL;
    cli_buffer *out = &junit->suites;
    if (schoolcat_test_report_render(report, SCHOOLCAT_FORMAT_JSON, false, &text) == SCHOOLCAT_OK)
        read = json_loadb(schoolcat_text_data(text), schoolcat_text_length(text), 0, NULL);
    const json_t *tests = json_object_get(read, "tests");
    buffer_string(out, "  <testsuite");
    add_attribute(out, "name", path);
    add_number(out, "tests", json_array_size(tests));
    add_number(out, "failures", schoolcat_test_report_failed(report));
    buffer_string(out, ">\n");
    for (size_t i = 0; i < json_array_size(tests); i++)
        add_case(junit, path, json_array_get(tests, i));
    buffer_string(out, "  </testsuite>\n");
    bool added = read != NULL && !out->failed;
    json_decref(read);
    schoolcat_text_free(text);
    return added;
}

void junit_add_error(cli_junit *junit, const char *path, const char *message)
{
    cli_buffer *out = &junit->suites;
    buffer_string(out, "  <testsuite");
    add_attribute(out, "name", path);
    buffer_string(out, " tests=\"1\" failures=\"0\" errors=\"1\">\n    <testcase");
    add_attribute(out, "name", path);
    add_attribute(out, "classname", path);
    buffer_string(out, ">\n      <error");
    add_attribute(out, "message", message);
    buffer_string(out, "/>\n    </testcase>\n  </testsuite>\n");
    junit->tests++;
}

bool junit_write(cli_junit *junit, const char *path)
{
    cli_output output;
    cli_buffer head = {0};
    buffer_string(&head, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
    add_number(&head, "tests", junit->tests);
    add_number(&head, "failures", junit->failures);
    buffer_string(&head, ">\n");
    buffer_string(&junit->suites, "</testsuites>\n");
    if (head.failed || junit->suites.failed) {
        buffer_free(&head);
        (void)print_no_memory();
        return false;
    }
    bool written = output_open(&output, path) && output_add(&output, head.data, head.length) &&
                   output_add(&output, junit->suites.data, junit->suites.length) &&
                   output_commit(&output);
    if (!written)
        output_abandon(&output);
    buffer_free(&head);
    return written;
}

void junit_free(cli_junit *junit)
{
    buffer_free(&junit->suites);
}

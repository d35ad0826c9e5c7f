/* Renders diagnostics as compact lines, JSON and GitHub workflow commands. */
#include "diagnostics/draw_diagnostics.h"
#include "diagnostics/printable.h"

#define NO_LIMIT SIZE_MAX

static const char *severity_name(const sc_diagnostic *problem)
{
    return problem->severity == SCHOOLCAT_SEVERITY_ERROR ? "error" : "warning";
}

static void plain(sc_buffer *out, const char *string)
{
    sc_buffer_printable(out, sc_text_of(string), NO_LIMIT);
}

/* --- compact: one line each --- */

static void compact_position(sc_buffer *out, const sc_snippet *here)
{
    plain(out, here->file[0] == '\0' ? SC_SETTINGS_NAME : here->file);
    if (here->start.line != 0) {
        sc_buffer_byte(out, ':');
        sc_buffer_integer(out, here->start.line);
        sc_buffer_byte(out, ':');
        sc_buffer_integer(out, here->start.column);
    }
}

static void render_compact(sc_buffer *out, const schoolcat_diagnostics *diagnostics)
{
    for (size_t i = 0; i < diagnostics->count; i++) {
        const sc_diagnostic *problem = diagnostics->at[i];
        compact_position(out, &problem->here);
        sc_buffer_string(out, ": ");
        sc_buffer_string(out, severity_name(problem));
        sc_buffer_byte(out, ' ');
        sc_buffer_string(out, problem->code);
        sc_buffer_string(out, ": ");
        sc_buffer_string(out, problem->message);
        sc_buffer_byte(out, '\n');
    }
}

/* --- JSON --- */

static void json_text(sc_buffer *out, const char *name, const char *value)
{
    sc_buffer_json(out, sc_text_of(name));
    sc_buffer_string(out, ": ");
    sc_buffer_json(out, sc_text_of(value));
    sc_buffer_string(out, ", ");
}

static void json_number(sc_buffer *out, const char *name, uint32_t value, const char *after)
{
    sc_buffer_json(out, sc_text_of(name));
    sc_buffer_string(out, ": ");
    sc_buffer_integer(out, value);
    sc_buffer_string(out, after);
}

static void render_json(sc_buffer *out, const schoolcat_diagnostics *diagnostics)
{
    sc_buffer_byte(out, '[');
    for (size_t i = 0; i < diagnostics->count; i++) {
        const sc_diagnostic *problem = diagnostics->at[i];
        sc_buffer_string(out, i == 0 ? "\n  {" : ",\n  {");
        json_text(out, "code", problem->code);
        json_text(out, "severity", severity_name(problem));
        json_text(out, "file", problem->here.file);
        json_number(out, "line", problem->here.start.line, ", ");
        json_number(out, "column", problem->here.start.column, ", ");
        json_number(out, "end_line", problem->here.end.line, ", ");
        json_number(out, "end_column", problem->here.end.column, ", ");
        json_text(out, "element", problem->element);
        json_text(out, "message", problem->message);
        json_text(out, "hint", problem->hint);
        json_text(out, "source_line", problem->here.line);
        json_text(out, "other_file", problem->other.file);
        json_number(out, "other_line", problem->other.start.line, ", ");
        json_number(out, "other_column", problem->other.start.column, "}");
    }
    sc_buffer_string(out, diagnostics->count == 0 ? "]\n" : "\n]\n");
}

/* --- workflow commands of GitHub --- */

/* Escapes per cent signs and line breaks, and in properties colons and commas. */
static void github_text(sc_buffer *out, const char *string, bool property)
{
    for (; *string != '\0'; string++) {
        switch (*string) {
        case '%':
            sc_buffer_string(out, "%25");
            break;
        case '\r':
            sc_buffer_string(out, "%0D");
            break;
        case '\n':
            sc_buffer_string(out, "%0A");
            break;
        case ':':
            sc_buffer_string(out, property ? "%3A" : ":");
            break;
        case ',':
            sc_buffer_string(out, property ? "%2C" : ",");
            break;
        default:
            sc_buffer_byte(out, *string);
        }
    }
}

static void github_position(sc_buffer *out, const sc_snippet *here)
{
    if (here->file[0] == '\0')
        return;
    sc_buffer_string(out, "file=");
    github_text(out, here->file, true);
    if (here->start.line != 0) {
        sc_buffer_string(out, ",line=");
        sc_buffer_integer(out, here->start.line);
        sc_buffer_string(out, ",col=");
        sc_buffer_integer(out, here->start.column);
    }
    sc_buffer_byte(out, ',');
}

static void render_github(sc_buffer *out, const schoolcat_diagnostics *diagnostics)
{
    for (size_t i = 0; i < diagnostics->count; i++) {
        const sc_diagnostic *problem = diagnostics->at[i];
        sc_buffer_string(out, "::");
        sc_buffer_string(out, severity_name(problem));
        sc_buffer_byte(out, ' ');
        github_position(out, &problem->here);
        sc_buffer_string(out, "title=");
        github_text(out, problem->code, true);
        sc_buffer_string(out, "::");
        github_text(out, problem->message, false);
        if (problem->hint[0] != '\0') {
            sc_buffer_string(out, "%0Ahint: ");
            github_text(out, problem->hint, false);
        }
        sc_buffer_byte(out, '\n');
    }
}

/* --- public function --- */

schoolcat_status schoolcat_diagnostics_render(const schoolcat_diagnostics *diagnostics,
                                              schoolcat_format format, bool colour,
                                              schoolcat_text **out)
{
    if (diagnostics == NULL || out == NULL)
        return SCHOOLCAT_ERROR_ARGUMENT;
    sc_buffer buffer;
    sc_buffer_init(&buffer, &diagnostics->allocator);
    schoolcat_status status = SCHOOLCAT_OK;
    switch (format) {
    case SCHOOLCAT_FORMAT_TEXT:
        sc_draw_diagnostics(&buffer, diagnostics, colour);
        break;
    case SCHOOLCAT_FORMAT_COMPACT:
        render_compact(&buffer, diagnostics);
        break;
    case SCHOOLCAT_FORMAT_JSON:
        render_json(&buffer, diagnostics);
        break;
    case SCHOOLCAT_FORMAT_GITHUB:
        render_github(&buffer, diagnostics);
        break;
    case SCHOOLCAT_FORMAT_MARKDOWN:
    default:
        status = SCHOOLCAT_ERROR_ARGUMENT;
    }
    if (status == SCHOOLCAT_OK)
        status = sc_text_from_buffer(&diagnostics->allocator, &buffer, out);
    sc_buffer_destroy(&buffer);
    return status;
}

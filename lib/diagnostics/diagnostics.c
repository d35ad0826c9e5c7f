/* Collects diagnostics: expands messages, drops duplicates, copies the source lines, keeps them in
 * order. */
#include "diagnostics/diagnostics_internal.h"

#include "base/struct_compatibility.h"
#include "base/template.h"
#include "diagnostics/printable.h"

#include <string.h>

/* --- the table --- */

typedef struct message_template {
    sc_diagnostic_code code;
    schoolcat_severity severity;
    const char *message;
    const char *hint;
} message_template;

static const message_template message_templates[] = {
#define SC_DIAGNOSTIC(number, name, severity, message, hint)                                       \
    {SC_##name, SCHOOLCAT_SEVERITY_##severity, message, hint},
#include "diagnostics/diagnostics.def"
#undef SC_DIAGNOSTIC
};

static const message_template *find_message_template(sc_diagnostic_code code)
{
    for (size_t i = 0; i < sizeof message_templates / sizeof *message_templates; i++) {
        if (message_templates[i].code == code)
            return &message_templates[i];
    }
    return &message_templates[0]; /* not reached: the codes are those of the table */
}

#define MAX_ARGUMENT_CHARACTERS 300

static void append_argument(sc_buffer *out, sc_text argument)
{
    sc_buffer_printable(out, argument, MAX_ARGUMENT_CHARACTERS);
}

static void expand(sc_buffer *out, const char *template, const sc_text arguments[4])
{
    sc_buffer_template(out, template, arguments, append_argument);
}

/* --- creation and destruction --- */

schoolcat_diagnostics *sc_diagnostics_new(const schoolcat_allocator *allocator)
{
    schoolcat_diagnostics *diagnostics = sc_allocate(allocator, sizeof *diagnostics);
    if (diagnostics == NULL)
        return NULL;
    *diagnostics = (schoolcat_diagnostics){.allocator = *allocator};
    diagnostics->seen = sc_name_table_new(allocator);
    if (diagnostics->seen == NULL) {
        sc_release(allocator, diagnostics);
        return NULL;
    }
    sc_arena_init(&diagnostics->arena, allocator);
    sc_buffer_init(&diagnostics->scratch, allocator);
    return diagnostics;
}

void schoolcat_diagnostics_free(schoolcat_diagnostics *diagnostics)
{
    if (diagnostics == NULL)
        return;
    sc_name_table_free(diagnostics->seen);
    sc_buffer_destroy(&diagnostics->scratch);
    sc_arena_destroy(&diagnostics->arena);
    schoolcat_allocator allocator = diagnostics->allocator;
    sc_release(&allocator, diagnostics);
}

/* --- copies for rendering --- */

static const char *copy_scratch(schoolcat_diagnostics *diagnostics)
{
    if (diagnostics->scratch.failed)
        return NULL;
    return sc_arena_string(&diagnostics->arena, sc_buffer_view(&diagnostics->scratch));
}

static const char *copy_expanded(schoolcat_diagnostics *diagnostics, const char *pattern,
                                 const sc_text arguments[4])
{
    sc_buffer_clear(&diagnostics->scratch);
    expand(&diagnostics->scratch, pattern, arguments);
    return copy_scratch(diagnostics);
}

static const char *copy_printable(schoolcat_diagnostics *diagnostics, sc_text text)
{
    sc_buffer_clear(&diagnostics->scratch);
    sc_buffer_printable(&diagnostics->scratch, text, MAX_ARGUMENT_CHARACTERS);
    return copy_scratch(diagnostics);
}

#define MAX_LINE_LENGTH 1000
#define BYTES_BEFORE_POSITION 300

/* Appends the text as valid UTF-8 without NULs, one character for each: NUL becomes its picture, an
 * invalid byte U+FFFD. */
static void buffer_valid_utf8(sc_buffer *buffer, sc_text text)
{
    for (size_t offset = 0; offset < text.length;) {
        char bytes[4];
        uint32_t code_point = sc_utf8_decode(text, &offset);
        if (code_point == 0)
            code_point = sc_printable_character(code_point);
        sc_buffer_text(buffer, (sc_text){bytes, sc_utf8_encode(code_point, bytes)});
    }
}

static const char *copy_valid_utf8(schoolcat_diagnostics *diagnostics, sc_text text)
{
    sc_buffer_clear(&diagnostics->scratch);
    buffer_valid_utf8(&diagnostics->scratch, text);
    return copy_scratch(diagnostics);
}

/* Copies the line, or the part of a long one around the byte `at`. */
static const char *copy_line(schoolcat_diagnostics *diagnostics, sc_text line, size_t at,
                             uint32_t *first_column)
{
    *first_column = 1;
    if (line.length <= MAX_LINE_LENGTH)
        return copy_valid_utf8(diagnostics, line);
    size_t start =
        at > BYTES_BEFORE_POSITION ? sc_utf8_character_start(line, at - BYTES_BEFORE_POSITION) : 0;
    size_t end = line.length;
    if (end - start > MAX_LINE_LENGTH)
        end = sc_utf8_character_start(line, start + MAX_LINE_LENGTH);
    sc_buffer *scratch = &diagnostics->scratch;
    sc_buffer_clear(scratch);
    if (start != 0) {
        sc_buffer_string(scratch, SC_ELLIPSIS);
        *first_column = (uint32_t)sc_text_code_points((sc_text){line.data, start});
    }
    buffer_valid_utf8(scratch, (sc_text){line.data + start, end - start});
    if (end != line.length)
        sc_buffer_string(scratch, SC_ELLIPSIS);
    return copy_scratch(diagnostics);
}

static bool copy_snippet(schoolcat_diagnostics *diagnostics, const sc_sources *sources,
                         sc_span span, sc_snippet *out)
{
    *out = (sc_snippet){.file = "", .line = "", .first_column = 1};
    if (sources == NULL || span.file >= sources->list.count)
        return true;
    const sc_source *source = sources->list.at[span.file];
    out->file = copy_valid_utf8(diagnostics, source->name);
    out->start = out->end = sc_sources_position(sources, span);
    if (out->start.line == 0)
        return out->file != NULL;
    if (span.length > UINT32_MAX - span.offset)
        span.length = UINT32_MAX - span.offset;
    if (span.length != 0)
        out->end = sc_sources_position(sources, (sc_span){span.file, span.offset + span.length, 0});
    sc_text line = sc_sources_line(sources, span.file, out->start.line);
    const char *place =
        source->text.data + (span.offset < source->text.length ? span.offset : source->text.length);
    size_t at = place > line.data ? (size_t)(place - line.data) : 0;
    out->line =
        copy_line(diagnostics, line, at < line.length ? at : line.length, &out->first_column);
    return out->file != NULL && out->line != NULL;
}

static const char *copy_code(schoolcat_diagnostics *diagnostics, sc_diagnostic_code code)
{
    unsigned number = (unsigned)code;
    char text[5] = {'S', 'C', (char)('0' + number / 100 % 10), (char)('0' + number / 10 % 10),
                    (char)('0' + number % 10)};
    return sc_arena_string(&diagnostics->arena, (sc_text){text, sizeof text});
}

/* --- adding --- */

/* Expands the message and stores it after the problem's code and place, as a key that detects
 * duplicates. NULL where the problem is a duplicate or memory ran out. */
static const char *new_message(schoolcat_diagnostics *diagnostics, const sc_report *report,
                               const char *pattern)
{
    sc_buffer *scratch = &diagnostics->scratch;
    const long long parts[4] = {report->code, report->span.file, report->span.offset,
                                report->span.length};
    sc_buffer_clear(scratch);
    for (size_t i = 0; i < 4; i++) {
        sc_buffer_integer(scratch, parts[i]);
        sc_buffer_byte(scratch, ' ');
    }
    size_t before = scratch->length;
    expand(scratch, pattern, report->arguments);
    if (!scratch->failed && sc_name_table_find(diagnostics->seen, sc_buffer_view(scratch), NULL))
        return NULL;
    const char *key = copy_scratch(diagnostics);
    if (key == NULL ||
        sc_name_table_add(diagnostics->seen, sc_text_of(key), 0, NULL) == SC_NAME_TABLE_NO_MEMORY) {
        diagnostics->failed = true;
        return NULL;
    }
    return key + before;
}

static bool comes_after(const sc_diagnostic *a, const sc_diagnostic *b)
{
    if (a->span.file != b->span.file)
        return a->span.file > b->span.file;
    return a->span.offset > b->span.offset;
}

/* Inserts in order of file and place; problems at one place stay in order of discovery. */
static void insert(schoolcat_diagnostics *diagnostics, sc_diagnostic *problem)
{
    size_t place = diagnostics->count;
    while (place > 0 && comes_after(diagnostics->at[place - 1], problem))
        place--;
    memmove(diagnostics->at + place + 1, diagnostics->at + place,
            (diagnostics->count - place) * sizeof(sc_diagnostic *));
    diagnostics->at[place] = problem;
    diagnostics->count++;
}

/* Whether one more problem can be kept. At the limit an error evicts the last warning. */
static bool ensure_capacity(schoolcat_diagnostics *diagnostics, schoolcat_severity severity)
{
    if (diagnostics->count < SC_MAX_DIAGNOSTICS)
        return true;
    for (size_t i = diagnostics->count; severity == SCHOOLCAT_SEVERITY_ERROR && i-- > 0;) {
        if (diagnostics->at[i]->severity == SCHOOLCAT_SEVERITY_WARNING) {
            diagnostics->count--;
            memmove(diagnostics->at + i, diagnostics->at + i + 1,
                    (diagnostics->count - i) * sizeof(sc_diagnostic *));
            return true;
        }
    }
    return false;
}

static bool complete(schoolcat_diagnostics *diagnostics, const sc_sources *sources,
                     const sc_report *report, const message_template *entry, sc_diagnostic *problem)
{
    problem->span = report->span;
    problem->severity = entry->severity;
    problem->code = copy_code(diagnostics, report->code);
    problem->element = copy_printable(diagnostics, report->path);
    problem->hint = "";
    if (report->hint.data != NULL)
        problem->hint = copy_printable(diagnostics, report->hint);
    /* A hint about an argument that is not given is left out. */
    else if (entry->hint != NULL && sc_template_complete(entry->hint, report->arguments))
        problem->hint = copy_expanded(diagnostics, entry->hint, report->arguments);
    problem->has_other = report->other.file != SC_NO_FILE;
    problem->redefined = report->code == SC_DUPLICATE_KEY || report->code == SC_DEFINED_TWICE ||
                         report->code == SC_NAME_TAKEN || report->code == SC_TYPE_TAKEN;
    return copy_snippet(diagnostics, sources, report->span, &problem->here) &&
           copy_snippet(diagnostics, sources, report->other, &problem->other) &&
           problem->code != NULL && problem->element != NULL && problem->hint != NULL;
}

void sc_diagnose(schoolcat_diagnostics *diagnostics, const sc_sources *sources,
                 const sc_report *report)
{
    const message_template *entry = find_message_template(report->code);
    size_t *total =
        entry->severity == SCHOOLCAT_SEVERITY_ERROR ? &diagnostics->errors : &diagnostics->warnings;
    if (!ensure_capacity(diagnostics, entry->severity)) {
        ++*total;
        return;
    }
    const char *message = new_message(diagnostics, report, entry->message);
    if (message == NULL)
        return;
    ++*total;
    sc_diagnostic *problem = SC_NEW(&diagnostics->arena, sc_diagnostic);
    if (problem == NULL || !complete(diagnostics, sources, report, entry, problem) ||
        !sc_list_reserve(&diagnostics->arena, (void **)&diagnostics->at, &diagnostics->capacity,
                         diagnostics->count + 1, sizeof(sc_diagnostic *))) {
        diagnostics->failed = true;
        return;
    }
    problem->message = message;
    insert(diagnostics, problem);
}

sc_text sc_did_you_mean_hint(sc_arena *arena, sc_text nearest)
{
    return nearest.length == 0 ? SC_NO_TEXT : SC_FORMAT(arena, "did you mean '{1}'?", nearest);
}

/* --- reading --- */

size_t sc_diagnostics_errors(const schoolcat_diagnostics *diagnostics)
{
    return diagnostics->errors;
}

bool sc_diagnostics_failed(const schoolcat_diagnostics *diagnostics)
{
    return diagnostics->failed;
}

size_t schoolcat_diagnostics_count(const schoolcat_diagnostics *diagnostics)
{
    return diagnostics == NULL ? 0 : diagnostics->count;
}

size_t schoolcat_diagnostics_errors(const schoolcat_diagnostics *diagnostics)
{
    return diagnostics == NULL ? 0 : diagnostics->errors;
}

schoolcat_status schoolcat_diagnostics_get(const schoolcat_diagnostics *diagnostics, size_t index,
                                           schoolcat_diagnostic *out)
{
    if (diagnostics == NULL || index >= diagnostics->count ||
        !sc_struct_compatible(out, sizeof *out))
        return SCHOOLCAT_ERROR_ARGUMENT;
    const sc_diagnostic *problem = diagnostics->at[index];
    out->code = problem->code;
    out->severity = problem->severity;
    out->file = problem->here.file;
    out->line = problem->here.start.line;
    out->column = problem->here.start.column;
    out->end_line = problem->here.end.line;
    out->end_column = problem->here.end.column;
    out->element = problem->element;
    out->message = problem->message;
    out->hint = problem->hint;
    out->source_line = problem->here.line;
    out->other_file = problem->other.file;
    out->other_line = problem->other.start.line;
    out->other_column = problem->other.start.column;
    return SCHOOLCAT_OK;
}

/* Renders diagnostics for a terminal: source lines with the place underlined, in colour or not. */
#include "diagnostics/draw_diagnostics.h"

#include "base/unicode.h"
#include "diagnostics/printable.h"

#define MAX_DRAWN_CHARACTERS 100 /* characters of a line */
#define BEFORE_CARET 40
#define TAB "    "

typedef enum text_style {
    STYLE_ERROR,
    STYLE_WARNING,
    STYLE_MESSAGE,
    STYLE_FRAME,
    STYLE_HINT,
    STYLE_RESET
} text_style;

typedef struct drawing {
    sc_buffer *out;
    bool colour;
    size_t gutter; /* width of the largest line number */
} drawing;

static void set_style(drawing *pen, text_style style)
{
    static const char *const codes[] = {"\x1b[1;31m", "\x1b[1;33m", "\x1b[1m",
                                        "\x1b[34m",   "\x1b[36m",   "\x1b[0m"};
    if (pen->colour)
        sc_buffer_string(pen->out, codes[style]);
}

static void draw_styled(drawing *pen, text_style style, const char *string)
{
    set_style(pen, style);
    sc_buffer_string(pen->out, string);
    set_style(pen, STYLE_RESET);
}

static size_t digits_in(uint32_t number)
{
    size_t digits = 1;
    while (number >= 10) {
        number /= 10;
        digits++;
    }
    return digits;
}

/* --- one source line --- */

/* The range of columns of a line that is drawn. */
typedef struct column_range {
    uint32_t from, to;
} column_range;

static column_range choose_visible_range(const sc_snippet *snippet)
{
    size_t length = sc_text_code_points(sc_text_of(snippet->line));
    column_range whole = {snippet->first_column, snippet->first_column + (uint32_t)length};
    if (length <= MAX_DRAWN_CHARACTERS)
        return whole;
    column_range cut = whole;
    if (snippet->start.column > whole.from + MAX_DRAWN_CHARACTERS - BEFORE_CARET)
        cut.from = snippet->start.column - BEFORE_CARET;
    if (whole.to - cut.from > MAX_DRAWN_CHARACTERS)
        cut.to = cut.from + MAX_DRAWN_CHARACTERS;
    return cut;
}

static size_t draw_character(sc_buffer *out, uint32_t code_point)
{
    char bytes[4];
    if (code_point == '\t') {
        sc_buffer_string(out, TAB);
        return sizeof TAB - 1;
    }
    code_point = sc_printable_character(code_point);
    sc_buffer_text(out, (sc_text){bytes, sc_utf8_encode(code_point, bytes)});
    return sc_character_width(code_point);
}

/* Draws the visible part of the line. *before and *under: the display widths of the text before the
 * marked place and of the place. */
static void draw_line_text(sc_buffer *out, const sc_snippet *snippet, size_t *before, size_t *under)
{
    sc_text line = sc_text_of(snippet->line);
    column_range drawn = choose_visible_range(snippet);
    bool one_line = snippet->end.line == snippet->start.line;
    uint32_t column = snippet->first_column;
    *before = *under = 0;
    if (drawn.from > snippet->first_column) {
        sc_buffer_string(out, SC_ELLIPSIS);
        *before = 1;
    }
    for (size_t offset = 0; offset < line.length; column++) {
        uint32_t code_point = sc_utf8_decode(line, &offset);
        if (column < drawn.from)
            continue;
        if (column >= drawn.to) {
            sc_buffer_string(out, SC_ELLIPSIS);
            return;
        }
        size_t width = draw_character(out, code_point);
        if (column < snippet->start.column)
            *before += width;
        else if (!one_line || column < snippet->end.column)
            *under += width;
    }
}

static void draw_margin(drawing *pen, uint32_t line)
{
    size_t digits = 0;
    set_style(pen, STYLE_FRAME);
    if (line != 0) {
        digits = digits_in(line);
        sc_buffer_repeat(pen->out, ' ', pen->gutter - digits);
        sc_buffer_integer(pen->out, line);
        digits = pen->gutter;
    }
    sc_buffer_repeat(pen->out, ' ', pen->gutter - digits);
    sc_buffer_string(pen->out, " |");
    set_style(pen, STYLE_RESET);
}

static void draw_snippet(drawing *pen, const sc_snippet *snippet, char mark, text_style style)
{
    size_t before, under;
    if (snippet->start.line == 0)
        return;
    draw_margin(pen, 0);
    sc_buffer_byte(pen->out, '\n');
    draw_margin(pen, snippet->start.line);
    if (snippet->line[0] != '\0')
        sc_buffer_byte(pen->out, ' ');
    draw_line_text(pen->out, snippet, &before, &under);
    sc_buffer_byte(pen->out, '\n');
    draw_margin(pen, 0);
    sc_buffer_repeat(pen->out, ' ', before + 1);
    set_style(pen, style);
    sc_buffer_repeat(pen->out, mark, under == 0 ? 1 : under);
    set_style(pen, STYLE_RESET);
    sc_buffer_byte(pen->out, '\n');
}

/* --- one problem --- */

static void draw_position(drawing *pen, const char *arrow, const sc_snippet *snippet)
{
    sc_buffer_repeat(pen->out, ' ', pen->gutter);
    draw_styled(pen, STYLE_FRAME, arrow);
    sc_buffer_printable(pen->out,
                        sc_text_of(snippet->file[0] == '\0' ? SC_SETTINGS_NAME : snippet->file),
                        SIZE_MAX);
    if (snippet->start.line != 0) {
        sc_buffer_byte(pen->out, ':');
        sc_buffer_integer(pen->out, snippet->start.line);
        sc_buffer_byte(pen->out, ':');
        sc_buffer_integer(pen->out, snippet->start.column);
    }
}

static void draw_title(drawing *pen, const sc_diagnostic *problem)
{
    bool error = problem->severity == SCHOOLCAT_SEVERITY_ERROR;
    set_style(pen, error ? STYLE_ERROR : STYLE_WARNING);
    sc_buffer_string(pen->out, error ? "error[" : "warning[");
    sc_buffer_string(pen->out, problem->code);
    sc_buffer_byte(pen->out, ']');
    set_style(pen, STYLE_RESET);
    sc_buffer_string(pen->out, ": ");
    draw_styled(pen, STYLE_MESSAGE, problem->message);
    sc_buffer_byte(pen->out, '\n');
}

static void draw_diagnostic(drawing *pen, const sc_diagnostic *problem)
{
    bool error = problem->severity == SCHOOLCAT_SEVERITY_ERROR;
    size_t here = digits_in(problem->here.start.line), other = digits_in(problem->other.start.line);
    pen->gutter = here > other ? here : other;
    draw_title(pen, problem);
    draw_position(pen, "--> ", &problem->here);
    if (problem->element[0] != '\0') {
        sc_buffer_string(pen->out, "  (");
        sc_buffer_string(pen->out, problem->element);
        sc_buffer_byte(pen->out, ')');
    }
    sc_buffer_byte(pen->out, '\n');
    draw_snippet(pen, &problem->here, '^', error ? STYLE_ERROR : STYLE_WARNING);
    if (problem->has_other) {
        draw_position(pen, "::: ", &problem->other);
        sc_buffer_string(pen->out, problem->redefined ? "  first defined here\n" : "  see here\n");
        draw_snippet(pen, &problem->other, '-', STYLE_FRAME);
    }
    if (problem->hint[0] != '\0') {
        sc_buffer_repeat(pen->out, ' ', pen->gutter + 1);
        draw_styled(pen, STYLE_FRAME, "= ");
        draw_styled(pen, STYLE_HINT, "hint: ");
        sc_buffer_string(pen->out, problem->hint);
        sc_buffer_byte(pen->out, '\n');
    }
    sc_buffer_byte(pen->out, '\n');
}

static void draw_count(sc_buffer *out, size_t count, const char *name)
{
    sc_buffer_integer(out, (long long)count);
    sc_buffer_byte(out, ' ');
    sc_buffer_string(out, name);
    if (count != 1)
        sc_buffer_byte(out, 's');
}

void sc_draw_diagnostics(sc_buffer *out, const schoolcat_diagnostics *diagnostics, bool colour)
{
    drawing pen = {out, colour, 1};
    for (size_t i = 0; i < diagnostics->count; i++)
        draw_diagnostic(&pen, diagnostics->at[i]);
    if (diagnostics->count == 0)
        return;
    if (diagnostics->errors != 0)
        draw_count(out, diagnostics->errors, "error");
    if (diagnostics->errors != 0 && diagnostics->warnings != 0)
        sc_buffer_string(out, ", ");
    if (diagnostics->warnings != 0)
        draw_count(out, diagnostics->warnings, "warning");
    if (diagnostics->count < diagnostics->errors + diagnostics->warnings) {
        sc_buffer_string(out, " (");
        sc_buffer_integer(out, (long long)diagnostics->count);
        sc_buffer_string(out, " of them shown)");
    }
    sc_buffer_byte(out, '\n');
}

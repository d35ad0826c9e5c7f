/* Diagnostics of texts that are not YAML, and of common mistakes with YAML's syntax. */
#include "yaml/yaml_reader.h"

#include <stdio.h>
#include <string.h>

#define REPORT(reader, name, at, ...)                                                              \
    SC_REPORT((reader)->request->diagnostics, (reader)->request->sources, name, at, SC_NO_TEXT,    \
              __VA_ARGS__)

/* --- validation before libyaml --- */

static bool allowed(uint32_t c)
{
    if (c < 0x20)
        return c == '\t' || c == '\n' || c == '\r';
    if (c < 0xA0)
        return c < 0x7F || c == 0x85;
    return c <= 0xD7FF || (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF) || c >= 0x10000;
}

static void report_bad_byte(const sc_yaml_reader *reader, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)reader->text.data;
    sc_text hint = SC_NO_TEXT;
    if (reader->text.length >= 2 &&
        ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF)))
        hint = SC_TEXT("the file looks like UTF-16: save it as UTF-8");
    REPORT(reader, NOT_UTF8, sc_yaml_span(reader, (uint32_t)at, (uint32_t)at + 1), .hint = hint);
}

static bool check_characters(sc_yaml_reader *reader)
{
    size_t bad, characters = 0;
    if (!sc_text_valid(reader->text, &bad)) {
        report_bad_byte(reader, bad);
        return sc_yaml_stop(reader);
    }
    for (size_t at = reader->start; at < reader->text.length; characters++) {
        uint32_t start = (uint32_t)at;
        uint32_t c = sc_utf8_decode(reader->text, &at);
        if (characters % SC_YAML_CHECKPOINT_STRIDE == 0)
            reader->checkpoints[characters / SC_YAML_CHECKPOINT_STRIDE] = start;
        if (!allowed(c)) {
            char digits[16];
            int length = snprintf(digits, sizeof digits, "%04X", (unsigned)c);
            REPORT(reader, BAD_CHARACTER, sc_yaml_span(reader, start, (uint32_t)at),
                   .arguments = {{digits, (size_t)length}});
            return sc_yaml_stop(reader);
        }
    }
    reader->characters = characters;
    return true;
}

/* Directives can only precede the first line of content. They are refused before libyaml, which
 * takes quadratic time in their number. */
static bool refuse_directives(sc_yaml_reader *reader)
{
    size_t at = reader->start;
    const sc_text text = reader->text;
    while (at < text.length && (text.data[at] == '#' || sc_is_line_break(text.data[at]))) {
        while (at < text.length && text.data[at] != '\n')
            at++;
        at += at < text.length;
    }
    if (at == text.length || text.data[at] != '%')
        return true;
    size_t end = at;
    while (end < text.length && !sc_is_line_break(text.data[end]))
        end++;
    REPORT(reader, DIRECTIVE, sc_yaml_span(reader, (uint32_t)at, (uint32_t)end),
           .hint = SC_NO_TEXT);
    return sc_yaml_stop(reader);
}

bool sc_yaml_check_text(sc_yaml_reader *reader)
{
    if (sc_text_starts_with(reader->text, "\xEF\xBB\xBF"))
        reader->start = 3;
    reader->checkpoints = SC_NEW_ARRAY(
        &reader->scratch, reader->text.length / SC_YAML_CHECKPOINT_STRIDE + 1, uint32_t);
    if (reader->checkpoints == NULL)
        return sc_yaml_no_memory(reader);
    return check_characters(reader) && refuse_directives(reader);
}

/* --- values cut at a comma --- */

static long open_brackets(sc_text text)
{
    long open = 0;
    for (size_t i = 0; i < text.length; i++)
        open += (text.data[i] == '(') - (text.data[i] == ')');
    return open;
}

static bool can_be_cut(const sc_yaml_node *node)
{
    return node->kind == SC_YAML_SCALAR && node->style == SC_YAML_PLAIN && !node->broken;
}

static void report_cut(const sc_yaml_reader *reader, uint32_t start, uint32_t end)
{
    sc_text whole = {reader->text.data + start, end - start};
    bool showable = whole.length <= 120 && memchr(whole.data, '\n', whole.length) == NULL &&
                    memchr(whole.data, '"', whole.length) == NULL;
    REPORT(reader, CUT_AT_COMMA, sc_yaml_span(reader, start, end), .arguments = {whole},
           .hint = showable ? SC_NO_TEXT
                            : SC_TEXT("quote this, or write it in block style, below `>-`"));
}

static sc_yaml_node *cut_value(sc_yaml_reader *reader, uint32_t start, uint32_t end)
{
    report_cut(reader, start, end);
    sc_yaml_node *value = SC_NEW(reader->request->nodes, sc_yaml_node);
    if (value == NULL) {
        (void)sc_yaml_no_memory(reader);
        return NULL;
    }
    value->span = sc_yaml_span(reader, start, end);
    value->broken = true;
    value->weight = 1;
    value->text = SC_TEXT("");
    return value;
}

#define MAX_CUT_PIECES 64 /* pieces of one value */

/* The last item of a value that was cut into items, of which `first` is the first; `first` itself
 * where it is whole. */
static size_t end_of_cut_item(const sc_yaml_node *list, size_t first)
{
    long open = open_brackets(list->items[first]->text);
    for (size_t i = first + 1;
         open > 0 && i < list->count && i - first < MAX_CUT_PIECES && can_be_cut(list->items[i]);
         i++) {
        open += open_brackets(list->items[i]->text);
        if (open <= 0)
            return i;
    }
    return first;
}

static bool repair_list(sc_yaml_reader *reader, sc_yaml_node *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++, kept++) {
        size_t last = can_be_cut(list->items[i]) ? end_of_cut_item(list, i) : i;
        list->items[kept] = list->items[i];
        if (last == i)
            continue;
        sc_span end = list->items[last]->span;
        list->items[kept] = cut_value(reader, list->items[i]->span.offset, end.offset + end.length);
        if (list->items[kept] == NULL)
            return false;
        i = last;
    }
    list->count = kept;
    return true;
}

/* The same in a mapping, where the rest of a cut value became keys without values. */
static size_t end_of_cut_pair(const sc_yaml_node *mapping, size_t first)
{
    long open = open_brackets(mapping->pairs[first].value->text);
    for (size_t i = first + 1; open > 0 && i < mapping->count && i - first < MAX_CUT_PIECES &&
                               sc_yaml_is_empty(mapping->pairs[i].value);
         i++) {
        open += open_brackets(mapping->pairs[i].key);
        if (open <= 0)
            return i;
    }
    return first;
}

static bool repair_mapping(sc_yaml_reader *reader, sc_yaml_node *mapping)
{
    size_t kept = 0;
    for (size_t i = 0; i < mapping->count; i++, kept++) {
        size_t last = can_be_cut(mapping->pairs[i].value) ? end_of_cut_pair(mapping, i) : i;
        mapping->pairs[kept] = mapping->pairs[i];
        if (last == i)
            continue;
        sc_span end = mapping->pairs[last].key_span;
        mapping->pairs[kept].value =
            cut_value(reader, mapping->pairs[i].value->span.offset, end.offset + end.length);
        if (mapping->pairs[kept].value == NULL)
            return false;
        i = last;
    }
    mapping->count = kept;
    return true;
}

bool sc_yaml_repair_cut_values(sc_yaml_reader *reader, sc_yaml_node *collection)
{
    return collection->kind == SC_YAML_MAPPING ? repair_mapping(reader, collection)
                                               : repair_list(reader, collection);
}

/* --- syntax --- */

typedef struct line {
    uint32_t start, end;
} line;

static line line_at(const sc_yaml_reader *reader, uint32_t offset)
{
    const char *text = reader->text.data;
    line found = {offset, offset};
    while (found.start > reader->start && text[found.start - 1] != '\n')
        found.start--;
    while (found.end < reader->text.length && !sc_is_line_break(text[found.end]))
        found.end++;
    return found;
}

/* Where the line's value begins: after its dashes and its first `key: `. */
static uint32_t value_start(const sc_yaml_reader *reader, line at)
{
    const char *text = reader->text.data;
    uint32_t i = at.start;
    for (;;) {
        while (i < at.end && sc_is_blank(text[i]))
            i++;
        if (i + 1 >= at.end || text[i] != '-' || !sc_is_blank(text[i + 1]))
            break;
        i++;
    }
    uint32_t value = i;
    if (i < at.end && (sc_is_letter(text[i]) || text[i] == '_' || sc_is_digit(text[i]))) {
        for (; i + 1 < at.end; i++) {
            if (text[i] == ':' && sc_is_blank(text[i + 1])) {
                value = i + 1;
                while (value < at.end && sc_is_blank(text[value]))
                    value++;
                break;
            }
        }
    }
    return value;
}

/* Reports a tab in the line's indentation or at the place of the error. */
static bool report_tab(const sc_yaml_reader *reader, uint32_t offset, line at)
{
    const char *text = reader->text.data;
    for (uint32_t i = at.start; i < at.end && sc_is_blank(text[i]); i++) {
        if (text[i] == '\t') {
            REPORT(reader, YAML_TAB, sc_yaml_span(reader, i, i + 1), .hint = SC_NO_TEXT);
            return true;
        }
    }
    if (offset < at.end && text[offset] == '\t') {
        REPORT(reader, YAML_TAB, sc_yaml_span(reader, offset, offset + 1), .hint = SC_NO_TEXT);
        return true;
    }
    return false;
}

/* Reports a value whose first character has a meaning in YAML. False where it has none, or where
 * the error lies before the value. */
static bool report_first_character(const sc_yaml_reader *reader, uint32_t offset, line at)
{
    uint32_t value = value_start(reader, at);
    if (value >= at.end || offset < value)
        return false;
    char c = reader->text.data[value];
    sc_span first = sc_yaml_span(reader, value, value + 1);
    if (strchr(">|*&!%@`", c) != NULL) {
        REPORT(reader, FIRST_CHARACTER, first, .arguments = {{&reader->text.data[value], 1}});
        return true;
    }
    if (c == '"' || c == '\'') {
        REPORT(reader, FIRST_CHARACTER, first, .arguments = {{&reader->text.data[value], 1}},
               .hint = c == '"'
                           ? SC_TEXT("the quotes must hold the whole value: quote this with '...' "
                                     "around all of it, or "
                                     "write it in block style, below `>-`")
                           : SC_TEXT("the quotes must hold the whole value, and a quote inside is "
                                     "written twice: "
                                     "quote this anew, or write it in block style, below `>-`"));
        return true;
    }
    if (c == '{' || c == '[') {
        REPORT(reader, BARE_BRACES, first, .hint = SC_NO_TEXT);
        return true;
    }
    return false;
}

static bool contains(const char *text, const char *part)
{
    return text != NULL && strstr(text, part) != NULL;
}

/* Reports a `: ` where no key is allowed: within a value where the line has a key before it, else
 * on a line that is badly indented. */
static bool report_colon(const sc_yaml_reader *reader, uint32_t offset, line at)
{
    if (value_start(reader, at) > at.start && value_start(reader, at) <= offset) {
        const char *text = reader->text.data;
        uint32_t value = value_start(reader, at), i = at.start;
        while (i < value && text[i] != ':')
            i++;
        if (i < value) {
            if (report_first_character(reader, offset, at))
                return true;
            REPORT(reader, COLON_IN_VALUE, sc_yaml_span(reader, offset, offset + 1),
                   .hint = SC_NO_TEXT);
            return true;
        }
    }
    REPORT(reader, YAML_SYNTAX, sc_yaml_span(reader, offset, offset + 1),
           .arguments = {SC_TEXT("a key cannot stand here")},
           .hint = SC_TEXT("begin the line in the same column as the keys beside it, and see that "
                           "the line above has its "
                           "colon; if it is a text that runs on, quote this"));
    return true;
}

/* Whether the colon ends a key at the beginning of a line below the one where the flow collection
 * opens, which then was not closed. */
static bool begins_line(const sc_yaml_reader *reader, uint32_t colon, uint32_t opened)
{
    const char *text = reader->text.data;
    line at = line_at(reader, colon);
    uint32_t i = at.start;
    while (i < colon && sc_is_blank(text[i]))
        i++;
    while (i < colon && (sc_is_letter(text[i]) || sc_is_digit(text[i]) || text[i] == '_'))
        i++;
    return i == colon && at.start > opened;
}

/* Reports an error in [..] or {..}. A bracket or quote right after a word belongs to an expression,
 * which was not quoted; else the collection is not closed. */
static void report_flow(const sc_yaml_reader *reader, uint32_t offset, uint32_t opened)
{
    const char *text = reader->text.data;
    if (offset < reader->text.length && text[offset] == ':' &&
        !begins_line(reader, offset, opened)) {
        REPORT(reader, COLON_IN_VALUE, sc_yaml_span(reader, offset, offset + 1),
               .hint = SC_NO_TEXT);
        return;
    }
    uint32_t i = offset;
    while (i > opened && sc_is_blank(text[i - 1]))
        i--;
    bool cut = offset < reader->text.length && strchr("[{\"'", text[offset]) != NULL &&
               i > opened && strchr(",[{:", text[i - 1]) == NULL;
    if (cut) {
        REPORT(reader, CUT_AT_COMMA, sc_yaml_span(reader, offset, offset + 1),
               .hint = SC_TEXT(
                   "a value within [..] or {..} that has brackets or quotes of its own must be "
                   "quoted whole: quote this"));
        return;
    }
    REPORT(reader, YAML_SYNTAX, sc_yaml_span(reader, opened, opened + 1),
           .arguments = {text[opened] == '{'
                             ? SC_TEXT("the brace that opens here is not closed where it should be")
                             : SC_TEXT(
                                   "the bracket that opens here is not closed where it should be")},
           .hint = SC_TEXT("put a comma between its entries and close it; quote values that hold "
                           "brackets, braces or ': '"));
}

typedef struct syntax_message {
    const char *problem; /* part of libyaml's message */
    const char *message, *hint;
} syntax_message;

#define SAME_COLUMN "begin it in the same column as the lines that it belongs with"
static const syntax_message syntax_messages[] = {
    {"did not find expected key", "this does not fit the mapping that it stands in", SAME_COLUMN},
    {"did not find expected '-' indicator", "this does not fit the list that it stands in",
     SAME_COLUMN ", and begin each entry with '- '"},
    {"could not find expected ':'", "a key without its colon",
     "write `key: value`, with a blank behind the colon"},
    {"block sequence entries are not allowed", "a list cannot begin here",
     "begin the list on a line of its own; if the '-' belongs to a text, quote this"},
    {"did not find expected node content", "a value is missing before this",
     "take the spare comma or bracket out"},
    {"did not find expected <document start>", "this does not belong to what stands above it",
     SAME_COLUMN},
};

static void report_generic_syntax(const sc_yaml_reader *reader, const yaml_parser_t *parser,
                                  uint32_t offset)
{
    sc_text message = sc_text_of(parser->problem), hint = SC_NO_TEXT;
    for (size_t i = 0; i < sizeof syntax_messages / sizeof *syntax_messages; i++) {
        if (contains(parser->problem, syntax_messages[i].problem)) {
            message = sc_text_of(syntax_messages[i].message);
            hint = sc_text_of(syntax_messages[i].hint);
            break;
        }
    }
    uint32_t end =
        offset < reader->text.length && reader->text.data[offset] != '\n' ? offset + 1 : offset;
    REPORT(reader, YAML_SYNTAX, sc_yaml_span(reader, offset, end), .arguments = {message},
           .hint = hint);
}

void sc_yaml_report_syntax(const sc_yaml_reader *reader, const yaml_parser_t *parser)
{
    uint32_t offset = sc_yaml_offset(reader, parser->problem_mark.index);
    uint32_t opened = sc_yaml_offset(reader, parser->context_mark.index);
    line at = line_at(reader, offset);
    const char *problem = parser->problem, *context = parser->context;
    bool in_flow = contains(context, "flow mapping") || contains(context, "flow sequence");
    if (contains(context, "flow node") && offset >= reader->text.length && reader->depth > 0) {
        opened = reader->frames.at[reader->depth - 1].node->span.offset;
        in_flow = true; /* the file ends where an entry is expected */
    }
    if (contains(context, "quoted scalar") && !contains(problem, "escape") &&
        !contains(problem, "hexdecimal")) {
        REPORT(reader, UNCLOSED_QUOTE, sc_yaml_span(reader, opened, opened + 1),
               .hint = SC_NO_TEXT);
    } else if (contains(problem, "escape character") || contains(problem, "hexdecimal")) {
        REPORT(reader, UNKNOWN_ESCAPE, sc_yaml_span(reader, offset, offset + 2),
               .hint = SC_NO_TEXT);
    } else if ((contains(problem, "cannot start any token") ||
                contains(problem, "tab character")) &&
               report_tab(reader, offset, at)) {
        return;
    } else if (contains(problem, "mapping values are not allowed")) {
        (void)report_colon(reader, offset, at);
    } else if (in_flow) {
        report_flow(reader, offset, opened);
    } else if (!report_first_character(reader, offset, at)) {
        report_generic_syntax(reader, parser, offset);
    }
}

/* The line index of source texts, and look-up of positions and lines. */
#include "diagnostics/source_text.h"

#include <string.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* Offset after the line that begins at `start` and its line break. */
static size_t line_end(sc_text text, size_t start)
{
    for (size_t i = start; i < text.length; i++) {
        if (text.data[i] == '\n')
            return i + 1;
        if (text.data[i] == '\r')
            return i + 1 < text.length && text.data[i + 1] == '\n' ? i + 2 : i + 1;
    }
    return text.length;
}

static bool ends_in_break(sc_text text)
{
    return text.length != 0 && sc_is_line_break(text.data[text.length - 1]);
}

/* In two passes: counts the lines, then records their offsets. */
static bool index_lines(sc_arena *arena, sc_source *source)
{
    sc_text text = source->text;
    size_t count = 0;
    for (size_t start = 0; start < text.length; start = line_end(text, start))
        count++;
    if (text.length == 0 || ends_in_break(text))
        count++; /* the empty last line */
    source->lines = SC_NEW_ARRAY(arena, count, uint32_t);
    if (source->lines == NULL)
        return false;
    size_t start = 0;
    for (size_t line = 0; line < count; line++) {
        source->lines[line] = (uint32_t)start;
        start = line_end(text, start);
    }
    source->line_count = count;
    return true;
}

bool sc_sources_add(sc_sources *sources, sc_text name, sc_text text, uint32_t *file)
{
    if (text.length >= UINT32_MAX || sources->list.count >= SC_NO_FILE)
        return false;
    sc_source *source = SC_NEW(sources->arena, sc_source);
    if (source == NULL)
        return false;
    source->name = name;
    source->text = text;
    if (text.data != NULL && !index_lines(sources->arena, source))
        return false;
    if (!SC_PUSH(sources->arena, &sources->list, source))
        return false;
    *file = (uint32_t)(sources->list.count - 1);
    return true;
}

/* The source, or NULL where it has no text. */
static const sc_source *find_source(const sc_sources *sources, uint32_t file)
{
    if (file >= sources->list.count)
        return NULL;
    const sc_source *source = sources->list.at[file];
    return source->line_count == 0 ? NULL : source;
}

/* The last line that begins at or before the offset. */
static size_t line_index(const sc_source *source, size_t offset)
{
    size_t low = 0, high = source->line_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Offset of the line's first character; a byte order mark is not one. */
static size_t first_byte(const sc_source *source, size_t line)
{
    size_t start = source->lines[line];
    if (line == 0 && sc_text_starts_with(source->text, BYTE_ORDER_MARK))
        start += strlen(BYTE_ORDER_MARK);
    return start;
}

sc_position sc_sources_position(const sc_sources *sources, sc_span span)
{
    const sc_source *source = find_source(sources, span.file);
    if (source == NULL)
        return (sc_position){0, 0};
    size_t offset = span.offset < source->text.length ? span.offset : source->text.length;
    size_t line = line_index(source, offset);
    size_t start = first_byte(source, line);
    size_t before = 0;
    if (offset > start)
        before = sc_text_code_points((sc_text){source->text.data + start, offset - start});
    return (sc_position){(uint32_t)line + 1, (uint32_t)before + 1};
}

sc_text sc_sources_line(const sc_sources *sources, uint32_t file, uint32_t line)
{
    const sc_source *source = find_source(sources, file);
    if (source == NULL || line == 0 || line > source->line_count)
        return SC_NO_TEXT;
    size_t start = first_byte(source, line - 1);
    size_t end = line == source->line_count ? source->text.length : source->lines[line];
    while (end > start && sc_is_line_break(source->text.data[end - 1]))
        end--;
    return (sc_text){source->text.data + start, end - start};
}

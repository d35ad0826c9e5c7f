/* Writes rows as a table for a terminal. */
#include "table_writer.h"

#include "message.h"
#include "cli_utf8.h"

#include <stdlib.h>
#include <string.h>

#define WAITING_ROWS 1000
#define WAITING_BYTES ((size_t)8 << 20)

struct cli_table {
    const char *const *names;
    size_t count;
    size_t *widths;
    bool *is_number;    /* all values so far are numbers, which are right-aligned */
    cli_buffer waiting; /* cells of the waiting rows, each followed by a NUL */
    size_t rows;
    bool settled;
};

struct cli_table *table_new(const char *const *names, size_t count)
{
    struct cli_table *table = calloc(1, sizeof *table);
    if (table == NULL)
        return NULL;
    table->names = names;
    table->count = count;
    table->widths = calloc(count + 1, sizeof *table->widths);
    table->is_number = calloc(count + 1, sizeof *table->is_number);
    if (table->widths == NULL || table->is_number == NULL) {
        table_free(table);
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        table->widths[i] = utf8_count(names[i], strlen(names[i]));
        table->is_number[i] = true;
    }
    return table;
}

void table_free(struct cli_table *table)
{
    if (table == NULL)
        return;
    free(table->widths);
    free(table->is_number);
    buffer_free(&table->waiting);
    free(table);
}

static void add_blanks(cli_buffer *out, size_t count)
{
    while (count-- > 0)
        buffer_byte(out, ' ');
}

/* The last column is not padded. */
static void add_cell(const struct cli_table *table, size_t column, const char *cell,
                     cli_buffer *out)
{
    size_t width = utf8_count(cell, strlen(cell));
    size_t blanks = width < table->widths[column] ? table->widths[column] - width : 0;
    if (column > 0)
        buffer_string(out, "  ");
    if (table->is_number[column])
        add_blanks(out, blanks);
    buffer_string(out, cell);
    if (!table->is_number[column] && column + 1 < table->count)
        add_blanks(out, blanks);
}

static void end_line(cli_buffer *out)
{
    while (out->length > 0 && out->data[out->length - 1] == ' ')
        out->length--;
    buffer_byte(out, '\n');
}

/* `cells` are consecutive, each followed by a NUL. */
static const char *add_line(const struct cli_table *table, const char *cells, cli_buffer *out)
{
    for (size_t i = 0; i < table->count; i++) {
        add_cell(table, i, cells, out);
        cells += strlen(cells) + 1;
    }
    end_line(out);
    return cells;
}

static void settle(struct cli_table *table, cli_buffer *out)
{
    table->settled = true;
    for (size_t i = 0; i < table->count; i++) {
        table->is_number[i] = table->is_number[i] && table->rows > 0;
        add_cell(table, i, table->names[i], out);
    }
    end_line(out);
    for (size_t i = 0; i < table->count; i++) {
        if (i > 0)
            buffer_string(out, "  ");
        for (size_t k = 0; k < table->widths[i]; k++)
            buffer_byte(out, '-');
    }
    buffer_byte(out, '\n');
    const char *cells = table->waiting.data;
    for (size_t i = 0; i < table->rows && !table->waiting.failed; i++)
        cells = add_line(table, cells, out);
    buffer_clear(&table->waiting);
}

/* A cell in printable form on one line. */
static void add_shown(cli_buffer *out, const cli_field *field)
{
    char escaped[8];
    for (size_t at = 0; field->kind != FIELD_NONE && at < field->length;) {
        size_t size = utf8_character(field->text + at, field->length - at);
        if (size > 0 && !is_control(field->text + at, size)) {
            buffer_add(out, field->text + at, size);
        } else {
            size = 1;
            snprintf(escaped, sizeof escaped, "\\x%02X", (unsigned)(unsigned char)field->text[at]);
            buffer_string(out, escaped);
        }
        at += size;
    }
    buffer_byte(out, '\0');
}

static bool looks_like_number(const cli_field *field)
{
    if (field->kind == FIELD_NONE || field->length == 0)
        return true;
    for (size_t i = 0; i < field->length; i++)
        if (strchr("0123456789.-+e", field->text[i]) == NULL)
            return false;
    return true;
}

void table_row(struct cli_table *table, const cli_field *fields, cli_buffer *out)
{
    for (size_t i = 0; i < table->count; i++) {
        size_t begin = table->waiting.length;
        add_shown(&table->waiting, &fields[i]);
        if (table->settled || table->waiting.failed)
            continue;
        size_t width = utf8_count(table->waiting.data + begin, table->waiting.length - begin - 1);
        table->widths[i] = width > table->widths[i] ? width : table->widths[i];
        table->is_number[i] = table->is_number[i] && looks_like_number(&fields[i]);
    }
    if (table->waiting.failed) {
        out->failed = true;
        return;
    }
    if (table->settled) {
        (void)add_line(table, table->waiting.data, out);
        buffer_clear(&table->waiting);
        return;
    }
    table->rows++;
    if (table->rows == WAITING_ROWS || table->waiting.length > WAITING_BYTES)
        settle(table, out);
}

void table_finish(struct cli_table *table, cli_buffer *out)
{
    if (!table->settled)
        settle(table, out);
}

/* Writes rows of the answer as CSV, NDJSON or a table. */
#include "writer.h"

#include "message.h"
#include "table_writer.h"

#include <stdlib.h>
#include <string.h>

/* No quotation marks, commas, backslashes and controls, ASCII only. */
static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x7F && c != '"' && c != ',' && c != '\\';
}

bool writes_plainly(const char *text, size_t length)
{
    bool plain = length == 0 || (text[0] != ' ' && text[length - 1] != ' ');
    for (size_t i = 0; i < length && plain; i++)
        plain = is_plain((unsigned char)text[i]);
    return plain;
}

static bool needs_quotes(const char *text, size_t length)
{
    bool quoted = length > 0 && (text[0] == ' ' || text[length - 1] == ' ');
    for (size_t i = 0; i < length && !quoted; i++)
        quoted = text[i] == ',' || text[i] == '"' || text[i] == '\n' || text[i] == '\r';
    return quoted;
}

void csv_add(cli_buffer *line, const char *text, size_t length)
{
    if (writes_plainly(text, length)) {
        buffer_add(line, text, length);
        return;
    }
    if (!needs_quotes(text, length)) {
        buffer_utf8(line, text, length);
        return;
    }
    buffer_byte(line, '"');
    for (size_t begin = 0; begin < length;) {
        const char *mark = memchr(text + begin, '"', length - begin);
        size_t end = mark == NULL ? length : (size_t)(mark - text) + 1;
        buffer_utf8(line, text + begin, end - begin);
        if (mark != NULL)
            buffer_byte(line, '"');
        begin = end;
    }
    buffer_byte(line, '"');
}

static void csv_header(const cli_writer *writer, cli_buffer *out)
{
    for (size_t i = 0; i < writer->count; i++) {
        if (i > 0)
            buffer_byte(out, ',');
        csv_add(out, writer->names[i], strlen(writer->names[i]));
    }
    buffer_byte(out, '\n');
}

/* A row of one empty cell is written "", because readers skip a blank line. */
static void csv_row(const cli_writer *writer, const cli_field *fields, cli_buffer *out)
{
    size_t begin = out->length;
    for (size_t i = 0; i < writer->count; i++) {
        if (i > 0)
            buffer_byte(out, ',');
        if (fields[i].plain)
            buffer_add_short(out, fields[i].text, fields[i].length);
        else if (fields[i].kind != FIELD_NONE)
            csv_add(out, fields[i].text, fields[i].length);
    }
    if (out->length == begin)
        buffer_string(out, "\"\"");
    buffer_byte(out, '\n');
}

static void json_list(cli_buffer *line, const cli_field *field)
{
    buffer_byte(line, '[');
    for (size_t begin = 0; begin < field->length;) {
        const char *bar = memchr(field->text + begin, '|', field->length - begin);
        size_t end = bar == NULL ? field->length : (size_t)(bar - field->text);
        if (begin > 0)
            buffer_byte(line, ',');
        buffer_json(line, field->text + begin, end - begin);
        begin = end + 1;
    }
    buffer_byte(line, ']');
}

static void json_text(cli_buffer *out, const cli_field *field)
{
    if (!field->plain) {
        buffer_json(out, field->text, field->length);
        return;
    }
    buffer_byte(out, '"');
    buffer_add(out, field->text, field->length);
    buffer_byte(out, '"');
}

static void json_row(const cli_writer *writer, const cli_field *fields, cli_buffer *out)
{
    size_t begin = 0;
    for (size_t i = 0; i < writer->count; i++) {
        buffer_add(out, writer->keys.data + begin, writer->key_ends[i] - begin);
        begin = writer->key_ends[i];
        switch (fields[i].kind) {
        case FIELD_NONE:
            buffer_string(out, "null");
            break;
        case FIELD_TEXT:
            json_text(out, &fields[i]);
            break;
        case FIELD_BARE:
            buffer_add(out, fields[i].text, fields[i].length);
            break;
        default:
            json_list(out, &fields[i]);
        }
    }
    buffer_string(out, writer->count == 0 ? "{}\n" : "}\n");
}

static bool make_keys(cli_writer *writer)
{
    writer->key_ends = calloc(writer->count + 1, sizeof *writer->key_ends);
    for (size_t i = 0; i < writer->count && writer->key_ends != NULL; i++) {
        buffer_byte(&writer->keys, i == 0 ? '{' : ',');
        buffer_json(&writer->keys, writer->names[i], strlen(writer->names[i]));
        buffer_byte(&writer->keys, ':');
        writer->key_ends[i] = writer->keys.length;
    }
    return writer->key_ends != NULL && !writer->keys.failed;
}

bool writer_open(cli_writer *writer, cli_form form, const char *const *names, size_t count)
{
    *writer = (cli_writer){.form = form, .names = names, .count = count};
    if (form == FORM_TABLE)
        writer->table = table_new(names, count);
    if (form == FORM_TABLE ? writer->table != NULL : form == FORM_CSV || make_keys(writer))
        return true;
    (void)print_no_memory();
    return false;
}

void writer_begin(const cli_writer *writer, cli_buffer *out)
{
    if (writer->form == FORM_CSV)
        csv_header(writer, out);
}

void writer_row(const cli_writer *writer, const cli_field *fields, cli_buffer *out)
{
    if (writer->form == FORM_TABLE)
        table_row(writer->table, fields, out);
    else if (writer->form == FORM_NDJSON)
        json_row(writer, fields, out);
    else
        csv_row(writer, fields, out);
}

void writer_finish(const cli_writer *writer, cli_buffer *out)
{
    if (writer->form == FORM_TABLE)
        table_finish(writer->table, out);
}

void writer_free(cli_writer *writer)
{
    table_free(writer->table);
    buffer_free(&writer->keys);
    free(writer->key_ends);
    *writer = (cli_writer){0};
}

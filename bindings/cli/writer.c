#include "writer.h"

#include "message.h"
#include "table.h"

#include <string.h>

void csv_add(cli_buffer *line, const char *text, size_t length)
{
    bool quoted = length > 0 && (text[0] == ' ' || text[length - 1] == ' ');
    for (size_t i = 0; i < length && !quoted; i++)
        quoted = text[i] == ',' || text[i] == '"' || text[i] == '\n' || text[i] == '\r';
    if (!quoted) {
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

static void csv_header(cli_writer *writer)
{
    for (size_t i = 0; i < writer->count; i++) {
        if (i > 0)
            buffer_byte(&writer->line, ',');
        csv_add(&writer->line, writer->names[i], strlen(writer->names[i]));
    }
    buffer_byte(&writer->line, '\n');
}

/* A row of one empty cell would be a blank line, which readers skip: it is written "". */
static void csv_row(cli_writer *writer, const cli_field *fields)
{
    size_t begin = writer->line.length;
    for (size_t i = 0; i < writer->count; i++) {
        if (i > 0)
            buffer_byte(&writer->line, ',');
        if (fields[i].kind != FIELD_NONE)
            csv_add(&writer->line, fields[i].text, fields[i].length);
    }
    if (writer->line.length == begin)
        buffer_string(&writer->line, "\"\"");
    buffer_byte(&writer->line, '\n');
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

static void json_row(cli_writer *writer, const cli_field *fields)
{
    cli_buffer *line = &writer->line;
    for (size_t i = 0; i < writer->count; i++) {
        buffer_byte(line, i == 0 ? '{' : ',');
        buffer_json(line, writer->names[i], strlen(writer->names[i]));
        buffer_byte(line, ':');
        switch (fields[i].kind) {
        case FIELD_NONE:
            buffer_string(line, "null");
            break;
        case FIELD_TEXT:
            buffer_json(line, fields[i].text, fields[i].length);
            break;
        case FIELD_BARE:
            buffer_add(line, fields[i].text, fields[i].length);
            break;
        default:
            json_list(line, &fields[i]);
        }
    }
    buffer_string(line, writer->count == 0 ? "{}\n" : "}\n");
}

bool writer_open(cli_writer *writer, cli_form form, cli_output *output, const char *const *names,
                 size_t count)
{
    *writer = (cli_writer){.form = form, .output = output, .names = names, .count = count};
    if (form == FORM_TABLE)
        writer->table = table_new(names, count);
    if (form != FORM_TABLE || writer->table != NULL)
        return true;
    (void)say_no_memory();
    return false;
}

static bool put_line(cli_writer *writer)
{
    if (writer->line.failed) {
        (void)say_no_memory();
        return false;
    }
    bool put = output_add(writer->output, writer->line.data, writer->line.length);
    buffer_clear(&writer->line);
    return put;
}

static void begin(cli_writer *writer)
{
    if (!writer->begun && writer->form == FORM_CSV)
        csv_header(writer);
    writer->begun = true;
}

bool writer_row(cli_writer *writer, const cli_field *fields)
{
    begin(writer);
    if (writer->form == FORM_TABLE)
        table_row(writer->table, fields, &writer->line);
    else if (writer->form == FORM_NDJSON)
        json_row(writer, fields);
    else
        csv_row(writer, fields);
    return put_line(writer);
}

bool writer_finish(cli_writer *writer)
{
    begin(writer);
    if (writer->form == FORM_TABLE)
        table_finish(writer->table, &writer->line);
    return put_line(writer);
}

void writer_free(cli_writer *writer)
{
    table_free(writer->table);
    buffer_free(&writer->line);
    *writer = (cli_writer){0};
}

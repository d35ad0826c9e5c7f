/* Reads comma-separated values with libcsv, a strict streaming parser. Lines without quotation
 * marks are split directly. */
#include "input_data.h"

#include "byte_buffer.h"
#include "input_reader.h"
#include "message.h"
#include "cli_utf8.h"

#include <csv.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK ((size_t)64 * 1024)

typedef struct cli_csv {
    cli_data *data;
    cli_input_reader reader;
    struct csv_parser parser;
    cli_block *block; /* the current row is added to it; NULL in the header */
    char separator;
    cli_buffer names; /* the values of the header, each followed by a NUL */
    size_t given;     /* values in the row so far */
    size_t bytes;     /* of them */
    bool has_value;   /* one of them is not empty */
    bool header_read;
    size_t column_count;
    uint64_t line, row_line;
    bool row_open, row_ended; /* to know on which line a row begins */
    bool after_return;
    bool failed; /* reported */
} cli_csv;

/* Reports after all earlier rows, which may have messages of their own or end the run. */
static void fail_at(cli_csv *csv, uint64_t line, const char *what)
{
    char buffer[SHOWN_CAPACITY];
    csv->block = NULL;
    if (csv->failed || !input_reader_drain(&csv->reader))
        return;
    print_message("%s: line %" PRIu64 ": %s", shown(csv->data->name, buffer), line, what);
    csv->failed = true;
}

static bool is_over(const cli_csv *csv)
{
    return csv->failed || csv->reader.stopped || csv->reader.no_memory;
}

/* Allocator of libcsv for one value: a quote that is never closed must not exhaust memory. */
static void *capped_realloc(void *block, size_t size)
{
    return size > MAX_VALUE_LENGTH ? NULL : realloc(block, size);
}

static void keep_name(cli_csv *csv, const char *text, size_t length)
{
    if (csv->given >= MAX_COLUMNS) {
        fail_at(csv, csv->row_line, "there are too many columns");
        return;
    }
    buffer_add(&csv->names, text, length);
    buffer_byte(&csv->names, '\0');
    csv->reader.no_memory = csv->names.failed;
}

/* Values of the header, and surplus values of a row. */
static void take_other(cli_csv *csv, const char *text, size_t length)
{
    if (csv->block == NULL && !is_over(csv)) {
        csv->bytes += length + 1;
        keep_name(csv, text, length);
    }
}

static void on_value(void *text, size_t length, void *context)
{
    cli_csv *csv = context;
    csv->has_value |= length > 0;
    if (csv->block == NULL || csv->given >= csv->column_count) {
        take_other(csv, text, length);
    } else {
        csv->bytes += length + 1;
        block_add(csv->block, csv->given, text, length);
    }
    if (csv->bytes > MAX_ROW_LENGTH)
        fail_at(csv, csv->row_line, "the row is too long");
    csv->given++;
}

static void take_header(cli_csv *csv)
{
    const char **names = calloc(csv->given, sizeof *names);
    if (names == NULL) {
        csv->reader.no_memory = true;
        return;
    }
    csv->column_count = csv->given;
    csv->header_read = true;
    bool sound = true;
    const char *name = csv->names.data;
    for (size_t i = 0; i < csv->given; i++) {
        names[i] = name;
        sound = sound && utf8_valid(name, strlen(name));
        name += strlen(name) + 1;
    }
    if (!sound)
        fail_at(csv, csv->row_line, "the header is not UTF-8; save the file as 'CSV UTF-8'");
    else if (!csv->reader.handler->begin(csv->reader.handler->context, names, csv->column_count))
        csv->reader.stopped = true;
    else
        input_reader_add_columns(&csv->reader, csv->column_count);
    free(names);
}

static void end_row(cli_csv *csv)
{
    if (csv->has_value && csv->block != NULL) {
        csv->reader.no_memory = csv->reader.no_memory || csv->block->no_memory;
        input_reader_end_row(&csv->reader, csv->row_line, csv->given, csv->bytes);
    } else if (csv->has_value) {
        take_header(csv);
    } else if (csv->given > 1) {
        csv->data->empty_rows++;
    }
    csv->block = csv->header_read && !is_over(csv) ? input_reader_block(&csv->reader) : NULL;
}

static void on_row_end(int terminator, void *context)
{
    (void)terminator;
    cli_csv *csv = context;
    csv->row_ended = true;
    if (!is_over(csv))
        end_row(csv);
    csv->given = csv->bytes = 0;
    csv->has_value = false;
    buffer_clear(&csv->names);
}

static int no_blank(unsigned char c)
{
    (void)c;
    return 0;
}

/* The most frequent separator of the first line, outside of quotes. */
static char separator_of(const char *text, size_t length)
{
    static const char separators[] = {',', ';', '\t'};
    size_t counts[3] = {0, 0, 0}, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < length && (quoted || (text[i] != '\n' && text[i] != '\r')); i++) {
        quoted = quoted != (text[i] == '"');
        for (size_t k = 0; k < 3 && !quoted; k++)
            counts[k] += text[i] == separators[k];
    }
    for (size_t k = 1; k < 3; k++)
        if (counts[k] > counts[best])
            best = k;
    return separators[best];
}

/* The length of a line including its end, which may also be a single carriage return. */
static size_t line_length(const char *text, size_t length)
{
    const char *reader = memchr(text, '\n', length);
    size_t end = reader == NULL ? length : (size_t)(reader - text) + 1;
    const char *back = memchr(text, '\r', end);
    if (back != NULL && back + 1 != reader)
        return (size_t)(back - text) + 1;
    return end;
}

static void print_parser_failed(cli_csv *csv)
{
    if (csv_error(&csv->parser) == CSV_EPARSE)
        fail_at(
            csv, csv->line,
            "a quotation mark stands inside a value; such a value is written in quotes, and each "
            "quotation mark in it "
            "twice: \"the \"\"old\"\" school\"");
    else
        fail_at(csv, csv->row_line,
                "a value is longer than 1 MiB; is a closing quotation mark missing?");
}

/* A whole line without quotation marks: its values are the texts between separators. */
static bool is_plain(const cli_csv *csv, const char *text, size_t length)
{
    return csv->block != NULL && !csv->row_open && text[length - 1] == '\n' && length > 2 &&
           memchr(text, '"', length) == NULL;
}

/* Lines without quotation marks bypass libcsv, which would copy each value byte by byte first. */
static void split_line(cli_csv *csv, const char *text, size_t length)
{
    const char *end = text + length - 1;
    end -= end[-1] == '\r';
    csv->bytes = length;
    for (const char *stop = text;; text = ++stop) {
        while (stop < end && *stop != csv->separator)
            stop++;
        csv->has_value |= stop > text;
        if (csv->given < csv->column_count)
            block_add_slack(csv->block, csv->given, text, (size_t)(stop - text));
        csv->given++;
        if (stop == end)
            break;
    }
    on_row_end('\n', csv);
}

static void feed_line(cli_csv *csv, const char *text, size_t length)
{
    bool blank = text[0] == '\n' || text[0] == '\r';
    bool continues_return = csv->after_return && text[0] == '\n';
    if (!csv->row_open)
        csv->row_line = csv->line;
    csv->row_ended = false;
    if (is_plain(csv, text, length))
        split_line(csv, text, length);
    else if (csv_parse(&csv->parser, text, length, on_value, on_row_end, csv) != length)
        print_parser_failed(csv);
    if (csv->row_ended)
        csv->row_open = false;
    else if (!blank)
        csv->row_open = true;
    char last = text[length - 1];
    if ((last == '\n' || last == '\r') && !continues_return)
        csv->line++;
    csv->after_return = last == '\r';
}

/* Most chunks have neither NULs nor carriage returns, which one search finds out. */
static void feed_chunk(cli_csv *csv, const char *text, size_t length)
{
    bool has_nul = memchr(text, '\0', length) != NULL,
         has_return = memchr(text, '\r', length) != NULL;
    while (length > 0 && !is_over(csv)) {
        const char *end = has_return ? NULL : memchr(text, '\n', length);
        size_t line = end == NULL ? line_length(text, length) : (size_t)(end - text) + 1;
        if (has_nul && memchr(text, '\0', line) != NULL) {
            fail_at(csv, csv->line, "there is a NUL byte: this is not a text file");
            return;
        }
        feed_line(csv, text, line);
        text += line;
        length -= line;
    }
}

/* Detects encoding and separator from the first bytes. Returns how many bytes are not data. */
static size_t detect_dialect(cli_csv *csv, const char *text, size_t length)
{
    size_t skip = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    if (length >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0))
        fail_at(csv, 1, "the file is UTF-16; save it as 'CSV UTF-8'");
    char separator = csv->data->separator;
    if (separator == '\0')
        separator = separator_of(text + skip, length - skip);
    csv->separator = separator;
    csv_set_delim(&csv->parser, (unsigned char)separator);
    return skip;
}

static void read_chunks(cli_csv *csv, char *chunk)
{
    char buffer[SHOWN_CAPACITY];
    bool first = true;
    while (!is_over(csv)) {
        size_t length = fread(chunk, 1, CHUNK, csv->data->stream);
        int reason = errno;
        if (ferror(csv->data->stream) && input_reader_drain(&csv->reader)) {
            print_message("cannot read %s: %s", shown(csv->data->name, buffer), strerror(reason));
            csv->failed = true;
        }
        if (length == 0 || is_over(csv))
            break;
        csv->data->read += length;
        size_t skip = first ? detect_dialect(csv, chunk, length) : 0;
        first = false;
        feed_chunk(csv, chunk + skip, length - skip);
    }
    if (!is_over(csv) && csv_fini(&csv->parser, on_value, on_row_end, csv) != 0)
        fail_at(csv, csv->row_line, "a quotation mark is opened in this row and never closed");
    if (!is_over(csv) && !csv->header_read) {
        print_message("%s: there is nothing in it; the first line must name the columns",
                      shown(csv->data->name, buffer));
        csv->failed = true;
    }
    if (!csv->failed && !csv->reader.stopped)
        (void)input_reader_drain(&csv->reader);
}

cli_data_end csv_read(cli_data *data, const cli_data_handler *handler)
{
    cli_csv csv = {.data = data, .reader = {.data = data, .handler = handler}, .line = 1};
    char *chunk = calloc(1, CHUNK + SLACK);
    csv.reader.no_memory =
        chunk == NULL || csv_init(&csv.parser, CSV_STRICT | CSV_STRICT_FINI) != 0;
    if (!csv.reader.no_memory) {
        csv_set_realloc_func(&csv.parser, capped_realloc);
        csv_set_blk_size(&csv.parser, 4096);
        csv_set_space_func(&csv.parser, no_blank);
        read_chunks(&csv, chunk);
        csv_free(&csv.parser);
    }
    cli_data_end end = csv.reader.stopped ? DATA_STOPPED : DATA_WHOLE;
    if (csv.reader.no_memory && !csv.reader.stopped)
        (void)print_no_memory();
    if ((csv.reader.no_memory && !csv.reader.stopped) || csv.failed)
        end = DATA_UNREADABLE;
    free(chunk);
    buffer_free(&csv.names);
    input_reader_free(&csv.reader);
    return end;
}

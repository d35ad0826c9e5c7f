/* Reads one JSON object per line with jansson, a strict JSON parser. */
#include "input_data.h"

#include "byte_buffer.h"
#include "input_reader.h"
#include "message.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

typedef struct cli_ndjson {
    cli_data *data;
    cli_input_reader reader;
    char **names;
    cli_cell *cells;
    char **dumps; /* of nested values, until the end of the row */
    size_t count, capacity;
    char (*spelled)[SCHOOLCAT_NUMBER_CAPACITY]; /* of numbers */
    uint64_t line;
    bool begun, failed; /* failed: reported */
} cli_ndjson;

static bool is_over(const cli_ndjson *json)
{
    return json->failed || json->reader.stopped || json->reader.no_memory;
}

/* Reports after all earlier rows, which may have messages of their own or end the run. */
static void fail_here(cli_ndjson *json, const char *what)
{
    char buffer[SHOWN_CAPACITY];
    if (!input_reader_drain(&json->reader))
        return;
    print_message("%s: line %" PRIu64 ": %s", shown(json->data->name, buffer), json->line, what);
    json->failed = true;
}

/* The arrays for columns grow together. */
static bool grow_columns(cli_ndjson *json)
{
    size_t wanted = json->capacity == 0 ? 64 : json->capacity * 2;
    void *names = realloc(json->names, wanted * sizeof *json->names);
    json->names = names == NULL ? json->names : names;
    void *cells = realloc(json->cells, wanted * sizeof *json->cells);
    json->cells = cells == NULL ? json->cells : cells;
    void *dumps = realloc(json->dumps, wanted * sizeof *json->dumps);
    json->dumps = dumps == NULL ? json->dumps : dumps;
    void *spelled = realloc(json->spelled, wanted * sizeof *json->spelled);
    json->spelled = spelled == NULL ? json->spelled : spelled;
    if (names == NULL || cells == NULL || dumps == NULL || spelled == NULL)
        return false;
    json->capacity = wanted;
    return true;
}

/* Adds a column that occurs later. Rows read before do not have it and are processed first. */
static void announce_column(cli_ndjson *json, const char *name)
{
    if (!input_reader_drain(&json->reader))
        return;
    if (json->reader.handler->column(json->reader.handler->context, name))
        input_reader_add_columns(&json->reader, json->count);
    else
        json->reader.stopped = true;
}

static void add_column(cli_ndjson *json, const char *name)
{
    if (json->count == MAX_COLUMNS) {
        fail_here(json, "there are too many different keys");
        return;
    }
    char *copy = copy_text(name, strlen(name));
    if (copy == NULL || (json->count == json->capacity && !grow_columns(json))) {
        free(copy);
        json->reader.no_memory = true;
        return;
    }
    json->cells[json->count] = (cli_cell){.kind = CELL_ABSENT, .text = ""};
    json->dumps[json->count] = NULL;
    json->names[json->count++] = copy;
    if (json->begun)
        announce_column(json, name);
}

/* Keys usually have the same order in every line, so the search begins after the last one found. */
static size_t column_of(const cli_ndjson *json, const char *name, size_t hint)
{
    for (size_t i = 0; i < json->count; i++) {
        size_t at = (hint + i) % json->count;
        if (strcmp(json->names[at], name) == 0)
            return at;
    }
    return json->count;
}

static void take_value(cli_ndjson *json, size_t column, const json_t *value)
{
    cli_cell cell = {.kind = CELL_NULL, .text = "null", .length = 4};
    char *spelled = json->spelled[column];
    switch (json_typeof(value)) {
    case JSON_STRING:
        cell = (cli_cell){.kind = CELL_TEXT,
                          .text = json_string_value(value),
                          .length = json_string_length(value)};
        break;
    case JSON_INTEGER:
        cell = (cli_cell){
            .kind = CELL_INTEGER, .text = spelled, .number = (double)json_integer_value(value)};
        cell.length = (size_t)snprintf(spelled, SCHOOLCAT_NUMBER_CAPACITY, "%" JSON_INTEGER_FORMAT,
                                       json_integer_value(value));
        break;
    case JSON_REAL:
        cell = (cli_cell){.kind = CELL_NUMBER, .text = spelled, .number = json_real_value(value)};
        cell.length = schoolcat_number_write(cell.number, spelled);
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        cell = (cli_cell){.kind = CELL_BOOLEAN, .boolean = json_is_true(value)};
        cell.text = cell.boolean ? "true" : "false";
        cell.length = strlen(cell.text);
        break;
    case JSON_ARRAY:
    case JSON_OBJECT:
        json->dumps[column] = json_dumps(value, JSON_COMPACT);
        json->reader.no_memory = json->reader.no_memory || json->dumps[column] == NULL;
        cell = (cli_cell){.kind = CELL_NESTED,
                          .text = json->dumps[column] == NULL ? "" : json->dumps[column]};
        cell.length = strlen(cell.text);
        break;
    default:
        break;
    }
    json->cells[column] = cell;
}

static void clear_row(cli_ndjson *json)
{
    for (size_t i = 0; i < json->count; i++) {
        json->cells[i] = (cli_cell){.kind = CELL_ABSENT, .text = ""};
        free(json->dumps[i]);
        json->dumps[i] = NULL;
    }
}

/* Adds new keys before any value, because the arrays that values point into may move. */
static void add_new_columns(cli_ndjson *json, json_t *object)
{
    size_t hint = 0;
    for (void *at = json_object_iter(object); at != NULL && !is_over(json);
         at = json_object_iter_next(object, at)) {
        hint = column_of(json, json_object_iter_key(at), hint) + 1;
        if (hint > json->count)
            add_column(json, json_object_iter_key(at));
    }
    if (json->begun || is_over(json))
        return;
    json->begun = true;
    if (json->reader.handler->begin(json->reader.handler->context, (const char *const *)json->names,
                                    json->count))
        input_reader_add_columns(&json->reader, json->count);
    else
        json->reader.stopped = true;
}

static void submit_row(cli_ndjson *json)
{
    cli_block *block = input_reader_block(&json->reader);
    size_t bytes = 0;
    if (block == NULL)
        return;
    for (size_t i = 0; i < json->count; i++) {
        block_add_cell(block, i, &json->cells[i]);
        bytes += json->cells[i].length;
    }
    json->reader.no_memory = block->no_memory;
    if (!json->reader.no_memory)
        input_reader_end_row(&json->reader, json->line, json->count, bytes);
}

static void take_object(cli_ndjson *json, json_t *object)
{
    add_new_columns(json, object);
    size_t hint = 0;
    for (void *at = json_object_iter(object); at != NULL && !is_over(json);
         at = json_object_iter_next(object, at)) {
        size_t column = column_of(json, json_object_iter_key(at), hint);
        take_value(json, column, json_object_iter_value(at));
        hint = column + 1;
    }
    if (!is_over(json))
        submit_row(json);
    clear_row(json);
}

static void fail_to_parse(cli_ndjson *json, const json_t *value, const json_error_t *error)
{
    char what[JSON_ERROR_TEXT_LENGTH + 64], buffer[SHOWN_CAPACITY];
    const char *reason = shown(error->text, buffer);
    if (value == NULL && json_error_code(error) == json_error_null_character)
        reason = "a text holds a NUL";
    snprintf(what, sizeof what, "this is not one JSON object%s%s", value == NULL ? ": " : "",
             value == NULL ? reason : "");
    fail_here(json, what);
}

static void take_line(cli_ndjson *json, const char *text, size_t length)
{
    if (strspn(text, " \t\r\n") == length)
        return;
    json_error_t error = {0};
    json_t *value = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);
    if (json_is_object(value))
        take_object(json, value);
    else
        fail_to_parse(json, value, &error);
    json_decref(value);
}

/* Reads a line without its line break into `line`. False at the end of the file. */
static bool read_line(cli_ndjson *json, cli_buffer *line)
{
    FILE *stream = json->data->stream;
    buffer_clear(line);
    int c;
    while ((c = getc_unlocked(stream)) != EOF && c != '\n') {
        buffer_byte(line, (char)c);
        if (line->length > MAX_ROW_LENGTH) {
            fail_here(json, "the line is too long");
            return false;
        }
    }
    char buffer[SHOWN_CAPACITY];
    int reason = errno;
    if (ferror(stream)) {
        json->failed = input_reader_drain(&json->reader);
        if (json->failed)
            print_message("cannot read %s: %s", shown(json->data->name, buffer), strerror(reason));
        return false;
    }
    bool read = c != EOF || line->length > 0;
    json->data->read += line->length + 1;
    buffer_byte(line, '\0');
    json->reader.no_memory = json->reader.no_memory || line->failed;
    return read && !line->failed;
}

static void read_lines(cli_ndjson *json)
{
    cli_buffer line = {0};
    for (json->line = 1; !is_over(json) && read_line(json, &line); json->line++) {
        size_t skip =
            json->line == 1 && line.length > 3 && memcmp(line.data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        if (memchr(line.data, '\0', line.length - 1) != NULL)
            fail_here(json, "there is a NUL byte: this is not a text file");
        else
            take_line(json, line.data + skip, line.length - 1 - skip);
    }
    buffer_free(&line);
    if (!is_over(json) && !json->begun) {
        char buffer[SHOWN_CAPACITY];
        print_message("%s: there is nothing in it", shown(json->data->name, buffer));
        json->failed = true;
    }
}

cli_data_end ndjson_read(cli_data *data, const cli_data_handler *handler)
{
    cli_ndjson json = {.data = data, .reader = {.data = data, .handler = handler, .typed = true}};
    read_lines(&json);
    if (!json.failed && !json.reader.stopped)
        (void)input_reader_drain(&json.reader);
    clear_row(&json);
    for (size_t i = 0; i < json.count; i++)
        free(json.names[i]);
    free(json.names);
    free(json.cells);
    free(json.dumps);
    free(json.spelled);
    cli_data_end end = json.reader.stopped ? DATA_STOPPED : DATA_WHOLE;
    if (json.reader.no_memory && !json.reader.stopped)
        (void)print_no_memory();
    if ((json.reader.no_memory && !json.reader.stopped) || json.failed)
        end = DATA_UNREADABLE;
    input_reader_free(&json.reader);
    return end;
}

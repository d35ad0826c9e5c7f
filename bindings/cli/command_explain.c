/* schoolcat explain: explains the result of one school of a table. */
#include "summary.h"
#include "message.h"
#include "ruleset_loader.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "Usage: schoolcat explain RULES DATA (--key COLUMN=VALUE | --row N) [options]\n"
    "\n"
    "Explains the results of one school of DATA by the rule file RULES: each outcome, the rule "
    "that\n"
    "decided, what is missing, and what would settle an open decision. DATA is CSV or NDJSON, or "
    "-\n"
    "for standard input. RULES is a path, - for standard input, or the name of an installed rule\n"
    "file.\n"
    "\n"
    "The school\n"
    "      --key COLUMN=VALUE        the school with that value; if there are several, they are\n"
    "                                listed and none is explained\n"
    "      --row N                   the N-th school, from 1\n"
    "\n"
    "The explanation\n"
    "      --format text|markdown|json   (text)\n"
    "  -o, --output FILE             output file, written whole or not at all (standard output)\n"
    "\n"
    "The data\n"
    "      --from csv|ndjson         input format (by the suffix of the name; standard input: "
    "csv)\n"
    "      --separator C             , ; tab or | (detected from the header)\n"
    "      --on-error fail|missing   invalid values of the school: fail, or read them as missing\n"
    "                                (fail)\n"
    "\n"
    "The rules\n"
    "      --set PARAMETER=VALUE     override a parameter; may be repeated\n"
    "      --assume INDICATOR=VALUE  value of an indicator that is absent or blank; may be "
    "repeated\n"
    "      --today YYYY-MM-DD        date of the evaluation (the local date)\n"
    "      --rules-dir FOLDER        further folder of installed rule files (as SCHOOLCAT_RULES)\n"
    "  -h, --help\n"
    "\n"
    "Exit code: 0 success; 1 problems in the rules, or an invalid value; 2 misuse (also: no "
    "school\n"
    "has the key, or several have it), or something cannot be read or written.\n";

enum { OPTION_KEY = OPTION_OWN, OPTION_ROW_NUMBER, OPTION_FORMAT };

#define LISTED_MATCHES 20

/* A school that matches the key, for the list shown if there are several. */
typedef struct cli_match {
    uint64_t row, line;
    char *title;
} cli_match;

typedef struct cli_explaining {
    cli_run run;
    schoolcat_format format;
    const char *output_path;
    char *key; /* the column's name, followed by its value */
    const char *value;
    uint64_t row; /* 0: by key */
    cli_data data;
    schoolcat_ruleset *rules;
    schoolcat_result *result;
    schoolcat_evaluate_options options;
    cli_rejects rejects;
    cli_column_map column_map;
    cli_record_builder builder;
    cli_block block;
    size_t key_column, name_column; /* SIZE_MAX: none (yet) */
    cli_match matches[LISTED_MATCHES];
    uint64_t match_count;
    schoolcat_explanation *explanation;
    bool help_requested, failed; /* failed: reported */
} cli_explaining;

static bool set_key(cli_explaining *explaining, char *argument)
{
    char buffer[SHOWN_CAPACITY];
    char *equals = strchr(argument, '=');
    if (equals == NULL || equals == argument) {
        (void)misuse("explain", "--key %s: it is written --key COLUMN=VALUE",
                     shown(argument, buffer));
        return false;
    }
    *equals = '\0';
    explaining->key = argument;
    explaining->value = equals + 1;
    return true;
}

static bool set_row(cli_explaining *explaining, const char *argument)
{
    char buffer[SHOWN_CAPACITY];
    size_t digits = strspn(argument, "0123456789");
    explaining->row =
        digits == 0 || digits > 15 || argument[digits] != '\0' ? 0 : strtoull(argument, NULL, 10);
    if (explaining->row == 0)
        (void)misuse("explain", "--row %s: it is a whole number from 1", shown(argument, buffer));
    return explaining->row != 0;
}

static bool set_format(cli_explaining *explaining, const char *argument)
{
    static const char *const words[] = {"text", "markdown", "json"};
    static const schoolcat_format formats[] = {SCHOOLCAT_FORMAT_TEXT, SCHOOLCAT_FORMAT_MARKDOWN,
                                               SCHOOLCAT_FORMAT_JSON};
    char buffer[SHOWN_CAPACITY];
    int found = word_index(argument, words, 3);
    if (found < 0)
        (void)misuse("explain", "--format %s: it is text, markdown or json",
                     shown(argument, buffer));
    else
        explaining->format = formats[found];
    return found >= 0;
}

static bool take_option(cli_explaining *explaining, int option, char **argv)
{
    switch (option) {
    case OPTION_HELP:
        explaining->help_requested = true;
        return true;
    case OPTION_KEY:
        return set_key(explaining, optarg);
    case OPTION_ROW_NUMBER:
        return set_row(explaining, optarg);
    case OPTION_FORMAT:
        return set_format(explaining, optarg);
    case OPTION_OUTPUT:
        explaining->output_path = optarg;
        return true;
    default:
        return run_option(&explaining->run, option, argv);
    }
}

static bool take_command_line(cli_explaining *explaining, int argc, char **argv)
{
    static const struct option rows[] = {
        OPTION_ROW("key", required_argument, OPTION_KEY),
        OPTION_ROW("row", required_argument, OPTION_ROW_NUMBER),
        OPTION_ROW("format", required_argument, OPTION_FORMAT),
        OPTION_ROW("output", required_argument, OPTION_OUTPUT),
        OPTION_ROWS_OF_RUN,
        {NULL, 0, NULL, 0},
    };
    int option;
    while (!explaining->help_requested &&
           (option = getopt_long(argc, argv, ":ho:", rows, NULL)) != -1)
        if (!take_option(explaining, option, argv))
            return false;
    if (explaining->help_requested)
        return true;
    if (!run_operands(&explaining->run, argc, argv))
        return false;
    if ((explaining->key == NULL) == (explaining->row == 0)) {
        (void)misuse("explain", "say which school: --key COLUMN=VALUE or --row N%s",
                     explaining->key == NULL ? "" : ", not both");
        return false;
    }
    return true;
}

/* --- finding the school --- */

static size_t find_name_column(const cli_column_map *column_map)
{
    static const char *const names[] = {"name", "school name", "school", "establishment name"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t column = column_map_find(column_map, names[i]);
        if (column != SIZE_MAX)
            return column;
    }
    return SIZE_MAX;
}

static bool resolve_columns(cli_explaining *explaining)
{
    char file[SHOWN_CAPACITY], buffer[SHOWN_CAPACITY];
    explaining->name_column = find_name_column(&explaining->column_map);
    if (explaining->key == NULL)
        return true;
    explaining->key_column = column_map_find(&explaining->column_map, explaining->key);
    if (explaining->key_column != SIZE_MAX || explaining->data.format == DATA_NDJSON)
        return true;
    (void)misuse("explain", "--key: %s has no column '%s'", shown(explaining->data.name, file),
                 shown(explaining->key, buffer));
    return false;
}

static bool on_begin(void *context, const char *const *names, size_t count)
{
    cli_explaining *explaining = context;
    return column_map_begin(&explaining->column_map, names, count) && resolve_columns(explaining);
}

static bool on_column(void *context, const char *name)
{
    cli_explaining *explaining = context;
    return column_map_add(&explaining->column_map, name) && resolve_columns(explaining);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Whether the texts are equal, ignoring blanks around them. */
static bool has_value(const cli_cell *cell, const char *value)
{
    const char *text = cell->text;
    size_t length = cell->length, size = strlen(value);
    if (cell->kind == CELL_ABSENT || cell->kind == CELL_LACKING || cell->kind == CELL_NULL)
        return false;
    for (; length > 0 && is_blank(*text); length--)
        text++;
    while (length > 0 && is_blank(text[length - 1]))
        length--;
    return length == size && memcmp(text, value, size) == 0;
}

/* "Name (KEY=VALUE)" or "Name (row N)"; without a name only the part in brackets. */
static char *title_of(const cli_explaining *explaining, const cli_row *row)
{
    cli_buffer title = {0};
    char number[32];
    const cli_cell *name =
        explaining->name_column < row->cell_count ? &row->cells[explaining->name_column] : NULL;
    bool named = name != NULL && name->kind == CELL_TEXT && name->length > 0;
    if (named) {
        buffer_utf8(&title, name->text, name->length);
        buffer_string(&title, " (");
    }
    snprintf(number, sizeof number, "row %" PRIu64, row->number);
    buffer_string(&title, explaining->key == NULL ? number : explaining->key);
    if (explaining->key != NULL) {
        buffer_byte(&title, '=');
        buffer_utf8(&title, explaining->value, strlen(explaining->value));
    }
    buffer_string(&title, named ? ")" : "");
    buffer_byte(&title, '\0');
    if (title.failed)
        buffer_free(&title);
    return title.data;
}

static bool explain_row(cli_explaining *explaining, const cli_row *row, const char *title)
{
    bool fits = true;
    schoolcat_status status = record_builder_fill(&explaining->builder, row, &fits);
    if (status == SCHOOLCAT_OK && !fits && !explaining->run.read_as_missing)
        return true;
    if (status == SCHOOLCAT_OK)
        status = schoolcat_evaluate(explaining->result, explaining->builder.record,
                                    &explaining->options);
    if (status == SCHOOLCAT_OK)
        status = schoolcat_explain(explaining->result, title, &explaining->explanation);
    if (status != SCHOOLCAT_OK)
        print_message("%s", schoolcat_status_text(status));
    return status == SCHOOLCAT_OK;
}

/* The first match is explained immediately, because rows are not kept; later ones are listed. */
static bool take_row(cli_explaining *explaining, const cli_row *row)
{
    bool by_row = explaining->key == NULL;
    if (by_row ? row->number != explaining->row
               : explaining->key_column >= row->cell_count ||
                     !has_value(&row->cells[explaining->key_column], explaining->value))
        return true;
    char *title = title_of(explaining, row);
    bool sound = title != NULL;
    if (!sound)
        (void)print_no_memory();
    if (sound && explaining->match_count == 0)
        sound = explain_row(explaining, row, title);
    if (explaining->match_count < LISTED_MATCHES)
        explaining->matches[explaining->match_count] = (cli_match){row->number, row->line, title};
    else
        free(title);
    explaining->match_count++;
    explaining->failed = !sound;
    return sound && !by_row;
}

static bool on_wants(void *context, size_t column)
{
    (void)context;
    (void)column;
    return true;
}

static cli_block *on_block(void *context)
{
    return &((cli_explaining *)context)->block;
}

static bool on_submit(void *context, cli_block *block)
{
    cli_explaining *explaining = context;
    cli_cell *cells = calloc(block->column_count + 1, sizeof *cells);
    explaining->failed = cells == NULL;
    if (cells == NULL)
        (void)print_no_memory();
    bool goes_on = cells != NULL;
    for (size_t i = 0; i < block->rows && goes_on; i++) {
        cli_row row = block_row(block, i, cells);
        goes_on = take_row(explaining, &row);
    }
    free(cells);
    return goes_on;
}

static bool on_drain(void *context)
{
    (void)context;
    return true;
}

/* --- output --- */

static ending print_none(const cli_explaining *explaining)
{
    char file[SHOWN_CAPACITY], key[SHOWN_CAPACITY], value[SHOWN_CAPACITY];
    if (explaining->key == NULL)
        print_message("%s has no row %" PRIu64, shown(explaining->data.name, file),
                      explaining->row);
    else
        print_message("%s has no row with %s=%s", shown(explaining->data.name, file),
                      shown(explaining->key, key), shown(explaining->value, value));
    return MISUSE;
}

static ending list_matches(const cli_explaining *explaining)
{
    char file[SHOWN_CAPACITY], key[SHOWN_CAPACITY], value[SHOWN_CAPACITY];
    print_message("%s has %" PRIu64 " rows with %s=%s; choose one with --row:",
                  shown(explaining->data.name, file), explaining->match_count,
                  shown(explaining->key, key), shown(explaining->value, value));
    for (size_t i = 0; i < LISTED_MATCHES && i < explaining->match_count; i++) {
        const cli_match *match = &explaining->matches[i];
        fprintf(stderr, "  --row %" PRIu64 "  (line %" PRIu64 ")  ", match->row, match->line);
        show(stderr, match->title, strlen(match->title), 80);
        fputc('\n', stderr);
    }
    if (explaining->match_count > LISTED_MATCHES)
        fprintf(stderr, "  and %" PRIu64 " more\n", explaining->match_count - LISTED_MATCHES);
    return MISUSE;
}

static ending write_explanation(const cli_explaining *explaining)
{
    cli_output output;
    schoolcat_text *text = NULL;
    if (schoolcat_explanation_render(explaining->explanation, explaining->format, &text) !=
        SCHOOLCAT_OK)
        return print_no_memory();
    bool written = output_open(&output, explaining->output_path) &&
                   output_add(&output, schoolcat_text_data(text), schoolcat_text_length(text)) &&
                   output_commit(&output);
    schoolcat_text_free(text);
    if (!written)
        output_abandon(&output);
    return written ? DONE : MISUSE;
}

static bool open_all(cli_explaining *explaining)
{
    explaining->key_column = explaining->name_column = SIZE_MAX;
    explaining->data = (cli_data){.path = explaining->run.data_path,
                                  .format = explaining->run.from,
                                  .separator = explaining->run.separator};
    explaining->options = (schoolcat_evaluate_options)SCHOOLCAT_EVALUATE_OPTIONS;
    explaining->options.has_today = true;
    explaining->options.today = explaining->run.today;
    if (!data_open(&explaining->data, "explain") ||
        (!explaining->run.has_today && !today_from_clock(&explaining->options.today)))
        return false;
    if (schoolcat_result_new(explaining->rules, &explaining->result) != SCHOOLCAT_OK) {
        (void)print_no_memory();
        return false;
    }
    if (!column_map_open(&explaining->column_map, &explaining->run, &explaining->data,
                         explaining->rules))
        return false;
    if (!record_builder_open(&explaining->builder, &explaining->column_map)) {
        (void)print_no_memory();
        return false;
    }
    explaining->builder.rejects = &explaining->rejects;
    return true;
}

static ending run_all(cli_explaining *explaining)
{
    const cli_data_handler handler = {explaining, on_begin,  on_column, on_wants,
                                      on_block,   on_submit, on_drain};
    if (!open_all(explaining))
        return MISUSE;
    cli_data_end end = data_read(&explaining->data, &handler);
    bool found_row = end == DATA_STOPPED && explaining->match_count > 0 && !explaining->failed;
    if (end != DATA_WHOLE && !found_row)
        return MISUSE;
    if (explaining->match_count == 0)
        return print_none(explaining);
    if (explaining->match_count > 1)
        return list_matches(explaining);
    rejects_show(&explaining->rejects, &explaining->data, explaining->run.read_as_missing);
    return explaining->explanation == NULL ? FINDINGS : write_explanation(explaining);
}

ending cli_explain(int argc, char **argv)
{
    cli_explaining explaining = {.run = {.command = "explain"}, .format = SCHOOLCAT_FORMAT_TEXT};
    ending end = MISUSE;
    if (take_command_line(&explaining, argc, argv)) {
        if (explaining.help_requested)
            end = fputs(help, stdout) < 0 ? MISUSE : DONE;
        else if ((end = rules_load(&explaining.run, &explaining.rules)) == DONE)
            end = run_all(&explaining);
    }
    data_close(&explaining.data);
    record_builder_free(&explaining.builder);
    block_free(&explaining.block);
    column_map_free(&explaining.column_map);
    rejects_free(&explaining.rejects);
    for (size_t i = 0; i < LISTED_MATCHES; i++)
        free(explaining.matches[i].title);
    schoolcat_explanation_free(explaining.explanation);
    schoolcat_result_free(explaining.result);
    schoolcat_ruleset_free(explaining.rules);
    run_free(&explaining.run);
    return end;
}

/* schoolcat evaluate: evaluates a table block by block. */
#include "block_evaluator.h"
#include "message.h"
#include "pipeline.h"
#include "ruleset_loader.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char help[] =
    "Usage: schoolcat evaluate RULES DATA [options]\n"
    "\n"
    "Evaluates every school of DATA by the rule file RULES. DATA is CSV or NDJSON, or - for\n"
    "standard input. RULES is a path, - for standard input, or the name of an installed rule "
    "file.\n"
    "\n"
    "The result\n"
    "      --to csv|ndjson|table     output format (csv; with -o by the suffix of the file's "
    "name).\n"
    "                                CSV joins lists by '|' and ends lines with LF; NDJSON has "
    "arrays\n"
    "  -o, --output FILE             output file, written whole or not at all (standard output)\n"
    "      --keep COLUMN,...         columns of the data to copy (all that are no indicators)\n"
    "      --columns COLUMN,...      columns of the result, in this order (all)\n"
    "\n"
    "Each decision D has the columns D (its outcome, empty if there is none), D_rule,\n"
    "D_provisional, D_possible (the outcomes still possible, best first; - is 'no outcome'),\n"
    "D_needs (the indicators that would settle it), D_assumed and D_conflict. The rule file's own\n"
    "outputs follow.\n"
    "\n"
    "The data\n"
    "      --from csv|ndjson         input format (by the suffix of the name; standard input: "
    "csv)\n"
    "      --separator C             , ; tab or | (detected from the header)\n"
    "      --on-error fail|missing   invalid values: fail, or read them as missing (fail)\n"
    "      --rejects FILE            write every invalid value to FILE, as CSV\n"
    "\n"
    "The rules\n"
    "      --set PARAMETER=VALUE     override a parameter; may be repeated\n"
    "      --assume INDICATOR=VALUE  value of an indicator that is absent or blank; may be "
    "repeated\n"
    "      --today YYYY-MM-DD        date of the evaluation (the local date)\n"
    "      --rules-dir FOLDER        further folder of installed rule files (as SCHOOLCAT_RULES)\n"
    "      --threads N               number of threads (one per processor, at most 8). The result\n"
    "                                does not depend on it. --to table uses one\n"
    "  -h, --help\n"
    "\n"
    "Exit code: 0 success; 1 problems in the rules, or invalid values that are not read as "
    "missing;\n"
    "2 misuse, or something cannot be read or written.\n";

enum { OPTION_TO = OPTION_OWN, OPTION_KEEP, OPTION_COLUMNS, OPTION_REJECTS, OPTION_THREADS };

#define DEFAULT_MAX_THREADS 8

typedef struct cli_evaluation {
    cli_run run;
    cli_form form;
    bool form_given;
    const char *output_path, *rejects_path;
    cli_names keep, columns;
    cli_data data;
    schoolcat_ruleset *rules;
    cli_rejects rejects;
    cli_reject_file reject_file;
    cli_column_map column_map;
    cli_answer_columns answers;
    cli_output output;
    cli_writer writer;
    bool header_written;
    cli_summary summary;
    schoolcat_evaluate_options options;
    cli_plan plan;
    cli_block_evaluator *block_evaluators; /* of each thread */
    size_t threads;                        /* 0: one for each processor */
    cli_pipeline pipeline;
    bool help_requested;
} cli_evaluation;

static bool set_form(cli_evaluation *evaluation, const char *word)
{
    static const char *const words[] = {
        [FORM_CSV] = "csv", [FORM_NDJSON] = "ndjson", [FORM_TABLE] = "table"};
    char buffer[SHOWN_CAPACITY];
    int found = word_index(word, words, 3);
    if (found < 0) {
        (void)misuse("evaluate", "--to %s: it is csv, ndjson or table", shown(word, buffer));
        return false;
    }
    evaluation->form = (cli_form)found;
    evaluation->form_given = true;
    return true;
}

static bool set_threads(cli_evaluation *evaluation, const char *word)
{
    char buffer[SHOWN_CAPACITY];
    size_t digits = strspn(word, "0123456789");
    unsigned long threads =
        digits == 0 || digits > 3 || word[digits] != '\0' ? 0 : strtoul(word, NULL, 10);
    if (threads == 0 || threads > MAX_THREADS) {
        (void)misuse("evaluate", "--threads %s: it is a whole number from 1 to %d",
                     shown(word, buffer), MAX_THREADS);
        return false;
    }
    evaluation->threads = threads;
    return true;
}

static bool take_option(cli_evaluation *evaluation, int option, char **argv)
{
    switch (option) {
    case OPTION_HELP:
        evaluation->help_requested = true;
        return true;
    case OPTION_TO:
        return set_form(evaluation, optarg);
    case OPTION_OUTPUT:
        evaluation->output_path = optarg;
        return true;
    case OPTION_REJECTS:
        evaluation->rejects_path = optarg;
        return true;
    case OPTION_KEEP:
        return names_split(&evaluation->keep, optarg);
    case OPTION_COLUMNS:
        return names_split(&evaluation->columns, optarg);
    case OPTION_THREADS:
        return set_threads(evaluation, optarg);
    default:
        return run_option(&evaluation->run, option, argv);
    }
}

/* Output files must differ from each other and from the input files. */
static bool outputs_fit(const cli_evaluation *evaluation)
{
    const char *outputs[] = {evaluation->output_path, evaluation->rejects_path};
    const char *inputs[] = {evaluation->run.data_path, evaluation->run.rules_path};
    if (outputs[0] != NULL && outputs[1] != NULL &&
        (strcmp(outputs[0], outputs[1]) == 0 || output_replaces(outputs[0], outputs[1]))) {
        (void)misuse("evaluate", "the result and the rejects cannot go to the same file");
        return false;
    }
    for (size_t i = 0; i < 4; i++) {
        char buffer[SHOWN_CAPACITY];
        if (!output_replaces(outputs[i / 2], inputs[i % 2]))
            continue;
        (void)misuse("evaluate", "%s is read in this run and cannot be written to",
                     shown(outputs[i / 2], buffer));
        return false;
    }
    return true;
}

static bool take_command_line(cli_evaluation *evaluation, int argc, char **argv)
{
    static const struct option rows[] = {
        OPTION_ROW("to", required_argument, OPTION_TO),
        OPTION_ROW("output", required_argument, OPTION_OUTPUT),
        OPTION_ROW("keep", required_argument, OPTION_KEEP),
        OPTION_ROW("columns", required_argument, OPTION_COLUMNS),
        OPTION_ROW("rejects", required_argument, OPTION_REJECTS),
        OPTION_ROW("threads", required_argument, OPTION_THREADS),
        OPTION_ROWS_OF_RUN,
        {NULL, 0, NULL, 0},
    };
    int option;
    while (!evaluation->help_requested &&
           (option = getopt_long(argc, argv, ":ho:", rows, NULL)) != -1)
        if (!take_option(evaluation, option, argv))
            return false;
    if (evaluation->help_requested)
        return true;
    if (!run_operands(&evaluation->run, argc, argv))
        return false;
    const char *output = evaluation->output_path,
               *suffix = output == NULL ? NULL : strrchr(output, '.');
    if (!evaluation->form_given && suffix != NULL &&
        (strcmp(suffix, ".ndjson") == 0 || strcmp(suffix, ".jsonl") == 0))
        evaluation->form = FORM_NDJSON;
    return outputs_fit(evaluation);
}

/* --- kept columns --- */

/* In NDJSON a key may occur later; in CSV the header has all columns. */
static bool find_kept(const cli_evaluation *evaluation, const char *name, size_t *column)
{
    char file[SHOWN_CAPACITY], buffer[SHOWN_CAPACITY];
    *column = column_map_find(&evaluation->column_map, name);
    if (*column != SIZE_MAX || evaluation->data.format == DATA_NDJSON)
        return true;
    (void)misuse("evaluate", "--keep: %s has no column '%s'", shown(evaluation->data.name, file),
                 shown(name, buffer));
    return false;
}

/* Names and indices of the columns listed by --keep, or of all that are not indicators. */
static bool list_kept(const cli_evaluation *evaluation, const char **names, size_t *columns,
                      size_t *kept)
{
    const cli_column_map *column_map = &evaluation->column_map;
    for (size_t i = 0; i < evaluation->keep.count; i++) {
        names[*kept] = evaluation->keep.list[i];
        if (!find_kept(evaluation, names[*kept], &columns[*kept]))
            return false;
        ++*kept;
    }
    for (size_t i = 0; i < column_map->count && !evaluation->keep.given; i++) {
        if (column_map->columns[i].has_indicator || column_map->columns[i].name[0] == '\0')
            continue;
        names[*kept] = column_map->columns[i].name;
        columns[(*kept)++] = i;
    }
    return true;
}

static bool resolve_answer_columns(cli_evaluation *evaluation)
{
    cli_column_map *column_map = &evaluation->column_map;
    size_t max = evaluation->keep.given ? evaluation->keep.count : column_map->count, kept = 0;
    const char **names = calloc(max + 1, sizeof *names);
    size_t *columns = calloc(max + 1, sizeof *columns);
    bool sound = names != NULL && columns != NULL;
    if (!sound)
        (void)print_no_memory();
    sound = sound && list_kept(evaluation, names, columns, &kept) &&
            answer_columns_open(&evaluation->answers, evaluation->rules, names, columns, kept) &&
            answer_columns_choose(&evaluation->answers, "evaluate", &evaluation->columns);
    for (size_t i = 0; i < evaluation->answers.count && sound; i++) {
        const cli_answer_column *answer = &evaluation->answers.list[i];
        if (answer->kind == ANSWER_KEPT && answer->index != NOT_MET)
            column_map->columns[answer->index].kept = true;
    }
    free(names);
    free(columns);
    return sound;
}

/* --- stages of the pipeline --- */

static void decide(void *context, size_t thread, cli_slot *slot)
{
    cli_evaluation *evaluation = context;
    evaluate_block(&evaluation->block_evaluators[thread], &evaluation->plan, &slot->block,
                   &slot->output);
}

static bool put(cli_evaluation *evaluation, cli_buffer *lines)
{
    if (lines->failed) {
        (void)print_no_memory();
        return false;
    }
    bool put = output_add(&evaluation->output, lines->data, lines->length);
    buffer_clear(lines);
    return put;
}

static bool put_header(cli_evaluation *evaluation)
{
    cli_buffer header = {0};
    writer_begin(&evaluation->writer, &header);
    bool done = evaluation->header_written || put(evaluation, &header);
    evaluation->header_written = true;
    buffer_free(&header);
    return done;
}

/* Rows before a value that does not fit are written even if the run fails because of it. */
static bool deliver(void *context, cli_slot *slot)
{
    cli_evaluation *evaluation = context;
    cli_block_output *output = &slot->output;
    bool failed = evaluation->rejects.total > 0 && !evaluation->run.read_as_missing;
    rejects_merge(&evaluation->rejects, &output->rejects);
    reject_file_write(&evaluation->reject_file, &evaluation->rejects);
    summary_merge(&evaluation->summary, &output->tally);
    if (evaluation->rejects.total > 0)
        atomic_store_explicit(&evaluation->plan.has_failed, !evaluation->run.read_as_missing,
                              memory_order_relaxed);
    if (!failed && output->has_rows && (!put_header(evaluation) || !put(evaluation, &output->out)))
        return false;
    if (output->status == SCHOOLCAT_OK) {
        summary_progress(&evaluation->summary, evaluation->summary.total.rows, slot->block.read);
        return true;
    }
    if (output->status == SCHOOLCAT_ERROR_NO_MEMORY)
        (void)print_no_memory();
    else
        print_message("%s", schoolcat_status_text(output->status));
    return false;
}

/* --- reading the data --- */

/* The column widths of a table depend on its first rows, so they are written in order. */
static size_t thread_count(const cli_evaluation *evaluation)
{
    long processors =
        evaluation->threads > 0 ? (long)evaluation->threads : sysconf(_SC_NPROCESSORS_ONLN);
    long max = evaluation->threads > 0 ? MAX_THREADS : DEFAULT_MAX_THREADS;
    if (processors < 1 || evaluation->form == FORM_TABLE)
        return 1;
    return (size_t)(processors < max ? processors : max);
}

static bool open_pipeline(cli_evaluation *evaluation)
{
    const cli_stages stages = {evaluation, decide, deliver};
    cli_plan *plan = &evaluation->plan;
    plan->column_map = &evaluation->column_map;
    plan->answers = &evaluation->answers;
    plan->writer = &evaluation->writer;
    plan->summary = &evaluation->summary;
    plan->options = &evaluation->options;
    plan->records_rejects = evaluation->reject_file.open;
    plan->read_as_missing = evaluation->run.read_as_missing;
    evaluation->threads = thread_count(evaluation);
    evaluation->block_evaluators =
        calloc(evaluation->threads, sizeof *evaluation->block_evaluators);
    if (evaluation->block_evaluators != NULL &&
        pipeline_open(&evaluation->pipeline, evaluation->threads, &stages))
        return true;
    (void)print_no_memory();
    return false;
}

static bool on_begin(void *context, const char *const *names, size_t count)
{
    cli_evaluation *evaluation = context;
    return column_map_begin(&evaluation->column_map, names, count) &&
           resolve_answer_columns(evaluation) &&
           writer_open(&evaluation->writer, evaluation->form, evaluation->answers.names,
                       evaluation->answers.count) &&
           open_pipeline(evaluation);
}

static bool on_column(void *context, const char *name)
{
    cli_evaluation *evaluation = context;
    if (!column_map_add(&evaluation->column_map, name))
        return false;
    cli_column *column = &evaluation->column_map.columns[evaluation->column_map.count - 1];
    for (size_t i = 0; i < evaluation->answers.count; i++) {
        cli_answer_column *answer = &evaluation->answers.list[i];
        if (answer->kind == ANSWER_KEPT && answer->index == NOT_MET &&
            strcmp(answer->name, name) == 0) {
            answer->index = evaluation->column_map.count - 1;
            column->kept = true;
        }
    }
    return true;
}

static bool on_wants(void *context, size_t column)
{
    const cli_evaluation *evaluation = context;
    return evaluation->column_map.columns[column].has_indicator ||
           evaluation->column_map.columns[column].kept;
}

static cli_block *on_block(void *context)
{
    cli_evaluation *evaluation = context;
    return pipeline_block(&evaluation->pipeline);
}

static bool on_submit(void *context, cli_block *block)
{
    (void)block;
    cli_evaluation *evaluation = context;
    return pipeline_submit(&evaluation->pipeline);
}

static bool on_drain(void *context)
{
    cli_evaluation *evaluation = context;
    return !evaluation->pipeline.open || pipeline_drain(&evaluation->pipeline);
}

static bool set_today(cli_evaluation *evaluation)
{
    evaluation->options = (schoolcat_evaluate_options)SCHOOLCAT_EVALUATE_OPTIONS;
    evaluation->options.has_today = true;
    evaluation->options.today = evaluation->run.today;
    return evaluation->run.has_today || today_from_clock(&evaluation->options.today);
}

static bool open_all(cli_evaluation *evaluation)
{
    evaluation->data = (cli_data){.path = evaluation->run.data_path,
                                  .format = evaluation->run.from,
                                  .separator = evaluation->run.separator};
    if (!data_open(&evaluation->data, "evaluate") || !set_today(evaluation))
        return false;
    if (!reject_file_open(&evaluation->reject_file, evaluation->rejects_path) ||
        !output_open(&evaluation->output, evaluation->output_path))
        return false;
    evaluation->rejects.records_rejects = evaluation->reject_file.open;
    return column_map_open(&evaluation->column_map, &evaluation->run, &evaluation->data,
                           evaluation->rules) &&
           summary_open(&evaluation->summary, &evaluation->run, &evaluation->data,
                        evaluation->rules);
}

/* Values do not fit: no file is written; standard output may already have earlier rows. */
static ending end_in_failure(cli_evaluation *evaluation)
{
    char buffer[SHOWN_CAPACITY];
    if (evaluation->output.target == NULL)
        return output_commit(&evaluation->output) ? FINDINGS : MISUSE;
    print_message("%s was not written", shown(evaluation->output_path, buffer));
    return FINDINGS;
}

static bool finish(cli_evaluation *evaluation)
{
    cli_buffer last = {0};
    writer_finish(&evaluation->writer, &last);
    bool done =
        put_header(evaluation) && put(evaluation, &last) && output_commit(&evaluation->output);
    buffer_free(&last);
    return done;
}

static ending run_all(cli_evaluation *evaluation)
{
    const cli_data_handler handler = {evaluation, on_begin,  on_column, on_wants,
                                      on_block,   on_submit, on_drain};
    if (!open_all(evaluation))
        return MISUSE;
    cli_data_end end = data_read(&evaluation->data, &handler);
    end_progress();
    rejects_show(&evaluation->rejects, &evaluation->data, evaluation->run.read_as_missing);
    bool failed = evaluation->rejects.total > 0 && !evaluation->run.read_as_missing;
    if (end != DATA_WHOLE || !reject_file_commit(&evaluation->reject_file, &evaluation->rejects))
        return MISUSE;
    if (failed)
        return end_in_failure(evaluation);
    if (!finish(evaluation))
        return MISUSE;
    summary_show(&evaluation->summary, &evaluation->run, &evaluation->column_map,
                 &evaluation->rejects);
    return DONE;
}

ending cli_evaluate(int argc, char **argv)
{
    cli_evaluation evaluation = {.run = {.command = "evaluate"}};
    ending end = MISUSE;
    if (take_command_line(&evaluation, argc, argv)) {
        if (evaluation.help_requested)
            end = fputs(help, stdout) < 0 ? MISUSE : DONE;
        else if ((end = rules_load(&evaluation.run, &evaluation.rules)) == DONE)
            end = run_all(&evaluation);
    }
    pipeline_close(&evaluation.pipeline);
    for (size_t i = 0; i < evaluation.threads && evaluation.block_evaluators != NULL; i++)
        block_evaluator_free(&evaluation.block_evaluators[i]);
    free(evaluation.block_evaluators);
    data_close(&evaluation.data);
    writer_free(&evaluation.writer);
    answer_columns_free(&evaluation.answers);
    column_map_free(&evaluation.column_map);
    summary_free(&evaluation.summary);
    output_abandon(&evaluation.output);
    reject_file_free(&evaluation.reject_file);
    rejects_free(&evaluation.rejects);
    schoolcat_ruleset_free(evaluation.rules);
    names_free(&evaluation.keep);
    names_free(&evaluation.columns);
    run_free(&evaluation.run);
    return end;
}

/* The summary at the end of a run, and the progress line. */
#include "summary.h"

#include "byte_buffer.h"
#include "message.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool today_from_clock(double *days)
{
    char text[16] = "";
    time_t now = time(NULL);
    struct tm parts;
    if (now == (time_t)-1 || localtime_r(&now, &parts) == NULL ||
        !schoolcat_date_read(text, strftime(text, sizeof text, "%Y-%m-%d", &parts), days)) {
        print_message("the clock gives no date; give one with --today");
        return false;
    }
    print_message("today is %s, the local date; --today sets another", text);
    return true;
}

static bool is_assumed(const cli_run *run, const char *id)
{
    for (size_t i = 0; i < run->assumptions.count; i++)
        if (strcmp(run->assumptions.list[i].name, id) == 0)
            return true;
    return false;
}

static const char *indicator_id(const schoolcat_ruleset *rules, size_t indicator)
{
    schoolcat_element element = SCHOOLCAT_ELEMENT;
    (void)schoolcat_ruleset_element(rules, SCHOOLCAT_PART_INDICATOR, indicator, &element);
    return element.id;
}

bool summary_open(cli_summary *summary, const cli_run *run, const cli_data *data,
                  const schoolcat_ruleset *rules)
{
    size_t indicators = schoolcat_ruleset_count(rules, SCHOOLCAT_PART_INDICATOR);
    *summary = (cli_summary){
        .rules = rules, .data = data, .on_terminal = isatty(STDERR_FILENO), .shown_at = time(NULL)};
    summary->watched = calloc(indicators + 1, sizeof *summary->watched);
    summary->assumed = calloc(indicators + 1, sizeof *summary->assumed);
    for (size_t i = 0; i < indicators && summary->watched != NULL && summary->assumed != NULL;
         i++) {
        schoolcat_type_information information = SCHOOLCAT_TYPE_INFORMATION;
        (void)schoolcat_ruleset_type(rules, SCHOOLCAT_PART_INDICATOR, i, &information);
        bool assumed = is_assumed(run, indicator_id(rules, i));
        summary->assumed[summary->watched_count] = assumed;
        summary->watched[summary->watched_count] = i;
        summary->watched_count += information.has_value || assumed;
    }
    if (summary->watched != NULL && summary->assumed != NULL &&
        tally_open(&summary->total, summary))
        return true;
    (void)print_no_memory();
    return false;
}

/* --- counting --- */

bool tally_open(cli_tally *tally, const cli_summary *summary)
{
    *tally =
        (cli_tally){.blanks = calloc(summary->watched_count + 1, sizeof *tally->blanks),
                    .assumptions = calloc(summary->watched_count + 1, sizeof *tally->assumptions)};
    return tally->blanks != NULL && tally->assumptions != NULL;
}

void tally_free(cli_tally *tally)
{
    free(tally->blanks);
    free(tally->assumptions);
    for (size_t i = 0; i < MAX_SHOWN_NOTES; i++)
        free(tally->first_notes[i]);
    *tally = (cli_tally){0};
}

bool tally_note(cli_tally *tally, const char *note, size_t length, uint64_t row)
{
    if (tally->notes < MAX_SHOWN_NOTES) {
        tally->note_rows[tally->notes] = row;
        tally->first_notes[tally->notes] = copy_text(note, length);
        if (tally->first_notes[tally->notes] == NULL)
            return false;
    }
    tally->notes++;
    return true;
}

void summary_merge(cli_summary *summary, cli_tally *later)
{
    cli_tally *total = &summary->total;
    total->rows += later->rows;
    for (size_t i = 0; i < summary->watched_count; i++) {
        total->blanks[i] += later->blanks[i];
        total->assumptions[i] += later->assumptions[i];
        later->blanks[i] = later->assumptions[i] = 0;
    }
    for (uint64_t i = 0; i < later->notes && i < MAX_SHOWN_NOTES; i++) {
        if (total->notes + i < MAX_SHOWN_NOTES) {
            total->first_notes[total->notes + i] = later->first_notes[i];
            total->note_rows[total->notes + i] = later->note_rows[i];
        } else {
            free(later->first_notes[i]);
        }
        later->first_notes[i] = NULL;
    }
    total->notes += later->notes;
    later->rows = later->notes = 0;
}

/* --- output --- */

static void list_item(bool *first, const char *heading, const char *name)
{
    fputs(*first ? heading : ", ", stderr);
    show(stderr, name, strlen(name), 0);
    *first = false;
}

static void list_end(bool first)
{
    if (!first)
        fputc('\n', stderr);
}

static void show_blanks(const cli_summary *summary)
{
    bool first = true;
    for (size_t i = 0; i < summary->watched_count; i++) {
        size_t indicator = summary->watched[i];
        if (summary->total.blanks[i] == 0)
            continue;
        char buffer[SCHOOLCAT_NUMBER_CAPACITY];
        size_t length;
        schoolcat_type_information information = SCHOOLCAT_TYPE_INFORMATION;
        (void)schoolcat_ruleset_type(summary->rules, SCHOOLCAT_PART_INDICATOR, indicator,
                                     &information);
        list_item(&first,
                  "  blank, read as the rules say: ", indicator_id(summary->rules, indicator));
        const char *text = value_text(&information.value, buffer, &length);
        fputs(" as ", stderr);
        show(stderr, text, length, 40);
        fprintf(stderr, " (%" PRIu64 ")", summary->total.blanks[i]);
    }
    list_end(first);
}

static void show_assumptions(const cli_summary *summary, const cli_run *run)
{
    bool first = true;
    for (size_t i = 0; i < summary->watched_count; i++) {
        const char *id = indicator_id(summary->rules, summary->watched[i]);
        if (!summary->assumed[i])
            continue;
        const char *value = "";
        for (size_t k = 0; k < run->assumptions.count; k++)
            if (strcmp(run->assumptions.list[k].name, id) == 0)
                value = run->assumptions.list[k].value;
        list_item(&first, "  absent or blank, taken as --assume says: ", id);
        fputs(" as ", stderr);
        show(stderr, value, strlen(value), 40);
        fprintf(stderr, " (%" PRIu64 ")", summary->total.assumptions[i]);
    }
    list_end(first);
}

static void show_columns(const cli_column_map *column_map, bool kept, const char *heading)
{
    bool first = true;
    for (size_t i = 0; i < column_map->count; i++) {
        const cli_column *column = &column_map->columns[i];
        if (!column->has_indicator && column->kept == kept)
            list_item(&first, heading,
                      column->name[0] == '\0' ? "(a column without a name)" : column->name);
    }
    list_end(first);
}

static void show_rejected(const cli_column_map *column_map, const cli_rejects *rejects,
                          bool indicators, const char *heading)
{
    bool first = true;
    for (size_t i = 0; i < column_map->count; i++) {
        if (rejects_of(rejects, i) == 0 || column_map->columns[i].has_indicator != indicators)
            continue;
        list_item(&first, heading, column_map->columns[i].name);
        fprintf(stderr, " (%" PRIu64 ")", rejects_of(rejects, i));
    }
    list_end(first);
}

static void show_notes(const cli_tally *total)
{
    size_t shown_notes = total->notes < MAX_SHOWN_NOTES ? (size_t)total->notes : MAX_SHOWN_NOTES;
    for (size_t i = 0; i < shown_notes; i++) {
        fprintf(stderr, "  note, row %" PRIu64 ": ", total->note_rows[i]);
        if (total->first_notes[i] != NULL)
            show(stderr, total->first_notes[i], strlen(total->first_notes[i]), 0);
        fputc('\n', stderr);
    }
    if (total->notes > MAX_SHOWN_NOTES)
        fprintf(stderr, "  and %" PRIu64 " more notes\n", total->notes - MAX_SHOWN_NOTES);
}

void summary_show(const cli_summary *summary, const cli_run *run, const cli_column_map *column_map,
                  const cli_rejects *rejects)
{
    print_message("%" PRIu64 " school%s evaluated", summary->total.rows,
                  summary->total.rows == 1 ? "" : "s");
    show_columns(column_map, true, "  columns that are no indicator, kept: ");
    show_columns(column_map, false, "  columns that are no indicator, left out: ");
    if (column_map->data->empty_rows > 0)
        fprintf(stderr, "  rows without any value, left out: %" PRIu64 "\n",
                column_map->data->empty_rows);
    show_blanks(summary);
    show_assumptions(summary, run);
    show_rejected(column_map, rejects, true, "  read as missing, as they do not fit: ");
    show_rejected(column_map, rejects, false, "  bytes that are not UTF-8 replaced: ");
    show_notes(&summary->total);
}

void summary_free(cli_summary *summary)
{
    free(summary->watched);
    free(summary->assumed);
    tally_free(&summary->total);
    *summary = (cli_summary){0};
}

void summary_progress(cli_summary *summary, uint64_t row, uint64_t read)
{
    time_t now = summary->on_terminal ? time(NULL) : summary->shown_at;
    if (now <= summary->shown_at + 1)
        return;
    summary->shown_at = now - 1;
    if (read >= summary->data->size)
        show_progress("%" PRIu64 " schools", row);
    else
        show_progress("%" PRIu64 " schools, %" PRIu64 " %%", row,
                      (uint64_t)((double)read / (double)summary->data->size * 100));
}

#include "closing.h"

#include "buffer.h"
#include "message.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool today_by_clock(double *days)
{
    char text[16] = "";
    time_t now = time(NULL);
    struct tm parts;
    if (now == (time_t)-1 || localtime_r(&now, &parts) == NULL ||
        !schoolcat_date_read(text, strftime(text, sizeof text, "%Y-%m-%d", &parts), days)) {
        say("the clock gives no date; give one with --today");
        return false;
    }
    say("today is %s, the local date; --today sets another", text);
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

bool closing_open(cli_closing *closing, const cli_run *run, const schoolcat_ruleset *rules)
{
    size_t indicators = schoolcat_ruleset_count(rules, SCHOOLCAT_PART_INDICATOR);
    *closing = (cli_closing){.rules = rules, .on_terminal = isatty(STDERR_FILENO), .shown_at = time(NULL)};
    closing->watched = calloc(indicators + 1, sizeof *closing->watched);
    if (closing->watched == NULL) {
        (void)say_no_memory();
        return false;
    }
    for (size_t i = 0; i < indicators; i++) {
        schoolcat_type_information information = SCHOOLCAT_TYPE_INFORMATION;
        (void)schoolcat_ruleset_type(rules, SCHOOLCAT_PART_INDICATOR, i, &information);
        if (information.has_value || is_assumed(run, indicator_id(rules, i)))
            closing->watched[closing->watched_count++].indicator = i;
    }
    return true;
}

static bool count_notes(cli_closing *closing, schoolcat_result *result, const cli_row *row)
{
    size_t count = 0;
    if (schoolcat_result_note_count(result, &count) != SCHOOLCAT_OK)
        return false;
    for (size_t i = 0; i < count; i++, closing->notes++) {
        const char *note = schoolcat_result_note(result, i);
        if (closing->notes >= SHOWN_NOTES || note == NULL)
            continue;
        closing->note_rows[closing->notes] = row->number;
        closing->first_notes[closing->notes] = copy_text(note, strlen(note));
    }
    return true;
}

bool closing_count(cli_closing *closing, schoolcat_result *result, const cli_row *row)
{
    for (size_t i = 0; i < closing->watched_count; i++) {
        cli_watched *watched = &closing->watched[i];
        watched->blanks += schoolcat_result_blank_read(result, watched->indicator);
        watched->assumptions += schoolcat_result_assumption_used(result, watched->indicator);
    }
    if (count_notes(closing, result, row))
        return true;
    (void)say_no_memory();
    return false;
}

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

static void show_blanks(const cli_closing *closing)
{
    bool first = true;
    for (size_t i = 0; i < closing->watched_count; i++) {
        const cli_watched *watched = &closing->watched[i];
        if (watched->blanks == 0)
            continue;
        char room[SCHOOLCAT_NUMBER_ROOM];
        size_t length;
        schoolcat_type_information information = SCHOOLCAT_TYPE_INFORMATION;
        (void)schoolcat_ruleset_type(closing->rules, SCHOOLCAT_PART_INDICATOR, watched->indicator,
                                     &information);
        list_item(&first,
                  "  blank, read as the rules say: ", indicator_id(closing->rules, watched->indicator));
        const char *text = value_text(&information.value, room, &length);
        fputs(" as ", stderr);
        show(stderr, text, length, 40);
        fprintf(stderr, " (%" PRIu64 ")", watched->blanks);
    }
    list_end(first);
}

static void show_assumptions(const cli_closing *closing, const cli_run *run)
{
    bool first = true;
    for (size_t i = 0; i < closing->watched_count; i++) {
        const cli_watched *watched = &closing->watched[i];
        const char *id = indicator_id(closing->rules, watched->indicator);
        if (!is_assumed(run, id))
            continue;
        const char *value = "";
        for (size_t k = 0; k < run->assumptions.count; k++)
            if (strcmp(run->assumptions.list[k].name, id) == 0)
                value = run->assumptions.list[k].value;
        list_item(&first, "  absent or blank, taken as --assume says: ", id);
        fputs(" as ", stderr);
        show(stderr, value, strlen(value), 40);
        fprintf(stderr, " (%" PRIu64 ")", watched->assumptions);
    }
    list_end(first);
}

static void show_columns(const cli_intake *intake, bool kept, const char *heading)
{
    bool first = true;
    for (size_t i = 0; i < intake->count; i++) {
        const cli_column *column = &intake->columns[i];
        if (!column->has_indicator && column->kept == kept)
            list_item(&first, heading, column->name[0] == '\0' ? "(a column without a name)" : column->name);
    }
    list_end(first);
}

static void show_rejected(const cli_intake *intake, bool indicators, const char *heading)
{
    bool first = true;
    for (size_t i = 0; i < intake->count; i++) {
        if (intake->columns[i].rejected == 0 || intake->columns[i].has_indicator != indicators)
            continue;
        list_item(&first, heading, intake->columns[i].name);
        fprintf(stderr, " (%" PRIu64 ")", intake->columns[i].rejected);
    }
    list_end(first);
}

static void show_notes(const cli_closing *closing)
{
    size_t shown_notes = closing->notes < SHOWN_NOTES ? (size_t)closing->notes : SHOWN_NOTES;
    for (size_t i = 0; i < shown_notes; i++) {
        fprintf(stderr, "  note, row %" PRIu64 ": ", closing->note_rows[i]);
        if (closing->first_notes[i] != NULL)
            show(stderr, closing->first_notes[i], strlen(closing->first_notes[i]), 0);
        fputc('\n', stderr);
    }
    if (closing->notes > SHOWN_NOTES)
        fprintf(stderr, "  and %" PRIu64 " more notes\n", closing->notes - SHOWN_NOTES);
}

void closing_show(const cli_closing *closing, const cli_run *run, const cli_intake *intake)
{
    say("%" PRIu64 " school%s evaluated", closing->rows, closing->rows == 1 ? "" : "s");
    show_columns(intake, true, "  columns that are no indicator, kept: ");
    show_columns(intake, false, "  columns that are no indicator, left out: ");
    if (intake->data->empty_rows > 0)
        fprintf(stderr, "  rows without any value, left out: %" PRIu64 "\n", intake->data->empty_rows);
    show_blanks(closing);
    show_assumptions(closing, run);
    show_rejected(intake, true, "  read as missing, as they do not fit: ");
    show_rejected(intake, false, "  bytes that are not UTF-8 replaced: ");
    show_notes(closing);
}

void closing_free(cli_closing *closing)
{
    free(closing->watched);
    for (size_t i = 0; i < SHOWN_NOTES; i++)
        free(closing->first_notes[i]);
    *closing = (cli_closing){0};
}

void closing_progress(cli_closing *closing, uint64_t row)
{
    if (!closing->on_terminal || row % 1024 != 0)
        return;
    time_t now = time(NULL);
    if (now <= closing->shown_at + 1)
        return;
    closing->shown_at = now - 1;
    closing->drawn = true;
    fprintf(stderr, "\r%" PRIu64 " schools", row);
}

void closing_progress_end(cli_closing *closing)
{
    if (closing->drawn)
        fputs("\r\x1B[K", stderr);
    closing->drawn = false;
}

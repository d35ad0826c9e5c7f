/* The summary of a run on standard error: how many schools, which values were replaced, notes. */
#ifndef CLI_SUMMARY_H
#define CLI_SUMMARY_H

#include "answer_columns.h"
#include "column_map.h"

#include <time.h>

#define MAX_SHOWN_NOTES 5

/* Counts of rows. */
typedef struct cli_tally {
    uint64_t rows, notes;
    uint64_t *blanks, *assumptions; /* of each watched indicator */
    char *first_notes[MAX_SHOWN_NOTES];
    uint64_t note_rows[MAX_SHOWN_NOTES];
} cli_tally;

typedef struct cli_summary {
    const schoolcat_ruleset *rules;
    const cli_data *data;
    /* indicators whose blanks may be replaced, by blank_means or --assume */
    size_t *watched;
    bool *assumed; /* for each of them: by --assume */
    size_t watched_count;
    cli_tally total;
    bool on_terminal;
    time_t shown_at; /* of the progress */
} cli_summary;

bool summary_open(cli_summary *summary, const cli_run *run, const cli_data *data,
                  const schoolcat_ruleset *rules); /* false: memory ran out (reported) */
void summary_show(const cli_summary *summary, const cli_run *run, const cli_column_map *column_map,
                  const cli_rejects *rejects);
void summary_free(cli_summary *summary);

bool tally_open(cli_tally *tally, const cli_summary *summary); /* false: memory ran out */
/* A note on a row. False: memory ran out. */
bool tally_note(cli_tally *tally, const char *note, size_t length, uint64_t row);
/* Adds the counts of a later block and resets them there. */
void summary_merge(cli_summary *summary, cli_tally *later);
void tally_free(cli_tally *tally);

/* Shows progress on a terminal after one second: rows evaluated and share of the data read. */
void summary_progress(cli_summary *summary, uint64_t row, uint64_t read);

/* The local date, reported on standard error. */
bool today_from_clock(double *days);

#endif

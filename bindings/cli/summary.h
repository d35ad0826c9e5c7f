/* What a run says at its end on standard error: how many schools, and whatever was read into the data. */
#ifndef CLI_SUMMARY_H
#define CLI_SUMMARY_H

#include "answer_columns.h"
#include "column_map.h"

#include <time.h>

#define SHOWN_NOTES 5

/* What is counted row by row. */
typedef struct cli_tally {
    uint64_t rows, notes;
    uint64_t *blanks, *assumptions; /* of each watched indicator */
    char *first_notes[SHOWN_NOTES];
    uint64_t note_rows[SHOWN_NOTES];
} cli_tally;

typedef struct cli_closing {
    const schoolcat_ruleset *rules;
    const cli_data *data;
    size_t *watched; /* indicators whose blanks may be read: by the rules' blank_means, by --assume */
    bool *assumed;   /* of each of them: by --assume */
    size_t watched_count;
    cli_tally total;
    bool on_terminal;
    time_t shown_at; /* of the progress */
} cli_closing;

bool closing_open(cli_closing *closing, const cli_run *run, const cli_data *data,
                  const schoolcat_ruleset *rules); /* false: memory ran out (said) */
void closing_show(const cli_closing *closing, const cli_run *run, const cli_intake *intake,
                  const cli_rejects *rejects);
void closing_free(cli_closing *closing);

bool tally_open(cli_tally *tally, const cli_closing *closing); /* false: memory ran out */
/* One row that has been evaluated. */
schoolcat_status tally_count(cli_tally *tally, const cli_closing *closing, schoolcat_result *result,
                             uint64_t row);
/* Adds what a later block has counted, which is then as new. */
void closing_take(cli_closing *closing, cli_tally *later);
void tally_free(cli_tally *tally);

/* On a terminal, from the second second on: so many rows are done, and so much of the data has been read. */
void closing_progress(cli_closing *closing, uint64_t row, uint64_t read);

/* The local date, said on standard error. */
bool today_by_clock(double *days);

#endif

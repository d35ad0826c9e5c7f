/* What a run says at its end on standard error: how many schools, and whatever was read into the data. */
#ifndef CLI_CLOSING_H
#define CLI_CLOSING_H

#include "answers.h"
#include "intake.h"

#include <time.h>

/* An indicator whose blanks may be read: by the rules' blank_means, by --assume. */
typedef struct cli_watched {
    size_t indicator;
    uint64_t blanks, assumptions;
} cli_watched;

#define SHOWN_NOTES 5

typedef struct cli_closing {
    const schoolcat_ruleset *rules;
    uint64_t rows, notes;
    cli_watched *watched;
    size_t watched_count;
    char *first_notes[SHOWN_NOTES];
    uint64_t note_rows[SHOWN_NOTES];
    bool on_terminal, drawn;
    time_t shown_at; /* of the progress */
} cli_closing;

bool closing_open(cli_closing *closing, const cli_run *run,
                  const schoolcat_ruleset *rules); /* false: memory ran out (said) */
bool closing_count(cli_closing *closing, schoolcat_result *result, const cli_row *row); /* the same */
void closing_show(const cli_closing *closing, const cli_run *run, const cli_intake *intake);
void closing_free(cli_closing *closing);

/* On a terminal, from the second second on. */
void closing_progress(cli_closing *closing, uint64_t row);
void closing_progress_end(cli_closing *closing);

/* The local date, said on standard error. */
bool today_by_clock(double *days);

#endif

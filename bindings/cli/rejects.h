/* Values that do not fit: all are counted, the first are kept to be shown, and --rejects records
 * all of them. */
#ifndef CLI_REJECTS_H
#define CLI_REJECTS_H

#include "byte_buffer.h"
#include "input_data.h"
#include "output_file.h"

#define MAX_SHOWN_REJECTS 20

typedef struct cli_reject {
    uint64_t row, line;
    char *column, *value, *expected;
} cli_reject;

typedef struct cli_rejects {
    uint64_t total;
    cli_reject kept[MAX_SHOWN_REJECTS];
    size_t kept_count;
    bool not_utf8; /* one of them is not UTF-8 */
    bool no_memory;
    uint64_t *of_columns; /* counts by column of the data */
    size_t column_count, column_capacity;
    bool records_rejects;
    cli_buffer lines; /* for the file of --rejects */
} cli_rejects;

#define NO_COLUMN SIZE_MAX /* the row itself does not fit */

/* `name` is the column's. */
void rejects_add(cli_rejects *rejects, const cli_row *row, size_t column, const char *name,
                 const char *value, size_t length, const char *expected);
/* Adds those of a later block and empties it. */
void rejects_merge(cli_rejects *rejects, cli_rejects *later);
uint64_t rejects_of(const cli_rejects *rejects, size_t column);
/* Prints the first ones, their number and possible remedies on standard error. */
void rejects_show(const cli_rejects *rejects, const cli_data *data, bool read_as_missing);
void rejects_free(cli_rejects *rejects);

/* The file of --rejects. */
typedef struct cli_reject_file {
    cli_output output;
    bool open;
} cli_reject_file;

bool reject_file_open(cli_reject_file *file,
                      const char *path); /* NULL: no file. False: failed (reported) */
void reject_file_write(cli_reject_file *file, cli_rejects *rejects);
bool reject_file_commit(cli_reject_file *file,
                        const cli_rejects *rejects); /* false: failed (reported) */
void reject_file_free(cli_reject_file *file);

#endif

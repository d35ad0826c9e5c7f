/* Values that do not fit: all are counted, the first are kept to be shown, and with --rejects every one is
 * written down. */
#ifndef CLI_REJECTS_H
#define CLI_REJECTS_H

#include "data.h"
#include "output.h"

#define SHOWN_REJECTS 20

typedef struct cli_reject {
    uint64_t row, line;
    char *column, *value, *expected;
} cli_reject;

typedef struct cli_rejects {
    uint64_t total;
    cli_reject kept[SHOWN_REJECTS];
    size_t kept_count;
    bool not_utf8; /* one of them is not UTF-8 */
    bool no_memory;
    cli_output file; /* of --rejects; its stream is NULL where there is none */
    bool has_file;
} cli_rejects;

bool rejects_open(cli_rejects *rejects, const char *path); /* NULL: no file. False: said */
void rejects_add(cli_rejects *rejects, const cli_row *row, const char *column, const char *value,
                 size_t length, const char *expected);
/* The first of them, how many there are, and what can be done about it, on standard error. */
void rejects_show(const cli_rejects *rejects, const cli_data *data, bool read_as_missing);
bool rejects_commit(cli_rejects *rejects); /* the file, where there is one */
void rejects_free(cli_rejects *rejects);

#endif

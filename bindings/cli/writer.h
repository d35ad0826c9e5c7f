/* Rows of results as CSV (RFC 4180's quotes, lines that end with LF), NDJSON or a table for reading. */
#ifndef CLI_WRITER_H
#define CLI_WRITER_H

#include "buffer.h"
#include "output.h"

typedef enum cli_field_kind {
    FIELD_NONE, /* an empty cell, null */
    FIELD_TEXT,
    FIELD_BARE, /* a number, true, false or other JSON: as it is */
    FIELD_LIST  /* items joined by '|': a JSON array of texts */
} cli_field_kind;

typedef struct cli_field {
    cli_field_kind kind;
    const char *text;
    size_t length;
} cli_field;

typedef enum cli_form { FORM_CSV, FORM_NDJSON, FORM_TABLE } cli_form;

typedef struct cli_writer {
    cli_form form;
    cli_output *output;
    const char *const *names; /* borrowed */
    size_t count;
    bool begun; /* the header is out */
    cli_buffer line;
    /* A table's first rows wait until the widths of its columns are known. */
    struct cli_table *table;
} cli_writer;

bool writer_open(cli_writer *writer, cli_form form, cli_output *output, const char *const *names,
                 size_t count);
/* False: it could not be written or memory ran out, which has been said. */
bool writer_row(cli_writer *writer, const cli_field *fields);
bool writer_finish(cli_writer *writer); /* a header without rows, and what waits */
void writer_free(cli_writer *writer);

/* One value, quoted where it must be. */
void csv_add(cli_buffer *line, const char *text, size_t length);

#endif

/* Formats rows of results as CSV (quotes as in RFC 4180, lines that end with LF), NDJSON or a table
 * for a terminal. */
#ifndef CLI_WRITER_H
#define CLI_WRITER_H

#include "byte_buffer.h"

typedef enum cli_field_kind {
    FIELD_NONE, /* an empty cell, null */
    FIELD_TEXT,
    FIELD_BARE, /* a number, true, false or other JSON: unchanged */
    FIELD_LIST  /* items joined by '|': a JSON array of texts */
} cli_field_kind;

typedef struct cli_field {
    cli_field_kind kind;
    const char *text;
    size_t length;
    bool plain; /* its text needs no escapes: see writes_plainly */
} cli_field;

typedef enum cli_form { FORM_CSV, FORM_NDJSON, FORM_TABLE } cli_form;

typedef struct cli_writer {
    cli_form form;
    const char *const *names; /* borrowed */
    size_t count;
    cli_buffer keys; /* NDJSON: {"name": or ,"name": of each column, concatenated */
    size_t *key_ends;
    /* The first rows of a table wait until its column widths are known. */
    struct cli_table *table;
} cli_writer;

/* False: memory ran out (reported). */
bool writer_open(cli_writer *writer, cli_form form, const char *const *names, size_t count);
/* All add to `out`, which records whether memory ran out. Rows of a table must be added in order
 * and by one thread; the other formats have no such limit. */
void writer_begin(const cli_writer *writer, cli_buffer *out); /* a header */
void writer_row(const cli_writer *writer, const cli_field *fields, cli_buffer *out);
void writer_finish(const cli_writer *writer, cli_buffer *out); /* the waiting rows */
void writer_free(cli_writer *writer);

/* One value, quoted if necessary. */
void csv_add(cli_buffer *line, const char *text, size_t length);
/* Whether neither CSV nor JSON quotes or escapes it: graphic ASCII, and blanks only inside. */
bool writes_plainly(const char *text, size_t length);

#endif

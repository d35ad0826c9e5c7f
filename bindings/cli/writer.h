/* Rows of results as CSV (RFC 4180's quotes, lines that end with LF), NDJSON or a table for
 * reading. */
#ifndef CLI_WRITER_H
#define CLI_WRITER_H

#include "byte_buffer.h"

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
    bool plain; /* its text is written as it is, quotes aside: writes_plainly */
} cli_field;

typedef enum cli_form { FORM_CSV, FORM_NDJSON, FORM_TABLE } cli_form;

typedef struct cli_writer {
    cli_form form;
    const char *const *names; /* borrowed */
    size_t count;
    cli_buffer keys; /* NDJSON: {"name": or ,"name": of each column, one behind the other */
    size_t *key_ends;
    /* A table's first rows wait until the widths of its columns are known. */
    struct cli_table *table;
} cli_writer;

/* False: memory ran out (said). */
bool writer_open(cli_writer *writer, cli_form form, const char *const *names, size_t count);
/* All add to `out`, which says whether memory ran out. Rows of a table come in their order and from
 * one thread; others as they like. */
void writer_begin(const cli_writer *writer, cli_buffer *out); /* a header */
void writer_row(const cli_writer *writer, const cli_field *fields, cli_buffer *out);
void writer_finish(const cli_writer *writer, cli_buffer *out); /* what waits */
void writer_free(cli_writer *writer);

/* One value, quoted where it must be. */
void csv_add(cli_buffer *line, const char *text, size_t length);
/* Whether neither CSV nor JSON quotes or escapes anything within it: graphic ASCII, blanks
 * inside. */
bool writes_plainly(const char *text, size_t length);

#endif

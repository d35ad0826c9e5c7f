/* A table for a terminal: columns are as wide as the names and the first rows ask for. */
#ifndef CLI_TABLE_WRITER_H
#define CLI_TABLE_WRITER_H

#include "writer.h"

/* names are borrowed. NULL: no memory */
struct cli_table *table_new(const char *const *names, size_t count);
void table_free(struct cli_table *table);
/* Lines that are ready come into `out`, whose failure stands for the table's. */
void table_row(struct cli_table *table, const cli_field *fields, cli_buffer *out);
void table_finish(struct cli_table *table, cli_buffer *out);

#endif

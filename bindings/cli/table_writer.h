/* A table for a terminal: column widths come from the names and the first rows. */
#ifndef CLI_TABLE_WRITER_H
#define CLI_TABLE_WRITER_H

#include "writer.h"

/* names are borrowed. NULL: no memory */
struct cli_table *table_new(const char *const *names, size_t count);
void table_free(struct cli_table *table);
/* Complete lines are added to `out`; if memory runs out, `out` is marked as failed. */
void table_row(struct cli_table *table, const cli_field *fields, cli_buffer *out);
void table_finish(struct cli_table *table, cli_buffer *out);

#endif

/* Maps columns of the data to indicators, and fills records from rows. */
#ifndef CLI_COLUMN_MAP_H
#define CLI_COLUMN_MAP_H

#include "command_options.h"
#include "rejects.h"

/* 2^53: a double does not represent every larger whole number, so these are read as texts. */
#define MAX_EXACT_INTEGER 9007199254740992.0

typedef struct cli_column {
    char *name;
    bool has_indicator;
    size_t indicator;
    schoolcat_type type; /* of the indicator */
    bool kept;           /* set by the command: its text must be UTF-8 */
} cli_column;

typedef struct cli_column_map {
    const cli_run *run;
    const cli_data *data;
    schoolcat_ruleset *rules;
    cli_column *columns;
    size_t count, capacity;
    size_t *columns_of; /* of each indicator: its column, or SIZE_MAX */
} cli_column_map;

bool column_map_open(cli_column_map *column_map, const cli_run *run, const cli_data *data,
                     schoolcat_ruleset *rules);
/* Adds the first columns. False: they have problems (reported). */
bool column_map_begin(cli_column_map *column_map, const char *const *names, size_t count);
bool column_map_add(cli_column_map *column_map, const char *name); /* NDJSON: adds one */
/* The column of that name: an exact match, else one ignoring case, '_', blank and '-'. SIZE_MAX:
 * none. */
size_t column_map_find(const cli_column_map *column_map, const char *name);
void column_map_free(cli_column_map *column_map);

/* A record filled from each row in turn. Used by one thread. */
typedef struct cli_record_builder {
    const cli_column_map *column_map;
    schoolcat_record *record;
    schoolcat_problems *problem; /* the last one */
    /* receives values that do not fit; borrowed, may be changed between rows */
    cli_rejects *rejects;
} cli_record_builder;

/* false: memory ran out */
bool record_builder_open(cli_record_builder *builder, const cli_column_map *column_map);
/* Fills the record. `*fits` becomes false if a value does not fit; it is then read as missing or
 * not at all. */
schoolcat_status record_builder_fill(cli_record_builder *builder, const cli_row *row, bool *fits);
void record_builder_free(cli_record_builder *builder);

#endif

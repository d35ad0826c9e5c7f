/* Maps the columns of the data to indicators and to kept columns. */
#include "column_map.h"

#include "byte_buffer.h"
#include "message.h"
#include "cli_utf8.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

bool column_map_open(cli_column_map *column_map, const cli_run *run, const cli_data *data,
                     schoolcat_ruleset *rules)
{
    size_t indicators = schoolcat_ruleset_count(rules, SCHOOLCAT_PART_INDICATOR);
    *column_map = (cli_column_map){.run = run, .data = data, .rules = rules};
    column_map->columns_of = malloc((indicators + 1) * sizeof *column_map->columns_of);
    if (column_map->columns_of == NULL) {
        (void)print_no_memory();
        return false;
    }
    for (size_t i = 0; i < indicators; i++)
        column_map->columns_of[i] = SIZE_MAX;
    return true;
}

void column_map_free(cli_column_map *column_map)
{
    for (size_t i = 0; i < column_map->count; i++)
        free(column_map->columns[i].name);
    free(column_map->columns);
    free(column_map->columns_of);
    *column_map = (cli_column_map){0};
}

size_t column_map_find(const cli_column_map *column_map, const char *name)
{
    for (size_t i = 0; i < column_map->count; i++)
        if (strcmp(column_map->columns[i].name, name) == 0)
            return i;
    for (size_t i = 0; i < column_map->count; i++)
        if (same_name(column_map->columns[i].name, name))
            return i;
    return SIZE_MAX;
}

static bool match(cli_column_map *column_map, const char *name, cli_column *column)
{
    schoolcat_columns *matched = NULL;
    if (schoolcat_columns_match(column_map->rules, &name, NULL, 1, NULL, &matched) != SCHOOLCAT_OK)
        return false;
    column->has_indicator = schoolcat_columns_indicator(matched, 0, &column->indicator);
    schoolcat_columns_free(matched);
    schoolcat_type_information information = SCHOOLCAT_TYPE_INFORMATION;
    if (column->has_indicator)
        (void)schoolcat_ruleset_type(column_map->rules, SCHOOLCAT_PART_INDICATOR, column->indicator,
                                     &information);
    column->type = information.type;
    return true;
}

static bool print_two_columns(const cli_column_map *column_map, const cli_column *column)
{
    char file[SHOWN_CAPACITY], first[SHOWN_CAPACITY], second[SHOWN_CAPACITY];
    schoolcat_element element = SCHOOLCAT_ELEMENT;
    (void)schoolcat_ruleset_element(column_map->rules, SCHOOLCAT_PART_INDICATOR, column->indicator,
                                    &element);
    print_message("%s: the columns '%s' and '%s' are both the indicator %s; remove or rename "
                  "one of them",
                  shown(column_map->data->name, file),
                  shown(column_map->columns[column_map->columns_of[column->indicator]].name, first),
                  shown(column->name, second), element.id);
    return false;
}

bool column_map_add(cli_column_map *column_map, const char *name)
{
    cli_column *moved = grow(column_map->columns, column_map->count, &column_map->capacity,
                             sizeof *column_map->columns);
    cli_column column = {.name = copy_text(name, strlen(name))};
    column_map->columns = moved == NULL ? column_map->columns : moved;
    if (moved == NULL || column.name == NULL || !match(column_map, name, &column)) {
        free(column.name);
        (void)print_no_memory();
        return false;
    }
    column_map->columns[column_map->count++] = column;
    if (!column.has_indicator)
        return true;
    if (column_map->columns_of[column.indicator] != SIZE_MAX)
        return print_two_columns(column_map, &column);
    column_map->columns_of[column.indicator] = column_map->count - 1;
    return true;
}

bool column_map_begin(cli_column_map *column_map, const char *const *names, size_t count)
{
    char buffer[SHOWN_CAPACITY];
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (!column_map_add(column_map, names[i]))
            return false;
        any = any || column_map->columns[i].has_indicator;
    }
    if (any || column_map->data->format == DATA_NDJSON)
        return true;
    print_message(
        "%s: no column is an indicator of the rules; the first line must name the columns, and "
        "begins '%s'",
        shown(column_map->data->name, buffer), count == 0 ? "" : column_map->columns[0].name);
    return false;
}

/* --- rows --- */

bool record_builder_open(cli_record_builder *builder, const cli_column_map *column_map)
{
    *builder = (cli_record_builder){.column_map = column_map};
    return schoolcat_record_new(column_map->rules, &builder->record) == SCHOOLCAT_OK &&
           schoolcat_problems_new(1, &builder->problem) == SCHOOLCAT_OK;
}

void record_builder_free(cli_record_builder *builder)
{
    schoolcat_record_free(builder->record);
    schoolcat_problems_free(builder->problem);
    *builder = (cli_record_builder){0};
}

static void reject(cli_record_builder *builder, const cli_row *row, size_t column,
                   const cli_cell *cell, const char *expected)
{
    const char *name = builder->column_map->columns[column].name;
    rejects_add(builder->rejects, row, column, name, cell->text, cell->length, expected);
}

static schoolcat_status set_number(cli_record_builder *builder, const cli_column *column,
                                   const cli_cell *cell)
{
    bool is_number = column->type == SCHOOLCAT_NUMBER || column->type == SCHOOLCAT_INTEGER;
    bool exact = cell->kind == CELL_NUMBER ||
                 (cell->number <= MAX_EXACT_INTEGER && cell->number >= -MAX_EXACT_INTEGER);
    if (is_number && exact)
        return schoolcat_record_set_number(builder->record, column->indicator, cell->number,
                                           builder->problem);
    return schoolcat_record_set_cell(builder->record, column->indicator, cell->text, cell->length,
                                     builder->problem);
}

static schoolcat_status set_cell(cli_record_builder *builder, const cli_column *column,
                                 const cli_cell *cell)
{
    switch (cell->kind) {
    case CELL_TEXT:
        return schoolcat_record_set_cell(builder->record, column->indicator, cell->text,
                                         cell->length, builder->problem);
    case CELL_NULL: /* missing, like the mark 'null' and Python's None; not an empty cell */
        return schoolcat_record_set_missing(builder->record, column->indicator,
                                            SCHOOLCAT_NOT_APPLICABLE);
    case CELL_INTEGER:
    case CELL_NUMBER:
        return set_number(builder, column, cell);
    case CELL_BOOLEAN:
        if (column->type == SCHOOLCAT_BOOLEAN)
            return schoolcat_record_set_boolean(builder->record, column->indicator, cell->boolean);
        return schoolcat_record_set_value(builder->record, column->indicator, cell->text,
                                          cell->length, builder->problem);
    case CELL_NESTED:
        return SCHOOLCAT_ERROR_DATA;
    case CELL_LACKING:
        return schoolcat_record_set_missing(builder->record, column->indicator, SCHOOLCAT_INVALID);
    default:
        return SCHOOLCAT_OK;
    }
}

static schoolcat_status take_cell(cli_record_builder *builder, const cli_row *row, size_t index,
                                  bool *fits)
{
    const cli_column *column = &builder->column_map->columns[index];
    const cli_cell *cell = &row->cells[index];
    schoolcat_problems_clear(builder->problem);
    schoolcat_status status = set_cell(builder, column, cell);
    if (status != SCHOOLCAT_ERROR_DATA)
        return status;
    schoolcat_problem problem = SCHOOLCAT_PROBLEM;
    bool known = schoolcat_problems_get(builder->problem, 0, &problem) == SCHOOLCAT_OK;
    reject(builder, row, index, cell, known ? problem.expected : "a single value");
    *fits = false;
    return schoolcat_record_set_missing(builder->record, column->indicator, SCHOOLCAT_INVALID);
}

/* A row with fewer or more values than the header: which one is missing is unknown. */
static void check_length(cli_record_builder *builder, const cli_row *row, bool *fits)
{
    char given[48], expected[64];
    if (row->given == row->cell_count)
        return;
    int length =
        snprintf(given, sizeof given, "%zu value%s", row->given, row->given == 1 ? "" : "s");
    snprintf(expected, sizeof expected, "%zu, one for each column", row->cell_count);
    rejects_add(builder->rejects, row, NO_COLUMN, "", given, (size_t)length, expected);
    *fits = false;
}

schoolcat_status record_builder_fill(cli_record_builder *builder, const cli_row *row, bool *fits)
{
    schoolcat_record_clear(builder->record);
    *fits = true;
    check_length(builder, row, fits);
    for (size_t i = 0; i < row->cell_count; i++) {
        const cli_column *column = &builder->column_map->columns[i];
        const cli_cell *cell = &row->cells[i];
        schoolcat_status status =
            column->has_indicator ? take_cell(builder, row, i, fits) : SCHOOLCAT_OK;
        if (status != SCHOOLCAT_OK)
            return status;
        if (!column->has_indicator && column->kept && cell->kind == CELL_TEXT &&
            !utf8_valid(cell->text, cell->length)) {
            reject(builder, row, i, cell, "text in UTF-8");
            *fits = false;
        }
    }
    return SCHOOLCAT_OK;
}

/* The fields of one row of results. */
#include "answer_columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

bool answer_row_open(cli_answer_row *fields, const cli_answer_columns *answers)
{
    *fields = (cli_answer_row){.list = calloc(answers->count + 1, sizeof *fields->list),
                               .offsets = calloc(answers->count + 1, sizeof *fields->offsets)};
    return fields->list != NULL && fields->offsets != NULL;
}

void answer_row_free(cli_answer_row *fields)
{
    free(fields->list);
    free(fields->offsets);
    buffer_free(&fields->scratch);
    *fields = (cli_answer_row){0};
}

void answer_row_begin(cli_answer_row *fields)
{
    fields->count = 0;
    buffer_clear(&fields->scratch);
}

/* Resolves the texts in the scratch, which may have moved while fields were added. */
bool answer_row_end(cli_answer_row *fields)
{
    size_t begin = 0;
    for (size_t i = 0; i < fields->count && fields->scratch.length > 0; i++) {
        if (fields->list[i].text == NULL) {
            fields->list[i].text = fields->scratch.data + begin;
            fields->list[i].length = fields->offsets[i] - begin;
        }
        begin = fields->offsets[i];
    }
    for (size_t i = 0; i < fields->count && fields->scratch.length == 0; i++)
        fields->list[i].text = fields->list[i].text == NULL ? "" : fields->list[i].text;
    return !fields->scratch.failed;
}

void add_item(cli_answer_row *fields, size_t begin, const char *text, size_t length)
{
    if (fields->scratch.length > begin)
        buffer_byte(&fields->scratch, '|');
    buffer_add_short(&fields->scratch, text, length);
}

const char *value_text(const schoolcat_value *value, char buffer[SCHOOLCAT_NUMBER_CAPACITY],
                       size_t *length)
{
    *length = 0;
    if (value->missing != SCHOOLCAT_PRESENT)
        return "";
    switch (value->type) {
    case SCHOOLCAT_BOOLEAN:
        *length = value->boolean ? 4 : 5;
        return value->boolean ? "true" : "false";
    case SCHOOLCAT_NUMBER:
    case SCHOOLCAT_INTEGER:
        *length = schoolcat_number_write(value->number, buffer);
        return buffer;
    default:
        *length = value->type == SCHOOLCAT_TEXT ? value->length : strlen(value->text);
        return value->text;
    }
}

cli_field number_field(double number, cli_answer_row *fields)
{
    char buffer[SCHOOLCAT_NUMBER_CAPACITY];
    buffer_add(&fields->scratch, buffer, schoolcat_number_write(number, buffer));
    return (cli_field){FIELD_BARE, NULL, 0, true};
}

/* YYYY-MM-DD, in the proleptic Gregorian calendar, as gmtime does. */
cli_field date_field(int32_t days, cli_answer_row *fields)
{
    char text[32] = "";
    time_t seconds = (time_t)days * 86400;
    struct tm parts;
    if (gmtime_r(&seconds, &parts) != NULL)
        (void)snprintf(text, sizeof text, "%04d-%02d-%02d", parts.tm_year + 1900, parts.tm_mon + 1,
                       parts.tm_mday);
    buffer_string(&fields->scratch, text);
    return (cli_field){FIELD_TEXT, NULL, 0, true};
}

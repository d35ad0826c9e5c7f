#include "rejects.h"

#include "buffer.h"
#include "message.h"
#include "text.h"
#include "writer.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN_VALUE 60   /* characters of a value on the terminal */
#define LONGEST_KEPT 400 /* bytes of a value that are kept for it */

bool rejects_open(cli_rejects *rejects, const char *path)
{
    if (path == NULL)
        return true;
    if (!output_open(&rejects->file, path))
        return false;
    rejects->has_file = true;
    static const char header[] = "row,line,column,value,expected\n";
    return output_add(&rejects->file, header, strlen(header));
}

static void keep(cli_rejects *rejects, const cli_row *row, const char *column, const char *value,
                 size_t length, const char *expected)
{
    if (rejects->kept_count == SHOWN_REJECTS)
        return;
    cli_reject *kept = &rejects->kept[rejects->kept_count++];
    kept->row = row->number;
    kept->line = row->line;
    kept->column = copy_text(column, strlen(column));
    kept->value = copy_text(value, length > LONGEST_KEPT ? LONGEST_KEPT : length);
    kept->expected = copy_text(expected, strlen(expected));
    if (kept->column == NULL || kept->value == NULL || kept->expected == NULL)
        rejects->no_memory = true;
}

static void write_down(cli_rejects *rejects, const cli_row *row, const char *column, const char *value,
                       size_t length, const char *expected)
{
    cli_buffer line = {0};
    char numbers[64];
    snprintf(numbers, sizeof numbers, "%" PRIu64 ",%" PRIu64 ",", row->number, row->line);
    buffer_string(&line, numbers);
    csv_add(&line, column, strlen(column));
    buffer_byte(&line, ',');
    csv_add(&line, value, length);
    buffer_byte(&line, ',');
    csv_add(&line, expected, strlen(expected));
    buffer_byte(&line, '\n');
    rejects->no_memory = rejects->no_memory || line.failed;
    (void)output_add(&rejects->file, line.data, line.failed ? 0 : line.length);
    buffer_free(&line);
}

void rejects_add(cli_rejects *rejects, const cli_row *row, const char *column, const char *value,
                 size_t length, const char *expected)
{
    rejects->total++;
    rejects->not_utf8 = rejects->not_utf8 || !utf8_valid(value, length);
    keep(rejects, row, column, value, length, expected);
    if (rejects->has_file)
        write_down(rejects, row, column, value, length, expected);
}

static void show_one(const cli_reject *reject)
{
    fprintf(stderr, "  row %" PRIu64 " (line %" PRIu64 ")", reject->row, reject->line);
    if (reject->column != NULL && *reject->column != '\0') {
        fputs(", ", stderr);
        show(stderr, reject->column, strlen(reject->column), SHOWN_VALUE);
    }
    fputs(": '", stderr);
    if (reject->value != NULL)
        show(stderr, reject->value, strlen(reject->value), SHOWN_VALUE);
    fputs("', expected ", stderr);
    if (reject->expected != NULL)
        show(stderr, reject->expected, strlen(reject->expected), 0);
    fputc('\n', stderr);
}

void rejects_show(const cli_rejects *rejects, const cli_data *data, bool read_as_missing)
{
    if (rejects->total == 0)
        return;
    char room[SHOWN_ROOM];
    bool one = rejects->total == 1;
    say("%s: %" PRIu64 " value%s %s not fit%s", shown(data->name, room), rejects->total, one ? "" : "s",
        one ? "does" : "do",
        read_as_missing ? one ? " and is read as missing" : " and are read as missing" : "");
    for (size_t i = 0; i < rejects->kept_count; i++)
        show_one(&rejects->kept[i]);
    if (rejects->total > rejects->kept_count)
        fprintf(stderr, "  and %" PRIu64 " more%s\n", rejects->total - rejects->kept_count,
                rejects->has_file ? "" : "; --rejects FILE writes every one down");
    if (rejects->not_utf8)
        fputs("  Some of it is not UTF-8: save the file as 'CSV UTF-8', or convert it: iconv -f WINDOWS-1252 "
              "-t UTF-8\n",
              stderr);
    if (!read_as_missing)
        fputs("  Mend the data, or let --on-error=missing read what does not fit as missing.\n", stderr);
}

bool rejects_commit(cli_rejects *rejects)
{
    if (rejects->no_memory)
        (void)say_no_memory();
    bool written = !rejects->no_memory;
    if (rejects->has_file && written)
        written = output_commit(&rejects->file);
    rejects->has_file = false;
    return written;
}

void rejects_free(cli_rejects *rejects)
{
    output_abandon(&rejects->file);
    for (size_t i = 0; i < rejects->kept_count; i++) {
        free(rejects->kept[i].column);
        free(rejects->kept[i].value);
        free(rejects->kept[i].expected);
    }
    *rejects = (cli_rejects){0};
}

/* Values that do not fit: messages, counts and the rejects file. */
#include "rejects.h"

#include "byte_buffer.h"
#include "message.h"
#include "cli_utf8.h"
#include "writer.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN_VALUE 60   /* characters of a value on the terminal */
#define LONGEST_KEPT 400 /* bytes of a value that are kept for display */

static void keep(cli_rejects *rejects, const cli_row *row, const char *column, const char *value,
                 size_t length, const char *expected)
{
    if (rejects->kept_count == MAX_SHOWN_REJECTS)
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

static void record_reject(cli_rejects *rejects, const cli_row *row, const char *column,
                          const char *value, size_t length, const char *expected)
{
    cli_buffer *lines = &rejects->lines;
    char numbers[64];
    snprintf(numbers, sizeof numbers, "%" PRIu64 ",%" PRIu64 ",", row->number, row->line);
    buffer_string(lines, numbers);
    csv_add(lines, column, strlen(column));
    buffer_byte(lines, ',');
    csv_add(lines, value, length);
    buffer_byte(lines, ',');
    csv_add(lines, expected, strlen(expected));
    buffer_byte(lines, '\n');
    rejects->no_memory = rejects->no_memory || lines->failed;
}

static void count(cli_rejects *rejects, size_t column, uint64_t more)
{
    while (rejects->column_count <= column) {
        uint64_t *moved = grow(rejects->of_columns, rejects->column_count,
                               &rejects->column_capacity, sizeof *rejects->of_columns);
        rejects->no_memory = rejects->no_memory || moved == NULL;
        if (moved == NULL)
            return;
        rejects->of_columns = moved;
        rejects->of_columns[rejects->column_count++] = 0;
    }
    rejects->of_columns[column] += more;
}

void rejects_add(cli_rejects *rejects, const cli_row *row, size_t column, const char *name,
                 const char *value, size_t length, const char *expected)
{
    rejects->total++;
    rejects->not_utf8 = rejects->not_utf8 || !utf8_valid(value, length);
    if (column != NO_COLUMN)
        count(rejects, column, 1);
    keep(rejects, row, name, value, length, expected);
    if (rejects->records_rejects)
        record_reject(rejects, row, name, value, length, expected);
}

uint64_t rejects_of(const cli_rejects *rejects, size_t column)
{
    return column < rejects->column_count ? rejects->of_columns[column] : 0;
}

static void free_kept(cli_reject *kept)
{
    free(kept->column);
    free(kept->value);
    free(kept->expected);
}

void rejects_merge(cli_rejects *rejects, cli_rejects *later)
{
    rejects->total += later->total;
    rejects->not_utf8 = rejects->not_utf8 || later->not_utf8;
    rejects->no_memory = rejects->no_memory || later->no_memory;
    for (size_t i = 0; i < later->column_count; i++) {
        if (later->of_columns[i] > 0)
            count(rejects, i, later->of_columns[i]);
        later->of_columns[i] = 0;
    }
    for (size_t i = 0; i < later->kept_count; i++) {
        if (rejects->kept_count < MAX_SHOWN_REJECTS)
            rejects->kept[rejects->kept_count++] = later->kept[i];
        else
            free_kept(&later->kept[i]);
    }
    buffer_add(&rejects->lines, later->lines.data, later->lines.length);
    rejects->no_memory = rejects->no_memory || rejects->lines.failed;
    buffer_clear(&later->lines);
    later->total = later->kept_count = 0;
    later->not_utf8 = later->no_memory = false;
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
    char buffer[SHOWN_CAPACITY];
    bool one = rejects->total == 1;
    print_message("%s: %" PRIu64 " value%s %s not fit%s", shown(data->name, buffer), rejects->total,
                  one ? "" : "s", one ? "does" : "do",
                  read_as_missing ? one ? " and is read as missing" : " and are read as missing"
                                  : "");
    for (size_t i = 0; i < rejects->kept_count; i++)
        show_one(&rejects->kept[i]);
    if (rejects->total > rejects->kept_count)
        fprintf(stderr, "  and %" PRIu64 " more%s\n", rejects->total - rejects->kept_count,
                rejects->records_rejects ? "" : "; --rejects FILE writes every one down");
    if (rejects->not_utf8)
        fputs("  Some of it is not UTF-8: save the file as 'CSV UTF-8', or convert it: iconv -f "
              "WINDOWS-1252 "
              "-t UTF-8\n",
              stderr);
    if (!read_as_missing)
        fputs("  Mend the data, or let --on-error=missing read what does not fit as missing.\n",
              stderr);
}

void rejects_free(cli_rejects *rejects)
{
    for (size_t i = 0; i < rejects->kept_count; i++)
        free_kept(&rejects->kept[i]);
    free(rejects->of_columns);
    buffer_free(&rejects->lines);
    *rejects = (cli_rejects){0};
}

bool reject_file_open(cli_reject_file *file, const char *path)
{
    if (path == NULL)
        return true;
    if (!output_open(&file->output, path))
        return false;
    file->open = true;
    static const char header[] = "row,line,column,value,expected\n";
    return output_add(&file->output, header, strlen(header));
}

void reject_file_write(cli_reject_file *file, cli_rejects *rejects)
{
    if (file->open && !rejects->no_memory)
        (void)output_add(&file->output, rejects->lines.data, rejects->lines.length);
    buffer_clear(&rejects->lines);
}

bool reject_file_commit(cli_reject_file *file, const cli_rejects *rejects)
{
    if (rejects->no_memory)
        (void)print_no_memory();
    bool written = !rejects->no_memory;
    if (file->open && written)
        written = output_commit(&file->output);
    file->open = false;
    return written;
}

void reject_file_free(cli_reject_file *file)
{
    output_abandon(&file->output);
}

/* Writes the workload as CSV. */
#include "csv_by_hand.h"
#include "school.h"

static void write_text(FILE *to, const char *text, size_t length)
{
    bool quote = false;
    for (size_t i = 0; i < length; i++)
        quote = quote || text[i] == ',' || text[i] == '"' || text[i] == '\n';
    fprintf(to, quote ? "\"%.*s\"" : "%.*s", (int)length, text);
}

static void write_value(FILE *to, const struct bench_school *school, size_t column)
{
    int value = school->value[column];
    switch (bench_columns_form[column].kind) {
    case BENCH_GRADE:
    case BENCH_STAGE:
    case BENCH_WHOLE:
    case BENCH_COUNT:
        fprintf(to, "%d", value);
        break;
    case BENCH_TENTHS:
        fprintf(to, value % 10 == 0 ? "%d" : "%d.%d", value / 10, value % 10);
        break;
    case BENCH_YES_NO:
        fputs(value != 0 ? "true" : "false", to);
        break;
    case BENCH_EXTENT:
        fputs(bench_extents[value], to);
        break;
    case BENCH_TEXT:
        write_text(to, school->note, (size_t)value);
        break;
    }
}

bool bench_csv_write(FILE *to, size_t rows)
{
    fputs("urn", to);
    for (size_t column = 0; column < BENCH_COLUMNS; column++)
        fprintf(to, ",%s", bench_columns_form[column].name);
    fputc('\n', to);
    struct bench_source source;
    bench_source_start(&source);
    struct bench_school school;
    for (size_t row = 0; row < rows; row++) {
        bench_school_draw(&source, &school);
        fprintf(to, "%zu", 900001 + row);
        for (size_t column = 0; column < BENCH_COLUMNS; column++) {
            fputc(',', to);
            if (bench_school_knows(&school, column))
                write_value(to, &school, column);
        }
        fputc('\n', to);
    }
    return fflush(to) == 0 && !ferror(to);
}

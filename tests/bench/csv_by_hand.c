/* A hand-written CSV reader and writer for the workload, with evaluation row by row. */
#include "csv_by_hand.h"
#include "baseline_rules.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define INPUT_CAPACITY ((size_t)1 << 16) /* grows for longer lines */
#define OUTPUT_CAPACITY ((size_t)1 << 16)
#define MAX_FIELDS 64
#define URN BENCH_COLUMNS
#define UNUSED (BENCH_COLUMNS + 1)

struct field {
    const char *text;
    size_t length;
};

struct job {
    int from, to;
    char *in;
    size_t in_capacity, at, filled;
    bool ended;
    char out[OUTPUT_CAPACITY];
    size_t written;
    size_t columns;
    uint8_t column[MAX_FIELDS]; /* enum bench_column, URN or UNUSED, by position */
    struct field field[MAX_FIELDS];
    struct bench_search search;
};

/* --- reading lines --- */

static bool read_more(struct job *job)
{
    memmove(job->in, job->in + job->at, job->filled - job->at);
    job->filled -= job->at;
    job->at = 0;
    if (job->filled == job->in_capacity) {
        char *grown = realloc(job->in, job->in_capacity * 2);
        if (grown == NULL)
            return false;
        job->in = grown;
        job->in_capacity *= 2;
    }
    ssize_t count;
    do
        count = read(job->from, job->in + job->filled, job->in_capacity - job->filled);
    while (count < 0 && errno == EINTR);
    if (count < 0)
        return false;
    job->filled += (size_t)count;
    job->ended = count == 0;
    return true;
}

/* Reads a quoted field after its first quote, removing doubled quotes in place. Returns its end, or
 * NULL if it is not closed. */
static char *unquote(char *from, const char *end, struct field *field)
{
    char *to = from;
    field->text = from;
    for (char *p = from; p < end; p++) {
        if (*p == '"') {
            if (p + 1 == end)
                return NULL;
            if (p[1] != '"') {
                field->length = (size_t)(to - from);
                return p + 1;
            }
            p++;
        }
        *to++ = *p;
    }
    return NULL;
}

/* The end of the first line, outside of quotes; NULL if the line is incomplete. */
static char *line_end(char *from, const char *end)
{
    char *line = memchr(from, '\n', (size_t)(end - from));
    if (line == NULL || memchr(from, '"', (size_t)(line - from)) == NULL)
        return line;
    bool quoted = false;
    for (char *p = from; p < end; p++) {
        quoted ^= *p == '"';
        if (*p == '\n' && !quoted)
            return p;
    }
    return NULL;
}

static bool split(struct job *job, char *line, const char *end, size_t *count)
{
    size_t fields = 0;
    for (char *p = line;; p++) {
        if (fields == MAX_FIELDS)
            return false;
        struct field *field = &job->field[fields++];
        if (p < end && *p == '"') {
            p = unquote(p + 1, end, field);
            if (p == NULL || (p < end && *p != ','))
                return false;
        } else {
            const char *text = p;
            while (p < end && *p != ',')
                p++;
            *field = (struct field){text, (size_t)(p - text)};
        }
        if (p >= end)
            break;
    }
    *count = fields;
    return true;
}

/* Reads the fields of the next line; false at the end of the file (`*fine` is true) and on an
 * error. */
static bool next_line(struct job *job, size_t *count, bool *fine)
{
    *fine = true;
    char *line = line_end(job->in + job->at, job->in + job->filled);
    while (line == NULL && !job->ended) {
        if (!read_more(job)) {
            *fine = false;
            return false;
        }
        line = line_end(job->in + job->at, job->in + job->filled);
    }
    char *from = job->in + job->at;
    if (line == NULL) {
        if (job->at == job->filled)
            return false;
        line = job->in + job->filled;
    }
    const char *end = line > from && line[-1] == '\r' ? line - 1 : line;
    job->at = (size_t)(line - job->in) + (line < job->in + job->filled);
    *fine = split(job, from, end, count);
    return *fine;
}

/* --- values --- */

static bool read_number(struct field field, double *value)
{
    static const double scale[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    const char *p = field.text, *end = field.text + field.length;
    bool negative = p < end && *p == '-';
    p += negative;
    int64_t digits = 0;
    size_t decimals = 0, count = 0;
    bool point = false;
    for (; p < end; p++) {
        if (*p == '.' && !point) {
            point = true;
            continue;
        }
        if (*p < '0' || *p > '9' || ++count > 15 || (decimals += point) > 6)
            return false;
        digits = digits * 10 + (*p - '0');
    }
    double number = (double)digits / scale[decimals];
    *value = negative ? -number : number;
    return count > 0;
}

static bool is(struct field field, const char *text)
{
    return field.length == strlen(text) && memcmp(field.text, text, field.length) == 0;
}

static bool read_yes_no(struct field field, int8_t *value)
{
    bool yes = is(field, "true");
    *value = yes;
    return yes || is(field, "false");
}

static bool read_digit(struct field field, char min, char max, uint8_t *value)
{
    if (field.length != 1 || field.text[0] < min || field.text[0] > max)
        return false;
    *value = (uint8_t)(field.text[0] - '0');
    return true;
}

static bool read_extent(struct field field, uint8_t *value)
{
    for (size_t i = 0; i < BENCH_EXTENTS; i++)
        if (is(field, bench_extents[i])) {
            *value = (uint8_t)(BENCH_EXTENT_NONE + i);
            return true;
        }
    return false;
}

static bool read_count(struct field field, int32_t *value)
{
    double number;
    if (!read_number(field, &number) || number < 0 || number > INT32_MAX)
        return false;
    *value = (int32_t)number;
    return *value == number;
}

static bool read_field(struct bench_record *school, size_t column, struct field field)
{
    uint8_t stage;
    switch ((enum bench_column)column) {
    case BENCH_OFSTED_OVERALL:
        return read_digit(field, '1', '4', &school->ofsted);
    case BENCH_SEF_OVERALL:
        return read_digit(field, '1', '4', &school->sef);
    case BENCH_ACHIEVEMENT:
    case BENCH_PERSONAL_DEV:
    case BENCH_TEACHING:
    case BENCH_CURRICULUM:
    case BENCH_CARE:
    case BENCH_LEADERSHIP:
        return read_digit(field, '1', '4', &school->aspect[column - BENCH_ACHIEVEMENT]);
    case BENCH_PERFORMANCE_PERCENTILE:
        return read_number(field, &school->percentile);
    case BENCH_CVA:
        return read_number(field, &school->cva);
    case BENCH_BUDGET_DEFICIT_PCT:
        return read_number(field, &school->deficit);
    case BENCH_GROUPS_IMPROVING:
        return read_extent(field, &school->extent);
    case BENCH_CAPACITY_LIMITED:
        return read_yes_no(field, &school->capacity_limited);
    case BENCH_HS_THREAT:
        return read_yes_no(field, &school->hs_threat);
    case BENCH_PACE_OK:
        return read_yes_no(field, &school->pace_ok);
    case BENCH_LEADERSHIP_CAPACITY:
        return read_yes_no(field, &school->leadership_capacity);
    case BENCH_COMPLAINTS:
        return read_count(field, &school->complaints);
    case BENCH_CURRENT_STAGE:
        if (!read_digit(field, '0', '3', &stage))
            return false;
        school->current_stage = (int8_t)stage;
        return true;
    case BENCH_CONCERN_NOTE:
        school->note = field.text;
        school->note_length = field.length;
        return true;
    case BENCH_COLUMNS:
        break;
    }
    return true;
}

static bool read_record(const struct job *job, struct bench_record *school, struct field *urn)
{
    *school = (struct bench_record){.percentile = (double)NAN,
                                    .cva = (double)NAN,
                                    .deficit = (double)NAN,
                                    .capacity_limited = -1,
                                    .hs_threat = -1,
                                    .pace_ok = -1,
                                    .leadership_capacity = -1};
    *urn = (struct field){"", 0};
    for (size_t i = 0; i < job->columns; i++) {
        if (job->column[i] == URN)
            *urn = job->field[i];
        else if (job->column[i] != UNUSED && job->field[i].length > 0 &&
                 !read_field(school, job->column[i], job->field[i]))
            return false;
    }
    return true;
}

/* --- writing --- */

static bool flush(struct job *job)
{
    for (size_t done = 0; done < job->written;) {
        ssize_t count = write(job->to, job->out + done, job->written - done);
        if (count < 0 && errno != EINTR)
            return false;
        done += count < 0 ? 0 : (size_t)count;
    }
    job->written = 0;
    return true;
}

static bool put(struct job *job, const char *text, size_t length)
{
    if (length > OUTPUT_CAPACITY - job->written && !flush(job))
        return false;
    if (length > OUTPUT_CAPACITY)
        return false;
    memcpy(job->out + job->written, text, length);
    job->written += length;
    return true;
}

static bool put_text(struct job *job, const char *text)
{
    return put(job, text, strlen(text));
}

static bool put_answer(struct job *job, struct field urn, uint8_t category, uint8_t support,
                       uint8_t stage)
{
    static const char *const categories[] = {"", ",1,", ",2,", ",3,", ",4,"};
    static const char *const supports[] = {"low,", "medium,", "high,"};
    static const char *const stages[] = {"not_of_concern\n", "1\n", "2\n", "3\n"};
    return put(job, urn.text, urn.length) && put_text(job, categories[category]) &&
           put_text(job, supports[support]) && put_text(job, stages[stage]);
}

/* --- program --- */

static bool read_header(struct job *job)
{
    bool fine;
    if (!next_line(job, &job->columns, &fine))
        return false;
    for (size_t i = 0; i < job->columns; i++) {
        job->column[i] = is(job->field[i], "urn") ? URN : UNUSED;
        for (uint8_t column = 0; column < BENCH_COLUMNS; column++)
            if (is(job->field[i], bench_columns_form[column].name))
                job->column[i] = column;
    }
    return put_text(job, "urn,category,support,stage\n");
}

static bool decide_all(struct job *job)
{
    bool fine = true;
    size_t count, line = 1;
    while (next_line(job, &count, &fine)) {
        struct bench_record school;
        struct field urn;
        uint8_t category, support, stage;
        line++;
        if (count != job->columns || !read_record(job, &school, &urn)) {
            fprintf(stderr, "line %zu: invalid value\n", line);
            return false;
        }
        bench_decide(&school, &job->search, &category, &support, &stage);
        if (!put_answer(job, urn, category, support, stage))
            return false;
    }
    return fine && flush(job);
}

bool bench_csv_decide(int from, int to)
{
    struct job *job = calloc(1, sizeof *job);
    if (job == NULL)
        return false;
    job->from = from;
    job->to = to;
    job->in_capacity = INPUT_CAPACITY;
    job->in = malloc(INPUT_CAPACITY);
    bool done = job->in != NULL && bench_search_start(&job->search, BENCH_PATTERN) &&
                read_header(job) && decide_all(job);
    bench_search_end(&job->search);
    free(job->in);
    free(job);
    return done;
}

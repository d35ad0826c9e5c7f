/* The batch contestant: schoolcat_evaluate_arrow() on the columns in place, each thread on its own
 * range of rows. */
#include "ours_rules.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct part {
    struct ours *ours;
    const struct bench_table *table;
    schoolcat_arrow_options options;
    struct ArrowSchema schema;
    struct ArrowArray array;
    schoolcat_status status;
};

struct ours_batch {
    struct ours *ours;
    struct part *parts;
    size_t count;
};

static void *run(void *argument)
{
    struct part *part = argument;
    part->status =
        schoolcat_evaluate_arrow(part->ours->rules, &part->table->schema, &part->table->array,
                                 &part->options, NULL, &part->schema, &part->array);
    return NULL;
}

static bool run_parts(struct ours_batch *batch)
{
    pthread_t threads[64];
    size_t started = 1;
    for (; started < batch->count; started++)
        if (pthread_create(&threads[started], NULL, run, &batch->parts[started]) != 0)
            break;
    bool fine = started == batch->count;
    run(&batch->parts[0]);
    for (size_t i = 1; i < started; i++)
        fine = pthread_join(threads[i], NULL) == 0 && fine;
    for (size_t i = 0; i < started; i++)
        fine = fine && batch->parts[i].status == SCHOOLCAT_OK;
    return fine;
}

bool ours_batch(struct ours *ours, const struct bench_table *table, size_t threads, bool possible,
                struct ours_batch **out)
{
    struct ours_batch *batch = calloc(1, sizeof *batch);
    struct part *parts = calloc(threads, sizeof *parts);
    if (batch == NULL || parts == NULL || threads == 0 || threads > 64) {
        free(batch);
        free(parts);
        return false;
    }
    *batch = (struct ours_batch){ours, parts, threads};
    int64_t rows = table->array.length, each = rows / (int64_t)threads / 1024 * 1024;
    for (size_t i = 0; i < threads; i++) {
        const schoolcat_arrow_options usual = SCHOOLCAT_ARROW_OPTIONS;
        parts[i].ours = ours;
        parts[i].table = table;
        parts[i].options = usual;
        parts[i].options.leave_out_possible = !possible;
        parts[i].options.first_row = (int64_t)i * each;
        parts[i].options.row_count = i + 1 == threads ? -1 : each;
        parts[i].status = SCHOOLCAT_ERROR_ARGUMENT;
    }
    if (!run_parts(batch)) {
        ours_batch_free(batch);
        return false;
    }
    *out = batch;
    return true;
}

void ours_batch_free(struct ours_batch *batch)
{
    if (batch == NULL)
        return;
    for (size_t i = 0; i < batch->count; i++) {
        if (batch->parts[i].schema.release != NULL)
            batch->parts[i].schema.release(&batch->parts[i].schema);
        if (batch->parts[i].array.release != NULL)
            batch->parts[i].array.release(&batch->parts[i].array);
    }
    free(batch->parts);
    free(batch);
}

/* The index of the outcome in one row of a column; 0xff: none. */
static uint8_t outcome_at(const struct part *part, int64_t column, int64_t row)
{
    const struct ArrowArray *array = part->array.children[column];
    const uint8_t *valid = array->buffers[0];
    if (valid != NULL && !((valid[row / 8] >> (row % 8)) & 1))
        return 0xff;
    return strcmp(part->schema.children[column]->format, "c") == 0
               ? (uint8_t)((const int8_t *)array->buffers[1])[row]
               : (uint8_t)((const int16_t *)array->buffers[1])[row];
}

static int64_t column_of(const struct ours_batch *batch, size_t decision)
{
    schoolcat_element element = SCHOOLCAT_ELEMENT;
    const struct ArrowSchema *schema = &batch->parts[0].schema;
    if (schoolcat_ruleset_element(batch->ours->rules, SCHOOLCAT_PART_DECISION, decision,
                                  &element) != SCHOOLCAT_OK)
        return -1;
    for (int64_t i = 0; i < schema->n_children; i++)
        if (strcmp(schema->children[i]->name, element.id) == 0)
            return i;
    return -1;
}

bool ours_batch_read(const struct ours_batch *batch, const struct bench_answers *answers)
{
    if (!batch->ours->has_answers)
        return false;
    int64_t columns[3];
    for (size_t i = 0; i < 3; i++)
        if ((columns[i] = column_of(batch, batch->ours->answer[i])) < 0)
            return false;
    size_t at = 0;
    for (size_t p = 0; p < batch->count; p++)
        for (int64_t row = 0; row < batch->parts[p].array.length; row++, at++) {
            answers->category[at] = (uint8_t)(outcome_at(&batch->parts[p], columns[0], row) + 1);
            answers->support[at] = outcome_at(&batch->parts[p], columns[1], row);
            answers->stage[at] = outcome_at(&batch->parts[p], columns[2], row);
        }
    return true;
}

bool ours_batch_digest(const struct ours_batch *batch, uint64_t *digest)
{
    uint64_t sum = BENCH_DIGEST_START;
    for (size_t p = 0; p < batch->count; p++)
        for (int64_t row = 0; row < batch->parts[p].array.length; row++)
            for (size_t decision = 0; decision < batch->ours->decisions; decision++)
                sum = bench_digest_byte(
                    sum, outcome_at(&batch->parts[p], column_of(batch, decision), row));
    *digest = sum;
    return true;
}

/* Builds the Arrow table of the workload. */
#include "workload_table.h"

#include <stdlib.h>
#include <string.h>

/* --- release functions of the Arrow C data interface: each structure frees its own memory --- */

static void release_schema(struct ArrowSchema *schema)
{
    for (int64_t i = 0; i < schema->n_children; i++) {
        if (schema->children[i]->release != NULL)
            schema->children[i]->release(schema->children[i]);
        free(schema->children[i]);
    }
    free((void *)schema->children);
    if (schema->dictionary != NULL && schema->dictionary->release != NULL)
        schema->dictionary->release(schema->dictionary);
    free(schema->dictionary);
    schema->release = NULL;
}

static void release_array(struct ArrowArray *array)
{
    for (int64_t i = 0; i < array->n_children; i++) {
        if (array->children[i]->release != NULL)
            array->children[i]->release(array->children[i]);
        free(array->children[i]);
    }
    free((void *)array->children);
    if (array->dictionary != NULL && array->dictionary->release != NULL)
        array->dictionary->release(array->dictionary);
    free(array->dictionary);
    for (int64_t i = 0; i < array->n_buffers; i++)
        free((void *)(uintptr_t)array->buffers[i]);
    free((void *)array->buffers);
    array->release = NULL;
}

/* --- construction --- */

static const char *const formats[] = {
    [BENCH_GRADE] = "c", [BENCH_STAGE] = "c",  [BENCH_WHOLE] = "g",  [BENCH_TENTHS] = "g",
    [BENCH_COUNT] = "i", [BENCH_YES_NO] = "b", [BENCH_EXTENT] = "c", [BENCH_TEXT] = "u",
};

static size_t buffer_bytes(enum bench_kind kind, size_t rows)
{
    switch (kind) {
    case BENCH_WHOLE:
    case BENCH_TENTHS:
        return rows * sizeof(double);
    case BENCH_COUNT:
        return rows * sizeof(int32_t);
    case BENCH_TEXT:
        return (rows + 1) * sizeof(int32_t);
    case BENCH_YES_NO:
        return (rows + 7) / 8;
    case BENCH_GRADE:
    case BENCH_STAGE:
    case BENCH_EXTENT:
        break;
    }
    return rows;
}

static void *zeroed(size_t bytes)
{
    return calloc(bytes == 0 ? 1 : bytes, 1);
}

static bool start_schema(struct ArrowSchema *schema, const char *format, const char *name,
                         int64_t children)
{
    *schema = (struct ArrowSchema){
        .format = format, .name = name, .flags = ARROW_FLAG_NULLABLE, .release = release_schema};
    schema->children = children == 0 ? NULL : zeroed((size_t)children * sizeof *schema->children);
    for (; schema->children != NULL && schema->n_children < children; schema->n_children++) {
        schema->children[schema->n_children] = zeroed(sizeof(struct ArrowSchema));
        if (schema->children[schema->n_children] == NULL)
            return false;
    }
    return schema->n_children == children;
}

/* Allocates buffers of the given sizes; one of size 0 is NULL. */
static bool start_array(struct ArrowArray *array, size_t rows, const size_t *bytes, int64_t buffers,
                        int64_t children)
{
    *array = (struct ArrowArray){.length = (int64_t)rows, .release = release_array};
    array->buffers = zeroed((size_t)buffers * sizeof *array->buffers);
    for (; array->buffers != NULL && array->n_buffers < buffers; array->n_buffers++) {
        size_t size = bytes[array->n_buffers];
        array->buffers[array->n_buffers] = size == 0 ? NULL : zeroed(size);
        if (size != 0 && array->buffers[array->n_buffers] == NULL)
            return false;
    }
    array->children = children == 0 ? NULL : zeroed((size_t)children * sizeof *array->children);
    for (; array->children != NULL && array->n_children < children; array->n_children++) {
        array->children[array->n_children] = zeroed(sizeof(struct ArrowArray));
        if (array->children[array->n_children] == NULL)
            return false;
    }
    return array->n_buffers == buffers && array->n_children == children;
}

static bool add_dictionary(struct ArrowSchema *schema, struct ArrowArray *array)
{
    size_t bytes[3] = {0, (BENCH_EXTENTS + 1) * sizeof(int32_t), 1};
    for (size_t i = 0; i < BENCH_EXTENTS; i++)
        bytes[2] += strlen(bench_extents[i]);
    schema->dictionary = zeroed(sizeof *schema->dictionary);
    array->dictionary = zeroed(sizeof *array->dictionary);
    if (schema->dictionary == NULL || array->dictionary == NULL ||
        !start_schema(schema->dictionary, "u", "", 0) ||
        !start_array(array->dictionary, BENCH_EXTENTS, bytes, 3, 0))
        return false;
    int32_t *offsets = (int32_t *)(uintptr_t)array->dictionary->buffers[1];
    char *text = (char *)(uintptr_t)array->dictionary->buffers[2];
    for (size_t i = 0; i < BENCH_EXTENTS; i++) {
        size_t length = strlen(bench_extents[i]);
        memcpy(text + offsets[i], bench_extents[i], length);
        offsets[i + 1] = offsets[i] + (int32_t)length;
    }
    return true;
}

static bool start_column(struct bench_table *table, size_t column, size_t rows)
{
    enum bench_kind kind = bench_columns_form[column].kind;
    struct ArrowSchema *schema = table->schema.children[column];
    struct ArrowArray *array = table->array.children[column];
    size_t bytes[3] = {(rows + 7) / 8 + 8, buffer_bytes(kind, rows) + 8, 0};
    return start_schema(schema, formats[kind], bench_columns_form[column].name, 0) &&
           start_array(array, rows, bytes, kind == BENCH_TEXT ? 3 : 2, 0) &&
           (kind != BENCH_EXTENT || add_dictionary(schema, array));
}

static void *buffer(struct ArrowArray *array, size_t index)
{
    return (void *)(uintptr_t)array->buffers[index];
}

static void set_bit(struct ArrowArray *array, size_t index, size_t row)
{
    uint8_t *byte = (uint8_t *)buffer(array, index) + row / 8;
    *byte = (uint8_t)(*byte | 1U << row % 8);
}

/* The text buffer, of `*capacity` bytes, grows by doubling. */
static bool put_note(struct ArrowArray *array, size_t row, const char *note, size_t length,
                     size_t *capacity)
{
    int32_t *offsets = buffer(array, 1);
    size_t from = (size_t)offsets[row];
    if (from + length > INT32_MAX)
        return false;
    if (from + length > *capacity) {
        size_t more = *capacity * 2 + BENCH_NOTE_CAPACITY;
        void *grown = realloc(buffer(array, 2), more);
        if (grown == NULL)
            return false;
        array->buffers[2] = grown;
        *capacity = more;
    }
    if (length > 0)
        memcpy((char *)buffer(array, 2) + from, note, length);
    offsets[row + 1] = (int32_t)(from + length);
    return true;
}

static void put_value(struct ArrowArray *array, enum bench_kind kind, size_t row, int32_t value)
{
    switch (kind) {
    case BENCH_GRADE:
    case BENCH_STAGE:
    case BENCH_EXTENT:
        ((int8_t *)buffer(array, 1))[row] = (int8_t)value;
        break;
    case BENCH_WHOLE:
        ((double *)buffer(array, 1))[row] = value;
        break;
    case BENCH_TENTHS:
        ((double *)buffer(array, 1))[row] = value / 10.0;
        break;
    case BENCH_COUNT:
        ((int32_t *)buffer(array, 1))[row] = value;
        break;
    case BENCH_YES_NO:
        if (value != 0)
            set_bit(array, 1, row);
        break;
    case BENCH_TEXT:
        break;
    }
}

static bool put_school(struct bench_table *table, size_t row, const struct bench_school *school,
                       size_t *capacity)
{
    for (size_t column = 0; column < BENCH_COLUMNS; column++) {
        struct ArrowArray *array = table->array.children[column];
        enum bench_kind kind = bench_columns_form[column].kind;
        bool known = bench_school_knows(school, column);
        if (known)
            set_bit(array, 0, row);
        else
            array->null_count++;
        if (kind == BENCH_TEXT) {
            if (!put_note(array, row, school->note, known ? (size_t)school->value[column] : 0,
                          capacity))
                return false;
        } else if (known) {
            put_value(array, kind, row, school->value[column]);
        }
    }
    return true;
}

bool bench_table_make(struct bench_table *table, size_t rows)
{
    size_t none = 0, capacity = 0;
    bool whole = start_schema(&table->schema, "+s", "", BENCH_COLUMNS);
    whole = start_array(&table->array, rows, &none, 1, BENCH_COLUMNS) && whole;
    for (size_t column = 0; whole && column < BENCH_COLUMNS; column++)
        whole = start_column(table, column, rows);
    struct bench_source source;
    bench_source_start(&source);
    struct bench_school school;
    for (size_t row = 0; whole && row < rows; row++) {
        bench_school_draw(&source, &school);
        whole = put_school(table, row, &school, &capacity);
    }
    if (!whole)
        bench_table_release(table);
    return whole;
}

void bench_table_release(struct bench_table *table)
{
    if (table->schema.release != NULL)
        table->schema.release(&table->schema);
    if (table->array.release != NULL)
        table->array.release(&table->array);
}

void bench_columns_of(const struct bench_table *table, struct bench_columns *columns)
{
    *columns = (struct bench_columns){.rows = (size_t)table->array.length};
    for (size_t column = 0; column < BENCH_COLUMNS; column++) {
        const struct ArrowArray *array = table->array.children[column];
        const void *values = array->buffers[1];
        columns->valid[column] = array->buffers[0];
        switch (bench_columns_form[column].kind) {
        case BENCH_GRADE:
        case BENCH_STAGE:
        case BENCH_EXTENT:
            columns->codes[column] = values;
            break;
        case BENCH_WHOLE:
        case BENCH_TENTHS:
            columns->numbers[column] = values;
            break;
        case BENCH_COUNT:
            columns->counts[column] = values;
            break;
        case BENCH_YES_NO:
            columns->bits[column] = values;
            break;
        case BENCH_TEXT:
            columns->offsets[column] = values;
            columns->text[column] = array->buffers[2];
            break;
        }
    }
}

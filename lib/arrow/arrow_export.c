/* The arrays and schemas themselves: each struct holds the memory of all, so that children may be
 * moved away from their parent. */
#include "arrow/arrow_build.h"
#include "arrow/arrow_ownership.h"
#include <string.h>

/* --- arrays --- */

static void release_array(struct ArrowArray *array)
{
    for (int64_t i = 0; i < array->n_children; i++)
        if (array->children[i]->release != NULL)
            array->children[i]->release(array->children[i]);
    if (array->dictionary != NULL && array->dictionary->release != NULL)
        array->dictionary->release(array->dictionary);
    sc_arrow_ownership *owner = array->private_data;
    array->release = NULL;
    sc_arrow_ownership_release(owner);
}

static bool start_array(sc_arrow_ownership *owner, struct ArrowArray *array, int64_t length,
                        int64_t nulls, int64_t buffers, int64_t children)
{
    memset(array, 0, sizeof *array);
    array->length = length;
    array->null_count = nulls;
    array->n_buffers = buffers;
    array->n_children = children;
    array->buffers = sc_arrow_ownership_allocate_zeroed(owner, (size_t)buffers * sizeof(void *));
    array->children =
        children == 0
            ? NULL
            : sc_arrow_ownership_allocate_zeroed(owner, (size_t)children * sizeof(void *));
    array->private_data = owner;
    if (array->buffers == NULL || (children > 0 && array->children == NULL))
        return false;
    for (int64_t i = 0; i < children; i++) {
        array->children[i] = sc_arrow_ownership_allocate_zeroed(owner, sizeof(struct ArrowArray));
        if (array->children[i] == NULL)
            return false;
    }
    return true;
}

static bool export_dictionary(sc_arrow_ownership *owner, const sc_arrow_output_column *column,
                              struct ArrowArray *of)
{
    struct ArrowArray *array = sc_arrow_ownership_allocate_zeroed(owner, sizeof *array);
    int32_t *offsets =
        sc_arrow_ownership_allocate_zeroed(owner, (column->entry_count + 1u) * sizeof *offsets);
    size_t length = 0;
    for (uint32_t i = 0; i < column->entry_count; i++)
        length += column->entries[i].length;
    char *text = length > INT32_MAX ? NULL : sc_arrow_ownership_allocate_zeroed(owner, length);
    if (array == NULL || offsets == NULL || text == NULL ||
        !start_array(owner, array, column->entry_count, 0, 3, 0))
        return false;
    length = 0;
    for (uint32_t i = 0; i < column->entry_count; i++) {
        if (column->entries[i].length > 0)
            memcpy(text + length, column->entries[i].data, column->entries[i].length);
        length += column->entries[i].length;
        offsets[i + 1] = (int32_t)length;
    }
    array->buffers[1] = offsets;
    array->buffers[2] = text;
    of->dictionary = array;
    return true;
}

/* Zeroes the padding after the last item, up to the next multiple of 64 bytes or the capacity. */
static void clear_padding(void *buffer, size_t used, size_t capacity)
{
    size_t end = (used + 63) / 64 * 64;
    if (buffer != NULL)
        memset((char *)buffer + used, 0, (end < capacity ? end : capacity) - used);
}

static void clear_bits(uint8_t *bits, size_t used, size_t capacity)
{
    if (bits == NULL)
        return;
    if (used % 8 != 0)
        bits[used / 8] &= (uint8_t)((1u << (used % 8)) - 1);
    clear_padding(bits, (used + 7) / 8, (capacity + 63) / 64 * 8);
}

static void clear_items(const sc_arrow_output_column *column)
{
    size_t size = column->kind == SC_OUTPUT_TEXTS ? 1 : sc_arrow_index_size(column);
    clear_padding(column->items, column->item_count * size, column->item_capacity * size);
    clear_bits(column->item_validity, column->item_count, column->item_capacity);
    clear_bits(column->item_truths, column->item_count, column->item_capacity);
}

/* The items of a list of assumptions: each an element and a truth. */
static bool export_assumptions(sc_arrow_ownership *owner, const sc_arrow_output_column *column,
                               struct ArrowArray *items)
{
    int64_t count = (int64_t)column->item_count;
    if (!start_array(owner, items, count, 0, 1, 2) ||
        !start_array(owner, items->children[0], count, 0, 2, 0) ||
        !start_array(owner, items->children[1], count, 0, 2, 0))
        return false;
    items->children[0]->buffers[1] = column->items;
    items->children[1]->buffers[1] = column->item_truths;
    return export_dictionary(owner, column, items->children[0]);
}

static bool export_list(sc_arrow_ownership *owner, const sc_arrow_output_column *column,
                        size_t rows, struct ArrowArray *array)
{
    if (!start_array(owner, array, (int64_t)rows, 0, 2, 1))
        return false;
    clear_items(column);
    array->buffers[1] = column->values;
    struct ArrowArray *items = array->children[0];
    if (column->kind == SC_OUTPUT_ASSUMED)
        return export_assumptions(owner, column, items);
    if (!start_array(owner, items, (int64_t)column->item_count, column->item_nulls, 2, 0))
        return false;
    items->buffers[0] = column->item_nulls > 0 ? column->item_validity : NULL;
    items->buffers[1] = column->items;
    return export_dictionary(owner, column, items);
}

static bool export_column(sc_arrow_ownership *owner, const sc_arrow_output_column *column,
                          size_t rows, struct ArrowArray *array)
{
    if (sc_arrow_output_is_list(column->kind))
        return export_list(owner, column, rows, array);
    bool texts = column->kind == SC_OUTPUT_TEXTS;
    if (!start_array(owner, array, (int64_t)rows, column->nulls, texts ? 3 : 2, 0))
        return false;
    array->buffers[0] = column->nulls > 0 ? column->validity : NULL;
    array->buffers[1] = column->values;
    if (texts) {
        clear_items(column);
        array->buffers[2] = column->items;
    }
    return column->kind != SC_OUTPUT_CODES || export_dictionary(owner, column, array);
}

/* Once all is made nothing can fail: every struct takes its hold. */
static void retain_array(sc_arrow_ownership *owner, struct ArrowArray *array)
{
    for (int64_t i = 0; i < array->n_children; i++)
        retain_array(owner, array->children[i]);
    if (array->dictionary != NULL)
        retain_array(owner, array->dictionary);
    array->release = release_array;
    sc_arrow_ownership_retain(owner);
}

bool sc_arrow_export_array(sc_arrow_builder *output, struct ArrowArray *out)
{
    struct ArrowArray made;
    if (!start_array(output->owner, &made, (int64_t)output->filled, 0, 1, output->count))
        return false;
    for (uint32_t i = 0; i < output->count; i++)
        if (!export_column(output->owner, &output->columns[i], output->filled, made.children[i]))
            return false;
    retain_array(output->owner, &made);
    *out = made;
    return true;
}

/* --- schemas --- */

static void release_schema(struct ArrowSchema *schema)
{
    for (int64_t i = 0; i < schema->n_children; i++)
        if (schema->children[i]->release != NULL)
            schema->children[i]->release(schema->children[i]);
    if (schema->dictionary != NULL && schema->dictionary->release != NULL)
        schema->dictionary->release(schema->dictionary);
    sc_arrow_ownership *owner = schema->private_data;
    schema->release = NULL;
    sc_arrow_ownership_release(owner);
}

static bool start_schema(sc_arrow_ownership *owner, struct ArrowSchema *schema, const char *format,
                         sc_text name, int64_t children)
{
    memset(schema, 0, sizeof *schema);
    char *copy = sc_arrow_ownership_allocate_zeroed(owner, name.length + 1);
    if (copy == NULL)
        return false;
    if (name.length > 0)
        memcpy(copy, name.data, name.length);
    schema->format = format;
    schema->name = copy;
    schema->flags = ARROW_FLAG_NULLABLE;
    schema->n_children = children;
    schema->private_data = owner;
    schema->children =
        children == 0
            ? NULL
            : sc_arrow_ownership_allocate_zeroed(owner, (size_t)children * sizeof(void *));
    for (int64_t i = 0; i < children && schema->children != NULL; i++) {
        schema->children[i] = sc_arrow_ownership_allocate_zeroed(owner, sizeof(struct ArrowSchema));
        if (schema->children[i] == NULL)
            return false;
    }
    return children == 0 || schema->children != NULL;
}

static bool export_dictionary_schema(sc_arrow_ownership *owner,
                                     const sc_arrow_output_column *column, sc_text name,
                                     struct ArrowSchema *schema)
{
    size_t size = sc_arrow_index_size(column);
    const char *format = size == 1 ? "c" : size == 2 ? "s" : "i";
    if (!start_schema(owner, schema, format, name, 0))
        return false;
    if (column->ordered)
        schema->flags |= ARROW_FLAG_DICTIONARY_ORDERED;
    schema->dictionary = sc_arrow_ownership_allocate_zeroed(owner, sizeof(struct ArrowSchema));
    return schema->dictionary != NULL &&
           start_schema(owner, schema->dictionary, "u", SC_NO_TEXT, 0);
}

static bool export_assumption_schema(sc_arrow_ownership *owner,
                                     const sc_arrow_output_column *column,
                                     struct ArrowSchema *items)
{
    return start_schema(owner, items, "+s", SC_TEXT("item"), 2) &&
           export_dictionary_schema(owner, column, SC_TEXT("element"), items->children[0]) &&
           start_schema(owner, items->children[1], "b", SC_TEXT("value"), 0);
}

static bool export_column_schema(sc_arrow_ownership *owner, const sc_arrow_output_column *column,
                                 struct ArrowSchema *schema)
{
    if (sc_arrow_output_is_list(column->kind))
        return start_schema(owner, schema, "+l", column->name, 1) &&
               (column->kind == SC_OUTPUT_ASSUMED
                    ? export_assumption_schema(owner, column, schema->children[0])
                    : export_dictionary_schema(owner, column, SC_TEXT("item"),
                                               schema->children[0]));
    switch (column->kind) {
    case SC_OUTPUT_CODES:
        return export_dictionary_schema(owner, column, column->name, schema);
    case SC_OUTPUT_TRUTHS:
    case SC_OUTPUT_PROVISIONAL:
        return start_schema(owner, schema, "b", column->name, 0);
    case SC_OUTPUT_NUMBERS:
        return start_schema(owner, schema, "g", column->name, 0);
    case SC_OUTPUT_INTEGERS:
        return start_schema(owner, schema, "l", column->name, 0);
    case SC_OUTPUT_DATES:
        return start_schema(owner, schema, "tdD", column->name, 0);
    default:
        return start_schema(owner, schema, "u", column->name, 0);
    }
}

static void retain_schema(sc_arrow_ownership *owner, struct ArrowSchema *schema)
{
    for (int64_t i = 0; i < schema->n_children; i++)
        retain_schema(owner, schema->children[i]);
    if (schema->dictionary != NULL)
        retain_schema(owner, schema->dictionary);
    schema->release = release_schema;
    sc_arrow_ownership_retain(owner);
}

bool sc_arrow_export_schema(const schoolcat_allocator *allocator,
                            const sc_arrow_output_column *columns, uint32_t count,
                            struct ArrowSchema *out)
{
    sc_arrow_ownership *owner = sc_arrow_ownership_new(allocator);
    struct ArrowSchema made;
    bool fine = owner != NULL && start_schema(owner, &made, "+s", SC_NO_TEXT, count);
    for (uint32_t i = 0; i < count && fine; i++)
        fine = export_column_schema(owner, &columns[i], made.children[i]);
    if (fine) {
        made.flags = 0;
        retain_schema(owner, &made);
        *out = made;
    }
    sc_arrow_ownership_release(owner);
    return fine;
}

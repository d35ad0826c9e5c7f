/* Reads the type of an Arrow column from its schema, and validates and binds its buffers. */
#include "arrow/arrow_column.h"

#include "vm/multiversion.h"

#include <string.h>

bool sc_arrow_is_integer(sc_arrow_kind kind)
{
    return kind >= SC_ARROW_INT8 && kind <= SC_ARROW_UINT64;
}

bool sc_arrow_is_text(sc_arrow_kind kind)
{
    return kind == SC_ARROW_UTF8 || kind == SC_ARROW_LARGE_UTF8 || kind == SC_ARROW_UTF8_VIEW;
}

/* --- types --- */

static sc_arrow_kind kind_of(const char *format, double *ticks_per_day)
{
    static const struct {
        const char *format;
        sc_arrow_kind kind;
        double ticks_per_day;
    } kinds[] = {
        {"n", SC_ARROW_NULL, 0},
        {"b", SC_ARROW_BOOLEAN, 0},
        {"c", SC_ARROW_INT8, 0},
        {"C", SC_ARROW_UINT8, 0},
        {"s", SC_ARROW_INT16, 0},
        {"S", SC_ARROW_UINT16, 0},
        {"i", SC_ARROW_INT32, 0},
        {"I", SC_ARROW_UINT32, 0},
        {"l", SC_ARROW_INT64, 0},
        {"L", SC_ARROW_UINT64, 0},
        {"f", SC_ARROW_FLOAT32, 0},
        {"g", SC_ARROW_FLOAT64, 0},
        {"u", SC_ARROW_UTF8, 0},
        {"U", SC_ARROW_LARGE_UTF8, 0},
        {"vu", SC_ARROW_UTF8_VIEW, 0},
        {"tdD", SC_ARROW_DATE32, 1},
        {"tdm", SC_ARROW_DATE64, 86400e3},
        {"tss:", SC_ARROW_TIMESTAMP, 86400},
        {"tsm:", SC_ARROW_TIMESTAMP, 86400e3},
        {"tsu:", SC_ARROW_TIMESTAMP, 86400e6},
        {"tsn:", SC_ARROW_TIMESTAMP, 86400e9},
    };
    for (size_t i = 0; format != NULL && i < sizeof kinds / sizeof *kinds; i++) {
        bool timestamp = kinds[i].kind == SC_ARROW_TIMESTAMP; /* a time zone may follow */
        if (timestamp ? strncmp(format, kinds[i].format, 4) == 0
                      : strcmp(format, kinds[i].format) == 0) {
            *ticks_per_day = kinds[i].ticks_per_day;
            return kinds[i].kind;
        }
    }
    return SC_ARROW_UNSUPPORTED;
}

sc_arrow_type sc_arrow_type_of(const struct ArrowSchema *schema)
{
    sc_arrow_type type = {SC_ARROW_UNSUPPORTED, SC_ARROW_UNSUPPORTED, 0, 0};
    sc_arrow_union alternatives;
    type.kind = kind_of(schema->format, &type.ticks_per_day);
    if (type.kind == SC_ARROW_UNSUPPORTED && schema->dictionary == NULL &&
        sc_arrow_union_of(schema, &alternatives))
        type.kind = SC_ARROW_SPARSE_UNION;
    if (schema->dictionary == NULL)
        return type;
    type.dictionary = kind_of(schema->dictionary->format, &type.dictionary_ticks_per_day);
    bool fine = sc_arrow_is_integer(type.kind) && schema->dictionary->dictionary == NULL &&
                type.dictionary != SC_ARROW_UNSUPPORTED;
    if (!fine)
        type.kind = SC_ARROW_UNSUPPORTED;
    return type;
}

/* The type ids of a sparse union: "+us:" and numbers from 0 to 127, separated by commas. */
static bool read_type_ids(const char *at, sc_arrow_union *out)
{
    out->count = 0;
    while (out->count < SC_ARROW_MAX_ALTERNATIVES) {
        const char *first = at;
        int id = 0;
        for (; *at >= '0' && *at <= '9' && id <= INT8_MAX; at++)
            id = 10 * id + (*at - '0');
        if (at == first || id > INT8_MAX)
            return false;
        out->ids[out->count++] = (int8_t)id;
        if (*at == '\0')
            return true;
        if (*at++ != ',')
            return false;
    }
    return false;
}

bool sc_arrow_union_of(const struct ArrowSchema *schema, sc_arrow_union *out)
{
    if (schema->format == NULL || strncmp(schema->format, "+us:", 4) != 0 ||
        !read_type_ids(schema->format + 4, out) || schema->n_children != out->count ||
        schema->children == NULL)
        return false;
    for (uint8_t i = 0; i < out->count; i++) {
        const struct ArrowSchema *child = schema->children[i];
        if (child == NULL || child->dictionary != NULL)
            return false;
        out->types[i] = sc_arrow_type_of(child);
        if (out->types[i].kind == SC_ARROW_UNSUPPORTED ||
            out->types[i].kind == SC_ARROW_SPARSE_UNION)
            return false;
    }
    return true;
}

/* --- binding --- */

static bool offsets_fit(const sc_arrow_column *column)
{
    const int32_t *narrow = column->values;
    const int64_t *wide = column->values;
    bool fine = true;
    for (int64_t i = column->offset; i < column->offset + column->length; i++)
        fine = fine && (column->kind == SC_ARROW_UTF8 ? narrow[i] >= 0 && narrow[i] <= narrow[i + 1]
                                                      : wide[i] >= 0 && wide[i] <= wide[i + 1]);
    return fine;
}

/* A view: length, then up to 12 bytes, or 4 bytes of prefix, the buffer and the offset in it. */
typedef struct view {
    int32_t length;
    union {
        char inside[12];
        struct {
            char prefix[4];
            int32_t buffer, offset;
        } outside;
    } is;
} view;

static bool views_fit(const sc_arrow_column *column, const struct ArrowArray *array)
{
    const view *views = column->values;
    const int64_t *sizes = array->buffers[array->n_buffers - 1];
    int64_t buffers = array->n_buffers - 3;
    for (int64_t i = column->offset; i < column->offset + column->length; i++) {
        int64_t row = i - column->offset;
        if (sc_arrow_column_is_null(column, row) || (views[i].length >= 0 && views[i].length <= 12))
            continue;
        int32_t buffer = views[i].is.outside.buffer, offset = views[i].is.outside.offset;
        if (views[i].length < 0 || buffer < 0 || buffer >= buffers || offset < 0 ||
            (int64_t)offset + views[i].length > sizes[buffer])
            return false;
    }
    return true;
}

/* Of a value, an offset or a view's first word. */
static size_t alignment(sc_arrow_kind kind)
{
    switch (kind) {
    case SC_ARROW_INT16:
    case SC_ARROW_UINT16:
        return 2;
    case SC_ARROW_INT32:
    case SC_ARROW_UINT32:
    case SC_ARROW_FLOAT32:
    case SC_ARROW_DATE32:
    case SC_ARROW_UTF8:
    case SC_ARROW_UTF8_VIEW:
        return 4;
    case SC_ARROW_INT64:
    case SC_ARROW_UINT64:
    case SC_ARROW_FLOAT64:
    case SC_ARROW_LARGE_UTF8:
    case SC_ARROW_DATE64:
    case SC_ARROW_TIMESTAMP:
        return 8;
    default:
        return 1;
    }
}

static bool bind_values(const struct ArrowArray *array, sc_arrow_column *out)
{
    int64_t min = out->kind == SC_ARROW_NULL                                       ? 0
                  : out->kind == SC_ARROW_UTF8 || out->kind == SC_ARROW_LARGE_UTF8 ? 3
                                                                                   : 2;
    if (out->kind == SC_ARROW_UTF8_VIEW)
        min = 3;
    if (out->kind == SC_ARROW_SPARSE_UNION)
        min = 1;
    if (array->length < 0 || array->offset < 0 || array->offset > INT64_MAX - array->length ||
        array->n_buffers < min)
        return false;
    out->offset = array->offset;
    out->length = array->length;
    if (out->kind == SC_ARROW_NULL)
        return true;
    if (array->buffers == NULL)
        return false;
    if (out->kind == SC_ARROW_SPARSE_UNION) { /* type ids; only the children have nulls */
        out->values = array->buffers[0];
        return array->length == 0 || out->values != NULL;
    }
    out->validity = array->null_count == 0 ? NULL : array->buffers[0];
    out->values = array->buffers[1];
    if (array->length == 0)
        return true;
    if (out->values == NULL || (uintptr_t)out->values % alignment(out->kind) != 0)
        return false;
    if (out->kind == SC_ARROW_UTF8_VIEW) {
        out->buffers = (const char *const *)(const void *)(array->buffers + 2);
        return views_fit(out, array);
    }
    if (!sc_arrow_is_text(out->kind))
        return true;
    out->text = array->buffers[2];
    if (out->text == NULL) /* allowed where all texts are empty */
        out->text = "";
    return offsets_fit(out);
}

bool sc_arrow_column_bind(const struct ArrowArray *rows, int64_t child, const sc_arrow_type *type,
                          sc_arrow_column *out, sc_arrow_column *dictionary)
{
    if (rows->children == NULL || child >= rows->n_children || rows->children[child] == NULL)
        return false;
    const struct ArrowArray *array = rows->children[child];
    *out = (sc_arrow_column){.kind = type->kind, .ticks_per_day = type->ticks_per_day};
    if (!bind_values(array, out) || rows->offset < 0 || rows->length < 0 ||
        rows->offset > out->length || rows->length > out->length - rows->offset)
        return false;
    /* The struct's offset and nulls apply on top of the column's own. */
    out->offset += rows->offset;
    out->length = rows->length;
    if (rows->n_buffers > 0 && rows->buffers != NULL && rows->null_count != 0) {
        out->parent_validity = rows->buffers[0];
        out->parent_offset = rows->offset;
    }
    if (type->dictionary == SC_ARROW_UNSUPPORTED)
        return true;
    *dictionary = (sc_arrow_column){.kind = type->dictionary,
                                    .ticks_per_day = type->dictionary_ticks_per_day};
    out->dictionary = dictionary;
    return array->dictionary != NULL && bind_values(array->dictionary, dictionary);
}

/* The union takes the part that a struct has for its columns, but for nulls. */
bool sc_arrow_union_bind(const struct ArrowArray *rows, int64_t child, sc_arrow_union *out)
{
    struct ArrowArray array = *rows->children[child];
    array.n_buffers = 0;
    array.offset += rows->offset;
    array.length = rows->length;
    bool bound = array.n_children == out->count;
    for (uint8_t i = 0; bound && i < out->count; i++)
        bound = sc_arrow_column_bind(&array, i, &out->types[i], &out->columns[i], NULL);
    return bound;
}

/* --- reading --- */

static bool bit_at(const uint8_t *bits, int64_t at)
{
    return (bits[at / 8] >> (at % 8)) & 1;
}

bool sc_arrow_column_is_null(const sc_arrow_column *column, int64_t row)
{
    return column->kind == SC_ARROW_NULL ||
           (column->validity != NULL && !bit_at(column->validity, column->offset + row)) ||
           (column->parent_validity != NULL &&
            !bit_at(column->parent_validity, column->parent_offset + row));
}

/* Eight bits become eight bytes of 0 or 1. */
static inline uint64_t unpack_byte(uint8_t byte)
{
    uint64_t each = (uint64_t)byte * 0x0101010101010101u & 0x8040201008040201u;
    each = ((each + 0x7F7F7F7F7F7F7F7Fu) >> 7) & 0x0101010101010101u;
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    each = __builtin_bswap64(each);
#endif
    return each;
}

SC_MULTIVERSION static bool unpack_bytes(const uint8_t *restrict bytes, size_t count,
                                         uint8_t *restrict to)
{
    uint64_t all = UINT64_MAX;
    for (size_t i = 0; i < count; i++) {
        uint64_t eight = unpack_byte(bytes[i]);
        all &= eight;
        memcpy(to + 8 * i, &eight, 8);
    }
    return count == 0 || all == 0x0101010101010101u;
}

bool sc_arrow_unpack_bits(const uint8_t *bits, int64_t from, size_t count, uint8_t *to)
{
    bool all = true;
    size_t i = 0;
    for (; i < count && (from + (int64_t)i) % 8 != 0; i++)
        all = (to[i] = bit_at(bits, from + (int64_t)i)) && all;
    all = unpack_bytes(bits + (from + (int64_t)i) / 8, (count - i) / 8, to + i) && all;
    for (i += (count - i) / 8 * 8; i < count; i++)
        all = (to[i] = bit_at(bits, from + (int64_t)i)) && all;
    return all;
}

bool sc_arrow_column_validity(const sc_arrow_column *column, int64_t row, size_t count,
                              uint8_t *valid)
{
    bool all = column->kind != SC_ARROW_NULL;
    if (column->validity != NULL)
        all = sc_arrow_unpack_bits(column->validity, column->offset + row, count, valid) && all;
    else
        memset(valid, column->kind == SC_ARROW_NULL ? 0 : 1, count);
    for (size_t i = 0; column->parent_validity != NULL && i < count; i++)
        all = (valid[i] &= (uint8_t)bit_at(column->parent_validity,
                                           column->parent_offset + row + (int64_t)i)) &&
              all;
    return all;
}

const sc_arrow_column *sc_arrow_union_column(const sc_arrow_union *alternatives,
                                             const sc_arrow_column *column, int64_t row)
{
    int8_t id = ((const int8_t *)column->values)[column->offset + row];
    for (uint8_t i = 0; i < alternatives->count; i++)
        if (alternatives->ids[i] == id)
            return &alternatives->columns[i];
    return NULL;
}

sc_text sc_arrow_column_text(const sc_arrow_column *column, int64_t row)
{
    int64_t at = column->offset + row;
    if (column->kind == SC_ARROW_UTF8) {
        const int32_t *offsets = column->values;
        return (sc_text){column->text + offsets[at], (size_t)(offsets[at + 1] - offsets[at])};
    }
    if (column->kind == SC_ARROW_LARGE_UTF8) {
        const int64_t *offsets = column->values;
        return (sc_text){column->text + offsets[at], (size_t)(offsets[at + 1] - offsets[at])};
    }
    const view *views = column->values;
    size_t length = (size_t)views[at].length;
    if (length <= 12)
        return (sc_text){views[at].is.inside, length};
    return (sc_text){column->buffers[views[at].is.outside.buffer] + views[at].is.outside.offset,
                     length};
}

int64_t sc_arrow_column_integer(const sc_arrow_column *column, int64_t row)
{
    int64_t at = column->offset + row;
    switch (column->kind) {
    case SC_ARROW_INT8:
        return ((const int8_t *)column->values)[at];
    case SC_ARROW_UINT8:
        return ((const uint8_t *)column->values)[at];
    case SC_ARROW_INT16:
        return ((const int16_t *)column->values)[at];
    case SC_ARROW_UINT16:
        return ((const uint16_t *)column->values)[at];
    case SC_ARROW_INT32:
        return ((const int32_t *)column->values)[at];
    case SC_ARROW_UINT32:
        return ((const uint32_t *)column->values)[at];
    case SC_ARROW_UINT64: {
        uint64_t value = ((const uint64_t *)column->values)[at];
        /* either is too large for any indicator */
        return value > INT64_MAX ? INT64_MAX : (int64_t)value;
    }
    default:
        return ((const int64_t *)column->values)[at];
    }
}

/* A column of an Arrow array, validated when it is bound and then read unchecked. Borrows
 * everything. */
#ifndef SC_ARROW_ARROW_COLUMN_H
#define SC_ARROW_ARROW_COLUMN_H

#include "base/text.h"

typedef enum sc_arrow_kind {
    SC_ARROW_UNSUPPORTED,
    SC_ARROW_NULL,
    SC_ARROW_BOOLEAN,
    SC_ARROW_INT8,
    SC_ARROW_UINT8,
    SC_ARROW_INT16,
    SC_ARROW_UINT16,
    SC_ARROW_INT32,
    SC_ARROW_UINT32,
    SC_ARROW_INT64,
    SC_ARROW_UINT64,
    SC_ARROW_FLOAT32,
    SC_ARROW_FLOAT64,
    SC_ARROW_UTF8, /* 32-bit offsets */
    SC_ARROW_LARGE_UTF8,
    SC_ARROW_UTF8_VIEW,
    SC_ARROW_DATE32,
    SC_ARROW_DATE64, /* milliseconds */
    SC_ARROW_TIMESTAMP,
    SC_ARROW_SPARSE_UNION
} sc_arrow_kind;

typedef struct sc_arrow_type {
    sc_arrow_kind kind;       /* of the values, or of a dictionary's indices */
    sc_arrow_kind dictionary; /* of a dictionary's entries; SC_ARROW_UNSUPPORTED: it is none */
    double ticks_per_day;     /* DATE64, TIMESTAMP */
    double dictionary_ticks_per_day;
} sc_arrow_type;

/* From a column's schema. UNREADABLE kind: a type that is not read here. */
sc_arrow_type sc_arrow_type_of(const struct ArrowSchema *schema);

/* The children of a sparse union: of each row the one that its type id names. */
#define SC_ARROW_MAX_ALTERNATIVES 8
typedef struct sc_arrow_union {
    uint8_t count;
    int8_t ids[SC_ARROW_MAX_ALTERNATIVES];
    sc_arrow_type types[SC_ARROW_MAX_ALTERNATIVES];
    struct sc_arrow_column *columns; /* bound by sc_arrow_union_bind */
} sc_arrow_union;

typedef struct sc_arrow_column {
    sc_arrow_kind kind;
    double ticks_per_day;
    int64_t offset, length;         /* offset: of the column's own row 0 in the buffers */
    const uint8_t *validity;        /* NULL: none is null */
    const uint8_t *parent_validity; /* of the struct; NULL: none is null */
    int64_t parent_offset;
    const void *values; /* or offsets, or views */
    const char *text;
    const char *const *buffers;         /* of views */
    struct sc_arrow_column *dictionary; /* NULL: it is none */
} sc_arrow_column;

/* Binds column `child` of the struct array. `dictionary` takes a dictionary. False: the array is
 * not what its schema says. */
bool sc_arrow_column_bind(const struct ArrowArray *rows, int64_t child, const sc_arrow_type *type,
                          sc_arrow_column *out, sc_arrow_column *dictionary);

/* Whether the schema is that of a sparse union of plain columns. */
bool sc_arrow_union_of(const struct ArrowSchema *schema, sc_arrow_union *out);
/* Binds the children of column `child`, which is a sparse union and has been bound. */
bool sc_arrow_union_bind(const struct ArrowArray *rows, int64_t child, sc_arrow_union *out);
/* The child that holds a row, or NULL where the type id names none. */
const sc_arrow_column *sc_arrow_union_column(const sc_arrow_union *alternatives,
                                             const sc_arrow_column *column, int64_t row);

/* The text of one row, not null, of a text kind. */
sc_text sc_arrow_column_text(const sc_arrow_column *column, int64_t row);
/* Bits become bytes of 0 or 1; `from` counts bits. True: all are 1. */
bool sc_arrow_unpack_bits(const uint8_t *bits, int64_t from, size_t count, uint8_t *to);
/* The day that a time lies in. By whole numbers: as a double the last moments of a day are the next
 * day. */
static inline double sc_arrow_day(int64_t ticks, int64_t ticks_per_day)
{
    return (double)(ticks / ticks_per_day - (ticks % ticks_per_day < 0));
}

bool sc_arrow_column_is_null(const sc_arrow_column *column, int64_t row);
/* valid[i] is 1 where row + i is not null, else 0. True: all are valid. */
bool sc_arrow_column_validity(const sc_arrow_column *column, int64_t row, size_t count,
                              uint8_t *valid);
/* An index or whole number of an integer kind. */
int64_t sc_arrow_column_integer(const sc_arrow_column *column, int64_t row);
bool sc_arrow_is_integer(sc_arrow_kind kind);
bool sc_arrow_is_text(sc_arrow_kind kind);

#endif

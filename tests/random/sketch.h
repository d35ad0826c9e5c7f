/* A rule file in pieces, which a test can remove to shrink it. */
#ifndef RANDOM_SKETCH_H
#define RANDOM_SKETCH_H

#include "base/text.h"

typedef enum sketch_section {
    SKETCH_PARAMETERS,
    SKETCH_SCALES,
    SKETCH_CHOICES,
    SKETCH_INDICATORS,
    SKETCH_TABLES,
    SKETCH_DERIVED,
    SKETCH_CRITERIA,
    SKETCH_GROUPS,
    SKETCH_DECISIONS,
    SKETCH_SECTIONS
} sketch_section;

typedef struct sketch_piece {
    sketch_section section;
    size_t element; /* pieces of one element are adjacent, and are removed with the first */
    bool first, dropped;
    char *lines;
} sketch_piece;

typedef struct sketch {
    sketch_piece *pieces;
    size_t count, capacity;
    bool reversed[SKETCH_SECTIONS]; /* the elements are written in reverse order */
} sketch;

void sketch_init(sketch *file);
void sketch_destroy(sketch *file);
/* Copies the lines. Exits if memory runs out. */
void sketch_add(sketch *file, sketch_section section, size_t element, bool first,
                const char *lines);
void sketch_write(const sketch *file, sc_buffer *out);

#endif

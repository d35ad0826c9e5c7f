/* A growing list of the pieces of a rule file, written out in order. */
#include "sketch.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const headings[SKETCH_SECTIONS] = {"parameters", "scales", "choices",
                                                      "indicators", "tables", "derived",
                                                      "criteria",   "groups", "decisions"};

void sketch_init(sketch *file)
{
    *file = (sketch){0};
}

void sketch_destroy(sketch *file)
{
    for (size_t i = 0; i < file->count; i++)
        free(file->pieces[i].lines);
    free(file->pieces);
}

static void *must(void *block)
{
    if (block == NULL) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return block;
}

void sketch_add(sketch *file, sketch_section section, size_t element, bool first, const char *lines)
{
    if (file->count == file->capacity) {
        file->capacity = file->capacity * 2 + 16;
        file->pieces = must(realloc(file->pieces, file->capacity * sizeof *file->pieces));
    }
    file->pieces[file->count++] =
        (sketch_piece){section, element, first, false, must(strdup(lines))};
}

static bool is_dropped(const sketch *file, size_t at)
{
    for (size_t i = 0; i < file->count; i++) {
        const sketch_piece *piece = &file->pieces[i];
        if (piece->first && piece->dropped && piece->section == file->pieces[at].section &&
            piece->element == file->pieces[at].element)
            return true;
    }
    return file->pieces[at].dropped;
}

static void write_element(const sketch *file, sketch_section section, size_t element,
                          sc_buffer *out)
{
    for (size_t i = 0; i < file->count; i++) {
        if (file->pieces[i].section == section && file->pieces[i].element == element &&
            !is_dropped(file, i))
            sc_buffer_string(out, file->pieces[i].lines);
    }
}

void sketch_write(const sketch *file, sc_buffer *out)
{
    sc_buffer_string(out,
                     "schoolcat: 1\nauthority: An invented authority\ntitle: Drawn at random\n");
    for (sketch_section section = 0; section < SKETCH_SECTIONS; section++) {
        size_t elements = 0;
        bool any = false;
        for (size_t i = 0; i < file->count; i++) {
            if (file->pieces[i].section != section)
                continue;
            any = any || !is_dropped(file, i);
            elements = file->pieces[i].element >= elements ? file->pieces[i].element + 1 : elements;
        }
        if (!any)
            continue;
        sc_buffer_string(out, headings[section]);
        sc_buffer_string(out, ":\n");
        for (size_t i = 0; i < elements; i++)
            write_element(file, section, file->reversed[section] ? elements - 1 - i : i, out);
    }
}

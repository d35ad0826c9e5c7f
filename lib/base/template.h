/* Message templates: texts in which "{1}" to "{4}" are placeholders for arguments. */
#ifndef SC_BASE_TEMPLATE_H
#define SC_BASE_TEMPLATE_H

#include "base/arena.h"

#define SC_MAX_TEMPLATE_ARGUMENTS 4

/* Appends the template; `append` writes each argument, for example sc_buffer_text. */
void sc_buffer_template(sc_buffer *out, const char *template,
                        const sc_text arguments[SC_MAX_TEMPLATE_ARGUMENTS],
                        void (*append)(sc_buffer *out, sc_text argument));
/* Whether every argument that the template names is given (not SC_NO_TEXT). */
bool sc_template_complete(const char *template, const sc_text arguments[SC_MAX_TEMPLATE_ARGUMENTS]);

/* The expanded template in the arena, NUL-terminated; "" where memory ran out (arena->failed). */
sc_text sc_arena_template(sc_arena *arena, const char *template,
                          const sc_text arguments[SC_MAX_TEMPLATE_ARGUMENTS]);
/* SC_FORMAT(arena, "{1}.{2}", section, id) */
#define SC_FORMAT(arena, template, ...)                                                            \
    sc_arena_template((arena), (template), (const sc_text[SC_MAX_TEMPLATE_ARGUMENTS]){__VA_ARGS__})

#endif

/* The renderers: each appends the whole explanation to the buffer. */
#ifndef SC_EXPLAIN_RENDER_EXPLANATION_H
#define SC_EXPLAIN_RENDER_EXPLANATION_H

#include "explain/explanation.h"

void sc_render_text(sc_buffer *out, const schoolcat_explanation *explanation);
void sc_render_markdown(sc_buffer *out, const schoolcat_explanation *explanation);
void sc_render_json(sc_buffer *out, const schoolcat_explanation *explanation);

#endif

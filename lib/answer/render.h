/* One renderer a file; each writes the whole explanation. Failures are the buffer's. */
#ifndef SC_ANSWER_RENDER_H
#define SC_ANSWER_RENDER_H

#include "answer/explanation.h"

void sc_render_text(sc_buffer *out, const schoolcat_explanation *explanation);
void sc_render_markdown(sc_buffer *out, const schoolcat_explanation *explanation);
void sc_render_json(sc_buffer *out, const schoolcat_explanation *explanation);

#endif

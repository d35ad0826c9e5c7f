/* Problems drawn under their source lines, for a terminal. */
#ifndef SC_DIAGNOSTICS_DRAW_DIAGNOSTICS_H
#define SC_DIAGNOSTICS_DRAW_DIAGNOSTICS_H

#include "diagnostics/diagnostics_internal.h"

#define SC_SETTINGS_NAME "the caller's settings" /* in the place of a file's name */

void sc_draw_diagnostics(sc_buffer *out, const schoolcat_diagnostics *diagnostics, bool colour);

#endif

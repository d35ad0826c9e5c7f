/* Rendering of diagnostics under their source lines, for a terminal. */
#ifndef SC_DIAGNOSTICS_DRAW_DIAGNOSTICS_H
#define SC_DIAGNOSTICS_DRAW_DIAGNOSTICS_H

#include "diagnostics/diagnostics_internal.h"

#define SC_SETTINGS_NAME "the caller's settings" /* instead of a file name */

void sc_draw_diagnostics(sc_buffer *out, const schoolcat_diagnostics *diagnostics, bool colour);

#endif

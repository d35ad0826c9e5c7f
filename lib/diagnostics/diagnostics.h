/* Diagnostics: the problems found while loading. Codes, severities and message templates are in
 * diagnostics.def. */
#ifndef SC_DIAGNOSTICS_DIAGNOSTICS_H
#define SC_DIAGNOSTICS_DIAGNOSTICS_H

#include "diagnostics/source_text.h"

typedef enum sc_diagnostic_code {
#define SC_DIAGNOSTIC(number, name, severity, message, hint) SC_##name = number,
#include "diagnostics/diagnostics.def"
#undef SC_DIAGNOSTIC
} sc_diagnostic_code;

/* The public schoolcat_diagnostics. It copies the names and texts that it needs into its own arena,
 * so it outlives a failed load. */
schoolcat_diagnostics *sc_diagnostics_new(const schoolcat_allocator *allocator);

/* Adds one problem. `path` is the element ("decisions.category.rules.outstanding.when") or
 * SC_NO_TEXT. `arguments` replace {1}, {2}, ... in the message template, truncated to 300
 * characters and with control characters made visible. `hint`, used verbatim, replaces the hint
 * template of the table, which is omitted where it names an argument that is not given. The same
 * problem at the same place is kept once. At most 1,000 are kept, errors in preference to warnings;
 * all are counted. Out of memory: sc_diagnostics_failed. */
typedef struct sc_report {
    sc_diagnostic_code code;
    sc_span span;
    sc_text path;
    sc_text arguments[4];
    sc_text hint; /* SC_NO_TEXT: that of the table */
    /* a second place to show ('first defined here', 'see here'), or SC_NO_SPAN: file SC_NO_FILE */
    sc_span other;
} sc_report;
void sc_diagnose(schoolcat_diagnostics *diagnostics, const sc_sources *sources,
                 const sc_report *report);
/* SC_REPORT(diagnostics, sources, UNKNOWN_NAME, span, path, .arguments = {name}, .hint = text);
 * `.other` defaults to none; giving it overrides an initialiser on purpose. */
#define SC_REPORT(diagnostics, sources, name, at, element, ...)                                    \
    do {                                                                                           \
        _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Woverride-init\"")       \
            sc_diagnose((diagnostics), (sources),                                                  \
                        &(sc_report){.code = SC_##name,                                            \
                                     .span = (at),                                                 \
                                     .path = (element),                                            \
                                     .other = {SC_NO_FILE, 0, 0},                                  \
                                     __VA_ARGS__});                                                \
        _Pragma("GCC diagnostic pop")                                                              \
    } while (0)

/* The hint "did you mean 'x'?" in the arena; SC_NO_TEXT where `nearest` is none. */
sc_text sc_did_you_mean_hint(sc_arena *arena, sc_text nearest);

size_t sc_diagnostics_errors(const schoolcat_diagnostics *diagnostics); /* without warnings */
bool sc_diagnostics_failed(const schoolcat_diagnostics *diagnostics);   /* out of memory */

#endif

/* Every problem of a load. Codes, severities and sentences stand in diagnostics.def alone. */
#ifndef SC_DIAGNOSTICS_DIAGNOSTICS_H
#define SC_DIAGNOSTICS_DIAGNOSTICS_H

#include "diagnostics/source_text.h"

typedef enum sc_diagnostic_code {
#define SC_DIAGNOSTIC(number, name, severity, sentence, hint) SC_##name = number,
#include "diagnostics/diagnostics.def"
#undef SC_DIAGNOSTIC
} sc_diagnostic_code;

/* The public schoolcat_diagnostics is this. Owns its own arena, with copies of names and texts that
 * it needs, so it outlives a failed load. */
schoolcat_diagnostics *sc_diagnostics_new(const schoolcat_allocator *allocator);

/* Adds one problem. `path` is the element ("decisions.category.rules.outstanding.when"), may be
 * SC_NO_TEXT. The sentence's {1}, {2}, ... are replaced by `arguments` in turn, cut after 300
 * characters and with control characters made visible. `hint`, taken as it is, replaces the
 * table's, whose {1} are replaced, too; a hint of the table that speaks of an argument not given is
 * left out. Running out of memory is remembered (sc_diagnostics_failed). The same problem at the
 * same place is kept once. At most 1,000 are kept, errors before warnings; all are counted. */
typedef struct sc_report {
    sc_diagnostic_code code;
    sc_span span;
    sc_text path;
    sc_text arguments[4];
    sc_text hint; /* SC_NO_TEXT: the table's */
    /* a second place to show ('first defined here', 'see here'), or SC_NO_SPAN: file SC_NO_FILE */
    sc_span other;
} sc_report;
void sc_diagnose(schoolcat_diagnostics *diagnostics, const sc_sources *sources,
                 const sc_report *report);
/* SC_REPORT(diagnostics, sources, UNKNOWN_NAME, span, path, .arguments = {name}, .hint = text);
 * `.other` is none unless given, which is an initialiser overridden on purpose. */
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

size_t sc_diagnostics_errors(const schoolcat_diagnostics *diagnostics); /* errors alone */
bool sc_diagnostics_failed(const schoolcat_diagnostics *diagnostics);   /* memory ran out */

#endif

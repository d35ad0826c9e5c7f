/* Regular expressions. Only pattern.c uses PCRE2. */
#ifndef SC_BASE_PATTERN_H
#define SC_BASE_PATTERN_H

#include "base/pattern_literals.h"

/* Capacity for PCRE2's longest message. */
#define SC_PATTERN_MESSAGE 256

/* Whether a pattern compiles. ERROR_RULES: no; `message` is English and NUL-terminated, `*offset`
 * the byte of the pattern where the error was found. `whole`: anchored at both ends. */
schoolcat_status sc_pattern_check(const schoolcat_allocator *allocator, sc_text pattern, bool whole,
                                  char message[SC_PATTERN_MESSAGE], size_t *offset);

/* A compiled pattern, which threads may share. UTF-8; `$` matches only at the very end; `whole`
 * anchors both ends. NULL: out of memory (the checker has refused patterns that do not compile). */
typedef struct sc_compiled_pattern sc_compiled_pattern;
sc_compiled_pattern *sc_pattern_compile(const schoolcat_allocator *allocator, sc_text pattern,
                                        bool whole);
void sc_compiled_pattern_free(sc_compiled_pattern *code);
/* NULL: the pattern is not an alternation of literals. */
const sc_literals *sc_compiled_pattern_literals(const sc_compiled_pattern *code);

/* PCRE2's match data, JIT stack and limits, for one thread at a time. */
typedef struct sc_matcher sc_matcher;
sc_matcher *sc_matcher_new(const schoolcat_allocator *allocator, uint32_t match_limit);
void sc_matcher_free(sc_matcher *matcher);

/* Whether the text matches, an sc_truth; SC_UNKNOWN where a limit was reached. */
uint8_t sc_pattern_match(sc_matcher *matcher, const sc_compiled_pattern *code, sc_text text);

#endif

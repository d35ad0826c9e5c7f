/* Patterns: the one place that knows PCRE2. */
#ifndef SC_BASE_PATTERN_H
#define SC_BASE_PATTERN_H

#include "base/pattern_literals.h"

/* Room for PCRE2's longest message. */
#define SC_PATTERN_MESSAGE 256

/* Whether a pattern compiles: OK; ERROR_RULES with a message in English (NUL-terminated) and the
 * byte of the pattern where the problem shows; or ERROR_NO_MEMORY. `whole`: as anchored at both
 * ends. */
schoolcat_status sc_pattern_check(const schoolcat_allocator *allocator, sc_text pattern, bool whole,
                                  char message[SC_PATTERN_MESSAGE], size_t *offset);

/* A compiled pattern, shared by threads. UTF, $ only at the very end; `whole` anchors both ends.
 * NULL: no memory (patterns that do not compile were found by the checker). */
typedef struct sc_compiled_pattern sc_compiled_pattern;
sc_compiled_pattern *sc_pattern_compile(const schoolcat_allocator *allocator, sc_text pattern,
                                        bool whole);
void sc_compiled_pattern_free(sc_compiled_pattern *code);
/* NULL: the pattern is more than words */
const sc_literals *sc_compiled_pattern_literals(const sc_compiled_pattern *code);

/* Match data, stack and limits of one thread. */
typedef struct sc_matcher sc_matcher;
sc_matcher *sc_matcher_new(const schoolcat_allocator *allocator, uint32_t match_limit);
void sc_matcher_free(sc_matcher *matcher);

/* 2 matches, 0 does not, 1 a limit was met. */
uint8_t sc_pattern_match(sc_matcher *matcher, const sc_compiled_pattern *code, sc_text text);

#endif

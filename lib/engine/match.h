/* Patterns at work: the one place beside pattern.h that knows PCRE2. */
#ifndef SC_ENGINE_MATCH_H
#define SC_ENGINE_MATCH_H

#include "base/text.h"

/* A compiled pattern, shared by threads. UTF, $ only at the very end; `whole` anchors both ends. NULL: no memory (patterns that do not compile were found by the checker). */
typedef struct sc_match_code sc_match_code;
sc_match_code *sc_match_compile(const schoolcat_allocator *allocator, sc_text pattern, bool whole);
void sc_match_code_free(sc_match_code *code);

/* Match data, stack and limits of one thread. */
typedef struct sc_matcher sc_matcher;
sc_matcher *sc_matcher_new(const schoolcat_allocator *allocator, uint32_t match_limit);
void sc_matcher_free(sc_matcher *matcher);

/* 2 matches, 0 does not, 1 a limit was met. */
uint8_t sc_match(sc_matcher *matcher, const sc_match_code *code, sc_text text);

#endif

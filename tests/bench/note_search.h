/* Search of the concern note with the JIT compiler of PCRE2; one matcher per thread. */
#ifndef BENCH_NOTE_SEARCH_H
#define BENCH_NOTE_SEARCH_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdbool.h>
#include <stddef.h>

/* The patterns of workload.yaml and of workload_no_literals.yaml; both match the same notes. */
#define BENCH_PATTERN "(?i)special measures|notice to improve"
#define BENCH_PATTERN_NO_LITERALS                                                                  \
    "(?i)\\bspecial\\s+measures?\\b|\\bnotice\\s+to\\s+improve(?:ment)?\\b"

struct bench_search {
    pcre2_code *code;
    pcre2_match_data *data;
};

/* In UTF mode, for texts that may be invalid UTF-8, like the library. */
static inline bool bench_search_start(struct bench_search *search, const char *pattern)
{
    int error;
    PCRE2_SIZE place;
    search->code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
                                 PCRE2_UTF | PCRE2_MATCH_INVALID_UTF, &error, &place, NULL);
    search->data = search->code == NULL ? NULL : pcre2_match_data_create(1, NULL);
    return search->data != NULL && pcre2_jit_compile(search->code, PCRE2_JIT_COMPLETE) == 0;
}

static inline void bench_search_end(struct bench_search *search)
{
    pcre2_match_data_free(search->data);
    pcre2_code_free(search->code);
}

/* 0: the pattern matches, and has more groups than the match data holds. */
static inline bool bench_search_finds(const struct bench_search *search, const char *text,
                                      size_t length)
{
    return pcre2_jit_match(search->code, (PCRE2_SPTR)text, length, 0, 0, search->data, NULL) >= 0;
}

#endif

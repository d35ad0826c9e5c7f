/* The three results of the workload, and the digest that compares contestants. */
#ifndef BENCH_WORKLOAD_ANSWERS_H
#define BENCH_WORKLOAD_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum bench_support { BENCH_LOW, BENCH_MEDIUM, BENCH_HIGH };

/* One byte per row. */
struct bench_answers {
    uint8_t *category; /* 1 to 4 */
    uint8_t *support;  /* enum bench_support */
    uint8_t *stage;    /* 0: not of concern; 1 to 3 */
};

bool bench_answers_make(struct bench_answers *answers, size_t rows);
void bench_answers_free(struct bench_answers *answers);

/* FNV-1a, 64 bits. */
#define BENCH_DIGEST_START UINT64_C(0xcbf29ce484222325)

static inline uint64_t bench_digest_byte(uint64_t digest, uint8_t byte)
{
    return (digest ^ byte) * UINT64_C(0x100000001b3);
}

/* Over category, support and stage of each row. */
uint64_t bench_answers_digest(const struct bench_answers *answers, size_t rows);

#endif

/* Arrays of the three results per row, and their digest. */
#include "workload_answers.h"

#include <stdlib.h>

bool bench_answers_make(struct bench_answers *answers, size_t rows)
{
    size_t bytes = rows == 0 ? 1 : rows;
    *answers = (struct bench_answers){calloc(bytes, 1), calloc(bytes, 1), calloc(bytes, 1)};
    if (answers->category != NULL && answers->support != NULL && answers->stage != NULL)
        return true;
    bench_answers_free(answers);
    return false;
}

void bench_answers_free(struct bench_answers *answers)
{
    free(answers->category);
    free(answers->support);
    free(answers->stage);
    *answers = (struct bench_answers){NULL, NULL, NULL};
}

uint64_t bench_answers_digest(const struct bench_answers *answers, size_t rows)
{
    uint64_t digest = BENCH_DIGEST_START;
    for (size_t row = 0; row < rows; row++) {
        digest = bench_digest_byte(digest, answers->category[row]);
        digest = bench_digest_byte(digest, answers->support[row]);
        digest = bench_digest_byte(digest, answers->stage[row]);
    }
    return digest;
}

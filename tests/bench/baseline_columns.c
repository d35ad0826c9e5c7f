/* The baseline by columns: masks of 0 and 1 over blocks of rows, combined into the results. */
#include "baseline.h"

#include <string.h>

/* Rows of a block; its masks fit into the L1 cache. */
#define BLOCK 1024

/* One byte per row: 0 or 1, except grades and the extent, whose missing value is 0. */
struct block {
    size_t first, rows;
    uint8_t known[BLOCK], other[BLOCK], grade[BLOCK];
    uint8_t category_4[BLOCK], good_aspects[BLOCK], one_aspects[BLOCK];
    uint8_t ofsted_1[BLOCK], ofsted_2[BLOCK];
    uint8_t low_percentile[BLOCK], percentile_50[BLOCK], percentile_75[BLOCK], low_cva[BLOCK],
        cva_1005[BLOCK];
    uint8_t some[BLOCK], most[BLOCK], concern[BLOCK];
    uint8_t has_capacity[BLOCK], no_capacity[BLOCK], slow[BLOCK];
    uint16_t undecided[BLOCK];
};

/* Expands bits to bytes of 0 and 1, eight at a time. Blocks begin at a whole byte, and buffers are
 * padded. */
static void spread(const uint8_t *bits, const struct block *block, uint8_t *to)
{
    const uint8_t *from = bits + block->first / 8;
    for (size_t i = 0; i < block->rows; i += 8) {
        uint64_t word = from[i / 8] * UINT64_C(0x0101010101010101) & UINT64_C(0x8040201008040201);
        word = (word + UINT64_C(0x7f7f7f7f7f7f7f7f)) >> 7 & UINT64_C(0x0101010101010101);
        memcpy(to + i, &word, sizeof word);
    }
}

/* Codes, 0 for a missing value. */
static void read_codes(const struct bench_columns *columns, size_t column, struct block *block,
                       int8_t shift)
{
    const int8_t *codes = columns->codes[column] + block->first;
    spread(columns->valid[column], block, block->known);
    for (size_t i = 0; i < block->rows; i++)
        block->grade[i] = (uint8_t)((codes[i] + shift) & -block->known[i]);
}

static void read_grades(const struct bench_columns *columns, struct block *block)
{
    read_codes(columns, BENCH_SEF_OVERALL, block, 0);
    for (size_t i = 0; i < block->rows; i++)
        block->category_4[i] = block->grade[i] == 4;
    read_codes(columns, BENCH_OFSTED_OVERALL, block, 0);
    for (size_t i = 0; i < block->rows; i++) {
        block->category_4[i] |= block->grade[i] == 4;
        block->ofsted_1[i] = block->grade[i] == 1;
        block->ofsted_2[i] = (block->grade[i] == 1) | (block->grade[i] == 2);
    }
    memset(block->good_aspects, 0, sizeof block->good_aspects);
    memset(block->one_aspects, 0, sizeof block->one_aspects);
    for (size_t aspect = 0; aspect < BENCH_ASPECTS; aspect++) {
        read_codes(columns, BENCH_ACHIEVEMENT + aspect, block, 0);
        for (size_t i = 0; i < block->rows; i++) {
            block->category_4[i] |= block->grade[i] == 4;
            block->one_aspects[i] = (uint8_t)(block->one_aspects[i] + (block->grade[i] == 1));
            block->good_aspects[i] = (uint8_t)(block->good_aspects[i] +
                                               ((block->grade[i] == 1) | (block->grade[i] == 2)));
        }
    }
    read_codes(columns, BENCH_GROUPS_IMPROVING, block, 1);
    for (size_t i = 0; i < block->rows; i++) {
        block->some[i] = block->grade[i] >= 2;
        block->most[i] = block->grade[i] >= 3;
    }
}

static void read_numbers(const struct bench_columns *columns, struct block *block)
{
    const double *percentile = columns->numbers[BENCH_PERFORMANCE_PERCENTILE] + block->first;
    spread(columns->valid[BENCH_PERFORMANCE_PERCENTILE], block, block->known);
    for (size_t i = 0; i < block->rows; i++) {
        block->low_percentile[i] = (percentile[i] < 25) & block->known[i];
        block->percentile_50[i] = (percentile[i] >= 50) & block->known[i];
        block->percentile_75[i] = (percentile[i] >= 75) & block->known[i];
    }
    const double *cva = columns->numbers[BENCH_CVA] + block->first;
    spread(columns->valid[BENCH_CVA], block, block->known);
    for (size_t i = 0; i < block->rows; i++) {
        block->low_cva[i] = (cva[i] < 990) & block->known[i];
        block->cva_1005[i] = (cva[i] >= 1005) & block->known[i];
        block->category_4[i] |= block->low_cva[i] & block->low_percentile[i];
    }
    const double *deficit = columns->numbers[BENCH_BUDGET_DEFICIT_PCT] + block->first;
    spread(columns->valid[BENCH_BUDGET_DEFICIT_PCT], block, block->known);
    for (size_t i = 0; i < block->rows; i++) {
        block->category_4[i] |= (deficit[i] > 5) & block->known[i];
        block->concern[i] = (deficit[i] > 2) & block->known[i];
    }
    const int32_t *complaints = columns->counts[BENCH_COMPLAINTS] + block->first;
    spread(columns->valid[BENCH_COMPLAINTS], block, block->known);
    for (size_t i = 0; i < block->rows; i++)
        block->concern[i] |= (complaints[i] >= 5) & block->known[i];
}

static void read_yes_no(const struct bench_columns *columns, struct block *block)
{
    static const uint8_t threats[2] = {BENCH_CAPACITY_LIMITED, BENCH_HS_THREAT};
    for (size_t threat = 0; threat < 2; threat++) {
        spread(columns->valid[threats[threat]], block, block->known);
        spread(columns->bits[threats[threat]], block, block->other);
        for (size_t i = 0; i < block->rows; i++)
            block->category_4[i] |= block->other[i] & block->known[i];
    }
    spread(columns->valid[BENCH_LEADERSHIP_CAPACITY], block, block->known);
    spread(columns->bits[BENCH_LEADERSHIP_CAPACITY], block, block->other);
    for (size_t i = 0; i < block->rows; i++) {
        block->has_capacity[i] = block->other[i] & block->known[i];
        block->no_capacity[i] = (uint8_t)(block->known[i] & ~block->other[i]);
    }
    spread(columns->valid[BENCH_PACE_OK], block, block->known);
    spread(columns->bits[BENCH_PACE_OK], block, block->other);
    for (size_t i = 0; i < block->rows; i++)
        block->slow[i] = (uint8_t)(block->known[i] & ~block->other[i]);
    read_codes(columns, BENCH_CURRENT_STAGE, block, 0);
    for (size_t i = 0; i < block->rows; i++)
        block->slow[i] &= block->grade[i] == 2;
}

static void search_notes(const struct bench_columns *columns, const struct bench_search *search,
                         struct block *block)
{
    const int32_t *offsets = columns->offsets[BENCH_CONCERN_NOTE] + block->first;
    const char *text = columns->text[BENCH_CONCERN_NOTE];
    spread(columns->valid[BENCH_CONCERN_NOTE], block, block->known);
    size_t count = 0;
    for (size_t i = 0; i < block->rows; i++) {
        block->undecided[count] = (uint16_t)i;
        count += (size_t)(block->known[i] & (block->category_4[i] ^ 1));
    }
    for (size_t k = 0; k < count; k++) {
        size_t i = block->undecided[k];
        block->category_4[i] =
            bench_search_finds(search, text + offsets[i], (size_t)(offsets[i + 1] - offsets[i]));
    }
}

static void answer(const struct block *block, const struct bench_answers *answers)
{
    uint8_t *category = answers->category + block->first;
    uint8_t *support = answers->support + block->first;
    uint8_t *stage = answers->stage + block->first;
    for (size_t i = 0; i < block->rows; i++) {
        uint8_t four = block->category_4[i];
        uint8_t one = block->percentile_75[i] & block->most[i] &
                      (block->good_aspects[i] == BENCH_ASPECTS) & (block->one_aspects[i] >= 3) &
                      block->ofsted_1[i] & block->cva_1005[i];
        uint8_t two = block->percentile_50[i] & block->some[i] & (block->good_aspects[i] >= 5) &
                      block->ofsted_2[i];
        uint8_t chosen = one ? 1 : two ? 2 : 3;
        category[i] = four ? 4 : chosen;
        support[i] = four ? BENCH_HIGH : chosen == 3 ? BENCH_MEDIUM : BENCH_LOW;
        uint8_t intensive = (four & block->no_capacity[i]) | block->slow[i];
        uint8_t level = intensive ? 3 : (four | block->has_capacity[i]) ? 2 : 1;
        stage[i] = (four | block->concern[i]) ? level : 0;
    }
}

void bench_by_columns(const struct bench_columns *columns, const struct bench_search *search,
                      size_t first, size_t end, const struct bench_answers *answers)
{
    struct block block;
    for (block.first = first; block.first < end; block.first += BLOCK) {
        block.rows = end - block.first < BLOCK ? end - block.first : BLOCK;
        read_grades(columns, &block);
        read_numbers(columns, &block);
        read_yes_no(columns, &block);
        search_notes(columns, search, &block);
        answer(&block, answers);
    }
}

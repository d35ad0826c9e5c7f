/* The generator of invented schools. */
#include "school.h"

#include <string.h>

const struct bench_column_form bench_columns_form[BENCH_COLUMNS] = {
    {"ofsted_overall", BENCH_GRADE},
    {"achievement", BENCH_GRADE},
    {"personal_dev", BENCH_GRADE},
    {"teaching", BENCH_GRADE},
    {"curriculum", BENCH_GRADE},
    {"care", BENCH_GRADE},
    {"leadership", BENCH_GRADE},
    {"performance_percentile", BENCH_WHOLE},
    {"cva", BENCH_TENTHS},
    {"groups_improving", BENCH_EXTENT},
    {"sef_overall", BENCH_GRADE},
    {"capacity_limited", BENCH_YES_NO},
    {"budget_deficit_pct", BENCH_TENTHS},
    {"hs_threat", BENCH_YES_NO},
    {"complaints", BENCH_COUNT},
    {"concern_note", BENCH_TEXT},
    {"current_stage", BENCH_STAGE},
    {"pace_ok", BENCH_YES_NO},
    {"leadership_capacity", BENCH_YES_NO},
};

const char *const bench_extents[BENCH_EXTENTS] = {"none", "some", "most", "all"};

/* SplitMix64, which gives the same numbers on every machine. */
static uint64_t next(struct bench_source *source)
{
    uint64_t z = source->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static int32_t below(struct bench_source *source, uint32_t limit)
{
    return (int32_t)((next(source) >> 32) * limit >> 32);
}

static int32_t between(struct bench_source *source, int32_t min, int32_t max)
{
    return min + below(source, (uint32_t)(max - min + 1));
}

/* Draws an index with the given shares, in thousandths. */
static int32_t share(struct bench_source *source, const int16_t shares[4])
{
    int32_t ball = below(source, 1000);
    int32_t index = 0;
    while (index < 3 && ball >= shares[index])
        ball -= shares[index++];
    return index;
}

/* Four profiles of schools, so that the grades of a school correlate. Shares are in thousandths,
 * chosen so that about 2 % of all schools are in category 1, 25 % in category 2, 50 % in category 3
 * and 20 % in category 4. */
struct kind_of_school {
    int16_t overall[4], aspect[4], sef[4]; /* grades 1 to 4 */
    int16_t extent[4];                     /* in the order of bench_extents */
    int16_t percentile[2], cva[2];         /* minimum and maximum; cva in tenths above 1000 */
    int16_t capacity_limited, deficit, large_deficit, hs_threat;
    int16_t stage[4];
    int16_t pace_ok, leadership_capacity;
};

static const int16_t kinds[4] = {70, 435, 355, 140};

static const struct kind_of_school kind_of[4] = {
    {{930, 60, 10, 0},
     {800, 190, 10, 0},
     {900, 90, 10, 0},
     {10, 60, 280, 650},
     {73, 100},
     {40, 150},
     3,
     50,
     3,
     2,
     {970, 20, 5, 5},
     950,
     970},
    {{150, 815, 33, 2},
     {170, 800, 28, 2},
     {120, 850, 28, 2},
     {40, 310, 400, 250},
     {48, 95},
     {-60, 150},
     5,
     150,
     6,
     3,
     {850, 100, 30, 20},
     850,
     900},
    {{10, 190, 795, 5},
     {30, 350, 615, 5},
     {20, 250, 725, 5},
     {250, 450, 200, 100},
     {18, 70},
     {-120, 80},
     10,
     300,
     15,
     5,
     {600, 250, 100, 50},
     650,
     700},
    {{0, 40, 660, 300},
     {5, 100, 745, 150},
     {0, 90, 710, 200},
     {550, 300, 120, 30},
     {0, 45},
     {-150, 30},
     120,
     500,
     100,
     20,
     {250, 250, 300, 200},
     350,
     400},
};

static void draw_grades(struct bench_source *source, const struct kind_of_school *kind,
                        int32_t *value)
{
    value[BENCH_OFSTED_OVERALL] = 1 + share(source, kind->overall);
    for (size_t aspect = BENCH_ACHIEVEMENT; aspect < BENCH_ACHIEVEMENT + BENCH_ASPECTS; aspect++)
        value[aspect] = 1 + share(source, kind->aspect);
    value[BENCH_SEF_OVERALL] = 1 + share(source, kind->sef);
}

static int32_t draw_deficit(struct bench_source *source, const struct kind_of_school *kind)
{
    int32_t ball = below(source, 1000);
    if (ball < kind->large_deficit)
        return between(source, 51, 120);
    return ball < kind->deficit ? between(source, 1, 50) : 0;
}

static int32_t draw_complaints(struct bench_source *source)
{
    int32_t ball = below(source, 100);
    return ball < 80 ? below(source, 3) : below(source, 8);
}

static bool yes(struct bench_source *source, int16_t per_thousand)
{
    return below(source, 1000) < per_thousand;
}

/* Notes contain the words of the searched phrases one by one, some commas, and 3 % of them a
 * character outside ASCII. */
static const char *const openings[] = {
    "Parents wrote about", "The chair asked about", "Link officer noted",
    "Governors discussed", "Staff are uneasy over", "A councillor wrote about",
    "Visit in May found",  "Headteacher raised",
};
static const char *const subjects[] = {
    "special needs provision",     "behaviour at lunch time",        "safety measures at the gate",
    "attendance in year 9",        "the new mathematics plan",       "short notice of closures",
    "plans to improve reading",    "the cost of school meals",       "cover for long absence",
    "homework, marking and tests", "the state of the playing field", "a debt to the caterers",
};
static const char *const grave[] = {"special measures", "notice to improve"};
static const char *const grave_frames[][2] = {
    {"Fears of ", " voiced by staff"},
    {"Officer expects ", ", see file"},
    {"Inspectors spoke of ", ""},
    {"Head warned of ", " in spring"},
};

#define COUNT(list) (sizeof(list) / sizeof *(list))

static size_t add(char *note, size_t length, const char *text)
{
    size_t more = strlen(text);
    memcpy(note + length, text, more);
    return length + more;
}

/* Capital letters: none, the first of each word, all, or at random. */
static void mix_case(struct bench_source *source, char *text, size_t length)
{
    int32_t style = below(source, 4);
    for (size_t i = 0; i < length; i++) {
        bool first = i == 0 || text[i - 1] == ' ';
        bool capital = style == 2 || (style == 1 && first) || (style == 3 && below(source, 2) == 0);
        if (capital && text[i] >= 'a' && text[i] <= 'z')
            text[i] = (char)(text[i] - 'a' + 'A');
    }
}

static size_t draw_note(struct bench_source *source, char *note)
{
    if (below(source, 100) >= 5) {
        size_t length = add(note, 0, openings[below(source, COUNT(openings))]);
        note[length++] = ' ';
        length = add(note, length, subjects[below(source, COUNT(subjects))]);
        return below(source, 100) < 3 ? add(note, length,
                                            ", \xc2\xa3"
                                            "400")
                                      : length;
    }
    const char *const *frame = grave_frames[below(source, COUNT(grave_frames))];
    size_t from = add(note, 0, frame[0]);
    size_t to = add(note, from, grave[below(source, COUNT(grave))]);
    mix_case(source, note + from, to - from);
    return add(note, to, frame[1]);
}

void bench_source_start(struct bench_source *source)
{
    source->state = 2009;
}

void bench_school_draw(struct bench_source *source, struct bench_school *school)
{
    const struct kind_of_school *kind = &kind_of[share(source, kinds)];
    int32_t *value = school->value;
    draw_grades(source, kind, value);
    value[BENCH_PERFORMANCE_PERCENTILE] = between(source, kind->percentile[0], kind->percentile[1]);
    value[BENCH_CVA] = 10000 + between(source, kind->cva[0], kind->cva[1]);
    value[BENCH_GROUPS_IMPROVING] = share(source, kind->extent);
    value[BENCH_CAPACITY_LIMITED] = yes(source, kind->capacity_limited);
    value[BENCH_BUDGET_DEFICIT_PCT] = draw_deficit(source, kind);
    value[BENCH_HS_THREAT] = yes(source, kind->hs_threat);
    value[BENCH_COMPLAINTS] = draw_complaints(source);
    value[BENCH_CONCERN_NOTE] = (int32_t)draw_note(source, school->note);
    value[BENCH_CURRENT_STAGE] = share(source, kind->stage);
    value[BENCH_PACE_OK] = yes(source, kind->pace_ok);
    value[BENCH_LEADERSHIP_CAPACITY] = yes(source, kind->leadership_capacity);
    school->known = 0;
    for (size_t column = 0; column < BENCH_COLUMNS; column++)
        school->known |= (uint32_t)(below(source, 100) >= 8) << column;
}

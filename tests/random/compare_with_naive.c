/* compare [--brief] [--seeds FROM TO]: random rule files and records, evaluated by the library and
 * by the naive evaluator. Exit code 1 at the first difference, which is shown on a shrunk rule file
 * (--brief: only reported); 0 if there is none. */
#include "generator_coverage.h"
#include "generate.h"
#include "library.h"
#include "random_records.h"
#include "compare_rows.h"
#include "shrink.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECORDS = 8, ROWS = 70, MANY_FILES = 200, DEFAULT_FILES = 6000 };

static void must(bool done, const char *what)
{
    if (!done) {
        fprintf(stderr, "compare: %s\n", what);
        exit(2);
    }
}

static void buffer_init(sc_buffer *buffer)
{
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    sc_buffer_init(buffer, &allocator);
}

/* --- one file --- */

typedef struct loaded {
    schoolcat_ruleset *rules;
    const sc_model *model;
    schoolcat_setting assumption; /* name NULL: none */
    char value[32];
} loaded;

static bool load(const sketch *file, loaded *out, sc_buffer *problems)
{
    sc_buffer text;
    buffer_init(&text);
    sketch_write(file, &text);
    schoolcat_load_options options = SCHOOLCAT_LOAD_OPTIONS;
    options.assumptions = &out->assumption;
    options.assumption_count = out->assumption.name != NULL;
    out->rules = library_load(text.data, text.length, &options, problems);
    out->model = out->rules == NULL ? NULL : library_model(out->rules);
    sc_buffer_destroy(&text);
    return out->rules != NULL;
}

/* A random assumption for the next load, whose name is borrowed from the old rule set. */
static void draw_assumption(draws *from, loaded *of)
{
    uint32_t at = (uint32_t)draw_below(from, of->model->indicator_count);
    const sc_indicator *indicator = &of->model->indicators[at];
    const char *value = "1";
    if (indicator->type.kind == SC_KIND_BOOLEAN)
        value = draw_chance(from, 50) ? "true" : "false";
    if (indicator->type.kind == SC_KIND_DATE)
        value = "2008-09-01";
    if (indicator->type.kind == SC_KIND_SYMBOL)
        value = of->model->domains[indicator->type.domain].items[0].about.id.data;
    snprintf(of->value, sizeof of->value, "%s", value);
    of->assumption = (schoolcat_setting){indicator->about.id.data, of->value};
}

static bool load_with_assumption(draws *from, const sketch *file, loaded *of, sc_buffer *problems)
{
    if (!draw_chance(from, 15))
        return true;
    draw_assumption(from, of);
    schoolcat_ruleset *old = of->rules;
    char name[64];
    snprintf(name, sizeof name, "%s", of->assumption.name);
    of->assumption.name = name;
    bool done = load(file, of, problems);
    of->assumption.name = NULL;
    if (done)
        schoolcat_ruleset_free(old);
    else
        of->rules = old;
    return done;
}

/* --- one record --- */

/* `explain`: compares explanations and JSON too, which is slow. */
static size_t differences(schoolcat_ruleset *rules, const naive_input *input, bool explain,
                          naive_answer *answer, sc_buffer *out)
{
    schoolcat_record *record = NULL;
    schoolcat_result *result = NULL;
    schoolcat_evaluate_options options = SCHOOLCAT_EVALUATE_OPTIONS;
    options.has_today = input->has_today;
    options.today = input->today;
    must(schoolcat_record_new(rules, &record) == SCHOOLCAT_OK &&
             schoolcat_result_new(rules, &result) == SCHOOLCAT_OK,
         "out of memory");
    must(library_set_record(record, input->model, input->slots), "a record is refused");
    must(schoolcat_evaluate(result, record, &options) == SCHOOLCAT_OK, "no evaluation");
    naive_evaluate(input, answer);
    size_t count = library_differences(result, input, answer, out);
    if (count == 0 && explain && !library_renders(result)) {
        sc_buffer_string(out, "the library cannot explain this\n");
        count = 1;
    }
    schoolcat_result_free(result);
    schoolcat_record_free(record);
    return count;
}

/* --- shrinking a difference --- */

/* A record whose values are found by name, because indices change with the file. */
typedef struct kept_record {
    const sc_model *model;
    const naive_input *input;
    /* the first word of the first difference, which a smaller file must show too */
    char what[16];
} kept_record;

static void first_word(const sc_buffer *found, char what[16])
{
    const char *word = strchr(found->data, ' ');
    size_t length = word == NULL ? 0 : strcspn(word + 1, " :");
    snprintf(what, 16, "%.*s", (int)length, word == NULL ? "" : word + 1);
}

static size_t smaller_differences(const sketch *file, const kept_record *kept, sc_buffer *out,
                                  bool describe)
{
    loaded of = {0};
    if (!load(file, &of, NULL))
        return 0;
    naive_slot *slots = calloc(of.model->indicator_count + 1, sizeof *slots);
    must(slots != NULL, "out of memory");
    slots_by_name(kept->model, kept->input->slots, of.model, slots);
    naive_input input = *kept->input;
    input.model = of.model;
    input.slots = slots;
    naive_answer answer;
    size_t count = differences(of.rules, &input, true, &answer, out);
    if (describe) {
        library_describe(&input, out);
        library_describe_answer(&input, &answer, out);
    }
    naive_answer_destroy(&answer);
    free(slots);
    schoolcat_ruleset_free(of.rules);
    return count;
}

static bool still_differs(const sketch *file, void *context)
{
    sc_buffer unread;
    buffer_init(&unread);
    const kept_record *kept = context;
    char what[16] = "";
    if (smaller_differences(file, context, &unread, false) > 0)
        first_word(&unread, what);
    sc_buffer_destroy(&unread);
    return what[0] != '\0' && strcmp(what, kept->what) == 0;
}

static void show_difference(uint64_t seed, bool brief, size_t number, sketch *file,
                            const naive_input *input, const sc_buffer *found)
{
    sc_buffer out;
    kept_record kept = {input->model, input, ""};
    first_word(found, kept.what);
    printf("seed %llu, record %zu:\n%s", (unsigned long long)seed, number, found->data);
    if (brief)
        return;
    buffer_init(&out);
    if (!still_differs(file, &kept)) {
        printf("(only with the caller's assumption)\n");
        sketch_write(file, &out);
        library_describe(input, &out);
    } else {
        shrink(file, still_differs, &kept);
        sketch_write(file, &out);
        smaller_differences(file, &kept, &out, true);
    }
    printf("--- shrunk ---\n%s", out.data);
    sc_buffer_destroy(&out);
}

/* --- program --- */

static bool compare_records(uint64_t seed, bool brief, draws *from, sketch *file, const loaded *of,
                            coverage *covered)
{
    static const unsigned present[] = {95, 75, 75, 50, 50, 25};
    bool same = true;
    value_pool *pool = calloc(1, sizeof *pool);
    naive_slot *slots = calloc(ROWS * (of->model->indicator_count + 1), sizeof *slots);
    const naive_slot *records[ROWS];
    sc_buffer out;
    must(pool != NULL && slots != NULL, "out of memory");
    buffer_init(&out);
    pool_gather(of->model, false, pool);
    naive_input input = {.model = of->model,
                         .has_today = draw_chance(from, 70),
                         .today = 14123 + (double)draw_below(from, 3)};
    for (size_t i = 0; i < ROWS; i++) {
        naive_slot *record = slots + i * of->model->indicator_count;
        draw_record(from, pool, of->model, present[draw_below(from, 6)], record);
        records[i] = record;
    }
    for (size_t i = 0; i < RECORDS && same; i++) {
        naive_answer answer;
        input.slots = records[i];
        same = differences(of->rules, &input, i == 0, &answer, &out) == 0;
        coverage_of_answer(of->model, &answer, covered);
        naive_answer_destroy(&answer);
        if (!same)
            show_difference(seed, brief, i, file, &input, &out);
    }
    schoolcat_evaluate_options options = SCHOOLCAT_EVALUATE_OPTIONS;
    options.has_today = input.has_today;
    options.today = input.today;
    if (same && rows_differences(of->rules, records, ROWS, &options, &out) > 0) {
        same = false;
        printf("seed %llu:\n%s", (unsigned long long)seed, out.data);
        sc_buffer_clear(&out);
        sketch_write(file, &out);
        printf("%s", out.data);
    }
    sc_buffer_destroy(&out);
    free(slots);
    free(pool);
    return same;
}

static bool compare_seed(uint64_t seed, bool brief, coverage *covered)
{
    sketch file;
    loaded of = {0};
    sc_buffer problems;
    draws from = {seed ^ UINT64_C(0xA5A5A5A5)};
    buffer_init(&problems);
    generate_rules(seed, &file);
    bool same = load(&file, &of, &problems) && load_with_assumption(&from, &file, &of, &problems);
    if (!same) {
        printf("seed %llu does not load:\n%s", (unsigned long long)seed, problems.data);
        sc_buffer_clear(&problems);
        sketch_write(&file, &problems);
        printf("%s", problems.data);
    } else {
        coverage_of_model(of.model, covered);
        same = compare_records(seed, brief, &from, &file, &of, covered);
    }
    schoolcat_ruleset_free(of.rules);
    sketch_destroy(&file);
    sc_buffer_destroy(&problems);
    return same;
}

int main(int count, char **arguments)
{
    uint64_t from = 1, to = DEFAULT_FILES;
    coverage covered = {0};
    bool brief = count > 1 && strcmp(arguments[1], "--brief") == 0;
    count -= brief;
    arguments += brief;
    if (count == 4 && strcmp(arguments[1], "--seeds") == 0) {
        from = strtoull(arguments[2], NULL, 10);
        to = strtoull(arguments[3], NULL, 10);
    } else if (count != 1) {
        fputs("usage: compare [--brief] [--seeds FROM TO]\n", stderr);
        return 2;
    }
    printf("seeds %llu to %llu: %d records each compared with the naive evaluator, %d as rows with "
           "records\n",
           (unsigned long long)from, (unsigned long long)to, RECORDS, ROWS);
    for (uint64_t seed = from; seed <= to; seed++) {
        if (!compare_seed(seed, brief, &covered))
            return 1;
    }
    size_t never = coverage_print(&covered);
    if (never > 0 && to - from >= MANY_FILES) {
        printf("%zu counts are zero: the generator no longer produces a feature\n", never);
        return 1;
    }
    return 0;
}

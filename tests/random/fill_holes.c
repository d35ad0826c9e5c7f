/* fill [--seeds FROM TO] [RULES.yaml ...]: soundness of possible outcomes. Fills the missing values
 * of records with random valid values, all or some, and keeps frozen places; the new outcome must
 * have been possible before. Exit code 1 at the first that was not. */
#include "generate.h"
#include "library.h"
#include "naive_internal.h"
#include "random_records.h"
#include "shrink.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECORDS = 12, FILLS = 6, DEFAULT_FILES = 600, FILE_RECORDS = 150 };

typedef struct fill_counts {
    size_t filled, filled_in_part, narrowed, by_library, out_of_range, provisional;
    /* records with fewer missing values but more possible outcomes, because a filled value froze a
     * place */
    size_t newly_frozen;
} fill_counts;

static void must(bool done, const char *what)
{
    if (!done) {
        fprintf(stderr, "fill: %s\n", what);
        exit(2);
    }
}

static void *allocate_zeroed(size_t count, size_t size)
{
    void *block = calloc(count + 1, size);
    must(block != NULL, "out of memory");
    return block;
}

static void buffer_init(sc_buffer *buffer)
{
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    sc_buffer_init(buffer, &allocator);
}

/* --- violations --- */

static void report_violation(sc_buffer *out, const sc_about *decision, const char *what,
                             sc_text item)
{
    sc_buffer_text(out, decision->path);
    sc_buffer_string(out, ": ");
    sc_buffer_text(out, item);
    sc_buffer_string(out, what);
}

/* Checks the outcomes of a record without missing values. */
static size_t impossible_outcomes(const sc_model *model, const naive_answer *before,
                                  const naive_answer *after, sc_buffer *out)
{
    size_t count = 0;
    for (uint32_t d = 0; d < model->decision_count; d++) {
        const sc_decision *about = &model->decisions[d];
        const naive_decision *was = &before->decisions[d], *is = &after->decisions[d];
        bool every = about->choose == SC_CHOOSE_EVERY;
        bool good =
            every || (is->outcome == SC_NONE ? was->none_possible : was->possible[is->outcome]);
        if (!good)
            report_violation(out, &about->about, " came, and was not possible\n",
                             is->outcome == SC_NONE
                                 ? SC_TEXT("no outcome")
                                 : model->domains[about->domain].items[is->outcome].about.id);
        count += !good;
        for (uint32_t r = 0; every && r < about->rule_count; r++) {
            if (is->truths[r] != NAIVE_TRUE || was->sets[r] & NAIVE_SET_TRUE)
                continue;
            report_violation(out, &about->about, " holds, and could not\n",
                             about->rules[r].about.id);
            count++;
        }
    }
    return count;
}

/* Checks a record with fewer missing values for newly possible outcomes. */
static size_t widened(const sc_model *model, const naive_answer *before, const naive_answer *after,
                      sc_buffer *out)
{
    size_t count = 0;
    for (uint32_t d = 0; d < model->decision_count; d++) {
        const sc_decision *about = &model->decisions[d];
        const naive_decision *was = &before->decisions[d], *is = &after->decisions[d];
        uint32_t items = model->domains[about->domain].item_count;
        for (uint32_t i = 0; i <= items; i++) {
            bool now = i < items ? is->possible[i] : is->none_possible,
                 then = i < items ? was->possible[i] : was->none_possible;
            if (now && !then)
                report_violation(out, &about->about, " is possible, and was not\n",
                                 i < items ? model->domains[about->domain].items[i].about.id
                                           : SC_TEXT("no outcome"));
            count += now && !then;
        }
    }
    return count;
}

/* --- the same through the public API --- */

static schoolcat_result *evaluated(schoolcat_ruleset *rules, const naive_input *input,
                                   const naive_slot *slots)
{
    schoolcat_record *record = NULL;
    schoolcat_result *result = NULL;
    schoolcat_evaluate_options options = SCHOOLCAT_EVALUATE_OPTIONS;
    options.has_today = input->has_today;
    options.today = input->today;
    must(schoolcat_record_new(rules, &record) == SCHOOLCAT_OK &&
             schoolcat_result_new(rules, &result) == SCHOOLCAT_OK,
         "out of memory");
    must(library_set_record(record, input->model, slots), "a record is refused");
    must(schoolcat_evaluate(result, record, &options) == SCHOOLCAT_OK, "no evaluation");
    schoolcat_record_free(record);
    return result;
}

static bool library_agrees(const schoolcat_ruleset *rules, const schoolcat_result *before,
                           const schoolcat_result *after, size_t decision)
{
    size_t outcome = 0;
    if (schoolcat_decision_choose(rules, decision) != SCHOOLCAT_CHOOSE_EVERY) {
        if (!schoolcat_result_outcome(after, decision, &outcome))
            return schoolcat_result_none_possible(before, decision);
        return schoolcat_result_possible(before, decision, outcome);
    }
    for (size_t i = 0; i < schoolcat_decision_rule_count(rules, decision); i++) {
        if (schoolcat_result_holds(after, decision, i) &&
            !schoolcat_result_may_hold(before, decision, i))
            return false;
    }
    return true;
}

static size_t impossible_by_library(schoolcat_ruleset *rules, const naive_input *input,
                                    const naive_slot *filled, sc_buffer *out)
{
    schoolcat_result *before = evaluated(rules, input, input->slots),
                     *after = evaluated(rules, input, filled);
    size_t count = 0;
    for (size_t d = 0; d < schoolcat_ruleset_count(rules, SCHOOLCAT_PART_DECISION); d++) {
        if (library_agrees(rules, before, after, d))
            continue;
        report_violation(out, &input->model->decisions[d].about,
                         "by the library: an outcome came that was not possible\n", SC_NO_TEXT);
        count++;
    }
    schoolcat_result_free(before);
    schoolcat_result_free(after);
    return count;
}

/* --- one record, filled --- */

typedef struct filling {
    schoolcat_ruleset *rules;
    naive_input before;
    const naive_slot *filled;
    bool whole; /* no value is missing */
} filling;

static bool nothing_frozen(const bool *frozen, const sc_model *model)
{
    for (uint32_t i = 0; i < model->node_count; i++) {
        if (frozen[i])
            return false;
    }
    return true;
}

/* Whether a filled value froze a place that was open before: a fallback has become known. */
static bool freezes_more(const naive_input *input)
{
    const sc_model *model = input->model;
    bool more = false, *frozen = allocate_zeroed(model->node_count, sizeof *frozen);
    naive_frozen_places(input, frozen);
    for (uint32_t i = 0; i < model->node_count; i++)
        more = more || (frozen[i] && !input->held[i]);
    free(frozen);
    return more;
}

static size_t check(const filling *f, fill_counts *counted, sc_buffer *out)
{
    const sc_model *model = f->before.model;
    bool *frozen = allocate_zeroed(model->node_count, sizeof *frozen);
    naive_frozen_places(&f->before, frozen);
    naive_input input = f->before;
    input.slots = f->filled;
    input.held = frozen;
    naive_answer before, after;
    naive_evaluate(&f->before, &before);
    naive_evaluate(&input, &after);
    size_t count = 0;
    if (after.out_of_range) { /* an open value is assumed to be in range */
        counted->out_of_range++;
    } else if (f->whole) {
        count = impossible_outcomes(model, &before, &after, out);
        counted->filled++;
        if (count == 0 && nothing_frozen(frozen, model)) {
            count = impossible_by_library(f->rules, &f->before, f->filled, out);
            counted->by_library++;
        }
    } else {
        count = widened(model, &before, &after, out);
        counted->filled_in_part++;
        if (count > 0 && freezes_more(&input)) {
            counted->newly_frozen++;
            count = 0;
            sc_buffer_clear(out);
        }
    }
    for (uint32_t d = 0; d < model->decision_count; d++) {
        counted->provisional += before.decisions[d].provisional;
        counted->narrowed += before.decisions[d].provisional && !after.decisions[d].provisional;
    }
    naive_answer_destroy(&before);
    naive_answer_destroy(&after);
    free(frozen);
    return count;
}

/* Fills all missing values (`percent` 100) or some. False: no text of the pool is valid. */
static bool fill_holes(draws *from, const value_pool *pool, const naive_input *input,
                       unsigned percent, naive_slot *filled)
{
    for (uint32_t i = 0; i < input->model->indicator_count; i++) {
        naive_slot read;
        filled[i] = input->slots[i];
        if (naive_slot_known(input, i, &read) || !draw_chance(from, percent))
            continue;
        filled[i] = draw_value(from, pool, input->model, i);
        if (filled[i].missing != SCHOOLCAT_PRESENT)
            return false;
    }
    return true;
}

/* --- shrinking a violation --- */

static size_t check_file(const sketch *file, const filling *kept, sc_buffer *out, bool describe)
{
    sc_buffer text;
    buffer_init(&text);
    sketch_write(file, &text);
    filling f = *kept;
    f.rules = library_load(text.data, text.length, NULL, NULL);
    sc_buffer_destroy(&text);
    if (f.rules == NULL)
        return 0;
    f.before.model = library_model(f.rules);
    naive_slot *old = allocate_zeroed(f.before.model->indicator_count, sizeof *old),
               *filled = allocate_zeroed(f.before.model->indicator_count, sizeof *filled);
    slots_by_name(kept->before.model, kept->before.slots, f.before.model, old);
    slots_by_name(kept->before.model, kept->filled, f.before.model, filled);
    f.before.slots = old;
    f.filled = filled;
    size_t count = check(&f, &(fill_counts){0}, out);
    if (describe) {
        naive_input after = f.before;
        after.slots = filled;
        library_describe(&f.before, out);
        library_describe(&after, out);
    }
    free(old);
    free(filled);
    schoolcat_ruleset_free(f.rules);
    return count;
}

static bool still_wrong(const sketch *file, void *context)
{
    sc_buffer unread;
    buffer_init(&unread);
    size_t count = check_file(file, context, &unread, false);
    sc_buffer_destroy(&unread);
    return count > 0;
}

static void show(const char *what, sketch *file, filling *f, const sc_buffer *found)
{
    sc_buffer out;
    buffer_init(&out);
    printf("%s:\n%s", what, found->data);
    if (file != NULL) {
        shrink(file, still_wrong, f);
        sketch_write(file, &out);
        check_file(file, f, &out, true);
    } else {
        naive_input after = f->before;
        after.slots = f->filled;
        library_describe(&f->before, &out);
        library_describe(&after, &out);
    }
    printf("%s", out.data);
    sc_buffer_destroy(&out);
}

/* --- program --- */

/* `file` NULL: the rules are not generated and cannot be shrunk. */
static bool fill_records(const char *what, draws *from, schoolcat_ruleset *rules, sketch *file,
                         size_t records, fill_counts *counted)
{
    const sc_model *model = library_model(rules);
    value_pool *pool = allocate_zeroed(1, sizeof *pool);
    naive_slot *slots = allocate_zeroed(model->indicator_count, sizeof *slots),
               *filled = allocate_zeroed(model->indicator_count, sizeof *filled);
    sc_buffer out;
    bool good = true;
    buffer_init(&out);
    pool_gather(model, true, pool);
    for (size_t i = 0; i < records && good; i++) {
        filling f = {.rules = rules, .filled = filled};
        f.before = (naive_input){
            .model = model, .slots = slots, .has_today = draw_chance(from, 70), .today = 14123};
        draw_record(from, pool, model, (unsigned)draw_below(from, 100), slots);
        for (size_t n = 0; n < FILLS && good; n++) {
            f.whole = n % 2 == 0;
            if (!fill_holes(from, pool, &f.before, f.whole ? 100 : 50, filled))
                continue;
            good = check(&f, counted, &out) == 0;
            if (!good)
                show(what, file, &f, &out);
        }
    }
    sc_buffer_destroy(&out);
    free(slots);
    free(filled);
    free(pool);
    return good;
}

static bool fill_seed(uint64_t seed, fill_counts *counted)
{
    sketch file;
    sc_buffer text, problems;
    char what[40];
    draws from = {seed ^ UINT64_C(0x5A5A5A5A)};
    buffer_init(&text);
    buffer_init(&problems);
    generate_rules(seed, &file);
    sketch_write(&file, &text);
    schoolcat_ruleset *rules = library_load(text.data, text.length, NULL, &problems);
    snprintf(what, sizeof what, "seed %llu", (unsigned long long)seed);
    bool good = rules != NULL;
    if (good)
        good = fill_records(what, &from, rules, &file, RECORDS, counted);
    else
        printf("%s does not load:\n%s%s", what, problems.data, text.data);
    schoolcat_ruleset_free(rules);
    sketch_destroy(&file);
    sc_buffer_destroy(&text);
    sc_buffer_destroy(&problems);
    return good;
}

static bool fill_path(const char *path, fill_counts *counted)
{
    schoolcat_ruleset *rules = NULL;
    draws from = {1};
    must(schoolcat_ruleset_load(path, NULL, &rules, NULL) == SCHOOLCAT_OK, path);
    bool good = fill_records(path, &from, rules, NULL, FILE_RECORDS, counted);
    schoolcat_ruleset_free(rules);
    return good;
}

static void print_counts(const char *what, const fill_counts *counted)
{
    printf("%s: %zu records filled, %zu of them compared with the library too, %zu filled in "
           "part, %zu skipped as out of range;\n"
           "  %zu decisions were provisional, %zu of them final after filling; %zu records had "
           "more possible outcomes because a place became frozen\n",
           what, counted->filled, counted->by_library, counted->filled_in_part,
           counted->out_of_range, counted->provisional, counted->narrowed, counted->newly_frozen);
}

int main(int count, char **arguments)
{
    uint64_t from = 1, to = DEFAULT_FILES;
    int at = 1;
    if (count >= 4 && strcmp(arguments[1], "--seeds") == 0) {
        from = strtoull(arguments[2], NULL, 10);
        to = strtoull(arguments[3], NULL, 10);
        at = 4;
    }
    printf("seeds %llu to %llu, %d records each, each filled %d times\n", (unsigned long long)from,
           (unsigned long long)to, RECORDS, FILLS);
    fill_counts counted = {0};
    for (uint64_t seed = from; seed <= to; seed++) {
        if (!fill_seed(seed, &counted))
            return 1;
    }
    print_counts("random files", &counted);
    bool vacuous = to > from + 100 && (counted.by_library == 0 || counted.narrowed == 0 ||
                                       counted.filled_in_part == 0);
    for (; at < count; at++) {
        fill_counts of_file = {0};
        if (!fill_path(arguments[at], &of_file))
            return 1;
        print_counts(arguments[at], &of_file);
        vacuous = vacuous || of_file.narrowed == 0;
    }
    if (vacuous)
        printf("vacuous: filling made no decision final, or the library was never compared\n");
    return vacuous ? 1 : 0;
}

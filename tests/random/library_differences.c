/* Compares everything that the public API returns about an evaluation with the naive answer. */
#include "library.h"
#include "naive_internal.h"

typedef struct comparison {
    schoolcat_result *result;
    const naive_input *input;
    const sc_model *model;
    sc_buffer *out;
    size_t count;
} comparison;

/* Truths and indices as numbers; -1: none. */
static void same(comparison *c, sc_text element, const char *what, sc_text part, double library,
                 double naive_one)
{
    if (library == naive_one)
        return;
    c->count++;
    sc_buffer_text(c->out, element);
    sc_buffer_string(c->out, " ");
    sc_buffer_string(c->out, what);
    sc_buffer_string(c->out, part.length > 0 ? " " : "");
    sc_buffer_text(c->out, part);
    sc_buffer_string(c->out, ": library ");
    sc_buffer_number(c->out, library);
    sc_buffer_string(c->out, ", naive ");
    sc_buffer_number(c->out, naive_one);
    sc_buffer_byte(c->out, '\n');
}

static double index_or_none(bool some, size_t index)
{
    return some ? (double)index : -1;
}

static double index_of(uint32_t index)
{
    return index == SC_NONE ? -1 : (double)index;
}

/* --- decisions --- */

static void compare_rules(comparison *c, uint32_t d, const naive_decision *expected)
{
    const sc_decision *about = &c->model->decisions[d];
    for (uint32_t r = 0; r < about->rule_count; r++) {
        sc_text path = about->rules[r].about.path;
        same(c, path, "holds", SC_NO_TEXT, schoolcat_result_holds(c->result, d, r),
             expected->truths[r] == NAIVE_TRUE);
        same(c, path, "may hold", SC_NO_TEXT, schoolcat_result_may_hold(c->result, d, r),
             (expected->sets[r] & NAIVE_SET_TRUE) != 0);
    }
}

static bool some_rule_gives(const sc_decision *about, const naive_decision *expected,
                            uint32_t outcome)
{
    for (uint32_t r = 0; r < about->rule_count; r++) {
        if (about->rules[r].outcome == outcome && expected->truths[r] == NAIVE_TRUE)
            return true;
    }
    return false;
}

static void compare_possible(comparison *c, uint32_t d, const naive_decision *expected)
{
    const sc_decision *about = &c->model->decisions[d];
    const sc_domain *domain = &c->model->domains[about->domain];
    sc_text path = about->about.path;
    for (uint32_t i = 0; i < domain->item_count; i++) {
        sc_text item = domain->items[i].about.id;
        same(c, path, "possible", item, schoolcat_result_possible(c->result, d, i),
             expected->possible[i]);
        if (about->choose == SC_CHOOSE_EVERY)
            same(c, path, "outcome holds", item, schoolcat_result_outcome_holds(c->result, d, i),
                 some_rule_gives(about, expected, i));
    }
    if (about->choose != SC_CHOOSE_EVERY)
        same(c, path, "possible", SC_TEXT("no outcome"),
             schoolcat_result_none_possible(c->result, d), expected->none_possible);
}

static void compare_needs(comparison *c, uint32_t d, const naive_decision *expected)
{
    sc_text path = c->model->decisions[d].about.path;
    const size_t *needed = NULL;
    size_t count = 0, at = 0;
    same(c, path, "needs", SC_TEXT("status"), schoolcat_result_needs(c->result, d, &needed, &count),
         SCHOOLCAT_OK);
    for (uint32_t i = 0; i < c->model->indicator_count; i++) {
        bool listed = at < count && needed[at] == i;
        at += listed;
        same(c, path, "needs", c->model->indicators[i].about.id, listed, expected->needs[i]);
    }
    same(c, path, "needs", SC_TEXT("in order"), (double)at, (double)count);
}

static void compare_beneath(comparison *c, const schoolcat_assumption *listed,
                            const naive_assumption *expected)
{
    size_t at = 0;
    for (uint32_t i = 0; i < c->model->indicator_count; i++) {
        bool is_listed = at < listed->indicator_count && listed->indicators[at] == i;
        at += is_listed;
        same(c, expected->element, "assumed over", c->model->indicators[i].about.id, is_listed,
             expected->indicators[i]);
    }
    same(c, expected->element, "assumed over", SC_TEXT("in order"), (double)at,
         (double)listed->indicator_count);
}

static void compare_assumed(comparison *c, uint32_t d, const naive_decision *expected)
{
    sc_text path = c->model->decisions[d].about.path;
    size_t count = 0;
    same(c, path, "assumed", SC_TEXT("status"),
         schoolcat_result_assumed_count(c->result, d, &count), SCHOOLCAT_OK);
    same(c, path, "assumed", SC_TEXT("entries"), (double)count, (double)expected->assumed_count);
    for (size_t i = 0; i < count; i++) {
        schoolcat_assumption listed = SCHOOLCAT_ASSUMPTION;
        same(c, path, "assumed", SC_TEXT("status"),
             schoolcat_result_assumed(c->result, d, i, &listed), SCHOOLCAT_OK);
        size_t at = 0;
        while (at < expected->assumed_count &&
               !sc_text_is(expected->assumed[at].element, listed.element))
            at++;
        same(c, path, "assumed", sc_text_of(listed.element), 1, at < expected->assumed_count);
        if (at == expected->assumed_count)
            continue;
        same(c, path, "assumed value of", sc_text_of(listed.element), listed.value,
             expected->assumed[at].value);
        compare_beneath(c, &listed, &expected->assumed[at]);
    }
    for (size_t i = 0; i < (count == expected->assumed_count ? 0 : expected->assumed_count); i++)
        same(c, path, "assumed by the naive evaluator", expected->assumed[i].element, 0, 1);
}

static void compare_decision(comparison *c, uint32_t d, const naive_decision *expected)
{
    const sc_decision *about = &c->model->decisions[d];
    sc_text path = about->about.path;
    size_t outcome = 0, rule = 0;
    bool some = schoolcat_result_outcome(c->result, d, &outcome);
    same(c, path, "outcome", SC_NO_TEXT, index_or_none(some, outcome), index_of(expected->outcome));
    some = schoolcat_result_rule(c->result, d, &rule);
    same(c, path, "rule", SC_NO_TEXT, index_or_none(some, rule), index_of(expected->rule));
    same(c, path, "otherwise", SC_NO_TEXT, schoolcat_result_by_otherwise(c->result, d),
         expected->by_otherwise);
    same(c, path, "conflict", SC_NO_TEXT, schoolcat_result_conflict(c->result, d),
         expected->conflict);
    same(c, path, "provisional", SC_NO_TEXT, schoolcat_result_provisional(c->result, d),
         expected->provisional);
    compare_possible(c, d, expected);
}

/* --- values --- */

static void compare_value(comparison *c, schoolcat_part part, const sc_about *about, size_t at,
                          sc_type type, naive_value expected)
{
    schoolcat_value value = SCHOOLCAT_VALUE;
    same(c, about->path, "status", SC_NO_TEXT, schoolcat_result_value(c->result, part, at, &value),
         SCHOOLCAT_OK);
    bool known = value.missing == SCHOOLCAT_PRESENT;
    same(c, about->path, "known", SC_NO_TEXT, known, expected.known);
    if (!known || !expected.known)
        return;
    if (type.kind == SC_KIND_TEXT)
        same(c, about->path, "text", SC_NO_TEXT, 1,
             sc_text_equal((sc_text){value.text, value.length}, expected.text));
    else if (type.kind == SC_KIND_SYMBOL)
        same(c, about->path, "item", SC_NO_TEXT, (double)value.item, expected.symbol);
    else
        same(c, about->path, "value", SC_NO_TEXT, value.number, expected.number);
}

static void compare_truth(comparison *c, schoolcat_part part, const sc_about *about, size_t at,
                          naive_truth expected)
{
    schoolcat_value value = SCHOOLCAT_VALUE;
    same(c, about->path, "status", SC_NO_TEXT, schoolcat_result_value(c->result, part, at, &value),
         SCHOOLCAT_OK);
    naive_truth truth = value.missing != SCHOOLCAT_PRESENT ? NAIVE_UNKNOWN
                        : value.boolean                    ? NAIVE_TRUE
                                                           : NAIVE_FALSE;
    same(c, about->path, "truth", SC_NO_TEXT, truth, expected);
}

static void compare_indicator(comparison *c, uint32_t i)
{
    const sc_indicator *about = &c->model->indicators[i];
    naive_slot read;
    bool known = naive_slot_known(c->input, i, &read);
    if (about->type.kind == SC_KIND_BOOLEAN) {
        naive_truth truth = !known ? NAIVE_UNKNOWN : read.boolean ? NAIVE_TRUE : NAIVE_FALSE;
        compare_truth(c, SCHOOLCAT_PART_INDICATOR, &about->about, i, truth);
    } else {
        compare_value(c, SCHOOLCAT_PART_INDICATOR, &about->about, i, about->type,
                      known ? read.value : naive_missing());
    }
    bool given = c->input->slots[i].missing == SCHOOLCAT_PRESENT;
    bool assumed = known && !given && about->assumed.kind != SC_KIND_MISSING;
    same(c, about->about.path, "assumption used", SC_NO_TEXT,
         schoolcat_result_assumption_used(c->result, i), assumed);
    same(c, about->about.path, "blank read", SC_NO_TEXT, schoolcat_result_blank_read(c->result, i),
         known && !given && !assumed);
}

size_t library_differences(schoolcat_result *result, const naive_input *input,
                           const naive_answer *answer, sc_buffer *out)
{
    const sc_model *model = input->model;
    comparison c = {result, input, model, out, 0};
    /* First the functions that read the registers as left by the evaluation; later ones modify
     * them. */
    for (uint32_t i = 0; i < model->decision_count; i++)
        compare_assumed(&c, i, &answer->decisions[i]);
    for (uint32_t i = 0; i < model->decision_count; i++)
        compare_needs(&c, i, &answer->decisions[i]);
    for (uint32_t i = 0; i < model->decision_count; i++)
        compare_rules(&c, i, &answer->decisions[i]);
    for (uint32_t i = 0; i < model->indicator_count; i++)
        compare_indicator(&c, i);
    for (uint32_t i = 0; i < model->criterion_count; i++)
        compare_truth(&c, SCHOOLCAT_PART_CRITERION, &model->criteria[i].about, i,
                      answer->criteria[i]);
    for (uint32_t i = 0; i < model->derived_count; i++) {
        const sc_derived *derived = &model->derived[i];
        if (naive_is_truth(derived->value))
            compare_truth(&c, SCHOOLCAT_PART_DERIVED, &derived->about, i,
                          answer->derived_truths[i]);
        else
            compare_value(&c, SCHOOLCAT_PART_DERIVED, &derived->about, i, derived->value->type,
                          answer->derived[i]);
    }
    for (uint32_t i = 0; i < model->decision_count; i++)
        compare_decision(&c, i, &answer->decisions[i]);
    return c.count;
}

/* Loads rules, sets records and renders results with the library. */
#include "library.h"
#include "evaluate/ruleset.h"
#include "naive_internal.h"
#include <stdio.h>

schoolcat_ruleset *library_load(const char *text, size_t length,
                                const schoolcat_load_options *options, sc_buffer *problems)
{
    schoolcat_ruleset *rules = NULL;
    schoolcat_diagnostics *diagnostics = NULL;
    schoolcat_status status =
        schoolcat_ruleset_load_text(text, length, NULL, options, &rules, &diagnostics);
    schoolcat_text *drawn = NULL;
    if (status != SCHOOLCAT_OK && problems != NULL) {
        sc_buffer_string(problems, schoolcat_status_text(status));
        sc_buffer_byte(problems, '\n');
        if (schoolcat_diagnostics_render(diagnostics, SCHOOLCAT_FORMAT_TEXT, false, &drawn) ==
            SCHOOLCAT_OK)
            sc_buffer_string(problems, schoolcat_text_data(drawn));
    }
    schoolcat_text_free(drawn);
    schoolcat_diagnostics_free(diagnostics);
    return status == SCHOOLCAT_OK ? rules : NULL;
}

const sc_model *library_model(const schoolcat_ruleset *rules)
{
    return rules->model;
}

static schoolcat_status give_one(schoolcat_record *record, const sc_indicator *indicator, size_t at,
                                 const naive_slot *slot)
{
    if (slot->missing != SCHOOLCAT_PRESENT)
        return schoolcat_record_set_missing(record, at, slot->missing);
    switch (indicator->type.kind) {
    case SC_KIND_BOOLEAN:
        return schoolcat_record_set_boolean(record, at, slot->boolean);
    case SC_KIND_TEXT:
        return schoolcat_record_set_text(record, at, slot->value.text.data, slot->value.text.length,
                                         NULL);
    case SC_KIND_DATE:
        return schoolcat_record_set_date(record, at, slot->value.number, NULL);
    case SC_KIND_SYMBOL:
        return schoolcat_record_set_item(record, at, slot->value.symbol);
    default:
        return schoolcat_record_set_number(record, at, slot->value.number, NULL);
    }
}

bool library_set_record(schoolcat_record *record, const sc_model *model, const naive_slot *slots)
{
    schoolcat_record_clear(record);
    for (uint32_t i = 0; i < model->indicator_count; i++) {
        if (give_one(record, &model->indicators[i], i, &slots[i]) != SCHOOLCAT_OK) {
            fprintf(stderr, "indicator %s refuses a valid value\n",
                    model->indicators[i].about.id.data);
            return false;
        }
    }
    return true;
}

bool library_renders(schoolcat_result *result)
{
    static const schoolcat_format formats[] = {SCHOOLCAT_FORMAT_TEXT, SCHOOLCAT_FORMAT_MARKDOWN,
                                               SCHOOLCAT_FORMAT_JSON};
    schoolcat_explanation *explanation = NULL;
    schoolcat_text *text = NULL;
    bool rendered =
        schoolcat_result_json(result, &text) == SCHOOLCAT_OK && schoolcat_text_data(text)[0] == '{';
    schoolcat_text_free(text);
    rendered =
        schoolcat_explain(result, "an invented school", &explanation) == SCHOOLCAT_OK && rendered;
    for (size_t i = 0; rendered && i < sizeof formats / sizeof *formats; i++) {
        text = NULL;
        rendered = schoolcat_explanation_render(explanation, formats[i], &text) == SCHOOLCAT_OK &&
                   schoolcat_text_length(text) > 0;
        schoolcat_text_free(text);
    }
    schoolcat_explanation_free(explanation);
    return rendered;
}

/* --- text for reports --- */

static void describe_value(const sc_model *model, sc_type type, naive_value value, sc_buffer *out)
{
    if (!value.known)
        sc_buffer_string(out, "missing");
    else if (type.kind == SC_KIND_TEXT)
        sc_buffer_json(out, value.text);
    else if (type.kind == SC_KIND_SYMBOL)
        sc_buffer_text(out, model->domains[type.domain].items[value.symbol].about.id);
    else
        sc_buffer_number(out, value.number);
}

static void describe_slot(const sc_model *model, const sc_indicator *indicator,
                          const naive_slot *slot, sc_buffer *out)
{
    static const char *const reasons[] = {"present",        "absent",  "blank",    "suppressed",
                                          "not applicable", "invalid", "undefined"};
    sc_buffer_string(out, "  ");
    sc_buffer_text(out, indicator->about.id);
    sc_buffer_string(out, ": ");
    if (slot->missing != SCHOOLCAT_PRESENT)
        sc_buffer_string(out, reasons[slot->missing]);
    else if (indicator->type.kind == SC_KIND_BOOLEAN)
        sc_buffer_string(out, slot->boolean ? "true" : "false");
    else
        describe_value(model, indicator->type, slot->value, out);
    sc_buffer_byte(out, '\n');
}

void library_describe(const naive_input *input, sc_buffer *out)
{
    sc_buffer_string(out, "record:\n  today: ");
    if (input->has_today)
        sc_buffer_number(out, input->today);
    else
        sc_buffer_string(out, "not given");
    sc_buffer_byte(out, '\n');
    for (uint32_t i = 0; i < input->model->indicator_count; i++)
        describe_slot(input->model, &input->model->indicators[i], &input->slots[i], out);
}

static void describe_decision(const sc_model *model, uint32_t d, const naive_decision *decided,
                              sc_buffer *out)
{
    static const char *const truths[] = {"false", "unknown", "true"};
    const sc_decision *about = &model->decisions[d];
    const sc_domain *domain = &model->domains[about->domain];
    sc_buffer_text(out, about->about.path);
    sc_buffer_string(out, ": outcome ");
    sc_buffer_text(out, decided->outcome == SC_NONE ? SC_TEXT("-")
                                                    : domain->items[decided->outcome].about.id);
    sc_buffer_string(out, decided->provisional ? ", provisional, possible" : ", possible");
    for (uint32_t i = 0; i < domain->item_count; i++) {
        sc_buffer_string(out, decided->possible[i] ? " " : "");
        sc_buffer_text(out, decided->possible[i] ? domain->items[i].about.id : SC_NO_TEXT);
    }
    sc_buffer_string(out, decided->none_possible ? " -\n" : "\n");
    for (uint32_t r = 0; r < about->rule_count; r++) {
        sc_buffer_string(out, "  ");
        sc_buffer_text(out, about->rules[r].about.id);
        sc_buffer_string(out, " is ");
        sc_buffer_string(out, truths[decided->truths[r]]);
        sc_buffer_string(out, ", can be");
        for (int t = NAIVE_FALSE; t <= NAIVE_TRUE; t++) {
            sc_buffer_string(out, decided->sets[r] >> t & 1u ? " " : "");
            sc_buffer_string(out, decided->sets[r] >> t & 1u ? truths[t] : "");
        }
        sc_buffer_byte(out, '\n');
    }
}

void library_describe_answer(const naive_input *input, const naive_answer *answer, sc_buffer *out)
{
    const sc_model *model = input->model;
    sc_buffer_string(out, "naive answer:\n");
    for (uint32_t i = 0; i < model->derived_count; i++) {
        sc_buffer_text(out, model->derived[i].about.path);
        sc_buffer_string(out, ": ");
        if (naive_is_truth(model->derived[i].value))
            sc_buffer_integer(out, answer->derived_truths[i]);
        else
            describe_value(model, model->derived[i].value->type, answer->derived[i], out);
        sc_buffer_byte(out, '\n');
    }
    for (uint32_t i = 0; i < model->decision_count; i++)
        describe_decision(model, i, &answer->decisions[i], out);
}

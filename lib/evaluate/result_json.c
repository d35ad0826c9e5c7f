/* The whole answer as one JSON object: decisions by id, outputs, and what was read into blanks. */
#include "evaluate/json_writer.h"
#include "evaluate/traversal.h"

static void write_outcome_id(sc_json *json, const sc_model *model, const sc_decision *decision,
                             size_t outcome)
{
    sc_json_id(json, model->domains[decision->domain].items[outcome].about.id);
}

static void write_outcome_name(sc_json *json, const sc_model *model, const sc_decision *decision,
                               size_t outcome)
{
    const sc_item *item = &model->domains[decision->domain].items[outcome];
    sc_text name = item->name.length > 0 ? item->name : item->about.label;
    if (name.length > 0)
        sc_json_text(json, name);
    else
        sc_json_null(json);
}

static void write_one(sc_json *json, const schoolcat_result *result, size_t index)
{
    const sc_model *model = sc_result_model(result);
    const sc_decision *decision = &model->decisions[index];
    size_t outcome, rule;
    bool has_outcome = schoolcat_result_outcome(result, index, &outcome);
    sc_json_key(json, "outcome");
    if (has_outcome)
        write_outcome_id(json, model, decision, outcome);
    else
        sc_json_null(json);
    sc_json_key(json, "name");
    if (has_outcome)
        write_outcome_name(json, model, decision, outcome);
    else
        sc_json_null(json);
    sc_json_key(json, "rule");
    if (schoolcat_result_rule(result, index, &rule))
        sc_json_id(json, decision->rules[rule].about.id);
    else
        sc_json_null(json);
    sc_json_key(json, "by_otherwise");
    sc_json_boolean(json, schoolcat_result_by_otherwise(result, index));
}

static void write_holding_rules(sc_json *json, const schoolcat_result *result, size_t index)
{
    const sc_decision *decision = &sc_result_model(result)->decisions[index];
    sc_json_open(json, '[');
    for (uint32_t i = 0; i < decision->rule_count; i++)
        if (schoolcat_result_holds(result, index, i))
            sc_json_id(json, decision->rules[i].about.id);
    sc_json_close(json, ']');
}

static void write_every(sc_json *json, const schoolcat_result *result, size_t index)
{
    const sc_model *model = sc_result_model(result);
    const sc_decision *decision = &model->decisions[index];
    uint32_t count = model->domains[decision->domain].item_count;
    sc_json_key(json, "outcome");
    sc_json_open(json, '[');
    for (uint32_t i = 0; i < count; i++)
        if (schoolcat_result_outcome_holds(result, index, i))
            write_outcome_id(json, model, decision, i);
    sc_json_close(json, ']');
    sc_json_key(json, "name");
    sc_json_open(json, '[');
    for (uint32_t i = 0; i < count; i++)
        if (schoolcat_result_outcome_holds(result, index, i))
            write_outcome_name(json, model, decision, i);
    sc_json_close(json, ']');
    sc_json_key(json, "rule");
    write_holding_rules(json, result, index);
}

static void write_possible(sc_json *json, const schoolcat_result *result, size_t index)
{
    const sc_model *model = sc_result_model(result);
    const sc_decision *decision = &model->decisions[index];
    sc_json_key(json, "provisional");
    sc_json_boolean(json, schoolcat_result_provisional(result, index));
    sc_json_key(json, "possible");
    sc_json_open(json, '[');
    for (uint32_t i = 0; i < model->domains[decision->domain].item_count; i++)
        if (schoolcat_result_possible(result, index, i))
            write_outcome_id(json, model, decision, i);
    if (decision->choose != SC_CHOOSE_EVERY && schoolcat_result_none_possible(result, index))
        sc_json_null(json);
    sc_json_close(json, ']');
}

static void write_indicators(sc_json *json, const sc_model *model, const char *key,
                             const size_t *indicators, size_t count)
{
    sc_json_key(json, key);
    sc_json_open(json, '[');
    for (size_t i = 0; i < count; i++)
        sc_json_text(json, model->indicators[indicators[i]].about.id);
    sc_json_close(json, ']');
}

static schoolcat_status write_assumed(sc_json *json, schoolcat_result *result, size_t index)
{
    size_t count;
    schoolcat_status status = schoolcat_result_assumed_count(result, index, &count);
    if (status != SCHOOLCAT_OK)
        return status;
    sc_json_key(json, "assumed");
    sc_json_open(json, '[');
    for (size_t i = 0; i < count; i++) {
        schoolcat_assumption assumption = SCHOOLCAT_ASSUMPTION;
        status = schoolcat_result_assumed(result, index, i, &assumption);
        if (status != SCHOOLCAT_OK)
            return status;
        sc_json_open(json, '{');
        sc_json_key(json, "element");
        sc_json_string(json, assumption.element);
        sc_json_key(json, "value");
        sc_json_boolean(json, assumption.value);
        write_indicators(json, sc_result_model(result), "indicators", assumption.indicators,
                         assumption.indicator_count);
        sc_json_close(json, '}');
    }
    sc_json_close(json, ']');
    return SCHOOLCAT_OK;
}

static void write_conflict(sc_json *json, const schoolcat_result *result, size_t index)
{
    sc_json_key(json, "conflict");
    if (schoolcat_result_conflict(result, index)) {
        write_holding_rules(json, result, index);
    } else {
        sc_json_open(json, '[');
        sc_json_close(json, ']');
    }
}

static void write_details(sc_json *json, const schoolcat_result *result, size_t index)
{
    const sc_decision *decision = &sc_result_model(result)->decisions[index];
    const sc_detail *details = (const sc_detail *)schoolcat_result_details(result, index);
    bool every = decision->choose == SC_CHOOSE_EVERY;
    sc_json_key(json, "details");
    if (!every && details) {
        sc_json_detail(json, details);
        return;
    }
    sc_json_open(json, '{');
    for (uint32_t i = 0; every && i < decision->rule_count; i++) {
        if (!schoolcat_result_holds(result, index, i) || !decision->rules[i].details)
            continue;
        sc_json_key_text(json, decision->rules[i].about.id);
        sc_json_detail(json, decision->rules[i].details);
    }
    sc_json_close(json, '}');
}

static schoolcat_status write_decision(sc_json *json, schoolcat_result *result, size_t index)
{
    const sc_decision *decision = &sc_result_model(result)->decisions[index];
    const size_t *needs;
    size_t count;
    sc_json_key_text(json, decision->about.id);
    sc_json_open(json, '{');
    if (decision->choose == SC_CHOOSE_EVERY)
        write_every(json, result, index);
    else
        write_one(json, result, index);
    write_possible(json, result, index);
    schoolcat_status status = schoolcat_result_needs(result, index, &needs, &count);
    if (status != SCHOOLCAT_OK)
        return status;
    write_indicators(json, sc_result_model(result), "needs", needs, count);
    status = write_assumed(json, result, index);
    if (status != SCHOOLCAT_OK)
        return status;
    write_conflict(json, result, index);
    write_details(json, result, index);
    sc_json_close(json, '}');
    return SCHOOLCAT_OK;
}

static schoolcat_status write_outputs(sc_json *json, const schoolcat_result *result)
{
    const sc_model *model = sc_result_model(result);
    sc_json_key(json, "outputs");
    sc_json_open(json, '{');
    for (uint32_t i = 0; i < model->derived_count; i++) {
        if (!model->derived[i].output)
            continue;
        schoolcat_value value = SCHOOLCAT_VALUE;
        schoolcat_status status = schoolcat_result_value(result, SCHOOLCAT_PART_DERIVED, i, &value);
        if (status != SCHOOLCAT_OK)
            return status;
        sc_json_key_text(json, model->derived[i].about.id);
        sc_json_value(json, &value);
    }
    sc_json_close(json, '}');
    return SCHOOLCAT_OK;
}

static void write_read(sc_json *json, const schoolcat_result *result, const char *key,
                       bool (*is_read)(const schoolcat_result *, size_t))
{
    const sc_model *model = sc_result_model(result);
    sc_json_key(json, key);
    sc_json_open(json, '[');
    for (uint32_t i = 0; i < model->indicator_count; i++)
        if (is_read(result, i))
            sc_json_text(json, model->indicators[i].about.id);
    sc_json_close(json, ']');
}

static schoolcat_status write_notes(sc_json *json, schoolcat_result *result)
{
    size_t count;
    schoolcat_status status = schoolcat_result_note_count(result, &count);
    if (status != SCHOOLCAT_OK)
        return status;
    sc_json_key(json, "notes");
    sc_json_open(json, '[');
    for (size_t i = 0; i < count; i++)
        sc_json_string(json, schoolcat_result_note(result, i));
    sc_json_close(json, ']');
    return SCHOOLCAT_OK;
}

static schoolcat_status write_result(sc_json *json, schoolcat_result *result)
{
    schoolcat_status status = SCHOOLCAT_OK;
    sc_json_open(json, '{');
    sc_json_key(json, "decisions");
    sc_json_open(json, '{');
    for (size_t i = 0; i < sc_result_model(result)->decision_count && status == SCHOOLCAT_OK; i++)
        status = write_decision(json, result, i);
    sc_json_close(json, '}');
    if (status == SCHOOLCAT_OK)
        status = write_outputs(json, result);
    write_read(json, result, "blanks_read", schoolcat_result_blank_read);
    write_read(json, result, "assumptions_used", schoolcat_result_assumption_used);
    if (status == SCHOOLCAT_OK)
        status = write_notes(json, result);
    sc_json_close(json, '}');
    return status;
}

schoolcat_status schoolcat_result_json(schoolcat_result *result, schoolcat_text **out)
{
    if (!result || !out || !result->evaluated)
        return SCHOOLCAT_ERROR_ARGUMENT;
    sc_buffer buffer;
    sc_buffer_init(&buffer, &result->rules->allocator);
    sc_json json = {.out = &buffer};
    schoolcat_status status = write_result(&json, result);
    if (status == SCHOOLCAT_OK)
        status = sc_text_from_buffer(&result->rules->allocator, &buffer, out);
    sc_buffer_destroy(&buffer);
    return status;
}

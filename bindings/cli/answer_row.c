/* One row of an answer. */
#include "answer_columns.h"

#include <stdlib.h>
#include <string.h>

bool answer_row_open(cli_answer_row *fields, const cli_answer_columns *answers)
{
    *fields = (cli_answer_row){.list = calloc(answers->count + 1, sizeof *fields->list),
                               .offsets = calloc(answers->count + 1, sizeof *fields->offsets)};
    return fields->list != NULL && fields->offsets != NULL;
}

void answer_row_free(cli_answer_row *fields)
{
    free(fields->list);
    free(fields->offsets);
    buffer_free(&fields->scratch);
    *fields = (cli_answer_row){0};
}

void answer_row_begin(cli_answer_row *fields)
{
    fields->count = 0;
    buffer_clear(&fields->scratch);
}

/* Where a text of the scratch stands is known when the scratch no longer moves. */
void answer_row_add(cli_answer_row *fields, cli_field field)
{
    size_t index = fields->count++;
    fields->list[index] = field;
    fields->offsets[index] = fields->scratch.length;
}

bool answer_row_end(cli_answer_row *fields)
{
    size_t begin = 0;
    for (size_t i = 0; i < fields->count && fields->scratch.length > 0; i++) {
        if (fields->list[i].text == NULL) {
            fields->list[i].text = fields->scratch.data + begin;
            fields->list[i].length = fields->offsets[i] - begin;
        }
        begin = fields->offsets[i];
    }
    for (size_t i = 0; i < fields->count && fields->scratch.length == 0; i++)
        fields->list[i].text = fields->list[i].text == NULL ? "" : fields->list[i].text;
    return !fields->scratch.failed && !fields->no_memory;
}

void add_item(cli_answer_row *fields, size_t begin, const char *text, size_t length)
{
    if (fields->scratch.length > begin)
        buffer_byte(&fields->scratch, '|');
    buffer_add(&fields->scratch, text, length);
}

static void add_outcomes(const cli_answer_columns *answers, const schoolcat_result *result,
                         size_t decision, bool (*has)(const schoolcat_result *, size_t, size_t),
                         cli_answer_row *fields)
{
    size_t begin = fields->scratch.length,
           count = schoolcat_decision_outcome_count(answers->rules, decision);
    for (size_t i = 0; i < count; i++)
        if (has(result, decision, i))
            add_item(fields, begin, answers->outcomes[decision][i].text,
                     answers->outcomes[decision][i].length);
}

static void add_rules_that_hold(const cli_answer_columns *answers, const schoolcat_result *result,
                                size_t decision, cli_answer_row *fields)
{
    size_t begin = fields->scratch.length,
           count = schoolcat_decision_rule_count(answers->rules, decision);
    const cli_field *rules = answers->decision_rules[decision];
    for (size_t i = 0; i < count; i++)
        if (schoolcat_result_holds(result, decision, i))
            add_item(fields, begin, rules[i].text, rules[i].length);
}

static void add_needs(const cli_answer_columns *answers, schoolcat_result *result, size_t decision,
                      cli_answer_row *fields)
{
    size_t begin = fields->scratch.length, count = 0;
    const size_t *indicators = NULL;
    if (!schoolcat_result_provisional(result, decision))
        return;
    if (schoolcat_result_needs(result, decision, &indicators, &count) != SCHOOLCAT_OK)
        fields->no_memory = true;
    for (size_t i = 0; i < count; i++) {
        schoolcat_element element = SCHOOLCAT_ELEMENT;
        (void)schoolcat_ruleset_element(answers->rules, SCHOOLCAT_PART_INDICATOR, indicators[i],
                                        &element);
        add_item(fields, begin, element.id, strlen(element.id));
    }
}

static void add_assumed(schoolcat_result *result, size_t decision, cli_answer_row *fields)
{
    size_t begin = fields->scratch.length, count = 0;
    if (schoolcat_result_assumed_count(result, decision, &count) != SCHOOLCAT_OK)
        fields->no_memory = true;
    for (size_t i = 0; i < count; i++) {
        schoolcat_assumption assumption = SCHOOLCAT_ASSUMPTION;
        if (schoolcat_result_assumed(result, decision, i, &assumption) != SCHOOLCAT_OK)
            fields->no_memory = true;
        add_item(fields, begin, assumption.element, strlen(assumption.element));
        buffer_string(&fields->scratch, assumption.value ? "=true" : "=false");
    }
}

static const cli_field none = {FIELD_NONE, "", 0, true};

cli_field truth_field(bool truth)
{
    return truth ? (cli_field){FIELD_BARE, "true", 4, true}
                 : (cli_field){FIELD_BARE, "false", 5, true};
}

static cli_field outcome_field(const cli_answer_columns *answers, const schoolcat_result *result,
                               size_t decision)
{
    size_t outcome;
    return schoolcat_result_outcome(result, decision, &outcome)
               ? answers->outcomes[decision][outcome]
               : none;
}

static cli_field rule_field(const cli_answer_columns *answers, const schoolcat_result *result,
                            size_t decision)
{
    size_t rule = schoolcat_decision_rule_count(answers->rules, decision);
    if (schoolcat_result_rule(result, decision, &rule) ||
        schoolcat_result_by_otherwise(result, decision))
        return answers->decision_rules[decision][rule];
    return none;
}

static void add_possible(const cli_answer_columns *answers, const schoolcat_result *result,
                         size_t decision, cli_answer_row *fields)
{
    size_t begin = fields->scratch.length;
    add_outcomes(answers, result, decision, schoolcat_result_possible, fields);
    if (schoolcat_result_none_possible(result, decision))
        add_item(fields, begin, "-", 1);
}

static cli_field list_field(const cli_answer_columns *answers, schoolcat_result *result,
                            const cli_answer_column *answer, cli_answer_row *fields)
{
    switch (answer->kind) {
    case ANSWER_OUTCOME:
        add_outcomes(answers, result, answer->index, schoolcat_result_outcome_holds, fields);
        break;
    case ANSWER_RULE:
        add_rules_that_hold(answers, result, answer->index, fields);
        break;
    case ANSWER_POSSIBLE:
        add_possible(answers, result, answer->index, fields);
        break;
    case ANSWER_NEEDS:
        add_needs(answers, result, answer->index, fields);
        break;
    case ANSWER_ASSUMED:
        add_assumed(result, answer->index, fields);
        break;
    default:
        if (schoolcat_result_conflict(result, answer->index))
            add_rules_that_hold(answers, result, answer->index, fields);
    }
    return (cli_field){FIELD_LIST, NULL, 0, false};
}

const char *value_text(const schoolcat_value *value, char room[SCHOOLCAT_NUMBER_ROOM],
                       size_t *length)
{
    *length = 0;
    if (value->missing != SCHOOLCAT_PRESENT)
        return "";
    switch (value->type) {
    case SCHOOLCAT_BOOLEAN:
        *length = value->boolean ? 4 : 5;
        return value->boolean ? "true" : "false";
    case SCHOOLCAT_NUMBER:
    case SCHOOLCAT_INTEGER:
        *length = schoolcat_number_write(value->number, room);
        return room;
    default:
        *length = value->type == SCHOOLCAT_TEXT ? value->length : strlen(value->text);
        return value->text;
    }
}

cli_field number_field(double number, cli_answer_row *fields)
{
    char room[SCHOOLCAT_NUMBER_ROOM];
    buffer_add(&fields->scratch, room, schoolcat_number_write(number, room));
    return (cli_field){FIELD_BARE, NULL, 0, true};
}

static cli_field output_field(const schoolcat_result *result, size_t output, cli_answer_row *fields)
{
    schoolcat_value value = SCHOOLCAT_VALUE;
    if (schoolcat_result_value(result, SCHOOLCAT_PART_OUTPUT, output, &value) != SCHOOLCAT_OK)
        fields->no_memory = true;
    if (value.missing != SCHOOLCAT_PRESENT)
        return none;
    switch (value.type) {
    case SCHOOLCAT_BOOLEAN:
        return truth_field(value.boolean);
    case SCHOOLCAT_NUMBER:
    case SCHOOLCAT_INTEGER:
        return number_field(value.number, fields);
    default:
        buffer_add(&fields->scratch, value.text,
                   value.type == SCHOOLCAT_TEXT ? value.length : strlen(value.text));
        return (cli_field){FIELD_TEXT, NULL, 0, false};
    }
}

cli_field kept_field(const cli_cell *cell)
{
    if (cell == NULL || cell->kind == CELL_ABSENT || cell->kind == CELL_LACKING ||
        cell->kind == CELL_NULL)
        return none;
    return (cli_field){cell->kind == CELL_TEXT ? FIELD_TEXT : FIELD_BARE, cell->text, cell->length,
                       false};
}

cli_field answer_field(const cli_answer_columns *answers, const cli_answer_column *answer,
                       schoolcat_result *result, const cli_row *row, cli_answer_row *fields)
{
    bool every = answer->kind != ANSWER_KEPT && answer->kind != ANSWER_OUTPUT &&
                 schoolcat_decision_choose(answers->rules, answer->index) == SCHOOLCAT_CHOOSE_EVERY;
    switch (answer->kind) {
    case ANSWER_KEPT:
        return kept_field(answer->index < row->cell_count ? &row->cells[answer->index] : NULL);
    case ANSWER_OUTPUT:
        return output_field(result, answer->index, fields);
    case ANSWER_OUTCOME:
        if (!every)
            return outcome_field(answers, result, answer->index);
        break;
    case ANSWER_RULE:
        if (!every)
            return rule_field(answers, result, answer->index);
        break;
    case ANSWER_PROVISIONAL:
        return truth_field(schoolcat_result_provisional(result, answer->index));
    default:
        break;
    }
    return list_field(answers, result, answer, fields);
}

/* One row of an answer. */
#include "answers.h"

#include "message.h"

#include <string.h>

static void add_item(cli_buffer *list, size_t begin, const char *item)
{
    if (list->length > begin)
        buffer_byte(list, '|');
    buffer_string(list, item);
}

static void add_outcomes(cli_answers *answers, const schoolcat_result *result, size_t decision,
                         bool (*has)(const schoolcat_result *, size_t, size_t))
{
    cli_buffer *list = &answers->scratch;
    size_t begin = list->length, count = schoolcat_decision_outcome_count(answers->rules, decision);
    for (size_t i = 0; i < count; i++)
        if (has(result, decision, i))
            add_item(list, begin, answers->outcomes[decision][i]);
}

static void add_rules_that_hold(cli_answers *answers, const schoolcat_result *result, size_t decision)
{
    cli_buffer *list = &answers->scratch;
    size_t begin = list->length, count = schoolcat_decision_rule_count(answers->rules, decision);
    for (size_t i = 0; i < count; i++)
        if (schoolcat_result_holds(result, decision, i))
            add_item(list, begin, answers->decision_rules[decision][i]);
}

static void add_needs(cli_answers *answers, schoolcat_result *result, size_t decision)
{
    cli_buffer *list = &answers->scratch;
    size_t begin = list->length, count = 0;
    const size_t *indicators = NULL;
    if (!schoolcat_result_provisional(result, decision))
        return;
    if (schoolcat_result_needs(result, decision, &indicators, &count) != SCHOOLCAT_OK)
        answers->no_memory = true;
    for (size_t i = 0; i < count; i++) {
        schoolcat_element element = SCHOOLCAT_ELEMENT;
        (void)schoolcat_ruleset_element(answers->rules, SCHOOLCAT_PART_INDICATOR, indicators[i], &element);
        add_item(list, begin, element.id);
    }
}

static void add_assumed(cli_answers *answers, schoolcat_result *result, size_t decision)
{
    cli_buffer *list = &answers->scratch;
    size_t begin = list->length, count = 0;
    if (schoolcat_result_assumed_count(result, decision, &count) != SCHOOLCAT_OK)
        answers->no_memory = true;
    for (size_t i = 0; i < count; i++) {
        schoolcat_assumption assumption = SCHOOLCAT_ASSUMPTION;
        if (schoolcat_result_assumed(result, decision, i, &assumption) != SCHOOLCAT_OK)
            answers->no_memory = true;
        add_item(list, begin, assumption.element);
        buffer_string(list, assumption.value ? "=true" : "=false");
    }
}

static cli_field text_field(const char *text)
{
    return (cli_field){FIELD_TEXT, text, strlen(text)};
}

static cli_field bare_field(bool truth)
{
    return truth ? (cli_field){FIELD_BARE, "true", 4} : (cli_field){FIELD_BARE, "false", 5};
}

static cli_field outcome_field(const cli_answers *answers, const schoolcat_result *result, size_t decision)
{
    size_t outcome;
    if (schoolcat_result_outcome(result, decision, &outcome))
        return text_field(answers->outcomes[decision][outcome]);
    return (cli_field){FIELD_NONE, "", 0};
}

static cli_field rule_field(const cli_answers *answers, const schoolcat_result *result, size_t decision)
{
    size_t rule;
    if (schoolcat_result_rule(result, decision, &rule))
        return text_field(answers->decision_rules[decision][rule]);
    if (schoolcat_result_by_otherwise(result, decision))
        return text_field("otherwise");
    return (cli_field){FIELD_NONE, "", 0};
}

static void add_possible(cli_answers *answers, const schoolcat_result *result, size_t decision)
{
    size_t begin = answers->scratch.length;
    add_outcomes(answers, result, decision, schoolcat_result_possible);
    if (schoolcat_result_none_possible(result, decision))
        add_item(&answers->scratch, begin, "-");
}

/* A list that is made in the scratch; its place is known when the scratch no longer moves. */
static cli_field list_field(cli_answers *answers, schoolcat_result *result, const cli_answer *answer)
{
    switch (answer->kind) {
    case ANSWER_OUTCOME:
        add_outcomes(answers, result, answer->index, schoolcat_result_outcome_holds);
        break;
    case ANSWER_RULE:
        add_rules_that_hold(answers, result, answer->index);
        break;
    case ANSWER_POSSIBLE:
        add_possible(answers, result, answer->index);
        break;
    case ANSWER_NEEDS:
        add_needs(answers, result, answer->index);
        break;
    case ANSWER_ASSUMED:
        add_assumed(answers, result, answer->index);
        break;
    default:
        if (schoolcat_result_conflict(result, answer->index))
            add_rules_that_hold(answers, result, answer->index);
    }
    return (cli_field){FIELD_LIST, NULL, 0};
}

const char *value_text(const schoolcat_value *value, char room[SCHOOLCAT_NUMBER_ROOM], size_t *length)
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

static cli_field output_field(cli_answers *answers, const schoolcat_result *result, size_t output)
{
    char room[SCHOOLCAT_NUMBER_ROOM];
    schoolcat_value value = SCHOOLCAT_VALUE;
    if (schoolcat_result_value(result, SCHOOLCAT_PART_OUTPUT, output, &value) != SCHOOLCAT_OK)
        answers->no_memory = true;
    if (value.missing != SCHOOLCAT_PRESENT)
        return (cli_field){FIELD_NONE, "", 0};
    size_t length;
    const char *text = value_text(&value, room, &length);
    buffer_add(&answers->scratch, text, length);
    bool bare =
        value.type == SCHOOLCAT_NUMBER || value.type == SCHOOLCAT_INTEGER || value.type == SCHOOLCAT_BOOLEAN;
    return (cli_field){bare ? FIELD_BARE : FIELD_TEXT, NULL, 0};
}

static cli_field kept_field(const cli_row *row, size_t column)
{
    const cli_cell *cell = column < row->cell_count ? &row->cells[column] : NULL;
    if (cell == NULL || cell->kind == CELL_ABSENT || cell->kind == CELL_LACKING || cell->kind == CELL_NULL)
        return (cli_field){FIELD_NONE, "", 0};
    return (cli_field){cell->kind == CELL_TEXT ? FIELD_TEXT : FIELD_BARE, cell->text, cell->length};
}

static cli_field field_of(cli_answers *answers, schoolcat_result *result, const cli_row *row,
                          const cli_answer *answer)
{
    bool every = answer->kind != ANSWER_KEPT && answer->kind != ANSWER_OUTPUT &&
                 schoolcat_decision_choose(answers->rules, answer->index) == SCHOOLCAT_CHOOSE_EVERY;
    switch (answer->kind) {
    case ANSWER_KEPT:
        return kept_field(row, answer->index);
    case ANSWER_OUTPUT:
        return output_field(answers, result, answer->index);
    case ANSWER_OUTCOME:
        return every ? list_field(answers, result, answer) : outcome_field(answers, result, answer->index);
    case ANSWER_RULE:
        return every ? list_field(answers, result, answer) : rule_field(answers, result, answer->index);
    case ANSWER_PROVISIONAL:
        return bare_field(schoolcat_result_provisional(result, answer->index));
    default:
        return list_field(answers, result, answer);
    }
}

bool answers_fill(cli_answers *answers, schoolcat_result *result, const cli_row *row)
{
    cli_buffer *scratch = &answers->scratch;
    buffer_clear(scratch);
    for (size_t i = 0; i < answers->count; i++) {
        answers->offsets[i] = scratch->length;
        answers->fields[i] = field_of(answers, result, row, &answers->list[i]);
        if (answers->fields[i].text == NULL)
            answers->fields[i].length = scratch->length - answers->offsets[i];
    }
    for (size_t i = 0; i < answers->count && !scratch->failed; i++)
        if (answers->fields[i].text == NULL)
            answers->fields[i].text = scratch->length == 0 ? "" : scratch->data + answers->offsets[i];
    if (!scratch->failed && !answers->no_memory)
        return true;
    (void)say_no_memory();
    return false;
}

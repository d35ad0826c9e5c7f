#include "answer/record.h"

#include "answer/problems.h"
#include "base/number.h"
#include "program/program.h"
#include "answer/readers.h"

static const sc_slot absent = {SCHOOLCAT_ABSENT, 0, false, 0, {NULL, 0}};

schoolcat_status schoolcat_record_new(schoolcat_ruleset *rules, schoolcat_record **out)
{
    if (rules == NULL || out == NULL)
        return SCHOOLCAT_ERROR_ARGUMENT;
    schoolcat_record *record = sc_allocate(&rules->allocator, sizeof *record);
    if (record == NULL)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    *record = (schoolcat_record){schoolcat_ruleset_retain(rules), NULL, rules->readers->count, NULL};
    record->slots = sc_allocate_array(&rules->allocator, (size_t)record->count + 1, sizeof *record->slots);
    if (rules->readers->has_patterns)
        record->matcher = sc_matcher_new(&rules->allocator, rules->program->match_limit);
    if (record->slots == NULL || (rules->readers->has_patterns && record->matcher == NULL)) {
        schoolcat_record_free(record);
        return SCHOOLCAT_ERROR_NO_MEMORY;
    }
    schoolcat_record_clear(record);
    *out = record;
    return SCHOOLCAT_OK;
}

void schoolcat_record_free(schoolcat_record *record)
{
    if (record == NULL)
        return;
    schoolcat_ruleset *rules = record->rules;
    sc_matcher_free(record->matcher);
    sc_release(&rules->allocator, record->slots);
    sc_release(&rules->allocator, record);
    schoolcat_ruleset_free(rules);
}

void schoolcat_record_clear(schoolcat_record *record)
{
    if (record == NULL)
        return;
    for (uint32_t i = 0; i < record->count; i++)
        record->slots[i] = absent;
}

static const sc_reader *reader_of(const schoolcat_record *record, size_t indicator)
{
    return record == NULL || indicator >= record->count ? NULL : &record->rules->readers->at[indicator];
}

static schoolcat_status refuse(const sc_reader *reader, sc_text value, schoolcat_problems *problems)
{
    sc_problems_add(problems, reader->name, value, reader->expected);
    return SCHOOLCAT_ERROR_DATA;
}

static schoolcat_status set_number(schoolcat_record *record, size_t indicator, double value,
                                   schoolcat_problems *problems)
{
    const sc_reader *reader = &record->rules->readers->at[indicator];
    sc_slot *slot = &record->slots[indicator];
    if (value != value) {
        *slot = absent;
        slot->missing = SCHOOLCAT_NOT_APPLICABLE; /* a value said to be missing, not an empty cell */
        return SCHOOLCAT_OK;
    }
    if (!sc_reader_number_fits(reader, value)) {
        char spelled[SC_NUMBER_ROOM];
        sc_text text = {spelled, sc_number_write(value, spelled)};
        return refuse(reader, text, problems);
    }
    *slot = (sc_slot){SCHOOLCAT_PRESENT, value, false, 0, SC_NO_TEXT};
    return SCHOOLCAT_OK;
}

schoolcat_status schoolcat_record_set_number(schoolcat_record *record, size_t indicator, double value,
                                             schoolcat_problems *problems)
{
    const sc_reader *reader = reader_of(record, indicator);
    if (reader == NULL)
        return SCHOOLCAT_ERROR_ARGUMENT;
    if (reader->type != SCHOOLCAT_NUMBER && reader->type != SCHOOLCAT_INTEGER)
        return SCHOOLCAT_ERROR_MISMATCH;
    return set_number(record, indicator, value, problems);
}

schoolcat_status schoolcat_record_set_date(schoolcat_record *record, size_t indicator, double days,
                                           schoolcat_problems *problems)
{
    const sc_reader *reader = reader_of(record, indicator);
    if (reader == NULL)
        return SCHOOLCAT_ERROR_ARGUMENT;
    if (reader->type != SCHOOLCAT_DATE)
        return SCHOOLCAT_ERROR_MISMATCH;
    char spelled[16];
    if (sc_date_in_range(days) && sc_number_is_integer(days) && !sc_reader_number_fits(reader, days))
        return refuse(reader, (sc_text){spelled, sc_date_write(days, spelled)}, problems);
    return set_number(record, indicator, days, problems);
}

schoolcat_status schoolcat_record_set_boolean(schoolcat_record *record, size_t indicator, bool value)
{
    const sc_reader *reader = reader_of(record, indicator);
    if (reader == NULL)
        return SCHOOLCAT_ERROR_ARGUMENT;
    if (reader->type != SCHOOLCAT_BOOLEAN)
        return SCHOOLCAT_ERROR_MISMATCH;
    record->slots[indicator] = (sc_slot){SCHOOLCAT_PRESENT, 0, value, 0, SC_NO_TEXT};
    return SCHOOLCAT_OK;
}

schoolcat_status schoolcat_record_set_text(schoolcat_record *record, size_t indicator, const char *text,
                                           size_t length, schoolcat_problems *problems)
{
    const sc_reader *reader = reader_of(record, indicator);
    if (reader == NULL || (text == NULL && length > 0))
        return SCHOOLCAT_ERROR_ARGUMENT;
    if (reader->type != SCHOOLCAT_TEXT)
        return SCHOOLCAT_ERROR_MISMATCH;
    sc_text value = {text == NULL ? "" : text, length};
    if (!sc_reader_text_fits(reader, record->matcher, value))
        return refuse(reader, value, problems);
    record->slots[indicator] = (sc_slot){SCHOOLCAT_PRESENT, 0, false, 0, value};
    return SCHOOLCAT_OK;
}

schoolcat_status schoolcat_record_set_item(schoolcat_record *record, size_t indicator, size_t item)
{
    const sc_reader *reader = reader_of(record, indicator);
    if (reader == NULL)
        return SCHOOLCAT_ERROR_ARGUMENT;
    if (reader->type != SCHOOLCAT_SYMBOL)
        return SCHOOLCAT_ERROR_MISMATCH;
    if (item >= reader->item_count)
        return SCHOOLCAT_ERROR_DATA;
    record->slots[indicator] = (sc_slot){SCHOOLCAT_PRESENT, 0, false, (uint32_t)item, SC_NO_TEXT};
    return SCHOOLCAT_OK;
}

schoolcat_status schoolcat_record_set_missing(schoolcat_record *record, size_t indicator,
                                              schoolcat_missing reason)
{
    if (reader_of(record, indicator) == NULL || reason < SCHOOLCAT_ABSENT || reason > SCHOOLCAT_INVALID)
        return SCHOOLCAT_ERROR_ARGUMENT;
    record->slots[indicator] = absent;
    record->slots[indicator].missing = reason;
    return SCHOOLCAT_OK;
}

static schoolcat_status read_text(schoolcat_record *record, size_t indicator, sc_text text, bool marks,
                                  schoolcat_problems *problems)
{
    const sc_reader *reader = reader_of(record, indicator);
    if (reader == NULL || (text.data == NULL && text.length > 0))
        return SCHOOLCAT_ERROR_ARGUMENT;
    schoolcat_status status = sc_reader_read(reader, record->matcher, text, marks, &record->slots[indicator]);
    return status == SCHOOLCAT_ERROR_DATA ? refuse(reader, text, problems) : status;
}

schoolcat_status schoolcat_record_set_value(schoolcat_record *record, size_t indicator, const char *text,
                                            size_t length, schoolcat_problems *problems)
{
    return read_text(record, indicator, (sc_text){text, length}, false, problems);
}

schoolcat_status schoolcat_record_set_cell(schoolcat_record *record, size_t indicator, const char *text,
                                           size_t length, schoolcat_problems *problems)
{
    return read_text(record, indicator, (sc_text){text, length}, true, problems);
}

schoolcat_missing schoolcat_record_missing(const schoolcat_record *record, size_t indicator)
{
    return reader_of(record, indicator) == NULL ? SCHOOLCAT_ABSENT : record->slots[indicator].missing;
}

/* A record: sets the values of one school, by type or as cells. */
#include "evaluate/record.h"

#include "evaluate/problems.h"
#include "base/number.h"
#include "vm/program.h"
#include "evaluate/value_parsers.h"
#include <string.h>

bool sc_slots_make(sc_slots *slots, const sc_program *program, const schoolcat_allocator *allocator)
{
    size_t count = program->input_count;
    *slots = (sc_slots){.bytes = count * (SC_SLOT_BYTES + 2 + sizeof(bool))};
    slots->memory = sc_allocate(allocator, slots->bytes + 1);
    if (slots->memory == NULL)
        return false;
    memset(slots->memory, 0, slots->bytes + 1);
    slots->values = slots->memory;
    slots->given = (uint8_t *)slots->values + count * SC_SLOT_BYTES;
    slots->missing = slots->given + count;
    slots->assumed = (bool *)(slots->missing + count);
    for (uint32_t i = 0; i < count; i++) {
        slots->given[i] = SCHOOLCAT_ABSENT;
        slots->missing[i] =
            (uint8_t)sc_store_missing(slots->values + (size_t)i * SC_SLOT_BYTES,
                                      &program->inputs[i], SCHOOLCAT_ABSENT, &slots->assumed[i]);
    }
    return true;
}

schoolcat_status schoolcat_record_new(schoolcat_ruleset *rules, schoolcat_record **out)
{
    if (rules == NULL || out == NULL)
        return SCHOOLCAT_ERROR_ARGUMENT;
    schoolcat_record *record = sc_allocate(&rules->allocator, sizeof *record);
    if (record == NULL)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    *record = (schoolcat_record){.rules = schoolcat_ruleset_retain(rules),
                                 .count = rules->readers->count};
    bool made = sc_slots_make(&record->slots, rules->program, &rules->allocator) &&
                sc_slots_make(&record->fresh, rules->program, &rules->allocator);
    if (made && rules->readers->has_patterns) {
        record->matcher = sc_matcher_new(&rules->allocator, rules->program->match_limit);
        made = record->matcher != NULL;
    }
    if (!made) {
        schoolcat_record_free(record);
        return SCHOOLCAT_ERROR_NO_MEMORY;
    }
    *out = record;
    return SCHOOLCAT_OK;
}

void schoolcat_record_free(schoolcat_record *record)
{
    if (record == NULL)
        return;
    schoolcat_ruleset *rules = record->rules;
    sc_matcher_free(record->matcher);
    sc_release(&rules->allocator, record->fresh.memory);
    sc_release(&rules->allocator, record->slots.memory);
    sc_release(&rules->allocator, record);
    schoolcat_ruleset_free(rules);
}

void schoolcat_record_clear(schoolcat_record *record)
{
    if (record != NULL)
        memcpy(record->slots.memory, record->fresh.memory, record->fresh.bytes);
}

/* Where a value that is present goes. */
static inline void *present(schoolcat_record *record, size_t indicator)
{
    sc_slots *slots = &record->slots;
    slots->given[indicator] = slots->missing[indicator] = SCHOOLCAT_PRESENT;
    slots->assumed[indicator] = false;
    return slots->values + indicator * SC_SLOT_BYTES;
}

static inline void put(schoolcat_record *record, size_t indicator, sc_parsed_value cell)
{
    sc_slots *slots = &record->slots;
    slots->given[indicator] = (uint8_t)cell.missing;
    slots->missing[indicator] = (uint8_t)sc_store_value(slots->values + indicator * SC_SLOT_BYTES,
                                                        &record->rules->program->inputs[indicator],
                                                        &cell, &slots->assumed[indicator]);
}

static const sc_value_parser *reader_of(const schoolcat_record *record, size_t indicator)
{
    return record == NULL || indicator >= record->count ? NULL
                                                        : &record->rules->readers->at[indicator];
}

static schoolcat_status refuse(const sc_value_parser *reader, sc_text value,
                               schoolcat_problems *problems)
{
    sc_problems_add(problems, reader->name, value, reader->expected);
    return SCHOOLCAT_ERROR_DATA;
}

static schoolcat_status set_number(schoolcat_record *record, size_t indicator, double value,
                                   schoolcat_problems *problems)
{
    const sc_value_parser *reader = &record->rules->readers->at[indicator];
    if (value != value) {
        /* a value said to be missing, not an empty cell */
        put(record, indicator,
            (sc_parsed_value){.missing = SCHOOLCAT_NOT_APPLICABLE, .text = SC_NO_TEXT});
        return SCHOOLCAT_OK;
    }
    if (!sc_value_parser_accepts_number(reader, value)) {
        char spelled[SC_NUMBER_CAPACITY];
        sc_text text = {spelled, sc_number_write(value, spelled)};
        return refuse(reader, text, problems);
    }
    *(double *)present(record, indicator) = value;
    return SCHOOLCAT_OK;
}

schoolcat_status schoolcat_record_set_number(schoolcat_record *record, size_t indicator,
                                             double value, schoolcat_problems *problems)
{
    const sc_value_parser *reader = reader_of(record, indicator);
    if (reader == NULL)
        return SCHOOLCAT_ERROR_ARGUMENT;
    if (reader->type != SCHOOLCAT_NUMBER && reader->type != SCHOOLCAT_INTEGER)
        return SCHOOLCAT_ERROR_MISMATCH;
    return set_number(record, indicator, value, problems);
}

schoolcat_status schoolcat_record_set_date(schoolcat_record *record, size_t indicator, double days,
                                           schoolcat_problems *problems)
{
    const sc_value_parser *reader = reader_of(record, indicator);
    if (reader == NULL)
        return SCHOOLCAT_ERROR_ARGUMENT;
    if (reader->type != SCHOOLCAT_DATE)
        return SCHOOLCAT_ERROR_MISMATCH;
    char spelled[16];
    if (sc_date_in_range(days) && sc_number_is_integer(days) &&
        !sc_value_parser_accepts_number(reader, days))
        return refuse(reader, (sc_text){spelled, sc_date_write(days, spelled)}, problems);
    return set_number(record, indicator, days, problems);
}

schoolcat_status schoolcat_record_set_boolean(schoolcat_record *record, size_t indicator,
                                              bool value)
{
    const sc_value_parser *reader = reader_of(record, indicator);
    if (reader == NULL)
        return SCHOOLCAT_ERROR_ARGUMENT;
    if (reader->type != SCHOOLCAT_BOOLEAN)
        return SCHOOLCAT_ERROR_MISMATCH;
    *(uint8_t *)present(record, indicator) = value ? 2 : 0;
    return SCHOOLCAT_OK;
}

schoolcat_status schoolcat_record_set_text(schoolcat_record *record, size_t indicator,
                                           const char *text, size_t length,
                                           schoolcat_problems *problems)
{
    const sc_value_parser *reader = reader_of(record, indicator);
    if (reader == NULL || (text == NULL && length > 0))
        return SCHOOLCAT_ERROR_ARGUMENT;
    if (reader->type != SCHOOLCAT_TEXT)
        return SCHOOLCAT_ERROR_MISMATCH;
    sc_text value = {text == NULL ? "" : text, length};
    if (!sc_value_parser_accepts_text(reader, record->matcher, value))
        return refuse(reader, value, problems);
    *(sc_text *)present(record, indicator) = value;
    return SCHOOLCAT_OK;
}

schoolcat_status schoolcat_record_set_item(schoolcat_record *record, size_t indicator, size_t item)
{
    const sc_value_parser *reader = reader_of(record, indicator);
    if (reader == NULL)
        return SCHOOLCAT_ERROR_ARGUMENT;
    if (reader->type != SCHOOLCAT_SYMBOL)
        return SCHOOLCAT_ERROR_MISMATCH;
    if (item >= reader->item_count)
        return SCHOOLCAT_ERROR_DATA;
    *(uint16_t *)present(record, indicator) = (uint16_t)item;
    return SCHOOLCAT_OK;
}

schoolcat_status schoolcat_record_set_missing(schoolcat_record *record, size_t indicator,
                                              schoolcat_missing reason)
{
    if (reader_of(record, indicator) == NULL || reason < SCHOOLCAT_ABSENT ||
        reason > SCHOOLCAT_INVALID)
        return SCHOOLCAT_ERROR_ARGUMENT;
    put(record, indicator, (sc_parsed_value){.missing = reason, .text = SC_NO_TEXT});
    return SCHOOLCAT_OK;
}

static schoolcat_status read_text(schoolcat_record *record, size_t indicator, sc_text text,
                                  bool marks, schoolcat_problems *problems)
{
    const sc_value_parser *reader = reader_of(record, indicator);
    if (reader == NULL || (text.data == NULL && text.length > 0))
        return SCHOOLCAT_ERROR_ARGUMENT;
    sc_parsed_value cell;
    schoolcat_status status = sc_parse_value(reader, record->matcher, text, marks, &cell);
    if (status == SCHOOLCAT_OK)
        put(record, indicator, cell);
    return status == SCHOOLCAT_ERROR_DATA ? refuse(reader, text, problems) : status;
}

schoolcat_status schoolcat_record_set_value(schoolcat_record *record, size_t indicator,
                                            const char *text, size_t length,
                                            schoolcat_problems *problems)
{
    return read_text(record, indicator, (sc_text){text, length}, false, problems);
}

schoolcat_status schoolcat_record_set_cell(schoolcat_record *record, size_t indicator,
                                           const char *text, size_t length,
                                           schoolcat_problems *problems)
{
    return read_text(record, indicator, (sc_text){text, length}, true, problems);
}

schoolcat_missing schoolcat_record_missing(const schoolcat_record *record, size_t indicator)
{
    return reader_of(record, indicator) == NULL ? SCHOOLCAT_ABSENT
                                                : (schoolcat_missing)record->slots.given[indicator];
}

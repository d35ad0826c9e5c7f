/* Matches column names to indicators by name and alias: schoolcat_columns. */
#include "evaluate/problems.h"
#include "evaluate/ruleset.h"
#include "evaluate/value_parsers.h"

struct schoolcat_columns {
    schoolcat_allocator allocator;
    size_t column_count;
    uint32_t indicator_count;
    uint32_t *indicators; /* of each column, or SC_NONE */
    size_t *columns;      /* of each indicator, or SIZE_MAX */
};

void schoolcat_columns_free(schoolcat_columns *columns)
{
    if (columns == NULL)
        return;
    schoolcat_allocator allocator = columns->allocator;
    sc_release(&allocator, columns->indicators);
    sc_release(&allocator, columns->columns);
    sc_release(&allocator, columns);
}

static schoolcat_columns *make_columns(const schoolcat_ruleset *rules, size_t count)
{
    const schoolcat_allocator *allocator = &rules->allocator;
    schoolcat_columns *made = sc_allocate(allocator, sizeof *made);
    if (made == NULL)
        return NULL;
    *made = (schoolcat_columns){*allocator, count, rules->readers->count, NULL, NULL};
    made->indicators =
        sc_allocate_array(allocator, count == 0 ? 1 : count, sizeof *made->indicators);
    made->columns =
        sc_allocate_array(allocator, (size_t)made->indicator_count + 1, sizeof *made->columns);
    if (made->indicators == NULL || made->columns == NULL) {
        schoolcat_columns_free(made);
        return NULL;
    }
    for (size_t i = 0; i < made->indicator_count; i++)
        made->columns[i] = SIZE_MAX;
    return made;
}

static sc_text name_of(const char *const *names, const size_t *lengths, size_t column)
{
    return lengths == NULL ? sc_text_of(names[column]) : (sc_text){names[column], lengths[column]};
}

/* Both columns are named: the one that came first as the value, what it was met for as the
 * phrase. */
static void add_clash(schoolcat_problems *problems, const schoolcat_ruleset *rules, sc_text column,
                      sc_text first, uint32_t indicator)
{
    sc_buffer phrase;
    sc_buffer_init(&phrase, &rules->allocator);
    sc_buffer_string(&phrase, "one column for ");
    sc_buffer_text(&phrase, rules->readers->at[indicator].name);
    sc_buffer_string(&phrase, ", which ");
    sc_buffer_text(&phrase, first);
    sc_buffer_string(&phrase, " is already");
    sc_problems_add(problems, column, column,
                    phrase.failed ? SC_TEXT("one column for one indicator")
                                  : sc_buffer_view(&phrase));
    sc_buffer_destroy(&phrase);
}

schoolcat_status schoolcat_columns_match(schoolcat_ruleset *rules, const char *const *names,
                                         const size_t *lengths, size_t count,
                                         schoolcat_problems *problems, schoolcat_columns **out)
{
    if (rules == NULL || out == NULL || (names == NULL && count > 0))
        return SCHOOLCAT_ERROR_ARGUMENT;
    for (size_t i = 0; i < count; i++)
        if (names[i] == NULL)
            return SCHOOLCAT_ERROR_ARGUMENT;
    schoolcat_columns *made = make_columns(rules, count);
    if (made == NULL)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    bool clash = false;
    for (size_t i = 0; i < count; i++) {
        sc_text name = name_of(names, lengths, i);
        uint32_t indicator = SC_NONE;
        made->indicators[i] = SC_NONE;
        if (!sc_fuzzy_lookup_find(rules->readers->columns, name, &indicator))
            continue;
        made->indicators[i] = indicator;
        if (made->columns[indicator] == SIZE_MAX) {
            made->columns[indicator] = i;
            continue;
        }
        clash = true;
        add_clash(problems, rules, name, name_of(names, lengths, made->columns[indicator]),
                  indicator);
    }
    if (clash) {
        schoolcat_columns_free(made);
        return SCHOOLCAT_ERROR_DATA;
    }
    *out = made;
    return SCHOOLCAT_OK;
}

bool schoolcat_columns_indicator(const schoolcat_columns *columns, size_t column, size_t *indicator)
{
    if (columns == NULL || column >= columns->column_count ||
        columns->indicators[column] == SC_NONE)
        return false;
    if (indicator != NULL)
        *indicator = columns->indicators[column];
    return true;
}

bool schoolcat_columns_column(const schoolcat_columns *columns, size_t indicator, size_t *column)
{
    if (columns == NULL || indicator >= columns->indicator_count ||
        columns->columns[indicator] == SIZE_MAX)
        return false;
    if (column != NULL)
        *column = columns->columns[indicator];
    return true;
}
